"""Who inflicted casualties or losses: what the article says, or which other side its war has."""

from __future__ import annotations

from flows.claims.actors_clause import attackers, behind_events, by_agent, doer
from flows.claims.actors_context import Context, Pick, is_side, pick, speaking
from flows.claims.actors_roles import resolve
from flows.claims.actors_scene import Frame, Scene, is_passive
from flows.claims.actors_words import nouns

NONE = Pick(None, "actors.by.none")
EXPLICIT = frozenset({"actors.clause.by", "actors.clause.subject", "actors.event.modifier", "actors.clause.relative"})


def perpetrator(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick:
    """Who did it, read from the sentence alone: verb, "by", events, attacks, blame; NONE where it does not say."""
    wanted = "harm" if kind == "casualties" else "down"
    if fr.verb is not None and scene.has(fr.verb, wanted) and not is_passive(scene, fr.verb):
        side = doer(ctx, scene, fr.verb)
        if side:
            return side
    if fr.after is not None and scene.has(fr.after, "harm", "down", "die"):
        side = by_agent(ctx, scene, fr.after, fr.after + 14)
        if side:
            return side
    side = by_agent(ctx, scene, fr.stop, fr.stop + 16)
    if side:
        return side
    if kind == "casualties":
        events = behind_events(ctx, scene, 0, len(scene.words)) + attackers(ctx, scene, fr)
        if events:
            return min(events, key=lambda e: abs(e[0] - fr.start))[1]
    return blamed(ctx, scene)


def blamed(ctx: Context, scene: Scene) -> Pick:
    """Side that is blamed or that claims it: "blames on Israel", "claimed by the Taliban"."""
    words = scene.words
    for k, word in enumerate(words):
        if word.startswith(("blam", "accus")):
            after = [a for a in scene.actors if k < a.start <= k + 10]
            role = next((i for i in range(k + 1, k + 6) if scene.roles.get(i, "third") != "third"), None)
            if after and (role is None or after[0].start < role):
                return pick(after[0], "actors.by.blamed")
            if role is not None and (side := resolve(ctx, scene, role)):
                return side
        if word.startswith("claim") and ("responsibility" in words[k : k + 4] or "attack" in words[k : k + 4]):
            before = [a for a in scene.actors if a.end <= k and is_side(a)]
            if before:
                return pick(before[-1], "actors.by.claimed")
    return NONE


def settle(ctx: Context, scene: Scene, fr: Frame, kind: str, by: Pick, subject: Pick) -> Pick:
    """Perpetrator after the subject is known: the event before goes on, or the article's war has one other side."""
    if by.code and by.code != subject.code:
        return by
    if by.code and by.rule in EXPLICIT and kind == "casualties":
        return by
    last = ctx.last(scene.ordinal, frozenset({kind}), 2)
    goes_on = last and last.perpetrator.code and last.subject.code == subject.code
    if last and goes_on and same_event(scene, last.figure.sentence):
        return last.perpetrator.again("actors.by.carried", "perpetrator_carried_over")
    voice = speaking(scene)
    if kind == "lost" and voice and voice.code in (foes := [ctx.theatre.adversary(subject.code)]) and foes:
        return pick(voice, "actors.by.speaker", "perpetrator_is_speaker")
    foe = ctx.theatre.adversary(subject.code)
    if foe and not nouns("words", "accident") & set(scene.words):
        return Pick(foe, "actors.by.sides", doubt="perpetrator_by_sides_of_article")
    return NONE


def same_event(scene: Scene, ordinal: int) -> bool:
    """Whether the sentence goes on about the event of a figure in sentence `ordinal`."""
    again, words = nouns("nouns", "again"), scene.words
    if scene.ordinal - ordinal <= 1:
        return True
    return any(w in again and words[k - 1 : k] in (["the"], ["that"], ["this"], ["same"]) for k, w in enumerate(words))
