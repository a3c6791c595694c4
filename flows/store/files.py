"""Files as they were read last: what the next run need not read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from flows.store import ddl

FileRow = tuple[str, str, int, int, Sequence[Sequence[str | None]]]
"""Name, hash of its bytes, articles, rejected records, issues (input, code, message, article)."""


def remember(con: duckdb.DuckDBPyConnection, files: Iterable[FileRow], *, version: str) -> None:
    """Keep how files were read, in the caller's transaction, in place of how they were read before."""
    rows = [(name, digest, version, *counts, json.dumps(issues)) for name, digest, *counts, issues in files]
    if not rows:
        return
    schema = ddl.INTERNAL["files"]
    columns = dict(zip(schema.names, zip(*rows, strict=True), strict=True))
    con.register("files_read", pa.table({name: list(values) for name, values in columns.items()}, schema=schema))
    con.execute("DELETE FROM raw.files WHERE name IN (SELECT name FROM files_read)")
    con.execute("INSERT INTO raw.files FROM files_read")
    con.unregister("files_read")
