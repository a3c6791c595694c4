"""Frames of those who are cited or quoted: "citing X", "Y quoted X as saying", "X was quoted by Y"."""

from __future__ import annotations

from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.frame import Frame, outlet
from flows.claims.frames_position import placed
from flows.claims.frames_relays import outlet_after
from flows.claims.source_appositions import named_after_role
from flows.claims.source_line import Line, Phrase, is_stop
from flows.claims.source_phrases import right_end, split
from flows.claims.source_subjects import subject_left
from flows.claims.source_times import skip_times_left

LONGEST_REMARKS: Final = 3  # words before the "by" of "remarks last week by X"
LONGEST_QUOTED: Final = 12  # words from "quoted" to its "as"


def citing(at: Line, i: int) -> Frame | None:
    """Frame of "citing X"; None for "citing our count" and "citing concerns over security"."""
    lo = i + 1
    hi = right_end(at, lo, initial=False)
    if hi <= lo or at.words[lo] in lexicon().own:
        return None
    phrase = _told_to(at, lo, hi)
    names = split(at, phrase)
    if all(sources.is_never(at.words[name.lo : name.hi]) for name in names):
        return None
    return Frame("cite", i, lo, 0, len(at), names, outlet_after(at, phrase.hi, hi))


def _told_to(at: Line, lo: int, hi: int) -> Phrase:
    """The source within "remarks by X to Y": X."""
    words = at.words[lo:hi]
    for link in ("by", "from"):
        if link in words[: LONGEST_REMARKS + 1] and words.index(link) + 1 < len(words):
            lo += words.index(link) + 1
            words = at.words[lo:hi]
            break
    if "to" in words:
        hi = lo + words.index("to")
    return at.phrase(lo, hi)


def cited_within(at: Line, phrase: Phrase) -> tuple[Phrase, ...]:
    """Sources cited between a subject and its verb: "Interfax, citing X, said"."""
    lo = phrase.hi + 2
    if at.word(lo - 2) != "," or at.word(lo - 1) not in lexicon().citing:
        return ()
    hi = right_end(at, lo, initial=False)
    return split(at, _told_to(at, lo, hi)) if hi > lo else ()


def cites_as_saying(at: Line, k: int, relays: tuple[Phrase, ...]) -> Frame | None:
    """Frame of "X quoted Y as saying", "X cited Y, who": Y said it and X, the relays, passed it on."""
    lo = k + 1
    hi = right_end(at, lo, initial=False)
    if hi <= lo:
        return None
    name = named_after_role(at, lo, hi)
    if name is not None and at.words[name.hi : name.hi + 3] == [",", "as", "saying"]:
        return Frame("before", k, name.hi + 3, name.hi, len(at), (name,), relays, "say")
    if at.word(hi) in ("as", "saying", "who"):
        return Frame("before", k, hi + 1, hi, len(at), split(at, at.phrase(lo, hi)), relays, "say")
    return None


def was_quoted(at: Line, k: int, subject_end: int) -> Frame | None:
    """Frame of "X was quoted as saying (by Y)": Y is a relay where it is a medium."""
    phrase = subject_left(at, skip_times_left(at, subject_end))
    if phrase is None or "as" not in at.words[k : k + LONGEST_QUOTED]:
        return None
    n = len(at)
    as_at = at.words.index("as", k)
    relays = _quoted_by(at, k)
    is_last = as_at + 2 >= n - 1 or (bool(relays) and relays[0].hi >= n - 1 and relays[0].lo - as_at <= 4)
    kind, left, right = placed(at, phrase, n if is_last else as_at + 2)
    return Frame(kind, k, k + 1, left, right, split(at, phrase), relays, "say")


def _quoted_by(at: Line, k: int) -> tuple[Phrase, ...]:
    """The medium that quoted: "quoted by Y as", "quoted as saying by Y"."""
    if "by" not in at.words[k + 1 :]:
        return ()
    by = at.words.index("by", k + 1)
    if by == k + 1 or at.words[by - 1] in ("saying", "telling") or (by > k + 2 and is_stop(at, by - 1)):
        return outlet(at, by + 1, right_end(at, by + 1, initial=True))
    return ()
