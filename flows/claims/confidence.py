"""How likely a claim is right, and why it may not be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.claims.figures import Figure

if TYPE_CHECKING:
    from flows.claims.actors import Actors
    from flows.claims.periods import When


def of(figure: Figure, who: Actors, when: When) -> tuple[float, list[str]]:
    """Probability from 0 to 1 that measure, bounds and subject are right, and the reasons that lower it."""
    reasons = [rule for rule in figure.rule_ids if rule.startswith(("default.", "inherit."))]
    reasons += who.doubts
    probability = 0.92 * figure.confidence
    probability -= 0.1 * len(who.doubts)
    if who.subject is None:
        reasons.append("subject_unknown")
        probability -= 0.05
    return round(min(0.99, max(0.05, probability)), 3), reasons
