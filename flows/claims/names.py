"""What the gazetteer is made of: entities, the senses of their names, and text folded so that names can be found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from flows.lexicon import read_csv

SPACES = "\n\r\t\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u2028\u2029"


class Entity(NamedTuple):
    """A known entity; `code` is what claims call it, `iso3` the state it belongs to, `source_class` as in schemas."""

    entity_id: str
    name: str
    entity_type: str
    code: str | None = None
    iso3: str | None = None
    wikidata_id: str | None = None
    cow_code: int | None = None
    gw_code: int | None = None
    parent_entity_id: str | None = None
    aliases: tuple[str, ...] = ()
    source_class: str | None = None
    service: str | None = None


class Sense(NamedTuple):
    """What a name means: an entity, the code of claims, the form of the word; only in texts that `needs` allows.

    Names that are not sure (plain cities) count only where no unknown capitalised word stands beside them.
    """

    entity_id: str
    code: str | None
    form: str
    service: str | None = None
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    is_sure: bool = True

    def holds(self, text: str) -> bool:
        """Whether the text has a word that the sense needs and none that speaks against it."""
        if self.needs and not any(word in text or word.upper() in text for word in self.needs):
            return False
        return not (self.unless and any(word in text or word.upper() in text for word in self.unless))


NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
Known = tuple[Entity, list[tuple[str, Sense]]]


def _folds() -> dict[int, str]:
    table = {ord(c): " " for c in SPACES}
    table.update({ord(c): "'" for c in "’‘ʼʻʿʾ`´′"})
    table.update({0x2010: "-", 0x2011: "-"})
    table.update({ord(c): base for c, base in zip("ıøØłŁđĐ", "ioOlLdD", strict=True)})
    for point in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFKD", chr(point))[0]
        if base.isascii() and base.isalpha():
            table.setdefault(point, base)
    return table


FOLDS = _folds()


UNPLAIN = re.compile(r"[^ -~]")


class Folded(dict[str, str]):
    """Characters as `fold` writes them."""

    def __missing__(self, char: str) -> str:
        self[char] = char.translate(FOLDS)
        return self[char]


FOLDED = Folded()


def fold(text: str) -> str:
    """The text without accents, with straight apostrophes and plain spaces; every code point keeps its place."""
    if text.isascii():
        return text.translate(FOLDS) if "\n" in text or "\t" in text or "\r" in text else text
    return UNPLAIN.sub(lambda found: FOLDED[found[0]], text)


def parts(cell: str) -> tuple[str, ...]:
    """The members of a list in a cell, which semicolons part; spaces at the ends of a member count."""
    return tuple(cell.split(";")) if cell else ()


def slug(*words: str) -> str:
    """Lower-case identifier of the words: letters and digits, hyphens within and underscores between them."""
    return "_".join([NOT_IN_SLUG.sub("-", fold(word).lower()).strip("-") for word in words if word])


@cache
def _contexts() -> dict[tuple[str, str], list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    rules: dict[tuple[str, str], list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for row in read_csv("entities_context.csv"):
        rules.setdefault((row["alias"], row["code"]), []).append((parts(row["needs"]), parts(row["unless"])))
    return rules


def senses(known: Entity, names: Iterable[str], code: str | None, form: str) -> Iterator[tuple[str, Sense]]:
    """Each name with its sense, or its senses where entities_context.csv says in what company it means the entity.

    Raises ValueError on an empty name.
    """
    rules = _contexts()
    plain = Sense(known.entity_id, code, form, known.service)
    for name in names:
        if not name:
            raise ValueError(f"{known.entity_id} has an empty name")
        found = rules.get((name, code or ""))
        if found is None:
            yield name, plain
        else:
            for needs, unless in found:
                yield name, plain._replace(needs=needs, unless=unless)
