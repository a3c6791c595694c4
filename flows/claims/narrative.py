"""Periods of figures whose own sentence has no date: from the line, the story so far, or the whole article."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from flows.claims import timeline as timelines
from flows.claims.calendar_words import TimeRef
from flows.claims.extent_words import (
    BATTLE,
    BATTLE_TITLE,
    SAME_PERIOD,
    TRIGGER,
    clause,
    measures,
)
from flows.claims.figures import Figure
from flows.claims.governing import clause_before
from flows.claims.narrative_battles import is_whole, line_above, of_fight, toll_of_battle
from flows.claims.running_totals import main_total, only_start, running
from flows.claims.time_words import COUNT_WORDS, any_of, back, count_of
from flows.claims.timeline import LEDE, Timeline
from flows.claims.whens import BASIS, When, same_as, told, until_published
from flows.lexicon import read_toml

SIEGE: Final = 60  # days; the dates of a longer event do not date its incidents
SPAN_BACK: Final = 4  # sentences in which "during this period" is looked up
RECENT: Final = 45  # days before the publication within which an incident is the news
_BELOW = re.compile(
    r"(?<![a-z])(?:figures|numbers|data|totals|strengths)\s+(?:given\s+)?(?:below|here|that follow|in this)(?![a-z])"
)
_PRESENT = re.compile(rf"(?<![a-z])(?:{any_of(timelines.WORDS['present'])})(?![a-z])")
_PAST = re.compile(  # "1,500 soldiers based there" is no past
    rf"(?<![a-z])(?!(?:{any_of(timelines.WORDS['participles'])})(?![a-z]))(?:\w{{2,}}ed|{any_of(timelines.WORDS['past'])})(?![a-z])"
)
_THAT_EVENT = re.compile(
    rf"(?<![a-z])(?:the|that|this)\s+(?:{any_of(read_toml('extent.toml')['events'])})(?![a-z])|^\W*(?:he|she|they|it|another|others?)\s"
)
_AN_EVENT = re.compile(
    rf"(?<![a-z])(?:an?|another)\s+(?:[\w-]+\s+){{0,3}}?(?:{any_of(read_toml('extent.toml')['events'])})(?![a-z])"
)
_THE_EVENT = re.compile(rf"(?<![a-z])(?:the|that|this)\s+(?:{any_of(read_toml('extent.toml')['events'])})(?![a-z])")
_AFTER = re.compile(
    rf"(?<![a-z])(?:comes?|came|follow(?:s|ed)?|took place|happened|occurred)\s(?:[a-z]+\s+){{0,3}}?"
    rf"(?:(?P<count>{COUNT_WORDS})\s+)?"
    r"(?P<unit>hour|day|week|month|year)s?\s+after\s(?!that)[^,;.]*$"
)
_DAYS_EVENT = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,3}?"
    rf"(?:{any_of([*read_toml('extent.toml')['events'], *read_toml('extent.toml')['series']])})(?![a-z])"
)
_FUTURE = re.compile(r"(?<![a-z])(?:will|would|shall|should|recommends?|plans?|intends?|could|might)(?![a-z])")
_BATTLE = re.compile(rf"(?<![a-z])(?:{any_of(read_toml('extent.toml')['battles'])})(?![a-z])")
_WAR_BEGAN = re.compile(
    r"(?<![a-z])(?:when|before|as|(?:at|by) the (?:start|beginning|outbreak) of|on the eve of)\s+(?:the\s+|its\s+)?"
    rf"(?:[\w'’-]+\s+){{0,3}}?(?P<war>{any_of(timelines.WORDS['wars'])})(?![a-z])"
)


def inherit(timeline: Timeline, own: list[When]) -> list[When]:
    """Periods of the figures whose own sentence has none, from the text before, the same figure, or the main event."""
    figures = timeline.figures
    known: dict[tuple[str, tuple[float, ...]], When] = {}
    for figure, when in zip(figures, own, strict=True):
        if when.start and figure.number.values:
            known.setdefault((figure.measure, figure.number.values), when)
    lined = [_from_line(timeline, figure, when) for figure, when in zip(figures, own, strict=True)]
    main, total, whole = _main(timeline, lined), main_total(timeline, lined), _whole(timeline)
    done: list[When] = []
    for i, when in enumerate(lined):
        if when.basis is None or (when.extent == "cumulative" and when.start is None):
            same = known.get((figures[i].measure, figures[i].number.values))
            if (
                same
                and same.extent == when.extent
                and (figures[i].number.values[0] > 12 or _is_title(timeline, figures[i]))
            ):
                when = same_as(same, when, "period.restated")
            elif when.rule_ids[0] == "extent.beside" and done[i - 1].basis:
                when = same_as(done[i - 1], when, "period.beside")
            elif SAME_PERIOD.search(timeline.around(figures[i])) and _span_before(timeline, figures[i], done):
                when = same_as(_span_before(timeline, figures[i], done) or when, when, "period.same_period")
            elif when.extent == "cumulative":
                when = running(timeline, [*done, *lined[i:]], i, when, total)
                start = only_start(timeline, lined, when) if when.start is None else None
                if start and figures[i].measure.startswith("casualties."):
                    when = told(when, start, when.end, "period.only_start")
                if when.start is None and main and main.start != main.end and timeline.doc.published is None:
                    when = same_as(main, when, "period.main")
                elif when.basis is None:
                    when = of_fight(timeline, figures[i], when)
            elif when.extent == "stock":
                when = _stock(timeline, figures[i], when, main, whole)
            elif figures[i].measure not in measures("plan_measures"):
                when = _incident(timeline, done, i, when, main)
        when = toll_of_battle(timeline, figures[i], when)
        done.append(when if when.start or when.end else replace(when, basis=None))
    return done


def _span_before(timeline: Timeline, figure: Figure, done: list[When]) -> When | None:
    """The last period told, that "the same period" goes back to: of a figure, or of the sentences before."""
    known = next((when for when in reversed(done) if when.extent == "period" and when.start), None)
    for sentence in range(figure.sentence, max(-1, figure.sentence - SPAN_BACK), -1) if known is None else ():
        for timed in reversed(timeline.by_sentence.get(sentence, [])):
            ref = timed.ref
            if ref.grain in ("span", "window", "week", "month") and ref.first and ref.start < figure.number.start:
                return When(ref.first, ref.last, BASIS[ref.basis], "period", ())
    return known


def _from_line(timeline: Timeline, figure: Figure, when: When) -> When:
    """An incident without a date has that of the sentences before it in the line."""
    if when.basis or when.extent not in ("incident", "period") or when.rule_ids[0] == "extent.beside":
        return when
    at = clause_before(timeline, figure) or timeline.before(figure.sentence, ("at",))
    if at is None or figure.measure in measures("plan_measures"):
        return when
    found = told(when, at.ref.first, at.ref.last, "period.line")
    if at.ref.grain == "span" and when.extent == "incident" and is_whole(timeline, figure, found):
        return replace(found, extent="cumulative", rule_ids=(*found.rule_ids, "extent.whole"))
    return found


def _is_title(timeline: Timeline, figure: Figure) -> bool:
    return timeline.doc.sentences[figure.sentence].zone == "headline"


def _main(timeline: Timeline, own: list[When]) -> When | None:
    """The date of the incident that the article is about: of its first dated incident, if that is news; else of the
    event in the lede; without a publication date, of the event in the lede or of the headline."""
    published = timeline.doc.published
    event, told_in = _lede_event(timeline, published is not None)
    for figure, when in zip(timeline.figures, own, strict=True):
        if event and published and figure.sentence > told_in:
            return event
        is_flow = when.extent in ("incident", "period") and figure.measure not in measures("plan_measures")
        is_short = when.start and when.end and (when.end - when.start).days <= 7
        refs = [t.ref for t in timeline.by_sentence.get(figure.sentence, ())]
        if any(ref.basis == "context" and ref.first == when.start for ref in refs):
            continue  # "a week earlier": a look back from the event
        if published and is_flow and is_short and when.start and 0 <= (published - when.start).days <= RECENT:
            return when
    return event or _named_day(timeline)


def _named_day(timeline: Timeline) -> When | None:
    """The day of the news where only a later sentence names it: "before Thursday's attack"."""
    for sentence in sorted(timeline.by_sentence) if timeline.doc.published else ():
        for timed in timeline.by_sentence[sentence]:
            ref = timed.ref
            is_day = ref.grain == "day" and ref.basis == "relative" and ref.first and not timeline.is_ahead(ref)
            if is_day and _DAYS_EVENT.match(timeline.low, ref.end):
                return When(ref.first, ref.last, BASIS[ref.basis], "incident", ())
    return None


def _lede_event(timeline: Timeline, is_news: bool) -> tuple[When | None, int]:
    """The day of the event that the lede tells, with its sentence; in an article without a publication date also the
    dates of the battle that it is about, or the day in its headline.
    """
    published = timeline.doc.published
    is_one = is_news or bool(BATTLE_TITLE.search(timeline.text(0)))
    for sentence in (s for s in sorted(timeline.by_sentence) if s <= LEDE):
        is_battle = bool(_BATTLE.search(timeline.text(sentence)) or _BATTLE.search(timeline.text(0)))
        for timed in timeline.by_sentence[sentence]:
            ref = timed.ref
            if ref.first is None or ref.role not in ("at", "from") or timeline.is_ahead(ref):
                continue
            is_event = not timed.is_opening or (is_one and not (is_news and timed.opens))
            if (
                timed.kind == "event"
                and is_event
                and (published is None or (published - ref.first).days <= RECENT)
                and (_is_days(ref) if is_news else is_battle and ref.grain in ("day", "span", "month", "part"))
            ):
                last = None if timed.is_opening else ref.last
                return When(ref.first, last, BASIS[ref.basis], "incident", ()), sentence
            if timed.kind == "dateline" and not is_news and ref.grain == "day":
                return When(ref.first, ref.last, "dateline", "incident", ()), sentence
    return None, LEDE


def _is_days(ref: TimeRef) -> bool:
    """Whether an expression is a day, or a span of a few ("on 29-30 January")."""
    return ref.grain == "day" or (
        ref.grain == "span" and ref.first is not None and ref.last is not None and (ref.last - ref.first).days <= BATTLE
    )


def _is_short(main: When) -> bool:
    """Whether a main event lasted so short that its dates say when a part of it was."""
    return main.end is None or main.start is None or (main.end - main.start).days <= SIEGE


def _whole(timeline: Timeline) -> TimeRef | None:
    """The date of all sizes of an article that says so ("the figures below are for 2021")."""
    for sentence, refs in timeline.by_sentence.items():
        if _BELOW.search(timeline.text(sentence)):
            return next((t.ref for t in refs if t.kind == "event" and t.ref.role == "at"), None)
    return None


def _stock(timeline: Timeline, figure: Figure, when: When, main: When | None, whole: TimeRef | None) -> When:
    """A size has the date of all sizes of the article, or in the past tense the date of the line before it."""
    if whole and whole.start < figure.number.start:
        return told(when, whole.first, whole.last, "period.whole")
    text = timeline.around(figure)
    began = _WAR_BEGAN.search(text)
    found = began and timeline.low.find(began[0], figure.number.end)  # another size may stand before it
    if began and found and timeline.between(figure.sentence, figure.number.end, found):
        began = None
    begun = timeline.war_start(began["war"]) if began else None
    if begun:
        return told(when, begun.first, begun.first, "period.war_start")
    if _PRESENT.search(clause(timeline, figure)) or not _PAST.search(text):
        return when
    at = timeline.before(figure.sentence, ("at", "now", "by", "as_of"))
    if at:
        return told(when, at.ref.first, at.ref.last, "period.line")
    is_fit = timeline.doc.published is None or not figure.measure.startswith("strength.")
    if main and is_fit and _is_short(main):
        return same_as(main, when, "period.main")
    return when


def _before_that(timeline: Timeline, when: When, main: When | None, after: re.Match[str]) -> When:
    """An incident that the main one comes after ("it came a day after gunmen killed six"), dated where that counts."""
    anchor = main.start if main and main.start else timeline.doc.published
    if anchor is None or after["count"] is None or after["unit"] not in ("day", "week", "month"):
        return until_published(timeline, when)
    first, last, _ = back(anchor, after["unit"], count_of(after["count"]))
    return told(when, first, last, "period.before_that")


def _trigger(timeline: Timeline, figure: Figure) -> TimeRef | None:
    """The start of the war that what the figure is of set off, where the article dates it: "the war began when"."""
    start = timeline.doc.sentences[figure.sentence].start
    found = TRIGGER.search(timeline.low, start, figure.number.start)
    return timeline.war_start(found["war"]) if found else None


def _event_above(timeline: Timeline, figure: Figure) -> TimeRef | None:
    """The day of the event that the sentence before dates, where the figure's goes on with "the attack"."""
    if not figure.sentence or not _THE_EVENT.search(clause(timeline, figure)):
        return None
    above = timeline.text(figure.sentence - 1)
    refs = [t for t in timeline.by_sentence.get(figure.sentence - 1, ()) if t.kind == "event" and t.ref.role == "at"]
    is_event = _AN_EVENT.search(above) is not None
    return next((t.ref for t in refs if t.ref.grain == "day" and t.ref.first), None) if is_event else None


