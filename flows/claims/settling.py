"""Extents of figures without a cue of their own: from the same figure, the sentence, the list, or the main event."""

from __future__ import annotations

import re
from typing import Final

from flows.claims.extent_words import (
    BATTLE_TITLE,
    FAR,
    LASTING,
    LOOSE,
    MANY,
    ONE_EVENT,
    PART,
    PERFECT,
    SAME_PERIOD,
    SINCE,
    SMALL,
    STATISTICS,
    SURE,
    TOLL,
    WAR,
    WEAK,
    Extent,
    Governed,
    clause,
    pattern,
)
from flows.claims.figures import Figure
from flows.claims.timeline import Timeline

MORE_THAN: Final = 20.0  # dead of several attacks: fewer may be those of one
ROUND: Final = 1.25  # times that a headline's figure may differ from the body's
_BY_ONE: Final = re.compile(r"(?<![a-z])by\s+an?\s")


def settle(timeline: Timeline, governed: list[Governed], extents: list[Extent]) -> list[Extent]:
    """Extents of figures without a cue of their own: those of the same figure, sentence, list, or headline."""
    figures = timeline.figures
    known: dict[tuple[str, tuple[float, ...]], str] = {}
    lists: dict[int, Extent] = {}
    events = {
        (f.measure, f.number.values)
        for f, e in zip(figures, extents, strict=True)
        if e.rule_id == "extent.event" and f.number.values and not LASTING.search(clause(timeline, f))
    }
    days = {
        (f.measure, f.number.values)
        for f, e in zip(figures, extents, strict=True)
        if e.rule_id == "extent.day" and f.number.values
    }
    for figure, extent in zip(figures, extents, strict=True):
        values = figure.number.values
        is_toll = extent.rule_id == "extent.total" and (figure.measure, values) in events
        if values and not extent.is_default and values[0] > SMALL and not is_toll:
            known.setdefault((figure.measure, values), extent.value)
        header = timeline.header(figure.sentence)
        if header is not None and extent.rule_id != "extent.since":
            lists.setdefault(header, extent)
    is_battle = timeline.doc.published is None and bool(BATTLE_TITLE.search(timeline.text(0)))
    main = _main(timeline, extents)
    largest = max(
        (max(f.number.values, default=0.0) for f, e in zip(figures, extents, strict=True) if e.rule_id in SURE),
        default=0.0,
    )
    out: list[Extent] = []
    for i, (figure, extent) in enumerate(zip(figures, extents, strict=True)):
        if extent.is_default:
            header = timeline.header(figure.sentence)
            told = known.get((figure.measure, figure.number.values))
            if i == 0 and main and not main.is_default and main is not extents[0]:
                extent = Extent(main.value, "extent.restated")  # the headline's figure, rounded
            elif told:
                extent = Extent(told, "extent.restated")
            elif header in lists and lists[header].value == "cumulative" and extent.rule_id == "extent.default":
                extent = Extent("cumulative", "extent.list")
            elif extent.rule_id == "extent.many" and is_battle:
                extent = Extent("incident", "extent.battle")
            elif i and out[-1].rule_id == "extent.operation" and figures[i - 1].sentence == figure.sentence:
                extent = Extent("cumulative", "extent.beside")
            elif extent.rule_id == "extent.perfect":
                if not _goes_on(timeline, out, i) and _is_of_event(timeline, figure, main):
                    extent = Extent("incident", "extent.default", True)
            elif extent.rule_id == "extent.battle" or (governed[i].at is None and extent.rule_id in LOOSE):
                extent = _neighbour(timeline, out, i, extent, main)
        if extent.is_default and extent.value == "incident" and _is_more(timeline, i, out):
            extent = Extent("cumulative", "extent.perfect")
        at = governed[i].at
        if extent.rule_id == "extent.day" and i and out[-1].value == "period" and at and at is governed[i - 1].at:
            extent = Extent("period", "extent.beside")  # of the month that the figure before it is of
        is_same = extent.rule_id == "extent.length" and SAME_PERIOD.search(clause(timeline, figure))
        if is_same and out and out[-1].value == "cumulative":
            extent = Extent("cumulative", "extent.beside")
        if extent.rule_id == "extent.raised" and (figure.measure, figure.number.values) in days:
            extent = Extent("incident", "extent.toll")
        if extent.rule_id == "extent.total" and (figure.measure, figure.number.values) in events:
            extent = Extent("incident", "extent.toll")
        if extent.rule_id == "extent.total" and main and main.value == "incident" and _is_toll(timeline, figure):
            extent = Extent("incident", "extent.toll")
        if main and main.value == "incident" and _is_far_below(timeline, figure, extent, largest):
            extent = Extent("incident", "extent.far_below")
        out.append(extent)
    return out


