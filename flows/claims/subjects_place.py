"""Subjects that only the place, the perpetrator or the article gives: victims, and kit seen somewhere."""

from __future__ import annotations

from itertools import pairwise

from flows.claims import entities, perpetrators, populations, theatre
from flows.claims.actors_context import Context, Pick, is_side, pick, speaking, subject_before
from flows.claims.actors_roles import resolve
from flows.claims.actors_scene import Actor, Frame, Scene
from flows.claims.actors_words import nouns
from flows.claims.figures import Figure
from flows.claims.subjects import of_other_side, only_reports
from flows.claims.subjects_context import NONE, carried, of_no_state, owner_of
from flows.claims.subjects_phrase import JOINT, is_elided, is_placed

STRIKES = ("actors.event.modifier", "actors.clause.subject", "actors.clause.by", "actors.clause.relative")
MANY = 1000  # dead of a war, not of what the sentence before told
SAME_MEN = 3  # sentences
OURS = frozenset({"we", "our", "us"})
LEAST = 4  # smaller counts come up by chance
POLICE = frozenset({"policemen", "policeman", "conscripts", "conscript"})
TOLD_OF = ("actors.place.theatre", "actors.place.carried", "actors.place.sentence_before")


def by_place(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, by: Pick, where: Pick) -> Pick:
    """Subject that only context gives: soldiers are the perpetrator's foes, people belong to the place."""
    if kind == "casualties":
        return victims(ctx, scene, fr, figure, by, where)
    if kind == "lost":
        abroad = ctx.is_state(by.code) and ctx.is_state(where.code) and where.code != by.code
        return own_people(where) if abroad and by.rule in STRIKES else NONE  # what one state destroys in another
    if kind == "holdings" and where.code:
        return Pick(where.code, "actors.subject.place", where.start, where.end, where.entity_id, "subject_by_place")
    watcher = subject_before(scene, fr.left) if only_reports(scene, fr.left) else None
    foe = ctx.theatre.adversary(watcher.code if watcher else where.code) if kind == "used" else None
    if foe:
        return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary")
    code = ctx.theatre.issuer or max(ctx.theatre.sides, key=lambda c: ctx.theatre.sides[c], default=None)
    moved = figure.measure in ("deployment.sent", "deployment.planned")
    head = scene.words[fr.head] if fr.head is not None else ""
    of_state = head_is_state(scene, fr) or (moved and head in ("men", "personnel", "officers"))
    if kind == "force" and of_no_state(scene, fr) and ctx.is_state(code):
        return NONE
    if kind == "force" and code in ctx.theatre.groups and of_state:
        dead = ctx.last(scene.ordinal, frozenset({"casualties"}), 3)
        own = dead.subject if dead and ctx.is_state(dead.subject.code) else Pick(ctx.theatre.army, "")
        if own.code:
            return own.again("actors.subject.army", "subject_by_article_theme")
    return Pick(code, "actors.subject.article", doubt="subject_by_article_theme") if code else NONE


def own_people(where: Pick) -> Pick:
    """Country of the place, to which civilians belong who were taken for an armed group's."""
    if where.code is None:
        return NONE
    return Pick(where.code, "actors.subject.place", where.start, where.end, where.entity_id, "subject_by_place")


