"""Counts of a sentence: numbers that may count something, with the noun phrases that they count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.claims import models
from flows.claims.announcing import heading_kind
from flows.claims.context import Gate
from flows.claims.counting_arms import by_arms, lost_types, of_nations
from flows.claims.counting_heads import apposed, bear_arms, contingent, fronted, like_others, share_heads
from flows.claims.counting_none import is_number_word, refusal
from flows.claims.counting_runs import runs
from flows.claims.counts import Count, Rejection
from flows.claims.document import Document, Tokens
from flows.claims.head_names import Names
from flows.claims.head_nouns import Noun, nouns
from flows.claims.head_words import FINEST
from flows.claims.heads import Head, parse
from flows.claims.quantities import Number, articles_as_one
from flows.claims.words import word_class

LONGEST_TRADE = 3  # words
NO_TRADE = ("tion", "sion", "ment", "ness", "ity", "ing", "ism", "ance", "ence", "ure", "age", "ship", "ly")
"""Endings of nouns that name nobody."""
QUOTES = frozenset("\"“”'’")
STRONG = re.compile(r"-(?:m[ae]n-)?strong|-man |-member| strong\b(?! [a-z]+s\b)", re.IGNORECASE)
LEAST_MILITIA = 5  # more are men and no bodies of them
LEAST_FORCES = 20  # more are men and no forces of states
COMPARING = frozenset({"or", "-", "plus", "+", "odd", "at", ",", "give", "and", "±"})


def find(
    doc: Document, ordinal: int, tokens: Tokens, numbers: Sequence[Number], gate: Gate
) -> tuple[list[Count], list[Rejection]]:
    """Counts of a sentence in order, and the numbers that count nothing with the reason."""
    names = Names(doc, ordinal)
    spans = []
    refused = []
    for number in numbers:
        reason = refusal(doc.text, tokens, number)
        if reason is not None:
            refused.append(Rejection(number, reason, None))
            continue
        first, last = tokens.at(number.outer_start), tokens.at(max(number.start, number.end - 1)) + 1
        after = tokens.at(max(number.outer_end - 1, number.start)) + 1
        tail = tokens.words[last] if last < len(tokens) else ""
        spans.append((number, first, max(last, after) if tail in COMPARING else last))
    at_numbers = frozenset(k for _, first, last in spans for k in range(first, last))
    counts = []
    for number, first, last in spans:
        head = _head(doc.text, tokens, number, first, last, names, at_numbers)
        counts.append(Count(number, first, last, max(last, head.last), head))
    if gate.may_count_articles(ordinal):
        counts += _articles(doc, ordinal, tokens, names, at_numbers)
    counts.sort(key=lambda c: c.first)
    counts = by_arms(tokens, like_others(tokens, runs(tokens, share_heads(tokens, counts))))
    if doc.sentences[ordinal].zone == "list":
        counts = _under_heading(doc, ordinal, counts)
    if not doc.is_in_capitals:
        counts = of_nations(tokens, _types(tokens, lost_types(tokens, counts)), gate)
    return counts, refused


def _head(
    text: str, tokens: Tokens, number: Number, first: int, last: int, names: Names, at_numbers: frozenset[int]
) -> Head:
    """What the number at tokens `first:last` counts: the noun phrase behind it, or what stands around it."""
    words = tokens.words
    if is_strong(text, number):
        at = tokens.at(number.end + 1) + 1
        return Head("elided", "", at, at, link="strong")
    head = parse(tokens, last, names, at_numbers)
    if head.klass == "excluded" and words[max(0, first - 1) : first] == ["into"] and words[head.noun] == "armies":
        head = head._replace(klass="formation", kind="any")  # "was organized into three armies"
    if head.klass == "excluded" and words[head.noun] in {"militia", "militias"} and (number.low or 0) >= LEAST_MILITIA:
        head = head._replace(klass="person", kind="paramilitary")  # "a force of 1,000 Ethiopian militia"
    many = (number.low or 0) >= LEAST_FORCES or number.kind == "vague"
    if head.klass == "excluded" and many and words[head.last - 1] == "forces" and "armed" not in head.words:
        head = head._replace(klass="person", kind="military")  # "about 900 U.S. forces in Syria"
    if (
        head.klass in {"unknown", "excluded"}
        and head.words[-1:] == ("elements",)
        and (number.low or 0) >= LEAST_MILITIA
    ):
        head = head._replace(klass="person", kind="fighter", noun=head.last - 1)  # "300 elements of the FMLN"
    rest = words[head.last : head.last + 2]
    if head.kind == "tank" and rest[:1] == ["of"] and not word_class("in_tanks").isdisjoint(rest[1:]):
        head = head._replace(klass="excluded", kind="")  # "one tank of fuel"
    if head.kind == "general" and bear_arms(words, head):
        head = head._replace(kind="fighter")
    if number.comparator == "0" and words[last : last + 1] == ["damage"]:
        head = _beside_damage(tokens, last + 1, names, at_numbers) or head
    if head.link == "of them" and words[head.last - 1] in FINEST:
        head = head._replace(klass="person", kind="military", link="")  # "lost 3,200 of our finest"
    around: Noun | None
    if head.klass == "elided" and not head.link and (around := fronted(tokens, first)):
        head = head._replace(klass=around.klass, kind=around.kind)
    if head.klass == "elided" and not head.link and _is_of_body(words, first):
        head = head._replace(klass="person", kind="military")
    if (
        head.klass == "elided"
        and first > 1
        and words[first - 1] == "numbering"
        and (around := _numbering(words, first))
    ):
        head = head._replace(klass=around.klass, kind=around.kind)  # "troops numbering 3,000 crossed into"
    told = words[last : last + 2] in (
        ["in", "number"],
        ["in", "all"],
        ["in", "total"],
    )  # "The defenders, about 600 in number, held"
    if head.klass == "elided" and (around := contingent(tokens, first, last)):
        head = head._replace(klass=around.klass, kind=around.kind)
    beside = head.link == "of them" or (told and head.klass == "elided")
    if beside and (around := apposed(tokens, first, at_numbers)):
        head = head._replace(klass=around.klass, kind=around.kind, link="")
    return head


def _under_heading(doc: Document, ordinal: int, counts: list[Count]) -> list[Count]:
    """Rule `count.heading`: an item that begins with a number is of what the heading names: "Armored cars - 30 AML"."""
    first = counts[0] if counts else None
    if first is None or first.first > 1 or first.head.klass not in {"unknown", "excluded", "equipment"}:
        return counts
    if first.head.klass == "equipment" and first.head.kind not in {"munition", "vehicle"}:
        return counts
    kind = heading_kind(doc, ordinal)
    if kind is None or (first.head.klass == "equipment" and kind in {"munition", "weapon", "equipment", "missile"}):
        return counts
    head = first.head._replace(klass="equipment", kind=kind, noun=max(first.number_last, first.head.noun))
    last = max(first.last, min(first.number_last + 1, len(doc.tokens(ordinal))))
    return [first._replace(head=head._replace(last=last), last=last), *counts[1:]]


def _numbering(words: Sequence[str], first: int) -> Noun | None:
    """Noun of those whose number the participle before the count tells: "rebels, | numbering | 200"."""
    at = first - 2 - (words[first - 2] == ",")
    found = nouns().at(words, at) if at >= 0 else None
    plain = found is not None and found[0] == 1 and found[1][0].is_plural and found[1][0].klass == "person"
    return found[1][0] if plain and found is not None else None


def _articles(doc: Document, ordinal: int, tokens: Tokens, names: Names, at_numbers: frozenset[int]) -> list[Count]:
    """Counts of one: "a soldier", "another wounded"."""
    words, sentence = tokens.words, doc.sentences[ordinal]
    taken = [(n.outer_start, n.outer_end) for n in doc.numbers_in(ordinal)]
    counts = []
    for number in articles_as_one(doc.text, sentence.start, sentence.end):
        if any(a < number.end and number.start < b for a, b in taken):
            continue
        first = tokens.at(number.start)
        if _is_of_so_many(words, first + 1):
            continue  # "a 15-missile lot"
        head = parse(tokens, first + 1, names, at_numbers, of_allowed=False)
        again = words[first] == "another"  # "and another critically injured"
        led = head.klass == "casualty" and head.noun > first + 1 and words[head.noun] in word_class("adjectival")
        said = first > 1 and words[first - 1] in QUOTES and words[first - 2] == ","  # '," a medic said'
        struck = head.klass == "equipment" and _is_of_strike(words, head.last)
        if words[head.noun] == "people":
            continue  # "to free a people from tyranny"
        if words[head.noun] == "life" and head.klass == "casualty" and words[first - 1] not in {"the", "claimed"}:
            continue  # "get back to a normal life"
        known = head.klass in {"person", "equipment", "casualty", "excluded"} and head.noun >= 0
        alone = head.klass == "elided" and first and words[first - 1] in word_class("harming") | {"left"}
        if head.klass == "unknown" and _is_somebody_harmed(tokens, first, head):
            head = head._replace(klass="person", kind="general", noun=head.last - 1)
            known = True
        alone = alone or (again and head.klass == "elided" and _dies(words, first + 1))
        if (known and not ((led and not again) or said or struck)) or (alone and again):
            counts.append(Count(number, first, first + 1, head.last, head, is_article=True))
    return counts


def _is_of_body(words: Sequence[str], first: int) -> bool:
    """Whether the number is that of a body of men: "a force of | 2,000 was sent"."""
    return first > 1 and words[first - 1] == "of" and words[first - 2] in word_class("bodies_of_soldiers")


def _is_of_so_many(words: Sequence[str], at: int) -> bool:
    """Whether the words at `at` tell of how many arms something consists: "15-missile"."""
    found = nouns().at(words, at + 2) if words[at + 1 : at + 2] == ["-"] and at + 2 < len(words) else None
    return found is not None and words[at].isdigit() and found[1][0].klass == "equipment"


def _is_somebody_harmed(tokens: Tokens, first: int, head: Head) -> bool:
    """Whether an unknown noun right beside a verb of killing or wounding is somebody: "killed a ragpicker"."""
    words, noun = tokens.words, tokens.raw[head.last - 1]
    phrase = words[first + 1 : head.last]
    if not 1 <= len(phrase) <= LONGEST_TRADE or not noun.isalpha() or noun.endswith(NO_TRADE):
        return False
    if not word_class("no_person").isdisjoint(phrase) or (noun.endswith("s") and not noun.endswith("ss")):
        return False
    rest = words[head.last : head.last + 3]
    if rest[:1] == ["of"] or noun.endswith("ed"):
        return False
    before = words[max(0, first - 1) : first]
    if _is_beside_people(words, first, head.last):
        return True
    passive = rest[:1] in (["was"], ["is"]) or rest[:2] in (["has", "been"], ["had", "been"])
    harmed = [w for w in rest if w in word_class("harmed_verbs")]
    return (before != [] and before[0] in word_class("harming_verbs")) or (passive and bool(harmed))


def _dies(words: Sequence[str], at: int) -> bool:
    """Whether one more is the subject of a verb of harm: "another | succumbed", "another | was shot"."""
    if words[at : at + 1] in (["was"], ["is"]):
        return words[at + 1 : at + 2] != [] and words[at + 1] in word_class("harmed_verbs")
    return words[at : at + 1] in (["succumbed"], ["died"], ["dies"], ["perished"])


def _is_beside_people(words: Sequence[str], first: int, last: int) -> bool:
    """Whether "a" stands in a list of people who are harmed: "killed three mayors, a | subprefect and six others"."""
    found = nouns().at(words, first - 2) if first > 2 and words[first - 1] in {",", "and"} else None
    listed = found is not None and found[1][0].klass == "person"
    ends = words[last : last + 1] in (["and"], [","], ["."], [";"])
    return listed and ends and not word_class("harming_verbs").isdisjoint(words[:first])


def _beside_damage(tokens: Tokens, at: int, names: Names, at_numbers: frozenset[int]) -> Head | None:
    """Head of the second noun in "no damage or injuries", if it is one of casualties."""
    if tokens.words[at : at + 1] not in (["or"], ["and"], ["nor"], [","]):
        return None
    head = parse(tokens, at + 1, names, at_numbers, of_allowed=False)
    return head if head.klass == "casualty" else None


def _is_of_strike(words: Sequence[str], at: int) -> bool:
    """Whether a strike follows that the weapon only qualifies: "a drone | and artillery strike"."""
    joined = words[at : at + 1] in (["and"], ["or"], ["/"]) and not is_number_word("".join(words[at + 1 : at + 2]))
    return joined and not word_class("strikes").isdisjoint(words[at + 1 : at + 4])


def is_strong(text: str, number: Number) -> bool:
    """Whether the number sizes a force: "40,000-strong", "5,000-man", "is 25,400 strong"."""
    return (number.low or 0) > 1 and STRONG.match(text, number.end) is not None


def _types(tokens: Tokens, counts: list[Count]) -> list[Count]:
    """Read an unknown name in a list of arms as a type of the kind beside it: "12 Su-25s and four Aermacchis"."""
    typed = list(counts)
    for index, count in enumerate(counts):
        head = count.head
        if head.klass not in {"unknown", "person"} or head.link or count.is_article:
            continue
        name = [w for w in tokens.raw[head.first : head.last] if w not in models.JOINTS]
        warriors = head.kind == "military" and len(name) == 1 and models.unit(name[0]) is not None  # "and 40 Warriors"
        if not (head.klass == "unknown" or warriors) or not 0 < len(name) <= 3:
            continue
        if not all(w[0].isupper() or w[0].isdigit() for w in name):
            continue
        for beside in (typed[index - 1] if index else None, counts[index + 1] if index + 1 < len(counts) else None):
            if beside is not None and beside.run == count.run and beside.head.klass == "equipment":
                named = Head(
                    "equipment",
                    models.unit(name[0]) or beside.head.kind,
                    head.first,
                    head.last,
                    head.last - 1,
                    words=head.words,
                )
                typed[index] = count._replace(head=named)
                break
    return typed
