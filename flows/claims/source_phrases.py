"""The noun phrase that names a source to the right of a cue, and the sources that it names."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.source_line import Line, Phrase, is_capital, is_finite, is_number, is_plausible, is_stop
from flows.claims.source_times import skip_times_right

LONGEST_SOURCE: Final = 16  # words after "according to"
LONGEST_SECOND: Final = 8  # words of a source after "and"
LONGEST_ITEM: Final = 4  # words of one source in a list with commas


def right_end(at: Line, lo: int, *, initial: bool) -> int:
    """End of the noun phrase that starts at `lo` after a cue; lists with commas only where not `initial`."""
    lex = lexicon()
    hi = lo
    while hi < len(at) and hi - lo < LONGEST_SOURCE:
        is_list = hi > lo and at.words[hi] == "," and not initial and _list_goes_on(at, hi)
        if not is_list and (is_stop(at, hi) or (hi > lo and _ends_source(at, hi))):
            break
        hi += 1
    while hi > lo and (
        at.words[hi - 1] in lex.prepositions or at.words[hi - 1] in lex.adverbs or at.words[hi - 1] in ("and", ",")
    ):
        hi -= 1
    return hi


def _ends_source(at: Line, i: int) -> bool:
    """Whether the name of a source is over at `i`: at a verb, a time, a new clause."""
    lex = lexicon()
    word = at.words[i]
    if word in lex.after_source or is_finite(at, i) or _is_next_subject(at, i):
        return True
    if word in ("and", "or"):
        return not _second_source(at, i + 1)
    if word in lex.times and not (is_capital(at, i) and i + 1 < len(at) and is_capital(at, i + 1)):
        return True  # but no "Sunday Times"
    if word == "by" and at.words[i + 1 : i + 3] in (["the", "end"], ["the", "time"]):
        return True
    return (word == "by" or word in lex.before_times) and skip_times_right(at, i) > i


def _is_next_subject(at: Line, i: int) -> bool:
    """Whether the clause goes on without a comma after a source: "according to the ministry 60 men died"."""
    lex = lexicon()
    word, before = at.words[i], at.words[i - 1]
    if word in ("the", "a", "an", "there") or word in lex.pronouns or word in lex.possessives:
        return before not in lex.prepositions and before not in (",", "and", "or", "than")
    return is_number(word) and not is_capital(at, i - 1) and before.isalpha() and before not in lex.prepositions


def _list_goes_on(at: Line, comma: int) -> bool:
    """Whether a comma inside a source separates sources: short items, the last after "and" and before a stop."""
    n = len(at)
    length = 0
    i = comma + 1
    while i < n:
        word = at.words[i]
        if word == "and":
            end = i + 1
            while end < n and not is_stop(at, end) and end - i <= LONGEST_ITEM + 1:
                if is_finite(at, end):
                    return False
                end += 1
            return length > 0 and i + 1 < end <= i + 1 + LONGEST_ITEM + 1
        if word == ",":
            length = 0
        elif is_stop(at, i) or is_finite(at, i) or word in lexicon().after_source or is_number(word):
            return False
        else:
            length += 1
            if length > LONGEST_ITEM:
                return False
        i += 1
    return False


def _second_source(at: Line, lo: int) -> bool:
    """Whether the words after "and" name one more source and no clause."""
    n = len(at)
    i = lo
    while i < n and not is_stop(at, i) and at.words[i] not in lexicon().after_source:
        if is_finite(at, i) or is_number(at.words[i]) or i - lo > LONGEST_SECOND:
            return False
        i += 1
    return i > lo and is_plausible(at, lo, i) and not (at.words[i - 1].endswith("ed") and not is_capital(at, i - 1))


def split(at: Line, phrase: Phrase) -> tuple[Phrase, ...]:
    """The sources that one phrase names: two for "police and medics", three for "A, B and C sources"."""
    words = at.words[phrase.lo : phrase.hi]
    if "and" not in words or (sources.named_class(words) and "and" in _longest_name(words)):
        return (phrase,)
    last = phrase.hi - 1 - words[::-1].index("and")
    cuts = [phrase.lo - 1, *(i for i in range(phrase.lo, last) if at.words[i] == ","), last]
    items = [(before + 1, i) for before, i in pairwise(cuts) if before + 1 < i]
    items.append((last + 1, phrase.hi))
    if not all(_is_item(at, lo, hi) for lo, hi in items):
        return (phrase,)
    return tuple(at.phrase(lo, hi) for lo, hi in items)


def _is_item(at: Line, lo: int, hi: int) -> bool:
    """Whether tokens can be one of several sources, and not the second of what the first is of: "of health and war"."""
    if not is_plausible(at, lo, hi):
        return False
    shares = at.word(lo - 1) == "and" and any(w in ("for", "of") for w in at.words[max(0, lo - 4) : lo - 1])
    return not shares or sources.classify(at.words[lo:hi]) is not None


def _longest_name(words: list[str]) -> list[str]:
    """The longest of the names and phrases of sources.toml in lower-case words, [] without one."""
    phrases = sources.lexicon().phrases
    for size in range(min(len(words), sources.LONGEST_NAME), 0, -1):
        for i in range(len(words) - size + 1):
            if " ".join(sources.bare(w) for w in words[i : i + size]) in phrases:
                return words[i : i + size]
    return []
