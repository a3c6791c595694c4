"""Numbers that are dates, times, ages of a decade, or forms of their own (24.02.2022, 18:32, 24/7, 9K330)."""

from __future__ import annotations

import re
from typing import Final

from flows.claims.number_context import AGE, DATE, EXCLUSIONS, IDENTIFIER, Kind, Tail, counts, tail
from flows.claims.numerals import GAP, MONTHS, Numeral, alternation

_MONTH: Final = alternation(MONTHS)
_DAYS: Final = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:{GAP}?(?:,|-|–|/|&|(?:and|or|to)(?![a-z])){GAP}?\d{{1,2}}(?:st|nd|rd|th)?)*"
    rf"(?:{GAP}|-)(?:of{GAP})?{_MONTH}(?![a-z])"
)
_SPECIAL: Final = re.compile(
    r"""(?P<date>\d{1,4}([./-])\d{1,2}\2\d{2,4}(?![\d.]\d))
      |(?P<time>\d{1,2}:\d{2}(?::\d{2})?(?![\d:])|\d{1,2}(?:\.\d{2})?[ ]?(?:[ap]m\b|[ap]\.m\b\.?|o'clock)
        |\d{1,2}\.\d{2}[ ](?:gmt|utc|bst|est|edt|cet|cest|eet|ist|pkt)\b
        |\d{3,4}[ ]?(?:hrs|gmt|utc|hours\s+(?:local|gmt|utc|today|yesterday|on)|z\b|local\s+time)|\d{6}z\b
        |\d{3,4}-\d{4}[ ](?:gmt|hours|hrs))
      |(?P<degrees>\d{1,3}[°º][ ]?\d{1,2}(?:\.\d+)?['′](?:[ ]?\d{1,2}(?:\.\d+)?["″])?(?:[ ]?[nsew]\b)?)
      |(?P<score>\d{1,3}[-–]\d{1,3}(?![-–]?\d|[,.]\d|\w))
      |(?P<chain>\d{1,4}(?:-\d{1,4}){2,}(?!\w))
      |(?P<version>\d+(?:\.\d+){2,})
      |(?P<slash>\d{1,3}/\d{1,3}(?![\d/]))
      |(?P<mixed>\d+[a-z]+-?\d\w*)
      |(?P<years>(?:1\d|20)\d\d[ ]?[-–/][ ]?(?:(?:1\d|20)\d\d|\d\d)(?![\d,.]*\d|\w))
      |(?P<phone>\d{3}[ -]\d{3,4}-\d{4}|\d{3}-\d{4}(?!\d))
    """,
    re.X,
)
_PHONE: Final = re.compile(r"\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]\d{2,4}){2,}")
_CALL: Final = re.compile(r"(?:call|phone|tel|fax|\(\d+\))\W*\Z")
_DASH: Final = re.compile("[-–]")
_POINTS: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?!\d|\.\d)")
_PLAIN_AFTER: Final = frozenset((",", ")", ";", "", "\n", "%", "+", "?", "!", '"', "”", "’", "'", "]", "—"))
_CLOCK_AFTER: Final = (*"0123456789-–", "am", "a.m", "pm", "p.m", "o'", "gmt", "utc", "hrs", "hours", "z", "local")
"""After digits and a blank: a time of day, a span of years or a telephone number may follow."""
_PARTS: Final = frozenset((2, 3, 4, 5, 8, 10, 100))


def special(text: str, low: str, pos: int, run_end: int) -> tuple[int, Kind] | None:
    """End and kind of digits whose form shows that they are no count: 24.02.2022, 18:32, 9/11, 9K330.

    `low[pos:run_end]` is their first run.
    """
    before = text[pos - 1 : pos]
    if before == "+" and (phone := _PHONE.match(low, pos - 1)):
        return phone.end(), IDENTIFIER
    if before.isalnum() or before == "_":
        return run_end, IDENTIFIER
    after = low[run_end : run_end + 1]
    if after in _PLAIN_AFTER or (after == " " and not low.startswith(_CLOCK_AFTER, run_end + 1)):
        return None
    if after == "." and not low[run_end + 1 : run_end + 2].isdigit():
        return None
    found = _SPECIAL.match(low, pos)
    if not found:
        return None
    name, end = found.lastgroup, found.end()
    if name in ("date", "time"):
        return end, DATE
    if name == "slash":
        return end, _slash(*(int(n) for n in found.group().split("/")))
    if name == "score":
        first, second = (int(n) for n in _DASH.split(found.group()))
        return (end, ("identifier", "score")) if first >= second else None
    if name == "years":
        return None if counts(tail(low, end)) else (end, DATE)
    if name == "version" and _POINTS.match(low, pos):
        return None
    if name == "phone" and end - pos < 9 and not _CALL.search(low[max(0, pos - 12) : pos]):
        return None
    return end, IDENTIFIER


