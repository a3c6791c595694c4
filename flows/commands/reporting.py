"""The verb that writes the warehouse as a page to read: report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import (
    JsonOption,
    QuietOption,
    Stop,
    WarehouseOption,
    console,
    existing_warehouse,
    print_json,
    unknown,
)
from flows.commands.progress import progress_bar


def report(
    subject: Annotated[
        str | None,
        typer.Option("--subject", "-s", metavar="CODE", help="Only claims about this one, as PRK.", show_default="all"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The page to write.", show_default="beside the warehouse"),
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Write one HTML page to read and to send: what changed, forces, losses, sources, alerts, every claim in its words.

    It holds everything that it shows and works without a network. A link to a claim, as report.html#claim-clm_...,
    stays good as long as the article says so. Examples:

        musterroll report
        musterroll report --subject PRK --output north-korea.html
    """
    from flows.pages import beside, write_page
    from flows.progress import share_of
    from flows.report.terminal import plain
    from flows.store import reading

    path = existing_warehouse(warehouse)
    target = output or beside(path, subject)
    try:
        with progress_bar(shown=not (quiet or as_json)) as tell:
            claims = write_page(path, target, subject=subject, told=share_of(tell, "report"))
        if subject is not None and not claims:
            known = [row["subject"] for row in reading.ask(path, "SELECT DISTINCT subject FROM claims ORDER BY ALL")]
            unknown("subject", subject, filter(None, known), '`musterroll query "FROM dim_entity"` shows their codes')
    except reading.QueryError as error:
        raise Stop(f"{path} cannot be reported on: {error}") from error
    except OSError as error:
        raise Stop(f"{target} cannot be written: {error}") from error
    size = target.stat().st_size
    if as_json:
        print_json({"page": str(target), "subject": subject, "claims": claims, "bytes": size})
    if as_json or quiet:
        return
    shown = "one claim" if claims == 1 else f"{claims:,} claims"
    console().print(plain(f"{shown} in {target} ({size / 1e6:.1f} MB): open it in a browser"))
