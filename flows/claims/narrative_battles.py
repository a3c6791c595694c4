"""Losses of a battle that an undated narrative tells: whose days they have, and which are those of the whole of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from flows.claims.calendar_words import TimeRef
from flows.claims.extent_words import BATTLE, MOST, SOME, WHOLE_TITLE, clause
from flows.claims.figures import Figure
from flows.claims.timeline import Timeline
from flows.claims.whens import When, told, until_published

_THE_FIGHT = re.compile(r"(?<![a-z])(?:the|that|these|those)\s+(?:fighting|clashes|battle|skirmish|siege)(?![a-z])")
_IN_BATTLE = re.compile(
    r"(?<![a-z])(?:(?:during|in|throughout|of)\s+the\s+(?:battle|siege|fighting)|had\s+been)(?![a-z])"
)
_OPEN = ("extent.default", "extent.battle", "extent.many")
_LONG_BATTLE = re.compile(r"(?<![a-z])(?:battle|siege|landings?)(?![a-z])")
LINE_BACK: Final = 16  # sentences in which the date of the paragraph above is looked for
LINES_BACK: Final = 2
FEW: Final = 10  # dead that are no toll of an operation of weeks


def toll_of_battle(timeline: Timeline, figure: Figure, when: When) -> When:
    """Many dead without a day of their own, in an undated text on a battle, are those of the battle so far."""
    is_open = when.extent == "incident" and when.rule_ids[0] in _OPEN and "period.at" not in when.rule_ids
    if not is_open or timeline.doc.published or not _LONG_BATTLE.search(timeline.text(0)):
        return when
    is_day = when.start is not None and when.start == when.end
    if not _IN_BATTLE.search(timeline.around(figure)) and max(figure.number.values, default=0.0) < MOST:
        return when
    if is_day or not figure.measure.startswith("casualties.") or max(figure.number.values, default=0.0) < SOME:
        return when
    return replace(when, extent="cumulative", rule_ids=(*when.rule_ids, "extent.whole"))


def is_whole(timeline: Timeline, figure: Figure, main: When) -> bool:
    """Whether an undated loss is that of the whole of an operation of weeks, in an article that looks back at it."""
    title = timeline.text(0)
    if timeline.doc.published or main.start is None or main.end is None or _is_months(main):
        return False
    if not (WHOLE_TITLE.search(title) or _LONG_BATTLE.search(title)):
        return False
    is_loss = figure.measure.startswith("casualties.") or figure.measure == "equipment.lost"
    if figure.measure.startswith("casualties.") and 0 < max(figure.number.values, default=figure.number.low or 0) < FEW:
        return False  # "a dead man, next to his bicycle"
    return is_loss and (main.end - main.start).days > BATTLE


def _is_months(main: When) -> bool:
    """Whether a month or a year is but when an event was, not how long it went on."""
    if main.start is None or main.end is None:
        return False
    return main.start.day == 1 and (main.end + timedelta(1)).day == 1


def of_fight(timeline: Timeline, figure: Figure, when: When) -> When:
    """A toll of "the fighting" in an undated narrative is of the paragraph above, others of before the publication."""
    is_fight = timeline.doc.published is None and _THE_FIGHT.search(clause(timeline, figure))
    above = line_above(timeline, figure) if is_fight else None
    return told(when, above.first, above.last, "period.line_above") if above else until_published(timeline, when)


def line_above(timeline: Timeline, figure: Figure) -> TimeRef | None:
    """The last date of the paragraph above, where a narrative without a date of its own goes on from it."""
    is_loss = figure.measure.startswith("casualties.") or figure.measure in ("equipment.lost", "equipment.used")
    if not is_loss or timeline.doc.sentences[figure.sentence].zone != "body":
        return None
    line = timeline.line(figure.sentence)
    for other in range(figure.sentence - 1, max(-1, figure.sentence - LINE_BACK), -1):
        if timeline.doc.sentences[other].zone != "body" or timeline.line(other) < line - LINES_BACK:
            return None
        refs = [t.ref for t in timeline.by_sentence.get(other, ()) if t.ref.role == "at" and t.kind == "event"]
        if refs:
            ref = refs[-1]
            return ref if ref.first and ref.grain in ("day", "span", "month", "part", "weekend") else None
    return None
