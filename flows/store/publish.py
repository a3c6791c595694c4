"""Publication: a run works on a side file and puts it in place of the published warehouse with one rename.

The working warehouse is a copy of the published file, not a folder of raw Parquet parts that outlives the run:

- One file holds everything: the published relations, the raw rows with their history and the facts and estimates that
  a run brings up to date. There is no second store to keep in step, back up, compact or repair.
- A copy costs what the disk takes to write the file (1.3 s for 1 GB here; nothing on file systems that share blocks);
  a rebuild from parts costs a full load and all models. What a run then changes is what its articles touch.
- A crash at any moment leaves the published file as it was, plus a side file that the next run throws away; the parts
  of the extraction live in the run's workspace, so that it goes on where the killed one stopped.
- Load, models and checks are one transaction on the side file: a failed check leaves nothing to publish.

Readers keep the file that they opened; new ones get the new one. A file that has become mostly free blocks is
rewritten with COPY FROM DATABASE before it is put in place; a run that changes nothing never gets here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import duckdb

from flows.store import atomic, ddl
from flows.store.connection import STORAGE_VERSION, WarehouseError, building, quoted
from flows.store.lock import Lock

FREE_SHARE: Final = 0.4
"""Share of free blocks above which the file is rewritten ..."""
FREE_BLOCKS: Final = 200
"""... if they are more than this many (a block is 256 KiB)."""
STORED: Final = ".duckdb"


@dataclass(slots=True)
class Build:
    """A warehouse in the making: the side file's connection, inside one transaction until it is published."""

    warehouse: Path
    side: Path
    con: duckdb.DuckDBPyConnection
    is_published: bool = False
    notes: dict[str, str] = field(default_factory=dict)


def side_path(warehouse: Path) -> Path:
    """The side file of a warehouse."""
    return warehouse.parent / f".{warehouse.stem}.building{STORED}"


@contextmanager
def begin(lock: Lock) -> Iterator[Build]:
    """Start on a copy of the published warehouse, or on an empty one; what is not published in the end is thrown away.

    Raises WarehouseError when the published file is no warehouse of this version or cannot be copied.
    """
    warehouse, side = lock.warehouse, side_path(lock.warehouse)
    _clear(side)
    if warehouse.is_file() and warehouse.stat().st_size:
        try:
            atomic.clone(warehouse, side)
            os.chmod(side, 0o644)
        except OSError as error:
            _clear(side)
            raise WarehouseError(
                f"{warehouse} cannot be copied: {error.strerror}; free space, or check access; it is as it was before"
            ) from error
    con = None
    try:
        con = building(side)
        con.execute("BEGIN TRANSACTION")
        ddl.ensure(con)
        yield Build(warehouse, side, con)
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise WarehouseError(f"{warehouse} cannot be built: {error}; the warehouse is as it was before") from error
    finally:
        if con is not None:
            with suppress(duckdb.Error):
                con.execute("ROLLBACK")
            con.close()
        _clear(side)


def publish(build: Build) -> None:
    """Commit the build and put it in place of the published warehouse, on the disk before this returns.

    Raises WarehouseError when the disk is full or the place cannot be written; the published file is then as it was.
    """
    try:
        build.con.execute("COMMIT")
        build.con.execute("CHECKPOINT")
        ready = _compacted(build) if _is_sparse(build.con) else build.side
        build.con.close()
        atomic.replace(ready, build.warehouse)
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(
            f"{build.warehouse} cannot be put in place: {error}; the warehouse is as it was before"
        ) from error
    build.is_published = True


def _is_sparse(con: duckdb.DuckDBPyConnection) -> bool:
    free, total = con.execute(
        "SELECT free_blocks, total_blocks FROM pragma_database_size() WHERE database_name = 'warehouse'"
    ).fetchall()[0]
    return bool(free > FREE_BLOCKS and free > FREE_SHARE * total)


def _compacted(build: Build) -> Path:
    """The side file written anew without its free blocks."""
    compact = build.side.with_suffix(".compact")
    build.con.execute(f"ATTACH {quoted(str(compact))} AS compact (STORAGE_VERSION {quoted(STORAGE_VERSION)})")
    build.con.execute("COPY FROM DATABASE warehouse TO compact")
    build.con.execute("DETACH compact")
    return compact


def _clear(side: Path) -> None:
    """Remove a side file and whatever a killed run left with it."""
    import shutil

    for path in side.parent.glob(f"{side.stem}.*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
