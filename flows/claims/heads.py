"""The noun phrase that a number counts: its span, head noun and class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

from flows.claims import models
from flows.claims.document import Document, Tokens
from flows.claims.entities import Mention
from flows.claims.lookup import small_words
from flows.claims.words import Phrases, entries, noun_forms, word_class
from flows.lexicon import read_toml

LONGEST = 10
LABEL = 6  # words
OBJECT_OPENS = frozenset({"the", "a", "an", "its", "their", "this", "that"})
_PIECES_OF = [[word, "of"] for word in ("piece", "pieces", "unit", "units", "item", "items")]
KILLED = frozenset(
    {
        "injured",
        "injuring",
        "wounding",
        "captured",
        "capturing",
        "killed",
        "killing",
        "kills",
        "kill",
        "dead",
        "died",
        "wounded",
        "surrendered",
    }
)
SPELLED = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty"})
SERVING = frozenset({"military", "serving", "active-duty", "uniformed", "enlisted", "armed"})
_THIRD = frozenset({"attacks", "strikes", "raids", "patrols", "assaults", "ambushes"})
"""Nouns that are forms of a verb too: after a plural noun, with which the verb would not agree, they are nouns."""
_AFTER_MEN = frozenset({"in", "on", "at", "near", "during", "after", "when", "and", "wounded", "killed", ",", ";", ")"})
ENDING = frozenset(["worth", "a", "an", "the", "every", "each", "per", "this", "last", "next", "any"])


class Noun(NamedTuple):
    """A known noun: class (person, formation, equipment, excluded, casualty), kind and grammatical number."""

    klass: str
    kind: str
    is_plural: bool
    is_generic: bool = False


class Head(NamedTuple):
    """What a number counts. Token indexes are half-open into the sentence.

    `klass`: person, formation, equipment, casualty (a noun that is a measure), excluded, unknown, elided.
    `first:last` is the noun phrase after the number, `noun` the index of its head noun (-1 where elided).
    `link` is "of them" for a partitive pronoun, "others" for others and more, else "".
    """

    klass: str
    kind: str
    first: int
    last: int
    noun: int = -1
    link: str = ""
    is_generic: bool = False
    pair: str = ""
    words: tuple[str, ...] = ()


HARMS = frozenset({"kill", "wound"})
PROTECTED = frozenset({"armoured_vehicle", "tank", "artillery", "air_defence"})
BRACKETS = {"(": ")", "[": "]"}
PEOPLES = frozenset({"demonym", "adjective", "force", "group"})
JOINTS = re.compile("[-']")


class Names:
    """Known entities of a sentence, read only when a word is met that may name one."""

    def __init__(self, doc: Document, ordinal: int) -> None:
        self._doc = doc
        self._ordinal = ordinal
        self._tokens = doc.tokens(ordinal)

    @cached_property
    def mentions(self) -> list[Mention]:
        """All of them in text order."""
        return self._doc.mentions(self._ordinal)

    @cached_property
    def _peoples(self) -> dict[int, Mention]:
        return {self._tokens.at(m.start): m for m in self.mentions if m.form in PEOPLES}

    def people_at(self, index: int) -> Mention | None:
        """The name of a people, a force or a group that starts in the token, or None."""
        word = self._tokens.words[index]
        if word == self._tokens.raw[index] and word.isascii() and small_words().isdisjoint(JOINTS.split(word)):
            return None
        return self._peoples.get(index)


@cache
def nouns() -> Phrases[Noun]:
    """All nouns of the lexicon, singular and plural, with those that are measures in themselves."""
    table: Phrases[Noun] = Phrases()
    data = read_toml("heads.toml")
    generic = {form for entry in entries(data["generic"]["words"]) for form in noun_forms(entry)}

    def add(entry: str, klass: str, kind: str) -> None:
        one, many = noun_forms(entry)
        for form, is_plural in ((one, False), (many, True)) if one != many else ((one, True),):
            table.add(form, Noun(klass, kind, is_plural, form in generic))

    for klass in ("person", "formation", "equipment"):
        for kind, text in data[klass].items():
            for entry in entries(text):
                add(entry, klass, kind)
    for family, cue in read_toml("cues.toml").items():
        for entry in entries(cue.get("noun", "")):
            add(entry, "casualty", family)
    for entry in entries(data["excluded"]["nouns"]):
        add(entry, "excluded", "")
    return table


def parse(
    tokens: Tokens, index: int, names: Names | None, numbers_at: frozenset[int], *, of_allowed: bool = True
) -> Head:
    """Head of the noun phrase that starts at token `index`, right after a number.

    `names` are those of the sentence, None where a name can be no head; `numbers_at` are indexes of tokens that belong
    to counts: they end the phrase.
    """
    words, raw = tokens.words, tokens.raw
    total = len(words)
    stop_verbs, preposition = word_class("auxiliary"), word_class("preposition")
    conjunction, pronoun = word_class("conjunction"), word_class("pronoun")
    link = ""
    at = index
    while at < total and words[at] in {"more", "other", "others", "additional", "further", "-"}:
        if words[at] in {"others", "more", "other", "further", "additional"}:
            link = "others"
        at += 1
    if of_allowed and words[at : at + 3] == ["the", "number", "of"]:
        at += 2  # "raising to 17 the number of soldiers killed"
    elif of_allowed and words[at : at + 2] in (['"', "of"], ["”", "of"]):
        at += 1  # '"thousands" of people'
    if words[at : at + 1] == ["aboard"] or words[at : at + 2] == ["on", "board"]:
        return Head("elided", "", index, at, link=link)  # "killing all 14 aboard"
    if words[at : at + 2] == ["out", "of"] and raw[at + 2 : at + 3] and raw[at + 2][0].isupper():
        return Head("elided", "", index, at, link=link)  # "would take 9,000 out of Germany"
    at += of_allowed and words[at : at + 2] == ["out", "of"]
    if of_allowed and at < total and words[at] == "of":
        at += 1
        if at < total and words[at] in {"others", "more"}:
            return Head("elided", "", index, at + 1, link="others")
        if words[at : at + 2] in (["the", "total"], ["that", "number"], ["this", "number"], ["that", "total"]):
            return Head("elided", "", index, at + 2, link="of them")
        skipped = at
        while at < total and words[at] in word_class("possessive"):
            at += 1
        if (at < total and words[at] in {"them", "whom", "which", "us"}) or (
            at > skipped and (at >= total or words[at] in stop_verbs or not raw[at][0].isalnum())
        ):
            return Head(
                "elided", "", index, at + (at < total and words[at] in {"them", "whom", "which", "us"}), link="of them"
            )
        while at < total and at in numbers_at:  # "12 of the 40 soldiers": the second number has the noun
            at += 1
            link = "of number"
    start = at
    if words[at : at + 2] in _PIECES_OF and nouns().at(words, at) is None:  # "12 pieces of towed artillery"
        at += 2
    best: tuple[Noun, int, int] | None = None
    verbs = _participles()
    trailing = 0
    named = False
    while at < total and at - start < LONGEST:
        word = words[at]
        if word in BRACKETS:
            close = next((k for k in range(at + 1, min(at + 7, total)) if words[k] == BRACKETS[word]), -1)
            short = close == at + 2 and raw[at + 1].isupper() and _noun_follows(words, close + 1, names)
            held = best is not None and not short  # "9,000 Imperial Navy (IJN) troops"
            if close < 0 or held or close + 1 >= total or not raw[close + 1][0].isalpha():
                break
            at = close + 1
            continue
        if word[0].isdigit() and at not in numbers_at and (_unit_follows(words, at + 1) or _is_age(words, at + 1)):
            at += 1
            continue
        calibre = word == "." and at + 1 < total and words[at + 1].isdigit()
        if calibre and tokens.ends[at] == tokens.starts[at + 1] and _noun_follows(words, at + 2, names):
            at += 2  # "four .38 caliber revolvers"
            continue
        if word in word_class("unit_inside") and at > start and best is None:
            at += 1
            continue
        if word in {'"', "“", "”", "'", "‘", "-", "’", "*", "/", "\\", "_"}:
            if word in {'"', "”", "'"} and best is not None and at > start and trailing:
                break
            at += 1
            continue
        found = nouns().at(words, at)
        if found is not None and raw[at][0].isupper() and names and (named_at := names.people_at(at)):
            past = tokens.at(named_at.end - 1) + 1
            if past - at > found[0] and named_at.form in {"group", "force"} and _noun_follows(words, past, names):
                at = past  # "15 Army of Conquest fighters"
                continue
        if at in numbers_at or word in ENDING or (best is not None and word in SPELLED):
            break
        is_link = found is None and (word in conjunction or word in pronoun or word in stop_verbs)
        if word == "us" and raw[at] == "US" and _noun_follows(words, at + 1, names):
            is_link = False  # "28,500 US troops"
        if is_link and not (names and names.people_at(at)):
            if word in {"and", "or"} and words[at - 1] == "-":  # "short- and medium-range rockets"
                at += 1
                continue
            if word in {"and", "or"} and best is None and at > start and _joins_names(tokens, at, names):
                at += 1
                continue
            break
        if found is None and (word in preposition or not raw[at][0].isalnum()):
            break
        if named and best is not None and best[2] == at and word in word_class("type_words"):
            best = (best[0], best[1], at + 1)
            at += 1
            continue
        adjective = found is not None and (
            word in word_class("adjectival") or (found[1][0].klass == "excluded" and word in _finite())
        )
        is_several = words[index - 1 : index] not in (["a"], ["an"], ["one"], ["1"])
        compound = (
            best is not None and (best[0].is_plural or is_several) and word in _THIRD
        )  # "16 chemical weapons attacks"
        if adjective and best is not None and not compound:
            break
        if best is not None and best[0].is_plural and best[2] == at and is_label(tokens, at):
            break  # "Land forces: 400 personnel | Air forces: 90 personnel"
        if word == "home" and best is not None and best[0].klass == "person":
            break  # "brought 1,000 soldiers home"
        acts = (
            found is not None and best is not None and best[2] == at and best[0].is_plural and not found[1][0].is_plural
        )
        if acts and best and best[0].klass == "person" and words[at + 1 : at + 2] and words[at + 1] in OBJECT_OPENS:
            break  # "300 soldiers guard the border"
        if found is not None:
            size, values = found
            armoured = best is not None and (
                best[0].kind == "armoured_vehicle" or (named and best[0].kind in PROTECTED)
            )
            typed = armoured and values[0].kind == "vehicle"
            noun = best[0] if typed and best is not None else _choose(values, best, words, at)  # "MRAP vehicles"
            best = (noun, at, at + size)
            at += size
            trailing = 0
            continue
        model = models.at(raw, at)
        if model is not None and at not in numbers_at:
            again = named and best is not None and best[2] == at  # "UH-60 Black Hawks": the designation says what it is
            best = (best[0], best[1], at + model[1]) if again and best else (_type(model[0]), at, at + model[1])
            named = True
            at += model[1]
            trailing = 0
            continue
        mention = names.people_at(at) if names else None
        if mention is not None:
            end = at + 1
            while end < total and tokens.starts[end] < mention.end:
                end += 1
            next_word = words[end] if end < total else "."
            apart = next_word == "." or next_word in _AFTER_MEN
            men = mention.form == "group" and (
                next_word in stop_verbs or (at == start and apart)
            )  # "killed two ADF in"
            if mention.form == "demonym" or men or (mention.form == "adjective" and _ends_phrase(tokens, end)):
                best = (Noun("person", "general" if mention.form != "group" else "fighter", True), at, end)
                trailing = 0
            own = nouns().at(words, end - 1) if mention.form == "force" else None
            one = words[index - 1 : index] in (["a"], ["an"], ["one"], ["1"], ["another"])
            if own is not None and own[0] == 1 and own[1][0].klass == "person" and own[1][0].is_plural != one:
                best, trailing = (own[1][0], end - 1, end), 0  # "two US Marines", "a U.S. Marine"
            at = end
            continue
        if best is not None and (
            word in verbs or (best[0].is_plural and word.endswith(("ed", "ing")) and best[2] == at)
        ):
            break
        if at == start and word.endswith("ed") and words[at + 1 : at + 2] and words[at + 1] in preposition:
            break  # "100,000 organised for local defence"
        owned = at == start and words[at - 1] in {"his", "her", "its", "their", "our"}  # "one of its patrols": a noun
        if (
            word in verbs
            and not (words[at - 1] == "-" or _tells_origin(tokens, at, names))  # "a U.S.- made air force helicopter"
            and (at > start or word in _finite())
            and not owned
            and not (at == start and (_describes_things(words, raw, at) or _is_attribute(words, at)))
            and not _noun_follows(words, at + 1, names)
        ):
            break
        if best is not None and (word in word_class("adverb") or word.endswith("ly")):
            break
        trailing += 1
        at += 1
    men = best is None or (best[0].klass == "person" and best[2] == at - 1)
    if men and words[at - 1] == "units" and names and any(names.people_at(k) for k in range(start, at - 1)):
        return Head("formation", "any", start, at, at - 1, link)  # "several Taliban units"
    if best is None:
        if (
            words[start:at] == ["units"]
            or _is_verb(words, raw, start)
            or words[start:at][-1:] == ["ones"]
            or _adverbs_only([w for w in words[start:at] if w[0].isalnum()])
        ):
            return Head("elided", "", index, start, link=link)
        return Head("unknown", "", start, at, link=link, words=tuple(words[start:at]))
    noun, first, end = best
    if trailing and not _keeps(noun, words, raw, end, at):
        return Head("unknown", "", start, at, at - 1, link=link, words=tuple(words[start:at]))
    pair, end = _pair(tokens, end, noun, numbers_at)
    phrase = tuple(words[start:end])
    kind = "military" if noun.kind == "general" and not SERVING.isdisjoint(phrase) else noun.kind
    if kind == "general" and words[first] in word_class("belonging") and names:
        known = (names.people_at(k) for k in range(start, first))
        kind = "fighter" if any(m is not None and m.form == "group" for m in known) else kind  # "80 M-19 members"
    return Head(noun.klass, kind, start, end, first, link, noun.is_generic and not named, pair, phrase)


def _describes_things(words: Sequence[str], raw: Sequence[str], at: int) -> bool:
    """Whether the participle at `at` describes unknown things: "two captured bases", "four burned villages"."""
    noun, after = "".join(words[at + 1 : at + 2]), "".join(words[at + 2 : at + 3])
    plural = len(noun) > 4 and noun.isalpha() and raw[at + 1].islower() and noun.endswith("s") and noun[-2] != "s"
    other = noun in word_class("preposition") or noun in word_class("adverb") or noun in word_class("conjunction")
    return plural and not other and words[at].endswith("ed") and after not in word_class("telling_verbs")


def _is_attribute(words: Sequence[str], at: int) -> bool:
    """Whether the word at `at` describes the plural behind it: "12 surrounding villages"."""
    found = nouns().at(words, at + 1) if words[at].endswith("ing") else None
    return found is not None and found[1][0].is_plural


def is_label(tokens: Tokens, at: int) -> bool:
    """Whether a label of another number begins at `at`, as in a list whose lines were joined."""
    if not tokens.raw[at][0].isupper() or tokens.raw[at - 1][0].isupper():
        return False
    colon = next((k for k in range(at + 1, min(at + LABEL, len(tokens))) if not tokens.words[k][0].isalpha()), 0)
    return tokens.words[colon : colon + 1] == [":"]


def _is_verb(words: Sequence[str], raw: Sequence[str], at: int) -> bool:
    """Whether a verb of the plural follows the number, which has no noun: "560,000 belong to the army"."""
    word = words[at] if at < len(words) else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    plain = (
        word.isalpha() and raw[at].islower() and not word.endswith("s") and word not in word_class("adverb") | {"due"}
    )
    return plain and after in word_class("preposition") - {"of"}


def _type(unit: str) -> Noun:
    return Noun("equipment", unit, True)


def _joins_names(tokens: Tokens, at: int, names: Names | None) -> bool:
    """Whether the conjunction at `at` stands between two names before one noun: "25 NATO and Afghan troops"."""
    before, after = tokens.starts[at], tokens.ends[at]
    mentions = names.mentions if names else ()
    named = any(m.end <= before <= m.end + 1 for m in mentions)
    follows = next((m for m in mentions if after <= m.start <= after + 1), None)
    return named and follows is not None and _noun_follows(tokens.words, tokens.at(follows.end - 1) + 1, names)


def _unit_follows(words: Sequence[str], at: int) -> bool:
    """Whether a unit of measurement follows a figure inside a phrase: "2,000-pound bomb", "122 mm guns"."""
    if at < len(words) and words[at] == "-":
        at += 1
    return (at < len(words) and words[at] in word_class("unit_inside")) or words[at - 1][-1:].isalpha()


def _tells_origin(tokens: Tokens, at: int, names: Names | None) -> bool:
    """Whether the participle at `at` says from whom arms or men are, behind the name: "an Iranian made Mohajer UAV"."""
    if tokens.words[at] not in word_class("origin") or names is None:
        return False
    return any(0 <= tokens.starts[at] - m.end <= 1 for m in names.mentions)


def _is_age(words: Sequence[str], at: int) -> bool:
    """Whether years of age follow a figure inside a phrase: "an 18 | year-old girl"."""
    return words[at : at + 1] in (["year-old"], ["years-old"]) or words[at : at + 3] == ["year", "-", "old"]


def _choose(values: list[Noun], before: tuple[Noun, int, int] | None, words: Sequence[str], at: int) -> Noun:
    """The reading of a noun of several classes: jets where the sentence speaks of aircraft, persons else."""
    if len(values) == 1:
        return values[0]
    machine = next((v for v in values if v.klass == "equipment"), None)
    if machine is not None and values[0].klass == "person":
        if before is not None and before[0].klass == "equipment":
            return machine
        near = set(words)
        if (
            machine.kind == "aircraft"
            and near & word_class("aircraft_words")
            and not near & (word_class("fighter_words") | KILLED)
        ):
            return machine
        return values[0]
    return values[0]


@cache
def _participles() -> frozenset[str]:
    """Words of the cue lexicon that are verbs: they end a noun phrase unless a noun follows."""
    words: set[str] = set()
    for cue in read_toml("cues.toml").values():
        for kind in ("active", "past", "subject", "after"):
            words.update(entry.split()[0] for entry in entries(cue.get(kind, "")))
    return frozenset(words - word_class("auxiliary") - word_class("preposition") - {"not", "his", "her", "their"})


@cache
def _finite() -> frozenset[str]:
    """Cue words that are no noun right after a number: participles, past forms, adjectives."""
    words: set[str] = set()
    for cue in read_toml("cues.toml").values():
        for kind in ("past", "subject", "after"):
            words.update(entry.split()[0] for entry in entries(cue.get(kind, "")))
    return frozenset(words)


def _noun_follows(words: Sequence[str], at: int, names: Names | None) -> bool:
    for index in range(at, min(at + 3, len(words))):
        if names and names.people_at(index):
            continue
        if (
            not words[index][0].isalpha()
            or words[index] in word_class("preposition")
            or words[index] in word_class("auxiliary")
        ):
            return False
        found = nouns().at(words, index)
        if found is not None:
            return any(value.klass in {"person", "equipment", "formation", "casualty"} for value in found[1])
    return False


def _ends_phrase(tokens: Tokens, at: int) -> bool:
    if at >= len(tokens):
        return True
    word = tokens.words[at]
    if word == "-" or word in word_class("origin"):
        return False
    return (
        not word[0].isalnum()
        or word in word_class("auxiliary")
        or word in word_class("preposition")
        or word in word_class("conjunction")
        or word in _participles()
        or word in word_class("adverb")
    )


def _adverbs_only(words: Sequence[str]) -> bool:
    return all(w in word_class("adverb") or w in word_class("pronoun") or w.endswith("ly") for w in words)


def _keeps(noun: Noun, words: Sequence[str], raw: Sequence[str], end: int, at: int) -> bool:
    """Whether a known noun stays the head although unknown words follow it in the phrase."""
    if noun.klass == "excluded":
        return True
    follower = words[end] if end < at else ""
    if noun.is_plural:
        return not (follower.endswith("s") and follower.isalpha() and raw[end].islower() and noun.klass != "casualty")
    shouted = raw[end].isupper() and follower.isalpha() and follower.endswith("s")  # "SEVERAL BOMB THREATS"
    return follower.endswith(("ed", "ing", "ly")) or (raw[end][:1].isupper() and not shouted)


def _pair(tokens: Tokens, end: int, noun: Noun, numbers_at: frozenset[int]) -> tuple[str, int]:
    """Second noun of "ships and boats", "dead and wounded": its kind, and the end of the longer phrase."""
    words = tokens.words
    if noun.klass == "casualty" and (series := _series(words, end, noun.kind)) is not None:
        return series
    if end + 1 >= len(words) or words[end] not in {"and", "or", "&", "/"} or noun.klass == "excluded":
        return "", end
    at = end + 1
    while at < len(words) and at - end < 5 and at not in numbers_at:
        found = nouns().at(words, at)
        if found is not None:
            size, values = found
            if noun.klass == "casualty" and at + size in numbers_at:
                return "", end  # "claimed three lives and wounded four"
            after = words[at + size] if at + size < len(words) else "."
            second = next((v for v in values if v.klass == noun.klass), None)
            if second is None or (after[0].isalpha() and second.klass == "excluded"):
                return "", end
            if second.is_plural:
                further = nouns().at(words, at + size) if at + size < len(words) else None
                if further is not None:
                    at += size
                    continue
                return second.kind, at + size
            at += size
            continue
        if words[at] in word_class("determiner") or not words[at][0].isalpha() or words[at] in word_class("auxiliary"):
            return "", end
        if words[at] in _participles():
            return "", end
        at += 1
    return "", end


def _series(words: Sequence[str], end: int, kind: str) -> tuple[str, int] | None:
    """Last kind of a list of casualties behind one number, and its end: "3,000 killed, wounded and missing"."""
    kinds, at = {kind}, end
    while at < len(words) and words[at] in {",", "and", "or"}:
        joint = at + (words[at] == "," and words[at + 1 : at + 2] in (["and"], ["or"]))
        found = nouns().at(words, joint + 1)
        if words[joint + 1 : joint + 2] == ["captured"]:
            size, other = 1, "capture"
        elif found is not None and found[1][0].klass == "casualty":
            size, other = found[0], found[1][0].kind
        else:
            return None
        kinds.add(other)
        at = joint + 1 + size
        if words[joint] != ",":
            ends = at >= len(words) or not words[at][0].isalnum() or words[at] in word_class("preposition")
            others = sorted(kinds - HARMS - {kind}) or sorted(kinds - {kind}) or [kind]
            return (others[0], at) if ends else None
    return None
