"""Text and Markdown files: one article a file, kept as it is; a YAML block before Markdown is its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from flows.articles.decoding import decode
from flows.articles.readers.rows import columns
from flows.articles.records import Limits, Problem, Record, Source, UnreadableError, size_text

FRONT: Final = re.compile(
    r"\A\s*---[ \t]*\n(?P<block>(?:[A-Za-z_ -]{1,40}:[^\n]*\n|[ \t]+[^\n]*\n|#[^\n]*\n){1,60})---[ \t]*\n"
)


def read_whole(source: Source, limit: int) -> bytes:
    """All bytes of `source`; raises UnreadableError when there are none or more than `limit`."""
    with source.open() as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        size = f"is {size_text(source.size)}" if source.size else "is larger"
        raise UnreadableError(
            "too_large", f"{size}, more than {size_text(limit)} for one document: split it into articles"
        )
    if not data.strip():
        raise UnreadableError("empty", "is empty: delete it, or check how it was made")
    return data


def read(source: Source, limits: Limits) -> Iterator[Record | Problem]:
    """The article in a text file."""
    decoded = decode(read_whole(source, limits.article_bytes))
    text = decoded.text.replace("\r\n", "\n")
    problems = (decoded.problem,) if decoded.problem else ()
    front = FRONT.match(text)
    if not front:
        yield Record(text, url=source.url, problems=problems)
        return
    pairs = (line.partition(":") for line in front["block"].splitlines() if line[:1].isalpha())
    fields = {name.strip(): value.strip().strip("\"'[]") for name, _, value in pairs}
    names = columns(tuple(fields))
    part = {name: next((fields[key] for key in keys if fields[key]), None) for name, keys in names.items()}
    yield Record(
        text[front.end() :],
        title=part["title"],
        author=part["author"],
        publisher=part["publisher"],
        url=part["url"] or source.url,
        published=part["published"],
        language=part["language"],
        problems=problems,
    )
