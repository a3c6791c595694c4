"""Scoring against gold claims: by hand on small cases, and against the shared scorer on perturbed gold."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.report import evaluation
from flows.report.evaluation import GoldArticle, GoldError, ReadArticle
from flows.report.matching import ATTRIBUTES, locate, pair_up, same_attribute, same_values

SHARED = Path(__file__).parents[2] / "shared"
TEXT = "Border post falls\nAt least 12 soldiers were killed and 30 wounded, the army said. About 400 remain."


def gold(**fields: Any) -> dict[str, Any]:
    return {
        "context": "At least 12 soldiers were killed",
        "number": "12",
        "comparator": ">=",
        "values": [12],
        "measure": "casualties.killed",
        "unit": "person",
        "subject": "KEN",
        "population": "military",
        "service": None,
        "by": None,
        "place": None,
        "period": None,
        "extent": "incident",
        "modality": "asserted",
        "origin": ["the army"],
        "relay": [],
        "part_of": None,
    } | fields


def row(**fields: Any) -> dict[str, Any]:
    start = TEXT.index("12")
    return {
        "claim_id": "clm_1",
        "number_text": "12",
        "number_start": start,
        "number_end": start + 2,
        "measure": "casualties.killed",
        "unit": "person",
        "comparator": ">=",
        "value_low": 12.0,
        "value_best": 12.0,
        "value_high": None,
        "subject": "KEN",
        "population": "military",
        "service": None,
        "perpetrator": None,
        "place": None,
        "period_start": None,
        "period_end": None,
        "extent": "incident",
        "modality": "asserted",
        "origin": ["Kenyan army"],
        "relay": [],
        "part_of_claim_id": None,
        "confidence": 0.92,
    } | fields


def score(golds: list[dict[str, Any]], rows: list[dict[str, Any]]) -> dict[str, Any]:
    return evaluation.evaluate([GoldArticle("a1", tuple(golds))], {"a1": ReadArticle(TEXT, tuple(rows))})


def test_a_right_claim_scores_one_at_every_level() -> None:
    result = score([gold()], [row()])
    assert [result[level]["f1"] for level in evaluation.LEVELS] == [1.0, 1.0, 1.0]
    assert result["attributes"]["origin"] == 1.0
    assert result["attributes"]["service"] is None
    assert result["misses"] == []


@pytest.mark.parametrize(
    ("wrong", "levels"),
    [
        ({"measure": "casualties.wounded"}, (1.0, 0.0, 0.0)),
        ({"value_low": 13.0}, (1.0, 0.0, 0.0)),
        ({"subject": "SOM"}, (1.0, 1.0, 0.0)),
        ({"subject": None}, (1.0, 1.0, 0.0)),
        ({"unit": "formation"}, (1.0, 1.0, 0.0)),
        ({"population": "civilian"}, (1.0, 1.0, 0.0)),
        ({"number_start": 0, "number_end": 2}, (0.0, 0.0, 0.0)),
    ],
)
def test_each_level_asks_for_more(wrong: dict[str, Any], levels: tuple[float, ...]) -> None:
    result = score([gold()], [row(**wrong)])
    assert tuple(result[level]["f1"] for level in evaluation.LEVELS) == levels
    assert result["misses"]


@pytest.mark.parametrize(
    ("comparator", "values", "bounds", "same"),
    [
        ("0", [], (0.0, 0.0, 0.0), True),
        ("0", [], (None, 1.0, None), False),
        ("vague", [], (24.0, None, None), True),
        ("vague", [], (None, None, None), False),
        ("..", [200, 300], (200.0, None, 300.0), True),
        ("..", [200, 300], (200.0, None, 301.0), False),
        (">", [6000], (6000.0, None, None), True),
        ("<=", [50], (None, None, 50.0), True),
        ("~", [14000], (12600.0, 14000.0, 15400.0), True),
        ("=", [14000], (14000.0, None, 14000.0), False),
    ],
)
def test_values_are_compared_by_what_was_stated(
    comparator: str, values: list[float], bounds: tuple[float | None, ...], same: bool
) -> None:
    low, best, high = bounds
    claim = row(value_low=low, value_best=best, value_high=high)
    assert same_values(gold(comparator=comparator, values=values), claim) is same


def test_period_compares_to_the_month_and_open_gold_is_not_scored() -> None:
    stated = gold(period={"start": "2024-03-14", "end": None})
    assert same_attribute("period", stated, row(period_start="2024-03-01"), None, {}) is True
    assert same_attribute("period", stated, row(period_start="2024-04-14"), None, {}) is False
    assert same_attribute("period", gold(), row(), None, {}) is None
    assert same_attribute("place", gold(), row(place="KEN"), None, {}) is None


def test_part_of_compares_the_place_of_the_whole() -> None:
    assert same_attribute("part_of", gold(), row(part_of_claim_id="c0"), (5, 8), {"c0": (6, 9)}) is True
    assert same_attribute("part_of", gold(), row(part_of_claim_id="c0"), (5, 8), {"c0": (9, 12)}) is False
    assert same_attribute("part_of", gold(), row(), None, {}) is True


def test_pairs_are_one_to_one_and_the_better_agreement_wins() -> None:
    worse, better = row(claim_id="clm_0", subject="SOM"), row()
    assert pair_up([gold()], [locate(gold(), TEXT)], [worse, better]) == [(0, 1)]


def test_reliability_counts_unmatched_claims_as_wrong() -> None:
    extra = row(claim_id="clm_2", number_start=0, number_end=1, confidence=0.91)
    table = score([gold()], [row(), extra])["reliability"]
    assert table == [{"from": 0.9, "to": 0.95, "claims": 2, "stated": 0.915, "figure": 0.5, "fact": 0.5}]


def test_halves_split_by_the_last_number_of_the_name(tmp_path: Path) -> None:
    for name in ("r01", "r02", "r03", "notes"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"claims": []}))
    assert [g.stem for g in evaluation.read_gold(tmp_path, half="odd")] == ["r01", "r03"]
    assert [g.stem for g in evaluation.read_gold(tmp_path, half="even")] == ["notes", "r02"]


@pytest.mark.parametrize("content", ["{", "[]", '{"claims": 3}', '{"claims": [4]}'])
def test_broken_gold_says_which_file(tmp_path: Path, content: str) -> None:
    (tmp_path / "g1.json").write_text(content)
    with pytest.raises(GoldError, match=r"g1\.json"):
        evaluation.read_gold(tmp_path)


def test_empty_gold_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold file"):
        evaluation.read_gold(tmp_path)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared gold set is not beside the project")
def test_figures_equal_those_of_the_shared_scorer(tmp_path: Path) -> None:
    gold_dir, articles_dir = SHARED / "gold/dev/gold", SHARED / "gold/dev/articles"
    golds = evaluation.read_gold(gold_dir)
    articles = perturbed(golds, articles_dir)
    warehouse = tmp_path / "w.duckdb"
    store(warehouse, articles)
    command = [sys.executable, SHARED / "tools/score.py", "score", gold_dir, articles_dir, warehouse, "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = evaluation.evaluate(golds, articles)
    assert {key: ours[key] for key in theirs} == theirs
    assert 0.3 < ours["fact"]["f1"] < ours["figure"]["f1"] < ours["found"]["f1"] < 1.0


def perturbed(golds: list[GoldArticle], folder: Path) -> dict[str, ReadArticle]:
    """Claims made of gold with mistakes of every kind, the same ones each time; one article is left out."""
    dice = random.Random(7)
    articles = {}
    for article in golds[1:]:
        text = (folder / f"{article.stem}.txt").read_text(encoding="utf-8")
        rows = []
        for i, claim in enumerate(article.claims):
            span = locate(claim, text)
            if span is None or dice.random() < 0.1:
                continue
            values = claim["values"]
            period = claim.get("period") or {}
            low, high = (values[0], values[-1]) if values else (0.0, 0.0 if claim["comparator"] == "0" else None)
            made = row(
                claim_id=f"{article.stem}_{i}",
                measure=claim["measure"],
                number_text=text[span[0] : span[1]],
                number_start=span[0],
                number_end=span[1],
                value_low=float(low) * dice.choice([1, 1, 1, 1, 1.5]),
                value_best=None if claim["comparator"] in ("..", "vague") else low,
                value_high=high,
                part_of_claim_id=None if claim.get("part_of") is None else f"{article.stem}_{claim['part_of']}",
                perpetrator=claim.get("by"),
                period_start=day(period.get("start")),
                period_end=day(period.get("end")),
                confidence=round(dice.random(), 3),
                **{a: claim.get(a) for a in ATTRIBUTES if a not in ("by", "period", "part_of")},
            )
            made["subject"] = None if made["subject"] == "?" else made["subject"]
            if dice.random() < 0.3:
                wrong = dice.choice(["measure", "subject", "unit", "place", "modality", "origin", "part_of_claim_id"])
                made[wrong] = {"origin": ["nobody"], "measure": "recruitment", "unit": "weapon"}.get(wrong)
                made["modality"] = made["modality"] or "denied"
            rows.append(made)
            if dice.random() < 0.1:
                rows.append(made | {"claim_id": f"{article.stem}_{i}_again", "measure": "equipment.used"})
        articles[article.stem] = ReadArticle(text, tuple(rows))
    return articles


def day(stated: str | None) -> str | None:
    """First day of a stated year, month or day."""
    return None if stated is None else (stated + "-01-01")[:10]


def store(path: Path, articles: dict[str, ReadArticle]) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE articles (article_id VARCHAR, source_name VARCHAR, text VARCHAR)")
        names = [*row(), "article_id"]
        kinds = {"origin": "VARCHAR[]", "relay": "VARCHAR[]"} | dict.fromkeys(
            ("value_low", "value_best", "value_high", "confidence"), "DOUBLE"
        )
        kinds |= {"number_start": "INTEGER", "number_end": "INTEGER", "period_start": "DATE", "period_end": "DATE"}
        columns = ", ".join(f"{name} {kinds.get(name, 'VARCHAR')}" for name in names)
        connection.execute(f"CREATE TABLE claims ({columns})")
        for stem, article in articles.items():
            connection.execute("INSERT INTO articles VALUES (?, ?, ?)", [stem, f"in/{stem}.txt", article.text])
            for made in article.claims:
                slots = ", ".join("?" for _ in names)
                connection.execute(f"INSERT INTO claims VALUES ({slots})", [*made.values(), stem])
