"""Verbs that ask a warehouse: query, trace, runs, issues."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import (
    SECONDS,
    JsonOption,
    Stop,
    WarehouseOption,
    console,
    existing_warehouse,
    print_json,
    unknown,
)

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa
    from rich.console import Console


class Format(StrEnum):
    """Forms of a query result."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def _begun(name: str) -> list[str]:
    """Saved queries whose names begin like this."""
    from flows.commands.saved import saved_queries

    return [known for known in saved_queries() if known.startswith(name)]


def query(
    sql: Annotated[
        str | None, typer.Argument(metavar="[SQL]", help="The question; '-' reads it from standard input.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", metavar="FILE", help="Read the SQL from a file.")] = None,
    saved: Annotated[
        str | None,
        typer.Option("--saved", "-s", metavar="NAME", help="Ask a query of the library.", autocompletion=_begun),
    ] = None,
    listed: Annotated[
        bool,
        typer.Option("--list", "-l", help="List the library and the relations; with the name of one, its columns."),
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="Form of the result.")] = Format.table,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead.")
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=1, help="Rows shown at most as a table.")
    ] = 100,
    warehouse: WarehouseOption = None,
) -> None:
    """Ask the warehouse in SQL. It is opened read-only, and the SQL reaches no other file and no network.

    Examples:

        musterroll query "SELECT subject, measure, count(*) FROM claims GROUP BY ALL ORDER BY ALL"
        musterroll query --list
        musterroll query --list claims
        musterroll query --saved losses --format csv --output losses.csv

    In CSV, text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    from flows.store import reading

    path = existing_warehouse(warehouse)
    if listed:
        _list(path) if sql is None else _list_columns(path, sql)
        return
    text = _the_sql(sql, file, saved)
    try:
        with reading.opened(path) as connection:
            stream = reading.batches(connection, text)
            _write(stream, form, output, limit)
    except reading.QueryError as error:
        raise Stop(str(error)) from error


def _the_sql(sql: str | None, file: Path | None, saved: str | None) -> str:
    """The SQL from wherever it was given; raises Stop unless it was given exactly once."""
    if sum(given is not None for given in (sql, file, saved)) != 1:
        raise Stop(
            "give the SQL as an argument, or --file FILE, or --saved NAME (`musterroll query --list` shows names)"
        )
    if saved is not None:
        from flows.commands.saved import saved_queries

        library = saved_queries()
        if saved not in library:
            unknown("saved query", saved, library, "`musterroll query --list` shows them all")
        return library[saved].sql
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Stop(f"{file} cannot be read: {error}") from error
    assert sql is not None
    return sys.stdin.read() if sql == "-" else sql


def _write(stream: pa.RecordBatchReader, form: Format, output: Path | None, limit: int) -> None:
    from flows.report import results
    from flows.store.reading import stepwise

    rows = stepwise(stream)
    if form is Format.table:
        if output:
            raise Stop("--output needs --format csv, json or parquet")
        out, width = _sheet()
        table, count, beyond = results.as_table(stream.schema, rows, limit=limit, width=width)
        out.print(table)
        if not count:
            console(stderr=True).print("no rows")
        if beyond:
            console(stderr=True).print(f"and {beyond:,} more rows: --limit N shows more, --format csv all of them")
        return
    if form is Format.parquet:
        if output is None and sys.stdout.isatty():
            raise Stop("Parquet is no text: name a file with --output, or pipe it on")
        with output.open("wb") if output else open(sys.stdout.fileno(), "wb", closefd=False) as binary:
            results.write_parquet(stream.schema, rows, binary)
        return
    write = results.write_csv if form is Format.csv else results.write_json
    if output is None:
        write(stream.schema, rows, sys.stdout)
        return
    with output.open("w", encoding="utf-8", newline="") as text:
        write(stream.schema, rows, text)


def _sheet() -> tuple[Console, int | None]:
    """Where tables go, and its width; None for a file or a pipe, where no line is broken."""
    from flows.report.results import WIDE

    is_terminal = sys.stdout.isatty()
    out = console(width=None if is_terminal else WIDE)
    return out, out.width if is_terminal else None


def _list(path: Path) -> None:
    from rich.table import Table

    from flows.commands.saved import saved_queries
    from flows.report.terminal import plain
    from flows.store import reading

    out = console()
    library = saved_queries()
    if library:
        out.print(plain("Saved queries (musterroll query --saved NAME)", "bold"))
        table = Table.grid(padding=(0, 2))
        for name, entry in library.items():
            table.add_row(plain(f"  {name}", "cyan"), plain(entry.description))
        out.print(table)
        out.print()
    out.print(plain("Relations (musterroll query --list NAME shows the columns of one)", "bold"))
    with reading.opened(path) as connection:
        commented = reading.comments(connection)
    table = Table.grid(padding=(0, 2))
    for name, comment in commented.items():
        table.add_row(plain(f"  {name}", "cyan"), plain(comment))
    out.print(table)


def _list_columns(path: Path, name: str) -> None:
    """Columns of a relation with their meaning, unit and allowed values."""
    from rich.table import Table

    from flows.report.terminal import plain
    from flows.store import reading

    with reading.opened(path) as connection:
        described = reading.columns(connection, name)
        if not described:
            unknown("relation", name, reading.relations(connection), "`musterroll query --list` shows them all")
    table = Table.grid(padding=(0, 2))
    for row in described:
        table.add_row(plain(row["name"], "cyan"), plain(row["type"].lower(), "dim"), plain(row["comment"] or ""))
    console().print(table)


def trace(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="Identifier of a claim, fact, estimate, number or article.")
    ],
    as_json: JsonOption = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Follow a number to its sentence: the words with the number underlined, and who says so through whom.

    ID is the id of a claim, of a row of a fct_ or est_ relation, of a quantity, a sentence or an article, or the start
    of one that is enough to tell. Example:

        musterroll trace "$(musterroll query 'SELECT max(claim_id) FROM claims' --format csv | tail -1)"
    """
    from flows.store import provenance, reading

    path = existing_warehouse(warehouse)
    try:
        with reading.opened(path) as connection:
            found = provenance.find(connection, identifier.strip())
            proofs = [_proof(connection, claim) for claim in _claims_of(found, identifier)]
    except reading.QueryError as error:
        raise Stop(str(error)) from error
    if as_json:
        print_json([{"stands_for": entry.relation, "id": entry.identifier} for entry in found] + proofs)
        return
    from flows.report.tracing import Trace, render

    out = console()
    if found[0].relation != "claims":
        claims = "one claim" if len(proofs) == 1 else f"{len(proofs)} claims"
        out.print(f"{found[0].identifier} in {found[0].relation} rests on {claims}\n")
    for number, rows in enumerate(proofs):
        if number:
            out.rule(characters="-", style="dim")
        for piece in render(Trace(**rows), width=out.width):
            out.print(piece)


