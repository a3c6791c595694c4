"""What the words around a head noun are: an attribute, a label, a verb, an age, the end of the phrase."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims import models
from flows.claims.document import Tokens
from flows.claims.head_names import Names
from flows.claims.head_nouns import Noun, finite, nouns, participles
from flows.claims.words import word_class

FINEST = frozenset({"finest", "best", "bravest"})  # what a nation calls its soldiers
LABEL = 6  # words


def noun_follows(words: Sequence[str], at: int, names: Names | None) -> bool:
    for index in range(at, min(at + 3, len(words))):
        of_army = index > at and words[index] in word_class("branches")  # "a captured Syrian Army soldier"
        if (names and names.people_at(index)) or (of_army and names and names.people_at(index - 1)):
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


def ends_phrase(tokens: Tokens, at: int) -> bool:
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
        or word in participles()
        or word in word_class("adverb")
    )


def describes_things(words: Sequence[str], raw: Sequence[str], at: int) -> bool:
    """Whether the participle at `at` describes unknown things: "two captured bases", "four burned villages"."""
    noun, after = "".join(words[at + 1 : at + 2]), "".join(words[at + 2 : at + 3])
    plural = len(noun) > 4 and noun.isalpha() and raw[at + 1].islower() and noun.endswith("s") and noun[-2] != "s"
    other = noun in word_class("preposition") or noun in word_class("adverb") or noun in word_class("conjunction")
    return plural and not other and words[at].endswith("ed") and after not in word_class("telling_verbs")


def is_attribute(words: Sequence[str], at: int) -> bool:
    """Whether the word at `at` describes the plural behind it: "12 surrounding villages"."""
    found = nouns().at(words, at + 1) if words[at].endswith("ing") else None
    return found is not None and found[1][0].is_plural


def is_label(tokens: Tokens, at: int) -> bool:
    """Whether a label of another number begins at `at`, as in a list whose lines were joined."""
    if not tokens.raw[at][0].isupper() or tokens.raw[at - 1][0].isupper():
        return False
    colon = next((k for k in range(at + 1, min(at + LABEL, len(tokens))) if not tokens.words[k][0].isalpha()), 0)
    return tokens.words[colon : colon + 1] == [":"]


def is_verb(words: Sequence[str], raw: Sequence[str], at: int) -> bool:
    """Whether a verb of the plural follows the number, which has no noun: "560,000 belong to the army"."""
    word = words[at] if at < len(words) else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    plain = (
        word.isalpha() and raw[at].islower() and not word.endswith("s") and word not in word_class("adverb") | {"due"}
    )
    return plain and after in word_class("preposition") - {"of"}


def joins_names(tokens: Tokens, at: int, names: Names | None) -> bool:
    """Whether the conjunction at `at` stands between two names before one noun: "25 NATO and Afghan troops"."""
    before, after = tokens.starts[at], tokens.ends[at]
    mentions = names.mentions if names else ()
    named = any(m.end <= before <= m.end + 1 for m in mentions)
    follows = next((m for m in mentions if after <= m.start <= after + 1), None)
    return named and follows is not None and noun_follows(tokens.words, tokens.at(follows.end - 1) + 1, names)


def unit_follows(words: Sequence[str], at: int) -> bool:
    """Whether a unit of measurement follows a figure inside a phrase: "2,000-pound bomb", "122 mm guns"."""
    if at < len(words) and words[at] == "-":
        at += 1
    return (at < len(words) and words[at] in word_class("unit_inside")) or words[at - 1][-1:].isalpha()


def tells_origin(tokens: Tokens, at: int, names: Names | None) -> bool:
    """Whether the participle at `at` says from whom arms or men are, behind the name: "an Iranian made Mohajer UAV"."""
    if tokens.words[at] not in word_class("origin") or names is None:
        return False
    return any(0 <= tokens.starts[at] - m.end <= 1 for m in names.mentions)


def is_age(words: Sequence[str], at: int) -> bool:
    """Whether years of age follow a figure inside a phrase: "an 18 | year-old girl"."""
    return words[at : at + 1] in (["year-old"], ["years-old"]) or words[at : at + 3] == ["year", "-", "old"]


def adverbs_only(words: Sequence[str]) -> bool:
    return all(w in word_class("adverb") or w in word_class("pronoun") or w.endswith("ly") for w in words)


def keeps(noun: Noun, words: Sequence[str], raw: Sequence[str], end: int, at: int) -> bool:
    """Whether a known noun stays the head although unknown words follow it in the phrase."""
    if noun.klass == "excluded":
        return True
    follower = words[end] if end < at else ""
    if noun.is_plural and words[end + 1 : end + 2] != [] and words[end + 1] in word_class("determiner"):
        return True  # "The Guard of 1,800 men protects the president"
    if noun.is_plural:
        return not (follower.endswith("s") and follower.isalpha() and raw[end].islower() and noun.klass != "casualty")
    shouted = raw[end].isupper() and follower.isalpha() and follower.endswith("s")  # "SEVERAL BOMB THREATS"
    return follower.endswith(("ed", "ing", "ly")) or (raw[end][:1].isupper() and not shouted)


def is_link(tokens: Tokens, at: int, is_noun: bool, names: Names | None) -> bool:
    """Whether the word at `at` links phrases, and is no part of a name: a conjunction, a pronoun, an auxiliary."""
    words, word = tokens.words, tokens.words[at]
    if is_noun or (word == "us" and tokens.raw[at] == "US" and noun_follows(words, at + 1, names)):
        return False  # "28,500 US troops"
    links = (word_class(name) for name in ("conjunction", "pronoun", "auxiliary"))
    return any(word in link for link in links) and not (names and names.people_at(at))


def ends_as_verb(tokens: Tokens, start: int, at: int, names: Names | None) -> bool:
    """Whether the word at `at` is the verb behind the phrase, or right behind a number without a noun."""
    words, raw, word = tokens.words, tokens.raw, tokens.words[at]
    if word not in participles() or words[at - 1] == "-" or tells_origin(tokens, at, names):
        return False  # "a U.S.- made air force helicopter"
    if at == start and at + 1 < len(raw) and models.at(raw, at + 1) is not None:
        return False  # "20 used Hueys"
    if at == start:
        owned = words[at - 1] in {"his", "her", "its", "their", "our"}  # "one of its patrols": a noun
        if owned or word not in finite() or describes_things(words, raw, at) or is_attribute(words, at):
            return False
    return not noun_follows(words, at + 1, names)
