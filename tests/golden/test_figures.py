"""Golden cases: sentences and the figures that must, and must not, be read from them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from flows.articles.sentences import split
from flows.claims import measures
from flows.claims.document import Document, Sentence

HERE = Path(__file__).parent


def cases(name: str) -> list[dict]:
    return tomllib.loads((HERE / name).read_text())["case"]


def figures(text: str) -> list[str]:
    """Figures of an article whose title is neutral and whose body is `text`."""
    whole = f"News from the front\n{text}"
    doc = Document(whole, [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(whole))])
    return [f"{whole[f.number.start : f.number.end]} {f.measure} {f.unit}" for f in measures.read(doc)[0]]


def test_a_title_is_measured_as_the_text_that_restates_it() -> None:
    """A title without a verb for its figures takes their measure from the text; one of other figures keeps its own."""
    whole = "Warsaw goes shopping: 980 tanks and 48 jets\nThe army has 30 jets. Poland has ordered 980 tanks."
    doc = Document(whole, [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(whole))])
    measured = [f.measure for f in measures.read(doc)[0]]
    assert measured == ["equipment.planned", "equipment.holdings", "equipment.holdings", "equipment.planned"]


def test_sizes_in_the_description_of_a_battle_are_of_those_who_fought_there() -> None:
    """A force that numbers men in an article on one battle is the one there; a strength on paper is not."""
    text = (
        "Battle of Arvia\n\nThe army numbered 3,600 soldiers. The 4th Division had a prewar strength of 12,000 troops."
    )
    doc = Document(text, [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(text))])
    measured = [f.measure for f in measures.read(doc)[0]]
    assert measured == ["deployment.present", "strength.active"]


def test_items_under_a_heading_are_of_what_it_names() -> None:
    """An item of a list that names a type which no lexicon knows is of the arms that the heading names."""
    text = (
        "Armed Forces of Djibouti\n\nThe army has several regiments of soldiers.\n\nEquipment\n\nArmored Cars\n\n"
        "-   13 WMA301/PTL02 105 mm tank hunter\n-   50 RAM MK3\n\nArtillery\n\n-   6 HM-2 105mm\n"
    )
    doc = Document(text, [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(text))])
    measured = [(f.measure, f.unit) for f in measures.read(doc)[0][1:]]
    assert measured == [("equipment.holdings", "armoured_vehicle")] * 2 + [("equipment.holdings", "artillery")]


@pytest.mark.parametrize("case", cases("figures.toml"), ids=lambda c: c["text"][:60])
def test_figures(case: dict) -> None:
    assert figures(case["text"]) == case["figures"]


@pytest.mark.parametrize("case", cases("not_claims.toml"), ids=lambda c: c["why"] + ": " + c["text"][:40])
def test_not_claims(case: dict) -> None:
    assert figures(case["text"]) == []
