"""Known entities in a text: states, forces, groups, agencies, bodies, places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.claims import gazetteer
from flows.claims.gazetteer import Sense, entity, entity_rows, fold, home_of, name_of
from flows.lexicon import read_toml

__all__ = ["Mention", "entity", "entity_rows", "home_of", "name_of", "scan"]

TOKEN = re.compile(r"[A-Z]\w*")
SMALL_WORD = re.compile(r"[a-z]{3}")
WORD_BEFORE = re.compile(r"([^\W\d_][\w'.]*)\s$")
WORD_AFTER = re.compile(r"\s([^\W\d_][\w']*)")
STATE_FORMS = frozenset({"name", "adjective", "demonym", "capital", "seat"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A known entity named in a text; `text[start:end]` are its words.

    `code` is what claims call it: ISO 3166 alpha-3 of the state it belongs to, or a group's short name, UN, NATO.
    `form`: name, adjective, demonym, capital, seat (of power), city, region, force, group, igo, agency, media, ngo
    (monitors, NGOs, think tanks), body, person, collective. `service`: army, navy, ... where the words say it.
    `compound`: the word that a hyphen ties to it ("US-led": led, "pro-Russian": pro): not the entity itself then.
    """

    start: int
    end: int
    entity_id: str
    code: str | None
    form: str
    service: str | None = None
    compound: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is looked for: lower case without hyphens; `lead` characters stand before its first capital."""

    phrase: str
    lead: int
    capitals: tuple[int, ...]
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Traps:
    """Word lists of entities_stop.toml."""

    prefixes: frozenset[str]
    capitals_are_words: frozenset[str]
    pronoun_after: frozenset[str]
    us_before: frozenset[str]
    persons_too: frozenset[str]
    titles: frozenset[str]
    may_follow: frozenset[str]
    may_precede: frozenset[str]
    language_after: frozenset[str]


@cache
def _traps() -> Traps:
    lists = read_toml("entities_stop.toml")
    return Traps(**{field: frozenset(lists[field].split()) for field in Traps.__slots__})


@cache
def _index() -> tuple[dict[str, tuple[Name, ...]], tuple[Name, ...]]:
    """Names by their first capitalised word, longest first, and the names that have no capital."""
    small = frozenset(read_toml("entities_stop.toml")["small_letters"].split())
    senses: dict[str, list[Sense]] = {}
    for name, sense in gazetteer.load()[1]:
        senses.setdefault(fold(name), []).append(sense)
    for phrase in read_toml("entities_stop.toml")["not_an_entity"].split(","):
        senses.setdefault(phrase.strip(), []).clear()
    index: dict[str, list[Name]] = {}
    uncapitalised = []
    for phrase, meanings in senses.items():
        capitals = _capitals(phrase, small)
        first = TOKEN.search(phrase)
        flat = phrase.lower().replace("-", " ")
        ordered = tuple(sorted(meanings, key=lambda s: not (s.needs or s.unless)))
        if first is None:
            uncapitalised.append(Name(flat, 0, (), ordered))
        else:
            index.setdefault(first.group(), []).append(Name(flat, first.start(), capitals, ordered))
    return {key: tuple(sorted(names, key=lambda n: -len(n.phrase))) for key, names in index.items()}, tuple(
        uncapitalised
    )


def _capitals(phrase: str, small: frozenset[str]) -> tuple[int, ...]:
    at: list[int] = []
    for number, word in enumerate(re.finditer(r"\w+", phrase)):
        if number and word.group().lower() in small:
            continue
        at += [i for i in range(word.start(), word.end()) if phrase[i].isupper()]
    return tuple(at)


@cache
def _capital_keys() -> dict[str, tuple[str, ...]]:
    keys: dict[str, list[str]] = {}
    for key in _index()[0]:
        keys.setdefault(key.upper(), []).append(key)
    return {upper: tuple(found) for upper, found in keys.items()}


def scan(text: str, start: int, end: int) -> list[Mention]:
    """Mentions within `text[start:end]`, in text order, longest match first, without overlap."""
    index, uncapitalised = _index()
    segment = fold(text[start:end])
    flat = segment.lower().replace("-", " ")
    if len(flat) != len(segment):
        flat = "".join(c if len(low := c.lower()) != 1 else low for c in segment).replace("-", " ")
    in_capitals = SMALL_WORD.search(segment) is None
    found: list[Mention] = []
    done = 0
    for token in TOKEN.finditer(segment):
        at, word = token.start(), token.group()
        if at < done:
            continue
        names = index.get(word)
        match = _longest(names, segment, flat, at, text, False) if names else None
        if match is None and len(word) > 1 and word.isupper() and (in_capitals or len(word) > 3):
            for key in _capital_keys().get(word, ()):
                if key != word and (match := _longest(index[key], segment, flat, at, text, True)):
                    break
        if match is None:
            continue
        name, first, last, sense = match
        if first < done:
            continue
        done = last
        if sense is None or _is_trap(name, sense, segment, first, last, in_capitals):
            continue
        found.append(_mention(sense, segment, first, last, start))
    for name in uncapitalised:
        at = flat.find(name.phrase)
        while at >= 0:
            last = at + len(name.phrase)
            if _bounded(segment, at, last) and not any(m.start - start < last and at < m.end - start for m in found):
                sense = next((s for s in name.senses if s.holds(text)), None)
                if sense:
                    found.append(_mention(sense, segment, at, last, start))
            at = flat.find(name.phrase, last)
    if uncapitalised:
        found.sort(key=lambda m: m.start)
    return found


def _longest(
    names: tuple[Name, ...], segment: str, flat: str, at: int, text: str, all_capitals: bool
) -> tuple[Name, int, int, Sense | None] | None:
    """The longest name whose first capital stands at `at`, its span and sense (None: a phrase to pass over)."""
    for name in names:
        first = at - name.lead
        if first < 0 or not flat.startswith(name.phrase, first):
            continue
        last = first + len(name.phrase)
        if not _bounded(segment, first, last):
            continue
        if all_capitals:
            if not segment[first:last].isupper():
                continue
        elif not all(segment[first + i].isupper() for i in name.capitals):
            continue
        if not name.senses:
            return name, first, last, None
        for sense in name.senses:
            if sense.holds(text):
                return name, first, last, sense
    return None


def _bounded(segment: str, first: int, last: int) -> bool:
    """Whether the span is cut at words; an apostrophe ends a word only before s or a space ("Sana'a" is one word)."""
    if first and segment[first - 1].isalnum():
        return False
    rest = segment[last : last + 3]
    if not rest:
        return True
    if rest[0] == "'" and len(rest) > 1 and rest[1].isalnum():
        return rest[1] in "sS" and (len(rest) == 2 or not rest[2].isalnum())
    return not rest[0].isalnum()


def _mention(sense: Sense, segment: str, first: int, last: int, start: int) -> Mention:
    compound = _compound(segment, first, last)
    form = "adjective" if compound else sense.form
    return Mention(start + first, start + last, sense.entity_id, sense.code, form, sense.service, compound)


def _compound(segment: str, first: int, last: int) -> str | None:
    """The word tied by a hyphen: after the name in small letters ("-backed"), or a prefix before it ("pro-")."""
    if segment[last : last + 1] == "-":
        tied = re.match(r"-([a-z]+)", segment[last : last + 24])
        if tied:
            return tied.group(1)
    if first > 2 and segment[first - 1] == "-":
        before = re.search(r"([A-Za-z]+)-$", segment[max(0, first - 12) : first])
        if before and before.group(1).lower() in _traps().prefixes:
            return before.group(1).lower()
    return None


def _is_trap(name: Name, sense: Sense, segment: str, first: int, last: int, in_capitals: bool) -> bool:
    """Whether the words are rather a common word, a pronoun, a language or a person."""
    traps = _traps()
    words = segment[first:last]
    if in_capitals and words in traps.capitals_are_words:
        return True
    if in_capitals and words == "US":
        return _is_pronoun(segment, first, last)
    before = WORD_BEFORE.search(segment[max(0, first - 30) : first])
    if words in traps.persons_too or words.title() in traps.persons_too:
        return _is_person(before.group(1) if before else "", segment, last, words)
    return words == "English" and before is not None and before.group(1) in traps.language_after


def _is_pronoun(segment: str, first: int, last: int) -> bool:
    traps = _traps()
    before = WORD_BEFORE.search(segment[max(0, first - 30) : first])
    after = WORD_AFTER.match(segment, last)
    if after and after.group(1) in traps.us_before:
        return False
    return before is not None and before.group(1) in traps.pronoun_after


@cache
def _given_names() -> frozenset[str]:
    return frozenset(read_toml("entities_given_names.toml")["names"].split())


def _is_person(before: str, segment: str, last: int, words: str) -> bool:
    traps = _traps()
    if before in traps.titles or before in _given_names() or re.fullmatch(r"[A-Z]\.", before):
        return True
    after = WORD_AFTER.match(segment, last)
    if after is None or not after.group(1)[0].isupper() or words not in _given_names():
        return False
    return after.group(1) not in traps.may_follow and after.group(1) not in _index()[0]
