"""Who inflicted casualties or losses: what the article says, or which other side its war has."""

from __future__ import annotations

from flows.claims import entities, theatre
from flows.claims.actors_clause import by_agent, doer
from flows.claims.actors_context import Context, Pick, is_side, pick, speaking
from flows.claims.actors_events import attackers, behind_events, other_party
from flows.claims.actors_roles import resolve
from flows.claims.actors_scene import Actor, Frame, Scene, is_passive
from flows.claims.actors_words import nouns
from flows.lexicon import read_toml

WARS = frozenset({"war", "conflict", "insurgency", "violence", "crisis", "hostilities", "fighting"})
NONE = Pick(None, "actors.by.none")
UNNAMED = Pick(None, "actors.by.none")  # "militants killed": some group, nobody says which
WHOLE = Frame(0, 0, 0, 0, None, None, None)
EXPLICIT = frozenset({"actors.clause.by", "actors.clause.subject", "actors.event.modifier", "actors.clause.relative"})


def perpetrator(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick:
    """Who did it, read from the sentence alone: verb, "by", events, attacks, blame; NONE where it does not say."""
    wanted = "harm" if kind == "casualties" else "down"
    done = ctx.done[-1] if ctx.done and ctx.done[-1].figure.sentence == scene.ordinal else None
    told = done is not None and done.frame.after == fr.verb  # "67 Palestinians killed and more than 260 wounded"
    if fr.verb is not None and scene.has(fr.verb, wanted) and not told and not is_passive(scene, fr.verb):
        side = doer(ctx, scene, fr.verb) or of_event_again(ctx, scene, fr.verb)
        if side:
            return side
        if scene.roles.get(fr.verb - 1) in ("insurgent", "unknown"):
            return UNNAMED
    if fr.after is not None and scene.has(fr.after, "harm", "down", "die"):
        side = by_agent(ctx, scene, fr.after, fr.after + 14)
        if side:
            return side
    side = by_agent(ctx, scene, fr.stop, fr.stop + 16)
    if side:
        return side
    if victims_of := of_victims(ctx, scene, fr):
        return victims_of
    if kind == "casualties" and (other := other_party(ctx, scene)):
        return other
    if kind == "casualties":
        events = behind_events(ctx, scene, 0, len(scene.words)) + attackers(ctx, scene, fr)
        events = [e for e in events if not has_victims(scene, e[0], fr)]
        if events:
            return min(events, key=lambda e: (is_apart(scene, e[0], fr.start), abs(e[0] - fr.start)))[1]
        if own := speakers_strike(ctx, scene):
            return own
    return blamed(ctx, scene)


def has_victims(scene: Scene, event: int, fr: Frame) -> bool:
    """Whether victims of its own are told of an event behind the figure: "90 dead after a raid that killed 12"."""
    clause = event > fr.stop and scene.words[event + 1 : event + 2] in (["that"], ["which"])
    return clause and any(scene.has(k, "harm") for k in range(event + 2, min(event + 5, len(scene.words))))


def is_apart(scene: Scene, event: int, start: int) -> bool:
    """Whether the event stands in another clause than the figure ("31 died in strikes, while 12 were killed")."""
    low, high = min(event, start), max(event, start)
    return not {"while", "whereas", "but", "though", ";"}.isdisjoint(scene.words[low:high])


def speakers_strike(ctx: Context, scene: Scene) -> Pick | None:
    """Side that tells of strikes on its foe ("India said nine were killed in strikes on Pakistan")."""
    voice = speaking(scene)
    if voice is None:
        return None
    again = nouns("nouns", "again")
    for actor in scene.actors:
        struck = scene.words[max(0, actor.start - 2) : actor.start]
        if struck[-1:] == ["on"] and struck[0] in again and voice.code in theatre.dyads().get(actor.code, ()):
            return pick(voice, "actors.by.speaker", "perpetrator_is_speaker")
    return None


def of_event_again(ctx: Context, scene: Scene, verb: int) -> Pick | None:
    """Side whose strikes they are, told with the arms used before ("The airstrikes have destroyed 967 ...")."""
    fired = ctx.last(scene.ordinal, frozenset({"used"}), 6)
    events = nouns("nouns", "again")
    named = any(
        w in events and scene.words[k - 1 : k] in (["the"], ["these"]) for k, w in enumerate(scene.words[:verb])
    )
    return fired.subject.again("actors.by.of_event", "perpetrator_carried_over") if fired and named else None


def of_victims(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side after "victims of" ("three victims of the rebel offensive")."""
    words = scene.words
    if fr.head is None or words[fr.head] not in ("victims", "victim") or words[fr.stop : fr.stop + 1] != ["of"]:
        return None
    for actor in scene.actors:
        if fr.stop < actor.start <= fr.stop + 3 and actor.form not in ("city", "region"):
            return pick(actor, "actors.by.victims_of")
    return next((resolve(ctx, scene, i) for i in range(fr.stop + 1, fr.stop + 4) if i in scene.roles), None)


def blamed(ctx: Context, scene: Scene) -> Pick:
    """Side that is blamed or that claims it: "blames on Israel", "claimed by the Taliban"."""
    words = scene.words
    if nouns("words", "blame").isdisjoint(words):
        return NONE
    for k, word in enumerate(words):
        if word.startswith(("blam", "accus")):
            after = [a for a in scene.actors if k < a.start <= k + 10]
            role = next((i for i in range(k + 1, k + 6) if scene.roles.get(i, "third") != "third"), None)
            if after and (role is None or after[0].start < role):
                return pick(after[0], "actors.by.blamed")
            if role is not None and (side := resolve(ctx, scene, role)):
                return side
        groups = [a for a in scene.actors if a.form == "group" and k - 3 <= a.end <= k]
        if word.startswith("claim") and groups and words[k + 1 : k + 2] in ([";"], ["."], [","], ["it"]):
            return pick(groups[-1], "actors.by.claimed")
        if word.startswith("claim") and ("responsibility" in words[k : k + 4] or "attack" in words[k : k + 4]):
            before = [a for a in scene.actors if a.end <= k and is_side(a)]
            if before:
                return pick(before[-1], "actors.by.claimed")
    return NONE


def claimed_next(ctx: Context, scene: Scene) -> Pick | None:
    """Group that claims the event in one of the two sentences that follow."""
    phrases = read_toml("actors.toml")["claims"]["phrases"]
    for span in ctx.doc.sentences[scene.ordinal + 1 : scene.ordinal + 3]:
        text = ctx.doc.text[span.start : span.end].lower()
        if not any(phrase in text for phrase in phrases):
            continue
        following = ctx.scene(span.ordinal)
        return next((pick(a, "actors.by.claimed") for a in following.actors if a.form == "group" and is_side(a)), None)
    return None


def settle(ctx: Context, scene: Scene, kind: str, by: Pick, subject: Pick, population: str | None, where: Pick) -> Pick:
    """Perpetrator after the subject is known: the event before goes on, or the article's war has one other side."""
    if by.code and by.code != subject.code:
        return by
    if by is UNNAMED:
        return claimed_next(ctx, scene) or by
    armed = population == "military"
    if kind == "casualties" and not armed and by.rule != "actors.clause.by" and of_war(scene):
        return NONE
    own = armed and nouns("words", "friendly").isdisjoint(scene.words)
    if (
        by.code
        and kind == "casualties"
        and not own
        and (by.rule in EXPLICIT or (not armed and by.rule != "actors.event.attacker"))
    ):
        return by
    kinds = frozenset({kind, "casualties", "lost"}) if subject.rule == "actors.subject.list" else frozenset({kind})
    last = ctx.last(scene.ordinal, kinds, 2)
    if last and last.perpetrator.code and last.subject.code == subject.code and same_event(scene, last.figure.sentence):
        return last.perpetrator.again("actors.by.carried", "perpetrator_carried_over")
    if claimed := claimed_next(ctx, scene):
        return claimed
    before = event_before(ctx, scene, where) if kind == "casualties" else None
    itself = before and before.code == subject.code and (armed or ctx.theatre.adversary(subject.code))
    if before and before.code != "UN" and not itself:
        return before
    voice = speaking(scene)
    if kind == "lost" and voice and voice.code in theatre.dyads().get(subject.code or "", ()):
        return pick(voice, "actors.by.speaker", "perpetrator_is_speaker")
    words = set(scene.words)
    if words & nouns("words", "accident"):
        return NONE
    fired = ctx.last(scene.ordinal, frozenset({"used"}), 6)
    if fired and fired.subject.code in theatre.dyads().get(subject.code or "", ()) and words & nouns("nouns", "again"):
        return fired.subject.again("actors.by.of_event", "perpetrator_carried_over")
    known = kind == "lost" or (not armed and population != "civilian")
    foe = other_side(ctx, scene, subject, bool(words & nouns("words", "terror")), where, known=known)
    if foe and kind == "casualties" and not armed and entities.home_of(foe) == subject.code:
        return NONE
    return Pick(foe, "actors.by.sides", doubt="perpetrator_by_sides_of_article") if foe else NONE


def of_war(scene: Scene) -> bool:
    """Whether the dead are those of a war as a whole, nobody's alone ("The conflict has killed", "died in the war")."""
    words = scene.words
    for k, word in enumerate(words):
        if word not in WARS or k + 1 >= len(words) or not nouns("nouns", "event").isdisjoint(words[k + 1 : k + 2]):
            continue
        subject = any(scene.has(i, "harm", "die") for i in range(k + 1, min(k + 14, len(words)))) and k <= 6
        if subject and "," not in words[k : k + 8] and words[k - 1 : k] not in (["in"], ["after"], ["amid"]):
            return True
        if (
            word != "fighting"
            and words[k - 2 : k] in (["in", "the"], ["of", "the"])
            and words[k + 1] not in ("with", "against", "between")
        ):
            return True
    return False


def event_before(ctx: Context, scene: Scene, where: Pick) -> Pick | None:
    """Side whose attack the sentence before tells, where this one names no other event than "the attack"."""
    again = nouns("nouns", "again")
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - 3), -1):
        earlier = ctx.scene(ordinal)
        there = {a.code for a in earlier.actors if a.preposition in ("in", "at", "near", "on")}
        apart = where.rule == "actors.place.sentence" and there and where.code not in there
        if apart and ctx.doc.sentences[scene.ordinal].zone == "list":
            return None  # another story
        events = attackers(ctx, earlier, WHOLE) + behind_events(ctx, earlier, 0, len(earlier.words))
        if events:
            if scene.ordinal - ordinal > 1 and again.isdisjoint(scene.words):
                return None
            return max(events, key=lambda e: e[0])[1].again("actors.by.event_before", "perpetrator_carried_over")
    return None


