"""What a count may measure: readings, and the measures and units that cues and head nouns give."""

from __future__ import annotations

from dataclasses import dataclass

from flows.claims import cues as cue_lexicon
from flows.claims.cues import Cue
from flows.claims.heads import Head

OF_LOSS = 4  # words from "loss" over "of" to those who were lost
MUNITIONS = {"drone", "missile", "munition"}
PEOPLE = frozenset({"person", "formation"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a count measures: measure, unit, the cue that says so and its price; `rule` names the way it was found."""

    measure: str
    unit: str
    family: str
    price: float
    rule: str
    cue: Cue | None = None
    antecedent: int | None = None
    confidence: float = 1.0


def unit_of(head: Head) -> str:
    """Unit of claims that a head noun gives; mixtures after guideline 9."""
    if head.klass == "formation":
        return "formation"
    if head.klass != "equipment":
        return "person"
    if head.pair and head.pair != head.kind:
        pair = {head.kind, head.pair}
        if pair == {"tank", "armoured_vehicle"}:
            return "armoured_vehicle"
        if pair <= {"ship", "submarine"}:
            return "ship"
        if pair <= {"vehicle", "tank", "armoured_vehicle"} and "vehicle" in pair and head.kind == "vehicle":
            return "vehicle"
        return "equipment" if "weapon" not in pair or "munition" not in pair else "munition"
    return head.kind


def family_measure(family: str, klass: str, unit: str) -> str | None:
    """Measure that the cue family gives to a head of the class, or None."""
    data = cue_lexicon.families()[family]
    if klass == "equipment":
        if unit in MUNITIONS and "munition" in data:
            return str(data["munition"])
        value = data.get("equipment")
    elif klass == "formation":
        value = data.get("formation")
    else:
        value = data.get("person")
    return str(value) if value else None


def combined(kinds: set[str]) -> str:
    """Measure of one number over several kinds of casualties (guideline 3)."""
    if kinds == {"kill", "wound"}:
        return "casualties.killed_or_wounded"
    if len(kinds) > 1:
        return "casualties.total"
    return str(cue_lexicon.families()[next(iter(kinds))]["person"])
