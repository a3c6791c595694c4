"""Where a figure happened or where the force is: names in the clause, the sentence, the text before, the theatre."""

from __future__ import annotations

from itertools import pairwise

from flows.claims import entities, populations, theatre
from flows.claims.actors_context import Context, Pick, is_side, next_figure, pick
from flows.claims.actors_roles import resolve
from flows.claims.actors_scene import Actor, Frame, Scene
from flows.claims.actors_words import nouns
from flows.claims.figures import Figure

PLACED = frozenset({"city", "region", "capital", "name"})
INSIDE = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "over",
        "inside",
        "around",
        "across",
        "along",
        "off",
        "throughout",
        "within",
        "between",
        "amid",
        "above",
        "under",
        "beside",
    ]
)
TOWARDS = frozenset(["to", "into", "for", "toward", "towards", "onto", "at", "on", "against"])
IN_THE = (["in", "the"], ["of", "the"], ["in", "that"], ["on", "the"])
NONE = Pick(None, "actors.place.none")
OF_WAR = 50  # fewer may be lost at home, in a raid
EVENTS = frozenset({"casualties", "lost", "used"})


def located(ctx: Context, scene: Scene, allowed: frozenset[str]) -> list[Actor]:
    """Places of the sentence of which the words say that something is there; no namesakes in states never named."""
    found = []
    for a in scene.actors:
        if scene.words[a.start - 1 : a.start] == ["bordering"]:
            continue
        on_soil = a.adjectival and a.preposition in allowed | {"on"}
        if on_soil and not a.tied and scene.words[a.end : a.end + 1] and scene.words[a.end] in nouns("words", "soil"):
            found.append(a)  # "on Romanian soil"
            continue
        if a.form not in PLACED or a.tied or a.preposition == "dateline":
            continue
        if a.form != "name" and a.code not in ctx.theatre.named and ctx.theatre.country not in (None, a.code):
            continue
        if told_from(scene, a) or scene.words[a.end : a.end + 1] in (["border"], ["frontier"]):
            continue
        if not nouns("words", "talks").isdisjoint(scene.words[a.end : a.end + 1]):
            continue  # "will present it at the Costa Rica meeting"
        if (
            (a.preposition in ("of", "on", "against") and is_event_at(scene, a))
            or is_where(scene, a)
            or is_hit(scene, a)
        ):
            found.append(a)
        elif a.form in ("city", "region"):
            if a.preposition in (None, "of") or a.preposition in allowed:
                found.append(a)
        elif a.preposition in allowed and (not a.possessive or is_part_of(scene, a)):
            found.append(a)
    return found


def is_part_of(scene: Scene, a: Actor) -> bool:
    """Whether a part of the land follows: "in Iraq's north", "in Niger's Tillaberi region"."""
    return not nouns("words", "parts_of_land").isdisjoint(scene.words[a.end : a.end + 4])


def told_from(scene: Scene, a: Actor) -> bool:
    """Whether the place is only where the news comes from ("the ministry in Moscow", "our reporter in Beirut")."""
    end = a.start - (scene.words[a.start - 1 : a.start] == ["the"])
    before = scene.words[max(0, end - 2) : end]
    return before[-1:] == ["in"] and len(before) == 2 and before[0] in nouns("words", "tellers")


def is_event_at(scene: Scene, a: Actor) -> bool:
    """Whether the name says of what place an event is ("the invasion of Panama", "the battle for Hama")."""
    k = a.start - 1
    while k > 0 and (
        scene.words[k] in ("of", "the", "on", "against") or scene.words[k] in nouns("frames", "qualifiers")
    ):
        k -= 1
    return scene.words[k] in nouns("words", "takes_place")


def is_hit(scene: Scene, a: Actor) -> bool:
    """Whether the place is what was attacked ("attacked southern Israel", "bombed Idlib")."""
    k = a.start - 1
    while k > 0 and scene.words[k] in nouns("frames", "qualifiers", "compass"):
        k -= 1
    fresh = scene.words[a.end : a.end + 1] in ([","], ["."], ["on"], ["and"], ["in"], ["with"])
    return k >= 0 and fresh and scene.has(k, "attack") and scene.words[k].endswith(("ed", "ing", "uck"))


def is_where(scene: Scene, a: Actor) -> bool:
    """Whether a clause takes the name up ("left Chad, where it had 1,000 troops"; "Mali, which saw a war in which")."""
    told = scene.words[a.end + 2 : a.end + 14] if scene.words[a.end : a.end + 2] == [",", "which"] else []
    if any(pair in (("in", "which"), ("that", "has")) for pair in pairwise(told)) and "war" in told:
        return True
    return scene.words[a.end : a.end + 2] == [",", "where"] or scene.words[a.end : a.end + 1] == ["where"]


