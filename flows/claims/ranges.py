"""Ranges: "5,000 to 6,000", "5-6,000", "between 200 and 300", "10 or 15", "two or three dozen"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.claims import number_kinds, numerals
from flows.claims.number_kinds import Kind, Tail, is_year
from flows.claims.numerals import GAP, Numeral


@dataclass(frozen=True, slots=True)
class Span:
    """Two numerals that make a range; `outer_start` includes "between" or "from"."""

    start: int
    end: int
    outer_start: int
    values: tuple[float, float]
    first: Numeral
    second: Numeral


_JOINT = re.compile(
    rf"(?P<dash>[ ]?[-–—][ ]?)(?=[0-9a-z$£€])|{GAP}(?P<word>to|or|and){GAP}|-(?P<tied>to|or)-(?=[0-9a-z])"
)
_HEDGE = re.compile(rf"(?:as many as|perhaps|even|maybe|about|around|possibly|up to){GAP}")
_BETWEEN = re.compile(
    rf"(?<![a-z])between{GAP}(?:(?:about|around|roughly|approximately|an estimated|some){GAP})?[\"'“($£€]?$"
)
_FROM = re.compile(rf"(?<![a-z])(?:from|range from|ranging from){GAP}$")
_CHANGE = re.compile(
    r"(?<![a-z])(?:ris|rose|grew|grow|increas|decreas|fell|fall|drop|cut|cuts|went|reduc|expand|doubl|climb|swell|swoll"
    r"|jump|rais|lower|shr[aiu]nk|declin|boost|upped|revis|trim|slash|soar|surg|dwindl|plung|beef|bring|brought|up|down)[a-z]*"
    r"[^.;:\n]{0,70}$"
)
_WON = re.compile(
    r"(?<![a-z])(?:won|win|wins|beat|lost|defeat|draw|drew|victory|score|scored|vote|voted|lead|match|game)[a-z]*\W[^.;\n]{0,30}$"
)
WIDEST = 10
"""An "or" joins two numbers to a range only up to this ratio."""


def read(text: str, low: str, first: Numeral, left: list[str]) -> Span | None:
    """The range that starts with the numeral `first`, or None; a scale named at its end alone goes for both ends."""
    if first.value is None or first.form not in ("digits", "words"):
        return None
    joint = _JOINT.match(low, first.end)
    if not joint:
        return None
    at = joint.end()
    hedge = _HEDGE.match(low, at)
    if hedge and not joint["dash"]:
        at = hedge.end()
    if low[at : at + 1] in ("$", "£", "€"):
        at += 1
    digits = low[at : at + 1].isdigit()
    if digits and (number_kinds.special(text, low, at) or not text[at].isascii()):
        return None
    second = numerals.read_digits(text, low, at) if digits else numerals.read_words(low, at)
    if second is None or second.value is None:
        return None
    if joint["dash"] and (
        first.form != second.form
        or low[first.start - 1 : first.start] == "-"
        or re.match(r"-\d", low[second.end : second.end + 2])
    ):
        return None
    outer = first.start
    window = low[max(0, outer - 40) : outer]
    between = _BETWEEN.search(window)
    word = joint["word"] or joint["tied"]
    if word == "and" and not between:
        return None
    values = _share_scale(first, second)
    if values[0] >= values[1] or (word == "or" and values[1] > WIDEST * values[0]):
        return None
    if (
        is_year(first.value)
        and is_year(second.value)
        and not (first.grouped or second.grouped)
        and not _counted(low, second.end)
    ):
        return None
    came_from = _FROM.search(window)
    if word == "to" and came_from and _CHANGE.search(low[max(0, outer - 90) : outer]):
        return None
    if between:
        outer -= len(window) - between.start()
    elif came_from and word == "to":
        outer -= len(window) - came_from.start()
    return Span(first.start, second.end, outer, values, first, second)


def _counted(low: str, end: int) -> bool:
    following = number_kinds.tail(low, end)
    return following.word(0) in number_kinds.words("count_nouns", "words")


def _share_scale(first: Numeral, second: Numeral) -> tuple[float, float]:
    """Ends of a range; "5-6,000" is 5,000 to 6,000 and "two or three million" 2 to 3 million."""
    low, high = first.value or 0.0, second.value or 0.0
    if first.scale != 1 or first.grouped or low >= 1000:
        return low, high
    if second.scale != 1 and second.lead is not None:
        return (low * second.scale, high) if low < second.lead else (low, high)
    if second.grouped and high >= 1000 and high % 1000 == 0 and low < high / 1000:
        return low * 1000, high
    return low, high


def by_calendar(text: str, low: str, span: Span, left: list[str], following: Tail) -> Kind | None:
    """Kind of a range that is no count: days, years, scores."""
    first = span.first
    if first.form == "digits":
        found = number_kinds.by_calendar(text, low, first, first.end, left, number_kinds.NO_TAIL)
        if found and not _counted(low, span.end):
            return found
        if span.values[1] <= 31 and following.word(0) in numerals.months():
            return "date", "date_or_time"
        if span.values[1] < 30 and low[first.end] == "-" and _WON.search(low[max(0, span.start - 40) : span.start]):
            return "identifier", "score"
    return None
