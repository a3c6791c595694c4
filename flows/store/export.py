"""Exports: published relations as Parquet or CSV files, each there whole or not at all."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from flows.progress import Share, unheard
from flows.store import atomic, catalogue
from flows.store.catalogue import Relation
from flows.store.connection import NO_BAR, WarehouseError, identifier, memory, quoted

MANIFEST: Final = "manifest.json"
"""What an export was made from, and its files with their rows, bytes and SHA-256."""
WRITERS: Final = 4
"""Files of an export that are written at the same time: most of the time is waiting for the disk."""
PARTITIONED: Final = ("fct_military_strength", "fct_casualties", "fct_equipment")
FORMULA: Final = "^[=+\\-@\\t\\r]."
"""Starts of a cell that a spreadsheet would take for a formula."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of an export, by its path inside it."""

    path: str
    relation: str
    rows: int
    bytes: int
    sha256: str


def opened(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Connection that reads a published warehouse and may write files; raises WarehouseError where there is none."""
    if not warehouse.is_file():
        raise WarehouseError(f"{warehouse}: there is no warehouse here; run `musterroll run` first, or name one")
    con = memory()
    try:
        con.execute(f"ATTACH {quoted(str(warehouse))} AS warehouse (READ_ONLY)")
        con.execute("USE warehouse")
    except duckdb.Error as error:
        con.close()
        raise WarehouseError(f"{warehouse}: {error}") from error
    return con


def publication(con: duckdb.DuckDBPyConnection) -> str:
    """16 hex digits of what the warehouse holds: its loads and the rules that it was built with."""
    said = con.execute(
        "SELECT string_agg(said, ';' ORDER BY said) FROM (SELECT run_id || ' ' || epoch_us(loaded_at) AS said "
        "FROM raw.loads UNION ALL SELECT name || ' ' || value FROM raw.state)"
    ).fetchall()[0][0]
    return hashlib.sha256(str(said).encode()).hexdigest()[:16]


def is_current(warehouse: Path, folder: Path) -> bool:
    """Whether the files in `folder` were all written from the warehouse as it is now."""
    manifest = read_manifest(folder)
    if not manifest or not warehouse.is_file():
        return False
    con = opened(warehouse)
    try:
        made_from = publication(con)
    finally:
        con.close()
    sizes = ((folder / file["path"], file["bytes"]) for file in manifest["files"])
    return manifest["publication"] == made_from and all(p.is_file() and p.stat().st_size == size for p, size in sizes)


def export_parquet(
    warehouse: Path,
    folder: Path,
    *,
    relations: Iterable[str] | None = None,
    partition: bool = False,
    told: Share = unheard,
) -> tuple[File, ...]:
    """Write one zstd Parquet file a relation into `folder`, with comments as metadata of its fields.

    All relations by default; `partition` writes facts as folders of one file a measure. Files of relations that are no
    longer exported are removed; `told` hears of the relations that are written. Raises WarehouseError when the
    warehouse or the folder cannot be used.
    """
    con = opened(warehouse)
    try:
        chosen = select(con, relations)

        def write(relation: Relation) -> list[File]:
            with con.cursor() as own:
                own.execute("USE warehouse")
                own.execute(NO_BAR)
                if partition and relation.name in PARTITIONED:
                    return _write_partitions(own, relation, folder)
                return [_write_parquet(own, relation, folder)]

        with ThreadPoolExecutor(WRITERS) as pool:
            files = _gathered(pool.map(write, chosen), len(chosen), told)
        made_from = publication(con)
    except (OSError, duckdb.IOException) as error:
        raise WarehouseError(
            f"{folder} cannot be written: {error}; free space or check rights, and export again"
        ) from error
    finally:
        con.close()
    finish(folder, files, {"publication": made_from})
    return tuple(files)


def export_csv(
    warehouse: Path, folder: Path, *, relations: Iterable[str] | None = None, told: Share = unheard
) -> tuple[File, ...]:
    """Write one UTF-8 CSV file a relation: lists joined by "; ", unknown empty, formulas made harmless by a quote."""
    con = opened(warehouse)
    try:
        chosen = select(con, relations)
        files = _gathered(([_write_csv(con, relation, folder)] for relation in chosen), len(chosen), told)
        made_from = publication(con)
    except (OSError, duckdb.IOException) as error:
        raise WarehouseError(
            f"{folder} cannot be written: {error}; free space or check rights, and export again"
        ) from error
    finally:
        con.close()
    finish(folder, files, {"publication": made_from})
    return tuple(files)


def _gathered(written: Iterable[list[File]], count: int, told: Share) -> list[File]:
    """The files of `count` relations, as they are written."""
    files = []
    for number, made in enumerate(written, start=1):
        files += made
        told(number, count)
    return files


def select(con: duckdb.DuckDBPyConnection, names: Iterable[str] | None) -> tuple[Relation, ...]:
    """Published relations by name, all of them by default; raises WarehouseError on a name that is none."""
    found = {relation.name: relation for relation in catalogue.relations(con)}
    wanted = list(found) if names is None else list(names)
    if unknown := [name for name in wanted if name not in found]:
        raise WarehouseError(f"no relation is named {', '.join(unknown)}; there are: {', '.join(found)}")
    return tuple(found[name] for name in wanted)


def finish(folder: Path, files: Iterable[File], said: Mapping[str, Any]) -> None:
    """Write the manifest, and remove what an earlier export wrote and this one did not."""
    listed = [{name: getattr(file, name) for name in File.__slots__} for file in files]
    kept = {entry["path"] for entry in listed}
    for entry in (read_manifest(folder) or {"files": []})["files"]:
        if entry["path"] not in kept:
            (folder / entry["path"]).unlink(missing_ok=True)
    with atomic.written(folder / MANIFEST) as aside:
        aside.write_text(json.dumps({**said, "files": listed}, indent=1) + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of an export, or None where there is none that can be read."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return said if isinstance(said, dict) and {"publication", "files"} <= said.keys() else None


def measured(path: Path, folder: Path, relation: str, rows: int) -> File:
    """A file that was written, with its size and hash."""
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return File(path.relative_to(folder).as_posix(), relation, rows, path.stat().st_size, digest)


def _options(con: duckdb.DuckDBPyConnection, relation: Relation) -> str:
    """Options of COPY: Arrow's schema in the file's metadata carries the comments of the fields to its readers."""
    schema = base64.b64encode(catalogue.arrow_schema(con, relation).serialize().to_pybytes()).decode()
    return (
        "FORMAT parquet, COMPRESSION zstd, "
        f"KV_METADATA {{'ARROW:schema': {quoted(schema)}, comment: {quoted(relation.comment)}}}"
    )


def _write_parquet(con: duckdb.DuckDBPyConnection, relation: Relation, folder: Path) -> File:
    target = folder / f"{relation.name}.parquet"
    with atomic.written(target) as aside:
        rows = _copy(
            con, f"SELECT * FROM {identifier(relation.name)}{_sorted(relation)}", aside, _options(con, relation)
        )
    return measured(target, folder, relation.name, rows)


def _write_partitions(con: duckdb.DuckDBPyConnection, relation: Relation, folder: Path) -> list[File]:
    files = []
    measures = con.execute(f"SELECT DISTINCT measure FROM {identifier(relation.name)} ORDER BY 1").fetchall()
    for (measure,) in measures:
        target = folder / relation.name / f"measure={measure}" / "part.parquet"
        query = f"SELECT * FROM {identifier(relation.name)} WHERE measure = {quoted(measure)}{_sorted(relation)}"
        with atomic.written(target) as aside:
            rows = _copy(con, query, aside, _options(con, relation))
        files.append(measured(target, folder, relation.name, rows))
    return files


def _write_csv(con: duckdb.DuckDBPyConnection, relation: Relation, folder: Path) -> File:
    target = folder / f"{relation.name}.csv"
    cells = ", ".join(
        f"{_cell(column.name, column.sql_type)} AS {identifier(column.name)}" for column in relation.columns
    )
    with atomic.written(target) as aside:
        query = f"SELECT {cells} FROM {identifier(relation.name)}{_sorted(relation)}"
        rows = _copy(con, query, aside, "FORMAT csv, HEADER true")
    return measured(target, folder, relation.name, rows)


def _cell(name: str, sql_type: str) -> str:
    column = identifier(name)
    if sql_type == "VARCHAR[]":
        column = f"array_to_string({column}, '; ')"
    elif sql_type == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({column} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
    elif sql_type != "VARCHAR":
        return column
    return f"CASE WHEN regexp_matches({column}, {quoted(FORMULA)}) THEN '''' || {column} ELSE {column} END"


def _sorted(relation: Relation) -> str:
    return f" ORDER BY {identifier(relation.key)}" if relation.key else " ORDER BY ALL"


def _copy(con: duckdb.DuckDBPyConnection, query: str, target: Path, options: str) -> int:
    rows = con.execute(f"COPY ({query}) TO {quoted(str(target))} ({options})").fetchall()
    return int(rows[0][0])


def remove(folder: Path) -> None:
    """Remove an export."""
    if folder.is_dir():
        shutil.rmtree(folder)