def victims(ctx: Context, scene: Scene, fr: Frame, figure: Figure, by: Pick, where: Pick) -> Pick:
    """Subject of casualties without a nationality: the figure before where the noun is left out, else the place."""
    own_place = where.rule == "actors.place.sentence"
    nameless = ctx.last(scene.ordinal, frozenset({"casualties"}), 2)
    if nameless and nameless.subject.code is None and nameless.population == "military" and is_elided(scene, fr):
        listed = scene.ordinal == nameless.figure.sentence and fr.head is None
        if listed or ctx.is_state(nameless.perpetrator.code):
            return Pick(None, "actors.subject.carried")  # more of those whom nobody names
    beside = ctx.done[-1] if ctx.done and ctx.done[-1].figure.sentence == scene.ordinal else None
    if of_offensive(scene, fr) or (beside is not None and beside.subject is JOINT and fr.head is None):
        return JOINT
    if again := same_count(ctx, scene, fr, figure):
        return again
    if fr.head is not None and scene.words[fr.head] in nouns("words", "peacekeepers"):
        return NONE  # of whichever country, never of the one where they serve
    if own := of_speaker(ctx, scene, fr, by, where):
        return own
    last = carried(ctx, scene, "casualties", 3)
    if figure.measure == "casualties.captured" and (held := captives_before(ctx, scene, fr)):
        return held
    if (held := of_holders_foe(ctx, scene, fr, where)) is not None:
        return held
    foe = ctx.theatre.adversary(by.code) or struck_at_home(ctx, by.code)
    home = entities.home_of(by.code or "")
    group = by.code in ctx.theatre.groups or home not in (None, by.code)  # "Hamas-led militants" name no group
    abroad = group and where.code not in theatre.dyads().get(by.code or "", ())
    at_home = home == where.code
    before = ctx.last(scene.ordinal, frozenset({"casualties"}), 3)
    other_deed = before is not None and before.perpetrator.code != by.code and by.rule in STRIKES
    goes_on = is_elided(scene, fr) and before is not None and not other_deed
    at_home = at_home or (by.rule == "actors.clause.subject" and where.rule in TOLD_OF)
    if foe and abroad and at_home and ctx.is_state(foe) and not goes_on:
        return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary")
    own_dead = before is not None and before.perpetrator.code == by.code  # a state that kills its own people
    within = by.code == where.code and not ctx.is_state(foe) and before is not None and before.population != "military"
    if last and last.code == by.code and foe and not own_dead and not within:
        last = Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary")
    together = not is_placed(scene, fr) and bool(ctx.done) and ctx.done[-1].figure.sentence == scene.ordinal
    near = not own_place or together or (last is not None and last.code == where.code)
    large = (figure.number.best or figure.number.low or 0) >= MANY
    of_war, since = perpetrators.of_war(scene), perpetrators.since_war(scene)
    men = populations.head_population(scene, fr.end, fr.stop) == "military"
    if where.code and not men and (of_war or since) and (fr.head is not None or large):
        return Pick(where.code, "actors.subject.place", where.start, where.end, where.entity_id, "subject_by_place")
    elsewhere = other_deed and own_place and last is not None and last.code != where.code
    caught = figure.measure == "casualties.captured" and not (
        fr.head and scene.words[fr.head] in nouns("words", "crowd")
    )
    met = beside is not None and any(scene.has(k, "harm", "attack") for k in range(beside.frame.stop, fr.left))
    if beside is not None and beside.family == "force" and met and fr.head is None and beside.subject.code:
        return beside.subject.again("actors.subject.of_force")  # "a garrison of 975 was wiped out, and 121 captured"
    if last and near and not elsewhere and (is_elided(scene, fr) or caught):
        return last
    sent = ctx.last(scene.ordinal, frozenset({"force"}), 1 if own_place else 2)
    treated = not {"hospital", "hospitals", "clinic", "clinics"}.isdisjoint(scene.words)
    bare = fr.head is None or scene.words[fr.head] == "members"
    if sent and not treated and sent.subject.code and bare and sent.figure.measure.startswith("deployment"):
        return sent.subject.again("actors.subject.of_force", "subject_carried_over")
    earlier = {d.subject.code for d in ctx.done if d.family == "casualties"}
    if len(earlier) == 1 and None not in earlier and is_elided(scene, fr) and not own_place:
        return Pick(earlier.pop(), "actors.subject.only_victims", doubt="subject_by_article_theme")
    if alike := same_rank(ctx, scene, fr):
        return alike
    if head_is_state(scene, fr) and (own := army_abroad(ctx, scene, where)):
        return own
    if by.code is None and head_is_state(scene, fr) and (army := army_at_groups_home(ctx, where)):
        return army
    if head_is_state(scene, fr) and (own := army_that_tells(ctx, scene, where)):
        return own
    if populations.head_population(scene, fr.end, fr.stop) == "military" and (own := army_of_kit(ctx, scene, where)):
        return own
    if fr.head is not None and scene.roles.get(fr.head) == "government" and where.code and not own_place:
        side = resolve(ctx, scene, fr.head)
        if side and side.code != by.code:
            return side.again("actors.subject.own_army", "subject_by_article_theme")
    if head_is_state(scene, fr) and where.code in theatre.no_army():
        states = [c for c in theatre.dyads().get(where.code or "", ()) if ctx.is_state(c) and ctx.theatre.sides.get(c)]
        if len(states) == 1:
            return Pick(states[0], "actors.subject.adversary", doubt="subject_by_adversary")
    population = populations.head_population(scene, fr.end, fr.stop)
    at_war = foe is not None and ctx.is_state(foe) and ctx.is_state(by.code) and ctx.theatre.sides.get(foe, 0) > 1
    if population != "military" and (voice := speaker_of_toll(ctx, scene, fr, by, where)):
        return voice
    struck = population == "military" or (at_war and not own_place and by.rule in STRIKES)
    head_role = scene.roles.get(fr.head) if fr.head is not None else None
    irregular = head_role in ("insurgent", "unknown")
    if by.code and by.code == where.code and foe and struck and not other_men(ctx, scene, fr, foe):
        return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary")
    phrase = set(scene.words[fr.end : fr.stop])
    fighters = irregular or not phrase.isdisjoint(nouns("words", "irregulars"))
    if beside and fighters and beside.family == "casualties" and of_other_side(ctx, scene, fr, beside):
        return NONE  # "five of its soldiers and five fighters"
    if foe in ctx.theatre.groups and ctx.is_state(by.code) and not phrase.isdisjoint(nouns("words", "fighters")):
        return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary")
    suspects = by.code and not phrase.isdisjoint(nouns("words", "criminals"))
    suspects = suspects or (by.code == where.code and not phrase.isdisjoint(nouns("words", "irregulars")))
    if (irregular or suspects) and where.code not in theatre.no_army():
        return NONE
    unrelated = by.code != where.code and by.code not in theatre.dyads().get(where.code or "", ())
    if where.rule == "actors.place.theatre" and population == "civilian" and ctx.is_state(by.code) and unrelated:
        return by.again("actors.subject.own_people", "subject_by_perpetrator")
    if losses := of_losses_before(ctx, scene, fr):
        return losses
    if where.code and own_place and fr.head is not None and are_joined_places(scene, where.code):
        return Pick(None, "actors.subject.places")
    if where.code:
        doubt = "subject_by_place" if own_place else "subject_by_article_theme"
        if where.code in theatre.soviet() and ctx.theatre.sides.get("SUN") and where.code not in ctx.theatre.named:
            return Pick("SUN", "actors.subject.place", where.start, where.end, None, doubt)
        return Pick(where.code, "actors.subject.place", where.start, where.end, where.entity_id, doubt)
    return last or NONE


