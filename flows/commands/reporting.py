"""The verb that writes the warehouse as a page to read: report."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import Stop, WarehouseOption, console, existing_warehouse, unknown


def report(
    subject: Annotated[
        str | None,
        typer.Option("--subject", "-s", metavar="CODE", help="Only claims about this one, as PRK.", show_default="all"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The page to write.", show_default="beside the warehouse"),
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Write one HTML page to read and to send: what changed, forces, losses, sources, alerts, every claim in its words.

    It holds everything that it shows and works without a network. A link to a claim, as report.html#claim-clm_...,
    stays good as long as the article says so. Examples:

        musterroll report
        musterroll report --subject PRK --output north-korea.html
    """
    from flows.settings import sql_folder
    from flows.store import atomic, prepared, reading

    path = existing_warehouse(warehouse)
    try:
        rows = prepared.answers(path, sql_folder() / "report", subject=subject)
        if subject is not None and not rows["claims"]:
            known = [row["subject"] for row in reading.ask(path, "SELECT DISTINCT subject FROM claims ORDER BY ALL")]
            unknown("subject", subject, filter(None, known), '`musterroll query "FROM dim_entity"` shows their codes')
    except reading.QueryError as error:
        raise Stop(f"{path} cannot be reported on: {error}") from error
    from flows.report.page import page
    from flows.report.terminal import plain

    target = output or _beside(path, subject)
    text = page(rows, warehouse=path.name, version=version("musterroll"), subject=subject)
    try:
        with atomic.written(target) as aside:
            aside.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Stop(f"{target} cannot be written: {error}") from error
    megabytes = target.stat().st_size / 1e6
    console().print(plain(f"{len(rows['claims']):,} claims in {target} ({megabytes:.1f} MB): open it in a browser"))


def _beside(warehouse: Path, subject: str | None) -> Path:
    of = f"-{re.sub(r'[^A-Za-z0-9]+', '-', subject)}" if subject else ""
    return warehouse.with_name(f"{warehouse.stem}-report{of}.html")
