"""Words of a sentence that say what a number measures, with the direction in which they govern."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from flows.claims import head_nouns
from flows.claims.document import Tokens
from flows.claims.words import Phrases, entries, noun_forms, word_class
from flows.lexicon import read_toml

PEOPLE = frozenset(["person", "casualty"])
PARTICLES = frozenset(
    [
        "out",
        "home",
        "back",
        "up",
        "down",
        "off",
        "to death",
        "alive",
        "into service",
        "go",
        "free",
        "out of",
        "from",
        "into",
        "ashore",
        "on fire",
        "ablaze",
    ]
)
NOUN_BEFORE = frozenset(["the", "of", "for", "after", "in", "from"])  # before "-ing": a noun, no verb
OWN = frozenset(["his", "her", "their", "its", "him", "them", "a", "an"])
OBJECTS = frozenset(["them", "him", "civilians", "people", "soldiers", "military"])
BASES = frozenset({"base", "garrison", "host"})
"""Verbs of stationing that are nouns as well."""
ASIDE = 10  # words of an aside between a verb and its object
REFLEXIVE = (["himself"], ["herself"], ["themselves"])
BARE = frozenset(["fight", "attack", "patrol", "guard", "storm", "stand", "march", "return"])
"""Verb forms that are nouns as well."""
MOVING_ITSELF = frozenset(["dropped", "landed"])
FUNCTION = ("preposition", "conjunction", "adverb", "auxiliary", "pronoun", "relative")
KINDS = ("active", "past", "subject", "after", "of", "topic", "with")


class Cue(NamedTuple):
    """A cue at tokens `first:last`; `family` is its table in cues.toml, `kind` its form there.

    `voice` is right (its object is counted), left (its subject is), both or none.
    """

    family: str
    kind: str
    first: int
    last: int
    voice: str


@cache
def families() -> dict[str, dict[str, Any]]:
    """The cue families of the lexicon by id."""
    return {name: dict(table) for name, table in read_toml("cues.toml").items()}


@cache
def _also_people() -> frozenset[str]:
    """Verb forms of the lexicon that name people as well: conscripts, recruits, guards."""
    table, verbs = head_nouns.nouns(), {e for data in families().values() for e in entries(data.get("active", ""))}
    people = {v for v in verbs if " " not in v and (hit := table.at([v], 0)) and hit[1][0].klass in PEOPLE}
    return frozenset(word for word in people if word.endswith("s"))


@cache
def _phrases() -> Phrases[tuple[str, str]]:
    table: Phrases[tuple[str, str]] = Phrases()
    for family, data in families().items():
        for kind in KINDS:
            for entry in entries(data.get(kind, "")):
                for form in set(noun_forms(entry)) if "/" in entry else (entry,):
                    table.add(form, (family, kind))
    return table


@cache
def parted() -> dict[tuple[str, str], list[str]]:
    """Families of a verb and its particle between which its object may stand: "pull 400 soldiers out"."""
    table: dict[tuple[str, str], list[str]] = {}
    for family, data in families().items():
        for entry in (*entries(data.get("active", "")), *entries(data.get("past", ""))):
            verb, _, particle = entry.partition(" ")  # "press", "into service"
            if particle in PARTICLES:
                table.setdefault((verb, particle), []).append(family)
    return table


def tag(tokens: Tokens, number_starts: frozenset[int]) -> list[Cue]:
    """Cues of a sentence in order; a phrase may be several cues. `number_starts` are tokens where a count begins."""
    words = tokens.words
    found: list[Cue] = []
    phrases = _phrases()
    known = phrases.by_first
    past = 0
    for at, word in enumerate(words):
        if at < past or word not in known:
            continue
        hit = phrases.at(words, at)
        if hit is None:
            continue
        size, values = hit
        noun = head_nouns.nouns().at(words, at)
        if word in BARE and _is_in_name(tokens, at):
            continue  # "23 White Guard members"
        if noun is not None and noun[0] > size:
            continue  # the verb's form begins a noun: "attack aircraft", "patrol ships"
        for family, kind in values:
            voice = _voice(kind, tokens, at, at + size, number_starts)
            if voice != "none":
                found.append(Cue(family, kind, at, at + size, voice))
        past = at + size
    return found


def _is_in_name(tokens: Tokens, at: int) -> bool:
    """Whether the word is written large behind another, and so is the next or most words are not: part of a name."""
    raw = tokens.raw
    large = at > 0 and raw[at][0].isupper() and not raw[at].isupper() and raw[at - 1][0].isupper()
    large = large and tokens.words[at - 1] != "the"  # "The Guard of 1,800 men"
    return large and sum(w[0].islower() for w in raw) * 2 > sum(w[0].isalpha() for w in raw)


def _voice(kind: str, tokens: Tokens, first: int, last: int, number_starts: frozenset[int]) -> str:
    words, raw = tokens.words, tokens.raw
    if kind == "active":
        if words[first] in MOVING_ITSELF and words[last : last + 1] and words[last] in word_class("preposition"):
            return "none"  # "had dropped to 500 fighters a month"
        before = words[first - 1] if first else ""
        noun = before in {"the", "a", "an", "his", "its", "their", "of", "in"} or first - 1 in number_starts
        noun = noun or (words[first] == "transfer" and words[max(0, first - 2)] in {"a", "an"})  # "a prison | transfer"
        noun = noun and not words[last - 1].startswith("claim")  # "an | ambush claims nine rebels"
        if words[first] in BASES and not _starts_object(words, raw, last, number_starts):
            return "none"  # "the Wadi base and three posts"
        if words[first] in _also_people() and not _starts_object(words, raw, last, number_starts):
            return "none"  # "Conscripts make up a third of the army"
        gerund = before in {"of", "in"} and words[first].endswith("ing") and last in number_starts
        return "right" if gerund or not noun else "none"  # "accused of killing 12 civilians"
    if kind == "past":
        if words[first] == "based" and words[last : last + 1] == ["on"] and words[first - 1 : first] == [","]:
            return "none"  # "16,837 drones, based on estimates"
        if words[first] == "kept" and words[last : last + 1] == ["from"]:
            return "none"  # "were kept from voting"
        if words[last : last + 1] in REFLEXIVE and word_class("blasting").isdisjoint(words):
            return "none"  # "another man killed himself": no casualty of the conflict, unless he blew himself up
        return past_voice(tokens, first, last, number_starts)
    if kind in {"subject", "after"}:
        if words[first] == "sank" and _starts_object(words, raw, last, number_starts):
            return "none"  # "a missile sank the ship"
        dated = "".join(words[last + 1 : last + 2])
        by_year = words[last : last + 1] == ["by"] and dated.isdigit() and len(dated) == 4  # "had fallen by 1915"
        after = "".join(words[last : last + 1])
        if words[last - 1] == "fallen" and not by_year and after in {"from", "to", "by", "below"}:
            return "none"  # "their number has fallen from 14,000"
        if kind == "after" and first and words[first - 1] == "the":
            return "none"  # "an officer put the dead at 30": a noun
        bare = words[first].endswith("ing") or words[first] in BARE
        noun = bool(first) and bare and words[first - 1] in NOUN_BEFORE
        return "none" if kind == "subject" and noun else "left"
    if kind == "of":
        after = words[last] if last < len(words) else ""
        return "right" if after in {"of", "from", "with", "to", "by", "for", "among", "on"} else "none"
    if kind == "with":
        return "right"
    return "topic"


def past_voice(tokens: Tokens, first: int, last: int, number_starts: frozenset[int]) -> str:
    """Whether a past form has its object to the right ("killed 12") or is a participle of what stands to the left."""
    words, raw = tokens.words, tokens.raw
    passive, perfect, adverb = word_class("passive_auxiliary"), word_class("perfect_auxiliary"), word_class("adverb")
    at = first - 1
    while (
        at >= 0
        and first - at < 5
        and (words[at] in adverb or words[at].endswith("ly") or (words[at] in {"or", "and"} and at < first - 1))
    ):
        at -= 1
    before = words[at] if at >= 0 else ""
    after = words[last] if last < len(words) else ""
    if words[last : last + 1] in REFLEXIVE and words[last + 1 : last + 2] == ["and"] and before not in passive:
        return "both"  # "a bomber killed himself and three others"
    quoted = last + (words[last : last + 1] in (['"'], ["“"]))  # fired "four missiles"
    aside = over_aside(words, last)
    starts_object = _starts_object(words, raw, quoted, number_starts) or aside in number_starts
    if before in passive:
        return "left"
    if before in perfect:
        return "right" if starts_object else "both"
    if before == "those" or after == "by":
        return "left"
    second = after == "and" and words[last + 1 : last + 2] != [] and words[last + 1].endswith("ed")
    if second and words[last + 2 : last + 3] != [] and words[last + 2] in word_class("determiner"):
        return "right"  # "an extremist shot and stabbed a director"
    if not starts_object:
        return "left" if after not in {"or", "and", "/"} else "both"
    is_object = last in number_starts or after in OWN
    return "both" if before in {"and", "or"} and not is_object else "right"


def over_aside(words: Sequence[str], at: int) -> int:
    """Index behind an aside that begins at token `at`, -1 where none does: "killed |, with clubs,| three farmers"."""
    if words[at : at + 1] != [","] or words[at + 1 : at + 2] == [] or words[at + 1] not in word_class("opens_aside"):
        return -1
    return next((k + 1 for k in range(at + 2, min(len(words), at + ASIDE)) if words[k] == ","), -1)


def _starts_object(words: Sequence[str], raw: Sequence[str], at: int, number_starts: frozenset[int]) -> bool:
    """Whether an object may begin at token `at`: a count, a determiner, a name or a plural noun."""
    if at >= len(words):
        return False
    if at in number_starts:
        return True
    word = words[at]
    if word in {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "in", "on", "when", "by"}:
        return False
    if word in {"that", "this", "the"} and words[at + 1 : at + 2] != [] and words[at + 1] in word_class("times_of_day"):
        return False  # "16 Marines from Ohio killed that week"
    if word in word_class("determiner") or word in word_class("amounts") or word in OBJECTS:
        return True
    if not all(w.isupper() for w in raw if w.isalpha()):
        return raw[at][0].isupper()
    plain = all(word not in word_class(name) for name in FUNCTION)
    return plain and word.isalpha() and not any(k < at for k in number_starts)  # "KILLED ABU OMAR AND SEVEN MEN"
