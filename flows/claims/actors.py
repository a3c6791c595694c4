"""Whose, whom, by whom and where: subject, population, service, perpetrator and place of an article's figures."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.claims import (
    actors_places,
    actors_table,
    entities,
    perpetrators,
    perpetrators_context,
    populations,
    services,
    stories,
    subjects,
    subjects_context,
    subjects_phrase,
    subjects_place,
    theatre,
    transfers,
)
from flows.claims.actors_context import Context, Done, Pick, framed, start
from flows.claims.actors_scene import Frame, Scene
from flows.claims.actors_words import nouns
from flows.claims.document import Document
from flows.claims.figures import Figure


@dataclass(frozen=True, slots=True)
class Actors:
    """Who and where of one figure; codes are ISO 3166 alpha-3 or a group's short name, None where the text is silent.

    `subject_text` and `place_name` are verbatim; `doubts` name why an answer may be wrong, empty where it is plain.
    """

    subject: str | None
    subject_text: str | None
    subject_name: str | None
    population: str | None
    service: str | None
    perpetrator: str | None
    place: str | None
    place_name: str | None
    rule_ids: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


IN_ONE_BREATH = 4  # words between two counts of dead
IN_PHRASE = "actors.subject.in_phrase"  # "an ISIS judge"


def assign(doc: Document, figures: list[Figure]) -> list[Actors]:
    """Actors of each figure, parallel to `figures`, which are in text order; each story of a digest by itself."""
    if not figures:
        return []
    found: list[Actors] = []
    for story in stories.split(doc):
        told = [replace(f, sentence=f.sentence - story.start) for f in figures if f.sentence in story]
        found += _of_story(stories.only(doc, story), told) if told else []
    return found or _of_story(doc, figures)


def _of_story(doc: Document, figures: list[Figure]) -> list[Actors]:
    ctx = start(doc, figures)
    found = [one(ctx, figure) for figure in figures]
    found = [each_other(ctx, i, found[i]) for i in range(len(found))]
    return [headline(ctx, i, actors) if ctx.done[i].figure.sentence == 0 else actors for i, actors in enumerate(found)]


def each_other(ctx: Context, index: int, actors: Actors) -> Actors:
    """Actors of a figure whose dead are told in one breath with those of the foe: "20 Indian and four Chinese died"."""
    done = ctx.done[index]
    scene = ctx.scene(done.figure.sentence)
    if scene.has(done.frame.verb, "harm"):
        return actors  # "the battle killed 52 men of theirs and 23 of ours"
    if done.family != "casualties" or actors.perpetrator or not actors.subject:
        return actors
    for other in ctx.done[max(0, index - 1) : index + 2]:
        apart = min(abs(other.frame.start - done.frame.stop), abs(done.frame.start - other.frame.stop))
        beside = other.figure.sentence == done.figure.sentence and apart <= IN_ONE_BREATH
        same = other.figure.measure == done.figure.measure
        foes = other.subject.code in theatre.dyads().get(actors.subject, ())
        named = other.subject.rule == done.subject.rule == IN_PHRASE
        if beside and same and foes and named and other.perpetrator.code in (None, actors.subject):
            rules = (*actors.rule_ids, "actors.by.each_other")
            return replace(actors, perpetrator=other.subject.code, rule_ids=rules)
    return actors


def headline(ctx: Context, index: int, actors: Actors) -> Actors:
    """Actors of a figure of the title, which restates one of the text: what it leaves open is taken from there."""
    done = ctx.done[index]
    for other in ctx.done[index + 1 :]:
        same = other.figure.number.values == done.figure.number.values and other.figure.measure == done.figure.measure
        role, its = role_at(ctx, done), role_at(ctx, other)
        if other.figure.sentence and same and other.figure.number.values and (role == its or None in (role, its)):
            weak = done.subject.doubt is not None or done.subject.code is None
            if weak and other.subject.code:
                actors = replace(
                    actors, subject=other.subject.code, subject_name=entities.name_of(other.subject.code),
                    subject_text=text_of(ctx, other.subject),
                )  # fmt: skip
            guessed = done.perpetrator.doubt is not None or actors.perpetrator in (None, actors.subject)
            if guessed and actors.subject == other.subject.code:
                kept = actors.perpetrator if actors.perpetrator != actors.subject else None
                actors = replace(actors, perpetrator=other.perpetrator.code or kept)
            if (done.place.doubt or actors.place is None) and other.place.code:
                actors = replace(actors, place=other.place.code, place_name=text_of(ctx, other.place))
            if actors.population == "unknown" and actors.subject == other.subject.code:
                actors = replace(actors, population=other.population)
            return replace(actors, service=actors.service or other.service)
    return actors


def role_at(ctx: Context, done: Done) -> str | None:
    """Role of the counted noun: "three soldiers and three rebels" are two counts."""
    return subjects.role_of(ctx.scene(done.figure.sentence), done.frame)


def one(ctx: Context, figure: Figure) -> Actors:
    """Actors of the next figure; the context remembers it."""
    scene, fr = framed(ctx, figure)
    kind = subjects.family(figure.measure)
    by = perpetrators.NONE
    row = actors_table.row(ctx, scene)
    raised = subjects_phrase.raised(ctx, scene, fr) if kind == "casualties" else None
    if kind == "transfer" and "label.column" in figure.rule_ids:
        subject = transfers.needy(ctx, scene, fr, None) or transfers.NONE  # the row names the maker, no donor
    elif kind == "transfer":
        subject, by = transfers.transfer(ctx, scene, fr)
    elif raised:
        subject, by = raised.subject.again("actors.subject.raised"), raised.perpetrator.again("actors.by.carried")
    else:
        if kind in ("casualties", "lost"):
            by = (row and row.by) or perpetrators.perpetrator(ctx, scene, fr, kind)
        subject = (row and row.whose) or subjects_context.subject(ctx, scene, fr, figure, kind, by)
    subject = of_fliers(ctx, figure, subject)
    where = (row and row.where) or actors_places.place(ctx, scene, fr, figure, kind, subject, by)
    settled = subject in (subjects_phrase.JOINT, subjects_phrase.UNNAMED)
    if subject.code is None and not settled and kind != "transfer":
        subject = subjects_place.by_place(ctx, scene, fr, figure, kind, by, where)
        if subject.rule == "actors.subject.speaker":
            where = subject.again("actors.place.of_speaker")
    population = populations.population(ctx, scene, fr, figure, kind, subject)
    if (
        kind == "casualties"
        and population == "civilian"
        and subject.code in ctx.theatre.groups
        and subject.rule != IN_PHRASE
    ):
        subject = subjects_place.own_people(where)  # civilians belong to a country
    behind = by.rule == "actors.clause.by" and (by.start or 0) > figure.number.end
    if subject is subjects_phrase.JOINT and not (behind or is_third(scene, fr, by)):
        by = perpetrators.NONE  # each side killed the other's
    elif kind in ("casualties", "lost"):
        by = perpetrators_context.settle(ctx, scene, fr, figure, by, subject, population, where)
    if by.rule == "actors.by.claimed" and kind == "casualties" and subject.code is None and is_attacker(scene, fr):
        subject, by = by.again("actors.subject.claimed"), perpetrators.NONE
    service = services.service(ctx, scene, fr, figure, kind, subject) if population != "civilian" else None
    if population == "unknown" and service and services.of_phrase(ctx, scene, fr):
        population = "military"  # "20 casualties inflicted on the National Guard"
    part = subjects_phrase.is_part(scene, fr, subject)
    ctx.done.append(Done(figure, fr, kind, subject, population, service, by, where, part))
    picks = [p for p in (subject, by, where) if p.code]
    return Actors(
        subject.code,
        text_of(ctx, subject),
        entities.name_of(subject.code) if subject.code else None,
        population,
        service,
        by.code,
        where.code,
        text_of(ctx, where),
        tuple(p.rule for p in picks),
        tuple(dict.fromkeys(p.doubt for p in picks if p.doubt)),
    )


def of_fliers(ctx: Context, figure: Figure, subject: Pick) -> Pick:
    """The subject, but the state it fights where a group without aircraft was only inferred to own some."""
    guessed = figure.unit in ("aircraft", "helicopter") and subject.doubt is not None
    if not guessed or subject.code not in ctx.theatre.groups or subject.code in theatre.fliers():
        return subject
    foe = ctx.theatre.adversary(subject.code)
    return Pick(foe, "actors.subject.fliers", doubt="subject_by_adversary") if ctx.is_state(foe) else subject


def is_third(scene: Scene, fr: Frame, by: Pick) -> bool:
    """Whether who did it is none of the nations counted together: "Germans shot 6,500 French and Belgian civilians"."""
    counted = {a.code for a in scene.actors_in(fr.left, fr.stop)}
    return len(counted) > 1 and by.code not in counted


def is_attacker(scene: Scene, fr: Frame) -> bool:
    """Whether attackers are counted, who are of the group that claims the attack: "four suicide bombers died"."""
    return fr.head is not None and scene.words[fr.head] in nouns("roles", "unknown")


def text_of(ctx: Context, found: Pick) -> str | None:
    """Verbatim words an answer rests on."""
    if found.start is None or found.end is None or found.code is None:
        return None
    return ctx.doc.text[found.start : found.end]
