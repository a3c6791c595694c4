"""Figures in the rows of tables, whose header says what the columns count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.claims import head_nouns, heads
from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.quantities import Number
from flows.claims.words import word_class

LONGEST_TABLE = 60  # lines
LONGEST_LINE = 110  # characters

COLUMN_MEASURES = (
    (re.compile(r"\b(?:deaths?|killed|dead|fatalit)", re.I), "casualties.killed"),
    (re.compile(r"\b(?:wounded|injur)", re.I), "casualties.wounded"),
    (re.compile(r"\bmissing\b", re.I), "casualties.missing"),
    (re.compile(r"\b(?:captured|prisoners)\b", re.I), "casualties.captured"),
    (re.compile(r"\b(?:casualties|losses)\b", re.I), "casualties.total"),
    (re.compile(r"\b(?:acquired|obtained|received|delivered|purchased|imported)\b", re.I), "equipment.delivered"),
    (re.compile(r"\b(?:ordered|on order)\b", re.I), "equipment.planned"),
    (re.compile(r"\b(?:lost|destroyed)\b", re.I), "equipment.lost"),
    (re.compile(r"\b(?:reserves?|reservists)\b", re.I), "strength.reserve"),
    (re.compile(r"\bparamilitary\b", re.I), "strength.paramilitary"),
    (re.compile(r"\b(?:active|personnel|strength|troops|soldiers)\b", re.I), "strength.active"),
    (re.compile(r"\b(?:quantity|in service|inventory|number|total|stock|operational)\b", re.I), "equipment.holdings"),
)


def row(doc: Document, ordinal: int, numbers: Sequence[Number]) -> list[Figure]:
    """Figures of a row of a table whose header says what its columns count."""
    if not numbers:
        return []
    header = _header(doc, ordinal)
    if header is None or header == ordinal:
        return []
    names = _cells(doc, header)
    cells = _cells(doc, ordinal)
    found = []
    for number in numbers:
        column = next((k for k, (start, end) in enumerate(cells) if start <= number.start < end), None)
        if column is None or column >= len(names):
            continue
        start, end = cells[column]
        cell = doc.text[start:end].strip()
        if cell.lstrip("~≈ ") not in {
            doc.text[number.start : number.end],
            doc.text[number.outer_start : number.outer_end],
        }:
            continue
        title = doc.text[names[column][0] : names[column][1]]
        measure = next((m for pattern, m in COLUMN_MEASURES if pattern.search(title)), None)
        if measure is None:
            continue
        units = [u for cell in cells if cell != (start, end) and (u := _cell_unit(doc, ordinal, *cell))]
        unit = max(units, key=lambda u: u[1], default=("", False))[0]  # a noun before a type's name
        if unit and measure == "casualties.total":
            measure = "equipment.lost"
        manned = any(re.search(r"\b(?:reserves?|personnel|component)\b", doc.text[a:b], re.I) for a, b in names)
        if measure == "equipment.holdings" and not unit and manned:
            measure = "strength.active"
        if measure.startswith("equipment") and not unit:
            titled = (u for name in names if (u := _cell_unit(doc, header, *name)))  # a table of "Aircraft"
            unit = next(titled, ("", False))[0]
        if measure.startswith("equipment") and not unit:
            continue
        unit = unit if measure.startswith("equipment") else "person"
        found.append(Figure(number, ordinal, measure, unit, confidence=0.8, rule_ids=("label.table",)))
    return found


def column_above(doc: Document, ordinal: int) -> str | None:
    """Measure of the column of numbers in a table of plain lines, by its titles: "Name Origin Type Obtained Notes"."""
    for at in range(ordinal - 1, max(-1, ordinal - LONGEST_TABLE), -1):
        line = doc.sentence_text(at)
        if len(line) > LONGEST_LINE:
            return None
        if len(word_class("column_titles") & set(doc.tokens(at).words)) > 1:
            return next((m for pattern, m in COLUMN_MEASURES if pattern.search(line)), None)
    return None


def _header(doc: Document, ordinal: int) -> int | None:
    """First row of the table that the sentence is a row of."""
    at = ordinal
    while at > 0 and doc.sentences[at - 1].zone == "table":
        at -= 1
    while at < ordinal and not re.search(r"\|.*[A-Za-z]", doc.text[doc.sentences[at].start : doc.sentences[at].end]):
        at += 1
    return at


def _cells(doc: Document, ordinal: int) -> list[tuple[int, int]]:
    """Spans between the bars of a row."""
    sentence = doc.sentences[ordinal]
    cells, start = [], sentence.start
    text = doc.text
    if text[start] == "|":
        start += 1
    while start < sentence.end:
        bar = text.find("|", start, sentence.end)
        end = sentence.end if bar < 0 else bar
        cells.append((start, end))
        start = end + 1
    return cells


def _cell_unit(doc: Document, ordinal: int, start: int, end: int) -> tuple[str, bool] | None:
    """Unit of the equipment that a cell names, and whether a noun says so rather than a type's name."""
    tokens = doc.tokens(ordinal)
    first = tokens.at(start + 1)
    last = tokens.at(end - 1) + 1
    if not doc.text[start:end].strip():
        return None
    head = heads.parse(tokens, first, None, frozenset(range(last, len(tokens))), of_allowed=False)
    return (
        (head.kind, head_nouns.nouns().at(tokens.words, head.noun) is not None) if head.klass == "equipment" else None
    )
