"""Who is behind the events of a sentence and whom they hit: strikes, ambushes, clashes."""

from __future__ import annotations

from itertools import pairwise

from flows.claims.actors_clause import ARTICLES, by_agent, doer, first_named, is_object
from flows.claims.actors_context import Context, Pick, pick
from flows.claims.actors_roles import resolve
from flows.claims.actors_scene import QUOTES, Actor, Frame, Scene, is_passive
from flows.claims.actors_words import nouns

Found = tuple[int, Pick]
OWN_FORCES = frozenset({"actors.role.army_of_theatre", "actors.role.army_of_theme"})
UNITS = frozenset({"brigade", "division", "regiment", "battalion", "squadron", "corps", "company", "wing"})
NOUN_AFTER = frozenset({"in", "during", "after", "amid"})  # "in fierce clashes"
CONDUCTED = 7  # words from "carried out" to the strikes
PASSIVE = 8  # words from "was bombed" to "by"


def behind_events(ctx: Context, scene: Scene, start: int, end: int) -> list[Found]:
    """Sides behind the events between two tokens, with the event's position: "a Taliban ambush", "bombing by ..."."""
    events = nouns("nouns", "event")
    found: list[Found] = []
    for e in range(start, min(end, len(scene.words))):
        deed = scene.words[e] in nouns("nouns", "deed") and scene.words[e + 1 : e + 2] == ["by"]
        if scene.words[e] not in events and not deed:
            continue
        if (
            e
            and scene.words[e] == "mission"
            and scene.words[e - 1] in ("un", "u.n.", "peacekeeping", "training", "union")
        ):
            continue  # a body, no deed
        if is_struck(scene, e) or not UNITS.isdisjoint(scene.words[e + 1 : e + 2]):
            continue  # "an Assault Brigade"
        near = [a for a in scene.actors if a.end <= e and e - a.end <= 4 and is_modifier(scene, a, e)]
        if near and scene.words[e] == "mission" and near[-1].form == "igo":
            continue
        if near:
            found.append((e, pick(first_named(scene, near[-1]), "actors.event.modifier")))
            continue
        side = by_agent(ctx, scene, e + 1, e + 6) or role_behind(ctx, scene, e) or conductor(ctx, scene, e)
        if side:
            found.append((e, side))
    return found


def is_struck(scene: Scene, event: int) -> bool:
    """Whether the noun is what another event hit: "a drone strike on a police helicopter"."""
    words, events = scene.words, nouns("nouns", "event")
    k = event - 1
    while k > 0 and event - k <= 4 and words[k] not in ("on", "against") and words[k][0].isalpha():
        k -= 1
    return (
        k > 0
        and words[k] in ("on", "against")
        and words[k - 1] in events
        and words[event] in nouns("nouns", "aircraft")
    )


def conductor(ctx: Context, scene: Scene, event: int) -> Pick | None:
    """Side that carries the event out ("coalition forces conducted 12 | strikes")."""
    words = scene.words
    if words[event] not in nouns("nouns", "again") or words[event] == "offensive":
        return None
    for k in range(event - 1, max(-1, event - CONDUCTED), -1):
        if words[k] in nouns("frames", "conducting"):
            verb = k - 1 if words[k] == "out" else k
            return None if is_passive(scene, verb) else doer(ctx, scene, verb)
        if words[k] not in QUOTES and (not words[k][0].isalnum() or words[k] in ("in", "by", "with", "that", "which")):
            return None
    return None


def role_behind(ctx: Context, scene: Scene, event: int) -> Pick | None:
    """Side of a role noun right before the event ("the rebels' ambush", "government jets")."""
    words, events, through = scene.words, nouns("nouns", "event"), nouns("frames", "through")
    for k in range(event - 1, max(-1, event - 4), -1):
        if k in scene.roles and scene.roles[k] != "country":
            return resolve(ctx, scene, k)
        if words[k] not in events and words[k] not in through:
            return None
    return None


def is_modifier(scene: Scene, actor: Actor, event: int) -> bool:
    """Whether the name belongs to the event noun: nothing but nouns and adjectives lie between."""
    if actor.is_void or actor.form in ("city", "region", "capital"):
        return False
    downed = any(scene.has(k, "down") for k in range(max(0, actor.start - 3), actor.start))
    if downed and is_object(scene, actor.start, 0):
        return scene.words[event] not in nouns("nouns", "aircraft")  # "downed two Indian warplanes"
    if actor.form == "name" and not actor.possessive and actor.entity_id not in nouns("nouns", "bare_modifier"):
        return False
    between = scene.words[actor.end : event]
    if len(between) == 3 and between[1] == "and":
        between = between[::2]
    return not any(w in nouns("words", "stop") or not w[0].isalnum() for w in between)


