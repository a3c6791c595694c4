"""What span a figure sums over: a size at a time, one incident, a running total, or a stated period."""

from __future__ import annotations

import re

from flows.claims.extent_words import (
    ALL_OF,
    ALONE,
    AN_OFFENSIVE,
    ASIDE_DATE,
    BATTLE,
    BY_THEN,
    CELL,
    CHANGE_BACK,
    CHANGED,
    COMPARED_SPAN,
    COUNTED,
    DATED_WAR,
    DAYS_LONG,
    DELIVERING,
    DURING_SIEGE,
    EVENT_THAT,
    FIRST_TOLL,
    HAVE_DIED,
    HELD,
    HUNDRED,
    IN_WHOLE,
    JOINED,
    LASTING,
    LENGTH,
    LONG,
    LOSSES_ARE,
    MANY,
    MORE,
    MOST,
    NAMED_BACK,
    NEAR,
    NO_RATE,
    OF_FIGHTING,
    OF_SERIES,
    OF_WAR,
    ONE_AGENT,
    ONE_BACK,
    ONE_DAY,
    ONE_EVENT,
    ONE_SPAN,
    OPERATION,
    PERFECT,
    RAISED,
    RECENTLY,
    RECORD,
    RECORD_OF_WAR,
    RECORD_SINCE,
    SAME_PERIOD,
    SHOTS,
    SINCE,
    SINCE_ATTACK,
    SINCE_EVENT,
    SINCE_WAR,
    SMALL,
    SO_FAR,
    SOME,
    SPANS,
    STRETCH,
    THIS_MONTH,
    TOLL,
    TRIGGER,
    WAR,
    WAR_COST,
    WAR_OF,
    WAR_SUBJECT,
    WERE,
    WHOLE_TITLE,
    WITHIN,
    YEAR_WAR,
    Extent,
    Governed,
    clause,
    clause_span,
    measures,
    nominal,
    pattern,
)
from flows.claims.figures import Figure
from flows.claims.timeline import Timed, Timeline, days_before


def classify(timeline: Timeline, figure: Figure, governed: Governed) -> Extent:
    """Extent of a figure from its measure, its clause, and the time expressions that govern it."""
    measure, number, low = figure.measure, figure.number, timeline.low
    if measure in measures("stock_measures"):
        return Extent("stock", "extent.measure")
    if measure in measures("plan_measures"):
        is_sum = re.search(r"a total of\s+(?:\w+\s+){0,2}$", low[max(0, number.start - 24) : number.start])
        return Extent("cumulative", "extent.total") if is_sum else Extent("incident", "extent.plan")
    if low[max(0, number.start - 1) : number.start] == "+":
        return Extent("incident", "extent.change")
    sentence = timeline.doc.sentences[figure.sentence]
    after = low[number.end : min(sentence.end, number.end + NEAR)]
    if re.match(r"[^\d(]{0,30}\(\s*\+\s*\d", after):
        return Extent("cumulative", "extent.change_beside")
    if pattern("rates").search(NO_RATE.sub(" ", re.split(r"[,;]| and \w+ (?:were|was|are)", after)[0])):
        return Extent("incident", "extent.rate")
    return _of_flow(timeline, figure, governed, timeline.around(figure), after)


