"""One run at a time on a warehouse: a lock that the operating system gives back however a run ends."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

POLL_SECONDS: Final = 0.2


class HeldError(RuntimeError):
    """Another run holds the warehouse; the message says which, since when, and what can be done."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The right to change one warehouse, while `hold` has not been left."""

    warehouse: Path


def lock_path(warehouse: Path) -> Path:
    """File that carries the lock of a warehouse; it stays, empty, when nobody holds it."""
    return warehouse.parent / f".{warehouse.name}.lock"


@contextmanager
def hold(warehouse: Path, *, wait_seconds: float = 0.0, purpose: str = "run") -> Iterator[Lock]:
    """Hold the warehouse, waiting for at most `wait_seconds`; raises HeldError when another process still has it.

    The lock dies with the process, whatever kills it: there are no stale locks to remove by hand.
    """
    path = lock_path(warehouse)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        until = time.monotonic() + wait_seconds
        while not _try(descriptor):
            if time.monotonic() >= until:
                raise HeldError(_refusal(warehouse, path, wait_seconds))
            time.sleep(POLL_SECONDS)
        _write(descriptor, purpose)
        try:
            yield Lock(warehouse)
        finally:
            os.ftruncate(descriptor, 0)
            _release(descriptor)
    finally:
        os.close(descriptor)


def holder(warehouse: Path) -> dict[str, str]:
    """What the lock's holder said of itself: pid, host, started_at, purpose; empty when nobody is there."""
    try:
        said = json.loads(lock_path(warehouse).read_text(encoding="utf-8") or "{}")
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in said.items()} if isinstance(said, dict) else {}


def _refusal(warehouse: Path, path: Path, wait_seconds: float) -> str:
    who = holder(warehouse)
    waited = f" after waiting {wait_seconds:g} s" if wait_seconds else ""
    by = (
        f"process {who['pid']} on {who['host']} since {who['started_at']} ({who['purpose']})"
        if {"pid", "host", "started_at", "purpose"} <= who.keys()
        else f"another process (see {path})"
    )
    return f"{warehouse} is held by {by}{waited}; wait for it to end, or let this run wait with --wait SECONDS"


def _write(descriptor: int, purpose: str) -> None:
    said = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "started_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "purpose": purpose,
    }
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(said).encode())


if sys.platform == "win32":
    import msvcrt

    _PLACE: Final = 1 << 30
    """Byte that is locked: far behind the words, which others must be able to read."""

    def _try(descriptor: int) -> bool:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
