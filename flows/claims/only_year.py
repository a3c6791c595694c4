"""The year of an undated text, for the days at its top that it tells without one."""

from __future__ import annotations

import re
from collections.abc import Set

from flows.claims.time_words import MONTHS, any_of

_MONTH = any_of(MONTHS)
_DAY = rf"\d{{1,2}}\s+(?:{_MONTH})|(?<![a-z])(?:{_MONTH})\s+\d{{1,2}}"
_BEFORE = 16  # characters of a day and its month
_YEARS = re.compile(r"(?<![\d.,/$€£-])(?:1[6-9]\d\d|20\d\d|(?<=\()1\d\d\d(?=\)))(?![\d,]?\d|[-/]\d|\s?%)")
_DATED = re.compile(rf"(?:[(]|(?:{_DAY}),?\s+)$")
_FULL = re.compile(rf"(?<![a-z\d])(?:{_DAY}),?\s+(?P<year>1\d\d\d|20\d\d)(?![\d,]?\d|[-/]\d)")
_BARE = re.compile(rf"(?<![a-z\d])(?:{_DAY})(?![a-z\d])(?!,?\s+(?:1\d\d\d|20\d\d))")
_NAME = re.compile(_MONTH)
_HEADING = re.compile(r"(?m)(?<=\n)[#*=\s]*(?:1\d|20)\d\d[*=: ]*$")
_ENTRY = re.compile(rf"\n\s*[-–—*•]\s*(?:{_DAY})\s*[-–—:]")


def of(low: str, numbers: Set[int], title: int) -> int | None:
    """The one year that the text names, and with a day, in brackets or in its title ("Siege of Homs (2012)").

    `low` is the text in lower case, `numbers` the offsets of its figures, `title` the end of its title. None where the
    text names several years or none; a round number is no year. A chronicle whose first year is a heading further down
    begins in the year before. Of several years the one in the title counts, or that of the first day told in full,
    where the days before it lead up to it ("On 26 February ... On 4 April 2022").
    """
    heading, first = _HEADING.search(low), _YEARS.search(low)
    is_first = heading and first and heading.start() <= first.start() < heading.end()
    if first and is_first and _ENTRY.search(low, 0, first.start()):
        return int(first[0]) - 1
    found = [m for m in _YEARS.finditer(low) if not m[0].endswith("00") and m.start() not in numbers]
    told = any(m.start() < title or _DATED.search(low, max(0, m.start() - _BEFORE), m.start()) for m in found)
    if told and len({m[0] for m in found}) == 1:
        return int(found[0][0])
    titled = {m[0] for m in found if m.start() < title}
    return int(titled.pop()) if len(titled) == 1 else _led_up_to(low)


def _led_up_to(low: str) -> int | None:
    """The year of the first day told in full, where the days told before it without a year are of earlier months."""
    full = _FULL.search(low)
    if full is None or _YEARS.search(low, 0, full.start()):
        return None
    before = [_month(m[0]) for m in _BARE.finditer(low, 0, full.start())]
    return int(full["year"]) if before and [*before, _month(full[0])] == sorted([*before, _month(full[0])]) else None


def _month(words: str) -> int:
    named = _NAME.search(words)
    return MONTHS[named[0]] if named else 0
