"""Conditions of a cue by its kind: topics ("the death toll rose to 60"), nouns before "of", "with", verbs."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims import cues as cue_lexicon
from flows.claims.counts import Count
from flows.claims.cues import Cue
from flows.claims.document import Tokens
from flows.claims.pricing import Clause, gap_price, price_of
from flows.claims.pricing_verbs import verb_price
from flows.claims.readings import MUNITIONS, OF_LOSS, unit_of
from flows.claims.verb_phrases import CASUALTY
from flows.claims.words import word_class

LED = 14  # words from a verb of attack to "with" and the number of men
WITH_MEN = 3.0  # price of "attacked the town with 6,000 men"
LABEL = 0.8  # price of a label: "Active: 8,300 (Army 6,000; Navy 1,400)"
AFTER_OTHERS = 3.5  # price of a topic with another count between
TOLD = 30  # words from a topic of casualties to its number
SIZED = 14  # words from another topic to its number
LEAST_LABEL = 100  # smaller numbers behind the name of a branch are none of its men
NEAR = 5  # words from a strength to its number
STRIKING = ("attack", "str", "hit", "target", "bomb", "pound", "shell", "raid")
"""Beginnings of verbs that say with what arms something is struck."""
GOVERNED = frozenset({"of", "from", "with", "to", "by", "for", "among", "on"})


def cue_price(clause: Clause, of_forces: bool) -> float | None:
    """Price of a cue after the conditions of its kind, or None where it cannot govern the count.

    `of_forces`: "men" and "members" are those of a force.
    """
    count, cue = clause.count, clause.cue
    within = (c for c in clause.counts if c is not count and c.first <= cue.first < c.last)
    lost = cue.kind == "of" and cue.family == "lose" and count.first - cue.last <= OF_LOSS
    loose = {"excluded", "casualty"} if lost else {"excluded"}
    if cue.kind in {"topic", "of"} and any(not (c.is_article and c.head.klass in loose) for c in within):
        return None  # but "a column of 1,000 militia", "a loss of 71 men", where the noun is no count
    if cue.kind == "topic":
        return _topic_price(clause)
    if cue.kind == "of":
        return _noun_price(clause)
    if cue.kind == "with" and cue.family == "present":
        return WITH_MEN if count.head.klass == "person" and _come_with(clause.tokens, count, cue) else None
    if cue.kind == "with":
        struck = any(w.startswith(STRIKING) for w in clause.tokens.words[: cue.first])
        if unit_of(count.head) not in MUNITIONS or cue.last > count.first or not struck:
            return None
        return 1.0 + (price_of(clause) or 0.0)
    return verb_price(clause, of_forces)


def _topic_price(clause: Clause) -> float | None:
    """Price of a topic that a verb of size links to the number: "losses had reached 4,000"."""
    tokens, count, counts, cue = clause.tokens, clause.count, clause.counts, clause.cue
    words, head = tokens.words, count.head
    if count.is_article or (head.klass == "equipment" and cue_lexicon.families()[cue.family].get("equipment") is None):
        return None
    if head.klass not in {"elided", "person", "equipment"} or cue.last > count.first:
        return None
    dashed = cue.last < count.first and {"-", "--", "–", "—"}.issuperset(words[cue.last : count.first])
    if dashed and cue.family == "strength" and (count.number.low or 0) < LEAST_LABEL:
        return None  # "Account: Test and Evaluation, Army--30"
    if words[cue.last - 1] == "loss" and words[cue.last] not in word_class("auxiliary") | {"of"}:
        return None  # "Loss ledger: 1.2 million"
    if cue.family == "order" and head.klass == "equipment":
        return None  # a target for a fleet is a size to come
    gap = words[cue.last : max(count.first, tokens.at(count.number.start))]
    listed = gap == [","] and head.klass == "elided" and cue.family == "strength" and "strength" in words[: cue.first]
    if listed and words[cue.first - 1] in {":", ";", ",", "and"}:
        return LABEL  # "strength as: Army, 20,000, Navy, 3,000"
    if not gap and cue.family == "strength" and head.klass == "elided" and _is_label(words, count, cue):
        return LABEL  # "Active: 8,300 (Army 6,000; Navy 1,400). Reserve 60,000."
    if cue.family == "strength" and words[cue.first] in word_class("branch_labels"):
        return None  # "Ground forces: 17,000", but not "ground forces element: 336,797 personnel"
    tolls = [c for c in clause.found if c.kind == "topic" and c.family in CASUALTY and c.first < cue.first]
    if gap[-1:] == ["by"] or (cue.family == "strength" and tolls):
        return None  # "the death toll from clashes with the armed forces rose to 60"
    vague = count.number.kind == "vague" and gap == ["in", "the"]
    linking = not word_class("link").isdisjoint(gap) or gap == [","] or vague
    if not linking or len(gap) > (TOLD if cue.family in CASUALTY else SIZED) or ";" in gap or "but" in gap:
        return None
    between = any(c.first >= cue.last and c.last <= count.first for c in counts)
    if "from" in gap and "to" in gap[gap.index("from") :] and between:
        gap = [*gap[: gap.index("from")], *gap[gap.index("to", gap.index("from")) :]]  # "grew from 261,000 to"
    if between and "by" in gap and "to" in gap[gap.index("by") :]:
        gap = [*gap[: gap.index("by")], *gap[gap.index("to", gap.index("by")) :]]  # "reduced by 4,000 men to"
    told = any(w.endswith("ed") and w not in word_class("sizing") | word_class("link") for w in gap)
    linked = gap[-1] in word_class("link") or words[count.first - 1] in word_class("link")
    near = gap[2:] if gap[:1] == ["in"] and tokens.raw[cue.last + 1][0].isupper() else gap  # "forces in Namibia"
    if cue.family == "strength" and (len(near) > NEAR or not linked or told):
        return None
    if head.klass != "elided" and not _may_have_noun(words, count, cue, gap):
        return None
    others = (c for c in counts if words[c.first] != "both")  # "Casualties on both sides exceeded 20,000"
    if any(c.first >= cue.last and c.first < count.first for c in others):
        return AFTER_OTHERS
    return 0.5 + 0.12 * len(gap) + 1.0 * gap.count(",")


def _may_have_noun(words: Sequence[str], count: Count, cue: Cue, gap: Sequence[str]) -> bool:
    """Whether the number of a topic may have a noun of its own: "the toll stood at 60 soldiers"."""
    if cue.family == "strength" and count.head.kind not in {"military", "general"}:
        return False
    small = word_class("auxiliary") | word_class("adverb")
    harms = cue.family in CASUALTY
    return (
        not {"at", "to", "of", ":"}.isdisjoint(gap)
        or cue.family == "order"
        or (cue.family == "strength" and gap[-1] in word_class("exceeding"))
        or (harms and (gap[-1] in word_class("exceeding") or small.issuperset(words[cue.last : count.first])))
        or (cue.family == "present" and gap[-1] in word_class("reaching"))
    )


def _noun_price(clause: Clause) -> float | None:
    """Price of a noun that governs by a preposition: "the deaths of 40 soldiers"."""
    words, count, cue = clause.tokens.words, clause.count, clause.cue
    if cue.last >= count.first or words[cue.last] not in GOVERNED:
        return None
    if words[cue.first] == "addition" and words[cue.first - 1 : cue.first] == ["in"]:
        return None  # "in addition to two peacekeepers, six soldiers were killed"
    if cue.family == "strength" and count.head.klass not in {"elided", "person", "equipment"}:
        return None
    if cue.family == "strength" and (words[cue.last] != "of" or "," in words[cue.last : count.first]):
        return None  # "the upper ranks of the army, with eight officers sentenced to death"
    price = gap_price(clause, cue.last + 1, count.first, True)
    return price + 0.3 if words[cue.last] == "of" else price + 2.0


def _come_with(tokens: Tokens, count: Count, cue: Cue) -> bool:
    """Whether "with" tells how many somebody leads against a place: "attacked the town with 6,000 men"."""
    words = tokens.words
    before = words[max(0, cue.first - LED) : cue.first]
    verb = next((k for k in range(len(before) - 1, -1, -1) if before[k] in word_class("leading_men")), -1)
    passed = word_class("determiner") | word_class("adverb") | {"about", "only", "just", "some"}
    armed = count.head.kind in {"military", "fighter", "paramilitary"} or tokens.words[count.head.noun] == "men"
    closed = {";", ":", ".", "and", "but", "who", "which", "that"}.isdisjoint(before[verb:])
    return (
        armed and verb >= 0 and closed and cue.last <= count.first and passed.issuperset(words[cue.last : count.first])
    )


def _is_label(words: Sequence[str], count: Count, cue: Cue) -> bool:
    """Whether the noun alone stands before the number, between marks: "(Army 6,000; Navy 1,400)"."""
    opened = cue.first == 0 or words[cue.first - 1] in {"(", ";", ":", ",", "."}
    closed = count.last >= len(words) or words[count.last] in {")", ";", ",", "."}
    return opened and closed and (count.number.low or 0) >= 100
