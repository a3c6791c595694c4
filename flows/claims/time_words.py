"""Words of English dates, and the calendar: what the forms of time_forms are made of and counted with."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from flows.lexicon import read_toml

Span = tuple[date | None, date | None]


def lower(text: str) -> str:
    """Lower case of `text`, of the same length: one letter grows in lower case, and stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "İ".join([piece.lower() for piece in text.split("İ")])


def any_of(words: Iterable[str]) -> str:
    """Regex source that matches one of `words`, the longest that fits; words that begin alike are tried once."""
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for char in word:
            branch = branch.setdefault(char, {})
        branch[""] = {}
    return _trie_source(tree)


def _trie_source(tree: dict[str, Any]) -> str:
    branches = []
    for char in sorted(tree, key=lambda c: c == ""):
        branches.append((r"\s+" if char == " " else re.escape(char)) + _trie_source(tree[char]) if char else "")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


LEXICON = read_toml("time.toml")
MONTHS: dict[str, int] = LEXICON["months"]
WEEKDAYS: dict[str, int] = LEXICON["weekdays"]
SEASONS: dict[str, list[int]] = LEXICON["seasons"]
COUNTS: dict[str, int] = LEXICON["counts"]
ORDINALS: dict[str, int] = LEXICON["ordinals"]
DAYS_IN = {"hour": 1 / 24, "day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365, "decade": 3652}

MONTH = rf"(?P<month>{any_of(MONTHS)})(?![a-z])\.?"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)"
YEAR = r"(?P<year>1\d\d\d|20\d\d)(?!\d|,\d|-year|\s?%|\s?(?:km|kg|mm|m|ft)\b)"
SHORT_YEAR = r"(?:'(?P<short>\d\d)(?!\d)|(?P<wire>[3-9]\d|0\d)(?=\s*(?:[(\[;:\])]|--|\n|$)))"
OF_YEAR = r"(?:\s+of)?\s+(?P<which>last|this|that|the\s+same|the\s+previous|the\s+following)\s+year"
TAIL = rf"(?:(?:,\s*|\s+(?:of\s+)?){YEAR}|\s+{SHORT_YEAR}|{OF_YEAR})?"
NO_STOP = r"(?:[^.;]|(?<=[a-z]\.[a-z])\.|\.(?=[a-z]\.))"  # of one sentence, in which "U.S." may stand
RECORD_OF = rf"(?:worst|first|only|[a-z]{{3}}est|most [a-z]+)\s{NO_STOP}"  # "the deadliest attack on U.S. troops since"
TO = r"(?:\s*[-–—]\s*|\s+(?:to|until|through|till)\s+)"
UNIT = r"(?P<unit>hour|day|night|week|fortnight|month|year|decade)s?"
COUNT_WORDS = rf"\d{{1,3}}|{any_of(COUNTS)}"
COUNT = rf"(?P<count>{COUNT_WORDS})"


OPENING: Final = 400  # characters at the top of a text, the date in which is that of what it tells


@dataclass
class Context:
    """What the text has dated so far: the publication date, the last time expression that it could resolve, and the
    frame: the last date whose year goes on for days and months without one (not a year told in passing). `home` is
    the first frame and `until` the last day that its own line tells of the same event, `left` the year that the
    frame had before this one, `line` and `heading` the offsets of the line and of the heading that are read,
    `only` the one year that an undated text names anywhere."""

    published: date | None = None
    last: Span = (None, None)
    last_grain: str = ""
    frame: date | None = None
    frame_grain: str = ""
    frame_offset: int = -1
    home: date | None = None
    home_offset: int = -1
    until: date | None = None
    left: int | None = None
    line: int = 0
    heading: int = -1
    only: int | None = None
    looks_ahead: Callable[[], bool] = bool  # whether the words around the expression that is read look ahead

    def year(self, offset: int, month: int) -> int | None:
        """Year of a month without one at `offset`, from the dates before it; None where the text gives none near by.

        Beside a publication date only a date of long ago in the sentence or the one before, in the same year, counts.
        Without one the frame's year goes on: the next year where the frame passes from the end of a year into its
        first months; the year of `home` where a look back at earlier years ended with its line (a `home` further down
        than the opening counts only where the look back was from it), or where a look ahead of an event of one year
        ended with its chapter. Before any frame the only year of the text is meant.
        """
        first, distance = self.frame, offset - self.frame_offset
        if first is None and self.published is None:
            return self.only
        if first is None or self.frame_grain not in (
            "day",
            "month",
            "year",
            "season",
            "span",
            "part",
            "week",
            "weekend",
        ):
            return None
        if self.published:
            is_near = distance <= 200 and (self.published - first).days >= 330
            is_fine = self.frame_grain in ("day", "month") and month >= first.month
            return first.year if is_near and is_fine else None
        is_of_home = self.home_offset < OPENING or (self.home and self.left == self.home.year)
        if self.home and is_of_home and first.year < self.home.year and self.frame_offset < self.line:
            return self.home.year
        is_one_year = self.home and self.until and self.home.year == self.until.year < first.year
        if is_one_year and self.until and self.frame_offset < self.heading:
            return self.until.year
        is_next = self.frame_grain != "year" and first.month >= 11 and month <= 2 and distance <= 500
        return first.year + is_next


