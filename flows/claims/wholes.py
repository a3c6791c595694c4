"""Parts of a whole that has no number of its own: "many vehicles were destroyed, including 100 tanks"."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims import heads
from flows.claims.counts import Count
from flows.claims.cues import Cue
from flows.claims.document import Tokens
from flows.claims.readings import Reading, family_measure, unit_of
from flows.claims.words import phrase_class, word_class

EVENTS = frozenset({"destroy", "capture", "lose", "deliver", "order", "send", "kill", "wound", "missing", "arrest"})
REACH = 14  # words from the verb to what opens the parts
OBJECT = 6  # words from the verb to the noun of its object
PRICE = 1.0


def of_unnumbered(tokens: Tokens, count: Count, counts: Sequence[Count], found: Sequence[Cue]) -> Reading | None:
    """Rule `whole.unnumbered`: the verb over the whole measures its parts; None where the count is no such part."""
    words, klass = tokens.words, count.head.klass
    if klass not in {"person", "equipment"} or not count.first:
        return None
    size = next((k for k in (3, 2, 1) if " ".join(words[count.first - k : count.first]) in phrase_class("among_it")), 0)
    opened = count.first - size
    if not size:
        return None
    for cue in reversed(found):
        if cue.kind in {"of", "topic", "with"} or cue.family not in EVENTS or not opened - REACH <= cue.last <= opened:
            continue
        if any(c.last > cue.last and c.first < opened for c in counts):
            return None  # the parts are of that number
        gap = words[cue.last : opened]
        if not word_class("relative").isdisjoint(gap) or ";" in gap or "but" in gap:
            return None
        noun = _subject(tokens, cue) if cue.voice in {"left", "both"} else -1
        active = cue.voice in {"right", "both"} or word_class("auxiliary").isdisjoint(words[cue.first - 1 : cue.first])
        if active and not _is_whole(tokens, noun, klass):
            noun = next((k for k in range(cue.last, min(cue.last + OBJECT, opened)) if _is_whole(tokens, k, klass)), -1)
        elif not _is_whole(tokens, noun, klass):
            noun = -1
        measure = family_measure(cue.family, klass, unit_of(count.head)) if noun >= 0 else None
        if measure is None:
            continue
        if any(c.first <= noun < c.last for c in counts):
            return None
        return Reading(measure, unit_of(count.head), cue.family, PRICE, "whole.unnumbered", cue)
    return None


def _subject(tokens: Tokens, cue: Cue) -> int:
    """Index of the word before the verb and its auxiliaries, -1 where there is none."""
    at = cue.first - 1
    while at >= 0 and (tokens.words[at] in word_class("auxiliary") or tokens.words[at] in word_class("adverb")):
        at -= 1
    return at


def _is_whole(tokens: Tokens, at: int, klass: str) -> bool:
    """Whether a noun of many of the class ends in the token."""
    words = tokens.words
    if at < 0:
        return False
    if klass == "equipment" and words[at] in word_class("any_arms"):
        return True
    found = heads.nouns().at(words, at)
    if found is None:
        return klass == "person" and tokens.raw[at][:1].isupper() and words[at].endswith("s") and at > 0
    return found[0] == 1 and found[1][0].is_plural and found[1][0].klass == klass
