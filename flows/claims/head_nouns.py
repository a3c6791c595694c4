"""The nouns that a number may count, as the lexicon has them, and the verb forms that end their phrase."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from flows.claims.words import Phrases, entries, noun_forms, word_class
from flows.lexicon import read_toml

HARMED = frozenset(
    [
        "injured", "injuring", "wounding", "captured", "capturing", "killed", "killing", "kills", "kill", "dead",
        "died", "wounded", "surrendered",
    ]
)  # fmt: skip


class Noun(NamedTuple):
    """A known noun: class (person, formation, equipment, excluded, casualty), kind and grammatical number."""

    klass: str
    kind: str
    is_plural: bool
    is_generic: bool = False


@cache
def nouns() -> Phrases[Noun]:
    """All nouns of the lexicon, singular and plural, with those that are measures in themselves."""
    table: Phrases[Noun] = Phrases()
    data = read_toml("heads.toml")
    generic = {form for entry in entries(data["generic"]["words"]) for form in noun_forms(entry)}

    def add(entry: str, klass: str, kind: str) -> None:
        one, many = noun_forms(entry)
        for form, is_plural in ((one, False), (many, True)) if one != many else ((one, True),):
            table.add(form, Noun(klass, kind, is_plural, form in generic))

    for klass in ("person", "formation", "equipment"):
        for kind, text in data[klass].items():
            for entry in entries(text):
                add(entry, klass, kind)
    for family, cue in read_toml("cues.toml").items():
        for entry in entries(cue.get("noun", "")):
            add(entry, "casualty", family)
    for entry in entries(data["excluded"]["nouns"]):
        add(entry, "excluded", "")
    return table


@cache
def armed() -> frozenset[str]:
    """Plurals in one word that only armed men or arms are counted by: "grenadiers", "frigates"."""
    data = read_toml("heads.toml")
    generic = {entry.partition("/")[0] for entry in entries(data["generic"]["words"])}
    kinds = [data["person"][kind] for kind in ("military", "paramilitary", "fighter")]
    kinds += data["equipment"].values()
    named = (entry for text in kinds for entry in entries(text) if entry.partition("/")[0] not in generic)
    return frozenset(many for one, many in map(noun_forms, named) if one != many and many.isalpha())


def choose(values: Sequence[Noun], before: Noun | None, words: Sequence[str]) -> Noun:
    """The reading of a noun of several classes: jets where the sentence speaks of aircraft, persons else."""
    machine = next((v for v in values if v.klass == "equipment"), None)
    if machine is None or values[0].klass != "person":
        return values[0]
    if before is not None and before.klass == "equipment":
        return machine
    near = set(words)
    flown = machine.kind == "aircraft" and near & word_class("aircraft_words")
    return machine if flown and not near & (word_class("fighter_words") | HARMED) else values[0]


@cache
def participles() -> frozenset[str]:
    """Words of the cue lexicon that are verbs: they end a noun phrase unless a noun follows."""
    words: set[str] = set()
    for cue in read_toml("cues.toml").values():
        for kind in ("active", "past", "subject", "after"):
            words.update(entry.split()[0] for entry in entries(cue.get(kind, "")))
    return frozenset(words - word_class("auxiliary") - word_class("preposition") - {"not", "his", "her", "their"})


@cache
def finite() -> frozenset[str]:
    """Cue words that are no noun right after a number: participles, past forms, adjectives."""
    words: set[str] = set()
    for cue in read_toml("cues.toml").values():
        for kind in ("past", "subject", "after"):
            words.update(entry.split()[0] for entry in entries(cue.get(kind, "")))
    return frozenset(words)
