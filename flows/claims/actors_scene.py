"""One sentence as the actors' rules read it: who is named in it, what is counted, and what is done to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from flows.claims import head_words
from flows.claims.actors_words import marked_words, nouns, verbs
from flows.claims.document import Document, Tokens
from flows.claims.entities import Mention
from flows.claims.figures import Figure
from flows.claims.theatre import is_dateline

HARD = frozenset(";:!?|•—–")
QUOTES = frozenset("\"“”‘’'")
BRACKETS = {")": 1, "]": 1, "(": -1, "[": -1}
PLACED = frozenset({"name", "city", "region", "capital"})
HELD = ("-controlled", "-held", "-occupied", "-run")
LOCATING = frozenset({"in", "at", "near", "outside", "around", "of"})
KIT_OR_VERB = frozenset({"ships"})
SHARED = LOCATING | {"and", "to", "from", "into", "through", "across", "between", "like", "including"}
LEAVING = frozenset({"left", "leave", "leaves", "leaving"})
OWN_DEAD = frozenset({"lose"})
FIELD = frozenset({"field", "battlefield", "ground"})
ARTICLE = (["a"], ["an"], ["the"])
CLAUSE_WORDS = frozenset({"that", "which", "who", "when", "while", "after", "as", "because", "where", "but"})


class Actor(NamedTuple):
    """A named side or place: half-open token span, code, the preposition that governs it and the word tied to it."""

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
    tied: str | None = None

    @property
    def adjectival(self) -> bool:
        """Whether it modifies what follows it ("Israeli", "Israel's")."""
        return self.form in ("adjective", "demonym") or self.possessive

    @property
    def is_void(self) -> bool:
        """Whether the word tied to it says that the thing is not its own ("Russian-made", "pro-Iranian")."""
        if (
            self.entity_id is not None
            and self.entity_id.startswith("ent_group_")
            and self.tied in nouns("hyphen", "joins")
        ):
            return False
        return self.tied is not None and self.tied not in nouns("hyphen", "acts", "holds")


@dataclass(frozen=True, slots=True)
class Scene:
    """Tokens of a sentence with its actors, and the positions of its verbs (by class) and side nouns (by role)."""

    ordinal: int
    tokens: Tokens
    words: list[str]
    actors: tuple[Actor, ...]
    verbs: dict[int, frozenset[str]]
    roles: dict[int, str]

    def actors_in(self, start: int, end: int) -> list[Actor]:
        """Actors that lie within the half-open token span."""
        return [a for a in self.actors if start <= a.start and a.end <= end]

    def has(self, index: int | None, *classes: str) -> bool:
        """Whether the token is a verb of one of the classes."""
        return index is not None and not self.verbs.get(index, frozenset()).isdisjoint(classes)


def read(doc: Document, ordinal: int, mentions: list[Mention] | None = None) -> Scene:
    """The sentence's scene, with the names of `mentions` where they are given, else those that the gazetteer knows."""
    tokens = doc.tokens(ordinal)
    words = tokens.words
    named = doc.mentions(ordinal) if mentions is None else mentions
    actors = without_modifiers(words, [to_actor(doc, ordinal, tokens, m) for m in named if m.code])
    actors = with_shared_prepositions(words, actors)
    taken = {i for a in actors for i in range(a.start, a.end)}
    table, found, sides = marked_words(), dict[int, frozenset[str]](), dict[int, str]()
    for i, word in enumerate(words):
        if word not in table or i in taken:
            continue
        classes, role = table[word]
        if word in KIT_OR_VERB and not acts_before(words, actors, i):
            classes = None
        if classes:
            found[i] = OWN_DEAD if word in LEAVING and is_left_behind(words, i) else classes
        if role:
            sides[i] = role
        elif word == "forces" and i and words[i - 1] in nouns("words", "state_forces"):
            sides[i] = "government"
    return Scene(ordinal, tokens, words, actors, found, sides)


def acts_before(words: list[str], actors: tuple[Actor, ...], i: int) -> bool:
    """Whether a name or pronoun right before the token does it: "Germany ships 12 tanks", not "lost six ships"."""
    return any(a.end == i for a in actors) or words[max(0, i - 1) : i] in (
        ["it"],
        ["which"],
        ["that"],
        ["also"],
        ["now"],
    )


