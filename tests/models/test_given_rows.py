"""Models one by one: the rows given to each in the files beside this one, and the rows that it must make of them.

A file has cases of one model: `[[case]]` with its name, `[[case.given.RELATION]]` rows (left out columns are NULL) and
`[[case.expect]]` rows in order of their columns (only the columns named are compared).
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.settings import sql_folder
from flows.store.connection import identifier, memory
from flows.store.keeping import schema_of
from flows.store.lineage import references
from flows.store.sqlfiles import read_all

FILES = sorted(Path(__file__).parent.glob("*.toml"))
CASES = [(path.stem, case) for path in FILES for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]
MODELS = {model.name: model for model in read_all(sql_folder())}


@cache
def schema() -> dict[str, dict[str, str]]:
    """Columns of every relation, by name without its schema."""
    return {name.rpartition(".")[2]: columns for name, columns in schema_of(sql_folder()).items()} | {
        f"raw.{name[4:]}": columns for name, columns in schema_of(sql_folder()).items() if name.startswith("raw.")
    }


def given(con: duckdb.DuckDBPyConnection, relation: str, rows: list[dict[str, Any]]) -> None:
    """Make a relation with its real columns and these rows."""
    place, _, name = relation.rpartition(".")
    columns = schema()[relation if place == "raw" else name]
    if place:
        con.execute(f"CREATE SCHEMA IF NOT EXISTS {place}")
    target = f"{place}.{identifier(name)}" if place else f"temp.{identifier(name)}"
    made = ", ".join(f"{identifier(column)} {kind}" for column, kind in columns.items())
    con.execute(f"CREATE {'' if place else 'TEMP '}TABLE {target} ({made})")
    for row in rows:
        assert row.keys() <= columns.keys(), f"{relation} has no column {row.keys() - columns.keys()}"
        names, marks = ", ".join(map(identifier, row)), ", ".join("?" for _ in row)
        con.execute(f"INSERT INTO {target} ({names}) VALUES ({marks})", list(row.values()))


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}: {case['name']}" for name, case in CASES])
def test_model(name: str, case: dict[str, Any]) -> None:
    model = MODELS[name]
    con = memory()
    rows = case.get("given", {})
    for relation in references(model):
        given(con, relation, rows.get(relation.rpartition(".")[2], []))
    assert rows.keys() <= {relation.rpartition(".")[2] for relation in references(model)}
    columns = list(case["expect"][0]) if case["expect"] else ["*"]
    con.execute(f"CREATE TEMP TABLE made AS {model.sql}")
    found = con.execute(
        f"SELECT {', '.join(map(identifier, columns)) if case['expect'] else '*'} FROM made ORDER BY ALL"
    )
    expected = [tuple(None if value == "NULL" else value for value in row.values()) for row in case["expect"]]
    assert found.fetchall() == expected


def test_the_models_that_decide_are_covered() -> None:
    deciding = {"int_claims_collapsed", "int_fact_sources", "int_conflations", "int_series", "int_majorities"}
    assert deciding | {"int_medians", "int_floors", "stg_sources"} <= {name for name, _ in CASES}
