"""Why a count with a measure is no figure: people of a place, sums, anybody, names of units; and what speaks for it."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims import head_nouns
from flows.claims.context import Gate
from flows.claims.counts import Count
from flows.claims.document import Tokens
from flows.claims.figures import Figure
from flows.claims.readings import Reading
from flows.claims.words import word_class

LEAST_FORCE = 10  # men of a force
MOST_MEN = 4_000_000  # people of a place rather than of a force
MANY_FIRMS = 60  # companies that are no part of an army
LOSS_REACH = 4  # words from "losses" to their sum
FIGHT = 10  # words from people to what they are sent for
TOPIC = 25  # words from "the number of" to the number
TAKEN_UP = 3  # sentences back to casualties that "the three soldiers" are


def rejection(ordinal: int, tokens: Tokens, count: Count, reading: Reading | None, gate: Gate) -> str | None:
    """Why the count is no figure of the article, or None where it is one."""
    head = count.head
    if head.klass == "excluded":
        return "non_military_subject"
    if head.klass == "unknown" or _of_inhabitants(tokens, count, reading):
        return "non_military_subject"
    if reading is None or _is_sum(tokens, count):
        return "no_measure"
    deployed = reading.measure.startswith("deployment")
    sized = reading.measure.startswith("strength.") and head.klass == "elided"
    if sized and _is_of_other(tokens.words, count.first):
        return "non_military_subject"
    if deployed and (_of_anybody(tokens, count) or _are_civilians(tokens, count) or _is_taken_away(tokens, reading)):
        return "non_military_subject"
    if head.klass == "formation" and _is_unit_name(tokens, count):
        return "identifier"
    if head.klass == "formation" and tokens.words[head.noun] == "companies" and (count.number.low or 0) >= MANY_FIRMS:
        return "non_military_subject"
    return gate.rejects(ordinal, tokens, count, reading)


def _are_civilians(tokens: Tokens, count: Count) -> bool:
    """Whether those who are sent or present are no force: "deployed 40 doctors", but "military engineers"."""
    phrase = tokens.words[count.number_last : count.last]
    armed = word_class("military") | word_class("people_of_war") | {"field", "volunteer", "child"}
    fights = not word_class("fights").isdisjoint(tokens.words[count.last : count.last + FIGHT])
    return count.head.kind == "civilian" and armed.isdisjoint(phrase) and not fights


def _is_taken_away(tokens: Tokens, reading: Reading) -> bool:
    """Whether somebody is sent to where no force is: "were sent to different hospitals"."""
    cue = reading.cue
    rest = tokens.words[cue.last : cue.last + 4] if cue is not None and reading.family in {"send", "deploy"} else []
    return rest[:1] in (["to"], ["into"]) and not word_class("no_theatre").isdisjoint(rest[1:])


def _is_of_other(words: Sequence[str], first: int) -> bool:
    """Whether the number is that of things of no measure: "the number of villages taken by the rebels rose to nine"."""
    for k in range(first - 1, max(0, first - TOPIC), -1):
        if words[k] in {"number", "total"} and words[k + 1 : k + 2] == ["of"]:
            found = head_nouns.nouns().at(words, k + 2)
            return found is not None and found[1][0].klass == "excluded"
    return False


def _of_inhabitants(tokens: Tokens, count: Count, reading: Reading | None) -> bool:
    """Whether the count is the size of a place: "Mopti, a town of about 120,000 people", "it has 6,000,000 people"."""
    words = tokens.words
    before = words[max(0, count.first - 2) : count.first]
    sized = reading is not None and reading.measure.startswith("strength.") and count.head.noun >= 0
    noun = words[count.head.noun]
    if sized and (noun == "inhabitants" or (noun == "people" and (count.number.low or 0) >= MOST_MEN)):
        return True
    many = reading is not None and reading.family in {"strength", "present"} and (count.number.low or 0) >= MOST_MEN
    if many and count.head.kind == "general" and noun != "men":
        return True  # "face an army of 30 million Colombians"
    return before[-1:] == ["of"] and before[0] in word_class("inhabited")


def _is_sum(tokens: Tokens, count: Count) -> bool:
    """Whether a loss without a noun is one of money: "losses in the millions", "losses amount to several millions"."""
    words = tokens.words
    lost = not {"losses", "loss"}.isdisjoint(words[max(0, count.first - LOSS_REACH) : count.first])
    sums = words[count.number_last - 1] in {"millions", "billions"}
    return count.head.klass == "elided" and lost and (sums or words[count.first - 2 : count.first] == ["in", "the"])


def _of_anybody(tokens: Tokens, count: Count) -> bool:
    """Whether those who come, stay or leave are not said to be anybody's force: "50 people left the building"."""
    noun = count.head.noun
    return noun >= 0 and noun == count.head.first and tokens.words[noun] in word_class("anybody")


def _is_unit_name(tokens: Tokens, count: Count) -> bool:
    """Whether the number names a unit: more than one of them would be plural ("21 electronic warfare regiment")."""
    noun, number = count.head.noun, count.number
    written = tokens.raw[count.number_last - 1]
    named = written[:1].isdigit() or (count.first > 0 and written.istitle())  # "the Two Holy Mosques Brigade"
    if noun < 0 or (number.best or number.high or 0) < 2 or not named:
        return False
    found = head_nouns.nouns().at(tokens.words, noun)
    return found is not None and not any(value.is_plural for value in found[1])


def is_too_small(count: Count, reading: Reading) -> bool:
    """Whether a number alone would size a force by a handful: "fielded at least three"."""
    few = count.number.kind == "cardinal" and max(count.number.values, default=0) < LEAST_FORCE
    sized = reading.family == "strength" and reading.unit == "person" and reading.antecedent is None
    told = reading.cue is not None and reading.cue.kind != "subject"  # "seven belong to the army" are few
    more = count.head.link == "others" and reading.cue is not None and reading.cue.kind == "topic"
    return few and sized and told and count.head.klass == "elided" and (more or not count.head.link)


def counted_before(figures: Sequence[Figure], reading: Reading, ordinal: int) -> bool:
    """Whether military things of the kind were counted just before ("51 Chinese jets. That included 25 jets").

    Where forces and their arms are counted one after the other, things of general use are those of the forces.
    """
    sized = [f for f in figures if f.measure.startswith(("strength.", "equipment.holdings"))]
    return len(sized) > 1 or any(f.unit == reading.unit and ordinal - f.sentence <= 2 for f in figures[-6:])


def taken_up(tokens: Tokens, count: Count, reading: Reading, figures: Sequence[Figure], ordinal: int) -> bool:
    """Whether those of a casualty told shortly before are taken up: "three people were hurt ... The three soldiers"."""
    definite = tokens.words[count.first - 1 : count.first] in (["the"], ["these"], ["those"])
    same = (f for f in figures[-6:] if f.measure == reading.measure and f.number.values == count.number.values)
    return definite and count.head.klass == "person" and any(ordinal - f.sentence <= TAKEN_UP for f in same)
