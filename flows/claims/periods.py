"""When a figure holds: the days it covers, how they were found, and what span it sums over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from flows.claims import narrative
from flows.claims import timeline as timelines
from flows.claims.document import Document
from flows.claims.extent_words import (
    CHANGE_BACK,
    CHANGED,
    MANY,
    SINCE_WAR,
    WARS,
    Extent,
    Governed,
    clause,
    measures,
    pattern,
)
from flows.claims.extents import classify
from flows.claims.figures import Figure
from flows.claims.governing import distance, in_when_clause, is_told, nearest
from flows.claims.settling import settle
from flows.claims.time_words import NO_STOP
from flows.claims.timeline import WINDOW, Timed, Timeline, days_before
from flows.claims.whens import BASIS, When

__all__ = ["When", "assign"]
LOSSES: Final = ("casualties.", "equipment.lost")
STOCKS: Final = tuple(measures("stock_measures"))
AT_ONCE: Final = 30  # characters between a figure and an expression that is its own
WEEKS: Final = 60  # days in which a plan was decided on that is news
_BEGUN = re.compile(
    r"(?<![a-z])(?:launched|begun|began|started|unleashed|opened)\s+(?:(?:on|in|late|early|the|of)\s+)*$"
)
_CLEAR = re.compile(r"[a-z\s]*")
_PERFECT = re.compile(r"(?<![a-z])(?:has|have)\s")
_BEST = re.compile(
    r"(?<![a-z])(?:worst|first|only|(?:dead|blood|heav|bigg|larg|high|fierc|grav|strong)[a-z]*est|most [a-z]+)\s"
    rf"{NO_STOP}{{0,60}}$"
)
_OWN_EVENT = re.compile(
    r"(?:,?\s(?:which|that|when|where|including)\s)?[^,;.:]*"
)  # from the date to what was lost on it
_WHEN_SINCE = re.compile(r",?\s*(?:when|in\s+which)\s")
_RELATIVE = re.compile(r",\s+(?:which|who|that)\s")
_NOW = re.compile(r"(?<![a-z])(?:is|are|has|have|remains?)\s")
_COMPARED = re.compile(r"(?<![a-z])(?:compared|(?:up|down) from|against|from a peak|than)(?![a-z])")
_INQUIRY = re.compile(r"(?<![a-z])(?:concluded|determined|investigation|inquiry|study)(?![a-z])")
_STARTED = re.compile(
    rf"(?<![a-z])(?:{WARS}),?\s+(?:which|that)\s+(?:began|started|erupted|opened|broke\s+out|was\s+launched)\s+(?:[a-z]+\s+){{0,2}}$"
)
_FEWER = re.compile(
    r"(?<![a-z])(?:(?:fewer|more|less|higher|lower)\s+than|(?:topped|surpassed|exceeded|beaten|matched|equalled)\s+only)"
    r"\s+(?:in\s+|on\s+)?$"
)
_BEFORE = re.compile(r"(?<![a-z])(?:before|since|after|until|when|at the time)(?![a-z])")
_HAS = re.compile(r"[\s,]+(?:[a-z]+\s+){0,3}(?:has|have)\s")


def ordered(when: When) -> When:
    """`when`, without the start where it lies behind the end: two dates that do not belong together."""
    if when.start is not None and when.end is not None and when.end < when.start:
        return replace(when, start=None)
    return when


def assign(doc: Document, figures: list[Figure]) -> list[When]:
    """Period and extent of each figure; `figures` are the article's, in text order."""
    if not figures:
        return []
    timeline = timelines.read(doc, figures)
    governed = [_govern(timeline, figure) for figure in figures]
    extents = [classify(timeline, figure, g) for figure, g in zip(figures, governed, strict=True)]
    extents = settle(timeline, governed, extents)
    own = [_own(timeline, g, extent) for g, extent in zip(governed, extents, strict=True)]
    return [ordered(when) for when in narrative.inherit(timeline, own)]


