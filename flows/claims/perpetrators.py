"""Who inflicted casualties or losses: what the article says, or which other side its war has."""

from __future__ import annotations

from flows.claims import theatre
from flows.claims.actors_clause import by_agent, doer
from flows.claims.actors_context import Context, Done, Pick, is_side, is_subject_word, pick, speaking, subject_before
from flows.claims.actors_events import attackers, behind_events, other_party
from flows.claims.actors_roles import resolve
from flows.claims.actors_scene import Frame, Scene, is_passive
from flows.claims.actors_words import nouns

AGAIN = 4  # sentences back to who strikes
LISTED = 30  # the same, over the entries of a list
WARS = frozenset({"war", "conflict", "insurgency", "violence", "crisis", "hostilities", "fighting"})
NONE = Pick(None, "actors.by.none")
UNNAMED = Pick(None, "actors.by.none")  # "militants killed": some group, nobody says which


def perpetrator(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick:
    """Who did it, read from the sentence alone: verb, "by", events, attacks, blame; NONE where it does not say."""
    if kind == "casualties" and (holder := releases(ctx, scene, fr)):
        return holder
    wanted = "harm" if kind == "casualties" else "down"
    done = ctx.done[-1] if ctx.done and ctx.done[-1].figure.sentence == scene.ordinal else None
    told = done is not None and done.frame.after == fr.verb  # "67 Palestinians killed and more than 260 wounded"
    result = fr.verb is not None and scene.words[fr.verb].startswith("result")
    if result and (struck := by_agent(ctx, scene, 0, fr.verb or 0)):
        return struck  # "was bombed by the air force, resulting in"; but who entered a mine field laid none
    told = told or result
    if fr.verb is not None and scene.has(fr.verb, wanted) and not told and not is_passive(scene, fr.verb):
        side = doer(ctx, scene, fr.verb) or of_event_again(ctx, scene, fr.verb)
        if side and not is_victim(done, side):
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
        events = [e for e in events if not has_victims(scene, e[0], fr) and not is_older(scene, e[0], fr)]
        if events:
            return min(events, key=lambda e: (is_apart(scene, e[0], fr.start), abs(e[0] - fr.start)))[1]
        if own := speakers_strike(ctx, scene):
            return own
    return blamed(ctx, scene)


def is_victim(done: Done | None, side: Pick) -> bool:
    """Whether a pronoun was taken for those whom it is told to have killed just before ("killed 40 Russians and")."""
    named = done is not None and done.subject.rule == "actors.subject.in_phrase" and done.subject.code == side.code
    return named and side.rule.startswith("actors.role.pronoun")


def releases(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side that lets prisoners go, which held them: "Ukraine set free 106", "an amnesty for 4,208 prisoners"."""
    words, freeing = scene.words, nouns("words", "freeing")
    phrase = set(words[fr.end : fr.stop])
    captive = not phrase.isdisjoint(nouns("words", "captives"))
    for k in range(fr.left - 1, max(-1, fr.left - 5), -1):
        free = words[k] in freeing or (words[k] in ("set", "let", "setting", "letting") and "free" in words[k : k + 3])
        gone = words[k] == "let" and "go" in words[fr.stop : fr.stop + 2]
        if (free and captive) or gone or (free and words[k] != "amnesty" and words[k] not in ("released", "release")):
            if found := subject_before(scene, k):
                return pick(found, "actors.by.releases")
            men = (i for i in range(k - 1, -1, -1) if scene.roles.get(i) == "insurgent" and is_subject_word(scene, i))
            side = next(filter(None, (resolve(ctx, scene, i) for i in men)), None)
            return side.again("actors.by.releases") if side else None
    return None


def has_victims(scene: Scene, event: int, fr: Frame) -> bool:
    """Whether victims of its own are told of an event behind the figure: "90 dead after a raid that killed 12"."""
    clause = event > fr.stop and scene.words[event + 1 : event + 2] in (["that"], ["which"])
    return clause and any(scene.has(k, "harm") for k in range(event + 2, min(event + 5, len(scene.words))))


def is_older(scene: Scene, event: int, fr: Frame) -> bool:
    """Whether the figure is of what came before the event: "killed 23 rebels | a day after a bomb left seven dead"."""
    return event < fr.start and "after" in scene.words[event : fr.start]


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
    """Side whose strikes they are, told with the arms used before or with the strikes ("The strikes destroyed 967")."""
    words, events = scene.words, nouns("nouns", "again") - nouns("nouns", "mutual")
    told = [k for k in range(verb) if words[k] in events]
    the = [k for k in told if words[k - 1 : k] in (["the"], ["these"])]
    fired = ctx.last(scene.ordinal, frozenset({"used"}), 6)
    listed = ctx.doc.sentences[scene.ordinal].zone == "list" or words[0] == "."
    back = LISTED if listed else AGAIN
    if the or any(words[k].startswith("strike") and is_number(words[:k]) for k in told):
        for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - back), -1):
            earlier = ctx.scene(ordinal)
            found = [e for e in behind_events(ctx, earlier, 0, len(earlier.words)) if earlier.words[e[0]] in events]
            if found and not (fired and fired.figure.sentence >= ordinal):
                return found[-1][1].again("actors.by.of_event", "perpetrator_carried_over")
    return fired.subject.again("actors.by.of_event", "perpetrator_carried_over") if fired and the else None


def is_number(words: list[str]) -> bool:
    """Whether the words before a noun count it ("seven", "12")."""
    return bool(words) and (words[-1].isdigit() or words[-1] in nouns("described", "doubt"))


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
        if words[k : k + 2] == ["responsible", "for"]:
            before = [a for a in scene.actors if k - 14 <= a.start and a.end <= k and is_side(a)]
            if before and before[0].preposition is None:
                return pick(before[0], "actors.by.blamed")
        if word.startswith("attribut"):
            to = next((i for i in range(k + 1, min(k + 9, len(words))) if words[i] == "to"), len(words))
            for a in scene.actors_in(to, to + 6):
                return pick(a, "actors.by.blamed")
        groups = [a for a in scene.actors if a.form == "group" and k - 3 <= a.end <= k]
        if word.startswith("claim") and groups and words[k + 1 : k + 2] in ([";"], ["."], [","], ["it"]):
            return pick(groups[-1], "actors.by.claimed")
        if word.startswith("claim") and ("responsibility" in words[k : k + 4] or "attack" in words[k : k + 4]):
            before = [a for a in scene.actors if a.end <= k and is_side(a)]
            if before:
                return pick(before[-1], "actors.by.claimed")
    return NONE


def since_war(scene: Scene) -> bool:
    """Whether the dead are counted from a war's beginning ("since the war broke out")."""
    words = scene.words
    return any(
        w in WARS and words[k - 2 : k] == ["since", "the"] and words[k + 1] in nouns("words", "begins")
        for k, w in enumerate(words[:-1])
    )


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
            and words[max(0, k - 3)] not in nouns("nouns", "again")  # "the largest attack of the war"
            and words[k - 2 : k] in (["in", "the"], ["of", "the"])
            and words[k + 1] not in ("with", "against", "between")
        ):
            return True
    return False
