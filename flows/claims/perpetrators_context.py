"""Who inflicted casualties or losses, once it is known whose they are: carried over, claimed, or the other side."""

from __future__ import annotations

from itertools import pairwise

from flows.claims import entities, theatre
from flows.claims.actors_context import Context, Pick, figure_starts, is_side, is_subject_word, pick, speaking
from flows.claims.actors_events import attackers, behind_events
from flows.claims.actors_roles import resolve
from flows.claims.actors_scene import Actor, Frame, Scene
from flows.claims.actors_words import nouns
from flows.claims.figures import Figure
from flows.claims.perpetrators import NONE, UNNAMED, of_war
from flows.claims.perpetrators_claimed import blamed_next, claimed_below, claimed_next, years
from flows.claims.perpetrators_described import described, told_before
from flows.claims.subjects import family

MOST_AT_ONCE = 400  # more dead are those of a war
ARREST = 7  # words from those arrested to the verb
COUNTED = 3  # words from a number to its noun
CLASH = 14  # words of a clash's two sides
STORY = 8  # sentences that one attack is told in
PART_REACH = 6  # sentences back to those of whom a figure is a part
WHOLE = Frame(0, 0, 0, 0, None, None, None)
EXPLICIT = frozenset({"actors.clause.by", "actors.clause.subject", "actors.event.modifier", "actors.clause.relative"})


def settle(
    ctx: Context, scene: Scene, fr: Frame, figure: Figure, by: Pick, subject: Pick, population: str | None, where: Pick
) -> Pick:
    """Perpetrator after the subject is known: a side that the text names, else men whom it only describes."""
    found = named(ctx, scene, figure, by, subject, population, where)
    told = described(ctx, scene, fr) if by.code is None else None
    if told and not (found.code in ctx.theatre.groups and " " not in (told.code or "")):
        return told
    met = ctx.theatre.met.get(subject.code or "")
    sure = subject.doubt is None and subject.rule not in ("actors.subject.carried", "actors.subject.list")
    if (
        found.code is None
        and met
        and population == "military"
        and sure
        and is_of_battle(ctx)
        and not is_friendly(scene)
    ):
        return Pick(met, "actors.by.parties", doubt="perpetrator_by_sides_of_article")
    is_one = figure.number.best is None or figure.number.best <= MOST_AT_ONCE
    if found.code is None and is_one and family(figure.measure) == "casualties" and not opens_with_date(scene):
        claimed = claimed_below(ctx, scene)
        return (claimed if claimed and claimed.code != subject.code else told_of_men(ctx, scene, fr, subject)) or found
    return found


def is_of_battle(ctx: Context) -> bool:
    """Whether the article is on one battle, where each of two sides kills the other's men."""
    title = ctx.scene(0).words
    return not (nouns("nouns", "mutual") | {"siege"}).isdisjoint(title) and "war" not in title


def told_of_men(ctx: Context, scene: Scene, fr: Frame, subject: Pick) -> Pick | None:
    """Men without a name whose attack the sentence before tells, on others than a group."""
    return None if subject.code in ctx.theatre.groups else told_before(ctx, scene, fr)


