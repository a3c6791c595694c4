"""What the warehouse holds already, as the ingest stage needs it to keep only what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flows.articles.duplicates import Index, Verdict
from flows.articles.records import FileRead

Earlier = Iterable[tuple[str, list[str]]]
"""Articles with the sentences that copies share."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is there before the run.

    places: latest article by path and URL. articles: what each is to the others, by article. current: those that this
    version of the extractor has read. issues: input, stage, code, message and article of those told before. files: by
    name, those that need not be read again as long as they are the same, with their articles. latest: when the last
    article was read.
    """

    places: Mapping[str, str] = field(default_factory=dict)
    articles: Mapping[str, Verdict] = field(default_factory=dict)
    current: frozenset[str] = frozenset()
    issues: frozenset[tuple[str | None, ...]] = frozenset()
    files: Mapping[str, tuple[FileRead, Sequence[str]]] = field(default_factory=dict)
    latest: datetime | None = None


class LazyIndex(Index):
    """Index of sentences that reads the warehouse only when an article comes that the warehouse does not hold."""

    def __init__(self, articles: Mapping[str, Verdict], load: Callable[[], Earlier]) -> None:
        super().__init__()
        self._known = articles
        self._load: Callable[[], Earlier] | None = load if articles else None

    def add(self, article_id: str, sentences: Iterable[str], places: Iterable[str] = ()) -> Verdict:
        """As in Index; an article of the warehouse keeps what it was said to be before."""
        before = self._known.get(article_id)
        if before:
            self._revision(article_id, places)
            return before
        if self._load:
            earlier, self._load = self._load(), None
            for known_id, bodies in earlier:
                Index.add(self, known_id, bodies)
        return Index.add(self, article_id, sentences, places)
