"""A period with its basis and extent, and how one is made of another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from flows.claims.timeline import Timeline

# Basis of a period whose time expression was found on the basis of calendar_words.TimeRef.
BASIS: Final = {"explicit": "explicit", "frame": "explicit", "context": "explicit", "relative": "relative"}


@dataclass(frozen=True, slots=True)
class When:
    """First and last day that a figure covers, None where unknown; basis and extent as in flows.schemas."""

    start: date | None
    end: date | None
    basis: str | None
    extent: str
    rule_ids: tuple[str, ...]


def told(when: When, start: date | None, end: date | None, rule: str) -> When:
    """`when` with days that the text tells elsewhere."""
    return replace(when, start=start, end=end, basis="inherited", rule_ids=(*when.rule_ids, rule))


def same_as(source: When, when: When, rule: str) -> When:
    """`when` with the days of `source`; a running total keeps an end of its own."""
    return replace(
        when,
        start=source.start,
        end=source.end if when.extent != "cumulative" else when.end or source.end,
        basis="inherited",
        rule_ids=(*when.rule_ids, rule),
    )


def until_published(timeline: Timeline, when: When) -> When:
    """What is told of in the past tense, or as a total, does not reach beyond the day of publication."""
    published = timeline.doc.published
    if published is None:
        return when
    return replace(when, end=published, basis="published", rule_ids=(*when.rule_ids, "period.published"))
