"""Where numbers may start in a text: one pass for digits and one for the words that can begin a number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flows.claims.numerals import LEXICON, SCALES, SMALL

_DIGITS = re.compile(r"[0-9]\d*+()[0-9,.]*+")
_PARTING = "\n\t-–—/\"'“”‘’([•*>~≈+$£€"
"""What may stand right before a number word; folded into blanks for the search."""


def _trie(words: Iterable[str]) -> str:
    """Alternation of `words` by shared beginnings."""
    by_initial: dict[str, set[str]] = {}
    for word in words:
        by_initial.setdefault(word[:1], set()).add(word[1:])
    ends = by_initial.pop("", None) is not None
    branches = [re.escape(initial) + _trie(by_initial[initial]) for initial in sorted(by_initial)]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and not ends else "(?:" + "|".join(branches) + ")"
    return body + "?" if ends else body


def _starters() -> re.Pattern[str]:
    """Finds the words that can start a number, after a blank."""
    single = {*SMALL, *LEXICON["plurals"], *LEXICON["ordinals"], "half", "only", "quarter", "three-quarters"}
    phrases = {*LEXICON["vague"], *LEXICON["none"]["words"]}
    single |= {p for p in phrases if not p.startswith("a ")}
    after_a = {p.split()[1] for p in phrases if p.startswith("a ")}
    after_a |= {*SCALES, "score", *(w for w in LEXICON["fractions"] if not w.endswith("s"))}
    return re.compile(rf" (?:{_trie(single)}(?!\w)|an?(?= +{_trie(after_a)}(?!\w)))")


_STARTERS = _starters()


def starts(low: str) -> list[tuple[int, int]]:
    """Where a number may start, in order: its offset, and the end of its first run of digits, 0 for words."""
    shadow = " " + low
    for mark in _PARTING:
        shadow = shadow.replace(mark, " ")
    starts = [(found.start(), 0) for found in _STARTERS.finditer(shadow)]
    digits = [(found.start(), found.start(1)) for found in _DIGITS.finditer(low)]
    return sorted(starts + digits) if digits else starts