class Reading(NamedTuple):
    """What a form means: first and last day, how fine it is (day, week, month, ...), and how it was found."""

    first: date | None
    last: date | None
    grain: str
    basis: str
    month: int | None = None
    day: int | None = None


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where the calendar has no such day."""
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; months beyond 12 run into the next year, months below 1 into the one before."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def year_span(year: int) -> tuple[date, date]:
    """First and last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def infer_year(month: int, day: int, context: Context, offset: int) -> tuple[int, str] | None:
    """Year of a day or month that is given without one, with the basis; None where nothing fixes it.

    A text that dates an event of long ago goes on in the same year; otherwise the nearest date that is not after the
    publication, or not before it where the text looks ahead.
    """
    day = min(day, 28) if month == 2 else day
    year = context.year(offset, month)
    if year:
        return year, "frame"
    published = context.published
    if published is None:
        return None
    here = (month, day) <= (published.month, published.day)
    if context.looks_ahead():
        return published.year + (0 if (month, day) >= (published.month, published.day) else 1), "relative"
    return published.year - (0 if here else 1), "relative"


def stated_year(found: re.Match[str], context: Context) -> tuple[int, str] | None:
    """Year that a form states itself ("2022", "'89", "last year", "that year"), with its basis."""
    groups = found.groupdict()
    if groups.get("year"):
        return int(groups["year"]), "explicit"
    short = groups.get("short") or groups.get("wire")
    if short:
        return int(short) + (1900 if int(short) > 40 else 2000), "explicit"
    which = groups.get("which")
    if not which:
        return None
    if which in ("last", "this"):
        return (context.published.year - (which == "last"), "relative") if context.published else None
    last = context.last[0]
    if last is None:
        return None
    return last.year + {"previous": -1, "following": 1}.get(which.split()[-1], 0), "context"


def count_of(words: str) -> int:
    """The number that a count word or its digits stand for."""
    return int(words) if words.isdigit() else COUNTS[" ".join(words.split())]


def back(anchor: date, unit: str, count: int) -> tuple[date, date, str]:
    """The day, week, month or year that lies `count` units before (negative: after) the anchor, with its grain."""
    if unit in ("hour", "day", "night"):
        day = anchor - timedelta(days=count // 24 if unit == "hour" else count)
        return day, day, "day"
    if unit in ("week", "fortnight"):
        day = anchor - timedelta(days=count * int(DAYS_IN[unit]))
        return day, day, "week"
    if unit == "month":
        return *month_span(anchor.year, anchor.month - count), "month"
    year = anchor.year - count * (10 if unit == "decade" else 1)
    return *(year_span(year) if year > 0 else (anchor, anchor)), "year"


def ahead(first: date, unit: str, count: int) -> date:
    """Last day of the `count` units that begin on `first`."""
    if unit in ("month", "year", "decade"):
        months = count * {"month": 1, "year": 12, "decade": 120}[unit]
        return month_span(first.year, first.month + months - 1)[1]
    return first + timedelta(days=max(1, round(count * DAYS_IN[unit])) - 1)


def window(anchor: date, unit: str, count: int) -> tuple[date, date]:
    """The `count` units that end on the anchor, which counts as one of the days."""
    if unit == "hour":
        return anchor - timedelta(days=max(1, count // 24)), anchor
    if unit == "month":
        start, end = month_span(anchor.year, anchor.month - count)
        return date(start.year, start.month, min(anchor.day, end.day)), anchor
    if unit in ("year", "decade"):
        years = count * (10 if unit == "decade" else 1)
        return date(anchor.year - years, anchor.month, min(anchor.day, 28)), anchor
    days = round(count * DAYS_IN[unit])
    return anchor - timedelta(days=days - 1 if unit in ("day", "night") and days > 1 else days), anchor
