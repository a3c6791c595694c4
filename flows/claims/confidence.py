"""How likely a claim is right, and why it may not be."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from flows.claims.figures import Figure
from flows.lexicon import read_toml

if TYPE_CHECKING:
    from flows.claims.actors import Actors

REASONS = ("default.", "inherit.", "whole.")  # ways of finding a measure that a reader should know of


@cache
def _log_odds() -> tuple[float, tuple[tuple[str, float], ...]]:
    data = read_toml("confidence.toml")
    return data["base"], tuple(data["terms"].items())


@cache
def _terms_of(name: str) -> frozenset[int]:
    """Places of the terms that the name of a rule, a doubt or a measure starts with."""
    return frozenset(at for at, (term, _) in enumerate(_log_odds()[1]) if name.startswith(term))


def of(figure: Figure, who: Actors) -> tuple[float, list[str]]:
    """Probability from 0 to 1 that measure, bounds, unit and subject are right, and the reasons that lower it.

    Log odds of lexicon/confidence.toml, added up over the rules, doubts and the measure of the claim.
    """
    base, terms = _log_odds()
    reasons = [rule for rule in figure.rule_ids if rule.startswith(REASONS)] + list(who.doubts)
    if who.subject is None:
        reasons.append("subject_unknown")
    evidence = [*figure.rule_ids, *who.rule_ids, *who.doubts, figure.measure]
    told = sorted(set().union(*map(_terms_of, evidence)))
    odds = base + sum(terms[at][1] for at in told)
    return round(1.0 / (1.0 + math.exp(-odds)), 3), reasons