def _of_flow(timeline: Timeline, figure: Figure, governed: Governed, text: str, after: str) -> Extent:
    """Extent of losses, deliveries and moves, which are counted over a span."""
    low = timeline.low
    measure, near, at = figure.measure, clause(timeline, figure), governed.at
    value = max(figure.number.values, default=figure.number.low or 0.0)
    is_loss = measure.startswith("casualties.") and measure != "casualties.captured"
    is_event = bool(pattern("events").search(text)) and not measure.startswith("equipment.")
    head = text.partition(":")[0] if ":" in text and near not in text.partition(":")[0] else ""
    counted = RECORD.sub(" ", near)
    is_total = bool(pattern("totals").search(counted) or pattern("totals").search(head))
    begin, end = timeline.doc.sentences[figure.sentence].start, timeline.doc.sentences[figure.sentence].end
    around = timeline.low[max(begin, figure.number.start - NEAR) : min(end, figure.number.end + NEAR)]
    is_perfect = bool(PERFECT.search(near) and PERFECT.search(around))
    if measure == "casualties.captured" and HELD.search(near):
        return Extent("stock", "extent.held")
    raised = _raised(timeline, figure, begin, end)
    if raised:
        return raised
    told = EVENT_THAT.search(low, max(begin, figure.number.start - NEAR - ONE_BACK), figure.number.start)
    if told and measure.startswith("casualties."):
        return Extent("incident", "extent.told_event")
    if at is None and measure.startswith("casualties.") and TRIGGER.search(low, begin, figure.number.start):
        return Extent("incident", "extent.trigger")
    if at is not None and is_loss and _is_record(timeline, figure, at, begin):
        return Extent("incident", "extent.record")
    if is_loss and at is None and DURING_SIEGE.search(near) and not 0 < value < SOME:
        return Extent("cumulative", "extent.siege")
    if is_loss and ONE_SPAN.search(near) and not is_total:
        return Extent("period", "extent.span")
    if ONE_DAY.search(near):
        return Extent("incident", "extent.one_day")
    if SO_FAR.search(near):
        return Extent("cumulative", "extent.so_far")
    if SINCE_ATTACK.search(low, begin, figure.number.start):
        return Extent("incident", "extent.told_event")  # "the deadliest since a suicide attack killed 28"
    if governed.since is not None:
        return _since(timeline, governed.since)
    since_war = SINCE_WAR.search(near)
    if since_war and (at is None or timeline.war_start(since_war["war"])) and not RECORD_SINCE.search(near):
        return Extent("cumulative", "extent.since_war")
    if measure == "equipment.lost" and at is None and LOSSES_ARE.search(low, begin, figure.number.start):
        return Extent("cumulative", "extent.losses")
    if is_perfect and at is None and _has_since(timeline, figure, begin, end):
        return Extent("cumulative", "extent.since_event")
    if at is None and is_loss and RECENTLY.search(near):
        return Extent("period", "extent.recently")
    if at is None and SINCE_EVENT.search(low, figure.number.end, clause_span(timeline, figure)[1]):
        return Extent("cumulative", "extent.since_event")
    subject = WAR_SUBJECT.search(low, clause_span(timeline, figure)[0], figure.number.start)
    if subject and at is not None and _is_dated_apart(at, subject):
        subject = None  # "last year the conflict claimed 252 lives": of the year
    told = subject or WAR_COST.search(low, clause_span(timeline, figure)[0], figure.number.start)
    if told and not told["fighting"]:  # an attack told elsewhere in the sentence is another thing
        own = low[told.start() : figure.number.end] + after.partition(",")[0]
        is_event = bool(pattern("events").search(own))
    if subject and not is_event and (not subject["fighting"] or not 0 < value < SOME):
        return Extent("cumulative", "extent.war")
    cost = WAR_COST.search(low, clause_span(timeline, figure)[0], figure.number.start)
    if cost and at is not None and not ASIDE_DATE.search(low, cost.start(), at.ref.start):
        cost = None  # of the date; but "the war that ended in May killed"
    if cost and not is_event and (not cost["fighting"] or value >= HUNDRED):
        return Extent("cumulative", "extent.war")
    if is_loss and at is None and (DAYS_LONG.search(text) or (value >= MANY and OPERATION.search(near))):
        return Extent("cumulative", "extent.operation")
    if at is not None and at.ref.grain in ("year", "decade", "season", "span", "window", "month", "part", "week"):
        found = _spanned(timeline, figure, at, near, is_event)
        if found:
            return found
    if is_loss and not is_event and _is_series(timeline, figure, at, text):
        return Extent("period", "extent.series")
    is_cell = bool(CELL.match(timeline.low, figure.number.end)) and "|" in timeline.low[begin : figure.number.start]
    is_sum = is_total or is_perfect or is_cell or (at is None and not DELIVERING.search(near))
    if measure == "equipment.delivered" and is_sum:
        return Extent("cumulative", "extent.deliveries")
    if measure == "equipment.lost" and at is None and value >= MANY and not is_event and figure.unit not in SHOTS:
        return Extent("cumulative", "extent.many", True)
    if at is not None and not is_total:
        return Extent("cumulative", "extent.many") if is_loss and value >= MOST else Extent("incident", "extent.day")
    if governed.end is not None and is_loss and (not is_event or LASTING.search(near)):
        return Extent("cumulative", "extent.as_of")
    if is_loss and STRETCH.search(near) and at is None:
        return Extent("period", "extent.stretch")
    is_cost = is_loss or measure == "equipment.lost"
    if is_cost and timeline.doc.published is None and IN_WHOLE.search(near) and WHOLE_TITLE.search(timeline.text(0)):
        return Extent("cumulative", "extent.whole")
    if SAME_PERIOD.search(text) or LENGTH.search(after) or LENGTH.match(near):
        return Extent("period", "extent.length")
    if is_total and FIRST_TOLL.search(near):
        return Extent("incident", "extent.first_toll")
    if is_total and not is_event:
        return Extent("cumulative", "extent.total")
    if BY_THEN.search(near):
        return Extent("cumulative", "extent.by_then")
    if 0 < value < MANY and MORE.match(after) and not is_total:
        return Extent("incident", "extent.more")
    of_war = WAR.search(RECORD_OF_WAR.sub(" ", near))
    if of_war and not is_event and not (0 < value < HUNDRED and AN_OFFENSIVE.search(near)):
        return Extent("cumulative", "extent.war")
    if measure == "casualties.captured" or measure in measures("flow_measures"):
        return Extent("incident", "extent.default", True)
    if is_loss and (value >= MOST or (value >= MANY and not is_event)):
        return Extent("cumulative", "extent.many", True)
    if is_perfect and not is_event and not 0 < value < SOME:
        return Extent("cumulative", "extent.perfect", True)
    return Extent("incident", "extent.event" if is_event else "extent.default", True)


