"""Who is told how far a work has come; the command shows it as a bar, a flow run logs it, nobody else hears of it."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float, float | None], None]
"""Told the stage under way, what of it is done and the whole, if that is known."""
Share = Callable[[float, float], None]
"""Told what of one stage is done, and the whole."""


def silent(stage: str, done: float, total: float | None) -> None:
    """Progress that nobody wants to hear of."""


def unheard(done: float, total: float) -> None:
    """A share that nobody wants to hear of."""


def share_of(report: Progress, stage: str) -> Share:
    """The ear of one stage."""
    return lambda done, total: report(stage, done, total)
