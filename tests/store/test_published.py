"""The published relations bear SPEC.md's names, every one of their columns says what it is, none is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from rows import Corpus

from flows.schemas import SCHEMAS
from flows.settings import sql_folder
from flows.store.lineage import ORDER_FILE, in_order, order, references
from flows.store.models import column_comments
from flows.store.sqlfiles import read_all

SHARED = Path(__file__).parents[3] / "shared"
PROMISED = {
    "articles": "article_id source_name url title author publisher published_at published_basis language text "
    "char_count duplicate_of duplicate_role revision_of ingested_at run_id",
    "sentences": "sentence_id article_id ordinal zone sentence_start sentence_end",
    "quantities": "quantity_id article_id sentence_id number_text number_start number_end kind comparator value_stated "
    "value_low value_best value_high low_open high_open bounds_rule head_noun disposition reject_reason",
    "claims": "claim_id quantity_id article_id sentence_id number_text number_start number_end evidence measure unit "
    "comparator value_stated value_low value_best value_high low_open high_open subject subject_name subject_text "
    "population service perpetrator place place_name period_start period_end period_basis extent modality origin relay "
    "origin_class publisher part_of_claim_id confidence rule_ids extractor_version run_id",
    "attributions": "claim_id hop role source_text source_start source_end cue_text entity_id source_class side "
    "anonymous link",
    "claim_relations": "from_claim_id to_claim_id relation confidence",
    "entities": "entity_id name entity_type iso3 wikidata_id cow_code gw_code parent_entity_id aliases",
    "entity_mentions": "mention_id article_id entity_id mention_text mention_start mention_end",
    "issues": "input stage code message run_id",
    "runs": "run_id started_at finished_at version extractor_version inputs input_manifest_hash",
    "fct_military_strength": "fact_id measure measure_label unit subject subject_name service population place "
    "value_low value_best value_high modality is_asserted is_denied is_planned is_hypothetical is_leaf is_additive "
    "n_claims n_articles n_relays n_origins first_seen_at last_seen_at claim_ids evidence",
    "fct_casualties": "fact_id measure measure_label unit subject subject_name service population place perpetrator "
    "value_low value_best value_high modality is_asserted is_denied is_planned is_hypothetical is_leaf is_additive "
    "n_claims n_articles n_relays n_origins first_seen_at last_seen_at claim_ids evidence",
    "fct_equipment": "fact_id measure measure_label unit subject subject_name service place perpetrator value_low "
    "value_best value_high modality is_asserted is_leaf is_additive n_articles n_relays n_origins claim_ids evidence",
    "est_military_strength": "estimate_id measure subject service population place extent as_of low best high n_claims "
    "n_articles n_origins best_own best_adversary best_third_party fold grade rule acled gtd claim_ids "
    "claim_ids_left_out reasons_left_out",
    "est_casualties": "estimate_id measure subject service population place extent as_of low best high n_claims "
    "n_articles n_origins best_own best_adversary best_third_party fold grade rule acled gtd claim_ids "
    "claim_ids_left_out reasons_left_out",
    "dim_measure": "measure label fact parent definition source_standard",
    "dim_entity": "entity_id name iso3 wikidata_id cow_code gw_code parent_entity_id",
    "dim_date": "date year month",
    "dim_source": "name source_class reliability n_own n_adversary n_third_party",
    "qc_alerts": "alert_id kind severity message subject measure value other_value residual claim_ids",
    "v_ucdp_like": "id deaths_a deaths_b deaths_civilians deaths_unknown best high low date_start date_end where_prec",
    "v_acled_like": "event_id_cnty event_date fatalities country location",
    "v_military_balance": "subject active reserve paramilitary army navy air_force",
    "v_gkg_counts": "date counttype number objecttype geo_fullname sources sourceurls",
    "v_timeline": "series_id kind day low best high",
}


@pytest.fixture
def filled(built: Callable[[Corpus], duckdb.DuckDBPyConnection]) -> duckdb.DuckDBPyConnection:
    made = Corpus()
    article = made.article("Border post falls\nThe army said 12 soldiers were killed.", published="2024-05-03")
    made.claim(article, "12", "casualties.killed", "KEN")
    return built(made)


def columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    rows = con.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
        "WHERE schema_name = 'main' AND database_name = current_database() AND NOT internal GROUP BY table_name"
    ).fetchall()
    return dict(rows)


def test_relations_and_columns_are_those_promised(filled: duckdb.DuckDBPyConnection) -> None:
    found = columns(filled)
    for relation, promised in PROMISED.items():
        assert set(promised.split()) <= set(found[relation]), relation
        if relation in SCHEMAS:
            assert found[relation] == SCHEMAS[relation].names
    assert found.keys() - PROMISED.keys() == {"claims_history", "estimates_history"}


@pytest.mark.skipif(not (SHARED / "SPEC.md").exists(), reason="the specification is not here")
def test_promises_are_those_of_the_specification() -> None:
    text = (SHARED / "SPEC.md").read_text(encoding="utf-8")
    page = text[text.index("## Published relations") : text.index("## Worked example")]
    for relation in PROMISED.keys() - {"v_timeline"}:
        assert relation in page, relation
    claims = page[page.index("**claims**") : page.index("**attributions**")]
    for column in PROMISED["claims"].split():
        assert column in claims, column


def test_no_comment_is_missing(filled: duckdb.DuckDBPyConnection) -> None:
    tables = filled.execute(
        "SELECT table_name FROM duckdb_tables() WHERE NOT temporary AND coalesce(comment, '') = '' UNION ALL "
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary AND coalesce(comment, '') = '' "
        "UNION ALL SELECT function_name FROM duckdb_functions() "
        "WHERE NOT internal AND function_type = 'table_macro' AND coalesce(comment, '') = ''"
    ).fetchall()
    assert tables == []
    missing = filled.execute(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND coalesce(comment, '') = '' "
        "AND database_name = current_database()"
    ).fetchall()
    assert missing == []


def test_grain_is_said_first(filled: duckdb.DuckDBPyConnection) -> None:
    comments = filled.execute(
        "SELECT comment FROM duckdb_views() WHERE NOT internal AND NOT temporary AND schema_name = 'main'"
    ).fetchall()
    assert all(comment.startswith("One row per ") for (comment,) in comments)


def test_every_relation_can_be_read_from_an_empty_warehouse(
    built: Callable[[Corpus], duckdb.DuckDBPyConnection],
) -> None:
    con = built(Corpus())
    for relation in PROMISED:
        assert con.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0] >= 0
    assert con.execute("SELECT count(*) FROM fct_casualties").fetchall() == [(0,)]
    assert con.execute("SELECT * FROM claims_as_of('2025-01-01')").fetchall() == []


def test_the_kept_order_is_the_one_that_sqlglot_finds() -> None:
    models = order(read_all(sql_folder()))
    assert in_order(sql_folder()) == models, f"write {ORDER_FILE} anew: python -m flows.store.keeping"
    assert (sql_folder() / ORDER_FILE).is_file()
    seen: set[str] = set()
    for model in models:
        read = {name.removeprefix("model.").removeprefix("main.") for name in references(model)}
        assert read & {other.name for other in models} <= seen | {model.name}, model.name
        seen.add(model.name)


def test_comments_come_from_a_file_or_from_where_it_says() -> None:
    comments = column_comments(read_all(sql_folder()))
    assert comments["fct_casualties"]["value_best"] == comments["facts"]["value_best"]
    assert comments["claims_history"]["claim_id"] == comments["claims"]["claim_id"]
    assert "one of: asserted" in comments["claims"]["modality"]
