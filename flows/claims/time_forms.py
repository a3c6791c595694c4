"""The written forms of English dates: one pattern each, and how its words become calendar days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from flows.claims.time_words import (
    LEXICON,
    MONTHS,
    ORDINALS,
    SEASONS,
    WEEKDAYS,
    Context,
    Reading,
    back,
    count_of,
    day_of,
    infer_year,
    month_span,
    stated_year,
    window,
    year_span,
)


def read_iso(m: re.Match[str], context: Context) -> Reading | None:
    found = day_of(int(m[1]), int(m[2]), int(m[3]))
    return Reading(found, found, "day", "explicit") if found else None


def read_dotted(m: re.Match[str], context: Context) -> Reading | None:
    """24.02.2022, 24/02/2022, 2/24/2022; with a slash only where one part cannot be a month."""
    a, b, year = int(m[1]), int(m[3]), int(m[4])
    year += 0 if year > 99 else 2000 if year <= 40 else 1900
    if m[2] == "/" and a <= 12 and b <= 12 and a != b:
        return Reading(None, None, "day", "explicit")
    found = day_of(year, b, a) or (day_of(year, a, b) if m[2] == "/" else None)
    return Reading(found, found, "day", "explicit") if found else None


def read_days(m: re.Match[str], context: Context) -> Reading | None:
    """24 February 2022, Feb. 24, 7 June, 11 AUG 89, the seventh of October; with a second day: 24-26 May."""
    groups = m.groupdict()
    month, word = MONTHS[groups["month"]], groups.get("word")
    day = ORDINALS[" ".join(word.split())] if word else int(groups["day"])
    told = stated_year(m, context)
    year = told or infer_year(month, day, context, m.start())
    if not 1 <= day <= 31:
        return None
    if year is None:
        return Reading(None, None, "span" if groups.get("day2") else "day", "explicit", month, day)
    first = day_of(year[0], month, day)
    last = day_of(year[0], month, int(groups["day2"])) if groups.get("day2") else first
    if first is None or last is None or last < first:
        return None
    grain = "day" if first == last else "span"
    return Reading(first, last, grain, year[1], None if told else month, None if told else day)


def read_month(m: re.Match[str], context: Context) -> Reading | None:
    """June 2022, in June, last April, June of that year."""
    month = MONTHS[m["month"]]
    told = stated_year(m, context)
    year = told or infer_year(month, 1, context, m.start())
    if year is None:
        return Reading(None, None, "month", "explicit", month)
    if m.groupdict().get("last") and context.published and year[0] == context.published.year and not told:
        year = (year[0] - (month >= context.published.month), year[1])
    return Reading(*month_span(year[0], month), "month", year[1], None if told else month)


def read_years(m: re.Match[str], context: Context) -> Reading | None:
    """1950-53, 2006-7, 2014-2016; 2022-03 is a month, since 1903 is before 2022."""
    first, tail = int(m[1]), m[2]
    last = int(str(first)[: 4 - len(tail)] + tail)
    if last > first:
        return Reading(date(first, 1, 1), date(last, 12, 31), "span", "explicit")
    if len(tail) == 2 and 1 <= int(tail) <= 12:
        return Reading(*month_span(first, int(tail)), "month", "explicit")
    return None


def read_decade(m: re.Match[str], context: Context) -> Reading | None:
    year = int(m[1])
    return Reading(date(year, 1, 1), date(year + 9, 12, 31), "decade", "explicit")


def read_century(m: re.Match[str], context: Context) -> Reading | None:
    last = 100 * int(m[1])
    return Reading(date(last - 99, 1, 1), date(last, 12, 31), "decade", "explicit") if 15 <= last // 100 <= 21 else None


def read_year(m: re.Match[str], context: Context) -> Reading | None:
    return Reading(*year_span(int(m["year"])), "year", "explicit")


def read_weekday(m: re.Match[str], context: Context) -> Reading | None:
    """Monday, last Tuesday, next Friday: the nearest such day that is not after the publication."""
    if context.published is None:
        return Reading(None, None, "day", "relative")
    which, day = (m.groupdict().get("which") or ""), WEEKDAYS[m["weekday"]]
    gap = (context.published.weekday() - day) % 7
    ahead = which == "next" or (context.looks_ahead() and which != "last")
    gap = (gap - 7 if ahead else gap) or (7 if which == "last" else 0)
    found = context.published - timedelta(days=gap)
    return Reading(found, found, "day", "relative")


def read_offset(m: re.Match[str], context: Context) -> Reading | None:
    if context.published is None:
        return Reading(None, None, "day", "relative")
    first, last = LEXICON["days"][" ".join(m[0].split())]
    published = context.published
    return Reading(published + timedelta(first), published + timedelta(last), "day", "relative")


def read_anaphor(m: re.Match[str], context: Context) -> Reading | None:
    """That day, the next day: counted from the last date of the text."""
    last, days = context.last[1], LEXICON["anaphora"][" ".join(m[0].split())]
    if last and not days and context.last_grain in ("month", "part", "week"):
        return Reading(*context.last, context.last_grain, "context")  # a day of the month that was named
    if last is None or context.last_grain not in ("day", "span", "weekend"):
        return Reading(None, None, "day", "context")
    found = last + timedelta(days)
    return Reading(found, found, "day", "context")


def read_that(m: re.Match[str], context: Context) -> Reading | None:
    """That month, that year, that November."""
    last = context.last[0]
    if last is None:
        return Reading(None, None, "month", "context")
    if m["unit"] == "month":
        return Reading(*month_span(last.year, last.month), "month", "context")
    if m["unit"] in MONTHS:
        return Reading(*month_span(last.year, MONTHS[m["unit"]]), "month", "context")
    return Reading(*year_span(last.year), "year", "context")


def read_calendar(m: re.Match[str], context: Context) -> Reading | None:
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


def read_unit(m: re.Match[str], context: Context) -> Reading | None:
    """The start of the year, the end of the month: of the publication's."""
    published, unit = context.published, m["unit"]
    if published is None:
        return Reading(None, None, unit, "relative")
    if unit == "week":
        first = published - timedelta(published.weekday())
        return Reading(first, first + timedelta(6), unit, "relative")
    span = year_span(published.year) if unit == "year" else month_span(published.year, published.month)
    return Reading(*span, unit, "relative")


