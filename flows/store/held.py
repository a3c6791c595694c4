"""What a published warehouse holds, as the next run must know it."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb
import pyarrow as pa

from flows.schemas import SHARED_ZONES
from flows.store.reading import QueryError, opened, rows

HELD_COLUMNS: Final = ("article_id", "source_name", "duplicate_role", "duplicate_of", "read_version")
"""Of an article: where it was found, what it is to others, and what read it last."""
NO_ARTICLES: Final = pa.table({name: pa.array([], pa.string()) for name in HELD_COLUMNS})


class Holder(NamedTuple):
    """An article with some of the sentences that were asked for, and the length of all that its copies share."""

    article_id: str
    ingested_at: datetime
    hashes: list[int]
    chars: int


@dataclass(frozen=True, slots=True)
class Held:
    """Issues told before (without when and by which run), files, and of the articles what can be said without them all.

    files: rows of raw.files, with their issues as lists. stale: names of sources that another extractor has read.
    latest: when the last article was read.
    """

    issues: frozenset[tuple[str | None, ...]] = frozenset()
    files: tuple[dict[str, Any], ...] = ()
    stale: tuple[str, ...] = ()
    latest: datetime | None = None


def held(path: Path, extractor_version: str) -> Held:
    """What the warehouse at `path` holds; nothing where there is none. Raises QueryError for another database."""
    if not path.is_file():
        return Held()
    with opened(path) as connection:
        tables = rows(connection, "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables()")
        if not tables:
            return Held()
        if "raw.articles" not in (row["name"] for row in tables):
            raise QueryError(f"{path} holds something else than a warehouse of musterroll: name another file")
        told = rows(connection, "SELECT input, stage, code, message, article_id FROM raw.issues")
        files = rows(connection, "FROM raw.files") if "raw.files" in (row["name"] for row in tables) else []
        stale = rows(connection, "SELECT source_name FROM raw.articles WHERE read_version <> ?", [extractor_version])
        latest = rows(connection, "SELECT max(ingested_at) AS latest FROM raw.articles")[0]["latest"]
    for row in files:
        row["issues"] = json.loads(row["issues"])
    issues = frozenset(tuple(row.values()) for row in told)
    return Held(issues, tuple(files), tuple(row["source_name"] for row in stale), latest)


def articles(path: Path) -> pa.Table:
    """HELD_COLUMNS of all articles of a warehouse; none where there is no warehouse."""
    with opened(path) if path.is_file() else nullcontext() as connection:
        if connection is None or not _has(connection, "articles"):
            return NO_ARTICLES
        return connection.sql(f"SELECT {', '.join(HELD_COLUMNS)} FROM raw.articles").to_arrow_table().combine_chunks()


def _has(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether the warehouse has a table of schema raw."""
    asked = "SELECT 1 AS n FROM duckdb_tables() WHERE schema_name = 'raw' AND table_name = ?"
    return bool(rows(connection, asked, [table]))


def latest_at(path: Path, places: Collection[str]) -> dict[str, str]:
    """The latest article at each of these paths and URLs, where there is one."""
    with opened(path) as connection:
        found = connection.execute(
            "SELECT place, arg_max(article_id, (ingested_at, source_name, article_id)) FROM ("
            "SELECT source_name AS place, article_id, ingested_at, source_name FROM raw.articles "
            "UNION ALL SELECT url, article_id, ingested_at, source_name FROM raw.articles) "
            "WHERE place IN (SELECT unnest($places::VARCHAR[])) GROUP BY place",
            {"places": list(places)},
        )
        return dict(found.fetchall())


def holders(path: Path, hashes: Collection[int], at_most: int) -> list[Holder]:
    """The first articles that have these sentences, `at_most` of each, of those whose hashes are kept."""
    with opened(path) as connection:
        if not _has(connection, "shared_sentences"):
            return []
        found = rows(
            connection,
            "WITH asked AS (SELECT DISTINCT unnest($hashes::BIGINT[]) AS text_hash) "
            "SELECT article_id, ingested_at, list(text_hash) AS hashes, chars FROM ("
            "SELECT s.article_id, a.ingested_at, s.text_hash, s.chars FROM raw.shared_sentences AS s "
            "JOIN asked USING (text_hash) JOIN raw.articles AS a USING (article_id) "
            "QUALIFY row_number() OVER (PARTITION BY s.text_hash ORDER BY a.ingested_at, s.article_id) <= $most) "
            "GROUP BY ALL",
            {"hashes": list(hashes), "most": at_most},
        )
    return [Holder(**row) for row in found]


def not_hashed(path: Path, extractor_version: str) -> list[tuple[datetime, str, list[str]]]:
    """When articles were read of whose sentences no hashes are kept, and their sentences, as of older versions."""
    with opened(path) as connection:
        kept = "AND article_id NOT IN (SELECT article_id FROM raw.shared_sentences) "
        found = rows(
            connection,
            "SELECT ingested_at, article_id, any_value(text) AS text, "
            "list([sentence_start, sentence_end] ORDER BY ordinal) AS spans "
            "FROM raw.articles JOIN raw.sentences USING (article_id) "
            f"WHERE read_version <> $version {kept if _has(connection, 'shared_sentences') else ''}"
            "AND list_contains($zones, zone) GROUP BY article_id, ingested_at",
            {"version": extractor_version, "zones": list(SHARED_ZONES)},
        )
    return [
        (row["ingested_at"], row["article_id"], [row["text"][start:end] for start, end in row["spans"]])
        for row in found
    ]


def claims_by_measure(path: Path) -> dict[str, int]:
    """How many claims the warehouse holds of each measure."""
    with opened(path) as connection:
        found = rows(connection, "SELECT measure, count(*) AS claims FROM claims GROUP BY measure ORDER BY measure")
    return {row["measure"]: row["claims"] for row in found}
