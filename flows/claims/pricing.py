"""The price of the words between a cue and a count: the fewer and the weaker, the surer the cue governs the count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flows.claims import cues as cue_lexicon
from flows.claims import head_nouns
from flows.claims.counts import Count
from flows.claims.cues import Cue
from flows.claims.document import Tokens
from flows.claims.verb_phrases import CASUALTY, WEAK
from flows.claims.words import BRACKETS, word_class

LIMIT = 9.0
DESCRIBES = 0.6  # a participle before the noun may only describe it
FARTHEST = 30  # words from a cue to a count
DASHED = 16  # words of an aside between dashes
NAMES = 28  # words of an aside that names those counted
PARTS_OF_NAMES = ("and", "al", "el", "bin", "ibn", "abu", "de", "van", "der", "ul")
APPOSED = 4  # words of an aside that says who those counted are
ASIDE = 15  # words of an aside between commas
NAME_OF_UNIT = 4  # words of a name that is long enough to be passed over as one
LEAST_RELATIVE = 2  # words of a relative clause before the verb of the main one
WHO = frozenset({"who", "that"})
CLAUSES = frozenset([";", ":", ",", "who", "which", "that", "when", "while", "and", "but", "or", "whose", "they", "he"])
HARMED = CASUALTY | {"arrest", "free"}
"""Families of verbs whose sufferers a relative clause may tell of before: "six rebels, who had fled, were seized"."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A count of a sentence with a cue that may govern it, among the other counts and cues."""

    tokens: Tokens
    count: Count
    counts: Sequence[Count]
    cue: Cue
    found: Sequence[Cue]


def price_of(clause: Clause) -> float | None:
    """Price of the words between a cue and a count that it may govern, or None where it cannot."""
    tokens, count, counts, cue = clause.tokens, clause.count, clause.counts, clause.cue
    others = (c for c in counts if c.head.noun != count.head.noun or cue.family == "recruit")
    if any(c.number_last <= cue.first < c.head.noun < c.last for c in others):
        return None  # an adjective of others: "200,000 trained reserve personnel", "an officer and 12 enlisted men"
    if any(c is not count and c.head.klass == "casualty" and c.head.noun == cue.first for c in counts):
        return None  # what others are called: "six of the hijackers and one hostage died"
    if (
        cue.first >= count.number_last
        and cue.last <= count.last
        and count.head.noun >= 0
        and cue.first < count.head.noun
    ):
        if cue.kind not in {"after", "past"} or tokens.words[cue.first] in word_class("origin"):
            return None  # "an Iranian supplied missile"
        return DESCRIBES if cue.family in WEAK | {"desert"} else 0.0  # "the deaths of 40 mobilized troops"
    if cue.last <= count.first:
        if cue.voice == "left":
            return None
        low, high, right = cue.last, count.first, True
    elif cue.first >= count.last:
        if cue.voice not in {"left", "both"}:
            return None
        if (
            cue.kind == "past"
            and cue.family in {"deliver", "deploy", "send", "order"}
            and _is_of_last(count, counts, cue)
        ):
            return None  # "300 T-80s and 176 VT-4s delivered since 2020"
        before = [w for w in tokens.words[max(0, count.first - 2) : count.first] if w[0].isalnum()]
        if before[-1:] == ["by"] or _is_of_next(tokens, count, counts, cue):
            return None
        low, high, right = count.last, cue.first, False
    else:
        return None
    if high - low > FARTHEST:
        return None
    return gap_price(clause, low, high, right)


def _of_unit(tokens: Tokens, at: int, high: int, others: Mapping[int, Count], verbs: Mapping[int, int]) -> int:
    """Index of the auxiliary behind a name of whose men they are: "members | of the Nevada National Guard | have been".

    0 where words in small letters stand between, besides those that join names.
    """
    words, raw = tokens.words, tokens.raw
    end = next((k for k in range(at + 1, high) if words[k] in word_class("auxiliary")), 0)
    inner = range(at + 1, end)
    if not end - at > NAME_OF_UNIT or any(k in others or (k in verbs and raw[k].islower()) for k in inner):
        return 0
    joints = word_class("determiner") | {"of", "and", "'s", "’s", "-", ","}
    named = all(not raw[k][0].islower() or words[k] in joints for k in inner)
    shouted = all(raw[k].isupper() for k in inner if raw[k].isalpha())
    return end if named and not shouted and words[end - 1] != "," else 0


