"""How the figures of an article hang together: parts of a total, additions, denominators, restatements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flows.claims import parts
from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.parts import Entry


@dataclass(frozen=True, slots=True)
class Relation:
    """Figure `from_index` is `relation` (schemas.RELATIONS) of figure `to_index`; `basis` are the words that show it."""

    from_index: int
    to_index: int
    relation: str
    confidence: float
    basis: str


def relate(doc: Document, figures: Sequence[Figure]) -> list[Relation]:
    """Relations between the figures of an article, by the index of the figure they start from."""
    entries = parts.entries(doc, figures)
    found = [Relation(e.index, p.parent, "part_of", p.confidence, p.basis) for e, p in parts.find(doc, entries)]
    part_of = {r.from_index: r.to_index for r in found}
    found += _denominators(entries, part_of)
    found += _additions(doc, entries, part_of)
    found += _restatements(entries, part_of)
    return sorted(found, key=lambda r: (r.from_index, r.relation, r.to_index))


def _denominators(entries: Sequence[Entry], part_of: dict[int, int]) -> list[Relation]:
    return []


def _additions(doc: Document, entries: Sequence[Entry], part_of: dict[int, int]) -> list[Relation]:
    return []


def _restatements(entries: Sequence[Entry], part_of: dict[int, int]) -> list[Relation]:
    return []
