"""From loaded rows to a warehouse that may be published: entities, reference tables, models, checks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from flows.progress import Share, unheard
from flows.schemas import SCHEMAS
from flows.store import checks, ddl, fresh, models, seeds, sqlfiles
from flows.store.connection import identifier, quoted, read_only
from flows.store.lineage import in_order
from flows.store.loading import load
from flows.store.models import Built

STATE: Final = ("models", "reference", "entities")


@dataclass(frozen=True, slots=True)
class Transformed:
    """What the models did, and how many checks passed."""

    built: Built
    checks_passed: int
    published_at: datetime


def transform(
    con: duckdb.DuckDBPyConnection,
    sql: Path,
    *,
    warehouse: Path | None = None,
    entities: pa.Table | None = None,
    keep_temporary: bool = False,
    anew: bool = False,
    told: Share = unheard,
) -> Transformed:
    """Models and checks over what was loaded since they were last run, in the caller's transaction.

    Everything is built anew when asked to, and when SQL files, reference rows or entities are not those that the
    warehouse was built with. `told` hears how many models are done. Raises ModelError on wrong SQL, CheckError on bad
    rows.
    """
    reference = seeds.reference(warehouse)
    wanted = {"models": sqlfiles.fingerprint(sql), "reference": reference.fingerprint}
    if entities is not None:
        wanted["entities"] = _fingerprint(entities)
        if ddl.recall(con, "entities") != wanted["entities"]:
            _replace_entities(con, entities)
    full = anew or any(ddl.recall(con, name) != value for name, value in wanted.items())
    seeds.install(con, reference)
    moment = _moment(con)
    models.scope(con, full=full)
    since = quoted(moment.isoformat()) + "::TIMESTAMPTZ"
    built = models.run(con, in_order(sql), full=full, moment=since, keep_temporary=keep_temporary, told=told)
    if full:
        fresh.everything(con)
    else:
        fresh.texts(con)
    all_checks = (*checks.contract_checks(), *checks.from_files(sqlfiles.read_all(sql, ("checks",))))
    if failures := checks.find(con, all_checks):
        raise checks.CheckError(failures)
    fresh.forget(con)
    for name, value in wanted.items():
        ddl.remember(con, name, value)
    return Transformed(built, len(all_checks), moment)


def _moment(con: duckdb.DuckDBPyConnection) -> datetime:
    """Time of this transaction's load; of a load of nothing, recorded now, where only the rules changed."""
    if not fresh.is_marked(con):
        load(con, {}, run_id="rules", extractor_version="")
    moment: datetime = con.execute("SELECT max(loaded_at) FROM raw.loads").fetchall()[0][0]
    return moment


def is_current(warehouse: Path, sql: Path, *, entities: pa.Table | None = None) -> bool:
    """Whether the warehouse was built with these SQL files, the reference rows of now and these entities."""
    if not warehouse.is_file():
        return False
    wanted = {"models": sqlfiles.fingerprint(sql), "reference": seeds.reference(warehouse).fingerprint}
    if entities is not None:
        wanted["entities"] = _fingerprint(entities)
    con = read_only(warehouse)
    try:
        return all(ddl.recall(con, name) == value for name, value in wanted.items())
    except duckdb.CatalogException:
        return False
    finally:
        con.close()


def check(con: duckdb.DuckDBPyConnection, sql: Path) -> tuple[int, tuple[checks.Failure, ...]]:
    """How many checks there are, and the failures of all of them over every row of an open warehouse."""
    fresh.everything(con)
    all_checks = (*checks.contract_checks(), *checks.from_files(sqlfiles.read_all(sql, ("checks",))))
    return len(all_checks), checks.find(con, all_checks)


def _replace_entities(con: duckdb.DuckDBPyConnection, entities: pa.Table) -> None:
    """The gazetteer's rows as they are now; entities that only texts name stay."""
    names = ", ".join(identifier(name) for name in SCHEMAS["entities"].names)
    con.register("entity_rows", entities)
    con.execute(
        "DELETE FROM raw.entities WHERE resolution = 'gazetteer' OR entity_id IN (SELECT entity_id FROM entity_rows)"
    )
    con.execute(f"INSERT INTO raw.entities ({names}) SELECT {names} FROM entity_rows")
    con.unregister("entity_rows")


def _fingerprint(entities: pa.Table) -> str:
    """16 hex digits that depend on the rows in their order."""
    digest = hashlib.sha256()
    for row in entities.select(SCHEMAS["entities"].names).to_pylist():
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]