def _ends_relative(words: Sequence[str], low: int, high: int, others: Mapping[int, Count], cue: Cue) -> bool:
    """Whether the passive at `high` is that of those whom the relative clause at `low` tells of.

    "546 militants | who were fleeing the city disguised as civilians were | arrested".
    """
    inner = words[low + 1 : high - 1]
    if cue.kind != "past" or cue.family not in HARMED or not LEAST_RELATIVE <= len(inner) <= ASIDE:
        return False
    if words[high - 1] not in word_class("passive_auxiliary") or any(low < k < high for k in others):
        return False
    if inner[-1] in word_class("pronoun") or inner[-1] in word_class("auxiliary") or inner[-1] in word_class("adverb"):
        return False
    return CLAUSES.isdisjoint(inner) and word_class("saying").isdisjoint(inner) and "said" not in inner


def _is_of_last(count: Count, counts: Sequence[Count], cue: Cue) -> bool:
    """Whether a participle without an auxiliary describes the last of a list alone."""
    return any(c.last == cue.first and c is not count and c.run == count.run for c in counts)


def _is_of_next(tokens: Tokens, count: Count, counts: Sequence[Count], cue: Cue) -> bool:
    """Whether the verb is that of the next count: "31 dead (22 mourners, 9 police), 55 hurt", "a boy, ten hurt"."""
    words = tokens.words
    later = next((c for c in reversed(counts) if count.last < c.first < cue.first), None)
    if later is None:
        return False
    gap = words[count.last : later.first]
    opener = words[max(0, count.first - 2) : count.first]
    opened = opener[-1:] in (["including"], ["incl"]) or (opener[:1] == ["among"] and opener[1:] != ["the"])
    return gap.count(")") > gap.count("(") or (opened and gap[-1:] == [","] and {"and", "or"}.isdisjoint(gap))


def gap_price(clause: Clause, low: int, high: int, right: bool) -> float:
    """Price of tokens `low:high`, behind which the count stands if `right`, else before them."""
    words, count, cue = clause.tokens.words, clause.count, clause.cue
    auxiliary, adverb = word_class("auxiliary"), word_class("adverb")
    others = {
        k: c for c in clause.counts if c is not count and not _is_circumstance(words, c) for k in range(c.first, c.last)
    }
    own = {"active", "past", "subject"}
    verbs = {k: c.first for c in clause.found if c.kind in own and c is not cue for k in range(c.first, c.last)}
    price, at, charged, siblings = 0.0, low, -1, 0
    while at < high:
        word = words[at]
        other = others.get(at)
        if other is not None:
            if other.first != charged:
                sibling = other.run == count.run
                price += (0.2 if siblings else 1.5) if sibling else 2.5 if right else 5.0
                siblings += sibling
                charged = other.first
        elif word in BRACKETS and BRACKETS[word] in words[at:high]:
            at = words.index(BRACKETS[word], at)
            price += 0.5
        elif word in {";"} or (word == ":" and not right):
            price += 6.0
        elif word in {"—", "–"} and (close := _dash(words, at, high)):
            at = close
            price += 0.5
        elif word == ":" and words[at - 1] in word_class("any_arms"):
            price += 0.2  # "has ordered $2 billion worth of weapons: 180 tanks"
        elif word in {":", "—", "–"}:
            price += 2.0
        elif at == low and not right and word == "of" and (end := _of_unit(clause.tokens, at, high, others, verbs)):
            at = end - 1
            price += 1.0
        elif at == low and not right and word in WHO and _ends_relative(words, low, high, others, cue):
            at = high - 2
            price += 1.0
        elif word == "," and not right and (end := _aside(words, clause.tokens.raw, at, high, cue.family in HARMED)):
            at = end
            price += 0.5
        elif word == "," and right and at == low and cue_lexicon.over_aside(words, at) == high:
            at = high - 1
            price += 0.5
        elif word == "," and (siblings or (count.is_article and _goes_on(others, at, count))):
            price += 0.1
        elif word == ",":
            price += 1.0
        elif not right and word == "of" and words[at + 1 : at + 2] in (["them"], ["whom"], ["which"]):
            price += 4.0
        elif at in verbs:
            price += 0.0 if low <= verbs[at] < at else 0.5 if word in auxiliary else 2.5  # "equipped with" is one
        elif not right and word in word_class("saying"):
            price += 5.0  # "a message from a pilot saying that he had been shot"
        elif not right and word == "that" and at > low and _is_told(words, at):
            price += 6.0  # "a correspondent suggested that Iran had joined the war"
        elif not right and word == "those" and words[at + 1 : at + 2] == ["who"]:
            price += 6.0  # others are: "all those who have died"
        elif right and low < at - 1 == high - 2 and word.endswith("ed") and words[at - 1] in {"and", "then"}:
            price += LIMIT  # a verb of its own: "executed 13 men and raped six women"
        elif word in auxiliary or word in adverb:
            price += 0.2
        elif word in word_class("relative"):
            price += 0.2 if at == low and not right else 2.5
        elif word in {"and", "or", "&", "plus"}:
            price += 1.5
        elif (
            (word == "as" and words[at + 1 : at + 2] not in (["well"], ["many"], ["much"]))
            or word in word_class("clause")
            or word == "but"
        ):
            price += 3.0
        elif word == "by" and right:
            price += 4.0
        elif word in word_class("preposition"):
            price += 0.7
        elif word in word_class("determiner"):
            price += 0.2
        else:
            noun = head_nouns.nouns().at(words, at) if right and word not in word_class("any_arms") else None
            price += 1.2 if noun is not None and noun[1][0].is_plural else 0.5
        at += 1
    return price


