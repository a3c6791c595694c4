"""How stages are called: in this process, or as tasks of a Prefect flow (flows.run); the stage order knows neither."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any, Final, Protocol

RETRIABLE: Final = (BlockingIOError, ConnectionError, InterruptedError, TimeoutError, BrokenExecutor)
HOPELESS: Final = (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError, FileExistsError)


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the run: a plain function of paths and small values, and how often trying again can help."""

    name: str
    work: Callable[..., Any]
    retries: int = 0
    retry_delay: float = 1.0


class Engine(Protocol):
    """Calls stages; results and exceptions are those of the stage's function."""

    def call(self, stage: Stage, *arguments: Any) -> Any:
        """Run a stage once."""
        ...

    def each(self, stage: Stage, items: Sequence[Any], *fixed: Any) -> Iterator[Any]:
        """Run a stage for each item, at the same time where that pays; results in the order they come."""
        ...


def may_help_to_retry(error: BaseException) -> bool:
    """Whether the same call may go through later: trouble of the machine, not of the input or of the code."""
    return isinstance(error, RETRIABLE) or (isinstance(error, OSError) and not isinstance(error, HOPELESS))


def with_retries(stage: Stage, *arguments: Any) -> Any:
    """Call a stage's function, again after `retry_delay` seconds where that may help."""
    for _ in range(stage.retries):
        try:
            return stage.work(*arguments)
        except Exception as error:
            if not may_help_to_retry(error):
                raise
            time.sleep(stage.retry_delay)
    return stage.work(*arguments)


def process_pool(workers: int) -> ProcessPoolExecutor:
    """Pool of fresh processes: forked ones would inherit the locks of Arrow's threads."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


@dataclass(frozen=True, slots=True)
class InProcess:
    """Stages in this process, several items of one stage in `workers` processes. No server, no Prefect."""

    workers: int = 1

    def call(self, stage: Stage, *arguments: Any) -> Any:
        """Run a stage once, here."""
        return with_retries(stage, *arguments)

    def each(self, stage: Stage, items: Sequence[Any], *fixed: Any) -> Iterator[Any]:
        """Run a stage for each item; in a pool when there is more than one item and more than one worker.

        When a worker dies, as for want of memory, what is left is done by one worker at a time.
        """
        workers = min(self.workers, len(items))
        if workers < 2:
            for item in items:
                yield with_retries(stage, item, *fixed)
            return
        left = dict(enumerate(items))
        for size in (workers, 1):
            try:
                for position, result in _pooled(stage, left, fixed, size):
                    del left[position]
                    yield result
            except BrokenExecutor:
                if size == 1:
                    raise


def _pooled(stage: Stage, items: dict[int, Any], fixed: Sequence[Any], size: int) -> Iterator[tuple[int, Any]]:
    """Results by position, as they come, from a pool of `size` processes; nothing for no items."""
    if not items:
        return
    with process_pool(size) as pool:
        futures = {pool.submit(with_retries, stage, item, *fixed): position for position, item in items.items()}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