def other_side(ctx: Context, scene: Scene, subject: Pick, is_terror: bool, where: Pick, *, known: bool) -> str | None:
    """Foe of the subject that the sentence names, else, where `known` asks for it, the only one near or in the article.

    Of armed men and of civilians the article as a whole does not say who killed them: labels agree with such a guess
    less often than not. Of a suicide bombing only a group is one who did it.
    """
    foes = theatre.dyads().get(subject.code or "", ())
    if subject.rule == "actors.role.enemy":
        voice = speaking(scene)
        return next(
            (c for c in (voice.code if voice else None, ctx.theatre.issuer, ctx.theatre.country) if c in foes), None
        )
    if is_terror:
        foes = tuple(code for code in foes if not ctx.is_state(code))
    if not nouns("words", "air").isdisjoint(scene.words):
        foes = tuple(code for code in foes if ctx.is_state(code) or code in theatre.fliers())
    for ordinal in range(scene.ordinal, max(-1, scene.ordinal - (3 if known else 1)), -1):
        earlier = ctx.scene(ordinal)
        for actor in reversed(earlier.actors):
            if actor.code in foes and is_side(actor) and is_armed(earlier, actor):
                return actor.code
    named = [code for code in foes if ctx.theatre.sides.get(code)] if known else []
    if where.code and where.code != ctx.theatre.country:
        named = [code for code in named if ctx.is_state(code) or entities.home_of(code) in (None, where.code)]
    return max(named, key=lambda code: ctx.theatre.sides[code] + 2 * ctx.theatre.armies.get(code, 0)) if named else None


def is_armed(scene: Scene, actor: Actor) -> bool:
    """Whether the name is a group's or force's, or stands before men or deeds of arms."""
    arms = nouns("nouns", "event", "force")
    return actor.form in ("group", "force", "collective") or not arms.isdisjoint(scene.words[actor.end : actor.end + 3])


def same_event(scene: Scene, ordinal: int) -> bool:
    """Whether the sentence goes on about the event of a figure in sentence `ordinal`."""
    again, words = nouns("nouns", "again"), scene.words
    if scene.ordinal - ordinal <= 1:
        return True
    return any(w in again and words[k - 1 : k] in (["the"], ["that"], ["this"], ["same"]) for k, w in enumerate(words))
