"""Verbs that look a warehouse over and hand it on: check, export."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.common import (
    JsonOption,
    QuietOption,
    Status,
    Stop,
    WarehouseOption,
    console,
    existing_warehouse,
    print_json,
)
from flows.commands.progress import progress_bar


def check(as_json: JsonOption = False, quiet: QuietOption = False, warehouse: WarehouseOption = None) -> None:
    """Check every row of the warehouse again: offsets, bounds, allowed values, references, facts, estimates.

    A run does the same before it publishes. Exit status 1 if a check fails.

    Examples:

        musterroll check
        musterroll check --json --warehouse desk.duckdb
    """
    from flows.report.terminal import one_line, plain
    from flows.settings import sql_folder
    from flows.store import modelling, reading
    from flows.store.sqlfiles import ModelError

    path = existing_warehouse(warehouse)
    try:
        with reading.opened(path) as connection:
            count, failures = modelling.check(connection, sql_folder())
    except (reading.QueryError, ModelError) as error:
        raise Stop(f"{path} cannot be checked: {error}") from error
    if as_json:
        print_json({"passed": count - len(failures), "failed": [asdict(failure) for failure in failures]})
    elif failures or not quiet:
        out = console(stderr=quiet)
        for failure in failures:
            out.print(plain(one_line(str(failure))))
        out.print(f"{count - len(failures)} passed, {len(failures)} failed")
    if failures:
        raise typer.Exit(Status.CHECKS_FAILED)


class Files(StrEnum):
    """Forms of an export."""

    parquet = "parquet"
    csv = "csv"
    release = "release"
    iceberg = "iceberg"


def export(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="Where to write.", show_default="beside the warehouse"),
    ] = None,
    form: Annotated[
        Files,
        typer.Option(
            "--format",
            metavar="FORM",
            help="parquet, csv, release or iceberg; release: Parquet with codebook, checksums and changes; iceberg: "
            "tables by day.",
        ),
    ] = Files.parquet,
    relations: Annotated[
        list[str] | None,
        typer.Option("--relation", "-r", metavar="NAME", help="Only this relation; may be repeated."),
    ] = None,
    partition: Annotated[
        bool, typer.Option("--partition", help="Facts as folders with one Parquet file a measure.")
    ] = False,
    catalog: Annotated[
        str | None,
        typer.Option("--catalog", metavar="URI", help="SQL database that is the catalogue of Iceberg tables."),
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Write the published relations as files: each there whole or not at all, with a manifest of rows and hashes.

    Iceberg tables are brought up to the warehouse, of which they keep every state; readers and other writers may be at
    work. In CSV, text that a spreadsheet would run as a formula gets an apostrophe before it. Examples:

        musterroll export
        musterroll export desk/ --format csv --relation fct_casualties --relation dim_measure
        musterroll export releases/ --format release
        musterroll export lake/ --format iceberg
    """
    from flows.progress import share_of
    from flows.settings import Options, sql_folder
    from flows.store import export as files
    from flows.store import release
    from flows.store.connection import WarehouseError

    path = existing_warehouse(warehouse)
    target = folder or Options(warehouse=path).export_folder
    if partition and form in (Files.csv, Files.iceberg):
        raise Stop("--partition is for Parquet: leave it out, or choose --format parquet")
    if form is Files.iceberg and folder is None:
        raise Stop("name the folder of the lake: it is kept apart from the files beside the warehouse")
    if form is Files.iceberg and find_spec("pyiceberg") is None:
        raise Stop("--format iceberg needs pyiceberg, which is not installed: install musterroll[lake]")
    if catalog and form is not Files.iceberg:
        raise Stop("--catalog is for --format iceberg")
    told_of = ""
    try:
        with progress_bar(shown=not (quiet or as_json)) as tell:
            told = share_of(tell, "export")
            match form:
                case Files.iceberg:
                    from flows.store import lake

                    written = lake.publish(path, target, uri=catalog, relations=relations)
                case Files.parquet:
                    written = files.export_parquet(path, target, relations=relations, partition=partition, told=told)
                case Files.csv:
                    written = files.export_csv(path, target, relations=relations, told=told)
                case Files.release:
                    chosen = tuple(relations) if relations else None
                    made = release.write(
                        path, target, sql=sql_folder(), partition=partition, relations=chosen, told=told
                    )
                    written, told_of = made.files, made.line
    except WarehouseError as error:
        raise Stop(str(error)) from error
    if as_json:
        print_json([asdict(file) for file in written])
    if as_json or quiet:
        return
    rows = sum(file.rows for file in written)
    from flows.report.terminal import plain

    files_made = "one file" if len(written) == 1 else f"{len(written)} files"
    console().print(plain(f"{files_made}, {rows:,} rows in {target}"))
    if told_of:
        console().print(plain(told_of))
