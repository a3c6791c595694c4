"""Which reader reads what: by the file's name, unless its first bytes show that it is something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from flows.articles.records import Limits, Problem, Record, Source, UnreadableError, of_os_error

Reader = Callable[[Source, Limits], Iterator[Record | Problem]]
HEAD: Final = 1024  # bytes looked at
FAILURES: Final = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""Errors of a reader that are bugs, which tests/fuzz.py looks for; one file with one of them must not end the run."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name for people, how files of it are named, and who reads it."""

    name: str
    extensions: tuple[str, ...]
    reader: str  # module of this folder and function; imported when first used, as some pull in heavy libraries

    def read(self, source: Source, limits: Limits) -> Iterator[Record | Problem]:
        """Articles and problems of a source of this format."""
        module, function = self.reader.split(".")
        read: Reader = getattr(import_module(f"flows.articles.readers.{module}"), function)
        return read(source, limits)


FORMATS: Final = (
    Format("text", (".txt", ".text", ".md", ".markdown"), "plain_text.read"),
    Format("HTML", (".html", ".htm", ".xhtml"), "web_pages.read"),
    Format("JSON", (".json",), "json_records.read"),
    Format("JSON Lines", (".jsonl", ".ndjson", ".jsonlines"), "json_records.read_lines"),
    Format("CSV", (".csv", ".tsv", ".tab"), "data_tables.read_delimited"),
    Format("Parquet", (".parquet", ".pq"), "data_tables.read_parquet"),
    Format("feed", (".rss", ".atom", ".xml", ".rdf"), "feeds.read"),
    Format("e-mail", (".eml",), "mail_messages.read"),
    Format("WARC", (".warc",), "web_archives.read"),
    Format("PDF", (".pdf",), "pdf_files.read"),
)
BY_EXTENSION: Final = {extension: format for format in FORMATS for extension in format.extensions}
BY_NAME: Final = {format.name: format for format in FORMATS}
CONTENT_TYPES: Final = {
    "text/html": "HTML",
    "application/xhtml+xml": "HTML",
    "text/plain": "text",
    "text/markdown": "text",
    "application/json": "JSON",
    "application/ld+json": "JSON",
    "application/x-ndjson": "JSON Lines",
    "application/jsonl": "JSON Lines",
    "text/csv": "CSV",
    "text/tab-separated-values": "CSV",
    "application/vnd.apache.parquet": "Parquet",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
    "message/rfc822": "e-mail",
    "application/warc": "WARC",
    "application/pdf": "PDF",
}
# First bytes that show a format whatever the file is called.
MAGIC: Final = (
    (re.compile(rb"PAR1"), "Parquet"),
    (re.compile(rb"\s{0,200}%PDF-\d"), "PDF"),
    (re.compile(rb"WARC/[01]\.\d+\r?\n"), "WARC"),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*|<\?[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b",
            re.S,
        ),
        "feed",
    ),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)*<(?:!doctype html|html|head)\b",
            re.I | re.S,
        ),
        "HTML",
    ),
)


def extension(name: str) -> str:
    """Last extension of a file name in lower case, without what follows a ? or # in a URL: ".txt", or ""."""
    base = re.split(r"[?#]", name)[0] if "://" in name else name
    found = re.search(r"[^/\\](\.[A-Za-z0-9]{1,12})\Z", base)
    return found[1].lower() if found else ""


def known_extensions() -> str:
    """All extensions for people."""
    return " ".join(sorted(BY_EXTENSION)) + ", or these in .gz .zst .bz2 .xz .zip .tar"


def format_of(source: Source) -> Format:
    """The format of a source; raises UnreadableError with code `unknown_format`, and OSError if it cannot be opened."""
    with source.open() as file:
        head = file.read(HEAD)
    for magic, name in MAGIC:
        if magic.match(head):
            return BY_NAME[name]
    named = BY_EXTENSION.get(extension(source.kind_name))
    stated = (source.content_type or "").split(";")[0].strip().lower()
    if named is None and stated in CONTENT_TYPES:
        named = BY_NAME[CONTENT_TYPES[stated]]
    if named is not None:
        return named
    if source.is_asked_for and not extension(source.kind_name):
        return BY_NAME["text"]
    raise UnreadableError("unknown_format", f"is of no known kind: save it as one of {known_extensions()}")


def read(source: Source, limits: Limits) -> Iterator[Record | Problem]:
    """Articles and problems of a source; trouble that ends the reading comes as the last problem."""
    found = False
    try:
        for result in format_of(source).read(source, limits):
            found = True
            yield result
        if not found:
            yield Problem("no_articles", "holds no article: delete it, or check how it was made")
    except UnreadableError as error:
        yield error.problem
    except FAILURES as error:
        message = f"cannot be read ({type(error).__name__}: {error}): please report it with the file"
        yield Problem("reader_failed", message)
    except MemoryError:
        yield Problem("too_large", "needs more memory than there is: split it")
    except OSError as error:
        yield of_os_error(error)
