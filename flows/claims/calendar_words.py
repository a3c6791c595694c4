"""Time expressions of a text, read by an own grammar: what days they name, on what basis, and how they bound."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache, partial
from typing import Final, NamedTuple

from flows.claims import time_search
from flows.claims.time_patterns import DURATION, FORMS, KINDS
from flows.claims.time_words import (
    COUNT,
    COUNTS,
    LEXICON,
    MONTHS,
    ORDINALS,
    RECORD_OF,
    SEASONS,
    UNIT,
    WEEKDAYS,
    YEAR,
    Context,
    Reading,
    ahead,
    any_of,
    count_of,
    day_of,
    lower,
    month_span,
    window,
)


class TimeRef(NamedTuple):
    """A time expression; `start:end` are its words, offsets into the text, half-open.

    `first` and `last` are the days that it covers, None where article and publication date do not fix them.
    `grain`: day, week, weekend, month, season, year, decade, span (a stated range), window (a length of time that
    ends now). `basis`: explicit (the text states it in full), relative (counted from the publication date), frame
    (its year from an earlier date of the text), context (counted from an earlier date of the text).
    `role`: at, now, since, from, until, as_of, by, before, after.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    grain: str
    basis: str
    role: str
    rule_id: str


_UNITS = time_search.UNITS
_WEEKEND = r"weekend(?=\s+(?:fighting|clashes|battles?|violence|attacks?|raids?|strikes?|bombings?|shelling)(?![a-z]))"
_NOW = r"now(?=\s+(?:has|have|stands?|numbers?|totals?|operates?|fields?|holds?|commands?|includes?|boasts?)(?![a-z]))"
_TRIGGER = re.compile(
    r"(?<![a-z0-9.,’'$€£_])(?<!\d[-/])(?:"
    rf"(?:{any_of(MONTHS)})(?![a-z])|(?:{any_of(WEEKDAYS)})(?![a-z])|(?:{any_of(LEXICON['days'])})(?![a-z])"
    rf"|(?:{any_of(LEXICON['anaphora'])})(?![a-z])|(?:{any_of(LEXICON['holidays'])})(?![a-z])|the\s+weekend(?![a-z])|{_WEEKEND}|(?<=of\s)the\s+(?:year|month|week)(?![a-z])"
    r"|(?:this|last|next|past|previous|preceding|coming|current)(?=\s)"
    rf"|(?:that|same)(?=\s+(?:month|year|{any_of(MONTHS)})(?![a-z]))|(?:{any_of(SEASONS)})(?=[\s,.;]|$)|(?:{any_of(ORDINALS)})(?=\s+of\s)"
    rf"|(?:{any_of(COUNTS)})(?=[\s-]{_UNITS})|then(?![a-z])|at\s+(?:the\s+moment|present)(?![a-z])|currently|right\s+now|{_NOW}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?(?:(?:\s*[-–—/]\s*|\s+(?:to|and|or|until|till|through)\s+)\d{{1,2}}(?:st|nd|rd|th)?)?"
    rf"(?:\s+of)?\s*(?:{any_of(MONTHS)})(?![a-z])|\d{{4}}(?:['’]?s)?(?![\d%]|[.,]\d)|\d{{1,3}}[\s-]{_UNITS}|\d{{1,2}}([./])\d{{1,2}}\1\d\d"
    r"|\d{1,2}(?:st|nd|rd|th)\s+century"
    r")"
)
_LEAD = rf"(?:(?:{any_of(LEXICON['words']['lead'])})[\s-]*)"
_ROLE = re.compile(rf"(?<![a-z])(?P<role>{any_of(LEXICON['roles'])})\s+{_LEAD}{{0,4}}$")
_SINCE = re.compile(r"(?<![a-z])since\s(?!then)[^,;:.()]{0,90}$")
_FIRST = re.compile(rf"(?<![a-z])first\s+{COUNT}\s+{UNIT}\s+of\s+(?:the\s+)?$")
_PART = re.compile(
    r"(?<![a-z])(?P<part>early|mid|late|beginning|start|end|middle|close|(?:first|second) half)"
    r"(?:[\s-]+(?:in|of|on|by))?(?:\s+the)?[\s-]*$"
)
_BEFORE_LENGTH = re.compile(
    r"(?<![a-z])(?:in|over|within|now|campaign|war|only|already|space of)\s+(?:just\s+|only\s+|the\s+|under\s+)?$"
)
_BEST_IN = re.compile(r"(?:worst|[a-z]{3}est)\s(?:[a-z]+\s){0,2}in\s+(?:[a-z]+\s+)?$")  # "the worst day in a year"
_PART_OF = re.compile(r"(?:start|beginning|end|middle|half|close|part|months|weeks|days)\s+of\s+$")  # ... the year
_FOR_LONG = re.compile(r"(?<![a-z])for\s+(?:[a-z]+\s+){0,2}$")
_ABBREVIATED = re.compile(
    r"(?<![a-z])(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.$"
)
_BEFORE_MONTH = re.compile(rf"(?<![a-z])(?:{any_of(LEXICON['words']['before_month'])})[\s-]+$|\bmid-$")
_AFTER_MONTH = re.compile(rf"['’]s(?![a-z])|(?:\s*[-–—/]\s*|\s+(?:to|and|until)\s+)(?:{any_of(MONTHS)})(?![a-z])")
_OPENS = re.compile(r"(?:^|[.!?]\s|\n)$")
_WAS = re.compile(r"\s+(?:was|is|saw|became|has\s+been|proved|turned)\s")
_BEFORE_YEAR = re.compile(rf"(?<![a-z])(?:{any_of(LEXICON['words']['before_year'])})[\s-]+$|[(\[]$")
_YEAR_OF = re.compile(r"\s+(?:est\b|est\.|estimates?|edition|census|figures|data)(?![a-z])")
_CITED = re.compile(r"\(([a-z][a-z.&'’ -]{1,20}\s)$")
_LINE_START = re.compile(
    r"(?:^|[.!?:]\s|\n)[\s#*•-]*(?:in|by|during|since|from|the|of|at|early|late|mid|start|beginning|end|year|[\s,-])*$"
)
_NAMED = re.compile(rf"\s+(?:{any_of(LEXICON['words']['named_after_days'])})(?![a-z])")
_HOUR = re.compile(r"(?:as of|at|by|from|until|till|before|after|between|around|to|and)\s")  # also before 1800 hours
_ADJECTIVE = re.compile(r"(?<![a-z])(?:the|its|their|his|her|a|our|that|s)\s+[*_]*$|['’]s\s+$")
_AFTER_YEAR = re.compile(r"\s+(?!was|is|as|has|its|his|this|when|while|alone|us\b)[a-z]+s\b(?<!ss)")
_JOIN = re.compile(r"\s*(?P<how>to|and|until|till|through|[-–—])\s+(?:the\s+|early\s+|late\s+|mid-)*$|\s*[-–—]\s*$")
_BULLET = re.compile(r"\n\s*[-–—]")
DEADLINE: Final = 110  # characters before "by 15 January" in which "will" still governs it
_DEADLINE = re.compile(r"(?<![a-z])by\s+$")
_FUTURE = re.compile(rf"(?<![a-z])(?:{any_of(LEXICON['words']['future'])})(?![a-z])")
_SAYING = re.compile(rf"(?<![a-z])(?:{any_of(LEXICON['words']['saying'])})(?![a-z])")
_ENDED = re.compile(  # "nine weeks ended on 3 May", "in the five days to 11 September", "in the week before 20 May"
    rf"(?<![a-z])(?:{COUNT}[\s-]{UNIT}\s[a-z\s]{{0,24}}(?:ended|ending|ends)\s+(?:on\s+)?"
    rf"|(?:in|over|during|for)\s+the\s+(?:{COUNT.replace('count', 'count2')}[\s-])?{UNIT.replace('unit', 'unit2')}\s+"
    r"(?:(?:up\s+)?to|through|until|before|ending|ended)\s+(?:on\s+)?)$"
)
_ENDS = re.compile(r"\s(?:end(?:ed|ing|s)|to|until|through|before)(?:\s+on)?\s+$")
_RECORD_SINCE = re.compile(  # "the deadliest attack on the town since car bombs in [April 2004]"
    rf"(?<![a-z]){RECORD_OF}{{0,80}}?\ssince\s[^.;,]{{0,60}}$"
)
_STOP = re.compile(r"[.;:\n]\s")


