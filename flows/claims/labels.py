"""Figures in lists and tables: "Tanks: 1,358 (+9)", "Egypt 2,480; Turkey 2,378", rows of a table.

A list takes its measure from the line that introduces it, or from the headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from flows.claims import cues as cue_lexicon
from flows.claims import heads, models
from flows.claims.actors_words import nouns, services
from flows.claims.document import Document, Tokens
from flows.claims.figures import Figure
from flows.claims.heads import Head
from flows.claims.quantities import Number
from flows.claims.readings import combined, family_measure, unit_of
from flows.claims.tables import column_above
from flows.claims.words import word_class

BULLET = re.compile(r"\s*(?:[•●▪◦‣*\-–—]|\d{1,2}[.)])\s+")
BULLETS = frozenset(["-", "•", "*", "–"])
RESERVES = frozenset(["reserve", "reserves"])
JOINTS = {":", "–", "—", "-", "=", "…"}
INTRODUCING = ("lose", "destroy", "capture", "kill", "deliver", "order", "use", "strength", "send")
REACH = 30
LABEL = 7  # words
LONG_LABEL = 15
LONGEST_ROW = 14  # words
MEN = frozenset({"military", "fighter", "paramilitary", "weak"})
BRANCHES = 8  # lines over which a list of the branches of a force goes on
STOCK_WORDS = frozenset(["inventory", "strength", "arsenal", "holdings", "fleet", "order-of-battle", "equipment"])
DELTA = re.compile(r"\(\s*\+?\s*$")


def read(doc: Document, ordinal: int, numbers: Sequence[Number], figures: Sequence[Figure]) -> list[Figure]:
    """Figures of a sentence whose label stands before the number: "Tanks: 1,358 (+9)", "Poland: 4,000"."""
    if not numbers:
        return []
    tokens = doc.tokens(ordinal)
    found: list[Figure] = []
    for number in numbers:
        first = tokens.at(number.outer_start)
        if (
            found
            and DELTA.search(doc.text, max(0, number.start - 6), number.start)
            and tokens.at(found[-1].number.end) >= first - 7
        ):
            found.append(_figure(number, ordinal, found[-1].measure, found[-1].unit, found[-1], "label.delta"))
            continue
        figure = _labelled(doc, ordinal, tokens, number, first, figures, found)
        if figure is not None:
            found.append(figure)
    return found


def _labelled(
    doc: Document,
    ordinal: int,
    tokens: Tokens,
    number: Number,
    first: int,
    figures: Sequence[Figure],
    found: list[Figure],
) -> Figure | None:
    words = tokens.words
    after = tokens.at(max(number.start, number.end - 1)) + 1
    if not found and is_branch_item(doc, ordinal, first):
        return _of_branch(doc, ordinal, number, figures)
    if first and words[first - 1] in JOINTS:
        start = _label_start(words, first - 1)
        label = range(start, first - 1)
        if not 1 <= len(label) <= LONG_LABEL:
            return None
        if not found and (unit := _of_unit(doc, ordinal, tokens, number, first - 1, after)) is not None:
            return unit
        if len(label) > LABEL:
            return _of_listed_force(doc, ordinal, tokens, number, figures, start, None) if not found else None
        head = label_head(tokens, start, first - 1)
        tail = _tail(words, after)
        broken_down = head is not None and head.klass == "casualty" and bool(set(tail) & _past_words())
        if head is not None and _free(words, after) and not broken_down:
            return _of_label(doc, ordinal, tokens, number, head, tail, start, first - 1)
        if (
            head is None
            and _free(words, after)
            and not set(tail) & _past_words()
            and _is_place(doc, ordinal, tokens, start, first - 1)
            and figures
            and not found
        ):
            near = figures[-1]
            if ordinal - near.sentence <= 6 and (is_item(doc, ordinal) or near.sentence == ordinal - 1):
                return _figure(number, ordinal, near.measure, near.unit, None, "label.place")
        if head is None and not found and not set(tail) & _past_words() and _free(words, after):
            return _of_listed_force(doc, ordinal, tokens, number, figures, start, first - 1)
    if first and len(words) <= LONGEST_ROW and sentence_is_line(doc, ordinal):
        column = column_above(doc, ordinal)
        noted = not found and not _names_arms(tokens, after) and _is_among_rows(doc, ordinal)
        row = after >= len(words) or column or noted
        line = _line_head(tokens, first) if row else None
        if line is not None and column is not None and column.startswith("equipment."):
            return _figure(number, ordinal, column, unit_of(line), None, "label.column")
        if line is not None:
            lost = line_family(doc, 0) in {"lose", "destroy"}
            return _of_label(doc, ordinal, tokens, number, line, ["destroyed"] if lost else ["line"], 0, first)
    if first and _free(words, after):
        topic = _topic(doc, ordinal, tokens)
        if topic is not None and _is_place(doc, ordinal, tokens, first - 1, first):
            return _of_label(doc, ordinal, tokens, number, topic, [], None, None)
    return None


def _of_listed_force(
    doc: Document, ordinal: int, tokens: Tokens, number: Number, figures: Sequence[Figure], start: int, end: int | None
) -> Figure | None:
    """Size of a branch or a state's force in a list of sizes: "Army: approximately 480,000", "1. China: 2,035,000".

    In a list of the dead any label is one of theirs: "- Regular army: 45,385", "- Unidentified: 3,130".
    """
    last = figures[-1] if figures and ordinal - figures[-1].sentence == 1 and is_item(doc, ordinal) else None
    if last is not None and last.measure.startswith("casualties.") and last.rule_ids[-1].startswith("label."):
        return _figure(number, ordinal, last.measure, "person", None, "label.list")
    if end is None:
        return None
    branch = " ".join(tokens.words[start:end]).removeprefix("- ").removeprefix("the ")
    if branch not in services() and not _is_place(doc, ordinal, tokens, start, end):
        return None
    near = figures[-1] if figures and ordinal - figures[-1].sentence <= BRANCHES else None
    if near is not None and near.measure.startswith("strength") and near.unit == "person":
        return _figure(number, ordinal, near.measure, "person", None, "label.force")
    if is_item(doc, ordinal) and introducing(doc, ordinal) == "strength":
        return _figure(number, ordinal, "strength.active", "person", None, "label.force")
    return None


def is_branch_item(doc: Document, ordinal: int, first: int) -> bool:
    """Whether token `first` of an item is set behind a comma to the name of a branch: "* Royal Navy Reserve, 2,400"."""
    tokens, mentions = doc.tokens(ordinal), doc.mentions(ordinal)
    words, start = tokens.words, 1 if tokens.words[0] in BULLETS else 0
    if first < 2 or words[first - 1] != "," or not mentions or mentions[0].form != "force":
        return False
    named = tokens.at(mentions[0].end - 1) + 1
    leads = tokens.starts[start] == mentions[0].start and set(words[named : first - 1]) <= RESERVES
    return leads and _free(words, first + 1) and is_item(doc, ordinal)


def _of_branch(doc: Document, ordinal: int, number: Number, figures: Sequence[Figure]) -> Figure | None:
    """The number of men of a branch in a list of them; of those at a war where the title tells of one."""
    for above in figures[-2:]:
        if above.sentence == ordinal - 1 and above.rule_ids[-1] == "label.branch":
            return _figure(number, ordinal, above.measure, "person", None, "label.branch")
    following = ordinal + 1
    if following >= len(doc.sentences) or not doc.numbers_in(following):
        return None
    if not is_branch_item(doc, following, doc.tokens(following).at(doc.numbers_in(following)[0].outer_start)):
        return None
    return _figure(number, ordinal, _of_those_there(doc), "person", None, "label.branch")


def _of_those_there(doc: Document) -> str:
    """Measure of the men of a unit in a list: those at a battle where the title tells of one, else its strength."""
    fought = not nouns("nouns", "event").isdisjoint(doc.tokens(0).words)
    return "deployment.present" if fought else "strength.active"


def _of_unit(doc: Document, ordinal: int, tokens: Tokens, number: Number, end: int, after: int) -> Figure | None:
    """The men of a unit that an item of a list names: "- 1st Romanija company — around 100 men and a gun"."""
    named = heads.nouns().at(tokens.words, end - 1)
    if named is None or named[1][0].klass != "formation" or not is_item(doc, ordinal):
        return None
    head = heads.parse(tokens, after, None, frozenset(), of_allowed=False)
    men = head.klass == "person" and (head.kind in MEN or tokens.words[head.noun] == "men")
    return _figure(number, ordinal, _of_those_there(doc), "person", None, "label.unit") if men else None


def sentence_is_line(doc: Document, ordinal: int) -> bool:
    """Whether the sentence is a whole line, as the rows of flattened tables are."""
    sentence = doc.sentences[ordinal]
    starts = sentence.start == 0 or "\n" in doc.text[max(0, sentence.start - 2) : sentence.start]
    return starts and doc.text[sentence.end : sentence.end + 1].strip() == "" and sentence.end - sentence.start < 100


def _names_arms(tokens: Tokens, at: int) -> bool:
    """Whether arms are named behind the number and before another: "Panhard AML 60 | France Armoured car 15"."""
    end = next((k for k in range(at, len(tokens)) if tokens.words[k][0].isdigit()), len(tokens))
    found = (heads.nouns().at(tokens.words, k) for k in range(at, end))
    return any(noun is not None and noun[1][0].klass == "equipment" for noun in found)


def _is_among_rows(doc: Document, ordinal: int) -> bool:
    """Whether a line beside the sentence is a row of arms that ends with its number: this one may have notes then."""
    for at in (ordinal - 1, ordinal + 1):
        tokens = doc.tokens(at) if 0 <= at < len(doc.sentences) else None
        ends = tokens is not None and len(tokens) > 1 and tokens.words[-1].isdigit() and sentence_is_line(doc, at)
        if tokens is not None and ends and _line_head(tokens, len(tokens) - 1) is not None:
            return True
    return False


def _line_head(tokens: Tokens, first: int) -> Head | None:
    """Equipment named in a line that ends with its number: "T-54 Soviet Union main battle tank 8"."""
    if any(w in word_class("auxiliary") or w in word_class("preposition") - {"of"} for w in tokens.words[:first]):
        return None
    for start in range(first):
        found = heads.nouns().at(tokens.words, start)
        if found is not None and start + found[0] == first and found[1][0].klass == "equipment":
            return Head("equipment", found[1][0].kind, start, first, start)
    unit = next((u for u in (models.unit(w) for w in tokens.raw[:first]) if u), None)
    return Head("equipment", unit, 0, first, 0) if unit else None


def _free(words: Sequence[str], at: int) -> bool:
    """Whether nothing that could be counted follows the number."""
    return (
        at >= len(words)
        or not words[at][0].isalpha()
        or words[at] in {"and", "in", "of"}
        or words[at] in word_class("adverb")
        or words[at] in _past_words()
    )


@cache
def _past_words() -> frozenset[str]:
    return frozenset(
        w.split()[0]
        for name in ("kill", "destroy", "wound", "lose")
        for w in str(cue_lexicon.families()[name].get("past", "")).split(", ")
    )


def _tail(words: Sequence[str], after: int) -> Sequence[str]:
    """The word that tells what became of those counted, over a change and "persons were": "92,740 (+540) killed"."""
    at = after
    if words[at : at + 1] == ["("] and ")" in words[at : at + 5]:
        at = words.index(")", at) + 1
    while words[at : at + 1] and words[at] in {"persons", "people", "soldiers", "were", "have", "been"}:
        at += 1
    return words[at : at + 1]


def _label_start(words: Sequence[str], end: int) -> int:
    at = end
    while at > 0 and words[at - 1] not in {",", ";", ".", "•", "(", ")"} and words[at - 1] not in JOINTS:
        at -= 1
    return at


def label_head(tokens: Tokens, start: int, end: int) -> Head | None:
    """Head of a label that is a noun phrase as a whole, or None."""
    if tokens.words[start:end] in (["personnel"], ["manpower"]):
        return Head("person", "military", start, end, end - 1, words=("label",))
    head = heads.parse(tokens, start, None, frozenset(range(end, len(tokens))), of_allowed=False)
    if head.klass in {"person", "equipment", "formation", "casualty"} and head.last == end:
        return head
    kind = word_class_of(tokens.words[start:end])
    return Head("person", kind, start, end, end - 1, words=("label",)) if kind else None


def word_class_of(words: Sequence[str]) -> str:
    """Kind of people that a label of a table of strengths stands for: "active", "reserve", "paramilitary"."""
    rest = [
        w for w in words if w not in {"personnel", "duty", "forces", "troops", "front", "line", "frontline", "-", "|"}
    ]
    if len(rest) != 1:
        return ""
    return {
        "active": "military",
        "reserve": "reserve",
        "reserves": "reserve",
        "reserved": "reserve",
        "paramilitary": "paramilitary",
    }.get(rest[0], "")


def _of_label(
    doc: Document,
    ordinal: int,
    tokens: Tokens,
    number: Number,
    head: Head,
    tail: Sequence[str],
    start: int | None,
    end: int | None,
) -> Figure | None:
    if head.klass == "casualty":
        kinds = {head.kind, head.pair} - {""}
        measure: str | None = combined(kinds)
        family = head.kind
    else:
        unit = unit_of(head)
        own = next(
            (
                name
                for name in ("kill", "wound", "destroy", "capture")
                if tail and tail[0] in str(cue_lexicon.families()[name].get("past")).split(", ")
            ),
            None,
        )
        sizes = head.kind in {"reserve", "paramilitary"} or head.words[-1:] in (("personnel",), ("manpower",))
        stock = head.klass != "person" or head.words == ("label",) or sizes
        line = "strength" if list(tail) == ["line"] else None
        lost = "lose" if start and {"losses", "lost", "loss"} & set(tokens.words[:start]) else None
        family = own or line or lost or introducing(doc, ordinal) or ("strength" if stock else "")
        if not family:
            return None
        if family == "destroy" and head.klass == "person":
            family = "lose"
        if family in {"lose", "kill"} and head.klass == "equipment":
            family = "destroy"
        measure = family_measure(family, head.klass, unit)
        if measure == "strength":
            measure = {"reserve": "strength.reserve", "paramilitary": "strength.paramilitary"}.get(
                head.kind, "strength.active"
            )
    if measure is None:
        return None
    unit = unit_of(head) if head.klass != "casualty" else "person"
    return Figure(
        number,
        ordinal,
        measure,
        unit,
        tokens.starts[start] if start is not None else None,
        tokens.ends[end - 1] if end is not None else None,
        confidence=0.9,
        rule_ids=(f"cue.{family}", "label.noun" if start is not None else "label.topic"),
    )


def _figure(number: Number, ordinal: int, measure: str, unit: str, like: Figure | None, rule: str) -> Figure:
    return Figure(
        number,
        ordinal,
        measure,
        unit,
        like.head_start if like else None,
        like.head_end if like else None,
        confidence=0.85,
        rule_ids=(rule,),
    )


def _is_place(doc: Document, ordinal: int, tokens: Tokens, start: int, end: int) -> bool:
    """Whether tokens `start:end` hold the name of a state or a group."""
    low, high = tokens.starts[start], tokens.ends[end - 1]
    return any(
        m.start >= low and m.end <= high and m.form in {"name", "capital", "group", "city", "region"}
        for m in doc.mentions(ordinal)
    )


def _topic(doc: Document, ordinal: int, tokens: Tokens) -> Head | None:
    """The thing counted in a line like "- Tanks. Egypt 2,480; Turkey 2,378": a noun phrase alone before it."""
    sentence = doc.sentences[ordinal]
    if ordinal and (doc.text.rfind("\n", 0, sentence.start) < doc.sentences[ordinal - 1].start):
        before = doc.tokens(ordinal - 1)
        start = 1 if before.words and before.words[0] in {"-", "•", "*", "–"} else 0
        end = len(before) - 1 if before.words and before.words[-1] in {".", ":"} else len(before)
        if 0 < end - start <= 4:
            return label_head(before, start, end)
    start = 1 if tokens.words and tokens.words[0] in {"-", "•", "*", "–"} else 0
    for at in range(start + 1, min(start + 5, len(tokens))):
        if tokens.words[at] in {".", ":"}:
            return label_head(tokens, start, at)
    return None


def is_item(doc: Document, ordinal: int) -> bool:
    """Whether the sentence is an item of a list: by its zone, a bullet, or as a short line without a full stop."""
    sentence = doc.sentences[ordinal]
    if sentence.zone == "list":
        return True
    text = doc.text[sentence.start : sentence.end]
    return bool(BULLET.match(text)) or (len(text) < 90 and text[-1:] not in '.!?”"' and ordinal > 0)


def introducing(doc: Document, ordinal: int) -> str | None:
    """Cue family of the line that introduces the list which the sentence stands in, else of the headline."""
    at = ordinal - 1
    while at >= 0 and ordinal - at <= REACH:
        family = line_family(doc, at)
        item = is_item(doc, at)
        if family is not None and (not item or doc.text[doc.sentences[at].end - 1] == ":"):
            return family
        if not item and ordinal - at > 3:
            break
        at -= 1
    return line_family(doc, 0) if doc.sentences else None


def announced(doc: Document, ordinal: int) -> str | None:
    """Cue family for an item of a list or of a tally that gives none itself ("It now stands at 1,390 tanks")."""
    if is_item(doc, ordinal):
        family = introducing(doc, ordinal)
        return "destroy" if family == "lose" else family
    if set(doc.tokens(ordinal).words) & (word_class("tally") | {"stands", "stood"}):
        for at in (ordinal, ordinal - 1, ordinal - 2, ordinal - 3):
            if at >= 0:
                family = line_family(doc, at)
                if family in {"lose", "destroy", "deliver", "order", "use"}:
                    return "destroy" if family == "lose" else family
    return None


FORCE_TITLE = re.compile(
    r"\b(?:armed forces|army|navy|air force|military|defen[cs]e forces?|national guard|marine corps)\b", re.I
)
LONGEST_TITLE = 9  # words


def describes_force(doc: Document) -> bool:
    """Whether the article is about a force as such, as its title says: "Armed Forces of the Republic of Moldova"."""
    tokens = doc.tokens(0)
    if len(tokens) > LONGEST_TITLE or not FORCE_TITLE.search(doc.sentence_text(0)):
        return False
    return not any(c.family != "strength" for c in cue_lexicon.tag(tokens, frozenset()))


def _is_of_place(tokens: Tokens, cue: cue_lexicon.Cue) -> bool:
    """Whether a noun of taking is of a place by its name: "In the plan for the capture of Rogatica"."""
    taking = cue.kind == "of" and cue.family in {"capture", "destroy"}
    return taking and tokens.raw[cue.last + 1 : cue.last + 2] != [] and tokens.raw[cue.last + 1].istitle()


def line_family(doc: Document, ordinal: int) -> str | None:
    """The cue family that a line announces for what follows it, or None."""
    tokens = doc.tokens(ordinal)
    found = cue_lexicon.tag(tokens, frozenset())
    families = [c.family for c in found if c.kind not in {"subject", "after", "with"} and not _is_of_place(tokens, c)]
    words = set(tokens.words)
    if "compose" in families:
        return "strength"  # "the forces were composed of the following units:"
    if words & {"losses", "lost", "loss", "eliminated"}:
        return "kill" if "eliminated" in words and not words & {"losses", "lost"} else "lose"
    if words & {"package", "pledged", "drawdown", "tranche"} and "destroy" not in families:
        return "order"
    if {"deliver", "send"} & set(families) and words & {"will", "to", "would"}:
        return "order"
    for wanted in INTRODUCING:
        if wanted in families and (wanted != "strength" or words & STOCK_WORDS):
            return wanted
    return None
