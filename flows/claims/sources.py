"""Sources: what the words around a cue name, of which class, and on which side of the subject they stand.

The classes are those of `schemas.SOURCE_CLASSES`; their words are in lexicon/sources.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from flows.claims import gazetteer
from flows.lexicon import read_toml

MEDIA_CLASSES: Final = frozenset({"state_media", "news_agency", "media"})
AUDIENCE: Final = frozenset({"reporters", "journalists", "correspondents", "press", "briefing", "conference"})
HEAD_ENDS: Final = frozenset(
    {*("of", "for", "in", "at", "from", "with", "to", "on", "near", "by", "against", "over", "about", "between")}
    | {*("close", "familiar", "who", "whose")}
)
OUTSIDE_CLASSES: Final = frozenset({"news_agency", "media", "think_tank"})
"""They speak for nobody, wherever they are at home."""
NEUTRAL_CLASSES: Final = frozenset({"igo", "ngo"})
"""They speak for nobody where they are of no state, or of the subject's."""
OBSERVERS: Final = OUTSIDE_CLASSES | NEUTRAL_CLASSES | {"state_media"}
NAMING_FORMS: Final = frozenset(["force", "group", "igo", "agency", "media", "ngo", "body", "collective"])
HOME_FORMS: Final = frozenset(["name", "adjective", "demonym", "capital", "seat", "group", "collective"])
ORGAN_CLASSES: Final = frozenset({"government", "military", "official_unspecified"})
WEST: Final = "ent_igo_western"
LONGEST_HOME: Final = 3  # words of a state's or group's name
LONGEST_NAME: Final = 7  # words of the longest name in sources.toml


@dataclass(frozen=True, slots=True)
class Source:
    """Somebody a figure comes from (origin) or who passed it on (relay).

    `name` is verbatim, that of the antecedent for an anaphor; `start:end` is the span of the words that stand here,
    `cue_text` the words that attribute; `code` is the state or group it belongs to, where known; `link` says how it
    was tied to the figure (schemas.LINKS). Somebody of whom the text only shows that there is one ("is estimated to
    have") has neither name nor span.
    """

    name: str | None
    start: int | None
    end: int | None
    role: str
    cue_text: str
    entity_id: str | None
    code: str | None
    source_class: str
    anonymous: bool
    is_plural: bool
    link: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    phrases: dict[str, str]
    nouns: dict[str, str]
    suffixes: frozenset[str]
    never: frozenset[str]
    anonymous: frozenset[str]
    organs: frozenset[str]
    blocs: dict[str, frozenset[str]]


@cache
def lexicon() -> _Lexicon:
    """Words of sources.toml by phrase and by noun; earlier classes win."""
    data = read_toml("sources.toml")
    phrases: dict[str, str] = {}
    nouns: dict[str, str] = {}
    for name, words in data["classes"].items():
        for key in ("names", "phrases"):
            for phrase in words.get(key, "").split("|"):
                if phrase.strip():
                    phrases.setdefault(" ".join(phrase.split()), name)
        for noun in words.get("nouns", "").split():
            nouns.setdefault(noun, name)
    ambiguous = frozenset(data["ambiguous"]["names"].split())
    known, names = gazetteer.load()
    for name, sense in names:
        key = name.lower().replace("’", "'")
        kind = known[sense.entity_id].source_class
        if kind is not None and sense.form in NAMING_FORMS and not sense.needs and key not in ambiguous:
            phrases.setdefault(key, kind)
    return _Lexicon(
        phrases,
        nouns,
        frozenset(data["classes"]["media"]["suffixes"].split()),
        frozenset(data["never"]["nouns"].split()),
        frozenset(data["anonymous"]["nouns"].split()),
        frozenset(data["organs"]["nouns"].split()),
        {bloc: frozenset(members.split()) for bloc, members in data["blocs"].items()},
    )


def bare(word: str) -> str:
    """The word without a possessive ending."""
    return word[:-2] if word.endswith("'s") else word.rstrip("'")


def head_of(words: Sequence[str]) -> int:
    """Index of the head noun of a noun phrase of lower-case words: the last before a preposition or comma."""
    for i, word in enumerate(words):
        if i and (word in HEAD_ENDS or word in ",("):
            return i - 1
    return len(words) - 1


def named_class(words: Sequence[str]) -> str | None:
    """Class of the first known name or phrase in `words`, longest match, or None."""
    phrases = lexicon().phrases
    plain = [bare(w) for w in words]
    for i in range(len(plain)):
        for j in range(min(len(plain), i + LONGEST_NAME), i, -1):
            found = phrases.get(" ".join(plain[i:j]))
            if found:
                return found
    return None


