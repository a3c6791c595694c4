"""Numbers read as figures: which measure and unit a count has, from its head noun and the cues around it.

Every cue that could govern a count is priced by the words between them; the cheapest wins. What no cue governs takes
over the measure of the figure that it continues ("and 30 others", "of whom 12"), or the default of its head noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.claims import cues as cue_lexicon
from flows.claims import heads, quantities
from flows.claims.cues import Cue
from flows.claims.document import Document, Tokens
from flows.claims.figures import Figure
from flows.claims.heads import Head
from flows.claims.quantities import Number
from flows.claims.words import word_class

LIMIT = 9.0
WEAK_LIMIT = 4.6  # for cues that say what is done with forces: verbs of everyday use
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
COUNTED = {"cardinal", "range", "vague"}
MUNITIONS = {"drone", "missile", "munition"}
COMPARING = frozenset({"or", "-", "plus", "+", "odd", "at", ",", "give", "and", "±"})
PARTITIVE = (
    {"including", "include", "includes", "included", "among", "counting"},
    {"them", "these", "those", "whom", "which"},
)


@dataclass(frozen=True, slots=True)
class Count:
    """A count in a sentence: its number, noun phrase, and tokens `first:last` from comparator to head."""

    number: Number
    first: int
    number_last: int
    last: int
    head: Head
    run: int = -1
    is_article: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a count measures: measure, unit, the cue that says so and its price; `rule` names the way it was found."""

    measure: str
    unit: str
    family: str
    price: float
    rule: str
    cue: Cue | None = None
    antecedent: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Rejection:
    """A count that is no figure, and why."""

    number: Number
    reason: str
    head_noun: str | None


def read(doc: Document) -> tuple[list[Figure], list[Rejection]]:
    """Figures of an article in text order, and the counts that are none."""
    from flows.claims import context, labels

    figures: list[Figure] = []
    rejections: list[Rejection] = []
    gate = context.Gate(doc)
    for ordinal, sentence in enumerate(doc.sentences):
        numbers = doc.numbers_in(ordinal)
        counted = [n for n in numbers if n.kind in COUNTED]
        if sentence.zone in context.EXCLUDED_ZONES:
            rejections += [Rejection(n, f"{sentence.zone}_zone", None) for n in counted]
            continue
        if not counted and not gate.may_count_articles(ordinal):
            continue
        tokens = doc.tokens(ordinal)
        if sentence.zone == "table":
            labelled = labels.table_row(doc, ordinal, counted)
        else:
            labelled = labels.read(doc, ordinal, counted, figures)
        figures += [replace(f, sentence=ordinal) for f in labelled]
        done = {f.number.start for f in labelled}
        counts = _counts(doc, ordinal, tokens, [n for n in counted if n.start not in done], gate)
        if sentence.zone == "table":
            rejections += [Rejection(c.number, "table_cell", None) for c in counts]
            figures.sort(key=lambda f: f.number.start)
            continue
        _sentence(doc, ordinal, tokens, counts, gate, figures, rejections)
    return figures, rejections


def _counts(doc: Document, ordinal: int, tokens: Tokens, numbers: Sequence[Number], gate: object) -> list[Count]:
    sentence = doc.sentences[ordinal]
    mentions = doc.mentions(ordinal)
    singles: list[Number] = []
    if gate.may_count_articles(ordinal):  # type: ignore[attr-defined]
        taken = [(n.outer_start, n.outer_end) for n in doc.numbers_in(ordinal)]
        singles = [
            n
            for n in quantities.articles_as_one(doc.text, sentence.start, sentence.end)
            if not any(a < n.end and n.start < b for a, b in taken)
        ]
    spans = []
    for number in numbers:
        if _not_counted(doc.text, tokens, number):
            continue
        first, last = tokens.at(number.outer_start), tokens.at(max(number.start, number.end - 1)) + 1
        after = tokens.at(max(number.outer_end - 1, number.start)) + 1
        tail = tokens.words[last] if last < len(tokens) else ""
        spans.append((number, first, max(last, after) if tail in COMPARING else last))
    at_numbers = frozenset(k for _, first, last in spans for k in range(first, last))
    counts = []
    for n, first, last in spans:
        if _strong(doc.text, n):
            at = tokens.at(n.end + 1) + 1
            head = Head("elided", "", at, at, link="strong")
        else:
            head = heads.parse(tokens, last, mentions, at_numbers)
        counts.append(Count(n, first, last, max(last, head.last), head))
    for number in singles:
        first = tokens.at(number.start)
        head = heads.parse(tokens, first + 1, mentions, at_numbers, of_allowed=False)
        if head.klass in {"person", "equipment", "casualty", "excluded"} and head.noun >= 0:
            counts.append(Count(number, first, first + 1, head.last, head, is_article=True))
    counts.sort(key=lambda c: c.first)
    return _runs(tokens, counts)


def _strong(text: str, number: Number) -> bool:
    """Whether the number sizes a force in a compound: "40,000-strong", "5,000-man"."""
    return text[number.end : number.end + 7].lower().startswith(("-strong", "-man ", "-member"))


