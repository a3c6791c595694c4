"""A frame of attribution: a cue in a sentence, the phrases that name the source, and the words that it governs."""

from __future__ import annotations

from dataclasses import dataclass

from flows.claims import sources
from flows.claims.source_appositions import with_apposition
from flows.claims.source_line import Line, Phrase, is_plausible
from flows.claims.source_phrases import right_end, split


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution in a sentence; `cue:cue_end` are the tokens of the cue, `left:right` those it governs.

    Kinds: before (the source stands before what it says), after, both (inserted), by ("by X's count"), cite ("citing
    X"), relay ("seen by X"), label ("X: 40 dead"). Ranges are half-open.
    """

    kind: str
    cue: int
    cue_end: int
    left: int
    right: int
    sources: tuple[Phrase, ...]
    relays: tuple[Phrase, ...] = ()
    verb_class: str = ""

    @property
    def is_denial(self) -> bool:
        """Whether the source denies what is governed."""
        return self.verb_class == "denial"


def saying(at: Line, cue: int, says: tuple[Phrase, ...], verb_class: str, relays: tuple[Phrase, ...] = ()) -> Frame:
    """Frame of a verb at `cue` that governs all that comes after it."""
    return Frame("before", cue, cue + 1, cue + 1, len(at), says, relays, verb_class)


def source_after(at: Line, cue: int, lo: int, kind: str) -> Frame | None:
    """Frame of a cue whose source starts at `lo` and that governs the whole sentence; None where nobody is there."""
    hi = right_end(at, lo, initial=False)
    if not is_plausible(at, lo, hi):
        return None
    return Frame(kind, cue, lo, 0, len(at), split(at, with_apposition(at, lo, hi)))


def outlet(at: Line, lo: int, hi: int) -> tuple[Phrase, ...]:
    """The tokens `lo:hi` where they name a medium that passes news on, else ()."""
    if hi > lo and sources.is_outlet(at.words[lo:hi], at.tokens.raw[lo:hi]):
        return (at.phrase(lo, hi),)
    return ()
