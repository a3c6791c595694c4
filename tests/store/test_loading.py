"""Loading is idempotent, keeps history, takes tables and Parquet files, and refuses what breaks the contract."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from rows import VERSION, Corpus

from flows.schemas import NAMES, SCHEMAS, S
from flows.store import ddl
from flows.store.connection import WarehouseError, building, memory
from flows.store.loading import load


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = memory()
    ddl.ensure(con)
    return con


def corpus(**more: Any) -> Corpus:
    made = Corpus(**more)
    article = made.article(
        "Border post falls\nThe army said 12 soldiers were killed and 30 wounded.", published="2024-05-03"
    )
    made.claim(article, "12", "casualties.killed", "KEN")
    made.claim(article, "30", "casualties.wounded", "KEN")
    made.issue("raw/empty.txt")
    made.entity("ent_KEN", "Kenya", "state", code="KEN", iso3="KEN")
    return made


def loaded(con: duckdb.DuckDBPyConnection, made: Corpus, **more: Any) -> Any:
    return load(con, made.tables(), run_id=made.run_id, extractor_version=made.version, now=made.at, **more)


def dump(con: duckdb.DuckDBPyConnection, *, but: tuple[str, ...] = ("loads",)) -> dict[str, list[Any]]:
    names = [name for name in (*SCHEMAS, *ddl.INTERNAL) if name not in but]
    return {name: con.execute(f"SELECT * FROM raw.{name} ORDER BY ALL").fetchall() for name in names}


def test_every_row_arrives(con: duckdb.DuckDBPyConnection) -> None:
    made = corpus()
    result = loaded(con, made)
    expected = {name: table.num_rows for name, table in made.tables().items()}
    assert {name: len(rows) for name, rows in dump(con, but=("loads", "state", "files")).items()} == expected
    assert result.rows == expected
    assert (result.articles, result.retired) == (1, {})


def test_types_of_the_tables_are_those_of_the_contract(con: duckdb.DuckDBPyConnection) -> None:
    loaded(con, corpus())
    for relation, schema in SCHEMAS.items():
        stored = con.sql(f"SELECT * FROM raw.{relation}").to_arrow_table().schema
        for field in schema:
            kind = stored.field(field.name).type
            assert (kind.value_type if field.type == NAMES else kind) == (S if field.type == NAMES else field.type)


def test_loading_again_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    loaded(con, corpus())
    before = dump(con, but=("loads", "runs"))
    again = loaded(con, corpus(run_id="run_2", at=datetime(2025, 2, 1, tzinfo=UTC)))
    assert dump(con, but=("loads", "runs")) == before
    assert again.retired == {}
    assert [again.rows[name] for name in ("claims", "attributions", "issues")] == [0, 0, 0]


def test_parquet_files_load_like_tables(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    loaded(con, corpus())
    files: dict[str, list[str]] = {}
    for name, table in corpus().tables().items():
        path = tmp_path / f"it's {name}.parquet"
        pq.write_table(table, path)
        files[name] = [str(path)]
    other = memory()
    ddl.ensure(other)
    load(other, files, run_id="run_1", extractor_version=VERSION, now=corpus().at)
    assert dump(other) == dump(con)


def test_a_claim_read_otherwise_is_retired_with_the_reason(con: duckdb.DuckDBPyConnection) -> None:
    loaded(con, corpus())
    later = corpus(run_id="run_2", at=datetime(2025, 2, 1, tzinfo=UTC), version="2")
    later.rows["claims"][0]["measure"] = "casualties.total"
    result = loaded(con, later)
    assert result.retired == {"claims": 1}
    rows = con.execute(
        "SELECT measure, valid_to, retired_reason FROM raw.claims ORDER BY valid_from, measure"
    ).fetchall()
    assert rows == [
        ("casualties.killed", datetime(2025, 2, 1, tzinfo=UTC), "extractor"),
        ("casualties.wounded", None, None),
        ("casualties.total", None, None),
    ]
    assert con.execute("SELECT DISTINCT read_version FROM raw.articles").fetchall() == [("2",)]


def test_a_claim_that_is_gone_is_retired(con: duckdb.DuckDBPyConnection) -> None:
    loaded(con, corpus())
    later = corpus(run_id="run_2", at=datetime(2025, 2, 1, tzinfo=UTC))
    gone = later.rows["claims"].pop()
    later.rows["attributions"] = [row for row in later.rows["attributions"] if row["claim_id"] != gone["claim_id"]]
    assert loaded(con, later).retired == {"claims": 1, "attributions": 1}
    assert con.execute("SELECT retired_reason FROM raw.claims WHERE valid_to IS NOT NULL").fetchall() == [("reread",)]


def test_an_article_without_claims_any_more_loses_them(con: duckdb.DuckDBPyConnection) -> None:
    loaded(con, corpus())
    tables = corpus().tables()
    some = {name: tables[name] for name in ("sentences", "quantities", "claims", "attributions")}
    some["claims"] = some["claims"].slice(0, 0)
    load(con, some, run_id="run_2", extractor_version="3")
    assert con.execute("SELECT count(*) FROM raw.claims WHERE valid_to IS NULL").fetchone() == (0,)
    assert con.execute("SELECT read_version FROM raw.articles").fetchone() == ("3",)


def test_a_revision_retires_what_the_old_version_claimed(con: duckdb.DuckDBPyConnection) -> None:
    loaded(con, corpus())
    old = con.execute("SELECT article_id FROM raw.articles").fetchone()
    assert old
    later = Corpus(run_id="run_2", at=datetime(2025, 2, 1, tzinfo=UTC))
    text = "Border post falls\nThe army said 14 soldiers were killed."
    article = later.article(text, revision_of=old[0], duplicate_of=old[0], duplicate_role="revision")
    later.claim(article, "14", "casualties.killed", "KEN")
    assert loaded(con, later).retired == {"claims": 2, "attributions": 2}
    now = con.execute("SELECT number_text FROM raw.claims WHERE valid_to IS NULL").fetchall()
    assert now == [("14",)]
    assert con.execute("SELECT count(*), count(DISTINCT cluster_id) FROM raw.articles").fetchone() == (2, 1)
    again = loaded(con, corpus(run_id="run_3", at=datetime(2025, 3, 1, tzinfo=UTC)))
    assert again.retired == {"claims": 2, "attributions": 2}
    assert con.execute("SELECT number_text FROM raw.claims WHERE valid_to IS NULL").fetchall() == [("14",)]


def test_copies_of_copies_belong_to_the_first(con: duckdb.DuckDBPyConnection) -> None:
    made = Corpus()
    first = made.article("One\nText.")
    second = made.article("Two\nText.", duplicate_of=first, duplicate_role="near_duplicate")
    made.article("Three\nText.", duplicate_of=second, duplicate_role="near_duplicate")
    made.rows["articles"].reverse()
    loaded(con, made)
    assert con.execute("SELECT DISTINCT cluster_id FROM raw.articles").fetchall() == [(first,)]


def test_time_never_goes_back(con: duckdb.DuckDBPyConnection) -> None:
    first = loaded(con, corpus())
    second = loaded(con, corpus(run_id="run_2", at=datetime(2020, 1, 1, tzinfo=UTC)))
    assert second.loaded_at > first.loaded_at


def test_known_issues_are_told_once(con: duckdb.DuckDBPyConnection) -> None:
    loaded(con, corpus())
    more = Corpus(run_id="run_2")
    more.issue("raw/empty.txt")
    more.issue("raw/other.txt")
    assert loaded(con, more).rows["issues"] == 1
    assert con.execute("SELECT input FROM raw.issues ORDER BY input").fetchall() == [
        ("raw/empty.txt",),
        ("raw/other.txt",),
    ]


def test_rows_without_a_required_value_are_refused(con: duckdb.DuckDBPyConnection) -> None:
    tables = corpus().tables()
    at = tables["articles"].schema.get_field_index("text")
    broken = tables["articles"].set_column(at, "text", [[None]])
    with pytest.raises(duckdb.ConstraintException):
        load(con, {"articles": broken}, run_id="run_1", extractor_version=VERSION)


def test_an_unknown_relation_is_refused(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(KeyError, match="gossip"):
        load(con, {"gossip": corpus().tables()["claims"]}, run_id="run_1", extractor_version=VERSION)


def test_every_table_and_column_has_its_comment(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL").fetchall() == []
    assert (
        con.execute("SELECT column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL").fetchall() == []
    )
    stored = con.execute(
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'claims' AND column_name = 'modality'"
    ).fetchone()
    assert stored == ("how it is put; one of: asserted, estimated, denied, planned, hypothetical",)


def test_a_column_that_came_later_is_added(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("ALTER TABLE raw.claims DROP COLUMN confidence_reasons")
    ddl.ensure(con)
    loaded(con, corpus())
    assert con.execute("SELECT DISTINCT confidence_reasons FROM raw.claims").fetchall() == [([],)]


def test_a_warehouse_of_another_layout_is_refused(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    con.execute("ALTER TABLE raw.claims ALTER confidence TYPE VARCHAR")
    with pytest.raises(WarehouseError, match="claims"):
        ddl.ensure(con)
    con.execute("ALTER TABLE raw.claims ALTER confidence TYPE DOUBLE")
    ddl.remember(con, "format", "0")
    with pytest.raises(WarehouseError, match="layout 0"):
        ddl.ensure(con)
    garbage = tmp_path / "no.duckdb"
    garbage.write_bytes(b"this is no database at all" * 1000)
    with pytest.raises(WarehouseError, match=r"no\.duckdb"):
        building(garbage)
