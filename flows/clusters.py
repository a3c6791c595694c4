"""Stages on a Dask cluster, as tasks of the flow run that is under way: the extra `dask`, through prefect-dask.

Parts go to the workers by path or address (flows.parts): a folder must be shared with them under the same name, a store
within their reach. A worker that dies gives back its parts, which Dask hands to the others; a part on which workers die
again and again is rescued here, so that it costs the article alone that kills them. A cluster that has lost all its
workers and gets no new ones ends the run: the next one goes on with what was extracted.
"""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from typing import Any, Final

from prefect import unmapped

from flows.engines import Stage, alone

LOOK: Final = 30.0
"""Seconds without a result after which it is looked whether the cluster has workers."""
WORKERLESS: Final = 600.0
"""Seconds for which a cluster may have no worker: new ones may be on their way."""


def work_at(stage: Stage, group: Sequence[Hashable], fixed: Sequence[Any], number: int) -> list[Any]:
    """Results of a stage for a group of items, on the worker; `number` is for the name of the task."""
    return [stage.work(item, *fixed) for item in group]


def each(
    task: Any, address: str, stage: Stage, groups: Sequence[Sequence[Hashable]], fixed: Sequence[Any]
) -> Iterator[Any]:
    """Run `task`, which is `work_at` of the stage, for each group on the cluster whose scheduler is at `address`.

    Raises OSError when the scheduler does not answer, and when the cluster stays without workers.
    """
    from distributed import Client
    from distributed.scheduler import KilledWorker
    from prefect_dask import DaskTaskRunner

    with Client(address, timeout="10s"):  # says at once when nothing answers
        pass
    numbers = list(range(1, len(groups) + 1))
    with DaskTaskRunner(address=address) as runner:
        made = runner.map(
            task, {"stage": unmapped(stage), "group": groups, "fixed": unmapped(fixed), "number": numbers}
        )
        by_key = {future.wrapped_future.key: (future, group) for future, group in zip(made, groups, strict=True)}
        for done in _as_done(runner.client, [future.wrapped_future for future in made]):
            future, group = by_key[done.key]
            try:
                yield from future.result()
            except (KilledWorker, BrokenExecutor):
                for item in group:
                    yield alone(stage, item, fixed)


def _as_done(client: Any, futures: Sequence[Any]) -> Iterator[Any]:
    """Futures as they end; raises OSError when the cluster has had no worker for WORKERLESS seconds."""
    from distributed import wait

    waiting, since = set(futures), time.monotonic()
    while waiting:
        try:
            with client.as_current():
                done, waiting = wait(waiting, timeout=LOOK, return_when="FIRST_COMPLETED")
        except TimeoutError:
            if client.nthreads():
                since = time.monotonic()
            elif time.monotonic() - since >= WORKERLESS:
                raise OSError(
                    "the cluster has had no worker for minutes: start some, and run again; what was extracted is kept"
                ) from None
            continue
        since = time.monotonic()
        yield from done
