"""The folder in which a run works, beside the warehouse; a run that was stopped leaves it for the next one to go on."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

STATE = "run.json"
REASON_MAX = 500


@dataclass(frozen=True, slots=True)
class Workspace:
    """Folder, identity and start of a run; `resumed` where it goes on with what a stopped run left."""

    folder: Path
    run_id: str
    started_at: datetime
    resumed: bool

    @property
    def parts(self) -> Path:
        """Folder of the parts."""
        return self.folder / "parts"


def folder_beside(warehouse: Path) -> Path:
    """Where a run that writes `warehouse` works."""
    return warehouse.parent / f".{warehouse.stem}.work"


def open_workspace(warehouse: Path, *, extractor_version: str) -> Workspace:
    """The workspace of a run that starts now, under the warehouse's lock.

    A stopped run of the same extractor is continued: it keeps its identity and start, and its finished parts count.
    """
    folder = folder_beside(warehouse)
    left = _left_over(folder)
    if left and left.get("extractor_version") == extractor_version:
        started = datetime.fromisoformat(left["started_at"])
        return Workspace(folder, left["run_id"], started, resumed=True)
    remove(folder)
    now = datetime.now(UTC)
    workspace = Workspace(folder, new_run_id(now), now, resumed=False)
    workspace.parts.mkdir(parents=True)
    state = {"run_id": workspace.run_id, "started_at": now.isoformat(), "extractor_version": extractor_version}
    _write(folder, state)
    return workspace


def note_end(space: Workspace, reason: str) -> None:
    """Keep with the workspace why its run stopped, for `left` to tell; does nothing where the disk is full."""
    with suppress(OSError, ValueError):
        state = json.loads((space.folder / STATE).read_text(encoding="utf-8"))
        state |= {"stopped_at": datetime.now(UTC).isoformat(timespec="seconds"), "reason": reason[:REASON_MAX]}
        _write(space.folder, state)


def left(warehouse: Path) -> dict[str, str] | None:
    """What a run that has not ended said of itself: run_id, started_at, and stopped_at with reason if it could."""
    return _left_over(folder_beside(warehouse))


def _write(folder: Path, state: dict[str, str]) -> None:
    unfinished = folder / f"{STATE}.tmp"
    unfinished.write_text(json.dumps(state), encoding="utf-8")
    os.replace(unfinished, folder / STATE)


def _left_over(folder: Path) -> dict[str, str] | None:
    try:
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    keys = {"run_id", "started_at", "extractor_version"}
    return state if isinstance(state, dict) and keys <= state.keys() else None


def new_run_id(now: datetime) -> str:
    """Identifier of a run that starts at `now`: sorts by time, and differs between runs of one second."""
    return f"run_{now:%Y%m%dT%H%M%S}_{secrets.token_hex(3)}"


def remove(folder: Path) -> None:
    """Remove a workspace, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)
