"""Whose a unit is by its name alone: "the 17th SS Panzergrenadier Division", "the 1st Marine Division", "Oberst"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from flows.claims.actors_scene import Scene
from flows.claims.actors_words import nouns
from flows.claims.roster_units import NAMED, ORDINALS
from flows.lexicon import read_toml

FORMATIONS = frozenset(
    {"division", "brigade", "regiment", "battalion", "corps", "army", "group", "squadron", "battery"}
)
SOVIET = ("SUN", "RUS")
CONFEDERACY = "Confederacy"


@dataclass(frozen=True, slots=True)
class Armies:
    """What the article tells of armies: the one it is mostly on, and how often it names each side."""

    army: str | None = None
    sides: Mapping[str, int] = field(default_factory=dict)

    def of_time(self, code: str) -> str:
        """Russia or the Soviet Union, whichever the article names, for either; any other code as it is."""
        named = [one for one in SOVIET if self.sides.get(one)] if code in SOVIET else []
        return named[0] if len(named) == 1 else code

    def likeliest(self, codes: tuple[str, ...]) -> str | None:
        """The article's army if it is one of the codes, else the first of them that the article names."""
        if self.army in codes:
            return self.army
        return next((code for code in codes if self.sides.get(code)), None)


@cache
def table(name: str) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    """Words that all stand in the name -> codes, most words first; elsewhere than in `kinds` the codes are the keys."""
    found: list[tuple[frozenset[str], tuple[str, ...]]] = []
    for key, value in read_toml("formations.toml")[name].items():
        if name in ("kinds", "never"):
            found.append((frozenset(key.split("_")), tuple(value.split())))
        else:
            found += [(frozenset(words.split("_")), tuple(key.split())) for words in value.split()]
    return tuple(sorted(found, key=lambda row: -len(row[0])))


@cache
def ranks() -> dict[str, tuple[str, ...]]:
    """Rank in the language of an army -> the nations that have it, the likeliest first."""
    return {word: codes for words, codes in table("ranks") for word in words}


@cache
def of_states() -> dict[str, str]:
    """Word of a state's name -> the side whose regiments bore it in the American Civil War."""
    return {word: codes[0] for words, codes in table("states") for word in words}


@cache
def cues() -> frozenset[str]:
    """Words one of which every name that tells a nation holds."""
    rows = [*table("sure"), *table("kinds"), *table("states")]
    return frozenset(word for words, _ in rows for word in words) - {"division", "regiment", "army", "group"}


def name_words(scene: Scene, k: int) -> frozenset[str]:
    """Words of the unit's name that ends in its noun at the token, parts of hyphenated ones too."""
    found, i = [scene.words[k]], k
    while i > 0 and k - i < NAMED:
        word, raw = scene.words[i - 1], scene.tokens.raw[i - 1]
        if not (raw[0].isdigit() or word in ORDINALS or (raw[0].isupper() and word not in nouns("words", "stop"))):
            break
        found.append(word)
        i -= 1
    behind = scene.words[k + 1 : k + 3]
    found += behind[1:] if behind[:1] == ["of"] else []
    return frozenset([*found, *(part for word in found if "-" in word for part in word.split("-"))])


def nation(scene: Scene, k: int, armies: Armies) -> str | None:
    """Code of the nation that the name of the unit at the token tells, None where it tells none."""
    named = name_words(scene, k)
    if named.isdisjoint(cues()):
        return None
    if armies.sides.get(CONFEDERACY) and not named.isdisjoint(ORDINALS):
        for words, codes in table("states"):
            if words <= named and named.isdisjoint(("army", "corps")):
                return codes[0]
    for words, codes in table("sure"):
        if words <= named and "new" not in named:  # "the 2nd New Hampshire Regiment"
            return armies.of_time(codes[0])
    if scene.words[k] not in FORMATIONS:
        return None  # "300 marines" may be anybody's
    never = frozenset(code for words, codes in table("never") if words <= named for code in codes)
    for words, codes in table("kinds"):
        if words <= named:
            fit = armies.likeliest(tuple(code for code in codes if code not in never))
            return fit or (codes[0] if armies.army is None or armies.army in never else None)
    return None


def of_rank(word: str, armies: Armies) -> str | None:
    """Code of the nation whose officers bear the rank."""
    codes = ranks().get(word)
    return (armies.likeliest(codes) or codes[0]) if codes else None
