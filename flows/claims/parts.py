"""Which figures are stated parts of which: "including 12 women", "two of them", "of the 148", totals broken down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.numerals import alternation, fold
from flows.lexicon import read_toml

_WORDS: Final = read_toml("relations.toml")
SUM_TOLERANCE: Final[float] = _WORDS["sums"]["tolerance"]
SMALLEST_TOTAL: Final[float] = _WORDS["sums"]["smallest_total"]
SUM_REACH: Final = 8
"""Sentences over which parts may lie whose sum is their total."""
REACH: Final = 3
"""Sentences back that "of them" may reach."""


class Entry(NamedTuple):
    """A figure with what ties it to others: value (best, or the lower bound), sentence and outer span."""

    index: int
    figure: Figure
    value: float
    sentence: int
    start: int
    end: int


class Part(NamedTuple):
    """The total that a figure is a part of, by index, with confidence and the words or rule that show it.

    `climbs`: words such as "of the dead" mean the total of all, not the last part of it.
    """

    parent: int
    confidence: float
    basis: str
    climbs: bool = False


def entries(doc: Document, figures: Sequence[Figure]) -> list[Entry]:
    """The figures in text order."""
    found = []
    for index, figure in enumerate(figures):
        number = figure.number
        value = (
            number.best if number.best is not None else number.high if number.comparator in ("<", "<=") else number.low
        )
        found.append(Entry(index, figure, value or 0.0, figure.sentence, number.outer_start, number.outer_end))
    return sorted(found, key=lambda e: (e.start, e.index))


_COUNTS_DEAD: Final = ("casualties.killed_or_wounded", "casualties.total")
_INSIDE: Final[dict[str, tuple[str, ...]]] = {
    "casualties.killed": _COUNTS_DEAD,
    "casualties.wounded": _COUNTS_DEAD,
    "casualties.missing": _COUNTS_DEAD,
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

    `loose` lets any measure of the same class pass, for words that leave no doubt ("five of the 30"); `strict` asks
    for a greater total.
    """
    if part.index == total.index or part.value > total.value or (part.start, part.end) == (total.start, total.end):
        return False
    if strict and part.value == total.value:
        return False
    mine, theirs = part.figure, total.figure
    if mine.measure.split(".")[0] == "equipment" and theirs.measure.split(".")[0] == "equipment":
        same_unit = mine.unit == theirs.unit or "equipment" in (mine.unit, theirs.unit)
    else:
        same_unit = mine.unit == theirs.unit or (theirs.unit == "person" and mine.unit == "formation")
    if not same_unit:
        return False
    return loose or mine.measure == theirs.measure or theirs.measure in _INSIDE.get(mine.measure, ())


