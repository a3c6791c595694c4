"""Who gets and who gives equipment that is delivered, bought, ordered or pledged (GUIDELINES, Settled 1)."""

from __future__ import annotations

from flows.claims.actors_clause import by_agent, doer
from flows.claims.actors_context import Context, Pick, is_subject_word, pick, resolve
from flows.claims.actors_scene import Actor, Frame, Scene, is_passive

NONE = Pick(None, "actors.transfer.none")


def transfer(ctx: Context, scene: Scene, fr: Frame) -> tuple[Pick, Pick]:
    """Recipient and donor of the figure, NONE where the text does not say."""
    words = scene.tokens.words
    recipient, donor = to_whom(ctx, scene, fr), maker(scene, fr)
    verb = governing(scene, fr)
    if verb is not None:
        classes = scene.verbs[verb]
        passive = is_passive(scene, verb)
        gives = "give" in classes and not ("get" in classes and words[verb] not in ("seeks", "seek"))
        if gives and not passive:
            side = doer(ctx, scene, verb)
            donor = side or donor
            recipient = recipient or indirect(ctx, scene, verb, fr)
        elif "get" in classes and not passive:
            side = doer(ctx, scene, verb)
            recipient = side or recipient
        elif passive:
            donor = by_agent(ctx, scene, verb, verb + 8) or donor
    for actor in scene.actors:
        before = words[max(0, actor.start - 2) : actor.start]
        if (
            actor.start >= fr.end
            and (
                "from" in before[-2:]
                or (before[-1:] == ["in"] and any(w in ("ordered", "bought", "purchased") for w in words))
            )
            and is_giver(actor)
        ):
            donor = pick(actor, "actors.transfer.from")
            break
    if recipient and donor and recipient.code == donor.code:
        donor = None
    return recipient or NONE, donor or NONE


def governing(scene: Scene, fr: Frame) -> int | None:
    """Verb of giving or getting that governs the figure: left of it, or a passive right of it."""
    for verb in (fr.verb, fr.after):
        if verb is not None and scene.verbs[verb] & {"give", "get"}:
            return verb
    words = scene.tokens.words
    for k in range(fr.left - 1, -1, -1):
        if words[k] in (";", "."):
            return None
        if k in scene.verbs and scene.verbs[k] & {"give", "get"} and "aux" not in scene.verbs[k]:
            return k
    return None


def is_giver(actor: Actor) -> bool:
    """Whether a state or its capital may be meant as a source of arms."""
    return actor.form in ("name", "capital", "seat", "igo", "group", "force", "demonym", "adjective", "body")


def to_whom(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side after "to" or "for" (not a verb) that gets the figure."""
    words = scene.tokens.words
    for actor in scene.actors:
        k = actor.start - 1
        while k >= 0 and words[k] in ("the", "its", "besieged"):
            k -= 1
        if k < 0 or words[k] not in ("to", "for") or (not is_giver(actor) and actor.form not in ("person",)):
            continue
        if words[k] == "for" and k and words[k - 1] in ("support", "first"):
            return pick(actor, "actors.transfer.to")
        return pick(actor, "actors.transfer.to")
    return None


def indirect(ctx: Context, scene: Scene, verb: int, fr: Frame) -> Pick | None:
    """Indirect object between the verb and the number ("give Ukraine one million rounds")."""
    for actor in scene.actors_in(verb + 1, fr.left):
        if not actor.adjectival and actor.preposition is None:
            return pick(actor, "actors.transfer.indirect")
    for k in range(verb + 1, fr.left):
        if scene.roles.get(k) in ("third", "country") and is_subject_word(scene, k):
            return resolve(ctx, scene, k)
    return None


def maker(scene: Scene, fr: Frame) -> Pick | None:
    """State named in the phrase itself as whose product it is ("18 French Rafale jets"): the donor."""
    for actor in scene.actors_in(fr.end, fr.stop):
        if actor.form in ("adjective", "demonym") and (not actor.hyphen or actor.hyphen in ("made", "built")):
            return pick(actor, "actors.transfer.maker")
    return None