def named(
    ctx: Context, scene: Scene, figure: Figure, by: Pick, subject: Pick, population: str | None, where: Pick
) -> Pick:
    """Side that did it: the event before goes on, or the article's war has one other side."""
    if by.code and by.code != subject.code:
        return by
    kind = family(figure.measure)
    armed = population == "military"
    if (
        figure.measure == "casualties.killed"
        and armed
        and by.code is None
        and subject.code
        and not ctx.is_state(subject.code)
        and is_punished(scene)
    ):
        return subject.again("actors.by.own")
    is_party = armed or (population != "civilian" and subject.rule == "actors.subject.in_phrase")
    if is_party and kind == "casualties" and by.code is None and (met := met_by(ctx, scene, subject, where)):
        return met
    if by is UNNAMED:
        return claimed_next(ctx, scene) or by
    if kind == "casualties" and not armed and by.rule != "actors.clause.by" and of_war(scene):
        return NONE
    own = armed and not is_friendly(scene)
    if (
        by.code
        and kind == "casualties"
        and not own
        and (
            by.rule in EXPLICIT
            or (armed and by.rule.startswith("actors.role.") and "own" in scene.words)
            or (not armed and by.rule != "actors.event.attacker")
        )
    ):
        return by
    kinds = frozenset({kind, "casualties", "lost"}) if subject.rule == "actors.subject.list" else frozenset({kind})
    is_part = subject.rule == "actors.subject.part"
    last = ctx.last(scene.ordinal, kinds, PART_REACH if is_part else 2)
    goes_on = last and last.subject.code == subject.code and (is_part or same_event(scene, last.figure.sentence))
    anew = opens_with_date(scene)
    if last and last.perpetrator.code and goes_on and not (anew and last.figure.sentence < scene.ordinal):
        return last.perpetrator.again("actors.by.carried", "perpetrator_carried_over")
    beside = last if last and last.figure.sentence == scene.ordinal and last.perpetrator.code != subject.code else None
    if beside and beside.perpetrator.code and "also" in scene.words and population == "civilian":
        return beside.perpetrator.again("actors.by.carried", "perpetrator_carried_over")  # "five civilians also died"
    claimed = claimed_next(ctx, scene) or blamed_next(ctx, scene, subject)
    if claimed and claimed.code != subject.code:
        return claimed
    before = event_before(ctx, scene, where) if kind == "casualties" and not anew else None
    itself = before and before.code == subject.code and (armed or ctx.theatre.adversary(subject.code))
    theirs = before and before.code in ctx.theatre.groups and entities.home_of(before.code or "") == subject.code
    rising = subject.code in theatre.dyads().get(before.code or "", ()) if before else False
    if before and before.code != "UN" and not itself and (armed or rising or not theirs):
        return before
    if armed and kind == "casualties" and ctx.theatre.outlet in theatre.dyads().get(subject.code or "", ()):
        return Pick(ctx.theatre.outlet, "actors.by.speaker", doubt="perpetrator_is_speaker")  # a group's own radio
    if armed and kind == "casualties" and (shown := forces_told(ctx, scene, subject)):
        return shown
    voice = speaking(scene)
    killed = armed and own and subject.rule != "actors.clause.subject"  # not "Russia had lost 990"
    told = kind == "lost" or (killed and voice is not None and speaks_for_arms(scene, voice))
    if told and voice and voice.code in theatre.dyads().get(subject.code or "", ()):
        return pick(voice, "actors.by.speaker", "perpetrator_is_speaker")
    words = set(scene.words)
    if words & nouns("words", "accident"):
        return NONE
    fired = ctx.last(scene.ordinal, frozenset({"used"}), 6)
    if fired and fired.subject.code in theatre.dyads().get(subject.code or "", ()) and words & nouns("nouns", "again"):
        return fired.subject.again("actors.by.of_event", "perpetrator_carried_over")
    known = kind == "lost" or (not armed and population != "civilian" and not anew)
    foe = other_side(ctx, scene, subject, bool(words & nouns("words", "terror")), where, known=known)
    if foe and kind == "casualties" and not armed and entities.home_of(foe) == subject.code:
        return NONE
    if foe:
        return Pick(foe, "actors.by.sides", doubt="perpetrator_by_sides_of_article")
    also = population == "civilian" and "also" in words  # "four civilians also died"
    small = figure.number.best is None or figure.number.best <= MOST_AT_ONCE
    at = scene.tokens.at(figure.number.start)
    arrested = any(word.startswith("arrest") for word in scene.words[max(0, at - 4) : at + ARREST])
    if figure.measure == "casualties.captured" and arrested and ctx.is_state(where.code):
        return where.again("actors.by.arrest", "perpetrator_by_sides_of_article")
    if armed and figure.measure == "casualties.captured" and (captor := ctx.theatre.adversary(subject.code)):
        return Pick(captor, "actors.by.sides", doubt="perpetrator_by_sides_of_article")
    if kind != "casualties" or figure.measure == "casualties.captured" or not ((armed and own) or also) or not small:
        return NONE
    if anew:
        return NONE
    return group_at_work(ctx, scene, subject, where) or fought_back(ctx, scene, subject) or NONE


def met_by(ctx: Context, scene: Scene, subject: Pick, where: Pick) -> Pick | None:
    """The other of two sides whose clash the sentence tells ("fighting between troops and rebels")."""
    words = scene.words
    for k, word in enumerate(words[:-3]):
        if word != "between" or words[k - 1] not in nouns("nouns", "mutual"):
            continue
        found: list[Pick] = []
        for i in range(k + 1, min(k + CLASH, len(words))):
            actor = next((a for a in scene.actors if a.start == i and not a.is_void), None)
            side = pick(actor, "actors.event.other_party") if actor else None
            if i in scene.roles:
                army = where if scene.roles[i] == "government" and ctx.is_state(where.code) else None
                role = resolve(ctx, scene, i) or army
                side = role.again("actors.event.other_party") if role else side
            if side and side.code not in {f.code for f in found}:
                found.append(side)
        if len(found) == 2 and subject.code in {f.code for f in found}:
            return next(f for f in found if f.code != subject.code)
    return None


def forces_told(ctx: Context, scene: Scene, subject: Pick) -> Pick | None:
    """The state's forces that tell of a group's dead or show its captured ("the army says 37 guerrillas died")."""
    if subject.code not in ctx.theatre.groups:
        return None
    starts = figure_starts(ctx, scene)
    for k, role in scene.roles.items():
        counted = any(0 < k - start <= COUNTED for start in starts)
        tells = not nouns("words", "speech", "shows").isdisjoint(scene.words[k + 1 : k + 6])
        if role != "government" or counted or not tells or not is_subject_word(scene, k):
            continue
        side = resolve(ctx, scene, k)
        if side and side.code in theatre.dyads().get(subject.code or "", ()):
            return side.again("actors.by.forces", "perpetrator_is_speaker")
    return None


