"""What is counted in a sentence: a number with the noun phrase behind it, and numbers that are no figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flows.claims.heads import Head
from flows.claims.quantities import Number
from flows.claims.words import word_class


class Rejection(NamedTuple):
    """A number that is no figure, and why."""

    number: Number
    reason: str
    head_noun: str | None


class Count(NamedTuple):
    """A count in a sentence: its number, noun phrase, and tokens `first:last` from comparator to head."""

    number: Number
    first: int
    number_last: int
    last: int
    head: Head
    run: int = -1
    is_article: bool = False


def are_troops(words: Sequence[str], head: Head) -> bool:
    """Whether those counted are fighting men, who are withdrawn where others are evacuated: no sailors of a tanker."""
    armed = head.klass == "person" and head.kind in {"military", "fighter"} and head.noun >= 0
    return armed and words[head.noun] not in word_class("seafarers")
