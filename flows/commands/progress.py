"""The bar of a long work: stage, share, rate and time left, on standard error while that is a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from flows.commands.common import console
from flows.progress import Progress, silent

UNITS: Final = {
    "ingest": "articles",
    "extract": "characters",
    "evaluate": "articles",
    "transform": "models",
    "export": "relations",
    "report": "questions",
}
"""What is counted in a stage."""


@contextmanager
def progress_bar(*, shown: bool) -> Iterator[Progress]:
    """A bar that the work tells of its progress; nothing where standard error is no terminal, or unless `shown`."""
    out = console(stderr=True)
    if not shown or not out.is_terminal:
        yield silent
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<9}"),
        BarColumn(bar_width=16),
        TextColumn("{task.fields[share]:>4}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[rate]}"),
    )
    with Progress(*columns, console=out, transient=True) as bar:
        task = bar.add_task("starting", total=None, share="", rate="")
        stage_now = ""

        def report(stage: str, done: float, total: float | None) -> None:
            nonlocal stage_now
            if stage != stage_now:
                stage_now = stage
                bar.reset(task, description=stage, total=total, share="", rate="")
            share = f"{done / total:.0%}" if total else ""
            bar.update(task, completed=done, total=total, share=share)
            bar.update(task, rate=rate(stage, done, bar.tasks[0].speed))

        yield report


def rate(stage: str, done: float, speed: float | None) -> str:
    """How much of a stage is done, and how much of it in a second, where that can be said."""
    unit = UNITS.get(stage)
    if unit is None or not done:
        return ""
    return f"{_short(done)} {unit.removesuffix('s') if done == 1 else unit}" + (f", {_short(speed)}/s" if speed else "")


def _short(value: float) -> str:
    """A number in at most five characters."""
    for size, sign in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if value >= size:
            return f"{value / (1e3 if sign == 'k' else size):.{0 if value >= 100 * size or sign == 'k' else 1}f}{sign}"
    return f"{value:.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"
