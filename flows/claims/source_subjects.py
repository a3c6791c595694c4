"""The noun phrase that is the subject of a speech verb: just before it, before its relative clause, or at the start."""

from __future__ import annotations

from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.source_appositions import over_apposition
from flows.claims.source_line import Line, Phrase, is_capital, is_finite, is_number, is_plausible, is_stop
from flows.claims.source_stretches import segment_left, trim_front

LONGEST_UNNAMED: Final = 10  # words from "who" to the "named" of "who did not want to be named"
LONGEST_BRACKET: Final = 8  # words in brackets behind a name
LONGEST_FIRST: Final = 7  # words before the "and" of two sources
LONGEST_OPENING: Final = 12  # words of a subject at the start of a sentence


def subject_left(at: Line, hi: int) -> Phrase | None:
    """Noun phrase that ends at `hi`, just before a verb, with its appositions; None if there is none."""
    bracket = max(0, hi - LONGEST_BRACKET - 1)
    if at.word(hi - 1) == ")" and "(" in at.words[bracket:hi]:
        hi = max(i for i in range(bracket, hi) if at.words[i] == "(")
    if at.word(hi - 1) == ",":
        return over_apposition(at, hi - 1)
    lo = segment_left(at, hi)
    who = _who(at, lo, hi)
    if who is not None:
        return before_relative(at, who)
    if lo == hi:
        return None
    if at.words[hi - 1] in lexicon().pronouns:
        return at.phrase(hi - 1, hi)  # "for the same months it has recorded"
    listed = _list_of_places(at, lo, hi)
    if listed is not None:
        return at.phrase(listed, hi)
    start = trim_front(at, lo, hi)
    return at.phrase(_first_of_two(at, lo, hi) if start == lo else start, hi)


def _who(at: Line, lo: int, hi: int) -> int | None:
    """The relative pronoun of the clause that `lo:hi` ends, None where there is none.

    "an official who asked not to be named", "the body, which | said", "officials who spoke to AFP in May".
    """
    lex = lexicon()
    if at.word(hi - 2) == "be" and at.words[hi - 1] in lex.unnamed:
        who = next((i for i in range(hi - 2, max(0, hi - LONGEST_UNNAMED), -1) if at.words[i] == "who"), None)
        if who is not None:
            return who
    if lo == hi:
        return lo - 1 if at.word(lo - 1) in lex.relatives else None
    if at.words[hi - 1] in lex.pronouns:
        return None
    for who in (lo - 1, lo - 2):
        if who > 0 and at.words[who] == "who" and at.words[who + 1] in lex.talked:
            return who
    return None


def _first_of_two(at: Line, lo: int, hi: int) -> int:
    """Start of "police and medics" where `lo:hi` is the second of two sources, else `lo`."""
    lex = lexicon()
    end = lo - 1
    if end < 1 or at.words[end] != "and":
        return lo
    start = trim_front(at, segment_left(at, end), end)
    before = at.word(start - 1)
    opened = start == 0 or is_stop(at, start - 1) or before in lex.boundaries or before in lex.fronted
    are_two = opened and 0 < end - start <= LONGEST_FIRST
    return start if are_two and sources.classify(at.words[start:end]) and sources.classify(at.words[lo:hi]) else lo


def _list_of_places(at: Line, lo: int, hi: int) -> int | None:
    """Start of "activists in A, B and C" where `lo:hi` is its last item, else None."""
    if at.word(lo - 1) != "and" or not all(is_capital(at, i) for i in range(lo, hi)):
        return None
    i = lo - 1
    while i > 0 and (is_capital(at, i - 1) or at.words[i - 1] == ","):
        i -= 1
    if i > 1 and at.words[i - 1] in ("in", "from", "at", "of"):
        start = trim_front(at, segment_left(at, i - 1), i - 1)
        if start < i - 1 and sources.classify(at.words[start : i - 1]):
            return start
    return None


def before_relative(at: Line, relative: int) -> Phrase | None:
    """Noun phrase that the relative pronoun at `relative` stands for."""
    hi = relative
    while hi > 0 and at.words[hi - 1] == ",":
        hi -= 1
    lo = trim_front(at, segment_left(at, hi), hi)
    for k in range(hi - 1, lo, -1):
        if (
            at.words[k - 1] in ("of", "by", "to", "from")
            and sources.classify(at.words[k:hi])
            and not sources.classify(at.words[lo : k - 1])
        ):
            lo = k
            break
    return at.phrase(lo, hi) if lo < hi else None


def first_subject(at: Line, end: int) -> Phrase | None:
    """The noun phrase that opens the sentence, up to a verb, a comma or `end`, as far as words alone can tell."""
    lo = hi = _after_opening(at, end)
    while hi < end and hi - lo < LONGEST_OPENING and not _ends_subject(at, hi, is_first=hi == lo):
        hi += 1
    if hi == lo:
        return None
    lo = trim_front(at, lo, hi)
    head_end = next(
        (
            k
            for k in range(lo + 1, hi)
            if at.words[k] in ("in", "on", "at", "to", "with", "from") or is_number(at.words[k])
        ),
        hi,
    )
    return Phrase(at.ordinal, lo, head_end, lo, hi)


def plausible_subject(at: Line, end: int) -> Phrase | None:
    """As `first_subject`, where it can be a source."""
    phrase = first_subject(at, end)
    return phrase if phrase is not None and is_plausible(at, phrase.lo, phrase.hi) else None


def _after_opening(at: Line, end: int) -> int:
    """Where the main clause starts: after stops, "however," and a phrase or clause that a comma closes."""
    lex = lexicon()
    lo = 0
    while lo < end and is_stop(at, lo):
        lo += 1
    while lo + 1 < end and at.words[lo] in lex.fronted and at.words[lo + 1] == ",":
        lo += 2
    if lo >= end:
        return lo
    is_phrase = at.words[lo] in lex.prepositions
    if not is_phrase and at.words[lo] not in lex.contrast and at.words[lo] not in ("when", "as", "if"):
        return lo
    for i in range(lo, end):
        if at.words[i] == ",":
            return i + 1
        if is_phrase and at.words[i] in lex.auxiliaries:
            return lo
    return lo


def _ends_subject(at: Line, i: int, *, is_first: bool) -> bool:
    """Whether a subject that opens the sentence is over at `i`; `is_first` where it would be its first word."""
    lex = lexicon()
    word = at.words[i]
    if is_stop(at, i) or is_finite(at, i) or word in lex.relatives or word in lex.boundaries:
        return True
    if is_first:
        return False
    if word in lex.adverbs:
        return True
    if is_capital(at, i):
        return False
    is_participle = word.endswith("ed") and at.words[i - 1] not in lex.determiners and word not in lex.described
    return is_participle or word in lex.irregular or (word in lex.verbs and word not in lex.documents)
