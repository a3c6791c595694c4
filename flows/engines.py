"""How stages are called: in this process, or as tasks of a Prefect flow (flows.run); the stage order knows neither."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import connection
from typing import Any, Final, Protocol

from flows import logs

RETRIABLE: Final = (BlockingIOError, ConnectionError, InterruptedError, TimeoutError, BrokenExecutor)
HOPELESS: Final = (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError, FileExistsError)


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the run: a plain function of paths and small values, and how often trying again can help.

    `rescue` takes an item, with what is fixed, whose work ends the process that does it, and gives what can be had.
    """

    name: str
    work: Callable[..., Any]
    retries: int = 0
    retry_delay: float = 1.0
    rescue: Callable[..., Any] | None = None


class Engine(Protocol):
    """Calls stages; results and exceptions are those of the stage's function."""

    def call(self, stage: Stage, *arguments: Any) -> Any:
        """Run a stage once."""
        ...

    def begin(self, stage: Stage, item: Hashable, *fixed: Any) -> None:
        """Say that `each` will be asked for an item: its work may start."""
        ...

    def each(self, stage: Stage, items: Sequence[Hashable], *fixed: Any) -> Iterator[Any]:
        """Run a stage for each item, at the same time where that pays; results in the order they come."""
        ...

    def close(self) -> None:
        """Give up what was begun and not asked for."""
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
            logs.event("warning", "stage tried again", stage=stage.name, error=f"{type(error).__name__} {error}")
            time.sleep(stage.retry_delay)
    return stage.work(*arguments)


COLLECT_AFTER: Final = 100_000  # objects made since the last look for cycles


@contextmanager
def rare_collections() -> Iterator[None]:
    """Python looks for cycles of objects less often: stages make rows by the hundred thousand, and hardly any cycle.

    What is there before, the lexicons above all, is left out of the search. It took a tenth to a quarter of the time of
    the extraction.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(COLLECT_AFTER, before[0]), *before[1:])
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def process_pool(workers: int) -> ProcessPoolExecutor:
    """Pool of fresh processes: forked ones would inherit the locks of Arrow's threads. They end with this process."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Have this worker end when its parent does, however that ends: the next run works in the same folder."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def follow() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def begun(pool: ProcessPoolExecutor, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
    """Work handed to a pool, whose processes start with Ctrl-C blocked: it reaches every process of a terminal, also
    those that are just starting, and the parent alone deals with it.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(work, *arguments)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_workers() -> None:
    """End what the workers are at, for a run that is to stop now; parts that are not whole count for nothing."""
    for worker in multiprocessing.active_children():
        worker.terminate()


AHEAD: Final = 2  # items handed out by worker: one to work on, one to go on with at once


@dataclass(slots=True)
class InProcess:
    """Stages in this process, several items of one stage in `workers` processes. No server, no Prefect.

    When a worker dies, as for want of memory, the items that were handed out are tried again one at a time, each in a
    process of its own, and rescued if that dies too; the others go on side by side.
    """

    workers: int = 1
    _pool: ProcessPoolExecutor | None = None
    _waiting: dict[Hashable, None] = field(default_factory=dict)
    _begun: dict[Future[Any], Hashable] = field(default_factory=dict)

    def call(self, stage: Stage, *arguments: Any) -> Any:
        """Run a stage once, here."""
        return with_retries(stage, *arguments)

    def begin(self, stage: Stage, item: Hashable, *fixed: Any) -> None:
        """Start the work on an item, from the second one on: a single one is faster done here."""
        if self.workers > 1 and item not in self._begun.values():
            self._waiting[item] = None
            if self._pool is not None or len(self._waiting) > 1:
                self._hand_out(stage, fixed)

    def each(self, stage: Stage, items: Sequence[Hashable], *fixed: Any) -> Iterator[Any]:
        """Run a stage for each item; in a pool when there is more than one item and more than one worker."""
        left = dict.fromkeys(items)
        self._waiting = {item: None for item in left if item not in self._begun.values()}
        if self._pool is None and min(self.workers, len(left)) < 2:
            for item in left:
                yield with_retries(stage, item, *fixed)
            return
        try:
            while left:
                self._hand_out(stage, fixed)
                done, _ = wait(self._begun, return_when=FIRST_COMPLETED)
                if any(isinstance(future.exception(), BrokenExecutor) for future in done):
                    for item, result in self._one_by_one(stage, fixed):
                        if item in left:
                            del left[item]
                            yield result
                    continue
                for future in done:
                    item = self._begun.pop(future)
                    if item in left:
                        del left[item]
                        yield future.result()
        except KeyboardInterrupt:
            end_workers()
            raise
        finally:
            self.close()

    def close(self) -> None:
        """Wait for what the workers are at, and do nothing else that was begun."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None
        self._begun.clear()
        self._waiting.clear()

    def _hand_out(self, stage: Stage, fixed: Sequence[Any]) -> None:
        """Give the workers as much as they can take; a pool that has died is left to `each`."""
        self._pool = self._pool or process_pool(self.workers)
        while self._waiting and len([f for f in self._begun if not f.done()]) < AHEAD * self.workers:
            item = next(iter(self._waiting))
            try:
                self._begun[begun(self._pool, with_retries, stage, item, *fixed)] = item
            except BrokenExecutor:
                if self._begun:
                    return
                self._pool = process_pool(self.workers)
                continue
            del self._waiting[item]

    def _one_by_one(self, stage: Stage, fixed: Sequence[Any]) -> Iterator[tuple[Hashable, Any]]:
        """Results of the items that were handed out when a worker died: one of them has killed it."""
        begun, waiting = self._begun, self._waiting
        self._begun, self._waiting = {}, {}
        self.close()
        self._waiting = waiting
        for future, item in begun.items():
            if isinstance(future.exception(), BrokenExecutor):
                yield item, alone(stage, item, fixed)
            else:
                yield item, future.result()


def alone(stage: Stage, item: Hashable, fixed: Sequence[Any]) -> Any:
    """Result of an item from a process of its own, or what can be rescued of it."""
    try:
        return in_own_process(with_retries, stage, item, *fixed)
    except BrokenExecutor:
        if stage.rescue is None:
            raise
        return stage.rescue(item, *fixed)


def in_own_process(work: Callable[..., Any], *arguments: Any) -> Any:
    """What `work` returns, called in a new process; raises BrokenExecutor where that process dies."""
    with process_pool(1) as pool:
        return begun(pool, work, *arguments).result()
