"""The branch that only context gives: the sentence's subject, the heading, the figure before, the section."""

from __future__ import annotations

import re

from flows.claims import services_headings
from flows.claims.actors_clause import clause_start
from flows.claims.actors_context import Context, Done, Pick, next_figure, subject_before
from flows.claims.actors_roles import named_before
from flows.claims.actors_scene import Frame, Scene
from flows.claims.actors_words import nouns, services
from flows.claims.figures import Figure
from flows.claims.populations import points_back
from flows.claims.services_phrase import lead_start
from flows.claims.services_words import all_named, named, triggers
from flows.lexicon import read_toml

TAKEN_OVER = frozenset(
    {
        "actors.subject.coordinated",
        "actors.subject.carried",
        "actors.subject.part",
        "actors.subject.repeated",
        "actors.subject.list",
    }
)
SEPARATORS = re.compile(r"[\s,;:.()-]+")
LEADS = 4  # words before the subject of a sentence
LONGEST_HEAD = 8  # words
PERSONAL = frozenset({"special_forces", "intelligence", "airborne"})  # of some men, not of all that is told of
ARMY = frozenset({"army", "army's", "infantry"})
OTHERS = frozenset({"airmen", "sailors", "marines", "airman", "sailor"})
DERIVED = (
    "actors.transfer",
    "actors.subject.article",
    "actors.clause",
    "actors.role",
    "actors.subject.sentence",
    "actors.subject.theme",
    "actors.subject.carried",
    "actors.subject.coordinated",
)


def by_context(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, subject: Pick) -> str | None:
    """Branch that the sentence's subject, the heading, the figure before or the section names."""
    if figure.measure.startswith("strength") and (found := of_segment(ctx, scene, fr)):
        return found
    found = named(scene, lead_start(ctx, scene, fr), fr.left)
    if found:
        return found
    loses = scene.has(fr.verb, "lose") and subject.rule.startswith("actors.clause")
    if (kind != "casualties" or loses) and subject.rule.startswith(DERIVED):
        verb = fr.verb
        tells = verb is None or scene.words[verb] in nouns("words", "speech")
        acting = [] if tells else all_named(scene, clause_start(scene, verb or 0), subject_end(scene, verb or 0))
        if subject.rule.startswith("actors.role.pronoun") and not acting:
            acting = all_named(scene, 0, fr.left)  # "The Texas National Guard said it would send 250"
        if subject.rule == "actors.role.pronoun_sentence_before" and not acting and scene.ordinal:
            earlier = ctx.scene(scene.ordinal - 1)
            actor = subject_before(earlier, len(earlier.words))
            leads = actor is not None and actor.start <= LEADS and actor.code == subject.code
            branch = named(earlier, actor.start, actor.end + 2) if actor and leads else None
            if branch:
                return branch  # "The Bolivian Navy patrols a lake. It has 173 boats"
        if len(acting) == 1:
            return acting[0]
    described = ctx.theatre.about_forces or not figure.measure.startswith("deployment")
    if kind != "casualties" and described and (found := of_heading(ctx, scene)):
        return found
    last = next((d for d in reversed(ctx.done) if d.family == kind), ctx.done[-1] if ctx.done else None)
    fresh = services_headings.governing(ctx, scene)
    goes_on = last is not None and (fresh is None or fresh.ordinal <= last.figure.sentence)
    if last and goes_on and last.service and takes_over(scene, fr, figure, last, subject):
        return last.service
    if kind == "force" and subject.rule.startswith("actors.role.pronoun") and (found := of_section(ctx, scene, 2)):
        return found
    if figure.unit == "person":
        return by_company(ctx, scene, fr, subject) or (
            of_section(ctx, scene, 2) if kind == "casualties" and is_bare_loss(ctx, scene, fr, subject) else None
        )
    return (
        of_section(ctx, scene, 10) if (fresh is None or goes_on) and kind in ("holdings", "transfer", "force") else None
    )


def subject_end(scene: Scene, verb: int) -> int:
    """End of the subject of the verb, before what is said of another in passing ("Kenya, | whose navy shelled")."""
    return next((k for k in range(verb - 1, 0, -1) if scene.words[k] == "whose"), verb)


def of_heading(ctx: Context, scene: Scene) -> str | None:
    """Branch that the heading of the section names, unless the sentence is about several."""
    above = services_headings.governing(ctx, scene)
    if above is None or len(all_named(scene, 0, len(scene.tokens))) > 1:
        return None
    found = named(above, 0, len(above.tokens))
    return found if found and services_headings.is_of_force(above, services()) else None


