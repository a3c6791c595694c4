"""Rule ids and doubts of the actors are documented, and the context of an article behaves."""

from __future__ import annotations

import re
from pathlib import Path

from test_actors import build

from flows.claims import actors, theatre
from flows.claims.document import Document, Sentence
from flows.lexicon import read_toml

CODE = Path(actors.__file__).parent
MODULES = ("actors*.py", "subjects*.py", "perpetrators*.py", "transfers.py")
INTERNAL = {"none", "toml", ""}


def test_every_rule_is_documented() -> None:
    """A rule id in the code has a sentence in the lexicon, and every sentence has its rule."""
    rules = read_toml("actors_rules.toml")
    text = "".join(path.read_text() for pattern in MODULES for path in CODE.glob(pattern))
    used = set(re.findall(r'"actors\.([a-z]+)\.([a-z_]+)"', text)) | {
        ("table", name) for name in ("whose", "by", "where")
    }
    used = {
        (family, name) for family, name in used if name not in INTERNAL and (family, name) != ("subject", "sentence")
    }
    known = {(family, name) for family, names in rules.items() if family != "doubts" for name in names}
    assert used == known


def test_every_doubt_is_documented() -> None:
    """Reasons for doubt in the code are those of the lexicon."""
    text = "".join(path.read_text() for pattern in MODULES for path in CODE.glob(pattern))
    named = set(re.findall(r'"((?:subject|group|army|speaker|perpetrator|donor|place)_[a-z_]+)"', text))
    doubts = set(read_toml("actors_rules.toml")["doubts"])
    assert doubts <= named


def test_no_figures_no_work() -> None:
    """An article without figures needs no theatre."""
    doc = Document("Nothing happened.", [Sentence(0, "headline", 0, 17)])
    assert actors.assign(doc, []) == []


def test_verbatim_words() -> None:
    """Subject and place are the article's own words, and the subject has its usual name."""
    doc, figures = build("Russian shelling killed {three|killed} Ukrainian soldiers near Bakhmut.")
    (found,) = actors.assign(doc, figures)
    assert (found.subject, found.subject_text, found.subject_name) == ("UKR", "Ukrainian", "Ukraine")
    assert (found.place, found.place_name) == ("UKR", "Bakhmut")
    assert found.doubts == ()


def test_doubts_are_told() -> None:
    """What only the article's theatre tells carries a doubt."""
    doc, figures = build("Fighting goes on in Khartoum.\n\n{Two|killed} people were killed on Monday.")
    (found,) = actors.assign(doc, figures)
    assert found.subject == "SDN"
    assert "subject_by_article_theme" in found.doubts


def test_title_takes_from_the_text() -> None:
    """A figure of the title that the text repeats gets what the text says of it."""
    doc, figures = build("Raid kills {nine|killed}\n\nTurkish jets killed {nine|killed} PKK fighters in Iraq.")
    first, second = actors.assign(doc, figures)
    assert (first.subject, first.perpetrator, first.place) == (second.subject, "TUR", "IRQ")


def test_dateline_is_no_theatre() -> None:
    """Where a wire was written weighs less than where things happen."""
    doc, _ = build("BEIRUT, July 26 (Wire) - Clashes went on in Raqqa and Aleppo.")
    assert theatre.of(doc).country == "SYR"
    assert theatre.of(doc).adversary("SYR") is None


def test_table_of_losses() -> None:
    """Rows of a table are read by their header."""
    text = (
        "Losses of the Turkish army\n\n| Date | Deaths | Branch | Killed by | Location |\n"
        "| 3 May | {4|killed} | Turkish Land Forces | PKK | Zap, Iraq |"
    )
    doc, figures = build(text)
    doc.sentences = [
        Sentence(s.ordinal, "table" if doc.text[s.start] == "|" else s.zone, s.start, s.end) for s in doc.sentences
    ]
    (found,) = actors.assign(doc, figures)
    assert (found.subject, found.perpetrator, found.place, found.service) == ("TUR", "PKK", "IRQ", "army")
