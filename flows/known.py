"""What the warehouse holds already, as the ingest stage needs it to keep only what is new.

A run whose files are all as they were asks for no article: these are read from the warehouse when the first new text
comes, for a warehouse of a million of them is a while in coming.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from re import sub

from flows.articles.duplicates import Index, Verdict
from flows.articles.records import FileRead
from flows.store.held import HeldArticle

Earlier = Iterable[tuple[str, list[str]]]
"""Articles with the sentences that copies share."""


def nothing() -> list[HeldArticle]:
    """Articles of a warehouse that is not there."""
    return []


@dataclass(frozen=True)
class Known:
    """What is there before the run.

    version: of the extractor. issues: input, stage, code, message and article of those told before. files: by name,
    those that need not be read again as long as they are the same. latest: when the last article was read. load: gives
    the articles, once and when they are asked for.
    """

    version: str = ""
    issues: frozenset[tuple[str | None, ...]] = frozenset()
    files: Mapping[str, FileRead] = field(default_factory=dict)
    latest: datetime | None = None
    load: Callable[[], Sequence[HeldArticle]] = nothing

    @cached_property
    def _rows(self) -> Sequence[HeldArticle]:
        return self.load()

    @cached_property
    def articles(self) -> Mapping[str, Verdict]:
        """What each article is to the others."""
        return {row.article_id: Verdict(row.duplicate_role, row.duplicate_of) for row in self._rows}

    @cached_property
    def current(self) -> frozenset[str]:
        """Articles that this version of the extractor has read."""
        return frozenset(row.article_id for row in self._rows if row.read_version == self.version)

    @cached_property
    def places(self) -> dict[str, str]:
        """Latest article by path and URL."""
        return {place: row.article_id for row in self._rows for place in (row.source_name, row.url) if place}

    @cached_property
    def _by_file(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        revised = {row.duplicate_of for row in self._rows if row.duplicate_role == "revision"}
        for row in self._rows:
            if row.article_id not in revised:
                found[file_of(row.source_name, self.files)].append(row.article_id)
        return found

    def articles_of(self, file: str) -> Sequence[str]:
        """Articles of one of `files`."""
        return self._by_file.get(file, ())


def file_of(source_name: str, files: Container[str]) -> str:
    """Which of `files` a source is in: `w.zip` of `w.zip/a.jsonl#3`; "" if in none."""
    name = source_name if source_name in files else sub(r"#\d+\Z", "", source_name)
    while name and name not in files:
        name = name.rpartition("/")[0]
    return name


class KnownIndex(Index):
    """Index of sentences that reads the warehouse only when an article comes that the warehouse does not hold."""

    def __init__(self, known: Known, load: Callable[[], Earlier]) -> None:
        super().__init__()
        self._known: Known | None = known
        self._verdicts: Mapping[str, Verdict] = {}
        self._load: Callable[[], Earlier] | None = load

    def add(self, article_id: str, sentences: Iterable[str], places: Iterable[str] = ()) -> Verdict:
        """As in Index; an article of the warehouse keeps what it was said to be before."""
        if self._known:
            self._verdicts, self.versions = self._known.articles, self._known.places
            self._load = self._load if self._verdicts else None
            self._known = None
        before = self._verdicts.get(article_id)
        if before:
            self._revision(article_id, places)
            return before
        if self._load:
            earlier, self._load = self._load(), None
            for known_id, bodies in earlier:
                Index.add(self, known_id, bodies)
        return Index.add(self, article_id, sentences, places)
