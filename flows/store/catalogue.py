"""What a warehouse publishes, read from its own comments: relations, columns, units, values, keys, examples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import duckdb
import pyarrow as pa

from flows.store.connection import identifier

PRIMARY: Final = {
    "articles": "article_id",
    "sentences": "sentence_id",
    "quantities": "quantity_id",
    "claims": "claim_id",
    "attributions": "attribution_id",
    "entities": "entity_id",
    "entity_mentions": "mention_id",
    "issues": "issue_id",
    "runs": "run_id",
    "fct_military_strength": "fact_id",
    "fct_casualties": "fact_id",
    "fct_equipment": "fact_id",
    "est_military_strength": "estimate_id",
    "est_casualties": "estimate_id",
    "dim_measure": "measure",
    "dim_entity": "entity_id",
    "dim_date": "date",
    "dim_source": "source_id",
    "qc_alerts": "alert_id",
    "v_ucdp_like": "id",
    "v_acled_like": "estimate_id",
    "v_military_balance": "subject",
    "v_gkg_counts": "claim_id",
}
FOREIGN: Final = {
    "sentences": (("article_id", "articles"),),
    "quantities": (("article_id", "articles"), ("sentence_id", "sentences")),
    "claims": (
        ("quantity_id", "quantities"),
        ("article_id", "articles"),
        ("sentence_id", "sentences"),
        ("measure", "dim_measure"),
    ),
    "attributions": (("claim_id", "claims"), ("article_id", "articles")),
    "entity_mentions": (("article_id", "articles"), ("sentence_id", "sentences")),
    "fct_military_strength": (("fact_id", "claims"), ("measure", "dim_measure"), ("article_id", "articles")),
    "fct_casualties": (("fact_id", "claims"), ("measure", "dim_measure"), ("article_id", "articles")),
    "fct_equipment": (("fact_id", "claims"), ("measure", "dim_measure"), ("article_id", "articles")),
    "est_military_strength": (("measure", "dim_measure"),),
    "est_casualties": (("measure", "dim_measure"),),
}
GROUPS: Final = (
    ("Facts", ("fct_",)),
    ("Estimates", ("est_",)),
    ("Dimensions", ("dim_",)),
    ("Alerts", ("qc_",)),
    (
        "Claims and what proves them",
        ("claims", "attributions", "claim_relations", "quantities", "sentences", "articles"),
    ),
    ("Entities", ("entit",)),
    ("Runs", ("runs", "issues")),
    ("Views in the field's shapes", ("v_",)),
    ("History", ("estimates_history",)),
)
_UNIT: Final = re.compile(r"\[([^\]]+)\]")
_VALUES: Final = re.compile(r"one of: ([\w.<>=~, ]+)")


@dataclass(frozen=True, slots=True)
class Column:
    """A published column; `unit` and `values` are those that its comment gives."""

    name: str
    sql_type: str
    comment: str

    @property
    def unit(self) -> str | None:
        """Unit of its numbers."""
        found = _UNIT.search(self.comment)
        return found[1] if found else None

    @property
    def values(self) -> tuple[str, ...]:
        """Values that it may have, where they are listed."""
        found = _VALUES.search(self.comment)
        return tuple(value.strip() for value in found[1].split(",") if value.strip()) if found else ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A published relation with what a row of it is."""

    name: str
    comment: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> str | None:
        """Its primary key, where it is one column."""
        return PRIMARY.get(self.name)


def relations(con: duckdb.DuckDBPyConnection) -> tuple[Relation, ...]:
    """Published relations by name, columns in order."""
    comments = con.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE database_name = current_database() "
        "AND schema_name = 'main' AND NOT temporary UNION ALL SELECT view_name, comment FROM duckdb_views() "
        "WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal AND NOT temporary "
        "ORDER BY 1"
    ).fetchall()
    columns: dict[str, list[Column]] = {}
    for relation, name, kind, comment in con.execute(
        "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
        "WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal ORDER BY column_index"
    ).fetchall():
        columns.setdefault(relation, []).append(Column(name, kind, comment or ""))
    return tuple(Relation(name, comment or "", tuple(columns[name])) for name, comment in comments)


def arrow_schema(con: duckdb.DuckDBPyConnection, relation: Relation) -> pa.Schema:
    """Arrow schema of a relation with its comments as metadata of the fields."""
    plain = con.sql(f"SELECT * FROM {identifier(relation.name)} LIMIT 0").to_arrow_table().schema
    fields = []
    for column in relation.columns:
        metadata = {"comment": column.comment} | ({"unit": column.unit} if column.unit else {})
        fields.append(pa.field(column.name, plain.field(column.name).type, metadata=metadata))
    return pa.schema(fields, metadata={"comment": relation.comment, "relation": relation.name})


def examples(con: duckdb.DuckDBPyConnection, relation: Relation) -> dict[str, str]:
    """A value of each column that has one, from among the first rows, as text of at most 60 characters."""
    picked = ", ".join(
        f"left(CAST(any_value({identifier(column.name)}) AS VARCHAR), 61) AS {identifier(column.name)}"
        for column in relation.columns
    )
    row = con.execute(
        f"SELECT {picked} FROM (SELECT * FROM {identifier(relation.name)} LIMIT 1000) AS first"
    ).fetchall()[0]
    values = zip(relation.columns, row, strict=True)
    return {c.name: v if len(v) < 61 else v[:59] + "…" for c, v in values if v is not None}


def grouped(found: tuple[Relation, ...]) -> list[tuple[str, list[Relation]]]:
    """Relations under headings, in the order that a reader wants them."""
    left = list(found)
    made = []
    for heading, prefixes in GROUPS:
        members = [relation for relation in left if relation.name.startswith(prefixes)]
        left = [relation for relation in left if relation not in members]
        if members:
            made.append((heading, members))
    return [*made, ("Others", left)] if left else made
