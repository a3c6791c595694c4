"""All frames of attribution in one sentence."""

from __future__ import annotations

from typing import Final

from flows.claims.attribution_words import words as lexicon
from flows.claims.frame import Frame, source_after
from flows.claims.frames_according import according, parted
from flows.claims.frames_citing import citing
from flows.claims.frames_counts import count_of, is_noun
from flows.claims.frames_labels import closing_dash, opening_label
from flows.claims.frames_participles import participle
from flows.claims.frames_passive import by_source
from flows.claims.frames_relays import shown_to, with_outlet
from flows.claims.frames_verbs import speech_verb
from flows.claims.source_line import Line, is_capital

LONGEST_EDITION: Final = 6  # words from "in" to the "edition" of "in the Monday edition of"


def frames(at: Line, zone: str) -> list[Frame]:
    """Frames of the sentence, in the order of their cues; in a headline also of what stands behind a dash."""
    triggers = lexicon().triggers
    found: list[Frame] = []
    for i, word in enumerate(at.words):
        if word in triggers:
            frame = _at(at, i, found)
            if frame is not None:
                found.append(frame)
    label = opening_label(at, zone)
    if label is not None:
        found.insert(0, label)
    tail = closing_dash(at) if zone == "headline" else None
    if tail is not None:
        found.append(tail)
    return with_outlet(at, parted(at, found))


def _at(at: Line, i: int, found: list[Frame]) -> Frame | None:
    """Frame of the cue at `i`, after those found before it."""
    lex = lexicon()
    word = at.words[i]
    if word == "according":
        return according(at, i) if at.word(i + 1) == "to" else None
    if word in lex.citing:
        return citing(at, i)
    if word in lex.shown and at.word(i + 1) in ("by", "with"):
        shown = shown_to(at, i)
        if shown is not None or word not in lex.verbs:
            return shown
    if word == "from" and i >= 2 and at.words[i - 1] == "it" and at.words[i - 2] in lex.got_it:
        return source_after(at, i, i + 1, "cite")
    if word == "reference" and at.words[i - 1 : i + 2] == ["with", "reference", "to"]:
        return source_after(at, i - 1, i + 2, "cite")
    if word == "by":
        return by_source(at, i)
    if word == "per" and i + 1 < len(at) and is_capital(at, i + 1):
        return source_after(at, i, i + 1, "by")
    if word in lex.editions and at.word(i + 1) == "of" and "in" in at.words[max(0, i - LONGEST_EDITION) : i]:
        return source_after(at, i, i + 2, "both")
    if word in lex.participles:
        return participle(at, i, found)
    if (word in lex.claims and word not in lex.verbs) or is_noun(at, i):
        return count_of(at, i, is_first=not found)
    if word in lex.verbs:
        return speech_verb(at, i, found)
    return None
