"""Golden sentences for subject, population, service, perpetrator and place; the sentences are made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.articles.sentences import split
from flows.claims import actors, measures
from flows.claims.document import Document, Sentence
from flows.claims.figures import Figure
from flows.claims.quantities import Number

SHORT = {
    "killed": "casualties.killed",
    "wounded": "casualties.wounded",
    "missing": "casualties.missing",
    "captured": "casualties.captured",
    "casualties": "casualties.total",
    "kw": "casualties.killed_or_wounded",
    "deserted": "casualties.deserted",
    "active": "strength.active",
    "reserve": "strength.reserve",
    "size": "strength.total",
    "paramilitary": "strength.paramilitary",
    "sent": "deployment.sent",
    "present": "deployment.present",
    "planned": "deployment.planned",
    "withdrawn": "deployment.withdrawn",
    "recruited": "recruitment",
}
EQUIPMENT = {"lost", "used", "holdings", "delivered", "ordered"}


def build(marked: str) -> tuple[Document, list[Figure]]:
    """Document and figures of a text whose figures are marked {number|measure} or {number|measure|unit}."""
    text, spans = "", []
    for piece in re.split(r"(\{[^}]*\})", marked):
        if piece.startswith("{"):
            number, measure, *unit = piece[1:-1].split("|")
            spans.append((len(text), len(text) + len(number), measure, unit[0] if unit else "person"))
            text += number
        else:
            text += piece
    doc = Document(text, [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(text))])
    figures = []
    for start, end, measure, unit in spans:
        digits = text[start:end].replace(",", "")
        value = float(digits if digits.isdigit() else sum((i + 1) * ord(c) for i, c in enumerate(digits)) % 397)
        number = Number(start, end, start, end, "cardinal", "=", (value,), value, value, value, False, False, None)
        name = SHORT.get(measure) or "equipment." + {"ordered": "planned"}.get(measure, measure)
        figures.append(Figure(number, doc.sentence_at(start), name, unit))
    return doc, figures


def cases() -> list[tuple[str, ...]]:
    """Text and expectations of each case of the golden file."""
    lines = (Path(__file__).parents[1] / "golden" / "actors.txt").read_text(encoding="utf-8").splitlines()
    found: list[tuple[str, ...]] = []
    for line in lines:
        if line.startswith("= "):
            found[-1] = (*found[-1], line[2:])
        elif line and not line.startswith("#"):
            found.append((line.replace("\\n", "\n"),))
    return found


NAMES = ("subject", "population", "service", "perpetrator", "place")


@pytest.mark.parametrize("case", cases(), ids=lambda case: case[0][:60])
def test_golden(case: tuple[str, ...]) -> None:
    """Each figure of the sentence gets the actors that the case states."""
    marked, *wanted = case
    doc, figures = build(marked)
    assert len(wanted) == len(figures)
    for found, line in zip(actors.assign(doc, figures), wanted, strict=True):
        for name, want in zip(NAMES, line.split(" "), strict=True):
            if want != ".":
                assert getattr(found, name) == (
                    None if want == "-" else want.replace("_", " ") if name in ("subject", "perpetrator") else want
                ), (name, found)


def test_a_row_names_the_maker_and_the_army_of_the_article_has_the_arms() -> None:
    text = (
        "Armed Forces of Guinea-Bissau\nName Origin Type Obtained Notes\nT-34 Soviet Union Main battle tank 10 in store"
    )
    doc = Document(text, [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(text))])
    (tanks,) = measures.read(doc)[0]
    assert tanks.measure == "equipment.delivered"
    (who,) = actors.assign(doc, [tanks])
    assert (who.subject, who.perpetrator) == ("GNB", None)
