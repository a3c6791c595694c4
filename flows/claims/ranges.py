"""Ranges: "5,000 to 6,000", "5-6,000", "between 200 and 300", "10 or 15", "two or three dozen"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.claims import number_dates
from flows.claims.number_context import NO_TAIL, Kind, Tail, counts, tail
from flows.claims.number_dates import is_year
from flows.claims.numeral_digits import read_digits
from flows.claims.numeral_words import read_words
from flows.claims.numerals import GAP, MONTHS, Numeral


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
    rf"-(?P<tied>to|or)-(?=[0-9a-z])|-?{GAP}(?P<word>to|or|and){GAP}|(?P<dash>[ ]?[-–—][ ]?)(?=[0-9a-z$£€])"
)
_HEDGE = re.compile(
    rf"(?:as many as|more than|over|at least|nearly|perhaps|even|maybe|about|around|possibly|up to){GAP}"
)
_HEDGES = frozenset(("about", "around", "roughly", "approximately", "estimated", "some"))
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
    if first.value is None or low[first.end : first.end + 1] not in _TIES:
        return None
    joint = _JOINT.match(low, first.end)
    if not joint:
        return None
    word = joint["word"] or joint["tied"]
    opened = opener(left)
    if word == "and" and opened != "between":
        return None
    second = _second(text, low, joint)
    if second is None or second.value is None:
        return None
    if joint["dash"] and (
        first.form != second.form
        or low[first.start - 1 : first.start] == "-"
        or _CHAIN.match(low, second.end)
        or (first.form == "words" and joint["dash"].strip() != joint["dash"])
    ):
        return None
    values = _share_scale(first, second)
    if values[0] >= values[1] or (word == "or" and values[1] > WIDEST * values[0]):
        return None
    plain = not (first.grouped or second.grouped)
    if plain and is_year(first.value) and is_year(second.value) and not counts(tail(low, second.end)):
        return None
    outer = first.start
    if word == "to" and left[-1:] == ["by"] and _CHANGE.search(low[max(0, outer - 90) : outer]):
        return None  # "the toll rose by 12 to 98"
    if opened == "between" or (opened == "from" and word == "to"):
        if opened == "from" and _CHANGE.search(low[max(0, outer - 90) : outer]):
            return None
        outer = low.rfind(opened, 0, outer)
    return Span(first.start, second.end, outer, values, first, second)


_TIES = frozenset((" ", "-", "–", "—", "\n", "\t"))
_RUN = re.compile(r"\d+")
_CHAIN = re.compile(r"-\d")


def opener(left: list[str]) -> str:
    """The word that opens a range: between, from, or ''."""
    word = left[-1] if left else ""
    if word in _HEDGES and len(left) > 1:
        word = left[-2] if left[-2] != "an" else left[-3] if len(left) > 2 else ""
    word = word.lstrip("\"'“([")
    return word if word in ("between", "from") else ""


def _second(text: str, low: str, joint: re.Match[str]) -> Numeral | None:
    """The numeral at the far end of a joint."""
    at = joint.end()
    if not joint["dash"] and (hedge := _HEDGE.match(low, at)):
        at = hedge.end()
    if low[at : at + 1] in ("$", "£", "€"):
        at += 1
    if not low[at : at + 1].isdigit():
        return read_words(low, at)
    digits = _RUN.match(low, at)
    if not digits or number_dates.special(text, low, at, digits.end()):
        return None
    return read_digits(text, low, at, digits.end())


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
        found = number_dates.by_calendar(text, low, first, left, NO_TAIL)
        if found and not counts(following):
            return found
        if span.values[1] <= 31 and following.first in MONTHS:
            return "date", "date_or_time"
        if span.values[1] < 30 and low[first.end] == "-" and _WON.search(low[max(0, span.start - 40) : span.start]):
            return "identifier", "score"
    return None
