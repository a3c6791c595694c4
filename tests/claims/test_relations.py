"""Relations between figures: sentences of our own, figures made from the scanned numbers with the measures named."""

from __future__ import annotations

import pytest

from flows.claims.document import Document, Sentence
from flows.claims.figures import Figure
from flows.claims.quantities import Number, articles_as_one
from flows.claims.relations import Relation, relate

SHORT = {
    "k": ("casualties.killed", "person"),
    "w": ("casualties.wounded", "person"),
    "kw": ("casualties.killed_or_wounded", "person"),
    "c": ("casualties.captured", "person"),
    "t": ("casualties.total", "person"),
    "s": ("strength.active", "person"),
    "r": ("strength.reserve", "person"),
    "d": ("deployment.sent", "person"),
    "tank": ("equipment.lost", "tank"),
    "held": ("equipment.holdings", "tank"),
    "drone": ("equipment.lost", "drone"),
    "fired": ("equipment.used", "drone"),
}


def article(text: str) -> Document:
    """A document whose sentences are the lines of `text`, the first its title."""
    sentences, at = [], 0
    for ordinal, line in enumerate(text.split("\n")):
        sentences.append(Sentence(ordinal, "body" if ordinal else "headline", at, at + len(line)))
        at += len(line) + 1
    return Document(text, sentences)


def related(body: str, measures: str) -> list[tuple[str, str, str]]:
    """(part, relation, total) by number words; `measures` names one measure a figure in text order, - for none."""
    text = f"News from the front\n{body}"
    doc = article(text)
    numbers: list[Number] = [n for n in doc.numbers if n.reject_reason is None]
    taken = {n.start for n in numbers}
    numbers += [n for n in articles_as_one(text, 0, len(text)) if n.start not in taken]
    numbers.sort(key=lambda n: n.start)
    names = measures.split()
    assert len(names) == len(numbers), [text[n.start : n.end] for n in numbers]
    figures = [
        Figure(n, doc.sentence_at(n.start), *SHORT[name]) for n, name in zip(numbers, names, strict=True) if name != "-"
    ]
    found: list[Relation] = relate(doc, figures)
    words = [text[f.number.start : f.number.end] for f in figures]
    assert all(0 < r.confidence < 1 and r.basis for r in found)
    return [(words[r.from_index], r.relation, words[r.to_index]) for r in found]


def parts(body: str, measures: str) -> list[tuple[str, str]]:
    """Part and total of the part_of relations."""
    return [(part, total) for part, relation, total in related(body, measures) if relation == "part_of"]


@pytest.mark.parametrize(
    ("body", "measures", "expected"),
    [
        ("They sent 14,000 troops, including 200 officers.", "d d", [("200", "14,000")]),
        ("Twelve people died, among them three boys and two girls.", "k k k", [("three", "Twelve"), ("two", "Twelve")]),
        ("It has 438,500 men, of whom 310,000 serve ashore.", "s s", [("310,000", "438,500")]),
        ("At least 70 died, at least 30 of them civilians.", "k k", [("30", "70")]),
        ("It fired 70 drones.\nThe guns brought down 60 of them.", "fired drone", [("60", "70")]),
        ("They lost five of the six tanks.", "tank held", [("five", "six")]),
        ("Some 300 men will come out of a pool of 25,000.", "d - s", [("300", "25,000")]),
        ("Of the 148 men who fell, 35 were hit from behind.", "k k", [("35", "148")]),
        ("It has 22,400 people.\nOf these, 17,000 are sappers and 1,350 are cooks.", "s s s",
         [("17,000", "22,400"), ("1,350", "22,400")]),
        ("It keeps 90,000 men.\nThat includes 60,000 ashore, 20,000 at sea and 9,000 pilots.", "s s s s",
         [("60,000", "90,000"), ("20,000", "90,000"), ("9,000", "90,000")]),
        ("Some 101 people died there.\nThe office says 39 of the dead were women.", "k k", [("39", "101")]),
        ("The blast left 20 hurt.\nOne of the wounded died.", "w k", [("One", "20")]),
        ("Tanks: 1,358 (+9)\nDrones: 20 (+0)", "tank tank drone drone", [("9", "1,358"), ("0", "20")]),
        ("Blast kills 28, with 12 guards among dead.", "k k", [("12", "28")]),
        ("Two Danes among 5 killed in blast.", "k k", [("Two", "5")]),
        ("It killed 8 men incl. 2 guards.", "k k", [("2", "8")]),
        ("Four guards and six boys were among the 10 dead.", "k k k", [("Four", "10"), ("six", "10")]),
        ("They lost 148 men (93 dead and 55 wounded).", "kw k w", [("93", "148"), ("55", "148")]),
        ("It killed seven people: four guards and three boys.", "k k k", [("four", "seven"), ("three", "seven")]),
        ("It killed seven people - four guards and three boys - at dawn.", "k k k",
         [("four", "seven"), ("three", "seven")]),
        ("We hit two men, one with a mine and another by rifle.", "k k - k", [("one", "two"), ("another", "two")]),
        ("Some 3,000 men will go.\n- 1,000 go north.\n- 2,000 go south.", "d d d",
         [("1,000", "3,000"), ("2,000", "3,000")]),
        ("It lost 50 drones.\nOver half of them fell in the north, while 10 fell in the south and 3 in the west.",
         "drone drone drone", [("10", "50"), ("3", "50")]),
        ("It has 700,000 men.\nIts army has 560,000 of them, its air force some 70,000 and its navy about 30,000.",
         "s s s s", [("560,000", "700,000"), ("70,000", "700,000"), ("30,000", "700,000")]),
        ("They took 2,000 men.\nAbout 1,700 of them are ashore.\nThe other 300 are not.", "c c c",
         [("1,700", "2,000"), ("300", "2,000")]),
        ("Twelve people died.\nFour were children.", "k k", [("Four", "Twelve")]),
        ("It hurt 40 people, three seriously.", "w w", [("three", "40")]),
        ("Half of the deaths, at least five, came at night after ten men had died at dawn.", "k k", []),
    ],
)  # fmt: skip
def test_parts(body: str, measures: str, expected: list[tuple[str, str]]) -> None:
    assert parts(body, measures) == expected


