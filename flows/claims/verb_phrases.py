"""What stands beside a count changes which verb governs it: participles that only describe, verbs in two parts."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims import cues as cue_lexicon
from flows.claims.counts import Count
from flows.claims.cues import Cue
from flows.claims.document import Tokens
from flows.claims.heads import Head
from flows.claims.readings import Reading, family_measure, unit_of
from flows.claims.refining import is_planned
from flows.claims.words import word_class

LEAST_MOVED = 100  # a number alone of those who are taken somewhere
HELD = 12  # words from those taken to "and executed them"
REDUCED = 22  # words from a noun over its participle to the verb
THEM = frozenset({"them", "him", "her"})
WEAK = frozenset(
    {
        "send",
        "deploy",
        "deliver",
        "order",
        "use",
        "present",
        "strength",
        "destroy",
        "withdraw",
        "compose",
        "recruit",
        "free",
        "arrest",
    }
)
CASUALTY = frozenset({"kill", "wound", "missing", "capture", "lose", "desert"})


def harmed(tokens: Tokens, count: Count, found: Sequence[Cue]) -> Count:
    """The count with an unknown noun read as people, where they are killed or wounded: "killing 28 non-Muslims".

    Only right beside the verb: what else is killed are animals, which the lexicon leaves out of counts.
    """
    head, words = count.head, tokens.words
    shunned = head.klass == "excluded" and head.noun >= 0
    people = shunned and words[head.noun] in word_class("excluded_people")  # "13 weapons experts were executed"
    people = people or (shunned and head.noun > 0 and _is_of_people(tokens, head))  # "8 Tigers killed"
    plural = head.words[-1:] != () and (head.words[-1].endswith(("s", "men")) or _is_of_people(tokens, head))
    if not (people or (head.klass == "unknown" and 1 <= len(head.words) <= 3 and plural)):
        return count
    passed = word_class("auxiliary") | word_class("adverb")
    for cue in found:
        taken = cue.family == "capture" and words[cue.first][:6] in {"kidnap", "abduct"}
        if cue.family == "kill" and cue.kind == "of" and cue.last == count.first - 1 and words[cue.last] == "of":
            return count._replace(head=head._replace(klass="person", kind="general", noun=head.last - 1))
        dies = cue.kind == "subject" and tokens.raw[head.last - 1][0].isupper()  # "hundreds of Kadyrovites died"
        told = cue.kind in {"active", "past"} or dies
        if not (taken or cue.family in {"kill", "wound"}) or not told or "burned" in words:
            continue
        theirs = cue.last == count.first - 1 and words[cue.last] in word_class("possessive")
        active = cue.voice in {"right", "both"} and (cue.last == count.first or theirs)
        between = words[count.last : cue.first]
        short = dies or bool(between) or _is_told_short(tokens, cue)  # "8 ANP martyred", "12 deminers shot dead in"
        if active or (cue.voice in {"left", "both"} and short and passed.issuperset(between)):
            return count._replace(head=head._replace(klass="person", kind="general", noun=head.last - 1))
    return count


def _is_of_people(tokens: Tokens, head: Head) -> bool:
    """Whether one unknown word is an abbreviation or a name, of those who are counted: "killed 2 ALP"."""
    name = tokens.raw[head.last - 1]
    mixed = any(w.islower() and len(w) > 3 for w in tokens.raw)
    named = [w for w in tokens.raw[head.first : head.last] if w != "-"]
    many = len(head.words) == 1 or all(w[0].isupper() for w in named)  # "40 Eritrean Ascari were killed"
    return mixed and many and name[0].isupper() and name.isalpha() and len(name) > 1


def _is_told_short(tokens: Tokens, cue: Cue) -> bool:
    """Whether a participle without an auxiliary has no object, so that those before it suffer it, as in a headline."""
    following = tokens.words[cue.last : cue.last + 1]
    ends = following == [] or not following[0][0].isalnum() or following[0] in word_class("preposition") | {"and", "as"}
    return cue.kind == "past" and ends


def is_in_list(tokens: Tokens, count: Count, cue: Cue) -> bool:
    """Whether only other objects of the verb stand between: "will send artillery rounds, spare parts, 32 vehicles"."""
    gap = tokens.words[cue.last : count.first]
    destruction = cue.kind == "of" and cue.family == "destroy"  # "the destruction of 19 positions, one motorbike"
    if (
        not (cue.kind == "active" or destruction)
        or cue.family not in {"send", "deliver", "order", "destroy"}
        or "," not in gap
        or len(gap) > 25
    ):
        return False
    others = word_class("auxiliary") | word_class("relative") | word_class("clause") | word_class("pronoun")
    others |= word_class("preposition") - {"of", "for"}
    return not any(w in others or w in {";", ":", "."} or w.endswith(("ed", "ly")) for w in gap)


def between_parts(tokens: Tokens, count: Count, arms: str) -> Reading | None:
    """Reading by a verb whose particle follows the count: "will pull its remaining 400 soldiers out of the country"."""
    words = tokens.words
    behind = (" ".join(words[count.last : count.last + size]) for size in (2, 1))  # "out of", then "out"
    particles = [phrase for phrase in behind if phrase in cue_lexicon.PARTICLES]
    several = count.head.klass == "elided" and (count.number.low or 0) >= LEAST_MOVED
    if not particles or not (several or count.head.klass in {"person", "formation", "equipment"}):
        return None
    klass = "person" if several else count.head.klass
    passed = word_class("preposition") | word_class("conjunction") | word_class("auxiliary") | {",", ";", ":"}
    for at in range(count.first - 1, max(-1, count.first - 5), -1):
        for family in (f for p in particles for f in cue_lexicon.parted().get((words[at], p), ())):
            if (measure := family_measure(family, klass, arms)) is None:
                continue
            if measure.startswith("deployment.") and is_planned(tokens, Cue(family, "active", at, at + 1, "right")):
                measure = "deployment.planned"
            return Reading(measure, unit_of(count.head), family, 0.5, "parted.right", None)
        if words[at] in passed:
            return None
    return None


def moves_on(tokens: Tokens, count: Count, best: Reading, found: Sequence[Cue]) -> Reading:
    """The verb of motion of a body of men, not its noun: "a contingent of 250 soldiers has arrived"."""
    if best.family not in {"present", "deploy"} or count.head.klass != "person":
        return best
    verb = _main(tokens, count)
    for cue in found:
        arrives = cue.kind == "subject" and cue.first == verb and cue.family in {"deploy", "withdraw"}
        if arrives and best.cue is not None and best.cue.kind == "of":
            measure = family_measure(cue.family, "person", "")
            return best if measure is None else Reading(measure, "person", cue.family, 0.5, "subject.left", cue)
    return best


def then_harmed(
    tokens: Tokens, count: Count, counts: Sequence[Count], best: Reading, found: Sequence[Cue]
) -> Cue | None:
    """Casualty verb that the same subject goes on to: "two rebels attacked government positions and were killed"."""
    words, first = tokens.words, best.cue
    if first is None or first.first < count.last or first.kind not in {"subject", "past"} or best.family not in WEAK:
        return None
    for cue in found:
        if (
            cue.family not in CASUALTY
            or cue.voice not in {"left", "both"}
            or not first.last < cue.first <= first.last + 16
        ):
            continue
        at = cue.first - 1
        while at > first.last and (words[at] in word_class("adverb") or words[at] in word_class("auxiliary")):
            at -= 1
        gap = words[first.last : at]
        alone = not any(first.last <= c.first < cue.first for c in counts)
        passive = not word_class("passive_auxiliary").isdisjoint(words[at + 1 : cue.first])
        passive = passive or (at == first.last and words[first.first - 1] in word_class("passive_auxiliary"))
        if words[at] == "and" and passive and alone and {",", ";", ":", "who", "which", "that"}.isdisjoint(gap):
            return cue
    return None


def killed_later(tokens: Tokens, count: Count, found: Sequence[Cue]) -> Cue | None:
    """Verb of killing those to whom something else was done before: "captured 12 soldiers and executed them"."""
    led = count.first > 0 and tokens.words[count.first - 1].isalnum()  # by the verb of what was done to them
    several = led and count.head.klass == "person" and not THEM.isdisjoint(tokens.words[count.last :])
    for cue in found if several else ():
        pair = (
            not THEM.isdisjoint(tokens.words[cue.last : cue.last + 1])
            and "and" in tokens.words[cue.first - 3 : cue.first]
        )
        near = count.last <= cue.first <= count.last + HELD
        if cue.family == "kill" and pair and near and {";", "but"}.isdisjoint(tokens.words[count.last : cue.first]):
            return cue
    return None


def died_later(
    tokens: Tokens, count: Count, counts: Sequence[Count], best: Reading, found: Sequence[Cue]
) -> Cue | None:
    """Verb of dying of those hurt or taken: "was wounded and died in hospital", "were abducted and found dead"."""
    words, hurt = tokens.words, best.cue
    taken = best.family in {"capture", "arrest"}
    if not (taken or best.family == "wound") or hurt is None or hurt.first < count.last:
        return None
    for cue in found:
        passive = taken and cue.kind in {"past", "after"} and not any(c.first == cue.last for c in counts)
        if cue.family != "kill" or not (passive or cue.kind == "subject") or cue.first <= hurt.last:
            continue
        gap = words[hurt.last : cue.first]
        while gap and (gap[-1] in word_class("adverb") or gap[-1] in word_class("auxiliary") or gap[-1] == "found"):
            gap = gap[:-1]
        people = (c for c in counts if c.head.klass in {"person", "elided", "casualty"})
        alone = not any(hurt.last <= c.first < cue.first for c in people)
        closed = {";", ":", "while", "that"} if taken else {";", ":", "while"}
        if alone and gap[-1:] in (["and"], ["but"]) and closed.isdisjoint(gap):
            return cue
    return None


def after_relative(
    tokens: Tokens, count: Count, counts: Sequence[Count], best: Reading, found: Sequence[Cue]
) -> Cue | None:
    """Casualty verb of the main clause behind a relative one: "four gunmen who stormed the hotel were shot dead"."""
    words, first = tokens.words, best.cue
    if words[count.last : count.last + 1] not in (["who"], ["that"]) or best.family not in WEAK or first is None:
        return None
    if not count.last < first.first <= count.last + 4:
        return None
    for cue in found:
        if cue.family not in CASUALTY or cue.voice not in {"left", "both"} or cue.first <= first.last:
            continue
        inner = words[first.last : cue.first]
        alone = not any(first.last <= c.first < cue.first and not c.is_article for c in counts)
        passive = not word_class("passive_auxiliary").isdisjoint(inner[-2:]) or _is_finite(cue)
        if passive and alone and {";", ":", "who", "which", "that", "when", "while", "and"}.isdisjoint(inner):
            return cue if len(inner) <= REDUCED else None
    return None


def harm_of_team(tokens: Tokens, count: Count, counts: Sequence[Count], found: Sequence[Cue]) -> Cue | None:
    """Casualty verb in the passive whose subject is the team that a number sizes: "a six-man patrol was killed"."""
    words = tokens.words
    if not any(w.endswith(("-man", "-member")) for w in words[count.first : count.last]):
        return None
    for cue in found:
        near = count.last <= cue.first <= count.last + 10 and not any(count.last <= c.first < cue.first for c in counts)
        if near and cue.family in CASUALTY and words[cue.first - 1] in word_class("passive_auxiliary"):
            return cue
    return None


def left_place(tokens: Tokens, count: Count) -> Reading | None:
    """Reading of soldiers who leave a place by its name: "the last 1,200 troops left Herat"."""
    verb = _main(tokens, count)
    place = tokens.raw[verb + 1 : verb + 2]
    soldiers = count.head.klass == "person" and count.head.kind in {"military", "fighter", "paramilitary"}
    if not soldiers or tokens.words[verb : verb + 1] != ["left"] or not place or not place[0][0].isupper():
        return None
    return Reading("deployment.withdrawn", "person", "withdraw", 0.5, "subject.left", None)


def _main(tokens: Tokens, count: Count) -> int:
    """Token index of what follows the count over auxiliaries and adverbs."""
    at = count.last
    while at < len(tokens) and tokens.words[at] in word_class("auxiliary") | word_class("adverb"):
        at += 1
    return at


def victims_of(count: Count, best: Reading, found: Sequence[Cue]) -> Reading:
    """The noun before the phrase, not the participle after those counted: "the bodies of 39 men abducted"."""
    describes = best.cue is not None and best.cue.kind in {"past", "after"} and best.cue.first >= count.number_last
    for cue in found if describes and best.family != "kill" else ():
        if cue.family == "kill" and cue.kind == "of" and cue.last + 1 == count.first:
            return Reading("casualties.killed", "person", "kill", 0.3, "of.right", cue)
    return best


def is_reduced(tokens: Tokens, count: Count, counts: Sequence[Count], best: Reading) -> bool:
    """Whether the cue is a participle right after the noun that may only describe it ("soldiers deployed with")."""
    cue = best.cue
    arms = count.head.klass == "equipment" and best.family in {"use", "deliver", "order", "deploy", "send"}
    sort = count.head.klass in {"person", "elided"} or arms
    reduced = cue is not None and (cue.kind == "past" or tokens.words[cue.first].endswith("ing"))
    ends = {c.last for c in counts if c.run == count.run and c.first >= count.first}
    return reduced and cue is not None and sort and best.family in WEAK and cue.first in ends


def describes_harm(tokens: Tokens, count: Count, best: Reading) -> bool:
    """Whether the cue is a participle right after people hurt or taken, who may die of it: "three hurt there died"."""
    cue = best.cue
    beside = cue is not None and cue.kind in {"past", "after"} and cue.first == count.last
    whole = tokens.words[max(0, count.first - 2) : count.first] == ["of", "the"]  # "six of the nine wounded died"
    return (
        beside
        and not whole
        and best.family in {"wound", "capture", "missing"}
        and count.head.klass in {"person", "elided"}
    )


def _is_finite(cue: Cue) -> bool:
    """Whether the cue is a verb that needs no auxiliary: "12 soldiers based in the town | died"."""
    return cue.kind == "subject"


def main_verb(tokens: Tokens, count: Count, counts: Sequence[Count], found: Sequence[Cue]) -> Cue | None:
    """Verb of harm with its auxiliary behind such a participle: "deployed with the UN were killed"."""
    words = tokens.words
    families = {"destroy", "lose"} if count.head.klass == "equipment" else CASUALTY
    for cue in found:
        if cue.family not in families or cue.voice not in {"left", "both"} or cue.first <= count.last:
            continue
        at = cue.first - 1
        while at > 0 and (words[at] in word_class("adverb") or words[at] in {"been", "found"}):
            at -= 1
        inner = words[count.last : cue.first]
        if any(count.last <= c.first < cue.first and c.run != count.run and not c.is_article for c in counts):
            continue  # "of the 4,000 soldiers sent, 300 were killed"
        closed = {";", ":", "while", "when", "after", "but", "which", "who", "that"}
        helped = words[at] in word_class("auxiliary") or words[cue.first] in word_class("auxiliary") or _is_finite(cue)
        if helped and closed.isdisjoint(inner) and cue.first - count.last <= REDUCED:
            return cue
    return None
