"""Schedules: the flow served against a Prefect server, which can be started here."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING

from flows.servers import VARIABLE, answers, go_quiet
from flows.settings import TAG, Options

if TYPE_CHECKING:
    from prefect.runner import Runner

START_SECONDS = 180


class SchedulerError(Exception):
    """A schedule or a server that cannot be; the message says what to do."""


@contextmanager
def server(port: int) -> Iterator[str]:
    """A Prefect server on this machine at `port`, ended with the block; yields the URL of its API.

    A server that answers there already is used and left alone.
    """
    url = f"http://127.0.0.1:{port}/api"
    if answers(url):
        yield url
        return
    go_quiet()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(  # in a session of its own: Ctrl-C must not end it before those who still talk to it
        command, env=environment, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
    )
    try:
        end = time.monotonic() + START_SECONDS
        while not answers(url, seconds=1):
            if process.poll() is not None or time.monotonic() > end:
                say = f"`prefect server start --port {port}`"
                raise SchedulerError(f"the Prefect server did not start on port {port}: see what {say} says")
            time.sleep(0.5)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C inside ends this block with KeyboardInterrupt even if what it interrupted goes on, as flow runs do."""
    asked: list[int] = []

    def stop(number: int, _: object) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogHandler

    usual = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
        if asked:  # sent while the server is there: afterwards the process would wait for it
            APILogHandler().flush()
            EventsWorker.drain_all(timeout=5)
        if asked:
            raise KeyboardInterrupt


@contextmanager
def _heard_here_alone() -> Iterator[None]:
    """Ctrl-C, which reaches every process of a terminal, is blocked in those that this thread starts inside: one that
    is just starting would end with a traceback. Another thread hears it for this process.
    """
    resource_tracker.ensure_running()  # its start, with that of the first process, would end the blocking
    over = threading.Event()
    threading.Thread(target=over.wait, daemon=True).start()  # begun before, so that nothing is blocked in it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        over.set()


async def _until_stopped(runner: Runner) -> None:
    """Run what is due until Ctrl-C, which cancels the run that is at work; a second Ctrl-C ends this at once."""
    loop = asyncio.get_running_loop()
    serving = asyncio.ensure_future(runner.start())
    ends: set[asyncio.Future[None]] = set()

    def stop() -> None:
        loop.remove_signal_handler(signal.SIGINT)
        logging.getLogger("prefect").setLevel(logging.CRITICAL)  # one line of ours says it
        if runner.started:
            ends.add(asyncio.ensure_future(runner.astop()))
        else:
            serving.cancel()

    loop.add_signal_handler(signal.SIGINT, stop)
    await asyncio.wait({serving})
    if not serving.cancelled():
        serving.result()


def check_cron(cron: str, timezone: str) -> None:
    """Raise SchedulerError for what is no cron line or no time zone."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SchedulerError(f"{timezone!r} is no time zone: use a name such as UTC or Europe/Kyiv") from error
    go_quiet()
    from prefect.schedules import Cron

    try:
        Cron(cron, timezone=timezone)
    except ValueError as error:
        raise SchedulerError(
            f"{cron!r} is no cron line ({error}): five fields, such as '0 * * * *' for hourly"
        ) from error


def serve(options: Options, *, api: str, name: str, cron: str, timezone: str, catch_up: bool) -> None:
    """Serve the flow at `api` until stopped, which raises KeyboardInterrupt: runs by schedule, one at a time.

    `catch_up` runs once first: a run reads only what the warehouse does not hold yet, so that one makes up for any
    number of missed ones.
    """
    go_quiet()
    from prefect import tags
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.deployments.runner import EntrypointType  # type: ignore[attr-defined]
    from prefect.runner import Runner
    from prefect.schedules import Cron
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows.run import run

    given = options.absolute()
    with temporary_settings({PREFECT_API_URL: api}):  # Prefect may have read its settings before that was known
        if catch_up:
            with tags(TAG), _stoppable():
                run(given, return_state=True)
        runner = Runner(name=name, limit=1)
        runner.add_flow(
            run,
            name=name,
            schedules=[Cron(cron, timezone=timezone)],
            parameters={"options": given.model_dump(mode="json")},
            tags=[TAG],
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE),
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        with _heard_here_alone():
            asyncio.run(_until_stopped(runner))
    raise KeyboardInterrupt  # it ends in no other way