_FILLER: Final = rf"(?:\s+{alternation(_WORDS['part_openers']['fillers'])})*"
_OPENER: Final = re.compile(rf"(?<![a-z]){alternation(_WORDS['part_openers']['words'])},?{_FILLER}\s*[(\"“]?$")
_CLOSER: Final = re.compile(
    rf"[\"”]?,?(?:\s+[a-z-]+){{0,2}}?\s+(?:{alternation(_WORDS['part_closers']['words'])}(?![a-z])"
    rf"|{alternation(_WORDS['part_closers']['demonstratives'])}(?!\s+(?!was|is|has)[a-z-]*s(?![a-z]))(?![a-z]))"
)
_RATE: Final = re.compile(r"\s+of\s+(?:them|these)\s+(?:a|per|each|every)\s+(?:day|week|month|year)")
_CLASSES: Final = ("dead", "wounded", "captured", "missing", "any")
_OF_CLASS: Final = re.compile(
    r",?\s+of\s+(?:the|these|those)\s+(?:[a-z-]+\s+)?(?:"
    + "|".join(f"(?P<{name}>{alternation(_WORDS['part_closers'][name])})" for name in _CLASSES)
    + r")(?![a-z])"
)
_CLASS_MEASURES: Final[dict[str, tuple[str, ...]]] = {
    "dead": ("casualties.killed", "casualties.killed_or_wounded"),
    "wounded": ("casualties.wounded", "casualties.killed_or_wounded", "casualties.total"),
    "captured": ("casualties.captured",),
    "missing": ("casualties.missing",),
    "any": (),
}
_OF_NEXT: Final = re.compile(
    r",?\s+(?:of|from|among)\s+(?:the|its|their|his|those|these)\s+(?:[a-z-]+\s+)?"
    r"|[^.;:!?\n]{0,60}?,?\sout\s+of\s+(?:a\s+(?:pool|force|total)\s+of\s+|(?:the|its|their|his|a)\s+)?"
)
_AMONG_NEXT: Final = re.compile(r"[^.;:!?\n]{0,40}?\samong\s+(?:those|these|the)\s+$")
_ANAPHORA: Final = re.compile(
    rf"^\W*{alternation(_WORDS['anaphora']['subjects'])}(?:\s+(?:also|already|alone))?\s+"
    rf"{alternation(_WORDS['anaphora']['verbs'])}(?![a-z])"
)
_OF_THESE: Final = re.compile(
    r"^\W*(?:out\s+)?of\s+(?:these|those|them|that\s+(?:number|total)|this\s+(?:number|total))(?![a-z])"
)
_OF_THE: Final = re.compile(r"(?:^|[\s(:;,—–-])(?:out\s+)?of\s+(?:the|its|their)\s+(?:[a-z-]+\s+)?$")
_AMONG_DEAD: Final = re.compile(
    r"(?:were|was|are|is)\s+among\s+(?:the|those)\s+(?:dead|killed|victims|wounded|injured)(?![a-z])"
)
_OTHER: Final = re.compile(r"(?<![a-z])the\s+(?:other|remaining|rest,?)\s*$")
_THE_OTHER: Final = re.compile(r"\b(?:the other|another|the second)\b")
_PLUS: Final = re.compile(r"[(\[]?\+\s?$")
_LIST: Final = re.compile(
    r"[^.;:!?\n()]{0,60}(?:,|\band\b|,\s*and)\s*(?:(?:the|a|an|about|around|another|just|only)\s+){0,3}(?:[a-z-]+\s+(?:[a-z-]+\s+)?of\s+)?$"
)
_WELL: Final = re.compile(r"\b(?:as well as|plus|along with|while|but|in addition)\b")
_HALF: Final = re.compile(
    r"(?:half|third|quarter|most|majority)\s+of\s+(?:the|its|their)\s+(?:dead|deaths|victims|fatalities|wounded|injured)[^.;]{0,12}$"
)


