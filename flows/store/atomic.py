"""Files that are there whole or not at all: written aside, flushed to the disk, put in place with one rename."""

from __future__ import annotations

import glob
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_CLONE = 0x40049409
"""Linux's FICLONE: a copy that shares its blocks, on file systems that can."""


def clone(source: Path, target: Path) -> None:
    """Copy a file, without copying its blocks where the file system can share them."""
    if sys.platform == "linux":
        import fcntl

        with source.open("rb") as read, target.open("wb") as write, suppress(OSError):
            fcntl.ioctl(write.fileno(), _CLONE, read.fileno())
            return
    shutil.copyfile(source, target)


def flush(path: Path) -> None:
    """Have a file, or a folder's entries, on the disk."""
    if path.is_dir() and sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(made: Path, target: Path) -> None:
    """Put a finished file in place of another; both must be on one file system."""
    flush(made)
    if target.exists():
        with suppress(OSError):
            shutil.copymode(target, made)
    os.replace(made, target)
    flush(target.parent)


@contextmanager
def written(target: Path) -> Iterator[Path]:
    """A path beside `target` to write to; it takes the place of `target` at the end, and goes if there is an error.

    What a killed process left beside `target` goes first.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.tmp"):
        if not _is_alive(left.name.split(".")[-2]):
            left.unlink(missing_ok=True)
    aside = target.parent / f".{target.name}.{os.getpid()}.tmp"
    try:
        yield aside
        replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def _is_alive(pid: str) -> bool:
    """Whether a process of this machine has that number; where that cannot be told, it counts as alive."""
    if sys.platform == "win32" or not pid.isdigit():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