def find(
    text: str,
    start: int,
    end: int,
    published: date | None,
    *,
    context: Context | None = None,
    low: str | None = None,
    shadowed: bytes | None = None,
) -> list[TimeRef]:
    """Time expressions in `text[start:end]`, in text order, without overlap.

    `published` is the day that "today" and "Monday" are counted from; `context` carries the dates that were read
    before `start`, and is updated; `low` is the text in lower case and `shadowed` its `time_search.shadow`, where the
    caller has them.
    """
    low = lower(text) if low is None else low
    context = Context(published) if context is None else context
    refs: list[TimeRef] = []
    before: Reading | None = None
    at = start
    for begin in time_search.starts(low, time_search.shadow(low) if shadowed is None else shadowed, start, end):
        found = _TRIGGER.match(low, begin, end) if begin >= at else None
        if found is None:
            continue
        kind = _kind(found[0])
        if kind in ("month", "weekday") and not text[found.start()].isupper():
            continue
        context.line = max(context.line, low.rfind("\n", context.line, found.start()) + 1)
        context.heading = max(context.heading, low.rfind("\n#", max(0, context.heading), found.start()))
        reading, stop = _read(text, low, found, kind, end, context)
        if reading is None:
            continue
        if low.startswith("]]", stop):
            continue  # what is left of a caption tells no time of the text
        stop -= low[stop - 1] == "." and not _ABBREVIATED.search(low, found.start(), stop)
        ref = _ref(low, start, found.start(), stop, reading, kind)
        at = max(at, stop)
        ref = _joined(low, refs, ref, reading, before)
        before = reading
        refs.append(ref)
        if ref.first and ref.grain != "window" and kind != "now" and not _is_compared(low, start, ref.start):
            context.last, context.last_grain = (ref.first, ref.last), ref.grain
            is_aside = ref.grain in ("year", "decade") and not _LINE_START.search(
                low, max(0, ref.start - 30), ref.start
            )
            if context.home is None:
                context.home, context.home_offset = ref.first, ref.start
            elif context.line <= context.home_offset < ref.start and ref.first >= context.home:
                context.until = ref.last
            if context.frame is None or not is_aside:
                if context.frame and context.frame.year != ref.first.year:
                    context.left = context.frame.year
                context.frame, context.frame_grain, context.frame_offset = ref.first, ref.grain, ref.start
    return refs


