"""Which time expression of a sentence governs a figure: the nearest one, in words and clauses between."""

from __future__ import annotations

import re
from typing import Final

from flows.claims.figures import Figure
from flows.claims.time_words import LEXICON, any_of
from flows.claims.timeline import WINDOW, Timed, Timeline

COSTS: Final[dict[str, float]] = LEXICON["boundaries"]
REACH: Final = 38.0  # words; an expression of the sentence that is farther off does not govern a figure
WILL_BACK: Final = 100  # characters before a size in which the verb of its future stands
RESTRICTIVE: Final = 24  # characters after a number where "who" and "that" open a clause about what it counts
_ACQUIRED = re.compile(
    r"(?<![a-z])(?:bought|ordered|purchased|acquired|commissioned|built|signed|founded|delivered|agreed)(?![a-z])"
)
_TELLING = re.compile(r"(?<![a-z])(?:admitted|owned up|acknowledged|conceded|announced|reported|put|claimed)(?![a-z])")
_BOUNDARY = re.compile(
    rf"--|[;:()–—,|]|(?<![a-z])(?:in which|during which|{any_of([w for w in COSTS if w.isalpha()])})(?![a-z])"
)
_PERFECT_BEFORE = re.compile(r"(?<![a-z])(?:have|has)\s+(?:[\w-]+\s+){0,4}$")
_WHEN = re.compile(r",?\s*(?:when|in which|where|as|after)\s")
_CLAUSE_END = re.compile(r",\s(?!when\s|in which\s|where\s)")
_HAS = re.compile(r"(?<![a-z])(?:has|have)\s")
_NAMED = re.compile(r"(?:(?<![a-z])(?:the|its|their|his|her)|['’]s?)\s+$")
_THAT_HAS = re.compile(r"(?<![a-z])(?:that|which|who|and)\s+(?:has|have)\s")
_WILL = re.compile(
    r"(?<![a-z])(?:will|shall|would|is to|are to|set to|expected to|plans? to|aims? to|(?:target|goal|aim)s? of)"
    r"\s[^.;:]*$"
    r"|(?<![a-z])(?:fore(?:sees?|casts?)|expects?|predicts?|projects?|rising to)\s[^.;:]*$"
)
_TO_BE = re.compile(r"\s+(?:[\w'’-]+\s+){1,4}?(?:will|shall|(?:is|are) to) be(?![a-z])")
_RAISING = re.compile(
    r"(?<![a-z])(?:bringing|taking|pushing|raising|lifting)\s[^,;.]{0,60}?(?:toll|number|total|tally)(?![a-z])"
)
_RISING = re.compile(  # "395 ships in 2025, rising to 435 in 2030"
    r",\s+(?:rising|growing|increasing|climbing|falling|shrinking|dropping|and)\s+to\s+(?:[a-z]+\s+){0,2}$"
)
_ASIDE = re.compile(  # "in the north, where a truce ended the war in May, a drone killed two"
    r"[a-z],\s+(?:where|which|who|whose)\s[^,;.:]*$"
)
_FROM = re.compile(r"(?<![a-z])from\s+(?:[a-z]+\s+)?$")
_TO = re.compile(r"\s+(?:[a-z]+\s+){0,2}to\s+(?:[a-z]+\s+)?\d")
_DASH = re.compile(r"--|[–—]")
_SHARE = re.compile(
    r",\s+(?:with\s+[\w\s]{0,20}of|half|including|most"
    r"|(?:\d[\d,]*\s+)?of (?:those|which|whom|them))\s[^,]*$"
)


def distance(timeline: Timeline, figure: Figure, timed: Timed) -> float:
    """How far a figure is from a time expression of its sentence: words between, and what their clauses cost."""
    number, ref, low = figure.number, timed.ref, timeline.low
    is_after = ref.start >= number.end
    length = ref.start - number.end if is_after else number.start - ref.end
    if length > WINDOW:
        is_adjunct = timed.is_initial and not is_after and ref.basis != "context"
        return 12.0 + 30 * low.count(";", ref.end, number.start) if is_adjunct else 2 * REACH
    gap = low[number.end : ref.start] if is_after else low[ref.end : number.start]
    if not is_after and _WHEN.match(gap):
        return 0.5 + gap.count(" ") / 4 + 20 * gap.count(";")
    is_weak = (ref.basis == "context" and gap.strip() != "") or ref.first is None or ref.grain == "window"
    cost = gap.count(" ") + (6.0 if is_weak else 0.0)
    if not is_after and "," in gap and _ASIDE.search(low, max(0, ref.start - 120), ref.start):
        cost += REACH if not timeline.between(figure.sentence, max(0, ref.start - 120), ref.start) else 0.0
    if is_after and figure.measure.startswith(("strength.", "equipment.holdings")) and _ACQUIRED.search(gap):
        cost += REACH
    if not is_after and _RISING.search(gap):
        cost += REACH / 2
    if is_after and _SHARE.search(gap):
        cost += REACH
    if is_after and _DASH.search(gap) and _DASH.search(low, max(0, number.start - 90), number.start):
        cost += REACH / 2  # the figure stands in an aside between dashes
    if is_after and _RAISING.search(gap):
        cost += REACH
    for found in _BOUNDARY.finditer(gap):
        is_own = is_after and found.start() <= RESTRICTIVE and "," not in gap[: found.start()]
        cost += 1.0 if is_own else COSTS.get(found.group(), 1.0)
        if (
            is_after
            and not is_own
            and found.group() in ("that", "which", "who")
            and timeline.between(figure.sentence, number.end + 1, number.end + found.start())
        ):
            cost += 30
        if is_after and not is_own and found.group() in ("that", "which", "who"):
            opens = number.end + found.end()
            cost += 30 if timeline.between(figure.sentence, opens, ref.start) else 0
    if timed.is_initial and not is_after and ref.basis != "context":
        return min(cost / 2, 12.0) + 30 * gap.count(";")
    return cost + (0 if is_after else 1)


