"""Running the SQL models on the loader's connection, on what a run touched or on everything.

Staging and intermediate models are temporary; facts and estimates are kept in schema model; marts are published in
schema main. When the SQL, the words that it uses or the known entities change, everything is built anew (`full`);
otherwise only the clusters of articles that the load touched, the groups of figures that they compete in, and tables
whose rows come out differently.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from flows.schemas import SCHEMAS
from flows.store import ddl
from flows.store.connection import identifier, quoted
from flows.store.materialized import build, columns_of
from flows.store.sqlfiles import Model, ModelError


@dataclass(frozen=True, slots=True)
class Built:
    """What the models did: rows written by model, seconds by model, whether everything was built anew."""

    rows: dict[str, int]
    seconds: dict[str, float]
    is_full: bool


def scope(con: duckdb.DuckDBPyConnection, *, full: bool) -> None:
    """Temporary table of the clusters to build: all, or those of `changed_articles`."""
    chosen = "" if full else "WHERE article_id IN (SELECT article_id FROM changed_articles)"
    con.execute(f"CREATE OR REPLACE TEMP TABLE scope_clusters AS SELECT DISTINCT cluster_id FROM raw.articles {chosen}")


def run(con: duckdb.DuckDBPyConnection, models: Sequence[Model], *, full: bool, moment: str) -> Built:
    """Run models in the order given, in the caller's transaction; `moment` is the SQL of the time new rows start at.

    Raises ModelError, with the model's name, on wrong SQL and on a published column without a comment.
    """
    con.execute("CREATE SCHEMA IF NOT EXISTS model")
    comments = column_comments(models)
    rows: dict[str, int] = {}
    seconds: dict[str, float] = {}
    for model in models:
        started = time.perf_counter()
        try:
            made = build(con, model, full=full, moment=moment)
            if full and (model.is_published or model.kind in {"kept", "history"}):
                _describe(con, model, comments[model.name])
        except duckdb.Error as error:
            raise ModelError(f"{model.layer}/{model.name}.sql: {error}") from error
        if made is not None:
            rows[model.name] = made
        seconds[model.name] = time.perf_counter() - started
    return Built(rows, seconds, full)


def column_comments(models: Sequence[Model]) -> dict[str, dict[str, str]]:
    """Comments of columns by model: those of its file, then those of the relations that it names after `as in`.

    Raises ModelError where it names one that is neither in the contract nor a model.
    """
    contract = {name: {field.name: ddl.comment(field) for field in ddl.columns(name)} for name in SCHEMAS}
    written = {model.name: dict(model.columns) for model in models}
    same_as = {model.name: model.same_as for model in models}
    found: dict[str, dict[str, str]] = {}

    def resolve(name: str) -> dict[str, str]:
        if name not in found:
            if name not in written:
                if name not in contract:
                    raise ModelError(f"no relation {name} to take comments from")
                return contract[name]
            merged: dict[str, str] = {}
            for other in same_as[name]:
                inherited = contract[other] if other == name or other not in written else resolve(other)
                merged = inherited | merged
            found[name] = merged | written[name]
        return found[name]

    return {model.name: resolve(model.name) for model in models}


def _describe(con: duckdb.DuckDBPyConnection, model: Model, comments: Mapping[str, str]) -> None:
    schema = "main" if model.is_published else "model"
    target = f"{schema}.{identifier(model.name)}"
    if model.kind == "macro":
        con.execute(f"COMMENT ON MACRO TABLE {target} IS {quoted(model.grain)}")
        return
    columns = columns_of(con, f"FROM {target}")
    if missing := [column for column in columns if column not in comments]:
        raise ModelError(f"{model.layer}/{model.name}.sql: no comment for {', '.join(missing)}")
    kind = "VIEW" if model.kind == "view" else "TABLE"
    for statement in ddl.comment_statements(target, kind, model.grain, [(name, comments[name]) for name in columns]):
        con.execute(statement)