class _Reader:
    """Reads one article's entries in text order; `parts` fills by index as it goes, since lists build on it."""

    def __init__(self, doc: Document, found: list[Entry]) -> None:
        self.doc, self.entries = doc, found
        self.low = fold(doc.text)
        self.parts: dict[int, Part] = {}

    def before(self, k: int) -> str:
        """Folded text of the sentence up to the k-th entry."""
        entry = self.entries[k]
        return self.low[self.doc.sentences[entry.sentence].start : entry.start]

    def gap(self, k: int) -> str:
        """Folded text between entry k-1 and entry k."""
        return self.low[self.entries[k - 1].end : self.entries[k].start]

    def nearest(
        self, k: int, *, reach: int = 0, measures: tuple[str, ...] = (), loose: bool = False, strict: bool = False
    ) -> Entry | None:
        """The last entry before k that can include it, at most `reach` sentences back."""
        part = self.entries[k]
        for total in reversed(self.entries[:k]):
            if part.sentence - total.sentence > reach:
                return None
            if measures and total.figure.measure not in measures:
                continue
            if fits(part, total, loose=loose, strict=strict):
                return total
        return None

    def read(self) -> None:
        """Fills `parts`."""
        for k, entry in enumerate(self.entries):
            part = self.explicit(k)
            if part is not None:
                self.parts[entry.index] = part
        for k in range(len(self.entries) - 1, 0, -1):
            self.carry_back(k)
        for k in range(len(self.entries) - 1, -1, -1):
            self.sum_up(k)
        for index, part in list(self.parts.items()):
            if part.climbs:
                self.parts[index] = part._replace(parent=self.root(part.parent))

    def root(self, index: int) -> int:
        """The total of the same measure that the figure `index` goes into, or itself."""
        seen = {index}
        while (above := self.parts.get(index)) and above.parent not in seen:
            if self.by_index(above.parent).figure.measure != self.by_index(index).figure.measure:
                break
            index = above.parent
            seen.add(index)
        return index

    def carry_back(self, k: int) -> None:
        """ "Four policemen and six civilians were among the ten dead": the list before a part is part of the same."""
        last, entry = self.entries[k - 1], self.entries[k]
        part = self.parts.get(entry.index)
        if part is None or last.index in self.parts or last.sentence != entry.sentence:
            return
        total = self.by_index(part.parent)
        if total.start > entry.start and _LIST.fullmatch(self.gap(k)) and fits(last, total, strict=True):
            self.parts[last.index] = Part(part.parent, part.confidence - 0.05, part.basis)

    def sum_up(self, k: int) -> None:
        """Parts that add up to a total beside them: "48 killed: 12 soldiers and 36 civilians"."""
        total = self.entries[k]
        if total.value < 2 or total.figure.number.comparator in ("vague", "..", "0"):
            return
        here = [e for e in self.entries[:k][::-1] if e.sentence == total.sentence]
        for side in (self.entries[k + 1 :], here):
            for entry in self.adding(total, side):
                self.parts.setdefault(entry.index, Part(total.index, 0.8, "adds up"))

    def adding(self, total: Entry, side: list[Entry]) -> list[Entry]:
        """The entries next to `total`, in order, whose values add up to it; none if they do not."""
        chosen: list[Entry] = []
        left = total.value
        for entry in side:
            if abs(entry.sentence - total.sentence) > SUM_REACH:
                break
            known = self.parts.get(entry.index)
            if (known and known.parent != total.index) or not fits(entry, total, strict=True):
                continue
            if entry.figure.number.comparator in ("vague", "..", "0"):
                continue
            if entry.sentence != total.sentence and not self.reaches(total, entry):
                break
            chosen.append(entry)
            left -= entry.value
            if left <= 0:
                break
        if total.value == 2 and len(chosen) == 1 and left == 1 and _THE_OTHER.search(self.rest(chosen[0])):
            return chosen
        return chosen if left == 0 and len(chosen) > 1 else []

    def rest(self, entry: Entry) -> str:
        """Folded text of the sentence after the entry."""
        return self.low[entry.end : self.doc.sentences[entry.sentence].end]

    def reaches(self, total: Entry, entry: Entry) -> bool:
        """Whether a sum may run from `total` into another sentence: no headline, no small total, no formations."""
        headline = total.sentence == 0 or self.doc.sentences[total.sentence].zone == "headline"
        return not headline and total.value >= SMALLEST_TOTAL and entry.figure.unit != "formation"

    def explicit(self, k: int) -> Part | None:
        """The total that words beside entry k name."""
        return (
            self.plus(k)
            or self.of_next(k)
            or self.closed(k)
            or self.opened(k)
            or self.of_these(k)
            or self.of_the(k)
            or self.anaphor(k)
            or self.other(k)
            or self.listed(k)
        )

    def plus(self, k: int) -> Part | None:
        """ "(+200)" beside a total."""
        if not k or not _PLUS.search(self.low[max(0, self.entries[k].start - 3) : self.entries[k].start]):
            return None
        total = self.entries[k - 1]
        near = self.entries[k].start - total.end < 40 and "\n" not in self.gap(k)
        return Part(total.index, 0.95, "(+n)") if near and total.figure.unit == self.entries[k].figure.unit else None

    def of_next(self, k: int) -> Part | None:
        """ "five of the six", "300,000 out of a pool of 25 million": the total follows."""
        if k + 1 >= len(self.entries):
            return None
        part, total = self.entries[k], self.entries[k + 1]
        if total.sentence != part.sentence or part.value > total.value or part.figure.unit != total.figure.unit:
            return None
        between = self.low[part.end : total.start]
        if _OF_NEXT.fullmatch(between) or _AMONG_NEXT.fullmatch(between):
            return Part(total.index, 0.95, between.strip())
        return None

    def closed(self, k: int) -> Part | None:
        """ "two of them", "one of whom", "39 of the dead"."""
        end = self.entries[k].end
        closer = _CLOSER.match(self.low, end)
        if closer and not _RATE.match(self.low, end):
            total = self.nearest(k, reach=1, loose=True, strict=True)
            return Part(total.index, 0.9, closer.group().strip(" ,")) if total else None
        of_class = _OF_CLASS.match(self.low, end)
        if of_class:
            measures = _CLASS_MEASURES[of_class.lastgroup or "any"]
            total = self.nearest(
                k, reach=REACH if measures else 1, measures=measures, loose=bool(measures), strict=True
            )
            return Part(total.index, 0.85, of_class.group().strip(" ,"), bool(measures)) if total else None
        half = _HALF.search(self.before(k))
        if half:
            total = self.nearest(k, reach=1)
            return Part(total.index, 0.8, half.group().strip()) if total else None
        return None

    def opened(self, k: int) -> Part | None:
        """ "14,000, including 200 officers"."""
        opener = _OPENER.search(self.before(k))
        if not opener:
            return None
        total = self.nearest(k)
        return Part(total.index, 0.9, opener.group().strip(" ,(")) if total else None

    def of_these(self, k: int) -> Part | None:
        """ "Of these, 300 ...": every bare figure of the sentence up to the next full stop."""
        opener = _OF_THESE.match(self.before(k))
        if not opener or (k and self.entries[k - 1].sentence == self.entries[k].sentence):
            return None
        total = self.nearest_outside(k)
        return Part(total.index, 0.9, opener.group().strip()) if total else None

    def nearest_outside(self, k: int) -> Entry | None:
        """The last entry of an earlier sentence that can include entry k."""
        part = self.entries[k]
        for total in reversed(self.entries[:k]):
            if total.sentence < part.sentence and fits(part, total, loose=True):
                return total if part.sentence - total.sentence <= REACH else None
        return None

    def of_the(self, k: int) -> Part | None:
        """ "Of the 148 who died, 35 ...": the total comes first in the same sentence."""
        for total in self.entries[:k]:
            if total.sentence != self.entries[k].sentence or not fits(self.entries[k], total, loose=True):
                continue
            opener = _OF_THE.search(self.low[max(0, total.start - 24) : total.start])
            if opener and "," in self.low[total.end : self.entries[k].start]:
                return Part(total.index, 0.9, opener.group().strip(" ,;:("))
        return None

    def anaphor(self, k: int) -> Part | None:
        """ "That includes 300", "The dead included 12 women", "12 women were among the dead"."""
        opener = _ANAPHORA.match(self.before(k))
        if (
            opener
            and opener.group().split()[-1] not in ("are", "is", "was", "were")
            or (opener and opener.group().lstrip().startswith("among"))
        ):
            if (
                _LIST.fullmatch(self.before(k)[opener.end() :]) is None
                and self.listed(k) is None
                and k
                and (self.entries[k - 1].sentence == self.entries[k].sentence)
            ):
                return None
            total = self.nearest_outside(k)
            confidence = 0.7 if _WELL.search(self.before(k)) else 0.95
            return Part(total.index, confidence, opener.group().strip()) if total else None
        following = self.low[self.entries[k].end : self.doc.sentences[self.entries[k].sentence].end]
        among = _AMONG_DEAD.search(following[:80])
        if among:
            total = self.nearest_outside(k)
            return Part(total.index, 0.8, among.group(), True) if total else None
        return None

    def other(self, k: int) -> Part | None:
        """ "The other 300": a part of what the figure before it is a part of."""
        opener = _OTHER.search(self.before(k))
        sibling = self.parts.get(self.entries[k - 1].index) if k else None
        if opener and sibling and fits(self.entries[k], self.by_index(sibling.parent), loose=True):
            return Part(sibling.parent, 0.85, opener.group().strip())
        return None

    def by_index(self, index: int) -> Entry:
        """The entry of the figure `index`."""
        return next(e for e in self.entries if e.index == index)

    def listed(self, k: int) -> Part | None:
        """Goes on with a list whose last figure is a part: "including 12 women, 5 children and 3 men"."""
        if not k or self.entries[k - 1].sentence != self.entries[k].sentence:
            return None
        last = self.entries[k - 1]
        sibling = self.parts.get(last.index)
        if sibling is None or sibling.basis.startswith("(+") or last.figure.measure != self.entries[k].figure.measure:
            return None
        gap = self.gap(k)
        if _WELL.search(gap) or not _LIST.fullmatch(gap):
            return None
        total = self.by_index(sibling.parent)
        if total.start > last.start or not fits(self.entries[k], total, loose=True):
            return None
        return Part(sibling.parent, sibling.confidence - 0.05, sibling.basis)


def find(doc: Document, found: list[Entry]) -> list[tuple[Entry, Part]]:
    """Entries that are parts of others, each with its total."""
    reader = _Reader(doc, found)
    reader.read()
    return [(entry, reader.parts[entry.index]) for entry in found if entry.index in reader.parts]