def place(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, subject: Pick, by: Pick) -> Pick:
    """Place of a figure, with the words that name it."""
    if kind == "transfer":
        return NONE
    allowed = INSIDE
    if figure.measure in ("deployment.sent", "deployment.planned", "equipment.used"):
        allowed = INSIDE | TOWARDS
    if kind == "casualties":
        allowed = INSIDE | {"into"}
    label = row_label(scene, fr)
    if label and kind == "force" and subject.code != label.code and figure.measure.startswith("deployment"):
        return pick(label, "actors.place.label")
    names = located(ctx, scene, allowed)
    closest = nearest(ctx, scene, fr, names)
    if closest:
        return pick(closest, "actors.place.sentence")
    beside = supported(ctx, scene, fr, subject) if figure.measure == "deployment.sent" else None
    if beside:
        return pick(beside, "actors.place.supported", "place_of_supported_force")
    abroad = bool(ctx.theatre.armies.get(subject.code or "")) and ctx.theatre.country not in (None, subject.code)
    abroad = abroad and by.code not in ctx.theatre.groups  # who may have come to kill them at home
    if (
        kind == "casualties"
        and subject.rule == "actors.subject.in_phrase"
        and ctx.is_state(subject.code)
        and not (military(ctx, scene, fr) or (abroad and of_demonym(scene, fr)))
    ):
        return Pick(
            subject.code, "actors.place.of_victims", subject.start, subject.end, subject.entity_id, "place_by_victims"
        )
    if figure.measure.startswith("strength"):
        return home(ctx, subject)
    found = from_context(ctx, scene, figure, kind, subject, by)
    there = "there" in scene.words[fr.stop : fr.stop + 3] and found.rule != "actors.place.theatre"
    if figure.measure == "deployment.sent" and found.code == subject.code and not there:
        return NONE  # troops are sent away from home: what surrounds the sentence does not say where
    return found


def supported(ctx: Context, scene: Scene, fr: Frame, subject: Pick) -> Actor | None:
    """The state whose forces the troops are sent to help ("to support Malian forces"): they go where those are."""
    words = scene.words
    for a in scene.actors:
        if (
            a.start > fr.end
            and a.adjectival
            and ctx.is_state(a.code)
            and a.code != subject.code
            and words[a.end : a.end + 1]
            and words[a.end] in nouns("words", "forces")
            and words[a.start - 1] in nouns("words", "supports")
        ):
            return a
    return None


def row_label(scene: Scene, fr: Frame) -> Actor | None:
    """Place that a row of a list begins with ("Poland: 4,000")."""
    words = scene.tokens.words
    for a in scene.actors:
        if a.start <= 2 and a.form in PLACED and ":" in words[a.end : fr.start] and words[a.end] in (":", "and", ","):
            return a
    return None


def military(ctx: Context, scene: Scene, fr: Frame) -> bool:
    """Whether the counted noun is one of armed men, who may die anywhere."""
    shared = populations.shared_noun(ctx, scene, fr) or (fr.end, fr.stop)
    return populations.head_population(scene, *shared) == "military"


def of_demonym(scene: Scene, fr: Frame) -> bool:
    """Whether the counted noun is the nationality itself ("no Rwandans"), which may mean soldiers."""
    return any(fr.end <= a.start and a.end == fr.stop for a in scene.actors)


def nearest(ctx: Context, scene: Scene, fr: Frame, names: list[Actor]) -> Actor | None:
    """The place that governs the figure: the first after it and before the next figure, else the last before it."""
    words = scene.tokens.words
    following = next_figure(ctx, scene, fr)
    after = [a for a in names if a.start >= fr.end and not new_clause(words[fr.end : min(a.start, fr.end + 40)])]
    before = [a for a in names if a.end <= fr.start]
    if after and before:
        return after[0] if after[0].start < following and after[0].start - fr.end <= 16 else before[-1]
    if after:
        return after[0]
    return before[-1] if before else None


def new_clause(words: list[str]) -> bool:
    """Whether a clause begins between the figure and a place ("..., and only in Afghanistan ...")."""
    joined = any(a == "," and b in ("and", "but", "while", "whereas") for a, b in pairwise(words))
    return joined or not {";", ":", "|"}.isdisjoint(words)


