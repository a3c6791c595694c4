"""The published relations of articles as Iceberg tables, for readers and writers side by side and a look back by run.

Tables are partitioned by the day on which an article was read (`ingested_on`). A publication writes anew the days of
which a row has changed and leaves the others; each table's change is one commit, tried again where another writer was
first. The extra is `musterroll[lake]`; the catalogue is an SQL database, SQLite in the folder unless another is named.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from flows.store.catalogue import Relation
from flows.store.connection import WarehouseError, identifier
from flows.store.export import File, opened, select

RELATIONS: Final = (
    *("articles", "sentences", "quantities", "claims", "attributions", "claim_relations", "entity_mentions"),
    *("fct_casualties", "fct_equipment", "fct_military_strength"),
)
"""Relations with a row an article or a row for something in one."""
NAMESPACE: Final = "musterroll"
DAY: Final = "ingested_on"
RUN: Final = "musterroll.run"
DAYS: Final = "musterroll.days"
"""Property of a table: rows and a hash of them by day, to tell which days the next publication must write."""
ONCE: Final = {"commit.retry.num-retries": "0"}
"""Property of a table: a commit that came second is not repeated as it was, since its rows may be there by now."""
TRIES: Final = 8


def catalog(folder: Path, uri: str | None = None) -> Any:
    """Catalogue of the lake in `folder`: an SQL database, by default SQLite in that folder."""
    from pyiceberg.catalog.sql import SqlCatalog

    folder.mkdir(parents=True, exist_ok=True)
    place = folder.resolve()
    return SqlCatalog(NAMESPACE, uri=uri or f"sqlite:///{place / 'catalog.db'}", warehouse=place.as_uri())


def publish(
    warehouse: Path, folder: Path, *, uri: str | None = None, relations: Sequence[str] | None = None
) -> tuple[File, ...]:
    """Bring the lake in `folder` up to a warehouse; returns a line for each relation with the rows written anew.

    All RELATIONS by default. Raises WarehouseError where the warehouse or a relation is not there, or where other
    writers were always first.
    """
    con = opened(warehouse)
    try:
        if others := set(relations or ()) - {*RELATIONS}:
            raise WarehouseError(
                f"no relation of a lake: {', '.join(sorted(others))}; there are {', '.join(RELATIONS)}"
            )
        chosen = select(con, relations or RELATIONS)
        newest = con.execute("SELECT max(run_id) FROM runs").fetchall()[0][0]
        lake = catalog(folder, uri)
        lake.create_namespace_if_not_exists(NAMESPACE)
        return tuple(File(r.name, r.name, _bring_up(con, lake, r, str(newest)), 0, "") for r in chosen)
    finally:
        con.close()


def _bring_up(con: duckdb.DuckDBPyConnection, lake: Any, relation: Relation, run_id: str) -> int:
    """Write the days that differ from the lake's; returns the rows written."""
    from pyiceberg.exceptions import CommitFailedException, TableAlreadyExistsError

    dated = (
        f"SELECT r.*, CAST(a.ingested_at AT TIME ZONE 'UTC' AS DATE) AS {DAY} "
        f"FROM {identifier(relation.name)} r JOIN articles a USING (article_id)"
        if relation.name != "articles"
        else f"SELECT *, CAST(ingested_at AT TIME ZONE 'UTC' AS DATE) AS {DAY} FROM articles"
    )
    now = {
        str(day): f"{rows} {digest}"
        for day, rows, digest in con.execute(
            f"SELECT {DAY}, count(*), bit_xor(hash(t)) FROM ({dated}) t GROUP BY ALL ORDER BY 1"
        ).fetchall()
    }
    for attempt in range(TRIES):
        try:
            table = _table(lake, relation, con.sql(f"{dated} LIMIT 0").to_arrow_table().schema)
            before = json.loads(table.properties.get(DAYS, "{}"))
            changed = [day for day in {*now, *before} if now.get(day) != before.get(day)]
            if not changed and table.current_snapshot() is not None:
                return 0
            listed = ", ".join(f"DATE '{day}'" for day in changed)
            rows = con.sql(f"{dated} WHERE {DAY} IN ({listed or 'NULL'})").to_arrow_table()
            gone = [day for day in changed if day in before]
            with table.transaction() as change:
                if gone:
                    change.overwrite(_plain(rows), overwrite_filter=_any_of(gone), snapshot_properties={RUN: run_id})
                else:
                    change.append(_plain(rows), snapshot_properties={RUN: run_id})
                change.set_properties({DAYS: json.dumps(now)})
            return int(rows.num_rows)
        except (CommitFailedException, TableAlreadyExistsError):
            time.sleep(random.uniform(0, 0.1 * 2**attempt))
    raise WarehouseError(f"{relation.name}: other writers of the lake were first {TRIES} times; publish again later")


def _any_of(days: Sequence[str]) -> str:
    quoted = ", ".join(f"'{day}'" for day in days)
    return f"{DAY} IN ({quoted})"


def _plain(rows: pa.Table) -> pa.Table:
    """Rows without comments of fields, all of which may be NULL, as the table has them."""
    return rows.cast(pa.schema([pa.field(f.name, f.type) for f in rows.schema]))


def _table(lake: Any, relation: Relation, schema: pa.Schema) -> Any:
    from pyiceberg.exceptions import NoSuchTableError
    from pyiceberg.transforms import IdentityTransform

    name = f"{NAMESPACE}.{relation.name}"
    try:
        return lake.load_table(name)
    except NoSuchTableError:
        pass
    plain = pa.schema([pa.field(f.name, f.type) for f in schema])
    properties = {"comment": relation.comment, **ONCE}
    with lake.create_table_transaction(name, schema=plain, properties=properties) as made, made.update_spec() as spec:
        spec.add_field(DAY, IdentityTransform(), DAY)
    return lake.load_table(name)


def read(folder: Path, relation: str, *, run_id: str | None = None, uri: str | None = None) -> pa.Table:
    """A relation as it was after a run (identifier as in `runs`), or as it is; runs that changed nothing count too.

    Raises LookupError where the lake had no such relation then.
    """
    from pyiceberg.exceptions import NoSuchTableError

    try:
        table = catalog(folder, uri).load_table(f"{NAMESPACE}.{relation}")
    except NoSuchTableError as error:
        raise LookupError(f"the lake has no relation {relation}") from error
    if run_id is None:
        return table.scan().to_arrow()
    found = None
    for entry in table.history():
        snapshot = table.snapshot_by_id(entry.snapshot_id)
        said = snapshot.summary.additional_properties.get(RUN) if snapshot and snapshot.summary else None
        if said is not None and said <= run_id:
            found = entry.snapshot_id
    if found is None:
        raise LookupError(f"the lake had no relation {relation} after {run_id}")
    return table.scan(snapshot_id=found).to_arrow()
