"""Why a number counts nothing, as the words right around it show: designations, ages, ratios, pronouns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.claims import head_nouns, models
from flows.claims.document import Tokens
from flows.claims.quantities import Number
from flows.claims.time_words import MONTHS
from flows.claims.words import word_class

OWNERS = frozenset({"the", "these", "those", "its", "their", "his", "her", "our"})
YEAR_BEFORE = frozenset(["than", "in", "since", "until", "before", "after", ":", "from", "by", "circa"])
SMALL = frozenset(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "several", "a", "an"]
)
ASSEMBLY = re.compile(
    r"-(?:member|nation|country|man|person|strong) (?:[\w-]+ ){0,4}(?:alliance|assembly|bloc|board|body|cabinet"
    r"|coalition|commission|committee|community|congress|council|delegation|jury|league|mission|organi[sz]ation|panel"
    r"|parliament|senate|tribunal|union)\b",
    re.IGNORECASE,
)
"""Bodies whose members are states or politicians."""
LEAST_SIZE = 100  # more are no share of what follows "in"
CALIBRE = re.compile(r"\s?-\s?mm\b", re.IGNORECASE)


def refusal(text: str, tokens: Tokens, number: Number) -> str | None:
    """Why the words around a number show that it counts nothing here, or None where it may count."""
    if number.reject_reason is not None:
        return number.reject_reason
    if ASSEMBLY.match(text, number.end):
        return "non_military_subject"
    words = tokens.words
    first, last = tokens.at(number.start), tokens.at(max(number.start, number.end - 1)) + 1
    word, before, after = words[first], words[first - 1] if first else "", words[last] if last < len(words) else ""
    next_after = words[last + 1] if last + 1 < len(words) else ""
    value = number.best
    if text[number.end : number.end + 1] == "-" and text[number.end + 1 : number.end + 2].isalpha():
        compound = text[number.end + 1 : number.end + 12].lower()
        if not compound.startswith(tuple(word_class("compound"))):
            return "compound"
    phrase = head_nouns.nouns().at(words, first)
    if (phrase is not None and phrase[0] > 1 and number.kind == "vague") or _designated(tokens, first, number):
        return "identifier"
    if word == "one" and before == "loved":
        return "pronoun"  # "have lost a loved one"
    if word == "one" and ([after, next_after] == ["by", "one"] or words[max(0, first - 2) : first] == ["one", "by"]):
        return "pronoun"  # "killed the men one by one"
    if value == 1 and word == "one" and after in {"another", "day"}:
        return "pronoun"
    if word == "both" and before in {"them", "us", "you"}:
        return "pronoun"  # "could hurt them both"
    if word == "several" and before in {"the", "these", "its", "their"}:
        return "vague"  # "the commandants of the several operational commands"
    if words[first : first + 2] == ["a", "number"]:
        return "vague"  # "a number of tanks" gives none
    causing = after in word_class("causing")  # "without causing any casualties"
    if word in word_class("loose") or (word == "without" and after.endswith("ing") and not causing):
        return "vague"
    if text[number.start - 1 : number.start] == "." and text[max(0, number.start - 2) : number.start - 1].isalpha():
        return "identifier"  # "three MH.1521M aircraft"
    if word.isdigit() and len(word) < 4 and _names_unit(tokens, last):
        return "identifier"  # "1 Squadron"
    copula = before in word_class("copula")
    named = first > 1 and before == "," and tokens.raw[first - 2][0].isupper()
    aside = words[last : last + words[last:].index(",")] if "," in words[last:] else words[last:]
    named = named and word_class("auxiliary").isdisjoint(aside)
    if word == "one" and after == "of" and named and next_after in OWNERS:
        return "pronoun"  # "said Frances Riera, one of the Spaniards detained this morning"
    if word == "one" and after == "of" and copula and next_after[:1].isdigit():
        return "pronoun"  # "was one of 16 soldiers killed that week"
    if word == "one" and after == "of" and copula and next_after in {"the", "its", "their", "his", "her", "those"}:
        return "pronoun"  # "is one of the largest armies", "was one of the soldiers killed"
    if word == "one" and after == "of" and before in word_class("aboard") and next_after in OWNERS:
        return "pronoun"  # "the crew chief aboard one of those aircraft"
    if CALIBRE.match(text, number.end):
        return "measure"  # "a 75- MM gun"
    if value is not None and value < 1000 and value != int(value) and not _are_formations(words, last):
        return "measure"
    few = value is not None and value < LEAST_SIZE
    rate = (after == "in" and is_number_word(next_after) and few) or (
        before == "in" and first > 1 and is_number_word(words[first - 2]) and "," not in words[first - 2]
    )  # but "26,000 in two divisions"
    rate = rate or (after == "per" and next_after[:1].isdigit())  # "1 per 700 residents"
    if rate or before == "every" or [after, next_after] == ["to", "one"] or (before == "to" and word == "one"):
        return "ratio"
    if tokens.raw[first - 1 : first] and before in word_class("variant") and tokens.raw[first - 1][0].isupper():
        return "identifier"  # "the first new Block 70 aircraft"
    named = word.isdigit() and before in word_class("named_by_number") and tokens.raw[first - 1].istitle()
    if named and after not in {",", ":"} and (before != "force" or words[first - 2] == "task"):
        return "identifier"  # "SEAL Team 6 commandos", "Task Force 17 troops"
    if before == "number" and first > 1 and words[first - 2] in word_class("numbered"):
        return "identifier"
    if words[max(0, first - 2) : first] == ["group", "of"] and _is_of_states(tokens, first - 2, last):
        return "identifier"
    if words[max(0, first - 3) : first] in (["as", "young", "as"], ["as", "old", "as"]):
        return "age"
    if words[max(0, first - 2) : first] == ["age", "of"] or (
        "age" in words[max(0, first - 6) : first] and before == "to"
    ):
        return "age"
    if [after, next_after] == ["to", "1"] or (
        before == "to" and word == "1" and words[first - 2 : first - 1] != ["up"]
    ):
        return "ratio"
    if word == "both" and ("and" in words[last : last + 5] or _as_well(words[last : last + 8])):
        return "pronoun"  # "both A and B" counts nothing
    if len(word) == 4 and word.isdigit() and "1000" <= word <= "2099" and before in YEAR_BEFORE:
        return "date_or_time"
    return "age" if value is not None and value < 100 and _is_age(words, first, last) else None


def _is_of_states(tokens: Tokens, at: int, last: int) -> bool:
    """Whether "Group of" at token `at` names a body of states: "the Group of Seven", but "A GROUP OF 60 MEN"."""
    noun = head_nouns.nouns().at(tokens.words, last) if last < len(tokens) else None
    men = noun is not None and noun[1][0].klass == "person" and tokens.words[last] != "members"
    return tokens.raw[at][0].isupper() and not men


def _names_unit(tokens: Tokens, at: int) -> bool:
    """Whether the number before token `at` is a unit's name: a singular formation in capitals, in mixed text."""
    found = head_nouns.nouns().at(tokens.words, at) if at < len(tokens) else None
    if found is None or found[1][0].klass != "formation" or any(v.is_plural for v in found[1]):
        return False
    name = tokens.raw[at]
    return name[0].isupper() and name[1:].islower() and not all(w[:1].isupper() for w in tokens.raw if len(w) > 3)


