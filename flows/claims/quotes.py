"""Quotations of an article: spans of quoted speech, over several sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

MARK: Final = re.compile(r"\"|“|”|''|``|\n")  # an engine skips to first letters, not to classes in a choice
LONGEST: Final = 3000  # characters; a longer stretch is a mark gone astray
WORDS_MIN: Final = 4  # shorter quotations are scare quotes or titles


@dataclass(frozen=True, slots=True)
class Quote:
    """Half-open span between quotation marks; `goes_on` where it continues the quotation of the paragraph before."""

    start: int
    end: int
    goes_on: bool


def find(text: str) -> list[Quote]:
    """Quotations of `text` in order; an unclosed one ends with its paragraph and may go on in the next."""
    quotes: list[Quote] = []
    opened = -1
    was_open = False
    goes_on = False
    line_start = 0
    for mark in MARK.finditer(text):
        char, at = mark.group(), mark.start()
        if char == "\n":
            if opened >= 0:
                _add(quotes, text, opened, at, goes_on)
                was_open = True
                opened = -1
            elif text[line_start:at].strip():
                was_open = False
            line_start = mark.end()
        elif char == "“" or (char != "”" and opened < 0):
            if opened < 0:
                opened = mark.end()
                goes_on = was_open and not text[line_start:at].strip()
        elif opened >= 0:
            _add(quotes, text, opened, at, goes_on)
            opened = -1
            was_open = False
    if opened >= 0:
        _add(quotes, text, opened, len(text), goes_on)
    return quotes


def _add(quotes: list[Quote], text: str, start: int, end: int, goes_on: bool) -> None:
    if end - start <= LONGEST and text.count(" ", start, end) >= WORDS_MIN - 1:
        quotes.append(Quote(start, end, goes_on))


def around(quotes: list[Quote], offset: int) -> Quote | None:
    """The quotation that holds `offset`, or None."""
    i = bisect_right(quotes, offset, key=lambda quote: quote.start) - 1
    return quotes[i] if i >= 0 and offset < quotes[i].end else None
