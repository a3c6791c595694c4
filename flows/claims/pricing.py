"""The cue that governs a count: every cue is priced by the words between, the cheapest wins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from flows.claims import cues as cue_lexicon
from flows.claims import heads
from flows.claims.counts import Count, are_troops
from flows.claims.cues import Cue
from flows.claims.document import Tokens
from flows.claims.heads import Head
from flows.claims.readings import MUNITIONS, Reading, combined, family_measure, unit_of
from flows.claims.refining import is_planned, refine
from flows.claims.strengths import strength
from flows.claims.verb_phrases import (
    CASUALTY,
    WEAK,
    after_relative,
    between_parts,
    harm_of_team,
    is_in_list,
    is_reduced,
    killed_later,
    left_place,
    main_verb,
    moves_on,
    then_harmed,
    victims_of,
)
from flows.claims.words import entries, word_class

LIMIT = 9.0
MOVED = frozenset({"send", "deploy", "withdraw"})
EXPECTED = 14  # words from a body to the verb of its relative clause
LISTED = 3.0  # price of a verb over a list of its objects
NEXT = 0.7  # price of a verb right before its object
LED = 9  # words from a verb of attack to "with" and the number of men
DASHED = 16  # words of an aside between dashes
CALLED_FOR = 0.7  # for what is called for: it follows
WEAK_LIMIT = 4.6  # for cues that say what is done with forces: verbs of everyday use
WITH_MEN = 3.0  # price of "attacked the town with 6,000 men"
LANDED = 1.0  # those who are landed: the object stands next to the verb
DESCRIBES = 0.6  # a participle before the noun may only describe it


@cache
def _bare_subjects() -> frozenset[str]:
    """Plural forms of the verbs whose subject is counted."""
    phrases = (entry for data in cue_lexicon.families().values() for entry in entries(data.get("subject", "")))
    return frozenset(phrase.split()[0] for phrase in phrases)


def _is_name(raw: Sequence[str]) -> bool:
    """Whether the words are a name in mixed text: "Farhad Dabirian"."""
    return 0 < len(raw) <= 5 and all(w.istitle() or w in {"-", "al", "bin", "ibn", "and", "de", "van"} for w in raw)


def _aside(words: Sequence[str], raw: Sequence[str], at: int, high: int, harms: bool) -> int:
    """Index of the comma that closes an aside opened at `at`: ", including two officers,"; 0 where there is none."""
    close = next((k for k in range(at + 2, min(high, at + 15)) if words[k] == ","), 0)
    inside = words[at + 1 : close]
    part = any(a == "of" and b in {"them", "whom", "which"} for a, b in pairwise(inside))
    opened = inside[:1] in (["the"], ["a"], ["an"]) or not word_class("told_of").isdisjoint(inside[:1])
    opened = opened or (
        harms and inside[:1] in (["who"], ["whose"], ["which"])
    )  # "two priests, who hid, were murdered"
    named = (opened or _is_name(raw[at + 1 : close])) and words[close + 1 : close + 2] in (["was"], ["were"])
    return (
        close if close and (part or named or inside[0] in word_class("aside")) else 0
    )  # "a boy, the son of a guard, was"


def _dash(words: Sequence[str], at: int, high: int) -> int:
    """Index of the dash that closes an aside opened at `at`; 0 where there is none."""
    return next((k for k in range(at + 2, min(high, at + DASHED)) if words[k] == words[at]), 0)


def direct(
    tokens: Tokens,
    count: Count,
    counts: Sequence[Count],
    found: Sequence[Cue],
    *,
    of_forces: bool = False,
    of_war: bool = False,
) -> Reading | None:
    """The cheapest cue that gives the count a measure.

    `of_forces`: the article counts forces, "members" are theirs; `of_war`: it is about war, "men" bear arms.
    """
    head = count.head
    if head.klass in {"excluded", "unknown"}:
        return None
    if head.link == "strong":
        if (harm := harm_of_team(tokens, count, counts, found)) is not None:
            return Reading(
                str(cue_lexicon.families()[harm.family]["person"]), "person", harm.family, 1.5, "head.team", harm
            )
        if (moved := _of_expected(tokens, count, found)) is not None:
            return Reading("deployment.planned", "person", moved.family, 1.5, "head.expected", moved)
        return strength(tokens, count, Reading("strength", "person", "strength", 0.5, "head.strong", None, None, 0.8))
    unit = unit_of(head)
    measure: str | None
    best: Reading | None = None
    if head.klass == "casualty":
        measure = _casualty_noun(head)
        if head.kind == "lose" and not head.pair and _broken_down(tokens, count):
            measure = "casualties.killed_or_wounded"
        best = Reading(measure, "person", head.kind, 0.6, "head.casualty_noun")
        if head.kind in {"wound", "missing"} and tokens.words[count.number_last : count.number_last + 1] == ["of"]:
            best = Reading(measure, "person", head.kind, 4.0, "head.casualty_noun")  # "one of the wounded died"
        elif head.kind not in {"capture", "desert", "recruit"}:
            return best
    noun = best
    arms = "missile" if {head.kind, head.pair} <= MUNITIONS else unit
    for cue in found:
        klass = head.klass
        shells = cue.family == "use" and right_of(cue, count) and tokens.words[head.noun] in {"mortar", "mortars"}
        measure = family_measure(
            cue.family, "person" if klass in {"elided", "casualty"} else klass, "munition" if shells else arms
        )
        if cue.family == "employ" and (cue.first > count.first or not _are_men(tokens.words, head)):
            continue
        if measure is None and klass == "elided":
            measure = family_measure(cue.family, "equipment", "")
        if measure is None or (klass == "casualty" and head.kind == "capture" and cue.family in MOVED):
            continue  # "60 prisoners were brought in"
        price = _special(tokens, count, counts, cue, found, of_forces or (of_war and _are_just_men(tokens.words, head)))
        if price is not None and price > LISTED and is_in_list(tokens, count, cue):
            price = LISTED
        if price is None or price > (WEAK_LIMIT if cue.family in WEAK else LIMIT):
            continue
        inner = count.number_last <= cue.first < head.noun  # "six wounded prisoners"
        harmed = noun is not None and cue.family in {"kill", "wound"} and head.kind == "capture" and not inner
        harmed = harmed and price <= (LISTED if cue.first >= count.last or cue.kind == "of" else NEXT)
        if best is None or price < best.price or (harmed and best is noun):  # "23 hostages and 32 militants dead"
            fired = "munition" if shells and measure == "equipment.used" else unit  # "fired several mortars"
            best = Reading(
                measure, fired, cue.family, price, f"{cue.kind}.{'left' if cue.first >= count.last else 'right'}", cue
            )
    around = between_parts(tokens, count, arms)
    if around is not None and (best is None or best.price > 0.0 or around.family == "kill"):
        return around
    if best is None:
        shared = _of_run(tokens, count, counts, found) if len(counts) > 1 else None
        return shared or left_place(tokens, count)
    if best.cue is None:
        return best
    inner = best.family == "wound" and count.number_last <= best.cue.first < count.last
    for cue in found if inner else ():
        price = price_of(tokens, count, counts, cue, found) if cue.family in {"kill", "capture"} else None
        if price is not None and price <= 1.0 and cue.first >= count.last:  # "two injured soldiers taken prisoner"
            measure = str(cue_lexicon.families()[cue.family]["person"])
            return Reading(measure, "person", cue.family, price, "past.left", cue)
    best = _had_harmed(tokens, count, counts, best, found)
    best = _of_moved(tokens, best, found)
    best = moves_on(tokens, count, victims_of(count, best, found), found)
    if best.cue is None:
        return best
    if is_reduced(tokens, count, counts, best) and (main := main_verb(tokens, count, counts, found)) is not None:
        klass = "equipment" if head.klass == "equipment" else "person"
        measure = str(cue_lexicon.families()[main.family][klass])
        best = Reading(measure, unit, main.family, 2.0, "subject.left", main)
    at = best.cue.first if best.cue is not None else -1
    hurt = count.head.link == "of number" and best.family == "wound" and at == count.last
    if hurt and (main := main_verb(tokens, count, counts, found)) is not None and main.family == "kill":
        return Reading(
            "casualties.killed", "person", "kill", 2.0, "subject.left", main
        )  # "six of the nine wounded died"
    if (end := killed_later(tokens, count, best, found)) is not None:
        return Reading("casualties.killed", "person", "kill", best.price, "past.right", end)
    then = then_harmed(tokens, count, counts, best, found) or after_relative(tokens, count, counts, best, found)
    if then is not None and count.head.klass == "person":
        measure = str(cue_lexicon.families()[then.family]["person"])
        return Reading(measure, "person", then.family, 1.5, "subject.left", then)
    refined = refine(tokens, count, best, found)
    return noun if noun is not None and refined.measure == "strength" else refined  # "had a number of injuries"


def _are_just_men(words: Sequence[str], head: Head) -> bool:
    """Whether those counted are men without another word about them."""
    return head.noun == head.first and words[head.noun] == "men"


def _are_men(words: Sequence[str], head: Head) -> bool:
    """Whether those counted are fighting men, whom a commander can use."""
    return head.klass == "person" and (head.kind in {"military", "fighter"} or words[head.noun] == "men")


def _of_expected(tokens: Tokens, count: Count, found: Sequence[Cue]) -> Cue | None:
    """The verb that moves a body only in plans: "the 9,000-strong division that it had planned to send north"."""
    for cue in found:
        between = tokens.words[count.last : cue.first]
        relative = len(between) <= EXPECTED and not {"that", "which"}.isdisjoint(between)
        if relative and cue.family in MOVED and is_planned(tokens, cue):
            return cue
    return None


def _of_run(tokens: Tokens, count: Count, counts: Sequence[Count], found: Sequence[Cue]) -> Reading | None:
    """Rule `run.moved`: the verb behind a list is that of all in it: "300 men of the army and 50 sailors were sent"."""
    last = next((c for c in reversed(counts) if c.run == count.run), count)
    if last is count or count.is_article or count.head.klass != "person" or last.head.klass != "person":
        return None
    reading = direct(tokens, last, [last], found)
    cue = reading.cue if reading is not None else None
    if reading is None or cue is None or reading.family not in MOVED or cue.first < last.last:
        return None
    passive = tokens.words[cue.first - 1] in word_class("passive_auxiliary")
    return replace(reading, price=4.0, rule="run.moved") if cue.kind == "past" and passive else None


def _had_harmed(tokens: Tokens, count: Count, counts: Sequence[Count], best: Reading, found: Sequence[Cue]) -> Reading:
    """The participle after a list of those that somebody had harmed: "had eight soldiers and five civilians killed"."""
    cue = best.cue
    has = cue is not None and best.family == "strength" and tokens.words[cue.first] in {"had", "has", "have", "having"}
    if not has or count.head.klass != "person":
        return best
    end = max(c.last for c in counts if c.run == count.run)
    harm = next((c for c in found if c.family in CASUALTY and c.kind == "past" and c.first == end), None)
    if harm is None or end == count.last:
        return best
    measure = str(cue_lexicon.families()[harm.family]["person"])
    return Reading(measure, "person", harm.family, best.price, "past.left", harm)


def _of_moved(tokens: Tokens, best: Reading, found: Sequence[Cue]) -> Reading:
    """The reading of those in a body of men that is the object of a verb of moving: "sent a column of 400 men"."""
    body = best.cue
    if body is None or best.family != "present" or body.kind != "of" or best.unit != "person":
        return best
    for cue in found:
        between = tokens.words[cue.last : body.first]
        moves = cue.family in MOVED and cue.kind in {"active", "past"} and cue.voice in {"right", "both"}
        if moves and 0 < len(between) <= 3 and between[0] in word_class("determiner"):
            return replace(
                best, measure=str(cue_lexicon.families()[cue.family]["person"]), family=cue.family, cue=cue,
                rule=f"{cue.kind}.right",
            )  # fmt: skip
    return best


def price_of(tokens: Tokens, count: Count, counts: Sequence[Count], cue: Cue, found: Sequence[Cue]) -> float | None:
    """Price of the words between a cue and a count that it may govern, or None where it cannot."""
    others = (c for c in counts if c.head.noun != count.head.noun or cue.family == "recruit")
    if any(c.number_last <= cue.first < c.head.noun < c.last for c in others):
        return None  # an adjective of others: "200,000 trained reserve personnel", "an officer and 12 enlisted men"
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
        if before[-1:] == ["by"]:
            return None
        low, high, right = count.last, cue.first, False
    else:
        return None
    if high - low > 30:
        return None
    return _gap(tokens, count, counts, low, high, found, right, cue)


def _is_of_last(count: Count, counts: Sequence[Count], cue: Cue) -> bool:
    """Whether a participle without an auxiliary describes the last of a list alone."""
    return any(c.last == cue.first and c is not count and c.run == count.run for c in counts)


def _gap(
    tokens: Tokens,
    count: Count,
    counts: Sequence[Count],
    low: int,
    high: int,
    found: Sequence[Cue],
    right: bool,
    cue: Cue,
) -> float:
    words = tokens.words
    auxiliary, adverb = word_class("auxiliary"), word_class("adverb")
    others = {k: c for c in counts if c is not count and not _is_circumstance(words, c) for k in range(c.first, c.last)}
    own = {"active", "past", "subject"}
    verbs = {k: c.first for c in found if c.kind in own and c is not cue for k in range(c.first, c.last)}
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
        elif word in heads.BRACKETS and heads.BRACKETS[word] in words[at:high]:
            at = words.index(heads.BRACKETS[word], at)
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
        elif word == "," and not right and (end := _aside(words, tokens.raw, at, high, cue.family in CASUALTY)):
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
            noun = heads.nouns().at(words, at) if right and word not in word_class("any_arms") else None
            price += 1.2 if noun is not None and noun[1][0].is_plural else 0.5
        at += 1
    return price


def _goes_on(others: Mapping[int, Count], at: int, count: Count) -> bool:
    """Whether the next item of the list of the count stands behind the comma: "a woman, | her three sons and"."""
    return any(others[k].run == count.run for k in (at + 1, at + 2) if k in others)


def _is_circumstance(words: Sequence[str], count: Count) -> bool:
    """Whether what is counted only tells where or with what: "twelve soldiers in a convoy near three villages were"."""
    placed = words[count.first - 1 : count.first] != [] and words[count.first - 1] in word_class("preposition")
    return (count.head.klass == "excluded" and placed) or (
        count.head.klass == "equipment" and placed and count.is_article
    )


def _special(
    tokens: Tokens, count: Count, counts: Sequence[Count], cue: Cue, found: Sequence[Cue], of_forces: bool
) -> float | None:
    """Price of a cue after the conditions of its kind."""
    words = tokens.words
    head = count.head
    price: float | None
    within = (c for c in counts if c is not count and c.first <= cue.first < c.last)
    if cue.kind in {"topic", "of"} and any(not (c.is_article and c.head.klass == "excluded") for c in within):
        return None  # but "a column of 1,000 militia", where the body is no count
    if cue.kind == "topic":
        if count.is_article or (
            head.klass == "equipment" and cue_lexicon.families()[cue.family].get("equipment") is None
        ):
            return None
        if head.klass not in {"elided", "person", "equipment"} or cue.last > count.first:
            return None
        if cue.family == "order" and head.klass == "equipment":
            return None  # a target for a fleet is a size to come
        gap = words[cue.last : max(count.first, tokens.at(count.number.start))]
        vague = count.number.kind == "vague" and gap == ["in", "the"]
        if not gap and cue.family == "strength" and head.klass == "elided" and _is_label(words, count, cue):
            return 0.8  # "Active: 8,300 (Army 6,000; Navy 1,400). Reserve 60,000."
        if cue.family == "strength" and words[cue.first] in word_class("branch_labels"):
            return None  # "Ground forces: 17,000", but not "ground forces element: 336,797 personnel"
        tolls = [c for c in found if c.kind == "topic" and c.family in CASUALTY and c.first < cue.first]
        if gap[-1:] == ["by"] or (cue.family == "strength" and tolls):
            return None  # "the death toll from clashes with the armed forces rose to 60"
        if (
            not (set(gap) & word_class("link") or gap == [","] or vague)
            or len(gap) > (30 if cue.family in CASUALTY else 14)
            or ";" in gap
            or "but" in gap
        ):
            return None
        if (
            "from" in gap
            and "to" in gap[gap.index("from") :]
            and any(c.first >= cue.last and c.last <= count.first for c in counts)
        ):
            gap = [*gap[: gap.index("from")], *gap[gap.index("to", gap.index("from")) :]]  # "grew from 261,000 to"
        told = any(w.endswith("ed") and w not in word_class("sizing") | word_class("link") for w in gap)
        linked = gap[-1] in word_class("link") or words[count.first - 1] in word_class("link")
        if cue.family == "strength" and (len(gap) > 5 or not linked or told):
            return None
        sized = head.kind in {"military", "general"} and cue.family == "strength"
        if head.klass != "elided" and (
            (cue.family == "strength" and not sized)
            or not (
                set(gap) & {"at", "to", "of", ":"}
                or cue.family == "order"
                or (cue.family in CASUALTY and gap[-1] in word_class("exceeding"))
                or (cue.family == "present" and gap[-1] in word_class("reaching"))
                or (
                    cue.family in CASUALTY
                    and word_class("auxiliary") | word_class("adverb") >= set(words[cue.last : count.first])
                )
            )
        ):
            return None
        if any(c.first >= cue.last and c.first < count.first for c in counts):
            return 3.5
        return 0.5 + 0.12 * len(gap) + 1.0 * gap.count(",")
    if cue.kind == "of":
        if cue.last >= count.first or words[cue.last] not in {"of", "from", "with", "to", "by", "for", "among", "on"}:
            return None
        if words[cue.first] == "addition" and words[cue.first - 1 : cue.first] == ["in"]:
            return None  # "in addition to two peacekeepers, six soldiers were killed"
        if cue.family in {"strength"} and head.klass not in {"elided", "person", "equipment"}:
            return None
        if cue.family == "strength" and (words[cue.last] != "of" or "," in words[cue.last : count.first]):
            return None  # "the upper ranks of the army, with eight officers sentenced to death"
        price = _gap(tokens, count, counts, cue.last + 1, count.first, found, True, cue)
        return price + 0.3 if words[cue.last] == "of" else price + 2.0
    if cue.kind == "with" and cue.family == "present":
        return WITH_MEN if head.klass == "person" and _come_with(tokens, count, cue) else None
    if cue.kind == "with":
        if unit_of(head) not in MUNITIONS or cue.last > count.first:
            return None
        if not any(
            w.startswith(("attack", "str", "hit", "target", "bomb", "pound", "shell", "raid"))
            for w in words[: cue.first]
        ):
            return None
        return 1.0 + (price_of(tokens, count, counts, cue, found) or 0.0)
    price = price_of(tokens, count, counts, cue, found)
    if words[cue.first : cue.last] == ["to", "land"] and (price is None or price > LANDED):
        return None  # "to land in Kabul with 300 soldiers"
    if price is None or (price > CALLED_FOR and words[cue.last - 1] == "for" and cue.family == "order"):
        return None  # "called for the creation of a parliament of 80 members"
    if cue.family == "strength" and cue.kind == "active":
        following = next(
            (w for w in words[cue.last :] if w[0].isalnum() and w not in word_class("adverb") and w[-2:] != "ly"), ""
        )
        if words[cue.first] in {"has", "have", "had", "having"}:
            if (
                following in {"been", "to"}
                or following in word_class("participle")
                or following.endswith("ed")
                or any(c.first == cue.last and c.kind == "past" for c in found)
            ):
                return None
            price += 0.5
        if head.klass == "person" and head.kind not in {
            "military",
            "weak",
            "reserve",
            "paramilitary",
            "fighter",
            "police",
            "general",
        }:
            return None
        if words[cue.first] not in {"has", "have", "had"}:
            price += 0.5
    body = cue.family == "kill" and cue.kind == "active" and words[cue.last - 2] in {"body", "corpse"}
    if body and (not count.is_article or price is None or price > DESCRIBES):
        return None  # "the body of a soldier", but "the body of 12 elders"
    if words[cue.first] in {"cost", "costs", "costing"} and not {"lives", "life"} & set(words):
        return None
    if cue.family == "strength" and words[cue.first].startswith(("number", "total")) and price > 1.9:
        return None
    if (
        cue.family == "strength"
        and words[cue.first] == "counted"
        and words[cue.first - 1] not in word_class("sized_forces")
    ):
        return None  # "the army counted 140,000 men", but "AFP counted 200 people"
    sums = cue.family == "strength" and words[cue.first].startswith(("amount", "total", "number", "add"))
    if sums and any(c.kind == "topic" and c.family in CASUALTY | {"destroy"} and c.first < cue.first for c in found):
        return None  # "losses since the invasion now amount to 666,340 personnel"
    if cue.kind == "subject" and cue.first >= count.last and not _agrees(words, count, cue):
        return None  # "has 18,000 sailors and operates three submarines"
    follower = words[cue.last] if cue.last < len(words) else ""
    if cue.family == "kill" and words[cue.first] == "fell" and not _fell_in_battle(words, count, cue):
        return None
    if cue.family == "present" and words[cue.first] == "hiding" and words[cue.first - 1] == "into":
        return None  # "four had to go into hiding"
    here = cue.family == "present" and words[cue.first] in word_class("needs_place")
    if here and follower[:1].isalpha() and follower not in word_class("preposition"):
        return None
    struck = cue.family == "destroy" and words[cue.first] in {"hit", "hitting", "struck", "striking"}
    if struck and right_of(cue, count) and unit_of(head) == "munition":
        return None
    if cue.family == "use" and words[cue.first].startswith("deliver") and not set(words) & word_class("flying_strike"):
        return None
    captive = (head.klass == "casualty" and head.kind == "capture") or word_class("captives_here") & set(words)
    if cue.family == "free" and not captive and (head.klass != "person" or words[cue.first].startswith("rescu")):
        return None
    given = words[cue.first].startswith("provid") and head.klass == "person"
    if given and word_class("preposition") & set(words[cue.last : count.first]):
        return None  # "providing medical treatment to 750 Syrians"
    if (
        head.klass == "person"
        and head.kind in {"general", "civilian"}
        and cue.family not in CASUALTY | {"arrest", "free"}
    ):
        near = set(words[max(0, count.first - 12) : count.last + 10])
        nation = head.noun >= 0 and tokens.raw[head.noun][:1].isupper() and price <= 1.2
        body = words[count.first - 1] == "of" and words[count.first - 2] in word_class("bodies_of_men")
        own = (
            cue.last <= count.first
            and words[cue.first - 1 : cue.first]
            and words[cue.first - 1] in word_class("guards")
        )
        theirs = of_forces and _are_theirs(words, count)
        if not (near & word_class("people_of_war") or nation or body or own or theirs):
            return None
    if (
        cue.family not in CASUALTY
        and not right_of(cue, count)
        and words[count.last : count.last + 1]
        and words[count.last] in word_class("relative")
    ):
        price += 1.5
    aside = words[cue.first - 1] if cue.first else ""
    if cue.family in {"compose", "strength"} and "each" in words[max(0, cue.first - 3) : cue.first]:
        return None  # a specification: "each squadron comprises 16 aircraft"
    if cue.family == "present" and words[cue.first].startswith(("leav", "left")):
        behind = [c for c in found if c.family in CASUALTY and count.last <= c.first <= count.last + 12]
        if behind:
            return None  # "leaving six people, including five soldiers, dead"
    if cue.family == "desert" and aside == "to" and words[cue.first - 2] not in {"forced", "had", "began", "compelled"}:
        return None  # "asked five soldiers to surrender"
    if cue.family == "present" and cue.kind == "subject" and aside in {"having", "while", "when"}:
        return None  # "two soldiers, having fought gallantly, embraced martyrdom"
    if cue.kind == "after" and cue.family == "present" and head.klass == "equipment":
        return None  # "destroyed a helicopter on the ground"
    if cue.kind == "after" and cue.first - count.last > 4 and cue.family != "strength":
        price += 1.0
    if cue.family == "deliver" and cue.kind == "subject" and words[cue.last : cue.last + 1] != ["from"]:
        price += 2.5
    if cue.family == "destroy" and words[cue.first] == "claimed":
        if not right_of(cue, count) or word_class("preposition") & set(words[cue.last : count.first]):
            return None
        price += 3.0  # "claimed 2,049 tanks", but "claimed that 200 drones were launched"
    told = words[cue.first] in {"give", "gives", "gave", "giving"} and right_of(cue, count)
    if told and not word_class("quantities").isdisjoint(words[cue.last : count.first]):
        return None  # "I will give you the quantities: 915 rifles"
    paid = cue.family == "deliver" and right_of(cue, count) and words[max(0, count.first - 1)] == "for"
    if paid and not word_class("sums").isdisjoint(words[cue.last : count.first]):
        return None  # "provides $2.1 billion for six cargo aircraft"
    led_out = cue.family == "withdraw" and words[cue.first] == "evacuated"
    hurt = not word_class("hurt").isdisjoint(words[count.number_last : count.last])
    if led_out and (hurt or not are_troops(words, head)):
        return None  # "evacuated 30 injured people"
    pulled = cue.family == "withdraw" and words[cue.last - 1] == "from"
    if pulled and not word_class("ruins").isdisjoint(words[cue.last : cue.last + 3]):
        return None  # "bodies were pulled from the rubble"
    if cue.family == "order" and right_of(cue, count) and _is_told_to(words, count):
        return None  # "ordered the three corps to build bridges"
    if words[cue.first] == "needed" and not word_class("passive_auxiliary") & set(
        words[max(0, cue.first - 2) : cue.first]
    ):
        return None
    if words[cue.first : cue.last] == ["handed"]:
        price += 1.0
    if words[cue.first : cue.last] == ["got"] and cue.first >= count.last:
        return None
    if cue.family == "kill" and words[cue.first : cue.last] in (["shot"], ["shoot"], ["shoots"]):
        price += 1.0
    if cue.family == "kill" and words[cue.last - 1] == "out" and price > 0.5:
        return None  # "took out insurance on 250,000 people"
    if cue.family in {"present", "strength", "order"} and cue.kind in {"active", "subject"}:
        price += 1.0
    if (
        cue.family in {"deploy", "deliver"}
        and cue.kind == "active"
        and words[cue.first] in {"move", "moves", "moving", "add", "adding", "get", "gets", "give", "gives", "put"}
    ):
        price += 1.0
    return price


def _are_theirs(words: Sequence[str], count: Count) -> bool:
    """Whether "men", "members", "Americans" of an article on forces are theirs."""
    return count.head.kind == "general" and word_class("moved").isdisjoint(words[count.number_last : count.last])


def _come_with(tokens: Tokens, count: Count, cue: Cue) -> bool:
    """Whether "with" tells how many somebody leads against a place: "attacked the town with 6,000 men"."""
    words = tokens.words
    before = words[max(0, cue.first - LED) : cue.first]
    verb = next((k for k in range(len(before) - 1, -1, -1) if before[k] in word_class("leading_men")), -1)
    passed = word_class("determiner") | word_class("adverb") | {"about", "only", "just", "some"}
    armed = count.head.kind in {"military", "fighter", "paramilitary"} or tokens.words[count.head.noun] == "men"
    closed = {";", ":", ".", "and", "but", "who", "which", "that"}.isdisjoint(before[verb:])
    return armed and verb >= 0 and closed and passed.issuperset(words[cue.last : count.first])


def _is_label(words: Sequence[str], count: Count, cue: Cue) -> bool:
    """Whether the noun alone stands before the number, between marks: "(Army 6,000; Navy 1,400)"."""
    opened = cue.first == 0 or words[cue.first - 1] in {"(", ";", ":", ",", "."}
    closed = count.last >= len(words) or words[count.last] in {")", ";", ",", "."}
    return opened and closed and (count.number.low or 0) >= 100


def _agrees(words: Sequence[str], count: Count, cue: Cue) -> bool:
    """Whether the verb may have the counted as its subject: a singular form only over one, or "a force of 300"."""
    verb = words[cue.first]
    if not verb.endswith("s") or verb.endswith("ss") or verb[:-1] not in _bare_subjects():
        return True
    return count.number.best == 1 or words[max(0, count.first - 1)] == "of"


def _is_told_to(words: Sequence[str], count: Count) -> bool:
    """Whether those of an order are there already, and are to do something there."""
    definite = words[count.first - 1 : count.first] in (["the"], ["these"], ["his"], ["its"], ["their"])
    does = words[count.last : count.last + 1] == ["to"] and count.head.klass in {"person", "formation"}
    return definite and does and word_class("to_come").isdisjoint(words[count.last + 1 : count.last + 2])


def right_of(cue: Cue, count: Count) -> bool:
    """Whether the count stands to the right of the cue."""
    return cue.last <= count.first


def _fell_in_battle(words: Sequence[str], count: Count, cue: Cue) -> bool:
    """Whether "fell" is said of the dead: "400 fell, 30 of them officers", not of the ill or of shells."""
    follower = "".join(words[cue.last : cue.last + 1])
    if cue.last == cue.first + 1 and follower[:1].isalpha() and follower not in word_class("on_the_field"):
        return False  # "12,000 fell ill"
    known = heads.nouns()
    arms = (known.at(words, k) for k in range(cue.first)) if count.head.klass == "elided" else ()
    return all(noun is None or noun[1][0].kind not in MUNITIONS for noun in arms)


def _broken_down(tokens: Tokens, count: Count) -> bool:
    """Whether "148 casualties" is split into dead and wounded at once: "(93 dead and 55 wounded)"."""
    rest = tokens.words[count.last : count.last + 9]
    parts = [k for k, w in enumerate(rest[:-1]) if w == "of" and rest[k + 1] in {"them", "whom", "which"}]
    if parts and {"killed", "dead", "fatal", "deaths", "died"} & set(rest[parts[0] :]):
        return True  # "8,820 casualties, 3,035 of them fatal"
    at = next((k for k, w in enumerate(rest) if w in {"counting", "both", "including"}), len(rest))
    both = rest[at + 1 : at + 4]
    if both[:1] in (["dead"], ["killed"]) and both[1:] in (["and", "wounded"], ["or", "wounded"], ["and", "injured"]):
        return True  # "nine casualties, counting dead and wounded"
    if not rest or rest[0] not in {"(", ":", "-", "—", "–"}:
        return False
    return bool(set(rest) & {"dead", "killed", "deaths"}) and bool(set(rest) & {"wounded", "injured"})


def _casualty_noun(head: Head) -> str:
    kinds = {head.kind, head.pair} - {""}
    return combined(kinds)
