"""Media as relays: "seen by X", "told X", "speaking to X"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.frame import Frame, outlet
from flows.claims.source_line import Line, Phrase, is_capital, is_finite, is_number, is_stop
from flows.claims.source_phrases import right_end

LONGEST_AUDIENCE: Final = 8  # words after "told"


def shown_to(at: Line, i: int) -> Frame | None:
    """Frame of a paper "seen by X" or "shared with X", a medium."""
    lo = i + 2
    medium = outlet(at, lo, right_end(at, lo, initial=True))
    return Frame("relay", i, lo, 0, len(at), medium) if medium else None


def outlet_after(at: Line, i: int, hi: int) -> tuple[Phrase, ...]:
    """The medium after the "to" or "with" at `i`, which ends at `hi` or after it, as a relay."""
    if at.word(i) not in ("to", "with"):
        return ()
    return outlet(at, i + 1, max(hi, right_end(at, i + 1, initial=True)))


def audience(at: Line, lo: int) -> tuple[int, tuple[Phrase, ...]]:
    """Token after the audience of "told", and the audience as a relay where it is a medium."""
    hi = lo
    while hi < len(at) and hi - lo < LONGEST_AUDIENCE and not _is_message(at, lo, hi):
        hi += 1
    if at.words[lo:hi] == ["the", "agency"]:
        return hi, (at.phrase(lo, hi),)
    return hi, outlet(at, lo, hi)


def _is_message(at: Line, lo: int, i: int) -> bool:
    """Whether what was told starts at `i`, where the audience started at `lo`."""
    lex = lexicon()
    word = at.words[i]
    if is_stop(at, i) or word in lex.after_audience or is_finite(at, i) or is_number(word):
        return True
    if i == lo:
        return False
    if word in lex.times and not is_capital(at, min(i + 1, len(at) - 1)):
        return True
    if word in lex.determiners and word != "the":
        return True
    is_done = i > lo + 1 and sources.is_outlet(at.words[lo:i], at.tokens.raw[lo:i])
    return is_done and not is_capital(at, i) and word not in sources.lexicon().nouns and word not in lex.papers


def with_outlet(at: Line, found: list[Frame]) -> list[Frame]:
    """Frames with the medium of "speaking to X" or "in an interview with X" as their relay."""
    to_outlet = lexicon().to_outlet
    for i, word in enumerate(at.words):
        if word in to_outlet:
            relays = outlet_after(at, i + 1, i + 1)
            if relays:
                return [replace(f, relays=relays) if _lacks(f, relays[0]) else f for f in found]
    return found


def _lacks(frame: Frame, relay: Phrase) -> bool:
    """Whether a frame of somebody who speaks names no relay and not this one as its source."""
    speaks = frame.kind in ("before", "after", "both")
    return speaks and not frame.relays and all(p.lo != relay.lo for p in frame.sources)
