"""Facts: what folds into one, what stays apart, how often a figure is counted and when it may be added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import duckdb
from rows import Corpus, Source

Build = Callable[[Corpus], duckdb.DuckDBPyConnection]
ARMY = Source("the army", "military", "own")
REBELS = Source("the rebels", "armed_group", "adversary")


def facts(con: duckdb.DuckDBPyConnection, columns: str, where: str = "true") -> list[Any]:
    return con.execute(f"SELECT {columns} FROM model.facts WHERE {where} ORDER BY ALL").fetchall()


def test_a_headline_and_its_sentence_are_one_fact(built: Build) -> None:
    made = Corpus()
    article = made.article(
        "Blast kills 12\nAt least 12 soldiers were killed in Wajir, the army said.", published="2024-05-03"
    )
    head = made.claim(article, "12", "casualties.killed", None, within="kills 12")
    body = made.claim(
        article,
        "12",
        "casualties.killed",
        "KEN",
        ">=",
        within="least 12",
        origin=[ARMY],
        place="KEN",
        place_name="Wajir",
    )
    con = built(made)
    assert facts(con, "fact_id, subject, place, comparator, n_claims, n_articles, in_headline") == [
        (body, "KEN", "KEN", ">=", 2, 1, True)
    ]
    assert sorted(con.execute("SELECT claim_ids FROM fct_casualties").fetchall()[0][0]) == sorted([head, body])


def test_what_differs_stays_apart(built: Build) -> None:
    made = Corpus()
    article = made.article("Clashes\n157 men and 157 others were killed; 157 were wounded and 157 fell at sea.")
    made.claim(article, "157", "casualties.killed", "KEN", within="157 men")
    made.claim(article, "157", "casualties.killed", "SOM", within="157 others")
    made.claim(article, "157", "casualties.wounded", "KEN", within="157 were")
    made.claim(article, "157", "casualties.killed", "KEN", within="157 fell", modality="denied")
    assert facts(built(made), "measure, subject, is_asserted, n_claims") == [
        ("casualties.killed", "KEN", False, 1),
        ("casualties.killed", "KEN", True, 1),
        ("casualties.killed", "SOM", True, 1),
        ("casualties.wounded", "KEN", True, 1),
    ]


def test_small_numbers_recur_by_chance(built: Build) -> None:
    made = Corpus()
    text = "Three killed\nOn Monday 3 soldiers were killed. On Friday 3 soldiers were killed. The 3 dead were young."
    article = made.article(text, published="2024-05-03")
    first = made.claim(article, "3", "casualties.killed", "KEN", within="Monday 3")
    made.claim(article, "3", "casualties.killed", "KEN", within="Friday 3")
    again = made.claim(article, "3", "casualties.killed", "KEN", within="The 3")
    made.relate(article, again, first, "restates")
    assert [row[0] for row in facts(built(made), "n_claims")] == [1, 2]


def test_syndicated_copies_are_one_fact_of_many_articles(built: Build) -> None:
    made = Corpus()
    reuters = Source("Reuters", "news_agency", "third_party")
    article = made.article(
        "Attack\nThe army said 40 soldiers were killed.", published="2024-05-03", publisher="Reuters"
    )
    made.claim(article, "40", "casualties.killed", "KEN", origin=[ARMY], relay=[reuters])
    for number in range(19):
        made.copy(article, publisher=f"Outlet {number}")
    con = built(made)
    assert facts(con, "n_claims, n_articles, n_relays, n_origins, article_id") == [(20, 20, 1, 1, article)]
    assert con.execute("SELECT n_articles, n_origins, grade FROM est_casualties").fetchall() == [(20, 1, "confirmed")]


def test_one_figure_in_independent_articles_stays_two_facts_that_know_of_each_other(built: Build) -> None:
    made = Corpus()
    for outlet in ("One", "Two"):
        article = made.article(f"{outlet} reports\nThe army said 40 soldiers were killed.", published="2024-05-03")
        made.claim(article, "40", "casualties.killed", "KEN", origin=[ARMY], start="2024-05-02", end="2024-05-02")
    con = built(made)
    assert facts(con, "n_articles, n_articles_alike, is_additive") == [(1, 2, False), (1, 2, True)]
    assert con.execute("SELECT best, n_claims, n_origins FROM est_casualties").fetchall() == [(40.0, 1, 1)]


def test_unnamed_sources_through_one_relay_are_one_origin(built: Build) -> None:
    made = Corpus()
    article = made.article(
        "Report\nReuters said about 14,000 troops were sent, citing sources.", published="2025-01-03"
    )
    unnamed = [
        Source(name, "official_unspecified", side, anonymous=True)
        for name, side in (
            ("South Korean", "third_party"),
            ("Ukrainian", "adversary"),
            ("Western sources", "ally_of_adversary"),
        )
    ]
    made.claim(
        article, "14,000", "deployment.sent", "PRK", "~", origin=unnamed, relay=[Source("Reuters", "news_agency")]
    )
    con = built(made)
    assert facts(con, "origin_keys, n_origins, n_relays, reliability, origin_side") == [
        (["unnamed via reuters"], 1, 1, "f", "third_party")
    ]
    assert con.execute("SELECT grade, n_origins FROM est_military_strength").fetchall() == [("weak", 1)]


def test_without_a_source_the_outlet_is_the_origin(built: Build) -> None:
    made = Corpus()
    named = made.article("One\n40 soldiers were killed.", publisher="The Bugle")
    made.claim(named, "40", "casualties.killed", "KEN")
    nameless = made.article("Two\n50 soldiers were killed.")
    made.claim(nameless, "50", "casualties.killed", "KEN")
    assert facts(built(made), "value_best, origin_keys") == [
        (40.0, ["outlet the bugle"]),
        (50.0, [f"article {nameless}"]),
    ]


def test_parts_are_never_added_to_their_total(built: Build) -> None:
    made = Corpus()
    article = made.article(
        "Attack\n40 people were killed, 12 women among them, and a further 15 on Friday.", published="2024-05-03"
    )
    total = made.claim(
        article, "40", "casualties.killed", "KEN", start="2024-05-02", end="2024-05-02", population="unknown"
    )
    made.claim(
        article,
        "12",
        "casualties.killed",
        "KEN",
        start="2024-05-02",
        end="2024-05-02",
        population="civilian",
        part_of=total,
    )
    more = made.claim(
        article, "15", "casualties.killed", "KEN", start="2024-05-03", end="2024-05-03", population="unknown"
    )
    made.relate(article, more, total, "additional_to")
    con = built(made)
    assert facts(con, "value_best, is_part, is_leaf, is_additive") == [
        (12.0, True, True, False),
        (15.0, False, True, True),
        (40.0, False, False, True),
    ]
    assert con.execute("SELECT sum(value_best) FROM fct_casualties WHERE is_additive").fetchall() == [(55.0,)]
    assert con.execute("SELECT sum(best) FROM est_casualties WHERE is_additive").fetchall() == [(55.0,)]


def test_what_did_not_happen_never_enters_totals(built: Build) -> None:
    made = Corpus()
    article = made.article(
        "Talk\nThey deny that 300 died, could lose 5,000, plan to send 700 and sent 20.", published="2024-05-03"
    )
    made.claim(article, "300", "casualties.killed", "KEN", modality="denied")
    made.claim(article, "5,000", "casualties.total", "KEN", modality="hypothetical")
    made.claim(article, "700", "deployment.planned", "KEN", modality="planned")
    made.claim(article, "20", "deployment.sent", "KEN")
    con = built(made)
    assert con.execute(
        "SELECT value_best, is_asserted, is_denied, is_hypothetical, is_additive FROM fct_casualties ORDER BY 1"
    ).fetchall() == [
        (300.0, False, True, False, False),
        (5000.0, False, False, True, False),
    ]
    assert con.execute(
        "SELECT value_best, is_planned, is_additive FROM fct_military_strength ORDER BY 1"
    ).fetchall() == [
        (20.0, False, True),
        (700.0, True, False),
    ]
    assert con.execute("SELECT count(*) FROM est_casualties").fetchall() == [(0,)]
    assert con.execute("SELECT measure FROM est_military_strength").fetchall() == [("deployment.sent",)]


def test_a_subject_that_only_a_text_names_is_an_entity(built: Build) -> None:
    made = Corpus()
    made.entity("ent_KEN", "Kenya", "state", code="KEN", iso3="KEN")
    made.entity("ent_KDF", "Kenya Defence Forces", "force", code="KEN", parent_entity_id="ent_KEN")
    article = made.article("Ambush\n30 fighters and 40 soldiers were killed.")
    made.claim(article, "30", "casualties.killed", "Band of Nine", subject_name="Band of Nine")
    made.claim(article, "40", "casualties.killed", "KEN", perpetrator="Band of Nine")
    con = built(made)
    assert con.execute(
        "SELECT subject, subject_name, subject_type, perpetrator_name FROM fct_casualties ORDER BY 1"
    ).fetchall() == [
        ("Band of Nine", "Band of Nine", "group", None),
        ("KEN", "Kenya", "state", "Band of Nine"),
    ]
    assert con.execute("SELECT path, state, depth FROM dim_entity ORDER BY path").fetchall() == [
        ("Band of Nine", None, 0),
        ("Kenya", "KEN", 0),
        ("Kenya > Kenya Defence Forces", "KEN", 1),
    ]
    assert con.execute("SELECT count(*) FROM entities").fetchall() == [(3,)]


def test_common_nouns_name_a_source_of_their_article_only(built: Build) -> None:
    made = Corpus()
    for number, side in (("40", "third_party"), ("41", "third_party"), ("42", "own"), ("43", "own")):
        article = made.article(f"Attack\nThe monitor said {number} soldiers were killed.", publisher="The Bugle")
        monitor = [Source("monitor", "ngo", side), Source("war monitor", "ngo", side)]
        made.claim(article, number, "casualties.killed", "KEN", origin=monitor)
    found = facts(built(made), "value_best, origin_keys, cluster_id")
    assert [keys for _, keys, _ in found[2:]] == [["war monitor of KEN"], ["war monitor of KEN"]]
    assert [keys for _, keys, _ in found[:2]] == [[f"war monitor in {cluster}"] for _, _, cluster in found[:2]]


def test_a_headline_says_what_the_body_says_whatever_place_it_names(built: Build) -> None:
    made = Corpus()
    text = "3 shot dead in Balata\nIn Nablus 3 men died on Monday.\nIn Jenin 3 men died on Friday."
    article = made.article(text, published="2023-05-22")
    made.claim(article, "3", "casualties.killed", "PSE", within="3 shot", place="PSE", place_name="Balata")
    made.claim(article, "3", "casualties.killed", "PSE", within="3 men died on M", place="PSE", place_name="Nablus")
    made.claim(article, "3", "casualties.killed", "PSE", within="3 men died on F", place="PSE", place_name="Jenin")
    assert facts(built(made), "place_name, n_claims, is_additive") == [("Jenin", 1, True), ("Nablus", 2, True)]