@pytest.mark.parametrize(
    ("body", "measures"),
    [
        ("Twelve soldiers died and 30 were wounded.", "k w"),
        ("They killed two guards, one clerk and one cook.", "k k k"),
        ("Two men died in the north.\nThree died in the south.\nFive died at sea.", "k k k"),
        ("Three were killed in the attack. Two of its soldiers were hurt.", "k w"),
        ("They hold 266 tanks, including 91 old ones, as well as 22 new ones.", "held held held"),
        ("At least 24 died, and 12 others were wounded.", "k w"),
    ],
)
def test_no_parts(body: str, measures: str) -> None:
    assert ("22", "266") not in parts(body, measures)
    assert [p for p in parts(body, measures) if p != ("91", "266")] == []


def test_scope_of_as_well_as_is_less_sure() -> None:
    text = "News\nIt has 90,000 men.\nThat includes 60,000 ashore, as well as 9,000 pilots."
    doc = article(text)
    figures = [Figure(n, doc.sentence_at(n.start), "strength.active", "person") for n in doc.numbers]
    assert [(r.relation, r.confidence) for r in relate(doc, figures)] == [("part_of", 0.95), ("part_of", 0.7)]


def test_additions() -> None:
    body = (
        "It has 90,000 men.\nThat includes 60,000 ashore and 9,000 pilots.\nIt can call on a further 50,000 reservists."
    )
    assert related(body, "s s s r")[-1] == ("50,000", "additional_to", "90,000")
    assert related("Nine men died.\nTwo more died later.", "k k") == [("Two", "additional_to", "Nine")]
    assert related("More than 20 died and no more than 30 were hurt.", "k w") == []


def test_denominators() -> None:
    assert related("They sent 14,000 men.\nMore than 6,000 were killed.", "d k") == [("6,000", "denominator", "14,000")]
    assert related("They lost 6,000 of the 14,000 men sent.", "k d") == [
        ("6,000", "denominator", "14,000"),
        ("6,000", "part_of", "14,000"),
    ]
    assert related("They sent 40 men.\nMore than 6,000 were killed.", "d k") == []


def test_restatements() -> None:
    body = "A shell killed 4,834 rebels.\nThe report puts the rebels killed at 4,834."
    assert related(body, "- k k") == [("4,834", "restates", "4,834")]
    assert related("It killed 40 guards at Lyman.\nThen rockets at sea killed 40 sailors.", "k k") == []
    assert related("Two men died.\nThen two women died.", "k k") == []


def test_no_figures_no_relations() -> None:
    assert relate(article("News\nNothing happened."), []) == []
