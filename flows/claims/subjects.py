"""Whose force a figure counts, or who suffered it, by what its own sentence says: rules tried in order."""

from __future__ import annotations

from flows.claims import populations
from flows.claims.actors_clause import by_agent, doer
from flows.claims.actors_context import Context, Done, Pick, is_side, is_subject_word, pick, subject_before
from flows.claims.actors_roles import resolve, subject_of_told
from flows.claims.actors_scene import Frame, Scene, is_passive
from flows.claims.actors_words import nouns, singulars
from flows.claims.figures import Figure
from flows.claims.subjects_leading import before_number, both_sides, of_sized
from flows.claims.subjects_phrase import (
    JOINT,
    UNNAMED,
    after_phrase,
    apposed,
    in_phrase,
    in_use_by,
    is_placed,
    led_by_with,
    men_in_phrase,
    of_whole,
    partitive,
    repeated,
)

OF_AREAS = frozenset({"controlled", "held", "run"})
LAUNCHED = 14  # words from arms, over a list, to the verb of launching
TRAINING = ("train", "arm", "equip")
PUNISHING = ("execut", "behead", "hang")
EXCHANGED = frozenset({"exchanged", "exchange", "swapped", "swap", "traded"})
BACK = frozenset({"received", "receives", "receive", "got"})
SENT = frozenset({"send", "have"})
WANTED = {"force": SENT, "holdings": SENT | {"launch"}, "used": frozenset({"launch"}), "transfer": frozenset({"get"})}


def family(measure: str) -> str:
    """Family of a measure: casualties, lost, used, holdings, transfer or force."""
    kind, _, name = measure.partition(".")
    if kind == "casualties":
        return "casualties"
    if kind != "equipment":
        return "force"
    return {"lost": "lost", "used": "used", "holdings": "holdings"}.get(name, "transfer")


