"""Where time expressions may start in a text: a search for one literal blank, then for the words that open them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.claims.time_words import COUNTS, LEXICON, MONTHS, ORDINALS, SEASONS, WEEKDAYS, any_of

UNITS = r"(?:hour|day|night|week|fortnight|month|year|decade)"
_FIRSTS = sorted(
    {words.split()[0].split("-")[0] for table in ("days", "anaphora", "holidays") for words in LEXICON[table]}
    | {words.split()[0].split("-")[0] for words in (*MONTHS, *WEEKDAYS, *SEASONS, *ORDINALS)}
)
_START = re.compile(
    rf"(?<![a-z0-9])(?:\d|(?:{any_of([w for w in _FIRSTS if w not in ('the', 'a', 'one', 'that', 'this')])})(?![a-z])"
    r"|the(?=\s+(?:same|next|following|previous|day|night|weekend|year|month|week))|that\s+(?:same|day|morning|afternoon|evening|night|date|month|year)"
    rf"|that\s+(?:{any_of(MONTHS)})|(?:this|last|next|past|previous|preceding|coming|current)\s|same\s|then(?![a-z])"
    rf"|(?:{any_of(COUNTS)})[\s-]{UNITS}|at\s+(?:the\s+moment|present)|currently|right\s+now|now|weekend)"
)
_FOLLOWED = {  # words that open an expression only before others
    "the": ("same", "next", "following", "previous", "day", "night", "weekend", "year", "month", "week"),
    "that": ("same", "day", "morning", "afternoon", "evening", "night", "date", "month", "year", *MONTHS),
    "at": ("the moment", "present"),
    "right": ("now",),
}
_ALONE = {
    *(word for word in _FIRSTS if word not in ("the", "a", "one", "that", "this")),
    *("this", "last", "next", "past", "previous", "preceding", "coming", "current", "same"),
    *("then", "currently", "now", "weekend"),
}
_PARTED = re.compile("[^a-z0-9]+")
_PLACES = re.compile(
    (
        rf" (?=[0-9]|(?:{any_of(_PARTED.split(word)[0] for word in _ALONE)})(?![a-z])"
        rf"|(?:{any_of(_PARTED.sub(' ', words) for words in COUNTS)}) {UNITS}"
        + "".join(rf"|{first} +(?:{any_of(words)})" for first, words in _FOLLOWED.items())
        + ")"
    ).encode()
)
"""Before each place where _START may match, in `shadow` text."""
_LETTERS = bytes(byte if chr(byte).isascii() and chr(byte).isalnum() else 32 for byte in range(256))


def shadow(low: str) -> bytes:
    """A blank, then `low` with blanks for all that is no ASCII letter or digit: one byte a character."""
    return b" " + low.encode("ascii", "replace").translate(_LETTERS)


def starts(low: str, shadowed: bytes, start: int, end: int) -> Iterator[int]:
    """Offsets in `low[start:end]`, lower case, where a time expression may start; `shadowed` is the `shadow` of `low`.

    The engine skips to the blanks: a quarter less time than to try the words at each character.
    """
    past = 0
    for place in _PLACES.finditer(shadowed, start, end + 1):
        begin = place.start()
        opening = _START.match(low, begin, end) if begin >= past else None
        if opening is not None:
            past = opening.end()
            yield begin
