"""What span a figure sums over: a size at a time, one incident, a running total, or a stated period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from flows.claims.figures import Figure
from flows.claims.time_words import COUNT, DAYS_IN, LEXICON, UNIT, any_of, count_of
from flows.claims.timeline import WINDOW, Timed, Timeline, days_before
from flows.lexicon import read_toml

MANY: Final = 1000  # killed, hurt, lost: of a war rather than of one incident, where no day is named
MOST: Final = 5000  # also where a day is named: the day of the count
SOME: Final = 50  # "have been killed", where no event is named: more than one incident
HUNDRED: Final = 100  # in a month, where no event is named: those of the whole month
LONG: Final = 400  # days; losses over more than a year or so are those of a war
BATTLE: Final = 7  # days of fighting that still are one battle
LOOSE: Final = ("extent.default", "extent.many")
NEAR: Final = 60  # characters after a number in which a rate belongs to it
SPANS: Final = ("weekend", "week", "span")  # grains of a few days
FAR: Final = 10.0  # times smaller than the war's total: no total of the same war
SURE: Final = ("extent.since", "extent.since_war", "extent.war", "extent.raised")
SMALL: Final = 12  # a number up to here is told of many things: saying it twice shows nothing


@dataclass(frozen=True, slots=True)
class Governed:
    """The time expressions that govern a figure: when, since when, up to when, and when it was said."""

    at: Timed | None = None
    since: Timed | None = None
    end: Timed | None = None
    said: Timed | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """Extent of a figure, the rule that found it, and whether the figures around it may overrule it."""

    value: str
    rule_id: str
    is_default: bool = False


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z-])(?:{any_of(read_toml('extent.toml')[name])})(?![a-z])")


@cache
def measures(name: str) -> frozenset[str]:
    """Measures of a class of extent.toml."""
    return frozenset(read_toml("extent.toml")[name])


_WARS = any_of(LEXICON["words"]["wars"])
_PERFECT = re.compile(
    r"(?<![a-z])(?<!to\s)(?:have|has|'ve|’ve)\s+(?:\w+\s+){0,2}?(?:been|\w+ed|lost|taken|shot|sunk|brought|cost|seen|put|fallen|built|sent)(?![a-z])"
)
_WAR = re.compile(
    rf"(?<![a-z])(?<!history\s)(?:in|during|of|over|by|throughout|from|this|since)\s+(?!(?:[\w'’-]+\s+){{1,2}}history\s)(?:[\w'’-]+\s+){{0,5}}?(?:{_WARS})(?![a-z-])"
)
_WAR_SUBJECT = re.compile(
    rf"(?<![a-z])(?:{_WARS})(?:\s+[^,;.:]{{0,40}}|,[^,;.:]{{0,50}},)?\s+(?:has|have|had|cost|claimed)\s"
    r"|(?<![a-z])(?:fighting|bloodshed|bombardment|clashes)\s+(?:[^,;.:]{0,30}\s)?(?:has|have)\s+(?:killed|claimed|cost|left)\s"
)
_LENGTH = re.compile(
    rf"(?<![a-z])(?:in|over|during)\s+(?:just\s+|only\s+|the\s+|the\s+same\s+)?(?:{COUNT})\s+(?:month|year|week)s?(?![a-z])"
)
_RAISED = re.compile(  # "bringing to 36 the number of dead", "pushing the toll past 1,900"
    r"(?<![a-z])(?:br(?:ing|ought)|push|rais|t(?:ak|ook)|lift)(?:s|es|ing|ed|e)?\s(?P<what>[^;.]{0,90}?)"
    r"(?<![a-z])(?:to|past|above|over|beyond)\s+(?:[a-z]+\s+){0,3}$"
)
_WITHIN = re.compile(r"(?<![a-z])(?:this|in a single|in one|last) (?:day|week|weekend|month|year)(?![a-z])|(?<![a-z])in \d{4}")
_COUNTED = re.compile(r"(?<![a-z])(?:number|toll|total|tally|count|figure)s?(?![a-z])")
_MORE = re.compile(r"\s+(?:more|further|additional)(?![a-z])")
_SO_FAR = re.compile(r"(?<![a-z])so far\s+(?:in\s+)?$")
_TOLL = re.compile(r"(?<![a-z])(?:toll|tally)(?![a-z])")
_HELD = re.compile(  # people who are in captivity now: a size, no event
    r"(?<![a-z])(?:still|remain(?:s|ed|ing)?|(?:is|are)(?:\s+\w+)?)\s+(?:being\s+)?"
    r"(?:held|(?:in|inside)\s+(?:[\w'’-]+\s+){0,2}?(?:captivity|custody|detention|jails?|prisons?|hands|gaza)|captive|imprisoned|behind bars)(?![a-z])"
)
_BY_THEN = re.compile(
    r"(?<![a-z])by\s+(?:then|\d[\w:.]*|the end of [\w ]+|noon|midnight|nightfall|dawn|evening|[a-z]+day)"
    r"(?:\s+\w+)?,\s+(?:\w+\s+){1,6}?had\s"
)
_WAR_OF = re.compile(rf"(?<![a-z])(?:{_WARS})\s+(?:\w+\s+){{0,3}}?(?:of|in)\s+(?:the\s+)?$")
_OF_WAR = re.compile(rf"\s+of\s+(?:[a-z]+\s+)?(?:{_WARS})(?![a-z])")
BATTLE_TITLE = re.compile(rf"(?<![a-z])(?:{any_of(read_toml('extent.toml')['battle_titles'])})(?![a-z])")
_CELL = re.compile(r"[\s+]*\|")  # the number fills its cell of the table
_COUNT_UNIT = re.compile(rf"(?:{COUNT}[\s-])?{UNIT}(?![a-z])")
_SINCE = re.compile(r"(?<![a-z])since(?![a-z])")
SINCE_WAR = re.compile(rf"(?<![a-z])since\s+(?:[\w'’-]+\s+){{0,6}}?(?P<war>{_WARS})(?![a-z])")
SAME_PERIOD = re.compile(r"(?<![a-z])the same (?:period|time|span|months|weeks)(?![a-z])")
_PART = re.compile(
    r"(?<![a-z])(?:of (?:that number|these|them|those|the dead|the total|whom)|the dead included|including|among them)"
    r"(?![a-z])"
)
_CLAUSE = re.compile(
    r"[;:]\s|,\s+(?:and|but|while|which|who|whose|where|whereas|although|though)\s|\swhile\s|\s[–—-]\s"
)


def clause(timeline: Timeline, figure: Figure) -> str:
    """The words of the figure's clause, lower case: between the conjunctions and colons around it."""
    sentence = timeline.doc.sentences[figure.sentence]
    begin = max(sentence.start, figure.number.start - WINDOW)
    stop = min(sentence.end, figure.number.end + WINDOW)
    for found in _CLAUSE.finditer(timeline.low, begin, stop):
        if found.start() >= figure.number.end:
            return timeline.low[begin : found.start()]
        begin = found.end()
    return timeline.low[begin:stop]


