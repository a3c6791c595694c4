"""Parts: folders with one Parquet file per relation, the units that stages hand to each other by path."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from flows.schemas import SCHEMAS, SchemaError

DONE: Final = "extracted"
"""Name of the empty file that says that every relation of a part is there."""
UNSTABLE: Final = frozenset({"run_id", "ingested_at", "issue_id", "occurred_at", "text"})
"""Columns that differ between two runs over the same input; the text is in the article's identifier."""


@dataclass(frozen=True, slots=True)
class Part:
    """A folder of Parquet files, with the number of its articles and of their code points."""

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


def write(folder: Path, tables: Mapping[str, pa.Table]) -> None:
    """Write tables into a part, each file whole or not at all; raises SchemaError on a table of another schema."""
    folder.mkdir(parents=True, exist_ok=True)
    for relation, table in tables.items():
        if not table.schema.equals(SCHEMAS[relation]):
            raise SchemaError(f"{relation}: the schema differs from the contract: {table.schema}")
        unfinished = folder / f"{relation}.parquet.tmp"
        pq.write_table(table, unfinished, compression="zstd")
        os.replace(unfinished, folder / f"{relation}.parquet")


def read(folder: str | Path, relation: str) -> pa.Table:
    """Table of one relation of a part."""
    table: pa.Table = pq.read_table(Path(folder) / f"{relation}.parquet", schema=SCHEMAS[relation], memory_map=True)
    return table.replace_schema_metadata(SCHEMAS[relation].metadata).cast(SCHEMAS[relation])


def finish(folder: str | Path) -> None:
    """Say that the part holds every relation."""
    (Path(folder) / DONE).touch()


def is_finished(folder: str | Path) -> bool:
    """Whether the part holds every relation, from this run or from one that was stopped."""
    return (Path(folder) / DONE).exists()


def files(folders: Iterable[str | Path], relation: str) -> list[str]:
    """Parquet files of one relation in the parts that have it, in order."""
    paths = (Path(folder) / f"{relation}.parquet" for folder in folders)
    return [str(path) for path in paths if path.exists()]


def remove_others(parent: Path, keep: Iterable[Path]) -> None:
    """Remove the parts below `parent` that are not in `keep`: left over from a stopped run on other input."""
    kept = {path.name for path in keep}
    for path in parent.iterdir() if parent.is_dir() else ():
        if path.is_dir() and path.name not in kept:
            shutil.rmtree(path)
