"""Whose force a figure counts by its own phrase: the noun counted, what leads into the number, what follows."""

from __future__ import annotations

from flows.claims.actors_clause import doer
from flows.claims.actors_context import (
    Context,
    Done,
    Pick,
    after_list,
    is_side,
    pick,
    shared_phrase,
    subject_before,
)
from flows.claims.actors_events import attackers, targets
from flows.claims.actors_roles import resolve, word_pick
from flows.claims.actors_scene import Actor, Frame, Scene, is_passive, phrase_end
from flows.claims.actors_words import nouns
from flows.claims.populations import noun_population

HARMED = 8  # words from the colon behind who was attacked to its men
WHOLE = Frame(0, 0, 0, 0, None, None, None)
SMALL_FORMS = frozenset({"city", "capital", "region"})
SOURCES = frozenset({"media", "agency", "ngo", "person"})
MEN = frozenset({"insurgent", "enemy", "invader", "defender", "compass"})
PART_OF = frozenset({"them", "these", "those", "whom", "which"})
LINKS = frozenset({"of", "from", "among", "in", "on", "within", "for", "with", "belonging"})
SIDE_WORDS = frozenset({"side", "ranks", "forces", "army", "own", "military", "troops", "soldiers", "navy"})
THEIR_OWN = frozenset(
    {
        "citizens",
        "nationals",
        "people",
        "members",
        "men",
        "own",
        "units",
        "aircraft",
        "ships",
        "tanks",
        "jets",
        "drones",
    }
)


WHOLE_REACH = 14  # words from the name of a whole to what opens its parts
OPENERS = frozenset({"including", "among them", "among these"})
MEN_NAMED = frozenset({"group", "force", "adjective"})

JOINT = Pick(None, "actors.subject.joint")
"""No one side: several together."""
UNNAMED = Pick(None, "actors.subject.unnamed")
"""A side that the article does not name."""


def in_phrase(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side named in the counted noun phrase: "85 Syrian soldiers", "12 Taliban"."""
    end, stop = shared_phrase(ctx, scene, fr) or (fr.end, fr.stop)
    if scene.tokens.raw[fr.end : fr.end + 1] == ["Allied"] and kind in ("casualties", "force"):
        return JOINT
    if kind == "casualties" and are_foreign(scene, fr, end, stop):
        told = scene.words[fr.stop : fr.stop + 1] in ([":"], ["("], [","])  # "four Westerners: two Britons"
        named = told and any(fr.stop <= a.start <= fr.stop + 3 for a in scene.actors)
        return None if named else UNNAMED
    for actor in scene.actors:
        inside = end <= actor.start < stop or actor.start < end < actor.end
        if inside and not actor.is_void and actor.form not in SOURCES:
            if kind not in ("casualties", "force") and actor.form in ("city", "region", "capital"):
                continue  # a type's name: "two Lakota helicopters"
            if kind == "lost" and is_maker(ctx, scene, fr, actor):
                continue
            joint = scene.words[actor.end : actor.end + 1] == ["and"] and any(
                a.start == actor.end + 1 and a.end < stop and a.code != actor.code for a in scene.actors
            )
            return JOINT if joint else pick(actor, "actors.subject.in_phrase")
    return None


def is_maker(ctx: Context, scene: Scene, fr: Frame, actor: Actor) -> bool:
    """Whether the nation of hand arms made them, as the article names it nowhere else: "captured one Czech pistol"."""
    hand_arms = fr.head is not None and scene.words[fr.head] in nouns("words", "hand_arms")
    return hand_arms and actor.adjectival and ctx.theatre.sides.get(actor.code or "", 0) <= 1


def are_foreign(scene: Scene, fr: Frame, start: int, stop: int) -> bool:
    """Whether those counted are of other countries than the place's, of which the phrase names none."""
    if fr.head is None or nouns("words", "from_abroad").isdisjoint(scene.words[start:stop]):
        return False
    head = scene.words[fr.head - (not scene.words[fr.head][0].isalnum())]  # of "'180 foreign mercenaries'"
    joining = nouns("words", "joining", "fighters", "irregulars") | nouns("roles", "insurgent", "unknown")
    bracketed = scene.words[fr.left - 1 : fr.left] == ["("]  # "978 militants (13 foreigners)"
    return head not in joining and "jihad" not in head and not bracketed and "fighting" not in scene.words[fr.stop :]


def of_whole(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side of a whole without a number, of which the figure is a part: "many Russian vehicles, including 100 tanks"."""
    words = scene.words
    size = next((k for k in (1, 2) if " ".join(words[max(0, fr.left - k) : fr.left]) in OPENERS), 0)
    opened = fr.left - size
    if not size or kind not in ("casualties", "lost"):
        return None
    counted = max((d.frame.stop for d in ctx.done if d.figure.sentence == scene.ordinal), default=0)
    for actor in reversed(scene.actors):
        if not max(counted, opened - WHOLE_REACH) <= actor.start < opened or not actor.adjectival or actor.is_void:
            continue
        noun = phrase_end(scene, actor.end)
        verb = next((k for k in range(noun, min(noun + 4, opened)) if scene.has(k, "harm", "down", "lose")), None)
        whole = opened - 1 <= noun <= opened or (verb is not None and is_passive(scene, verb))
        if noun > actor.end and whole:
            return pick(actor, "actors.subject.whole")
    return None


def men_in_phrase(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side that the counted noun stands for: "40 rebels", "12 enemy tanks", "70 northern submarines"."""
    end, stop = shared_phrase(ctx, scene, fr) or (fr.end, fr.stop)
    for k in range(end, stop):
        role = scene.roles.get(k)
        if k < stop - 1 and (scene.words[k] in nouns("words", "attributive") or role == "coalition"):
            return resolve(ctx, scene, k)
        owned = kind in ("lost", "used", "holdings") and k < stop - 1 and role == "insurgent"  # "a rebel tank"
        if role in MEN and (kind in ("casualties", "force") or role in ("enemy", "compass") or owned):
            side = resolve(ctx, scene, k)
            return UNNAMED if role == "enemy" and side is None else side  # never of the country where they fight
    return None


def of_attackers(ctx: Context, scene: Scene, k: int) -> Pick | None:
    """Side of "attackers": who did it to the figures before, else the group whose attack was told last."""
    behind = ctx.last(scene.ordinal, frozenset({"casualties"}), 2)
    if behind and behind.figure.sentence == scene.ordinal:
        return None  # "13 militants, including five suicide attackers"
    if behind and behind.perpetrator.code in ctx.theatre.groups:
        return word_pick(scene, k, behind.perpetrator.code, "actors.subject.attackers")
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - 3), -1):
        told = [side for _, side in attackers(ctx, ctx.scene(ordinal), WHOLE) if side.code in ctx.theatre.groups]
        if told:
            return word_pick(scene, k, told[-1].code, "actors.subject.attackers")
    return None