def _proof(connection: duckdb.DuckDBPyConnection, claim_id: str) -> dict[str, Any]:
    from flows.store import provenance

    return provenance.proof(connection, claim_id)


def _claims_of(found: list[Any], identifier: str) -> list[str]:
    """Claims behind what was found; raises Stop where nothing or too much was found."""
    if not found:
        raise Stop(
            f"nothing in the warehouse is called {identifier!r}: identifiers are in the columns ending with _id, "
            'for example `musterroll query "SELECT claim_id, measure, subject, evidence FROM claims LIMIT 5"`'
        )
    if len(found) > 1:
        names = ", ".join(f"{entry.identifier} ({entry.relation})" for entry in found[:5])
        raise Stop(f"{identifier!r} is the start of several identifiers: {names}{', ...' if len(found) > 5 else ''}")
    if not found[0].claim_ids:
        raise Stop(f"{found[0].identifier} in {found[0].relation} has no claim: `musterroll explain` shows why")
    return list(found[0].claim_ids)


def runs(
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="The newest runs to show.")] = 20,
    as_json: JsonOption = False,
    warehouse: WarehouseOption = None,
) -> None:
    """List the runs that changed the warehouse, the newest first; --json has versions and the hash of the input too."""
    columns = "articles_new AS new, articles_revised AS revised, articles_unchanged AS unchanged, inputs_rejected AS "
    columns += "rejected, claims_count AS claims, issues_count AS issues, array_to_string(inputs, ' ') AS inputs"
    columns = f"run_id, date_trunc('second', started_at) AS started_at, {SECONDS} AS seconds, {columns}"
    _show(
        f"SELECT {f'*, {SECONDS} AS seconds' if as_json else columns} FROM runs "
        f"ORDER BY started_at DESC, run_id LIMIT {limit}",
        existing_warehouse(warehouse),
        as_json=as_json,
        nothing="no run has changed this warehouse",
    )


def issues(
    run: Annotated[str | None, typer.Option("--run", metavar="RUN_ID", help="Only those of this run.")] = None,
    code: Annotated[str | None, typer.Option("--code", metavar="CODE", help="Only those of this code.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", metavar="N", min=1, help="The newest issues to show.")] = 50,
    as_json: JsonOption = False,
    warehouse: WarehouseOption = None,
) -> None:
    """List what no stage could use, and what to do about it, the newest first."""
    shown = "replace(message, input || ': ', '') AS message"
    columns = "input, stage, code, message, occurred_at" if as_json else f"input, code, {shown}, occurred_at"
    _show(
        f"SELECT {columns} FROM issues WHERE ($run IS NULL OR run_id = $run) "
        f"AND ($code IS NULL OR code = $code) ORDER BY occurred_at DESC, input LIMIT {limit}",
        existing_warehouse(warehouse),
        {"run": run, "code": code},
        as_json=as_json,
        nothing="no issues",
    )


def _show(sql: str, path: Path, parameters: dict[str, Any] | None = None, *, as_json: bool, nothing: str) -> None:
    """Print the rows of a query of our own as a table whose last columns may wrap, or as JSON."""
    from flows.report.results import rows_table
    from flows.store import reading

    try:
        found = reading.ask(path, sql, parameters or ())
    except reading.QueryError as error:
        raise Stop(str(error)) from error
    if as_json:
        print_json(found)
    elif found:
        out, width = _sheet()
        out.print(rows_table(found, width=width))
    else:
        console().print(nothing)
