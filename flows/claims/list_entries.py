"""Lists and tables of an article: which sentences are their entries, and the sentence that heads them."""

from __future__ import annotations

import re

from flows.claims.document import Document

_LABELLED = re.compile(r"[^\W\d_][\w ,/()'’-]{1,48}(?::| [–-] )\s*(?:[A-Za-z]+\.?\s+){0,3}[~≈]?\d.{0,60}\Z")


class ListEntries:
    """The list entries of one article; each sentence is looked at once."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._headers: dict[int, int | None] = {}

    def is_entry(self, sentence: int) -> bool:
        """Whether the sentence is an entry of a list or table, or a line "label: number"."""
        found = self._doc.sentences[sentence]
        return found.zone in ("list", "table") or _LABELLED.match(self._doc.text, found.start, found.end) is not None

    def header(self, sentence: int) -> int | None:
        """The sentence before the list that the sentence is an entry of; None where it is in no list."""
        path: list[int] = []
        at, found = sentence, None
        while at >= 0:
            if at in self._headers:
                found = self._headers[at]
                break
            if not self.is_entry(at):
                found = at if path else None
                break
            path.append(at)
            at -= 1
        for entry in path:
            self._headers[entry] = found
        return found
