"""What the verbs share: options that mean the same everywhere, how they stop, where they print."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console

SECONDS = "greatest(0, round(epoch(finished_at - started_at), 3))"
"""SQL of how long a row of runs took; a clock that was set back makes no negative time of it."""


class Status(IntEnum):
    """Exit statuses; 2 is also what wrong usage gives."""

    FINE = 0
    CHECKS_FAILED = 1
    NOTHING_LOADED = 2
    HELD = 3
    INTERRUPTED = 130
    TERMINATED = 143


class Stop(Exception):
    """Ends a command with a message for the user (what happened, with what, what to do) and a status."""

    def __init__(self, message: str, status: int = Status.NOTHING_LOADED) -> None:
        super().__init__(message)
        self.status = int(status)


WarehouseOption = Annotated[
    Path | None,
    typer.Option(
        "--warehouse",
        "-w",
        envvar="MUSTERROLL_WAREHOUSE",
        metavar="FILE",
        help="The DuckDB file.",
        show_default="musterroll.duckdb in warehouse/",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing unless something goes wrong.")]

LogOption = Annotated[
    str | None,
    typer.Option(
        "--log",
        metavar="LEVEL",
        help="Log events on standard error: debug, info, warning or error.",
        show_default="what MUSTERROLL_LOG says, else nothing",
    ),
]
LogJsonOption = Annotated[
    bool, typer.Option("--log-json", help="Log as JSON, an object a line; or set MUSTERROLL_LOG_FORMAT to json.")
]


def start_log(level: str | None, as_json: bool) -> None:
    """Log as asked for on the command line or in the environment; raises Stop where that is no level or format."""
    from flows import logs

    try:
        logs.configure(level, as_json=as_json or None)
    except ValueError as error:
        raise Stop(str(error)) from error


def warehouse_path(given: Path | None) -> Path:
    """The warehouse asked for, or the usual one."""
    from flows.settings import default_warehouse

    return given or default_warehouse()


def existing_warehouse(given: Path | None) -> Path:
    """The warehouse asked for, which must be there; raises Stop with what to do where it is not."""
    path = warehouse_path(given)
    if not path.is_file():
        raise Stop(f"there is no warehouse at {path}: make it with `musterroll run`, or name another with --warehouse")
    return path


def console(*, stderr: bool = False, width: int | None = None) -> Console:
    """Console that shows article text safely; `width` where it is not that of the terminal."""
    from flows.report.terminal import console as safe_console

    return safe_console(stderr=stderr, width=width)


def print_json(value: Any) -> None:
    """JSON on standard output: dates in ISO form, only ASCII, so that no terminal reads article text as codes."""
    typer.echo(json.dumps(value, indent=1, default=str))


def unknown(kind: str, name: str, known: Iterable[str], more: str) -> NoReturn:
    """Stop over a name that is not there, with the ones nearest to it."""
    close = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(close)}? " if close else ""
    raise Stop(f"there is no {kind} {name!r}: {hint}{more}")
