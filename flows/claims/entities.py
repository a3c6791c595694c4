"""Known entities in a text: states, forces, groups, agencies, bodies, places."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from flows.claims import lookup, traps
from flows.claims.gazetteer import adversaries_of, allies_of, entity, entity_rows, home_of, is_group, name_of
from flows.claims.lookup import TOKEN, Name
from flows.claims.names import Sense, fold

__all__ = ["Mention", "adversaries_of", "allies_of", "entity", "entity_rows", "home_of", "is_group", "name_of", "scan"]

SMALL_WORD = re.compile(r"[a-z]{3}")
TIED_AFTER = re.compile(r"-([a-z]+|[A-Z]{3,}\b)")
MADE = re.compile(
    r"\s*-?\s*(made|built|manufactured|designed)\s(?!(?:by|up|an?|the|its|his|no|it|of|in|on|at)\b|\d)", re.I
)
"""What was made in a country is not therefore its own: "an Iranian made drone", "a US built jet"."""
MADE_AFTER_HYPHEN = re.compile(r"\.?\s*-\s*(made|built|manufactured|designed)\b", re.I)
TIED_BEFORE = re.compile(r"([A-Za-z]+)-$")
SPACES = re.compile(r"  +")
LONGEST_TIED = 24
FOLLOWING = re.compile(r" ([a-z]+)")
POSTAL = re.compile(r"[A-Z][A-Za-z]{1,4}\b")
TOWNS = ("city", "capital")
STATES_NAMED = frozenset({"USA", "CAN", "AUS"})


class Mention(NamedTuple):
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


def scan(text: str, start: int, end: int) -> list[Mention]:
    """Mentions within `text[start:end]`, in text order, longest match first, without overlap."""
    segment = fold(text[start:end])
    if "  " in segment:
        return _scan_spaced(segment, text, start)
    return _scan(segment, text, start)


def _scan_spaced(segment: str, text: str, start: int) -> list[Mention]:
    """Mentions of a segment with runs of spaces, as wrapped lines have: found in single spacing, then moved back."""
    pieces, shifts, starts, last = [], [0], [0], 0
    for run in SPACES.finditer(segment):
        pieces.append(segment[last : run.start() + 1])
        last = run.end()
        starts.append(starts[-1] + len(pieces[-1]))
        shifts.append(last - starts[-1])
    pieces.append(segment[last:])
    return [
        m._replace(
            start=start + m.start + shifts[bisect_right(starts, m.start) - 1],
            end=start + m.end + shifts[bisect_right(starts, m.end - 1) - 1],
        )
        for m in _scan("".join(pieces), text, 0)
    ]


def _scan(segment: str, text: str, start: int) -> list[Mention]:
    """Mentions of a folded segment that starts at `start` of the text."""
    known, capitals = lookup.table(), lookup.table_in_capitals()
    words = TOKEN.findall(segment)
    is_named = not (known.keys().isdisjoint(words) and capitals.keys().isdisjoint(words))
    if not is_named and not _uncapitalised(text):
        return []
    flat = segment.lower().replace("-", " ")
    if len(flat) != len(segment):
        flat = "".join(low if len(low := c.lower()) == 1 else c for c in segment).replace("-", " ")
    in_capitals = SMALL_WORD.search(segment) is None
    suspects = traps.suspects()
    found: list[Mention] = []
    done = 0
    for token in TOKEN.finditer(segment) if is_named else ():
        word, match = token[0], None
        if word not in known and word not in capitals:
            continue
        at, behind = token.span()
        if at < done:
            continue
        if word in known and (names := lookup.names_at(word, flat[behind : behind + 3])):
            match = _longest(names, segment, flat, at, done, text, False)
        if match is None and (in_capitals or len(word) > 3) and word in capitals and len(word) > 1:
            names = lookup.names_in_capitals_at(word, flat[behind : behind + 3])
            match = _longest(names, segment, flat, at, done, text, True) if names else None
        if match is None:
            continue
        first, done, sense = match
        if sense is None or (segment[first:done] in suspects and traps.is_trap(segment, first, done, in_capitals)):
            continue
        if not sense.is_sure and traps.is_part_of_a_name(segment, first, done, in_capitals):
            continue
        if sense.form == "person" and not in_capitals and traps.is_another(segment, first, done):
            continue
        found.append(_mention(sense, segment, first, done, start))
    if ", " in segment:
        found = [
            m
            for i, m in enumerate(found)
            if m.form not in TOWNS or not _is_american_town(m, found[i + 1 : i + 2], segment, start)
        ]
    uncapitalised = [name for name in _uncapitalised(text) if name.phrase in flat]
    return _with_lower_case(found, uncapitalised, segment, flat, text, start) if uncapitalised else found


@lru_cache(maxsize=2)
def _uncapitalised(text: str) -> tuple[Name, ...]:
    """Names without a capital letter whose first word the article has: of most articles none."""
    low = fold(text).lower()
    return tuple(name for name in lookup.lower_case_names() if name.phrase.partition(" ")[0] in low)


@lru_cache(maxsize=256)
def _holds(sense: Sense, text: str) -> bool:
    """Whether the article lets the name mean this; asked for every time it is named."""
    return sense.holds(text)


def _longest(
    names: tuple[Name, ...], segment: str, flat: str, at: int, done: int, text: str, all_capitals: bool
) -> tuple[int, int, Sense | None] | None:
    """Span and sense of the longest name whose first capital stands at `at`; a phrase to pass over has no sense."""
    for name in names:
        first = at - name.lead
        if first < done or not flat.startswith(name.phrase, first):
            continue
        last = first + len(name.phrase)
        if not _bounded(segment, first, last):
            continue
        if all_capitals:
            if not segment[first:last].isupper():
                continue
        elif name.capitals and not all(segment[first + i].isupper() for i in name.capitals):
            continue
        if not name.senses:
            return first, last, None
        for sense in name.senses:
            if not (sense.needs or sense.unless) or _holds(sense, text) or _bears_arms(sense, flat, last):
                return first, last, sense
    return None


def _bears_arms(sense: Sense, flat: str, last: int) -> bool:
    """Whether the word behind says that the name is an armed group's, whatever else it may mean: "RSF fighters"."""
    following = FOLLOWING.match(flat, last) if sense.form == "group" else None
    return following is not None and following[1] in traps.words("armed_after")


