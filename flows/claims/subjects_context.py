"""Subjects that the figure's own phrase does not name: headers, figures before, foes, the place, the article."""

from __future__ import annotations

from flows.claims import entities, populations
from flows.claims.actors_clause import doer
from flows.claims.actors_context import Context, Pick, next_figure, pick, speaking, subject_before
from flows.claims.actors_events import targets
from flows.claims.actors_roles import named_group, resolve
from flows.claims.actors_scene import Frame, Scene, is_participle
from flows.claims.actors_words import nouns
from flows.claims.figures import Figure
from flows.claims.subjects import breaks, only_reports, own_sentence, sentence_subject
from flows.claims.subjects_leading import labels_are_places
from flows.claims.subjects_phrase import (
    is_elided,
)
from flows.claims.subjects_ships import of_ship

NONE = Pick(None, "actors.subject.none")
STRUCK = frozenset({"on", "at", "into", "towards", "toward", "against"})
ADMITS = 14  # words from admitting to what was lost
NUMBERED = 16  # words from "the number of" to the number
SURRENDER = 12  # words from a surrender to the prisoners
HEADED = 12  # lines
LONGEST_HEADING = 40  # characters
HEADS = frozenset({"name", "group", "adjective", "demonym"})
HEADING_WORDS = frozenset({"the", "forces", "force", "troops", "army", "side", "units", "strength"})
BULLETS = frozenset({"-", "•", "*", "|", ".", "–"})
LIST_ZONES = frozenset({"list", "table"})
OWNERS = frozenset({"enemy", "third", "invader", "government", "insurgent", "defender", "own"})
DOERS = frozenset({"actors.clause.subject", "actors.role.issuer", "actors.role.speaker"})
KIN = {
    "casualties": frozenset({"casualties"}),
    "lost": frozenset({"lost", "used"}),
    "used": frozenset({"used", "lost", "holdings"}),
    "holdings": frozenset({"holdings", "force"}),
    "transfer": frozenset({"transfer"}),
    "force": frozenset({"force", "holdings"}),
}


def subject(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, by: Pick) -> Pick:
    """Subject of a figure by its sentence, its list or the figures before; NONE where only the place can tell."""
    side = own_sentence(ctx, scene, fr, figure, kind)
    if side and side.code in ctx.theatre.groups and kind == "casualties" and are_of_state(scene, fr, side):
        side = None
    governed = fr.verb is not None and "," not in scene.words[fr.verb : fr.left]
    attacked = governed and scene.words[fr.verb or 0] not in nouns("nouns", "event", "mutual")
    if (
        side is None
        and kind == "holdings"
        and attacked
        and scene.has(fr.verb, "attack")
        and not scene.has(fr.verb, "have", "send", "launch")
    ):
        attacker = doer(ctx, scene, fr.verb or 0)
        foe = ctx.theatre.adversary(attacker.code) if attacker else None
        if foe:
            return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary")
    if side:
        return against(ctx, side, kind, by) if side.code else side
    if kind in ("casualties", "lost"):
        return suffered(ctx, scene, fr, figure, kind, by)
    if is_label(ctx, scene, fr):
        actor = subject_before(scene, fr.left)
        inner = actor is not None and actor.start > 0 and scene.words[0] not in BULLETS
        maker = inner and actor and ctx.theatre.theme not in (None, actor.code) and kind == "holdings"
        if actor and not maker and not labels_are_places(ctx, scene, actor, kind):
            return pick(actor, "actors.subject.sentence_subject")
        if maker and (side := theme(ctx, scene, figure)):
            return side
        of_force = theme(ctx, scene, figure) if ctx.theatre.about_forces else None
        if side := heading(ctx, scene) or carried(ctx, scene, kind, 12) or of_force or in_header(ctx, scene, kind):
            return side
    if kind == "holdings" and (seen := of_the_seen(ctx, scene, fr)):
        return seen
    about = theme(ctx, scene, figure) if ctx.theatre.about_forces else None
    if side := fighters(ctx, scene, fr, kind) or sentence_subject(ctx, scene, fr, kind):
        if kind == "force" and of_no_state(scene, fr) and ctx.is_state(side.code):
            return NONE
        return about if about and not has_them(scene, fr, side) else side
    others = fr.head is not None and is_elided(scene, fr)
    if others and (last := ctx.last(scene.ordinal, None, 2)) and last.subject.code:
        return last.subject.again("actors.subject.carried", "subject_carried_over")
    if kind == "used" and (struck := at_target(ctx, scene, fr)):
        return struck
    side = theme(ctx, scene, figure) or sentence_before(ctx, scene, kind) or carried(ctx, scene, kind)
    head = scene.words[fr.head] if fr.head is not None else ""
    speaks = ctx.is_state(ctx.theatre.issuer) and ctx.theatre.says_we
    home = ctx.theatre.issuer if speaks else ctx.theatre.army
    regulars = head in nouns("words", "state_men") or (speaks and kind == "force" and head in ("troops", "soldiers"))
    if side and side.code in ctx.theatre.groups and regulars and home:
        return Pick(home, "actors.subject.army", doubt="subject_by_article_theme")
    return side or NONE