def _is_compared(low: str, floor: int, begin: int) -> bool:
    """Whether a date is that of what a record is compared with, which tells nothing of the dates to come."""
    before = low[max(floor, begin - 160) : begin]
    return "since" in before and _RECORD_SINCE.search(before) is not None


@cache
def _kind(words: str) -> str:
    """Key of time_forms.FORMS for the words of a trigger."""
    words = " ".join(words.split())
    if words[0].isdigit():
        return "digit"
    for kind, table in KINDS.items():
        if words in table:
            return kind
    return "now"


def _read(
    text: str, low: str, found: re.Match[str], kind: str, end: int, context: Context
) -> tuple[Reading | None, int]:
    begin = found.start()
    before = low[max(0, begin - 24) : begin]
    for pattern, reader in FORMS[kind]:
        match = pattern.match(low, begin, end)
        if match is None or not _fits(text, low, match, kind, before):
            continue
        is_open = kind in ("digit", "month", "weekday")
        context.looks_ahead = partial(_is_forward, low, begin, match.end()) if is_open else bool
        reading = reader(match, context)
        if reading is not None:
            return reading, match.end()
    return None, found.end()


def _fits(text: str, low: str, match: re.Match[str], kind: str, before: str) -> bool:
    """Whether a form that is also something else (a bare year, "may", "two weeks") is a time here."""
    groups = match.groupdict()
    if kind == "digit" and match.re.pattern == YEAR:
        after = low[match.end() : match.end() + 24]
        said = _BEFORE_YEAR.search(before)
        if re.match(r",\s+(?:when|in\s+which)\s", after) and re.search(r"(?<![a-z])(?:was|is|being)\s+$", before):
            return True
        if re.search(r"(?:^|[.,;]\s|\n)$", before) and re.match(r"\s+(?:was|saw|turned|became|brought|ended)\s", after):
            return True
        if said:
            is_hour = _HOUR.match(said[0]) and (
                text[max(0, match.start() - 24) : match.start()].isupper() or match[0] < "19"
            )
            return not is_hour and not _AFTER_YEAR.match(after)
        if _YEAR_OF.match(after) or (before.endswith(", ") and re.match(r"[.;)\n]|$", after)):
            return True
        cited = _CITED.search(before)
        if cited and after.startswith(")") and text[match.start() - len(cited[1])].isupper():
            return True  # "18,600 troops (IISS 2018)"
        if _ADJECTIVE.search(before):
            return bool(re.match(r"\s+[a-z]", after)) and not _AFTER_YEAR.match(after)
        line = low.rfind("\n", max(0, match.start() - 40), match.start()) + 1
        if line == 0 and match.start() > 40:
            return False
        is_title = line == 0 and re.match(r"\s+[a-z]", after) and not _AFTER_YEAR.match(after)
        return not low[line : match.start()].strip(" *•-–#|=") and bool(
            is_title or re.match(r"\s*[:–—|=-]|\s*(?:\n|$)", after)
        )
    if kind == "month" and groups.get("day") is None and groups.get("year") is None and groups.get("which") is None:
        after = low[match.end() : match.end() + 14]
        is_subject = _OPENS.search(before) and _WAS.match(after)  # "April was the deadliest month"
        return bool(_BEFORE_MONTH.search(before) or _AFTER_MONTH.match(after) or is_subject)
    if kind == "month" and groups.get("day") and groups.get("year") is None and re.search(r"(?<![a-z])in\s+$", before):
        return False
    if groups.get("day") and groups.get("year") is None and _NAMED.match(low, match.end()):
        return False
    if kind == "weekday" and not match["weekday"].endswith("day"):
        return low[match.end() : match.end() + 1] in (".", ",") or bool(re.search(r"(?<![a-z])(?:on|last)\s+$", before))
    if kind == "the unit":
        return _PART_OF.search(before) is not None
    if kind == "then":
        return bool(re.search(r"(?<![a-z])(?:since|by|until|back)\s+$", before))
    if match.re.pattern == DURATION and _BEST_IN.search(before):
        return False
    if match.re.pattern == DURATION:
        is_length = _BEFORE_LENGTH.search(before) and not _FOR_LONG.search(before)
        return low[match.end() + 1 : match.end() + 4] in ("of ", "old") or bool(is_length)
    if groups.get("unit") and kind == "which" and match.re is FORMS["which"][-1][0]:
        return bool(groups.get("count") or groups.get("vague")) or bool(re.search(r"(?<![a-z])the\s+$", before))
    return True