def is_war(timeline: Timeline, sentence: int) -> bool:
    """Whether a sentence is about a war, a campaign, an uprising."""
    return bool(re.search(rf"(?<![a-z])(?:{_WARS})(?![a-z])", timeline.text(sentence)))


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
    if _pattern("rates").search(re.split(r"[,;]| and \w+ (?:were|was|are)", after)[0]):
        return Extent("incident", "extent.rate")
    return _of_flow(timeline, figure, governed, timeline.around(figure), after)


def _of_flow(timeline: Timeline, figure: Figure, governed: Governed, text: str, after: str) -> Extent:
    """Extent of losses, deliveries and moves, which are counted over a span."""
    measure, near, at = figure.measure, clause(timeline, figure), governed.at
    value = max(figure.number.values, default=0.0)
    is_loss = measure.startswith("casualties.") and measure != "casualties.captured"
    is_event = bool(_pattern("events").search(text)) and not measure.startswith("equipment.")
    head = text.partition(":")[0] if ":" in text and near not in text.partition(":")[0] else ""
    is_total = bool(_pattern("totals").search(near) or _pattern("totals").search(head))
    begin, end = timeline.doc.sentences[figure.sentence].start, timeline.doc.sentences[figure.sentence].end
    around = timeline.low[max(begin, figure.number.start - NEAR) : min(end, figure.number.end + NEAR)]
    is_perfect = bool(_PERFECT.search(near) and _PERFECT.search(around))
    if measure == "casualties.captured" and _HELD.search(near):
        return Extent("stock", "extent.held")
    raised = _raised(timeline, figure, begin, end)
    if raised:
        return raised
    if governed.since is not None:
        return _since(timeline, governed.since)
    since_war = SINCE_WAR.search(near)
    if since_war and timeline.war_start(since_war["war"]):
        return Extent("cumulative", "extent.since_war")
    if _SINCE.search(text) and is_perfect and at is None:
        return Extent("cumulative", "extent.since_event")
    if _WAR_SUBJECT.search(near) and not is_event:
        return Extent("cumulative", "extent.war")
    if at is not None and at.ref.grain in ("year", "decade", "season", "span", "window", "month", "part", "week"):
        found = _spanned(timeline, figure, at, near, is_event)
        if found:
            return found
    if is_loss and not is_event and _is_series(timeline, figure, at, text):
        return Extent("period", "extent.series")
    is_cell = bool(_CELL.match(timeline.low, figure.number.end)) and "|" in timeline.low[begin : figure.number.start]
    if measure == "equipment.delivered" and (at is None or is_total or is_perfect or is_cell):
        return Extent("cumulative", "extent.deliveries")
    if at is not None and not is_total:
        return Extent("cumulative", "extent.many") if is_loss and value >= MOST else Extent("incident", "extent.day")
    if SAME_PERIOD.search(text) or _LENGTH.search(after) or _LENGTH.match(near):
        return Extent("period", "extent.length")
    if is_total and not is_event:
        return Extent("cumulative", "extent.total")
    if _BY_THEN.search(near):
        return Extent("cumulative", "extent.by_then")
    if value < MANY and _MORE.match(after) and not is_total:
        return Extent("incident", "extent.more")
    if _WAR.search(near) and not is_event:
        return Extent("cumulative", "extent.war")
    if measure == "casualties.captured" or measure in measures("flow_measures"):
        return Extent("incident", "extent.default", True)
    if value >= MANY and is_loss and not is_event:
        return Extent("cumulative", "extent.many", True)
    if is_perfect and not is_event and not 0 < value < SOME:
        return Extent("cumulative", "extent.perfect", True)
    return Extent("incident", "extent.event" if is_event else "extent.default", True)