def are_of_state(scene: Scene, fr: Frame, side: Pick) -> bool:
    """Whether the counted men are a state's, whom a group that is but told of before cannot have lost.

    "The FMLN had 2,352 dead, and he regretted the death of 537 army troops."
    """
    regular = not nouns("words", "state_branches").isdisjoint(scene.words[fr.end : fr.stop])
    return regular and not side.rule.startswith("actors.subject.") and side.rule != "actors.role.named"


def at_target(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Foe of the country that arms were fired at, where nobody is said to have fired them."""
    for actor in scene.actors:
        if fr.stop <= actor.start <= fr.stop + 8 and actor.preposition in STRUCK:
            foe = ctx.theatre.adversary(actor.code)
            return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary") if foe else None
    return None


def of_the_seen(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side of what is detected: named with the next item of the list, else the foe of who watches."""
    if nouns("words", "sight").isdisjoint(scene.words):
        return None
    following = next_figure(ctx, scene, fr)
    if following - fr.stop <= 2:
        for actor in scene.actors_in(following, min(len(scene.words), following + 4)):
            if actor.adjectival and not actor.is_void:
                return pick(actor, "actors.subject.coordinated")
    watcher = subject_before(scene, len(scene.words))
    last = ctx.last(scene.ordinal, KIN["holdings"], 4)
    if last and watcher and last.subject.code not in (None, watcher.code):
        return last.subject.again("actors.subject.carried", "subject_carried_over")
    foe = ctx.theatre.adversary(watcher.code) if watcher else None
    return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary") if foe else None


def has_them(scene: Scene, fr: Frame, side: Pick) -> bool:
    """Whether the sentence's subject has or sends something, rather than being named as a maker or in passing."""
    if side.rule in ("actors.role.half", "actors.subject.sized"):
        return True
    actor = next((a for a in scene.actors if a.text_start == side.start), None)
    if actor is not None and actor.start <= 2 and any(scene.has(k, "aux") for k in range(actor.end, fr.left)):
        return True
    return actor is not None and any(
        scene.has(k, "have", "send", "launch") for k in range(actor.end, min(actor.end + 7, fr.left))
    )


def fighters(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Group whose "5,000 fighters" they are, where the sentence only tells who counts them."""
    head = fr.head if fr.head is not None and scene.words[fr.head] in nouns("words", "fighters") else None
    if kind != "force" or head is None:
        return None
    return named_group(ctx, scene, head, 0)


def of_no_state(scene: Scene, fr: Frame) -> bool:
    """Whether the counted men fight states, though nobody says for whom ("killed by several hundred insurgents")."""
    return fr.head is not None and scene.roles.get(fr.head) in ("insurgent", "unknown")


def theme(ctx: Context, scene: Scene, figure: Figure) -> Pick | None:
    """State or group that the article is about, for sizes, holdings and orders of its own."""
    code = ctx.theatre.theme
    if code is None or not figure.measure.startswith(("strength", "equipment.holdings")):
        return None
    return Pick(code, "actors.subject.theme", doubt="subject_by_article_theme")


def against(ctx: Context, side: Pick, kind: str, by: Pick) -> Pick:
    """The side, or its foe where a mere noun ("the brigade") was taken for the one that inflicted it."""
    if kind == "casualties" and side.code == by.code and side.rule.startswith("actors.role") and by.rule in DOERS:
        foe = ctx.theatre.enemy(by.code)
        return (
            Pick(foe, "actors.subject.adversary", side.start, side.end, None, "subject_by_adversary") if foe else side
        )
    return side


def suffered(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, by: Pick) -> Pick:
    """Subject of casualties or losses that their own phrase does not name: the target, the foe, the figure before."""
    if side := admitted(ctx, scene, fr, kind):
        return side
    if kind == "casualties" and (side := of_ship(ctx, scene, fr)):
        return side
    side = number_of(scene, fr) or toll_owner(ctx, scene, fr) or warred_on(scene, fr)
    if side and side.code:
        return side
    near = ctx.last(scene.ordinal, frozenset({"casualties", "lost"}), 2)
    if is_label(ctx, scene, fr) and not (near and breaks(ctx, scene, fr, near)):
        if kind == "lost" and (owner := seized_from(ctx, scene)):
            return owner
        if near and near.subject.code and near.figure.sentence < scene.ordinal:
            return near.subject.again("actors.subject.list", "subject_carried_over")
        if side := in_header(ctx, scene, kind) or carried(ctx, scene, kind, 12):
            return side
    bare = fr.head is None and figure.measure in ("casualties.total", "casualties.killed_or_wounded")
    inflicted = fr.verb is not None and scene.words[fr.verb].startswith("inflict")
    foe = ctx.theatre.adversary(by.code) or entities.home_of(by.code or "") if inflicted else None
    if foe:
        return Pick(foe, "actors.subject.inflicted", doubt="subject_by_adversary")
    if bare and not only_reports(scene, fr.left) and (actor := subject_before(scene, fr.left)):
        return pick(actor, "actors.subject.sentence_subject")
    if scene.words[fr.stop : fr.stop + 1] == ["lost"] and (actor := subject_before(scene, fr.left)):
        return pick(actor, "actors.subject.sentence_subject")
    if figure.measure in ("casualties.captured", "casualties.deserted") and (side := surrendered(ctx, scene, fr)):
        return side
    if kind == "casualties" and (side := answers(scene, fr)):
        return side
    state_men = fr.head is not None and scene.roles.get(fr.head) == "government"
    hit = [t for t in targets(scene) if t[1].code != by.code and not (state_men and t[1].code in ctx.theatre.groups)]
    hit = [t for t in hit if ";" not in scene.words[min(t[0], fr.start) : max(t[0], fr.start)]]
    if hit and kind == "casualties":
        return min(hit, key=lambda t: abs(t[0] - fr.start))[1]
    if kind == "lost":
        return lost_by(ctx, scene, fr, by)
    return NONE


def surrendered(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side whose surrender brings in the prisoners ("The garrison surrendered: 961 prisoners were taken")."""
    verb = next((k for k in range(fr.left - 1, -1, -1) if scene.words[k] in nouns("words", "surrenders")), None)
    return doer(ctx, scene, verb) if verb is not None and fr.left - verb <= SURRENDER else None


def answers(scene: Scene, fr: Frame) -> Pick | None:
    """Army that strikes in the main clause after an attack on soldiers ("After a blast that hurt three soldiers, the").

    They are its own.
    """
    words = scene.words
    if words[:1] != ["after"] or fr.head is None or populations.noun_population(words[fr.head]) != "military":
        return None
    comma = next((k for k in range(fr.stop, min(fr.stop + 6, len(words))) if words[k] == ","), None)
    for actor in scene.actors_in(comma + 1, comma + 5) if comma is not None else ():
        strikes = any(scene.has(k, "attack", "launch", "harm") for k in range(actor.end, actor.end + 5))
        if strikes and not actor.is_void and actor.form in ("name", "adjective", "force", "capital"):
            return pick(actor, "actors.subject.answers")
    return None


def warred_on(scene: Scene, fr: Frame) -> Pick | None:
    """Whose land the war is made on that killed people of whom no more is said: "the toll of Israel's war on Gaza"."""
    if fr.head is not None and populations.noun_population(scene.words[fr.head]) == "military":
        return None
    for actor in scene.actors:
        pair = scene.words[max(0, actor.start - 2) : actor.start]
        made = len(pair) == 2 and pair[0] in nouns("words", "wars_on") and pair[1] in ("on", "against")
        if made and not actor.is_void:
            return pick(actor, "actors.subject.warred_on") if actor.form != "city" else None
    return None


def taken_from(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side that arms are taken from ("four rifles were seized from the terrorists")."""
    words = scene.words
    span = range(fr.stop, min(fr.stop + 6, len(words) - 1))
    at = next((k for k in span if words[k] == "from" and words[k - 1] in nouns("words", "seized")), None)
    if at is None:
        return None
    for k in range(at + 1, min(at + 5, len(words))):
        if actor := next((a for a in scene.actors if a.start == k and not a.is_void), None):
            return pick(actor, "actors.subject.after_phrase")
        if scene.roles.get(k) in OWNERS:
            return resolve(ctx, scene, k)
    return None


def lost_by(ctx: Context, scene: Scene, fr: Frame, by: Pick) -> Pick:
    """Owner of lost equipment: the foe of who took it, what was launched before, a list's header."""
    sides = [a for a in scene.actors if a.preposition == "on" and scene.words[a.end : a.end + 1] == ["side"]]
    if len(sides) == 1:
        return pick(sides[0], "actors.subject.after_phrase")  # "nine tanks and much else on the Russian side"
    if owner := taken_from(ctx, scene, fr):
        return owner
    foe = ctx.theatre.adversary(by.code)
    if foe:
        return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary")
    near = (
        ctx.last(scene.ordinal, frozenset({"transfer", "holdings", "used", "lost"}), 2)
        if is_elided(scene, fr)
        else None
    )
    near = near or ctx.last(scene.ordinal, frozenset({"force", "holdings"}), 0)
    if near and near.subject.code and near.subject.code != by.code:
        return near.subject.again("actors.subject.carried", "subject_carried_over")
    men = ctx.last(scene.ordinal, frozenset({"casualties"}), 1)
    side = carried(ctx, scene, "lost") or (
        men.subject.again("actors.subject.carried", "subject_carried_over") if men and men.subject.code else None
    )
    side = side or in_header(ctx, scene, "lost") or carried(ctx, scene, "lost", 12)
    voice = speaking(scene)
    boasts = voice is not None and side is not None and side.code == voice.code and tells_of_feat(scene)
    if side and not boasts:
        return side
    foe = ctx.theatre.adversary(voice.code) if voice else None
    return Pick(foe, "actors.subject.foe_of_speaker", doubt="subject_by_adversary") if foe else NONE


def tells_of_feat(scene: Scene) -> bool:
    """Whether the sentence tells of arms that were brought down, not of its speaker's losses."""
    loses = tuple(nouns("frames", "loses"))
    return any(scene.has(k, "down") for k in scene.verbs) and not any(w.startswith(loses) for w in scene.words)


def carried(ctx: Context, scene: Scene, kind: str, reach: int = 4) -> Pick | None:
    """Subject of the last figure of a kindred family in the sentences before."""
    own = ctx.last(scene.ordinal, frozenset({kind}), 8) if kind in ("used", "lost") else None
    last = own or ctx.last(scene.ordinal, KIN[kind], reach)
    return last.subject.again("actors.subject.carried", "subject_carried_over") if last and last.subject.code else None


def sentence_before(ctx: Context, scene: Scene, kind: str) -> Pick | None:
    """Subject of the sentence before, where no figure of the kind stands between ("Israel leans on its reserves.")."""
    if kind not in ("force", "holdings"):
        return None
    last = ctx.last(scene.ordinal, KIN[kind], 4)
    since = last.figure.sentence if last else scene.ordinal - 3
    for ordinal in range(scene.ordinal - 1, max(since, scene.ordinal - 3, -1), -1):
        earlier = ctx.scene(ordinal)
        actor = subject_before(earlier, len(earlier.tokens))
        if actor and actor.form != "person" and not only_reports(earlier, len(earlier.tokens)):
            return pick(actor, "actors.subject.sentence_before", "subject_carried_over")
    return None


def heading(ctx: Context, scene: Scene) -> Pick | None:
    """Side whose name alone, or whose forces, are the line above the list ("Poland", "Partisan forces:")."""
    for ordinal in range(scene.ordinal - 1, max(0, scene.ordinal - HEADED), -1):
        span = ctx.doc.sentences[ordinal]
        if span.end - span.start > LONGEST_HEADING:
            continue
        earlier = ctx.scene(ordinal)
        named = [a for a in earlier.actors if a.form in HEADS]
        if len(named) == 1 and all(
            named[0].start <= k < named[0].end or not w[0].isalpha() or w in HEADING_WORDS
            for k, w in enumerate(earlier.words)
        ):
            return pick(named[0], "actors.subject.heading", "subject_carried_over")
    return None


def seized_from(ctx: Context, scene: Scene) -> Pick | None:
    """Foe of the side that a header tells to have taken or destroyed what the list holds ("it seized:")."""
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - HEADED), -1):
        earlier = ctx.scene(ordinal)
        if ordinal in ctx.by_sentence:
            continue  # a line of the list
        side = subject_before(earlier, len(earlier.words))
        feat = earlier.words[-1:] == [":"] and any(earlier.has(k, "down") for k in earlier.verbs)
        foe = ctx.theatre.adversary(side.code) if feat and side else None
        return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary") if foe else None
    return None


def is_label(ctx: Context, scene: Scene, fr: Frame) -> bool:
    """Whether the figure stands in a list line or a line without a verb ("Tanks: 1,358 (+9)")."""
    listed = ctx.doc.sentences[scene.ordinal].zone in LIST_ZONES
    head = scene.words[1 : 9 if listed else 5]
    if (":" in head and scene.words.index(":") < fr.left) or not scene.verbs or len(scene.tokens) <= 6:
        return True
    placed = any(a.preposition in ("in", "at", "near") for a in scene.actors)  # a story of its own
    return listed and not placed and not any(scene.has(k, "aux") for k in scene.verbs)


def admitted(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side that admits the loss of kit or men of no name ("The army admitted that a helicopter had been damaged")."""
    men = populations.head_population(scene, fr.end, fr.stop) != "civilian" and scene.roles.get(fr.head or -1) is None
    if not (kind == "lost" or men):
        return None
    verbs = nouns("words", "admits")
    verb = next((k for k in range(fr.left - 1, max(-1, fr.left - ADMITS), -1) if scene.words[k] in verbs), None)
    return doer(ctx, scene, verb) if verb is not None and "that" in scene.words[verb : fr.left] else None


def number_of(scene: Scene, fr: Frame) -> Pick | None:
    """Side whose dead "the number of" counts ("the number of ISIL fighters killed was put at 90")."""
    words = scene.words
    for k in range(fr.left - 1, max(-1, fr.left - NUMBERED), -1):
        if words[k] in (";", ".", "that") or fr.head is not None:
            return None
        if words[k - 1 : k + 1] == ["number", "of"]:
            named = next((a for a in scene.actors if a.start == k + 1 and not a.is_void), None)
            return pick(named, "actors.subject.toll") if named and named.form not in ("city", "region") else None
    return None


def toll_owner(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side whose toll or losses a noun left of the figure names: "the toll of the Soviet army, about 15,000 dead"."""
    words, losses = scene.words, nouns("nouns", "toll")
    for k in range(fr.left - 1, max(-1, fr.left - 16), -1):
        harmed = scene.has(k, "harm") and is_participle(words[k]) and words[k] not in ("brought", "put")
        if (
            words[k] in (";", ".", "while", "when", "who", "that")
            or (words[k] in nouns("words", "speech") and words[k] != "put")
            or harmed
        ):
            return None
        if words[k] in losses and words[k - 1 : k] not in (["shot"], ["shoots"], ["shooting"], ["found"], ["left"]):
            said = words[k - 1] == "the" and words[k - 2] in ("put", "puts", "putting")  # by who speaks, not by whom
            starts = (scene.tokens.at(f.number.start) for f in ctx.by_sentence.get(scene.ordinal, ()))
            return None if said else owner_of(ctx, scene, k, min((i for i in starts if i > k), default=fr.left))
    return None


def in_header(ctx: Context, scene: Scene, kind: str) -> Pick | None:
    """Side whose losses or forces a header before the list names ("enemy losses as of ...", "Ukraine is to get:")."""
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - 6), -1):
        earlier = ctx.scene(ordinal)
        words = earlier.words
        if kind in ("casualties", "lost"):
            losing = [k for k in earlier.verbs if earlier.has(k, "lose") and words[k].startswith(("los", "suffer"))]
            for k in losing + [k for k, word in enumerate(words) if word in nouns("nouns", "toll")]:
                side = owner_of(ctx, earlier, k)
                if side and side.code:
                    return side
        elif ctx.doc.sentences[ordinal].zone not in LIST_ZONES:
            actor = subject_before(earlier, len(words))
            if actor:
                return pick(actor, "actors.subject.header")
    return None


