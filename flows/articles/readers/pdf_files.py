"""PDF files with a text layer; scans have none and need text recognition first."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from flows.articles.readers.plain_text import read_whole
from flows.articles.records import Limits, Problem, Record, Source, UnreadableError

PAGES_MAX: Final = 2_000
HYPHENATED: Final = re.compile(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])")
FILE_TITLE: Final = re.compile(r"\.(?:docx?|pdf|indd|qxd)\Z|^(?:untitled|microsoft word)", re.IGNORECASE)
PAGE_NUMBER: Final = re.compile(r"\s*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*", re.IGNORECASE)
# A parser of a format this rich fails on broken files in many ways; none of them may end the run.
FAILURES: Final = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
logging.getLogger("pypdf").setLevel(logging.ERROR)


def read(source: Source, limits: Limits) -> Iterator[Record | Problem]:
    """The text of a PDF file as one article, without page numbers and lines that every page repeats."""
    data = read_whole(source, limits.document_bytes)
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted", "is encrypted: save it without a password")
        if len(reader.pages) > PAGES_MAX:
            raise UnreadableError("too_large", f"has more than {PAGES_MAX:,} pages: split it into articles")
        pages = []
        size = 0
        for page in reader.pages:
            pages.append(page.extract_text() or "")
            size += len(pages[-1])
            if size > limits.article_bytes:
                raise UnreadableError("too_large", "holds more text than one article may have: split it")
        facts = reader.metadata
        stated = (facts.title, facts.author) if facts else (None, None)
        title, author = (str(fact).strip() if fact else None for fact in stated)
    except UnreadableError:
        raise
    except FAILURES as error:
        raise UnreadableError(
            "pdf_broken", f"is no PDF that could be read ({error}): save it again, or as text"
        ) from error
    text = HYPHENATED.sub("", _without_repeats(pages))
    if not re.search(r"\w", text):
        raise UnreadableError("no_text", "has no text layer, only pictures of pages: run text recognition on it first")
    yield Record(text, title=None if title and FILE_TITLE.search(title) else title, author=author, url=source.url)


def _without_repeats(pages: list[str]) -> str:
    """Pages joined, without their numbers and the first and last lines that most of them share."""
    lines = [[line.rstrip() for line in page.split("\n") if line.strip()] for page in pages]
    edges = Counter(line for page in lines for line in {*page[:2], *page[-2:]})
    running = {line for line, count in edges.items() if len(pages) > 2 and count > len(pages) / 2}
    kept = []
    for page in lines:
        last = len(page) - 1
        for place, line in enumerate(page):
            if (place < 2 or place > last - 2) and (line in running or PAGE_NUMBER.fullmatch(line)):
                continue
            kept.append(line)
    return "\n".join(kept)
