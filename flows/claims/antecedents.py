"""What a number without a noun counts, by the figure that it points back to: "60 of them", "two", "a fleet of 395"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from flows.claims import models
from flows.claims.counts import Count
from flows.claims.cues import Cue, families
from flows.claims.figures import Figure
from flows.claims.readings import MUNITIONS, PEOPLE, Reading, family_measure
from flows.claims.words import entries, word_class

CALLED = ("call", "mobili", "draft", "summon")
HELD = frozenset({"withdraw", "present"})
"""What captives do who come home or remain where they are."""
SIZED_BACK = 6  # words from a force to the participle of its size
LIKE = 3  # figures of one kind of arms, after which a number alone is of the same


def _are_arms(figures: Sequence[Figure], ordinal: int) -> bool:
    """Whether arms were counted last in the sentence."""
    last = figures[-1] if figures and figures[-1].sentence == ordinal else None
    return last is not None and last.unit not in PEOPLE and last.unit not in MUNITIONS


def _are_things(words: Sequence[str], cue: Cue, figures: Sequence[Figure], ordinal: int) -> bool:
    """Whether what is burned or hit are the arms just counted: "a convoy of 30 trucks was hit; five were burned"."""
    return _are_arms(figures, ordinal) and " ".join(words[cue.first : cue.last]) in _destroying()


@cache
def _destroying() -> frozenset[str]:
    return frozenset(entries(families()["destroy"]["past"]))


def of_antecedent(
    words: Sequence[str], count: Count, reading: Reading, figures: Sequence[Figure], ordinal: int
) -> Reading | None:
    """Unit and measure of a count without a noun, from the figure that it points back to: "60 of them", "two"."""
    cue = reading.cue
    if cue is not None and reading.family == "strength" and cue.kind in {"active", "topic", "of"}:
        noun = cue.first - (cue.kind == "active")
        noun -= words[noun] == "," and words[cue.first] == "numbering"  # "special forces, numbering 69, were there"
        named = words[noun] if noun >= 0 else ""
        told = {*words[max(0, cue.first - SIZED_BACK) : cue.first]} if words[cue.first] == "numbering" else {named}
        if cue.kind == "active" and not told.isdisjoint(word_class("sized_forces")):
            return reading  # "its forces number 934,000", "the force, also reported as numbering 300"
        if named in word_class("fleets"):
            held = figures[-1].unit if figures and figures[-1].unit not in PEOPLE else "equipment"
            return replace(
                reading, measure="equipment.holdings", unit=(models.unit(words[noun - 1]) if noun else None) or held
            )
    topic = cue is not None and cue.kind in {"topic", "of"}
    more = reading.family == "capture" and count.head.link in {"others", "of them"}  # "captured five more" galleys
    of_arms = count.head.link == "of them" and _are_arms(figures, ordinal)  # "Nine tanks, four of them intact, fell"
    short = cue is not None and cue.first == count.last and _are_arms(figures, ordinal)
    short = short and figures[-1].measure == "equipment.lost"  # "Eleven ships were sunk, nine captured"
    taken = reading.family == "capture" and (of_arms or short)
    harms = more or reading.family in {"kill", "wound"}
    if cue is not None and (taken or (harms and _are_things(words, cue, figures, ordinal))):
        return replace(
            reading, measure="equipment.lost", unit=figures[-1].unit, family="destroy", antecedent=len(figures) - 1
        )
    single = count.number.best in {0, 1} and count.head.link == ""
    if reading.family in {"kill", "wound", "missing", "desert", "arrest", "capture"} or topic:
        return reading if not single or reading.price <= 1.2 or (count.number.best == 0 and reading.price < 3) else None
    if reading.family == "use" and cue is not None and cue.kind == "after" and not figures:
        return replace(reading, unit="equipment")
    last = figures[-1] if figures else None
    people = last is not None and ordinal - last.sentence <= 3 and last.unit == "person"
    if people and last is not None and last.measure == "casualties.captured" and reading.family in HELD:
        return replace(reading, measure="casualties.captured", antecedent=len(figures) - 1)  # "105 came home"
    counted = people and last is not None and last.measure.startswith("casualties.") and not count.head.link
    verb = words[count.first - 1] if count.first else ""
    offered = verb in word_class("recorded") or verb.endswith(("ed", "s"))
    if counted and reading.family in {"order", "deliver", "deploy", "send"} and not single and offered:
        return None  # "historians have offered up to 800,000"
    arms = count.head.link == "of them" and last is not None and last.sentence == ordinal and last.unit not in PEOPLE
    if arms and last is not None and family_measure(reading.family, "equipment", last.unit) is None:
        return None  # "127 ships, 62 of which were requisitioned"
    if count.head.link == "others" and people and not reading.measure.startswith("equipment"):
        return reading
    if (
        last is not None
        and last.sentence == ordinal
        and reading.family == "strength"
        and reading.measure != "strength.reserve"
        and last.measure.startswith(("strength", "deployment.present"))
    ):
        return replace(reading, measure=last.measure, unit=last.unit, antecedent=len(figures) - 1)
    if cue is not None and reading.family == "deploy" and words[cue.first].startswith(CALLED) and not single:
        return reading  # "Around 60,000 will be called up"
    kinds = {f.unit for f in figures[-LIKE:]}
    if len(figures) >= LIKE and len(kinds) == 1 and kinds.isdisjoint(PEOPLE) and reading.family == "strength":
        return replace(reading, measure="equipment.holdings", unit=kinds.pop(), antecedent=len(figures) - 1)
    sizes = last is not None and last.measure.startswith("strength.") and reading.family == "strength"
    if last is None or ordinal - last.sentence > (2 if sizes else 1):
        return (
            reading
            if reading.family == "strength" and reading.price < 1.6 and not single and (count.number.low or 0) >= 100
            else None
        )
    forces = reading.family == "send" and last.measure.startswith(("strength.", "deployment."))
    if last.unit == "person" and reading.family in {"destroy", "use", "deliver", "send"} and not forces:
        return None
    if single and (last.sentence != ordinal and reading.price > 1.0):
        return None
    if (
        last.sentence != ordinal
        and not count.head.link
        and reading.family in {"strength", "present", "deploy"}
        and not last.measure.startswith(("strength", "deployment"))
        and last.unit == "person"
    ):
        return None
    if (
        last.unit in {"person"}
        or last.unit == reading.unit
        or (last.unit == "formation" and (count.number.low or 0) >= 100)
    ):
        return reading
    klass = "formation" if last.unit == "formation" else "equipment"
    measure = family_measure(reading.family, klass, last.unit)
    if measure is None and klass == "equipment" and reading.family == "deploy":
        measure = "equipment.delivered"  # "The first six arrived"
    if measure is None or measure == "strength":
        return reading
    if reading.measure == "deployment.planned" and klass == "equipment":
        measure = "equipment.planned"
    return replace(reading, measure=measure, unit=last.unit, antecedent=len(figures) - 1)
