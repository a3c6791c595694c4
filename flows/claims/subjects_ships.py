"""Whose a ship's dead are: "HMS Ardent sank; 22 of her crew died", "The German cruiser was hit. 44 sailors drowned"."""

from __future__ import annotations

from flows.claims.actors_context import Context, Pick, pick
from flows.claims.actors_scene import Actor, Frame, Scene
from flows.claims.actors_words import nouns, singulars

RULE = "actors.subject.ship"
BACK = 2  # sentences
NAMED = 4  # words from a nationality to its ship
SHIPS = frozenset(f"ent_force_{nation}-ships" for nation in ("us", "british", "canadian", "australian"))
NOBODY = frozenset({"passengers", "passenger", "civilians", "civilian", "children", "women", "refugees", "migrants"})


def of_ship(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side whose warship lost them: named in the sentence, or in one just before where "her", "crew" take it up."""
    if not tells_of_crew(scene, fr):
        return None
    actor = ship_before(scene, fr.left)
    if actor is not None:
        return pick(actor, RULE)
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - BACK - 1), -1):
        earlier = ctx.scene(ordinal)
        actor = ship_before(earlier, len(earlier.words))
        if actor is not None:
            return pick(actor, RULE)._replace(doubt="subject_carried_over")
    return None


def tells_of_crew(scene: Scene, fr: Frame) -> bool:
    """Whether those counted are men of a ship by what they are called or by the words around."""
    phrase = scene.words[fr.end : fr.stop]
    if not NOBODY.isdisjoint(phrase):
        return False
    near = scene.words[max(0, fr.left - 6) : fr.stop + 5]
    named = not nouns("words", "crewmen").isdisjoint(phrase)
    bare = fr.head is None or scene.words[fr.head] in ("men", "officers", "dead", "killed", "wounded")
    if bare and not nouns("words", "hits").isdisjoint(scene.words[: fr.left]) and is_of_ship(scene, fr.left):
        return True
    return named or not nouns("words", "aboard").isdisjoint(near)


def is_of_ship(scene: Scene, end: int) -> bool:
    """Whether a warship is told of before the token in the sentence."""
    warships = nouns("words", "warships")
    return any(not warships.isdisjoint(singulars(word)) for word in scene.words[:end])


def is_ship(scene: Scene, start: int, end: int) -> bool:
    """Whether the phrase that begins at the token is one of a warship ("German | light cruiser Elbing")."""
    for k in range(start, end):
        word = scene.words[k]
        if not nouns("words", "warships").isdisjoint(singulars(word)):
            return True
        if not word[0].isalpha() or word in nouns("words", "stop") or k in scene.verbs or k in scene.roles:
            return False
        if word in nouns("nouns", "event"):
            return False
    return False


def ship_before(scene: Scene, end: int) -> Actor | None:
    """The last warship with a side of its own that the sentence names before the token."""
    for actor in reversed(scene.actors):
        if actor.end > end or actor.is_void or actor.form in ("city", "region", "capital", "person"):
            continue
        kind = is_ship(scene, actor.end, min(actor.end + NAMED, end))
        owns = actor.adjectival or actor.form in ("force", "group")
        if "by" in scene.words[max(0, actor.start - 2) : actor.start]:
            continue  # "was torpedoed by a British submarine"
        if actor.entity_id in SHIPS or (kind and owns):
            return actor
    return None
