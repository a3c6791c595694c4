"""The time expressions of an article by sentence: which date a statement, and which one governs a figure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from flows.claims import only_year, time_search
from flows.claims.calendar_words import TimeRef, find
from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.list_entries import ListEntries
from flows.claims.time_words import LEXICON, Context, any_of

WORDS: Final[dict[str, list[str]]] = LEXICON["words"]
INITIAL: Final = 30  # characters of a sentence before an expression that still opens it
OPENER: Final = 12  # the same, where nothing but a preposition stands before it
LEDE: Final = 4  # sentences at the top of an article that tell its main event
OPENERS: Final = ("began", "begin", "start", "launch", "open", "erupt", "broke", "outbreak", " old", "below")
WINDOW: Final = 600  # characters before and after a figure in which the words of its sentence are looked at
LOOK_BACK: Final = 40  # sentences of a line that are gone back for a date
DATELINE: Final = 120  # characters of a line that is nothing but a date, a place and a by-line

_SAY = any_of(WORDS["saying"])
_SAID_BEFORE = re.compile(rf"(?<![a-z])(?:{_SAY})(?P<link>(?:[\s,]+[\w.'’&-]+){{0,7}})?,?\s*$")
_SAID_AFTER = re.compile(
    rf"(?:\s+(?:morning|afternoon|evening|night))?(?P<comma>,?)\s+(?P<speaker>(?:[\w.'’&-]+\s+){{0,5}}?)(?:{_SAY})(?![a-z])"
)
_SAID_ENDS = re.compile(r"(?:\s+(?:in|on|at|to|via|by|late|early)\s[^,;.:\d]{0,60})?(?:[.\"”]+\s*$|\s*$)")
_WORDS = re.compile(r"[^\W\d_]{3}|\d")
_BULLETIN = re.compile(
    r"['’]s\s+(?:\w+\s+)?(?:table|bulletin|report|count|list|update|tally|figures?|statement|briefing|toll|total)(?![a-z])"
)
_SAID_DEATH = re.compile(  # "announced the death of 16 soldiers on Monday"
    r"(?<![a-z])(?:announced|confirmed|reported|acknowledged|admitted|disclosed)\s+(?:the\s+)?"
    r"(?:deaths?|loss|killing|capture|wounding)\s+of\s[^,;.]{0,60}$"
)
_RISEN = re.compile(  # "the toll rose to 40 on Monday": the day of the count
    r"(?<![a-z])(?:toll|number|tally|count|total)s?\s[^;.]{0,60}?"
    r"(?:risen?|rises?|rose|climb|increas|jump|gr[eo]w|mount|went up|soar)[a-z]*\s+to\s[^;.]{1,30}\s+on\s+$"
)
_CLAUSE_OPENS = re.compile(r"(?:,|;|(?<![a-z])(?:and|but|while))\s+(?:(?:in|on|by|late|early|the)\s+)*$")
_POSSESSIVE = re.compile(r"['’]s?\s+[a-z]")
_OLD = re.compile(r"[\s-]old(?![a-z])")
_LINKS = frozenset((*WORDS["between_saying"], *WORDS["saying"]))
_PLACE = re.compile(r"[\"“(\[]*(?:(?:[A-Z][\w.’'/-]*|and|of|the|de|by|our|in|al|el|la|[(\[|,/-]+)[,:]?\s+)*")
_PLAIN = re.compile(r"[a-z]{2,}\s+[a-z]{2,}\s+[a-z]{2,}")
_AFTER_DATELINE = re.compile(r",?\s*(?:\d{4},?\s*)?(?:\([^)\n]{1,60}\)|\[[^\]\n]{1,60}\])?\s*(?:--|[-–—:]|\(|\[|$|\n)")
_OPENING = re.compile(
    rf"(?<![a-z])(?:{any_of(WORDS['wars'])}|attacks|fighting|protests|bombing|shooting|bombardment)(?![a-z])[^.;]{{0,90}}?"
    rf"(?<![a-z])(?:{any_of(WORDS['opening'])})(?![a-z])[^.;:]{{0,40}}$"
    rf"|(?<![a-z])(?:{any_of(WORDS['opening'])})(?![a-z])[^.;:]{{0,50}}(?<![a-z])(?:{any_of(WORDS['wars'])})(?![a-z])[^.;:]{{0,25}}$"
)


_LAUNCHED = re.compile(
    rf"(?<![a-z])(?:launched|began|started|mounted|opened)\s+(?:[\w'’-]+\s+){{1,4}}?(?:{any_of(WORDS['wars'])}|operation|assault)\s"
    r"(?:[\w'’-]+\s+){0,6}$"
    rf"|(?<![a-z])(?:began|started)\s+(?:carrying\s+out|conducting|launching|attacking|bombing|shelling|striking)\s[^,;.]{{0,40}}$"
    rf"|(?<![a-z])(?:{any_of(WORDS['wars'])}|fighting|hostilities|clashes)\s[^,;.]{{0,30}}?(?:began|started|erupted|broke\s+out)\s(?:[a-z]+\s+){{0,3}}$"
)
_WAR = re.compile(rf"(?<![a-z])(?:{any_of(WORDS['wars'])})(?![a-z])")
# Names of one thing: "since the invasion" may be told of what "the war" was called before.
WAR_NAMES: Final = dict.fromkeys(
    ("wars", "conflict", "conflicts", "invasion", "hostilities", "civil war", "crisis"), "war"
)


class Timed(NamedTuple):
    """A time expression in its sentence; `kind`: event, said ("said on Friday") or dateline ("KABUL, 3 May -").

    `is_initial`: it opens its clause; `is_opening`: it says when fighting began, `opens` is the war named there.
    """

    ref: TimeRef
    sentence: int
    kind: str
    is_initial: bool
    is_opening: bool
    opens: str = ""


@dataclass
class Timeline:
    """All time expressions of an article, by sentence and by line (paragraph)."""

    doc: Document
    low: str
    figures: list[Figure]
    by_sentence: dict[int, list[Timed]] = field(default_factory=dict)
    figures_in: dict[int, list[int]] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=list)
    clauses: dict[int, tuple[int, int]] = field(default_factory=dict)  # by the start of the figure in it

    def line(self, sentence: int) -> int:
        """Ordinal of the line of text that the sentence starts on."""
        return bisect_right(self.breaks, self.doc.sentences[sentence].start)

    def is_ahead(self, ref: TimeRef) -> bool:
        """Whether the expression is later than the publication: nothing that has happened is of then."""
        return ref.first is not None and self.doc.published is not None and ref.first > self.doc.published

    @cached_property
    def starts(self) -> set[date]:
        """The first days of all wars and operations whose start the article dates: "since early May", "launched an
        offensive on 3 May"."""
        found: set[date] = set()
        for ordinal, refs in self.by_sentence.items():
            for timed in refs:
                ref, start = timed.ref, self.doc.sentences[ordinal].start
                is_dated = ref.first is not None and ref.grain in ("day", "month", "part", "year")
                if not is_dated or ref.role not in ("at", "since") or ref.first is None:
                    continue
                is_since = ref.role == "since" and _WAR.search(self.text(ordinal)) is not None
                if is_since or _LAUNCHED.search(self.low, max(start, ref.start - 90), ref.start):
                    found.add(ref.first)
        return found

    def war_start(self, war: str) -> TimeRef | None:
        """When the war or campaign of that name ("war", "offensive") began, where the article itself says so."""
        return self._openings.get(WAR_NAMES.get(war, war))

    @cached_property
    def _openings(self) -> dict[str, TimeRef]:
        found: dict[str, TimeRef] = {}
        for ordinal in sorted(self.by_sentence):
            for timed in self.by_sentence[ordinal]:
                if timed.is_opening and timed.ref.first and timed.ref.role in ("at", "since"):
                    found.setdefault(WAR_NAMES.get(timed.opens, timed.opens), timed.ref)
        return found

    @cached_property
    def _lists(self) -> ListEntries:
        return ListEntries(self.doc)

    def header(self, sentence: int) -> int | None:
        """The sentence before the list that the sentence is an entry of; None where it is not in a list."""
        return self._lists.header(sentence)

    @cached_property
    def _headings(self) -> dict[int, Timed]:
        """Sentences that are nothing but a date: the headings of a chronicle."""
        found: dict[int, Timed] = {}
        for ordinal in sorted(self.by_sentence):
            start, end = self.doc.sentences[ordinal].start, self.doc.sentences[ordinal].end
            for timed in self.by_sentence[ordinal] if end - start <= DATELINE else ():
                if not _WORDS.search(self.low[start : timed.ref.start] + self.low[timed.ref.end : end]):
                    found.setdefault(ordinal, timed)
        return found

    def section(self, sentence: int) -> Timed | None:
        """The date that is the heading of the part of a chronicle that the sentence stands in."""
        ordinals = list(self._headings)
        at = bisect_right(ordinals, sentence - 1) - 1
        return self._headings[ordinals[at]] if at >= 0 else None

    def row_before(self, sentence: int) -> Timed | None:
        """The date of the row above of the table, where the sentence is a row without one."""
        if self.doc.sentences[sentence].zone != "table":
            return None
        for other in range(sentence - 1, max(-1, sentence - 12), -1):
            if self.doc.sentences[other].zone != "table":
                return None
            for timed in self.by_sentence.get(other, ()):
                if timed.is_initial and timed.ref.grain in ("day", "month", "year", "span"):
                    return timed
        return None

    def before(self, sentence: int, roles: tuple[str, ...]) -> Timed | None:
        """The last time expression with one of the roles in the sentences before, in the same line."""
        line = self.line(sentence)
        for other in range(sentence - 1, max(-1, sentence - LOOK_BACK), -1):
            if self.line(other) < line:
                return None
            refs = [t for t in self.by_sentence.get(other, ()) if t.ref.role in roles and t.kind == "event"]
            refs = [t for t in refs if not self.is_ahead(t.ref) and not self._is_length(t.ref)]
            if refs:
                return next((t for t in refs if t.is_initial), _finest(refs))
        return None

    @staticmethod
    def _is_length(ref: TimeRef) -> bool:
        """Whether it is but a length ("after four days of fighting"), which dates its own sentence at most."""
        return ref.grain == "window" and ref.rule_id in ("time.count", "time.digit")

    def text(self, sentence: int) -> str:
        """The sentence in lower case, the first thousand characters of it."""
        found = self.doc.sentences[sentence]
        return self.low[found.start : min(found.end, found.start + 2 * WINDOW)]

    def around(self, figure: Figure) -> str:
        """The words of the figure's sentence around it, in lower case."""
        found, number = self.doc.sentences[figure.sentence], figure.number
        return self.low[max(found.start, number.start - WINDOW) : min(found.end, number.end + WINDOW)]

    def between(self, sentence: int, start: int, end: int) -> bool:
        """Whether a figure of the sentence starts in `start:end`."""
        figures = self.figures_in.get(sentence, [])
        at = bisect_left(figures, start, key=lambda i: self.figures[i].number.start)
        return at < len(figures) and self.figures[figures[at]].number.start < end


