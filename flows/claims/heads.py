"""The noun phrase that a number counts: its span, head noun and class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flows.claims import models
from flows.claims.document import Tokens
from flows.claims.head_names import Names
from flows.claims.head_nouns import Noun, choose, finite, nouns, participles
from flows.claims.head_pairs import pair_at
from flows.claims.head_words import (
    FINEST,
    adverbs_only,
    ends_as_verb,
    ends_phrase,
    is_age,
    is_label,
    is_link,
    is_verb,
    joins_names,
    keeps,
    noun_follows,
    unit_follows,
)
from flows.claims.words import BRACKETS, SPELLED, word_class

LONGEST = 10
POSSESSIVE = ("'s", "’s", "s'", "s’", "'", "’")
OWNER = 6  # words that name who has the whole
OBJECT_OPENS = frozenset({"the", "a", "an", "its", "their", "this", "that"})
_PIECES_OF = [[word, "of"] for word in ("piece", "pieces", "unit", "units", "item", "items")]
SERVING = frozenset({"military", "serving", "active-duty", "uniformed", "enlisted", "armed"})
MARKS = frozenset({'"', "“", "”", "'", "‘", "-", "’", "*", "/", "\\", "_"})
CLOSING = frozenset({'"', "”", "'"})
THEY = frozenset({"them", "whom", "which", "us"})
LEFT = frozenset({"remaining", "original", "initial", "other", "total"})
MORE = frozenset({"others", "more", "other", "further", "additional"})
TOTALS = [["the", "total"], ["that", "number"], ["this", "number"], ["that", "total"]]
ONE = [["a"], ["an"], ["one"], ["1"]]
_THIRD = frozenset({"attacks", "strikes", "raids", "patrols", "assaults", "ambushes"})
"""Nouns that are forms of a verb too: after a plural noun, with which the verb would not agree, they are nouns."""
_AFTER_MEN = frozenset(
    [
        "in", "on", "at", "near", "during", "after", "when", "and", "wounded", "killed", "martyred", "neutralised",
        "neutralized", "kia", "wia", "captured", "dead", ",", ";", ")",
    ]
)  # fmt: skip
ENDING = frozenset(["according", "worth", "a", "an", "the", "every", "each", "per", "this", "last", "next", "any"])
PROTECTED = frozenset({"armoured_vehicle", "tank", "artillery", "air_defence"})


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


class _Phrase(NamedTuple):
    """Tokens `start:end` of a phrase as far as it goes on, with the last noun in it: the noun and its tokens.

    `trailing`: words behind that noun; `is_named`: it has the name of a type.
    """

    start: int
    end: int
    best: tuple[Noun, int, int] | None
    trailing: int
    is_named: bool


def parse(
    tokens: Tokens, index: int, names: Names | None, numbers_at: frozenset[int], *, of_allowed: bool = True
) -> Head:
    """Head of the noun phrase that starts at token `index`, right after a number.

    `names` are those of the sentence, None where a name can be no head; `numbers_at` are indexes of tokens that belong
    to counts: they end the phrase.
    """
    opened = _opening(tokens, index, numbers_at, of_allowed)
    if isinstance(opened, Head):
        return opened
    start, link = opened
    return _head(tokens, index, _phrase(tokens, index, start, names, numbers_at), names, numbers_at, link)


def _opening(tokens: Tokens, index: int, numbers_at: frozenset[int], of_allowed: bool) -> Head | tuple[int, str]:
    """Where the phrase begins and its link, behind "more", "of" and the like; the head where no noun can follow."""
    words, raw = tokens.words, tokens.raw
    total = len(words)
    link = ""
    at = index
    while at < total and (words[at] in MORE or words[at] == "-") and words[at : at + 2] != ["other", "ranks"]:
        link = "others" if words[at] in MORE else link
        at += 1
    without = words[index - 1] == "without"
    at += without and words[at : at + 1] != [] and words[at] in word_class("causing")
    at += without and words[at : at + 1] == ["any"]
    verb = words[at] if at < total else ""
    if at > index and words[at - 1] == "others" and verb.endswith("ed") and nouns().at(words, at) is None:
        return Head("elided", "", index, at, link=link)  # "38 others | sustained wounds"
    if of_allowed and words[at : at + 3] == ["the", "number", "of"]:
        at += 2  # "raising to 17 the number of soldiers killed"
    elif of_allowed and words[at : at + 2] in (['"', "of"], ["”", "of"]):
        at += 1  # '"thousands" of people'
    if words[at : at + 1] == ["aboard"] or words[at : at + 2] == ["on", "board"]:
        return Head("elided", "", index, at, link=link)  # "killing all 14 aboard"
    if words[at : at + 2] == ["out", "of"] and raw[at + 2 : at + 3] and raw[at + 2][0].isupper():
        return Head("elided", "", index, at, link=link)  # "would take 9,000 out of Germany"
    at += of_allowed and words[at : at + 2] == ["out", "of"]
    if not of_allowed or words[at : at + 1] != ["of"]:
        return at, link
    at += 1
    if words[at : at + 1] in (["others"], ["more"]):
        return Head("elided", "", index, at + 1, link="others")
    if words[at : at + 2] in TOTALS:
        return Head("elided", "", index, at + 2, link="of them")
    at = _behind_owner(words, at, numbers_at)
    owned = at
    while at < total and words[at] in word_class("possessive"):
        at += 1
    at += at + 1 in numbers_at and words[at] in LEFT  # "75 of the remaining 223 prisoners"
    they = at < total and (words[at] in THEY or (at > owned and words[at] in FINEST))
    if they or (at > owned and (at >= total or words[at] in word_class("auxiliary") or not raw[at][0].isalnum())):
        return Head("elided", "", index, at + they, link="of them")
    while at < total and at in numbers_at:  # "12 of the 40 soldiers": the second number has the noun
        at += 1
        link = "of number"
    return at, link


def _behind_owner(words: Sequence[str], at: int, numbers_at: frozenset[int]) -> int:
    """Where the number of a whole stands behind the name of who has it: "12 of | Ukraine's | 40 tanks"; else `at`."""
    for k in range(at, min(at + OWNER, len(words))):
        if k in numbers_at:
            return k if k > at and words[k - 1].endswith(POSSESSIVE) else at
        if words[k] in word_class("preposition") or words[k] in {",", ";", ":"}:
            return at
    return at


def _phrase(tokens: Tokens, index: int, start: int, names: Names | None, numbers_at: frozenset[int]) -> _Phrase:
    """The phrase from token `start` to the word that ends it."""
    words, raw = tokens.words, tokens.raw
    total = len(words)
    preposition = word_class("preposition")
    best: tuple[Noun, int, int] | None = None
    trailing = 0
    named = False
    at = start
    if words[at : at + 2] in _PIECES_OF and nouns().at(words, at) is None:
        at += 2  # "12 pieces of towed artillery"
    while at < total and at - start < LONGEST:
        word = words[at]
        if word in BRACKETS:
            close = next((k for k in range(at + 1, min(at + 7, total)) if words[k] == BRACKETS[word]), -1)
            short = close == at + 2 and raw[at + 1].isupper() and noun_follows(words, close + 1, names)
            held = best is not None and not short  # "9,000 Imperial Navy (IJN) troops"
            if close < 0 or held or close + 1 >= total or not raw[close + 1][0].isalpha():
                break
            at = close + 1
            continue
        if word[0].isdigit() and at not in numbers_at and (unit_follows(words, at + 1) or is_age(words, at + 1)):
            at += 1
            continue
        calibre = word == "." and at + 1 < total and words[at + 1].isdigit()
        if calibre and tokens.ends[at] == tokens.starts[at + 1] and noun_follows(words, at + 2, names):
            at += 2  # "four .38 caliber revolvers"
            continue
        if word in word_class("unit_inside") and at > start and best is None:
            at += 1
            continue
        tied = word == "–" and at + 1 < total and tokens.ends[at] == tokens.starts[at + 1] and at > start
        if tied and tokens.ends[at - 1] == tokens.starts[at]:  # "CJTF–OIR troops"
            at += 1
            continue
        if word == "/" and best is not None and best[0].klass == "casualty":
            break  # "no injuries/fatalities": both are counted
        if word in MARKS:
            if word in CLOSING and best is not None and at > start and trailing:
                break
            at += 1
            continue
        dotted = words[at + 1 : at + 2] == ["."] and at + 2 < total and words[at + 2].isdigit() and raw[at].isupper()
        if dotted and best is None and (typed_at := models.at(raw, at)) is not None:  # "two AS.355F Ecureuils"
            best, named, trailing = (Noun("equipment", typed_at[0], True), at, at + typed_at[1]), True, 0
            at += typed_at[1]
            continue
        found = nouns().at(words, at)
        several = words[index - 1 : index] not in ONE and (words[index - 1].isdigit() or words[index - 1] in SPELLED)
        alone = at == start and several  # "16 | shot in the province"
        if word == "shot" and (alone or (at > start and words[at - 1].endswith("s"))):
            break  # "twenty mineworkers | shot"
        if found is not None and raw[at][0].isupper() and names and (named_at := names.people_at(at)):
            past = tokens.at(named_at.end - 1) + 1
            if past - at > found[0] and named_at.form in {"group", "force"} and noun_follows(words, past, names):
                at = past  # "15 Army of Conquest fighters"
                continue
        if at in numbers_at or word in ENDING or (best is not None and word in SPELLED):
            break
        if is_link(tokens, at, found is not None, names):
            if word in {"and", "or"} and words[at - 1] == "-":  # "short- and medium-range rockets"
                at += 1
                continue
            if word in {"and", "or"} and best is None and at > start and joins_names(tokens, at, names):
                at += 1
                continue
            if word in {"and", "or"} and at > start and not named and _joins_attributes(tokens, index, at, best):
                best = None  # "civilian and military casualties", "sick and wounded soldiers"
                at += 1
                continue
            break
        if found is None and (word in preposition or not raw[at][0].isalnum()):
            break
        if named and best is not None and best[2] == at and word in word_class("type_words"):
            best = (best[0], best[1], at + 1)
            at += 1
            continue
        if best is not None and _is_behind(tokens, index, at, found, best):
            break
        by_name = named and best is not None and found is not None and found[1][0].klass == "person"
        if by_name and best is not None and raw[at].istitle() and best[2] == at:  # "three BN-2 Islanders"
            best, at = (best[0], best[1], at + 1), at + 1
            continue
        if found is not None:
            size, values = found
            armoured = best is not None and (
                best[0].kind == "armoured_vehicle" or (named and best[0].kind in PROTECTED)
            )
            typed = armoured and values[0].kind == "vehicle"
            noun = best[0] if typed and best is not None else choose(values, best and best[0], words)  # "MRAP vehicles"
            best = (noun, at, at + size)
            at += size
            trailing = 0
            continue
        model = models.at(raw, at)
        if model is not None and at not in numbers_at:
            again = named and best is not None and best[2] == at  # "UH-60 Black Hawks": the designation says what it is
            typed_as = Noun("equipment", model[0], True)
            best = (best[0], best[1], at + model[1]) if again and best else (typed_as, at, at + model[1])
            named = True
            at += model[1]
            trailing = 0
            continue
        mention = names.people_at(at) if names else None
        if mention is not None:
            end = at + 1
            while end < total and tokens.starts[end] < mention.end:
                end += 1
            people = _of_people(tokens, index, start, at, end, mention.form)
            if people is not None:
                best, trailing = people, 0
            at = end
            continue
        if best is not None and (
            word in participles() or (best[0].is_plural and word.endswith(("ed", "ing")) and best[2] == at)
        ):
            break
        men_did = best is not None and best[0].klass == "person" and best[0].is_plural and best[2] == at
        if men_did and word in word_class("irregular_past"):
            break  # "five militants wore explosive belts"
        if (
            at == start
            and word.endswith("ed")
            and words[at + 1 : at + 2]
            and words[at + 1] in preposition | word_class("clause")
        ):
            break  # "100,000 organised for local defence"
        if at == start and word.endswith("ed") and at + 1 < total and at + 1 in numbers_at:
            break  # "an army of 30,000 included 5,000 horsemen"
        if ends_as_verb(tokens, start, at, names):
            break
        if best is not None and (word in word_class("adverb") or word.endswith("ly")):
            break
        trailing += 1
        at += 1
    return _Phrase(start, at, best, trailing, named)


def _joins_attributes(tokens: Tokens, index: int, at: int, best: tuple[Noun, int, int] | None) -> bool:
    """Whether the conjunction at `at` stands between two attributes of one plural noun behind them.

    "Civilian | and military casualties", "sick | and wounded soldiers": what stands before it is no plural itself.
    """
    words = tokens.words
    attribute = best is None or (not best[0].is_plural and best[2] == at)
    if not attribute or words[index - 1 : index] in [*ONE, ["another"]] or not words[at - 1].isalpha():
        return False
    second = words[at + 1] if at + 1 < len(words) else "."
    if not second.isalpha() or second in word_class("determiner") or second in SPELLED or words[at - 1].endswith("ly"):
        return False
    own = nouns().at(words, at + 1)
    for k in (at + 2, at + 3):
        found = nouns().at(words, k) if k < len(words) and words[k].isalpha() else None
        if found is not None and found[1][0].is_plural:
            size = own[0] if own is not None else 1
            return not (own is not None and own[1][0].is_plural and at + 1 + size > k)
        if found is None and (k >= len(words) or not words[k].isalpha() or words[k] in word_class("preposition")):
            return False
    return False


def _is_behind(
    tokens: Tokens, index: int, at: int, found: tuple[int, list[Noun]] | None, best: tuple[Noun, int, int]
) -> bool:
    """Whether the word at `at`, which may be a noun, stands outside the phrase that has its noun already."""
    words, word, noun = tokens.words, tokens.words[at], best[0]
    adjective = found is not None and (
        word in word_class("adjectival") or (found[1][0].klass == "excluded" and word in finite())
    )
    is_several = words[index - 1 : index] not in ONE
    compound = (noun.is_plural or is_several) and word in _THIRD  # "16 chemical weapons attacks"
    if adjective and not compound:
        return True
    if noun.is_plural and best[2] == at and is_label(tokens, at):
        return True  # "Land forces: 400 personnel | Air forces: 90 personnel"
    if word == "home" and noun.klass == "person":
        return True  # "brought 1,000 soldiers home"
    apart = found is not None and best[2] == at and noun.is_plural and noun.klass == "person"
    apart = apart and nouns().at(words, best[1]) is not None  # no name: "two ISIL-held buildings"
    if apart and found is not None and found[1][0].klass == "excluded" and not found[1][0].is_plural:
        return True  # "dozens of policemen expert in riots"
    acts = found is not None and best[2] == at and noun.is_plural and not found[1][0].is_plural
    return (
        acts
        and noun.klass == "person"
        and words[at + 1 : at + 2] != []
        and (words[at + 1] in OBJECT_OPENS or words[at + 1][0].isdigit())
    )  # "300 soldiers guard the border"


def _of_people(tokens: Tokens, index: int, start: int, at: int, end: int, form: str) -> tuple[Noun, int, int] | None:
    """The name of a people, a group or a force at tokens `at:end` as the noun of the phrase, or None."""
    words = tokens.words
    best = None
    next_word = words[end] if end < len(words) else "."
    apart = next_word == "." or next_word in _AFTER_MEN
    men = form == "group" and (next_word in word_class("auxiliary") or (at == start and apart))  # "killed two ADF in"
    if form == "demonym" or men or (form == "adjective" and ends_phrase(tokens, end)):
        best = (Noun("person", "general" if form != "group" else "fighter", True), at, end)
    own = nouns().at(words, end - 1) if form == "force" else None
    one = words[index - 1 : index] in [*ONE, ["another"]]
    if own is not None and own[0] == 1 and own[1][0].klass == "person" and own[1][0].is_plural != one:
        best = (own[1][0], end - 1, end)  # "two US Marines", "a U.S. Marine"
    return best


def _head(
    tokens: Tokens, index: int, phrase: _Phrase, names: Names | None, numbers_at: frozenset[int], link: str
) -> Head:
    """The head that a phrase gives: of its noun, or unknown or elided where it has none."""
    words, raw = tokens.words, tokens.raw
    start, at, best = phrase.start, phrase.end, phrase.best
    inside = words[start:at]
    men = best is None or (best[0].klass == "person" and best[2] == at - 1)
    if men and words[at - 1] == "units" and names and any(names.people_at(k) for k in range(start, at - 1)):
        return Head("formation", "any", start, at, at - 1, link)  # "several Taliban units"
    if best is None:
        plain = inside == ["units"] or inside[-1:] == ["ones"] or adverbs_only([w for w in inside if w[0].isalnum()])
        if plain or is_verb(words, raw, start):
            return Head("elided", "", index, start, link=link)
        return Head("unknown", "", start, at, link=link, words=tuple(inside))
    noun, first, end = best
    if phrase.trailing and not keeps(noun, words, raw, end, at):
        return Head("unknown", "", start, at, at - 1, link=link, words=tuple(inside))
    pair, end = pair_at(tokens, end, noun, numbers_at)
    spoken = tuple(words[start:end])
    kind = "military" if noun.kind == "general" and not SERVING.isdisjoint(spoken) else noun.kind
    kind = "fighter" if kind == "military" and "armed" in spoken and words[first] == "men" else kind
    if kind == "general" and words[first] in word_class("belonging") and names:
        known = (names.people_at(k) for k in range(start, first))
        kind = "fighter" if any(m is not None and m.form == "group" for m in known) else kind  # "80 M-19 members"
    return Head(noun.klass, kind, start, end, first, link, noun.is_generic and not phrase.is_named, pair, spoken)