def relative_owner(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side in a relative clause after the head: "the 150,000 troops that Moscow sent", "missiles Iran fired"."""
    k, reach = fr.stop, 0
    if scene.words[k : k + 1] in (["that"], ["which"], ["whom"]):
        k, reach = k + 1, 1
    elif fr.head is None:
        return None
    wanted = WANTED.get(kind, frozenset({"lose"}))
    for actor in scene.actors:
        if k <= actor.start <= k + reach and is_side(actor) and kind != "transfer":
            verb = next((v for v in range(actor.end, actor.end + 4) if v in scene.verbs), None)
            if scene.has(verb, *wanted, "aux"):
                return pick(actor, "actors.subject.relative")
    return None


def by_verb(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side that the governing verb makes the subject: "Hamas lost 5,800", "Moscow sent 150,000"."""
    verb = fr.verb
    if verb is not None and not is_passive(scene, verb):
        loses = kind in ("casualties", "lost") and scene.has(verb, "lose") and owns_losses(scene, verb, fr)
        loses = loses and "cost" not in scene.words[verb : fr.left]  # "lost 3,700 men at the cost of ten US aircraft"
        loses = loses or (kind == "casualties" and has_dead(scene, verb, fr))
        if loses or scene.has(verb, *WANTED.get(kind, ())):
            side = doer(ctx, scene, verb)
            if side and not (side.rule.startswith("actors.role.pronoun") and of_group(ctx, scene, fr, kind, side)):
                return side
    if kind == "used" and verb is not None and scene.words[fr.left - 1 : fr.left] == ["with"]:
        struck = scene.has(verb, "harm", "down", "attack") and not is_passive(scene, verb)
        if struck and (side := doer(ctx, scene, verb)):
            return side  # "destroyed a helicopter with an anti-tank missile"
    if kind == "casualties" and exchanged(scene, fr):
        return JOINT
    if kind == "casualties" and (side := cost_to(ctx, scene, fr) or lost_before_colon(ctx, scene, fr)):
        return side
    if (
        kind == "casualties"
        and verb is not None
        and scene.words[verb] in BACK
        and "in exchange" in " ".join(scene.words)
    ):
        return doer(ctx, scene, verb)  # "In exchange, Moscow received 63 prisoners": its own
    if kind in ("used", "force") and fr.after is not None and scene.has(fr.after, *WANTED[kind]):
        return by_agent(ctx, scene, fr.after, fr.after + 10)
    return None


def of_own(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side whose men "its members" are: of who executes "its own", else of who was named beside who harms them."""
    words, k = scene.words, fr.stop
    owned = words[k : k + 1] == ["of"] and words[k + 1 : k + 2] in (["its"], ["their"], ["his"])
    if not owned or kind != "casualties" or fr.verb is None or is_passive(scene, fr.verb) or fr.head is not None:
        return None
    side = doer(ctx, scene, fr.verb) if scene.has(fr.verb, "harm", "capture") else None
    men = nouns("words", "own_men").issuperset(words[k + 2 : k + 3])
    if side is None or words[k + 2 : k + 3] == ["own"] or (men and words[fr.verb].startswith(PUNISHING)):
        return side.again("actors.subject.own") if side else None
    others = [a for a in scene.actors_in(0, fr.verb) if is_side(a) and a.code != side.code and a.preposition is None]
    return pick(others[-1], "actors.subject.own") if men and others else None


def credited(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side that is credited with something: "credits China with 500", "China's, which the report credits with 370"."""
    words = scene.words
    if words[fr.left - 1 : fr.left] != ["with"] or kind not in ("holdings", "force"):
        return None
    verb = next((k for k in range(fr.left - 2, -1, -1) if words[k].startswith("credit")), None)
    if verb is None:
        return None
    for actor in scene.actors_in(verb + 1, fr.left):
        return pick(actor, "actors.subject.credited")
    which = next((k for k in range(verb - 1, -1, -1) if words[k] in ("which", "that", "whom")), None)
    before = [a for a in scene.actors if which is not None and a.end <= which]
    return pick(before[-1], "actors.subject.credited") if before else None


def launched(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side that arms were launched by or from: "drones fired by the Houthis", "missiles launched from Iran"."""
    if kind not in ("used", "lost"):
        return None
    words = scene.words
    for k in range(fr.stop, min(len(words) - 1, fr.stop + LAUNCHED)):
        if words[k] in (";", ".") or not scene.has(k, "launch"):
            continue
        led = next((a for a in scene.actors if fr.stop < a.start and a.end <= k <= a.end + 2 and is_side(a)), None)
        if led and not {"that", "which"}.isdisjoint(words[max(fr.stop, led.start - 2) : led.start]):
            return pick(led, "actors.subject.launched")  # "drones that the Houthis had launched from Yemen"
        if words[k + 1] == "by":
            side = by_agent(ctx, scene, k + 1, k + 2)
            return side.again("actors.subject.launched") if side else None
        origin = next((i for i in range(k + 1, min(len(words), k + 4)) if words[i] == "from"), None)
        for actor in scene.actors_in(origin or k, len(words)) if origin else ():
            if actor.start - (origin or k) <= 4 and (not actor.is_void or (actor.tied or "") in OF_AREAS):
                return pick(actor, "actors.subject.launched") if actor.form != "city" else None
    return None


def exchanged(scene: Scene, fr: Frame) -> bool:
    """Whether two sides give back prisoners to each other ("Russia and Ukraine exchanged over 200 prisoners")."""
    verb = next((k for k in range(fr.left - 1, max(-1, fr.left - 4), -1) if scene.words[k] in EXCHANGED), None)
    if verb is None:
        return False
    doers = [a for a in scene.actors if a.end <= verb and is_side(a)]
    return len({a.code for a in doers[-2:]}) > 1


def cost_to(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side that paid: "cost Russia 900 men", "had cost the caliphate: 300 killed"."""
    verb = next((k for k in range(fr.left - 1, -1, -1) if scene.words[k] in ("cost", "costs", "costing")), None)
    if verb is None or any(scene.has(k, "harm", "die") for k in range(verb + 1, fr.left)):
        return None
    for actor in scene.actors_in(verb + 1, fr.left):
        return pick(actor, "actors.subject.cost")
    for k in range(verb + 1, fr.left):
        if k in scene.roles and (side := resolve(ctx, scene, k)):
            return side.again("actors.subject.cost")
    return None


def lost_before_colon(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side whose loss the clause before a colon tells: "Ukraine had lost half of its army: 61,207 dead"."""
    if scene.words[fr.left - 1 : fr.left] != [":"]:
        return None
    verb = next((k for k in range(fr.left - 2, -1, -1) if scene.words[k] in ("lost", "loses", "losing")), None)
    if verb is None:
        return None
    side = subject_before(scene, verb)
    return pick(side, "actors.subject.toll") if side else doer(ctx, scene, verb)


def faced(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Foe of the doer whose men hold out against those counted ("200 rebels held it against 3,000 troops")."""
    if kind != "force" or scene.words[fr.left - 1 : fr.left] not in (["against"], ["facing"]) or fr.head is None:
        return None
    side = doer(ctx, scene, fr.verb) if fr.verb is not None else None
    foe = ctx.theatre.adversary(side.code) if side else None
    return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary") if foe else None


def of_trained(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Group of the rebels that a state trains or arms, who are none of its own ("training 1,200 rebels a year")."""
    rebels = next((k for k in range(fr.end, fr.stop) if scene.roles.get(k) == "insurgent"), None)
    if kind != "force" or rebels is None or fr.verb is None or not scene.words[fr.verb].startswith(TRAINING):
        return None
    trainer = doer(ctx, scene, fr.verb)
    if trainer is None or not ctx.is_state(trainer.code):
        return None
    trained = resolve(ctx, scene, rebels)
    named = trained is not None and trained.rule.endswith(("in_sentence", "named")) and trained.code != trainer.code
    return trained if named else UNNAMED


def has_dead(scene: Scene, verb: int, fr: Frame) -> bool:
    """Whether a side "had" its dead ("The rebels had 93 dead", "had only nine wounded")."""
    counts = scene.words[verb] == "counted" and any(a.end == verb for a in scene.actors)  # "The 44th counted 61 dead"
    near = (counts or scene.words[verb] in ("had", "has", "have")) and fr.left - verb <= 1
    fallen = scene.words[fr.stop : fr.stop + 1] if fr.head is None else scene.words[fr.head : fr.head + 1]
    return near and not (nouns("words", "elided") - {"others", "other", "more"}).isdisjoint(fallen)


def of_group(ctx: Context, scene: Scene, fr: Frame, kind: str, side: Pick) -> bool:
    """Whether "it" would give a state "fighters", which are a group's ("the CIA thinks that it has 20,000")."""
    head = scene.words[fr.head] if fr.head is not None else ""
    return kind == "force" and head in nouns("words", "fighters") and ctx.is_state(side.code)


def owns_losses(scene: Scene, verb: int, fr: Frame) -> bool:
    """Whether the verb speaks of the subject's own losses ("admitted 498 dead", but not "confirmed that ...")."""
    word = scene.words[verb]
    if word.startswith(tuple(nouns("frames", "loses"))):
        return not (word.startswith("los") and scene.words[fr.end : fr.end + 1] == ["people"])
    return fr.left - verb <= 3


def inflicted_on(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side after "on" or "among" of what was inflicted: "400 casualties on the government forces"."""
    inflicting = scene.words[fr.verb] if fr.verb is not None else ""
    if kind != "casualties" or not (
        inflicting.startswith("inflict") or "inflicted" in scene.words[fr.stop : fr.stop + 2]
    ):
        return None
    for k in range(fr.stop, min(len(scene.words), fr.stop + 8)):
        if scene.words[k] in ("on", "upon", "against", "among"):
            for actor in scene.actors:
                if k < actor.start <= k + 6 and actor.form not in ("city", "region"):
                    return pick(actor, "actors.subject.inflicted_on")
            for i in range(k + 1, min(len(scene.words), k + 6)):
                if i in scene.roles and (side := resolve(ctx, scene, i)):
                    return side.again("actors.subject.inflicted_on")
    return None


def role_of(scene: Scene, fr: Frame) -> str | None:
    """Whose men the counted noun names: of a government, insurgents, ...; None where it is left out."""
    if fr.head is None or fr.head in scene.roles:
        return scene.roles.get(fr.head or 0) if fr.head is not None else None
    return next((scene.roles[k] for k in range(fr.end, fr.stop) if k in scene.roles), None)  # "seven soldiers dead"


def of_whose_officers(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Subject of the fighters told before, of whom the official is one."""
    return ctx.done[-1].subject.again("actors.subject.part") if populations.is_officer_of_them(ctx, scene, fr) else None


def coordinated(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Subject of the figure before in the same list ("40 killed and 60 wounded")."""
    if not ctx.done or ctx.done[-1].figure.sentence != scene.ordinal:
        return None
    last = ctx.done[-1]
    whole = ctx.done[-2] if len(ctx.done) > 1 and ctx.done[-2].figure.sentence == scene.ordinal else None
    if whole and last.subject.code is None and populations.opens_part(scene, last.frame):
        last = whole  # "four people, including an assailant, died and 12 others were hurt"
    alike = last.family == kind or any(
        {last.family, kind} <= pair for pair in ({"lost", "holdings", "used"}, {"force", "holdings"})
    )
    placed = is_placed(scene, fr) and not populations.opens_part(scene, fr)  # "59 deaths, including 46 in Iraq"
    if breaks(ctx, scene, fr, last) or (last.subject.rule == "actors.subject.place" and placed):
        return None
    if kind == "casualties" and of_other_side(ctx, scene, fr, last):
        return None  # "52 Turkish soldiers and 3,700 militants"
    gap = scene.words[last.frame.stop : fr.left]
    shared = (
        fr.verb is not None and fr.verb == last.frame.verb and gap[-1:] in (["and"], [","])
    )  # "six ships in May and 80 men"
    told = {",", "and", "were", "was"} | {scene.words[k] for k in scene.verbs if scene.has(k, "harm")}
    alike = alike or ({last.family, kind} == {"casualties", "lost"} and (shared or told.issuperset(gap)))
    named = [a for a in scene.actors_in(last.frame.stop, fr.left) if not a.preposition and not a.adjectival]
    if (
        not alike
        or named
        or len(gap) > 14
        or not {";", "while", "against"}.isdisjoint(gap)
        or last.subject.code is None
    ):
        return None
    return last.subject.again("actors.subject.coordinated")


def of_other_side(ctx: Context, scene: Scene, fr: Frame, last: Done) -> bool:
    """Whether one of two counts is of a state's men and the other of those who fight states."""
    roles = {role_of(scene, fr), role_of(scene, last.frame)}
    if "government" in roles and not roles.isdisjoint({"insurgent", "unknown"}):
        return True
    head = scene.words[fr.head] if fr.head is not None else ""
    irregular = scene.roles.get(fr.head or -1) in ("insurgent", "unknown") or head in nouns("words", "irregulars")
    return irregular and ctx.is_state(last.subject.code)


def another(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Subject of those of the same name before: "Three Indian soldiers died. Another soldier was wounded"."""
    if fr.head is None or nouns("words", "further").isdisjoint(scene.words[fr.left : fr.head]):
        return None
    if populations.noun_population(scene.words[fr.head]) not in ("military", "civilian"):
        return None  # "another casualty"
    head = set(singulars(scene.words[fr.head]))
    for done in reversed(ctx.done):
        if scene.ordinal - done.figure.sentence > 2:
            return None
        earlier = ctx.scene(done.figure.sentence)
        same = done.frame.head is not None and head & set(singulars(earlier.words[done.frame.head]))
        if same and done.family == kind and done.subject.code:
            return done.subject.again("actors.subject.another")
    return None


def of_peacekeepers(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """The United Nations, whose mission the article names, where a peacekeeper's country is not told."""
    if fr.head is None or scene.words[fr.head] not in nouns("words", "peacekeepers"):
        return None
    for ordinal in range(scene.ordinal + 1):
        earlier = ctx.scene(ordinal)
        for actor in earlier.actors:
            if actor.adjectival and earlier.words[actor.end : actor.end + 1] == [scene.words[fr.head]]:
                return pick(actor, "actors.subject.peacekeepers", "subject_carried_over")
    named = ctx.theatre.sides.get("UN") or "UN" in ctx.theatre.named
    return Pick("UN", "actors.subject.peacekeepers", doubt="subject_by_article_theme") if named else None


def breaks(ctx: Context, scene: Scene, fr: Frame, last: Done) -> bool:
    """Whether the noun says that these are other people than those before ("12 rebels and three civilians")."""
    if last.figure.sentence == scene.ordinal and last.frame.head is not None and fr.head is not None:
        beside = scene.words[last.frame.head] in nouns("words", "peacekeepers")
        if beside and populations.head_population(scene, fr.end, fr.stop) == "civilian":
            return True  # "two Indian peacekeepers and 11 civilians"
    if last.subject.code is None or ctx.is_state(last.subject.code) or fr.head is None:
        return False
    head, earlier = scene.words[fr.head], role_of(scene, last.frame)
    regular = head in nouns("words", "state_men") or (head == "troops" and earlier in ("insurgent", "unknown"))
    government = regular or scene.roles.get(fr.head) == "government"
    return government or populations.head_population(scene, fr.end, fr.stop) == "civilian"


def sentence_subject(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """First acting name of the sentence before the figure, or a role noun or pronoun there."""
    if kind in ("used", "holdings", "lost") and only_reports(scene, fr.left):
        return None
    actor = subject_of_told(scene, fr.left) or subject_before(scene, fr.left)
    if actor and actor.form != "person":
        return pick(actor, "actors.subject.sentence_subject")
    for k in sorted(scene.roles):
        if k < fr.left and is_subject_word(scene, k) and scene.roles[k] != "unknown":
            side = resolve(ctx, scene, k)
            if side:
                return side
    return pick(actor, "actors.subject.sentence_subject") if actor else None


def only_reports(scene: Scene, index: int) -> bool:
    """Whether the verb before the token is one of telling or seeing: who counts the kit need not own it."""
    telling = nouns("words", "speech", "sight")
    for k in range(index - 1, -1, -1):
        if scene.words[k] in telling:
            return True
        if scene.has(k, "have", "send", "launch") and scene.words[k] not in ("came", "come"):
            return False
    return False


RULES = (
    in_phrase, of_own, of_whole, both_sides, credited, launched, in_use_by, apposed, led_by_with, after_phrase,
    before_number, of_sized, partitive,
    of_whose_officers, inflicted_on, relative_owner, repeated, another, of_trained, faced, by_verb, men_in_phrase,
    of_peacekeepers, coordinated,
)  # fmt: skip


def own_sentence(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str) -> Pick | None:
    """Subject of a figure by its own sentence, None where that does not say; who launches owns what is launched."""
    rules = (by_verb, *RULES) if kind == "used" else RULES
    last_resort: Pick | None = None
    for rule in rules:
        side = rule(ctx, scene, fr, kind)
        if side and side.rule == "actors.role.army_of_theatre" and rule is after_phrase and kind == "force":
            last_resort = side  # "moved thousands of soldiers": whoever moved them
        elif side and (side.code or side in (JOINT, UNNAMED)):
            return side
    return last_resort
