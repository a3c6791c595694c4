"""One sentence as the actors' rules read it: who is named in it, what is counted, and what is done to whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.claims.actors_words import nouns, role_nouns, verbs
from flows.claims.document import Document, Tokens
from flows.claims.figures import Figure

HARD = frozenset(';:.!?()[]|•—–"“”')
QUOTES = frozenset("\"“”‘’'")
PLACES = frozenset({"name", "capital", "city", "region"})
SOURCES = frozenset({"agency", "media"})
QUALIFIERS = frozenset(
    [
        "the",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "north",
        "south",
        "east",
        "west",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "occupied",
        "besieged",
        "city",
        "town",
        "village",
        "capital",
        "province",
        "region",
        "district",
        "state",
        "port",
        "area",
        "peninsula",
        "coast",
        "border",
        "outskirts",
        "of",
        "nearby",
        "neighbouring",
        "neighboring",
        "northern-most",
        "far",
        "upper",
        "lower",
        "greater",
        "downtown",
        "in",
        "whole",
        "rest",
        "country",
        "north-west",
        "north-east",
        "south-west",
        "south-east",
        "a",
        "strip",
        "camp",
        "island",
        "rebel-held",
        "government-held",
        "front-line",
        "frontline",
    ]
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A named side or place: half-open token span, code, and where it stands."""

    start: int
    end: int
    code: str
    form: str
    service: str | None
    entity_id: str
    text_start: int
    text_end: int
    possessive: bool = False
    preposition: str | None = None
    hyphen: str | None = None

    @property
    def adjectival(self) -> bool:
        """Whether it modifies what follows it ("Israeli", "Israel's", "Islamic State" before a noun)."""
        return self.form in ("adjective", "demonym") or self.possessive


@dataclass(frozen=True, slots=True)
class Scene:
    """Tokens of a sentence with its actors and the positions of its verbs and side nouns."""

    ordinal: int
    tokens: Tokens
    actors: tuple[Actor, ...]
    verbs: dict[int, frozenset[str]] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)

    def actors_in(self, start: int, end: int) -> list[Actor]:
        """Actors that lie within the half-open token span."""
        return [a for a in self.actors if start <= a.start and a.end <= end]


def read(doc: Document, ordinal: int) -> Scene:
    """The sentence's scene."""
    tokens = doc.tokens(ordinal)
    words = tokens.words
    table, roles = verbs(), role_nouns()
    actors = []
    for m in doc.mentions(ordinal):
        if m.code is None:
            continue
        start, last = tokens.at(m.start), tokens.at(m.end - 1)
        word = words[last]
        tail = word[m.end - tokens.starts[last] :]
        hyphen = m.compound or (tail[1:] if tail.startswith("-") and not tail[1:].isdigit() else None)
        possessive = tail.startswith("'") or (last + 1 < len(words) and words[last + 1] in ("'", "’", "'s"))
        actors.append(
            Actor(
                start, last + 1, m.code, m.form, m.service, m.entity_id, m.start, m.end, possessive,
                preposition(words, start), hyphen,
            )
        )  # fmt: skip
    taken = {i for a in actors for i in range(a.start, a.end)}
    found = {i: table[w] for i, w in enumerate(words) if w in table and i not in taken}
    sides = {i: roles[w] for i, w in enumerate(words) if w in roles and i not in taken}
    return Scene(ordinal, tokens, tuple(actors), found, sides)


def preposition(words: list[str], start: int) -> str | None:
    """Preposition of place that governs the name at `start`, over words like "the northern city of"."""
    before = nouns("places", "before") | nouns("places", "other")
    i = start - 1
    while i >= 0 and start - i <= 6:
        if words[i] == "of" and i > 0 and words[i - 1] in QUALIFIERS and words[i - 1] != "the":
            i -= 1
        elif words[i] in before and words[i] not in ("north", "south", "east", "west"):
            return None if words[i] == "to" and i and words[i - 1] == "according" else words[i]
        elif words[i] in QUALIFIERS:
            i -= 1
        else:
            return None
    return None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a figure stands in its scene; all positions are token indexes, spans half-open.

    `left` is the first token that belongs to the number (over "at least", "about"); `start:end` the number,
    `end:stop` the noun phrase after it and `head` its last noun. `verb` governs it from the left, `after` from the right.
    """

    left: int
    start: int
    end: int
    stop: int
    head: int | None
    verb: int | None
    after: int | None


def frame(scene: Scene, figure: Figure) -> Frame:
    """Frame of a figure of the scene's sentence."""
    tokens = scene.tokens
    words = tokens.words
    start = tokens.at(figure.number.start)
    end = tokens.at(max(figure.number.end - 1, figure.number.start)) + 1
    left = min(start, tokens.at(figure.number.outer_start))
    approx = nouns("words", "approx")
    while left > 0 and words[left - 1] in approx:
        left -= 1
    while end < len(words) and words[end] in ("-", "plus", "strong", "odd", "+", "or", "so"):
        if words[end] == "or" and words[end + 1 : end + 2] not in (["so"], ["more"]):
            break
        end += 1
    stop = phrase_end(scene, end)
    head = stop - 1 if stop > end else None
    return Frame(left, start, end, stop, head, left_verb(scene, left), right_verb(scene, stop))


