"""The folder in which a run works, beside the warehouse; a run that was stopped leaves it for the next one to go on.

Its parts are in the folder too, unless they are kept in a store that other machines reach.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows import logs, parts

STATE = "run.json"
RUN_ID = re.compile(r"run_\d{8}T\d{6}_[0-9a-f]{6}")
REASON_MAX = 500


@dataclass(frozen=True, slots=True)
class Workspace:
    """Folder, identity and start of a run; `resumed` where it goes on with what a stopped run left.

    `parts` is the folder of the parts, by path or address.
    """

    folder: Path
    run_id: str
    started_at: datetime
    parts: str
    resumed: bool


def folder_beside(warehouse: Path) -> Path:
    """Where a run that writes `warehouse` works."""
    return warehouse.parent / f".{warehouse.stem}.work"


def open_workspace(warehouse: Path, *, extractor_version: str, store: str | None = None) -> Workspace:
    """The workspace of a run that starts now, under the warehouse's lock; parts are below `store` if one is named.

    A stopped run of the same extractor with its parts at the same place is continued: it keeps its identity and start,
    and its finished parts count.
    """
    folder = folder_beside(warehouse)
    old = _left_over(folder)
    if old and old["extractor_version"] == extractor_version and old["parts"] == _parts(folder, store, old["run_id"]):
        return Workspace(folder, old["run_id"], datetime.fromisoformat(old["started_at"]), old["parts"], resumed=True)
    remove(folder)
    now = datetime.now(UTC)
    run_id = new_run_id(now)
    workspace = Workspace(folder, run_id, now, _parts(folder, store, run_id), resumed=False)
    folder.mkdir(parents=True)
    state = {"run_id": run_id, "started_at": now.isoformat(), "extractor_version": extractor_version}
    _write(folder, state | {"parts": workspace.parts})
    return workspace


def _parts(folder: Path, store: str | None, run_id: str) -> str:
    return f"{store.rstrip('/')}/{run_id}" if store else str(folder / "parts")


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
    keys = {"run_id", "started_at", "extractor_version", "parts"}
    return state if isinstance(state, dict) and keys <= state.keys() else None


def new_run_id(now: datetime) -> str:
    """Identifier of a run that starts at `now`: sorts by time, and differs between runs of one second."""
    return f"run_{now:%Y%m%dT%H%M%S}_{secrets.token_hex(3)}"


def remove(folder: Path) -> None:
    """Remove a workspace, if it is there, with its parts; a store that does not answer keeps them, with a warning."""
    if not folder.exists():
        return
    state = _left_over(folder)
    where = state["parts"] if state else ""
    if state and where.endswith(f"/{state['run_id']}") and RUN_ID.fullmatch(state["run_id"]):
        try:
            parts.remove(where)
        except parts.StoreError as error:
            logs.event("warning", "parts left in the store", parts=where, error=str(error))
    shutil.rmtree(folder)
