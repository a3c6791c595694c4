"""Alerts: the field's classic traps are found, and figures that are in order are left alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
import pytest
from rows import Corpus, Source

Build = Callable[[Corpus], duckdb.DuckDBPyConnection]
SEOUL = Source("South Korea's intelligence service", "intelligence", "third_party")
LONDON = Source("British defence intelligence", "intelligence", "ally_of_adversary")
KYIV = Source("the president of Ukraine", "government", "adversary")
WESTERN = Source("Western officials", "official_unspecified", "ally_of_adversary", anonymous=True)
JOINT_CHIEFS = Source("the Joint Chiefs of Staff", "military", "third_party")


def alerts(con: duckdb.DuckDBPyConnection, kind: str) -> list[dict[str, Any]]:
    found = con.execute("SELECT * FROM qc_alerts WHERE kind = ? ORDER BY value", [kind])
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def say(made: Corpus, day: str | None, number: str, what: str, comparator: str, source: Source, **more: Any) -> str:
    text = f"Report {len(made.rows['articles'])} of {made.run_id}\nIt put the North Korean losses at {number}."
    article = made.article(text, published=day, publisher=more.pop("publisher", None))
    return made.claim(
        article, number, f"casualties.{what}", "PRK", comparator, origin=[source], extent="cumulative", **more
    )


def eleven_claims(made: Corpus) -> dict[str, str]:
    """What was published on North Korean losses from January to June 2025, as domain research coded it by hand."""
    ids = {}
    ids["seoul_dead"] = say(made, "2025-01-13", "300", "killed", "~", SEOUL)
    ids["seoul_wounded"] = say(made, "2025-01-13", "2,700", "wounded", "~", SEOUL)
    ids["western_casualties"] = say(made, "2025-01-22", "4,000", "killed_or_wounded", "~", WESTERN)
    ids["western_dead"] = say(made, "2025-01-22", "1,000", "killed", "~", WESTERN)
    ids["jcs"] = say(made, "2025-03-27", "4,000", "killed_or_wounded", "~", JOINT_CHIEFS)
    ids["london_april"] = say(made, "2025-04-01", "5,000", "killed_or_wounded", ">", LONDON)
    ids["london_third"] = say(made, "2025-04-01", "1,667", "killed", "~", LONDON)
    ids["london_june"] = say(made, "2025-06-15", "6,000", "killed_or_wounded", ">", LONDON)
    ids["kyiv"] = say(made, "2024-12-23", "3,000", "killed_or_wounded", ">", KYIV)
    ids["outlet"] = say(made, "2025-01-25", "4,000", "killed", "~", Source("An outlet", "media"), publisher="An outlet")
    ids["seed"] = say(made, None, "6,000", "killed", ">", WESTERN, relay=[Source("Reuters", "news_agency")])
    return ids


def test_the_known_conflations_are_caught_and_nothing_else(built: Build) -> None:
    made = Corpus()
    ids = eleven_claims(made)
    con = built(made)
    found = {alert["fact_id"]: alert["other_fact_id"] for alert in alerts(con, "conflation")}
    assert found == {ids["outlet"]: ids["western_casualties"], ids["seed"]: ids["london_june"]}
    assert {alert["severity"] for alert in alerts(con, "conflation")} == {"error"}


def test_two_reports_beside_the_founding_article_are_enough(built: Build) -> None:
    made = Corpus()
    article = made.article(
        "Memorial\nReuters said North Korea sent about 14,000 troops in 2024, citing South Korean, Ukrainian and "
        "Western sources.\nThe same report cited those sources as estimating that more than 6,000 were killed."
    )
    unnamed = [
        Source(name, "official_unspecified", "third_party", anonymous=True)
        for name in ("South Korean", "Western sources")
    ]
    reuters = [Source("Reuters", "news_agency", "third_party")]
    sent = made.claim(
        article,
        "14,000",
        "deployment.sent",
        "PRK",
        "~",
        origin=unnamed,
        relay=reuters,
        place="RUS",
        start="2024-01-01",
        end="2024-12-31",
        extent="period",
    )
    dead = made.claim(
        article,
        "6,000",
        "casualties.killed",
        "PRK",
        ">",
        origin=unnamed,
        relay=reuters,
        extent="cumulative",
        modality="estimated",
    )
    made.relate(article, dead, sent, "denominator")
    say(made, "2025-06-15", "6,000", "killed_or_wounded", ">", LONDON)
    other = say(made, "2025-01-25", "4,000", "killed", "~", Source("An outlet", "media"))
    say(made, "2025-01-22", "4,000", "total", "~", WESTERN)
    con = built(made)
    assert {alert["fact_id"] for alert in alerts(con, "conflation")} == {dead, other}
    (share,) = alerts(con, "killed_share_of_sent")
    assert (share["fact_id"], share["other_fact_id"], share["ratio"], share["severity"]) == (
        dead,
        sent,
        0.4286,
        "warning",
    )
    assert con.execute("SELECT count(*) FROM est_casualties WHERE measure = 'casualties.killed'").fetchall() == [(0,)]


def shares(built: Build, sent: dict[str, Any], dead: dict[str, Any], *, between: str = "") -> list[str]:
    """Severities of the alerts on 3,000 dead beside 2,000 sent, both Russian and in Mali but for what is given."""
    made = Corpus()
    article = made.article(f"Abroad\nIt sent 2,000 soldiers.{between}\nIt lost 3,000 soldiers.")
    made.claim(article, "2,000", "deployment.sent", **{"subject": "RUS", "place": "MLI", "extent": "incident"} | sent)
    made.claim(
        article, "3,000", "casualties.killed", **{"subject": "RUS", "place": "MLI", "extent": "cumulative"} | dead
    )
    return [alert["severity"] for alert in alerts(built(made), "killed_share_of_sent")]


@pytest.mark.parametrize(
    ("sent", "dead", "severities"),
    [
        ({}, {}, ["error"]),
        ({"place": "RUS"}, {}, ["error"]),
        ({"place": "SYR"}, {}, []),
        ({"subject": "CHN"}, {}, []),
        ({"start": "2024-05-01", "end": "2024-05-01"}, {"start": "2022-01-01", "end": "2023-12-31"}, []),
        ({"start": "2023-05-01", "end": "2023-05-01"}, {"start": "2022-01-01", "end": "2023-12-31"}, ["error"]),
    ],
)
def test_the_dead_are_a_share_of_those_sent_to_the_same_place_by_then(
    built: Build, sent: dict[str, Any], dead: dict[str, Any], severities: list[str]
) -> None:
    assert shares(built, sent, dead) == severities


def test_figures_of_distant_passages_are_no_share(built: Build) -> None:
    assert shares(built, {}, {}, between=" Then there was peace." * 100) == []


def test_flagged_figures_are_left_out_and_the_disagreement_shrinks(built: Build) -> None:
    made = Corpus()
    eleven_claims(made)
    con = built(made)
    row = con.execute(
        "SELECT low, best, high, fold, reasons_left_out FROM est_casualties "
        "WHERE measure = 'casualties.killed' AND as_of = '2025-01-31'"
    ).fetchall()
    assert row == [(270.0, 300.0, 1100.0, 3.333, ["conflated"])]
    assert con.execute("SELECT max(value_best) FROM fct_casualties WHERE is_conflated").fetchall() == [(6000.0,)]


def test_a_second_origin_keeps_a_number_of_dead(built: Build) -> None:
    made = Corpus()
    say(made, "2025-01-01", "30,000", "total", "=", Source("A desk", "media"))
    say(made, "2025-01-10", "30,000", "killed", "=", Source("A ministry", "government", "own"))
    say(made, "2025-01-11", "30,050", "killed", "=", Source("A monitor", "ngo"))
    con = built(made)
    assert {alert["severity"] for alert in alerts(con, "conflation")} == {"info"}
    assert con.execute("SELECT best FROM est_casualties WHERE measure = 'casualties.killed'").fetchall() == [(30000.0,)]


def test_a_later_report_flags_an_earlier_fact_in_a_later_run(built: Build) -> None:
    made = Corpus()
    dead = say(made, None, "6,000", "killed", ">", WESTERN)
    con = built(made)
    assert con.execute("SELECT best FROM est_casualties").fetchall() == [(6000.0,)]
    later = Corpus(run_id="run_2")
    say(later, "2025-06-15", "6,000", "killed_or_wounded", ">", LONDON)
    built(later)
    assert [alert["fact_id"] for alert in alerts(con, "conflation")] == [dead]
    assert con.execute("SELECT measure FROM est_casualties").fetchall() == [("casualties.killed_or_wounded",)]


def test_parts_are_compared_with_their_total(built: Build) -> None:
    made = Corpus()
    article = made.article(
        "Forces\nOf 1,200,000 in all 1,000,000 are army, 110,000 air force, 60,000 navy and 7,000 cyber."
    )
    total = made.claim(article, "1,200,000", "strength.active", "PRK", "~")
    for number, service in (("1,000,000", "army"), ("110,000", "air_force"), ("60,000", "navy"), ("7,000", "cyber")):
        made.claim(article, number, "strength.active", "PRK", "~", within=f" {number}", service=service, part_of=total)
    other = made.article("Losses\nOf 50 killed 40 were men and 30 were women.")
    dead = made.claim(other, "50", "casualties.killed", "KEN")
    made.claim(other, "40", "casualties.killed", "KEN", part_of=dead, population="unknown")
    made.claim(other, "30", "casualties.killed", "KEN", part_of=dead, population="civilian")
    whole = made.article("Losses\nOf 85 killed 60 were men and 25 were women.")
    all_dead = made.claim(whole, "85", "casualties.killed", "SYR")
    made.claim(whole, "60", "casualties.killed", "SYR", part_of=all_dead, population="unknown")
    made.claim(whole, "25", "casualties.killed", "SYR", part_of=all_dead, population="civilian")
    con = built(made)
    over, exact, fits = sorted(alerts(con, "parts_vs_total"), key=lambda alert: alert["residual"])
    assert exact["message"].endswith("; nothing is missing")
    assert (fits["severity"], fits["other_value"], fits["residual"]) == ("info", 1177000.0, 23000.0)
    assert "23,000 are in no named part" in fits["message"]
    assert (over["severity"], over["residual"]) == ("warning", -20.0)
    balance = con.execute("SELECT active, army, air_force, navy, cyber, residual FROM v_military_balance").fetchall()
    assert balance == [(1200000.0, 1000000.0, 110000.0, 60000.0, 7000.0, 23000.0)]


def test_one_figure_with_two_periods(built: Build) -> None:
    made = Corpus()
    say(made, "2025-06-01", "11,000", "killed", "=", SEOUL, start="2024-10-01", end="2024-12-31")
    again = say(made, "2025-06-02", "11,000", "killed", "=", KYIV, start="2025-01-01", end="2025-03-31")
    say(made, "2025-06-03", "11,000", "killed", "=", LONDON, start="2024-11-01", end="2025-01-31")
    (alert,) = alerts(built(made), "period_conflict")
    assert alert["fact_id"] == again


def test_a_round_number_below_a_thousand_is_no_conflict_of_periods(built: Build) -> None:
    made = Corpus()
    for number in ("200", "230"):
        for start, end in (("2024-10-01", "2024-12-31"), ("2025-01-01", "2025-03-31")):
            say(made, "2025-06-01", number, "killed", "=", SEOUL, start=start, end=end)
    assert [alert["value"] for alert in alerts(built(made), "period_conflict")] == [230.0]


def test_periods_that_are_inferred_and_figures_of_one_digit_prove_no_conflict(built: Build) -> None:
    made = Corpus()
    for number, basis in (("3,000", "explicit"), ("2,700", "inherited"), ("2,800", "explicit")):
        for start, end in (("2024-10-01", "2024-12-31"), ("2025-01-01", "2025-03-31")):
            say(made, "2025-06-01", number, "killed", "=", SEOUL, start=start, end=end, period_basis=basis)
    found = [(alert["value"], alert["severity"]) for alert in alerts(built(made), "period_conflict")]
    assert found == [(2700.0, "info"), (2800.0, "warning")]


def test_the_range_of_a_total_may_hold_its_parts(built: Build) -> None:
    made = Corpus()
    for total, parts in (("100-200", ("90", "60")), ("300-400", ("350", "60"))):
        article = made.article(f"Toll\nIt counts {total} dead, of them {parts[0]} boys and {parts[1]} girls.")
        dead = made.claim(article, total, "casualties.killed", "SYR", "..")
        for part in parts:
            made.claim(article, part, "casualties.killed", "SYR", part_of=dead, within=f" {part}")
    found = [(alert["severity"], alert["message"].split("; ")) for alert in alerts(built(made), "parts_vs_total")]
    assert found == [
        ("info", ["2 parts add up to 150 of a total of 100 to 200", "its range holds them"]),
        (
            "warning",
            [
                "2 parts add up to 410 of a total of 300 to 400",
                "they exceed it, so they overlap or belong to another total",
            ],
        ),
    ]


def test_men_at_one_spot_are_no_outlier_of_those_in_the_country(built: Build) -> None:
    made = Corpus()
    for number, source in (("10", SEOUL), ("30,000", KYIV), ("31,000", LONDON), ("500,000", WESTERN)):
        article = made.article(f"Front\nRussia had {number} men there.", published="2023-01-10")
        made.claim(article, number, "deployment.present", "RUS", place="UKR", origin=[source])
    assert [alert["value"] for alert in alerts(built(made), "magnitude_outlier")] == [500000.0]


def test_a_total_below_a_tenth_counts_something_else(built: Build) -> None:
    made = Corpus()
    for day, number in (("2025-01-10", "5,000"), ("2025-06-10", "4,000"), ("2025-12-10", "80")):
        say(made, day, number, "killed", "=", SEOUL)
    found = alerts(built(made), "cumulative_fall")
    assert [(alert["value"], alert["severity"]) for alert in found] == [(80.0, "info"), (4000.0, "warning")]


def test_undated_figures_are_no_outliers_of_a_series(built: Build) -> None:
    made = Corpus()
    for number, source in (("800,000", SEOUL), ("1,000", KYIV), ("1,100", LONDON), ("1,200", JOINT_CHIEFS)):
        say(made, None, number, "killed", "=", source)
    assert alerts(built(made), "magnitude_outlier") == []


def test_those_in_a_town_are_not_all_who_are_in_its_country(built: Build) -> None:
    made = Corpus()
    for number, town in (("30,000", "Bakhmut"), ("1,500", "Soledar")):
        article = made.article(f"Front\nRussia had {number} men in {town}.", published="2023-01-10")
        made.claim(article, number, "deployment.present", "RUS", place="UKR", place_name=town)
        sentence = next(row for row in made.rows["sentences"] if row["article_id"] == article and row["ordinal"])
        end = sentence["sentence_end"] - 1
        made.rows["entity_mentions"].append(
            {
                "mention_id": f"men_{town}",
                "article_id": article,
                "sentence_id": sentence["sentence_id"],
                "entity_id": "UKR",
                "mention_text": town,
                "mention_start": end - len(town),
                "mention_end": end,
                "form": "city",
            }
        )
    con = built(made)
    assert con.execute("SELECT best FROM est_military_strength ORDER BY best").fetchall() == [(1500.0,), (30000.0,)]


def test_impossible_values_and_outliers(built: Build) -> None:
    made = Corpus()
    huge = say(made, "2025-06-01", "800,000,000", "killed", "=", SEOUL)
    for number, source in (("1,000", KYIV), ("1,100", LONDON), ("1,200", JOINT_CHIEFS)):
        say(made, "2025-06-01", number, "killed", "=", source)
    con = built(made)
    assert [alert["fact_id"] for alert in alerts(con, "impossible_value")] == [huge]
    assert [alert["fact_id"] for alert in alerts(con, "magnitude_outlier")] == [huge]
    assert "above what killed can be" in alerts(con, "impossible_value")[0]["message"]


def test_the_numbers_of_the_second_world_war_are_possible(built: Build) -> None:
    made = Corpus()
    say(made, "1945-09-02", "85,000,000", "killed", "=", SEOUL)
    article = made.article("War\nThey mobilised 34,000,000 men and were given 10,000,000 bullets.")
    made.claim(article, "34,000,000", "deployment.sent", "SUN")
    made.claim(article, "10,000,000", "equipment.holdings", "SUN", unit="munition")
    assert alerts(built(made), "impossible_value") == []


def test_figures_in_order_raise_nothing(built: Build) -> None:
    made = Corpus()
    for number, source in (("1,000", KYIV), ("1,100", LONDON), ("1,200", JOINT_CHIEFS)):
        say(made, "2025-06-01", number, "killed", "=", source)
        say(made, "2025-06-01", number, "wounded", "=", source)
    con = built(made)
    assert con.execute("SELECT * FROM qc_alerts").fetchall() == []
