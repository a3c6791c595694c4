"""The stretch of words before a verb or comma that can be one noun phrase, and where that phrase starts in it."""

from __future__ import annotations

from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.source_line import Line, is_capital, is_finite, is_number, is_stop

LONGEST_SUBJECT: Final = 14  # words before a verb; longer stretches are no subjects


def segment_left(at: Line, hi: int) -> int:
    """Start of the stretch of words that ends at `hi` and has no punctuation, conjunction or verb in it."""
    lex = lexicon()
    lo = hi
    while lo > 0 and hi - lo < LONGEST_SUBJECT:
        word = at.words[lo - 1]
        if word in lex.boundaries or word in lex.contrast or word == "and":
            break
        if is_stop(at, lo - 1) or is_finite(at, lo - 1):
            break
        if word == "to" and at.word(lo - 2) in lex.before_to:
            break
        lo -= 1
    return lo


def trim_front(at: Line, lo: int, hi: int) -> int:
    """Start of the noun phrase after fronted adverbs and phrases of time and place without a comma."""
    lex = lexicon()
    while lo < hi - 1:
        word = at.words[lo]
        last = _last_time(at, lo, hi)
        is_name = word == "the" and last == lo + 1 and is_capital(at, last)  # "the Sunday Times"
        if is_number(word) and is_capital(at, lo + 1):
            lo += 1
        elif last is not None and not is_name:
            lo = last + 1
        elif word in lex.fronted or (word.endswith("ly") and not is_capital(at, lo)) or is_stop(at, lo):
            lo += 1
        else:
            start = _after_place(at, lo, hi)
            if start is None:
                return lo
            lo = start
    return lo


def _last_time(at: Line, lo: int, hi: int) -> int | None:
    """Place of the last time word among those of time that open `lo:hi`, None without one."""
    lex = lexicon()
    last = None
    for i in range(lo, hi - 1):
        if at.words[i] in lex.times:
            last = i
        elif at.words[i] not in lex.time_glue and not is_number(at.words[i]):
            break
    return last


def _after_place(at: Line, lo: int, hi: int) -> int | None:
    """Start of the noun phrase that follows the phrase of place `lo` opens: "in Kabul the ministry"."""
    lex = lexicon()
    if at.words[lo] not in lex.prepositions or at.words[lo] == "of":
        return None
    for i in range(lo + 2, hi):
        if at.words[i] in ("the", "a", "an", "one") and at.words[i - 1] not in lex.prepositions:
            return i
    return lo + 2 if hi - lo > 3 and sources.classify(at.words[lo + 2 : hi]) is not None else None