def read_weekend(m: re.Match[str], context: Context) -> Reading | None:
    if context.published is None:
        return Reading(None, None, "weekend", "relative")
    first = context.published - timedelta((context.published.weekday() - 5) % 7)
    return Reading(first, min(first + timedelta(1), context.published), "weekend", "relative")


def read_season(m: re.Match[str], context: Context) -> Reading | None:
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


def read_holiday(m: re.Match[str], context: Context) -> Reading | None:
    month, day = LEXICON["holidays"][" ".join(m["holiday"].replace("’", "'").split())]
    year = stated_year(m, context) or infer_year(month, day, context, m.start())
    if year is None:
        return Reading(None, None, "day", "relative")
    found = date(year[0], month, day)
    return Reading(found, found, "day", year[1])


def read_recent(m: re.Match[str], context: Context) -> Reading | None:
    """The past 24 hours, the past week; the previous ten days are those before the last day named."""
    count = 0 if m["vague"] else count_of(m["count"]) if m["count"] else 1
    anchor, basis = context.published, "relative"
    if m[0].startswith("pre") and context.last_grain in ("day", "span") and context.last[1]:
        anchor, basis = context.last[1], "context"
    if anchor is None:
        return Reading(None, None, "window", basis)
    if not count and m["unit"] != "hour":
        return Reading(None, anchor, "window", basis)
    return Reading(*window(anchor, m["unit"], count), "window", basis)


def read_distance(m: re.Match[str], context: Context) -> Reading | None:
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


def read_duration(m: re.Match[str], context: Context) -> Reading | None:
    """In three days of fighting, in 58 days, nine weeks old: the time up to the publication."""
    if context.published is None:
        return Reading(None, None, "window", "relative")
    first, last = window(context.published, m["unit"], count_of(m["count"]))
    return Reading(first, last, "window", "relative")


def read_then(m: re.Match[str], context: Context) -> Reading | None:
    """Since then, by then, back then: the last date of the text."""
    return Reading(*context.last, context.last_grain or "day", "context")


def read_now(m: re.Match[str], context: Context) -> Reading | None:
    return Reading(context.published, context.published, "day", "relative")
