"""Types of equipment by their names and designations."""

from __future__ import annotations

import pytest

from flows.claims import models


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("M1A2", "tank"), ("M113s", "armoured_vehicle"), ("F-16AM", "aircraft"), ("M\u20114", "weapon"),
        ("IRIS-T", "air_defence"),
        ("Storm\u2011Shadow", "missile"), ("Javelin-type", "missile"), ("AT-4", "missile"), ("AT4", "weapon"),
        ("-", None), ("-a", None), ("G7", None), ("Kyiv", None),
    ],
)  # fmt: skip
def test_one_word(word: str, unit: str | None) -> None:
    assert models.unit(word) == unit


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Black Hawks", ("helicopter", 2)), ("F / A-18s", ("aircraft", 3)), ("SAMP / T", ("air_defence", 3)),
        ("2 S19", ("artillery", 2)), ("Hawks", ("air_defence", 1)), ("black hawks", None),
    ],
)  # fmt: skip
def test_several_words(words: str, found: tuple[str, int] | None) -> None:
    assert models.at(words.split(), 0) == found