def nearest(timeline: Timeline, figure: Figure, roles: tuple[str, ...], kind: str = "event") -> Timed | None:
    """The nearest time expression of the figure's sentence with one of `roles`, None where none is within reach."""
    best, least = None, REACH
    is_plan = figure.measure.endswith(".planned") or _is_size_to_be(timeline, figure)
    for timed in timeline.by_sentence.get(figure.sentence, ()):
        if timed.ref.role in roles and timed.kind == kind and (is_plan or not timeline.is_ahead(timed.ref)):
            far = distance(timeline, figure, timed)
            if far < least and not _is_past_of_perfect(timeline, figure, timed):
                best, least = timed, far
    return _finer(timeline, figure, best, roles, kind) if best else None


def _is_size_to_be(timeline: Timeline, figure: Figure) -> bool:
    """Whether a size is one that will be: "by 2030 it will have 300 tanks"."""
    if not figure.measure.startswith(("strength.", "deployment.present", "equipment.holdings")):
        return False
    is_past = _FROM.search(timeline.low, max(0, figure.number.start - 12), figure.number.start)
    if is_past and _TO.match(timeline.low, figure.number.end):
        return False  # "will reduce it from 4,500 to 2,500"
    if _WILL.search(timeline.low, max(0, figure.number.start - WILL_BACK), figure.number.start):
        return True
    return _TO_BE.match(timeline.low, figure.number.end) is not None


def _is_past_of_perfect(timeline: Timeline, figure: Figure, timed: Timed) -> bool:
    """Whether a present perfect parts a past date from the figure: "the talks of 2012 on a war that has cost"."""
    ref, published = timed.ref, timeline.doc.published
    is_past = ref.role == "at" and ref.last is not None and (published is None or ref.last < published)
    if not is_past or timed.is_initial or ref.end > figure.number.start or timed.is_opening:
        return False
    return _THAT_HAS.search(timeline.low, ref.end, figure.number.start) is not None


def _finer(timeline: Timeline, figure: Figure, best: Timed, roles: tuple[str, ...], kind: str) -> Timed:
    """The day or month in reach where the nearest expression is but the year in the name of a war."""
    low, ref = timeline.low, best.ref
    if ref.grain != "year" or ref.role != "at" or not _NAMED.search(low, max(0, ref.start - 12), ref.start):
        return best
    for timed in timeline.by_sentence.get(figure.sentence, ()):
        is_fit = timed.ref.role in roles and timed.kind == kind and timed.ref.grain in ("day", "month", "span", "part")
        if is_fit and distance(timeline, figure, timed) < REACH:
            return timed
    return best


def in_when_clause(timeline: Timeline, figure: Figure, timed: Timed, *, is_first: bool = True) -> bool:
    """Whether the figure is in a clause "DATE, when ..." that hangs on the expression; `is_first`: the first one."""
    start, end = timed.ref.end, figure.number.start
    if not 0 <= end - start <= WINDOW:
        return False
    gap = timeline.low[start:end]
    if not _WHEN.match(gap) or _PERFECT_BEFORE.search(gap):
        return False
    is_joined = not (_CLAUSE_END.search(gap, 1) or _HAS.search(gap))
    is_one = is_joined or not (is_first and timeline.between(figure.sentence, start, end))
    return is_one and "; " not in gap


def is_told(timeline: Timeline, figure: Figure, timed: Timed) -> bool:
    """Whether a verb of saying stands between the expression and the figure: "on 2 May, when it admitted 40 dead"."""
    return bool(_TELLING.search(timeline.low, timed.ref.end, figure.number.start))


def clause_before(timeline: Timeline, figure: Figure) -> Timed | None:
    """The day told in the clause before a semicolon: "Militias clashed over the weekend; 36 people were killed"."""
    for timed in reversed(timeline.by_sentence.get(figure.sentence, ())):
        ref = timed.ref
        is_day = ref.role == "at" and timed.kind == "event" and ref.grain in ("day", "weekend") and ref.first
        if is_day and ref.end <= figure.number.start and not timeline.is_ahead(ref):
            is_next = timeline.low.count(";", ref.end, figure.number.start) == 1
            return timed if is_next and not timeline.between(figure.sentence, ref.end, figure.number.start) else None
    return None