def _is_whole_span(low: str, at: Timed, figure: Figure) -> bool:
    """Whether it is of all of a month or a week: "in the month of January", "have died this week", "32 in January"."""
    ref = at.ref
    if ALL_OF.search(low, max(0, ref.start - NEAR), ref.start) or ALONE.match(low, ref.end):
        return True
    is_news = ref.basis == "relative" and ref.grain in ("week", "month")
    is_present = is_news and HAVE_DIED.match(low, figure.number.end) is not None
    return is_present or COMPARED_SPAN.search(low, max(0, ref.start - NEAR), ref.start) is not None


def _is_record(timeline: Timeline, figure: Figure, at: Timed, begin: int) -> bool:
    """Whether it is of what a record is compared with: "the deadliest attack since May 2004, when 155 died"."""
    found = RECORD_SINCE.search(timeline.low, begin, min(figure.number.start, at.ref.start))
    words = timeline.low[begin : found.end()] if found else ""
    return any(pattern(name).search(words) for name in ("events", "series"))


def _is_dated_apart(at: Timed, found: re.Match[str]) -> bool:
    """Whether a month or a year beside a war and its cost is no date of the war itself."""
    is_span = (
        at.ref.grain in ("year", "season", "month", "part", "week") and not at.is_opening and " had " not in found[0]
    )
    return is_span and at.ref.role == "at" and not found.start() <= at.ref.start < found.end()


def _has_since(timeline: Timeline, figure: Figure, begin: int, end: int) -> bool:
    """Whether the figure's sentence says "since", and not of a figure between."""
    found = SINCE.search(timeline.low, begin, end)
    if found and CHANGED.search(timeline.low, max(begin, found.end() - CHANGE_BACK), found.end() + 1):
        return False
    if found is None:
        return False
    is_joined = JOINED.fullmatch(timeline.low, figure.number.end, found.start()) is not None
    return is_joined or not timeline.between(figure.sentence, figure.number.end, found.start())


def _raised(timeline: Timeline, figure: Figure, begin: int, end: int) -> Extent | None:
    """A total that the figure is raised to; None for the toll of one event and within a stated span."""
    low, number = timeline.low, figure.number
    raised = RAISED.search(low, max(begin, number.start - 130), number.start)
    rest = re.split(r"[,;]|\.\s", low[number.end : min(end, number.end + 2 * NEAR)])[0]
    if raised is None or not COUNTED.search(raised["what"] + " " + rest[:30]):
        return None
    if pattern("events").search(raised["what"] + " " + rest):
        return None
    if WITHIN.search(raised["what"] + " " + rest):
        return Extent("period", "extent.raised") if THIS_MONTH.search(rest) else None
    return Extent("cumulative", "extent.raised")


def _is_series(timeline: Timeline, figure: Figure, at: Timed | None, text: str) -> bool:
    """Whether losses are those of several attacks on the days that the figure's line names ("over the weekend")."""
    if not pattern("series").search(text):
        return False
    found = at or timeline.before(figure.sentence, ("at",))
    return found is not None and found.ref.grain in SPANS and (days_before(found.ref.last, found.ref.first) or 0) >= 1


