"""The command in a terminal and in scripts: a bar of 80 columns, quiet and JSON, completion, hints, Ctrl-C."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import termios
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from commanding import ROOT, Command

from flows.commands.progress import rate

MODULE = [sys.executable, "-m", "flows.cli"]
STARTING = 240  # seconds that a Prefect server may take to start, while other tests keep the processors busy
ENDING = 60


def in_terminal(*arguments: object) -> list[str]:
    """Lines that the command draws in a terminal of 80 columns, without codes; each state of the bar is a line."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    environment["TERM"] = "xterm-256color"
    command = [*MODULE, *map(str, arguments)]
    seen = b""
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=environment) as process:
        os.close(follower)
        while True:
            try:
                piece = os.read(leader, 4096)
            except OSError:
                break
            seen += piece
        assert process.wait() == 0, seen
    os.close(leader)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode())
    return [line for line in re.split(r"[\r\n]+", plain) if line.strip()]


@pytest.mark.parametrize(
    ("verb", "stages"),
    [
        (("run", "raw", "--force", "--warehouse", "{new}"), ("ingest", "extract", "load", "transform", "export")),
        (("report", "--warehouse", "{built}", "--output", "{page}"), ("report",)),
        (("export", "{folder}", "--format", "release", "--warehouse", "{built}"), ("export",)),
    ],
)
def test_long_works_show_stage_share_rate_and_time_in_80_columns(
    verb: tuple[str, ...], stages: tuple[str, ...], built: Path, tmp_path: Path
) -> None:
    places = {"new": tmp_path / "w.duckdb", "built": built, "page": tmp_path / "p.html", "folder": tmp_path / "r"}
    lines = in_terminal(*(word.format(**places) for word in verb))
    assert [line for line in lines if len(line) > 80] == []
    for stage in stages:
        assert any(f" {stage} " in line for line in lines), stage
    done = [line for line in lines if f" {stages[-1]} " in line and "100%" in line]
    assert re.search(r"100% 0:\d\d:\d\d 0:00:00 \d+ \w+", done[-1])


@pytest.mark.parametrize(
    ("stage", "done", "speed", "said"),
    [
        ("extract", 2_340_000, 812_000, "2.3M characters, 812k/s"),
        ("transform", 1, None, "1 model"),
        ("export", 27, 6.25, "27 relations, 6.2/s"),
        ("load", 3, 1.0, ""),
        ("ingest", 0, None, ""),
    ],
)
def test_rates_in_words(stage: str, done: float, speed: float | None, said: str) -> None:
    assert rate(stage, done, speed) == said