def _slash(first: int, second: int) -> Kind:
    if (first, second) == (24, 7):
        return "duration", "duration"
    if first < second and second in _PARTS:
        return "fraction", "fraction"
    return DATE if first <= 12 and second <= 31 else IDENTIFIER


_NEXT_MONTH: Final = re.compile(rf" {_MONTH}(?![a-z])")
_OPEN_BEFORE: Final = frozenset((" ", "\n", "("))
_DONE_AFTER: Final = frozenset((" ", ",", ".", ";", ")", "\n"))
_MORE_AFTER: Final = ("-", "–", "/", "to ", "million", "billion", "thousand", *"0123456789")


def is_plain_date(low: str, pos: int, run_end: int, left: list[str]) -> bool:
    """Whether the digits are surely a day or a year, without further ado: "in 2014,", "24 February"; most dates are."""
    width = run_end - pos
    if low[pos - 1 : pos] not in _OPEN_BEFORE or width > 4:
        return False
    if width <= 2:
        return (
            low[run_end : run_end + 1] == " " and int(low[pos:run_end]) <= 31 and bool(_NEXT_MONTH.match(low, run_end))
        )
    if width == 3 or not "1500" <= low[pos:run_end] <= "2100" or not left:
        return False
    closed = low[run_end : run_end + 1] in _DONE_AFTER and not low.startswith(_MORE_AFTER, run_end + 1)
    return closed and left[-1].rstrip(".") in _YEAR_STRICT


def is_year(value: float | None) -> bool:
    """Whether the value is that of a year from 1500 to 2100."""
    return value is not None and 1500 <= value <= 2100 and value == int(value)


_YEAR_STRICT: Final = frozenset(EXCLUSIONS["year_before"]["strict"])
_COUNT_BEFORE: Final = frozenset(EXCLUSIONS["year_before"]["never"])
_HOUR_BEFORE: Final = frozenset(("at", "by"))
_LISTED: Final = frozenset((",", "-", "–", "/", "&"))
_LISTING: Final = frozenset(("and", "or", "to", "of"))


def by_calendar(text: str, low: str, numeral: Numeral, left: list[str], following: Tail) -> Kind | None:
    """Date kinds of a number in digits: days of a month, years, hours of the day."""
    start, end, value = numeral.start, numeral.end, numeral.value or 0.0
    width = end - start
    if width > 5 or numeral.grouped or numeral.scale != 1:
        return None
    before = left[-1].strip(",.(*_#") if left else ""
    counted = counts(following)
    if width <= 2 and value <= 31:
        if following.first in MONTHS or (
            (low[end : end + 1] in _LISTED or following.first in _LISTING) and _DAYS.match(low, start)
        ):
            return DATE
        return DATE if _is_day(low, numeral, left, before, counted, following) else None
    if width == 4 and "." not in low[start:end]:
        if is_year(value) and _is_year(low, end, value, before, following):
            return DATE
        clock = int(value) % 100 < 60 and value < 2400 and not counted
        if low[start] == "0" or (clock and _is_hour(text, start, left)):
            return DATE
    if width == 2 and value > 31 and len(left) > 1 and before in MONTHS and _DAY_BEFORE.fullmatch(left[-2].strip(",")):
        return None if left[-1][-1] == "," and following.first else DATE  # "On 15 April, 47 rebels", "15 April 89"
    if width in (4, 5) and low[end - 3] == "." and value < 24 and int(low[end - 2 : end]) < 60:
        clock = text[start - 1 : start] in ("", "\n") and low[end : end + 1] == " "
        return DATE if clock or before in ("at", "by", "from", "until") else None
    return None


