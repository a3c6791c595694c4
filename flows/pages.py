"""The report as a file: what the warehouse says, made into one page and put in place whole."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

from flows.progress import Share, unheard
from flows.settings import sql_folder
from flows.store import atomic, prepared


def beside(warehouse: Path, subject: str | None = None) -> Path:
    """Where the report on a warehouse, or on one subject of it, goes unless told otherwise."""
    of = f"-{re.sub(r'[^A-Za-z0-9]+', '-', subject)}" if subject else ""
    return warehouse.with_name(f"{warehouse.stem}-report{of}.html")


def write_page(warehouse: Path, target: Path, *, subject: str | None = None, told: Share = unheard) -> int:
    """Write the report on `warehouse` to `target`; returns how many claims it shows, and writes nothing for a subject
    without any; `told` hears of the questions that are answered. Raises QueryError where the warehouse cannot be
    asked, OSError where the page cannot be written.
    """
    from flows.report.page import page

    rows = prepared.answers(warehouse, sql_folder() / "report", told, subject=subject)
    if subject is not None and not rows["claims"]:
        return 0
    text = page(rows, warehouse=warehouse.name, version=version("musterroll"), subject=subject)
    with atomic.written(target) as aside:
        aside.write_text(text, encoding="utf-8")
    return len(rows["claims"])
