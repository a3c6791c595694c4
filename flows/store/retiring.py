"""History: claims and what belongs to them are retired with a reason, never overwritten."""

from __future__ import annotations

from typing import Final

import duckdb

from flows.schemas import SCHEMAS
from flows.store import ddl
from flows.store.connection import identifier, quoted

KEYS: Final = {
    "claims": ("claim_id",),
    "attributions": ("attribution_id",),
    "claim_relations": ("from_claim_id", "to_claim_id", "relation"),
}
UNCOMPARED: Final = {"run_id", "extractor_version"}
"""Columns that say who read the article, not what it says."""


def count(con: duckdb.DuckDBPyConnection, statement: str) -> int:
    """The one number that a statement gives: rows changed, or the result of a count."""
    rows = con.execute(statement).fetchall()
    return int(rows[0][0]) if rows else 0


def any_known(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the warehouse holds rows of an article of the batch."""
    return bool(con.execute("SELECT coalesce(bool_or(is_known), false) FROM touched_articles").fetchall()[0][0])


def insert_versions(con: duckdb.DuckDBPyConnection, relation: str, moment: str, *, condition: str = "true") -> int:
    """Add the rows of the batch that meet a condition, valid from `moment` (an SQL expression) on."""
    listed = ", ".join(identifier(name) for name in SCHEMAS[relation].names)
    return count(
        con,
        f"INSERT INTO raw.{relation} ({listed}, valid_from, valid_to, retired_reason) "
        f"SELECT {listed}, {moment}, NULL, NULL FROM batch_{relation} AS b WHERE {condition}",
    )


def replace_versions(
    con: duckdb.DuckDBPyConnection, relation: str, moment: str, version: str, retired: dict[str, int]
) -> int:
    """Retire rows of touched articles that are no longer said, add those that are new, leave the rest alone.

    Returns the rows added; counts those retired in `retired`.
    """
    if not any_known(con):
        return insert_versions(con, relation, moment)
    names = SCHEMAS[relation].names
    keys = " AND ".join(f"r.{identifier(name)} = b.{identifier(name)}" for name in KEYS[relation])
    same = " AND ".join(
        f"r.{identifier(name)} IS NOT DISTINCT FROM b.{identifier(name)}" for name in names if name not in UNCOMPARED
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE held_rows AS SELECT * FROM raw.{relation} "
        "WHERE valid_to IS NULL AND article_id IN (SELECT article_id FROM touched_articles WHERE is_known)"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE gone_rows AS SELECT * FROM held_rows AS r "
        f"WHERE NOT EXISTS (SELECT 1 FROM batch_{relation} AS b WHERE {keys} AND {same})"
    )
    by_version = f"CASE WHEN r.extractor_version <> {quoted(version)} THEN 'extractor' ELSE 'reread' END"
    matched = " AND ".join(f"r.{identifier(name)} = g.{identifier(name)}" for name in KEYS[relation])
    gone = count(
        con,
        f"UPDATE raw.{relation} AS r SET valid_to = {moment}, "
        f"retired_reason = {by_version if 'extractor_version' in names else quoted('reread')} "
        f"FROM gone_rows AS g WHERE {matched} AND r.article_id = g.article_id AND r.valid_to IS NULL",
    )
    _add(retired, relation, gone)
    added = insert_versions(
        con, relation, moment, condition=f"NOT EXISTS (SELECT 1 FROM held_rows AS r WHERE {keys} AND {same})"
    )
    con.execute("DROP TABLE held_rows")
    con.execute("DROP TABLE gone_rows")
    return added


def retire_superseded(con: duckdb.DuckDBPyConnection, moment: str, retired: dict[str, int]) -> None:
    """An article that a later one revises keeps its text; what it claimed is no longer said."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE superseded AS SELECT DISTINCT o.article_id FROM raw.articles AS n "
        "JOIN raw.articles AS o ON o.article_id = n.revision_of WHERE n.ingested_at >= o.ingested_at "
        "AND (n.article_id IN (SELECT article_id FROM touched_articles) "
        "OR o.article_id IN (SELECT article_id FROM touched_articles))"
    )
    if count(con, "SELECT count(*) FROM superseded"):
        for relation in ddl.VERSIONED:
            gone = count(
                con,
                f"UPDATE raw.{relation} SET valid_to = {moment}, retired_reason = 'revision' "
                "WHERE valid_to IS NULL AND article_id IN (SELECT article_id FROM superseded)",
            )
            _add(retired, relation, gone)
        con.execute("INSERT INTO touched_articles SELECT article_id, true FROM superseded")
    con.execute("DROP TABLE superseded")


def _add(retired: dict[str, int], relation: str, gone: int) -> None:
    if gone:
        retired[relation] = retired.get(relation, 0) + gone
