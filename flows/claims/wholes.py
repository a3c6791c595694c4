"""Wholes and their parts: "58 of 73 drones", "half of its 5,000 troops", "many vehicles, including 100 tanks"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.claims import head_nouns
from flows.claims.counts import Count
from flows.claims.cues import Cue
from flows.claims.defaults import default
from flows.claims.document import Document, Tokens
from flows.claims.figures import Figure
from flows.claims.readings import MUNITIONS, PEOPLE, Reading, family_measure, unit_of
from flows.claims.words import phrase_class, word_class

EVENTS = frozenset({"destroy", "capture", "lose", "deliver", "order", "send", "kill", "wound", "missing", "arrest"})
REACH = 14  # words from the verb to what opens the parts
OWNED = 6  # words from "of" to the number of a whole, with its owner
OBJECT = 6  # words from the verb to the noun of its object
PRICE = 1.0
SHARES = frozenset({"half", "third", "thirds", "quarter", "quarters", "most", "percent", "%", "two-thirds"})
MOVED = frozenset({"deployment.sent", "deployment.withdrawn", "deployment.planned"})
ARMED = frozenset({"military", "fighter", "paramilitary", "reserve"})


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
    found = head_nouns.nouns().at(words, at)
    if found is None:
        return klass == "person" and tokens.raw[at][:1].isupper() and words[at].endswith("s") and at > 0
    return found[0] == 1 and found[1][0].is_plural and found[1][0].klass == klass


def opens_parts(tokens: Tokens, count: Count, counts: Sequence[Count], index: int, reading: Reading) -> bool:
    """Whether the count is what a part is lost of: "Of the 16 members of the board, three were murdered"."""
    before, following = tokens.words[: count.first], counts[index + 1] if index + 1 < len(counts) else None
    at = next((k for k in range(count.first - 1, max(-1, count.first - OWNED), -1) if before[k] == "of"), -1)
    owned = before[at + 1 :]  # "Of 4,400", "Of the 1,100", "Of the army's 84"
    is_opening = at >= 0 and (at == 0 or before[at - 1] in {",", ";", ":", "-", "out"})
    is_opening = is_opening and (len(owned) < 2 or owned[-1].endswith(("'s", "’s", "s'", "’")))
    if not is_opening or following is None or following.head.klass != "elided" or reading.cue is None:
        return False
    return "," in tokens.words[count.last : min(following.first, reading.cue.first)]


def whole(
    doc: Document, tokens: Tokens, count: Count, reading: Reading, figures: Sequence[Figure], ordinal: int
) -> Reading | None:
    """Measure of the whole in "58 of 73 drones", "300 of the 4,000 soldiers": the loss is of the part alone."""
    if reading.measure == "equipment.lost" and reading.unit in MUNITIONS:
        return replace(reading, measure="equipment.used", rule="whole.used")
    if reading.cue is not None and count.number_last <= reading.cue.first < count.last:
        return reading  # "four of the six persons injured"
    if reading.measure.startswith("casualties.") and _describes(tokens, count, reading) and _has_verb(tokens, reading):
        return reading  # "12 of the 19 men killed were based there"
    if reading.family in {"kill", "wound"} and count.head.klass == "casualty" and count.head.kind == "capture":
        return replace(reading, measure="casualties.captured", rule="whole.held")  # "two of five hostages died"
    if reading.measure == "equipment.lost" and not _describes(tokens, count, reading):
        return replace(reading, measure="equipment.holdings", rule="whole.held")  # "lost 15 of its 31 tanks"
    given = reading.measure in {"equipment.delivered", "equipment.planned"} and reading.family in {"send", "deliver"}
    if given and tokens.words[count.first - 1] in word_class("possessive") and not _describes(tokens, count, reading):
        return replace(reading, measure="equipment.holdings", rule="whole.held")  # "is sending three of its eight guns"
    if reading.measure in MOVED and _describes(tokens, count, reading):
        return reading  # "Of the 60 million men mobilised, eight million died"
    if reading.measure in MOVED and count.head.klass == "person":
        return replace(reading, measure="deployment.present", rule="whole.share")  # "withdrew 400 of its 5,000 troops"
    if reading.measure.startswith("casualties") and count.head.klass == "person":
        present = replace(reading, measure="deployment.present", rule="whole.present")
        armed = count.head.kind in ARMED or tokens.words[count.head.noun] == "men"
        return default(doc, tokens, count, figures, ordinal) or (present if armed else None)
    return reading


def held_of_share(tokens: Tokens, count: Count, reading: Reading) -> str | None:
    """Measure of a whole of which only a share is moved or lost: "would withdraw half of its 5,000 troops"."""
    before = [w for w in tokens.words[max(0, count.first - 4) : count.first] if w not in word_class("possessive")]
    if len(before) < 2:
        return None
    half = before[-1] == "half" or before[-2:] == ["half", "the"]  # "half the 3,000 defenders were lost"
    share = half or (before[-1] == "of" and before[-2] in SHARES)
    if not share or _describes(tokens, count, reading):
        return None
    moved = reading.measure.startswith("deployment.") and reading.family in {"withdraw", "send", "deploy"}
    bare = count.head.noun == count.head.first and tokens.words[count.head.noun] == "men"
    armed = count.head.kind in ARMED or bare
    harmed = reading.measure.startswith("casualties.") and armed
    if reading.unit in PEOPLE:
        return "deployment.present" if moved or harmed else None
    return "equipment.holdings" if moved or reading.measure == "equipment.lost" else None


def _has_verb(tokens: Tokens, reading: Reading) -> bool:
    """Whether another verb follows the participle, so that this only describes those counted."""
    behind = tokens.words[reading.cue.last :] if reading.cue is not None else []
    if behind[:1] == [","] and "," in behind[1:]:
        behind = behind[behind.index(",", 1) + 1 :]  # "injured, two officers and a clerk, was"
    end = next((k for k, word in enumerate(behind) if word in {",", ";", ".", "and"}), len(behind))
    return any(word in word_class("auxiliary") for word in behind[:end])


def _describes(tokens: Tokens, count: Count, reading: Reading) -> bool:
    """Whether a participle right behind those counted says what they are: "12 of the 40 tanks destroyed were old"."""
    return reading.cue is not None and reading.cue.first == count.last and reading.cue.kind != "subject"
