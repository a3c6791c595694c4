"""Men counted by what they bear or ride, ships by their sails, and soldiers by their nation."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims.context import Gate
from flows.claims.counts import Count
from flows.claims.document import Tokens
from flows.claims.words import word_class

LEAST_BORNE = 20  # fewer sabres are arms
LEAST_NATION = 20  # fewer Turks are a band of people
LED = 9  # words from a verb to "with" and the men that somebody leads
LOSING = frozenset({"down", "downed", "lost", "losing"})
LONGEST_NAME = 3  # words
REACH = 3  # words from a nation to its verb
BESIDE = frozenset({"artillery", "general", "military", "fighter"})  # kinds that men who bear arms are listed with


def by_arms(tokens: Tokens, counts: list[Count]) -> list[Count]:
    """Rule `count.by_arms`: "8,000 foot and 900 horse", "3,000 bayonets" are men, "a fleet of 60 sail" ships.

    One horse, and sabres that were captured, are none: they stand beside men, guns or each other.
    """
    words = tokens.words
    if word_class("borne").isdisjoint(words):
        return counts
    read = list(counts)
    for index, count in enumerate(counts):
        phrase = range(count.number_last, count.last)
        at = next((k for k in phrase if words[k] in word_class("borne")), -1)
        if at < 0 or count.head.klass not in {"excluded", "unknown"} or count.is_article:
            continue
        noun = words[at]
        many = (count.number.low or 0) >= LEAST_BORNE
        beside = [c for c in counts if c.run == count.run and c is not count]
        men = any(c.head.kind in BESIDE or words[c.number_last] in word_class("borne") for c in beside)
        men = men or not word_class("bearers").isdisjoint(words)
        if noun == "sail":
            ships = many and not word_class("under_sail").isdisjoint(words)
            klass, kind = ("equipment", "ship") if ships else ("", "")
        else:
            klass, kind = ("person", "military") if many and men else ("", "")
        if klass:
            head = count.head._replace(klass=klass, kind=kind, noun=at, last=at + 1)
            read[index] = count._replace(head=head, last=at + 1)
    return read


def lost_types(tokens: Tokens, counts: list[Count]) -> list[Count]:
    """Rule `count.lost_type`: an unknown name of what was shot down is a type of aircraft: "shot down 12 Zeros".

    So is one of what a squadron lost: "lost seven Blenheims".
    """
    words = tokens.words
    if LOSING.isdisjoint(words):
        return counts
    read = counts
    for index, count in enumerate(counts):
        name = tokens.raw[count.number_last : count.last]
        typed = count.head.klass == "unknown" and not count.is_article and 1 <= len(name) <= LONGEST_NAME
        if not typed or not name[-1].endswith("s") or not all(w[0].isupper() for w in name):
            continue
        before, after = words[max(0, count.first - 2) : count.first], words[count.last : count.last + REACH + 1]
        downed = before in (["shot", "down"], ["shooting", "down"], ["brought", "down"]) or before[-1:] == ["downed"]
        downed = downed or (after[:1] in (["were"], ["was"]) and not {"down", "downed"}.isdisjoint(after))
        lost = before[-1:] in (["lost"], ["losing"]) and not word_class("aircraft_words").isdisjoint(words)
        if downed or lost:
            if read is counts:
                read = list(counts)
            head = count.head._replace(klass="equipment", kind="aircraft", noun=count.last - 1)
            read[index] = count._replace(head=head)
    return read


def of_nations(tokens: Tokens, counts: list[Count], gate: Gate) -> list[Count]:
    """Rule `count.of_nation`: those named by their nation are soldiers where they fight: "12,000 Turks held it"."""
    read = counts
    for index, count in enumerate(counts):
        head = count.head
        if head.kind != "general" or head.noun < 0 or (count.number.low or 0) < LEAST_NATION:
            continue
        if not tokens.raw[head.noun][0].isupper() or not gate.is_warlike or not _fight(tokens, count, counts):
            continue
        if read is counts:
            read = list(counts)
        read[index] = count._replace(head=head._replace(kind="military"))
    return read


def _fight(tokens: Tokens, count: Count, counts: Sequence[Count]) -> bool:
    """Whether those counted stand or move against others: beside guns, under a leader, against an enemy, by a verb."""
    words = tokens.words
    if any(c.run == count.run and c.head.kind == "artillery" for c in counts):
        return True
    before, after = words[max(0, count.first - 2) : count.first], words[count.last : count.last + REACH]
    leader = tokens.raw[count.last + 1 : count.last + 2]
    if after[:1] == ["under"] and leader != [] and leader[0][0].isupper():
        return True
    if after[:2] in (["led", "by"], ["commanded", "by"]):
        return True
    held = before[-1:] == ["by"] and not word_class("fights_on_foot").isdisjoint(before)
    if held or not word_class("stands_against").isdisjoint(before[-1:]):
        return True
    if before[-1:] == ["of"] and not word_class("bodies_of_soldiers").isdisjoint(before):
        return True
    behind = words[max(0, count.first - LED) : count.first]
    if before[-1:] == ["with"] and not word_class("leading_men").isdisjoint(behind):
        return True
    passed = word_class("adverb") | {"who", "that", "have", "had", "has"}
    verb = next((w for w in after if w not in passed), "")
    return verb in word_class("fights_on_foot")
