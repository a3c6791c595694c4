"""Nouns that a number without one of its own takes from around it, and what they show to be people or arms."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims import head_nouns
from flows.claims.counts import Count
from flows.claims.document import Tokens
from flows.claims.heads import Head
from flows.claims.words import word_class

DOERS = ("ers", "ors", "ists", "ians", "ees", "ants", "men", "women")
"""Endings of plurals that name people by what they do."""
FLOWN = frozenset({"trainers", "fighters", "bombers", "transports"})  # men as well as aircraft
SOLDIERS = frozenset({"military", "fighter", "reserve", "paramilitary"})
LEAST_NATION = 100  # more are men of a nation, and no guns: "8,000 French and 60 guns"
AIR = frozenset({"aircraft", "helicopter", "drone", "missile", "air_defence"})
DRIVEN = frozenset({"tank", "armoured_vehicle", "vehicle", "artillery"})
UNIFORMS = frozenset({"uniform", "uniforms", "fatigues", "camouflage"})
ARMS_REACH = 6  # words from men to what they bear
PEOPLE = frozenset({"men", "people", "persons", "members", "women", "individuals"})  # in capitals too no nation


def bear_arms(words: Sequence[str], head: Head) -> bool:
    """Whether a phrase behind the men says that they bear arms: "30 men wearing military uniforms"."""
    rest = words[head.last : head.last + ARMS_REACH]
    dressed = rest[:1] != [] and (rest[0] in word_class("wearing") or not UNIFORMS.isdisjoint(rest[1:3]))
    if (
        words[head.noun] not in word_class("unnamed_men")
        or not dressed
        or rest[0] not in {"in", *word_class("wearing")}
    ):
        return False
    return not word_class("armed_with").isdisjoint(rest)


def share_heads(tokens: Tokens, counts: list[Count]) -> list[Count]:
    """Give a count without a noun of its own the noun of the next: "nine Iraqi and three Kurdish brigades"."""
    shared = list(counts)
    for index in range(len(counts) - 2, -1, -1):
        count, following = counts[index], shared[index + 1]
        between = tokens.words[count.number_last : following.first]
        if between == ["to"] and tokens.words[count.first - 1] == "from" and count.head.klass == "elided":
            men = following.head.kind in SOLDIERS or tokens.words[following.head.noun] == "men"
            if following.head.klass in {"equipment", "formation"} or men:  # "from 32 to 30 aircraft"
                shared[index] = count._replace(head=following.head._replace(first=count.number_last, last=count.last))
            continue
        if not 1 < len(between) <= 5 or between[-1] not in {"and", "or", "to", ","} or following.head.noun < 0:
            continue
        told = tokens.raw[count.head.last - 1] if count.head.klass == "unknown" else ""
        noun = told.islower() and told.endswith("s") and not told.endswith("ous")  # "several counterattacks and six"
        bare = count.head.klass == "unknown" or (count.head.noun >= 0 and count.head.kind == "general")
        bare = bare and not noun
        inner = between[:-1]
        plain = not set(inner) & (word_class("auxiliary") | word_class("preposition") | {",", ";", ":", "and"})
        people = following.head.klass == "person" and following.head.kind != "general" and count.head.noun >= 0
        people = people and tokens.words[count.head.noun] not in PEOPLE  # "40 men killed and five officers wounded"
        upper = tokens.raw[count.head.noun][:1].isupper() and tokens.words[count.head.noun] not in PEOPLE
        named = count.head.noun < 0 or upper  # "Iraqi", but not "men", and not "MEN"
        things = following.head.klass in {"equipment", "formation"} and named
        things = things and not (count.head.klass == "person" and _is_of_several(tokens, count))
        lone = count.head.noun >= 0 and following.head.noun == following.number_last
        things = things and not (lone and count.number.kind == "cardinal" and (count.number.low or 0) >= LEAST_NATION)
        group = count.head.noun >= 0 and named and following.head.klass == "casualty" and len(between) <= 4
        group = group and tokens.words[following.head.noun] not in word_class("adjectival")
        if group and between[-1] == "and" and count.head.klass == "person":  # "39 YPG and 21 Islamist fatalities"
            shared[index] = count._replace(head=following.head._replace(first=count.number_last, last=count.last))
            continue
        men = count.head.noun >= 0 and tokens.words[count.head.noun] == "men"
        names = [*tokens.raw[count.number_last : following.first - 1], tokens.raw[following.head.noun]]
        sides = count.head.klass == "unknown" and following.head.kind == "general"
        sides = sides and all(name[0].isupper() and name[1:].islower() for name in names)  # "75,000 Allied and"
        if bare and plain and count.head.link == "" and (things or people or sides):
            head = following.head._replace(first=count.number_last, last=following.first - 1)
            shared[index] = count._replace(head=head, last=following.first - 1)
        elif following.head.klass == "equipment" and men and len(between) == 2:
            shared[index] = count._replace(head=count.head._replace(kind="military"))  # "400 men and 43 vehicles"
    return shared


def apposed(tokens: Tokens, first: int, at_numbers: frozenset[int]) -> head_nouns.Noun | None:
    """Noun at the start of the sentence that the count stands beside: "Russia's peacekeepers, 1,960 of them, left"."""
    words = tokens.words
    if not 2 <= first <= 7 or words[first - 1] != "," or not at_numbers.isdisjoint(range(first)):
        return None
    found = head_nouns.nouns().at(words, first - 2)
    plain = found is not None and found[0] == 1 and found[1][0].is_plural
    return found[1][0] if found and plain and found[1][0].klass in {"person", "equipment"} else None


def contingent(tokens: Tokens, first: int, last: int) -> head_nouns.Noun | None:
    """Noun of those whose number stands in brackets behind a name: "soldiers from Nepal (1,700), India (2,300)"."""
    words, raw = tokens.words, tokens.raw
    if words[first - 1 : first] != ["("] or words[last : last + 2] not in ([")", ","], [")", "and"]):
        return None
    at = first - 2
    while at > 0 and raw[at][0].isupper():
        at -= 1
    found = head_nouns.nouns().at(words, at - 1) if 0 < at < first - 2 and words[at] in {"from", "of"} else None
    plain = found is not None and found[0] == 1 and found[1][0].is_plural
    return found[1][0] if plain and found is not None and found[1][0].klass == "person" else None


def fronted(tokens: Tokens, first: int) -> head_nouns.Noun | None:
    """Noun of which the sentence tells the parts: "Of the tanks, a first batch of 180 is to come"."""
    words = tokens.words
    if words[0] != "of" or words[1:2] not in (["the"], ["these"], ["those"]) or "," not in words[2 : min(first, 8)]:
        return None
    comma = words.index(",")
    found = head_nouns.nouns().at(words, comma - 1)
    plain = found is not None and found[0] == 1 and found[1][0].is_plural
    return found[1][0] if found and plain and found[1][0].klass == "equipment" else None


def like_others(tokens: Tokens, counts: list[Count]) -> list[Count]:
    """Read an unknown plural of doers among people as people, and systems among arms as arms.

    "147 civilians, 65 guards and 26 catechisers", "11,337 guns and 13,000 infantry support systems".
    """
    known = {(c.run, c.head.klass) for c in counts}
    read = []
    for count in counts:
        head, noun = count.head, tokens.words[count.head.last - 1] if count.head.last > count.head.first else ""
        doers = head.klass == "unknown" and len(head.words) <= 3 and noun.endswith(DOERS)
        if doers and (count.run, "person") in known:
            head = head._replace(klass="person", kind="general", noun=head.last - 1)
        elif head.klass == "person" and noun in FLOWN and (count.run, "equipment") in known and _fly(count, counts):
            head = head._replace(klass="equipment", kind="aircraft")  # "15 Mirages, 20 trainers and nine helicopters"
        elif head.kind == "armoured_vehicle" and noun in word_class("also_helicopters") and _fly(count, counts):
            head = head._replace(kind="helicopter")  # "26 Gazelles and 10 Pumas"
        elif (
            head.klass == "excluded"
            and noun == "systems"
            and ((count.run, "equipment") in known or _are_traded(tokens, count))
        ):
            head = head._replace(klass="equipment", kind="equipment")
        read.append(count._replace(head=head))
    return read


def _fly(count: Count, counts: Sequence[Count]) -> bool:
    """Whether aircraft, helicopters or missiles stand in the list of the count, and nothing that drives."""
    kinds = {c.head.kind for c in counts if c.run == count.run and c.head.klass == "equipment" and c is not count}
    return bool(kinds & AIR) and not kinds & DRIVEN


def _are_traded(tokens: Tokens, count: Count) -> bool:
    """Whether systems with the name of a type are supplied or ordered: "is to supply 49 Skyranger systems"."""
    named = count.head.last - count.number_last > 1 and tokens.raw[count.number_last][0].isupper()
    shouted = tokens.raw[count.head.last - 1].isupper()
    return named and not shouted and not word_class("arms_trade").isdisjoint(tokens.words[: count.first])


def _is_of_several(tokens: Tokens, count: Count) -> bool:
    """Whether the name of a people is a plural, and so no attribute: "40 Zulus and two guns", but "nine Iraqi and"."""
    return count.head.noun >= 0 and tokens.words[count.head.noun].endswith("s")
