"""WARC files: an article a page that was fetched with success; everything else in them is passed over."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from flows.articles.decoding import decode
from flows.articles.readers import web_pages
from flows.articles.records import Limits, Problem, Record, Source, UnreadableError

logging.getLogger("warcio").setLevel(logging.ERROR)  # its warnings quote the file
PAGES: Final = ("text/html", "application/xhtml+xml")
TEXTS: Final = ("text/plain",)


def read(source: Source, limits: Limits) -> Iterator[Record | Problem]:
    """The pages of a WARC file, numbered by the records that hold a page."""
    number = 0
    with source.open() as file:
        try:
            archive = ArchiveIterator(file)
            archive.INC_RECORD = ""  # it would print pieces of the file to the terminal
            for record in archive:
                kind = _kind(record)
                if kind is None:
                    continue
                number += 1
                yield from _page(record, kind, number, limits)
        except (ArchiveLoadFailed, EOFError, AttributeError, ArithmeticError) as error:
            reason = "a record without headers" if isinstance(error, AttributeError) else error
            message = f"cannot be read further ({reason}): was it cut off? Copy it again"
            yield Problem("warc_broken", message, number + 1)
            return
    if not number:
        raise UnreadableError("no_text", "holds no page: its records are of other kinds")


def _kind(record: Any) -> str | None:
    """Content type of a record that holds a page, in lower case."""
    if record.rec_type == "conversion":
        return "text/plain"
    if record.rec_type not in ("response", "resource"):
        return None
    if record.rec_type == "response":
        if record.http_headers is None or not str(record.http_headers.get_statuscode()).startswith("2"):
            return None
        stated = record.http_headers.get_header("Content-Type", "")
    else:
        stated = record.rec_headers.get_header("Content-Type", "")
    kind = str(stated).lower()
    return kind if kind.startswith(PAGES + TEXTS) else None


def _page(record: Any, kind: str, number: int, limits: Limits) -> Iterator[Record | Problem]:
    url = record.rec_headers.get_header("WARC-Target-URI")
    data = record.content_stream().read(limits.article_bytes + 1)
    if len(data) > limits.article_bytes:
        yield Problem("too_large", f"holds a page larger than the limit ({url}): it was passed over", number)
        return
    charset = re.search(r"charset=([\w-]+)", kind)
    try:
        if kind.startswith(TEXTS):
            found = Record(decode(data, declared=charset[1] if charset else None).text, url=url)
        else:
            meta = web_pages.CHARSET.search(data, 0, 4096)
            declared = charset[1] if charset else meta[1].decode("ascii") if meta else None
            found = web_pages.page(decode(data, declared=declared).text, url=url)
    except UnreadableError as error:
        yield replace(error.problem, number=number)
        return
    yield replace(found, number=number)
