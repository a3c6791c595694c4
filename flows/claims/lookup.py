"""The gazetteer's names as the scanner looks for them: by the first capitalised word, longest first, made when met."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from flows.claims import gazetteer, places
from flows.claims.names import Sense, fold
from flows.claims.traps import phrases, words

TOKEN = re.compile(r"[A-Z]\w*")
WORD = re.compile(r"\w+")


class Name(NamedTuple):
    """A name in lower case, hyphens as spaces; `lead` characters stand before its first capitalised word.

    `capitals` are the places of the letters that must be capital. Without senses it is a phrase to pass over.
    """

    phrase: str
    lead: int
    capitals: tuple[int, ...]
    senses: tuple[Sense, ...]


@cache
def _by_first_word() -> dict[str, list[tuple[str, Sense | None]]]:
    """(name, sense) by the first capitalised word; under "" the names that have none."""
    index: dict[str, list[tuple[str, Sense | None]]] = {}
    for name, sense in gazetteer.load()[1]:
        folded = name if name.isascii() else fold(name)
        first = TOKEN.search(folded)
        index.setdefault(first.group() if first else "", []).append((folded, sense))
    for phrase in phrases("not_an_entity"):
        first = TOKEN.search(phrase)
        index.setdefault(first.group() if first else "", []).append((phrase, None))
    return index


_made: dict[str, tuple[Name, ...]] = {}


def names_from(word: str) -> tuple[Name, ...]:
    """Names whose first capitalised word is `word`, longest first."""
    made = _made.get(word)
    if made is None:
        if word not in _by_first_word() and word not in places.cities():
            return ()
        made = _made[word] = _make(word)
    return made


def _make(word: str) -> tuple[Name, ...]:
    senses: dict[str, list[Sense]] = {}
    passed_over = set()
    for name, sense in _by_first_word().get(word, ()):
        if sense is None:
            passed_over.add(name)
        senses.setdefault(name, []).extend([sense] if sense else [])
    for name, code in places.cities_of(word):
        if all(sense.needs for sense in senses.get(name, ())) and name not in passed_over:
            senses.setdefault(name, []).append(places.city_sense(name, code))
    names = [
        _name(name, () if name in passed_over else tuple(sorted(found, key=_is_usual)))
        for name, found in senses.items()
    ]
    return tuple(sorted(names, key=lambda name: -len(name.phrase)))


def _is_usual(sense: Sense) -> bool:
    return not (sense.needs or sense.unless)


def _name(name: str, senses: tuple[Sense, ...]) -> Name:
    first = TOKEN.search(name)
    return Name(name.lower().replace("-", " "), first.start() if first else 0, _capitals(name), senses)


def _capitals(name: str) -> tuple[int, ...]:
    small = words("small_letters")
    at: list[int] = []
    for number, word in enumerate(WORD.finditer(name)):
        if number and word.group().lower() in small:
            continue
        at += [i for i in range(word.start(), word.end()) if name[i].isupper()]
    return tuple(at)


@cache
def capital_keys() -> dict[str, tuple[str, ...]]:
    """First words as they stand in text in capitals, with the first words that they may be."""
    keys: dict[str, list[str]] = {}
    for key in [*_by_first_word(), *places.cities()]:
        if not key.isupper():
            keys.setdefault(key.upper(), []).append(key)
    return {upper: tuple(dict.fromkeys(found)) for upper, found in keys.items()}


@cache
def lower_case_names() -> tuple[Name, ...]:
    """Names without a capital letter ("peshmerga")."""
    return _make("")
