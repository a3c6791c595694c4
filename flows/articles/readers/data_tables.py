"""Tables with a column of texts: CSV, TSV and Parquet, an article a row."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from flows.articles.decoding import decode
from flows.articles.readers import rows
from flows.articles.readers.json_records import lines
from flows.articles.records import Limits, Problem, Record, Source, UnreadableError, size_text

DELIMITERS: Final = ",;\t|"
SAMPLE: Final = 1 << 20
PARQUET_ROWS: Final = 64  # a batch: bounded memory even if every row is as long as may be
SPOOLED: Final = 32 << 20  # bytes of a Parquet file that is no file on disk, kept in memory


def read_delimited(source: Source, limits: Limits) -> Iterator[Record | Problem]:
    """The articles of a CSV or TSV file whose first line names the columns."""
    with source.open() as file:
        sample = file.read(SAMPLE)
    if not sample.strip():
        raise UnreadableError("empty", "is empty: delete it, or check how it was made")
    decoded = decode(sample if len(sample) < SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample)
    if decoded.problem:
        yield decoded.problem
    if decoded.encoding.startswith(("utf-16", "utf-32")):
        raise UnreadableError("encoding", f"is in {decoded.encoding}: save it as UTF-8")
    header_line = decoded.text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header_line.count)
    csv.field_size_limit(limits.article_bytes)
    with source.open() as file:
        reader = csv.reader(_text(file, decoded.encoding, limits), delimiter=delimiter)
        try:
            header = [name.strip() for name in next(reader, [])]
        except csv.Error as error:
            message = f"has a first line that names no columns ({error}): check its quotation marks and line ends"
            raise UnreadableError("csv_broken", message) from error
        if not rows.columns(tuple(header))["body"]:
            raise UnreadableError("no_text_column", rows.no_text_message(header).replace("field", "column"))
        yield from _rows(reader, header, limits)


def _rows(reader: Any, header: list[str], limits: Limits) -> Iterator[Record | Problem]:
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem("csv_broken", f"row {number:,} cannot be read ({error}): check its quotation marks", number)
            if "field larger" in str(error) or "new-line" in str(error):
                continue
            return
        if not any(map(str.strip, row)):
            continue
        if len(row) != len(header):
            message = f"row {number:,} has {len(row)} cells for {len(header)} columns: check its quotation marks"
            yield Problem("csv_broken", message, number)
            continue
        yield rows.record(dict(zip(header, row, strict=True)), number, limits)


def _text(file: BinaryIO, encoding: str, limits: Limits) -> Iterator[str]:
    for number, line in lines(file, limits.article_bytes):
        if line is None:
            raise UnreadableError("line_too_long", f"line {number:,} is longer than {size_text(limits.article_bytes)}")
        yield line.decode("utf-8-sig" if number == 1 and encoding.startswith("utf-8") else encoding, "replace").replace(
            "\0", ""
        )


def read_parquet(source: Source, limits: Limits) -> Iterator[Record | Problem]:
    """The articles of a Parquet file, a few rows at a time."""
    with source.open() as opened, tempfile.SpooledTemporaryFile(SPOOLED) as spool:
        file: Any = opened
        if not opened.seekable():
            while chunk := opened.read(1 << 20):
                spool.write(chunk)
            spool.seek(0)
            file = spool
        try:
            table = pq.ParquetFile(file)
            parts = rows.columns(tuple(table.schema_arrow.names))
            if not parts["body"]:
                names = rows.no_text_message(table.schema_arrow.names).replace("field", "column")
                raise UnreadableError("no_text_column", names)
            wanted = sorted({name for names in parts.values() for name in names})
            number = 0
            for batch in table.iter_batches(batch_size=PARQUET_ROWS, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield rows.record(row, number, limits)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, UnicodeDecodeError, OSError) as error:
            message = str(error).split("\n")[0][:200]
            raise UnreadableError("parquet_broken", f"cannot be read as Parquet ({message}): write it anew") from error
