"""Checks: queries of bad rows that stop a run before anything is published; those of the contract are made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from flows.schemas import SCHEMAS
from flows.store import ddl, fresh
from flows.store.connection import identifier, quoted
from flows.store.sqlfiles import Model, ModelError

KEYS: Final = {
    "articles": "article_id",
    "sentences": "sentence_id",
    "quantities": "quantity_id",
    "claims": "claim_id",
    "attributions": "attribution_id",
    "claim_relations": "from_claim_id, to_claim_id, relation",
    "entities": "entity_id",
    "entity_mentions": "mention_id",
    "issues": "issue_id",
    "runs": "run_id",
}
REFERENCES: Final = (
    ("sentences", "article_id", "articles", "article_id"),
    ("quantities", "sentence_id", "sentences", "sentence_id"),
    ("claims", "quantity_id", "quantities", "quantity_id"),
    ("claims", "sentence_id", "sentences", "sentence_id"),
    ("attributions", "claim_id", "claims", "claim_id"),
    ("claim_relations", "from_claim_id", "claims", "claim_id"),
    ("claim_relations", "to_claim_id", "claims", "claim_id"),
    ("entity_mentions", "sentence_id", "sentences", "sentence_id"),
)
SAMPLE: Final = 5
_GLOBAL: Final = {"articles", "claims"}
"""Relations whose keys are compared with those of every row: the other identifiers depend on these."""


class CheckError(RuntimeError):
    """Rows that must not be published; `failures` says which."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__("; ".join(str(failure) for failure in failures))
        self.failures = tuple(failures)


@dataclass(frozen=True, slots=True)
class Check:
    """A query of bad rows and what each of them is."""

    name: str
    meaning: str
    sql: str
    first: str | None = None
    """The same asked of fewer rows, at less cost: where it finds nothing, neither would `sql`."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Bad rows that a check found: how many, and the first of them."""

    check: str
    meaning: str
    rows: int
    sample: tuple[dict[str, Any], ...]

    def __str__(self) -> str:
        first = f", the first: {self.sample[0]}" if self.sample else ""
        return f"{self.check}: {self.rows} bad rows ({self.meaning}){first}"


def contract_checks() -> tuple[Check, ...]:
    """Checks of the contract over the views of flows.store.fresh: unique keys, allowed values, rows pointed to."""
    made = []
    for relation, key in KEYS.items():
        live = _live(relation)
        source = f"fresh_{relation}" if relation in fresh.RELATIONS else f"raw.{relation}"
        inside = f"({key}) IN (SELECT {key} FROM {source} WHERE {live})" if relation in _GLOBAL else "true"
        among = f"raw.{relation}" if relation in _GLOBAL else source
        made.append(
            Check(
                f"{relation}_unique",
                f"key that {relation} has more than once",
                f"SELECT {key}, count(*) AS n FROM {among} WHERE {live} AND {inside} "
                f"GROUP BY {key} HAVING count(*) > 1",
            )
        )
        wrong = []
        for field in SCHEMAS[relation]:
            allowed = (field.metadata or {}).get(b"values", b"").decode().split()
            if allowed:
                wrong.append(f"{identifier(field.name)} NOT IN ({', '.join(map(quoted, allowed))})")
        if wrong:
            made.append(
                Check(
                    f"{relation}_values",
                    f"row of {relation} with a value that the contract does not list",
                    f"SELECT * FROM {source} WHERE {live} AND ({' OR '.join(wrong)})",
                )
            )
    for relation, column, target, key in REFERENCES:
        lost, new = (
            f"SELECT * FROM fresh_{relation} WHERE {_live(relation)} AND {column} NOT IN (SELECT {key} "
            f"FROM {source}{target} WHERE {_live(target)} AND {key} IN (SELECT {column} FROM fresh_{relation}))"
            for source in ("raw.", "fresh_")
        )
        meaning = f"row of {relation} whose {column} is not in {target}"
        made.append(Check(f"{relation}_{column}_exists", meaning, lost, new))
    return tuple(made)


def _live(relation: str) -> str:
    return "valid_to IS NULL" if relation in ddl.VERSIONED else "true"


def from_files(models: Sequence[Model]) -> tuple[Check, ...]:
    """Checks written as SQL files."""
    return tuple(Check(model.name, model.grain.removeprefix("One row per ").rstrip("."), model.sql) for model in models)


def find(con: duckdb.DuckDBPyConnection, checks: Sequence[Check]) -> tuple[Failure, ...]:
    """Failures of checks; those of rows read the views `fresh_<relation>` and `fresh_texts` (flows.store.fresh)."""
    failures = []
    for check in checks:
        try:
            if check.first and not con.execute(f"{check.first} LIMIT 1").fetchall():
                continue
            found = con.execute(check.sql)
            names = [column[0] for column in found.description]
            rows = found.fetchmany(SAMPLE)
            more = len(found.fetchall()) if len(rows) == SAMPLE else 0
        except duckdb.Error as error:
            raise ModelError(f"checks/{check.name}.sql: {error}") from error
        if rows:
            sample = tuple(dict(zip(names, row, strict=True)) for row in rows)
            failures.append(Failure(check.name, check.meaning, len(rows) + more, sample))
    return tuple(failures)
