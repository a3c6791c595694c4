"""What each count of a sentence measures, one after the other: a cue, a list, a topic, an earlier figure, a default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flows.claims.antecedents import of_antecedent
from flows.claims.cheapest import direct
from flows.claims.companions import against, apposed_size, beside_harmed, held_aboard, led_along, resized
from flows.claims.context import Gate
from flows.claims.counts import Count, Rejection
from flows.claims.counts_apart import is_pronoun, no_figure, tells_each
from flows.claims.cues import Cue
from flows.claims.defaults import default, of_whole
from flows.claims.document import Document, Tokens
from flows.claims.figures import Figure
from flows.claims.inheriting import inherit, is_part
from flows.claims.measuring_apart import counted_before, is_too_small, rejection, taken_up
from flows.claims.measuring_lists import are_labelled, goes_on, is_of_downed, is_of_harmed, is_of_other_things
from flows.claims.readings import Reading
from flows.claims.refining import is_to_come
from flows.claims.strengths import in_branch, strength
from flows.claims.topics import is_compared, is_farther, noun_topic, number_of, of_arms_lost
from flows.claims.wholes import held_of_share, of_unnumbered, opens_parts, whole
from flows.claims.words import word_class

OF_ARTICLE = frozenset({"accident_or_disease", "no_conflict"})
"""Reasons against a figure that lie in what the article as a whole tells."""
DONE = frozenset({"deployment.sent", "deployment.withdrawn", "equipment.delivered"})
SIZES = frozenset({"strength.active", "strength.total"})
TO_COME = {
    "deployment.sent": "deployment.planned",
    "deployment.withdrawn": "deployment.planned",
    "equipment.delivered": "equipment.planned",
}
NOT_WEAK = frozenset({"present", "strength", "deploy"})


@dataclass(slots=True)
class Measuring:
    """A sentence whose counts become figures; those read before are the first `before` of `figures`.

    `readings` and `indexes` give what a count of the sentence measures and its place in `figures`.
    """

    doc: Document
    ordinal: int
    tokens: Tokens
    counts: Sequence[Count]
    found: Sequence[Cue]
    gate: Gate
    figures: list[Figure]
    rejections: list[Rejection]
    readings: dict[int, Reading] = field(default_factory=dict)
    indexes: dict[int, int] = field(default_factory=dict)
    before: int = 0
    specified: int = -1

    def read(self, *, of_forces: bool) -> None:
        """Append the figures of the sentence, and the counts that are none to the rejections."""
        self.before = len(self.figures)
        for index, count in enumerate(self.counts):
            reading = direct(
                self.tokens, count, self.counts, self.found, of_forces=of_forces, of_war=self.gate.is_warlike
            )
            if reading is not None:
                self.readings[index] = reading
        for index, count in enumerate(self.counts):
            reason = self._no_figure(count)
            if reason is not None:
                self.rejections.append(Rejection(count.number, reason, None))
                self.readings.pop(index, None)
                continue
            reading = self._reading(index, count)
            reason = self._rejection(count, reading)
            if reason is None and reading is not None:
                self.readings[index] = reading
                self.indexes[index] = len(self.figures)
                self.figures.append(_figure(self.tokens, count, reading, self.ordinal))
                continue
            self.readings.pop(index, None)
            if not count.is_article:
                noun = self.tokens.words[count.head.noun] if count.head.noun >= 0 else None
                self.rejections.append(Rejection(count.number, reason or "no_measure", noun))

    def _no_figure(self, count: Count) -> str | None:
        """Why a count is no figure before its measure is asked for."""
        reason = no_figure(self.tokens, count, has_figures=bool(self.figures))
        if reason == "specification" and "each" in self.tokens.words:
            self.specified = count.run
        elif count.run == self.specified:
            return "specification"  # "Each battalion has 600 men and 31 tanks"
        if count.is_article and tells_each(self.tokens, count, self.counts):
            return "pronoun"
        if reason is None and is_pronoun(self.tokens, count):
            return "pronoun"
        return reason

    def _reading(self, index: int, count: Count) -> Reading | None:
        """What a count measures, or None."""
        reading = self._of_list(index, count, self._governed(index, count))
        stated = None
        if count.head.klass == "elided" and not count.is_article:
            stated = number_of(self.tokens, count, self.found)
        reading = self._of_topic(count, reading, stated)
        if reading is not None and is_too_small(count, reading):
            reading = None
        if reading is None or reading.family in NOT_WEAK:
            reading = of_whole(self.tokens, count) or reading
        if reading is None and count.head.klass == "elided" and stated is None:
            reading = noun_topic(self.tokens, count, self.counts)
        reading = self._inherited(index, count, self._unless_other(index, count, reading)) or stated
        if reading is None and not count.is_article:
            reading = default(self.doc, self.tokens, count, self.figures, self.ordinal)
        return self._of_war(count, self._of_part(index, count, reading))

    def _governed(self, index: int, count: Count) -> Reading | None:
        """The reading of the cheapest cue, of those harmed beside it, or of the whole that it is of."""
        reading = self.readings.get(index)
        if reading is not None and is_of_other_things(count, reading, self.counts):
            return None
        for other in (
            beside_harmed(self.tokens, count, self.counts, self.found),
            of_unnumbered(self.tokens, count, self.counts, self.found),
        ):
            if other is not None and (reading is None or reading.price > other.price):
                reading = other
        if reading is not None and index and are_labelled(self.tokens, self.counts[index - 1], count):
            above = self.readings.get(index - 1)
            if above is not None and above.unit == reading.unit and reading.family == "strength":
                return replace(above, antecedent=self.indexes[index - 1], rule="inherit.label")
        if reading is None and (sized := apposed_size(self.tokens, count)) is not None:
            return strength(self.tokens, count, sized)
        if reading is None and (sized := resized(self.tokens, count)) is not None:
            return strength(self.tokens, count, sized) if sized.measure == "strength" else sized
        if reading is None or reading.family in NOT_WEAK:
            reading = held_aboard(self.tokens, count) or reading
        if reading is None:
            reading = led_along(self.tokens, count, self.counts)
        return reading if reading is not None else against(self.tokens, count, self.counts, self.readings)

    def _of_list(self, index: int, count: Count, reading: Reading | None) -> Reading | None:
        """The reading as an item of the list that it stands in."""
        if reading is None:
            return None
        if is_of_downed(self.tokens, count, reading, index, self.counts, self.readings):
            reading = replace(reading, measure="equipment.lost", family="destroy", rule="inherit.list")
        listed = count.is_article and self._is_listed(index)
        joined = listed and self.tokens.words[count.first - 1] == "and" and count.head.klass == "person"
        beside = self.readings.get(index - 1) if joined else None
        if beside is not None and beside.measure == reading.measure and reading.cue is beside.cue:
            return replace(reading, rule="inherit.list")  # "five priests and a brother of the order were shot"
        if listed and (reading.measure == "equipment.lost" or goes_on(self.tokens, count)):
            return replace(reading, rule="inherit.list")  # "two mortars, a tank and a drone", "a woman and her son"
        return reading

    def _is_listed(self, index: int) -> bool:
        return index > 0 and self.counts[index - 1].run == self.counts[index].run

    def _of_topic(self, count: Count, reading: Reading | None, stated: Reading | None) -> Reading | None:
        """The reading of a number alone by what is being numbered, which `stated` says in its own words."""
        if stated is not None and stated.price <= 1.0:
            return stated
        if reading is None:
            return None
        alone = count.head.klass == "elided"
        if alone and of_arms_lost(self.tokens, reading, self.figures, self.ordinal):
            last = len(self.figures) - 1
            unit = self.figures[-1].unit
            return replace(reading, measure="equipment.lost", unit=unit, antecedent=last, rule="inherit.lost")
        if stated is not None and is_farther(self.tokens, count, reading):
            return stated  # "counts only losses, puts the number of tanks captured at 3,689"
        if reading.family == "strength" and stated is not None:
            return stated  # "the number of tanks in army units has dropped from 2,927"
        if reading.family == "strength" and (sized := noun_topic(self.tokens, count, self.counts)):
            return sized  # "Combat aircraft number 452"
        if alone and count.head.link != "strong":
            return of_antecedent(self.tokens.words, count, reading, self.figures, self.ordinal)
        return reading

    def _unless_other(self, index: int, count: Count, reading: Reading | None) -> Reading | None:
        """The reading, or None where its cue is that of others."""
        if reading is None:
            return None
        if count.head.klass == "elided" and is_compared(self.tokens, count) and self.indexes:
            return None  # "now fields 953, compared with 858 a year ago"
        other = self.readings.get(index - 1)
        if self._is_listed(index):
            if is_of_harmed(count, reading, self.counts[index - 1], other):
                return None  # "listed 40 dead rebels and 18 guards"
            if other is not None and other.rule == "beside.apposed":
                return None  # "The wounded, a colonel and three soldiers, were flown out"
        added = self.tokens.words[count.first - 1 : count.first] == ["plus"] and count.head.klass == "elided"
        if added and other is not None and other.measure.startswith("casualties.") and reading.family == "present":
            return None  # "all 107 on board were killed, plus three on the ground"
        captives = count.head.klass == "casualty" and count.head.kind == "capture" and is_part(self.tokens, count)
        if captives and other is not None and other.family in {"kill", "wound"}:
            return None  # "killed 17 people, including seven prisoners"
        return reading

    def _inherited(self, index: int, count: Count, reading: Reading | None) -> Reading | None:
        """The reading, or that of the figure which the count continues, where this is surer."""
        composed = reading is not None and reading.family == "compose" and len(self.figures) > self.before
        if reading is not None and not composed and not self._is_weak_part(count, reading):
            return _with_those_to_come(self.tokens, count, reading)
        previous = self.figures[self.before - 1] if self.before else None
        inherited = inherit(
            self.tokens, count, index, self.counts, self.readings, self.indexes, self.figures, self.before, previous,
            self.ordinal, self.rejections,
        )  # fmt: skip
        if inherited is not None:
            done = reading is not None and reading.measure in DONE
            of_other = inherited.measure.endswith(".planned") or inherited.measure.startswith("strength.")
            if not (done and of_other) and (reading is None or inherited.confidence > 0.8):
                reading = inherited
        return _with_those_to_come(self.tokens, count, reading) if reading is not None else None

    def _is_weak_part(self, count: Count, reading: Reading) -> bool:
        """Whether the count is a part of what was counted, and its cue says little of it."""
        weak = reading.price > 2.0 or reading.family in NOT_WEAK
        weak = weak and reading.rule != "default.whole" and is_part(self.tokens, count)
        return weak and not _is_in_service(count, reading)

    def _of_part(self, index: int, count: Count, reading: Reading | None) -> Reading | None:
        """The reading of a whole of which the sentence tells a part: "58 of 73 drones"."""
        tokens, counts = self.tokens, self.counts
        if reading is None:
            return None
        is_whole = index > 0 and counts[index - 1].head.link == "of number"
        ordinal = tokens.words[max(0, count.first - 2) : count.first]
        if ordinal in (["first", "of"], ["second", "of"], ["third", "of"]) and reading.measure in TO_COME:
            return replace(reading, measure=TO_COME[reading.measure], rule="whole.planned")  # "The first of four ships"
        if is_whole or opens_parts(tokens, count, counts, index, reading):
            first = counts[index - 1].first
            begun = is_whole and "first" in tokens.words[max(0, first - 2) : first]
            if begun and reading.measure in TO_COME:  # "The first 200 of 1,000 policemen arrived"
                reading = replace(reading, measure=TO_COME[reading.measure], rule="whole.planned")
            else:
                reading = whole(self.doc, tokens, count, reading, self.figures, self.ordinal)
        if reading is not None and (held := held_of_share(tokens, count, reading)) is not None:
            return replace(reading, measure=held, rule="whole.share")
        return reading

    def _of_war(self, count: Count, reading: Reading | None) -> Reading | None:
        """The reading as the article has it: of a branch, a battle, an exchange of prisoners."""
        words = self.tokens.words
        if reading is not None and reading.measure == "strength.active" and reading.antecedent is not None:
            reading = in_branch(self.tokens, count, reading)
        nominal = not word_class("nominal").isdisjoint(words[max(0, count.first - 6) : count.first])
        of_men = reading is not None and reading.unit == "person" and reading.measure in SIZES
        if reading is not None and reading.unit == "formation" and reading.measure == "strength.active":
            of_men = not word_class("whole_armies").isdisjoint(
                words[: count.first]
            )  # but "a division of two regiments"
        if reading is not None and of_men and self.gate.is_of_battle and count.head.link != "strong" and not nominal:
            reading = replace(
                reading, measure="deployment.present", rule="whole.battle"
            )  # "their forces numbered 2,000"
        if self.gate.is_exchange and _comes_home(self.tokens, count, reading):
            return Reading("casualties.captured", "person", "free", 3.0, "default.exchange", None, None, 0.6)
        return reading

    def _rejection(self, count: Count, reading: Reading | None) -> str | None:
        """Why the count is no figure of the article, or None."""
        reason = rejection(self.ordinal, self.tokens, count, reading, self.gate)
        if reading is None:
            return reason
        if reason == "generic_equipment" and counted_before(self.figures, reading, self.ordinal):
            return None
        if reason in OF_ARTICLE and taken_up(self.tokens, count, reading, self.figures, self.ordinal):
            return None
        return reason


def _with_those_to_come(tokens: Tokens, count: Count, reading: Reading) -> Reading:
    """The reading, which is a plan for those who only follow: "with 500 to follow"."""
    if reading.antecedent is None or not is_to_come(tokens.words, count.last):
        return reading
    return replace(reading, measure=TO_COME.get(reading.measure, reading.measure))


def _comes_home(tokens: Tokens, count: Count, reading: Reading | None) -> bool:
    """Whether those counted come back or are held, in an article on an exchange of prisoners."""
    other = reading is not None and not reading.measure.startswith(("deployment.", "strength."))
    people = count.head.klass in {"person", "elided"} and (reading is None or reading.unit == "person")
    if other or not people or count.is_article or (count.head.klass == "elided" and count.head.link != "of them"):
        return False
    words = tokens.words
    return not word_class("returning").isdisjoint(words[max(0, count.first - 10) : count.last + 14])


def _is_in_service(count: Count, reading: Reading) -> bool:
    """Whether the clause says of arms that they are held: "bought 24 jets, of which 10 remain in service"."""
    held = reading.family == "strength" and reading.cue is not None and reading.cue.kind == "subject"
    return held and count.head.klass in {"elided", "equipment"} and reading.measure == "equipment.holdings"


def _figure(tokens: Tokens, count: Count, reading: Reading, ordinal: int) -> Figure:
    head = count.head
    has_head = head.noun >= 0
    cue = reading.cue
    return Figure(
        number=count.number,
        sentence=ordinal,
        measure=reading.measure,
        unit=reading.unit,
        head_start=tokens.starts[head.first] if has_head else None,
        head_end=tokens.ends[head.last - 1] if has_head else None,
        cue_start=tokens.starts[cue.first] if cue else None,
        cue_end=tokens.ends[cue.last - 1] if cue else None,
        antecedent=reading.antecedent,
        confidence=reading.confidence,
        rule_ids=tuple(r for r in (f"cue.{reading.family}" if reading.family else "", reading.rule) if r),
    )