def phrase_end(scene: Scene, i: int) -> int:
    """End of the noun phrase that begins at token `i` (right after a number)."""
    words = scene.tokens.words
    stops = nouns("words", "stop")
    first = i
    while i < len(words):
        word = words[i]
        if word in QUOTES and i + 1 < len(words) and words[i + 1][0].isalpha():
            i += 1
            continue
        if word in stops or (not (word[0].isalnum()) and word not in ("'", "’")):
            break
        if word[0].isdigit() and i > first and not word[-1].isalpha() and words[i - 1][-1:] not in "mk":
            break
        if i in scene.verbs and "aux" not in scene.verbs[i] and is_participle(word):
            following = words[i + 1] if i + 1 < len(words) else "."
            if following in stops or not following[0].isalpha() or following.endswith("ly") or i + 1 in scene.verbs:
                break
        if word.endswith("ly") and word not in ("family", "early", "elderly", "friendly"):
            break
        i += 1
    return i


IRREGULAR = frozenset(
    [
        "shot",
        "lost",
        "fell",
        "fallen",
        "died",
        "hurt",
        "hit",
        "struck",
        "slain",
        "dead",
        "sent",
        "held",
        "kept",
        "taken",
        "made",
        "brought",
        "sunk",
        "lit",
        "left",
        "blown",
        "torn",
        "cut",
    ]
)


def is_participle(word: str) -> bool:
    """Whether a verb's form can close a counted noun phrase ("killed", "training"), unlike base forms ("strike")."""
    return word.endswith(("ed", "ing")) or word in IRREGULAR


def left_verb(scene: Scene, i: int) -> int | None:
    """Nearest verb left of token `i` in its clause: it may govern the figure that starts there."""
    words = scene.tokens.words
    k = i - 1
    while k >= 0:
        word = words[k]
        if (word in HARD and word not in '"“”') or word in (
            "that",
            "which",
            "who",
            "when",
            "while",
            "after",
            "as",
            "because",
            "where",
            "but",
        ):
            return None if word != "as" or i - k > 1 else None
        if k in scene.verbs and scene.verbs[k] - {"aux"}:
            return k
        k -= 1
    return None


def right_verb(scene: Scene, i: int) -> int | None:
    """Nearest main verb right of token `i` that may have the figure as its subject, over its phrases and coordinates."""
    words = scene.tokens.words
    depth = 0
    for k in range(i, min(len(words), i + 22)):
        word = words[k]
        if word in ";:.!?|•":
            return None
        if word in ("(", "["):
            depth += 1
        if depth:
            depth -= word in (")", "]")
            continue
        if k in scene.verbs and scene.verbs[k] - {"aux"} and (is_participle(word) or k > i):
            return k
        if word in ("that", "when", "while", "after", "but", "because", "killing", "as"):
            return None
    return None


def is_passive(scene: Scene, verb: int) -> bool:
    """Whether a form of be stands before the verb, or a counted noun does ("12 soldiers killed by")."""
    words = scene.tokens.words
    if words[verb].endswith("ing") and verb > 0 and words[verb - 1] != "being":
        return False
    k = verb - 1
    while k >= 0 and verb - k <= 4:
        word = words[k]
        if word in ("be", "is", "are", "was", "were", "been", "being", "'s", "'re", "get", "got"):
            return True
        if word in ("have", "has", "had", "not", "also", "all", "reportedly", "allegedly") or word.endswith("ly"):
            k -= 1
            continue
        return False
    return False
