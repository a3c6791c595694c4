"""The log of a run: levels, fields, JSON, and what must not be in it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from commanding import Command

from flows import logs

ARTICLE = "Clash\nKenya's army said 12 of its soldiers were killed in Somalia on 3 May 2023.\n"


@pytest.fixture(autouse=True)
def _silent_again(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in (logs.LEVEL_VARIABLE, logs.FORMAT_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    yield
    monkeypatch.undo()
    logs.configure()


def test_a_run_is_told_event_by_event(musterroll: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "empty.txt").touch()
    arguments = ("run", tmp_path / "*.txt", "-w", tmp_path / "w.duckdb", "-q")
    events = list(map(json.loads, musterroll(*arguments, "--log", "info", "--log-json").stderr.splitlines()))
    assert [event["event"] for event in events] == ["run started", *["stage ended"] * 6, "issue", "run ended"]
    assert len({event["run_id"] for event in events}) == 1
    assert {event["level"] for event in events} == {"info", "warning"}
    first, last = events[0], events[-1]
    assert first["inputs"] == [str(tmp_path / "*.txt")]
    assert first["version"]
    assert (last["articles_new"], last["inputs_rejected"], last["claims_count"]) == (1, 1, 1)
    assert list(last["stages"]) == ["ingest", "extract", "load", "transform", "publish", "export"]
    assert events[-2]["code"] == "empty"
    warnings = musterroll(*arguments, "--log", "warning").stderr.splitlines()
    assert len(warnings) == 1
    assert ' issue code="empty" input=' in warnings[0]


def test_why_a_run_stopped_is_told(musterroll: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.parts.write", full)
    result = musterroll("run", tmp_path / "a.txt", "-w", tmp_path / "w.duckdb", "--log", "error")
    assert 'run stopped stage="ingest" error="OSError [Errno 28] No space left on device"' in result.stderr


def test_the_environment_asks_for_a_log_too(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.StringIO()
    monkeypatch.setenv(logs.LEVEL_VARIABLE, "Info")
    monkeypatch.setenv(logs.FORMAT_VARIABLE, "json")
    logs.configure(stream=said)
    with logs.of_run("run_1"):
        logs.event("info", "looked", at="\x1b[31m\u202e", n=1)
        logs.event("debug", "not told")
    logs.event("error", "outside")
    first, second = map(json.loads, said.getvalue().splitlines())
    assert (first["run_id"], first["event"], first["n"], first["level"]) == ("run_1", "looked", 1, "info")
    assert (second["run_id"], second["level"]) == (None, "error")
    assert said.getvalue().replace("\n", "").isprintable()


def test_lines_for_people_steer_no_terminal() -> None:
    said = io.StringIO()
    logs.configure("debug", stream=said)
    logs.event("warning", "issue", message="a \x1b[31mred\x1b[0m\nline \u202e")
    assert said.getvalue().count("\n") == 1
    assert said.getvalue().strip().isascii()
    assert "\x1b" not in said.getvalue()


def test_nothing_is_logged_unless_asked_for() -> None:
    logs.configure()
    assert [type(handler) for handler in logs.LOGGER.handlers] == [logging.NullHandler]


@pytest.mark.parametrize(("name", "value"), [(logs.LEVEL_VARIABLE, "loud"), (logs.FORMAT_VARIABLE, "xml")])
def test_wrong_settings_are_told(
    name: str, value: str, musterroll: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(logs.LEVEL_VARIABLE, "info")
    monkeypatch.setenv(name, value)
    result = musterroll("run", tmp_path, "-w", tmp_path / "w.duckdb")
    assert result.exit_code == 2
    assert value in result.stderr
