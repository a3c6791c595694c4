"""The published relations and columns, as SPEC.md promises them, against a warehouse built from raw/."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

BOUNDS = "value_stated value_low value_best value_high low_open high_open"
COLUMNS = {
    "articles": "article_id source_name url title author publisher published_at published_basis language text "
    "char_count duplicate_of duplicate_role revision_of ingested_at run_id",
    "sentences": "sentence_id article_id ordinal zone sentence_start sentence_end",
    "quantities": "quantity_id article_id sentence_id number_text number_start number_end kind comparator "
    f"{BOUNDS} bounds_rule head_noun disposition reject_reason",
    "claims": "claim_id quantity_id article_id sentence_id number_text number_start number_end evidence measure unit "
    f"comparator {BOUNDS} subject subject_name subject_text population service perpetrator place place_name "
    "period_start period_end period_basis extent modality origin relay origin_class publisher part_of_claim_id "
    "confidence rule_ids extractor_version run_id",
    "attributions": "attribution_id claim_id article_id hop seq role source_name source_text source_start source_end "
    "cue_text entity_id source_class side anonymous is_plural link",
    "claim_relations": "from_claim_id to_claim_id article_id relation confidence basis",
    "entities": "entity_id name entity_type",
    "entity_mentions": "mention_id article_id sentence_id entity_id mention_text mention_start mention_end form",
    "issues": "issue_id run_id input stage code message occurred_at",
    "runs": "run_id started_at finished_at version extractor_version inputs",
    "fct_military_strength": f"claim_id article_id measure subject {BOUNDS} n_articles",
    "fct_casualties": f"claim_id article_id measure subject {BOUNDS} n_articles",
    "fct_equipment": f"claim_id article_id measure subject unit {BOUNDS} n_articles",
    "dim_measure": "measure",
    "dim_entity": "entity_id",
}
TYPES = {
    ("claims", "origin"): "VARCHAR[]",
    ("claims", "relay"): "VARCHAR[]",
    ("claims", "rule_ids"): "VARCHAR[]",
    ("claims", "period_start"): "DATE",
    ("claims", "number_start"): "INTEGER",
    ("articles", "published_at"): "TIMESTAMP WITH TIME ZONE",
}


@pytest.fixture(scope="module")
def published(built: Path) -> dict[str, dict[str, tuple[str, str | None]]]:
    """Relations of schema main: columns with type and comment."""
    found: dict[str, dict[str, tuple[str, str | None]]] = {}
    with duckdb.connect(str(built), read_only=True) as connection:
        for relation, column, kind, comment in connection.execute(
            "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
            "WHERE schema_name = 'main' AND NOT internal ORDER BY table_name, column_index"
        ).fetchall():
            found.setdefault(relation, {})[column] = (kind, comment)
    return found


@pytest.mark.parametrize("relation", COLUMNS)
def test_relation_has_the_columns_that_were_promised(
    relation: str, published: dict[str, dict[str, tuple[str, str | None]]]
) -> None:
    assert relation in published, f"published are {sorted(published)}"
    assert [name for name in COLUMNS[relation].split() if name not in published[relation]] == []


@pytest.mark.parametrize(("place", "kind"), TYPES.items(), ids=lambda value: str(value))
def test_types(place: tuple[str, str], kind: str, published: dict[str, dict[str, tuple[str, str | None]]]) -> None:
    relation, column = place
    assert published[relation][column][0] == kind


def test_every_published_column_has_a_comment(published: dict[str, dict[str, tuple[str, str | None]]]) -> None:
    bare = [
        f"{relation}.{name}" for relation, columns in published.items() for name, (_, c) in columns.items() if not c
    ]
    assert bare == []


def test_every_published_relation_has_a_comment(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        bare = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main' AND comment IS NULL UNION ALL "
            "SELECT view_name FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal AND comment IS NULL"
        ).fetchall()
    assert bare == []


def test_offsets_are_code_points_of_the_text(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        rows = connection.execute(
            "SELECT text, number_text, number_start, number_end FROM claims JOIN articles USING (article_id)"
        ).fetchall()
    assert rows
    assert all(text[start:end] == words for text, words, start, end in rows)


def test_unknown_is_null_and_never_empty_text(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() "
            "WHERE schema_name = 'main' AND NOT internal AND data_type = 'VARCHAR'"
        ).fetchall()
        empty = [
            f"{relation}.{column}"
            for relation, column in columns
            if connection.execute(f'SELECT count(*) FROM "{relation}" WHERE "{column}" = \'\'').fetchone() != (0,)
        ]
    assert empty == []
