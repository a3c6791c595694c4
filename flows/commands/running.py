"""The verb that makes a warehouse: run."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import (
    JsonOption,
    LogJsonOption,
    LogOption,
    QuietOption,
    Status,
    Stop,
    WarehouseOption,
    console,
    print_json,
    start_log,
)
from flows.commands.progress import progress_bar

if TYPE_CHECKING:
    from flows.progress import Progress
    from flows.settings import Options
    from flows.summary import Summary


class EngineName(StrEnum):
    """Where the stages of a run are called."""

    auto = "auto"
    local = "local"
    prefect = "prefect"


InputsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[INPUT]...", help="Files, folders, patterns or addresses.", show_default="raw/"),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="N", min=1, max=256, help="Processes for large inputs.", show_default="one per CPU"
    ),
]
DaskOption = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Extract on the Dask cluster of this scheduler: tcp://host:8786."),
]
PartsOption = Annotated[
    str | None,
    typer.Option("--parts", metavar="PLACE", help="Folder or store (s3://bucket/folder) for what a run hands on."),
]
PrivateOption = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch addresses on this machine or a private network too."),
]


def run(
    inputs: InputsArgument = None,
    warehouse: WarehouseOption = None,
    workers: WorkersOption = None,
    dask: DaskOption = None,
    parts: PartsOption = None,
    export: Annotated[bool, typer.Option(help="Write Parquet files beside the warehouse.")] = True,
    allow_private: PrivateOption = False,
    force: Annotated[bool, typer.Option("--force", help="Extract again what the warehouse holds already.")] = False,
    wait: Annotated[
        float, typer.Option("--wait", min=0, metavar="SECONDS", help="Wait for another run that holds the warehouse.")
    ] = 0,
    engine: Annotated[
        EngineName,
        typer.Option(
            metavar="NAME",
            help="auto, local or prefect; auto: a Prefect flow run where a Prefect API is configured, else local.",
        ),
    ] = EngineName.auto,
    watch: Annotated[
        Path | None,
        typer.Option("--watch", metavar="DIR", help="Stay, and run for each batch of files that comes into DIR."),
    ] = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    log: LogOption = None,
    log_json: LogJsonOption = False,
) -> None:
    """Read articles, extract military figures as claims, and publish the warehouse.

    Inputs are files, folders of them, patterns, or addresses (http, https, and the object stores of fsspec); without
    any, the folder raw/ is read. Formats: text, Markdown, HTML, JSON, JSON Lines, CSV, TSV, Parquet, RSS, Atom, WARC,
    e-mail, PDF, and these in gz, zst, bz2, xz, zip and tar. ${NAME} in an address is taken from the environment:
    neither it nor passwords and keys in an address are stored or shown.

    Running again reads only what is new: the same input twice changes nothing. What cannot be read becomes a row of
    `issues`, and the run goes on.

    Exit status: 0 if something was loaded or was there already, 1 if a check failed and nothing was published, 2 if
    nothing could be loaded, 3 if another run holds the warehouse.

    Examples:

        musterroll run
        musterroll run articles/ "wires/*.jsonl" --warehouse desk.duckdb
        musterroll run --json --quiet inbox/ > summary.json
        musterroll run --watch inbox/
    """
    start_log(log, log_json)
    if watch is not None and inputs:
        raise Stop("--watch DIR reads that folder alone: leave out the other inputs, or copy them into it")
    if watch is not None and force:
        raise Stop("--force would extract everything again for each batch: run once with it, then watch without")
    named = named_inputs(inputs) if watch is None else (str(watch),)
    options = checked_options(
        inputs=named,
        warehouse=warehouse,
        workers=workers,
        dask=dask,
        parts=parts,
        export=export,
        force=force,
        wait_seconds=wait,
        allow_private=allow_private,
    )

    def once() -> Summary:
        with progress_bar(shown=not (quiet or as_json)) as report:
            return _run_with(options, engine, report)

    if watch is not None:
        from flows.commands import watching

        watching.watch(watch, options.target, once, as_json=as_json, quiet=quiet)
        return
    summary = once()
    if as_json:
        print_json(summary.as_dict())
    elif not quiet or not summary.is_usable:
        from flows.report.closing import render

        out = console(stderr=quiet)
        for piece in render(summary):
            out.print(piece)
    if not summary.is_usable:
        raise typer.Exit(Status.NOTHING_LOADED)


def named_inputs(inputs: list[str] | None) -> tuple[str, ...]:
    """The inputs of the command line; raises Stop where there are none and the usual folder is not here either."""
    from flows.settings import DEFAULT_INPUTS

    if not inputs and not any(Path(usual).exists() for usual in DEFAULT_INPUTS):
        raise Stop(
            f"no input is named, and there is no folder {DEFAULT_INPUTS[0]}/ here: name files, folders or addresses, "
            "as in `musterroll run articles/`"
        )
    return tuple(inputs or ())


def checked_options(**values: Any) -> Options:
    """Options from the command line; raises Stop with the reason where one is wrong."""
    from importlib.util import find_spec

    from pydantic import ValidationError

    from flows.settings import Options

    if values.get("dask") and find_spec("prefect_dask") is None:
        raise Stop("--dask needs prefect-dask, which is not installed: install musterroll[dask]")

    try:
        options = Options(**values)
        options.target  # noqa: B018
    except ValidationError as error:
        raise Stop("; ".join(e["msg"].removeprefix("Value error, ") for e in error.errors())) from error
    except ValueError as error:
        raise Stop(f"MUSTERROLL_WAREHOUSE: {error}") from error
    return options


def _run_with(options: Options, engine: EngineName, report: Progress) -> Summary:
    """The run, with what stops it as a message and a status: who holds the warehouse, which check failed on what."""
    from flows.parts import StoreError
    from flows.store.checks import CheckError
    from flows.store.connection import WarehouseError
    from flows.store.lock import HeldError
    from flows.store.reading import QueryError

    try:
        return _engaged(options, engine, report)
    except HeldError as error:
        raise Stop(str(error), Status.HELD) from error
    except CheckError as error:
        raise Stop(f"nothing was published: {error}", Status.CHECKS_FAILED) from error
    except (WarehouseError, QueryError) as error:
        raise Stop(str(error)) from error
    except StoreError as error:
        raise Stop(
            f"the store of the parts cannot be used ({error}): check its address, its rights and the credentials of "
            "the environment; the warehouse is as it was before, and the next run goes on from here"
        ) from error
    except OSError as error:
        place = error.filename or options.target.parent
        raise Stop(
            f"{place} cannot be written ({error.strerror or type(error).__name__}): free space or check rights and run "
            "again; the warehouse is as it was before, and the next run goes on from here"
        ) from error


def _engaged(options: Options, engine: EngineName, report: Progress) -> Summary:
    """Run as a flow where asked to or configured, otherwise in this process, which imports no Prefect."""
    from flows.servers import VARIABLE, answers, configured_api

    if options.dask and engine is EngineName.local:
        raise Stop("--dask goes through Prefect: leave out --engine local")
    url = None if engine is EngineName.local else configured_api()
    if (engine is EngineName.prefect or options.dask) and not url:
        raise Stop(f"no Prefect API is configured: set {VARIABLE}, or use --engine local")
    if not url:
        from flows.engines import InProcess
        from flows.pipeline import pipeline

        return pipeline(options, InProcess(options.processes), report)
    if not answers(url):
        raise Stop(
            f"the Prefect API at {url} does not answer: start it (`prefect server start`), or use --engine local"
        )
    from flows.run import run_with_progress

    return run_with_progress(options, report)
