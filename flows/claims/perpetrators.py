"""Who inflicted casualties or losses, and who gave what was delivered: only what the article says."""

from __future__ import annotations

from flows.claims.actors_clause import attackers, behind_events, by_agent, doer
from flows.claims.actors_context import Context, Pick, is_side, pick, resolve
from flows.claims.actors_scene import Frame, Scene, is_passive
from flows.claims.actors_words import nouns
from flows.claims.figures import Figure

NONE = Pick(None, "actors.by.none")


def perpetrator(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str) -> Pick:
    """Who did it, read from the sentence alone: verb, "by", events, attacks, blame; NONE where it does not say."""
    words = scene.tokens.words
    verb = fr.verb
    wanted = "harm" if kind == "casualties" else "down"
    if verb is not None and wanted in scene.verbs[verb] and not is_passive(scene, verb):
        side = doer(ctx, scene, verb)
        if side and side.code:
            return side
    if fr.after is not None and scene.verbs[fr.after] & {"harm", "down", "die"}:
        side = by_agent(ctx, scene, fr.after, fr.after + 14)
        if side:
            return side
    side = by_agent(ctx, scene, fr.stop, fr.stop + 16)
    if side:
        return side
    events = behind_events(ctx, scene, 0, len(words)) + attackers(ctx, scene, 0, len(words), fr.after)
    if events:
        return min(events, key=lambda e: abs(e[0] - fr.start))[1]
    return blamed(ctx, scene)


def blamed(ctx: Context, scene: Scene) -> Pick:
    """Side that is blamed or that claims it: "blames on Israel", "claimed by the Taliban"."""
    words = scene.tokens.words
    for k, word in enumerate(words):
        if word in ("blames", "blamed", "blaming", "blame", "accused", "accuses"):
            after = [a for a in scene.actors if k < a.start <= k + 10]
            role = next(
                (i for i in range(k + 1, min(len(words), k + 6)) if i in scene.roles and scene.roles[i] != "third"),
                None,
            )
            if after and (role is None or after[0].start < role):
                return pick(after[0], "actors.by.blamed")
            if role is not None and (side := resolve(ctx, scene, role)) and side.code:
                return side
        if word in ("claimed", "claim", "claims") and (
            "responsibility" in words[k : k + 4] or "attack" in words[k : k + 4]
        ):
            before = [a for a in scene.actors if a.end <= k and is_side(a)]
            if before:
                return pick(before[-1], "actors.by.claimed")
    return NONE


def settle(
    ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, by: Pick, subject: Pick, where: Pick
) -> Pick:
    """Perpetrator after the subject is known: the event before goes on, or the article has two sides only."""
    if by.code and by.code != subject.code:
        return by
    if by.code and by.rule in ("actors.clause.by", "actors.clause.subject", "actors.event.modifier"):
        return by
    last = ctx.last(scene.ordinal, frozenset({kind}), 2)
    if (
        last
        and last.perpetrator.code
        and last.subject.code == subject.code
        and same_event(ctx, scene, fr, last.figure.sentence)
    ):
        return Pick(last.perpetrator.code, "actors.by.carried", doubt="perpetrator_carried_over")
    foe = ctx.theatre.adversary(subject.code)
    if foe and violent(ctx, scene, fr, figure, kind, where, foe):
        return Pick(foe, "actors.by.sides", doubt="perpetrator_by_sides_of_article")
    return NONE


def violent(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, where: Pick, foe: str) -> bool:
    """Whether the other side of the article's war may be meant: arms are at work, no accident, one foe only."""
    return not any(
        w in ("accident", "accidentally", "crash", "crashed", "mutiny", "friendly") for w in scene.tokens.words
    )


def same_event(ctx: Context, scene: Scene, fr: Frame, ordinal: int) -> bool:
    """Whether the sentence goes on about the event of the figure before."""
    if ordinal == scene.ordinal:
        return True
    again = nouns("words", "again") if False else nouns("nouns", "again")
    words = scene.tokens.words
    return (
        any(w in again and k and words[k - 1] in ("the", "that", "this", "same") for k, w in enumerate(words))
        or scene.ordinal - ordinal <= 1
    )