def _not_counted(text: str, tokens: Tokens, number: Number) -> bool:
    """Whether the words around a number show that it counts nothing here: part of a compound, a rate, an age."""
    words = tokens.words
    first, last = tokens.at(number.start), tokens.at(max(number.start, number.end - 1)) + 1
    if text[number.end : number.end + 1] == "-" and text[number.end + 1 : number.end + 2].isalpha():
        compound = text[number.end + 1 : number.end + 12].lower()
        if not compound.startswith(tuple(word_class("compound"))):
            return True
    found = heads.nouns().at(words, first)
    if found is not None and found[0] > 1 and number.kind == "vague":
        return True
    before = words[first - 1] if first else ""
    value = number.best
    if value == 1 and words[first] == "one" and words[last : last + 1] in (["another"], ["day"]):
        return True
    if words[first] == "none" and words[last : last + 1] == ["of"] and words[last + 1 : last + 2] != ["them"]:
        return True
    if words[first] in word_class("loose") or (
        words[first] == "without" and words[last : last + 1] != [] and words[last].endswith("ing")
    ):
        return True
    if _designated(tokens, first, number):
        return True
    if value is not None and value < 1000 and value != int(value):
        return True
    if (words[last : last + 1] == ["in"] and last + 1 < len(words) and _is_number_word(words[last + 1])) or (
        before == "in" and first > 1 and _is_number_word(words[first - 2])
    ):
        return True
    if words[last : last + 2] == ["to", "one"] or (before == "to" and words[first] == "one"):
        return True
    if before == "every" or words[max(0, first - 2) : first] == ["group", "of"]:
        return True
    if value is not None and value < 100 and first > 1 and before in {"of", ","}:
        noun = heads.nouns().at(words, first - 2)
        person = noun is not None and any(v.klass == "person" and not v.is_plural for v in noun[1])
        if person and (
            (before == "of" and words[last : last + 1] != ["the"])
            or (before == "," and words[last : last + 1] == [","])
        ):
            return True
    if (
        before == ","
        and words[last : last + 1] == [","]
        and value is not None
        and 10 <= value < 100
        and words[last + 1 : last + 2] in (["has"], ["had"], ["is"], ["was"], ["who"])
    ):
        return True
    return False


def _designated(tokens: Tokens, first: int, number: Number) -> bool:
    """Whether the number belongs to a designation: "two DDG 51 destroyers", "F- 35 fighters"."""
    if first < 2 or (number.best or 0) >= 1000:
        return False
    before, earlier = tokens.raw[first - 1], tokens.raw[first - 2]
    if before == "-" and len(earlier) <= 2 and earlier.isupper():
        return True
    capitals = (
        before.isalpha() and before.isupper() and 2 <= len(before) <= 4 and before not in {"US", "UK", "UN", "EU"}
    )
    return capitals and not all(w.isupper() for w in tokens.raw if w.isalpha())


def _is_number_word(word: str) -> bool:
    return (word.isdigit() and len(word) < 3) or word in {
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    }


def _runs(tokens: Tokens, counts: list[Count]) -> list[Count]:
    """Mark counts that are coordinated: only commas, conjunctions and the like stand between them."""
    joining = {
        ",",
        "and",
        "or",
        "plus",
        "as",
        "well",
        "along",
        "with",
        "&",
        ";",
        "both",
        "including",
        "also",
        "then",
        "another",
        "a",
        "further",
    }
    run = 0
    marked: list[Count] = []
    for count in counts:
        if marked:
            gap = tokens.words[marked[-1].last : count.first]
            if len(gap) > 5 or not gap or not set(gap) <= joining or ("with" in gap and "along" not in gap):
                run += 1
        marked.append(replace(count, run=run))
    return marked


def _sentence(
    doc: Document,
    ordinal: int,
    tokens: Tokens,
    counts: list[Count],
    gate: object,
    figures: list[Figure],
    rejections: list[Rejection],
) -> None:
    if not counts:
        return
    number_starts = frozenset(c.first for c in counts) | frozenset(c.number_last - 1 for c in counts)
    found = cue_lexicon.tag(tokens, number_starts)
    before = len(figures)
    readings: dict[int, Reading] = {}
    for index, count in enumerate(counts):
        reading = _direct(tokens, count, counts, found)
        if reading is not None:
            readings[index] = reading
    previous = figures[-1] if figures else None
    indexes: dict[int, int] = {}
    for index, count in enumerate(counts):
        reading = readings.get(index)
        if (
            count.head.klass == "elided"
            and tokens.words[count.first] == "one"
            and count.first
            and tokens.words[count.first - 1] in word_class("pronoun_one")
        ):
            rejections.append(Rejection(count.number, "pronoun", None))
            readings.pop(index, None)
            continue
        if reading is not None and count.head.klass == "elided" and count.head.link != "strong":
            reading = _elided(count, reading, figures, before, ordinal)
        composed = reading is not None and reading.family == "compose" and len(figures) > before
        partitive = _partitive(tokens, count)
        weak = reading is not None and (reading.price > 2.0 or reading.family in {"present", "strength", "deploy"})
        if reading is None or composed or (weak and partitive):
            inherited = _inherit(
                doc, tokens, count, index, counts, readings, indexes, figures, before, previous, ordinal, rejections
            )
            if inherited is not None and (reading is None or inherited.confidence > 0.8):
                reading = inherited
        if reading is None and count.head.klass == "elided" and not count.is_article:
            reading = _number_of(tokens, count, found)
        if reading is None and not count.is_article:
            reading = _default(doc, tokens, count, figures, ordinal)
        reason = _rejection(doc, ordinal, tokens, count, reading, gate)
        if reason is not None or reading is None:
            readings.pop(index, None)
            if not count.is_article:
                noun = tokens.words[count.head.noun] if count.head.noun >= 0 else None
                rejections.append(Rejection(count.number, reason or "no_measure", noun))
            continue
        readings[index] = reading
        indexes[index] = len(figures)
        figures.append(_figure(tokens, count, reading, ordinal))


