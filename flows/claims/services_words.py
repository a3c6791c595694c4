"""The words that name a branch of a force: army, navy, air force, police and so on."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.actors_scene import Scene
from flows.claims.actors_words import services
from flows.lexicon import read_toml

RANKS = frozenset({"jawans", "jawan", "gunners", "constable", "constables", "commandos", "commando"})


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the phrases that name a branch, and of those that only seem to."""
    names = sorted(services(), key=len, reverse=True)
    voids = read_toml("services.toml")["not"]["phrases"]
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])"), re.compile(
        "|".join(map(re.escape, voids))
    )


@cache
def triggers() -> frozenset[str]:
    """Words one of which every phrase of a branch holds: its last."""
    return frozenset(phrase.split()[-1] for phrase in services())


def named(scene: Scene, start: int, stop: int) -> str | None:
    """Branch that the words between two tokens name, special forces before their army; None where they name several."""
    found = all_named(scene, start, stop)
    if "special_forces" in found[:2]:
        return "special_forces"
    if len(found) == 2 and not RANKS.isdisjoint(scene.words[start:stop]):
        return found[0]  # "BSF jawans"
    return found[0] if len(found) == 1 else None


def all_named(scene: Scene, start: int, stop: int) -> list[str]:
    """Branches that the words between two tokens name, in text order, each once."""
    if triggers().isdisjoint(scene.words[start:stop]):
        return []
    good, void = patterns()
    text = void.sub(" ", " ".join(scene.words[start:stop]))
    fleet = read_toml("services.toml")["fleet"]
    if "fleet" in text and set(fleet["of"]).isdisjoint(scene.words):
        for phrase in fleet["bare"]:
            text = text.replace(phrase, " ")
    return list(dict.fromkeys(services()[found.group()] for found in good.finditer(text)))
