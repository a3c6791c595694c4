"""A drop folder: one run for each batch of files that came, once they are quiet."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import typer

from flows.commands.common import Stop, console
from flows.summary import Summary

QUIET_SECONDS: Final = 2.0
"""How long nothing in the folder may change before a run reads it: a file that is being copied changes all the time."""
LONGEST_SECONDS: Final = 300.0
"""After so long a run begins even if files never cease to come; one that is cut short is read again when whole."""


def watch(
    folder: Path, warehouse: Path, run: Callable[[], Summary], *, as_json: bool = False, quiet: bool = False
) -> None:
    """Run at once for what is there, then for each batch that comes, until Ctrl-C.

    A run that stops with a message does not end this; the next batch's run reads its files too. Raises Stop where
    `folder` is none, or holds the warehouse, which each run would see change.
    """
    if not folder.is_dir():
        raise Stop(f"there is no folder {folder} to watch: make it, or name another")
    if warehouse.absolute().is_relative_to(folder.absolute()):
        raise Stop(f"the warehouse {warehouse} lies in the watched folder: name another with --warehouse")
    from flows.report.terminal import plain

    out = console()
    is_shown = not (as_json or quiet)
    if is_shown:
        out.print(plain(f"watching {folder}; Ctrl-C stops it"))
    with suppress(KeyboardInterrupt):  # the usual end of it; what a run had not published the next one does
        for _ in batches(folder):
            try:
                summary = run()
            except Stop as stop:
                console(stderr=True).print(plain(f"musterroll: {stop}; tried again when the next files come"))
                continue
            if as_json:
                typer.echo(json.dumps(summary.as_dict()))
            elif is_shown:
                out.print(line(summary))
    if is_shown:
        typer.echo("stopped")  # not by `out`: Ctrl-C inside its last print would have it print that line again


def batches(folder: Path, quiet_seconds: float = QUIET_SECONDS) -> Iterator[None]:
    """Yield once at the start, and then whenever files came or changed and nothing has for `quiet_seconds`.

    Nothing is missed that comes while the caller works. Hidden files are not looked at, as when a folder is read.
    Ends with Ctrl-C while it waits.
    """
    from watchfiles import Change, watch

    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it warns of Ctrl-C
    root = folder.absolute()

    def counts(change: Change, path: str) -> bool:
        names = Path(path).relative_to(root).parts if Path(path).is_relative_to(root) else Path(path).parts
        is_hidden = any(name.startswith(".") for name in names)
        return change is not Change.deleted and not is_hidden and Path(path).is_file()

    is_first = True
    for changes in watch(
        root,
        watch_filter=counts,
        step=int(quiet_seconds * 1000),
        debounce=int(LONGEST_SECONDS * 1000),
        rust_timeout=500,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        if changes or is_first:
            yield
        is_first = False


def line(summary: Summary) -> str:
    """What a run of a batch did, in one line."""
    counts = {"new": summary.articles_new, "revised": summary.articles_revised, "unchanged": summary.articles_unchanged}
    articles = ", ".join(f"{count:,} {kind}" for kind, count in counts.items())
    rejected = f", {summary.inputs_rejected:,} rejected" if summary.inputs_rejected else ""
    claims = f"{sum(summary.claims_run.values()):,} claims of {sum(summary.claims_total.values()):,}"
    return f"{datetime.now(UTC):%H:%M:%S} UTC  articles {articles}{rejected}; {claims}; {summary.seconds:.1f} s"
