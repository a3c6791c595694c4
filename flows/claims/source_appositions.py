"""Appositions of a source: what stands between commas after a name, and a name that stands after an office."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.source_line import Line, Phrase, is_capital, is_finite, is_number, is_plausible, is_stop, next_stop
from flows.claims.source_stretches import LONGEST_SUBJECT, segment_left, trim_front

LONGEST_IN_CAPITALS: Final = 5  # words of a name in capitals before its apposition


def over_apposition(at: Line, comma: int) -> Phrase | None:
    """Subject of a verb before which a comma closes an apposition or relative clause: "X, the mayor, said"."""
    segments = _segments(at, comma)
    if not segments:
        return None
    k = len(segments) - 1
    while k > 0 and _is_apposition(at, *segments[k]):
        k -= 1
    for i in range(k, len(segments)):
        lo, hi = segments[i]
        start = _start(at, lo, hi)
        if hi - start > LONGEST_SUBJECT or at.words[start] in lexicon().prepositions:
            continue
        if any(is_finite(at, j) or is_number(at.words[j]) for j in range(start, hi)):
            continue
        named = at.is_caps and i == k < len(segments) - 1 and hi - start <= LONGEST_IN_CAPITALS
        if is_plausible(at, start, hi) or (
            named and all(word.replace("-", "").isalpha() for word in at.words[start:hi])
        ):
            return Phrase(at.ordinal, start, hi, start, comma)
    return None


def _segments(at: Line, comma: int) -> list[tuple[int, int]]:
    """The stretches between commas up to `comma`, from the last other stop, contrast or "said that"."""
    lex = lexicon()
    start = comma
    while start > 0:
        word = at.words[start - 1]
        if word not in (",", "(", ")") and is_stop(at, start - 1):
            break
        if word in lex.contrast or (word == "that" and at.word(start - 2) in lex.verbs):
            break
        start -= 1
    commas = [start - 1, *(i for i in range(start, comma + 1) if at.words[i] == ",")]
    return [(before + 1, i) for before, i in pairwise(commas) if before + 1 < i]


def _start(at: Line, lo: int, hi: int) -> int:
    """Start of the noun phrase in a stretch: without "and", and without a clause before "and" or "that"."""
    start = trim_front(at, lo, hi)
    if at.word(start) == "and":
        start += 1
    inner = segment_left(at, hi)
    if inner > lo and at.words[inner - 1] in ("and", "that") and any(is_finite(at, i) for i in range(lo, inner)):
        start = max(start, trim_front(at, inner, hi))
    return start


def _is_apposition(at: Line, lo: int, hi: int) -> bool:
    """Whether the stretch between two commas describes the name before it: age, office, relative clause."""
    lex = lexicon()
    word = at.words[lo]
    if word in lex.apposition_starts or is_number(word) or word in lex.times or word in lex.adverbs:
        return True
    if word in lex.titles and (not is_capital(at, hi - 1) or any(w in ("of", "for") for w in at.words[lo:hi])):
        return True
    head = lo + sources.head_of(at.words[lo:hi])
    noun = sources.bare(at.words[head])
    return not is_capital(at, head) and (noun in lex.titles or noun in sources.lexicon().nouns)


def with_apposition(at: Line, lo: int, hi: int) -> Phrase:
    """The phrase with an apposition that follows it after a comma."""
    lex = lexicon()
    end = hi
    if at.word(hi) == ",":
        first = at.word(hi + 1)
        stop = next_stop(at, hi + 1)
        if first in ("who", "which") or (
            (first in lex.describers or first in lex.titles)
            and not any(_is_clausal(at, i) for i in range(hi + 1, stop))
        ):
            end = stop
    elif at.word(hi) == "who":
        end = next_stop(at, hi)
    return Phrase(at.ordinal, lo, hi, lo, end)


def named_after_role(at: Line, lo: int, hi: int) -> Phrase | None:
    """The name that follows a role and a comma, up to the next one: "its spokesman, Brig. Jon Doe"."""
    role = sources.bare(at.words[lo + sources.head_of(at.words[lo:hi])])
    if at.word(hi) != "," or role not in lexicon().titles or any(is_capital(at, i) for i in range(lo, hi)):
        return None
    end = hi + 1
    while end < len(at) and (_is_of_name(at, end) or (at.words[end] == "." and not is_stop(at, end))):
        end += 1
    if end - hi < 3 or not (end == len(at) or is_stop(at, end)):
        return None
    return Phrase(at.ordinal, hi + 1, end, lo, end)


def _is_of_name(at: Line, i: int) -> bool:
    """Whether a token is a word of a name: with a capital, or behind a particle ("al-Sayed")."""
    return is_capital(at, i) or (
        at.tokens.raw[i].partition("-")[2][:1].isupper() and at.words[i][:3] in lexicon().particles
    )


def _is_clausal(at: Line, i: int) -> bool:
    """Whether token `i` shows that the words around it are a clause rather than a description of somebody."""
    word = at.words[i]
    return (
        is_finite(at, i)
        or is_number(word)
        or word in lexicon().irregular
        or (word.endswith("ed") and word not in lexicon().described)
    )
