"""A number read as a figure of a measure, before it is said whose, when, where and who says so."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.claims.quantities import Number


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts people or equipment of a measure.

    `head_start:head_end` is the span of the noun phrase counted ("Ukrainian soldiers"), None where it is elided;
    `cue_start:cue_end` the words that show the measure ("were killed", "has sent"), None where the head alone does.
    `antecedent` is the index, among the article's figures, of the figure whose head an elided one takes over.
    """

    number: Number
    sentence: int
    measure: str
    unit: str
    head_start: int | None = None
    head_end: int | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    antecedent: int | None = None
    confidence: float = 1.0
    rule_ids: tuple[str, ...] = field(default_factory=tuple)
