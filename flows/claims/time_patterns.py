"""The patterns of English dates by the kind of word that opens them, each with what reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flows.claims import time_forms
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
)

Form = tuple[re.Pattern[str], Callable[[re.Match[str], Context], Reading | None]]


def _forms(*table: tuple[str, Callable[[re.Match[str], Context], Reading | None]]) -> list[Form]:
    return [(re.compile(source), reader) for source, reader in table]


FULL_WEEKDAYS = [w for w in WEEKDAYS if w.endswith("day")]
_FIGHTING = (
    r"(?:war|fight|battl|clash|violen|bomb|conflict|unrest|protest|shell|campaign|offensive|siege|insurg"
    r"|combat|assault|attack|operation|raid|strikes)"
)
# "nine weeks old", "the six-year-old war", but no age of a person; "in 58 days", but no "58 days later"
BEFORE = rf"before(?!\s+(?:\d|(?:{any_of(MONTHS)})(?![a-z])))"
DURATION = (
    rf"{COUNT}[\s-]{UNIT}(?:(?<=days|eeks|nths)(?=\sold(?![a-z]))|(?=[\s-]old\s+(?:[a-z]+\s+)?{_FIGHTING})|(?=\s+of\s+{_FIGHTING})"
    r"|(?=[,.;:\"”)]|$|\s+(?!of\s|ago|later|earlier|time|from|before|after|old)))"
)
FORMS: dict[str, list[Form]] = {
    "digit": _forms(
        (r"(\d{4})-(\d\d)-(\d\d)(?!\d)", time_forms.read_iso),
        (r"(\d{1,2})([./])(\d{1,2})\2(\d{4}|\d\d)(?![\d.])", time_forms.read_dotted),
        (
            rf"{DAY}(?:\s+of)?(?:{TO}|/|\s+(?:and|or)\s+)(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?:\s+of)?\s+{MONTH}{TAIL}",
            time_forms.read_days,
        ),
        (rf"{DAY}(?:\s+of)?\s*{MONTH}{TAIL}", time_forms.read_days),
        (r"(1\d\d\d|20\d\d)[-–/](\d{4}|\d\d|\d)(?![\d-])", time_forms.read_years),
        (r"(1[6-9]\d0|20\d0)['’]?s(?!\w)", time_forms.read_decade),
        (r"(\d{1,2})(?:st|nd|rd|th)\s+century(?![a-z])", time_forms.read_century),
        (
            rf"{COUNT}[\s-]{UNIT}\s+(?P<way>ago|earlier|later|{BEFORE}|after\s+that|previously)",
            time_forms.read_distance,
        ),
        (DURATION, time_forms.read_duration),
        (rf"{YEAR}\s+{MONTH}\s+{DAY}(?![.,]\d)", time_forms.read_days),
        (rf"{YEAR}", time_forms.read_year),
    ),
    "month": _forms(
        (
            rf"{MONTH}\s+{DAY}(?:\s*[-–—]\s*|\s+(?:to|through)\s+)(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:]|[.,]\d){TAIL}",
            time_forms.read_days,
        ),
        (
            rf"(?<=between\s){MONTH}\s+{DAY}\s+and\s+(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:]|[.,]\d|\s+(?:{any_of(MONTHS)})(?![a-z])){TAIL}",
            time_forms.read_days,
        ),
        (rf"{MONTH}\s+{DAY}(?![:]|[.,]\d{{2,}}|\s*(?:%|percent|per cent)){TAIL}", time_forms.read_days),
        (rf"{MONTH}(?:,?\s+(?:of\s+)?{YEAR}|{OF_YEAR})", time_forms.read_month),
        (rf"{MONTH}", time_forms.read_month),
    ),
    "ordinal": _forms((rf"(?P<word>{any_of(ORDINALS)})\s+of\s+{MONTH}{TAIL}", time_forms.read_days)),
    "weekday": _forms((rf"(?P<weekday>{any_of(WEEKDAYS)})(?![a-z])", time_forms.read_weekday)),
    "which": _forms(
        (
            rf"(?P<which>last|next|this|previous|coming)\s+(?P<weekday>{any_of(FULL_WEEKDAYS)})(?![a-z])",
            time_forms.read_weekday,
        ),
        (rf"(?P<last>last|previous)\s+{MONTH}", time_forms.read_month),
        (rf"this\s+{MONTH}", time_forms.read_month),
        (rf"(?P<which2>last|this)\s+(?P<season>{any_of(SEASONS)})(?!\w)", time_forms.read_season),
        (
            r"(?P<which>this|last|next|previous|coming|current)\s+(?P<unit>weekend|week|month|year)(?![a-z])",
            time_forms.read_calendar,
        ),
        (
            rf"(?:last|past|previous|preceding)\s+(?:{COUNT}[\s-]|(?P<vague>few|several|couple\s+of)\s+)?{UNIT}(?![a-z])",
            time_forms.read_recent,
        ),
    ),
    "season": _forms(
        (r"(?<=in\sthe\s)(?P<season>spring|summer|autumn|winter)(?=[\s,.;]|$)(?!\s+of\s)", time_forms.read_season),
        (rf"(?P<season>{any_of(SEASONS)})(?:\s+(?:of\s+)?{YEAR}|{OF_YEAR})", time_forms.read_season),
    ),
    "day": _forms((any_of(LEXICON["days"]), time_forms.read_offset)),
    "holiday": _forms((rf"(?P<holiday>{any_of(LEXICON['holidays'])})(?:,?\s+{YEAR})?", time_forms.read_holiday)),
    "anaphor": _forms((any_of(LEXICON["anaphora"]), time_forms.read_anaphor)),
    "that": _forms(
        (rf"(?:that|(?:the\s+)?same)\s+(?P<unit>month|year|{any_of(MONTHS)})(?![a-z])", time_forms.read_that)
    ),
    "weekend": _forms((r"(?:the\s+)?weekend", time_forms.read_weekend)),
    "count": _forms(
        (
            rf"{COUNT}[\s-]{UNIT}\s+(?P<way>ago|earlier|later|{BEFORE}|after\s+that|previously)",
            time_forms.read_distance,
        ),
        (DURATION, time_forms.read_duration),
    ),
    "the unit": _forms(
        (r"(?<=of\s)the\s+(?P<unit>year|month|week)(?!\s+(?:of|before|after)\s)(?![a-z])", time_forms.read_unit)
    ),
    "then": _forms((r"then", time_forms.read_then)),
    "now": _forms((r"at\s+the\s+moment|currently|at\s+present|right\s+now|now", time_forms.read_now)),
}

KINDS: dict[str, Any] = {  # which forms a word can open; a word of two kinds is of the first that fits
    "month": MONTHS,
    "weekday": WEEKDAYS,
    "day": LEXICON["days"],
    "anaphor": LEXICON["anaphora"],
    "holiday": LEXICON["holidays"],
    "weekend": ["the weekend", "weekend"],
    "which": ["this", "last", "next", "past", "previous", "preceding", "coming", "current"],
    "the unit": ["the year", "the month", "the week"],
    "that": ["that", "same"],
    "season": SEASONS,
    "then": ["then"],
    "count": COUNTS,
    "ordinal": ORDINALS,
}