def _is_beside(timeline: Timeline, i: int) -> bool:
    """Whether a figure is told behind a semicolon of the loss before it: "in May it lost 17 men; 30 were hurt"."""
    before, figure = timeline.figures[i - 1], timeline.figures[i]
    is_loss = before.measure.startswith("casualties.") and figure.measure.startswith("casualties.")
    is_same = before.sentence == figure.sentence and is_loss
    return is_same and timeline.low.count(";", before.number.end, figure.number.start) == 1


def _incident(timeline: Timeline, done: list[When], i: int, when: When, main: When | None) -> When:
    """An incident without a date is the one told just before, the article's main event, or before the publication."""
    figure, published = timeline.figures[i], timeline.doc.published
    if i and done[i - 1].start and done[i - 1].extent == when.extent and _is_beside(timeline, i):
        return same_as(done[i - 1], when, "period.beside")
    if published is None and i and _THAT_EVENT.search(timeline.around(figure)):
        before = done[i - 1]
        is_next = timeline.line(figure.sentence) - timeline.line(timeline.figures[i - 1].sentence) <= 1
        if before.start and before.extent == "incident" and is_next:
            return same_as(before, when, "period.that_event")
    heading = None if published else timeline.row_before(figure.sentence) or timeline.section(figure.sentence)
    if heading:
        return told(when, heading.ref.first, heading.ref.last, "period.heading")
    if figure.measure in measures("flow_measures") and _FUTURE.search(clause(timeline, figure)):
        return when
    after = _AFTER.search(timeline.low, timeline.doc.sentences[figure.sentence].start, figure.number.start)
    if after:
        return _before_that(timeline, when, main, after)
    trigger = _trigger(timeline, figure)
    if trigger:
        return told(when, trigger.first, trigger.last, "period.trigger")
    above = _event_above(timeline, figure)
    if above:
        return told(when, above.first, above.last, "period.event_above")
    if main and _is_short(main):
        found = same_as(main, when, "period.main")
        if is_whole(timeline, figure, main):
            found = replace(found, extent="cumulative", rule_ids=(*found.rule_ids, "extent.whole"))
        return replace(found, basis="dateline") if main.basis == "dateline" else found
    told_above = line_above(timeline, figure) if published is None and when.end is None else None
    if told_above:
        return told(when, told_above.first, told_above.last, "period.line_above")
    return replace(when, basis="relative") if when.end else until_published(timeline, when)
