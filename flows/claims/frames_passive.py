"""Frames of "by X" after a passive: "reported by X", "raised to 40 by X", "reported killed by X"."""

from __future__ import annotations

from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.frame import Frame, source_after
from flows.claims.source_appositions import with_apposition
from flows.claims.source_line import Line, is_number
from flows.claims.source_phrases import right_end, split

LONGEST_REVISION: Final = 8  # words of "was later raised to at least 40"
LONGEST_RELEASE: Final = 6  # words from "figures" to the "by" of "figures that were released by"


def by_source(at: Line, by: int) -> Frame | None:
    """Frame of the "by" at a token, where those who follow it report, count or change a count."""
    lex = lexicon()
    if at.word(by - 1) in lex.by_participles:
        return _reported_by(at, by)
    if _is_revised(at, by):
        return source_after(at, by, by + 1, "by")
    if at.word(by - 1) in lex.fates and at.word(by - 2) in lex.by_participles:
        return _told_dead_by(at, by)
    return None


def _reported_by(at: Line, by: int) -> Frame | None:
    """Frame of "reported by X"; a relay where X quotes; None where papers are needed and there are none."""
    lex = lexicon()
    lo = by + 1
    before = at.words[max(0, by - LONGEST_RELEASE) : by - 1]
    if at.words[by - 1] in lex.paper_participles and lex.documents.isdisjoint(before):
        return None
    hi = right_end(at, lo, initial=False)
    words = at.words[lo:hi]
    if hi <= lo or words[0] in lex.own or (sources.classify(words) is None and sources.home(words) is None):
        return None
    phrase = with_apposition(at, lo, hi)
    if at.words[by - 1] in ("quoted", "cited"):
        return Frame("relay", by - 1, lo, 0, len(at), (phrase,))
    return Frame("by", by - 1, lo, 0, len(at), split(at, phrase))


def _is_revised(at: Line, by: int) -> bool:
    """Whether "by" follows a count that was changed: "the toll was raised to 40 by"."""
    lex = lexicon()
    words = at.words[max(0, by - LONGEST_REVISION) : by]
    verb = next((i for i, w in enumerate(words) if w in lex.revised), None)
    if verb is None or words[-1] in lex.fates or lex.claims.isdisjoint(at.words[:by]):
        return False
    after = words[verb + 1 :]
    return after[:1] in (["to"], ["at"]) and any(is_number(w) or w in lex.quantities for w in after)


def _told_dead_by(at: Line, by: int) -> Frame | None:
    """Frame of "were reported killed by X" where X counts the dead rather than kills: an observer, a medium."""
    frame = source_after(at, by - 2, by + 1, "by")
    if frame is None or any(sources.classify(at.words[p.lo : p.hi]) not in sources.OBSERVERS for p in frame.sources):
        return None
    return frame