def _aside(words: Sequence[str], raw: Sequence[str], at: int, high: int, harms: bool) -> int:
    """Index of the comma that closes an aside opened at `at`: ", including two officers,"; 0 where there is none."""
    commas = [k for k in range(at + 2, min(high, at + ASIDE)) if words[k] == ","]
    close = next(iter(commas), 0)
    if words[at + 1] == "including":  # over a list: ", including the envoy, two guards and a cook, were killed"
        close = next((k for k in commas if words[k + 1] in word_class("passive_auxiliary") or k + 1 == high), close)
    if (end := _after_names(words, raw, at, high)) > 0:
        return end
    inside = words[at + 1 : close]
    part = any(a == "of" and b in {"them", "whom", "which"} for a, b in pairwise(inside))
    opened = inside[:1] in (["the"], ["a"], ["an"]) or not word_class("told_of").isdisjoint(inside[:1])
    opened = opened or (
        harms and inside[:1] in (["who"], ["whose"], ["which"])
    )  # "two priests, who hid, were murdered"
    goes_on = words[close + 1 : close + 2] == ["and"] or close + 1 == high
    told = inside[:1] != [] and inside[0] in word_class("told_of") and goes_on
    named = told or ((opened or _is_name(raw[at + 1 : close])) and words[close + 1 : close + 2] in (["was"], ["were"]))
    verb = close + 1 == high or not word_class("passive_auxiliary").isdisjoint(words[close + 1 : close + 2])
    named = named or (verb and _says_who(inside))
    return (
        close if close and (part or named or inside[0] in word_class("aside")) else 0
    )  # "a boy, the son of a guard, was"


def _after_names(words: Sequence[str], raw: Sequence[str], at: int, high: int) -> int:
    """Index of the comma behind several names before "were": "two ISIS leaders, Ahmad al-Zawi and Isa Hasan, were"."""
    for k in range(at + 3, min(high + 1, at + NAMES, len(words))):
        if words[k] in {"was", "were"} and words[k - 1] == ",":
            named = all(w[0].isupper() or w.startswith(PARTS_OF_NAMES) or not w[0].isalnum() for w in raw[at + 1 : k])
            return k - 1 if named and "and" in words[at + 1 : k] else 0
    return 0


def _says_who(words: Sequence[str]) -> bool:
    """Whether the words of an aside say who those counted are: "all eight aboard, | Pakistani peacekeepers, | died"."""
    if not 0 < len(words) <= APPOSED or not all(w.isalpha() and w not in word_class("conjunction") for w in words):
        return False
    noun = head_nouns.nouns().at(words, len(words) - 1)
    return noun is not None and noun[1][0].klass == "person" and noun[1][0].is_plural


def _dash(words: Sequence[str], at: int, high: int) -> int:
    """Index of the dash that closes an aside opened at `at`; 0 where there is none."""
    return next((k for k in range(at + 2, min(high, at + DASHED)) if words[k] == words[at]), 0)


def _is_told(words: Sequence[str], at: int) -> bool:
    """Whether "that" at token `at` opens what somebody said: "suggested | that Iran joined", not "killed that day"."""
    before, after = words[at - 1], "".join(words[at + 1 : at + 2])
    said = before in word_class("reporting") or before.endswith("ed")
    return said and after not in word_class("times_of_day")


def _is_name(raw: Sequence[str]) -> bool:
    """Whether the words are a name in mixed text: "Farhad Dabirian"."""
    return 0 < len(raw) <= 5 and all(w.istitle() or w in {"-", "al", "bin", "ibn", "and", "de", "van"} for w in raw)


def _goes_on(others: Mapping[int, Count], at: int, count: Count) -> bool:
    """Whether the next item of the list of the count stands behind the comma: "a woman, | her three sons and"."""
    return any(others[k].run == count.run for k in (at + 1, at + 2) if k in others)


def _is_circumstance(words: Sequence[str], count: Count) -> bool:
    """Whether what is counted only tells where or with what: "twelve soldiers in a convoy near three villages were"."""
    placed = words[count.first - 1 : count.first] != [] and words[count.first - 1] in word_class("preposition")
    return (count.head.klass == "excluded" and placed) or (
        count.head.klass == "equipment" and placed and count.is_article
    )


def right_of(cue: Cue, count: Count) -> bool:
    """Whether the count stands to the right of the cue."""
    return cue.last <= count.first
