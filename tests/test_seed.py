"""The founding article: exactly its claims, its rejected numbers, who says so, and how its figures hang together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest
from commanding import ROOT, Command

from flows.extract import extract
from flows.ingest import ingest

SEED = ROOT.parent / "shared" / "seed"
pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the founding article is not here")
ATTRIBUTES = (
    *("comparator", "unit", "subject", "population", "service", "place"),
    *("extent", "modality", "origin", "relay", "period", "part_of"),
)
NAMED_OTHERWISE = {"thousands": "no_measure"}  # of staff: no word says that they are anybody's force


@pytest.fixture(scope="module")
def made() -> Mapping[str, pa.Table]:
    read = ingest([str(SEED / "article.txt")], run_id="run", now=datetime.now(UTC))
    return extract(read.articles, read.sentences, run_id="run")


@pytest.fixture(scope="module")
def expected() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    return found


def numbers_of_claims(made: Mapping[str, pa.Table]) -> dict[str, int]:
    return {row["claim_id"]: row["number_start"] for row in made["claims"].to_pylist()}


def test_every_attribute_of_the_eight_claims_is_right(musterroll: Command) -> None:
    result = json.loads(musterroll("evaluate", SEED / "gold", SEED, "--json").stdout)
    assert (result["gold"], result["pred"]) == (8, 8)
    assert (result["found"]["f1"], result["figure"]["f1"], result["fact"]["f1"]) == (1.0, 1.0, 1.0)
    assert {name: result["attributes"][name] for name in ATTRIBUTES} == dict.fromkeys(ATTRIBUTES, 1.0)


def test_numbers_and_why_seven_are_no_claims(
    made: Mapping[str, pa.Table], expected: dict[str, list[dict[str, Any]]]
) -> None:
    text = (SEED / "article.txt").read_text(encoding="utf-8")
    by_start = {row["number_start"]: row for row in made["quantities"].to_pylist()}
    for wanted in expected["quantity_mention"]:
        start = wanted["char_start"] + wanted["text"].find(wanted["num_text"])
        found = by_start.pop(start)
        assert found["disposition"] == wanted["disposition"], wanted["text"]
        assert text[start : found["number_end"]] == found["number_text"]
        if wanted["disposition"] == "claim":
            bounds = [
                None if wanted[n] is None else float(wanted[n]) for n in ("value_low", "value_best", "value_high")
            ]
            assert [found[n] for n in ("value_low", "value_best", "value_high")] == bounds, wanted["text"]
            assert (found["low_open"], found["high_open"]) == (wanted["low_open"], wanted["high_open"])
            assert found["bounds_rule"] == wanted["bounds_rule"]
        elif wanted["disposition"] == "rejected":
            assert found["reject_reason"] == NAMED_OTHERWISE.get(wanted["num_text"], wanted["reject_reason"])
    assert by_start == {}


def test_chains_from_the_outlet_to_the_origin(
    made: Mapping[str, pa.Table], expected: dict[str, list[dict[str, Any]]]
) -> None:
    mentions = {row["mention_id"]: row for row in expected["quantity_mention"]}
    starts = {
        row["claim_id"]: mentions[row["mention_id"]]["char_start"]
        + mentions[row["mention_id"]]["text"].find(mentions[row["mention_id"]]["num_text"])
        for row in expected["claim"]
    }
    names = ("hop", "seq", "role", "source_class", "anonymous", "link")
    wanted = sorted((starts[row["claim_id"]], *(row[name] for name in names)) for row in expected["attribution"])
    numbers = numbers_of_claims(made)
    found = sorted(
        (numbers[row["claim_id"]], *(row[name] for name in names)) for row in made["attributions"].to_pylist()
    )
    assert found == wanted


def test_relations_between_the_claims(made: Mapping[str, pa.Table], expected: dict[str, list[dict[str, Any]]]) -> None:
    numbers = numbers_of_claims(made)
    order = {start: f"c{i}" for i, start in enumerate(sorted(numbers.values()), 1)}
    found = {
        (order[numbers[row["from_claim_id"]]], order[numbers[row["to_claim_id"]]], row["relation"])
        for row in made["claim_relations"].to_pylist()
    }
    assert found == {(row["from_claim_id"], row["to_claim_id"], row["relation"]) for row in expected["claim_relation"]}
