"""When an article was published, and how that is known. No date is better than a wrong one.

The order of trust: metadata, the URL, the words of the article (datelines, date lines, footers), the file name.
Dates whose parts could be read in two ways (03/04/2022) and dates without a year are no dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Final

from flows.lexicon import read_toml

FIRST_YEAR: Final = 1800
AHEAD: Final = timedelta(days=1, hours=14)  # clocks differ; the date line is 14 hours ahead of UTC
HEAD_LINES: Final = 7
FOOT_LINES: Final = 3
FOOT_MAX: Final = 60
META_MAX: Final = 160  # code points of a line of metadata
EPOCH_MAX: Final = 10_000_000_000  # seconds; larger numbers are milliseconds

_MONTH: Final = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATE: Final = re.compile(
    r"(?<![\w./–-])(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.format('m1')}\.?,?\s+(?P<y1>\d{{4}}|\d{{2}}(?=\s*[\[(]|\s+--))"
    rf"|{_MONTH.format('m2')}\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})"
    r"|(?P<a5>\d{1,2})/(?P<b5>\d{1,2})/(?P<y5>\d{4})"
    r")(?![\w-])",
    re.IGNORECASE,
)
YEARLESS: Final = re.compile(
    rf"(?:{_MONTH.format('m1')}\.?\s+(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})\s+{_MONTH.format('m2')})\b", re.I
)
CLOCK: Final = re.compile(
    r"(?<![\d.:])(?P<h>[01]?\d|2[0-3])[:.](?P<m>[0-5]\d)(?::[0-5]\d)?\s*(?P<half>[ap]\.?m\.?)?\s*(?:\(?(?P<zone>[A-Z]{2,4})\b\)?)?(?![\d%])",
    re.IGNORECASE,
)
WEEKDAY: Final = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
URL_DATE: Final = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?:(?P<s>[/-])(?P<m>0?[1-9]|1[0-2]|[a-z]{3})(?P=s)(?P<d>0?[1-9]|[12]\d|3[01])|(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01]))(?!\d)",
    re.IGNORECASE,
)
# KYIV, Ukraine, June 26 (Agency) -, Seoul, 2 March 2017: places, then the date, at the start of a paragraph.
PARTICLES: Final = frozenset({"de", "da", "del", "la", "el", "al", "of", "the", "and"})
PLACES: Final = re.compile(
    r"(?:[A-Z][\w.'’/-]*(?: (?:[A-Z(][\w.'’()/-]*|de|da|del|la|el|al|of|the|and))*[,:]\s*){1,3}"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?\Z"
)
# Headings, items, footnotes and markup that hold a date are not about the article.
NO_META: Final = re.compile(r"\A[#*+|>•-]|\[\d+\]|=")


@dataclass(frozen=True, slots=True)
class Publication:
    """Time of publication in UTC with its basis (schemas.PUBLISHED_BASES)."""

    at: datetime | None
    basis: str


UNKNOWN: Final = Publication(None, "none")


@dataclass(frozen=True, slots=True)
class _Words:
    zones: dict[str, float]
    marks: re.Pattern[str]
    fillers: re.Pattern[str]


@cache
def _words() -> _Words:
    data = read_toml("publication.toml")
    marks, fillers = (
        re.compile(rf"\b(?:{'|'.join(map(re.escape, data[key]))})\b", re.IGNORECASE) for key in ("marks", "fillers")
    )
    return _Words(dict(data["time_zones"]), marks, fillers)


def published(
    text: str, *, now: datetime, stated: str | datetime | None = None, url: str | None = None, file_name: str = ""
) -> Publication:
    """When an article was published: `stated` is what its metadata says, `text` the clean text with its title."""
    options = (
        (parse(stated), "metadata"),
        (in_url(url or ""), "url"),
        (in_text(text), "text"),
        (in_url(file_name), "file"),
    )
    for at, basis in options:
        if at and at.year >= FIRST_YEAR and at <= now + AHEAD:
            return Publication(at, basis)
    return UNKNOWN


def parse(value: str | datetime | None) -> datetime | None:
    """Time in UTC that a metadata field states: ISO 8601, RFC 2822, seconds since 1970 or a date in English."""
    if value is None or isinstance(value, datetime):
        return _utc(value) if value else None
    value = value.strip()
    if value.isdigit() and len(value) in (9, 10, 12, 13):
        seconds = int(value)
        return datetime.fromtimestamp(seconds if seconds < EPOCH_MAX else seconds / 1000, UTC)
    for reader in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return _utc(reader(value)) if len(value) >= 8 else None
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    found = DATE.search(value) if len(value) <= META_MAX else None
    return _moment(value, found) if found else None


def in_url(url: str) -> datetime | None:
    """Day in a path such as /2024/03/15/ or /2024-03-15-slug; None where there are two different ones."""
    days = set()
    for found in URL_DATE.finditer(url):
        month = found["m"] or found["m2"]
        number = int(month) if month.isdigit() else _month(month)
        day = _day(int(found["y"]), number, int(found["d"] or found["d2"]))
        if day:
            days.add(day)
    return days.pop() if len(days) == 1 else None


def in_text(text: str) -> datetime | None:
    """Day, with the time where it stands beside it, that the head or foot of an article gives as its own."""
    lines = edge_lines(text)
    for index, line in enumerate(lines[:HEAD_LINES]):
        at = _in_title(line) if index == 0 else _in_line(line)
        if at:
            return at
    for line in lines[-FOOT_LINES:] if len(lines) > HEAD_LINES else []:
        if len(line) <= FOOT_MAX and (at := _in_meta(line, bare=True)):
            return at
    return None


def edge_lines(text: str, limit: int = 0) -> list[str]:
    """Lines that hold something: the first `limit`, or the first HEAD_LINES and the last FOOT_LINES."""
    head: list[str] = []
    start = 0
    while start < len(text) and len(head) < HEAD_LINES:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + 400)].strip()
        if line:
            head.append(line)
        start = end + 1
    if limit or start >= len(text):
        return head
    foot: list[str] = []
    stop = len(text)
    while stop > start and len(foot) < FOOT_LINES:
        begin = max(text.rfind("\n", start, stop) + 1, start)
        line = text[begin : min(stop, begin + 400)].strip()
        if line:
            foot.append(line)
        stop = begin - 1
    return head + [""] * (HEAD_LINES + 1 - len(head)) + foot[::-1] if foot else head


def _in_title(line: str) -> datetime | None:
    """A title that is dated like an issue: "Bulletin, Friday 3 November 2023, 14:00 GMT", "Ledger, 2 May 2025: ..."."""
    found = DATE.search(line) if len(line) <= META_MAX else None
    if not found:
        return None
    before, after = line[: found.start()], line[found.end() :]
    wire = before.isupper() and PLACES.match(before) and after[:2] in (" (", " [")
    dated = re.fullmatch(r"[^,:]{3,40},\s*", before) and after[:1] == ":"
    timed = re.search(rf",\s*(?:{WEEKDAY.pattern},?\s*)?\Z", before, re.IGNORECASE) and CLOCK.match(after.lstrip(", "))
    return _moment(line, found) if wire or dated or timed else None


def _in_line(line: str) -> datetime | None:
    """A date line, a line of metadata or a dateline."""
    if len(line) <= META_MAX and (at := _in_meta(line)):
        return at
    found = DATE.search(line[:120])
    if not found:
        return None
    before = re.sub(WEEKDAY, lambda day: day.group().lower(), line[: found.start()])
    after = line[found.end() :].lstrip(", ")
    if PLACES.match(before) and (not after or after[0] in "(-–—:.[" or CLOCK.match(after)):
        return _moment(line, found)
    return None


def _in_meta(line: str, *, bare: bool = False) -> datetime | None:
    """A line of nothing but date, time and marks such as Published, Updated; unless `bare`, with names too."""
    found = DATE.search(line)
    if not found or NO_META.search(line):
        return None
    words = _words()
    rest = WEEKDAY.sub("", CLOCK.sub("", line[: found.start()] + " " + line[found.end() :])).strip(" .,()|·-–—:")
    if not re.search(r"[^\W\d_]{2}", words.fillers.sub("", words.marks.sub("", rest))):
        return _moment(line, found)
    if bare:
        return None
    marked = words.marks.match(line) or (line[0] not in "|+" and ("|" in line or "·" in line))
    sentence = re.search(r"[.!?]\s+[A-Z]|[a-z]{2}\.\Z", re.sub(r"[.]\s*Page last.*", "", line))
    return _moment(line, found) if marked and not sentence else None


def _moment(line: str, found: re.Match[str]) -> datetime | None:
    """The day of `found`, with the clock time that stands next to it in `line`."""
    day = _found_day(found)
    if day is None:
        return None
    near = CLOCK.match(line[found.end() :].lstrip(" ,|-–at")) or CLOCK.search(
        line[max(0, found.start() - 12) : found.start()]
    )
    if not near or not (near["half"] or ":" in near.group()):
        return day
    hour = int(near["h"])
    half = (near["half"] or "").lower()[:1]
    if half and hour > 12:
        return day
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    offset = _words().zones.get((near["zone"] or "UTC").lower())
    if offset is None:
        return day
    return day.replace(hour=hour, minute=int(near["m"]), tzinfo=timezone(timedelta(hours=offset))).astimezone(UTC)


def _found_day(found: re.Match[str]) -> datetime | None:
    if found["d1"]:
        year = int(found["y1"])
        return _day(year if year > 99 else year + (1900 if year > 50 else 2000), _month(found["m1"]), int(found["d1"]))
    if found["d2"]:
        return _day(int(found["y2"]), _month(found["m2"]), int(found["d2"]))
    if found["d3"]:
        return _day(int(found["y3"]), int(found["m3"]), int(found["d3"]))
    if found["d4"]:
        return _day(int(found["y4"]), int(found["m4"]), int(found["d4"]))
    first, second = int(found["a5"]), int(found["b5"])
    if first == second:
        return _day(int(found["y5"]), first, first)
    if first > 12:
        return _day(int(found["y5"]), second, first)
    return _day(int(found["y5"]), first, second) if second > 12 else None


def _month(word: str) -> int:
    key = word[:3].lower()
    return _MONTHS.index(key) + 1 if key in _MONTHS else 0


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
