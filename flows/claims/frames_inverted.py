"""Frames of a source after its verb: "40 died, said X"."""

from __future__ import annotations

from flows.claims.attribution_words import words as lexicon
from flows.claims.frame import Frame
from flows.claims.source_appositions import with_apposition
from flows.claims.source_line import Line, is_capital, is_number, is_plausible, is_stop
from flows.claims.source_phrases import right_end, split
from flows.claims.source_times import skip_times_right


def source_after_verb(at: Line, k: int, subject_end: int, verb_class: str) -> Frame | None:
    """Frame of "..., said X": the verb has no subject before it and a phrase that can be a source after it."""
    lo = k + 1
    if k == 0 or lo >= len(at) or verb_class not in ("say", "report") or at.words[k] in ("told", "tell"):
        return None
    if at.words[subject_end:k] not in ([], ["so"]) or not (is_stop(at, k - 1) or at.words[k - 1] in ("as", "so")):
        return None
    hi = right_end(at, lo, initial=False)
    if not _is_source(at, lo, hi) or not _may_end(at, hi):
        return None
    phrase = with_apposition(at, lo, hi)
    end = phrase.wide_hi
    closes = end >= len(at) or (is_stop(at, end) and at.words[end] not in (",", "–", "—"))
    if closes or (end == hi and at.words[hi] == "," and not _clause_follows(at, hi + 1)):
        return Frame("after", k, k + 1, 0, k, split(at, phrase), (), verb_class)
    return Frame("both", k, k + 1, 0, len(at), split(at, phrase), (), verb_class)


def _is_source(at: Line, lo: int, hi: int) -> bool:
    """Whether the words after a verb can be its subject: no pronoun, preposition, number or participle."""
    lex = lexicon()
    first = at.words[lo]
    if first in lex.nobody or first in lex.possessives or first in lex.prepositions or first in ("it", "they"):
        return False
    if is_stop(at, lo) or not is_plausible(at, lo, hi) or any(is_number(w) for w in at.words[lo:hi]):
        return False
    return not any(
        at.words[i].endswith("ed") and not is_capital(at, i) and at.words[i] not in lex.described for i in range(lo, hi)
    )


def _may_end(at: Line, i: int) -> bool:
    """Whether a source may end at `i`: at a stop, a conjunction or a phrase of time or place."""
    return (
        i >= len(at)
        or is_stop(at, i)
        or at.words[i] in lexicon().after_source
        or at.words[i] in ("and", "or")
        or skip_times_right(at, i) > i
    )


def _clause_follows(at: Line, i: int) -> bool:
    """Whether a new clause or item, rather than an apposition, starts at `i`."""
    return at.word(i) in ("and", "but", "with", "adding", "while")
