"""What a published warehouse holds, as the next run must know it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import starmap
from pathlib import Path
from typing import Any, Final, NamedTuple

from flows.store.reading import QueryError, opened, rows

SHARED_ZONES: Final = ("headline", "body", "list")
"""Zones whose sentences copies of an article share."""


class HeldArticle(NamedTuple):
    """An article of the warehouse: where it was found, what it is to others, and what read it last."""

    article_id: str
    source_name: str
    url: str | None
    duplicate_role: str
    duplicate_of: str | None
    read_version: str


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


def articles(path: Path) -> list[HeldArticle]:
    """Articles of a warehouse in the order in which they came; none where there is no warehouse."""
    if not path.is_file():
        return []
    names = ", ".join(HeldArticle._fields)
    with opened(path) as connection:
        if not rows(connection, "SELECT 1 AS n FROM duckdb_tables() WHERE schema_name = 'raw'"):
            return []
        found = connection.execute(f"SELECT {names} FROM raw.articles ORDER BY ingested_at, source_name, article_id")
        return list(starmap(HeldArticle, found.fetchall()))


def shared_sentences(path: Path) -> list[tuple[str, list[str]]]:
    """Each article of the warehouse with the sentences by which its copies are found."""
    with opened(path) as connection:
        found = rows(
            connection,
            "SELECT article_id, any_value(text) AS text, "
            "list([sentence_start, sentence_end] ORDER BY ordinal) AS spans "
            "FROM raw.articles JOIN raw.sentences USING (article_id) WHERE list_contains(?, zone) "
            "GROUP BY article_id, ingested_at ORDER BY ingested_at, article_id",
            [list(SHARED_ZONES)],
        )
    return [(row["article_id"], [row["text"][start:end] for start, end in row["spans"]]) for row in found]


def claims_by_measure(path: Path) -> dict[str, int]:
    """How many claims the warehouse holds of each measure."""
    with opened(path) as connection:
        found = rows(connection, "SELECT measure, count(*) AS claims FROM claims GROUP BY measure ORDER BY measure")
    return {row["measure"]: row["claims"] for row in found}
