"""Chains: the relays and origins of a figure, from a frame, from those of its sentence, or handed on to another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from flows.claims import quotes
from flows.claims.document import Document
from flows.claims.frame import Frame
from flows.claims.source_line import Phrase
from flows.claims.source_names import Named
from flows.claims.speakers import Speakers

HEADER: Final = re.compile(r"(?::|as follows\b[^\n]*)\s*\Z")


@dataclass(frozen=True, slots=True)
class Chain:
    """Relays and origins of a figure, as named, with the cue and how they were tied to it."""

    relays: tuple[Named, ...]
    origins: tuple[Named, ...]
    cue: str
    link: str
    origin_cue: str | None = None
    """Of the origins, where it is not that of the relays: "citing"."""


@dataclass
class Article:
    """What the figures of one article are attributed with; `by_sentence` are the chains found so far."""

    doc: Document
    speakers: Speakers
    quotes: list[quotes.Quote]
    counting: frozenset[int]
    """Sentences with figures."""
    by_sentence: dict[int, Chain] = field(default_factory=dict)

    def names(self, phrases: Sequence[Phrase]) -> tuple[Named, ...]:
        """The sources that phrases of one sentence mean."""
        return self.speakers.all_named(phrases)


def from_frame(
    article: Article,
    frame: Frame,
    origins: tuple[Named, ...],
    relays: tuple[Named, ...],
    others: Sequence[Frame] = (),
) -> Chain | None:
    """Chain with the cue of a frame; the media to which papers were shown in `others` are relays of it too."""
    shown = tuple(n for f in others if f.kind == "relay" for n in article.names(f.sources))
    if not origins and not relays:
        return None
    known = {n.name for n in origins}
    passed_on = tuple(n for n in (*relays, *shown) if n.name not in known)
    return Chain(passed_on, origins, cue_text(article, frame), "explicit")


def cue_text(article: Article, frame: Frame) -> str:
    """The words that attribute."""
    tokens = article.speakers.line(frame.sources[0].sentence).tokens
    return article.doc.text[tokens.starts[frame.cue] : tokens.ends[max(frame.cue, frame.cue_end - 1)]]


def inherited(chain: Chain | None) -> Chain | None:
    """The chain as it is handed on to another figure; None where it has no origins."""
    return replace(chain, link="inherited") if chain is not None and chain.origins else None


def of_sentence(article: Article, ordinal: int) -> Chain | None:
    """Chain of the last figure of a sentence, or else of its last frame."""
    if ordinal in article.by_sentence:
        return article.by_sentence[ordinal]
    for frame in reversed(article.speakers.frames(ordinal)):
        origins = article.names(frame.sources) if frame.kind != "relay" else ()
        if origins:
            return from_frame(article, frame, origins, article.names(frame.relays))
    return None


def is_header(doc: Document, ordinal: int) -> bool:
    """Whether a sentence ends as what introduces a list does: with a colon or "as follows"."""
    return HEADER.search(doc.sentence_text(ordinal)) is not None


def same_block(doc: Document, ordinal: int) -> bool:
    """Whether the sentence and the one after it stand in one paragraph."""
    return "\n" not in doc.text[doc.sentences[ordinal].end : doc.sentences[ordinal + 1].start]
