"""Rows in words: a figure with its bounds, a period, who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from flows.lexicon import read_csv, read_toml

Row = Mapping[str, Any]

COMPARATOR_WORDS: Final = {
    "~": "about",
    ">": "more than",
    ">=": "at least",
    "<": "fewer than",
    "<=": "up to",
    "~<": "nearly",
}


SIDE_WORDS: Final = {
    "own": "own side",
    "adversary": "adversary",
    "ally_of_adversary": "ally of the adversary",
    "third_party": "third party",
    "unknown": "side unknown",
}
NONE: Final = "none"
EXTENT_WORDS: Final = {"incident": "one incident", "cumulative": "running total", "period": "within a period"}


def count(value: float | None) -> str:
    """A count with thousands separators, without decimals from 1,000 on and where it has none; '?' for unknown."""
    if value is None:
        return "?"
    return f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 1000 else f"{value:,.4f}".rstrip("0")


def counted(number: int, thing: str) -> str:
    """A number of things: `1 claim`, `12 claims`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


@cache
def units() -> Mapping[str, tuple[str, str]]:
    """What is counted, by its code: the words for one and for any other number of it."""
    return {row["unit"]: (row["one"], row["many"]) for row in read_csv("units.csv")}


def figure(row: Row) -> str:
    """The figure of a claim or quantity in words: `about 14,000 (12,600 to 15,400)`, `at least 12`, `200 to 300`."""
    words, bounded, _ = _stated(row)
    return f"{words}{bounded}"


def amount(row: Row) -> str:
    """The figure of a claim with what it counts: `about 14,000 people (12,600 to 15,400)`, `1 tank`, `no ships`."""
    words, bounded, last = _stated(row)
    one, many = units()[row["unit"]]
    number = "no" if words == NONE else f"{words} of" if words.lower().rpartition(" ")[2] in _nouns() else words
    return f"{number} {one if last == 1 else many}{bounded}"


@cache
def _nouns() -> frozenset[str]:
    """Words that what they count follows with `of`: dozens, a handful."""
    words = read_toml("numerals.toml")
    return frozenset((*words["plurals"], *words["vague_nouns"]["words"]))


def _stated(row: Row) -> tuple[str, str, float | None]:
    """A figure in words, its bounds in brackets where the words leave them open, the last number that they name."""
    low, best, high, comparator = row["value_low"], row["value_best"], row["value_high"], row["comparator"]
    if comparator == "0":
        return NONE, "", 0
    if comparator == "=" and best is not None:
        return count(best), "", best
    if comparator == "..":
        return f"{count(low)} to {count(high)}", "", high
    if comparator == "vague" or comparator not in COMPARATOR_WORDS:
        return row["number_text"], f" ({bounds(low, high)})" if (low, high) != (None, None) else "", None
    stated = row["value_stated"] if row["value_stated"] is not None else best
    bounded = f" ({count(low)} to {count(high)})" if low is not None and high is not None else ""
    return f"{COMPARATOR_WORDS[comparator]} {count(stated)}", bounded, stated


def bounds(low: float | None, high: float | None) -> str:
    """Bounds in words: `12,600 to 15,400`, `at least 200`, `at most 50`, `no bounds`."""
    if low is None and high is None:
        return "no bounds"
    if high is None:
        return f"at least {count(low)}"
    return f"at most {count(high)}" if low is None else f"{count(low)} to {count(high)}"


def period(start: date | None, end: date | None) -> str:
    """A period in the fewest words that say it exactly: `2024`, `2024-03`, `2024-03-14`, `since 2022-02-24`."""
    if start is None:
        return f"until {end}" if end else ""
    if end is None:
        return f"since {start}"
    if start == end:
        return str(start)
    day_after = end + timedelta(days=1)
    if (start.month, start.day, day_after.month, day_after.day) == (1, 1, 1, 1):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if start.day == 1 and day_after.day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{start:%Y-%m}"
    return f"{start} to {end}"


def subject(row: Row) -> str:
    """Whose force or who suffered: name and code, or that the text does not say."""
    code, name = row["subject"], row["subject_name"]
    if code is None:
        return "not said"
    return code if name in (None, code) else f"{name} ({code})"


def says(row: Row) -> str:
    """Who says so, from the publisher to the origin: `outlet <- Reuters <- South Korean sources`."""
    hops = [row["publisher"] or "the outlet", " and ".join(row["relay"]), " and ".join(row["origin"])]
    return " <- ".join(hop for hop in hops if hop)


def details(row: Row) -> str:
    """The other stated fields of a claim, on one line."""
    place = row["place"]
    if place and row["place_name"] and row["place_name"] != place:
        place = f"{row['place_name']} ({place})"
    span = period(row["period_start"], row["period_end"])
    parts: Iterable[str | None] = (
        row["population"],
        row["service"],
        f"by {row['perpetrator']}" if row["perpetrator"] else None,
        f"in {place}" if place else None,
        span,
        row["extent"],
        row["modality"],
    )
    return ", ".join(part for part in parts if part)


def series(row: Row, measures: Mapping[str, str], places: Mapping[str, str]) -> str:
    """What a series counts, without whose it is: `Killed, military, in Ukraine, running total`."""
    place, population = row["place"], row["population"]
    usual = "military" if row["measure"].startswith(("strength.", "deployment.", "recruitment")) else "unknown"
    parts: Iterable[str | None] = (
        measures.get(row["measure"], row["measure"]),
        units()[row["unit"]][1] if row["unit"] != "person" else None,
        row["service"].replace("_", " ") if row["service"] else None,
        population if population not in (None, "unknown", usual) else None,
        f"in {places.get(place, place)}" if place and place != row["subject"] else None,
        EXTENT_WORDS.get(row["extent"]),
    )
    return ", ".join(part for part in parts if part)
