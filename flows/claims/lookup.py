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

    `capitals` are the places of the letters that must be capital, without the first, which is known to be. Without
    senses it is a phrase to pass over.
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
        if folded.startswith(ARTICLES):
            index.setdefault(folded[:2].capitalize(), []).append((folded.capitalize()[:2] + folded[2:], sense))
    for phrase in phrases("not_an_entity"):
        first = TOKEN.search(phrase)
        index.setdefault(first.group() if first else "", []).append((phrase, None))
    return index


Table = dict[str, "dict[str, tuple[Name, ...]] | None"]
START = 3
ARTICLES = ("al-", "el-")
SHORT = 4


@cache
def table() -> Table:
    """By first capitalised word its names by the next letters, None where no text had the word yet: see `names_at`."""
    return dict.fromkeys([*_by_first_word(), *places.cities()])


@cache
def table_in_capitals() -> Table:
    """As `table`, for text all in capitals; names that are written in capitals anyway are in `table` alone."""
    return dict.fromkeys(_capital_keys())


def names_at(word: str, after: str) -> tuple[Name, ...]:
    """Names whose first capitalised word is `word`, longest first, where `after` are the 3 characters behind it."""
    found = table()[word]
    if found is None:
        found = table()[word] = _by_start(word, _make(word))
    return found.get(after) or found[""]


def names_in_capitals_at(word: str, after: str) -> tuple[Name, ...]:
    """As `names_at`, for text all in capitals; without short names of small and capital letters ("LeT")."""
    found = table_in_capitals()[word]
    if found is None:
        names = {
            name
            for key in _capital_keys()[word]
            for name in _make(key)
            if len(name.phrase) > SHORT or not name.capitals
        }
        ordered = tuple(sorted(names, key=lambda name: (-len(name.phrase), name)))
        found = table_in_capitals()[word] = _by_start(word, ordered)
    return found.get(after) or found[""]


def _by_start(word: str, names: tuple[Name, ...]) -> dict[str, tuple[Name, ...]]:
    """Names by the 3 characters after the first word; under "" those of which less than 3 follow it, which all have."""
    starts = [name.phrase[name.lead + len(word) :][:START] for name in names]
    short = tuple(name for name, start in zip(names, starts, strict=True) if len(start) < START)
    by_start: dict[str, tuple[Name, ...]] = {"": short}
    for start in starts:
        if len(start) == START and start not in by_start:
            by_start[start] = tuple(n for n, s in zip(names, starts, strict=True) if s == start or len(s) < START)
    return by_start


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
    lead = first.start() if first else 0
    return Name(name.lower().replace("-", " "), lead, tuple(at for at in _capitals(name) if at != lead), senses)


def _capitals(name: str) -> tuple[int, ...]:
    small = words("small_letters")
    at: list[int] = []
    for number, word in enumerate(WORD.finditer(name)):
        if number and word.group().lower() in small:
            continue
        at += [i for i in range(word.start(), word.end()) if name[i].isupper()]
    return tuple(at)


@cache
def _capital_keys() -> dict[str, tuple[str, ...]]:
    keys: dict[str, list[str]] = {}
    for key in [*_by_first_word(), *places.cities()]:
        if not key.isupper():
            keys.setdefault(key.upper(), []).append(key)
    return {upper: tuple(dict.fromkeys(found)) for upper, found in keys.items()}


@cache
def small_words() -> frozenset[str]:
    """First words of the names without a capital letter."""
    return frozenset(name.phrase.partition(" ")[0] for name in lower_case_names())


@cache
def lower_case_names() -> tuple[Name, ...]:
    """Names without a capital letter ("peshmerga")."""
    return _make("")