def _is_forward(low: str, begin: int, end: int) -> bool:
    """Whether the words around a time expression look ahead ("will decide on Friday"), not back ("said on Friday")."""
    far = DEADLINE if _DEADLINE.search(low, max(0, begin - 4), begin) else 45
    for piece in (_STOP.split(low[max(0, begin - far) : begin])[-1], low[end : end + 45]):
        ahead, said = _FUTURE.search(piece), _SAYING.search(piece)
        if ahead and not said and not _STOP.search(piece):
            return True
    return False


def _ref(low: str, floor: int, begin: int, stop: int, reading: Reading, kind: str) -> TimeRef:
    before = low[max(floor, begin - 100) : begin]
    found = _ROLE.search(before[-48:])
    is_since = found is None and "since" in before and _SINCE.search(before)
    role = LEXICON["roles"][" ".join(found["role"].split())] if found else "since" if is_since else "at"
    first, last, grain = reading.first, reading.last, reading.grain
    if kind == "now" or (role == "from" and grain == "span") or (role == "after" and grain == "window"):
        role = "now" if kind == "now" else "at"
    ended = _ENDED.search(before) if _ENDS.search(before[-12:]) else None
    if ended and last:
        unit, count = ended["unit"] or ended["unit2"], count_of(ended["count"] or ended["count2"] or "1")
        first, grain, role = window(last, unit, count)[0], "span", "at"
        begin -= len(before) - ended.start()
    opening = _FIRST.search(before[-36:]) if "of" in before[-8:] else None
    if opening and first and last and grain in ("month", "year"):
        last, grain = min(last, ahead(first, opening["unit"], count_of(opening["count"]))), "span"
    part = _PART.search(before[-24:])
    if part and first and last and grain in ("month", "year", "season"):
        first, last = _narrow(first, last, part["part"], grain)
        grain = "part"
    return TimeRef(begin, stop, first, last, grain, reading.basis, role, f"time.{kind}")


