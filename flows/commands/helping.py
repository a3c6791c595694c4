"""Verbs that help to find the way: doctor, shell."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple

import typer

from flows.commands.common import (
    SECONDS,
    JsonOption,
    WarehouseOption,
    console,
    existing_warehouse,
    print_json,
    warehouse_path,
)

PACKAGES: Final = ("musterroll", "duckdb", "pyarrow", "prefect", "trafilatura")
LOW_DISK: Final = 1_000_000_000
"""Free bytes beside the warehouse under which a run may not fit: it builds a second copy before the exchange."""


class Finding(NamedTuple):
    """One thing that was looked at."""

    state: Literal["fine", "note", "trouble"]
    subject: str
    message: str


def doctor(as_json: JsonOption = False, warehouse: WarehouseOption = None) -> None:
    """Look at everything that a run or a query needs, and say what to do about what is missing.

    Exit status 1 if something would not work.
    """
    path = warehouse_path(warehouse)
    findings = [*_programs(), *_inputs(), *_warehouse(path), *_prefect()]
    if as_json:
        print_json([finding._asdict() for finding in findings])
    else:
        _print(findings)
    if any(finding.state == "trouble" for finding in findings):
        raise typer.Exit(1)


def _print(findings: list[Finding]) -> None:
    from rich.table import Table

    from flows.report.terminal import one_line, plain

    styles = {"fine": "green", "note": "yellow", "trouble": "bold red"}
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(style="bold")
    table.add_column(ratio=1)
    for finding in findings:
        table.add_row(plain(finding.state, styles[finding.state]), finding.subject, plain(one_line(finding.message)))
    console().print(table)


def _programs() -> Iterator[Finding]:
    yield Finding("fine", "python", f"{platform.python_version()} on {platform.system()}, {os.cpu_count()} processors")
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Finding("trouble", "packages", f"{name} is not installed: run `uv sync`")
    yield Finding("fine", "packages", ", ".join(found))
    from flows.settings import sql_folder

    models = len(list(sql_folder().rglob("*.sql")))
    state: Literal["fine", "trouble"] = "fine" if models else "trouble"
    yield Finding(state, "sql", f"{models} SQL files" if models else "no SQL files are installed: reinstall musterroll")


def _inputs() -> Iterator[Finding]:
    from flows.settings import DEFAULT_INPUTS

    raw = Path(DEFAULT_INPUTS[0])
    if not raw.is_dir():
        yield Finding(
            "note", "inputs", f"there is no folder {raw}/ here: name inputs, as in `musterroll run articles/`"
        )
        return
    count = sum(path.is_file() for path in raw.rglob("*"))
    yield Finding("fine", "inputs", f"{count} files in {raw}/, read when no input is named")


def _warehouse(path: Path) -> Iterator[Finding]:
    from flows.settings import warehouse_file

    try:
        warehouse_file(path)
    except ValueError as error:
        yield Finding("trouble", "warehouse", str(error))
        return
    parent = path.parent
    while not parent.exists():
        parent = parent.parent
    if not os.access(parent, os.W_OK):
        yield Finding("trouble", "warehouse", f"{parent} cannot be written: name another file with --warehouse")
    free = shutil.disk_usage(parent).free
    from flows.report.closing import size

    held = path.stat().st_size if path.is_file() else 0
    state: Literal["fine", "note"] = "note" if free < LOW_DISK + 2 * held else "fine"
    yield Finding(state, "disk", f"{size(free)} free beside the warehouse")
    yield from _unended(path)
    if not path.is_file():
        yield Finding("note", "warehouse", f"there is none at {path} yet: `musterroll run` makes it")
        return
    yield from _contents(path)


def _unended(path: Path) -> Iterator[Finding]:
    """A run that is at work, or that was stopped and has not been made up for."""
    from flows.store.lock import holder
    from flows.workspace import folder_beside, left

    if who := holder(path):
        said = f"process {who.get('pid')} on {who.get('host')} is at work since {who.get('started_at')}"
        yield Finding("note", "run", f"{said}: a second run waits with --wait SECONDS")
        return
    stopped = left(path)
    if stopped:
        reason = stopped.get("reason") or "killed, or the machine went down"
        when = stopped.get("stopped_at") or stopped["started_at"]
        message = f"{stopped['run_id']} did not end ({when}: {reason}): put that right and run again, it goes on"
        yield Finding("trouble", "run", f"{message} with {folder_beside(path)}")


def _contents(path: Path) -> Iterator[Finding]:
    from flows.report.closing import size
    from flows.settings import sql_folder
    from flows.store import modelling, reading
    from flows.store.sqlfiles import ModelError

    try:
        with reading.opened(path) as connection:
            counts = reading.rows(
                connection,
                "SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM claims) AS claims",
            )[0]
            runs = reading.rows(
                connection, f"SELECT *, {SECONDS} AS seconds FROM runs ORDER BY started_at DESC LIMIT 1"
            )
            passed, failures = modelling.check(connection, sql_folder())
    except (reading.QueryError, ModelError) as error:
        yield Finding("trouble", "warehouse", f"{error}; move the file away and run again")
        return
    facts = f"{counts['articles']:,} articles, {counts['claims']:,} claims, {size(path.stat().st_size)}"
    yield Finding("fine", "warehouse", f"{path}: {facts}")
    if failures:
        said = f"{len(failures)} of {passed} checks fail: `musterroll check` shows the rows; please report it"
        yield Finding("trouble", "checks", said)
    else:
        yield Finding("fine", "checks", f"{passed} passed")
    for run in runs:
        yield _last(run)


def _last(run: Mapping[str, Any]) -> Finding:
    """The last run that changed the warehouse."""
    counts = ", ".join(
        f"{run[name]:,} {label}"
        for name, label in (
            ("articles_new", "new"),
            ("articles_revised", "revised"),
            ("claims_count", "claims"),
            ("inputs_rejected", "inputs rejected"),
        )
    )
    said = f"{run['run_id']} of {run['started_at']:%Y-%m-%d %H:%M} UTC: {counts}, {run['seconds']:.0f} s"
    if run["issues_count"]:
        return Finding("note", "last run", f"{said}; `musterroll issues --run {run['run_id']}` says what to do")
    return Finding("fine", "last run", said)


def _prefect() -> Iterator[Finding]:
    from flows.servers import VARIABLE, answers, configured_api

    url = configured_api()
    if not url:
        yield Finding(
            "fine", "prefect", f"no API is configured, so runs stay in this process; set {VARIABLE} to have flow runs"
        )
    elif answers(url):
        yield Finding("fine", "prefect", f"{url} answers; runs are flow runs there (--engine local keeps them here)")
    else:
        yield Finding("trouble", "prefect", f"{url} does not answer: `prefect server start`, or unset {VARIABLE}")


HARLEQUIN: Final = "harlequin"
SHELLS: Final = (
    ("harlequin", "uv sync --extra shell, or pip install 'musterroll[shell]'; then musterroll shell"),
    ("DuckDB shell", "duckdb -readonly {path}"),
    ("DuckDB in the browser", "duckdb -readonly -ui {path}"),
    ("DBeaver", "New connection, DuckDB, path {path}; Driver properties: duckdb.read_only = true"),
    ("Python", "import duckdb; con = duckdb.connect({text}, read_only=True); con.sql('FROM claims')"),
    ("pandas", "con.sql('FROM fct_casualties').df()"),
    ("polars", "con.sql('FROM fct_casualties').pl()"),
    ("marimo", "import marimo as mo; mo.sql('FROM claims', engine=con)"),
    ("R", 'con <- DBI::dbConnect(duckdb::duckdb(), {text}, read_only = TRUE); DBI::dbReadTable(con, "claims")'),
    ("Parquet, without DuckDB", "pandas.read_parquet({exports})"),
)
"""Tools and what to say to them; Python's `con` goes for the three after it too."""


def shell(
    listed: Annotated[bool, typer.Option("--list", "-l", help="Only say how to open it in other tools.")] = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Open the warehouse read-only in harlequin, a SQL editor for the terminal; or say how to open it in other tools.

    `uv sync --extra shell` or `pip install 'musterroll[shell]'` installs harlequin. Readers keep what they opened when
    a run replaces the file.
    """
    path = existing_warehouse(warehouse).absolute()
    if not listed and sys.stdin.isatty() and sys.stdout.isatty() and find_spec(HARLEQUIN):
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", HARLEQUIN, "--read-only", str(path)])
    from flows.report.terminal import plain
    from flows.settings import Options

    out = console()
    exports = Options(warehouse=path).export_folder / "claims.parquet"
    for tool, how in SHELLS:
        said = how.format(path=shlex.quote(str(path)), text=repr(str(path)), exports=repr(str(exports)))
        out.print(plain(tool, "bold"))
        out.print(plain(f"  {said}"), soft_wrap=True)  # the terminal breaks it, so that it is copied whole
