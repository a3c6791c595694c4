"""How a model's rows are kept: temporary, as a view, in a published table, by group, or with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import duckdb

from flows.store.connection import identifier
from flows.store.retiring import count
from flows.store.sqlfiles import Model

VERSION_COLUMNS: Final = ("valid_from", "valid_to", "retired_reason")


@dataclass(frozen=True, slots=True)
class Batch:
    """One of `count` batches of a run; `full` builds everything anew, `moment` is the SQL of the time of new rows."""

    full: bool
    moment: str
    number: int = 0
    count: int = 1


def build(con: duckdb.DuckDBPyConnection, model: Model, batch: Batch) -> int | None:
    """Make a model's relation; rows written, or None where it is temporary or was left alone."""
    full = batch.full
    name = identifier(model.name)
    if model.kind == "temp":
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {model.sql}")
    elif model.kind == "gathered":
        made = f"CREATE OR REPLACE TEMP TABLE {name} AS" if not batch.number else f"INSERT INTO {name}"
        con.execute(f"{made} {model.sql}")
    elif model.kind == "view" and not model.is_published:
        con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {model.sql}")
    elif model.kind == "previous":
        _previous(con, model, full=full)
    elif model.kind == "view" and full:
        _drop(con, model, but="VIEW")
        con.execute(f"CREATE OR REPLACE VIEW main.{name} AS {model.sql}")
        return 0
    elif model.kind == "macro" and full:
        con.execute(f"CREATE OR REPLACE MACRO main.{name}({', '.join(model.arguments)}) AS TABLE {model.sql}")
        return 0
    elif model.kind == "table":
        return _table(con, model, full=full)
    elif model.kind == "kept":
        return _kept(con, model, batch)
    elif model.kind == "history":
        return _history(con, model, batch)
    return None


def _previous(con: duckdb.DuckDBPyConnection, model: Model, *, full: bool) -> None:
    if full:
        con.execute(f"CREATE OR REPLACE TEMP VIEW {model.name} AS {model.sql}")
        return
    names = ", ".join(identifier(name) for name in columns_of(con, model.sql))
    con.execute(f"CREATE OR REPLACE TEMP VIEW {model.name} AS SELECT {names} FROM model.{model.of}")


def _table(con: duckdb.DuckDBPyConnection, model: Model, *, full: bool) -> int | None:
    """A published table: made anew in a full run, else left alone unless its rows come out differently."""
    name = identifier(model.name)
    if full:
        _drop(con, model, but="TABLE")
        return count(con, f"CREATE OR REPLACE TABLE main.{name} AS {model.sql}")
    con.execute(f"CREATE OR REPLACE TEMP TABLE new_rows AS {model.sql}")
    print_of = "SELECT count(*), sum(hash(r)::HUGEINT)::VARCHAR FROM"
    made = None
    if con.execute(f"{print_of} new_rows AS r").fetchall() != con.execute(f"{print_of} main.{name} AS r").fetchall():
        con.execute(f"DELETE FROM main.{name}")
        made = count(con, f"INSERT INTO main.{name} FROM new_rows")
    con.execute("DROP TABLE new_rows")
    return made


def _kept(con: duckdb.DuckDBPyConnection, model: Model, batch: Batch) -> int:
    name = f"{'main' if model.is_published else 'model'}.{identifier(model.name)}"
    if batch.full and not batch.number:
        if model.is_published:
            _drop(con, model, but="TABLE")
        return count(con, f"CREATE OR REPLACE TABLE {name} AS {model.sql}")
    if not batch.full:
        con.execute(f"DELETE FROM {name} WHERE {model.key} IN (SELECT {model.key} FROM {model.scope})")
    return count(con, f"INSERT INTO {name} {model.sql}")


def _history(con: duckdb.DuckDBPyConnection, model: Model, batch: Batch) -> int:
    """Rows that a run makes otherwise are retired; in a full run the reason is `rules`, else `figures`."""
    name = f"model.{identifier(model.name)}"
    con.execute(f"CREATE OR REPLACE TEMP TABLE new_rows AS {model.sql}")
    columns = columns_of(con, "FROM new_rows")
    key = columns[0]
    listed = ", ".join(identifier(column) for column in columns)
    _history_table(con, model, columns, listed)
    inside = f"AND {model.key} IN (SELECT {model.key} FROM {model.scope})"
    if batch.full:
        inside = f"AND hash({model.key}) % {batch.count} = {batch.number}"
    same = " AND ".join(f"h.{identifier(column)} IS NOT DISTINCT FROM n.{identifier(column)}" for column in columns)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE held_rows AS SELECT {listed} FROM {name} WHERE valid_to IS NULL {inside}"
    )
    con.execute(
        f"UPDATE {name} SET valid_to = {batch.moment}, retired_reason = '{'rules' if batch.full else 'figures'}' "
        f"WHERE valid_to IS NULL AND {key} IN (SELECT h.{key} FROM held_rows AS h "
        f"WHERE NOT EXISTS (SELECT 1 FROM new_rows AS n WHERE n.{key} = h.{key} AND {same}))"
    )
    made = count(
        con,
        f"INSERT INTO {name} ({listed}, valid_from) SELECT {listed}, {batch.moment} FROM new_rows AS n "
        f"WHERE NOT EXISTS (SELECT 1 FROM held_rows AS h WHERE h.{key} = n.{key} AND {same})",
    )
    con.execute("DROP TABLE new_rows")
    con.execute("DROP TABLE held_rows")
    return made


def _history_table(con: duckdb.DuckDBPyConnection, model: Model, columns: Sequence[str], listed: str) -> None:
    """Make the table, or one with today's columns that keeps the rows of yesterday's."""
    shape = (
        f"SELECT {listed}, NULL::TIMESTAMPTZ AS valid_from, NULL::TIMESTAMPTZ AS valid_to, "
        "NULL::VARCHAR AS retired_reason FROM new_rows"
    )
    exists = con.execute(
        "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'model' AND table_name = ? "
        "AND database_name = current_database()",
        [model.name],
    ).fetchall()
    name = f"model.{identifier(model.name)}"
    if not exists:
        con.execute(f"CREATE TABLE {name} AS {shape} WHERE false")
        return
    held = columns_of(con, f"FROM {name}")
    if held != [*columns, *VERSION_COLUMNS]:
        con.execute(f"CREATE OR REPLACE TEMP TABLE kept_rows AS FROM {name}")
        con.execute(f"CREATE OR REPLACE TABLE {name} AS {shape} WHERE false")
        shared = ", ".join(identifier(column) for column in held if column in {*columns, *VERSION_COLUMNS})
        con.execute(f"INSERT INTO {name} ({shared}) SELECT {shared} FROM kept_rows")
        con.execute("DROP TABLE kept_rows")


def columns_of(con: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    return [str(row[0]) for row in con.execute(f"DESCRIBE {sql}").fetchall()]


def _drop(con: duckdb.DuckDBPyConnection, model: Model, *, but: str) -> None:
    """Drop what bears a published name as the other sort of relation: a model may change between the two."""
    rows = con.execute(
        "SELECT table_type FROM information_schema.tables "
        "WHERE table_catalog = current_database() AND table_schema = 'main' AND table_name = ?",
        [model.name],
    ).fetchall()
    held = {"BASE TABLE": "TABLE", "VIEW": "VIEW"}.get(str(rows[0][0])) if rows else None
    if held and held != but:
        con.execute(f"DROP {held} main.{identifier(model.name)}")
