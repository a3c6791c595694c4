"""The figures of an article as the relations between them read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.numerals import fold

WINDOW: Final = 240
"""Code points of a sentence looked at on either side of a figure."""
NEAR: Final = 40
"""Figures looked back at; sentences with more are lists that went wrong."""


class Entry(NamedTuple):
    """A figure with what ties it to others; entries sort by their place in the text.

    `at` is the index among the figures; `value` the best reading, else the upper bound of "up to", else the lower.
    """

    start: int
    end: int
    at: int
    sentence: int
    value: float
    figure: Figure


class Part(NamedTuple):
    """The total that a figure is a part of, by index, with confidence and the words or rule that show it.

    `climbs`: words such as "of the dead" mean the total of all, not the last part of it.
    """

    parent: int
    confidence: float
    basis: str
    climbs: bool = False


_INSIDE: Final[dict[str, tuple[str, ...]]] = {
    "casualties.killed": ("casualties.killed_or_wounded", "casualties.total"),
    "casualties.wounded": ("casualties.killed_or_wounded", "casualties.total"),
    "casualties.missing": ("casualties.killed_or_wounded", "casualties.total"),
    "casualties.captured": ("casualties.total",),
    "casualties.killed_or_wounded": ("casualties.total",),
    "equipment.lost": ("equipment.used", "equipment.holdings", "equipment.delivered"),
    "equipment.delivered": ("equipment.planned",),
    "equipment.holdings": ("equipment.delivered",),
    "strength.active": ("strength.total",),
    "strength.reserve": ("strength.total",),
    "strength.paramilitary": ("strength.total",),
    "deployment.present": ("strength.total", "strength.active", "deployment.sent"),
    "deployment.sent": ("strength.active", "deployment.planned"),
}
"""Measures whose figures can include one of another measure."""


def fits(part: Entry, total: Entry, *, loose: bool = False, strict: bool = False) -> bool:
    """Whether `part` can be a part of `total`: no greater, same class of unit, a measure that can include it.

    `loose` lets any measure pass, for words that leave no doubt ("five of the 30"); `strict` asks for a greater total.
    """
    if part.at == total.at or part.value > total.value or (part.start, part.end) == (total.start, total.end):
        return False
    if strict and part.value == total.value:
        return False
    mine, theirs = part.figure, total.figure
    if mine.unit != theirs.unit:
        equipment = mine.measure.startswith("equipment") and theirs.measure.startswith("equipment")
        mixed = equipment and "equipment" in (mine.unit, theirs.unit)
        if not (mixed or (theirs.unit == "person" and mine.unit == "formation")):
            return False
    return loose or mine.measure == theirs.measure or theirs.measure in _INSIDE.get(mine.measure, ())


@dataclass(frozen=True, slots=True)
class Article:
    """Document, its text folded, and the entries of its figures in text order."""

    doc: Document
    low: str
    entries: list[Entry]
    by_figure: dict[int, Entry]

    def before(self, entry: Entry) -> str:
        """Folded text of the sentence up to the entry, the last WINDOW code points of it at most."""
        return self.low[max(self.doc.sentences[entry.sentence].start, entry.start - WINDOW) : entry.start]

    def opening(self, entry: Entry) -> str:
        """Folded text from the start of the sentence to the entry, the first WINDOW code points of it at most."""
        start = self.doc.sentences[entry.sentence].start
        return self.low[start : min(entry.start, start + WINDOW)]

    def rest(self, entry: Entry) -> str:
        """Folded text of the sentence after the entry, WINDOW code points at most."""
        return self.low[entry.end : min(self.doc.sentences[entry.sentence].end, entry.end + WINDOW)]

    def earlier(self, k: int) -> list[Entry]:
        """The entries before the k-th, the nearest first, NEAR at most."""
        return self.entries[max(0, k - NEAR) : k][::-1]

    def sentence(self, entry: Entry) -> str:
        """Folded text of the entry's sentence, or of its part around the entry where it is very long."""
        found = self.doc.sentences[entry.sentence]
        return self.low[max(found.start, entry.start - 2 * WINDOW) : min(found.end, entry.end + 2 * WINDOW)]

    def around(self, entry: Entry) -> str:
        """Folded text beside the entry, as far as the next comma or figure, 60 code points at most on each side."""
        before, after = self.before(entry)[-60:], self.rest(entry)[:60]
        left = before.rpartition(",")[2]
        right = after.partition(",")[0]
        return f"{left} {right}"

    def is_headline(self, entry: Entry) -> bool:
        """Whether the entry stands in the title."""
        return entry.sentence == 0 or self.doc.sentences[entry.sentence].zone == "headline"


def read(doc: Document, figures: Sequence[Figure]) -> Article:
    """The article with its figures in text order."""
    found = []
    for index, figure in enumerate(figures):
        number = figure.number
        bound = number.high if number.comparator in ("<", "<=") else number.low
        value = number.best if number.best is not None else bound
        found.append(Entry(number.outer_start, number.outer_end, index, figure.sentence, value or 0.0, figure))
    found.sort(key=lambda e: e[:3])
    return Article(doc, fold(doc.text), found, {entry.at: entry for entry in found})
