"""The words around a number, and the word lists that say what they show."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from flows.lexicon import read_toml

Kind = tuple[str, str]
"""Kind of schemas.KINDS and reason for rejecting it."""

EXCLUSIONS: Final = read_toml("exclusions.toml")
UNITS: Final[dict[str, Kind]] = {
    word: (kind, row["reason"]) for kind, row in EXCLUSIONS["units"].items() for word in row["words"]
}
COUNTED: Final = frozenset(EXCLUSIONS["count_nouns"]["words"])
"""Nouns that make a count of a number that could be a year, a unit's name or an age."""
_HALF_COUNTED: Final = frozenset(EXCLUSIONS["count_nouns"]["adjectives"])
_APART: Final = frozenset(("by", "in", "on", "from", "with", "to", "for", "at", "near", "when", "after", "as", "while"))
IDENTIFIER: Final[Kind] = ("identifier", "identifier")
AGE: Final[Kind] = ("age", "age")
DATE: Final[Kind] = ("date", "date_or_time")
PRONOUN: Final[Kind] = ("cardinal", "pronoun")


def listed(*path: str) -> frozenset[str]:
    found = EXCLUSIONS
    for key in path:
        found = found[key]
    return frozenset(found)


class Tail(NamedTuple):
    """Up to two words after a number; `gap` is what parts the first from it: "" glued, "-", or blanks."""

    gap: str
    first: str
    second: str
    end: int


def counts(following: Tail) -> bool:
    """Whether a noun that can be counted follows: "2000 troops", "2000 Russian troops", not "2022 Russian invasion"."""
    if following.first in COUNTED and following.first not in _HALF_COUNTED:
        return True
    if following.first in _APART:
        return False  # "near post 234 by rebels"
    return following.second in COUNTED and following.second not in _HALF_COUNTED


NO_TAIL: Final = Tail("", "", "", 0)
_WORD: Final = r"[a-z]++(?:\.[a-z]\b)*+(?!\w|-\d)"
_TAIL: Final = re.compile(rf"([ \t]*+(?:\n[ \t]*+)?|[ ]?-)(%|[°º][cf]?\b|[€$£]|'s\b|{_WORD})(?:[ \n-]({_WORD}))?")


def tail(low: str, end: int) -> Tail:
    """The words after `end` in the same sentence."""
    here = low[end : end + 1]
    if here in _CLOSERS or (here == " " and low[end + 1 : end + 2] in _NO_WORD):
        return NO_TAIL
    found = _TAIL.match(low, end)
    return Tail(found[1], found[2], found[3] or "", found.end(2)) if found else NO_TAIL


_NO_WORD: Final = frozenset('0123456789([,.;:/–—+"”“')
"""After a blank: no word or sign of a unit follows."""
_CLOSERS: Final = frozenset(("", ",", ".", ";", ":", ")", "+", '"', "”", "?", "!", "]", "/"))


def left_words(low: str, start: int) -> list[str]:
    """The last words before `start`, four or so, nearest last; a paragraph break ends them."""
    window = low[max(0, start - 32) : start]
    if "\n\n" in window:
        window = window[window.rindex("\n\n") :]
    return window.split()
