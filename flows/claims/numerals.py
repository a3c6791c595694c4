"""Numerals of English text: what one is, the words they are made of, and the text form they are read in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from flows.lexicon import read_toml

MAX_DIGITS: Final = 15
"""Longer runs of digits are identifiers, not counts; they would not fit a float exactly either."""
SPACES: Final = "\u00a0\u2009\u202f\u2007\u2008\u200a"
"""Blanks that typesetters put between groups of three digits."""
GAP: Final = r"(?:[ \t]+|[ \t]*\n[ \t]*(?:\n(?=[a-z]))?)"
"""What parts two words of a numeral: blanks, or one line end, two in a text in double spacing."""

LEXICON: Final = read_toml("numerals.toml")
SMALL: Final = {word: float(n) for part in ("ones", "teens", "tens") for word, n in LEXICON[part].items()}
"""Value of the words below one hundred."""
SCALES: Final = {word: float(n) for part in ("scales", "hundred", "collective") for word, n in LEXICON[part].items()}
"""Value of the words that multiply, dozen among them."""
MONTHS: Final = frozenset(
    read_toml("exclusions.toml")["months"]["full"] + read_toml("exclusions.toml")["months"]["short"]
)


class Numeral(NamedTuple):
    """One numeral as written in `text[start:end]` (a tuple: thousands are made per article).

    `form`: digits, words, vague, none. `value` is None for vague words; `unit` is the order of magnitude of a vague
    word and `rule` its bounds rule; `lead` is the numeral before its scale word ("5" of "5 thousand") and `scale` that
    scale, so that the ends of a range can share one; `grouped` tells that the digits were written in groups.
    """

    start: int
    end: int
    form: str
    value: float | None
    lead: float | None = None
    scale: float = 1.0
    unit: float = 1.0
    rule: str | None = None
    grouped: bool = False


def alternation(words: Iterable[str]) -> str:
    """Regular expression for any of `words`, the longest first, blanks of any length."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


def fold(text: str) -> str:
    """`text` in lower case with plain blanks, apostrophes and hyphens; every offset stays where it was."""
    low = text.replace("İ", "I").lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    if low.isascii():
        return low
    for strange in SPACES:
        low = low.replace(strange, " ")
    return low.replace("’", "'").replace("‑", "-").replace("‐", "-")
