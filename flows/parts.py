"""Parts: folders with one Parquet file per relation, the units that stages hand to each other by name.

A folder is a path, or an address in an object store that fsspec knows, as `s3://bucket/folder`: then workers and the
load reach it over the network, each with the credentials of its own environment.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from flows.schemas import STAGED, SchemaError

DONE: Final = "extracted"
"""Name of the empty file that says that every relation of a part is there."""
UNSTABLE: Final = frozenset({"run_id", "ingested_at", "issue_id", "occurred_at", "text"})
"""Columns that differ between two runs over the same input; the text is in the article's identifier."""


@dataclass(frozen=True, slots=True)
class Part:
    """A folder of Parquet files, by path or address, with the number of its articles and of their code points."""

    folder: str
    articles: int
    chars: int


def fingerprint(tables: Iterable[pa.Table], version: str) -> str:
    """16 hex digits that depend on the rows of a part and on the version of the extractor, not on the run."""
    digest = hashlib.sha256(version.encode())
    for table in tables:
        for row in table.select([name for name in table.column_names if name not in UNSTABLE]).to_pylist():
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


class StoreError(OSError):
    """A store that cannot be reached, or that refuses."""


def write(folder: str | Path, tables: Mapping[str, pa.Table]) -> None:
    """Write tables into a part, each file whole or not at all; raises SchemaError on a table of another schema."""
    for relation, table in tables.items():
        if not table.schema.equals(STAGED[relation]):
            raise SchemaError(f"{relation}: the schema differs from the contract: {table.schema}")
    with _opened(folder) as (system, path):
        if _is_local(system):
            system.makedirs(path, exist_ok=True)
        for relation, table in tables.items():
            place = f"{path}/{relation}.parquet"
            if not _is_local(system):  # has no folders, and shows an object when all of it is there
                pq.write_table(table, place, compression="zstd", filesystem=system)
                continue
            pq.write_table(table, f"{place}.tmp", compression="zstd")
            os.replace(f"{place}.tmp", place)


def read(folder: str | Path, relation: str) -> pa.Table:
    """Table of one relation of a part."""
    with _opened(folder) as (system, path):
        table: pa.Table = pq.read_table(
            f"{path}/{relation}.parquet", schema=STAGED[relation], memory_map=True, filesystem=system
        )
    return table.replace_schema_metadata(STAGED[relation].metadata).cast(STAGED[relation])


def finish(folder: str | Path) -> None:
    """Say that the part holds every relation."""
    with _opened(folder) as (system, path):
        system.touch(f"{path}/{DONE}")


def is_finished(folder: str | Path) -> bool:
    """Whether the part holds every relation, from this run or from one that was stopped."""
    with _opened(folder) as (system, path):
        return bool(system.exists(f"{path}/{DONE}"))


def files(folders: Iterable[str | Path], relation: str) -> list[str]:
    """Parquet files of one relation in the parts of this machine that have it, in order."""
    paths = (Path(folder) / f"{relation}.parquet" for folder in folders)
    return [str(path) for path in paths if path.exists()]


def fetched(parent: str | Path, folders: Iterable[str | Path], into: Path) -> list[str]:
    """The parts in `parent` on this machine: as they are, or copied from a store to `into`.

    A load reads each file several times; a store sends all of them once, side by side.
    """
    with _opened(parent) as (system, path):
        if _is_local(system):
            return [str(folder) for folder in folders]
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        if system.exists(path):
            system.get(f"{path}/", f"{into}/", recursive=True)
        return [str(into / str(folder).rpartition("/")[2]) for folder in folders]


def remove_others(parent: str | Path, keep: Iterable[str | Path]) -> None:
    """Remove the parts below `parent` that are not in `keep`: left over from a stopped run on other input."""
    kept = {str(folder).rpartition("/")[2] for folder in keep}
    with _opened(parent) as (system, path):
        for entry in system.ls(path, detail=True) if system.isdir(path) else ():
            if entry["type"] == "directory" and entry["name"].rstrip("/").rpartition("/")[2] not in kept:
                system.rm(entry["name"], recursive=True)


def remove(parent: str | Path) -> None:
    """Remove all parts below `parent`, and it."""
    with _opened(parent) as (system, path):
        if system.exists(path):
            system.rm(path, recursive=True)


def system_of(folder: str | Path) -> tuple[Any, str]:
    """File system of fsspec and path in it; listings are not remembered, as other processes write too.

    Raises ImportError or ValueError where there is none for the address.
    """
    system, path = fsspec.core.url_to_fs(str(folder), use_listings_cache=False)
    return system, path


def _is_local(system: Any) -> bool:
    return "file" in (system.protocol if isinstance(system.protocol, tuple) else (system.protocol,))


@contextmanager
def _opened(folder: str | Path) -> Iterator[tuple[Any, str]]:
    """System and path of a folder; what a store raises becomes a StoreError, as each has errors of its own."""
    system, path = system_of(folder)
    try:
        yield system, path
    except Exception as error:
        if _is_local(system):
            raise
        raise StoreError(f"{folder}: {type(error).__name__} {error}".strip()) from error