def is_left_behind(words: list[str], i: int) -> bool:
    """Whether a side leaves its own dead where it fought ("left 38 bodies behind", "left 240 dead on the field")."""
    behind = words[i + 1 : i + 10]
    stop = next((k for k, w in enumerate(behind) if w in HARD or w == "."), len(behind))
    on = next((k for k, w in enumerate(behind[:stop]) if w == "on"), stop)
    if behind[1:2] in (["bodies"], ["corpses"]):
        return True
    return "behind" in behind[1:stop] or not FIELD.isdisjoint(behind[on:stop])


def without_modifiers(words: list[str], actors: list[Actor]) -> tuple[Actor, ...]:
    """The actors, but void where a state's name only says where a group is from ("Lebanon's Iran-backed Hezbollah")."""
    stops, named, acting = nouns("words", "stop"), nouns("nouns", "event", "force"), verbs()
    men = nouns("roles", "insurgent") | nouns("words", "fighters", "own_men")
    found = list(actors)
    for at in range(len(found) - 2, -1, -1):
        one, other = found[at], found[at + 1]
        if not (one.adjectival or one.form == "group") or other.start > one.end + 3:
            continue
        between = words[one.end : other.start]
        if (
            other.form == one.form == "group"
            and one.code != other.code
            and between[1:] in (["of"], ["of", "the"], ["from", "the"])
            and between[0] in men
        ):
            found[at] = one._replace(tied="of")  # "Maoist guerrillas of the Shining Path"
            continue
        if not one.adjectival or len(between) > 1:
            continue
        led = not any(w in stops or w in named or w in acting for w in between)
        if led and (other.form == "group" or other.is_void) and one.code != other.code and "'s" not in between:
            found[at] = one._replace(tied="of")
    return tuple(found)


