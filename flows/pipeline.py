"""The one stage order of a run: ingest, extract, load, transform, publish. Which engine calls the stages is not its
business: flows.engines.InProcess does it here, flows.run does it as tasks of a Prefect flow.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from flows import logs, parts, workspace
from flows.articles.records import Limits
from flows.chunks import (
    ISSUES_KEPT,
    Extracted,
    Read,
    extract_part,
    extractor_version,
    read_inputs,
    rescue_part,
    software_version,
)
from flows.engines import Engine, Stage, end_workers
from flows.progress import Progress, Share, share_of, silent
from flows.schemas import STAGED, table
from flows.settings import Options
from flows.store import held
from flows.store.lock import hold
from flows.summary import Issue, Summary
from flows.workspace import Workspace

EXTRACT: Final = Stage("extract", extract_part, retries=1, rescue=rescue_part)
UNLOADED: Final = ("entities", "runs")
"""Relations that no part holds."""

COUNTS: Final = (
    *("articles_new", "articles_unchanged", "articles_revised", "inputs_rejected", "issues_count", "claims_count"),
    "checks_passed",
)
"""Numbers of the summary that the log has of each run."""


@dataclass(slots=True)
class _Outcome:
    """What the stages after ingest did."""

    claims: Counter[str] = field(default_factory=Counter)
    issues: list[Issue] = field(default_factory=list)
    checks_passed: int = 0
    is_new: bool = False
    exports: str | None = None


def pipeline(options: Options, engine: Engine, report: Progress = silent) -> Summary:
    """Run every stage over the inputs of `options`, and put the warehouse in place if anything is new.

    Raises HeldError when another run holds the warehouse, WarehouseError when it cannot be written, CheckError when a
    check fails; the published warehouse is then as it was, and what was extracted is kept for the next run.
    """
    started = time.monotonic()
    warehouse = options.target
    with closing(engine), hold(warehouse, wait_seconds=options.wait_seconds) as lock:
        space = workspace.open_workspace(warehouse, extractor_version=extractor_version(), store=options.parts)
        with logs.of_run(space.run_id):
            _log_start(options, space)
            stages = _Stages(report)
            try:
                found = _ingest(options, engine, stages.report, space)
                outcome = _Outcome()
                if found.parts or not _is_current(warehouse):
                    _extract(options, engine, stages.report, space, found, outcome)
                    _build(options, engine, stages.report, space, found, outcome, lock)
                outcome.exports = _export(options, stages.report, outcome)
                workspace.remove(space.folder)
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    end_workers()
                reason = f"{type(error).__name__} {error}".strip()
                logs.event("error", "run stopped", stage=stages.stage, error=reason)
                workspace.note_end(space, f"in stage {stages.stage}: {reason}")
                raise
            stages.end()
            summary = _summary(options, space, found, outcome, time.monotonic() - started)
            _log_end(summary, stages.seconds)
            return summary


@dataclass(slots=True)
class _Stages:
    """Passes progress on, and logs how long each stage took."""

    tell: Progress
    stage: str = ""
    began: float = 0.0
    seconds: dict[str, float] = field(default_factory=dict)

    def report(self, stage: str, done: float, total: float | None) -> None:
        """Progress of a stage, which ends the one before."""
        if stage != self.stage:
            self.end()
            self.stage, self.began = stage, time.monotonic()
            logs.event("debug", "stage started", stage=stage)
        self.tell(stage, done, total)

    def end(self) -> None:
        """The end of the stage under way, if there is one."""
        if self.stage:
            self.seconds[self.stage] = round(time.monotonic() - self.began, 3)
            logs.event("info", "stage ended", stage=self.stage, seconds=self.seconds[self.stage])
            self.stage = ""


def _log_start(options: Options, space: Workspace) -> None:
    logs.event(
        "info",
        "run started",
        version=software_version(),
        extractor_version=extractor_version(),
        inputs=list(options.shown_inputs()),
        warehouse=str(options.target),
        resumed=space.resumed,
    )


def _log_end(summary: Summary, seconds: dict[str, float]) -> None:
    for issue in summary.issues:
        logs.event("warning", "issue", code=issue.code, input=issue.input, message=issue.message)
    said = summary.as_dict()
    counts = {name: said[name] for name in COUNTS}
    logs.event("info", "run ended", outcome=summary.outcome, seconds=summary.seconds, stages=seconds, **counts)


def _ingest(options: Options, engine: Engine, report: Progress, space: Workspace) -> Read:
    report("ingest", 0, None)
    found: Read = engine.call(
        Stage("ingest", read_inputs, retries=1),
        options.resolved_inputs(),
        options.target,
        space,
        options.chunk_chars,
        options.force,
        lambda articles: report("ingest", articles, None),
        lambda part: engine.begin(EXTRACT, part, space.run_id),
        Limits(allow_private=options.allow_private),
    )
    return found


def _is_current(warehouse: Path) -> bool:
    """Whether the warehouse was built with today's models and reference tables."""
    from flows.transform import is_current

    return is_current(warehouse)


