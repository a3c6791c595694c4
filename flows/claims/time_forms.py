"""The written forms of English dates: one pattern each, and how its words become calendar days."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flows.claims.time_words import (
    COUNT,
    COUNTS,
    DAY,
    LEXICON,
    MONTH,
    MONTHS,
    OF_YEAR,
    ORDINALS,
    SEASONS,
    TAIL,
    TO,
    UNIT,
    WEEKDAYS,
    YEAR,
    Context,
    Reading,
    any_of,
    back,
    count_of,
    day_of,
    infer_year,
    month_span,
    stated_year,
    window,
    year_span,
)

Form = tuple[re.Pattern[str], Callable[[re.Match[str], Context], Reading | None]]


def _iso(m: re.Match[str], context: Context) -> Reading | None:
    found = day_of(int(m[1]), int(m[2]), int(m[3]))
    return Reading(found, found, "day", "explicit") if found else None


def _dotted(m: re.Match[str], context: Context) -> Reading | None:
    """24.02.2022, 24/02/2022, 2/24/2022; with a slash only where one part cannot be a month."""
    a, b, year = int(m[1]), int(m[3]), int(m[4])
    year += 0 if year > 99 else 2000 if year <= 40 else 1900
    if m[2] == "/" and a <= 12 and b <= 12 and a != b:
        return Reading(None, None, "day", "explicit")
    found = day_of(year, b, a) or (day_of(year, a, b) if m[2] == "/" else None)
    return Reading(found, found, "day", "explicit") if found else None


def _days(m: re.Match[str], context: Context) -> Reading | None:
    """24 February 2022, Feb. 24, 7 June, 11 AUG 89, the seventh of October; with a second day: 24-26 May."""
    groups = m.groupdict()
    month, word = MONTHS[groups["month"]], groups.get("word")
    day = ORDINALS[" ".join(word.split())] if word else int(groups["day"])
    told = stated_year(m, context)
    year = told or infer_year(month, day, context, m.start())
    if not 1 <= day <= 31:
        return None
    if year is None:
        return Reading(None, None, "day", "explicit", month, day)
    first = day_of(year[0], month, day)
    last = day_of(year[0], month, int(groups["day2"])) if groups.get("day2") else first
    if first is None or last is None or last < first:
        return None
    grain = "day" if first == last else "span"
    return Reading(first, last, grain, year[1], None if told else month, None if told else day)


def _month(m: re.Match[str], context: Context) -> Reading | None:
    """June 2022, in June, last April, June of that year."""
    month = MONTHS[m["month"]]
    told = stated_year(m, context)
    year = told or infer_year(month, 1, context, m.start())
    if year is None:
        return Reading(None, None, "month", "explicit", month)
    if m.groupdict().get("last") and context.published and year[0] == context.published.year and not told:
        year = (year[0] - (month >= context.published.month), year[1])
    return Reading(*month_span(year[0], month), "month", year[1], None if told else month)


def _years(m: re.Match[str], context: Context) -> Reading | None:
    """1950-53, 2006-7, 2014-2016; 2022-03 is a month, since 1903 is before 2022."""
    first, tail = int(m[1]), m[2]
    last = int(str(first)[: 4 - len(tail)] + tail)
    if last > first:
        return Reading(date(first, 1, 1), date(last, 12, 31), "span", "explicit")
    if len(tail) == 2 and 1 <= int(tail) <= 12:
        return Reading(*month_span(first, int(tail)), "month", "explicit")
    return None


def _decade(m: re.Match[str], context: Context) -> Reading | None:
    year = int(m[1])
    return Reading(date(year, 1, 1), date(year + 9, 12, 31), "decade", "explicit")


def _century(m: re.Match[str], context: Context) -> Reading | None:
    last = 100 * int(m[1])
    return Reading(date(last - 99, 1, 1), date(last, 12, 31), "decade", "explicit") if 15 <= last // 100 <= 21 else None


def _year(m: re.Match[str], context: Context) -> Reading | None:
    return Reading(*year_span(int(m["year"])), "year", "explicit")


def _weekday(m: re.Match[str], context: Context) -> Reading | None:
    """Monday, last Tuesday, next Friday: the nearest such day that is not after the publication."""
    if context.published is None:
        return Reading(None, None, "day", "relative")
    which, day = (m.groupdict().get("which") or ""), WEEKDAYS[m["weekday"]]
    gap = (context.published.weekday() - day) % 7
    ahead = which == "next" or (context.is_forward and which != "last")
    gap = (gap - 7 if ahead else gap) or (7 if which == "last" else 0)
    found = context.published - timedelta(days=gap)
    return Reading(found, found, "day", "relative")


def _offset(m: re.Match[str], context: Context) -> Reading | None:
    if context.published is None:
        return Reading(None, None, "day", "relative")
    first, last = LEXICON["days"][" ".join(m[0].split())]
    published = context.published
    return Reading(published + timedelta(first), published + timedelta(last), "day", "relative")


def _anaphor(m: re.Match[str], context: Context) -> Reading | None:
    """That day, the next day: counted from the last date of the text."""
    last = context.last[1]
    if last is None or context.last_grain not in ("day", "span", "weekend"):
        return Reading(None, None, "day", "context")
    found = last + timedelta(LEXICON["anaphora"][" ".join(m[0].split())])
    return Reading(found, found, "day", "context")


def _that(m: re.Match[str], context: Context) -> Reading | None:
    """That month, that year, that November."""
    last = context.last[0]
    if last is None:
        return Reading(None, None, "month", "context")
    if m["unit"] == "month":
        return Reading(*month_span(last.year, last.month), "month", "context")
    if m["unit"] in MONTHS:
        return Reading(*month_span(last.year, MONTHS[m["unit"]]), "month", "context")
    return Reading(*year_span(last.year), "year", "context")


def _calendar(m: re.Match[str], context: Context) -> Reading | None:
    """This week, last month, next year, this weekend."""
    published = context.published
    step = {"this": 0, "last": -1, "previous": -1, "next": 1, "coming": 1, "current": 0}[m["which"]]
    unit = m["unit"]
    if published is None:
        return Reading(None, None, unit, "relative")
    if unit == "year":
        first, last = year_span(published.year + step)
    elif unit == "month":
        first, last = month_span(published.year, published.month + step)
    elif unit == "weekend":
        back_by = (published.weekday() - 5) % 7 - (7 if step > 0 else 0)
        first = published - timedelta(back_by + (7 if step < 0 and published.weekday() >= 5 else 0))
        last = first + timedelta(1)
    else:
        first = published - timedelta(published.weekday() - 7 * step)
        last = first + timedelta(6)
    return Reading(first, min(last, published) if step == 0 else last, unit, "relative")


def _weekend(m: re.Match[str], context: Context) -> Reading | None:
    if context.published is None:
        return Reading(None, None, "weekend", "relative")
    first = context.published - timedelta((context.published.weekday() - 5) % 7)
    return Reading(first, min(first + timedelta(1), context.published), "weekend", "relative")


def _season(m: re.Match[str], context: Context) -> Reading | None:
    """Spring 2023, last summer, this winter."""
    start, end = SEASONS[m["season"]]
    told = stated_year(m, context)
    if told is None and context.published is None:
        return Reading(None, None, "season", "relative")
    year = told or infer_year(start, 1, context, m.start())
    if year is None:
        return Reading(None, None, "season", "relative")
    which = m.groupdict().get("which2")
    if which == "last" and context.published and month_span(year[0], start)[0] <= context.published:
        inside = month_span(year[0] + (end < start), end)[1] >= context.published
        year = (year[0] - inside, year[1])
    return Reading(date(year[0], start, 1), month_span(year[0] + (end < start), end)[1], "season", year[1])


def _holiday(m: re.Match[str], context: Context) -> Reading | None:
    month, day = LEXICON["holidays"][" ".join(m["holiday"].replace("’", "'").split())]
    year = stated_year(m, context) or infer_year(month, day, context, m.start())
    if year is None:
        return Reading(None, None, "day", "relative")
    found = date(year[0], month, day)
    return Reading(found, found, "day", year[1])


def _recent(m: re.Match[str], context: Context) -> Reading | None:
    """The past 24 hours, the last two months, the past week."""
    count = 0 if m["vague"] else count_of(m["count"]) if m["count"] else 1
    if context.published is None:
        return Reading(None, None, "window", "relative")
    if not count and m["unit"] != "hour":
        return Reading(None, context.published, "window", "relative")
    return Reading(*window(context.published, m["unit"], count), "window", "relative")


def _distance(m: re.Match[str], context: Context) -> Reading | None:
    """Two days ago, a week earlier, a month before that, five days later."""
    unit, count, way = m["unit"], count_of(m["count"]), m["way"].split()[0]
    if way == "ago":
        anchor, basis = context.published, "relative"
    else:
        anchor, basis = context.last[1 if way in ("later", "after") else 0], "context"
        if context.last_grain in ("year", "decade") and unit not in ("year", "decade"):
            anchor = None
    if anchor is None:
        return Reading(None, None, unit, basis)
    first, last, grain = back(anchor, unit, -count if way in ("later", "after") else count)
    if context.published and first > context.published:
        return Reading(None, None, unit, basis)
    return Reading(first, last, grain, basis)


def _duration(m: re.Match[str], context: Context) -> Reading | None:
    """In three days of fighting, in 58 days, nine weeks old: the time up to the publication."""
    if context.published is None:
        return Reading(None, None, "window", "relative")
    first, last = window(context.published, m["unit"], count_of(m["count"]))
    return Reading(first, last, "window", "relative")


def _then(m: re.Match[str], context: Context) -> Reading | None:
    """Since then, by then, back then: the last date of the text."""
    return Reading(*context.last, context.last_grain or "day", "context")


def _now(m: re.Match[str], context: Context) -> Reading | None:
    return Reading(context.published, context.published, "day", "relative")


def _forms(*table: tuple[str, Callable[[re.Match[str], Context], Reading | None]]) -> list[Form]:
    return [(re.compile(source), reader) for source, reader in table]


FULL_WEEKDAYS = [w for w in WEEKDAYS if w.endswith("day")]
_FIGHTING = r"(?:war|fight|battl|clash|violen|bomb|conflict|unrest|protest|shell|campaign|offensive|siege|insurg)"
# "nine weeks old", "the six-year-old war", but no age of a person; "in 58 days", but no "58 days later"
DURATION = (
    rf"{COUNT}[\s-]{UNIT}(?:(?<=days|eeks|nths)(?=\sold(?![a-z]))|(?=[\s-]old\s+(?:[a-z]+\s+)?{_FIGHTING})|(?=\s+of\s+{_FIGHTING})"
    r"|(?=[,.;:\"”)]|$|\s+(?!of\s|ago|later|earlier|time|from|before|after|old)))"
)
FORMS: dict[str, list[Form]] = {
    "digit": _forms(
        (r"(\d{4})-(\d\d)-(\d\d)(?!\d)", _iso),
        (r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d\d)(?![\d.])", _dotted),
        (
            rf"{DAY}(?:\s+of)?(?:{TO}|/|\s+(?:and|or)\s+)(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}{TAIL}",
            _days,
        ),
        (rf"{DAY}(?:\s+of)?\s*{MONTH}{TAIL}", _days),
        (r"(1[6-9]\d\d|20\d\d)[-–/](\d{4}|\d\d|\d)(?![\d-])", _years),
        (r"(1[6-9]\d0|20\d0)['’]?s(?!\w)", _decade),
        (r"(\d{1,2})(?:st|nd|rd|th)\s+century(?![a-z])", _century),
        (rf"{COUNT}[\s-]{UNIT}\s+(?P<way>ago|earlier|later|before|after\s+that|previously)", _distance),
        (DURATION, _duration),
        (rf"{YEAR}\s+{MONTH}\s+{DAY}(?![.,]\d)", _days),
        (rf"{YEAR}", _year),
    ),
    "month": _forms(
        (
            rf"{MONTH}\s+{DAY}(?:\s*[-–—]\s*|\s+(?:to|through)\s+)(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:]|[.,]\d){TAIL}",
            _days,
        ),
        (rf"{MONTH}\s+{DAY}(?![:]|[.,]\d{{2,}}|\s*(?:%|percent|per cent)){TAIL}", _days),
        (rf"{MONTH}(?:,?\s+(?:of\s+)?{YEAR}|{OF_YEAR})", _month),
        (rf"{MONTH}", _month),
    ),
    "ordinal": _forms((rf"(?P<word>{any_of(ORDINALS)})\s+of\s+{MONTH}{TAIL}", _days)),
    "weekday": _forms((rf"(?P<weekday>{any_of(WEEKDAYS)})(?![a-z])", _weekday)),
    "which": _forms(
        (
            rf"(?P<which>last|next|this|previous|coming)\s+(?P<weekday>{any_of(FULL_WEEKDAYS)})(?![a-z])",
            _weekday,
        ),
        (rf"(?P<last>last|previous)\s+{MONTH}", _month),
        (rf"this\s+{MONTH}", _month),
        (rf"(?P<which2>last|this)\s+(?P<season>{any_of(SEASONS)})(?!\w)", _season),
        (r"(?P<which>this|last|next|previous|coming|current)\s+(?P<unit>weekend|week|month|year)(?![a-z])", _calendar),
        (
            rf"(?:last|past|previous|preceding)\s+(?:{COUNT}[\s-]|(?P<vague>few|several|couple\s+of)\s+)?{UNIT}(?![a-z])",
            _recent,
        ),
    ),
    "season": _forms((rf"(?P<season>{any_of(SEASONS)})(?:\s+(?:of\s+)?{YEAR}|{OF_YEAR})", _season)),
    "day": _forms((any_of(LEXICON["days"]), _offset)),
    "holiday": _forms((rf"(?P<holiday>{any_of(LEXICON['holidays'])})(?:,?\s+{YEAR})?", _holiday)),
    "anaphor": _forms((any_of(LEXICON["anaphora"]), _anaphor)),
    "that": _forms((rf"(?:that|(?:the\s+)?same)\s+(?P<unit>month|year|{any_of(MONTHS)})(?![a-z])", _that)),
    "weekend": _forms((r"the\s+weekend", _weekend)),
    "count": _forms(
        (rf"{COUNT}[\s-]{UNIT}\s+(?P<way>ago|earlier|later|before|after\s+that|previously)", _distance),
        (DURATION, _duration),
    ),
    "then": _forms((r"then", _then)),
    "now": _forms((r"at\s+the\s+moment|currently|at\s+present|right\s+now", _now)),
}

KINDS: dict[str, Any] = {  # which forms a word can open; a word of two kinds is of the first that fits
    "month": MONTHS,
    "weekday": WEEKDAYS,
    "day": LEXICON["days"],
    "anaphor": LEXICON["anaphora"],
    "holiday": LEXICON["holidays"],
    "weekend": ["the weekend"],
    "which": ["this", "last", "next", "past", "previous", "preceding", "coming", "current"],
    "that": ["that", "same"],
    "season": SEASONS,
    "then": ["then"],
    "count": COUNTS,
    "ordinal": ORDINALS,
}
