"""Whose, whom, by whom and where: subject, population, service, perpetrator and place of an article's figures."""

from __future__ import annotations

from dataclasses import dataclass

from flows.claims import actors_places, perpetrators, populations, subjects, transfers
from flows.claims.actors_context import Context, Done, Pick, framed, start
from flows.claims.actors_scene import Frame, Scene
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


def assign(doc: Document, figures: list[Figure]) -> list[Actors]:
    """Actors of each figure, parallel to `figures`, which are in text order."""
    if not figures:
        return []
    ctx = start(doc, figures)
    return [one(ctx, figure) for figure in figures]


def one(ctx: Context, figure: Figure) -> Actors:
    """Actors of the next figure; the context remembers it."""
    scene, fr = framed(ctx, figure)
    kind = subjects.family(figure.measure)
    by = perpetrators.NONE
    if kind == "transfer":
        subject, by = transfer_pair(ctx, scene, fr, kind)
    else:
        if kind in ("casualties", "lost"):
            by = perpetrators.perpetrator(ctx, scene, fr, figure, kind)
        subject = subjects.subject(ctx, scene, fr, figure, kind, by)
    where = actors_places.place(ctx, scene, fr, figure, kind, subject)
    if subject.code is None and kind != "transfer":
        subject = subjects.by_place(ctx, scene, fr, figure, kind, by, where)
    if kind in ("casualties", "lost"):
        by = perpetrators.settle(ctx, scene, fr, figure, kind, by, subject, where)
    population = populations.population(ctx, scene, fr, figure, kind, subject)
    service = populations.service(ctx, scene, fr, figure, kind, subject)
    ctx.done.append(
        Done(figure, fr, kind, subject, population, service, by, where, subjects.is_part(scene, fr, subject))
    )
    return Actors(
        subject.code,
        text_of(ctx, subject),
        None,
        population,
        service,
        by.code,
        where.code,
        text_of(ctx, where),
        tuple(p.rule for p in (subject, by, where) if p.code),
        tuple(dict.fromkeys(p.doubt for p in (subject, by, where) if p.doubt and p.code)),
    )


def transfer_pair(ctx: Context, scene: Scene, fr: Frame, kind: str) -> tuple[Pick, Pick]:
    """Recipient and donor of a transfer, carried over from the list before where the line is silent."""
    recipient, donor = transfers.transfer(ctx, scene, fr)
    last = ctx.last(scene.ordinal, frozenset({kind}), 6)
    if recipient.code is None and last and last.subject.code:
        recipient = Pick(
            last.subject.code,
            "actors.transfer.carried",
            last.subject.start,
            last.subject.end,
            last.subject.entity_id,
            "subject_carried_over",
        )
        if donor.code is None and last.figure.sentence >= scene.ordinal - 3:
            donor = Pick(last.perpetrator.code, "actors.transfer.carried", doubt="donor_carried_over")
    if recipient.code is None:
        recipient = subjects.in_header(ctx, scene, kind) or subjects.sentence_subject(ctx, scene, fr, kind) or recipient
    if donor.code == recipient.code:
        donor = transfers.NONE
    return recipient, donor


def text_of(ctx: Context, found: Pick) -> str | None:
    """Verbatim words an answer rests on."""
    if found.start is None or found.end is None or found.code is None:
        return None
    return ctx.doc.text[found.start : found.end]