def is_punished(scene: Scene) -> bool:
    """Whether men were executed for what only their own side punishes ("for trying to flee", "for treason")."""
    words, deeds = scene.words, nouns("words", "disloyal")
    executed = [k for k, w in enumerate(words) if w in nouns("words", "punished")]
    return any(
        a == "for" and b in deeds and any(0 < k - at <= 6 for at in executed)
        for k, (a, b) in enumerate(pairwise(words))
    )


def speaks_for_arms(scene: Scene, voice: Actor) -> bool:
    """Whether a side itself speaks, rather than a medium of its nation ("BBC News Russian reported")."""
    behind = scene.words[voice.end : voice.end + 3]
    official = nouns("nouns", "force") | nouns("words", "tellers")
    return not voice.is_void and (voice.form != "adjective" or not official.isdisjoint(behind))


def is_friendly(scene: Scene) -> bool:
    """Whether men may have died by their own side's hand ("shot by their own", but not "its own losses")."""
    words, friendly, loss = scene.words, nouns("words", "friendly"), nouns("nouns", "loss")
    return any(w in friendly and (w != "own" or words[k + 1] not in loss) for k, w in enumerate(words[:-1]))


def opens_with_date(scene: Scene) -> bool:
    """Whether the sentence begins with a day, and so with another event ("On July 22, car bombs killed 23")."""
    words = scene.words
    first = next((k for k, word in enumerate(words[:4]) if word[0].isalnum()), 0)
    return words[first : first + 1] == ["on"] and not nouns("datelines", "months").isdisjoint(
        words[first + 1 : first + 4]
    )


def group_at_work(ctx: Context, scene: Scene, subject: Pick, where: Pick) -> Pick | None:
    """Group whose attack the article tells before, or names in its title, where no year sets the sentence apart.

    The dead must be men of a side that the group fights, or at whose home or in whose midst it fights.
    """
    if subject.code is None or subject.code in ctx.theatre.groups or years(scene):
        return None
    for ordinal in range(scene.ordinal, max(-1, scene.ordinal - STORY), -1):
        earlier = ctx.scene(ordinal)
        for _, side in attackers(ctx, earlier, WHOLE) + behind_events(ctx, earlier, 0, len(earlier.words)):
            if fights(ctx, side.code, subject, where):
                return side.again("actors.by.group_at_work", "perpetrator_carried_over")
    for actor in ctx.scene(0).actors:
        if actor.form == "group" and is_side(actor) and fights(ctx, actor.code, subject, where):
            return pick(actor, "actors.by.group_at_work", "perpetrator_by_sides_of_article")
    return None


def fights(ctx: Context, code: str | None, subject: Pick, where: Pick) -> bool:
    """Whether the code is a group's that fights the subject, or is at home in its country or at the place."""
    if code not in ctx.theatre.groups or code in theatre.loyal():
        return False
    foes = theatre.dyads().get(code, ())
    if subject.code in foes or entities.home_of(code) == subject.code:
        return True
    allied = not set(foes).isdisjoint(theatre.dyads().get(subject.code or "", ()))
    return entities.home_of(code) == where.code and not allied


def fought_back(ctx: Context, scene: Scene, subject: Pick) -> Pick | None:
    """Side whose men the group, or fighters of no name, is said to have killed just before: those fought back."""
    last = ctx.done[-1] if ctx.done else None
    hit = last is not None and scene.ordinal - last.figure.sentence <= 1 and last.population == "military"
    if subject.code is None and last and hit and ctx.is_state(last.subject.code):
        return last.subject.again("actors.by.fought_back", "perpetrator_carried_over")
    if subject.code not in ctx.theatre.groups or subject.code in theatre.loyal():
        return None
    for done in reversed(ctx.done):
        if scene.ordinal - done.figure.sentence > STORY:
            return None
        if done.family == "casualties" and done.perpetrator.code == subject.code and ctx.is_state(done.subject.code):
            return done.subject.again("actors.by.fought_back", "perpetrator_carried_over")
    return None


def event_before(ctx: Context, scene: Scene, where: Pick) -> Pick | None:
    """Side whose attack the sentence before tells, where this one names no other event than "the attack"."""
    again = nouns("nouns", "again")
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - 3), -1):
        earlier = ctx.scene(ordinal)
        there = {a.code for a in earlier.actors if a.preposition in ("in", "at", "near", "on")}
        if not years(scene) <= years(earlier):
            return None  # of another year
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
    foes = ctx.theatre.foes(subject.code)
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
            if actor.code in foes and is_side(actor) and is_armed(earlier, actor) and not deplores(earlier, actor):
                return actor.code
    named = [code for code in foes if ctx.theatre.sides.get(code)] if known else []
    if where.code and where.code != ctx.theatre.country:
        named = [code for code in named if ctx.is_state(code) or entities.home_of(code) in (None, where.code)]
    return max(named, key=lambda code: ctx.theatre.sides[code] + 2 * ctx.theatre.armies.get(code, 0)) if named else None


def deplores(scene: Scene, actor: Actor) -> bool:
    """Whether the side only speaks against what others did ("The Taliban condemned the bombing")."""
    return not nouns("words", "deploring").isdisjoint(scene.words[actor.end : actor.end + 4])


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
