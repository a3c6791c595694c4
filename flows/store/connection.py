"""DuckDB connections: one that builds a warehouse file, one that only reads it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import duckdb

STORAGE_VERSION: Final = "v1.5.0"
"""Shells from this version on can open the file."""
BUILD_MEMORY: Final = 1500
"""MB that a build may hold in memory; it spills beside the side file above that."""
_OFFLINE: Final = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
NO_BAR: Final = "SET enable_progress_bar = false"
"""For every connection and cursor: the bar of a slow query would go to standard output, into the answer."""

_LOCKED_IN: Final = (
    "SET GLOBAL TimeZone = 'UTC'",
    NO_BAR,
    "SET temp_directory = ''",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
"""What `read_only` does to a connection, in this order."""


class WarehouseError(RuntimeError):
    """The warehouse cannot be read or built; the message says what to do."""


def quoted(value: str) -> str:
    """SQL string literal."""
    return "'" + value.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """SQL identifier, quoted."""
    return '"' + name.replace('"', '""') + '"'


def memory() -> duckdb.DuckDBPyConnection:
    """Connection to an empty database in memory, times in UTC, no network: for tests and for scratch work."""
    con = duckdb.connect(config=dict(_OFFLINE))
    con.execute("SET TimeZone = 'UTC'")
    con.execute(NO_BAR)
    return con


def building(path: Path, *, memory_limit: str = f"{BUILD_MEMORY}MB") -> duckdb.DuckDBPyConnection:
    """Connection that writes the warehouse file `path`, made in the storage version of older shells if it is new.

    Raises WarehouseError when the file is no DuckDB file, is damaged, or is open in another process.
    """
    con = memory()
    try:
        con.execute(f"SET memory_limit = {quoted(memory_limit)}")
        con.execute(f"SET temp_directory = {quoted(str(path) + '.spill')}")
        made = "" if path.exists() else f" (STORAGE_VERSION {quoted(STORAGE_VERSION)})"
        con.execute(f"ATTACH {quoted(str(path))} AS warehouse{made}")
        con.execute("USE warehouse")
    except duckdb.Error as error:
        con.close()
        raise WarehouseError(f"{path}: {error}") from error
    return con


def make_room(con: duckdb.DuckDBPyConnection, times: float) -> None:
    """Let a build hold `times` as much as usual, if the half of this machine's memory is that much."""
    half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2_000_000
    con.execute(f"SET memory_limit = '{max(BUILD_MEMORY, min(int(BUILD_MEMORY * times), half))}MB'")


def read_only(path: Path, *, memory_limit: str | None = None) -> duckdb.DuckDBPyConnection:
    """Connection for queries by people: reads this one file; no other file, no network, no settings, no extensions.

    Readers keep the file they opened when a run puts a new one in place. Raises WarehouseError when it cannot be read.
    """
    if not path.is_file():
        raise WarehouseError(f"{path}: there is no warehouse here; run `musterroll run` first, or name one")
    config: dict[str, Any] = dict(_OFFLINE)
    if memory_limit:
        config["memory_limit"] = memory_limit
    try:
        con = duckdb.connect(str(path), read_only=True, config=config)
    except duckdb.Error as error:
        said = str(error).partition("\n")[0]
        raise WarehouseError(f"{path} cannot be opened: is it a warehouse, a DuckDB file? ({said})") from error
    for setting in _LOCKED_IN:  # shared by the connections of a process to a file: another may have locked them in
        with suppress(duckdb.InvalidInputException, duckdb.PermissionException):
            con.execute(setting)
    ((is_open, is_locked),) = con.execute(
        "SELECT current_setting('enable_external_access'), current_setting('lock_configuration')"
    ).fetchall()
    if is_open or not is_locked:
        con.close()
        raise WarehouseError(f"{path} is open in this process with other settings: close it there first")
    return con
