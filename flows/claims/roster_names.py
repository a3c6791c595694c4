"""Names of a sentence that only the article itself ties to a side: its units, bands, commanders and own groups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flows.claims.document import Document, Tokens
from flows.claims.entities import Mention, is_group
from flows.claims.roster_groups import bounds
from flows.claims.roster_leaders import surname_of
from flows.claims.roster_parties import Parties, words
from flows.claims.roster_units import ORDINALS, PLACES

REACH = 15  # sentences in which "the corps" is the one told last
UNIT, LEADER, GROUP, STYLE = "ent_told_unit", "ent_told_leader", "ent_group_told", "ent_USA"
LOCATING = frozenset({"in", "at", "near", "to", "from", "outside", "around", "into", "towards", "toward", "through"})
STYLED = re.compile(r"\b(?:Soldiers?|Airm[ae]n|Sailors?|Marines?|Guardsm[ae]n)\b(?! [A-Z])")
BEFORE = re.compile(
    r"(?:\b(?!de )[a-z][\w-]*|\d|\b(?:A|The|No|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Some|Army"
    r"|Baghdad|Division|Brigade|Battalion|Corps|Force)) \Z"
)
LED = 24  # characters of the word before
AMERICAN = re.compile(
    r"\b(?:U\.?S\.? |Department of Defense|Pentagon|DoD|Brigade Combat Team|Marine Expeditionary|Multi-National"
    r"|Task Force|American)"
)
SERVICES = {"sold": "army", "airm": "air_force", "sail": "navy", "mari": "marines"}
DAYS_AFTER = frozenset({"on", "by", "until", "till", "of", "since", "from", "before", "after"})
DETERMINERS = frozenset({"the", "this", "that", "these", "those", "its"})


class Told(NamedTuple):
    """Where a name was told with its side: sentence, token, and the side's code and branch."""

    ordinal: int
    token: int
    code: str
    service: str | None


@dataclass(frozen=True, slots=True)
class Roster:
    """Names with the places where they are told, in text order: units by their words, nouns alone, surnames."""

    units: Mapping[tuple[str, ...], list[Told]]
    bands: Mapping[str, list[Told]]
    leaders: Mapping[str, list[Told]]
    parties: Parties

    by_first: Mapping[str, list[tuple[str, ...]]]
    """First word -> the names of units that begin with it, longest first."""
    groups: Mapping[str, str]
    """Name -> code of the armed groups that the gazetteer does not know."""

    is_styled: bool
    """Whether it is written in the style of the American forces, who are "Soldiers" and "Airmen"."""
    triggers: frozenset[str]
    """Words in small letters without which a sentence has none of the units, bands and commanders."""


def told_names(roster: Roster, doc: Document, ordinal: int) -> list[Mention]:
    """Mentions of the sentence with those that the roster knows in place of the towns that have a commander's name.

    The very list that the document has where there are none.
    """
    found = doc.mentions(ordinal)
    tokens = doc.tokens(ordinal)
    own = [*grouped(roster, doc, ordinal), *(styled(doc, ordinal) if roster.is_styled else ())]
    added: list[Mention] = [m for m in own if not overlaps(m, found)]
    starts = [] if roster.triggers.isdisjoint(tokens.words) else places(roster, tokens.words)
    spans = [(m.start, m.end) for m in [*found, *added]] if starts else []
    last = 0
    for k in starts:
        if k < last:
            continue
        last, told, form = named(roster, doc, ordinal, k, found)
        if told is None:
            continue
        first = k + (tokens.words[k] == "the")
        start, end = tokens.starts[first], tokens.ends[max(last - 1, first)]
        if form == "person":
            added.append(Mention(start, start + len(surname_of(tokens.raw[k])), LEADER, told.code, form, told.service))
        elif all(end <= s or start >= e for s, e in spans):
            added.append(Mention(start, end, UNIT, told.code, form, told.service))
    if not added:
        return found
    kept = [m for m in found if all(m.end <= a.start or m.start >= a.end for a in added)]
    return sorted([*kept, *added], key=lambda m: m.start)


def places(roster: Roster, words_: list[str]) -> list[int]:
    """Tokens where a name of the roster may start: at its first word, or at "the" in front of it."""
    found: list[int] = []
    for k, word in enumerate(words_):
        if word in roster.triggers:
            found += [k - 1, k] if k and words_[k - 1] == "the" else [k]
    return found


def grouped(roster: Roster, doc: Document, ordinal: int) -> Iterator[Mention]:
    """Groups of the article's own in the sentence, longest names first."""
    sentence, done = doc.sentences[ordinal], set[int]()
    for name in sorted(roster.groups, key=len, reverse=True):
        if doc.text.find(name, sentence.start, sentence.end) < 0:
            continue
        for at in re.finditer(rf"\b{re.escape(name)}\b", doc.text[sentence.start : sentence.end]):
            span = range(sentence.start + at.start(), sentence.start + at.end())
            if done.isdisjoint(span):
                done.update(span)
                yield Mention(span.start, span.stop, GROUP, roster.groups[name], "group")


