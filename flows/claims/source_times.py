"""The words of time and place that stand between a source and its verb, or after the verb."""

from __future__ import annotations

from typing import Final

from flows.claims.attribution_words import words as lexicon
from flows.claims.source_line import Line, is_capital, is_finite, is_number, is_stop

LONGEST_PLACE: Final = 4  # words of "in the name of a town"
LONGEST_WHERE: Final = 6  # words of "in a lengthy and angry statement"


def skip_adverbs(at: Line, i: int) -> int:
    """Where the words before `i` end that are no adverb, going left."""
    while i > 0 and _is_adverb(at, i - 1):
        i -= 1
    return i


def _is_adverb(at: Line, i: int) -> bool:
    return at.words[i] in lexicon().adverbs or (at.words[i].endswith("ly") and not is_capital(at, i))


def skip_times_left(at: Line, i: int) -> int:
    """Start of the time and place phrases that end at `i` ("police | on Monday", "he | in a statement")."""
    while i > 0:
        start = _time_start(at, i)
        if start == i:
            start = _where_start(at, i)
        if start == i:
            return i
        i = start
    return i


def _time_start(at: Line, i: int) -> int:
    """Start of the phrase of time that ends at `i`, `i` without one."""
    lex = lexicon()
    j = i
    while j > 0 and (at.words[j - 1] in lex.times or is_number(at.words[j - 1]) or at.words[j - 1] in lex.time_glue):
        j -= 1
    while j < i and at.words[j] not in lex.times and at.words[j] not in lex.before_times and at.words[j] != "at":
        j += 1
    return i if lex.times.isdisjoint(at.words[j:i]) or _is_in_name(at, j, i) else j


def _where_start(at: Line, i: int) -> int:
    """Start of the "in a statement" or "on Telegram" that ends at `i`, `i` without one."""
    if i < 2 or at.words[i - 1] not in lexicon().where:
        return i
    j = i - 1
    while j > 0 and i - j < LONGEST_WHERE and at.words[j] not in ("in", "on", "via"):
        j -= 1
    return j if at.words[j] in ("in", "on", "via") and not any(is_stop(at, k) for k in range(j, i)) else i


def _is_in_name(at: Line, lo: int, hi: int) -> bool:
    """Whether a time word is part of a name ("Black September", "The Sunday Times")."""
    return hi - lo == 1 and lo > 0 and is_capital(at, lo - 1) and is_capital(at, lo)


def skip_times_right(at: Line, i: int) -> int:
    """End of the adverbs and the phrases of time and place that start at `i`."""
    while i < len(at):
        if _is_adverb(at, i):
            i += 1
            continue
        end = _time_end(at, i)
        if end == i:
            end = _where_end(at, i)
        if end == i:
            end = _place_end(at, i)
        if end == i:
            return i
        i = end
    return i


def _time_end(at: Line, i: int) -> int:
    """End of the phrase of time that starts at `i`, `i` without one: "late on Jan. 5"."""
    lex = lexicon()
    end = i
    for j in range(i, len(at)):
        word = at.words[j]
        if word in lex.times:
            day = at.word(j + 1)
            end = j + 2 if is_number(day) and len(day) <= 4 else j + 1
        elif word == "." and not is_stop(at, j):
            end = j + 1 if end == j and j > i else end
        elif word not in lex.time_glue and not is_number(word):
            break
    return end


def _where_end(at: Line, i: int) -> int:
    """End of the "in a statement on the raid" or "on Telegram" that starts at `i`, `i` without one."""
    where = lexicon().where
    if at.words[i] not in ("in", "on", "via", "by", "at", "through", "during", "from"):
        return i
    j = i + 1
    while j <= i + LONGEST_WHERE and at.word(j) not in where and _goes_on(at, j):
        j += 1
    if at.word(j) not in where:
        return i
    j += 1
    if at.word(j) in ("of", "with", "to", "from"):
        while _goes_on(at, j):
            j += 1
    return j


def _goes_on(at: Line, i: int) -> bool:
    """Whether token `i` ends no phrase: no stop, no verb, no "that"."""
    return i < len(at) and not is_stop(at, i) and not is_finite(at, i) and at.words[i] != "that"


def _place_end(at: Line, i: int) -> int:
    """End of the "in Kabul" that starts at `i` before a stop or a time, `i` without one: "said in Kabul on Friday"."""
    lex = lexicon()
    if at.words[i] not in ("in", "at"):
        return i
    j = i + 1
    while j < len(at) and is_capital(at, j):
        j += 1
    is_short = 1 < j - i <= LONGEST_PLACE
    return (
        j
        if is_short and (j == len(at) or is_stop(at, j) or at.words[j] in lex.times or at.words[j] in lex.time_glue)
        else i
    )