_DAY_BEFORE: Final = re.compile(r"\(?\d{1,2}(?:st|nd|rd|th)?(?:[-–/&]\d{1,2}(?:st|nd|rd|th)?)?")
_NO_DAY_BEFORE: Final = frozenset(
    ("in", "since", "last", "this", "of", "early", "late", "mid", "by", "during", "until", "from", "throughout")
)
"""Before a month that has no day behind it: "by the end of May, 12 soldiers", "in early May, 12 soldiers"."""


def _is_day(low: str, numeral: Numeral, left: list[str], before: str, counted: bool, following: Tail) -> bool:
    """Whether a number up to 31 is the day of a month named before: "February 24", "March 3-5"."""
    if before in MONTHS:
        preposition = left[-2] if len(left) > 1 else ""
        if _DAY_BEFORE.fullmatch(preposition) and left[-1][-1] in ",:":
            return False  # "On 15 April, 21 rebels", "On 17-18 August, 25 people"
        if _DAY_BEFORE.fullmatch(preposition) and counted and following.gap.isspace():
            return False  # "On 21 June 2 soldiers were killed"
        return not (counted and following.gap.isspace() and preposition in _NO_DAY_BEFORE)
    if len(left) > 1 and left[-2].strip(",.") in MONTHS and left[-1].rstrip(",-–").isdigit():
        return not following.first
    return (
        len(left) > 2
        and left[-1] in ("and", "to", "or")
        and left[-3].strip(",.") in MONTHS
        and left[-2].rstrip(",").isdigit()
        and not following.first
    )


def _is_year(low: str, end: int, value: float, before: str, following: Tail) -> bool:
    """Whether a plain number from 1500 to 2100 is a year and not a count; spans of years have been taken before."""
    if low[end : end + 1] in ("%", "+") or before in _COUNT_BEFORE:
        return False
    if before in _YEAR_STRICT:
        return True
    if before in ("and", "or") and _BORN.search(low[max(0, end - YEARS_BACK) : end]):
        return True
    years = _YEARS_APART.search(low, max(0, end - YEARS_BACK), end + YEARS_BACK)
    if years and years.start() < end <= years.end(1):
        return True
    if value % 100 == 0 and value not in (1900, 2000) and following.first.endswith("s") and before not in _YEAR_LOOSE:
        return False
    span = _SPAN.match(low, end)
    return not counts(following) and not (span and counts(tail(low, span.end())))


YEARS_BACK: Final = 30  # characters of "between 1980 and 1992 more"
_BORN: Final = re.compile(r"(?<![a-z])(?:b\.|born)(?: in)? \d{4}(?:, \d{4})*,? (?:and|or) \d{4}$")
_YEARS_APART: Final = re.compile(  # before another number or a whole clause: no range of what is counted
    r"(?<![a-z])(?:between|from)\s+(?:1\d|20)\d\d\s+(?:and|to|until)\s+((?:1\d|20)\d\d)\s+"
    r"(?:\d|(?:more|over|some|about|around|nearly|almost|at\s+least|an\s+estimated|up\s+to|as\s+many|the|an?|his|its|their)(?![a-z]))"
)
_YEAR_LOOSE: Final = frozenset(("the", "of", "from", "by", "to"))
_SPAN: Final = re.compile(rf"(?:{GAP}(?:to|or|and){GAP}|[ ]?[-–][ ]?)\d[\d,]*")


def _is_hour(text: str, start: int, left: list[str]) -> bool:
    """Whether four digits are the time of day, as in capital wires: "AT 1550 WE", "By 1800 they"."""
    before = left[:-1] if left and left[-1] in _HEDGES else left
    return bool(before) and before[-1] in _HOUR_BEFORE and text[start - 3 : start - 2].isupper()


_HEDGES: Final = frozenset(("about", "around", "approximately"))


_DECADE: Final = re.compile(r"'?s(?!\w)")


def by_decade(low: str, numeral: Numeral, left: list[str]) -> Kind | None:
    """1990s is a time, "in his 20s" an age, "two Leopard 2s" a name."""
    if numeral.grouped or not _DECADE.match(low, numeral.end):
        return None
    value, before = numeral.value or 0.0, left[-1] if left else ""
    if value >= 1000 or (value % 10 == 0 and before in ("the", "early", "late", "mid") and value >= 20):
        return DATE
    return AGE if value % 10 == 0 and value >= 20 else IDENTIFIER