def _since(timeline: Timeline, since: Timed) -> Extent:
    """A count since the night before is one incident, a longer one a running total."""
    days = days_before(timeline.doc.published, since.ref.first)
    if days is not None and days <= 1:
        return Extent("incident", "extent.since_yesterday")
    return Extent("cumulative", "extent.since")


def _spanned(timeline: Timeline, figure: Figure, at: Timed, near: str, is_event: bool) -> Extent | None:
    """A figure with a month, a year or a stated span: of one event in it, of a war, or of the span."""
    ref = at.ref
    days = days_before(ref.last, ref.first)
    days = nominal(timeline.low, at) if days is None or ref.grain in ("window", "week") else days
    if days < 2:
        return None
    if figure.measure in measures("flow_measures"):
        is_month = ref.grain == "month" and figure.measure == "recruitment"
        is_window = is_month or ref.grain in ("year", "window") or ref.rule_id == "time.span"
        return Extent("period", "extent.flow") if is_window else Extent("incident", "extent.day")
    if figure.measure in ("equipment.delivered", "equipment.planned"):
        return None
    is_loss = figure.measure.startswith("casualties.") and figure.measure != "casualties.captured"
    is_most = max(figure.number.values, default=0.0) >= MOST and days < 28
    if is_loss and (is_most or (ref.grain != "window" and days >= LONG)) and not STRETCH.search(near):
        return Extent("cumulative", "extent.years")
    low = timeline.low
    is_short = ref.grain in ("month", "part", "week", "window")
    if is_loss and STRETCH.search(near):
        return Extent("period", "extent.stretch")
    is_named = ref.grain == "year" and YEAR_WAR.search(low, max(0, ref.start - NAMED_BACK), ref.end + NEAR) is not None
    is_named = is_named or DATED_WAR.search(low, max(0, ref.start - 60), ref.start) is not None
    is_war = is_named or OF_WAR.match(low, ref.end) or (days > LONG and OF_FIGHTING.match(low, ref.end))
    if is_war or (not is_short and WAR_OF.search(low, max(0, ref.start - 60), ref.start)):
        return Extent("cumulative", "extent.war")
    if ref.grain == "window" and days <= BATTLE and OF_SERIES.match(low, ref.end):
        return Extent("period", "extent.span")
    if ref.grain == "window" and days <= BATTLE and TOLL.search(near) and is_loss:
        return Extent("cumulative", "extent.total")
    if ref.grain == "window" and days <= BATTLE and ref.rule_id == "time.count":
        return Extent("incident", "extent.battle", True)
    is_count = is_loss and bool(WERE.match(low, figure.number.end)) and ref.grain in ("month", "year", "season")
    if is_count and max(figure.number.values, default=0.0) >= HUNDRED:
        rest = low[figure.number.end : clause_span(timeline, figure)[1]]
        if not pattern("events").search(rest):
            return Extent("period", "extent.span")
    is_single = ONE_EVENT.search(low, max(0, figure.number.start - ONE_BACK), figure.number.start) is not None
    if is_single and ref.grain in ("week", "month", "part"):
        return Extent("incident", "extent.event")
    if is_event and not pattern("series").search(near) and (ref.grain != "window" or ONE_EVENT.search(near)):
        if is_loss and ref.grain == "span" and days > BATTLE and LASTING.search(timeline.text(figure.sentence)):
            return Extent("cumulative", "extent.operation")  # "the siege from May to August cost 3,000 lives"
        return Extent("incident", "extent.event")
    is_series = pattern("series").search(near) or max(figure.number.values, default=0.0) >= HUNDRED
    is_series = is_series or (is_loss and _is_whole_span(low, at, figure))
    if ref.grain in ("month", "part", "week", "season") and not is_series:
        is_beside = clause_span(timeline, figure)[0] <= ref.start <= clause_span(timeline, figure)[1]
        is_many = max(figure.number.values, default=0.0) > SMALL and not ONE_AGENT.search(
            low, figure.number.end, clause_span(timeline, figure)[1]
        )
        if is_loss and is_beside and is_many and WERE.match(low, figure.number.end):
            return Extent("period", "extent.month")
        return Extent("incident", "extent.day")
    return Extent("period", "extent.span")