def _narrow(first: date, last: date, part: str, grain: str) -> tuple[date, date]:
    """The third of a month, or the four months of a year, that "early", "mid" and "late" name; or a half of them."""
    if part.endswith("half"):
        middle = first + (last - first) / 2
        return (first, middle) if part.startswith("first") else (middle + timedelta(1), last)
    third = 0 if part in ("early", "beginning", "start") else 1 if part in ("mid", "middle") else 2
    if grain == "month":
        days = monthrange(first.year, first.month)[1]
        return first.replace(day=(1, 11, 21)[third]), first.replace(day=(10, 20, days)[third])
    months = 4 if grain == "year" else 1
    begin = month_span(first.year, first.month + third * months)[0]
    return begin, month_span(begin.year, begin.month + months - 1)[1]


def _joined(low: str, refs: list[TimeRef], ref: TimeRef, reading: Reading, last: Reading | None) -> TimeRef:
    """The span from the last expression to this one where the text says so; the last one is taken off the list."""
    if not refs or ref.start - refs[-1].end > 40:
        return ref
    first, gap = refs[-1], low[refs[-1].end : ref.start]
    if first.end > ref.start:
        refs.pop()
        return ref
    if first.rule_id == "time.weekday" and ref.grain == "day" and re.fullmatch(r",?\s+(?:the\s+)?\(?", gap):
        if ref.rule_id in ("time.day", "time.weekday"):
            return ref
        refs.pop()
        return ref._replace(start=first.start, role=first.role)
    join = None if _BULLET.search(gap) else _JOIN.fullmatch(gap)
    if join is None:
        return ref
    before = low[max(0, first.start - 16) : first.start]
    opened = re.search(r"(?<![a-z])(between|from)\s+(?:about\s+|the\s+|early\s+|late\s+|mid-)*$", before)
    how = join["how"] or "-"
    if how == "and" and not (opened and opened[1] == "between"):
        return ref
    if how in ("until", "till", "through", "to") and not opened and "since" in before:
        return ref
    begin = _same_year(first, ref, reading, last)
    if begin is None and ref.first is None and first.grain == ref.grain in ("day", "month"):
        refs.pop()
        return TimeRef(first.start, ref.end, None, None, "span", ref.basis, "at", "time.span")
    if begin is None or ref.last is None or begin > ref.last:
        return ref
    refs.pop()
    return TimeRef(first.start, ref.end, begin, ref.last, "span", ref.basis, "at", "time.span")


def _same_year(first: TimeRef, ref: TimeRef, reading: Reading, last: Reading | None) -> date | None:
    """First day of a span, with the year of its last day where only that has one ("3 March to 5 May 2022")."""
    if first.first is None and last and last.month and ref.first:
        found = day_of(ref.first.year, last.month, last.day or 1)
        return found and (found if found <= ref.first else found.replace(year=found.year - 1))
    if first.first and ref.basis == "explicit" == reading.basis and first.basis != "explicit" and ref.first:
        found = day_of(ref.first.year, first.first.month, first.first.day)
        return found and (found if found <= ref.first else found.replace(year=found.year - 1))
    return first.first
