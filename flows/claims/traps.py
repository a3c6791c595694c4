"""Words that look like a known entity and are none: pronouns, common words in capitals, persons, languages."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.names import fold
from flows.lexicon import read_toml

BEFORE = re.compile(r"([^\W\d_][\w'.]*) $")
AFTER = re.compile(r" ([^\W\d_][\w']*)")
INITIAL = re.compile(r"[A-Z]\.")
REACH = 30


@cache
def words(name: str) -> frozenset[str]:
    """A word list of entities_stop.toml."""
    return frozenset(str(read_toml("entities_stop.toml")[name]).split())


@cache
def phrases(name: str) -> tuple[str, ...]:
    """A list of phrases of entities_stop.toml, folded."""
    found = (phrase.strip() for phrase in str(read_toml("entities_stop.toml")[name]).split(","))
    return tuple(fold(phrase) for phrase in found if phrase)


@cache
def given_names() -> frozenset[str]:
    """Common given names, folded."""
    return frozenset(fold(str(read_toml("entities_given_names.toml")["names"])).split())


@cache
def suspects() -> frozenset[str]:
    """Names that `is_trap` has to look at, as they stand in mixed and in capital text."""
    persons = words("persons_too")
    return frozenset({*words("capitals_are_words"), *persons, *map(str.upper, persons), "US", "English"})


def is_trap(segment: str, first: int, last: int, in_capitals: bool) -> bool:
    """Whether `segment[first:last]` is rather a common word, a pronoun, a language or a person than the entity."""
    named = segment[first:last]
    if in_capitals and (named in words("capitals_are_words") or named == "US"):
        return named != "US" or _is_pronoun(segment, first, last)
    if named in words("persons_too") or (in_capitals and named.title() in words("persons_too")):
        return _is_person(named, _before(segment, first), _after(segment, last))
    return named == "English" and _before(segment, first) in words("language_after")


def _before(segment: str, first: int) -> str:
    found = BEFORE.search(segment[max(0, first - REACH) : first])
    return found.group(1) if found else ""


def _after(segment: str, last: int) -> str:
    found = AFTER.match(segment, last)
    return found.group(1) if found else ""


def _is_pronoun(segment: str, first: int, last: int) -> bool:
    return _after(segment, last) not in words("us_before") and _before(segment, first) in words("pronoun_after")


def _is_person(named: str, before: str, after: str) -> bool:
    """Whether a given name, title or initial stands before, or the name is a given one and a surname follows."""
    if before in words("titles") or before in given_names() or INITIAL.fullmatch(before):
        return True
    return named in given_names() and after[:1].isupper() and after not in words("may_follow")