def test_report_export_and_check_for_scripts(musterroll: Command, built: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    told = json.loads(musterroll("report", "--json", "--output", page, "--warehouse", built).stdout)
    assert told == {"page": str(page), "subject": None, "claims": told["claims"], "bytes": page.stat().st_size}
    assert told["claims"] > 100
    for verb in (("report", "--output", page), ("export", tmp_path / "files"), ("check",)):
        said = musterroll(*verb, "--quiet", "--warehouse", built)
        assert (said.exit_code, said.stdout, said.stderr) == (0, "", "")


def test_a_verb_that_is_a_saved_query_is_answered_with_how_to_ask_it(musterroll: Command) -> None:
    for given, name in (("losses", "losses"), ("two-sides", "two_sides")):
        result = musterroll(given)
        assert result.exit_code == 2
        assert f"query --saved {name}" in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("rep",), {"report"}),
        (("query", "--sa"), {"--saved"}),
        (("query", "--saved", "two"), {"two_sides"}),
        (("export", "--format", "rel"), {"release"}),
    ],
)
def test_bash_completes_verbs_options_and_saved_queries(
    words: tuple[str, ...], offered: set[str], tmp_path: Path
) -> None:
    command = tmp_path / "musterroll"
    command.write_text(f"#!{sys.executable}\nfrom flows.cli import main\n\nmain()\n")
    command.chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    script = (
        'eval "$(musterroll --show-completion bash)"\n'
        f"COMP_WORDS=(musterroll {' '.join(words)}) COMP_CWORD={len(words)}\n"
        '_musterroll_completion musterroll\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    environment["_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION"] = "1"
    said = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert set(said.stdout.split()) == offered, said.stderr


def posted(url: str) -> Any:
    """What a server answers to an empty request, asked again where it is too busy (503)."""
    asked = urllib.request.Request(url, b"{}", {"Content-Type": "application/json"})
    for _ in range(20):
        try:
            with urllib.request.urlopen(asked, timeout=5) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code != 503:
                raise
            time.sleep(1)
    raise TimeoutError(f"{url} is busy")


def deployments(api: str) -> list[dict[str, Any]]:
    """What is deployed on a server, nothing while it does not answer."""
    try:
        return list(posted(f"{api}/deployments/filter"))
    except OSError:
        return []


def _deployed_and_run(api: str, process: subprocess.Popen[bytes]) -> list[dict[str, Any]]:
    """What the process has deployed at a server, when a run that was asked for there has ended well."""
    end = time.monotonic() + STARTING
    while not (found := deployments(api)):
        assert process.poll() is None, "the schedule ended"
        assert time.monotonic() < end, "nothing is deployed"
        time.sleep(0.5)
    asked_for = posted(f"{api}/deployments/{found[0]['id']}/create_flow_run")["id"]
    while True:
        state = next(one["state"] for one in posted(f"{api}/flow_runs/filter") if one["id"] == asked_for)
        if state["type"] == "COMPLETED":
            return found
        assert state["type"] not in ("FAILED", "CRASHED"), state
        assert time.monotonic() < end, state
        time.sleep(0.5)


def _begun(api: str, deployment: str) -> None:
    """Ask for a run and wait until the server hands it out: its process starts then."""
    asked_for = posted(f"{api}/deployments/{deployment}/create_flow_run")["id"]
    end = time.monotonic() + STARTING
    while all(
        one["state"]["type"] == "SCHEDULED" for one in posted(f"{api}/flow_runs/filter") if one["id"] == asked_for
    ):
        assert time.monotonic() < end, "the run does not begin"
        time.sleep(0.2)


def test_a_schedule_runs_and_ctrl_c_ends_it_and_the_server_that_it_started(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    environment |= {"PREFECT_HOME": str(tmp_path / "prefect"), "PREFECT_RUNNER_POLL_FREQUENCY": "1"}
    command = [*MODULE, "schedule", str(ROOT / "raw"), "--server", "--port", str(port), "--no-catch-up", "--json"]
    command += ["--warehouse", str(tmp_path / "w.duckdb")]
    api = f"http://127.0.0.1:{port}/api"
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            found = _deployed_and_run(api, process)
            _begun(api, found[0]["id"])
        finally:
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of its group
            said, complained = process.communicate(timeout=ENDING)
    assert [(one["name"], one["schedules"][0]["schedule"]["cron"]) for one in found] == [("ingest", "0 * * * *")]
    assert (tmp_path / "w.duckdb").is_file()
    assert process.returncode == 130, complained
    assert json.loads(said) == {"deployment": "musterroll/ingest", "cron": "0 * * * *", "timezone": "UTC", "api": api}
    assert b"Traceback" not in complained
    assert not re.search(rb"[Pp]aus|exited|shut", complained), "one line of ours says it"
    assert complained.decode().splitlines()[-1].startswith("musterroll: stopped")
    assert deployments(api) == []
    with sqlite3.connect(tmp_path / "prefect" / "prefect.db") as kept:
        states = {state for (state,) in kept.execute("SELECT state_type FROM flow_run WHERE state_type <> 'SCHEDULED'")}
    assert states == {"COMPLETED", "CANCELLED"}, "nobody is called at night over a run that was stopped"
