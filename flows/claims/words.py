"""Small word classes and phrase tables that the readers of sentences share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Generic, TypeVar

from flows.lexicon import read_toml


@cache
def word_class(name: str) -> frozenset[str]:
    """The word class `name` of context.toml."""
    return frozenset(read_toml("context.toml")[name].split())


def entries(text: str) -> list[str]:
    """The comma-separated entries of a lexicon value, without white space around them."""
    return [" ".join(entry.split()) for entry in text.split(",") if entry.strip()]


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


class Phrases(Generic[T]):
    """Phrases of one or more lower-case words with a value each, found at a position of a list of words.

    "*" in a phrase stands for any possessive pronoun, "#" for any one word.
    """

    def __init__(self) -> None:
        self.by_first: dict[str, list[tuple[list[str], tuple[int, list[T]], bool]]] = {}

    def add(self, phrase: str, value: T) -> None:
        """Let `phrase` mean `value` too."""
        words = phrase.split()
        rows = self.by_first.setdefault(words[0], [])
        for known, (_, values), _ in rows:
            if known == words:
                values.append(value)
                return
        rows.append((words, (len(words), [value]), not {"*", "#"}.isdisjoint(words)))
        rows.sort(key=lambda row: -len(row[0]))

    def at(self, words: Sequence[str], index: int) -> tuple[int, list[T]] | None:
        """Length in words and values of the longest phrase at `index`, or None."""
        rows = self.by_first.get(words[index])
        if rows is None:
            return None
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


_POSSESSIVES = frozenset(["his", "her", "its", "their", "our", "my", "your"])