def struck_at_home(ctx: Context, code: str | None) -> str | None:
    """State that a group is at war with and that the article names but as a place ("rockets into northern Israel")."""
    if code not in ctx.theatre.groups:
        return None
    home = entities.home_of(code or "")
    foes = [c for c in theatre.dyads().get(code or "", ()) if c in ctx.theatre.places and c != home and ctx.is_state(c)]
    return foes[0] if len(foes) == 1 else None


def army_at_groups_home(ctx: Context, where: Pick) -> Pick | None:
    """State that fights the article's group at home, where the state of the place does not ("died in Lebanon")."""
    group = ctx.theatre.top_group
    at_home = group is not None and entities.home_of(group) == where.code
    foe = (ctx.theatre.adversary(group) or struck_at_home(ctx, group)) if at_home else None
    if foe is None or where.code in theatre.dyads().get(group or "", ()) or ctx.theatre.armies.get(where.code or ""):
        return None
    return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary")


def of_losses_before(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side of whose losses the sentence before tells ("The Austrian losses were heavy. He reported 112 dead")."""
    if not scene.ordinal or not is_elided(scene, fr) or subject_before(scene, fr.left) is not None:
        return None
    earlier = ctx.scene(scene.ordinal - 1)
    losses = next((k for k, word in enumerate(earlier.words) if word in ("losses", "casualties")), None)
    side = owner_of(ctx, earlier, losses) if losses is not None else None
    return side.again("actors.subject.toll", "subject_carried_over") if side and side.code else None


def of_speaker(ctx: Context, scene: Scene, fr: Frame, by: Pick, where: Pick) -> Pick | None:
    """State that speaks, whose soldiers they are who die abroad ("Three more soldiers died today in Iraq")."""
    home = ctx.theatre.issuer
    if ctx.theatre.is_speech and where.code != home and are_our_dead(scene, fr, where):
        return Pick(home, "actors.subject.own_army", doubt="subject_by_speaker")
    if not ctx.is_state(home) or not ctx.theatre.says_we or home in (by.code, where.code) or fr.head is None:
        return None
    regulars = scene.words[fr.head] in nouns("words", "state_men") - POLICE or head_is_state(scene, fr)
    local = any(a.adjectival and a.code == where.code for a in scene.actors)
    return Pick(home, "actors.subject.own_army", doubt="subject_by_speaker") if regulars and not local else None


def are_our_dead(scene: Scene, fr: Frame, where: Pick) -> bool:
    """Whether a speech counts the fallen of its own nation ("we know there are 3,000 dead", "one of two soldiers")."""
    if not is_elided(scene, fr) or any(a.adjectival and a.code == where.code for a in scene.actors):
        return False
    soldiers = any(scene.roles.get(k) == "government" for k in range(fr.stop, fr.stop + 4))
    return soldiers or not OURS.isdisjoint(scene.words)


def of_holders_foe(ctx: Context, scene: Scene, fr: Frame, where: Pick) -> Pick | None:
    """State at war with the land where hostages are held ("101 hostages are still held in Gaza"): not of that land."""
    hostages = fr.head is not None and scene.words[fr.head] in ("hostages", "hostage", "captives")
    held = not {"held", "remain", "captivity", "holding", "holds", "remaining"}.isdisjoint(scene.words)
    foe = ctx.theatre.adversary(where.code) if hostages and held else None
    return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary") if ctx.is_state(foe) else None


def are_joined_places(scene: Scene, code: str) -> bool:
    """Whether the state stands beside another as the place: "clashes in Mali and Niger left 40 people dead"."""
    for one, other in pairwise(scene.actors):
        joined = scene.words[one.end : other.start] == ["and"] and one.form == other.form == "name"
        if joined and one.code == code != other.code and one.preposition == "in" and not other.possessive:
            return True
    return False


def of_offensive(scene: Scene, fr: Frame) -> bool:
    """Whether people of whom no more is said died on either side: "an offensive that has left 1,000 people dead".

    Or "clashes between troops and rebels leave 56 people dead"; fighting that names no two sides is of the place.
    """
    if populations.head_population(scene, fr.end, fr.stop) in ("military", "civilian"):
        return False
    words, results = scene.words, nouns("words", "results")
    verb = next((k for k in range(fr.left - 1, -1, -1) if words[k] in results), None)
    if verb is None or any(w in (";", "dead") for w in words[verb : fr.left]):
        return False
    for k in range(verb - 1, max(-1, verb - 18), -1):
        begun = words[k - 1] == "offensive" and words[k].endswith(("ed", "un"))  # "the offensive launched on Saturday"
        if scene.has(k, "attack", "harm") and words[k] not in nouns("nouns", "mutual") and not begun:
            return False  # "in preparation for an offensive, the rebels shelled Aleppo, leaving 43 dead"
        if words[k] == "offensive" and words[k + 1 : k + 2] not in (["against"], ["on"]):
            return True
        if words[k] in nouns("nouns", "mutual") and words[k + 1 : k + 2] == ["between"]:
            sides = {scene.roles[i] for i in range(k + 2, verb) if i in scene.roles} & {"government", "insurgent"}
            return len(sides) > 1 or len({a.code for a in scene.actors_in(k + 2, verb) if is_side(a)}) > 1
    return False


def other_men(ctx: Context, scene: Scene, fr: Frame, foe: str) -> bool:
    """Whether the counted men cannot be the foe's: rebels of a state, or policemen of an armed group."""
    if fr.head is None:
        return False
    irregular = scene.roles.get(fr.head) in ("insurgent", "unknown")
    regular = scene.words[fr.head] in nouns("words", "state_men") or scene.words[fr.head] in ("troops", "soldiers")
    return irregular if ctx.is_state(foe) else regular


def captives_before(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Subject of the captives told of before, where a count of captives names nobody ("some 50 are still held")."""
    if fr.head is not None and scene.words[fr.head] not in nouns("words", "captives"):
        return None
    for done in reversed(ctx.done):
        if scene.ordinal - done.figure.sentence > 6:
            return None
        if done.figure.measure == "casualties.captured" and done.subject.code:
            return done.subject.again("actors.subject.carried", "subject_carried_over")
    return None


def same_count(ctx: Context, scene: Scene, fr: Frame, figure: Figure) -> Pick | None:
    """Subject of the same count of the same men told before with their side ("54 Ugandan soldiers ... 54 soldiers")."""
    if fr.head is None or (figure.number.best or 0) < LEAST:
        return None
    for done in ctx.done:
        other = done.figure
        same = other.measure == figure.measure and other.number.values == figure.number.values
        named = done.subject.rule == "actors.subject.in_phrase" and done.frame.head is not None
        if same and named and ctx.scene(other.sentence).words[done.frame.head or 0] == scene.words[fr.head]:
            return done.subject.again("actors.subject.repeated", "subject_carried_over")
    return None


def same_rank(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Subject of the dead of the same rank or trade told just before: "five Russian colonels ... 42 colonels in all".

    Not of nouns that stand for a side of their own, such as soldiers and rebels.
    """
    if fr.head is None or fr.head in scene.roles or scene.words[fr.head] in nouns("words", "fighters", "irregulars"):
        return None
    if populations.noun_population(scene.words[fr.head]) != "military":
        return None
    for done in reversed(ctx.done):
        if scene.ordinal - done.figure.sentence > SAME_MEN:
            return None
        head = done.frame.head
        same = head is not None and ctx.scene(done.figure.sentence).words[head] == scene.words[fr.head]
        if same and done.family == "casualties" and done.subject.code:
            return done.subject.again("actors.subject.repeated", "subject_carried_over")
    return None


def head_is_state(scene: Scene, fr: Frame) -> bool:
    """Whether the counted men are a state's ("soldiers", "brings to eight the number of soldiers killed")."""
    if fr.head is not None:
        return scene.roles.get(fr.head) == "government" or scene.words[fr.head] in nouns("words", "branch_men")
    before = scene.words[max(0, fr.left - 14) : fr.stop + 5]
    at = next((k for k, w in enumerate(before[:-2]) if w == "number" and before[k + 1] == "of"), None)
    first = max(0, fr.left - 14)
    return at is not None and any(scene.roles.get(first + k) == "government" for k in range(at + 2, at + 4))


def army_abroad(ctx: Context, scene: Scene, where: Pick) -> Pick | None:
    """State whose men were counted a moment ago in the foreign country where "soldiers" die: theirs still."""
    last = ctx.last(scene.ordinal, frozenset({"casualties"}), 2)
    if last is None or last.population != "military" or not ctx.is_state(last.subject.code):
        return None
    abroad = last.subject.code != where.code and last.place.code in (None, where.code)
    return last.subject.again("actors.subject.carried", "subject_carried_over") if abroad else None


def army_of_kit(ctx: Context, scene: Scene, where: Pick) -> Pick | None:
    """State whose aircraft or vehicles were lost a moment ago abroad ("shot down two US helicopters. 18 Rangers")."""
    last = ctx.last(scene.ordinal, frozenset({"lost"}), 1)
    if last is None or last.figure.sentence == scene.ordinal or not ctx.is_state(last.subject.code):
        return None
    if last.subject.rule != "actors.subject.in_phrase" or last.subject.code == where.code:
        return None
    return last.subject.again("actors.subject.carried", "subject_carried_over")


def army_that_tells(ctx: Context, scene: Scene, where: Pick) -> Pick | None:
    """State whose army tells of the death of "soldiers" abroad: its own ("The Israeli army said ... in Lebanon")."""
    voice = speaking(scene)
    if voice is None or not ctx.is_state(voice.code) or voice.code == where.code:
        return None
    warring = ctx.theatre.adversary(voice.code)
    if ctx.is_state(warring):
        return pick(voice, "actors.subject.own_army", "subject_by_speaker") if is_army(scene, voice) else None
    return pick(voice, "actors.subject.own_army", "subject_by_speaker")


def is_army(scene: Scene, voice: Actor) -> bool:
    """Whether a state speaks through its army ("The Israeli army said")."""
    return voice.form == "force" or not nouns("words", "forces_title").isdisjoint(
        scene.words[voice.end : voice.end + 2]
    )


def speaker_of_toll(ctx: Context, scene: Scene, fr: Frame, by: Pick, where: Pick) -> Pick | None:
    """Warring state that tells of a toll which no place is given for ("Iran says 224 people have been killed")."""
    voice = speaking(scene)
    if voice is not None and where.code is None and ctx.is_state(voice.code):
        return pick(voice, "actors.subject.speaker", "subject_by_speaker")
    if voice is None or where.rule not in TOLD_OF:
        return None
    tells = nouns("words", "tells") & set(scene.words[voice.end : voice.end + 4])
    warring = ctx.is_state(voice.code) and voice.code != by.code and ctx.theatre.adversary(voice.code) is not None
    return pick(voice, "actors.subject.speaker", "subject_by_speaker") if tells and warring else None
