"""The run as a Prefect flow: the stage order of flows.pipeline, each call of a stage a task.

Load it as `flows.run:run` or `flows/run.py:run`. Without a Prefect API the command runs flows.pipeline alone, since
importing Prefect and starting a server of its own cost tens of seconds.

No `from __future__ import annotations` here: a served flow goes by value to the process of its run, with the names that
its code holds and without those that only an annotation in quotes does, and its parameters could not be checked there.
"""

from collections.abc import Hashable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import ExitStack
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from flows.servers import go_quiet

go_quiet()

from prefect import flow, get_run_logger, tags, task, unmapped  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.futures import as_completed  # noqa: E402
from prefect.runtime import flow_run  # noqa: E402
from prefect.task_runners import ThreadPoolTaskRunner  # noqa: E402

from flows import clusters  # noqa: E402
from flows.engines import Stage, alone, begun, may_help_to_retry, process_pool  # noqa: E402
from flows.missed import made_up_for  # noqa: E402
from flows.pipeline import pipeline  # noqa: E402
from flows.progress import Progress  # noqa: E402
from flows.settings import TAG, Options, default_workers  # noqa: E402
from flows.summary import Summary  # noqa: E402
from flows.telling import publish_artifacts, told  # noqa: E402

MAX_TASKS: Final = 80
"""Tasks of one stage at most: a Prefect server on SQLite stumbles over many hundred tasks in one flow run."""


def _retry(_task: Any, _run: Any, state: Any) -> bool:
    """Whether a failed task may go through later."""
    try:
        state.result()
    except Exception as error:
        return may_help_to_retry(error)
    return False


def _as_task(stage: Stage, work: Any, name: str) -> Any:
    """A stage as a task: paths in, paths out, so that nothing is cached and nothing large is stored."""
    return task(
        work,
        name=stage.name,
        task_run_name=name,
        retries=stage.retries,
        retry_delay_seconds=stage.retry_delay,
        retry_condition_fn=_retry,
        cache_policy=NO_CACHE,
        persist_result=False,
    )


@dataclass(slots=True)
class Tasks:
    """Stages as tasks of the flow run that is under way; large extractions in processes of this machine.

    With the address of a Dask scheduler the items of a stage go to its workers instead.
    """

    workers: int
    dask: str | None = None

    def call(self, stage: Stage, *arguments: Any) -> Any:
        """Run a stage as one task."""
        return _as_task(stage, lambda: stage.work(*arguments), stage.name)()

    def begin(self, stage: Stage, item: Hashable, *fixed: Any) -> None:
        """Nothing yet: the tasks of a stage are made when all its items are known."""

    def each(self, stage: Stage, items: Sequence[Hashable], *fixed: Any) -> Iterator[Any]:
        """Run a stage as one task per item, or per group of neighbours where there are more than MAX_TASKS."""
        groups = _grouped(items, MAX_TASKS)
        if self.dask and groups:
            made = _as_task(stage, clusters.work_at, f"{stage.name} {{number}} of {len(groups)}")
            yield from clusters.each(made, self.dask, stage, groups, fixed)
            return
        workers = min(self.workers, len(groups))
        with ExitStack() as stack:
            pool = stack.enter_context(process_pool(workers)) if workers > 1 else None

            def one(item: Hashable, fixed: Sequence[Any]) -> Any:
                if pool is None:
                    return stage.work(item, *fixed)
                try:
                    return begun(pool, stage.work, item, *fixed).result()
                except BrokenExecutor:
                    return alone(stage, item, fixed)

            def work(group: Sequence[Hashable], number: int, fixed: Sequence[Any]) -> list[Any]:
                return [one(item, fixed) for item in group]

            numbers = range(1, len(groups) + 1)
            made = _as_task(stage, work, f"{stage.name} {{number}} of {len(groups)}")
            for future in as_completed(list(made.map(groups, list(numbers), unmapped(fixed)))):
                yield from future.result()

    def close(self) -> None:
        """Nothing: no work is begun before it is asked for."""


def _grouped(items: Sequence[Hashable], most: int) -> list[Sequence[Hashable]]:
    """The items in at most `most` groups of neighbours, as even as can be."""
    count = min(most, len(items))
    edges = [len(items) * i // count for i in range(count + 1)] if count else [0]
    return [items[a:b] for a, b in pairwise(edges)]


def _run_name() -> str:
    options = flow_run.parameters.get("options")
    given = options if isinstance(options, Options) else Options.model_validate(options or {})
    inputs = given.shown_inputs()
    shown = Path(inputs[0]).name or inputs[0]
    return f"{shown}{f' and {len(inputs) - 1} more' if len(inputs) > 1 else ''} into {given.target.name}"


class NothingLoaded(RuntimeError):
    """No input of the run gave an article."""


@dataclass(slots=True)
class _Watch:
    """Who started the flow run in this process: the options with their secrets, the ear for progress, the summary."""

    options: Options
    report: Progress
    summary: Summary | None = None


_watch: ContextVar[_Watch | None] = ContextVar("watch", default=None)


def _watched() -> _Watch | None:
    """Asked by the flow, which goes to other machines with all that it names: a context variable cannot."""
    return _watch.get()


@flow(
    name="musterroll",
    description="Read news articles, extract military figures as claims, load and publish the warehouse.",
    flow_run_name=_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=default_workers()),  # type: ignore[arg-type]
    persist_result=False,
)
def run(options: Options = Options()) -> Any:  # noqa: B008
    """Run the pipeline; returns the summary of the run as plain values, or the state Skipped for a missed run that a
    later one has made up for. Fails when no article could be used.
    """
    watch = _watched()
    if skipped := made_up_for():
        return skipped
    given, report = (watch.options, watch.report) if watch else (options, _logged())
    before = told(given.target)["alerts"]
    summary = pipeline(given, Tasks(given.processes, given.dask), report)
    if watch:
        watch.summary = summary
    else:
        get_run_logger().info("%s", summary.line)
    publish_artifacts(summary, alerts_before=before)
    if not summary.is_usable:
        first = summary.issues[0].message if summary.issues else f"none in {', '.join(options.shown_inputs())}"
        raise NothingLoaded(f"no article could be used: {first}")
    return summary.as_dict()


def run_with_progress(options: Options, report: Progress) -> Summary:
    """Run the flow in this process, with `report` told of progress; a run that loads nothing is no error here."""
    watch = _Watch(options, report)
    token = _watch.set(watch)
    try:
        with tags(TAG):
            run(options.model_copy(update={"inputs": options.shown_inputs()}))  # the server keeps the parameters
    except NothingLoaded:
        pass
    finally:
        _watch.reset(token)
    assert watch.summary is not None
    return watch.summary


def _logged() -> Progress:
    logger = get_run_logger()
    seen: set[str] = set()

    def report(stage: str, done: float, total: float | None) -> None:
        if stage not in seen:
            seen.add(stage)
            logger.info("stage %s", stage)

    return report