def is_styled(doc: Document) -> bool:
    """Whether the article is of the American forces: it names their department and writes "Soldiers"."""
    if doc.is_in_capitals or not AMERICAN.search(doc.text, *bounds(doc)):
        return False
    return any(True for _ in in_style(doc, *bounds(doc)))


def in_style(doc: Document, start: int, end: int) -> Iterator[re.Match[str]]:
    """The "Soldiers" of a span that no name in capitals holds."""
    for found in STYLED.finditer(doc.text, start, end):
        if BEFORE.search(doc.text, max(start, found.start() - LED), found.start()):
            yield found


def styled(doc: Document, ordinal: int) -> Iterator[Mention]:
    """The American "Soldiers" and "Airmen" of the sentence, not at its start nor within a name in capitals."""
    sentence = doc.sentences[ordinal]
    for found in in_style(doc, sentence.start, sentence.end):
        yield Mention(found.start(), found.end(), STYLE, "USA", "demonym", SERVICES.get(found[0][:4].lower()))


def overlaps(mention: Mention, found: list[Mention]) -> bool:
    """Whether the mention shares characters with one that is no town."""
    return any(m.start < mention.end and mention.start < m.end and m.form not in ("city", "region") for m in found)


def named(roster: Roster, doc: Document, ordinal: int, k: int, found: list[Mention]) -> tuple[int, Told | None, str]:
    """End of the told name that starts at token `k`, where its side was told, and the form of the mention."""
    tokens = doc.tokens(ordinal)
    surname = surname_of(tokens.raw[k])
    if surname in roster.leaders and not doc.is_in_capitals:
        side = next((m for m in found if m.start <= tokens.starts[k] < m.end), None)
        placed = k > 0 and tokens.words[k - 1] in LOCATING
        if not words("telling").isdisjoint(tokens.words[max(0, k - 1) : k + 2]):
            return k + 1, None, ""  # an officer who only tells of it
        if (side is None or side.form in PLACES | {"person"}) and not (side is not None and placed):
            return k + 1, nearest(roster.leaders[surname], ordinal, k, far=True), "person"
    for name in roster.by_first.get(tokens.words[k], ()):
        last = k + len(name)
        if (
            tuple(tokens.words[k:last]) == name
            and not is_day(tokens.words, k, name)
            and not goes_on(tokens, last, name)
        ):
            here = next((t for t in roster.units[name] if (t.ordinal, t.token) == (ordinal, last - 1)), None)
            return last, here or nearest(roster.units[name], ordinal, k, far=True), "force"
    counted = k > 0 and tokens.words[k] in words("corps_men") and is_number(tokens.words[k - 1])
    if tokens.words[k] in roster.bands and k and (counted or tokens.words[k - 1] in DETERMINERS):
        told = nearest(roster.bands[tokens.words[k]], ordinal, k, far=False)
        if told is not None:
            return k + 1, told, "force"
    parties = roster.parties
    alone = k == 0 or tokens.words[k - 1] in DETERMINERS
    for role, party in (("attackers", parties.attacker), ("defenders", parties.defender)):
        counted = k > 0 and tokens.words[k - 1][0].isdigit()
        if (alone or counted) and tokens.words[k] in words(role) and (code := party(ordinal, k)):
            if counted and not is_group(code):
                continue  # "two attackers" of a state's army are not meant
            return k + 1, Told(ordinal, k, code, None), "force"
    return k, None, ""


def is_number(word: str) -> bool:
    """Whether the word counts what follows it ("62 rangers", "two paratroopers")."""
    return word[0].isdigit() or word in words("small_numbers")


def is_day(words_: list[str], k: int, name: tuple[str, ...]) -> bool:
    """Whether "the 6th" is a day ("on the 6th", "the 6th of May"), not the unit with that number."""
    led = words_[k - 1] if k else ""
    return len(name) == 3 and name[2] in ORDINALS and (led in DAYS_AFTER or words_[k + 3 : k + 4] == ["of"])


def goes_on(tokens: Tokens, last: int, name: tuple[str, ...]) -> bool:
    """Whether "the 1st" opens a longer name, that of another unit ("the 1st | Guards Tank Regiment")."""
    if name[-1] not in ORDINALS or last >= len(tokens.raw) or not tokens.raw[last][0].isupper():
        return False
    return tokens.words[last] not in words("units", "named_only")


def nearest(told: list[Told], ordinal: int, k: int, *, far: bool) -> Told | None:
    """The last telling before the token, within reach unless `far`, which may even come later."""
    before = [t for t in told if (t.ordinal, t.token) < (ordinal, k)]
    if before and (far or ordinal - before[-1].ordinal <= REACH):
        return before[-1]
    return told[0] if far else None
