"""The verb that writes the warehouse as a page to read: report."""

from __future__ import annotations

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
    from flows.pages import beside, write_page
    from flows.report.terminal import plain
    from flows.store import reading

    path = existing_warehouse(warehouse)
    target = output or beside(path, subject)
    try:
        claims = write_page(path, target, subject=subject)
        if subject is not None and not claims:
            known = [row["subject"] for row in reading.ask(path, "SELECT DISTINCT subject FROM claims ORDER BY ALL")]
            unknown("subject", subject, filter(None, known), '`musterroll query "FROM dim_entity"` shows their codes')
    except reading.QueryError as error:
        raise Stop(f"{path} cannot be reported on: {error}") from error
    except OSError as error:
        raise Stop(f"{target} cannot be written: {error}") from error
    megabytes = target.stat().st_size / 1e6
    shown = "one claim" if claims == 1 else f"{claims:,} claims"
    console().print(plain(f"{shown} in {target} ({megabytes:.1f} MB): open it in a browser"))
