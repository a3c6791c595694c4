"""What a cue alone leaves open: mixed casualties, plans, presence, kinds of strength."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from flows.claims import cues as cue_lexicon
from flows.claims import head_nouns
from flows.claims.counts import Count
from flows.claims.cues import Cue
from flows.claims.document import Tokens
from flows.claims.readings import MUNITIONS, OF_LOSS, PEOPLE, Reading, combined, family_measure
from flows.claims.strengths import at_place, strength
from flows.claims.words import phrase_class, word_class

CAME_HOME = frozenset({"returned", "return", "brought", "sent", "repatriated", "came", "handed"})
MOVING = frozenset({"send", "deploy", "present", "withdraw"})
HARMED = frozenset({"kill", "wound", "missing", "capture"})
CASUALTIES = frozenset({"kill", "wound", "missing", "capture", "desert"})
OWN_END = frozenset({",", ";", "and", "or", "while", "but", "had", "were"})
FLEETS = frozenset({"expedition", "fleet", "squadron", "armada", "flotilla", "force", "group", "convoy"})
OF_WHOM = 9  # words from those counted over "of the 1st Division" to the verb
TAKEN = 8  # words from "stole their weapons" to "which consisted of"
HIRING = frozenset({"employ"})
RELATIVE = 7  # words of a relative clause that tells of those counted


def _is_hurt(words: Sequence[str], count: Count) -> bool:
    """Whether the noun phrase, or the relative clause behind it, says that those counted are hurt."""
    after = (
        words[count.last : count.last + RELATIVE] if words[count.last : count.last + 1] in (["who"], ["that"]) else ()
    )
    return not {"wounded", "injured"}.isdisjoint((*words[count.number_last : count.last], *after))


def refine(tokens: Tokens, count: Count, reading: Reading, found: Sequence[Cue]) -> Reading:
    """Settle what the cue alone leaves open: mixed casualties, plans, presence, kinds of strength."""
    cue = reading.cue
    assert cue is not None
    words = tokens.words
    family = reading.family
    cost = family == "kill" and words[cue.first].startswith("cost") and {"lives", "life"}.isdisjoint(words)
    if cost and count.head.klass == "person":
        return replace(reading, measure="casualties.total")  # "the assault cost the British 1,150 men"
    if family in {"kill", "wound", "missing"}:
        kinds = _joined(words, cue, found, count)
        if len(kinds) > 1:
            return replace(reading, measure=combined(kinds))
    then_killed = words[cue.last : cue.last + 1] == ["and"] and any(
        c.family == "kill" and c.first == cue.last + 1 for c in found
    )
    if family in {"arrest", "capture"} and then_killed and reading.unit == "person":
        return replace(reading, measure="casualties.killed")  # "rounded up and shot dead"
    if family == "withdraw" and words[cue.first] in CAME_HOME and not word_class("captivity").isdisjoint(words):
        return replace(reading, measure="casualties.captured")
    hurt_home = not {"wounded", "injured"}.isdisjoint(words[cue.last : cue.last + 1])  # "came home wounded"
    carried = family == "withdraw" or words[cue.first] == "brought"
    if carried and reading.unit == "person" and (hurt_home or _is_hurt(words, count)):
        return replace(reading, measure="casualties.wounded")  # "evacuated 30 injured men"
    following = next((w for w in words[cue.last :] if w not in word_class("adverb")), "")
    together = following in {"beside", "with", "alongside", "together"}
    if family == "recruit" and words[cue.first] == "trained" and cue.first == count.last and together:
        return replace(reading, measure="deployment.present")
    noun = (
        head_nouns.nouns().at(words, cue.first - 1)
        if family == "lose" and cue.first and cue.last <= count.first
        else None
    )
    if noun is not None and noun[0] == 1 and noun[1][0].klass == "equipment" and count.head.klass == "elided":
        return replace(reading, measure="equipment.lost", unit=noun[1][0].kind)  # "tank losses are 2,000 to 2,300"
    before = _listed_before(words, cue, found) if cue.last <= count.first and reading.unit == "person" else set()
    if len(before) > 2:
        return replace(reading, measure=combined(before))  # "killed, wounded or captured 3,073 soldiers"
    or_taken = any(c.family == "kill" and c.last + 1 == cue.first and words[c.last] == "or" for c in found)
    if family == "capture" and or_taken and reading.unit == "person":
        return replace(reading, measure="casualties.total")  # "killed or captured 25 fighters"
    if family == "lose" and reading.unit == "person":
        if cue.kind == "of" and words[cue.first] == "loss" and count.first - cue.last <= OF_LOSS:
            return replace(reading, measure="casualties.killed")  # "the loss of 220 soldiers"; "losses" are left open
        tail = words[count.last : count.last + 2]
        mourned = words[count.number_last : count.last]
        if mourned[-3:] == ["men", "and", "women"]:
            return replace(reading, measure="casualties.killed")  # "we have lost 13 men and women"
        people = count.head.kind in {"general", "civilian"} and words[count.head.noun] not in {"men", "members"}
        if people and cue.last <= count.first and words[cue.first] in {"lost", "lose", "losing"}:
            return replace(reading, measure="casualties.killed")  # "We lost 58,000 Americans in Vietnam"
        if words[count.last - 1] in word_class("kin"):
            return replace(reading, measure="casualties.killed")  # "She lost two sons"
        hurt = next((c for c in found if c.family == "wound" and 0 < c.first - count.last <= 10), None)
        if hurt is not None and hurt.voice == "left" and OWN_END.isdisjoint(words[count.last : hurt.first]):
            return replace(reading, measure="casualties.wounded")  # "3,000 fighters on both sides wounded"
        broken = hurt is not None
        if tail[:1] == ["killed"] or tail[:1] == ["dead"] or (broken and cue.last <= count.first):
            return replace(reading, measure=combined(_listed_after(words, count, found)))
    data = cue_lexicon.families()[family]
    funded = family == "deliver" and cue.kind == "active" and reading.measure == "equipment.delivered"
    if funded and not word_class("bills").isdisjoint(words[max(0, cue.first - 5) : cue.first]):
        return replace(reading, measure="equipment.planned")  # "the budget buys 24 fighters"
    if reading.measure == "equipment.lost" and reading.unit in MUNITIONS and _is_means(tokens, count, cue):
        return replace(reading, measure="equipment.used")
    shipped = family in {"send", "deploy"} and reading.unit in {"ship", "submarine", "aircraft", "helicopter"}
    sailing = words[count.first - 1 : count.first] == ["of"] and words[count.first - 2] in FLEETS
    if shipped and reading.measure == "equipment.delivered" and (sailing or _goes_somewhere(words, count)):
        return replace(reading, measure="equipment.holdings")  # "has sent four frigates to the area"
    if family == "send" and reading.measure == "equipment.used" and _is_given(tokens, count):
        reading = replace(reading, measure="equipment.delivered")
    inverted = count.first and words[count.first - 1] == "should"  # "should 500 shells be delivered"
    if data.get("flow") and reading.measure != "equipment.used" and (inverted or is_planned(tokens, cue)):
        planned = "equipment.planned" if count.head.klass == "equipment" else "deployment.planned"
        able = not {"can", "could"}.isdisjoint(words[max(0, cue.first - 2) : cue.first])
        of_reserve = not {"reserve", "reserves"}.isdisjoint(words[: count.first])
        at_war = not {"war", "wartime", "mobilisation", "mobilization"}.isdisjoint(words)
        called = at_war or of_reserve or count.head.kind == "reserve"
        verbs = ("mobili", "called") if of_reserve else ("mobili",)
        if able and called and words[cue.first].startswith(verbs) and count.head.klass in {"person", "elided"}:
            return replace(reading, measure="strength.reserve")  # "In war Finland could mobilise 280,000 men"
        return replace(reading, measure=planned)
    expected = family == "present" and cue.kind in {"subject", "past"} and is_planned(tokens, cue)
    if expected and count.head.klass in PEOPLE and cue.first >= count.last and words[cue.first - 1] != "can":
        return replace(reading, measure="deployment.planned")
    stationed = family == "present" and cue.kind == "active" and words[cue.first] in word_class("stationing")
    if stationed and is_planned(tokens, cue) and count.head.klass in PEOPLE:
        return replace(reading, measure="deployment.planned")
    if expected_body(words, count, cue):
        return replace(reading, measure="deployment.planned")
    if family == "order" and count.head.noun >= 0 and words[count.head.noun] in word_class("standing"):
        return replace(reading, measure="strength.active")  # "the army needs 240,000 professionals"
    if family == "order" and count.head.klass == "equipment" and _is_rate(words, count, cue):
        return reading if is_planned(tokens, cue) else replace(reading, measure="equipment.delivered")
    alert = family == "order" and cue.kind in {"after", "past"} and "alert" in words[cue.first : cue.last]
    if alert and count.head.klass == "equipment":
        return replace(reading, measure="equipment.holdings")  # "More than 60 jets are on high alert"
    there = not word_class("battling").isdisjoint(words[cue.first : cue.last]) or at_place(tokens, count)
    there = there or (cue.kind == "of" and words[cue.first] in word_class("in_battle"))  # "a column of 1,000 militia"
    if family == "present" and count.head.kind in {"paramilitary", "reserve"} and not there:
        return replace(reading, measure=f"strength.{count.head.kind}")
    active = {"active", "active-duty"} & set(words[count.number_last : count.last])
    kept = words[count.last : count.last + 2] in (["under", "arms"], ["in", "uniform"])
    if reading.measure == "deployment.present" and (active or kept) and not at_place(tokens, count):
        return replace(reading, measure="strength.active")  # "keeps 654,000 active personnel"
    if reading.measure == "recruitment" and family == "deploy":
        return reading
    if family == "deploy" and cue.kind == "past" and cue.first >= count.last and reading.measure == "deployment.sent":
        between = words[count.last : cue.first]
        if not between or (
            set(between) & {"are", "is", "remain", "currently", "now", "already"} and "being" not in between
        ):
            return replace(reading, measure="deployment.present")
        if "were" in between and _holds_at(words[: count.first]):
            return replace(reading, measure="deployment.present")  # "As of 1 May, 60,000 soldiers were deployed"
    entering = family == "deploy" and cue.kind == "subject" and words[cue.first] in word_class("entering")
    fights = count.head.kind == "fighter" or count.head.klass == "formation"
    raided = words[cue.last : cue.last + 1] in (["the"], ["a"], ["an"], ["this"])
    if entering and fights and raided and reading.measure == "deployment.sent":
        return replace(reading, measure="deployment.present")  # "40 guerrillas entered the village": a raid
    if family == "deliver" and words[cue.first] == "arrived" and _comes_near(words, count, cue, reading.unit):
        return replace(reading, measure="equipment.holdings")
    if family == "deploy" and count.number_last <= cue.first < count.last and reading.measure == "deployment.sent":
        return replace(reading, measure="deployment.present")  # "39,000 drafted men"
    if family == "present" and reading.unit in MUNITIONS and words[cue.first].startswith("involv"):
        return replace(reading, measure="equipment.used")  # "the attack involved 96 drones"
    standing = family == "order" and cue.kind == "topic" and word_class("recruiting").isdisjoint(words)
    if standing and count.head.klass in {"person", "elided"} and not word_class("sized_forces").isdisjoint(words):
        return replace(reading, measure="strength.active")  # "the target for the standing force remains 203,000"
    if family == "compose" and not word_class("salvo").isdisjoint(words[max(0, cue.first - 4) : cue.first]):
        return replace(reading, measure="equipment.used" if count.head.klass == "equipment" else reading.measure)
    taken = family == "compose" and count.head.klass == "equipment"
    if taken and not word_class("taking").isdisjoint(words[max(0, cue.first - TAKEN) : cue.first]):
        return replace(reading, measure="equipment.lost")  # "stole their weapons, which consisted of 8 rifles"
    if family == "compose" and (moved := _moved_whole(tokens, count, cue, found)) is not None:
        return replace(reading, measure=moved)
    whole = set(words[max(0, cue.first - 3) : cue.first]) & word_class("whole_order")
    if family in {"strength", "compose"} and whole and count.head.klass == "equipment":
        return replace(reading, measure="equipment.planned")  # "the package also has 28 million rounds"
    hired = family == "strength" and cue.kind == "active" and words[cue.first] in HIRING and is_planned(tokens, cue)
    if hired and count.head.klass == "person":
        return replace(reading, measure="deployment.planned")
    to_be = words[cue.first - 2 : cue.first] in (["is", "to"], ["are", "to"]) or words[cue.first - 1 : cue.first] == [
        "will"
    ]
    to_be = to_be or (words[cue.first] == "field" and is_planned(tokens, cue))  # "plans to field 15 brigades"
    if family == "strength" and cue.kind == "active" and to_be and count.head.klass != "equipment":
        return replace(reading, measure="deployment.planned")  # "The force is to number 2,500"
    if reading.measure == "strength" or family in {"strength", "compose"}:
        return strength(tokens, count, reading)
    return reading


def _comes_near(words: Sequence[str], count: Count, cue: Cue, unit: str) -> bool:
    """Whether ships or aircraft come to a spot, and to no buyer: "two warships arrived off the coast"."""
    moving = unit in {"ship", "submarine", "aircraft", "helicopter"}
    spot = not word_class("spots").isdisjoint(words[cue.last : cue.last + 1])
    opens = not {"once", "when", "after", "as"}.isdisjoint(words[max(0, count.first - 2) : count.first])
    return moving and (spot or opens)


def _holds_at(opened: Sequence[str]) -> bool:
    """Whether the words before a count set the time at which a state of things held: "as of 1 May", "at that time"."""
    text = f" {' '.join(opened)} "
    return any(f" {phrase} " in text for phrase in phrase_class("state_at"))


def _is_rate(words: Sequence[str], count: Count, cue: Cue) -> bool:
    """Whether the arms are made at that rate: "now builds 2,700 drones a month"."""
    every = words[count.last : count.last + 1] in (["a"], ["per"], ["every"], ["each"])
    timed = not word_class("rate_times").isdisjoint(words[count.last + 1 : count.last + 2])
    return every and timed and words[cue.first] in word_class("making")


def _is_means(tokens: Tokens, count: Count, cue: Cue) -> bool:
    """Whether the arms are what something was destroyed with ("sank the tug with two missiles")."""
    return cue.last <= count.first and tokens.words[count.first - 1] in {"with", "using"}


def _moved_whole(tokens: Tokens, count: Count, cue: Cue, found: Sequence[Cue]) -> str | None:
    """Measure of the parts of a body of troops that is moved or to be formed ("to station a brigade of 4,800")."""
    planned = "equipment.planned" if count.head.klass == "equipment" else "deployment.planned"
    if is_planned(tokens, cue):
        return planned
    near = [c for c in found if c.family in MOVING and c.kind == "active" and 0 < cue.first - c.last <= 6]
    if not near or ":" in tokens.words[near[-1].last : cue.first]:
        return None
    if is_planned(tokens, near[-1]):
        return planned
    klass = "person" if count.head.klass in {"elided", "casualty"} else count.head.klass
    return family_measure(near[-1].family, klass, "")


def _goes_somewhere(words: Sequence[str], count: Count) -> bool:
    """Whether a place, and no recipient, follows "to" or "into"."""
    rest = words[count.last : count.last + 7]
    aims = words[count.last : count.last + 14]
    if any(a == "to" and b in word_class("sent_to") for a, b in pairwise(aims)):
        return True  # "were sent to Saudi Arabia to protect the oil fields"
    return rest[:1] in (["to"], ["into"], ["off"], ["near"]) and not word_class("waters").isdisjoint(rest[1:])


def _is_given(tokens: Tokens, count: Count) -> bool:
    """Whether arms that are sent go to a recipient: "to" a name follows, or no word of an attack is near."""
    after = tokens.words[count.last : count.last + 1]
    recipient = after == ["to"] and tokens.raw[count.last + 1 : count.last + 2] != []
    return (recipient and tokens.raw[count.last + 1][0].isupper()) or word_class("assailing").isdisjoint(tokens.words)


def _joined(words: Sequence[str], cue: Cue, found: Sequence[Cue], count: Count) -> set[str]:
    """Families of casualty words joined to the cue without a number of their own: "killed or wounded"."""
    kinds = {cue.family}
    harmed = {"kill", "wound", "missing"} if cue.kind == "past" and cue.first >= count.last else HARMED
    casualty = [c for c in found if c.family in harmed and c.kind in {"past", "after", "active"}]
    for other in casualty:
        between = words[cue.last + 1 : other.first]
        near = not between or (len(between) == 1 and between[0] in word_class("auxiliary") and words[cue.last] == "or")
        if other.first > cue.last and near and words[cue.last] in {"or", "and", "/"}:
            nxt = words[other.last] if other.last < len(words) else "."
            if cue.first >= count.last and nxt[0].isdigit() and words[cue.last] == "and":
                continue
            kinds.add(other.family)
        if (
            other.family != "capture"  # "kidnapped and killed"
            and cue.first == other.last + 1
            and words[other.last] in {"or", "and", "/"}
            and (cue.last <= count.first or words[other.last] == "or")
        ):
            kinds.add(other.family)
    return kinds | _listed(words, cue, found, count)


def _listed_after(words: Sequence[str], count: Count, found: Sequence[Cue]) -> set[str]:
    """Families of the list of casualty words right behind a count of losses: "lost 8,000 men killed and wounded"."""
    listed, at = set[str](), count.last
    for other in found:
        if other.family not in CASUALTIES or other.first < at:
            continue
        if not {",", "or", "and", "/", "&"}.issuperset(words[at : other.first]) or (not listed and other.first > at):
            break
        listed.add(other.family)
        at = other.last
    joined = not {"and", "or"}.isdisjoint(words[count.last : at])
    return listed if joined and len(listed) > 1 else {"kill"}


BETWEEN_LISTED = frozenset({",", "or", "gone", "went", "had", "have", "been", "were", "committed", "suicide"})


def _listed(words: Sequence[str], cue: Cue, found: Sequence[Cue], count: Count) -> set[str]:
    """Families of a list of casualty words behind one number: "killed, wounded, captured or missing".

    A list that ends in "and" is one where no number or object stands behind it.
    """
    listed, at = {cue.family}, cue.last
    for other in found:
        if other.family not in CASUALTIES or other.first < at:
            continue
        gap = words[at : other.first]
        if not gap or not set(gap) <= BETWEEN_LISTED | {"and"}:
            return set()
        listed.add(other.family)
        at = other.last
        if "or" in gap:
            return listed
        if "and" in gap:
            ends = at >= len(words) or not words[at][0].isalnum() or words[at] in word_class("preposition")
            return listed if ends and cue.first >= count.last and len(listed) > 2 else set()
    return set()


def _listed_before(words: Sequence[str], cue: Cue, found: Sequence[Cue]) -> set[str]:
    """Families of a list of casualty words that ends with the cue: "killed, wounded or | captured"."""
    listed, at = {cue.family}, cue.first
    for other in reversed(found):
        if other.last <= at and other.family in CASUALTIES and words[other.last : at] in ([","], ["or"], [",", "or"]):
            listed.add(other.family)
            at = other.first
    return listed if "or" in words[at : cue.first] else set()


def is_planned(tokens: Tokens, cue: Cue) -> bool:
    """Whether the verb at the cue stands after a modal or an infinitive of intention: not yet done."""
    words = tokens.words
    at = cue.first - (words[cue.first] != "to")  # "to land" has the infinitive in itself
    steps = 0
    while (
        at >= 0
        and steps < 4
        and (words[at] in word_class("adverb") or words[at].endswith("ly") or words[at] in {"be", "have", "been"})
    ):
        at -= 1
        steps += 1
    before = words[at] if at >= 0 else ""
    if before in {"will", "would", "could", "may", "might", "should", "shall", "'ll", "'d", "must", "can", "won't"}:
        return not (words[at + 1 : at + 2] == ["have"] and before not in {"will"})
    if before == "to":
        if words[max(0, at - 2) : at] in (["was", "able"], ["were", "able"]):
            return False  # "was able to recruit 6,300"
        if words[at + 1 : at + 2] == ["be"] and not word_class("held_to_be").isdisjoint(words[max(0, at - 8) : at]):
            return False  # "estimated about 200 of them to be fighting there"
        held = at > 1 and words[at - 1] in word_class("held_to_be") and words[at - 2] in word_class("passive_auxiliary")
        if held:
            return False  # "some 1,200 are believed to operate there"
        if words[at + 1] == "have":
            return False  # "was alleged to have consisted of 400 men"
        past = word_class("done_to")
        return not set(words[max(0, at - 2) : at]) & past
    if cue.kind == "active" and words[cue.first].endswith("ing"):
        if not {"now", "already", "currently"}.isdisjoint(words[at + 1 : cue.first]):
            return False  # "is now providing 125 soldiers"
        if before == "for" and words[at - 1][:4] == "call":
            return True  # "the option calls for deploying 10,000 troops"
        return before in {"is", "are"} | word_class("weighing") or "considering" in words[max(0, at - 4) : at + 1]
    if cue.kind == "of":
        return bool(set(words[max(0, cue.first - 6) : cue.first]) & word_class("planning"))
    return False


def _behind_of(words: Sequence[str], at: int) -> int:
    """Index of the first auxiliary behind a phrase of whose they are: "5,000 soldiers | of the 1st Division will"."""
    if words[at : at + 1] not in (["of"], ["from"]):
        return at
    inner = words[at : at + OF_WHOM]
    return at + next((k for k, w in enumerate(inner) if w in word_class("auxiliary") or not w[0].isalnum()), 0)


def is_to_come(words: Sequence[str], at: int) -> bool:
    """Whether the verb at token `at` tells what is not yet: "90,000 soldiers | will practise", "500 | to follow"."""
    at = _behind_of(words, at)
    if words[at : at + 1] == ["to"] and word_class("to_come").isdisjoint(words[at + 1 : at + 2]):
        return False
    modal = words[at : at + 1] != [] and words[at] in word_class("modal_of_plans")
    if modal and words[at] in {"may", "might", "could", "should"}:
        rest = words[at + 1 : at + 3]  # "up to 4,000 troops may be in Congo", "may have crossed"
        modal = rest[:1] != ["have"] and not (rest[:1] == ["be"] and set(rest[1:]) <= word_class("preposition"))
    return modal or words[at : at + 2] in (["are", "to"], ["is", "to"])


def expected_body(words: Sequence[str], count: Count, cue: Cue) -> bool:
    """Whether those counted are of a body that is not yet there: "a brigade of 4,800 that is to be in Lithuania"."""
    relative = words[count.last : count.last + 1] in (["that"], ["which"], ["who"])
    sized = cue.family == "present" and cue.kind == "of" and count.head.klass in {"person", "elided"}
    return sized and is_to_come(words, count.last + relative)
