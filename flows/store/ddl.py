"""Tables of schema raw, made from the contract in flows.schemas, with what the store itself must know about each row.

No primary keys: uniqueness is a check, keys would cut the load to a third and double the file. Comments on every table
and column come from the contract's fields.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import duckdb
import pyarrow as pa

from flows.schemas import SCHEMAS, STAGED
from flows.store.connection import WarehouseError, identifier, quoted

FORMAT: Final = "1"
"""Version of the layout of schema raw; a warehouse of another one is refused, never guessed at."""

TYPES: Final[dict[pa.DataType, str]] = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us", tz="UTC"): "TIMESTAMPTZ",
    pa.list_(pa.string()): "VARCHAR[]",
}


def _field(name: str, kind: pa.DataType, meaning: str, *, null: bool = True, unit: str = "") -> pa.Field:
    metadata = {"comment": meaning} | ({"unit": unit} if unit else {})
    return pa.field(name, kind, nullable=null, metadata=metadata)


_TIME = pa.timestamp("us", tz="UTC")
_VERSIONS: Final = (
    _field("valid_from", _TIME, "when the warehouse began to say so", null=False, unit="UTC"),
    _field("valid_to", _TIME, "when it ceased to say so; NULL for what it says now", unit="UTC"),
    _field(
        "retired_reason",
        pa.string(),
        "why it ceased: revision (the article was revised), extractor (a later version reads the article otherwise), "
        "reread (the same version did, after a change of its words), copy (folded into another article)",
    ),
)
EXTRA: Final[dict[str, tuple[pa.Field, ...]]] = {
    "articles": (
        _field(
            "cluster_id",
            pa.string(),
            "article_id of the first article of the copies and revisions it belongs to",
            null=False,
        ),
        _field("read_version", pa.string(), "version of the extractor that read it last", null=False),
    ),
    "claims": _VERSIONS,
    "attributions": _VERSIONS,
    "claim_relations": _VERSIONS,
}
"""Columns that the store adds to a relation of the contract."""

INTERNAL: Final[dict[str, pa.Schema]] = {
    "shared_sentences": STAGED["shared_sentences"],
    "loads": pa.schema(
        [
            _field("run_id", pa.string(), "run", null=False),
            _field(
                "loaded_at",
                _TIME,
                "time that its rows are valid from; later than that of every earlier load",
                null=False,
                unit="UTC",
            ),
        ],
        metadata={"comment": "One row per load of a run into the warehouse."},
    ),
    "files": pa.schema(
        [
            _field("name", pa.string(), "file, as it was named", null=False),
            _field("digest", pa.string(), "SHA-256 of its bytes", null=False),
            _field("version", pa.string(), "version of musterroll that read it", null=False),
            _field("articles", pa.int64(), "articles in it", null=False, unit="count"),
            _field("rejected", pa.int64(), "records of it that gave no article", null=False, unit="count"),
            _field("issues", pa.string(), "its issues (input, code, message, article) as JSON", null=False),
        ],
        metadata={"comment": "One row per file as it was read last: one whose bytes are the same is not read again."},
    ),
    "state": pa.schema(
        [
            _field("name", pa.string(), "what is kept", null=False),
            _field("value", pa.string(), "its value", null=False),
        ],
        metadata={"comment": "One row per thing that the store must remember: layout version, hash of the models."},
    ),
}

VERSIONED: Final = ("claims", "attributions", "claim_relations")
"""Relations whose rows are retired, never overwritten."""
BY_ARTICLE: Final = ("sentences", "shared_sentences", "quantities", "entity_mentions")
"""Relations whose rows are replaced with those of their article."""


def columns(relation: str) -> tuple[pa.Field, ...]:
    """Fields of a table of schema raw."""
    if relation in INTERNAL:
        return tuple(INTERNAL[relation])
    return (*SCHEMAS[relation], *EXTRA.get(relation, ()))


def sql_type(kind: pa.DataType) -> str:
    """DuckDB type of an Arrow type; raises KeyError on one that the contract does not use."""
    return TYPES[kind]


def comment(field: pa.Field) -> str:
    """Meaning, unit and allowed values of a field as one line."""
    metadata = {key.decode(): value.decode() for key, value in (field.metadata or {}).items()}
    text = str(metadata["comment"])
    if unit := metadata.get("unit"):
        text += f" [{unit}]"
    if values := metadata.get("values"):
        text += "; one of: " + ", ".join(values.split())
    return text


def table_comment(schema: pa.Schema) -> str:
    """What a row of a relation is."""
    return bytes(schema.metadata[b"comment"]).decode()


def create_table(relation: str) -> str:
    """CREATE TABLE statement of a table of schema raw."""
    lines = [
        f"  {identifier(field.name)} {sql_type(field.type)}{'' if field.nullable else ' NOT NULL'}"
        for field in columns(relation)
    ]
    return f"CREATE TABLE IF NOT EXISTS raw.{identifier(relation)} (\n" + ",\n".join(lines) + "\n)"


def comment_statements(target: str, kind: str, text: str, fields: Iterable[tuple[str, str]]) -> list[str]:
    """COMMENT ON statements for a relation (`kind` TABLE or VIEW) and its columns."""
    made = [f"COMMENT ON {kind} {target} IS {quoted(text)}"]
    made += [f"COMMENT ON COLUMN {target}.{identifier(name)} IS {quoted(meaning)}" for name, meaning in fields]
    return made


def ensure(con: duckdb.DuckDBPyConnection) -> bool:
    """Make the tables of schema raw that are not there, with their comments; return whether any was made.

    Columns that a later version added to the contract are added, unknown in the rows that are there. Raises
    WarehouseError for a warehouse of another layout version, or whose tables have columns of other types.
    """
    con.execute("CREATE SCHEMA IF NOT EXISTS raw")
    held = _held(con)
    wanted = {relation: columns(relation) for relation in (*SCHEMAS, *INTERNAL)}
    for relation, fields in wanted.items():
        if relation not in held:
            con.execute(create_table(relation))
            schema = INTERNAL.get(relation) or SCHEMAS[relation]
            described = [(field.name, comment(field)) for field in fields]
            for statement in comment_statements(
                f"raw.{identifier(relation)}", "TABLE", table_comment(schema), described
            ):
                con.execute(statement)
        else:
            _migrate(con, relation, held[relation], fields)
    if "state" not in held:
        con.execute("INSERT INTO raw.state VALUES ('format', ?)", [FORMAT])
    elif (found := recall(con, "format")) != FORMAT:
        raise WarehouseError(f"the warehouse has layout {found}, this version writes {FORMAT}; move the file away")
    return len(held) < len(wanted)


def remember(con: duckdb.DuckDBPyConnection, name: str, value: str) -> None:
    """Keep a value of the store's own in the warehouse."""
    con.execute("DELETE FROM raw.state WHERE name = ?", [name])
    con.execute("INSERT INTO raw.state VALUES (?, ?)", [name, value])


