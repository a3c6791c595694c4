"""Estimates: every one can be recomputed by hand from its facts, and the rules do what domain research asks for."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from by_hand import estimate, month_end
from rows import Corpus, Source

from flows.lexicon import read_csv

Build = Callable[[Corpus], duckdb.DuckDBPyConnection]
WINDOWS = {row["measure"]: int(row["window_days"]) for row in read_csv("measures.csv")}
OWN = Source("Defence Ministry", "government", "own")
FOE = Source("Enemy Command", "military", "adversary")
THIRD = Source("Observer Mission", "intelligence", "third_party")
UNKNOWN = Source("Rights Monitor", "ngo", "unknown")


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found = con.execute(sql)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def report(made: Corpus, text: str, number: str, published: str | None, *, comparator: str = "=", **more: Any) -> str:
    """One article with one cumulative figure of killed."""
    article = made.article(
        f"{text} {len(made.rows['articles'])}\nIt was {number} at the last count.", published=published
    )
    extent = more.pop("extent", "cumulative")
    return made.claim(
        article, number, more.pop("measure", "casualties.killed"), "KEN", comparator, extent=extent, **more
    )


def only(con: duckdb.DuckDBPyConnection, relation: str = "est_casualties") -> dict[str, Any]:
    (row,) = rows(con, f"SELECT * FROM {relation}")
    return row


def test_one_origin_gives_its_own_figure(built: Build) -> None:
    made = Corpus()
    report(made, "A", "4,000", "2025-01-10", comparator="~", origin=[THIRD])
    row = only(built(made))
    assert (row["rule"], row["low"], row["best"], row["high"], row["grade"]) == ("R0", 3600.0, 4000.0, 4400.0, "weak")
    assert row["as_of"] == date(2025, 1, 31)


def test_no_midpoint_is_invented(built: Build) -> None:
    made = Corpus()
    report(made, "A", "3,000-4,000", "2025-01-10", comparator="..", origin=[THIRD])
    row = only(built(made))
    assert (row["rule"], row["low"], row["best"], row["high"]) == ("R3", 3000.0, 3000.0, 4000.0)
    made = Corpus(run_id="run_2")
    report(made, "B", "500", "2025-01-10", comparator="<=", origin=[THIRD], measure="casualties.wounded")
    wounded = [row for row in rows(built(made), "FROM est_casualties") if row["measure"] == "casualties.wounded"]
    assert [(row["low"], row["best"], row["high"]) for row in wounded] == [(0.0, None, 500.0)]


def test_a_majority_that_agrees_decides(built: Build) -> None:
    made = Corpus()
    report(made, "A", "1,000", "2025-01-10", origin=[THIRD])
    report(made, "B", "1,050", "2025-01-12", comparator="~", origin=[UNKNOWN])
    report(made, "C", "9,000", "2025-01-14", origin=[FOE])
    row = only(built(made))
    assert (row["rule"], row["best"], row["grade"]) == ("R1", 1000.0, "contested")
    assert (row["best_third_party"], row["best_adversary"], row["best_own"]) == (1000.0, 9000.0, None)
    assert (row["acled"], row["fold"]) == (1000.0, 9.0)


def test_without_a_majority_the_weighted_median_decides(built: Build) -> None:
    made = Corpus()
    report(made, "A", "100", "2025-01-10", origin=[OWN])
    report(made, "B", "300", "2025-01-12", origin=[THIRD])
    report(made, "C", "900", "2025-01-14", origin=[FOE])
    row = only(built(made))
    assert (row["rule"], row["best"], row["weighted"], row["grade"]) == ("R2", 300.0, 300.0, "contested")


def test_own_admission_confirms(built: Build) -> None:
    made = Corpus()
    report(made, "A", "120", "2025-01-10", origin=[OWN])
    assert only(built(made))["grade"] == "confirmed"


def test_adversaries_alone_are_contested_however_many(built: Build) -> None:
    made = Corpus()
    report(made, "A", "120", "2025-01-10", origin=[FOE])
    report(made, "B", "120", "2025-01-10", origin=[Source("an ally of it", "government", "ally_of_adversary")])
    row = only(built(made))
    assert (row["n_origins"], row["grade"]) == (2, "contested")


def test_named_counts_confirm(built: Build) -> None:
    made = Corpus()
    report(made, "A", "206,202", "2025-01-10", comparator=">=", origin=[Source("Mediazona", "media", "third_party")])
    row = only(built(made))
    assert (row["grade"], row["high_open"]) == ("confirmed", True)


def test_the_newest_figure_of_an_origin_is_its_vote(built: Build) -> None:
    made = Corpus()
    old = report(made, "A", "100", "2025-01-02", origin=[THIRD])
    new = report(made, "B", "130", "2025-01-20", origin=[THIRD])
    row = only(built(made))
    assert (row["best"], row["n_origins"], row["claim_ids"]) == (130.0, 1, [new])
    assert (row["claim_ids_left_out"], row["reasons_left_out"]) == ([old], ["older_of_same_origin"])


def test_a_unit_or_those_in_one_action_are_no_rival_of_the_force(built: Build) -> None:
    made = Corpus()
    army = {"measure": "strength.active", "extent": "stock"}
    whole = report(made, "A", "900,000", "2025-01-10", comparator="~", origin=[THIRD], **army)
    crew = report(made, "B", "120", "2025-01-12", origin=[FOE], **army)
    low = report(made, "C", "700,000", "2025-01-14", origin=[UNKNOWN], **army)
    row = only(built(made), "est_military_strength")
    assert (row["low"], row["best"], row["fold"]) == (700_000.0, 700_000.0, 1.286)
    assert row["claim_ids"] == sorted([whole, low])
    assert (row["claim_ids_left_out"], row["reasons_left_out"]) == ([crew], ["group_of_force"])


def test_two_units_do_not_outvote_the_force(built: Build) -> None:
    made = Corpus()
    army = {"measure": "strength.total", "extent": "stock"}
    for number, source in (("1,000,000", THIRD), ("600", FOE), ("350", UNKNOWN)):
        report(made, "A", number, "2025-01-10", origin=[source], **army)
    row = only(built(made), "est_military_strength")
    assert (row["best"], row["n_origins"], row["reasons_left_out"]) == (1_000_000.0, 1, ["group_of_force"] * 2)


def test_losses_compete_up_to_a_hundredfold(built: Build) -> None:
    made = Corpus()
    report(made, "A", "5,000", "2025-01-10", origin=[FOE])
    report(made, "B", "120", "2025-01-12", origin=[OWN])
    raid = report(made, "C", "7", "2025-01-14", origin=[THIRD])
    row = only(built(made))
    assert (row["fold"], row["claim_ids_left_out"], row["reasons_left_out"]) == (41.667, [raid], ["counts_else"])


def test_older_totals_are_a_floor_and_never_the_low(built: Build) -> None:
    made = Corpus()
    report(made, "A", "5,000", "2025-01-10", comparator=">", origin=[THIRD])
    report(made, "B", "5,200", "2025-06-10", comparator="~", origin=[FOE])
    estimates = rows(built(made), "SELECT * FROM est_casualties ORDER BY as_of")
    assert [(row["low"], row["best"], row["floor"], row["rule"]) for row in estimates] == [
        (5000.0, 5000.0, None, "R0"),
        (5070.0, 5200.0, 5000.0, "R0"),
    ]
    made = Corpus(run_id="run_2")
    report(made, "C", "5,100", "2025-09-10", comparator="~", origin=[UNKNOWN])
    (last,) = rows(built(made), "SELECT * FROM est_casualties WHERE as_of = '2025-09-30'")
    assert (last["low"], last["floor"], last["rule"]) == (5070.0, 5070.0, "R0+floor")


def test_a_fall_is_a_revision_and_raises_an_alert(built: Build) -> None:
    made = Corpus()
    report(made, "A", "10,000", "2025-01-10", origin=[THIRD])
    report(made, "B", "800", "2025-06-10", origin=[THIRD])
    con = built(made)
    (last,) = rows(con, "SELECT * FROM est_casualties WHERE as_of = '2025-06-30'")
    assert (last["low"], last["best"], last["floor"], last["rule"]) == (800.0, 800.0, 10000.0, "R0+fall")
    (alert,) = rows(con, "SELECT * FROM qc_alerts WHERE kind = 'cumulative_fall'")
    assert (alert["value"], alert["other_value"], alert["estimate_id"]) == (800.0, 10000.0, last["estimate_id"])


def test_figures_without_a_date_are_estimated_apart(built: Build) -> None:
    made = Corpus()
    report(made, "A", "100", None, origin=[THIRD])
    report(made, "B", "130", "2025-01-20", origin=[THIRD])
    found = rows(built(made), "SELECT as_of, best FROM est_casualties ORDER BY as_of NULLS FIRST")
    assert [(row["as_of"], row["best"]) for row in found] == [(None, 100.0), (date(2025, 1, 31), 130.0)]


def test_killed_and_casualties_never_meet(built: Build) -> None:
    made = Corpus()
    report(made, "A", "100", "2025-01-10", origin=[THIRD])
    report(made, "B", "300", "2025-01-10", origin=[THIRD], measure="casualties.killed_or_wounded")
    report(made, "C", "400", "2025-01-10", origin=[THIRD], measure="casualties.total")
    assert {row["measure"]: row["best"] for row in rows(built(made), "FROM est_casualties")} == {
        "casualties.killed": 100.0,
        "casualties.killed_or_wounded": 300.0,
        "casualties.total": 400.0,
    }


def test_formations_are_never_persons(built: Build) -> None:
    made = Corpus()
    report(made, "A", "2", "2025-01-10", measure="deployment.sent", unit="formation", extent="incident")
    report(made, "B", "3,000", "2025-01-10", measure="deployment.sent", extent="incident")
    found = rows(built(made), "SELECT unit, best FROM est_military_strength ORDER BY unit")
    assert [(row["unit"], row["best"]) for row in found] == [("formation", 2.0), ("person", 3000.0)]


def test_incidents_of_different_days_and_places_do_not_compete(built: Build) -> None:
    made = Corpus()
    for number, day, place in (
        ("12", "2025-01-03", "Wajir"),
        ("14", "2025-01-03", "Wajir"),
        ("3", "2025-01-03", "Lamu"),
        ("7", "2025-01-09", "Wajir"),
    ):
        report(
            made,
            "A",
            number,
            "2025-01-10",
            origin=[THIRD],
            extent="incident",
            start=day,
            end=day,
            place="KEN",
            place_name=place,
        )
    con = built(made)
    assert [row["best"] for row in rows(con, "SELECT best FROM est_casualties ORDER BY period_end, best")] == [
        3.0,
        14.0,
        7.0,
    ]
    assert con.execute("SELECT sum(best) FROM est_casualties WHERE is_additive").fetchall() == [(24.0,)]
    assert con.execute("SELECT sum(value_best) FROM fct_casualties WHERE is_additive").fetchall() == [(24.0,)]
    assert con.execute("SELECT sum(best), count(*) FROM v_ucdp_like").fetchall() == [(24, 3)]
    assert con.execute("SELECT sum(fatalities) FROM v_acled_like").fetchall() == [(24,)]


def random_corpus(seed: int, size: int, run: str = "run_1", start: int = 0) -> Corpus:
    """Articles with figures of a few series, by a few sources, with every comparator and modality."""
    choose = random.Random(seed)
    made = Corpus(run_id=run)
    sources = [
        OWN,
        FOE,
        THIRD,
        UNKNOWN,
        Source("Reuters", "news_agency", "third_party"),
        Source("Oryx", "ngo", "third_party"),
    ]
    for number in range(start, start + size):
        published = date(2025, 1, 1) + timedelta(days=choose.randrange(300)) if choose.random() < 0.9 else None
        text = f"Report {number}\n"
        figures = []
        for line in range(choose.choice([1, 1, 2, 3])):
            comparator = choose.choice(["=", "=", "=", "~", ">", ">=", "<=", "..", "~<"])
            low = choose.choice([3, 12, 40, 100, 120, 500, 1000, 1150, 4000, 6000])
            words = f"{low:,}-{low * 2:,}" if comparator == ".." else f"{low:,}"
            figures.append((comparator, words, len(text)))
            text += f"It was {words} in count {line}.\n"
        article = made.article(
            text.strip(),
            published=published.isoformat() if published else None,
            publisher=choose.choice([None, "The Bugle"]),
        )
        claims: list[str] = []
        for comparator, words, place in figures:
            measure = choose.choice(
                [
                    "casualties.killed",
                    "casualties.killed",
                    "casualties.total",
                    "strength.active",
                    "strength.active",
                    "deployment.sent",
                    "equipment.lost",
                ]
            )
            extent = (
                "stock"
                if measure == "strength.active"
                else choose.choice(["incident", "cumulative", "cumulative", "period"])
            )
            day = (published or date(2025, 3, 1)) - timedelta(days=choose.randrange(20))
            dated = choose.random() < 0.5
            claims.append(
                made.claim(
                    article,
                    words,
                    measure,
                    choose.choice(["KEN", "KEN", "SOM", None]),
                    comparator,
                    within=text[place : text.index("\n", place)],
                    origin=choose.sample(sources, choose.choice([0, 1, 1, 2])),
                    relay=choose.choice([(), (), (Source("Reuters", "news_agency", "third_party"),)]),
                    part_of=choose.choice(claims) if claims and choose.random() < 0.3 else None,
                    start=day.isoformat() if dated else None,
                    end=day.isoformat() if dated else None,
                    extent=extent,
                    unit="tank" if measure == "equipment.lost" else "person",
                    place=choose.choice(["KEN", "SOM", None]),
                    place_name=choose.choice([None, None, "Wajir", "Lamu"]),
                    modality=choose.choice(["asserted"] * 6 + ["estimated", "denied", "planned"]),
                    confidence=choose.choice([0.2, 0.6, 0.9]),
                )
            )
        if choose.random() < 0.15:
            made.copy(article, publisher=f"Copier {number}")
    return made


@pytest.mark.parametrize("seed", range(4))
def test_every_estimate_can_be_recomputed_by_hand(built: Build, seed: int) -> None:
    con = built(random_corpus(seed, 60))
    facts = rows(con, "SELECT * FROM model.facts WHERE fact <> 'equipment'")
    series: dict[str, list[dict[str, Any]]] = {}
    for fact in facts:
        series.setdefault(fact["series_id"], []).append(fact)
    expected = {}
    for series_id, members in series.items():
        for month in {month_end(fact["as_of"]) for fact in members if fact["is_asserted"]}:
            made = estimate(members, month, WINDOWS[members[0]["measure"]])
            if made:
                expected[series_id, month] = made
    found = {
        (row["series_id"], row["as_of"]): row
        for row in rows(con, "SELECT * FROM model.estimates WHERE valid_to IS NULL")
    }
    assert found.keys() == expected.keys()
    assert len(found) > 30
    for key, made in expected.items():
        for name, value in made.items():
            assert found[key][name] == (pytest.approx(value) if isinstance(value, float) else value), (key, name)
