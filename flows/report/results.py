"""Results of a question as a table for people, or as CSV, JSON or Parquet for other tools."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import RenderableType
from rich.table import Table

from flows.report.terminal import one_line, plain
from flows.report.wording import count

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet run a text cell; such cells get an apostrophe before them."""
CELL_WIDTH: Final = 60
SHORT: Final = 20
NARROWEST: Final = 14
WIDE: Final = 1000
"""Width of a table that goes to a file or a pipe: no cell is broken."""


def records(batches: Iterable[pa.RecordBatch]) -> Iterator[list[Any]]:
    """Rows of record batches as lists of Python values."""
    for batch in batches:
        yield from (list(row) for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))


def as_table(
    schema: pa.Schema, batches: Iterable[pa.RecordBatch], *, limit: int, width: int
) -> tuple[RenderableType, int]:
    """Table of the first `limit` rows for `width` columns of text, and how many rows there are beyond them.

    Short cells (figures, days, codes) stay on one line as long as the others have room.
    """
    rows = records(batches)
    shown = [[one_line(_shown(value), CELL_WIDTH) for value in row] for row in islice(rows, limit)]
    widths = [max([len(name), *(len(row[i]) for row in shown)]) for i, name in enumerate(schema.names)]
    is_short = [size <= SHORT for size in widths]
    needed = sum(size + 2 if short else NARROWEST for size, short in zip(widths, is_short, strict=True))
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for field, short in zip(schema, is_short, strict=True):
        number = pa.types.is_integer(field.type) or pa.types.is_floating(field.type) or pa.types.is_decimal(field.type)
        table.add_column(
            plain(one_line(field.name)),
            justify="right" if number else "left",
            overflow="fold",
            no_wrap=short and needed <= width,
        )
    for cells in shown:
        table.add_row(*map(plain, cells))
    return table, sum(1 for _ in rows)


def rows_table(rows: Sequence[Mapping[str, Any]]) -> RenderableType:
    """Table of rows of the same columns; text wraps within its column instead of being cut."""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for name, value in rows[0].items():
        table.add_column(plain(name), justify="right" if isinstance(value, int | float) else "left", overflow="fold")
    for row in rows:
        table.add_row(*(plain(one_line(_shown(value))) for value in row.values()))
    return table


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return count(value) if value == value and abs(value) < 1e15 else str(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").replace("+00:00", "Z")
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value)
    return json.dumps(value, default=_plain, ensure_ascii=False) if isinstance(value, dict) else str(value)


def _plain(value: Any) -> Any:
    """JSON form of a value that JSON has no form for."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def write_csv(schema: pa.Schema, batches: Iterable[pa.RecordBatch], out: IO[str]) -> None:
    """CSV with a header; NULL is an empty cell, a list is joined by "; ", text like a formula is disarmed."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(schema.names)
    for row in records(batches):
        writer.writerow(["" if value is None else _cell(value) for value in row])


def _cell(value: Any) -> Any:
    if isinstance(value, bool | int | float | Decimal):
        return value
    text = value.isoformat() if isinstance(value, date | datetime) else _text(value)
    return f"'{text}" if len(text) > 1 and text.startswith(FORMULA_STARTS) else text


def write_json(schema: pa.Schema, batches: Iterable[pa.RecordBatch], out: IO[str]) -> None:
    """JSON array with one object per row, each on a line of its own; only ASCII characters."""
    out.write("[")
    for number, row in enumerate(records(batches)):
        out.write(",\n " if number else "\n ")
        out.write(json.dumps(dict(zip(schema.names, row, strict=True)), default=_plain, allow_nan=False))
    out.write("\n]\n")


def write_parquet(schema: pa.Schema, batches: Iterable[pa.RecordBatch], out: IO[bytes]) -> None:
    """Parquet file, written as the rows come."""
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