def home(ctx: Context, subject: Pick) -> Pick:
    """A standing force is in its own country; a group's size belongs to where the article's fighting is."""
    if ctx.theatre.about_forces:
        return NONE
    if ctx.is_state(subject.code):
        return Pick(subject.code, "actors.place.home", doubt="place_is_home")
    if subject.code not in ctx.theatre.groups:
        return NONE
    if ctx.theatre.is_plain:
        return Pick(ctx.theatre.country, "actors.place.theatre", doubt="place_by_article")
    code = entities.home_of(subject.code)
    return Pick(code, "actors.place.home", doubt="place_is_home") if code else NONE


def from_context(ctx: Context, scene: Scene, figure: Figure, kind: str, subject: Pick, by: Pick) -> Pick:
    """Place taken from the figure before, the sentence before, or the article."""
    last = ctx.last(scene.ordinal, None, 2)
    if last and last.place.code and last.family == kind and last.figure.sentence == scene.ordinal:
        return carried(last.place, None)
    own = own_country(ctx, scene)
    if own:
        return own
    other = last and ctx.is_state(last.subject.code) and last.subject.code != subject.code
    taken_up = subject.rule == "actors.role.pronoun_sentence_before" and ctx.is_state(subject.code)
    if kind == "casualties" and other and taken_up:
        return Pick(subject.code, "actors.place.home", doubt="place_is_home")  # "It lost 17 men": another country
    words, towns = scene.words, nouns("words", "town")
    meant = any(w in towns and words[k - 2 : k] in IN_THE for k, w in enumerate(words))
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - (9 if meant else 3)), -1):
        if ctx.doc.sentences[ordinal].zone == "related_link":
            continue
        names = located(ctx, ctx.scene(ordinal), INSIDE)
        if names:
            return pick(names[0], "actors.place.sentence_before", "place_from_context")
    if kind in ("used", "lost") and figure.unit in ("missile", "drone"):
        code = ctx.theatre.adversary(subject.code)
        if ctx.is_state(code):
            return Pick(code, "actors.place.target", doubt="place_is_target")
    if last and last.place.code and last.family in EVENTS and kind in EVENTS:
        return carried(last.place, "place_from_context")
    watched = last and last.family == kind == "holdings" and last.subject.code == subject.code
    if last and watched and last.place.rule in ("actors.place.watcher", "actors.place.carried"):
        return carried(last.place, "place_from_context")
    if kind == "holdings" and not nouns("words", "sight", "incursion").isdisjoint(scene.words):
        watcher = next(
            (a for a in scene.actors if is_side(a) and ctx.is_state(a.code) and a.code != subject.code), None
        )
        if watcher:
            return pick(watcher, "actors.place.watcher", "place_from_context")
    code = ctx.theatre.country
    if code and kind in EVENTS and (at_home := before_named(ctx, scene, code, by)):
        return at_home
    if kind == "holdings" and not (ctx.theatre.is_plain and code != subject.code):
        return NONE
    land = theatre.invaded().get(code or "") if kind in ("casualties", "lost") and code == subject.code else None
    at_war = (figure.number.best or figure.number.low or 0) >= OF_WAR
    if land and at_war and ctx.theatre.sides.get(land):
        return Pick(land, "actors.place.invaded", doubt="place_by_article")
    return Pick(code, "actors.place.theatre", doubt="place_by_article" if code else None)


def before_named(ctx: Context, scene: Scene, code: str, by: Pick) -> Pick | None:
    """The only state of the sentence, where the article names the country of most of its events later only."""
    if ctx.theatre.first.get(code, scene.ordinal + 1) <= scene.ordinal:
        return None
    states = {a.code: a for a in scene.actors if ctx.is_state(a.code) and not a.tied}
    if len(states) != 1 or by.code in states:
        return None
    return pick(next(iter(states.values())), "actors.place.only_state", "place_from_context")


def own_country(ctx: Context, scene: Scene) -> Pick | None:
    """Country of "in his country", "in their country"."""
    for k, role in scene.roles.items():
        if role == "country" and scene.words[k - 2 : k - 1] == ["in"] and scene.roles.get(k - 1) == "third":
            found = resolve(ctx, scene, k - 1)
            if found and ctx.is_state(found.code):
                return found.again("actors.place.own_country")
    return None


def carried(place: Pick, doubt: str | None) -> Pick:
    """The place of the figure before."""
    return Pick(place.code, "actors.place.carried", place.start, place.end, place.entity_id, doubt)
