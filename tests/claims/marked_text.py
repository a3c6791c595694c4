"""Articles for tests in which figures are marked: "killing [12|casualties.killed] soldiers"."""

from __future__ import annotations

import re
from datetime import date

from flows.articles.sentences import split
from flows.claims.document import Document, Sentence
from flows.claims.figures import Figure
from flows.claims.quantities import Number

MARK = re.compile(r"\[([^\]|]+)\|([a-z_.]+)\]")


def article(marked: str, published: date | None = None) -> tuple[Document, list[Figure]]:
    """Document of the text without the marks, and the figures that they name."""
    text, spans, at = "", [], 0
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        spans.append((len(text), len(text) + len(found[1]), found[1], found[2]))
        text += found[1]
        at = found.end()
    text += marked[at:]
    sentences = [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(text))]
    document = Document(text, sentences, published)
    return document, [_figure(document, *span) for span in spans]


def _figure(document: Document, start: int, end: int, words: str, measure: str) -> Figure:
    values = tuple(float(d.replace(",", "")) for d in re.findall(r"\d[\d,]*", words))
    first, last = (values[0], values[-1]) if values else (None, None)
    number = Number(start, end, start, end, "cardinal", "=", values, first, first, last, False, False, None)
    return Figure(number, document.sentence_at(start), measure, "person")
