"""Load, models and checks: a full build against ten new articles on top of it, and the warehouse's bytes per article.

    uv run python -m tests.benchmarks.warehouse [--articles 100000] [--runs 3] [--archive N]

The articles of raw/, or N of tests.benchmarks.archive, are extracted once; each of the others is one of them with
identifiers of its own, days of its own and other states in the places of its own, so that series are many and grow as
they do in years of news. Both builds run in this process, one after the other, on the same rows; the figures of the
small one are medians.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.claims.gazetteer import entity_rows
from flows.extract import extract
from flows.ingest import ingest
from flows.load import load_parts
from flows.schemas import STAGED, table
from flows.store.lock import hold
from flows.store.publish import begin, publish
from flows.transform import transform
from tests.benchmarks import archive

RAW = Path(__file__).parents[2] / "raw"
OWN = frozenset({"article_id", "sentence_id", "quantity_id", "claim_id", "attribution_id", "mention_id"}) | {
    *("from_claim_id", "to_claim_id", "part_of_claim_id", "source_name", "url")
}
"""Columns of identifiers and places that each copy has of its own."""
DAYS = frozenset({"period_start", "period_end", "published_at"})
SIDES = frozenset({"subject", "perpetrator", "place"})
PART = 20_000  # articles in one Parquet file
SPREAD = 3650  # days over which the copies lie


def sample(archived: int) -> dict[str, pa.Table]:
    """Tables of the articles in raw/, or of so many of the synthetic archive."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "archive.parquet" if archived else RAW
        if archived:
            archive.write(source, archived)
        read = ingest([str(source)], run_id="run", now=datetime.now(UTC))
    made = extract(read.articles, read.sentences, run_id="run")
    return {
        "articles": read.articles,
        "sentences": read.sentences,
        "shared_sentences": read.shared_sentences,
        **made,
    }


@cache
def states() -> list[str]:
    """Codes of all states."""
    return sorted({row["code"] for row in entity_rows() if row["entity_type"] == "state" and row["code"]})


def turned(code: str | None, number: int) -> str | None:
    """Another state for each copy, so that series are as many as in news of the whole world."""
    if code not in states():
        return code
    return states()[(states().index(code) + number) % len(states())]


def copy(rows: pa.Table, number: int) -> pa.Table:
    """The rows with identifiers that end with `number`, some days earlier."""
    back = pa.scalar(timedelta(days=number * 7919 % SPREAD))
    for name in rows.column_names:
        at = rows.schema.get_field_index(name)
        column, field = rows[name], rows.schema.field(at)
        if name in OWN:
            own = pc.binary_join_element_wise(column, f"{number:06d}", "")
            if name == "source_name" and "entity_id" in rows.column_names:  # known sources bear one name everywhere
                own = pc.if_else(pc.is_null(rows["entity_id"]), own, column)
            rows = rows.set_column(at, field, own)
        elif name in SIDES:
            rows = rows.set_column(at, field, pa.array([turned(code, number) for code in column.to_pylist()]))
        elif name in DAYS:
            rows = rows.set_column(
                at, field, pc.subtract(column.cast(pa.timestamp("us", "UTC")), back).cast(field.type)
            )
    return rows


def parts(tables: Mapping[str, pa.Table], folder: Path, first: int, last: int) -> dict[str, list[str]]:
    """Parquet files with copies `first` to `last` of the tables, by relation."""
    found: dict[str, list[str]] = {}
    for relation, rows in tables.items():
        if not rows.num_rows:
            continue
        step = max(1, PART // tables["articles"].num_rows)
        for start in range(first, last, step):
            path = folder / f"{relation}-{start}.parquet"
            copies = [copy(rows, number) for number in range(start, min(last, start + step))]
            pq.write_table(pa.concat_tables(copies).cast(STAGED[relation]), path, compression="zstd")
            found.setdefault(relation, []).append(str(path))
    return found


def build(warehouse: Path, sources: Mapping[str, list[str]], run: str) -> tuple[float, float]:
    """Seconds of the load, and of models, checks and publication."""
    entities = table("entities", entity_rows())
    started = time.perf_counter()
    with hold(warehouse) as lock, begin(lock) as made:
        load_parts(made, sources, run_id=run, extractor_version="1")
        loaded = time.perf_counter()
        transform(made, entities=entities)
        publish(made)
    return loaded - started, time.perf_counter() - loaded


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=100_000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--archive", type=int, default=0)
    given = arguments.parse_args()
    tables = sample(given.archive)
    each = tables["articles"].num_rows
    copies = max(1, given.articles // each)
    ten = pa.array(tables["articles"]["article_id"][:10].to_pylist())
    few = {
        name: rows.filter(pc.is_in(rows["article_id"], ten))
        for name, rows in tables.items()
        if "article_id" in rows.column_names
    }
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        warehouse = folder / "w.duckdb"
        sources = parts(tables, folder, 0, copies)
        load, models = build(warehouse, sources, "run_full")
        count = copies * each
        rows = sum(rows.num_rows for rows in tables.values()) * copies
        size = warehouse.stat().st_size
        seconds = []
        for number in range(given.runs):
            changed = folder / f"w{number}.duckdb"
            shutil.copy(warehouse, changed)
            fresh = parts(few, folder, 900_000 + number, 900_001 + number)
            seconds.append(build(changed, fresh, f"run_{number}"))
            changed.unlink()
        small = statistics.median(a + b for a, b in seconds)
    print(f"{count:,} articles, {rows:,} rows, {tables['claims'].num_rows * copies:,} claims")
    print(f"full build      load {load:.1f} s ({rows / load:,.0f} rows/s), models and checks {models:.1f} s")
    print(f"ten articles    {small:.2f} s, the full build is {(load + models) / small:.0f} times as long")
    print(f"warehouse       {size / 1e6:,.0f} MB, {size / count:,.0f} bytes an article")


if __name__ == "__main__":
    main()