def _bounded(segment: str, first: int, last: int) -> bool:
    """Whether the span is cut at words; an apostrophe ends a word only before s or a space ("Sana'a" is one word)."""
    if first and (
        segment[first - 1].isalnum() or (segment[first - 1] == "." and segment[first - 2 : first - 1].isalnum())
    ):
        return False  # the kind of a file: "map.PNG"
    rest = segment[last : last + 3]
    if not rest:
        return True
    if rest[0] == "'" and len(rest) > 1 and rest[1].isalnum():
        return rest[1] in "sS" and (len(rest) == 2 or not rest[2].isalnum())
    return not rest[0].isalnum()


def _with_lower_case(
    found: list[Mention], names: list[Name], segment: str, flat: str, text: str, start: int
) -> list[Mention]:
    """The mentions with those of names that have no capital ("peshmerga")."""
    for name in names:
        sense = next((s for s in name.senses if s.holds(text)), None)
        first = flat.find(name.phrase) if sense and name.phrase else -1
        while sense and first >= 0:
            last = first + len(name.phrase)
            if _bounded(segment, first, last) and all(m.end <= start + first or m.start >= start + last for m in found):
                found.append(_mention(sense, segment, first, last, start))
            first = flat.find(name.phrase, last)
    return sorted(found, key=lambda m: m.start)


def _is_american_town(town: Mention, behind: list[Mention], segment: str, start: int) -> bool:
    """Whether a town's name is that of one in a state or province named behind it: "Belgrade, Montana", "Paris, TX"."""
    last = town.end - start
    if town.code in STATES_NAMED or not segment.startswith(", ", last):
        return False
    state = POSTAL.match(segment, last + 2)
    if state and state.group() in traps.words("us_states") and not segment[last + 2 : last + 60].isupper():
        return True
    return any(m.start == town.end + 2 and m.form == "region" and m.code in STATES_NAMED for m in behind)


def _mention(sense: Sense, segment: str, first: int, last: int, start: int) -> Mention:
    compound = (
        _compound(segment, first, last) if "-" in (segment[last : last + 1], segment[first - 1 : first]) else None
    )
    if compound is None and sense.form == "adjective" and not segment[:first].lower().endswith("the "):
        made = MADE.match(segment, last)
        compound = made[1].lower() if made else None
    elif compound is None and (made := MADE_AFTER_HYPHEN.match(segment, last)):
        compound = made[1].lower()
    form = "adjective" if compound else sense.form
    return Mention(start + first, start + last, sense.entity_id, sense.code, form, sense.service, compound)


def _compound(segment: str, first: int, last: int) -> str | None:
    """The word tied by a hyphen: after the name in small letters ("-backed"), or a prefix before it ("pro-")."""
    if segment[last : last + 1] == "-":
        tied = TIED_AFTER.match(segment, last)
        if tied:
            return tied.group(1).lower()
    if first > 2 and segment[first - 1] == "-":
        before = TIED_BEFORE.search(segment[max(0, first - LONGEST_TIED) : first])
        if before and before.group(1).lower() in traps.words("prefixes"):
            return before.group(1).lower()
    return None