def _elided(count: Count, reading: Reading, figures: Sequence[Figure], before: int, ordinal: int) -> Reading | None:
    """Unit and measure of a count without a noun, from the figure that it points back to: "60 of them", "two"."""
    cue = reading.cue
    topic = cue is not None and cue.kind in {"topic", "of"}
    single = count.number.best in {0, 1} and count.head.link == ""
    if reading.family in {"kill", "wound", "missing", "desert", "arrest", "capture"} or topic:
        return reading if not single or reading.price <= 1.2 or (count.number.best == 0 and reading.price < 3) else None
    if reading.family == "use" and cue is not None and cue.kind == "after" and not figures:
        return replace(reading, unit="equipment")
    last = figures[-1] if figures else None
    if count.head.link == "others" and last is not None and ordinal - last.sentence <= 3 and last.unit == "person":
        return reading
    if (
        last is not None
        and last.sentence == ordinal
        and reading.family == "strength"
        and last.measure.startswith(("strength", "deployment.present"))
    ):
        return replace(reading, measure=last.measure, unit=last.unit, antecedent=len(figures) - 1)
    if last is None or ordinal - last.sentence > 1:
        return (
            reading
            if reading.family == "strength" and reading.price < 1.6 and not single and (count.number.low or 0) >= 100
            else None
        )
    if single and (last.sentence != ordinal and reading.price > 1.0):
        return None
    if (
        last.sentence != ordinal
        and not count.head.link
        and reading.family in {"strength", "present", "deploy"}
        and not last.measure.startswith(("strength", "deployment"))
        and last.unit == "person"
    ):
        return None
    if (
        last.unit in {"person"}
        or last.unit == reading.unit
        or (last.unit == "formation" and (count.number.low or 0) >= 100)
    ):
        return reading
    klass = "formation" if last.unit == "formation" else "equipment"
    measure = family_measure(reading.family, klass, last.unit)
    if measure is None or measure == "strength":
        return reading
    if reading.measure == "deployment.planned" and klass == "equipment":
        measure = "equipment.planned"
    return replace(reading, measure=measure, unit=last.unit, antecedent=len(figures) - 1)


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


def unit_of(head: Head) -> str:
    """Unit of claims that a head noun gives; mixtures after guideline 9."""
    if head.klass == "formation":
        return "formation"
    if head.klass != "equipment":
        return "person"
    if head.pair and head.pair != head.kind:
        pair = {head.kind, head.pair}
        if pair == {"tank", "armoured_vehicle"}:
            return "armoured_vehicle"
        if pair <= {"ship", "submarine"}:
            return "ship"
        if pair <= {"vehicle", "tank", "armoured_vehicle"} and "vehicle" in pair and head.kind == "vehicle":
            return "vehicle"
        return "equipment" if "weapon" not in pair or "munition" not in pair else "munition"
    return head.kind


def family_measure(family: str, klass: str, unit: str) -> str | None:
    """Measure that the cue family gives to a head of the class, or None."""
    data = cue_lexicon.families()[family]
    if klass == "equipment":
        if unit in MUNITIONS and "munition" in data:
            return str(data["munition"])
        value = data.get("equipment")
    elif klass == "formation":
        value = data.get("formation")
    else:
        value = data.get("person")
    return str(value) if value else None


