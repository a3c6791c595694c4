"""Extents of figures without a cue of their own: from the same figure, the sentence, the list, or the main event."""

from __future__ import annotations

from flows.claims.extent_words import (
    BATTLE_TITLE,
    FAR,
    LOOSE,
    MANY,
    PART,
    PERFECT,
    SINCE,
    SMALL,
    SURE,
    TOLL,
    WAR,
    WEAK,
    Extent,
    Governed,
    clause,
)
from flows.claims.figures import Figure
from flows.claims.timeline import Timeline


def settle(timeline: Timeline, governed: list[Governed], extents: list[Extent]) -> list[Extent]:
    """Extents of figures without a cue of their own: those of the same figure, sentence, list, or headline."""
    figures = timeline.figures
    known: dict[tuple[str, tuple[float, ...]], str] = {}
    lists: dict[int, Extent] = {}
    for figure, extent in zip(figures, extents, strict=True):
        values = figure.number.values
        if values and not extent.is_default and values[0] > SMALL:
            known.setdefault((figure.measure, values), extent.value)
        header = timeline.header(figure.sentence)
        if header is not None and extent.rule_id != "extent.since":
            lists.setdefault(header, extent)
    is_battle = timeline.doc.published is None and bool(BATTLE_TITLE.search(timeline.text(0)))
    main = next((e for f, e in zip(figures, extents, strict=True) if f.measure.startswith("casualties.")), None)
    largest = max(
        (max(f.number.values, default=0.0) for f, e in zip(figures, extents, strict=True) if e.rule_id in SURE),
        default=0.0,
    )
    out: list[Extent] = []
    for i, (figure, extent) in enumerate(zip(figures, extents, strict=True)):
        if extent.is_default:
            header = timeline.header(figure.sentence)
            told = known.get((figure.measure, figure.number.values))
            if told:
                extent = Extent(told, "extent.restated")
            elif header in lists and lists[header].value == "cumulative" and extent.rule_id == "extent.default":
                extent = Extent("cumulative", "extent.list")
            elif extent.rule_id == "extent.many" and is_battle:
                extent = Extent("incident", "extent.battle")
            elif extent.rule_id == "extent.perfect":
                if not _goes_on(timeline, out, i) and _is_of_event(timeline, figure, main):
                    extent = Extent("incident", "extent.default", True)
            elif extent.rule_id == "extent.battle" or (governed[i].at is None and extent.rule_id in LOOSE):
                extent = _neighbour(timeline, out, i, extent, main)
        if extent.rule_id == "extent.total" and main and main.value == "incident" and _is_toll(timeline, figure):
            extent = Extent("incident", "extent.toll")
        if main and main.value == "incident" and _is_far_below(timeline, figure, extent, largest):
            extent = Extent("incident", "extent.far_below")
        out.append(extent)
    return out


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
    is_near = timeline.line(before.sentence) == timeline.line(figure.sentence) and before.measure.startswith(kinds)
    if is_near and (extent.rule_id != "extent.many" or PART.search(timeline.around(figure))):
        return Extent(done[i - 1].value, "extent.beside")
    is_whole = main and main.value == "cumulative" and not main.is_default and figure.measure.startswith("casualties.")
    if extent.rule_id == "extent.default" and is_whole and max(figure.number.values, default=2) > 1:
        return Extent("cumulative", "extent.main")
    return extent
