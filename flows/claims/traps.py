"""Words that look like a known entity and are none: pronouns, common words in capitals, persons, languages."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.names import fold
from flows.lexicon import read_toml

BEFORE = re.compile(r"([^\W\d_][\w'.]*) $")
AFTER = re.compile(r" ([^\W\d_][\w']*)")
INITIAL = re.compile(r"[A-Z]\.")
LONGER = re.compile(r"[^\W\d_]{4,}")
ARTICLES = (" al-", " el-", " ul-", " ud-", "-al-", "-e-", "-i-")
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
    in_capitals = in_capitals or (named.isupper() and len(named) > 1 and _stands_in_capitals(segment, first, last))
    if in_capitals and (named in words("capitals_are_words") or named == "US"):
        return named != "US" or _is_pronoun(segment, first, last)
    if named in words("persons_too") or (in_capitals and named.title() in words("persons_too")):
        return _is_person(segment, first, last)
    return named == "English" and _before(segment, first) in words("language_after")


def is_another(segment: str, first: int, last: int) -> bool:
    """Whether an unknown capitalised word before a surname makes it another person's: "Ivanka Trump"."""
    before = _before(segment, first)
    return before[:1].isupper() and before not in words("titles") and before not in words("may_precede")


def is_part_of_a_name(segment: str, first: int, last: int, in_capitals: bool) -> bool:
    """Whether unknown capitalised words beside a town's name make it part of a longer one: "Harold Bordeaux".

    In text all in capitals a preposition before it must show that it is a place, or it stands first.
    """
    before, after = _before(segment, first), _after(segment, last)
    if in_capitals:
        return first > 0 and before not in words("place_after")
    if before[:1].isupper() and before not in words("may_precede") and before not in words("titles"):
        return True
    if segment.startswith(ARTICLES, last):
        return True
    return after[:1].isupper() and after not in words("may_follow")


def _before(segment: str, first: int) -> str:
    found = BEFORE.search(segment[max(0, first - REACH) : first])
    return found.group(1) if found else ""


def _after(segment: str, last: int) -> str:
    found = AFTER.match(segment, last)
    return found.group(1) if found else ""


def _stands_in_capitals(segment: str, first: int, last: int) -> bool:
    """Whether a word beside it is in capitals too ("CAR BOMB kills ten")."""
    return any(len(word) > 2 and word.isupper() for word in (_before(segment, first), _after(segment, last)))


def _is_pronoun(segment: str, first: int, last: int) -> bool:
    """Whether "US" is no state: after a verb or preposition; in text all in capitals after any word but an article."""
    before = _before(segment, first)
    if _after(segment, last) in words("us_before") or not before:
        return False
    return before in words("pronoun_after") or (segment.isupper() and before not in words("pronoun_not_after"))


def _is_person(segment: str, first: int, last: int) -> bool:
    """Whether a given name, title or initial stands before, or the name is a given one and a surname follows."""
    before, after = _before(segment, first), _after(segment, last)
    if before in words("titles") or before in given_names() or INITIAL.fullmatch(before):
        return True
    if segment[first:last] not in words("given_first") or not after[:1].isupper() or after in words("may_follow"):
        return False
    return not _is_headline(segment)


def _is_headline(segment: str) -> bool:
    """Whether most longer words are capitalised."""
    longer = LONGER.findall(segment)
    return len([word for word in longer if word[0].isupper()]) > len(longer) / 2
