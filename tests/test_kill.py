"""A few runs of tests/kill.py: whenever a run is killed, nothing is lost, half there or different."""

from __future__ import annotations

from pathlib import Path

import kill


def test_killed_runs_lose_nothing(tmp_path: Path) -> None:
    said: list[str] = []
    kinds = kill.session(6, 3, tmp_path, said.append)
    assert kinds.total() >= 4
    assert kinds["random moment"] < kinds.total(), said


def test_boundaries_are_found(tmp_path: Path) -> None:
    source, _ = kill.inputs(tmp_path)
    told = tmp_path / "told.json"
    process = kill.FORK.Process(target=kill.work, args=(str(source), str(tmp_path / "w.duckdb"), None, 1, str(told)))
    process.start()
    process.join()
    names = told.read_text()
    for wanted in (
        "stage ingest",
        "stage publish",
        "before COMMIT",
        "after CHECKPOINT",
        "before replace",
        "after write",
    ):
        assert wanted in names
