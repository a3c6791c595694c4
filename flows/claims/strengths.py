"""Which strength a size of a force is: active, reserve, paramilitary, in all, or present somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from flows.claims.counts import Count
from flows.claims.cues import Cue
from flows.claims.document import Tokens
from flows.claims.head_nouns import nouns
from flows.claims.readings import Reading
from flows.claims.time_words import MONTHS, WEEKDAYS
from flows.claims.words import word_class

FIELD = 6  # words between a force and its battle
SERVED = (["army"], ["military"], ["navy"], ["forces"], ["armed"])  # after "serve in the"
LEADER = 4  # words from a rank to the verb
BODY = 4  # words from a body of men to "consisting of"
SUBJECT = 6  # words from a verb of size back to those whose number it tells
KINDS = ("active", "total", "paramilitary", "reserve")


@cache
def strength_nouns() -> dict[str, str]:
    """Noun in a cue -> the measure of the strength that it tells: "the size of its militia"."""
    return {word: f"strength.{kind}" for kind in KINDS for word in word_class(f"strength_{kind}")}


def strength(tokens: Tokens, count: Count, reading: Reading) -> Reading:
    """The reading of a size with its kind, by the head noun, the cue and the words beside the count."""
    head, cue, words = count.head, reading.cue, tokens.words
    if head.klass == "equipment":
        return replace(reading, measure="equipment.holdings")
    if head.noun >= 0 and words[head.noun] in word_class("taking_part"):
        return replace(reading, measure="deployment.present")  # "The exercise had 50,000 participants"
    if head.klass == "formation":
        there = at_place(tokens, count) or _is_led(words, count)
        return replace(reading, measure="deployment.present" if there else "strength.active")
    kind = {"reserve": "strength.reserve", "paramilitary": "strength.paramilitary"}.get(head.kind, "")
    told = strength_nouns()
    if not kind:
        phrase = set(words[count.number_last : count.last])
        near = set(words[cue.first : cue.last]) if cue else set()
        near |= set(words[max(0, count.first - 4) : count.first]) & {"reserve", "reserves"}
        tail = set(_tail(words, count.last))
        if (
            near & {"reserve", "reserves", "reservists", "pool"}
            or {"call", "up"} <= near
            or "summon" in near
            or "reserve" in tail
            or "reserves" in tail
            or (
                cue is not None
                and cue.kind == "subject"
                and {"reserve", "reserves"} & set(words[cue.last : cue.last + 4])
            )
        ):
            kind = "strength.reserve"
        elif _serves_in_guard(words, count) or is_of_guards(words, count):
            kind = "strength.paramilitary"
        elif (
            (cue is not None and _in_the_field(words, cue, count))
            or (set(words) & word_class("missions") and head.kind != "fighter")
            or (_is_led(words, count) and head.kind in {"military", "general", "fighter"})
        ):
            kind = "deployment.present"
        elif words[count.last : count.last + 1] == ["against"] and words[count.last + 1 : count.last + 2] != []:
            kind = "deployment.present"  # "had 12,000 men against 20,000 Austrians"
        elif cue is not None and head.klass == "elided" and _are_fighters(words, cue):
            kind = "strength.total"
        elif (
            cue is not None
            and cue.kind in {"of", "topic"}
            and (noun := next((told[w] for w in words[cue.first : cue.last] if w in told), ""))
        ):
            kind = noun
        elif head.kind == "fighter":
            placed = at_place(tokens, count) and words[count.last] not in {"across", "throughout"}
            kind = "deployment.present" if placed or count.number.kind == "vague" else "strength.total"
        elif head.kind == "police" or "paramilitary" in phrase or _are_police(words, count):
            kind = "strength.paramilitary"
        elif head.link == "strong" and _is_body_in_battle(words, count.first):
            kind = "deployment.present"  # "The attackers, 800 strong, were led by"
        elif head.link == "strong" and not word_class("field_body").isdisjoint(words[head.first : head.first + 3]):
            kind = "deployment.present"  # "a 39-man police patrol"
        elif head.link == "strong" and not word_class("strength_paramilitary").isdisjoint(words[: count.first]):
            kind = "strength.paramilitary"  # "the militia is 60,000 strong"
        elif cue is not None and cue.kind == "active" and _is_of_leader(tokens, cue) and head.kind != "fighter":
            kind = "deployment.present"
        elif head.link == "strong":
            following = set(words[head.first : head.first + 5]) | set(words[max(0, count.first - 5) : count.first])
            kind = "strength.active" if following & {"army", "military", "navy", "forces"} else "strength.total"
        elif (
            at_place(tokens, count)
            and not (phrase & {"active", "active-duty"})
            and head.kind in {"military", "general", "weak"}
        ):
            kind = "deployment.present"
        elif (
            head.kind in {"military", "elided", ""}
            or phrase & {"active", "active-duty", "uniformed"}
            or tail & {"arms", "uniform", "active"}
            or set(words[: count.first]) & word_class("services")
            or (cue is not None and cue.kind == "subject" and words[cue.last : cue.last + 1] in SERVED)
        ):
            kind = "strength.active"
        elif head.klass == "casualty":
            kind = reading.measure
        else:
            kind = "strength.total"
    return replace(reading, measure=kind)


def _is_body_in_battle(words: Sequence[str], at: int) -> bool:
    """Whether those before token `at` are named by what they do in battle: "attackers, |", "besieging army, |"."""
    end = at - (words[at - 1] == ",")
    if words[end - 1] in word_class("in_battle"):
        return True
    return not word_class("battle_verb").isdisjoint(words[max(0, end - 2) : end])


def _serves_in_guard(words: Sequence[str], count: Count) -> bool:
    """Whether those counted serve in a force of police character: "a further 15,000 are in the gendarmerie"."""
    tail = words[count.last : count.last + 8]
    stop = next((k for k, w in enumerate(tail) if not w[0].isalpha() or w == "and"), len(tail))
    at = next((k for k, w in enumerate(tail[:stop]) if w in {"in", "with", "under", "of", "to"}), stop)
    return _names_guards(tail[at:stop], word_class("guards"))


def _are_police(words: Sequence[str], count: Count) -> bool:
    """Whether officers are those of the police: "The National Police has 3,900 officers"."""
    return count.head.kind == "weak" and "police" in words[max(0, count.first - 5) : count.first]


def _names_guards(words: Sequence[str], alone: frozenset[str]) -> bool:
    """Whether a force of police character is named: by a word `alone`, or by two ("coast guard")."""
    pairs = any(a in word_class("guarding") and b in word_class("guard_heads") for a, b in pairwise(words))
    return pairs or not alone.isdisjoint(words)


def is_of_guards(words: Sequence[str], count: Count) -> bool:
    """Whether the nearest force named before the count is one of police character: "the Coast Guard another 4,500".

    The name may follow too: "the 60,000-strong gendarmerie".
    """
    if count.head.link == "strong" and not word_class("guards").isdisjoint(words[count.last : count.last + 3]):
        return True
    alone = word_class("guards") - {"militia", "militias"}
    for at in range(count.first - 1, max(0, count.first - 12) - 1, -1):
        word = words[at]
        if word in {";", "."} or word[0].isdigit():
            return False
        if _names_guards(words[max(0, at - 1) : at + 1], alone):
            return True
        if word in word_class("regulars"):
            return False
    return False


def in_branch(tokens: Tokens, count: Count, reading: Reading) -> Reading:
    """The reserve or the gendarmerie where the words after say so: "has 280,000, with 900,000 in the reserve"."""
    if _serves_in_guard(tokens.words, count) or is_of_guards(tokens.words, count):
        return replace(reading, measure="strength.paramilitary")
    held = {"reserve", "reserves"}.isdisjoint(_tail(tokens.words, count.last))
    return reading if held else replace(reading, measure="strength.reserve")


def _tail(words: Sequence[str], start: int) -> Sequence[str]:
    """The four words after a count, up to what belongs to another: "active personnel | and 183,000 in reserve"."""
    end = start
    while end < min(start + 4, len(words)) and words[end][0].isalpha() and words[end] not in word_class("conjunction"):
        end += 1
    return words[start:end]


def _is_led(words: Sequence[str], count: Count) -> bool:
    """Whether those counted are men of one commander: "had 16 soldiers at his disposal", "40 men under her command"."""
    rest = words[count.last : count.last + 2]
    if words[max(0, count.first - 3) : count.first] in (["at", "his", "disposal"], ["at", "her", "disposal"]):
        return True
    return rest in (["at", "his"], ["at", "her"], ["under", "his"], ["under", "her"], ["under", "him"], ["with", "him"])


def _are_fighters(words: Sequence[str], cue: Cue) -> bool:
    """Whether the men whose number the verb tells are fighters: "rebel fighters, estimated to number 70,000"."""
    for k in range(cue.first - 1, max(-1, cue.first - SUBJECT), -1):
        noun = nouns().at(words, k)
        if noun is not None and noun[1][0].klass == "person":
            return noun[1][0].kind == "fighter" and noun[1][0].is_plural
    return False


def _in_the_field(words: Sequence[str], cue: Cue, count: Count) -> bool:
    """Whether a body of men in battle is sized: "facing a force of 300", "the strength of the column at 40"."""
    if cue.kind == "of" and words[cue.last - 1] in {"force", "army"}:
        beside = {*words[max(0, cue.first - FIELD) : cue.first], *words[count.last : count.last + FIELD]}
        return not word_class("battle_verb").isdisjoint(beside)
    placed = range(max(0, cue.first - SUBJECT), cue.first)
    if cue.kind in {"active", "past"} and any(_is_body_at_place(words, k) for k in placed):
        return True  # "the battle group in Lithuania comprises 1,600 soldiers"
    if cue.kind == "active" and words[cue.first].startswith("number"):
        if words[cue.first - 1] in word_class("in_battle"):
            return True  # "the besiegers numbered 25,000"
        return _are_placed(words, cue)
    if cue.family == "compose":
        return not word_class("in_battle").isdisjoint(words[max(0, cue.first - BODY) : cue.first])
    return cue.kind == "topic" and (_is_body_at_place(words, cue.last) or _sizes_body(words, cue, count))


def _sizes_body(words: Sequence[str], cue: Cue, count: Count) -> bool:
    """Whether the topic is the strength of a body of men in the field: "the strength of the column at 40"."""
    return not word_class("field_body").isdisjoint(words[cue.last : count.first])


def _is_body_at_place(words: Sequence[str], last: int) -> bool:
    """Whether a body of men that ends before token `last` is at a place: "French forces | in Chad numbered 1,200"."""
    place = "".join(words[last + 1 : last + 2])
    forces = last > 0 and words[last - 1] in word_class("placed_bodies") and words[last : last + 1] == ["in"]
    return forces and place.isalpha() and place not in word_class("states_of_force")


def _is_of_leader(tokens: Tokens, cue: Cue) -> bool:
    """Whether the subject of the verb is a commander, whose men are those with him: "General Gates had 4,100 men"."""
    before = tokens.words[max(0, cue.first - LEADER) : cue.first]
    named = tokens.raw[cue.first - 1 : cue.first] != [] and tokens.raw[cue.first - 1][:1].isupper()
    return named and not word_class("commanders").isdisjoint(before) and {",", "'s", "’s", "of"}.isdisjoint(before)


def _are_placed(words: Sequence[str], cue: Cue) -> bool:
    """Whether the men whose number the verb tells are those at a place: "the troops in the pocket numbered 75,000"."""
    for k in range(cue.first - 2, max(-1, cue.first - SUBJECT), -1):
        noun = nouns().at(words, k)
        men = noun is not None and noun[1][0].klass == "person" and noun[1][0].kind in {"military", "fighter"}
        if noun is not None and (men or words[k] in {"forces", "garrison", "contingent"}):
            return words[k + noun[0]] in {"in", "at", "on", "around", "near", "along", "inside", "under", "facing"}
    return False


def at_place(tokens: Tokens, count: Count) -> bool:
    """Whether a phrase of place with a name follows the noun phrase: "in Syria", "along Ukraine's borders"."""
    after = tokens.words[count.last : count.last + 1]
    if not after or after[0] not in {
        "in",
        "at",
        "on",
        "along",
        "near",
        "around",
        "across",
        "inside",
        "throughout",
        "outside",
    }:
        return False
    rest = tokens.raw[count.last + 1 : count.last + 5]
    rest = rest[: next((k for k, w in enumerate(rest) if not w[0].isalnum() and k), len(rest))]
    if (rest[:1] and rest[0][0].isdigit()) or not word_class("no_place").isdisjoint(w.lower() for w in rest):
        return False  # "had 12,000 men in 1980", "12,000 MEN IN THE OFFENSIVE"
    own = {"army", "navy", "force", "forces", "military", "reserve", "service", "arms", "uniform", "duty", "total"}
    if {w.lower() for w in rest[:3]} & own:
        return False
    named = (w for w in rest if w[:1].isupper() and w.lower() not in WEEKDAYS and w.lower() not in MONTHS)
    return any(named) or any(w in word_class("quarters") for w in rest)