def owner_of(ctx: Context, scene: Scene, k: int, end: int | None = None) -> Pick | None:
    """Side whose losses the noun or verb at `k` speaks of: "Russia's losses", "losses of the invaders".

    Names from token `end` on, where a figure starts, are not looked at: "the deaths of | two civilians hit by Israel".
    """
    words = scene.words if end is None else scene.words[:end]
    counted = words[k] in ("total", "tally", "count")
    if k in scene.verbs and words[k] not in nouns("nouns", "toll"):
        return doer(ctx, scene, k)
    for actor in scene.actors:
        near = actor.end <= k and k - actor.end <= 3 and "," not in words[actor.end : k]
        if near and not counted and (actor.adjectival or actor.form in ("force", "group")):
            return pick(actor, "actors.subject.toll")
    for i in range(max(0, k - 3), k):
        if scene.roles.get(i) in OWNERS and not (counted and scene.roles[i] == "third") and "," not in words[i:k]:
            return resolve(ctx, scene, i)
    if words[k + 1 : k + 2] in (["of"], ["among"], ["for"]):
        for actor in scene.actors:
            if k + 1 < actor.start <= k + 7 and actor.start < len(words):
                return pick(actor, "actors.subject.toll")
        for i in range(k + 2, min(len(words), k + 7)):
            if scene.roles.get(i) in OWNERS:
                return resolve(ctx, scene, i)
    return None
