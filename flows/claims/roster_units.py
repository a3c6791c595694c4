"""Units and bands with the side whose they are: "the Austrian V Corps", "a garrison of 800 Turks"."""

from __future__ import annotations

from flows.claims.actors_scene import Actor, Scene
from flows.claims.actors_words import nouns, role_nouns
from flows.claims.roster_parties import words
from flows.lexicon import read_toml

OWNED = 5  # words from a side's name to the noun of its unit
NAMED = 6  # words of a unit's name
ORDINALS = frozenset({"st", "nd", "rd", "th", "d"})
OWNERS = frozenset({"adjective", "demonym", "group", "force", "name"})
PLACES = frozenset({"city", "region", "capital", "media", "agency", "ngo"})
"""Forms of names that are no side."""


def owns(actor: Actor) -> bool:
    """Whether a name may say whose a unit is."""
    if actor.is_void or actor.form not in OWNERS:
        return False
    return actor.form != "name" or actor.possessive or actor.entity_id in nouns("nouns", "bare_modifier")


def owner(scene: Scene, start: int) -> Actor | None:
    """The side whose name leads into the noun phrase at token `start` ("the Austrian elite | V Corps")."""
    for k in range(start - 1, max(-1, start - OWNED), -1):
        actor = next((a for a in scene.actors if a.start <= k < a.end), None)
        if actor:
            return actor if owns(actor) else None
        word = scene.words[k]
        if word == "'s" or word in words("ranks") or (word in ("of", "the") and is_of_force(scene, k)):
            continue
        if word in nouns("words", "stop") or not word[0].isalnum() or k in scene.verbs:
            return None
    return None


def is_of_force(scene: Scene, k: int) -> bool:
    """Whether "of" or "of the" at the token follows a noun of men ("Polish troops of the | 15th Division")."""
    of = k - (scene.words[k] == "the")
    return (
        scene.words[of : of + 1] == ["of"] and scene.words[of - 1 : of] != [] and scene.words[of - 1] in words("forces")
    )


def name_start(scene: Scene, k: int) -> int:
    """First token of the name that ends in the unit's noun at `k` ("3 rd Armored | Division"), `k` for none."""
    i, taken = k, {t for a in scene.actors for t in range(a.start, a.end)}
    while i > 0 and k - i < NAMED and i - 1 not in taken:
        word, raw = scene.words[i - 1], scene.tokens.raw[i - 1]
        part = raw[0].isdigit() or word in ORDINALS or (raw[0].isupper() and word not in nouns("words", "stop"))
        if not part or i - 1 in scene.verbs:
            break
        i -= 1
    return i


def names_of(scene: Scene, start: int, k: int) -> list[tuple[str, ...]]:
    """The unit's name, and what it is called for short behind "the" ("the 3rd Armored", "the panzer division")."""
    name = tuple(scene.words[start : k + 1])
    own = [w for w in name[:-1] if w[0].isalpha() and w not in ORDINALS]
    common = words("units", "counted", "named_only") | role_nouns().keys()
    proper = any(w not in common for w in own)
    short = [("the", *name[:-1])] if proper else []
    numbered = len(name) > 2 and name[1] in ORDINALS
    return [
        name, ("the", *name), *short, *([("the", name[-2], name[-1])] if own and len(name) > 2 else []),
        *([("the", name[0], name[1])] if numbered else []),
    ]  # fmt: skip


def men_of(scene: Scene, start: int, k: int) -> set[str]:
    """What the men of the unit are called for short ("the marines" of a marine division, "the paratroopers")."""
    own = set(scene.words[start : k + 1])
    found = {word + "s" for word in own & words("plural") if word != scene.words[k]}
    for kind, men in read_toml("roster.toml")["men"].items():
        found.update(men.split() if kind in own else ())
    return found


def garrison_of(scene: Scene, k: int) -> Actor | None:
    """The side after "of" of a unit of its men ("a garrison of 800 Turks", "a column of Libyan tanks")."""
    if scene.words[k + 1 : k + 2] != ["of"]:
        return None
    for a in scene.actors:
        if k + 2 <= a.start <= k + 4 and a.form in ("adjective", "demonym", "group") and not a.is_void:
            return a if all(w[0].isdigit() or w.isalpha() for w in scene.words[k + 2 : a.start]) else None
    return None


def apposed(scene: Scene, k: int) -> Actor | None:
    """The side told behind the unit's name ("the 2nd Battalion, a British unit", "led by the British general")."""
    behind = scene.words[k + 1 : k + 3]
    by = next((i for i in range(k + 1, min(k + 5, len(scene.words))) if scene.words[i] == "by"), None)
    if by is not None and scene.words[by - 1] in words("leading"):
        at = by + 1 + (scene.words[by + 1 : by + 2] == ["the"])
        return next((a for a in scene.actors if a.start == at and a.form == "adjective"), None)
    if behind not in ([",", "a"], [",", "an"], [",", "the"]):
        return None
    return next((a for a in scene.actors if a.start == k + 3 and a.form in ("adjective", "group") and owns(a)), None)