def _price(tokens: Tokens, count: Count, counts: Sequence[Count], cue: Cue, found: Sequence[Cue]) -> float | None:
    """Price of the words between a cue and a count that it may govern, or None where it cannot."""
    if (
        cue.first >= count.number_last
        and cue.last <= count.last
        and count.head.noun >= 0
        and cue.first < count.head.noun
    ):
        return 0.0 if cue.kind in {"after", "past"} else None
    if cue.last <= count.first:
        if cue.voice == "left":
            return None
        low, high, right = cue.last, count.first, True
    elif cue.first >= count.last:
        if cue.voice not in {"left", "both"}:
            return None
        if count.first and tokens.words[count.first - 1] == "by":
            return None
        low, high, right = count.last, cue.first, False
    else:
        return None
    if high - low > 30:
        return None
    return _gap(tokens, count, counts, low, high, found, right, cue)


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
    others = {k: c for c in counts if c is not count for k in range(c.first, c.last)}
    verbs = {
        k for c in found if c.kind in {"active", "past", "subject"} and c is not cue for k in range(c.first, c.last)
    }
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
        elif word == "(" and ")" in words[at:high]:
            at = words.index(")", at)
            price += 0.5
        elif word in {";"} or (word == ":" and not right):
            price += 6.0
        elif word in {":", "—", "–"}:
            price += 2.0
        elif word == "," and siblings:
            price += 0.1
        elif word == ",":
            price += 1.0
        elif not right and word == "of" and words[at + 1 : at + 2] in (["them"], ["whom"], ["which"]):
            price += 4.0
        elif at in verbs:
            price += 2.5 if word not in auxiliary else 0.5
        elif word in auxiliary or word in adverb:
            price += 0.2
        elif word in word_class("relative"):
            price += 0.2 if at == low and not right else 2.5
        elif word in {"and", "or", "&", "plus"}:
            price += 1.5
        elif word == "as" and words[at + 1 : at + 2] not in (["well"], ["many"], ["much"]):
            price += 2.5
        elif word in word_class("clause") or word == "but":
            price += 3.0
        elif word == "by" and right:
            price += 4.0
        elif word in word_class("preposition"):
            price += 0.7
        elif word in word_class("determiner"):
            price += 0.2
        else:
            noun = heads.nouns().at(words, at) if right else None
            price += 1.2 if noun is not None and noun[1][0].is_plural else 0.5
        at += 1
    return price


def _direct(tokens: Tokens, count: Count, counts: Sequence[Count], found: Sequence[Cue]) -> Reading | None:
    """The cheapest cue that gives the count a measure."""
    head = count.head
    if head.klass in {"excluded", "unknown"}:
        return None
    if head.link == "strong":
        return _strength(tokens, count, Reading("strength", "person", "strength", 0.5, "head.strong", None, None, 0.8))
    unit = unit_of(head)
    best: Reading | None = None
    if head.klass == "casualty":
        measure = _casualty_noun(head)
        if head.kind == "lose" and not head.pair and _broken_down(tokens, count):
            measure = "casualties.killed_or_wounded"
        best = Reading(measure, "person", head.kind, 0.6, "head.casualty_noun")
        if head.kind not in {"capture", "desert", "recruit"}:
            return best
    for cue in found:
        klass = head.klass
        measure = family_measure(cue.family, "person" if klass in {"elided", "casualty"} else klass, unit)
        if measure is None and klass == "elided":
            measure = family_measure(cue.family, "equipment", "")
        if measure is None:
            continue
        price = _special(tokens, count, counts, cue, found)
        if price is None or price > (WEAK_LIMIT if cue.family in WEAK else LIMIT):
            continue
        if best is None or price < best.price:
            best = Reading(
                measure, unit, cue.family, price, f"{cue.kind}.{'left' if cue.first >= count.last else 'right'}", cue
            )
    if best is None or best.cue is None:
        return best
    return _refine(tokens, count, best, found)


def _broken_down(tokens: Tokens, count: Count) -> bool:
    """Whether "148 casualties" is split into dead and wounded at once: "(93 dead and 55 wounded)"."""
    rest = tokens.words[count.last : count.last + 9]
    if not rest or rest[0] not in {"(", ":", "-", "—", "–"}:
        return False
    return bool(set(rest) & {"dead", "killed", "deaths"}) and bool(set(rest) & {"wounded", "injured"})


def _casualty_noun(head: Head) -> str:
    kinds = {head.kind, head.pair} - {""}
    return combined(kinds)


def combined(kinds: set[str]) -> str:
    """Measure of one number over several kinds of casualties (guideline 3)."""
    if kinds == {"kill", "wound"}:
        return "casualties.killed_or_wounded"
    if len(kinds) > 1:
        return "casualties.total"
    return str(cue_lexicon.families()[next(iter(kinds))]["person"])


