"""Results of a question as a table for people, or as CSV, JSON or Parquet for other tools."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from textwrap import wrap
from typing import IO, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from flows.report.terminal import one_line, plain
from flows.report.wording import count

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet run a text cell; such cells get an apostrophe before them."""
CELL_WIDTH: Final = 60
"""Characters of a cell in a file or a pipe; a terminal shows all of them."""
SHORT: Final = 20
INDENT: Final = 3
WIDE: Final = 1000
"""Width of a table that goes to a file or a pipe: no cell is broken."""


def records(batches: Iterable[pa.RecordBatch]) -> Iterator[list[Any]]:
    """Rows of record batches as lists of Python values."""
    for batch in batches:
        yield from (list(row) for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))


def as_table(
    schema: pa.Schema, batches: Iterable[pa.RecordBatch], *, limit: int, width: int | None
) -> tuple[RenderableType, int, int]:
    """The first `limit` rows as a table for `width` columns of text, how many they are, and how many more there are.

    Short cells (figures, days, codes) and words stay whole. Rows that this leaves too little room are paragraphs of
    `name: value`. Without a width no cell is broken, and long ones are cut.
    """
    rows = records(batches)
    shown = [list(map(_shown, row)) for row in islice(rows, limit)]
    right = [pa.types.is_integer(t) or pa.types.is_floating(t) or pa.types.is_decimal(t) for t in schema.types]
    return _arranged(schema.names, shown, right, width), len(shown), sum(1 for _ in rows)


def rows_table(rows: Sequence[Mapping[str, Any]], *, width: int | None) -> RenderableType:
    """Rows of the same columns, at least one, in the form that `as_table` gives them."""
    right = [isinstance(value, int | float) for value in rows[0].values()]
    return _arranged(list(rows[0]), [list(map(_shown, row.values())) for row in rows], right, width)


def _arranged(
    names: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], width: int | None
) -> RenderableType:
    heads = [one_line(name) for name in names]
    cells = [[one_line(value, 0 if width else CELL_WIDTH) for value in row] for row in rows]
    columns = [[head, *(row[i] for row in cells)] for i, head in enumerate(heads)]
    widths = [max(map(len, column)) for column in columns]
    least = [
        size if size <= SHORT else max(SHORT, *(len(word) for cell in column for word in cell.split()))
        for size, column in zip(widths, columns, strict=True)
    ]
    gaps = 2 * (len(heads) - 1)
    if width and sum(least) + gaps > width:
        return Group(*(_paragraph(heads, row, width) for row in cells))
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for head, size, narrowest, is_right in zip(heads, widths, least, right, strict=True):
        table.add_column(
            plain(head),
            justify="right" if is_right else "left",
            min_width=narrowest,
            no_wrap=size == narrowest,
            overflow="fold",
        )
    for row in cells:
        table.add_row(*map(plain, row))
    return table


def _paragraph(heads: Sequence[str], row: Sequence[str], width: int) -> Text:
    """One row as `name: value` pairs, as many a line as fit; columns without a value are left out."""
    text, used = Text(), 0
    for head, value in zip(heads, row, strict=True):
        if not value:
            continue
        pair = f"{head}: {value}"
        if used and used + 2 + len(pair) > width:
            text.append("\n" + " " * INDENT)
            used = INDENT
        elif used:
            text.append("  ")
            used += 2
        first, *more = wrap(pair, width - INDENT, break_on_hyphens=False) if used + len(pair) > width else [pair]
        text.append(first[: len(head) + 1], "bold")
        text.append("\n".join([first[len(head) + 1 :], *(" " * INDENT + line for line in more)]))
        used = used + len(first) if not more else INDENT + len(more[-1])
    return text


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
