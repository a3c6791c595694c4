"""The stories of a digest of news, a bullet each: what one tells says nothing about another."""

from __future__ import annotations

from flows.claims.document import Document, Sentence
from flows.claims.words import phrase_class

TITLE = "current events"
HEADINGS = 2  # known section headings that make a digest
LONGEST = 60  # characters of a heading
BULLETS = frozenset("-*•+")


def split(doc: Document) -> list[range]:
    """Ordinals of the sentences of each story of a digest, in text order; none where the article is no digest.

    A story is a bullet of the first level with the bullets below it: the conflict and what happened in it.
    """
    if not is_digest(doc):
        return []
    found, start = [], 0
    for sentence in doc.sentences:
        bullet = sentence.zone == "list" and doc.text[sentence.start] in BULLETS
        new = sentence.zone != "list" or (bullet and _indent(doc, sentence) == 0)
        if new and sentence.ordinal > start:
            found.append(range(start, sentence.ordinal))
            start = sentence.ordinal
    return [*found, range(start, len(doc.sentences))]


def only(doc: Document, story: range) -> Document:
    """The story as a document of its own, over the same text: its first sentence has ordinal 0."""
    sentences = [doc.sentences[i]._replace(ordinal=i - story.start) for i in story]
    return Document(doc.text, sentences, doc.published, doc.publisher)


def is_digest(doc: Document) -> bool:
    """Whether the article tells of many unrelated things: a page of current events, a list with known sections."""
    if not doc.sentences:
        return False
    if doc.lower.startswith(TITLE, doc.sentences[0].start):
        return True
    known = phrase_class("other_sections") | phrase_class("war_sections")
    lines = {
        doc.lower[s.start : s.end].strip(" \n\t*#:=_")
        for s in doc.sentences
        if s.zone != "list" and s.end - s.start <= LONGEST
    }
    return len(lines & known) >= HEADINGS


def _indent(doc: Document, sentence: Sentence) -> int:
    """Characters between the start of the line and the sentence."""
    return sentence.start - (doc.text.rfind("\n", 0, sentence.start) + 1)