def _special(tokens: Tokens, count: Count, counts: Sequence[Count], cue: Cue, found: Sequence[Cue]) -> float | None:
    """Price of a cue after the conditions of its kind."""
    words = tokens.words
    head = count.head
    price: float | None
    if any(c is not count and c.first <= cue.first < c.last for c in counts) and cue.kind in {"topic", "of"}:
        return None
    if cue.kind == "topic":
        if head.klass == "equipment" and cue_lexicon.families()[cue.family].get("equipment") is None:
            return None
        if head.klass not in {"elided", "person", "equipment"} or cue.last > count.first:
            return None
        gap = words[cue.last : max(count.first, tokens.at(count.number.start))]
        vague = count.number.kind == "vague" and gap == ["in", "the"]
        if not (set(gap) & word_class("link") or gap == [","] or vague) or len(gap) > 14 or ";" in gap:
            return None
        if cue.family == "strength" and (len(gap) > 5 or gap[-1] not in word_class("link")):
            return None
        if head.klass != "elided" and (cue.family == "strength" or not set(gap) & {"at", "to", "of"}):
            return None
        if any(c.first >= cue.last and c.first < count.first for c in counts):
            return 3.5
        return 0.5 + 0.12 * len(gap) + 1.0 * gap.count(",")
    if cue.kind == "of":
        if cue.last >= count.first or words[cue.last] not in {"of", "from", "with", "to", "by", "for", "among", "on"}:
            return None
        if cue.family in {"strength"} and head.klass not in {"elided", "person", "equipment"}:
            return None
        if cue.family == "strength" and words[cue.last] != "of":
            return None
        price = _gap(tokens, count, counts, cue.last + 1, count.first, found, True, cue)
        return price + 0.3 if words[cue.last] == "of" else price + 2.0
    if cue.kind == "with":
        if unit_of(head) not in MUNITIONS or cue.last > count.first:
            return None
        if not any(
            w.startswith(("attack", "str", "hit", "target", "bomb", "pound", "shell", "raid"))
            for w in words[: cue.first]
        ):
            return None
        return 1.0 + (_price(tokens, count, counts, cue, found) or 0.0)
    price = _price(tokens, count, counts, cue, found)
    if price is None:
        return None
    if cue.family == "strength" and cue.kind == "active":
        following = next((w for w in words[cue.last :] if w not in word_class("adverb")), "")
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
            "reserve",
            "paramilitary",
            "fighter",
            "police",
            "general",
        }:
            return None
        if words[cue.first] not in {"has", "have", "had"}:
            price += 0.5
    if cue.family == "use" and words[cue.first].startswith("deliver") and not set(words) & word_class("flying_strike"):
        return None
    needs = cue_lexicon.families()[cue.family].get("needs")
    if needs == "captive" and not (
        (head.klass == "casualty" and head.kind == "capture")
        or set(words) & {"hostage", "hostages", "prisoner", "prisoners", "captives", "pows"}
    ):
        return None
    if (
        head.klass == "person"
        and head.kind in {"general", "civilian"}
        and cue.family not in CASUALTY | {"arrest", "free"}
    ):
        near = set(words[max(0, count.first - 12) : count.last + 10])
        nation = head.noun >= 0 and tokens.raw[head.noun][:1].isupper() and price <= 1.2
        if not near & word_class("people_of_war") and not nation:
            return None
    if (
        cue.family not in CASUALTY
        and not right_of(cue, count)
        and words[count.last : count.last + 1]
        and words[count.last] in word_class("relative")
    ):
        price += 1.5
    if cue.kind == "after" and cue.first - count.last > 4 and cue.family != "strength":
        price += 1.0
    if cue.family == "deliver" and cue.kind == "subject" and words[cue.last : cue.last + 1] != ["from"]:
        price += 2.5
    if cue.family in {"present", "strength", "order"} and cue.kind in {"active", "subject"}:
        price += 1.0
    if (
        cue.family in {"deploy", "deliver"}
        and cue.kind == "active"
        and words[cue.first] in {"move", "moves", "moving", "add", "adding", "get", "gets", "give", "gives", "put"}
    ):
        price += 1.0
    return price


def right_of(cue: Cue, count: Count) -> bool:
    """Whether the count stands to the right of the cue."""
    return cue.last <= count.first


def _refine(tokens: Tokens, count: Count, reading: Reading, found: Sequence[Cue]) -> Reading:
    """Settle what the cue alone leaves open: mixed casualties, plans, presence, kinds of strength."""
    cue = reading.cue
    assert cue is not None
    words = tokens.words
    family = reading.family
    if family in {"kill", "wound", "missing"}:
        kinds = _joined(words, cue, found, count)
        if len(kinds) > 1:
            return replace(reading, measure=combined(kinds))
    if family == "lose" and reading.unit == "person":
        tail = words[count.last : count.last + 2]
        if tail[:1] == ["killed"] or tail[:1] == ["dead"]:
            return replace(reading, measure="casualties.killed")
    data = cue_lexicon.families()[family]
    if data.get("flow") and reading.measure != "equipment.used" and is_planned(tokens, cue):
        planned = "equipment.planned" if count.head.klass == "equipment" else "deployment.planned"
        return replace(reading, measure=planned)
    if family == "present" and count.head.kind in {"paramilitary", "reserve"} and not _at_place(tokens, count):
        return replace(reading, measure=f"strength.{count.head.kind}")
    if family == "deploy" and cue.kind == "past" and cue.first >= count.last and reading.measure == "deployment.sent":
        between = words[count.last : cue.first]
        if not between or (
            set(between) & {"are", "is", "remain", "currently", "now", "already"} and "being" not in between
        ):
            return replace(reading, measure="deployment.present")
    if family == "send" and reading.measure == "equipment.used" and _has_recipient(tokens, count):
        return replace(reading, measure="equipment.delivered")
    if reading.measure == "strength" or family in {"strength", "compose"}:
        return _strength(tokens, count, reading)
    return reading


def _has_recipient(tokens: Tokens, count: Count) -> bool:
    after = tokens.words[count.last : count.last + 1]
    return (
        after == ["to"]
        and tokens.raw[count.last + 1 : count.last + 2] != []
        and tokens.raw[count.last + 1][0].isupper()
    )


