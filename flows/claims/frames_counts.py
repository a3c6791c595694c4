"""Frames of a count or paper and its owner: "the ministry's count", "Israeli estimates", "figures from X"."""

from __future__ import annotations

from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.frame import Frame, source_after
from flows.claims.source_appositions import with_apposition
from flows.claims.source_line import Line, Phrase, is_capital, is_finite, is_number, is_plausible, is_stop
from flows.claims.source_phrases import right_end, split
from flows.claims.source_stretches import segment_left, trim_front

LONGEST_OWNER: Final = 7  # words of "by the health ministry's own latest count"
OWNER_WITHIN: Final = 5  # words from "ministry's" to "count"
CAME_WITHIN: Final = 7  # words from "count" to the "from" of "count of the dead came from"
LED_WITHIN: Final = 4  # words from "by" to "figures" in "by the latest figures from"


def is_noun(at: Line, i: int) -> bool:
    """Whether a word that may be a verb is a noun here: "the ministry's count", "a report of", "UN reports say"."""
    lex = lexicon()
    word = at.words[i]
    if word not in lex.documents and word not in lex.noun_verbs:
        return False
    before, after = at.word(i - 1), at.word(i + 1)
    if (
        before in ("same", "own")
        or before in lex.determiners
        or before in lex.prepositions
        or before.endswith(("'s", "s'"))
        or is_number(before)
    ):
        return True
    if before.endswith(("ish", "ese", "ian", "eli")) or before in lex.before_nouns:
        return after != "that" or before in ("early", "other")
    if after in ("of", "by", "from", "are", "is", "was", "were") and after not in lex.needs.get(word, ()):
        return True
    return i + 1 < len(at) and is_finite(at, i + 1)


def count_of(at: Line, k: int, *, is_first: bool) -> Frame | None:
    """Frame of the count or paper at `k`, with those who made it; `is_first` where no other frame stands before it."""
    return _by_count_of(at, k) or _count_by(at, k) or _count_from(at, k, is_first=is_first)


def _by_count_of(at: Line, k: int) -> Frame | None:
    """Frame of "by the count of the ministry"."""
    lo = k + 2
    if at.word(k + 1) != "of" or k < 2 or at.words[k - 2 : k] != ["by", "the"] or at.words[k] not in lexicon().claims:
        return None
    hi = right_end(at, lo, initial=k == 2)
    if sources.classify(at.words[lo:hi]) is None:
        return None
    left = k + 1 if k == 2 or is_stop(at, k - 3) else 0
    return Frame("by", k - 2, lo, left, len(at), split(at, with_apposition(at, lo, hi)), verb_class="count")


def _count_by(at: Line, k: int) -> Frame | None:
    """Frame of "figures from the ministry show" and "by figures from the ministry", but no "figures from the front"."""
    lex = lexicon()
    if at.word(k + 1) not in ("by", "from"):
        return None
    lo = k + 2
    hi = right_end(at, lo, initial=True)
    is_shown = hi < len(at) and (at.words[hi] in lex.showing or at.words[-1] == ":" or at.words[hi] in lex.verbs)
    if not is_shown and not any(w in lex.led or w == "to" for w in at.words[max(0, k - LED_WITHIN) : k]):
        return None
    if not is_plausible(at, lo, hi) or is_number(at.words[lo]):
        return None
    if sources.classify(at.words[lo:hi]) is None and not any(is_capital(at, i) for i in range(lo, hi)):
        return None
    return Frame("by", k, lo, 0, len(at), split(at, with_apposition(at, lo, hi)), verb_class="count")


def _count_from(at: Line, k: int, *, is_first: bool) -> Frame | None:
    """Frame of "the count came from X", or else of what stands before the count."""
    came = lexicon().came
    for i in range(k + 1, min(len(at), k + 1 + CAME_WITHIN)):
        if at.words[i] == "from" and at.words[i - 1] in came:
            return source_after(at, k, i + 1, "by")
    return _owned_count(at, k, is_first=is_first)


def _owned_count(at: Line, k: int, *, is_first: bool) -> Frame | None:
    """Frame of "by the ministry's count", "if the ministry's count holds", "Israeli estimates put it at"."""
    lex = lexicon()
    start = segment_left(at, k)
    if start == k:
        return None
    before = at.word(start - 1)
    if k - start > LONGEST_OWNER and lex.led.isdisjoint(at.words[k - LONGEST_OWNER : k]):
        return None
    owner = _owner(at, start, k)
    start = max(start, k - LONGEST_OWNER - 1)
    led = next((p for p in range(k - 1, start - 1, -1) if at.words[p] in lex.led), None)
    if led is None and before != "if" and not _is_used(at, k):
        return None
    if led is not None and at.word(led - 1) in lex.by_participles:
        return None
    lo = trim_front(at, start, k) if led is None else led + 1
    if not lex.own.isdisjoint(at.words[lo:k]):
        return None
    if owner is not None and owner >= lo:
        if at.words[owner] in lex.possessives and (not is_first or at.words[k] in lex.of_owner):
            return None
        phrase = at.phrase(lo, owner + 1)
    else:
        phrase = at.phrase(lo, k + 1)
        if led is not None and at.words[lo:k] in (["the", "same"], ["that"], ["this"]):
            return Frame("by", led, k + 1, 0, len(at), (phrase,), verb_class="count")
        if at.words[k] not in lex.documents or not _is_named(at, lo, k):
            return None
    if not is_plausible(at, phrase.lo, phrase.hi) and at.words[phrase.lo] not in lex.possessives:
        return None
    return _governing(at, k, phrase, led, before)


def _governing(at: Line, k: int, phrase: Phrase, led: int | None, before: str) -> Frame:
    """Frame of a count and its owner: it governs what follows where it opens the clause, else the sentence."""
    if led is not None:
        is_initial = before in (";", ":") or not any(w.isalpha() for w in at.words[:led])
        return Frame("by", led, k + 1, k + 1 if is_initial else 0, len(at), (phrase,), verb_class="count")
    if before == "if":
        return Frame("by", phrase.lo, k + 1, 0, len(at), (phrase,), verb_class="count")
    return Frame("before", phrase.lo, k + 1, k + 1, len(at), (phrase,), verb_class="count")


def _owner(at: Line, start: int, k: int) -> int | None:
    """Place of the last possessive within `start:k`, a few words before `k`."""
    for p in range(k - 1, max(start, k - OWNER_WITHIN) - 1, -1):
        if at.words[p].endswith(("'s", "s'")) or at.words[p] in lexicon().possessives:
            return p
    return None


def _is_used(at: Line, k: int) -> bool:
    """Whether what follows a count is its verb or what it says."""
    lex = lexicon()
    after = at.word(k + 1)
    return (
        after in lex.verbs
        or after in lex.auxiliaries
        or after in lex.after_count
        or is_finite(at, min(k + 1, len(at) - 1))
    )


def _is_named(at: Line, lo: int, hi: int) -> bool:
    """Whether the words before a count name whose it is: a state or a source among them, and no number."""
    words = at.words[lo:hi]
    if sources.home(words) is None and sources.classify(words) is None:
        return False
    if any(is_number(w) for w in words):
        return False
    return any(is_capital(at, i) or sources.classify([at.words[i]]) for i in range(lo, hi))
