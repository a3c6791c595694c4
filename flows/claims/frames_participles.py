"""Frames of participles: "X raided the town, saying that 40 had died"."""

from __future__ import annotations

from flows.claims.attribution_words import words as lexicon
from flows.claims.frame import Frame, saying
from flows.claims.frames_verbs import NEEDED_WITHIN
from flows.claims.source_line import Line, is_plausible, is_stop
from flows.claims.source_phrases import split
from flows.claims.source_stretches import segment_left, trim_front
from flows.claims.source_subjects import plausible_subject, subject_left
from flows.claims.source_times import skip_adverbs, skip_times_left


def participle(at: Line, i: int, found: list[Frame]) -> Frame | None:
    """Frame of "..., saying that": the subject is that of the verb before it, or of the sentence."""
    lex = lexicon()
    word, before = at.words[i], at.word(i - 1)
    if i == 0 or before in lex.prepositions:
        return None
    needed = lex.needs.get(word)
    if needed and needed.isdisjoint(at.words[i : i + NEEDED_WITHIN]):
        return None
    j = skip_adverbs(at, i)
    if at.word(j - 1) in lex.passive:  # "X was saying"
        subject = subject_left(at, skip_times_left(at, skip_adverbs(at, j - 1)))
        if subject is None or not is_plausible(at, subject.lo, subject.hi):
            return None
        return saying(at, i, split(at, subject), "report")
    if word == "counting" or before == "as" or before in lex.auxiliaries:
        return None
    if not is_stop(at, i - 1) and before not in ("and", "in", "while"):
        start = segment_left(at, i)
        if start < i and at.words[start] == "with":
            start += 1
        start = trim_front(at, start, i)
        if is_plausible(at, start, i):  # "with the ministry saying"
            return saying(at, i, (at.phrase(start, i),), "report")
    earlier = next((f for f in reversed(found) if f.kind in ("before", "both")), None)
    if earlier is not None:
        return saying(at, i, earlier.sources, "say", earlier.relays)
    opening = plausible_subject(at, i)
    return saying(at, i, (opening,), "say") if opening else None
