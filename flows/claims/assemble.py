"""From a read article to rows: quantities, claims, attributions, relations, mentions, as schemas.py declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat
from typing import Any, Final

from flows.claims import (
    EXTRACTOR_VERSION,
    actors,
    attribution,
    confidence,
    entities,
    measures,
    modality,
    periods,
    relations,
)
from flows.claims.counts import Rejection
from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.modality import Modality
from flows.claims.quantities import Number
from flows.claims.sources import Source, side
from flows.schemas import MEASURES, SCHEMAS, UNITS, row_id, row_ids

RELATIONS: Final = ("quantities", "claims", "attributions", "claim_relations", "entity_mentions")
NEAR: Final = 30  # characters from a number within which men are called active
HANDED_DOWN: Final = frozenset({"estimated", "planned", "hypothetical"})  # a part is as sure as its whole


def _no_rows() -> dict[str, dict[str, list[Any]]]:
    return {relation: {column: [] for column in SCHEMAS[relation].names} for relation in RELATIONS}


@dataclass
class Rows:
    """Rows of the extracted relations, as lists of values by relation and column of the schema."""

    columns: dict[str, dict[str, list[Any]]] = field(default_factory=_no_rows)

    def add(self, relation: str, row: dict[str, Any]) -> None:
        """Append a row; its keys are the columns of `relation`."""
        for column, values in self.columns[relation].items():
            values.append(row[column])

    def extend(self, relation: str, columns: Mapping[str, Iterable[Any]]) -> None:
        """Append rows given as columns of `relation`, all equally long."""
        for column, values in self.columns[relation].items():
            values.extend(columns[column])

    def lengths(self) -> dict[str, int]:
        """How many rows each relation has."""
        return {relation: len(next(iter(columns.values()))) for relation, columns in self.columns.items()}

    def cut(self, lengths: Mapping[str, int]) -> None:
        """Take away what was added since `lengths` were so, whole rows and begun ones."""
        for relation, columns in self.columns.items():
            for values in columns.values():
                del values[lengths[relation] :]


def stated(number: Number) -> float | None:
    """The one number stated, or None for ranges, vague words and none."""
    return number.values[0] if len(number.values) == 1 and number.comparator != "0" else None


def _bounds(number: Number) -> dict[str, Any]:
    return {
        "value_stated": stated(number),
        "value_low": number.low,
        "value_best": number.best,
        "value_high": number.high,
        "low_open": number.low_open,
        "high_open": number.high_open,
    }


def article(doc: Document, *, article_id: str, sentence_ids: Sequence[str], run_id: str, rows: Rows) -> int:
    """Add the rows of one article; returns the number of claims. Sentence ids are parallel to `doc.sentences`."""
    figures, rejections = measures.read(doc)
    claim_ids = _claims(doc, figures, article_id, sentence_ids, run_id, rows) if figures else []
    _quantities(doc, figures, rejections, article_id, sentence_ids, rows)
    return len(claim_ids)


def _quantity_id(article_id: str, number: Number) -> str:
    return row_id("qty", article_id, number.start, number.end)


def _numbered(doc: Document, figures: Sequence[Figure]) -> list[tuple[int, Number]]:
    """Numbers of the article with their sentence, in text order, those that only the figures know among them."""
    if not figures:
        return [(ordinal, number) for ordinal, found in doc.numbers_by_sentence.items() for number in found]
    numbers = {(n.start, n.end): n for n in doc.numbers} | {(f.number.start, f.number.end): f.number for f in figures}
    return [(doc.sentence_at(span[0]), numbers[span]) for span in sorted(numbers)]


def _quantities(
    doc: Document,
    figures: Sequence[Figure],
    rejections: Sequence[Rejection],
    article_id: str,
    sentence_ids: Sequence[str],
    rows: Rows,
) -> None:
    numbered = _numbered(doc, figures)
    if not numbered:
        return
    claimed = {(f.number.start, f.number.end): f for f in figures}
    refused = {(r.number.start, r.number.end): r for r in rejections}
    with_claims = {f.sentence for f in figures}
    fates: list[tuple[str | None, str, str | None]] = []
    for ordinal, number in numbered:
        span = (number.start, number.end)
        figure = claimed.get(span) if claimed else None
        if figure is not None:
            head = None if figure.head_start is None else doc.text[figure.head_start : figure.head_end]
            fates.append((head, "claim", None))
        elif number.kind == "date" and ordinal in with_claims:
            fates.append((None, "context", None))
        else:
            rejection = refused.get(span) if refused else None
            head, reason = (None, None) if rejection is None else (rejection.head_noun, rejection.reason)
            fates.append((head, "rejected", reason or number.reject_reason or "no_measure"))
    text, found = doc.text, [number for _, number in numbered]
    starts, ends, _, _, kinds, comparators, _, lows, bests, highs, low_open, high_open, rules, _ = zip(
        *found, strict=True
    )
    heads, dispositions, reasons = zip(*fates, strict=True)
    rows.extend(
        "quantities",
        {
            "quantity_id": row_ids("qty", article_id, (f"{a}\x1f{b}" for a, b in zip(starts, ends, strict=True))),
            "article_id": repeat(article_id, len(found)),
            "sentence_id": [sentence_ids[ordinal] for ordinal, _ in numbered],
            "number_text": [text[a:b] for a, b in zip(starts, ends, strict=True)],
            "number_start": starts,
            "number_end": ends,
            "kind": kinds,
            "comparator": comparators,
            "value_stated": map(stated, found),
            "value_low": lows,
            "value_best": bests,
            "value_high": highs,
            "low_open": low_open,
            "high_open": high_open,
            "bounds_rule": rules,
            "head_noun": heads,
            "disposition": dispositions,
            "reject_reason": reasons,
        },
    )


def _of_group(doc: Document, figure: Figure, subject: str | None) -> Figure:
    """The figure, of which the size of an armed group is that of all its men, unless they are said to be active."""
    sized = figure.measure == "strength.active" and figure.unit == "person" and subject is not None
    if not sized or subject is None or not entities.is_group(subject):
        return figure
    near = doc.lower[max(0, figure.number.start - NEAR) : figure.number.end + NEAR]
    return figure if "active" in near else replace(figure, measure="strength.total")


def _claims(
    doc: Document, figures: list[Figure], article_id: str, sentence_ids: Sequence[str], run_id: str, rows: Rows
) -> list[str]:
    whose = actors.assign(doc, figures)
    figures = [_of_group(doc, figure, who.subject) for figure, who in zip(figures, whose, strict=True)]
    when = periods.assign(doc, figures)
    how = modality.assign(doc, figures)
    sources = attribution.assign(doc, figures)
    related = relations.relate(doc, figures)
    seen: dict[str, int] = {}
    claim_ids = []
    for figure, who in zip(figures, whose, strict=True):
        key = row_id("clm", article_id, figure.number.start, figure.number.end, figure.measure, who.subject)
        seen[key] = seen.get(key, 0) + 1
        claim_ids.append(key if seen[key] == 1 else row_id("clm", key, seen[key]))
    whole = {r.from_index: r.to_index for r in related if r.relation == "part_of"}
    for index, figure in enumerate(figures):
        if figure.measure not in MEASURES or figure.unit not in UNITS:
            raise ValueError(f"{figure.measure} of {figure.unit} is no measure of the contract")
        who, time, mode, says = whose[index], when[index], how[index], sources[index]
        parent = whole.get(index)
        if parent is not None and mode.modality == "asserted" and how[parent].modality in HANDED_DOWN:
            mode = Modality(how[parent].modality, ("modality.of_whole",))
        number = figure.number
        origins = [s for s in says if s.role == "origin" and s.name is not None]
        probability, reasons = confidence.of(figure, who)
        rows.add(
            "claims",
            {
                "claim_id": claim_ids[index],
                "quantity_id": _quantity_id(article_id, number),
                "article_id": article_id,
                "sentence_id": sentence_ids[figure.sentence],
                "number_text": doc.text[number.start : number.end],
                "number_start": number.start,
                "number_end": number.end,
                "evidence": doc.sentence_text(figure.sentence),
                "measure": figure.measure,
                "unit": figure.unit,
                "comparator": number.comparator or "=",
                **_bounds(number),
                "subject": who.subject,
                "subject_name": who.subject_name,
                "subject_text": who.subject_text,
                "population": who.population,
                "service": who.service,
                "perpetrator": who.perpetrator,
                "place": who.place,
                "place_name": who.place_name,
                "period_start": time.start,
                "period_end": time.end,
                "period_basis": time.basis,
                "extent": time.extent,
                "modality": mode.modality,
                "origin": [s.name for s in origins],
                "relay": [s.name for s in says if s.role == "relay"],
                "origin_class": origins[0].source_class if origins else None,
                "publisher": doc.publisher,
                "part_of_claim_id": None if parent is None else claim_ids[parent],
                "confidence": probability,
                "confidence_reasons": reasons,
                "rule_ids": [*figure.rule_ids, *who.rule_ids, *time.rule_ids, *mode.rule_ids],
                "extractor_version": EXTRACTOR_VERSION,
                "run_id": run_id,
            },
        )
        _attributions(doc, claim_ids[index], article_id, who, says, rows)
    for relation in related:
        rows.add(
            "claim_relations",
            {
                "from_claim_id": claim_ids[relation.from_index],
                "to_claim_id": claim_ids[relation.to_index],
                "article_id": article_id,
                "relation": relation.relation,
                "confidence": relation.confidence,
                "basis": relation.basis,
            },
        )
    for ordinal in sorted({f.sentence for f in figures}):
        for mention in doc.mentions(ordinal):
            rows.add(
                "entity_mentions",
                {
                    "mention_id": row_id("men", article_id, mention.start, mention.end),
                    "article_id": article_id,
                    "sentence_id": sentence_ids[ordinal],
                    "entity_id": mention.entity_id,
                    "mention_text": doc.text[mention.start : mention.end],
                    "mention_start": mention.start,
                    "mention_end": mention.end,
                    "form": mention.form,
                },
            )
    return claim_ids


def _attributions(
    doc: Document, claim_id: str, article_id: str, who: actors.Actors, says: Sequence[Source], rows: Rows
) -> None:
    def add(hop: int, seq: int, role: str, values: dict[str, Any]) -> None:
        rows.add(
            "attributions",
            {
                "attribution_id": row_id("att", claim_id, hop, seq, role),
                "claim_id": claim_id,
                "article_id": article_id,
                "hop": hop,
                "seq": seq,
                "role": role,
                **values,
            },
        )

    add(
        0,
        0,
        "publisher",
        {
            "source_name": doc.publisher,
            "source_text": None,
            "source_start": None,
            "source_end": None,
            "cue_text": None,
            "entity_id": None,
            "source_class": "media",
            "side": "unknown",
            "anonymous": False,
            "is_plural": False,
            "link": "inferred",
        },
    )
    relays = [s for s in says if s.role == "relay"]
    origins = [s for s in says if s.role == "origin"]
    hops = [[relay] for relay in relays] + ([origins] if origins else [])
    for hop, sources in enumerate(hops, start=1):
        for seq, source in enumerate(sources):
            add(
                hop,
                seq,
                source.role,
                {
                    "source_name": source.name,
                    "source_text": None if source.start is None else doc.text[source.start : source.end],
                    "source_start": source.start,
                    "source_end": source.end,
                    "cue_text": source.cue_text,
                    "entity_id": source.entity_id,
                    "source_class": source.source_class,
                    "side": side(source, who.subject, who.place),
                    "anonymous": source.anonymous,
                    "is_plural": source.is_plural,
                    "link": source.link,
                },
            )