def _joined(words: Sequence[str], cue: Cue, found: Sequence[Cue], count: Count) -> set[str]:
    """Families of casualty words joined to the cue without a number of their own: "killed or wounded"."""
    kinds = {cue.family}
    casualty = [c for c in found if c.family in {"kill", "wound", "missing"} and c.kind in {"past", "after", "active"}]
    for other in casualty:
        if other.first == cue.last + 1 and words[cue.last] in {"or", "and", "/"}:
            nxt = words[other.last] if other.last < len(words) else "."
            if cue.first >= count.last and nxt[0].isdigit() and words[cue.last] == "and":
                continue
            kinds.add(other.family)
        if (
            cue.first == other.last + 1
            and words[other.last] in {"or", "and", "/"}
            and (cue.last <= count.first or words[other.last] == "or")
        ):
            kinds.add(other.family)
        if other.first == cue.last + 1 and words[cue.last] == ",":
            third = next((c for c in casualty if c.first in {other.last + 1, other.last + 2}), None)
            if third is not None and words[third.first - 1] == "or":
                kinds |= {other.family, third.family}
    return kinds


def is_planned(tokens: Tokens, cue: Cue) -> bool:
    """Whether the verb at the cue stands after a modal or an infinitive of intention: not yet done."""
    words = tokens.words
    at = cue.first - 1
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
        past = {"began", "begun", "started", "managed", "used", "continued", "helped"}
        return not set(words[max(0, at - 2) : at]) & past
    if cue.kind == "active" and words[cue.first].endswith("ing"):
        return (
            before in {"is", "are", "considering", "planning", "consider", "start", "begin", "mulling"}
            or "considering" in words[max(0, at - 4) : at + 1]
        )
    if cue.kind == "of":
        return bool(
            set(words[max(0, cue.first - 6) : cue.first])
            & {"plan", "plans", "planned", "announced", "approved", "ordered", "proposed", "authorised", "authorized"}
        )
    return False


STRENGTH_NOUNS = {
    "army": "strength.active",
    "navy": "strength.active",
    "military": "strength.active",
    "air": "strength.active",
    "corps": "strength.active",
    "armed": "strength.active",
    "ground": "strength.active",
    "infantry": "strength.active",
    "total": "strength.total",
    "membership": "strength.total",
    "size": "strength.total",
    "militia": "strength.paramilitary",
    "gendarmerie": "strength.paramilitary",
    "paramilitary": "strength.paramilitary",
    "guard": "strength.paramilitary",
    "reserve": "strength.reserve",
    "reserves": "strength.reserve",
    "pool": "strength.reserve",
    "reservists": "strength.reserve",
}


def _strength(tokens: Tokens, count: Count, reading: Reading) -> Reading:
    head, cue, words = count.head, reading.cue, tokens.words
    if head.klass == "equipment":
        return replace(reading, measure="equipment.holdings")
    if head.klass == "formation":
        return replace(reading, measure="deployment.present" if _at_place(tokens, count) else "strength.active")
    kind = {"reserve": "strength.reserve", "paramilitary": "strength.paramilitary"}.get(head.kind, "")
    if not kind:
        phrase = set(words[count.number_last : count.last])
        near = set(words[cue.first : cue.last]) if cue else set()
        tail = set(words[count.last : count.last + 4])
        if (
            near & {"reserve", "reserves", "reservists", "pool"}
            or {"call", "up"} <= near
            or "summon" in near
            or "reserve" in tail
            or "reserves" in tail
        ):
            kind = "strength.reserve"
        elif (
            cue is not None
            and cue.kind in {"of", "topic"}
            and (noun := next((STRENGTH_NOUNS[w] for w in words[cue.first : cue.last] if w in STRENGTH_NOUNS), ""))
        ):
            kind = noun
        elif head.kind == "fighter":
            placed = _at_place(tokens, count) and words[count.last] not in {"across", "throughout"}
            kind = "deployment.present" if placed else "strength.total"
        elif head.kind == "police" or "paramilitary" in phrase:
            kind = "strength.paramilitary"
        elif head.link == "strong":
            following = set(words[head.first : head.first + 5])
            kind = "strength.active" if following & {"army", "military", "navy", "forces"} else "strength.total"
        elif (
            _at_place(tokens, count)
            and not (phrase & {"active", "active-duty"})
            and head.kind in {"military", "general"}
        ):
            kind = "deployment.present"
        elif (
            head.kind in {"military", "elided", ""}
            or phrase & {"active", "active-duty", "uniformed"}
            or tail & {"arms", "uniform", "active"}
        ):
            kind = "strength.active"
        elif head.klass == "casualty":
            kind = reading.measure
        else:
            kind = "strength.total"
    return replace(reading, measure=kind)


def _at_place(tokens: Tokens, count: Count) -> bool:
    """Whether a phrase of place with a name follows the noun phrase: "in Syria", "along Ukraine's borders"."""
    after = tokens.words[count.last : count.last + 1]
    if not after or after[0] not in {
        "in",
        "at",
        "on",
        "along",
        "near",
        "around",
        "across",
        "inside",
        "throughout",
        "outside",
    }:
        return False
    rest = tokens.raw[count.last + 1 : count.last + 5]
    own = {"army", "navy", "force", "forces", "military", "reserve", "service", "arms", "uniform", "duty", "total"}
    if {w.lower() for w in rest[:3]} & own:
        return False
    return any(w[:1].isupper() for w in rest) or any(
        w in {"border", "borders", "country", "region", "city", "area", "province", "front"} for w in rest
    )


