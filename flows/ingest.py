"""The ingest stage: files, folders and patterns in, articles with their sentences and zones out, in bounded batches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, Final

import pyarrow as pa

from flows.articles import duplicates, outlets, publication
from flows.articles.cleaning import clean, clean_field, has_hidden_order, has_mixed_digits
from flows.articles.inputs import expand
from flows.articles.languages import language
from flows.articles.readers import registry
from flows.articles.records import Begun, FileRead, Limits, Problem, Record, Source, Unchanged
from flows.articles.sentences import split
from flows.schemas import SHARED_ZONES, STAGED, from_columns, row_id, row_ids

BATCH_CHARS: Final = 16_000_000
ARTICLE_CHARS: Final = 200  # an article takes memory besides its text: so many code points more, in the size of a batch
DEFAULT_LIMITS: Final = Limits()
TITLE_LINES: Final = 12  # a page may show its title below its first block; extraction follows the page's source
KEPT: Final = "the article was kept"
NONE_READ: Final[Mapping[str, FileRead]] = MappingProxyType({})
DEPENDENT: Final = frozenset({"duplicate_input", "date_in_future", "unreadable", "not_found"})
"""Codes of issues that another file, a later day or a disk that works again would do away with."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """Articles, their sentences, hashes of these and issues of one batch (flows.schemas)."""

    articles: pa.Table
    sentences: pa.Table
    shared_sentences: pa.Table
    issues: pa.Table
    rejected: int = 0
    """Inputs, or records of them, that gave no article."""
    files: tuple[FileRead, ...] = ()
    """Files whose reading came to its end and depended on nothing but their bytes."""
    unchanged: tuple[FileRead, ...] = ()
    """Files that need not be read again."""


def in_no_file(article_id: str) -> str:
    """The file that is known to hold an article: none."""
    return ""


def ingest(
    inputs: Sequence[str],
    *,
    run_id: str,
    now: datetime,
    limits: Limits = DEFAULT_LIMITS,
    index: duplicates.Index | None = None,
) -> Ingested:
    """All of `inputs` as one batch; for what may not fit into memory use `read_batches`."""
    batches = list(read_batches(inputs, run_id=run_id, now=now, limits=limits, index=index, batch_chars=1 << 62))
    return batches[0]


def read_batches(
    inputs: Sequence[str],
    *,
    run_id: str,
    now: datetime,
    batch_chars: int = BATCH_CHARS,
    limits: Limits = DEFAULT_LIMITS,
    index: duplicates.Index | None = None,
    read: Mapping[str, FileRead] = NONE_READ,
    file_with: Callable[[str], str] = in_no_file,
) -> Iterator[Ingested]:
    """Batches of about `batch_chars` code points of text, in the order of the inputs; the last one may be empty.

    Each article counts ARTICLE_CHARS more than its text, so that a batch of one-line articles takes no more memory.

    `index` holds the sentences of earlier articles, to find copies of them, and the latest article by place: another
    text there is a revision. The same text twice in a run is one article, with an issue for the second. `read` holds
    files as an earlier run read them; `file_with` tells which of them an article is in: where the bytes are the same
    they are not read again.
    """
    state = _State(run_id, now, index or duplicates.Index(), file_with)
    batch = _Batch()

    def before(name: str, digest: str) -> FileRead | None:
        found = read.get(name)
        if found is None or found.digest != digest or name in state.met:
            return None
        return found

    for item in expand(inputs, limits, before):
        if isinstance(item, Begun | Unchanged):
            batch.end_file(state)
            if isinstance(item, Begun):
                state.file = FileRead(item.name, item.digest) if item.digest else None
            else:
                batch.unchanged_file(read[item.read.name], state)
            continue
        name, found = (
            (item.name, registry.read(item, limits)) if isinstance(item, Source) else (item[0], iter(item[1:]))
        )
        for result in found:
            if isinstance(result, Problem):
                batch.problem(result, name, state)
            else:
                batch.article(result, name, state)
            if batch.chars >= batch_chars:
                yield batch.finish(state)
                batch = _Batch()
    batch.end_file(state)
    yield batch.finish(state)


@dataclass(slots=True)
class _State:
    """What one run remembers between batches: whom to ask about copies, and where each text was seen first."""

    run_id: str
    now: datetime
    index: duplicates.Index
    file_with: Callable[[str], str]
    seen: duplicates.Recent[str, str] = field(default_factory=lambda: duplicates.Recent(duplicates.ARTICLES_KEPT))
    """Source by article_id; a copy of a text that was forgotten comes as a second row with the same article_id."""
    unchanged: set[str] = field(default_factory=set)
    """Files as they were."""
    met: set[str] = field(default_factory=set)
    """Files of an earlier run of which an article was read in this one."""
    file: FileRead | None = None
    """The file that is being read."""

    def source_of(self, article_id: str) -> str | None:
        """Where the article was found in this run, if it was."""
        first = self.seen.get(article_id)
        if first is None and self.unchanged and (name := self.file_with(article_id)) in self.unchanged:
            return name
        return first

    def read(self, article_id: str, source: str) -> None:
        """Note where an article was found."""
        self.seen.put(article_id, source)
        if name := self.file_with(article_id):
            self.met.add(name)


def _columns(relation: str) -> dict[str, list[Any]]:
    return {name: [] for name in STAGED[relation].names}


@dataclass(slots=True)
class _Batch:
    """Columns of a batch while it grows."""

    chars: int = 0
    rejected: int = 0
    articles: dict[str, list[Any]] = field(default_factory=lambda: _columns("articles"))
    sentences: dict[str, list[Any]] = field(default_factory=lambda: _columns("sentences"))
    issues: dict[str, list[Any]] = field(default_factory=lambda: _columns("issues"))
    places: list[list[str]] = field(default_factory=list)
    """Where each article may be found again in another version: URL, path; not the n-th place of a file of many."""
    bodies: list[dict[int, int]] = field(default_factory=list)
    """Hashed sentences of each article that copies share: without links, captions and boilerplate."""
    files: list[FileRead] = field(default_factory=list)
    unchanged: list[FileRead] = field(default_factory=list)

    def end_file(self, state: _State) -> None:
        """Note the file that was being read, unless what came of it depends on other files or on the day."""
        if state.file and not any(code in DEPENDENT for _, code, _, _ in state.file.issues):
            self.files.append(state.file)
        state.file = None

    def unchanged_file(self, before: FileRead, state: _State) -> None:
        """Count what an earlier run found in a file, and tell its issues again."""
        self.unchanged.append(before)
        self.rejected += before.rejected
        state.unchanged.add(before.name)
        for issue in before.issues:
            self._issue(*issue, state)

    def problem(self, problem: Problem, name: str, state: _State, article_id: str | None = None) -> None:
        """Add an issue about the input `name`."""
        source = _source_name(name, problem.number)
        said = f"{source}: {problem.message}" + (f"; {KEPT}" if article_id else "")
        self.rejected += problem.is_fatal
        told = self._issue(source, problem.code, clean_field(said) or "", article_id, state)
        if state.file:
            state.file.rejected += problem.is_fatal
            state.file.issues.append(told)

    def _issue(
        self, source: str, code: str, message: str, article_id: str | None, state: _State
    ) -> tuple[str, str, str, str | None]:
        row = {
            "issue_id": row_id("iss", state.run_id, source, "ingest", code, message),
            "run_id": state.run_id,
            "input": source,
            "stage": "ingest",
            "code": code,
            "message": message,
            "article_id": article_id,
            "occurred_at": state.now,
        }
        _append(self.issues, row)
        return source, code, message, article_id

    def article(self, record: Record, name: str, state: _State) -> None:
        """Add the article of `record`, or the issue that there is none."""
        source = _source_name(name, record.number)
        title = clean_field(record.title)
        text = compose(title, clean(record.body))
        if not re.search(r"[^\W_]", text):
            self.problem(
                Problem("no_text", "has no text: delete it, or check how it was made", record.number), name, state
            )
            return
        article_id = row_id("art", text)
        if first := state.source_of(article_id):
            message = f"has the same text as {first}: one of them can be deleted"
            self.problem(Problem("duplicate_input", message, record.number, is_fatal=False), name, state)
            return
        state.read(article_id, source)
        spans = split(text)
        tongue = language(text, record.language)
        when = publication.published(
            text, now=state.now, stated=record.published, url=record.url, file_name=PurePosixPath(name).name
        )
        for problem in (*record.problems, *_remarks(record, tongue, state)):
            self.problem(problem, name, state, article_id)
        row: dict[str, Any] = {
            "article_id": article_id,
            "source_name": source,
            "url": clean_field(record.url),
            "title": title or clean_field(text.split("\n", 1)[0].lstrip("# ")),
            "author": clean_field(record.author),
            "publisher": clean_field(record.publisher) or clean_field(outlets.outlet(text)),
            "published_at": when.at,
            "published_basis": when.basis,
            "language": tongue,
            "text": text,
            "char_count": len(text),
            "duplicate_of": None,
            "duplicate_role": "unique",
            "revision_of": None,
            "ingested_at": state.now,
            "run_id": state.run_id,
        }
        _append(self.articles, row)
        if state.file:
            state.file.articles += 1
        self.bodies.append(duplicates.hashed([text[s.start : s.end] for s in spans if s.zone in SHARED_ZONES]))
        self.places.append([place for place in (row["url"], source if record.number is None else None) if place])
        columns = self.sentences
        columns["sentence_id"] += sentence_ids(article_id, len(spans))
        columns["article_id"] += [article_id] * len(spans)
        columns["ordinal"] += range(len(spans))
        columns["zone"] += [span.zone for span in spans]
        columns["sentence_start"] += [span.start for span in spans]
        columns["sentence_end"] += [span.end for span in spans]
        self.chars += len(text) + ARTICLE_CHARS

    def finish(self, state: _State) -> Ingested:
        """The batch as tables, with what its articles are to each other and to earlier ones."""
        columns = self.articles
        ids, times = columns["article_id"], columns["published_at"]
        order = sorted(range(len(ids)), key=lambda i: (times[i] is None, times[i] or state.now, i))
        places = [self.places[i] for i in order]
        verdicts = duplicates.classify(
            [ids[i] for i in order], [self.bodies[i] for i in order], places, index=state.index
        )
        for i, verdict in zip(order, verdicts, strict=True):
            columns["duplicate_role"][i] = verdict.role
            columns["duplicate_of"][i] = verdict.of
            columns["revision_of"][i] = verdict.of if verdict.role == "revision" else None
        shared = {
            "article_id": [article_id for article_id, body in zip(ids, self.bodies, strict=True) for _ in body],
            "text_hash": [digest for body in self.bodies for digest in body],
            "chars": [length for body in self.bodies for length in [sum(body.values())] * len(body)],
        }
        return Ingested(
            from_columns("articles", columns),
            from_columns("sentences", self.sentences),
            from_columns("shared_sentences", shared),
            from_columns("issues", self.issues),
            self.rejected,
            tuple(self.files),
            tuple(self.unchanged),
        )


def sentence_ids(article_id: str, count: int) -> list[str]:
    """row_id("sen", article_id, ordinal) for each ordinal."""
    return row_ids("sen", article_id, map(str, range(count)))


def compose(title: str | None, body: str) -> str:
    """Text of an article with the title as its first line, and nowhere else among its first lines."""
    if not title:
        return body
    if not body:
        return title
    wanted = _plain(title)
    first = body[: len(title) + 40].split("\n", 1)[0]
    if len(first) < len(title) + 40 and _plain(first).startswith(wanted):
        return body
    lines = body.split("\n", TITLE_LINES)
    kept = [line for line in lines[:TITLE_LINES] if len(line) > 2 * len(title) or _plain(line) != wanted or not line]
    return "\n".join([title, *kept, *lines[TITLE_LINES:]])


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _remarks(record: Record, tongue: str | None, state: _State) -> Iterator[Problem]:
    """Issues about an article that is kept."""
    if tongue is not None and tongue != "en":
        message = f"is in another language ({tongue}): figures are extracted from English only"
        yield Problem("language_not_supported", message, record.number, is_fatal=False)
    stated = publication.parse(record.published)
    if record.published not in (None, "") and stated is None:
        message = f"states an unreadable time of publication ({str(record.published)[:60]}): write it as 2024-03-15"
        yield Problem("date_not_read", message, record.number, is_fatal=False)
    elif stated is not None and stated > state.now + publication.AHEAD:
        message = f"states a time of publication in the future ({stated:%Y-%m-%d}): it was left out"
        yield Problem("date_in_future", message, record.number, is_fatal=False)
    if has_hidden_order(record.body):
        message = "has marks that change the order in which characters are shown: they were removed, check its figures"
        yield Problem("hidden_characters", message, record.number, is_fatal=False)
    if has_mixed_digits(record.body):
        message = "has a number of digits from different scripts: it was read as one number, check its figures"
        yield Problem("mixed_digits", message, record.number, is_fatal=False)


def _source_name(name: str, number: int | None) -> str:
    shown = clean(name)
    return shown if number is None else f"{shown}#{number}"


def _append(columns: dict[str, list[Any]], row: Mapping[str, Any]) -> None:
    for name, values in columns.items():
        values.append(row[name])