def read(doc: Document, figures: list[Figure]) -> Timeline:
    """Time expressions of the article, but for those that are figures themselves."""
    low = doc.lower
    timeline = Timeline(doc, low, figures, {}, {}, [m.end() - 1 for m in re.finditer(r"\n+", doc.text)])
    for i, figure in enumerate(figures):
        timeline.figures_in.setdefault(figure.sentence, []).append(i)
    title = doc.sentences[0].end if doc.sentences else 0
    only = None if doc.published else only_year.of(low, {figure.number.start for figure in figures}, title)
    context, shadowed = Context(doc.published, only=only), time_search.shadow(low)
    for start, end in _parts(timeline):
        for ref in find(doc.text, start, end, doc.published, context=context, low=low, shadowed=shadowed):
            _add(timeline, ref)
    return timeline


def _parts(timeline: Timeline) -> list[tuple[int, int]]:
    """Spans of the text that are read: all of it without a publication date, where each date may frame the next; else
    the lede, the lines with figures and the ones before them, and the lines that may tell how a war began."""
    doc, low = timeline.doc, timeline.low
    if doc.published is None:
        return [(0, len(low))]
    lines = [timeline.line(s) for s in timeline.figures_in]
    wanted = {*lines, *(line - 1 for line in lines)}
    lede = timeline.line(min(LEDE, len(doc.sentences) - 1))
    bounds = [-1, *timeline.breaks, len(low)]
    parts = []
    for ordinal in range(len(bounds) - 1):
        start, end = bounds[ordinal] + 1, bounds[ordinal + 1]
        if start < end and (ordinal <= lede or ordinal in wanted or any(low.find(w, start, end) >= 0 for w in OPENERS)):
            parts.append((start, end))
    return parts


