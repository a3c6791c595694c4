"""What the warehouse holds already, as the ingest stage needs it to keep only what is new.

A run whose files are all as they were asks for no article. Where there is a new text the identifiers of the articles
are read, and of each batch its places and sentences are looked up: the texts stay in the warehouse.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from re import sub

import pyarrow as pa
import pyarrow.compute as pc

from flows.articles.duplicates import HOLDERS_MAX, Index, Verdict, hashed
from flows.articles.records import FileRead
from flows.store import held


@dataclass(frozen=True)
class Known:
    """What is there before the run.

    version: of the extractor. issues: input, stage, code, message and article of those told before. files: by name,
    those that need not be read again as long as they are the same. latest: when the last article was read. load: gives
    the articles (store.held.HELD_COLUMNS), once and when they are asked for.
    """

    version: str = ""
    issues: frozenset[tuple[str | None, ...]] = frozenset()
    files: Mapping[str, FileRead] = field(default_factory=dict)
    latest: datetime | None = None
    load: Callable[[], pa.Table] = lambda: held.NO_ARTICLES

    @cached_property
    def _rows(self) -> pa.Table:
        return self.load()

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """Row of each article."""
        return {article_id: number for number, article_id in enumerate(self._rows["article_id"].to_pylist())}

    @cached_property
    def _revised(self) -> frozenset[str]:
        """Articles of which there is a later version at the same place."""
        roles = self._rows["duplicate_role"]
        return frozenset(self._rows["duplicate_of"].filter(pc.equal(roles, "revision")).to_pylist())

    def _of(self, article_id: str, column: str) -> str | None:
        found: str | None = self._rows[column][self._numbers[article_id]].as_py()
        return found

    @property
    def has_older(self) -> bool:
        """Whether another version of the extractor has read an article of the warehouse."""
        return pc.any(pc.not_equal(self._rows["read_version"], self.version)).as_py() or False

    @property
    def is_any(self) -> bool:
        """Whether the warehouse holds any article."""
        return bool(self._numbers)

    def holds(self, article_id: str) -> bool:
        """Whether the warehouse holds the article."""
        return article_id in self._numbers

    def verdict(self, article_id: str) -> Verdict | None:
        """What an article of the warehouse is to the others."""
        if article_id not in self._numbers:
            return None
        return Verdict(str(self._of(article_id, "duplicate_role")), self._of(article_id, "duplicate_of"))

    def is_current(self, article_id: str) -> bool:
        """Whether this version of the extractor has read the article."""
        return article_id in self._numbers and self._of(article_id, "read_version") == self.version

    def file_with(self, article_id: str) -> str:
        """Which of `files` holds the article; "" if none does."""
        if not self.files or article_id not in self._numbers or article_id in self._revised:
            return ""
        return file_of(str(self._of(article_id, "source_name")), self.files)


def file_of(source_name: str, files: Container[str]) -> str:
    """Which of `files` a source is in: `w.zip` of `w.zip/a.jsonl#3`; "" if in none."""
    name = source_name if source_name in files else sub(r"#\d+\Z", "", source_name)
    while name and name not in files:
        name = name.rpartition("/")[0]
    return name


class KnownIndex(Index):
    """Index of sentences that asks the warehouse about those of articles that it does not hold."""

    def __init__(self, known: Known, warehouse: Path) -> None:
        super().__init__()
        self._known = known
        self._warehouse = warehouse
        self._is_asked = False

    def expect(
        self,
        article_ids: Sequence[str],
        sentences: Sequence[Mapping[int, int]],
        places: Sequence[Sequence[str]],
    ) -> None:
        """Take in the articles of the warehouse that share a place or sentences with new ones."""
        new = [number for number, article_id in enumerate(article_ids) if not self._known.holds(article_id)]
        if not new or not self._known.is_any:
            return
        if not self._is_asked:
            self._is_asked = True
            older = held.not_hashed(self._warehouse, self._known.version) if self._known.has_older else []
            for came, article_id, texts in older:
                lengths = hashed(texts)
                self.remember((came.timestamp(), article_id), article_id, sum(lengths.values()), lengths)
        at = {place for number in new for place in places[number]}
        for place, article_id in held.latest_at(self._warehouse, at).items():
            self.versions.setdefault(place, article_id)
        asked = {digest for number in new for digest in sentences[number]}
        wanted = [digest for digest in asked if len(self.holders.get(digest) or ()) < HOLDERS_MAX]
        for article_id, came, hashes, chars in held.holders(self._warehouse, wanted, HOLDERS_MAX):
            self.remember((came.timestamp(), article_id), article_id, chars, hashes)

    def add(self, article_id: str, sentences: Mapping[int, int], places: Iterable[str] = ()) -> Verdict:
        """As in Index; an article of the warehouse keeps what it was said to be before."""
        before = self._known.verdict(article_id)
        if before:
            self._revision(article_id, places)
            return before
        return Index.add(self, article_id, sentences, places)
