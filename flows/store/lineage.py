"""Which model reads which, and which column comes from which, as sqlglot reads the SQL."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, Final

from flows.store.sqlfiles import Model, ModelError, fingerprint, read_all

DIALECT: Final = "duckdb"
ORDER_FILE: Final = "order.json"
"""The order of the models as it was found for these SQL files: reading them takes sqlglot a second."""
LINEAGE_FILE: Final = "lineage.json"
"""What each column is made from, likewise."""
TEMPORARY: Final = "temporary"
"""Schema that temporary relations are said to be in."""


def references(model: Model) -> tuple[str, ...]:
    """Relations that a model reads, its own CTEs left out, sorted; `schema.name` where the SQL says the schema."""
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(model.sql, dialect=DIALECT)
    named = {cte.alias for cte in tree.find_all(exp.CTE)}
    found = set()
    for table in tree.find_all(exp.Table):
        if table.name and not (table.name in named and not table.db):
            found.add(f"{table.db}.{table.name}" if table.db else table.name)
    return tuple(sorted(found))


def order(models: Iterable[Model]) -> tuple[Model, ...]:
    """Models by stage, each after those that it reads, which it then names; ties by name, so that runs are alike.

    Raises ModelError on a circle, and on a model that reads one of a later stage.
    """
    by_name = {model.name: model for model in models}
    reads = {}
    for name in sorted(by_name):
        found = {reference.removeprefix("model.").removeprefix("main.") for reference in references(by_name[name])}
        reads[name] = sorted(found & by_name.keys() - {name})
    sorter = TopologicalSorter(reads)
    try:
        sorter.prepare()
    except CycleError as error:
        raise ModelError(f"models read each other in a circle: {' -> '.join(error.args[1])}") from error
    ordered: list[Model] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        ordered += [replace(by_name[name], reads=tuple(reads[name])) for name in ready]
        sorter.done(*ready)
    for model in ordered:
        if late := [name for name in model.reads if by_name[name].stage > model.stage]:
            raise ModelError(f"{model.name} reads {', '.join(late)}, which is made after it")
    return tuple(sorted(ordered, key=lambda model: model.stage))


def in_order(folder: Path) -> tuple[Model, ...]:
    """The models below `folder` in the order to run them in: the kept one if it is of these files, else found anew."""
    models = read_all(folder)
    by_name = {model.name: model for model in models}
    path = folder / ORDER_FILE
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if kept.get("of") == fingerprint(folder) and kept["models"].keys() == by_name.keys():
        return tuple(replace(by_name[name], reads=tuple(reads)) for name, reads in kept["models"].items())
    return order(models)


def column_sources(model: Model, schema: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[str, ...]]:
    """For each column of a model the `relation.column`s that it is made from.

    `schema` gives the columns and types of the relations that the model reads, by `schema.name`, or by the bare name
    of a temporary one.
    """
    import sqlglot
    from sqlglot import exp
    from sqlglot.lineage import lineage

    parsed: Any = sqlglot.parse_one(model.sql, dialect=DIALECT)
    for table in parsed.find_all(exp.Table):
        if not table.db and table.name in schema:
            table.set("db", exp.to_identifier(TEMPORARY))
    nested: dict[str, Any] = {}
    for relation, columns in schema.items():
        place, _, name = relation.rpartition(".")
        nested.setdefault(place or TEMPORARY, {})[name] = dict(columns)
    found: dict[str, tuple[str, ...]] = {}
    nodes: dict[str, Any] = lineage(None, parsed, nested, dialect=DIALECT)
    for column, node in nodes.items():
        leaves = set()
        for step in node.walk():
            if not step.downstream and isinstance(step.source, exp.Table):
                place = "" if step.source.db == TEMPORARY else f"{step.source.db}."
                leaves.add(f"{place}{step.source.name}.{step.name.rpartition('.')[2].strip(chr(34))}")
        found[column] = tuple(sorted(leaves))
    return found


def kept_sources(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Columns of each model with what they are made from, as kept; empty where it is of other SQL files."""
    path = folder / LINEAGE_FILE
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    found: dict[str, dict[str, list[str]]] = kept.get("columns", {}) if kept.get("of") == fingerprint(folder) else {}
    return found
