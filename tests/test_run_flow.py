"""The run as a Prefect flow, against a real server of the session: tasks, names, artifacts, parameters, entrypoints."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from commanding import ROOT

from flows.engines import Stage
from flows.settings import Options

ARTICLE = "Clash in the north\nKenya's army said {} of its soldiers were killed in Somalia on 3 May 2023.\n"
TOO_MANY = (
    "North Korea sent about 14,000 troops to Russia in 2024, a spy agency said. More than 6,000 of the North "
    "Korean troops were killed in Russia in 2024, it said.\n"
)


async def _read(what: str, **filters: Any) -> Any:
    from prefect import get_client

    async with get_client() as client:
        return await getattr(client, what)(**filters)


def flow_runs() -> list[Any]:
    """Flow runs that have begun, the newest first."""
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterStartTime
    from prefect.client.schemas.sorting import FlowRunSort

    begun = FlowRunFilter(start_time=FlowRunFilterStartTime(is_null_=False))
    found: list[Any] = asyncio.run(_read("read_flow_runs", flow_run_filter=begun, sort=FlowRunSort.START_TIME_DESC))
    return found


def task_names(flow_run_id: Any) -> list[str]:
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId

    only = FlowRunFilter(id=FlowRunFilterId(any_=[flow_run_id]))
    return sorted(run.name for run in asyncio.run(_read("read_task_runs", flow_run_filter=only)))


@pytest.mark.usefixtures("prefect_api")
def test_the_flow_does_what_the_run_in_this_process_does(built: Path, tmp_path: Path) -> None:
    from flows.run import run

    warehouse = tmp_path / "flow.duckdb"
    summary = run(Options(inputs=(str(ROOT / "raw"),), warehouse=warehouse, chunk_chars=10_000))
    assert summary["outcome"] == "loaded"
    columns = "article_id, number_start, measure, subject, value_best, confidence"
    with duckdb.connect(str(warehouse), read_only=True) as ours, duckdb.connect(str(built), read_only=True) as theirs:
        sql = f"SELECT {columns} FROM claims ORDER BY ALL"
        assert ours.execute(sql).fetchall() == theirs.execute(sql).fetchall()
    newest = flow_runs()[0]
    assert newest.state_name == "Completed"
    assert newest.name == "raw into flow.duckdb"
    names = task_names(newest.id)
    chunks = [name for name in names if name.startswith("extract")]
    assert chunks == [f"extract {number} of {len(chunks)}" for number in range(1, len(chunks) + 1)]
    assert len(chunks) > 1
    assert {"ingest", "load", "publish"} <= set(names)


@pytest.mark.usefixtures("prefect_api")
def test_a_run_leaves_its_table_and_its_issues_as_artifacts(tmp_path: Path) -> None:
    from flows.run import run

    (tmp_path / "a.txt").write_text(ARTICLE.format(12))
    (tmp_path / "empty.txt").touch()
    run(Options(inputs=(str(tmp_path / "*.txt"),), warehouse=tmp_path / "w.duckdb"))
    newest = flow_runs()[0].id
    found = {a.key: str(a.data) for a in asyncio.run(_read("read_artifacts")) if a.flow_run_id == newest}
    assert "casualties.killed" in found["musterroll-claims"]
    assert "empty.txt" in found["musterroll-run"]


@pytest.mark.usefixtures("prefect_api")
def test_a_missed_run_is_skipped_where_a_later_one_read_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.context import FlowRunContext

    from flows.missed import made_up_for
    from flows.run import run

    (tmp_path / "a.txt").write_text(ARTICLE.format(12))
    options = Options(inputs=(str(tmp_path / "a.txt"),), warehouse=tmp_path / "w.duckdb")
    run(options)
    done = flow_runs()[0]

    def due(minutes: int, **changes: Any) -> Any:
        """What is said of a run by schedule, due so long after the other one began."""
        at = done.start_time + timedelta(minutes=minutes)
        missed = done.model_copy(update={"auto_scheduled": True, "expected_start_time": at, **changes})
        monkeypatch.setattr(FlowRunContext, "get", lambda: SimpleNamespace(flow_run=missed, flow=None))
        return made_up_for()

    skipped = due(-60)
    assert skipped.name == "Skipped"
    assert skipped.message.startswith(done.name)
    assert due(60) is None
    assert due(-60, auto_scheduled=False) is None, "asked for by hand"
    assert due(-60, parameters={"options": {"inputs": ["elsewhere"]}}) is None
    due(-60)
    before = (tmp_path / "w.duckdb").stat()
    assert run.fn(options).name == "Skipped"
    assert (tmp_path / "w.duckdb").stat() == before


@pytest.mark.usefixtures("prefect_api")
def test_claims_and_alerts_that_are_new_are_artifacts_once(tmp_path: Path) -> None:
    from flows.run import run

    options = Options(inputs=(str(tmp_path),), warehouse=tmp_path / "w.duckdb")
    for name, number in (("a", 12), ("b", 7)):
        (tmp_path / f"{name}.txt").write_text(ARTICLE.format(number) + TOO_MANY * (name == "a"))
        run(options)
        newest = flow_runs()[0].id
        found = {a.key: a.data for a in asyncio.run(_read("read_artifacts")) if a.flow_run_id == newest}
        assert f'"figure": "{number}"' in found["musterroll-new-claims"]
        assert ("musterroll-alerts" in found) == (name == "a")
    assert "killed_share_of_sent" not in found["musterroll-new-claims"]


@pytest.mark.usefixtures("prefect_api")
def test_a_run_without_a_usable_article_fails(tmp_path: Path) -> None:
    from flows.run import NothingLoaded, run, run_with_progress

    (tmp_path / "empty.txt").touch()
    options = Options(inputs=(str(tmp_path / "empty.txt"),), warehouse=tmp_path / "w.duckdb")
    with pytest.raises(NothingLoaded):
        run(options)
    assert flow_runs()[0].state_name == "Failed"
    heard: list[str] = []
    summary = run_with_progress(options, lambda stage, done, total: heard.append(stage))
    assert summary.outcome == "nothing"
    assert "ingest" in heard


@pytest.mark.usefixtures("prefect_api")
def test_tasks_are_retried_where_that_can_help_and_go_to_processes(tmp_path: Path) -> None:
    from prefect import flow

    from flows.run import Tasks

    @flow
    def small() -> list[Any]:
        engine = Tasks(workers=2)
        flaky = Stage("flaky", fail_once, retries=1, retry_delay=0)
        wrong = Stage("wrong", fail_always, retries=3, retry_delay=0)
        results: list[Any] = [engine.call(flaky, tmp_path / "once")]
        with pytest.raises(ValueError, match="wrong input"):
            engine.call(wrong, tmp_path / "always")
        pids = set(engine.each(Stage("pids", own_pid), [1, 2, 3, 4]))
        return [*results, os.getpid() not in pids, list(engine.each(Stage("none", own_pid), []))]

    assert small() == ["second time", True, []]
    assert (tmp_path / "always").read_text() == "x"


def fail_once(marker: Path) -> str:
    if not marker.exists():
        marker.touch()
        raise TimeoutError("busy")
    return "second time"


def fail_always(marker: Path) -> None:
    marker.write_text(f"{marker.read_text() if marker.exists() else ''}x")
    raise ValueError("wrong input")


def own_pid(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("entrypoint", ["flows.run:run", "flows/run.py:run", "flows.run.run"])
def test_the_flow_loads_from_module_and_from_path(entrypoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    from prefect.flows import load_flow_from_entrypoint

    assert load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False).name == "musterroll"


def test_parameters_show_as_a_form_with_descriptions() -> None:
    from flows.run import run

    definition = run.parameters.model_dump()["definitions"]["Options"]
    assert set(definition["properties"]) == set(Options.model_fields)
    assert all(field["description"] for field in definition["properties"].values())
    assert run.parameters.required == []


def test_telemetry_is_off_before_prefect_is_imported() -> None:
    code = (
        "import os, flows.run; from prefect.settings import get_current_settings; "
        "print(os.environ['DO_NOT_TRACK'], get_current_settings().server.analytics_enabled)"
    )
    environment = {k: v for k, v in os.environ.items() if k not in ("DO_NOT_TRACK", "PREFECT_SERVER_ANALYTICS_ENABLED")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, env=environment)
    assert done.stdout.split() == ["1", "False"]


def test_markdown_of_a_hostile_name_stays_one_cell() -> None:
    from flows.summary import Issue, Summary
    from flows.telling import markdown

    summary = Summary(
        "run_1", "nothing", "w`x`.duckdb", 1.0, issues=(Issue("a|b`\n# c", "empty", "<script> | `"),), issues_count=1
    )
    last = markdown(summary).splitlines()[-1]
    assert last == "| `empty` | `a/b' # c` | `<script> / '` |"