def _govern(timeline: Timeline, figure: Figure) -> Governed:
    """The time expressions of the figure's sentence, or of the header of its list, that govern it."""
    if figure.sentence not in timeline.by_sentence:
        return _from_header(timeline, figure)
    roles = ("at", "from", "now") if figure.measure in measures("stock_measures") else ("at", "from")
    since, at = nearest(timeline, figure, ("since",)), nearest(timeline, figure, roles)
    said = nearest(timeline, figure, ("at", "by"), "said")
    is_dated = said is not None and said.ref.first is not None and _is_chronicle(timeline, figure, said)
    is_loss = figure.measure.startswith(LOSSES)
    if is_dated and not at and not since and max(figure.number.values, default=0) < MANY:
        at, said = said, None  # a chronicle: "On 22 June, officials reported that ..."
    if since and _is_in_since(timeline, figure, since):
        since, at = None, since
    if since and in_when_clause(timeline, figure, since):
        since, at = None, since
    elif since and at and _is_nearer(timeline, figure, at, since):
        since = None
    if since and CHANGED.search(timeline.low, max(0, since.ref.start - CHANGE_BACK), since.ref.start):
        since = None  # "has doubled since last year": compared
    if since and _is_of_record(timeline, figure, since):
        since = None  # "the deadliest attack since 2011": compared, not counted since then
    if at and is_loss and not since and _STARTED.search(timeline.low, max(0, at.ref.start - 60), at.ref.start):
        since, at = at, None  # "in the campaign, which began on 13 June"
    begin = timeline.doc.sentences[at.sentence].start if at else 0
    best = _BEST.search(timeline.low, begin, at.ref.start) if at and at.ref.grain in ("year", "decade") else None
    told = at is not None and "when" in timeline.low[at.ref.end : max(at.ref.end, figure.number.start)]
    if best and not told and pattern("events").search(best[0]):
        at = None  # "the largest attack this year": compared
    if at and _is_start_of_war(timeline, figure, at):
        since, at = (at, None) if not figure.measure.startswith(STOCKS) else (since, None)
    if at and _since_war_between(timeline, figure, at):
        at = None
    if at and _FEWER.search(timeline.low, max(0, at.ref.start - 40), at.ref.start):
        at = None  # "74 fewer than in February", "a number topped only in May"
    if (
        at
        and figure.measure.startswith(STOCKS)
        and (_is_compared(timeline, figure, at) or _is_aside(timeline, figure, at))
    ):
        at = None
    if at and figure.measure.endswith(".planned") and _is_past(timeline, at):
        at = None  # the day of the decision, not of what is planned
    is_dated_start = at is not None and not in_when_clause(timeline, figure, at, is_first=False)
    if (
        at
        and is_loss
        and is_dated_start
        and at.ref.start < figure.number.start
        and (at.is_opening or _begun(timeline, figure, at))
    ):
        since, at = at, None
    if at and in_when_clause(timeline, figure, at) and is_told(timeline, figure, at):
        at, said = None, at
    is_size = figure.measure.startswith(STOCKS)
    end = nearest(timeline, figure, ("as_of", "until", "by", "before") if is_size else ("as_of", "until", "by"))
    for dated in (said, at):
        if end is None and dated is not None and dated.ref.role == "by":
            end, at, said = dated, at if dated is said else None, None
    return Governed(at, since, end, said)


def _is_of_record(timeline: Timeline, figure: Figure, since: Timed) -> bool:
    """Whether "since" only says since when nothing was as bad, the figure being told before or after it."""
    floor = figure.number.end
    if since.ref.end <= figure.number.start:
        floor = timeline.doc.sentences[figure.sentence].start
        if _WHEN_SINCE.match(timeline.low, since.ref.end):
            return False
    return _BEST.search(timeline.low, floor, since.ref.start) is not None


def _is_in_since(timeline: Timeline, figure: Figure, since: Timed) -> bool:
    """Whether it is of what a record is compared with: "the worst raid since rebels killed 30 men in January"."""
    start = timeline.doc.sentences[figure.sentence].start
    found = timeline.low.rfind("since", start, figure.number.start)
    if found < 0 or _BEST.search(timeline.low, start, found) is None:
        return False
    if since.ref.start >= figure.number.end:
        return "since" not in timeline.low[figure.number.end : since.ref.start]
    return (
        since.ref.start > found and _OWN_EVENT.fullmatch(timeline.low, since.ref.end, figure.number.start) is not None
    )


def _is_nearer(timeline: Timeline, figure: Figure, at: Timed, since: Timed) -> bool:
    """Whether `at` is the nearer one by far, or follows the figure at once: "since April, 804 just in August"."""
    if at.ref.end <= figure.number.start and since.ref.start > figure.number.end and _has_died(timeline, figure, at):
        return False  # "4 April - Militants have executed 106 men since 31 March"
    if distance(timeline, figure, at) + 4 < distance(timeline, figure, since):
        return True
    if since.ref.end > figure.number.start:
        return False
    gap = timeline.low[figure.number.end : at.ref.start] if at.ref.start >= figure.number.end else "x" * AT_ONCE
    return len(gap) < AT_ONCE and _CLEAR.fullmatch(gap) is not None


def _has_died(timeline: Timeline, figure: Figure, at: Timed) -> bool:
    """Whether a present perfect stands between the day of the telling and the figure."""
    return at.is_initial and _PERFECT.search(timeline.low, at.ref.end, figure.number.start) is not None


def _is_start_of_war(timeline: Timeline, figure: Figure, at: Timed) -> bool:
    """Whether an expression behind the figure dates the war that it is counted from, or compared with."""
    gap = timeline.low[figure.number.end : at.ref.start] if at.ref.start >= figure.number.end else ""
    if not (at.is_opening and at.opens and gap):
        return False
    if figure.measure.startswith(STOCKS):
        return _BEFORE.search(gap) is not None
    text = timeline.around(figure)
    return figure.measure.startswith(LOSSES) and ("so far" in text or _PERFECT.search(text) is not None)


