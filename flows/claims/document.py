"""An article as the extraction reads it: text, sentences, and per sentence its tokens, numbers and mentions."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from flows.claims import entities, quantities
from flows.claims.entities import Mention
from flows.claims.quantities import Number
from flows.claims.time_words import lower

WORD = re.compile(
    r"([^\W\d_](?:(?:\.[^\W\d_])+\.|[^\W_]*+(?:[-‐‑'’][^\W_]++)*+)|\d(?:[\d.,]*\d)?|\S)"  # U.S., army's, 1,200
)
ASCII_WORD = re.compile(r"([A-Za-z](?:(?:\.[A-Za-z])+\.|[A-Za-z\d]*+(?:[-'][A-Za-z\d]++)*+)|\d(?:[\d.,]*\d)?|\S)", re.A)


PLAIN = str.maketrans("’‐‑", "'--")
"""Apostrophes and hyphens that do not break, as they are in the lexicons."""
RARER = {"whilst": "while", "amongst": "among", "amidst": "amid"}


class Sentence(NamedTuple):
    """Half-open span of code points in the article's text, with the zone of the page it stands in."""

    ordinal: int
    zone: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and punctuation of one sentence: equally long lists; offsets are into the article's text."""

    words: list[str]
    raw: list[str]
    starts: list[int]
    ends: list[int]

    def at(self, offset: int) -> int:
        """Index of the token that holds `offset`, or of the last one that starts before it (0 at the least)."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def __len__(self) -> int:
        return len(self.words)


def tokenize(text: str, start: int, end: int) -> Tokens:
    """Tokens of `text[start:end]`; words are lower case, with straight apostrophes, in their commoner form."""
    segment = text[start:end]
    pieces = (ASCII_WORD if segment.isascii() else WORD).split(segment)  # what parts the words, a word, and so on
    bounds = list(accumulate(map(len, pieces), initial=start))
    raw = pieces[1::2]
    words = "\n".join(raw).lower().translate(PLAIN).split("\n") if raw else []
    if not RARER.keys().isdisjoint(words):
        words = [RARER.get(word, word) for word in words]
    return Tokens(words, raw, bounds[1:-1:2], bounds[2::2])


@dataclass
class Document:
    """One article with what was found in it so far; lists by sentence are made when they are first asked for."""

    text: str
    sentences: list[Sentence]
    published: date | None = None
    publisher: str | None = None
    _tokens: dict[int, Tokens] = field(default_factory=dict, repr=False)
    _mentions: dict[int, list[Mention]] = field(default_factory=dict, repr=False)

    @cached_property
    def is_in_capitals(self) -> bool:
        """Whether the article is an old wire in capitals, where a name looks like any other word."""
        start = self.text[:2000]
        return 4 * sum(map(str.islower, start)) < sum(map(str.isupper, start))

    @cached_property
    def lower(self) -> str:
        """The text in lower case, of the same length."""
        return lower(self.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def numbers(self) -> list[Number]:
        """All numbers of the article in text order, of every kind."""
        return quantities.scan(self.text)

    @cached_property
    def numbers_by_sentence(self) -> dict[int, list[Number]]:
        """Numbers by the sentence that they start in, of those sentences that have any, in text order."""
        by: dict[int, list[Number]] = {}
        for number in self.numbers:
            by.setdefault(self.sentence_at(number.start), []).append(number)
        return by

    def numbers_in(self, ordinal: int) -> list[Number]:
        """Numbers that start in the sentence."""
        return self.numbers_by_sentence.get(ordinal, [])

    def sentence_at(self, offset: int) -> int:
        """Ordinal of the sentence that holds `offset`, or of the last one that starts before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def sentence_text(self, ordinal: int) -> str:
        """The sentence, verbatim."""
        sentence = self.sentences[ordinal]
        return self.text[sentence.start : sentence.end]

    def tokens(self, ordinal: int) -> Tokens:
        """Tokens of the sentence."""
        found = self._tokens.get(ordinal)
        if found is None:
            sentence = self.sentences[ordinal]
            found = self._tokens[ordinal] = tokenize(self.text, sentence.start, sentence.end)
        return found

    def mentions(self, ordinal: int) -> list[Mention]:
        """Known entities named in the sentence, in text order, longest match first, without overlap."""
        found = self._mentions.get(ordinal)
        if found is None:
            sentence = self.sentences[ordinal]
            found = self._mentions[ordinal] = entities.scan(self.text, sentence.start, sentence.end)
        return found
