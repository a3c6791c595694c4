"""Figures behind a label: "Tanks: 1,358 (+9)", "Egypt 2,480; Turkey 2,378", rows of a table.

A list takes its measure from the line that introduces it, or from the headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.claims import cues as cue_lexicon
from flows.claims.announcing import introducing, is_item, line_family
from flows.claims.document import Document, Tokens
from flows.claims.figures import Figure
from flows.claims.heads import Head
from flows.claims.label_forces import figure_of, is_branch_item, of_branch, of_listed_force, of_unit
from flows.claims.label_heads import (
    JOINTS,
    arms_follow,
    fate_word,
    fate_words,
    is_among_rows,
    is_bare,
    label_head,
    label_start,
    names_place,
    row_head,
    sentence_is_line,
    topic_head,
)
from flows.claims.quantities import Number
from flows.claims.readings import combined, family_measure, unit_of
from flows.claims.tables import column_above
from flows.claims.words import entries

LABEL = 7  # words
LONG_LABEL = 15
LONGEST_ROW = 14  # words
SIZES = {"reserve": "strength.reserve", "paramilitary": "strength.paramilitary"}
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
            found.append(figure_of(number, ordinal, found[-1].measure, found[-1].unit, found[-1], "label.delta"))
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
        return of_branch(doc, ordinal, number, figures)
    if first and words[first - 1] in JOINTS:
        start = label_start(words, first - 1)
        label = range(start, first - 1)
        if not 1 <= len(label) <= LONG_LABEL:
            return None
        if not found and (unit := of_unit(doc, ordinal, tokens, number, first - 1, after)) is not None:
            return unit
        if len(label) > LABEL:
            return of_listed_force(doc, ordinal, tokens, number, figures, start, None) if not found else None
        head = label_head(tokens, start, first - 1)
        tail = fate_word(words, after)
        broken_down = head is not None and head.klass == "casualty" and bool(set(tail) & fate_words())
        if head is not None and is_bare(words, after) and not broken_down:
            return _of_label(doc, ordinal, tokens, number, head, tail, start, first - 1)
        if (
            head is None
            and is_bare(words, after)
            and not set(tail) & fate_words()
            and names_place(doc, ordinal, tokens, start, first - 1)
            and figures
            and not found
        ):
            near = figures[-1]
            if ordinal - near.sentence <= 6 and (is_item(doc, ordinal) or near.sentence == ordinal - 1):
                return figure_of(number, ordinal, near.measure, near.unit, None, "label.place")
        if head is None and not found and not set(tail) & fate_words() and is_bare(words, after):
            return of_listed_force(doc, ordinal, tokens, number, figures, start, first - 1)
    if first and len(words) <= LONGEST_ROW and sentence_is_line(doc, ordinal):
        column = column_above(doc, ordinal)
        noted = not found and not arms_follow(tokens, after) and is_among_rows(doc, ordinal)
        row = after >= len(words) or column or noted
        line = row_head(tokens, first) if row else None
        if line is not None and column is not None and column.startswith("equipment."):
            return figure_of(number, ordinal, column, unit_of(line), None, "label.column")
        if line is not None:
            lost = line_family(doc, 0) in {"lose", "destroy"}
            return _of_label(doc, ordinal, tokens, number, line, ["destroyed"] if lost else ["line"], 0, first)
    if first and is_bare(words, after):
        topic = topic_head(doc, ordinal, tokens)
        if topic is not None and names_place(doc, ordinal, tokens, first - 1, first):
            return _of_label(doc, ordinal, tokens, number, topic, [], None, None)
    return None


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
    """The figure of a label at tokens `start:end`, or of a topic; `tail` is the word of what became of them."""
    if head.klass == "casualty":
        measure: str | None = combined({head.kind, head.pair} - {""})
        family, unit = head.kind, "person"
    else:
        family, unit = _family(doc, ordinal, tokens, head, tail, start), unit_of(head)
        measure = family_measure(family, head.klass, unit) if family else None
        measure = SIZES.get(head.kind, "strength.active") if measure == "strength" else measure
    if measure is None:
        return None
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


def _family(doc: Document, ordinal: int, tokens: Tokens, head: Head, tail: Sequence[str], start: int | None) -> str:
    """Cue family of a label: its own words, those before it, the line above the list, or a stock of arms."""
    own = ""
    for name in ("kill", "wound", "destroy", "capture") if tail else ():
        if not own and tail[0] in entries(cue_lexicon.families()[name].get("past", "")):
            own = name
    sizes = head.kind in SIZES or head.words[-1:] in (("personnel",), ("manpower",))
    stock = head.klass != "person" or head.words == ("label",) or sizes
    line = "strength" if list(tail) == ["line"] else ""
    lost = "lose" if start and {"losses", "lost", "loss"} & set(tokens.words[:start]) else ""
    family = own or line or lost or introducing(doc, ordinal) or ("strength" if stock else "")
    if family == "destroy" and head.klass == "person":
        return "lose"
    return "destroy" if family in {"lose", "kill"} and head.klass == "equipment" else family
