"""How the figures of an article hang together: parts of a total, additions, denominators, restatements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.claims import breakdowns, entries, parts
from flows.claims.document import Document
from flows.claims.entries import Article, Part
from flows.claims.figures import Figure


@dataclass(frozen=True, slots=True)
class Relation:
    """Figure `from_index` is `relation` (schemas.RELATIONS) of figure `to_index`, as the words `basis` show."""

    from_index: int
    to_index: int
    relation: str
    confidence: float
    basis: str


def relate(doc: Document, figures: Sequence[Figure]) -> list[Relation]:
    """Relations between the figures of an article, by the index of the figure they start from."""
    article = entries.read(doc, figures)
    stated = parts.find(article)
    totals = {**breakdowns.find(article, stated), **stated}
    found = [Relation(index, part.parent, "part_of", part.confidence, part.basis) for index, part in totals.items()]
    found += _denominators(article, totals)
    found += _additions(article, totals)
    found += _restatements(article, totals)
    return sorted(found, key=lambda r: (r.from_index, r.relation, r.to_index))


def _denominators(article: Article, totals: dict[int, Part]) -> list[Relation]:
    return []


def _additions(article: Article, totals: dict[int, Part]) -> list[Relation]:
    return []


def _restatements(article: Article, totals: dict[int, Part]) -> list[Relation]:
    return []