def beaten_off(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side of those in the same clause whom "of them" takes up: "beat the attackers off and killed 13 of them"."""
    for k in range(fr.left - 1, max(-1, fr.left - 10), -1):
        if scene.roles.get(k) in ("insurgent", "unknown", "enemy", "invader"):
            return of_attackers(ctx, scene, k) if scene.roles[k] == "unknown" else resolve(ctx, scene, k)
    if fr.verb is None or not scene.has(fr.verb, "harm") or is_passive(scene, fr.verb) or not scene.ordinal:
        return None
    earlier = ctx.scene(scene.ordinal - 1)
    opener = next((k for k in range(min(3, len(earlier.words))) if earlier.roles.get(k) == "unknown"), None)
    return (of_attackers(ctx, scene, fr.start) or JOINT) if opener is not None else None


def after_phrase(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side in the phrase after the head: "members of the Frontier Corps", "28 of the attackers", "on Moscow's side"."""
    words = scene.words
    k = after_list(ctx, scene, fr)
    if words[k : k + 1] in (["and"], ["or"]) and words[k + 2 : k + 3] == ["of"]:
        k += 2
    if words[k : k + 2] in (["were", "from"], ["are", "from"], ["came", "from"]):
        k += 1
    if fr.head is None and words[k : k + 1] in (["were"], ["are"], ["was"]):
        named = next((a for a in scene.actors if a.start == k + 1 and a.form in MEN_NAMED and not a.is_void), None)
        men = named is not None and noun_population(words[named.end] if named.end < len(words) else "") is not None
        return pick(named, "actors.subject.after_phrase") if named and men else None  # "43 were HTS members"
    if (
        words[k : k + 1]
        and words[k] in nouns("hyphen", "joins") | {"loyal"}
        and words[k + 1 : k + 2] in (["to"], ["with"])
    ):
        tied = next((a for a in scene.actors if k + 1 < a.start <= k + 3 and a.form == "group"), None)
        return pick(tied, "actors.subject.after_phrase") if tied else None  # "three men linked to the PKK"
    sent = next((i for i in range(k, min(k + 4, len(words) - 1)) if words[i] in nouns("words", "dispatched")), None)
    sent = sent if kind == "force" and sent is not None and words[sent + 1] == "from" else None
    k = k if sent is None else sent + 1  # "11,000 soldiers have been sent from ..."
    if k >= len(words) or words[k] not in LINKS or (fr.head is not None and words[fr.head] in ("victims", "victim")):
        return None
    link, limit = words[k], k + 1
    if link == "for" and fr.head is None and words[fr.left - 1 : fr.left] == ["against"]:
        link = "of"  # "172 warheads against 170 for Pakistan"
    closing = nouns("words", "closing")
    while limit < len(words) and limit - k < 9 and words[limit] not in closing and not scene.has(limit, "die"):
        limit += 1
    owned = words[k + 1 : k + 2] in (["its"], ["their"], ["his"], ["our"])  # "two of its ships drove off a French boat"
    for actor in scene.actors:
        if k < actor.start < (k + 3 if owned else limit) and not actor.is_void:
            if words[k] == "in" and not {"by", "against"}.isdisjoint(words[k : actor.start]):
                return None  # "40 soldiers in an attack by Boko Haram", "20 others in raids against Hamas"
            joined = words[actor.end : actor.end + 1] in ([","], ["and"])
            if (
                link == "from"
                and joined
                and any(a.start == actor.end + 1 and a.code != actor.code for a in scene.actors)
            ):
                return None  # "14,600 troops from Uganda, Burundi and Kenya": of them all
            whose = (sent is not None and actor.form != "city") or owns(actor, link, scene, fr, k)
            return pick(actor, "actors.subject.after_phrase") if whose else None
    for i in range(k + 1, min(limit, k + 6)):
        if i in scene.roles and (side := men_after(ctx, scene, i, link, kind)):
            return side
    return None


def owns(actor: Actor, link: str, scene: Scene, fr: Frame, k: int) -> bool:
    """Whether the name after "of", "from", "in" is whose men they are, not where they are."""
    if not nouns("words", "origin").isdisjoint(scene.words[actor.end : actor.end + 4]):
        return False
    if is_deed_of(scene, actor) and link in ("in", "on", "from", "with"):
        return False  # "60 killed in an RSF attack", "three days of Daesh raids"
    if link in ("of", "belonging"):
        return actor.form not in SMALL_FORMS or actor.possessive
    if link == "from":
        leaving = ("withdr", "pull", "evacu", "remov", "bring", "brought")
        if any(word.startswith(leaving) for word in scene.words[max(0, k - 10) : k]):
            return False
        return actor.form != "city" and actor.start - k <= 5 and "to" not in scene.words[actor.end : actor.end + 2]
    if link == "on":  # "on Moscow's side", but "on Ukraine's border"
        return actor.possessive and not SIDE_WORDS.isdisjoint(scene.words[actor.end : actor.end + 2])
    if link == "among":
        return actor.form in ("force", "group", "adjective", "demonym", "igo", "collective")
    return actor.form in ("force", "group") and "and" not in scene.words[k : actor.start]


def is_deed_of(scene: Scene, actor: Actor) -> bool:
    """Whether the name is of who did the deed told right behind it."""
    behind = scene.words[actor.end : actor.end + 2]
    return any(word in nouns("nouns", "event") for word in behind[:1]) or (
        behind[1:] != [] and behind[0].isalpha() and behind[0] not in nouns("words", "stop")
        and behind[1] in nouns("nouns", "event")
    )  # fmt: skip


def men_after(ctx: Context, scene: Scene, i: int, link: str, kind: str) -> Pick | None:
    """Side of a role noun after the head: "of the attackers", "among the army ranks", "of its fighters"."""
    role, word = scene.roles[i], scene.words[i]
    harmed = of_harmed(scene, i) if role == "third" and kind == "casualties" else None
    if harmed:
        return harmed
    following = scene.words[i + 1] if i + 1 < len(scene.words) else ""
    if link in ("from", "for", "with") or word in ("them", "it"):
        return None
    plain = (
        not following or following in nouns("words", "stop") or following in SIDE_WORDS or not following[0].isalpha()
    )
    if role == "government" and not plain:
        return None
    if role == "third":
        if link in ("on", "in", "for", "with") and following not in SIDE_WORDS:
            return None
        shown = noun_population(following)
        if (shown not in ("same", "military") and following not in SIDE_WORDS | THEIR_OWN) or following == "bodyguards":
            return None
        if shown == "same":
            last = ctx.last(scene.ordinal, None, 0) or ctx.last(scene.ordinal, frozenset({kind}), 2)
            return last.subject.again("actors.subject.part") if last else None
    if word in nouns("roles", "unknown"):
        behind = ctx.last(scene.ordinal, frozenset({"casualties"}), 6)
        if behind and behind.perpetrator.code:
            return word_pick(scene, i, behind.perpetrator.code, "actors.subject.attackers")
    return resolve(ctx, scene, i) if link in ("of", "among", "on") or role in ("government", "third") else None


def of_harmed(scene: Scene, i: int) -> Pick | None:
    """Side attacked before, whose men "its men" are who fell ("destroyed the brigade: 189 of its men were killed")."""
    men = nouns("words", "own_men").issuperset(scene.words[i + 1 : i + 2])
    colon = next((k for k in range(i - 1, max(-1, i - HARMED), -1) if scene.words[k] == ":"), None)
    hit = [side for at, side in targets(scene) if at < (colon or 0)] if men else []
    return hit[-1].again("actors.clause.target") if hit else None


def apposed(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side of the noun that the figure explains behind a dash or bracket ("army troops -- about 72 soldiers")."""
    words, k = scene.words, fr.left - 1
    while k > 0 and words[k] in ("-", "–", "—", "("):
        k -= 1
    if k in (fr.left - 1, 0):
        return None
    for actor in scene.actors:
        if actor.end - 1 <= k <= actor.end + 1 and is_side(actor):
            return pick(actor, "actors.subject.apposed")
    for i in (k, k - 1):
        if scene.roles.get(i) in ("government", "insurgent", "enemy") and (side := resolve(ctx, scene, i)):
            return side
    return None


def led_by_with(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side after "With 12,500 troops ..." at the head of the sentence."""
    if scene.words[:1] == ["with"] and not any(is_side(a) for a in scene.actors_in(0, fr.left)):
        for behind in scene.actors_in(fr.stop, len(scene.words)):
            if scene.words[behind.start - 1] == "," and is_side(behind) and behind.end in scene.verbs:
                return pick(behind, "actors.subject.with")
    if scene.words[max(0, fr.left - 1) : fr.left] != ["with"] or fr.left > 2:
        return None
    for k in range(fr.stop, min(len(scene.words), fr.stop + 6)):
        actor = next((a for a in scene.actors if a.start == k and is_side(a)), None)
        if actor:
            return pick(actor, "actors.subject.with")
        if k in scene.roles and (side := resolve(ctx, scene, k)):
            return side
    return None


def in_use_by(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side after "used by", "belonging to": whose the counted kit is."""
    words = scene.words
    for k in range(fr.stop, min(fr.stop + 5, len(words) - 1)):
        moved = words[k + 1] == "to" and kind == "casualties" and not words[k].startswith("belong")
        if words[k] in nouns("words", "in_use") and words[k + 1] in ("by", "to") and not moved:
            for actor in scene.actors:
                if k + 1 < actor.start <= k + 4:
                    return pick(actor, "actors.subject.in_use_by")
            return next((resolve(ctx, scene, i) for i in range(k + 2, k + 5) if i in scene.roles), None)
    return None


def partitive(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Figure that is a part of one before ("two of them", "of these 18", "Of the 148 who died, 35"): its subject."""
    words = scene.words
    after = words[fr.stop : fr.stop + 2]
    before = [w for w in words[max(0, fr.start - 4) : fr.start] if w not in (",", "some", "about", "only", "just")][-2:]
    linked = after[:1] == ["of"] and (after[1:] == ["the"] or (after[1:2] and after[1] in PART_OF))
    fronted = before[:1] == ["of"] and not PART_OF.isdisjoint(before[1:])
    same = bool(ctx.done) and ctx.done[-1].figure.sentence == scene.ordinal
    if not (linked or fronted or (words[:2] == ["of", "the"] and same and fr.head is None)):
        return None
    if said := said_to_be(ctx, scene, fr):
        return said
    if not same and after[1:] == ["whom"] and (whole := told_before(scene, fr)):
        return whole
    if linked and scene.roles.get(fr.stop + 2) in ("unknown", "insurgent"):
        return of_attackers(ctx, scene, fr.stop + 2) or UNNAMED  # "20 of the attackers"
    if kind == "casualties" and after[1:] == ["them"] and (side := beaten_off(ctx, scene, fr)):
        return side
    pronoun = fronted or (after[1:] and after[1] != "the")
    near = ctx.last(scene.ordinal, None, 0 if same else 2) if same or pronoun else None
    if not same and set(before[1:]) & {"whom", "which"} and (actor := subject_before(scene, fr.left)):
        return pick(actor, "actors.subject.relative")
    loser = loses_of_them(ctx, scene, fr) if kind in ("casualties", "lost") else None
    if loser:
        return loser
    kin = frozenset({"lost", "used"}) if kind in ("lost", "used") else frozenset({kind})
    last = near or ctx.last(scene.ordinal, kin, 4) or ctx.last(scene.ordinal, None, 4)
    return last.subject.again("actors.subject.part") if last and last.subject.code else None


def told_before(scene: Scene, fr: Frame) -> Pick | None:
    """Side named right before the comma that leads to its part ("the fighters of the TPLF, 170 of whom")."""
    if scene.words[fr.left - 1 : fr.left] != [","]:
        return None
    named = next((a for a in reversed(scene.actors) if a.end <= fr.left - 1 <= a.end + 2), None)
    return pick(named, "actors.subject.part") if named and not named.is_void and named.form not in SMALL_FORMS else None


def said_to_be(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side that a part is said to be of ("33 of the dead were Americans", "two of them were Thai soldiers")."""
    be = next(
        (k for k in range(fr.stop, min(fr.stop + 5, len(scene.words))) if scene.words[k] in ("were", "was")), None
    )
    if be is None:
        return None
    named = next((a for a in scene.actors if a.start == be + 1 and a.form in MEN_NAMED | {"demonym"}), None)
    if named:
        return pick(named, "actors.subject.after_phrase") if not named.is_void else None
    men = scene.roles.get(be + 1) == "government" and scene.words[be + 1].endswith(("men", "ers", "police"))
    return resolve(ctx, scene, be + 1) if men else None


def loses_of_them(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side that loses some of what was counted ("the Afrika Korps lost 38 of them")."""
    verb = fr.verb
    if verb is None or scene.words[fr.stop : fr.stop + 2] != ["of", "them"] or fr.left - verb > 3:
        return None
    return doer(ctx, scene, verb) if scene.words[verb].startswith("los") else None


def repeated(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Subject of the same number said before ("The 8,500, he stressed, ..."), where "the" points back to it."""
    words = scene.words
    if {"the", "those", "these"}.isdisjoint(words[fr.left : fr.start]):
        return None
    number = words[fr.start : fr.end]
    for done in reversed(ctx.done):
        if done.subject.code and done.family == kind:
            earlier = ctx.scene(done.figure.sentence).words
            if earlier[done.frame.start : done.frame.end] == number:
                return done.subject.again("actors.subject.repeated")
    return None


def raised(ctx: Context, scene: Scene, fr: Frame) -> Done | None:
    """Figure whose dead raise a toll to this one: "82 had been killed, taking the toll to 35,272"."""
    last = ctx.done[-1] if ctx.done else None
    if last is None or last.figure.sentence != scene.ordinal or last.family != "casualties" or fr.head is not None:
        return None
    gap = scene.words[last.frame.stop : fr.left + 1]
    at = next((k for k, w in enumerate(gap) if w in nouns("words", "raises")), None)
    told = at is not None and not nouns("words", "tolls").isdisjoint(gap[at:]) and "to" in gap[at:]
    return last if told and last.subject.code else None


def is_part(scene: Scene, fr: Frame, subject: Pick) -> bool:
    """Whether the figure is told as a part of one before it ("including 26 children", "two of them")."""
    before = scene.words[max(0, fr.left - 3) : fr.left]
    after = scene.words[fr.stop : fr.stop + 2]
    linked = after[:1] == ["of"] and after[1:2] and after[1] in PART_OF
    return subject.rule == "actors.subject.part" or "including" in before or "among" in before or bool(linked)


def is_placed(scene: Scene, fr: Frame) -> bool:
    """Whether a figure without a noun has a place of its own right behind it ("1,200 in Lebanon and 160 in Israel")."""
    if fr.head is not None or scene.words[fr.stop : fr.stop + 1] != ["in"]:
        return False
    return any(fr.stop < a.start <= fr.stop + 2 and a.form in ("name", "city", "region") for a in scene.actors)


def is_elided(scene: Scene, fr: Frame) -> bool:
    """Whether the counted noun is left out or only points back ("nine others")."""
    if fr.head is None:
        return True
    men = any(scene.roles.get(k) in ("government", "insurgent") for k in range(fr.end, fr.head))  # "soldiers dead"
    return scene.words[fr.head] in nouns("words", "elided") and not men
