"""History: what was said before is kept with why it ceased; run by run ends like all at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import duckdb
import pytest
from conftest import run
from rows import AT, Corpus, Source
from test_estimates import THIRD, random_corpus

from flows.settings import sql_folder
from flows.store import ddl, modelling, models
from flows.store.checks import CheckError
from flows.store.connection import memory
from flows.store.loading import load

Build = Callable[[Corpus], duckdb.DuckDBPyConnection]
DERIVED = ("model.facts", "qc_alerts", "dim_measure", "dim_entity", "dim_date", "dim_source")
LATER = AT + timedelta(days=30)


def derived(con: duckdb.DuckDBPyConnection) -> dict[str, list[Any]]:
    rows = {name: con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in DERIVED}
    columns = "* EXCLUDE (valid_from, valid_to, retired_reason)"
    rows["estimates"] = con.execute(
        f"SELECT {columns} FROM model.estimates WHERE valid_to IS NULL ORDER BY ALL"
    ).fetchall()
    return rows


def merged(corpora: list[Corpus]) -> Corpus:
    whole = Corpus(run_id="run_all")
    for corpus in corpora:
        for name, rows in corpus.rows.items():
            whole.rows[name] += rows
    return whole


@pytest.mark.parametrize(("seed", "rows"), [(0, 1 << 40), (1, 1 << 40), (2, 17), (3, 60)])
def test_run_by_run_is_the_same_as_all_at_once(seed: int, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "BATCH_ROWS", rows)
    corpora = [random_corpus(seed * 10 + part, 20, run=f"run_{part}", start=100 * part) for part in range(4)]
    step, whole = memory(), memory()
    ddl.ensure(step)
    ddl.ensure(whole)
    for number, corpus in enumerate(corpora):
        corpus.at = AT + timedelta(days=number)
        assert run(step, corpus).built.is_full == (number == 0)
    monkeypatch.setattr(models, "BATCH_ROWS", 1 << 40)
    run(whole, merged(corpora))
    expected, found = derived(whole), derived(step)
    for name in expected:
        assert found[name] == expected[name], name
    assert len(expected["estimates"]) > 40


def test_several_loads_before_the_models_are_all_built(con: duckdb.DuckDBPyConnection) -> None:
    whole = memory()
    ddl.ensure(whole)
    corpora = [random_corpus(part, 10, run=f"run_{part}", start=100 * part) for part in range(3)]
    run(con, corpora[0])
    for corpus in corpora[1:]:
        load(con, corpus.tables(), run_id=corpus.run_id, extractor_version="1", now=corpus.at)
    assert not modelling.transform(con, sql_folder()).built.is_full
    run(whole, merged(corpora))
    assert derived(con) == derived(whole)


def test_checks_see_what_the_last_load_added(con: duckdb.DuckDBPyConnection) -> None:
    run(con, random_corpus(1, 5))
    bad = random_corpus(2, 5, run="run_2", start=50)
    bad.rows["claims"][3]["number_end"] += 1
    load(con, bad.tables(), run_id="run_2", extractor_version="1")
    with pytest.raises(CheckError, match="claims_span_matches_text: 1 bad rows"):
        modelling.transform(con, sql_folder())
    _, failures = modelling.check(con, sql_folder())
    assert [failure.check for failure in failures] == ["claims_span_matches_text"]


@pytest.mark.parametrize("at", [1997, 5000])
@pytest.mark.parametrize("moved", [0, 1, 90_000])
def test_numbers_of_long_texts_are_checked_where_they_stand(
    con: duckdb.DuckDBPyConnection, at: int, moved: int
) -> None:
    made = Corpus()
    article = made.article("é" * at + "14,000 soldiers were sent" + " and more" * 300, published="2025-01-03")
    made.claim(article, "14,000", "deployment.sent", "KEN", origin=[THIRD], extent="period")
    for column in ("number_start", "number_end"):
        made.rows["quantities"][0][column] += moved
    load(con, made.tables(), run_id=made.run_id, extractor_version="1", now=made.at)
    if moved:
        with pytest.raises(CheckError, match="quantities_span_matches_text: 1 bad rows"):
            modelling.transform(con, sql_folder())
    else:
        modelling.transform(con, sql_folder())


def test_a_corrected_article_supersedes_and_the_old_answer_stays(built: Build) -> None:
    made = Corpus()
    text = "Attack\nThe observer said 40 soldiers were killed."
    old = made.article(text, published="2025-01-03")
    made.claim(old, "40", "casualties.killed", "KEN", origin=[THIRD], extent="cumulative")
    built(made)
    later = Corpus(run_id="run_2", at=LATER)
    text = "Attack\nThe observer said 52 soldiers were killed."
    new = later.article(text, published="2025-01-04", revision_of=old, duplicate_of=old, duplicate_role="revision")
    later.claim(new, "52", "casualties.killed", "KEN", origin=[THIRD], extent="cumulative")
    con = built(later)
    assert con.execute("SELECT number_text FROM claims").fetchall() == [("52",)]
    assert con.execute("SELECT best, n_claims FROM est_casualties").fetchall() == [(52.0, 1)]
    assert con.execute("SELECT count(*) FROM articles").fetchall() == [(2,)]
    before, after = AT + timedelta(days=1), LATER + timedelta(days=1)
    for moment, number in ((before, "40"), (after, "52")):
        assert con.execute("SELECT number_text FROM claims_as_of(?)", [moment]).fetchall() == [(number,)]
        assert con.execute("SELECT best FROM estimates_as_of(?)", [moment]).fetchall() == [(float(number),)]
    assert con.execute("SELECT count(*) FROM claims_as_of('2020-01-01')").fetchall() == [(0,)]
    history = con.execute(
        "SELECT number_text, valid_from, valid_to, retired_reason FROM claims_history ORDER BY valid_from"
    ).fetchall()
    assert history == [("40", AT, LATER, "revision"), ("52", LATER, None, None)]
    retired = con.execute(
        "SELECT retired_reason, valid_to FROM estimates_history WHERE valid_to IS NOT NULL"
    ).fetchall()
    assert retired == [("figures", LATER)]


def test_a_better_extractor_keeps_what_the_earlier_one_said(built: Build) -> None:
    made = Corpus()
    article = made.article("Attack\nThe observer said 40 soldiers were killed.", published="2025-01-03")
    made.claim(article, "40", "casualties.killed", "KEN", origin=[THIRD])
    built(made)
    later = Corpus(run_id="run_2", at=LATER, version="2")
    later.article("Attack\nThe observer said 40 soldiers were killed.", published="2025-01-03")
    later.claim(article, "40", "casualties.killed", "SOM", origin=[THIRD])
    con = built(later)
    assert con.execute("SELECT subject, extractor_version FROM claims").fetchall() == [("SOM", "2")]
    assert con.execute("SELECT subject FROM fct_casualties").fetchall() == [("SOM",)]
    rows = con.execute("SELECT subject, retired_reason FROM claims_history ORDER BY valid_from").fetchall()
    assert rows == [("KEN", "extractor"), ("SOM", None)]


def test_a_run_without_news_changes_no_row(built: Build) -> None:
    con = built(random_corpus(7, 15))
    before = derived(con)
    history = con.execute("SELECT * FROM model.estimates ORDER BY ALL").fetchall()
    again = random_corpus(7, 15, run="run_2")
    again.at = LATER
    built(again)
    assert derived(con) == before
    assert con.execute("SELECT * FROM model.estimates ORDER BY ALL").fetchall() == history


def test_changed_rules_retire_estimates_and_say_so(built: Build, tmp_path: Any) -> None:
    made = Corpus()
    for number, source in (("100", "one"), ("300", "two"), ("900", "three")):
        article = made.article(f"{source}\nIt was {number}.", published="2025-01-03")
        named = Source(f"The {source}", "media", "unknown")
        made.claim(article, number, "casualties.killed", "KEN", origin=[named], extent="cumulative")
    con = built(made)
    assert con.execute("SELECT best FROM est_casualties").fetchall() == [(300.0,)]
    reliability = tmp_path / "source_reliability.csv"
    rows = [",,the one,a,,checked", ",,the two,e,,checked", ",,the three,e,,checked"]
    reliability.write_text("\n".join(["source_class,side,name,reliability,count_basis,why", *rows]))
    built(Corpus(run_id="run_2", at=LATER), warehouse=tmp_path / "w.duckdb")
    assert con.execute("SELECT best FROM est_casualties").fetchall() == [(100.0,)]
    retired = con.execute("SELECT best, retired_reason FROM estimates_history WHERE valid_to IS NOT NULL").fetchall()
    assert retired == [(300.0, "rules")]
    assert con.execute("SELECT best FROM estimates_as_of(?)", [datetime(2025, 1, 20, tzinfo=UTC)]).fetchall() == [
        (300.0,)
    ]
