"""What the method page says of errors is what is measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commanding import Command

from flows.lexicon import read_csv
from flows.store import method

REAL = Path(__file__).parents[2] / "shared" / "gold" / "real"
SLACK = 4
"""Claims, and percent, by which the page may be off, so that a better rule is no failure before it is measured."""


@pytest.mark.skipif(not REAL.is_dir(), reason="the labelled articles are not beside the project")
def test_error_rates_are_those_of_evaluate(musterroll: Command) -> None:
    scores = json.loads(musterroll("evaluate", REAL / "gold", REAL / "articles", "--half", "even", "--json").stdout)
    for row in read_csv("measured.csv"):
        found = scores["measures"].get(row["measure"])
        if found is None:
            assert row["measure"] == "all others"
            continue
        for name, key in (("labels", "gold"), ("claims", "pred"), ("right", "hit")):
            slack = 0 if name == "labels" else SLACK
            assert abs(int(row[name]) - found.get(key, 0)) <= slack, f"{row['measure']} {name}: measure it again"
    for name, share in method.ATTRIBUTES.items():
        assert abs(100 * scores["attributes"][name] - share) <= SLACK, f"{name}: measure it again"
    assert sum(int(row["labels"]) for row in read_csv("measured.csv")) == scores["gold"]


def test_rates_count_errors() -> None:
    of = {row[0]: row for row in method.error_rates()}
    assert all(int(right) <= min(int(labels), int(claims)) for _, labels, claims, right, *_ in of.values())
    _, labels, claims, right, wrong, missed = of["casualties.killed"]
    assert float(wrong) == round(100 * (1 - int(right) / int(claims)))
    assert float(missed) == round(100 * (1 - int(right) / int(labels)))
