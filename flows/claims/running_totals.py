"""Since when running totals count: from the total before, the start told before, or the start of the war."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from flows.claims import timeline as timelines
from flows.claims.calendar_words import TimeRef
from flows.claims.extent_words import SINCE_WAR, is_war
from flows.claims.figures import Figure
from flows.claims.time_words import any_of
from flows.claims.timeline import LEDE, Timed, Timeline
from flows.claims.whens import When, same_as, told

_THE_WAR = re.compile(rf"(?<![a-z])the\s+(?:{any_of(timelines.WORDS['wars'])}|fighting)(?![a-z])")
_FIGHT = re.compile(r"(?<![a-z])(?:fight|fought|rebel|insurg|milit|jihad)")
_SINCE_THAT = re.compile(r"(?<![a-z])since\s+(?:his|her|its|their|that|those|these|this)\s+\w+")


def main_total(timeline: Timeline, own: list[When]) -> When | None:
    """The running total that the article is about: its first losses, in the headline or the lede."""
    for figure, when in zip(timeline.figures, own, strict=True):
        if figure.measure.startswith("casualties."):
            is_total = when.extent == "cumulative" and figure.sentence <= LEDE
            return when if is_total and when.start else _restated(timeline, own, figure) if is_total else None
    return None


CAMPAIGN: Final = 120  # days since the start of a campaign that an article of the day counts from
WHOLE: Final = ("extent.war", "extent.many", "extent.total", "extent.raised", "extent.restated", "extent.main")


def only_start(timeline: Timeline, own: list[When], when: When) -> date | None:
    """The day since when the article counts the dead, where it names no more than one; for what the whole war cost also
    the only start of a war that it dates."""
    counted = zip(timeline.figures, own, strict=True)
    starts = {w.start for f, w in counted if f.measure.startswith("casualties.") and "period.since" in w.rule_ids}
    published = timeline.doc.published
    if not starts and when.rule_ids[0] in WHOLE:
        starts = set(timeline.starts)
    elif not starts and when.rule_ids[0] == "extent.perfect" and published:
        starts = {day for day in timeline.starts if (published - day).days <= CAMPAIGN}
    return starts.pop() if len(starts) == 1 else None


def _restated(timeline: Timeline, own: list[When], first: Figure) -> When | None:
    for figure, when in zip(timeline.figures, own, strict=True):
        is_same = figure.measure == first.measure and figure.number.values == first.number.values
        if is_same and when.start and when.extent == "cumulative":
            return when
    return None


def running(timeline: Timeline, done: list[When], i: int, when: When, total: When | None) -> When:
    """A running total goes on from the total before it, from the start told before it, or from the war's start."""
    figure = timeline.figures[i]
    line, header = timeline.line(figure.sentence), timeline.header(figure.sentence)
    text = timeline.around(figure)
    fall = _last(timeline, figure.sentence) if _SINCE_THAT.search(text) else None
    since_war = SINCE_WAR.search(text) if when.rule_ids[0] == "extent.since_war" else None
    begun = timeline.war_start(since_war["war"]) if since_war else None
    if begun:
        return told(when, begun.first, when.end, "period.war_start")
    if fall:
        return told(when, fall.ref.first, when.end, "period.since_that")
    for j in range(i - 1, -1, -1):
        other = timeline.figures[j]
        if timeline.line(other.sentence) < line - 1 and (header is None or other.sentence < header):
            break
        if done[j].extent == "cumulative" and done[j].start:
            return same_as(done[j], when, "period.same_total")
    for j in range(i + 1, len(done)):
        if timeline.figures[j].sentence != figure.sentence:
            break
        if done[j].extent == "cumulative" and "period.since" in done[j].rule_ids:
            return same_as(done[j], when, "period.same_total")
    since = timeline.before(figure.sentence, ("since",))
    if since is None and _THE_WAR.search(text):
        since = _since_above(timeline, figure.sentence)
    if since:
        return told(when, since.ref.first, when.end, "period.since_before")
    begun = _opening(timeline, figure)
    if begun:
        return told(when, begun.first, when.end, "period.opening")
    at = timeline.before(figure.sentence, ("at",))
    if at and at.ref.grain in ("year", "span", "month") and is_war(timeline, at.sentence):
        return told(when, at.ref.first, when.end or at.ref.last, "period.war")
    if total and when.rule_ids[0] in (
        "extent.main",
        "extent.perfect",
        "extent.many",
        "extent.total",
        "extent.restated",
    ):
        return same_as(total, when, "period.lede_total")
    return when


def _since_above(timeline: Timeline, sentence: int) -> Timed | None:
    """The last "since" of the few sentences before, whatever their line: what the war there is counted from."""
    for other in range(sentence - 1, max(-1, sentence - 5), -1):
        found = timeline.by_sentence.get(other, ())
        refs = [t for t in found if (t.ref.role == "since" or t.is_opening) and t.ref.first]
        if refs and (is_war(timeline, other) or _FIGHT.search(timeline.text(other))):
            return refs[-1]
    return None


def _last(timeline: Timeline, sentence: int) -> Timed | None:
    """The last event that the few sentences before date, whatever their line."""
    for other in range(sentence - 1, max(-1, sentence - 5), -1):
        refs = [t for t in timeline.by_sentence.get(other, ()) if t.ref.role == "at" and t.kind == "event"]
        if refs:
            return refs[-1]
    return None


def _opening(timeline: Timeline, figure: Figure) -> TimeRef | None:
    """When the fighting began, as the line says before the figure ("attacks began in May"), or the article says it
    of the campaign that it is about ("a war, nine weeks old")."""
    line = timeline.line(figure.sentence)
    for sentence in sorted(timeline.by_sentence, reverse=True):
        if sentence < figure.sentence:
            for timed in timeline.by_sentence[sentence]:
                if timed.is_opening and (timeline.line(sentence) == line or timed.ref.grain == "window"):
                    return timed.ref
    return None
