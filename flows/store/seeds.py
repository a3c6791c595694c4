"""Reference tables that the models read: measures, groups of people and the reliability of sources."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from flows.lexicon import read_csv
from flows.schemas import MEASURES, SIDES, SOURCE_CLASSES

RELIABILITY_FILE: Final = "source_reliability.csv"
"""Name of the user's file beside the warehouse that overrides reliabilities."""
RELIABILITY_COLUMNS: Final = ("source_class", "side", "name", "reliability", "count_basis", "why")
_WHOLE_NUMBERS: Final = {"window_days", "max_plausible"}


class SeedError(ValueError):
    """A reference file with a row that the store does not understand; the message names file and row."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Rows of the reference tables, and a hash that changes when one of them does."""

    measures: tuple[Mapping[str, str], ...]
    counted: tuple[Mapping[str, str], ...]
    reliability: tuple[Mapping[str, str], ...]

    @property
    def fingerprint(self) -> str:
        """16 hex digits."""
        said = repr([sorted(row.items()) for row in (*self.measures, *self.counted, *self.reliability)])
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def reference(warehouse: Path | None = None) -> Reference:
    """Reference rows of the lexicon, with those of the file beside the warehouse in place of theirs.

    Raises SeedError on a row with an unknown class, side or letter.
    """
    measures = read_csv("measures.csv")
    if (found := [row["measure"] for row in measures]) != list(MEASURES):
        raise SeedError(f"measures.csv: measures differ from the contract's: {sorted(set(found) ^ set(MEASURES))}")
    rows = {_key(row): row for row in read_csv(RELIABILITY_FILE)}
    own = warehouse.parent / RELIABILITY_FILE if warehouse else None
    if own and own.is_file():
        rows |= {_key(row): row for row in _read(own)}
    for row in rows.values():
        _check(row)
    counted = tuple({**row, "noun": row["noun"].replace("_", " ")} for row in read_csv("counted.csv"))
    return Reference(measures, counted, tuple(rows.values()))


def install(con: duckdb.DuckDBPyConnection, known: Reference) -> None:
    """Make the temporary tables ref_measures, ref_counted and ref_reliability."""
    _install(con, "ref_measures", known.measures)
    _install(con, "ref_counted", known.counted)
    _install(con, "ref_reliability", known.reliability)


def _install(con: duckdb.DuckDBPyConnection, name: str, rows: Sequence[Mapping[str, str]]) -> None:
    columns = list(rows[0])
    arrays = []
    for column in columns:
        values = [row[column] or None for row in rows]
        whole = column in _WHOLE_NUMBERS
        arrays.append(pa.array([int(value) for value in values if value] if whole else values))
    con.register("seed_rows", pa.table(arrays, names=columns))
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM seed_rows")
    con.unregister("seed_rows")


def _key(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row["source_class"], row["side"], row["name"]


def _read(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line and not line.startswith("#")]
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != RELIABILITY_COLUMNS:
        raise SeedError(f"{path}: the columns must be {', '.join(RELIABILITY_COLUMNS)}")
    rows = []
    for number, row in enumerate(reader, start=2):
        if None in row or None in row.values():
            raise SeedError(f"{path}: row {number} has not {len(RELIABILITY_COLUMNS)} values")
        rows.append({name: value.strip() for name, value in row.items()} | {"name": row["name"].strip().lower()})
    return rows


def _check(row: Mapping[str, str]) -> None:
    allowed = {"source_class": {"", *SOURCE_CLASSES}, "side": {"", *SIDES}, "reliability": set("abcdef")}
    allowed["count_basis"] = {"", "named_list", "visual_confirmation"}
    for column, values in allowed.items():
        if row[column] not in values:
            raise SeedError(f"{RELIABILITY_FILE}: {column} is {row[column]!r}; one of: {', '.join(sorted(values))}")
