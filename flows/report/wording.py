"""Rows in words: a figure with its bounds, a period, who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

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
EXTENT_WORDS: Final = {"incident": "one incident", "cumulative": "running total", "period": "within a period"}


def count(value: float | None) -> str:
    """A count with thousands separators, without decimals from 1,000 on and where it has none; '?' for unknown."""
    if value is None:
        return "?"
    return f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 1000 else f"{value:,.4f}".rstrip("0")


def counted(number: int, thing: str) -> str:
    """A number of things: `1 claim`, `12 claims`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def figure(row: Row) -> str:
    """The figure of a claim or quantity in words: `about 14,000 (12,600 to 15,400)`, `at least 12`, `200 to 300`."""
    low, best, high, comparator = row["value_low"], row["value_best"], row["value_high"], row["comparator"]
    if comparator == "0":
        return "none"
    if comparator == "=" and best is not None:
        return count(best)
    if comparator == "..":
        return f"{count(low)} to {count(high)}"
    if comparator == "vague" or comparator not in COMPARATOR_WORDS:
        return f"{row['number_text']} ({bounds(low, high)})" if (low, high) != (None, None) else row["number_text"]
    stated = row["value_stated"] if row["value_stated"] is not None else best
    words = f"{COMPARATOR_WORDS[comparator]} {count(stated)}"
    return f"{words} ({count(low)} to {count(high)})" if low is not None and high is not None else words


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
        row["unit"].replace("_", " ") if row["unit"] != "person" else None,
        row["service"].replace("_", " ") if row["service"] else None,
        population if population not in (None, "unknown", usual) else None,
        f"in {places.get(place, place)}" if place and place != row["subject"] else None,
        EXTENT_WORDS.get(row["extent"]),
    )
    return ", ".join(part for part in parts if part)
