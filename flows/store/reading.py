"""Questions to a published warehouse: read-only, without access to anything but that file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from flows.store.connection import WarehouseError, read_only

BATCH_ROWS: Final = 20_000


class QueryError(Exception):
    """A question that the warehouse does not answer; the message is for the user."""


@contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Read-only connection to the warehouse at `path`; raises QueryError where it cannot be opened."""
    try:
        connection = read_only(path)
    except WarehouseError as error:
        raise QueryError(str(error)) from error
    try:
        yield connection
    finally:
        connection.close()


def batches(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.RecordBatchReader:
    """Result of one question (SELECT, PIVOT, DESCRIBE, SHOW, SUMMARIZE, ...) as a stream of record batches.

    Raises QueryError for several statements, for one that gives no rows, and with the database's own words for wrong
    SQL; the file is open read-only, so that nothing else can be done to it.
    """
    try:
        statements = connection.extract_statements(sql)
        if len(statements) != 1:
            raise QueryError(f"one SQL statement is needed, not {len(statements)}")
        found = connection.sql(statements[0].query)
        if found is None:
            raise QueryError("this statement gives no rows; only questions are answered here (SELECT, DESCRIBE, ...)")
        return found.to_arrow_reader(BATCH_ROWS)
    except duckdb.PermissionException as error:
        raise QueryError(
            f"{error}: queries reach nothing but the warehouse; `musterroll run FILE` reads files"
        ) from error
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def stepwise(stream: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    """Record batches of a stream; raises QueryError where the database stops at a value."""
    try:
        yield from stream
    except (duckdb.Error, pa.ArrowException, OSError) as error:
        raise QueryError(str(error)) from error


def ask(path: Path, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[dict[str, Any]]:
    """Rows of a query of our own, as dictionaries."""
    with opened(path) as connection:
        return rows(connection, sql, parameters)


def rows(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
) -> list[dict[str, Any]]:
    """Rows of a query on an open connection, as dictionaries; raises QueryError on wrong SQL."""
    try:
        found = connection.execute(sql, parameters or None)
        names = [column[0] for column in found.description]
        return [dict(zip(names, values, strict=True)) for values in found.fetchall()]
    except duckdb.Error as error:
        raise QueryError(str(error)) from error


def relations(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Published relations (schema main) with their columns, in order."""
    listed = rows(
        connection,
        "SELECT table_name, list(column_name ORDER BY column_index) AS columns FROM duckdb_columns() "
        "WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal "
        "GROUP BY ALL ORDER BY table_name",
    )
    return {row["table_name"]: row["columns"] for row in listed}


def columns(connection: duckdb.DuckDBPyConnection, relation: str) -> list[dict[str, Any]]:
    """Name, type and comment of each column of a published relation, in order; none where there is no such relation."""
    return rows(
        connection,
        "SELECT column_name AS name, data_type AS type, comment FROM duckdb_columns() WHERE schema_name = 'main' "
        "AND database_name = current_database() AND NOT internal AND table_name = $name ORDER BY column_index",
        {"name": relation},
    )


def comments(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Published relations with their comments; macros with their parameters, as `claims_as_of(ts)`."""
    listed = rows(
        connection,
        "SELECT table_name AS name, comment FROM duckdb_tables() WHERE schema_name = 'main' AND NOT internal UNION ALL "
        "SELECT view_name, comment FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal UNION ALL "
        "SELECT function_name || '(' || array_to_string(parameters, ', ') || ')', comment FROM duckdb_functions() "
        "WHERE function_type = 'table_macro' AND schema_name = 'main' AND NOT internal ORDER BY name",
    )
    return {row["name"]: row["comment"] or "" for row in listed}
