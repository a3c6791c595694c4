"""Frames of "according to X": before what X says, after it, or inserted."""

from __future__ import annotations

from dataclasses import replace

from flows.claims.attribution_words import words as lexicon
from flows.claims.frame import Frame
from flows.claims.source_appositions import named_after_role, with_apposition
from flows.claims.source_line import Line, is_stop
from flows.claims.source_phrases import right_end, split


def according(at: Line, i: int) -> Frame | None:
    """Frame of the "according" at `i`; None for "according to our count"."""
    lo = i + 2
    initial = not any(w.isalpha() for w in at.words[:i]) or (is_stop(at, i - 1) and at.words[i - 1] not in ",–—-")
    hi = right_end(at, lo, initial=initial)
    if hi <= lo or at.words[lo] in lexicon().own:
        return None
    phrase = named_after_role(at, lo, hi) or with_apposition(at, lo, hi)
    kind, left, right = "both", 0, len(at)
    if initial or _starts_clause(at, i):
        kind, left = "before", i
    elif phrase.wide_hi >= len(at) or _ends_clause(at, hi):
        kind, right = "after", i
    return Frame(kind, i, i + 2, left, right, split(at, phrase))


def _starts_clause(at: Line, i: int) -> bool:
    """Whether a clause starts at `i`: behind a conjunction or any stop but a comma."""
    before = at.words[i - 1]
    return before in lexicon().clause_links or (is_stop(at, i - 1) and before != ",")


def _ends_clause(at: Line, i: int) -> bool:
    """Whether what was said has come to its end at `i`: at a stop that no more of it follows."""
    word = at.words[i]
    if word == ",":
        return at.word(i + 1) in lexicon().relatives
    return is_stop(at, i) and word not in (";", "–", "—", "-")


def parted(at: Line, found: list[Frame]) -> list[Frame]:
    """Frames of "12 died, according to A, and 40, according to B": each "according to" governs what is before it."""
    last = max((f.cue for f in found if at.words[f.cue] == "according"), default=0)
    return [
        replace(f, kind="after", right=f.cue)
        if f.kind == "both" and f.cue < last and at.words[f.cue] == "according"
        else f
        for f in found
    ]
