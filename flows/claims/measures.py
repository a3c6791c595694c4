"""Numbers read as figures: which measure and unit a count has, from its head noun and the cues around it.

Every cue that could govern a count is priced by the words between them; the cheapest wins. What no cue governs takes
over the measure of the figure that it continues ("and 30 others", "of whom 12"), or the default of its head noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from flows.claims import cues as cue_lexicon
from flows.claims import labels, tables
from flows.claims.context import EXCLUDED_ZONES, Gate
from flows.claims.counting import find
from flows.claims.counts import Count, Rejection
from flows.claims.document import Document, Tokens
from flows.claims.figures import Figure
from flows.claims.measuring import Measuring
from flows.claims.verb_phrases import harmed
from flows.claims.words import word_class

REACH = 6  # sentences over which a figure may be continued
COUNTED = {"cardinal", "range", "vague"}


def read(doc: Document) -> tuple[list[Figure], list[Rejection]]:
    """Figures of an article in text order, and the counts that are none."""
    figures: list[Figure] = []
    rejections: list[Rejection] = []
    gate = Gate(doc)
    for ordinal in sorted({*doc.numbers_by_sentence, *gate.counting}):
        sentence, numbers = doc.sentences[ordinal], doc.numbers_in(ordinal)
        counted = [n for n in numbers if n.kind in COUNTED]
        if ordinal in gate.elsewhere:
            rejections += [Rejection(n, "other_section", None) for n in counted]
            continue
        if sentence.zone in EXCLUDED_ZONES:
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
        counts, refused = find(doc, ordinal, tokens, [n for n in counted if n.start not in done], gate)
        rejections += refused
        if sentence.zone == "table":
            rejections += [Rejection(c.number, "table_cell", None) for c in counts]
            figures.sort(key=lambda f: f.number.start)
            continue
        _sentence(doc, ordinal, tokens, counts, gate, figures, rejections)
    return _titled(figures), rejections


def _sentence(
    doc: Document,
    ordinal: int,
    tokens: Tokens,
    counts: Sequence[Count],
    gate: Gate,
    figures: list[Figure],
    rejections: list[Rejection],
) -> None:
    """Append the figures of a sentence, and the counts that are none to the rejections."""
    if not counts:
        return
    number_starts = frozenset(c.first for c in counts) | frozenset(c.number_last - 1 for c in counts)
    found = cue_lexicon.tag(tokens, number_starts)
    if any(cue.kind == "of" for cue in found):
        found = _outside_names(doc, ordinal, tokens, found)
    if not gate.has_captives:
        found = [cue for cue in found if cue.family != "free" or tokens.words[cue.first].startswith(("free", "set"))]
    counts = [_of_aircraft(tokens, harmed(tokens, count, found), figures, ordinal) for count in counts]
    of_forces = any(c.head.kind == "general" for c in counts) and _is_of_forces(doc, ordinal, figures)
    Measuring(doc, ordinal, tokens, counts, found, gate, figures, rejections).read(of_forces=of_forces)


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