def with_shared_prepositions(words: list[str], actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The actors, a state that stands beside a place no doer: "since the wars in Mali and Chad, 900 men have"."""
    found = list(actors)
    for at in range(1, len(found)):
        one, other = found[at - 1], found[at]
        between = words[one.end : other.start]
        listed = between == [","] and at + 1 < len(found) and one.start > 2
        if listed:  # "a tour of Kuwait, Iraq and Jordan"
            listed = words[other.end : found[at + 1].start] in (["and"], [",", "and"], [","])
        joined = (between in (["and"], [",", "and"]) or listed) and one.form == other.form == "name"
        shares = one.preposition in SHARED and other.preposition is None and not other.possessive
        if joined and shares and (between == ["and"] or one.preposition == "and" or listed):
            found[at] = other._replace(preposition="and")
    return tuple(found)


def to_actor(doc: Document, ordinal: int, tokens: Tokens, m: Mention) -> Actor:
    """The mention as an actor of the sentence."""
    words = tokens.words
    start, last = tokens.at(m.start), tokens.at(m.end - 1)
    tail = words[last][m.end - tokens.starts[last] :]
    possessive = tail.startswith("'") or words[last + 1 : last + 2] in (["'"], ["’"], ["'s"])
    tied = m.compound or (tail[1:] if tail.startswith("-") and tail[1:].isalpha() else None)
    if words[max(0, start - 1) : start] == ["ethnic"]:
        tied = "ethnic"  # "ethnic Greeks" are citizens of another state
    elif m.form in PLACED and start and words[start - 1] in nouns("words", "warships", "ship_titles"):
        tied = "ship"  # "the cruiser Fiji"
    form = m.form
    if form == "name" and m.entity_id in nouns("nouns", "bare_modifier") and is_attributive(words, last + 1):
        form = "adjective"
    if is_dateline(doc, ordinal, m.start, m.end):
        governed: str | None = "dateline"
    else:
        governed = preposition(words, before_count(words, start, last + 1))
        governed = governed or of_apposed_place(tokens, start, last + 1)
        if governed is None and m.form == "adjective" and is_of_places(words, last + 1):
            governed = "in"  # "struck 12 Syrian towns, killing 37": towns do nothing
    return Actor(
        start, last + 1, m.code or "", form, m.service, m.entity_id, m.start, m.end, possessive, governed, tied
    )  # fmt: skip


def is_attributive(words: list[str], after: int) -> bool:
    """Whether "U.S." stands before the noun it modifies ("a U.S. convoy"), `after` being the token behind it."""
    following = words[after] if after < len(words) else "."
    return following[0].isalpha() and following not in nouns("words", "stop") and following not in verbs()


def preposition(words: list[str], start: int) -> str | None:
    """Preposition that governs the name at `start`, over words like "the northern city of"; None for "according to"."""
    before, qualifiers = nouns("places", "before", "other"), nouns("frames", "qualifiers")
    compass = nouns("frames", "compass")
    for i in range(start - 1, max(-1, start - 8), -1):
        word = words[i]
        if word == "of" and i and words[i - 1] in compass:
            return "near"
        if word == "of" and words[i - 1 : i] == ["out"]:
            return "from"
        if word == "of" and i and words[i - 1] in qualifiers and words[i - 1] != "the":
            continue
        if word in before and (word not in compass or word == "outside"):
            return None if word == "to" and i and words[i - 1] == "according" else word
        if word not in qualifiers and word not in compass and not word.endswith(HELD):
            return None
    return None


def is_of_places(words: list[str], after: int) -> bool:
    """Whether the name that ends before token `after` says whose several places are meant ("Syrian towns")."""
    return after < len(words) and words[after] in nouns("places", "counted")


def before_count(words: list[str], start: int, after: int) -> int:
    """Start of the count that leads into counted places ("in at least 10 Iraqi cities"), else `start` itself."""
    if not is_of_places(words, after):
        return start
    k, counting = start, nouns("places", "counting")
    while k > 0 and (words[k - 1].isdigit() or words[k - 1] in counting):
        k -= 1
    return k


def of_apposed_place(tokens: Tokens, start: int, end: int) -> str | None:
    """Preposition of the place that the name explains: "in Djibo, northern Burkina Faso", "near Izium, Ukraine."."""
    words, raw = tokens.words, tokens.raw
    comma = start - 1
    while comma > 0 and words[comma] in nouns("frames", "qualifiers", "compass"):
        comma -= 1
    if comma < 2 or words[comma] != ",":
        return None
    if comma == start - 1 and words[end : end + 1] not in ([], [","], ["."]):
        return None
    k = comma - 1
    while k > 0 and comma - k <= 4 and (raw[k][0].isupper() or words[k] in nouns("frames", "qualifiers")):
        k -= 1
    return words[k] if k < comma - 1 and k > 0 and words[k] in LOCATING else None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a figure stands in its scene; all positions are token indexes, spans half-open.

    `left` is the first token that belongs to the number (over "at least", "about"); `start:end` the number,
    `end:stop` the noun phrase after it and `head` its last noun; `verb` governs it from the left, `after` from the
    right.
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
    tokens, words = scene.tokens, scene.words
    start = tokens.at(figure.number.start)
    end = tokens.at(max(figure.number.end - 1, figure.number.start)) + 1
    left = min(start, tokens.at(figure.number.outer_start))
    approx, strong = nouns("words", "approx"), nouns("frames", "strong")
    said = nouns("words", "approx_after_article")
    while left > 0 and (
        words[left - 1] in approx or (words[left - 1] in said and words[left - 2 : left - 1] in ARTICLE)
    ):
        left -= 1
    while end < len(words) and (words[end] in strong or words[end : end + 2] in (["or", "so"], ["or", "more"])):
        end += 2 if words[end] == "or" else 1
    if words[end : end + 1] == ["of"] and words[end - 1] in nouns("words", "vague") and not is_partitive(words, end):
        end += 1  # "dozens of fighters"
    stop = phrase_end(scene, end)
    head = stop - 1 if stop > end else None
    return Frame(left, start, end, stop, head, left_verb(scene, left), right_verb(scene, stop))


def is_partitive(words: list[str], of: int) -> bool:
    """Whether "of" at a token takes up people told of before ("dozens of them")."""
    following = words[of + 1] if of + 1 < len(words) else "."
    return following in nouns("words", "stop", "partitive") or not following[0].isalpha()


def phrase_end(scene: Scene, first: int) -> int:
    """End of the noun phrase that begins at token `first` (right after a number)."""
    words, stops = scene.words, nouns("words", "stop")
    i = first
    while i < len(words):
        word = words[i]
        following = words[i + 1] if i + 1 < len(words) else "."
        if word in QUOTES and following[0].isalpha():
            i += 1
            continue
        if word == "-" and i > first and words[i - 1].isalnum() and following[0].isalnum():
            i += 1
            continue
        if word == "and" and (past := over_names(scene, first, i)):
            i = past
            continue
        named = word in stops and scene.tokens.raw[i].isupper() and any(a.start <= i < a.end for a in scene.actors)
        if (word in stops and not named) or not word[0].isalnum():  # "10 IS fighters" has a name
            break
        if i > first and word[0].isdigit() and not word[-1].isalpha():
            break
        if i > first and head_words.is_label(scene.tokens, i):
            break
        closes = following in stops or not following[0].isalpha() or following.endswith("ly") or i + 1 in scene.verbs
        if scene.verbs.get(i, frozenset()) - {"aux"} and is_participle(word) and closes:
            break
        if word in nouns("words", "in_use") and following in ("by", "to"):
            break
        if i > first and word in nouns("words", "past"):
            break  # "three more Marines | came away"
        if i > first and word.endswith("ed") and (following in stops or not following[0].isalnum()):
            break
        acts = word.endswith("ed") or (word.endswith("ing") and words[i - 1].endswith("s"))
        if i > first and acts and "-" not in word and is_place_at(scene, i + 1):
            break  # "57 vehicles | entered Syria", "60,000 troops | facing India"
        behind = words[i + 2] if i + 2 < len(words) else "."
        describes = i == first and following.endswith("ed") and behind[0].isalpha() and behind not in stops
        if word.endswith("ly") and word not in ("family", "early", "elderly", "friendly") and not describes:
            break  # but "14 internally displaced persons", "12 heavily armed men"
        i += 1
    return i


def is_place_at(scene: Scene, index: int) -> bool:
    """Whether the name of a place, not one that modifies a noun, starts at the token."""
    return any(a.start == index and a.form in ("name", "city", "region") and not a.possessive for a in scene.actors)


def over_names(scene: Scene, first: int, i: int) -> int:
    """End of the second name where the conjunction at `i` joins two before one noun ("25 NATO and Afghan troops")."""
    if not any(first <= a.start and a.end == i for a in scene.actors):
        return 0
    second = next((a for a in scene.actors if a.start == i + 1 and a.form != "name"), None)
    if second is None or second.end >= len(scene.words) or not scene.words[second.end][0].isalpha():
        return 0
    return 0 if scene.words[second.end] in nouns("words", "stop") or second.end in scene.verbs else second.end


def is_participle(word: str) -> bool:
    """Whether a verb's form can close a counted noun phrase ("killed", "training"), unlike base forms ("strike")."""
    return word.endswith(("ed", "ing")) or word in nouns("frames", "participle")


def left_verb(scene: Scene, i: int) -> int | None:
    """Nearest verb left of token `i` in its clause: it may govern the figure that starts there."""
    depth = 0
    for k in range(i - 1, -1, -1):
        word = scene.words[k]
        if word in BRACKETS:
            depth = max(0, depth + BRACKETS[word])
        if depth:
            continue
        if word in HARD or word == "." or word in CLAUSE_WORDS:
            return None
        if word == "including":
            continue  # no verb of its own: "lost many vehicles, including 12 tanks"
        if scene.verbs.get(k, frozenset()) - {"aux"} and not is_noun_use(scene, k) and not helps(scene, k):
            return k
    return None


def helps(scene: Scene, k: int) -> bool:
    """Whether "had" only helps a participle ("had detected")."""
    following = scene.words[k + 1 : k + 2]
    return scene.words[k] in ("has", "have", "had") and bool(following) and is_participle(following[0])


def is_noun_use(scene: Scene, k: int) -> bool:
    """Whether a verb's form is a noun here ("the murder of two", "their killing of")."""
    words = scene.words
    return words[k + 1 : k + 2] == ["of"] and not words[k].endswith("ed") and words[k - 1 : k] != ["to"]


def right_verb(scene: Scene, i: int) -> int | None:
    """Nearest main verb right of token `i` that may have the figure as its subject, over phrases and coordinates."""
    words, depth = scene.words, 0
    for k in range(i, min(len(words), i + 22)):
        word = words[k]
        if word in ";:.!?|•" or word in ("that", "when", "while", "after", "but", "because", "killing", "as"):
            return None
        if word in BRACKETS:
            depth = max(0, depth - BRACKETS[word])
        if not depth and scene.verbs.get(k, frozenset()) - {"aux"} and (is_participle(word) or k > i):
            return k
    return None


def is_passive(scene: Scene, verb: int) -> bool:
    """Whether a form of be stands before the participle."""
    words, be, adverbs = scene.words, nouns("frames", "be"), nouns("frames", "adverbs")
    if words[verb].endswith("ing"):
        return words[verb - 1 : verb] == ["being"]
    for k in range(verb - 1, max(-1, verb - 5), -1):
        if words[k] in be:
            return True
        if words[k] not in adverbs and not words[k].endswith("ly"):
            return False
    return False
