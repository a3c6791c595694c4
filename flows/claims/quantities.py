"""Every number of a text: its span, kind, comparator and bounds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text; offsets are into that text, half-open.

    `start:end` holds the number words alone ("14,000"); `outer_start:outer_end` also the words that compare
    ("about 14,000", "14,000 or so"). `values` are the numbers stated: one, two for a range, none for vague words.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    kind: str
    comparator: str | None
    values: tuple[float, ...]
    low: float | None
    best: float | None
    high: float | None
    low_open: bool
    high_open: bool
    bounds_rule: str | None
    reject_reason: str | None = None


def scan(text: str) -> list[Number]:
    """All numbers of `text` in order, without overlap."""
    return []