def _add(timeline: Timeline, ref: TimeRef) -> None:
    """Put a time expression into its sentence, unless it is a figure."""
    doc, low = timeline.doc, timeline.low
    ordinal = doc.sentence_at(ref.start)
    if timeline.between(ordinal, ref.start, ref.end) or _is_figure(timeline, ordinal, ref):
        return
    start, end = doc.sentences[ordinal].start, doc.sentences[ordinal].end
    kind = "event"
    if _is_dateline(doc.text, start, end, ref, ordinal in timeline.figures_in):
        kind = "dateline"
    elif _is_said(doc.text, low, start, end, ref):
        kind = "said"
    before = low[max(start, ref.start - 160) : ref.start]
    opening = _OPENING.search(before) if any(w in before for w in OPENERS) else None
    war = _WAR.search(opening[0] if opening else before if _OLD.match(low, ref.end) else "")
    is_opening = opening is not None or _OLD.match(low, ref.end) is not None
    clause = max(start, low.rfind("; ", max(start, ref.start - 2 * INITIAL), ref.start))
    is_initial = ref.start - clause <= INITIAL and not timeline.between(ordinal, clause, ref.start)
    timed = Timed(ref, ordinal, kind, is_initial, is_opening, war[0] if war else "")
    timeline.by_sentence.setdefault(ordinal, []).append(timed)


