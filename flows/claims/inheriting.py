"""Measures taken over: "60 of them", "and 30 others", "the total now stands at 156"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.claims.companions import in_bracket
from flows.claims.counts import Count, Rejection
from flows.claims.document import Tokens
from flows.claims.figures import Figure
from flows.claims.head_nouns import nouns
from flows.claims.heads import Head
from flows.claims.readings import MUNITIONS, PEOPLE, Reading, family_measure, unit_of
from flows.claims.words import phrase_class, word_class

PARTITIVE = (
    {"including", "incl", "include", "includes", "included", "among", "counting"},
    {"them", "these", "those", "whom", "which"},
)
CONTAINING = frozenset({"include", "includes", "included", "consisting", "comprising", "comprised", "comprises"})
WHOLES = frozenset({"toll", "which", "that", "who", "total", "number", "figure", "count", "list"})
LEAST_IN_BRACKETS = 100  # smaller ones are ages
LEAST_THERE = 50  # men who are at a place
DASHES = frozenset({"-", "--", "–", "—"})
BELONGING = (["belonged", "to"], ["were", "with"], ["served", "with"], ["came", "from"])
COLON_REACH = 8  # words from a whole to its first part behind a colon


def is_part(tokens: Tokens, count: Count) -> bool:
    """Whether the count is put as a part of another: "including 12", "of whom 12", "12 of them"."""
    if count.head.link == "of them" or is_among_them(tokens, count):
        return True
    before = tokens.words[max(0, count.first - 4) : count.first]
    return (
        bool(set(before[-2:]) & PARTITIVE[0])
        or bool(len(before) >= 2 and before[-2] in {"of", "among"} and before[-1] in PARTITIVE[1])
        or (len(before) >= 3 and before[-3] in {"of", "among"} and before[-2] in PARTITIVE[1])
        or _opens_with_whole(tokens, count)
    )


def is_of_other_whole(tokens: Tokens, count: Count) -> bool:
    """Whether a noun that is none of casualties has the parts: "The protest | included two hundred residents"."""
    words = tokens.words
    at = next((k for k in range(count.first - 1, max(0, count.first - 4), -1) if words[k] in CONTAINING), 0)
    at -= words[at - 1 : at] == ["also"]
    if not at or not words[at - 1][0].isalpha() or words[at - 1] in WHOLES | word_class("pronoun"):
        return False
    noun = nouns().at(words, at - 1)
    return noun is not None and noun[0] == 1 and noun[1][0].klass in {"excluded", "formation"}


def _opens_with_whole(tokens: Tokens, count: Count) -> bool:
    """Whether the sentence begins with those that the count is a part of: "Of those now serving, 113,000 are"."""
    words = tokens.words
    opened = words[0] in {"of", "among"} and words[1:2] != [] and words[1] in PARTITIVE[1] | {"the"}
    return opened and 3 <= count.first <= 8 and words[count.first - 1] == ","


def is_among_them(tokens: Tokens, count: Count) -> bool:
    """Whether those counted are put behind as a part: "five villagers, two women | among them"."""
    return tokens.words[count.last : count.last + 2] == ["among", "them"]


def _is_named_part(tokens: Tokens, count: Count) -> bool:
    """Whether "a" opens a part: "ten wounded, including a boy", "three killed, among them a driver"."""
    before = tokens.words[max(0, count.first - 2) : count.first]
    if is_among_them(tokens, count):
        return True
    return before[-1:] in (["including"], ["incl"]) or (before[:1] == ["among"] and before[1:] != ["the"])


def _is_item(tokens: Tokens, count: Count, sibling: Count, other: Reading) -> bool:
    """Whether "a" is one more of those harmed in a list: "12 policemen, two officers and a clerk"."""
    if sibling.is_article:
        return True
    following = "".join(tokens.words[count.last : count.last + 1])
    ends = not following[:1].isalnum() or following in word_class("preposition") | {"and", "when", "who", "after"}
    return other.measure.startswith("casualties.") and count.head.klass == "person" and ends


def inherit(
    tokens: Tokens,
    count: Count,
    index: int,
    counts: Sequence[Count],
    readings: Mapping[int, Reading],
    indexes: Mapping[int, int],
    figures: Sequence[Figure],
    before: int,
    previous: Figure | None,
    ordinal: int,
    rejections: Sequence[Rejection],
) -> Reading | None:
    """Measure taken over from a figure that this count continues."""
    head = count.head
    if head.klass in {"excluded", "unknown"}:
        return None
    if head.link == "of them" and index and index - 1 not in indexes and not counts[index - 1].is_article:
        return None
    harmed = figures[-1].measure.startswith("casualties.") if figures else False
    if harmed and is_of_other_whole(tokens, count):
        return None
    sibling = next((k for k in range(index - 1, -1, -1) if k in indexes), None)
    if sibling is not None:
        other = readings[sibling]
        source = indexes[sibling]
        if head.kind == "civilian" and other.measure.startswith(("strength.", "deployment.")):
            return None  # "300 fighters and 500 of their relatives left"
        if other.unit == "person" and other.measure.startswith("strength.") and _are_there(tokens, count):
            return Reading("deployment.present", "person", "present", 3.0, "inherit.place", None, None, 0.9)
        if counts[sibling].run == count.run and not count.is_article:
            return _taken(other, head, source, "inherit.list", 0.85)
        word_before = tokens.words[count.first - 1] if count.first else ""
        named = count.is_article and _is_named_part(tokens, count) and head.klass == "person"
        if named and other.measure.startswith("casualties."):
            return _taken(other, head, source, "inherit.part", 0.85)  # "ten wounded, including a boy"
        if count.is_article and counts[sibling].run == count.run and _is_item(tokens, count, counts[sibling], other):
            return _taken(other, head, source, "inherit.list", 0.7)
        if count.is_article:
            return None
        forces = other.unit == "person" and other.measure.startswith(("strength.", "deployment."))
        if forces and _is_contingent(tokens, count):
            held = replace(other, measure="deployment.present") if other.measure == "deployment.sent" else other
            return _taken(held, head, source, "inherit.bracket", 0.55)
        if other.measure.startswith("casualties.") and in_bracket(tokens, count, counts[sibling]):
            return _taken(other, head, source, "inherit.part", 0.85)
        if _is_bracketed(tokens, count) and other.measure.startswith("casualties."):
            return _taken(other, head, source, "inherit.bracket", 0.55)
        between = tokens.words[counts[sibling].last : count.first]
        if _is_broken_down(tokens, index, counts, sibling):
            return _taken(other, head, source, "inherit.colon", 0.85)  # "12 died - eight policemen and four civilians"
        if (
            ":" in between
            and ";" not in between
            and len(between) <= COLON_REACH
            and head.klass in {"person", "equipment"}
        ):
            return _taken(other, head, source, "inherit.colon", 0.75)  # "27 bodies: 12 women, eight children"
        added = any(
            " ".join(tokens.words[count.first - k : count.first]) in phrase_class("along_with") for k in (2, 3)
        )  # "killed 12 civilians along with 40 fighters"
        added = added and (other.measure != "equipment.used" or unit_of(head) in MUNITIONS)
        if added and head.klass in {"person", "equipment"} and other.measure.startswith("casualties"):
            return _taken(other, head, source, "inherit.list", 0.7)
        if is_part(tokens, count) or (readings.get(index) is not None and readings[index].family == "compose"):
            return _taken(other, head, source, "inherit.part", 0.9)
        if (
            head.klass == "person"
            and head.kind in {"military", "weak"}
            and other.measure.startswith(("strength", "deployment"))
            and other.measure != "strength.total"
        ):
            return _taken(other, head, source, "inherit.parallel", 0.6)
        if (
            head.klass == "equipment"
            and other.unit not in PEOPLE
            and not other.rule.startswith("default")
            and (count.first - counts[sibling].last <= 8 or added)
            and ";" not in tokens.words[counts[sibling].last : count.first]
        ):
            return _taken(other, head, source, "inherit.parallel", 0.55)
        closing = next(c for c in reversed(counts) if c.run == count.run)  # "400 who fell, 54 Germans and 23 guards"
        ends = closing.last >= len(tokens) or not tokens.words[closing.last][0].isalpha()
        near = count.first - counts[sibling].last <= 12
        joined = "and" in tokens.words[counts[sibling].last : closing.first]
        joined = joined and not tokens.words[count.first - 1].endswith("ed")  # "killed dozens and rescued 30 women"
        if head.klass == "person" and other.measure.startswith("casualties") and ends and near and joined:
            return _taken(other, head, source, "inherit.parallel", 0.6)
        agent = word_before == "by" and other.measure.startswith("casualties.")
        if agent and head.klass == "elided":
            return None  # "was shot by one or several people"
        if head.klass == "elided" or head.link == "others":
            opened = tokens.words[max(0, count.first - 3) : count.first]
            if opened[1:] == [",", "with"] and opened[0] in word_class("pronoun"):
                return None  # "was killed when he, with 30 other soldiers, stormed a prison"
            named = count.first > 1 and tokens.raw[count.first - 1][:1].isupper()
            named = named and word_before not in word_class("conjunction")  # "37 IN AMBUSHES, AND 8 ON MINES"
            if head.klass == "elided" and named and not tokens.raw[count.first][:1].isupper():
                return _taken(other, head, source, "inherit.gapped", 0.6) if _gapped(tokens, count, counts) else None
            rest = tokens.words[count.last : count.last + 4]
            verb = next((w for w in rest if w not in word_class("auxiliary") and w != "to"), "")
            if verb in word_class("own_verb"):
                return None
            if set(tokens.words[max(0, count.first - 5) : count.first]) & word_class("change"):
                return _taken(other, head, source, "inherit.change", 0.6)
            if head.klass == "elided" and word_before.endswith("ed") and word_before not in word_class("recorded"):
                return None  # the object of a verb of its own: "and displaced 20,000"
            same = other.rule == "inherit.part_of_previous" and tokens.words[count.last : count.last + 1] in (
                ["to"],
                ["with"],
            )
            told = count.last >= len(tokens) or not tokens.words[count.last][0].isalnum()
            told = told and _is_told(tokens, count, figures[source])
            linked = bool(head.link) or same or told
            if head.klass == "elided" and count.first - counts[sibling].last > 9 and not linked:
                return None
            return _taken(other, head, source, "inherit.parallel", 0.6)
        return None
    if count.is_article or previous is None:
        return None
    if head.klass == "elided" and _definite(tokens, count):
        for at in range(len(figures) - 1, -1, -1):
            if figures[at].number.values == count.number.values and (count.number.best or 0) > 9:
                return _taken(
                    Reading(figures[at].measure, figures[at].unit, "", 0.0, ""), head, at, "inherit.same_value", 0.7
                )
    if head.klass in {"person", "equipment"} and tokens.words[:2] == ["of", "the"] and count.first == 2:
        for at in range(len(figures) - 1, -1, -1):  # "Of the 108 tanks, 38 came"
            same = figures[at].number.values == count.number.values and figures[at].unit == unit_of(head)
            if same and figures[at].measure.startswith(("equipment.", "deployment.", "strength.")):
                return _taken(
                    Reading(figures[at].measure, figures[at].unit, "", 0.0, ""), head, at, "inherit.same_value", 0.7
                )
    told = _is_bracketed(tokens, count) and previous.measure.startswith("casualties.")
    if told and ordinal - previous.sentence <= 1:
        return _taken(
            Reading(previous.measure, previous.unit, "", 0.0, ""), head, len(figures) - 1, "inherit.bracket", 0.5
        )
    latest, source = Reading(previous.measure, previous.unit, "", 0.0, ""), len(figures) - 1
    if head.klass == "elided" and ordinal - previous.sentence <= 4 and _tally(tokens, count):
        if any(k not in readings and counts[k].head.noun >= 0 for k in range(index)):
            return None  # "hosts 600,000 refugees, though the total is 1.4 million"
        dead = next((k for k in range(len(figures) - 1, -1, -1) if figures[k].measure == "casualties.killed"), None)
        if previous.measure == "casualties.wounded" and dead is not None and source - dead <= 2:
            latest, source = Reading(figures[dead].measure, "person", "", 0.0, ""), dead  # the total is one of the dead
        return _taken(latest, head, source, "inherit.tally", 0.6)
    branch = head.klass == "elided" and tokens.words[count.last : count.last + 1] == ["("]
    if branch and previous.sentence == ordinal and previous.measure.startswith("strength."):
        return _taken(latest, head, source, "inherit.branch", 0.6)  # "Personnel: 33,000 (army), 2,200 (navy)"
    if ordinal - previous.sentence > 1 or before != len(figures):
        return None
    opening = head.klass == "elided" and count.first == 0 and tokens.words[count.last : count.last + 2] in BELONGING
    fewer = (count.number.best or 0) < (previous.number.best or 0)
    if opening and fewer and previous.measure.startswith("casualties."):
        return _taken(
            latest, head, source, "inherit.part_of_previous", 0.7
        )  # "Nine died. Seven belonged to the mission"
    ends = count.last >= len(tokens) or not tokens.words[count.last][0].isalnum()
    if head.klass == "elided" and ends and _is_told(tokens, count, previous):
        return _taken(latest, head, source, "inherit.tally", 0.5)
    if (
        previous.unit == "person"
        and previous.measure.startswith(("deployment.", "strength."))
        and _are_there(tokens, count)
    ):
        return Reading("deployment.present", "person", "present", 3.0, "inherit.place", None, None, 0.6)
    refused = rejections[-1] if rejections else None
    if (
        refused is not None
        and refused.number.start > previous.number.start
        and refused.reason in {"non_military_subject", "no_measure"}
    ):
        return None
    listed = ":" in tokens.words[max(0, count.first - 3) : count.first]
    if listed and previous.measure.startswith("casualties.") and head.klass == "person":
        opened = tokens.words[: count.first]
        if not word_class("lists").isdisjoint(opened) or not word_class("breakdowns").isdisjoint(opened):
            return _taken(latest, head, source, "inherit.colon", 0.6)
    if is_part(tokens, count) or tokens.words[:2] in (
        ["they", "include"],
        ["that", "includes"],
        ["these", "include"],
        ["that", "takes"],
    ):
        first = next(k for k, f in enumerate(figures) if f.sentence == previous.sentence)
        other = Reading(figures[first].measure, figures[first].unit, "", 0.0, "")
        sure = 0.85 if other.measure.startswith("casualties.") else 0.75  # "two of them were serving with the UN"
        return _taken(other, head, first, "inherit.part_of_previous", sure)
    again = head.klass == "elided" and "another" in tokens.words[max(0, count.first - 1) : count.first + 1]
    it_was = tokens.words[max(0, count.first - 2) : count.first] in (["it", "was"], ["it", "is"])
    if it_was and head.klass == "equipment" and previous.unit not in PEOPLE and previous.measure == "equipment.used":
        return _taken(latest, head, source, "inherit.there", 0.6)  # "In September it was over 1,300 drones"
    exists = ends and head.klass == "elided" and tokens.words[0] not in word_class("pronoun") and _exist(tokens, count)
    if exists and not previous.measure.startswith("casualties."):
        return _taken(latest, head, source, "inherit.there", 0.6)
    if head.link == "others" or (again and not previous.measure.startswith("casualties.")):
        return _taken(latest, head, source, "inherit.others", 0.6)
    return None


def _are_there(tokens: Tokens, count: Count) -> bool:
    """Whether the clause says where they are, by a name: "of whom 2,100 are in Kuwait"."""
    rest = [w for w in tokens.words[count.last : count.last + 4] if w not in word_class("adverb")]
    there = rest[:1] in (["are"], ["were"], ["remain"]) and rest[1:2] in (["in"], ["at"], ["on"], ["inside"])
    named = tokens.raw[count.last + 2 : count.last + 4]
    several = count.head.klass == "elided" and (count.number.low or 0) >= LEAST_THERE
    return several and there and any(w[0].isupper() for w in named)


def _is_broken_down(tokens: Tokens, index: int, counts: Sequence[Count], sibling: int) -> bool:
    """Whether a dash before the count opens a list of parts that add up to the count at `sibling`."""
    count = counts[index]
    if tokens.words[count.first - 1] not in DASHES or count.head.klass not in {"person", "equipment"}:
        return False
    parts = [c.number.best or 0 for c in counts[index:] if c.run == count.run]
    return len(parts) > 1 and sum(parts) == counts[sibling].number.best


def _exist(tokens: Tokens, count: Count) -> bool:
    """Whether the clause only says how many there are: "By 2030 there will be more than 1,000"."""
    verb = tokens.words[max(0, count.first - 3) : count.first]
    return "there" in verb and word_class("auxiliary").issuperset(verb[verb.index("there") + 1 :])


def _gapped(tokens: Tokens, count: Count, counts: Sequence[Count]) -> bool:
    """Whether a name and its number take over the verb before: "has pledged 24 jets, Denmark 19 and Norway 22"."""
    words = tokens.words
    start = max((c.last for c in counts if c.last <= count.first), default=0)
    gap, after = words[start : count.first], words[count.last : count.last + 1]
    ends = not after or not after[0][0].isalnum() or after[0] in {"and", "or", "while", "but"}
    if gap[:1] == ["("] or words[start - 1] == "(":
        return False
    joint = max((k for k, w in enumerate(gap[:-1]) if w in {"and", "while", "but"}), default=0)
    if joint and all(w[:1].isupper() for w in tokens.raw[start + joint + 1 : count.first]):
        gap = gap[joint:]  # "has 4,201 tanks at its command and Islamabad 2,627"
    if gap and gap[0] in word_class("preposition") and "," in gap:
        gap = gap[len(gap) - 1 - gap[::-1].index(",") :]  # "had 9,000 men on the field, the Danes 12,000"
    owner = gap[-1:] != [] and gap[-1].endswith(("'s", "s'"))
    opened = gap[:1] in ([","], [";"], ["and"], ["while"], ["but"], ["or"]) or owner
    verbs = word_class("relative") | {":"} | (word_class("auxiliary") if not owner else set())
    return (
        ends
        and opened
        and len(gap) <= (14 if owner else 7)
        and verbs.isdisjoint(gap)
        and not any(w.endswith("ed") for w in gap)
    )


def _definite(tokens: Tokens, count: Count) -> bool:
    """Whether the number is taken up again: "the 97", "its count of 97", "those 643"."""
    before = tokens.words[max(0, count.first - 2) : count.first]
    return bool(set(before[-1:]) & {"the", "those", "these"}) or (
        len(before) == 2 and before[1] == "of" and before[0] in word_class("tally")
    )


def _is_bracketed(tokens: Tokens, count: Count) -> bool:
    """Whether the number alone stands in brackets behind a name: "North Darfur (14,000) and Khartoum (11,200)"."""
    words, first = tokens.words, count.first
    if count.head.klass != "elided" or first < 2 or (count.number.low or 0) < LEAST_IN_BRACKETS:
        return False
    return (
        words[first - 1] == "(" and words[count.last : count.last + 1] == [")"] and tokens.raw[first - 2][0].isupper()
    )


def _is_contingent(tokens: Tokens, count: Count) -> bool:
    """Whether the number alone stands in brackets in a list of contingents: "from Togo (150) and Mali (78)"."""
    words, first = tokens.words, count.first
    alone = first > 1 and words[first - 1] == "(" and words[count.last : count.last + 1] == [")"]
    if count.head.noun >= 0 or not alone or not tokens.raw[first - 2][0].isupper():
        return False
    brackets = [k for k, w in enumerate(words[:-2]) if w == "(" and words[k + 1][0].isdigit() and words[k + 2] == ")"]
    return len(brackets) > 1 and not word_class("from_whom").isdisjoint(words[max(0, brackets[0] - 4) : brackets[0]])


def _is_told(tokens: Tokens, count: Count, previous: Figure) -> bool:
    """Whether the number is the object of a verb of telling: "confirmed 1,748"; of the dead also "spoke of 180"."""
    words = tokens.words
    before = words[max(0, count.first - 2) : count.first]
    if before[-1:] and before[-1] in word_class("recorded"):
        return True
    if before[-1:] in (["only"], ["just"]) and before[0] in word_class("recorded"):
        return True  # "AFRICOM acknowledged only one"
    pair = " ".join(before)
    return previous.measure.startswith("casualties.") and (
        pair in phrase_class("telling") or (before[-1:] in (["said"], ["says"]) and (count.number.low or 0) > 1)
    )


def _tally(tokens: Tokens, count: Count) -> bool:
    """Whether the number is the value of "the total", "the figure", "its count" of what was counted before.

    Or of what it is called by a pronoun: "In June it fell to 359".
    """
    words = tokens.words
    before = words[max(0, count.first - 3) : count.first]
    if before[-3:-2] in (["it"], ["this"], ["that"]) and before[-1:] in (["to"], ["at"]):
        return before[1] in word_class("sizing") | word_class("link")
    for at in range(max(0, count.first - 7), count.first):
        if words[at] in word_class("tally"):
            gap = words[at + 1 : tokens.at(count.number.start)]
            return bool(set(gap) & word_class("link"))
    return False


def _taken(other: Reading, head: Head, source: int, rule: str, confidence: float) -> Reading | None:
    klass = other.unit if other.unit in PEOPLE else "equipment"
    own = head.klass if head.klass not in {"elided", "casualty"} else klass
    unit = unit_of(head) if head.klass != "elided" else other.unit
    measure: str | None = other.measure
    if own != klass:
        if not other.family:
            return None
        measure = family_measure(other.family, own, unit)
        if measure is None and own == "equipment" and other.measure.startswith("casualties."):
            measure = "equipment.lost"  # "a toll of 1,140 troops and 59 guns"
        if measure == "strength":
            measure = "strength.active"
        if measure is None:
            return None
    elif own == "person" and measure is not None and measure.startswith("strength."):
        measure = {"reserve": "strength.reserve", "paramilitary": "strength.paramilitary"}.get(head.kind, measure)
    if measure is None:
        return None
    return Reading(measure, unit, other.family, other.price, rule, None, source, min(confidence, other.confidence))
