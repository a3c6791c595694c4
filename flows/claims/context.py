"""Whether a count belongs to war and political violence: the gate between counts and figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.claims.document import Document, Tokens
from flows.claims.words import word_class

if TYPE_CHECKING:
    from flows.claims.counts import Count
    from flows.claims.readings import Reading

EXCLUDED_ZONES = frozenset({"related_link", "caption", "boilerplate"})
LEAST_SHARE = 0.5  # conflict words per hundred: below it an article is about something else
WORDS = re.compile(r"[^\W\d_][\w.-]*")


class Beginnings(dict[str, bool]):
    """Whether a word begins with one of some stems; each word is looked at once."""

    def __init__(self, stems: Iterable[str]) -> None:
        super().__init__()
        self._stems = tuple(stems)

    def __missing__(self, word: str) -> bool:
        if len(self) > 200_000:
            self.clear()
        known = self[word] = word.startswith(self._stems)
        return known


class Members(dict[str, bool]):
    """Whether a word is in a class, for words with a full stop or hyphen at the end too."""

    def __init__(self, members: frozenset[str]) -> None:
        super().__init__()
        self._members = members

    def __missing__(self, word: str) -> bool:
        if len(self) > 200_000:
            self.clear()
        known = self[word] = word in self._members or word.rstrip(".-") in self._members
        return known


@cache
def _beginnings(name: str) -> Beginnings:
    return Beginnings(word_class(name))


@cache
def _members(name: str) -> Members:
    return Members(word_class(name))


class Gate:
    """What the article is about, asked once per article."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._lower = doc.text.lower() if len(doc.text.lower()) == len(doc.text) else doc.text

    @cached_property
    def _words(self) -> list[str]:
        return WORDS.findall(self._lower)

    @cached_property
    def conflict_count(self) -> int:
        """Conflict words in the article."""
        return sum(map(_members("conflict").__getitem__, self._words))

    @property
    def is_warlike(self) -> bool:
        """Whether the article as a whole is about war."""
        return self.conflict_share >= 2.5 and self.conflict_count >= 6

    @cached_property
    def conflict_share(self) -> float:
        """Conflict words per hundred words of the article."""
        return 100.0 * self.conflict_count / max(1, len(self._words))

    @cached_property
    def accident_share(self) -> float:
        """Words of accidents, disease and disaster per hundred words."""
        return 100.0 * sum(map(_members("accident").__getitem__, self._words)) / max(1, len(self._words))

    def _sentence_words(self, ordinal: int) -> list[str]:
        sentence = self._doc.sentences[ordinal]
        return WORDS.findall(self._lower, sentence.start, sentence.end)

    def is_triggered(self, ordinal: int) -> bool:
        """Whether a word of the sentence can be about war: without one it has no figure of its own."""
        if not self.conflict_count:
            return False
        words = self._sentence_words(ordinal)
        if self.conflict_share < LEAST_SHARE and not any(map(_members("conflict").__getitem__, words)):
            return False
        return any(map(_beginnings("trigger").__getitem__, words))

    def may_count_articles(self, ordinal: int) -> bool:
        """Whether "a soldier was killed" is worth a look in the sentence."""
        zone = self._doc.sentences[ordinal].zone
        if self.conflict_share < LEAST_SHARE or zone in EXCLUDED_ZONES or zone == "table":
            return False
        return any(map(_beginnings("single_trigger").__getitem__, self._sentence_words(ordinal)))

    def rejects(self, ordinal: int, tokens: Tokens, count: Count, reading: Reading) -> str | None:
        """Reason why the reading is no figure of war, or None."""
        words = set(tokens.words)
        conflict = words & word_class("conflict")
        if words & word_class("sport") and not conflict:
            return "sport"
        casualty = reading.measure.startswith("casualties.")
        if casualty:
            accident = words & word_class("accident")
            if words & word_class("mishap") and not words & word_class("shooting"):
                return "accident_or_disease"
            if accident and not conflict:
                return "accident_or_disease"
            if reading.family == "arrest" and not words & word_class("seizers") and not self.is_warlike:
                return "arrest"
            if not conflict and self.conflict_share < 1.5:
                return "no_conflict"
            if self.accident_share > self.conflict_share and not conflict:
                return "accident_or_disease"
        elif self.conflict_share < LEAST_SHARE:
            return "no_conflict"
        zero = count.number.comparator == "0"
        if zero and reading.price > 3.0 and not reading.rule.startswith("inherit"):
            return "no_measure"
        after = tokens.words[count.last : count.last + 8]
        after = after[: next((k for k, w in enumerate(after) if w in {":", ";"}), 8)]
        if any(a == "for" and b in {"every", "each"} for a, b in pairwise(after)):
            return "ratio"
        if count.is_article and not _one_counts(tokens, count, reading):
            return "article_without_loss"
        if count.head.is_generic and reading.measure in {
            "equipment.holdings",
            "equipment.delivered",
            "equipment.planned",
            "deployment.present",
        }:
            near = set(tokens.words[max(0, count.first - 12) : count.last + 12])
            if near & word_class("civil") or not (near & word_class("military") or self.is_warlike):
                return "generic_equipment"
        return None


def _one_counts(tokens: Tokens, count: Count, reading: Reading) -> bool:
    """Whether "a" is a figure here: one casualty, one loss or one use, near its cue (guideline 6)."""
    if reading.price > 4.5 or (reading.family == "lose" and count.head.kind == "civilian"):
        return False
    if reading.measure == "equipment.lost" and reading.unit == "vehicle" and count.head.is_generic:
        return False
    before = tokens.words[count.first - 1] if count.first else ""
    if before in word_class("apposition") and reading.rule != "inherit.list":
        return False
    if reading.measure == "equipment.used":
        return reading.unit in {"missile", "drone"} and reading.cue is not None and reading.cue.kind != "with"
    return reading.measure.startswith("casualties.") or reading.measure == "equipment.lost"
