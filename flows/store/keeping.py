"""Keep what sqlglot says of the SQL files beside them: python -m flows.store.keeping, after any change of them."""

from __future__ import annotations

import json
from pathlib import Path

from flows.store import ddl, modelling
from flows.store.connection import memory
from flows.store.lineage import LINEAGE_FILE, ORDER_FILE, column_sources, order
from flows.store.sqlfiles import fingerprint, read_all


def schema_of(folder: Path) -> dict[str, dict[str, str]]:
    """Columns and types of every relation that models read or make, from an empty warehouse."""
    con = memory()
    ddl.ensure(con)
    modelling.transform(con, folder, keep_temporary=True)
    found: dict[str, dict[str, str]] = {}
    rows = con.execute(
        "SELECT CASE WHEN database_name = 'temp' THEN '' ELSE schema_name || '.' END || table_name, column_name, "
        "data_type FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    ).fetchall()
    for relation, column, kind in rows:
        found.setdefault(relation, {})[column] = kind
    con.close()
    return found


def keep(folder: Path) -> None:
    """Write order and lineage of the models below `folder`."""
    models = read_all(folder)
    schema = schema_of(folder)
    said = {"of": fingerprint(folder), "models": {model.name: model.reads for model in order(models)}}
    (folder / ORDER_FILE).write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    columns = {model.name: column_sources(model, schema) for model in sorted(models, key=lambda model: model.name)}
    lineage = json.dumps({"of": said["of"], "columns": columns}, separators=(",", ":")).replace("},", "},\n")
    (folder / LINEAGE_FILE).write_text(lineage + "\n", encoding="utf-8")


if __name__ == "__main__":
    from flows.settings import sql_folder

    keep(sql_folder())
