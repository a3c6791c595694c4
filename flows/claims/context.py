"""Whether a count belongs to war and political violence: the gate between counts and figures."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.claims.document import Document, Tokens
from flows.claims.words import word_class

if TYPE_CHECKING:
    from flows.claims.counts import Count
    from flows.claims.readings import Reading

EXCLUDED_ZONES = frozenset({"related_link", "caption", "boilerplate"})
ONE_CUES = (
    "kill",
    "dead",
    "died",
    "wound",
    "injur",
    "hurt",
    "casualt",
    "captur",
    "shot",
    "destroy",
    "fire",
    "launch",
    "drop",
    "lost",
    "hit",
    "sank",
    "sunk",
    "detonat",
    "murder",
    "damage",
    "execut",
    "bod",
    "abduct",
    "kidnap",
    "down",
    "explo",
    "strike",
    "struck",
)


class Gate:
    """What the article is about, asked once per article."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._lower = doc.text.lower()

    @cached_property
    def _words(self) -> list[str]:
        return [w.strip(".,;:!?\"'()[]“”‘’") for w in self._lower.split()]

    @cached_property
    def conflict_count(self) -> int:
        """Conflict words in the article."""
        wanted = word_class("conflict")
        return sum(w in wanted for w in self._words)

    @property
    def is_warlike(self) -> bool:
        """Whether the article as a whole is about war."""
        return self.conflict_share >= 2.5 and self.conflict_count >= 6

    @property
    def conflict_share(self) -> float:
        """Conflict words per hundred words of the article."""
        return 100.0 * self.conflict_count / max(1, len(self._words))

    @cached_property
    def accident_share(self) -> float:
        """Words of accidents, disease and disaster per hundred words."""
        wanted = word_class("accident")
        return 100.0 * sum(w in wanted for w in self._words) / max(1, len(self._words))

    def may_count_articles(self, ordinal: int) -> bool:
        """Whether "a soldier was killed" is worth a look in the sentence."""
        sentence = self._doc.sentences[ordinal]
        if sentence.zone in EXCLUDED_ZONES or sentence.zone == "table":
            return False
        text = self._lower[sentence.start : sentence.end]
        return any(cue in text for cue in ONE_CUES)

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
        elif self.conflict_share < 0.5:
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
    if reading.price > 4.5:
        return False
    before = tokens.words[count.first - 1] if count.first else ""
    if before in word_class("apposition") and reading.rule != "inherit.list":
        return False
    if reading.measure == "equipment.used":
        return reading.unit in {"missile", "drone"} and reading.cue is not None and reading.cue.kind != "with"
    return reading.measure.startswith("casualties.") or reading.measure == "equipment.lost"