def _partitive(tokens: Tokens, count: Count) -> bool:
    """Whether the count is put as a part of another: "including 12", "of whom 12", "12 of them"."""
    if count.head.link == "of them":
        return True
    before = tokens.words[max(0, count.first - 4) : count.first]
    return (
        bool(set(before[-2:]) & PARTITIVE[0])
        or bool(len(before) >= 2 and before[-2] in {"of", "among"} and before[-1] in PARTITIVE[1])
        or (len(before) >= 3 and before[-3] in {"of", "among"} and before[-2] in PARTITIVE[1])
    )


def _inherit(
    doc: Document,
    tokens: Tokens,
    count: Count,
    index: int,
    counts: Sequence[Count],
    readings: dict[int, Reading],
    indexes: dict[int, int],
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
    sibling = next((k for k in range(index - 1, -1, -1) if k in indexes), None)
    if sibling is not None:
        other = readings[sibling]
        source = indexes[sibling]
        if counts[sibling].run == count.run and not count.is_article:
            return _taken(other, head, source, "inherit.list", 0.85)
        if count.is_article and counts[sibling].run == count.run and counts[sibling].is_article:
            return _taken(other, head, source, "inherit.list", 0.7)
        if count.is_article:
            return None
        if _partitive(tokens, count) or (readings.get(index) is not None and readings[index].family == "compose"):
            return _taken(other, head, source, "inherit.part", 0.9)
        if (
            head.klass == "person"
            and head.kind in {"military", "weak"}
            and other.measure.startswith(("strength", "deployment"))
        ):
            return _taken(other, head, source, "inherit.parallel", 0.6)
        if (
            head.klass == "equipment"
            and other.unit not in {"person", "formation"}
            and not other.rule.startswith("default")
            and count.first - counts[sibling].last <= 8
            and ";" not in tokens.words[counts[sibling].last : count.first]
        ):
            return _taken(other, head, source, "inherit.parallel", 0.55)
        ends = count.last >= len(tokens) or not tokens.words[count.last][0].isalpha()
        near = count.first - counts[sibling].last <= 12
        joined = "and" in tokens.words[counts[sibling].last : count.first]
        if head.klass == "person" and other.measure.startswith("casualties") and ends and near and joined:
            return _taken(other, head, source, "inherit.parallel", 0.6)
        if head.klass == "elided" or head.link == "others":
            if (
                head.klass == "elided"
                and count.first > 1
                and tokens.raw[count.first - 1][:1].isupper()
                and not tokens.raw[count.first][:1].isupper()
            ):
                return None
            if head.klass == "elided" and count.first - counts[sibling].last > 9 and not head.link:
                return None
            return _taken(other, head, source, "inherit.parallel", 0.6)
        return None
    if count.is_article or previous is None:
        return None
    if head.klass == "elided" and ordinal - previous.sentence <= 4 and _tally(tokens, count):
        return _taken(
            Reading(previous.measure, previous.unit, "", 0.0, ""), head, len(figures) - 1, "inherit.tally", 0.6
        )
    if ordinal - previous.sentence > 1 or before != len(figures):
        return None
    refused = rejections[-1] if rejections else None
    if (
        refused is not None
        and refused.number.start > previous.number.start
        and refused.reason in {"non_military_subject", "no_measure"}
    ):
        return None
    if _partitive(tokens, count) or tokens.words[:2] in (
        ["they", "include"],
        ["that", "includes"],
        ["these", "include"],
        ["that", "takes"],
    ):
        first = next(k for k, f in enumerate(figures) if f.sentence == previous.sentence)
        other = Reading(figures[first].measure, figures[first].unit, "", 0.0, "")
        return _taken(other, head, first, "inherit.part_of_previous", 0.75)
    if head.link == "others":
        return _taken(
            Reading(previous.measure, previous.unit, "", 0.0, ""), head, len(figures) - 1, "inherit.others", 0.6
        )
    return None


def _tally(tokens: Tokens, count: Count) -> bool:
    """Whether the number is the value of "the total", "the figure", "its count" of what was counted before."""
    words = tokens.words
    for at in range(max(0, count.first - 7), count.first):
        if words[at] in word_class("tally"):
            gap = words[at + 1 : tokens.at(count.number.start)]
            return bool(set(gap) & word_class("link"))
    return False


def _taken(other: Reading, head: Head, source: int, rule: str, confidence: float) -> Reading | None:
    klass = {"tank": "equipment"}.get(
        other.unit, "equipment" if other.unit not in {"person", "formation"} else other.unit
    )
    own = head.klass if head.klass not in {"elided", "casualty"} else klass
    unit = unit_of(head) if head.klass != "elided" else other.unit
    measure: str | None = other.measure
    if own != klass:
        if not other.family:
            return None
        measure = family_measure(other.family, own, unit)
        if measure == "strength":
            measure = "strength.active"
        if measure is None:
            return None
    elif own == "person" and measure is not None and measure.startswith("strength."):
        measure = {"reserve": "strength.reserve", "paramilitary": "strength.paramilitary"}.get(head.kind, measure)
    if measure is None:
        return None
    return Reading(measure, unit, other.family, other.price, rule, None, source, min(confidence, other.confidence))


def _number_of(tokens: Tokens, count: Count, found: Sequence[Cue]) -> Reading | None:
    """Figure of a clause like "the number of munitions delivered now totals 6,602": the noun stands before."""
    words = tokens.words
    at = next(
        (
            k
            for k in range(count.first - 1, max(-1, count.first - 25), -1)
            if words[k] in {"number", "total"} and words[k + 1 : k + 2] == ["of"]
        ),
        None,
    )
    if at is None or not set(words[at + 2 : tokens.at(count.number.start)]) & word_class("link"):
        return None
    head = heads.parse(tokens, at + 2, (), frozenset(range(count.first, len(tokens))), of_allowed=False)
    if head.klass not in {"equipment", "person", "formation"} or head.kind in {"general", "civilian"}:
        return None
    unit = unit_of(head)
    for cue in found:
        if at < cue.first < count.first and cue.kind in {"past", "subject", "of"}:
            measure = family_measure(cue.family, head.klass, unit)
            if measure is not None and measure != "strength":
                return Reading(measure, unit, cue.family, 2.0, "topic.number_of", cue, None, 0.7)
    measure = {
        "equipment": "equipment.used" if unit == "munition" else "equipment.holdings",
        "person": "deployment.present",
    }.get(head.klass, "strength.active")
    return Reading(measure, unit, "", 3.0, "topic.number_of", None, None, 0.5)


def _default(doc: Document, tokens: Tokens, count: Count, figures: Sequence[Figure], ordinal: int) -> Reading | None:
    """Measure that the head noun alone suggests, or the line that introduces the list."""
    from flows.claims import labels

    head = count.head
    words = tokens.words
    if count.number.comparator == "0" or set(words[count.number_last : count.last]) & word_class("not_serving"):
        return None
    if set(words[max(0, count.first - 4) : count.first]) & word_class("capacity"):
        return None
    announced = labels.announced(doc, ordinal) if head.klass in {"equipment", "person"} else None
    if announced is not None and head.kind not in {"general", "civilian", "weak"}:
        measure = family_measure(announced, head.klass, unit_of(head))
        if measure is not None and measure != "strength":
            return Reading(measure, unit_of(head), announced, 3.0, "default.list", None, None, 0.75)
    if head.klass == "person" and count.first and words[count.first - 1] in {"the", "these", "those"}:
        return None
    if head.klass == "equipment" and _priced(doc, count):
        return Reading("equipment.planned", unit_of(head), "order", 3.0, "default.price", None, None, 0.6)
    if head.klass == "equipment":
        last = figures[-1] if figures and ordinal - figures[-1].sentence <= 1 else None
        unit = unit_of(head)
        if (
            last is not None
            and last.measure in {"equipment.used", "equipment.lost"}
            and unit in MUNITIONS | {"equipment"}
            and last.unit in MUNITIONS | {"equipment"}
        ):
            return Reading(last.measure, unit, "", 4.0, "default.same_arms", None, None, 0.6)
        return Reading("equipment.holdings", unit, "", LIMIT, "default.equipment", None, None, 0.45)
    if count.number.best == 1:
        return None
    if head.klass == "formation":
        return Reading("deployment.present", "formation", "", LIMIT, "default.formation", None, None, 0.4)
    if head.klass == "person" and head.kind in {"military", "fighter", "paramilitary", "reserve"}:
        measure = {"reserve": "strength.reserve", "paramilitary": "strength.paramilitary"}.get(
            head.kind, "deployment.present"
        )
        phrase = set(words[count.number_last : count.last])
        after = words[count.last] if count.last < len(words) else "."
        if measure == "deployment.present" and phrase & {"active", "active-duty", "serving"}:
            measure = "strength.active"
        elif head.kind == "fighter" and (
            not after[0].isalpha() or after in word_class("conjunction") - {"who", "that", "which"}
        ):
            measure = "strength.total"
        return Reading(measure, "person", "", LIMIT, "default.people", None, None, 0.45)
    return None


def _priced(doc: Document, count: Count) -> bool:
    """Whether a sum of money is set against the things: "$3.3 billion for 30 fighters"."""
    start = count.number.outer_start
    if doc.text[max(0, start - 5) : start].strip() != "for":
        return False
    return any(n.kind == "money" and 0 <= start - n.end <= 16 for n in doc.numbers)


def _rejection(
    doc: Document, ordinal: int, tokens: Tokens, count: Count, reading: Reading | None, gate: object
) -> str | None:
    head = count.head
    if head.klass == "excluded":
        return "non_military_subject"
    if head.klass == "unknown":
        return "non_military_subject"
    if reading is None:
        return "no_measure"
    return gate.rejects(ordinal, tokens, count, reading)  # type: ignore[attr-defined]
