"""Loading: Arrow tables or Parquet parts into schema raw, replaced by article, retired where history is kept.

Loading the same rows twice changes nothing: sentences with their hashes, quantities and mentions are replaced by those
of the same article; claims, attributions and relations are compared without their run, kept where nothing differs, and
retired with a reason where something does (flows.store.retiring); articles keep the time and run that first read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import duckdb
import pyarrow as pa

from flows.schemas import SCHEMAS, STAGED
from flows.store import ddl, fresh
from flows.store.connection import identifier, quoted
from flows.store.retiring import any_known, count, replace_versions, retire_superseded

_WITH_ARTICLE: Final = ("articles", *ddl.BY_ARTICLE, *ddl.VERSIONED)
_REPLACED_BY: Final = {"entities": "entity_id", "runs": "run_id"}
_NEW_ISSUE: Final = (
    "NOT EXISTS (SELECT 1 FROM raw.issues AS i WHERE b.input = i.input AND b.stage = i.stage AND b.code = i.code "
    "AND b.message = i.message AND b.article_id IS NOT DISTINCT FROM i.article_id)"
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: rows added and rows retired by relation, articles touched, the time that its rows start at."""

    rows: dict[str, int]
    retired: dict[str, int]
    articles: int
    loaded_at: datetime


def load(
    con: duckdb.DuckDBPyConnection,
    sources: Mapping[str, pa.Table | Sequence[str]],
    *,
    run_id: str,
    extractor_version: str,
    now: datetime | None = None,
) -> Loaded:
    """Load relations, each a table or the paths of Parquet files, in the caller's transaction.

    `now` is the time that new rows are valid from; it is moved past every earlier load, as clocks go backwards.
    A relation that is not in `sources` is left alone; one without rows for a touched article loses those of it.
    The articles touched are added to the temporary table `changed_articles`. Raises KeyError on an unknown relation,
    duckdb.Error on rows that do not fit the contract.
    """
    if unknown := sources.keys() - STAGED.keys():
        raise KeyError(f"no relation is named {sorted(unknown)}")
    fresh.mark(con)
    loaded_at = _moment(con, run_id, now)
    moment = quoted(loaded_at.isoformat()) + "::TIMESTAMPTZ"
    rows: dict[str, int] = {}
    retired: dict[str, int] = {}
    with _batch(con, sources) as held:
        _touch(con, held)
        if "articles" in held:
            rows["articles"] = _articles(con, extractor_version)
        else:
            _read_by(con, extractor_version)
        for relation in ddl.BY_ARTICLE:
            if relation in held:
                rows[relation] = _replace(con, relation)
        for relation in ddl.VERSIONED:
            if relation in held:
                rows[relation] = replace_versions(con, relation, moment, extractor_version, retired)
        retire_superseded(con, moment, retired)
        for relation, key in _REPLACED_BY.items():
            if relation in held:
                con.execute(f"DELETE FROM raw.{relation} WHERE {key} IN (SELECT {key} FROM batch_{relation})")
                rows[relation] = _insert(con, relation)
        if "issues" in held:
            rows["issues"] = _insert(con, "issues", condition=_NEW_ISSUE)
    con.execute("INSERT INTO changed_articles SELECT article_id FROM touched_articles")
    return Loaded(rows, retired, count(con, "SELECT count(*) FROM touched_articles"), loaded_at)


@contextmanager
def _batch(con: duckdb.DuckDBPyConnection, sources: Mapping[str, Any]) -> Iterator[set[str]]:
    """Temporary views `batch_<relation>` with the contract's columns; after an error the transaction is lost anyway."""
    held: set[str] = set()
    for relation, source in sources.items():
        if isinstance(source, pa.Table):
            con.register(f"arrow_{relation}", source)
            origin = f"arrow_{relation}"
        elif source:
            origin = "read_parquet([" + ", ".join(quoted(str(path)) for path in source) + "])"
        else:
            continue
        names = ", ".join(identifier(name) for name in STAGED[relation].names)
        con.execute(f"CREATE OR REPLACE TEMP VIEW batch_{relation} AS SELECT {names} FROM {origin}")
        held.add(relation)
    yield held
    for relation in held:
        con.execute(f"DROP VIEW batch_{relation}")
        con.unregister(f"arrow_{relation}")


