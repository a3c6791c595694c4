"""Small word classes and phrase tables that the readers of sentences share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Generic, TypeVar

from flows.lexicon import read_toml

BRACKETS = {"(": ")", "[": "]"}
SPELLED = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty"})


@cache
def word_class(name: str) -> frozenset[str]:
    """The word class `name` of context.toml."""
    return frozenset(read_toml("context.toml")[name].split())


def entries(text: str) -> list[str]:
    """The comma-separated entries of a lexicon value, without white space around them."""
    return [" ".join(entry.split()) for entry in text.split(",") if entry.strip()]


@cache
def phrase_class(name: str) -> frozenset[str]:
    """The phrases of the class `name` of context.toml, which commas separate."""
    return frozenset(entries(read_toml("context.toml")[name]))


def plural(noun: str) -> str:
    """Regular English plural of the last word of `noun`."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def noun_forms(entry: str) -> tuple[str, str]:
    """Singular and plural of a lexicon entry: "soldier" or "man/men"."""
    singular, _, irregular = entry.partition("/")
    return singular, irregular or plural(singular)


T = TypeVar("T")


Row = tuple[list[str], tuple[int, list[T]], bool]
"""Words of a phrase, its length with its values, and whether it has a place for other words."""


class Phrases(Generic[T]):
    """Phrases of one or more lower-case words with a value each, found at a position of a list of words.

    "*" in a phrase stands for any possessive pronoun, "#" for any one word.
    """

    def __init__(self) -> None:
        self._ways: dict[str, tuple[dict[str, list[Row[T]]], list[Row[T]]]] = {}
        self.by_first: dict[str, list[Row[T]]] = {}

    def add(self, phrase: str, value: T) -> None:
        """Let `phrase` mean `value` too."""
        words = phrase.split()
        self._ways.pop(words[0], None)
        rows = self.by_first.setdefault(words[0], [])
        for known, (_, values), _ in rows:
            if known == words:
                values.append(value)
                return
        rows.append((words, (len(words), [value]), not {"*", "#"}.isdisjoint(words)))
        rows.sort(key=lambda row: -len(row[0]))

    def at(self, words: Sequence[str], index: int) -> tuple[int, list[T]] | None:
        """Length in words and values of the longest phrase at `index`, or None."""
        first = words[index]
        ways = self._ways.get(first)
        if ways is None:
            if first not in self.by_first:
                return None
            ways = self._ways[first] = self._by_second(first)
        by_second, rows = ways
        if by_second and index + 1 < len(words):
            rows = by_second.get(words[index + 1], rows)
        for phrase, hit, is_open in rows:
            size = hit[0]
            if size == 1:
                return hit
            here = words[index : index + size]
            if here == phrase or (
                is_open
                and len(here) == size
                and all(
                    a == b or b == "#" or (b == "*" and a in _POSSESSIVES) for a, b in zip(here, phrase, strict=True)
                )
            ):
                return hit
        return None

    def _by_second(self, first: str) -> tuple[dict[str, list[Row[T]]], list[Row[T]]]:
        """Phrases with that first word by their second word, and those that may stand before any word."""
        rows = self.by_first[first]
        others = [row for row in rows if len(row[0]) == 1 or row[0][1] in ("*", "#")]
        seconds = {row[0][1] for row in rows if len(row[0]) > 1} - {"*", "#"}
        return {word: [row for row in rows if row in others or row[0][1] == word] for word in seconds}, others


_POSSESSIVES = frozenset(["his", "her", "its", "their", "our", "my", "your"])
