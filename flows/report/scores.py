"""The result of an evaluation as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from flows.report.evaluation import LEVELS
from flows.report.terminal import one_line, plain


def render(result: Mapping[str, Any], *, misses: int = 0) -> Iterator[RenderableType]:
    """Renderables of what flows.report.evaluation.evaluate gives, with the first `misses` misses."""
    missing = f", {result['articles_missing']} of them not read" if result["articles_missing"] else ""
    yield plain(f"{result['articles']} articles{missing}, {result['gold']} gold claims, {result['pred']} extracted")
    yield Text()
    levels = _table("level", "precision", "recall", "F1")
    for level in LEVELS:
        levels.add_row(level, *(f"{result[level][rate]:.3f}" for rate in ("precision", "recall", "f1")))
    yield levels
    yield Text()
    attributes = _table("attribute of found claims", "right")
    for name, share in result["attributes"].items():
        if share is not None:
            attributes.add_row(name, f"{share:.3f}")
    yield attributes
    yield Text()
    measures = _table("measure", "gold", "extracted", "right", "precision", "recall", "F1")
    for name, row in result["measures"].items():
        counts = (str(row.get(key, 0)) for key in ("gold", "pred", "hit"))
        measures.add_row(name, *counts, *(f"{row[rate]:.3f}" for rate in ("precision", "recall", "f1")))
    yield measures
    yield Text()
    confidence = _table("stated confidence", "claims", "mean stated", "figures right", "facts right")
    for row in result["reliability"]:
        shares = (f"{row[key]:.3f}" for key in ("stated", "figure", "fact"))
        confidence.add_row(f"{row['from']:.2f} to {row['to']:.2f}", str(row["claims"]), *shares)
    yield confidence
    if misses and result["misses"]:
        yield Text()
        for line in result["misses"][:misses]:
            yield plain(one_line(line))


def _table(first: str, *numbers: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(first)
    for name in numbers:
        table.add_column(name, justify="right")
    return table
