"""JSON and JSON Lines: articles as objects, whatever names their fields have (lexicon/record_fields.toml)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from flows.articles.decoding import decode
from flows.articles.readers import rows
from flows.articles.readers.plain_text import read_whole
from flows.articles.records import Limits, Problem, Record, Source, UnreadableError, size_text
from flows.lexicon import read_toml

BROKEN_MAX: Final = 50  # broken lines reported one by one; the rest of a file of them by one more issue
CHUNK: Final = 1 << 16


def read(source: Source, limits: Limits) -> Iterator[Record | Problem]:
    """The articles of a JSON document: one object, a list of them, or an object that holds the list."""
    data = read_whole(source, limits.document_bytes)
    decoded = decode(data)
    try:
        document = json.loads(decoded.text)
    except RecursionError as error:
        raise UnreadableError("json_too_deep", "is nested too deep for an article: flatten it") from error
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data" and data.count(b"\n"):
            yield from read_lines(source, limits)
            return
        raise UnreadableError("json_broken", f"is no valid JSON ({error}): correct it, or write it anew") from error
    yield from _document(document, limits, decoded.problem)


def _document(document: Any, limits: Limits, problem: Problem | None) -> Iterator[Record | Problem]:
    if problem:
        yield problem
    articles = _articles(document)
    if articles is None:
        raise UnreadableError(
            "json_no_articles", "holds no object with a text: give a list of objects with text and title"
        )
    for number, row in enumerate(articles, 1):
        if isinstance(row, Mapping):
            yield rows.record(row, number if len(articles) > 1 else None, limits)
        else:
            yield Problem("no_text_field", f"is {_sort(row)}, no object with a text", number)


def _articles(document: Any) -> list[Any] | None:
    """The list of articles in a document: itself, the one under a usual key, or the document as the only one."""
    if isinstance(document, list):
        return document
    if not isinstance(document, Mapping):
        return None
    if rows.columns(tuple(map(str, document)))["body"]:
        return [document]
    for key in read_toml("record_fields.toml")["lists"]["keys"]:
        inner = document.get(key)
        if isinstance(inner, list) and any(isinstance(row, Mapping) for row in inner):
            return inner
        if isinstance(inner, Mapping) and (found := _articles(inner)):
            return found
    return [document]


def read_lines(source: Source, limits: Limits) -> Iterator[Record | Problem]:
    """The articles of JSON Lines, one object a line; a broken line is reported with its number and the others read."""
    broken = good = long = 0
    with source.open() as file:
        for number, line in lines(file, limits.article_bytes):
            if line is None:
                message = (
                    f"line {number:,} is longer than {size_text(limits.article_bytes)}: one article a line, please"
                )
                yield Problem("line_too_long", message, number)
                long += 1
                continue
            if not line.strip():
                continue
            found = _line(line, number, limits)
            if number == 1 and isinstance(found, Problem) and (document := _whole(source, line, limits)) is not None:
                yield from _document(document, limits, None)
                return
            broken += isinstance(found, Problem)
            good += isinstance(found, Record)
            if isinstance(found, Record) or broken <= BROKEN_MAX:
                yield found
    if broken > BROKEN_MAX:
        yield Problem("json_line", f"{broken - BROKEN_MAX:,} more lines are broken: write the file anew")
    if not broken and not good and not long:
        raise UnreadableError("empty", "is empty: delete it, or check how it was made")


def _line(line: bytes, number: int, limits: Limits) -> Record | Problem:
    try:
        try:
            row = json.loads(line)
        except UnicodeDecodeError:
            row = json.loads(decode(line).text)
    except json.JSONDecodeError as error:
        cut = " (was the file cut off?)" if not line.endswith(b"\n") else ""
        return Problem(
            "json_line", f"line {number:,} is no valid JSON ({error.msg}){cut}: correct or delete it", number
        )
    except RecursionError:
        return Problem("json_line", f"line {number:,} is nested too deep for an article: delete it", number)
    except UnreadableError as error:
        return Problem("json_line", f"line {number:,} {error.problem.message}", number)
    if not isinstance(row, Mapping):
        return Problem("json_line", f"line {number:,} is {_sort(row)}, no object with a text", number)
    return rows.record(row, number, limits)


def _whole(source: Source, line: bytes, limits: Limits) -> Any:
    """The document that a file named as JSON Lines is after all; None if it is not."""
    if line.strip()[:1] not in (b"[", b"{") or (len(line.strip()) > 1 and line.rstrip().endswith((b"}", b"]"))):
        return None
    try:
        return json.loads(read_whole(source, limits.document_bytes))
    except (ValueError, RecursionError):
        return None


def lines(file: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines of a file; None for a line of more than `limit` bytes, of which no more is held."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(CHUNK)
        yield number, None


def _sort(value: Any) -> str:
    names = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "null")
