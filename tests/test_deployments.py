"""flows/prefect.yaml on a real server with a real worker, and the notices that the server sends."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from commanding import ROOT, Command

SECONDS = 300
"""How long deploying and running may take together, once the server is there: 145 s at a load of 7 on two cores."""
SENT_AND_KILLED = (
    "Losses in the north\n\nNorth Korea sent about 14,000 troops to Russia in 2024, a spy agency said. "
    "More than 6,000 of the North Korean troops were killed in Russia in 2024, it said.\n"
)


@pytest.fixture
def hook() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A webhook of this machine: its address, and what it was told."""
    said: list[dict[str, Any]] = []

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook", said
        server.shutdown()


def prefect(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "prefect", "--no-prompt", *arguments]


@pytest.fixture
def worker(prefect_api: str) -> Iterator[dict[str, str]]:
    """A worker of the pool musterroll in the folder of the project; the environment for other commands."""
    environment = os.environ | {
        "PREFECT_API_URL": prefect_api,
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "PREFECT_API_EVENTS_STREAM_OUT_ENABLED": "false",
    }
    command = prefect("worker", "start", "--pool", "musterroll", "--type", "process")
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield environment
    process.terminate()
    process.wait(30)


def until(what: Any, end: float) -> Any:
    """The first true answer of `what`, which is asked every second until `end`."""
    while not (answer := what()):
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.5)
    return answer


def test_deployments_run_on_a_worker_and_tell_of_alerts_and_failures(
    worker: dict[str, str], hook: tuple[str, list[dict[str, Any]]], tmp_path: Path, musterroll: Command
) -> None:
    from prefect.client.orchestration import get_client
    from prefect.deployments import run_deployment

    url, said = hook
    end = time.monotonic() + SECONDS
    with get_client(sync_client=True) as client:
        until(lambda: client.read_work_pools(), end)
        done = subprocess.run(
            prefect("deploy", "--all", "--prefect-file", "flows/prefect.yaml"),
            cwd=ROOT,
            env=worker,
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PREFECT_API_URL", worker["PREFECT_API_URL"])
            asked = musterroll("notify", url)
        assert asked.exit_code == 0, asked.stderr

        deployments = {one.name: one for one in client.read_deployments()}
        assert set(deployments) == {"ingest", "reconcile", "export"}
        for one in deployments.values():
            assert one.global_concurrency_limit.limit == 1
            assert [schedule.schedule.timezone for schedule in one.schedules] == ["UTC"]
            [form] = one.parameter_openapi_schema["definitions"].values()
            assert all(field["title"] and field["description"] for field in form["properties"].values())

        article, warehouse = tmp_path / "a.txt", tmp_path / "w.duckdb"
        article.write_text(SENT_AND_KILLED)
        ran = run_deployment(
            "musterroll/ingest",
            parameters={"options": {"inputs": [str(article)], "warehouse": str(warehouse)}},
            timeout=0,
        )
        nowhere = str(tmp_path / "none.duckdb")
        failed = run_deployment(
            "musterroll-reconcile/reconcile", parameters={"options": {"warehouse": nowhere}}, timeout=0
        )
        ends = [until(lambda run=run: ended(client, run.id), end) for run in (ran, failed)]
    assert [(run.name, run.state_name) for run in ends] == [
        ("a.txt into w.duckdb", "Completed"),
        ("reconcile none.duckdb", "Failed"),
    ]
    assert {"musterroll", "ingest"} <= set(ends[0].tags)
    with duckdb.connect(str(warehouse), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM claims WHERE subject = 'PRK'").fetchall() == [(2,)]
    texts = until(lambda: sorted(one["text"] for one in said) if len(said) == 2 else None, end)
    assert texts[0].startswith(f"1 new alert in {warehouse}")
    assert "14,000 sent" in texts[0]
    assert "reconcile none.duckdb Failed" in texts[1]
    assert "musterroll run" in texts[1]


def ended(client: Any, run: Any) -> Any:
    """The flow run if it is over."""
    found = client.read_flow_run(run)
    return found if found.state.is_final() else None


def test_notify_wants_an_address_and_a_server(
    musterroll: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    assert "https://" in musterroll("notify", "hooks.example.org").stderr
    assert "PREFECT_API_URL" in musterroll("notify", "https://hooks.example.org/x").stderr
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    assert "does not answer" in musterroll("notify", "https://hooks.example.org/x").stderr
