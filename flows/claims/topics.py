"""Counts whose noun is the topic before them: "the number of hostages is 40", "its tanks rose to 4,300"."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims import head_nouns, heads
from flows.claims.counts import Count
from flows.claims.cues import Cue
from flows.claims.document import Tokens
from flows.claims.figures import Figure
from flows.claims.readings import Reading, combined, family_measure, unit_of
from flows.claims.strengths import at_place
from flows.claims.words import word_class

NUMBERING = (["number"], ["numbered"], ["total"], ["totalled"], ["totaled"])
HARMS = frozenset({"kill", "wound", "missing", "capture"})


def number_of(tokens: Tokens, count: Count, found: Sequence[Cue]) -> Reading | None:
    """Figure of a clause like "the number of hostages killed by the army has risen to 704": the noun stands before."""
    words = tokens.words
    at = next(
        (
            k
            for k in range(count.first - 1, max(-1, count.first - 25), -1)
            if words[k] in {"number", "total"} and (words[k + 1 : k + 2] == ["of"] or _names_harmed(words, k + 1))
        ),
        None,
    )
    if (
        at is None
        or "but" in words[at : count.first]
        or not set(words[at + 2 : tokens.at(count.number.start)]) & word_class("link")
    ):
        return None
    after = at + 1 + (words[at + 1] == "of")
    head = heads.parse(tokens, after, None, frozenset(range(count.first, len(tokens))), of_allowed=False)
    if head.klass == "casualty":
        measure = combined({head.kind, head.pair} - {""})
        return Reading(measure, "person", head.kind, 1.0, "topic.number_of", None, None, 0.9)
    if head.klass not in {"equipment", "person", "formation", "unknown"}:
        return None
    harmed = [c for c in found if at < c.first < count.first and c.family in HARMS and c.kind in {"past", "after"}]
    if head.klass in {"person", "unknown"} and harmed:
        return Reading(
            combined({harmed[0].family}), "person", harmed[0].family, 1.0, "topic.number_of", harmed[0], None, 0.9
        )
    if head.klass == "unknown" or head.kind in {"general", "civilian"}:
        return None
    unit = unit_of(head)
    for cue in found:
        if at < cue.first < count.first and cue.kind in {"past", "subject", "of"}:
            measure_of = family_measure(cue.family, head.klass, unit)
            if measure_of is not None and measure_of != "strength":
                return Reading(measure_of, unit, cue.family, 2.0, "topic.number_of", cue, None, 0.7)
    placed = at_place(tokens, count._replace(last=head.last))
    measure = "deployment.present" if placed else "strength.active"
    if head.klass == "equipment":
        measure = "equipment.used" if unit == "munition" else "equipment.holdings"
    if head.kind == "fighter" and measure == "strength.active":
        measure = "strength.total"
    return Reading(measure, unit, "", 3.0, "topic.number_of", None, None, 0.5)


def _names_harmed(words: Sequence[str], at: int) -> bool:
    """Whether the dead or wounded are named right there: "raising the total killed to five"."""
    noun = head_nouns.nouns().at(words, at)
    return noun is not None and noun[1][0].klass == "casualty" and noun[1][0].kind in HARMS


def noun_topic(tokens: Tokens, count: Count, counts: Sequence[Count]) -> Reading | None:
    """Size of the noun that is the subject: "its tanks rose to 4,200", "the troops are estimated at 1.3 million".

    So it is of casualties: "prisoners numbered 11,000".
    """
    words = tokens.words
    held = words[max(0, count.first - 3) : count.first] in (["estimated", "to", "be"], ["believed", "to", "be"])
    sized = words[count.first - 1 : count.first] in (["at"], ["to"], ["from"], *NUMBERING)
    if count.is_article or not (sized or held):
        return None
    taken = {k for c in counts for k in range(c.first, c.last)}
    at = count.first - 1
    placed = False
    while at >= 0 and count.first - at < 10:
        named = at > 0 and tokens.raw[at][0].isupper() and words[at - 1] == "in"  # "its troops in Chad from 1,000"
        sizing = words[at : at + 1] in NUMBERING or words[at] in word_class("sizing") or words[at][0].isdigit()
        if not (named or sizing):
            break
        placed = placed or named
        at -= 1
    at -= held and words[at : at + 1] == [","]  # "the troops, estimated to be 400"
    for start in range(max(0, at - 3), at + 1):
        noun = head_nouns.nouns().at(words, start)
        if noun is None or start + noun[0] != at + 1 or start in taken or not noun[1][0].is_plural:
            continue
        kind, klass = noun[1][0].kind, noun[1][0].klass
        if klass == "equipment":
            return Reading("equipment.holdings", kind, "", 3.0, "topic.noun", None, None, 0.6)
        if klass == "formation":
            return Reading("strength.active", "formation", "", 3.0, "topic.noun", None, None, 0.6)
        if klass == "casualty" and kind in HARMS:
            return Reading(combined({kind}), "person", kind, 1.0, "topic.noun", None, None, 0.8)
        if klass == "person" and kind in {"military", "fighter", "reserve", "paramilitary"}:
            name = {"military": "active", "fighter": "total"}.get(kind, kind)
            placed = placed or held or words[start] in word_class("in_battle")  # "the besiegers numbered 25,000"
            if placed and kind in {"military", "fighter"}:
                return Reading("deployment.present", "person", "", 3.0, "topic.noun", None, None, 0.6)
            return Reading(f"strength.{name}", "person", "", 3.0, "topic.noun", None, None, 0.6)
    return None


def is_farther(tokens: Tokens, count: Count, reading: Reading) -> bool:
    """Whether the reading comes from a topic before "the number of", which says itself what is counted."""
    cue, words = reading.cue, tokens.words
    if cue is None or cue.kind != "topic" or words[cue.first : cue.first + 1] == ["number"]:
        return False
    return any(words[k : k + 2] == ["number", "of"] for k in range(cue.last, count.first))


def is_compared(tokens: Tokens, count: Count) -> bool:
    """Whether the count is another value of what was counted before."""
    before = tokens.words[max(0, count.first - 2) : count.first]
    return before in (["compared", "with"], ["compared", "to"], ["up", "from"], ["down", "from"])


def of_arms_lost(tokens: Tokens, reading: Reading, figures: Sequence[Figure], ordinal: int) -> bool:
    """Whether losses go on from arms to a number alone: "losses were heavy: 256 tanks against 62"."""
    last = figures[-1] if figures and figures[-1].sentence == ordinal else None
    losses = reading.family == "lose" and reading.cue is not None and tokens.words[reading.cue.first].startswith("loss")
    return losses and last is not None and last.measure == "equipment.lost"
