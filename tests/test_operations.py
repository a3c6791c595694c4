"""Who runs it every night asks these: doctor, runs, issues."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from commanding import Command

from flows.store.lock import hold
from flows.workspace import folder_beside

ARTICLE = "Clash\nKenya's army said {} of its soldiers were killed in Somalia on 3 May 2023.\n"


@pytest.fixture
def warehouse(tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the warehouse of raw/, to be spoilt."""
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    return Path(shutil.copy(built, tmp_path / "w.duckdb"))


def findings(musterroll: Command, warehouse: Path) -> tuple[int, dict[str, tuple[str, str]]]:
    result = musterroll("doctor", "-w", warehouse, "--json")
    return result.exit_code, {f["subject"]: (f["state"], f["message"]) for f in json.loads(result.stdout)}


def test_all_is_well(musterroll: Command, warehouse: Path) -> None:
    status, found = findings(musterroll, warehouse)
    assert status == 0
    assert found["checks"][0] == "fine"
    assert found["last run"][0] == "fine"
    assert "12 new" in found["last run"][1]


def test_a_run_that_was_stopped_is_told_with_its_reason(
    musterroll: Command, warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE.format(12))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.parts.write", full)
    assert musterroll("run", tmp_path / "a.txt", "-w", warehouse).exit_code == 2
    status, found = findings(musterroll, warehouse)
    assert status == 1
    assert found["run"][0] == "trouble"
    assert "No space left on device" in found["run"][1]
    assert "run again" in found["run"][1]
    state = json.loads((folder_beside(warehouse) / "run.json").read_text())
    (folder_beside(warehouse) / "run.json").write_text(
        json.dumps({k: v for k, v in state.items() if k not in ("reason", "stopped_at")})
    )
    assert "killed" in findings(musterroll, warehouse)[1]["run"][1]
    monkeypatch.undo()
    assert musterroll("run", tmp_path / "a.txt", "-w", warehouse).exit_code == 0
    assert "run" not in findings(musterroll, warehouse)[1]


def test_a_run_at_work_is_told(musterroll: Command, warehouse: Path) -> None:
    with hold(warehouse):
        status, found = findings(musterroll, warehouse)
    assert status == 0
    assert found["run"][0] == "note"
    assert "at work" in found["run"][1]


def test_issues_of_the_last_run_are_pointed_to(musterroll: Command, warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE.format(12))
    (tmp_path / "empty.txt").touch()
    musterroll("run", tmp_path / "a.txt", tmp_path / "empty.txt", "-w", warehouse)
    state, said = findings(musterroll, warehouse)[1]["last run"]
    assert state == "note"
    command = said.split("`")[1].split()[1:]
    shown = musterroll(*command, "-w", warehouse).stdout
    assert "is empty: delete it" in " ".join(shown.split())
    assert "empty.txt: is empty" not in shown, "the column beside the message names the input"
    (told,) = json.loads(musterroll(*command, "--json", "-w", warehouse).stdout)
    assert told["message"].startswith(told["input"])


def test_rows_that_are_wrong_are_trouble(musterroll: Command, warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE raw.claims SET number_end = number_end + 1")
    status, found = findings(musterroll, warehouse)
    assert status == 1
    assert "musterroll check" in found["checks"][1]


def test_runs_have_counts_durations_versions_and_the_hash_of_their_input(musterroll: Command, tmp_path: Path) -> None:
    listed = []
    for name, number in (("one", 12), ("two", 12), ("three", 13)):
        folder = tmp_path / name / "in"
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(ARTICLE.format(number))
        (folder / "b.txt").write_text(ARTICLE.format(20))
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path / name)
            musterroll("run", "in", "-w", "w.duckdb")
            listed += json.loads(musterroll("runs", "--json", "-w", "w.duckdb").stdout)
    one, two, three = listed
    assert (one["articles_new"], one["claims_count"], one["issues_count"]) == (2, 2, 0)
    assert 0 < one["seconds"] < 120
    assert one["version"]
    assert one["extractor_version"]
    assert one["input_manifest_hash"] == two["input_manifest_hash"] != three["input_manifest_hash"]
    assert len(one["input_manifest_hash"]) == 64