def _extract(
    options: Options, engine: Engine, report: Progress, space: Workspace, found: Read, outcome: _Outcome
) -> None:
    total = sum(part.chars for part in found.parts)
    done = 0
    report("extract", 0, total)
    for made in engine.each(EXTRACT, found.parts, space.run_id):
        assert isinstance(made, Extracted)
        done += made.chars
        outcome.claims += made.claims
        outcome.issues += made.issues
        report("extract", done, total)


def _build(
    options: Options, engine: Engine, report: Progress, space: Workspace, found: Read, outcome: _Outcome, lock: Any
) -> None:
    """Load, transform and publish: one transaction on a side file, one rename."""
    from flows.load import load_parts
    from flows.store import publish
    from flows.store.files import remember
    from flows.transform import transform

    folders = parts.fetched(space.parts, [part.folder for part in found.parts], space.folder / "fetched")
    sources: dict[str, Any] = {name: parts.files(folders, name) for name in STAGED if name not in UNLOADED}
    if folders:
        sources["runs"] = _run_row(options, space, found, outcome)
    with publish.begin(lock) as build:
        report("load", 0, None)
        engine.call(Stage("load", _load), load_parts, build, sources, space)
        remember(build.con, (astuple(file) for file in found.files), version=software_version())
        report("transform", 0, None)
        made = engine.call(Stage("transform", _transform), transform, build, share_of(report, "transform"))
        report("publish", 0, None)
        engine.call(Stage("publish", publish.publish), build)
    outcome.checks_passed = made.checks_passed
    outcome.is_new = True


def _export(options: Options, report: Progress, outcome: _Outcome) -> str | None:
    """Parquet files of the warehouse in the folder beside it, where they are not there already."""
    if not options.export or not options.target.is_file():
        return None
    from flows.store.export import export_parquet, is_current

    folder = options.export_folder
    if outcome.is_new or not is_current(options.target, folder):
        report("export", 0, None)
        export_parquet(options.target, folder, told=share_of(report, "export"))
    return str(folder)


def _load(load_parts: Callable[..., Any], build: Any, sources: dict[str, Any], space: Workspace) -> Any:
    return load_parts(build, sources, run_id=space.run_id, extractor_version=extractor_version())


def _transform(transform: Callable[..., Any], build: Any, told: Share) -> Any:
    from flows.claims.gazetteer import entity_rows

    return transform(build, entities=table("entities", entity_rows()), told=told)


def _run_row(options: Options, space: Workspace, found: Read, outcome: _Outcome) -> pa.Table:
    row = {
        "run_id": space.run_id,
        "started_at": space.started_at,
        "finished_at": datetime.now(UTC),
        "version": software_version(),
        "extractor_version": extractor_version(),
        "inputs": list(options.shown_inputs()),
        "input_manifest_hash": found.manifest,
        "articles_new": found.new,
        "articles_unchanged": found.unchanged,
        "articles_revised": found.revised,
        "inputs_rejected": found.rejected,
        "claims_count": outcome.claims.total(),
        "issues_count": found.issues_count + len(outcome.issues),
    }
    return table("runs", [row])


def _summary(options: Options, space: Workspace, found: Read, outcome: _Outcome, seconds: float) -> Summary:
    warehouse = options.target
    return Summary(
        run_id=space.run_id,
        outcome="nothing" if not found.articles else "loaded" if outcome.is_new else "unchanged",
        warehouse=str(warehouse),
        seconds=round(seconds, 3),
        articles_new=found.new,
        articles_unchanged=found.unchanged,
        articles_revised=found.revised,
        inputs_rejected=found.rejected,
        issues_count=found.issues_count + len(outcome.issues),
        issues=tuple((found.issues + outcome.issues)[:ISSUES_KEPT]),
        claims_run=dict(outcome.claims),
        claims_total=held.claims_by_measure(warehouse),
        checks_passed=outcome.checks_passed,
        exports=outcome.exports,
        resumed=space.resumed,
    )