def _since_war_between(timeline: Timeline, figure: Figure, at: Timed) -> bool:
    """Whether the figure is counted since the start of a war, which is told between it and the expression."""
    return SINCE_WAR.search(timeline.low, at.ref.end, figure.number.start) is not None


def _is_compared(timeline: Timeline, figure: Figure, at: Timed) -> bool:
    """Whether the expression is of another size, with which it is compared: "8,400, down from 100,000 in 2011"."""
    start, end = figure.number.end, at.ref.start
    if start >= end or not timeline.between(figure.sentence, start, end):
        return False
    return _COMPARED.search(timeline.low, start, end) is not None


def _is_aside(timeline: Timeline, figure: Figure, at: Timed) -> bool:
    """Whether it is in a relative clause behind a size of now: "are in the operation, which began in May"."""
    start, end = figure.number.end, at.ref.start
    relative = _RELATIVE.search(timeline.low, start, end) if start < end else None
    if relative is None:
        return False
    begin = max(timeline.doc.sentences[figure.sentence].start, figure.number.start - WINDOW)
    return _NOW.search(timeline.low, begin, relative.start()) is not None


def _is_chronicle(timeline: Timeline, figure: Figure, said: Timed) -> bool:
    """Whether a statement dates the event that it tells: in a chronicle, or where it was made months ago."""
    days = days_before(timeline.doc.published, said.ref.last)
    if days is None:
        return True
    near = clause(timeline, figure)
    is_event = pattern("events").search(near) or pattern("series").search(near)
    return days > WEEKS and said.ref.grain == "day" and is_event is not None and not _INQUIRY.search(near)


def _is_past(timeline: Timeline, at: Timed) -> bool:
    """Whether an expression is of the last weeks before the publication."""
    days = days_before(timeline.doc.published, at.ref.last)
    return at.ref.basis == "relative" and days is not None and 0 <= days <= WEEKS


def _begun(timeline: Timeline, figure: Figure, at: Timed) -> bool:
    """Whether the expression is the start of what goes on: "the attack launched on 3 May has cost 40 lives"."""
    start = timeline.doc.sentences[at.sentence].start
    is_start = _BEGUN.search(timeline.low, max(start, at.ref.start - 40), at.ref.start)
    return is_start is not None and _HAS.match(timeline.low, at.ref.end, figure.number.start) is not None


def _from_header(timeline: Timeline, figure: Figure) -> Governed:
    header = timeline.header(figure.sentence)
    if header is None or timeline.before(figure.sentence, ("at",)):  # the entry itself has been dated
        return Governed()
    refs = timeline.by_sentence.get(header, [])

    def first(*roles: str) -> Timed | None:
        return next((t for t in refs if t.ref.role in roles and t.kind == "event" and t.ref.grain != "window"), None)

    since = first("since")
    return Governed(None if since else first("at"), since, first("as_of", "until", "by"))


def _own(timeline: Timeline, g: Governed, extent: Extent) -> When:
    """The period that the figure's own sentence, or the header of its list, gives it."""
    at, since, end, said = (t.ref if t else None for t in (g.at, g.since, g.end, g.said))
    value, rule, published = extent.value, extent.rule_id, timeline.doc.published
    stop = end or (None if extent.rule_id == "extent.plan" else said)  # a plan has no date but its own
    if rule == "extent.change":
        start = published - timedelta(1) if published else None
        return When(start, published, "relative" if published else None, value, (rule, "period.past_day"))
    if value == "cumulative":
        if since:
            return When(since.first, stop.last if stop else None, BASIS[since.basis], value, (rule, "period.since"))
        if at and at.grain == "window" and at.last and said and said.last:
            start = said.last - (at.last - at.first) if at.first else None
            return When(start, said.last, "relative", value, (rule, "period.length"))
        if at:
            return When(None if at.grain == "day" else at.first, at.last, BASIS[at.basis], value, (rule, "period.at"))
        if stop:
            return When(None, stop.last, BASIS[stop.basis], value, (rule, "period.as_of"))
        return When(None, None, None, value, (rule,))
    ref = at or (stop if value == "stock" else None)
    if ref:
        return When(ref.first, ref.last, BASIS[ref.basis], value, (rule, "period.at"))
    if since and rule == "extent.told_event":  # "since the war began on 7 October after a raid that killed 1,200"
        return When(since.first, since.last, BASIS[since.basis], value, (rule, "period.at"))
    if since and value != "stock":
        return When(since.first, published, BASIS[since.basis], value, (rule, "period.since"))
    if stop and value != "stock":
        basis = BASIS[stop.basis] if stop.role in ("until", "as_of") and stop.last else None
        return When(None, stop.last, basis, value, (rule, "period.said"))  # by then; the date may still be found
    return When(None, None, None, value, (rule,))