def classify(words: Sequence[str]) -> str | None:
    """Class of the source that a noun phrase of lower-case words names, or None where its words tell nothing."""
    if not words:
        return None
    lex = lexicon()
    head = head_of(words)
    if words[head] in lex.never and " ".join(words[max(0, head - 1) : head + 1]) not in lex.phrases:
        return None
    found = named_class(words)
    if found:
        return found
    for i in (*range(head, -1, -1), *range(head + 1, len(words))):
        kind = lex.nouns.get(bare(words[i]))
        if kind:
            return kind
    return None


def is_outlet(words: Sequence[str], raw: Sequence[str]) -> bool:
    """Whether the noun phrase names a medium that passes news on, rather than people who work for one."""
    if (
        not words
        or words[head_of(words)] in AUDIENCE
        or tuple(words) in (("the", "media"), ("media",), ("local", "media"))
    ):
        return named_class(words) in MEDIA_CLASSES and words[-1:] != ["media"]
    if classify(words) in MEDIA_CLASSES:
        return True
    return len(words) > 1 and words[-1] in lexicon().suffixes and raw[-1].istitle()


def is_never(words: Sequence[str]) -> bool:
    """Whether the noun phrase cannot speak: its head is an attack, a war, a toll, or something of one's."""
    if not words:
        return True
    lex, head = lexicon(), head_of(words)
    if " ".join(words[max(0, head - 1) : head + 1]) in lex.phrases:
        return False  # a think tank
    owner = next((bare(w) for w in words if w.endswith("'s")), None)
    return bare(words[head]) in lex.never or owner in lex.never


def is_plural(words: Sequence[str]) -> bool:
    """Whether the noun phrase stands for more than one person or body."""
    if not words:
        return False
    head = words[head_of(words)]
    return head in ("police", "people", "media", "staff", "personnel", "crew") or (
        head.endswith("s") and not head.endswith(("ss", "us", "'s")) and head in lexicon().nouns
    )


@cache
def _homes() -> dict[str, str]:
    """Code by lower-case name, adjective or demonym of the states and groups, and of the West."""
    ambiguous = frozenset(read_toml("sources.toml")["ambiguous"]["names"].split())
    codes: dict[str, str] = {}
    for name, sense in gazetteer.load()[1]:
        code = "West" if sense.entity_id == WEST else sense.code
        if code is not None and sense.form in HOME_FORMS and not sense.needs and name.count(" ") < LONGEST_HOME:
            codes.setdefault(name.lower(), code)
    return {name: code for name, code in codes.items() if name not in ambiguous}


def home(words: Sequence[str]) -> str | None:
    """State, bloc or group that the words of a source point to: "Ukrainian officials", "Moscow", "US officials"."""
    table = _homes()
    plain = [bare(w) for w in words]
    for i in range(len(plain)):
        for j in range(min(len(plain), i + LONGEST_HOME), i, -1):
            found = table.get(" ".join(plain[i:j]))
            if found:
                return found
    return "USA" if words and words[0] in ("us", "u.s.") else None


def side(source: Source, subject_code: str | None, place_code: str | None = None) -> str:
    """Side of a source relative to the subject of the figure, at `place_code`: one of schemas.SIDES.

    "The army" and "the interior ministry", of which the article says no more, are those of the state where it happened.
    """
    if source.source_class in OUTSIDE_CLASSES:
        return "third_party" if subject_code else "unknown"
    code = source.code or (place_code if _is_organ(source) and subject_code else None)
    if code is None and source.source_class in NEUTRAL_CLASSES:
        return "third_party" if subject_code else "unknown"
    if code is None or subject_code is None:
        return "unknown"
    if code == subject_code or gazetteer.home_of(code) == subject_code:
        return _side_at_home(source.source_class, code, subject_code)
    foes = gazetteer.adversaries_of(subject_code)
    if code in foes:
        return "adversary"
    members = lexicon().blocs.get(code, frozenset({code}))
    if any(not members.isdisjoint(gazetteer.allies_of(foe)) for foe in foes):
        is_friend = not members.isdisjoint(gazetteer.allies_of(subject_code))
        return "unknown" if is_friend else "ally_of_adversary"  # an ally in one war and of its foe in another
    return "third_party"


def _is_organ(source: Source) -> bool:
    """Whether the name says no more than which organ of a state it is."""
    words = {word for word in (source.name or "").lower().split() if word != "the"}
    return source.source_class in ORGAN_CLASSES and bool(words) and words <= lexicon().organs


def _side_at_home(source_class: str, code: str, subject_code: str) -> str:
    """Side of a source of the subject's own country: what it says is an admission only where it speaks for the subject.

    A group that fights its state is an adversary of it; of one whose enemies are not known nobody can tell. Observers,
    outlets and agencies speak for nobody, wherever they are at home.
    """
    if code != subject_code:
        foes = gazetteer.adversaries_of(code)
        if subject_code in foes:
            return "adversary"
        if source_class == "armed_group" and not foes:
            return "unknown"
    return "third_party" if source_class in NEUTRAL_CLASSES else "own"
