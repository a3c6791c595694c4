"""Verbs that hand runs to a Prefect server: schedule, notify."""

from __future__ import annotations

import json
import os
from typing import Annotated, Final

import typer

from flows.commands.common import (
    JsonOption,
    LogJsonOption,
    LogOption,
    Stop,
    WarehouseOption,
    console,
    print_json,
    start_log,
)
from flows.commands.running import InputsArgument, PrivateOption, WorkersOption, checked_options, named_inputs

WAIT_SECONDS: Final = 3_600
"""How long a scheduled run waits for another that holds the warehouse."""


def schedule(
    inputs: InputsArgument = None,
    cron: Annotated[
        str, typer.Option("--cron", metavar="LINE", help="Five cron fields: minute hour day month weekday.")
    ] = "0 * * * *",
    timezone: Annotated[str, typer.Option("--timezone", metavar="ZONE", help="Time zone of the cron line.")] = "UTC",
    name: Annotated[str, typer.Option("--name", help="Name of the deployment.")] = "ingest",
    catch_up: Annotated[bool, typer.Option(help="Run once at the start, for what was missed.")] = True,
    server: Annotated[
        bool, typer.Option("--server", help="Start a Prefect server here if none is configured.")
    ] = False,
    port: Annotated[int, typer.Option(metavar="N", min=1, max=65535, help="Port of that server.")] = 4200,
    warehouse: WarehouseOption = None,
    workers: WorkersOption = None,
    allow_private: PrivateOption = False,
    as_json: JsonOption = False,
    log: LogOption = None,
    log_json: LogJsonOption = False,
) -> None:
    """Run by schedule: serve the pipeline as a Prefect deployment until stopped with Ctrl-C.

    Runs go one at a time. A run reads only what is new, so that one makes up for any number of missed ones. The
    deployment's parameters show as a form in the Prefect UI, with runs, logs and a table of claims for each.

    Examples:

        musterroll schedule articles/ --server
        PREFECT_API_URL=http://127.0.0.1:4200/api musterroll schedule --cron "*/15 6-22 * * *" --timezone Europe/Kyiv
    """
    from contextlib import nullcontext

    from flows.addresses import holds_secret, shown
    from flows.report.terminal import plain
    from flows.scheduler import SchedulerError, check_cron, serve
    from flows.scheduler import server as local_server
    from flows.servers import VARIABLE, configured_api

    start_log(log, log_json)
    options = checked_options(
        inputs=named_inputs(inputs),
        warehouse=warehouse,
        workers=workers,
        allow_private=allow_private,
        wait_seconds=WAIT_SECONDS,
    )
    if secret := next(filter(holds_secret, options.inputs), None):
        raise Stop(
            f"{shown(secret)} holds a secret, which the Prefect server would store: write ${{NAME}} in its place and "
            "set that variable where the schedule runs"
        )
    url = configured_api()
    if url or not server:
        url = _answering(url, f"set {VARIABLE} (`prefect server start` starts one), or use --server")
    try:
        check_cron(cron, timezone)
        with nullcontext(url) if url else local_server(port) as api:
            os.environ[VARIABLE] = str(api)
            if as_json:
                told = {"deployment": f"musterroll/{name}", "cron": cron, "timezone": timezone, "api": api}
                typer.echo(json.dumps(told))
            else:
                console().print(plain(f"musterroll/{name} runs at {cron} ({timezone}); Ctrl-C stops it"))
                console().print(plain(f"pages of the server: {str(api).removesuffix('/api')}"))
            serve(options, api=str(api), name=name, cron=cron, timezone=timezone, catch_up=catch_up)
    except SchedulerError as error:
        raise Stop(str(error)) from error


def notify(
    url: Annotated[str, typer.Argument(metavar="URL", help='Webhook to call: it gets JSON, {"text": ...}.')],
    as_json: JsonOption = False,
) -> None:
    """Have the Prefect server call a webhook when a run fails and when a run finds new alerts.

    Two automations of the server do it (they show under Automations in its pages), for all runs with the tag
    musterroll. The text is what Slack, Mattermost and most others show. Asking again changes the address. Examples:

        PREFECT_API_URL=http://127.0.0.1:4200/api musterroll notify https://hooks.example.org/desk
    """
    from urllib.parse import urlsplit

    from flows.servers import VARIABLE, configured_api

    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Stop("a webhook is an address that begins with https:// or http://")
    server = _answering(configured_api(), f"set {VARIABLE} to that of your server")
    os.environ[VARIABLE] = server
    from flows.notices import notify as ask

    made = ask(url)
    if as_json:
        print_json({"automations": made, "webhook": f"{parts.scheme}://{parts.hostname}", "api": server})
        return
    names = " and ".join(f"“{name}”" for name in made)
    console().print(f"{names} call {parts.scheme}://{parts.hostname} from now on, at {server}")


def _answering(url: str | None, otherwise: str) -> str:
    """The configured API, which must answer; raises Stop with what to do otherwise."""
    from flows.servers import VARIABLE, answers

    if not url:
        raise Stop(f"no Prefect server is configured: {otherwise}")
    if not answers(url):
        raise Stop(f"the Prefect API at {url} does not answer: start it (`prefect server start`), or unset {VARIABLE}")
    return url
