"""Frames of labels: "X: 40 dead" and the headline "40 dead - X"."""

from __future__ import annotations

from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.frame import Frame
from flows.claims.source_line import DASHES, Line, is_finite, is_number, is_stop
from flows.claims.source_phrases import split

LONGEST_LABEL: Final = 8  # words before the colon of "X: 40 dead"


def opening_label(at: Line, zone: str) -> Frame | None:
    """Frame of "X: 40 dead" at the start of a headline, list item or paragraph; X must be a known kind of source."""
    words = at.words
    if ":" not in words[: LONGEST_LABEL + 2]:
        return None
    colon = words.index(":")
    lo = 0
    while lo < colon and (is_stop(at, lo) or is_number(words[lo]) or words[lo] == "."):
        lo += 1
    if lo >= colon or colon + 1 >= len(at):
        return None
    label = words[lo:colon]
    if label[0] in lexicon().prepositions or label[0] in lexicon().own or sources.is_never(label):
        return None
    if any(is_stop(at, i) or is_number(words[i]) or is_finite(at, i) for i in range(lo, colon)):
        return None
    if not _speaks(label, zone):
        return None
    return Frame("label", lo, colon + 1, colon + 1, len(at), split(at, at.phrase(lo, colon)))


def _speaks(label: list[str], zone: str) -> bool:
    """Whether a label names who speaks; in lists and tables "Army:" or "Police:" is what is counted."""
    named = sources.named_class(label)
    if named is not None and (zone == "headline" or named != "military"):
        return True
    head = sources.bare(label[sources.head_of(label)])
    if zone == "headline":
        return sources.lexicon().nouns.get(head) not in (None, "unspecified", "armed_group")
    return head in lexicon().speaking_labels


def closing_dash(at: Line) -> Frame | None:
    """Frame of a headline that ends in a dash and its source: "12 killed in strike - police"."""
    n = len(at)
    dash = next(
        (i for i in range(n - 2, max(1, n - LONGEST_LABEL - 1), -1) if at.words[i] in DASHES and is_stop(at, i)), None
    )
    if dash is None:
        return None
    label = at.words[dash + 1 :]
    if (sources.classify(label) is None and sources.home(label) is None) or any(
        is_finite(at, i) or is_number(at.words[i]) for i in range(dash + 1, n)
    ):
        return None
    return Frame("after", dash, dash + 1, 0, dash, split(at, at.phrase(dash + 1, n)))