def attackers(ctx: Context, scene: Scene, fr: Frame) -> list[Found]:
    """Subjects of active attack verbs of the sentence ("when Syrian warplanes bombed two towns")."""
    words = scene.words
    found: list[Found] = []
    for k in scene.verbs:
        if k == fr.after or k in scene.roles or fr.left <= k < fr.stop or not scene.has(k, "attack"):
            continue
        led = k > 0 and words[k - 1] in ARTICLES | {"in", "of", "by", "these", "those", "such"}
        led = led or (words[k] in nouns("nouns", "mutual") and not NOUN_AFTER.isdisjoint(words[max(0, k - 3) : k]))
        led = led or (words[k].endswith("s") and words[k - 1] in ("that", "when", "after", "where", ","))
        led = led or (words[k] in nouns("nouns", "mutual") and not ARTICLES.isdisjoint(words[max(0, k - 3) : k]))
        deeds = nouns("nouns", "event", "mutual")
        led = led or (words[k] in deeds and words[k - 1] == "and" and words[k - 2] in deeds)  # "attacks and clashes"
        if words[k] in ("fell", "fall", "falls") and words[k + 1 : k + 2] not in (["on"], ["upon"]):
            continue
        if led or words[k] in nouns("nouns", "event"):
            continue
        passive = is_passive(scene, k)
        if passive and words[k] not in nouns("words", "attacked"):
            continue
        side = by_agent(ctx, scene, k + 1, k + PASSIVE) if passive else doer(ctx, scene, k)
        if side:
            own = side.rule in OWN_FORCES  # "Police opened fire": they may do so on their own people
            found.append((k, side if own else side.again("actors.event.attacker")))
    return found


def other_party(ctx: Context, scene: Scene) -> Pick | None:
    """Side after "clashes with", "fighting against": those whom the victims met."""
    words, mutual = scene.words, nouns("nouns", "mutual")
    for k in range(1, len(words) - 1):
        for_another = words[k] == "against" and any(
            words[i : i + 2] in (["fighting", "for"], ["fight", "for"], ["fighting", "alongside"], ["fought", "for"])
            for i in range(max(0, k - 6), k)
        )
        if for_another or (words[k] in ("with", "against") and words[k - 1] in mutual and not scene.has(k - 1, "aux")):
            for actor in scene.actors_in(k + 1, k + 8):
                return pick(actor, "actors.event.other_party") if is_side_of_fight(actor) else None
            found = next(
                (resolve(ctx, scene, i) for i in range(k + 1, min(k + 5, len(words))) if i in scene.roles), None
            )
            return found.again("actors.event.other_party") if found else None
    return None


def is_side_of_fight(actor: Actor) -> bool:
    """Whether a name may be a party to clashes."""
    return actor.form not in ("city", "region", "media", "agency", "ngo") and not actor.is_void


def targets(scene: Scene) -> list[Found]:
    """Sides that are attacked: objects of attack verbs, and what follows "against", "attack on", "clashes with"."""
    words, events = scene.words, nouns("nouns", "event")
    found: list[Found] = []
    for actor in scene.actors:
        if actor.form in ("city", "capital", "region") or actor.is_void:
            continue
        if not nouns("words", "facility").isdisjoint(words[actor.end : actor.end + 2]):
            continue  # "hit the Saudi Hospital"
        before = words[max(0, actor.start - 5) : actor.start]
        if not {"including", "incl"}.isdisjoint(before[-3:]):
            continue  # "killed 21 people, including two French soldiers"
        mutual = nouns("nouns", "mutual")
        fight = any(a in mutual and b == "against" for a, b in pairwise(before))
        attacked = ("against" in before[-4:] and not fight) or (
            "on" in before[-2:] and not events.isdisjoint(before) and actor.form != "name"
        )
        fought = "with" in before[-2:] and any(w in ("clashed", "fought", "battled", "clash") for w in before)
        if attacked or fought or (is_object(scene, actor.start, 0) and actor.form != "name"):
            found.append((actor.start, pick(actor, "actors.clause.target")))
    return found
