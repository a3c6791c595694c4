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
from itertools import groupby
from typing import Final

import duckdb

from flows.progress import Share, unheard
from flows.schemas import SCHEMAS
from flows.store import ddl
from flows.store.connection import identifier, make_room, quoted
from flows.store.materialized import Batch, build, columns_of
from flows.store.retiring import count
from flows.store.sqlfiles import Model, ModelError

BATCH_ROWS: Final = 250_000
"""Claims or facts that one batch of a phase works on."""
GROUPS_STAGE: Final = 3


@dataclass(frozen=True, slots=True)
class Built:
    """What the models did: rows written by model, seconds by model, whether everything was built anew."""

    rows: dict[str, int]
    seconds: dict[str, float]
    is_full: bool


def scope(con: duckdb.DuckDBPyConnection, *, full: bool) -> None:
    """Temporary tables of the articles and clusters of articles to build: all, or those of `changed_articles`.

    The views `scope_sentences` and `scope_quantities` hold at least the rows of these clusters: those that were just
    loaded, where no other article belongs to the clusters, else all.
    """
    articles = "raw.articles" if full else "changed_articles"
    con.execute(f"CREATE OR REPLACE TEMP TABLE scope_articles AS SELECT DISTINCT article_id FROM {articles}")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE scope_clusters AS SELECT DISTINCT cluster_id FROM raw.articles "
        "WHERE article_id IN (SELECT article_id FROM scope_articles)"
    )
    others = (
        "SELECT count(*) FROM raw.articles WHERE cluster_id IN (SELECT cluster_id FROM scope_clusters) "
        "AND article_id NOT IN (SELECT article_id FROM fresh_articles)"
    )
    source = "raw." if full or count(con, others) else "fresh_"
    for relation in ("sentences", "quantities"):
        con.execute(f"CREATE OR REPLACE TEMP VIEW scope_{relation} AS FROM {source}{relation}")


def run(
    con: duckdb.DuckDBPyConnection,
    models: Sequence[Model],
    *,
    full: bool,
    moment: str,
    keep_temporary: bool = False,
    told: Share = unheard,
) -> Built:
    """Run models in the order given, in the caller's transaction; `moment` is the SQL of the time new rows start at.

    Models of a phase run batch by batch, so that memory does not grow with the warehouse; `told` hears of the models
    that are done. Raises ModelError, with the model's name, on wrong SQL and on a published column without a comment.
    """
    con.execute("CREATE SCHEMA IF NOT EXISTS model")
    comments = column_comments(models)
    built = Built({}, {}, full)
    done = 0.0
    for stage, grouped in groupby(models, key=lambda model: model.stage):
        members = list(grouped)
        total = _batches(con, members[0].phase, full=full)
        if members[0].phase == "groups":
            make_room(con, _largest_group(con) / BATCH_ROWS)
        for number in range(total):
            _choose(con, members[0].phase, number, total)
            for model in members:
                _build(con, model, Batch(full, moment, number, total), built)
                done += 1 / total
                told(done, len(models))
        if full:
            _describe_all(con, members, comments)
        if not keep_temporary:
            _drop_unread(con, models, stage)
    return built


def _build(con: duckdb.DuckDBPyConnection, model: Model, batch: Batch, built: Built) -> None:
    started = time.perf_counter()
    try:
        made = build(con, model, batch)
    except duckdb.Error as error:
        raise ModelError(f"{model.layer}/{model.name}.sql: {error}") from error
    if made is not None:
        built.rows[model.name] = built.rows.get(model.name, 0) + made
    built.seconds[model.name] = built.seconds.get(model.name, 0.0) + time.perf_counter() - started


def _batches(con: duckdb.DuckDBPyConnection, phase: str, *, full: bool) -> int:
    """How many batches a phase takes: by its claims (all of them, or five an article), or by its facts."""
    sizes = {
        "clusters": "SELECT count(*) FROM raw.claims" if full else "SELECT 5 * count(*) FROM scope_clusters",
        "groups": "SELECT count(*) FROM int_facts_scoped",
    }
    return max(1, -(-count(con, sizes[phase]) // BATCH_ROWS)) if phase else 1


def _largest_group(con: duckdb.DuckDBPyConnection) -> int:
    """Facts of the series with most of them, which no batch can split."""
    counted = "SELECT count(*) AS facts FROM int_facts_scoped GROUP BY series_group"
    return count(con, f"SELECT coalesce(max(facts), 0) FROM ({counted})")


def _choose(con: duckdb.DuckDBPyConnection, phase: str, number: int, total: int) -> None:
    """Fill `batch_clusters` or `batch_groups`."""
    sources = {"clusters": ("cluster_id", "scope_clusters"), "groups": ("series_group", "int_scope_groups")}
    if phase:
        key, source = sources[phase]
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE batch_{phase} AS SELECT {key} FROM {source} "
            f"WHERE hash({key}) % {total} = {number}"
        )


def _drop_unread(con: duckdb.DuckDBPyConnection, models: Sequence[Model], stage: int) -> None:
    """Drop temporary tables of finished stages that no later model reads: they fill memory."""
    needed = {name for model in models if model.stage > stage for name in model.reads}
    if stage < GROUPS_STAGE:
        needed.add("int_scope_groups")
    for model in models:
        if model.stage <= stage and model.kind in {"temp", "gathered"} and model.name not in needed:
            con.execute(f"DROP TABLE IF EXISTS temp.{identifier(model.name)}")


def _describe_all(
    con: duckdb.DuckDBPyConnection, models: Sequence[Model], comments: Mapping[str, Mapping[str, str]]
) -> None:
    for model in models:
        if model.is_published or model.kind in {"kept", "history"}:
            _describe(con, model, comments[model.name])


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
    con.execute(";".join(ddl.comment_statements(target, kind, model.grain, [(n, comments[n]) for n in columns])))
