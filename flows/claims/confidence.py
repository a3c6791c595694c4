"""How likely a claim is right, and why it may not be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from flows.claims.figures import Figure
from flows.lexicon import read_toml

if TYPE_CHECKING:
    from flows.claims.actors import Actors

REASONS = ("default.", "inherit.", "whole.")  # ways of finding a measure that a reader should know of


def of(figure: Figure, who: Actors) -> tuple[float, list[str]]:
    """Probability from 0 to 1 that measure, bounds, unit and subject are right, and the reasons that lower it.

    Log odds of lexicon/confidence.toml, added up over the rules, doubts and the measure of the claim.
    """
    data = read_toml("confidence.toml")
    reasons = [rule for rule in figure.rule_ids if rule.startswith(REASONS)] + list(who.doubts)
    if who.subject is None:
        reasons.append("subject_unknown")
    evidence = [*figure.rule_ids, *who.rule_ids, *who.doubts, figure.measure]
    odds = data["base"] + sum(
        weight for term, weight in data["terms"].items() if any(name.startswith(term) for name in evidence)
    )
    return round(1.0 / (1.0 + math.exp(-odds)), 3), reasons