def _are_formations(words: Sequence[str], at: int) -> bool:
    """Whether formations are counted, which may be halved: "two and a half divisions"."""
    found = head_nouns.nouns().at(words, at) if at < len(words) else None
    return found is not None and found[1][0].klass == "formation"


def _as_well(words: Sequence[str]) -> bool:
    """Whether "as well as" stands in the words."""
    return any(words[k : k + 3] == ["as", "well", "as"] for k in range(len(words)))


def _is_age(words: Sequence[str], first: int, last: int) -> bool:
    """Whether a small number after a person is an age: "a boy of eight", "the despot, 69, has"."""
    if first < 2 or words[first - 1] not in {"of", ","}:
        return False
    before, after = words[first - 1], words[last] if last < len(words) else ""
    noun = head_nouns.nouns().at(words, first - 2)
    person = noun is not None and any(v.klass == "person" and not v.is_plural for v in noun[1])
    if before == "of":
        men = noun is not None and any(v.klass == "person" and v.is_plural for v in noun[1])
        young = (
            men
            and after in {"with", "who", "and", "or", ",", "."}
            and word_class("parties").isdisjoint(words[first - 3 : first - 2])
        )
        return (person and after != "the") or young
    return after == "," and (person or words[last + 1 : last + 2] in (["has"], ["had"], ["is"], ["was"], ["who"]))


def _designated(tokens: Tokens, first: int, number: Number) -> bool:
    """Whether the number belongs to a designation: "two DDG 51 destroyers", "F- 35 fighters"."""
    if first < 2 or (number.best or 0) >= 1000:
        return False
    before, earlier = tokens.raw[first - 1], tokens.raw[first - 2]
    if before == "-" and len(earlier) <= 2 and earlier.isupper():
        return True
    if before[:1].isupper() and models.unit(before) is not None:
        following = tokens.raw[first + 1] if first + 1 < len(tokens) else "."
        if (number.best or 0) < 10 or (following.isalpha() and head_nouns.nouns().at(tokens.words, first + 1)):
            return True  # "Ilyushin 76 aircraft"
    if all(w.isupper() for w in tokens.raw if w.isalpha()):
        return False
    apart = tokens.ends[first - 2] < tokens.starts[first - 1] and tokens.ends[first - 1] < tokens.starts[first]
    if before in {"-", "–", "—"} and (earlier.lower() in MONTHS or apart):
        return False  # "23 May - Seven rebels were shot", "05/03/2015 - 12 soldiers"
    for at in range(first - 1, max(-1, first - 7), -1):
        token = tokens.raw[at]
        if token.lower() in MONTHS:
            return False  # "on 3 June 150 soldiers"
        if token[0].isdigit() or token.lower() in SMALL:
            return at < first - 1  # only a name stands between two numbers: "two Mil Mi 17 helicopters"
        if not (token[0].isupper() or token in {".", "-", "/"} or ("-" in token and at < first - 1)):
            break
    return before.isalpha() and before.isupper() and 2 <= len(before) <= 4 and before not in {"US", "UK", "UN", "EU"}


def is_number_word(word: str) -> bool:
    return (word.isdigit() and len(word) < 3) or word in SMALL - {"a", "an", "one", "several"}