def _is_more(timeline: Timeline, i: int, done: list[Extent]) -> bool:
    """Whether "48 have been killed in attacks" is more than any one attack that the article told before has killed."""
    figure = timeline.figures[i]
    near, value = clause(timeline, figure), max(figure.number.values, default=0.0)
    if value < MORE_THAN or not PERFECT.search(near) or ONE_EVENT.search(near) or not pattern("series").search(near):
        return False
    told = [
        max(f.number.values, default=0.0)
        for f, e in zip(timeline.figures, done, strict=False)
        if e.value == "incident" and f.measure == figure.measure
    ]
    return bool(told) and value > ROUND * max(told)


def _is_rounded(first: Figure, second: Figure) -> bool:
    """Whether two figures of one measure are so near that the headline's is the body's, rounded."""
    values = (*first.number.values, *second.number.values)
    return first.measure == second.measure and len(values) == 2 and 0 < max(values) <= ROUND * min(values)


def _main(timeline: Timeline, extents: list[Extent]) -> Extent | None:
    """The extent of the losses that the article is about: the first ones; those of the lede where the headline's words
    leave it open."""
    losses = [(f, e) for f, e in zip(timeline.figures, extents, strict=True) if f.measure.startswith("casualties.")]
    if not losses:
        return None
    first, extent = losses[0]
    if timeline.doc.sentences[first.sentence].zone == "headline" and extent.is_default:
        body = next(((f, e) for f, e in losses if f.sentence > first.sentence), None)
        if body and _is_rounded(first, body[0]) and not body[1].is_default:
            return body[1]
    return extent


def _is_toll(timeline: Timeline, figure: Figure) -> bool:
    """Whether a toll or a sum may be that of the one event that the article is about."""
    near = clause(timeline, figure)
    if max(figure.number.values, default=MANY) >= MANY or not figure.measure.startswith("casualties."):
        return False
    return bool(WEAK.search(near)) and not ("so far" in near or WAR.search(near) or SINCE.search(near))


def _is_far_below(timeline: Timeline, figure: Figure, extent: Extent, largest: float) -> bool:
    """Whether a toll is too small beside the war's total to be one: it is of the event that the article is about."""
    if not 0 < FAR * max(figure.number.values, default=0.0) <= largest or not figure.measure.startswith("casualties."):
        return False
    near = clause(timeline, figure)
    if PERFECT.search(near) or WAR.search(near) or "so far" in near:
        return False
    return extent.rule_id == "extent.many" or (extent.rule_id == "extent.total" and TOLL.search(near) is not None)


def _goes_on(timeline: Timeline, done: list[Extent], i: int) -> bool:
    """Whether the loss before it in the line is a running total."""
    if i == 0 or done[i - 1].value != "cumulative":
        return False
    before = timeline.figures[i - 1]
    is_loss = before.measure.startswith("casualties.")
    return is_loss and timeline.line(before.sentence) == timeline.line(timeline.figures[i].sentence)


def _is_of_event(timeline: Timeline, figure: Figure, main: Extent | None) -> bool:
    """Whether "have been killed" is said of the one event that the article or the line is about."""
    if main and main.value == "incident" and main.rule_id != "extent.default":
        return True
    before = timeline.before(figure.sentence, ("at",))
    return before is not None and before.ref.grain == "day" and not before.is_opening


def _neighbour(timeline: Timeline, done: list[Extent], i: int, extent: Extent, main: Extent | None) -> Extent:
    """The extent of the loss before in the line, or of the article's first one where that is a sure running total."""
    figure = timeline.figures[i]
    kinds = ("casualties", "equipment.lost", "equipment.used")
    if i == 0 or done[i - 1].value not in ("cumulative", "period") or not figure.measure.startswith(kinds):
        return extent
    before = timeline.figures[i - 1]
    header = timeline.header(figure.sentence)
    is_near = timeline.line(before.sentence) == timeline.line(figure.sentence) and before.measure.startswith(kinds)
    if before.measure.startswith("casualties.") and done[i - 1].value == "period" and header is None and not is_near:
        lines = timeline.line(figure.sentence) - timeline.line(before.sentence)
        is_near = lines == 1 and STATISTICS.search(timeline.around(figure)) is not None
    is_count = done[i - 1].value == "period" and not PERFECT.search(clause(timeline, figure))
    if done[i - 1].value == "period" and _BY_ONE.search(clause(timeline, figure)):
        return extent  # "two were hurt by an explosive device"
    if is_near and (extent.rule_id != "extent.many" or is_count or PART.search(timeline.around(figure))):
        return Extent(done[i - 1].value, "extent.beside")
    is_whole = main and main.value == "cumulative" and not main.is_default and figure.measure.startswith("casualties.")
    above = timeline.before(figure.sentence, ("at",))
    if above and (above.ref.grain == "day" or pattern("events").search(timeline.text(above.sentence))):
        return extent  # of the event that the line tells
    if extent.rule_id == "extent.default" and is_whole and max(figure.number.values, default=2) > 1:
        return Extent("cumulative", "extent.main")
    return extent
