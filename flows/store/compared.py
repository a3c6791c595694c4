"""Which published rows a rebuild makes otherwise."""

from __future__ import annotations

from typing import Final

import duckdb

RELATIONS: Final = (
    *("fct_military_strength", "fct_casualties", "fct_equipment"),
    *("est_military_strength", "est_casualties", "qc_alerts"),
)


def kept(con: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Copy facts, estimates and alerts as they are now into temporary tables; the relations that there are."""
    found = con.execute(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_catalog = current_database() AND table_schema = 'main'"
    ).fetchall()
    there = tuple(name for name in RELATIONS if (name,) in found)
    for name in there:
        con.execute(f"CREATE OR REPLACE TEMP TABLE before_{name} AS FROM main.{name}")
    return there


def differing(con: duckdb.DuckDBPyConnection, before: tuple[str, ...]) -> dict[str, int]:
    """Rows, by relation, that are there now and were not when `kept` copied them, or the other way round."""
    counts = {}
    for name in RELATIONS:
        sql = f"SELECT count(*) FROM main.{name}"
        if name in before:
            now, was = f"SELECT hash(t) FROM main.{name} AS t", f"SELECT hash(t) FROM before_{name} AS t"
            sql = f"SELECT count(*) FROM ((({now}) EXCEPT ALL ({was})) UNION ALL (({was}) EXCEPT ALL ({now})))"
        counts[name] = int(con.execute(sql).fetchall()[0][0])
    return {name: count for name, count in counts.items() if count}
