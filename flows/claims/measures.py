"""Numbers read as figures: which measure and unit a count has, from its head noun and the cues around it.

Every cue that could govern a count is priced by the words between them; the cheapest wins. What no cue governs takes
over the measure of the figure that it continues ("and 30 others", "of whom 12"), or the default of its head noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from flows.claims import context, heads, labels, tables
from flows.claims import counts as counting
from flows.claims import cues as cue_lexicon
from flows.claims.antecedents import of_antecedent
from flows.claims.companions import beside_harmed, led_along
from flows.claims.counts import Count, Rejection
from flows.claims.defaults import default, of_whole
from flows.claims.document import Document, Tokens
from flows.claims.figures import Figure
from flows.claims.inheriting import inherit, is_part
from flows.claims.pricing import direct
from flows.claims.readings import MUNITIONS, PEOPLE, Reading
from flows.claims.refining import is_to_come
from flows.claims.strengths import in_branch
from flows.claims.topics import noun_topic, number_of
from flows.claims.verb_phrases import harmed
from flows.claims.wholes import of_unnumbered
from flows.claims.words import word_class

SHARES = frozenset({"half", "third", "thirds", "quarter", "quarters", "most", "percent", "%", "two-thirds"})
REACH = 6  # sentences over which a figure may be continued
LEAST_FORCE = 10  # men of a force
MOST_MEN = 4_000_000  # people of a place rather than of a force
MANY_FIRMS = 60  # companies that are no part of an army
MOVED = frozenset({"deployment.sent", "deployment.withdrawn", "deployment.planned"})
TAKEN_UP = 3  # sentences back to casualties that "the three soldiers" are
OF_ARTICLE = frozenset({"accident_or_disease", "no_conflict"})
"""Reasons against a figure that lie in what the article as a whole tells."""
DONE = frozenset({"deployment.sent", "deployment.withdrawn", "equipment.delivered"})
SIZES = frozenset({"strength.active", "strength.total"})
TO_COME = {
    "deployment.sent": "deployment.planned",
    "deployment.withdrawn": "deployment.planned",
    "equipment.delivered": "equipment.planned",
}
COUNTED = {"cardinal", "range", "vague"}
ARMED = frozenset({"military", "fighter", "paramilitary", "reserve"})


def read(doc: Document) -> tuple[list[Figure], list[Rejection]]:
    """Figures of an article in text order, and the counts that are none."""
    figures: list[Figure] = []
    rejections: list[Rejection] = []
    gate = context.Gate(doc)
    for ordinal in sorted({*doc.numbers_by_sentence, *gate.counting}):
        sentence, numbers = doc.sentences[ordinal], doc.numbers_in(ordinal)
        counted = [n for n in numbers if n.kind in COUNTED]
        if ordinal in gate.elsewhere:
            rejections += [Rejection(n, "other_section", None) for n in counted]
            continue
        if sentence.zone in context.EXCLUDED_ZONES:
            rejections += [Rejection(n, f"{sentence.zone}_zone", None) for n in numbers if n.kind != "date"]
            continue
        if not counted and not gate.may_count_articles(ordinal):
            continue
        continues = bool(figures) and ordinal - figures[-1].sentence <= REACH
        if not continues and not gate.is_triggered(ordinal):
            rejections += [Rejection(n, "non_military_subject", None) for n in counted]
            continue
        tokens = doc.tokens(ordinal)
        if sentence.zone == "table":
            labelled = tables.row(doc, ordinal, counted)
        else:
            labelled = labels.read(doc, ordinal, counted, figures)
        figures += [replace(f, sentence=ordinal) for f in labelled]
        done = {f.number.start for f in labelled}
        counts, refused = counting.find(doc, ordinal, tokens, [n for n in counted if n.start not in done], gate)
        rejections += refused
        if sentence.zone == "table":
            rejections += [Rejection(c.number, "table_cell", None) for c in counts]
            figures.sort(key=lambda f: f.number.start)
            continue
        _sentence(doc, ordinal, tokens, counts, gate, figures, rejections)
    return _titled(figures), rejections


def _comes_home(tokens: Tokens, count: Count, reading: Reading | None) -> bool:
    """Whether those counted come back or are held, in an article on an exchange of prisoners."""
    other = reading is not None and not reading.measure.startswith(("deployment.", "strength."))
    people = count.head.klass in {"person", "elided"} and (reading is None or reading.unit == "person")
    if other or not people or count.is_article or (count.head.klass == "elided" and count.head.link != "of them"):
        return False
    words = tokens.words
    return not word_class("returning").isdisjoint(words[max(0, count.first - 10) : count.last + 14])


def _titled(figures: list[Figure]) -> list[Figure]:
    """The figures with those of the title, where it has no verb for them, measured as the text does that restates them.

    "Warsaw goes shopping: 980 tanks", then "has ordered 980 tanks".
    """
    for index, figure in enumerate(figures):
        if figure.sentence:
            break
        if not figure.rule_ids[-1].startswith("default."):
            continue
        for other in figures[index + 1 :]:
            same = other.unit == figure.unit and other.number.values == figure.number.values and figure.number.values
            if other.sentence and same and not other.rule_ids[-1].startswith("default."):
                figures[index] = replace(figure, measure=other.measure, rule_ids=("default.title",))
                break
    return figures


def _sentence(
    doc: Document,
    ordinal: int,
    tokens: Tokens,
    counts: list[Count],
    gate: context.Gate,
    figures: list[Figure],
    rejections: list[Rejection],
) -> None:
    if not counts:
        return
    number_starts = frozenset(c.first for c in counts) | frozenset(c.number_last - 1 for c in counts)
    found = cue_lexicon.tag(tokens, number_starts)
    if any(cue.kind == "of" for cue in found):
        found = _outside_names(doc, ordinal, tokens, found)
    if not gate.has_captives:
        found = [cue for cue in found if cue.family != "free" or tokens.words[cue.first].startswith(("free", "set"))]
    counts = [harmed(tokens, count, found) for count in counts]
    counts = [_of_aircraft(tokens, count, figures, ordinal) for count in counts]
    before = len(figures)
    readings: dict[int, Reading] = {}
    of_forces = any(c.head.kind == "general" for c in counts) and _is_of_forces(doc, ordinal, figures)
    for index, count in enumerate(counts):
        reading = direct(tokens, count, counts, found, of_forces=of_forces, of_war=gate.is_warlike)
        if reading is not None:
            readings[index] = reading
    previous = figures[-1] if figures else None
    indexes: dict[int, int] = {}
    specified = -1
    for index, count in enumerate(counts):
        reading = readings.get(index)
        other = counting.no_figure(tokens, count, has_figures=bool(figures))
        if other == "specification":
            specified = count.run
        elif count.run == specified:
            other = "specification"  # "Each battalion has 600 men and 31 tanks"
        if other is not None:
            rejections.append(Rejection(count.number, other, None))
            readings.pop(index, None)
            continue
        if (
            count.head.klass == "elided"
            and tokens.words[count.first] == "one"
            and count.first
            and (
                tokens.words[count.first - 1] in word_class("pronoun_one")
                or tokens.words[count.last : count.last + 2] in (["or", "both"], ["or", "another"], ["or", "the"])
            )
        ):
            rejections.append(Rejection(count.number, "pronoun", None))
            readings.pop(index, None)
            continue
        beside = beside_harmed(tokens, count, counts, found)
        if beside is not None and (reading is None or reading.price > beside.price):
            reading = beside
        whole = of_unnumbered(tokens, count, counts, found)
        if whole is not None and (reading is None or reading.price > whole.price):
            reading = whole
        if reading is not None and index and _are_labelled(tokens, counts[index - 1], count):
            above = readings.get(index - 1)
            if above is not None and above.unit == reading.unit and reading.family == "strength":
                reading = replace(above, antecedent=indexes[index - 1], rule="inherit.label")
        if reading is None:
            reading = led_along(tokens, count, counts)
        if reading is not None and _is_of_downed(tokens, count, reading, index, counts, readings):
            reading = replace(reading, measure="equipment.lost", family="destroy", rule="inherit.list")
        listed = index > 0 and counts[index - 1].run == count.run
        if reading is not None and count.is_article and listed and reading.measure == "equipment.lost":
            reading = replace(reading, rule="inherit.list")  # "destroyed two mortars, a tank and a drone"
        elif reading is not None and count.is_article and listed and _goes_on(tokens, count):
            reading = replace(reading, rule="inherit.list")  # "killed a child, a woman and her mother"
        stated = number_of(tokens, count, found) if count.head.klass == "elided" and not count.is_article else None
        if stated is not None and stated.price <= 1.0:
            reading = stated
        elif reading is not None and count.head.klass == "elided" and _of_arms_lost(tokens, reading, figures, ordinal):
            reading = replace(
                reading,
                measure="equipment.lost",
                unit=figures[-1].unit,
                antecedent=len(figures) - 1,
                rule="inherit.lost",
            )
        elif reading is not None and stated is not None and _is_farther(tokens, count, reading):
            reading = stated  # "counts only losses, puts the number of tanks captured at 3,689"
        elif reading is not None and reading.family == "strength" and stated is not None:
            reading = stated  # "the number of tanks in army units has dropped from 2,927"
        elif reading is not None and reading.family == "strength" and (sized := noun_topic(tokens, count, counts)):
            reading = sized  # "Combat aircraft number 452"
        elif reading is not None and count.head.klass == "elided" and count.head.link != "strong":
            reading = of_antecedent(tokens.words, count, reading, figures, ordinal)
        if reading is not None and _is_too_small(count, reading):
            reading = None
        if reading is None or reading.family in {"present", "strength", "deploy"}:
            reading = of_whole(tokens, count) or reading
        if reading is None and count.head.klass == "elided" and stated is None:
            reading = noun_topic(tokens, count, counts)
        if reading is not None and count.head.klass == "elided" and _is_compared(tokens, count) and indexes:
            reading = None  # "now fields 953, compared with 858 a year ago"
        if reading is not None and listed and _is_of_harmed(count, reading, counts[index - 1], readings.get(index - 1)):
            reading = None  # "listed 40 dead rebels and 18 guards"
        if reading is not None and listed and index - 1 in readings and readings[index - 1].rule == "beside.apposed":
            reading = None  # "The wounded, a colonel and three soldiers, were flown out"
        composed = reading is not None and reading.family == "compose" and len(figures) > before
        partitive = is_part(tokens, count)
        weak = reading is not None and not _is_in_service(count, reading)
        weak = (
            weak
            and reading is not None
            and (reading.price > 2.0 or reading.family in {"present", "strength", "deploy"})
        )
        captives = partitive and count.head.klass == "casualty" and count.head.kind == "capture"
        if (
            reading is not None
            and captives
            and index - 1 in readings
            and readings[index - 1].family in {"kill", "wound"}
        ):
            reading = None  # "killed 17 people, including seven prisoners"
        if reading is None or composed or (weak and partitive and reading.rule != "default.whole"):
            inherited = inherit(
                tokens, count, index, counts, readings, indexes, figures, before, previous, ordinal, rejections
            )
            done = reading is not None and reading.measure in DONE
            to_come = inherited is not None and inherited.measure.endswith(".planned")
            moved = done and inherited is not None and inherited.measure.startswith("strength.")
            if (
                inherited is not None
                and not (done and to_come)
                and not moved
                and (reading is None or inherited.confidence > 0.8)
            ):
                reading = inherited
        if reading is not None and reading.antecedent is not None and is_to_come(tokens.words, count.last):
            reading = replace(reading, measure=TO_COME.get(reading.measure, reading.measure))  # "with 500 to follow"
        if reading is None:
            reading = stated
        if reading is None and not count.is_article:
            reading = default(doc, tokens, count, figures, ordinal)
        is_whole = index and counts[index - 1].head.link == "of number"
        if reading is not None and (is_whole or _opens_parts(tokens, count, counts, index, reading)):
            begun = is_whole and "first" in tokens.words[max(0, counts[index - 1].first - 2) : counts[index - 1].first]
            if begun and reading.measure in TO_COME:  # "The first 200 of 1,000 policemen arrived"
                reading = replace(reading, measure=TO_COME[reading.measure], rule="whole.planned")
            else:
                reading = _whole(doc, tokens, count, reading, figures, ordinal)
        if reading is not None and (held := _held_of_share(tokens, count, reading)) is not None:
            reading = replace(reading, measure=held, rule="whole.share")
        if reading is not None and reading.measure == "strength.active" and reading.antecedent is not None:
            reading = in_branch(tokens, count, reading)
        of_men = reading is not None and reading.unit == "person" and reading.measure in SIZES
        nominal = not word_class("nominal").isdisjoint(tokens.words[max(0, count.first - 6) : count.first])
        if reading is not None and of_men and gate.is_of_battle and count.head.link != "strong" and not nominal:
            reading = replace(
                reading, measure="deployment.present", rule="whole.battle"
            )  # "their forces numbered 2,000"
        if gate.is_exchange and _comes_home(tokens, count, reading):
            reading = Reading("casualties.captured", "person", "free", 3.0, "default.exchange", None, None, 0.6)
        reason = _rejection(doc, ordinal, tokens, count, reading, gate)
        if reason == "generic_equipment" and reading is not None and _counted_before(figures, reading, ordinal):
            reason = None
        if reason in OF_ARTICLE and reading is not None and _taken_up(tokens, count, reading, figures, ordinal):
            reason = None
        if reason is not None or reading is None:
            readings.pop(index, None)
            if not count.is_article:
                noun = tokens.words[count.head.noun] if count.head.noun >= 0 else None
                rejections.append(Rejection(count.number, reason or "no_measure", noun))
            continue
        readings[index] = reading
        indexes[index] = len(figures)
        figures.append(_figure(tokens, count, reading, ordinal))


def _goes_on(tokens: Tokens, count: Count) -> bool:
    """Whether a list goes on behind the count to its last item: ", a woman | and her mother"."""
    rest = tokens.words[count.last : count.last + 3]
    joint = 2 if rest[:2] == [",", "and"] else 1 if rest[:1] == ["and"] else 0
    item = rest[joint : joint + 1]
    return joint > 0 and bool(item) and (item[0] in word_class("determiner") | heads.SPELLED or item[0][0].isdigit())


def _are_labelled(tokens: Tokens, before: Count, count: Count) -> bool:
    """Whether both counts stand behind a label: "Land forces: 400 personnel Air forces: 90 personnel"."""
    return all(c.first and tokens.words[c.first - 1] == ":" for c in (before, count))


def _outside_names(doc: Document, ordinal: int, tokens: Tokens, found: list[cue_lexicon.Cue]) -> list[cue_lexicon.Cue]:
    """The cues but for "army of" in the name of a group: "the Army of Conquest, one gunman"."""
    named = [(m.start, m.end) for m in doc.mentions(ordinal) if m.form == "group"]
    return [
        cue
        for cue in found
        if cue.kind != "of" or not any(a <= tokens.starts[cue.first] and tokens.ends[cue.last] <= b for a, b in named)
    ]


def _is_of_forces(doc: Document, ordinal: int, figures: Sequence[Figure]) -> bool:
    """Whether "men" and "members" are those of a force: the sentence names a group, or forces were counted before."""
    sized = (f for f in figures if f.unit == "person" and f.measure.startswith(("strength.", "deployment.")))
    return len(list(islice(sized, 2))) > 1 or any(m.form == "group" for m in doc.mentions(ordinal))


def _of_aircraft(tokens: Tokens, count: Count, figures: Sequence[Figure], ordinal: int) -> Count:
    """The count with "fighters" read as aircraft where aircraft were counted just before, and nobody fights on foot."""
    words = tokens.words
    if count.head.noun < 0 or words[count.head.noun] != "fighters" or count.head.klass != "person":
        return count
    flown = [f.unit for f in figures[-3:] if ordinal - f.sentence <= 2]
    if not flown or set(flown) != {"aircraft"} or not word_class("fighter_words").isdisjoint(words):
        return count
    return count._replace(head=count.head._replace(klass="equipment", kind="aircraft"))


def _is_farther(tokens: Tokens, count: Count, reading: Reading) -> bool:
    """Whether the reading comes from a topic before "the number of", which says itself what is counted."""
    cue, words = reading.cue, tokens.words
    if cue is None or cue.kind != "topic" or words[cue.first : cue.first + 1] == ["number"]:
        return False
    return any(words[k : k + 2] == ["number", "of"] for k in range(cue.last, count.first))


def _is_compared(tokens: Tokens, count: Count) -> bool:
    """Whether the count is another value of what was counted before."""
    before = tokens.words[max(0, count.first - 2) : count.first]
    return before in (["compared", "with"], ["compared", "to"], ["up", "from"], ["down", "from"])


def _is_of_harmed(count: Count, reading: Reading, before: Count, other: Reading | None) -> bool:
    """Whether a cue of strength stands before a list that begins with casualties."""
    weak = reading.family in {"strength", "present"} and reading.cue is not None and reading.cue.last <= before.first
    return weak and not count.is_article and other is not None and other.measure.startswith("casualties.")


def _is_too_small(count: Count, reading: Reading) -> bool:
    """Whether a number alone would size a force by a handful: "fielded at least three"."""
    few = count.number.kind == "cardinal" and max(count.number.values, default=0) < LEAST_FORCE
    sized = reading.family == "strength" and reading.unit == "person" and reading.antecedent is None
    told = reading.cue is not None and reading.cue.kind != "subject"  # "seven belong to the army" are few
    return few and sized and told and count.head.klass == "elided" and not count.head.link


def _is_of_downed(
    tokens: Tokens, count: Count, reading: Reading, index: int, counts: Sequence[Count], readings: dict[int, Reading]
) -> bool:
    """Whether "fired" only describes arms that were shot down ("shot down a drone and a missile fired at a ship")."""
    cue = reading.cue
    describes = reading.family in {"use", "send"} and cue is not None and cue.kind == "past" and cue.first >= count.last
    relative = describes and cue is not None and tokens.words[count.last : count.last + 1] in (["that"], ["which"])
    describes = describes and cue is not None and (cue.first == count.last or relative)
    before = readings.get(index - 1)
    return describes and before is not None and before.family == "destroy" and counts[index - 1].run == count.run


def _of_arms_lost(tokens: Tokens, reading: Reading, figures: Sequence[Figure], ordinal: int) -> bool:
    """Whether losses go on from arms to a number alone: "losses were heavy: 256 tanks against 62"."""
    last = figures[-1] if figures and figures[-1].sentence == ordinal else None
    losses = reading.family == "lose" and reading.cue is not None and tokens.words[reading.cue.first].startswith("loss")
    return losses and last is not None and last.measure == "equipment.lost"


def _held_of_share(tokens: Tokens, count: Count, reading: Reading) -> str | None:
    """Measure of a whole of which only a share is moved or lost: "would withdraw half of its 5,000 troops"."""
    before = [w for w in tokens.words[max(0, count.first - 4) : count.first] if w not in word_class("possessive")]
    if len(before) < 2 or before[-1] != "of" or before[-2] not in SHARES or _describes(tokens, count, reading):
        return None
    moved = reading.measure.startswith("deployment.") and reading.family in {"withdraw", "send", "deploy"}
    harmed = reading.measure.startswith("casualties.") and count.head.kind in ARMED
    if reading.unit in PEOPLE:
        return "deployment.present" if moved or harmed else None
    return "equipment.holdings" if moved or reading.measure == "equipment.lost" else None


def _counted_before(figures: Sequence[Figure], reading: Reading, ordinal: int) -> bool:
    """Whether military things of the kind were counted just before ("51 Chinese jets. That included 25 jets").

    Where forces and their arms are counted one after the other, things of general use are those of the forces.
    """
    sized = [f for f in figures if f.measure.startswith(("strength.", "equipment.holdings"))]
    return len(sized) > 1 or any(f.unit == reading.unit and ordinal - f.sentence <= 2 for f in figures[-6:])


def _taken_up(tokens: Tokens, count: Count, reading: Reading, figures: Sequence[Figure], ordinal: int) -> bool:
    """Whether those of a casualty told shortly before are taken up: "three people were hurt ... The three soldiers"."""
    definite = tokens.words[count.first - 1 : count.first] in (["the"], ["these"], ["those"])
    same = (f for f in figures[-6:] if f.measure == reading.measure and f.number.values == count.number.values)
    return definite and count.head.klass == "person" and any(ordinal - f.sentence <= TAKEN_UP for f in same)


def _opens_parts(tokens: Tokens, count: Count, counts: Sequence[Count], index: int, reading: Reading) -> bool:
    """Whether the count is what a part is lost of: "Of the 16 members of the board, three were murdered"."""
    before, following = tokens.words[: count.first], counts[index + 1] if index + 1 < len(counts) else None
    is_opening = before[-2:-1] == ["of"] and (len(before) == 2 or before[-3] in {",", ";", ":", "-"})
    if not is_opening or following is None or following.head.klass != "elided" or reading.cue is None:
        return False
    return "," in tokens.words[count.last : min(following.first, reading.cue.first)]


def _whole(
    doc: Document, tokens: Tokens, count: Count, reading: Reading, figures: Sequence[Figure], ordinal: int
) -> Reading | None:
    """Measure of the whole in "58 of 73 drones", "300 of the 4,000 soldiers": the loss is of the part alone."""
    if reading.measure == "equipment.lost" and reading.unit in MUNITIONS:
        return replace(reading, measure="equipment.used", rule="whole.used")
    if reading.cue is not None and count.number_last <= reading.cue.first < count.last:
        return reading  # "four of the six persons injured"
    if reading.measure.startswith("casualties.") and _describes(tokens, count, reading):
        return reading  # "12 of the 19 men killed were based there"
    if reading.measure == "equipment.lost" and not _describes(tokens, count, reading):
        return replace(reading, measure="equipment.holdings", rule="whole.held")  # "lost 15 of its 31 tanks"
    if reading.measure in MOVED and count.head.klass == "person":
        return replace(reading, measure="deployment.present", rule="whole.share")  # "withdrew 400 of its 5,000 troops"
    if reading.measure.startswith("casualties") and count.head.klass == "person":
        present = replace(reading, measure="deployment.present", rule="whole.present")
        armed = count.head.kind in ARMED or tokens.words[count.head.noun] == "men"
        return default(doc, tokens, count, figures, ordinal) or (present if armed else None)
    return reading


def _describes(tokens: Tokens, count: Count, reading: Reading) -> bool:
    """Whether a participle right behind those counted says what they are: "12 of the 40 tanks destroyed were old"."""
    return reading.cue is not None and reading.cue.first == count.last


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


def _rejection(
    doc: Document, ordinal: int, tokens: Tokens, count: Count, reading: Reading | None, gate: context.Gate
) -> str | None:
    head = count.head
    if head.klass == "excluded":
        return "non_military_subject"
    if head.klass == "unknown" or _of_inhabitants(tokens, count, reading):
        return "non_military_subject"
    if reading is None or _is_sum(tokens, count):
        return "no_measure"
    if reading.measure.startswith("deployment") and _of_anybody(tokens, count):
        return "non_military_subject"
    if head.klass == "formation" and _is_unit_name(tokens, count):
        return "identifier"
    if head.klass == "formation" and tokens.words[head.noun] == "companies" and (count.number.low or 0) >= MANY_FIRMS:
        return "non_military_subject"
    return gate.rejects(ordinal, tokens, count, reading)


def _of_inhabitants(tokens: Tokens, count: Count, reading: Reading | None) -> bool:
    """Whether the count is the size of a place: "Mopti, a town of about 120,000 people", "it has 6,000,000 people"."""
    words = tokens.words
    before = words[max(0, count.first - 2) : count.first]
    sized = reading is not None and reading.measure.startswith("strength.") and count.head.noun >= 0
    noun = words[count.head.noun]
    if sized and (noun == "inhabitants" or (noun == "people" and (count.number.low or 0) >= MOST_MEN)):
        return True
    return before[-1:] == ["of"] and before[0] in word_class("inhabited")


def _is_sum(tokens: Tokens, count: Count) -> bool:
    """Whether a loss without a noun is one of money: "losses in the millions"."""
    before = tokens.words[max(0, count.first - 3) : count.first]
    return count.head.klass == "elided" and before[-2:] == ["in", "the"] and before[:1] in (["losses"], ["loss"])


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
    found = heads.nouns().at(tokens.words, noun)
    return found is not None and not any(value.is_plural for value in found[1])