def _is_figure(timeline: Timeline, sentence: int, ref: TimeRef) -> bool:
    """Whether a figure that starts before the expression reaches into it ("in 2014 soldiers")."""
    figures = timeline.figures_in.get(sentence, [])
    at = bisect_left(figures, ref.start, key=lambda i: timeline.figures[i].number.start) - 1
    return at >= 0 and timeline.figures[figures[at]].number.end > ref.start


def _is_dateline(text: str, start: int, end: int, ref: TimeRef, has_figures: bool) -> bool:
    """Whether the expression dates the article: in a dateline, or in a short line of its own."""
    if ref.grain not in ("day", "month") or ref.role != "at" or ref.start - start > DATELINE:
        return False
    before = text[start : ref.start]
    if not has_figures and end - start <= DATELINE and ref.basis == "explicit":
        return ref.grain == "day" and not _PLAIN.search(before) and not _PLAIN.search(text, ref.end, end)
    is_place = not before.strip() or (before.rstrip()[-1] in ",;(" and _PLACE.fullmatch(before) is not None)
    return len(before) <= 60 and is_place and _AFTER_DATELINE.match(text, ref.end, end) is not None


def _is_said(text: str, low: str, floor: int, end: int, ref: TimeRef) -> bool:
    """Whether a verb of saying is beside the expression, with only its hearer or its speaker between the two."""
    if ref.role not in ("at", "by") or ref.grain not in ("day", "week", "month", "part", "weekend"):
        return False
    if _BULLETIN.match(low, ref.end, end):
        return True
    if _RISEN.search(low, max(floor, ref.start - 90), ref.start):
        return True
    if _POSSESSIVE.match(low, ref.end, end):  # "said Monday's attack ..."
        return False
    if _SAID_DEATH.search(low, max(floor, ref.start - 120), ref.start):
        return True
    begin = max(floor, ref.start - 70)
    before = _SAID_BEFORE.search(low[begin : ref.start])
    if before:
        link = text[begin + before.start("link") : begin + before.end("link")] if before["link"] else ""
        is_loud = text[max(floor, ref.start - 40) : ref.start].isupper()
        words = re.findall(r"[\w.'’&-]+", link)
        if all(w.lower() in _LINKS or (w[0].isupper() and not is_loud) for w in words):
            return True
    after = _SAID_AFTER.match(low, ref.end, min(end, ref.end + 70))
    if after is None or re.search(r"\d", after["speaker"]):
        return False
    if not after["comma"] or ref.start - floor <= OPENER:
        return True
    if _SAID_ENDS.match(low, after.end(), end):
        return False  # "killed 14 in Zamfara, Nigeria, on Monday, police said."
    return _CLAUSE_OPENS.search(low, max(floor, ref.start - 30), ref.start) is not None


def _finest(refs: list[Timed]) -> Timed:
    """The last expression, or a day in the year that it gives: "on 13 March 2022, in the invasion of 2022"."""
    last = refs[-1].ref
    if last.grain == "year" and last.first and last.last:
        for timed in reversed(refs):
            first = timed.ref.first
            if timed.ref.grain in ("day", "span") and first and last.first <= first <= last.last:
                return timed
    return refs[-1]


def days_before(day: date | None, first: date | None) -> int | None:
    """Days from `first` to `day`, None where one is unknown."""
    return (day - first).days if day and first else None