def recall(con: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """The value kept under a name, or None."""
    rows = con.execute("SELECT value FROM raw.state WHERE name = ?", [name]).fetchall()
    return str(rows[0][0]) if rows else None


def _migrate(con: duckdb.DuckDBPyConnection, relation: str, held: dict[str, str], fields: tuple[pa.Field, ...]) -> None:
    wanted = {field.name: sql_type(field.type) for field in fields}
    if any(wanted.get(name) != kind for name, kind in held.items()):
        raise WarehouseError(
            f"the warehouse's table {relation} has columns of another version of musterroll; "
            "move the file away and run again: the articles are read anew"
        )
    for field in fields:
        if field.name not in held:
            con.execute(
                f"ALTER TABLE raw.{identifier(relation)} ADD COLUMN {identifier(field.name)} {wanted[field.name]}"
            )
            con.execute(
                f"COMMENT ON COLUMN raw.{identifier(relation)}.{identifier(field.name)} IS {quoted(comment(field))}"
            )


def _held(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    rows = con.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE schema_name = 'raw' AND database_name = current_database() ORDER BY table_name, column_index"
    ).fetchall()
    held: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        held.setdefault(table, {})[column] = "TIMESTAMPTZ" if kind == "TIMESTAMP WITH TIME ZONE" else kind
    return held
