"""What an article itself tells of whose its units, commanders and groups are."""

from __future__ import annotations

from flows.articles.sentences import split
from flows.claims.document import Document, Sentence
from flows.claims.roster import read_roster
from flows.claims.roster_groups import learn
from flows.claims.roster_names import told_names


def document(text: str) -> Document:
    """The text as an article."""
    return Document(text, [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(text))])


def named(text: str, ordinal: int) -> list[tuple[str, str | None]]:
    """Names of a sentence with their codes, those of the roster among them."""
    doc = document(text)
    roster, _ = read_roster(doc, range(len(doc.sentences)))
    return [(text[m.start : m.end], m.code) for m in told_names(roster, doc, ordinal)]


def test_units_and_commanders_are_remembered() -> None:
    """A unit by its name, its number or its noun alone, and who leads it."""
    text = (
        "The Austrian V Corps under Rodic held the hill. The German 13th Panzer Division came.\n"
        "Rodic and the corps fought the 13th and the panzer division on the 13th of May."
    )
    assert named(text, 2) == [
        ("Rodic", "AUT"), ("corps", "AUT"), ("13th", "DEU"), ("panzer division", "DEU"),
    ]  # fmt: skip


def test_attackers_and_defenders() -> None:
    """Who goes at whom in the article's fight."""
    text = "The Iranian army attacked the Iraqi lines in March. The attackers were many. The defenders held out."
    assert named(text, 1) == [("attackers", "IRN")]
    assert named(text, 2) == [("defenders", "IRQ")]


def test_groups_are_learned() -> None:
    """By letters that are the initials of a full name, by the men of a group; not those of a state or of a rifle."""
    assert learn(document("Fighters of the Free Valley Front (FVF) came.")) == {
        "FVF": "FVF",
        "Free Valley Front": "FVF",
    }
    assert learn(document("The rebels of the FRUD came.")) == {"FRUD": "FRUD"}
    assert learn(document("A LIGHT AUTOMATIC RIFLE (LAR) OF THE REBELS WAS FOUND.")) == {}
    assert learn(document("The Revolutionary Army Council (RAC) of the state met.")) == {}


def test_nothing_told_nothing_added() -> None:
    """The document's own list of names where the article tells nothing of its own."""
    doc = document("Three people died in Kharkiv.")
    roster, _ = read_roster(doc, [0])
    assert told_names(roster, doc, 0) is doc.mentions(0)