def _moment(con: duckdb.DuckDBPyConnection, run_id: str, now: datetime | None) -> datetime:
    ((last,),) = con.execute("SELECT max(loaded_at) FROM raw.loads").fetchall()
    moment = now or datetime.now(UTC)
    if last is not None and moment <= last:
        moment = last + timedelta(microseconds=1)
    con.execute("INSERT INTO raw.loads VALUES (?, ?)", [run_id, moment])
    return moment


def _touch(con: duckdb.DuckDBPyConnection, held: set[str]) -> None:
    """Table of the articles in the batch: `is_known` ones have rows in the warehouse."""
    ids = [f"SELECT article_id FROM batch_{relation}" for relation in _WITH_ARTICLE if relation in held]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE touched_articles AS SELECT DISTINCT article_id, "
        "article_id IN (SELECT article_id FROM raw.articles) AS is_known "
        f"FROM ({' UNION ALL '.join(ids) or 'SELECT NULL::VARCHAR AS article_id WHERE false'}) AS ids"
    )


def _read_by(con: duckdb.DuckDBPyConnection, extractor_version: str) -> None:
    con.execute(
        "UPDATE raw.articles SET read_version = ? WHERE read_version <> ? "
        "AND article_id IN (SELECT article_id FROM touched_articles)",
        [extractor_version, extractor_version],
    )


def _articles(con: duckdb.DuckDBPyConnection, extractor_version: str) -> int:
    """New articles, and known ones with what is now said of them; their first run and time stay."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE first_reads AS SELECT article_id, ingested_at, run_id, cluster_id "
        "FROM raw.articles WHERE article_id IN (SELECT article_id FROM touched_articles)"
    )
    if any_known(con):
        con.execute("DELETE FROM raw.articles WHERE article_id IN (SELECT article_id FROM batch_articles)")
    names = [name for name in SCHEMAS["articles"].names if name not in {"ingested_at", "run_id"}]
    added = count(
        con,
        f"INSERT INTO raw.articles ({', '.join(map(identifier, names))}, "
        "ingested_at, run_id, cluster_id, read_version) "
        f"SELECT {', '.join('b.' + identifier(name) for name in names)}, "
        "coalesce(f.ingested_at, b.ingested_at), coalesce(f.run_id, b.run_id), "
        "coalesce(f.cluster_id, k.cluster_id, b.duplicate_of, b.revision_of, b.article_id), "
        f"{quoted(extractor_version)} FROM batch_articles AS b LEFT JOIN first_reads AS f USING (article_id) "
        "LEFT JOIN raw.articles AS k ON k.article_id = coalesce(b.duplicate_of, b.revision_of)",
    )
    con.execute("DROP TABLE first_reads")
    _follow_clusters(con)
    return added


def _follow_clusters(con: duckdb.DuckDBPyConnection) -> None:
    """A copy of a copy belongs to the first of them: follow the chains inside one batch to their ends."""
    chained = (
        "FROM raw.articles AS a JOIN raw.articles AS k ON k.article_id = a.cluster_id "
        "WHERE a.cluster_id <> a.article_id AND k.cluster_id <> a.cluster_id "
        "AND a.article_id IN (SELECT article_id FROM touched_articles)"
    )
    for _ in range(64):
        if not count(con, f"SELECT count(*) {chained}"):
            return
        con.execute(
            "UPDATE raw.articles SET cluster_id = found.cluster_id "
            f"FROM (SELECT a.article_id, k.cluster_id {chained}) AS found WHERE articles.article_id = found.article_id"
        )


def _insert(con: duckdb.DuckDBPyConnection, relation: str, *, condition: str = "true") -> int:
    names = ", ".join(identifier(name) for name in STAGED[relation].names)
    return count(
        con, f"INSERT INTO raw.{relation} ({names}) SELECT {names} FROM batch_{relation} AS b WHERE {condition}"
    )


def _replace(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    if any_known(con):
        con.execute(f"DELETE FROM raw.{relation} WHERE article_id IN (SELECT article_id FROM touched_articles)")
    return _insert(con, relation)
