"""Names of peoples, forces and groups that stand inside the noun phrase of a number."""

from __future__ import annotations

import re
from functools import cached_property

from flows.claims.document import Document
from flows.claims.entities import Mention
from flows.claims.lookup import small_words

PEOPLES = frozenset({"demonym", "adjective", "force", "group"})
JOINTS = re.compile("[-']")


class Names:
    """Known entities of a sentence, read only when a word is met that may name one."""

    def __init__(self, doc: Document, ordinal: int) -> None:
        self._doc = doc
        self._ordinal = ordinal
        self._tokens = doc.tokens(ordinal)

    @cached_property
    def mentions(self) -> list[Mention]:
        """All of them in text order."""
        return self._doc.mentions(self._ordinal)

    @cached_property
    def _peoples(self) -> dict[int, Mention]:
        return {self._tokens.at(m.start): m for m in self.mentions if m.form in PEOPLES}

    def people_at(self, index: int) -> Mention | None:
        """The name of a people, a force or a group that starts in the token, or None."""
        word = self._tokens.words[index]
        if word == self._tokens.raw[index] and word.isascii() and small_words().isdisjoint(JOINTS.split(word)):
            return None
        return self._peoples.get(index)