def _raised(timeline: Timeline, figure: Figure, begin: int, end: int) -> Extent | None:
    """A total that the figure is raised to; None for the toll of one event and within a stated span."""
    low, number = timeline.low, figure.number
    raised = _RAISED.search(low, max(begin, number.start - 130), number.start)
    rest = re.split(r"[,;]|\.\s", low[number.end : min(end, number.end + 2 * NEAR)])[0]
    if raised is None or not _COUNTED.search(raised["what"] + " " + rest[:30]):
        return None
    if _pattern("events").search(raised["what"] + " " + rest) or _WITHIN.search(raised["what"] + " " + rest):
        return None
    return Extent("cumulative", "extent.raised")


def _is_series(timeline: Timeline, figure: Figure, at: Timed | None, text: str) -> bool:
    """Whether losses are those of several attacks on the days that the figure's line names ("over the weekend")."""
    if not _pattern("series").search(text):
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
    days = _nominal(timeline.low, at) if days is None else days
    if days < 2:
        return None
    if figure.measure in measures("flow_measures"):
        is_window = ref.grain in ("year", "window") or ref.rule_id == "time.span"
        return Extent("period", "extent.flow") if is_window else Extent("incident", "extent.day")
    if figure.measure in ("equipment.delivered", "equipment.planned"):
        return None
    is_loss = figure.measure.startswith("casualties.") and figure.measure != "casualties.captured"
    is_most = max(figure.number.values, default=0.0) >= MOST and days < 32
    if is_loss and (is_most or (ref.grain != "window" and days >= LONG)):
        return Extent("cumulative", "extent.years")
    low = timeline.low
    if _WAR_OF.search(low, max(0, ref.start - 60), ref.start) or _OF_WAR.match(low, ref.end):
        return Extent("cumulative", "extent.war")
    if ref.grain == "window" and days <= BATTLE and ref.rule_id == "time.count":
        return Extent("incident", "extent.battle", True)
    if is_event and not _pattern("series").search(near):
        return Extent("incident", "extent.event")
    is_series = _pattern("series").search(near) or max(figure.number.values, default=0.0) >= HUNDRED
    if _SO_FAR.search(low, max(0, ref.start - 12), ref.start):
        return Extent("period", "extent.span")
    if ref.grain in ("month", "part", "week", "season") and not is_series:
        return Extent("incident", "extent.day")
    return Extent("period", "extent.span")


def _nominal(low: str, at: Timed) -> int:
    """Length in days that the words of an expression have, where no publication date fixes it."""
    ref = at.ref
    found = _COUNT_UNIT.search(low, max(0, ref.start - 4), ref.end)
    if found and ref.grain == "window":
        count = count_of(found["count"]) if found["count"] else 3 if found[0].endswith("s") else 1
        return round(DAYS_IN[found["unit"]] * count)
    return {"year": 365, "decade": 3652, "season": 90, "month": 30, "part": 10, "week": 7, "window": 3}.get(
        ref.grain, 0
    )


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
        (max(f.number.values, default=0.0) for f, e in zip(figures, extents, strict=True) if e.rule_id in SURE), default=0.0
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
            elif extent.rule_id == "extent.perfect" and _is_of_event(timeline, figure, main):
                extent = Extent("incident", "extent.default", True)
            elif extent.rule_id == "extent.battle" or (governed[i].at is None and extent.rule_id in LOOSE):
                extent = _neighbour(timeline, out, i, extent, main)
        if main and main.value == "incident" and _is_far_below(timeline, figure, extent, largest):
            extent = Extent("incident", "extent.far_below")
        out.append(extent)
    return out


def _is_far_below(timeline: Timeline, figure: Figure, extent: Extent, largest: float) -> bool:
    """Whether a toll is too small beside the war's total to be one: it is of the event that the article is about."""
    if not 0 < FAR * max(figure.number.values, default=0.0) <= largest or not figure.measure.startswith("casualties."):
        return False
    near = clause(timeline, figure)
    if _PERFECT.search(near) or _WAR.search(near) or "so far" in near:
        return False
    return extent.rule_id == "extent.many" or (extent.rule_id == "extent.total" and _TOLL.search(near) is not None)


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
    if is_near and (extent.rule_id != "extent.many" or _PART.search(timeline.around(figure))):
        return Extent(done[i - 1].value, "extent.beside")
    is_whole = main and main.value == "cumulative" and not main.is_default and figure.measure.startswith("casualties.")
    if extent.rule_id == "extent.default" and is_whole and max(figure.number.values, default=2) > 1:
        return Extent("cumulative", "extent.main")
    return extent