def of_segment(ctx: Context, scene: Scene, fr: Frame) -> str | None:
    """The one branch named between the figure before and the figure after, but for what leads into the latter."""
    start = max((d.frame.stop for d in ctx.done if d.figure.sentence == scene.ordinal), default=0)
    following = next_figure(ctx, scene, fr)
    end = following - 4 if following < len(scene.tokens) else following
    found = all_named(scene, start, end)
    return found[0] if len(found) == 1 and "them" not in scene.words[fr.end : end] else None


def is_bare_loss(ctx: Context, scene: Scene, fr: Frame, subject: Pick) -> bool:
    """Whether losses without a noun are a state's in a fight of armed men ("We inflicted two casualties")."""
    inflicted = any(w.startswith("inflict") for w in scene.words)
    return points_back(scene, fr) and inflicted and ctx.is_state(subject.code)


def of_section(ctx: Context, scene: Scene, reach: int) -> str | None:
    """The one branch that the nearest sentence above names which names any ("The navy has two carriers. It ...")."""
    for ordinal in range(scene.ordinal, max(-1, scene.ordinal - reach - 1), -1):
        span = ctx.doc.sentences[ordinal]
        if triggers().isdisjoint(SEPARATORS.split(ctx.doc.text[span.start : span.end].lower())):
            continue
        earlier = ctx.scene(ordinal)
        short = len(earlier.tokens) <= LONGEST_HEAD or ordinal == 0
        verb = next(iter(sorted(earlier.verbs)), 0)
        found = all_named(earlier, 0, len(earlier.tokens) if short else verb)
        if found or all_named(earlier, verb, len(earlier.tokens)):
            counted = any(d.figure.sentence == ordinal and d.family != "casualties" for d in ctx.done)
            heads = counted or short or reach <= 2
            found = [branch for branch in found if branch not in PERSONAL]
            return found[0] if len(found) == 1 and ordinal < scene.ordinal and heads else None
    return None


def takes_over(scene: Scene, fr: Frame, figure: Figure, last: Done, subject: Pick) -> bool:
    """Whether the figure goes on about the branch of the figure before: the same side, its kit, or a noun left out."""
    if last.subject.code != subject.code or scene.ordinal - last.figure.sentence > 3:
        return False
    if figure.unit != "person":
        fresh = scene.ordinal > last.figure.sentence and any(a.text_start == subject.start for a in scene.actors)
        return not fresh and (
            last.figure.measure.split(".")[0] == figure.measure.split(".")[0] or last.figure.unit == "person"
        )
    crew = fr.head is not None and scene.words[fr.head] in nouns("words", "crews") and last.figure.unit != "person"
    same = points_back(scene, fr) or subject.rule == "actors.subject.repeated" or crew
    return subject.rule in TAKEN_OVER and same and figure.measure.startswith("casualties")


def by_company(ctx: Context, scene: Scene, fr: Frame, subject: Pick) -> str | None:
    """Branch of "soldiers": set beside airmen or sailors, or of a side whose army the sentence names."""
    head = scene.words[fr.head] if fr.head is not None else ""
    for branch, words in read_toml("services.toml")["by_company"].items():
        if head not in words or not OTHERS.isdisjoint(
            scene.words[fr.stop : min(fr.stop + 4, next_figure(ctx, scene, fr))]
        ):
            continue  # "soldiers, sailors and airmen"
        if any(w in OTHERS and is_of(scene, k, subject.code) for k, w in enumerate(scene.words)):
            return str(branch)
        if any(is_of(scene, k, subject.code) and not tells(scene, k) for k, w in enumerate(scene.words) if w in ARMY):
            return str(branch)
    return None


def tells(scene: Scene, k: int) -> bool:
    """Whether the army at `k` is the one that speaks ("The army said five soldiers were killed")."""
    return not nouns("words", "speech").isdisjoint(scene.words[k + 1 : k + 4]) or "according" in scene.words[k - 4 : k]


def is_of(scene: Scene, k: int, code: str | None) -> bool:
    """Whether the noun at `k` may be of the side: no other side's name is in its phrase."""
    actor = next((a for a in scene.actors if a.start <= k < a.end), None) or named_before(scene, k)
    return actor is None or actor.code == code
