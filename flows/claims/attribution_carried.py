"""Carry-over: figures of a sentence without a frame, where a statement made before it plainly goes on."""

from __future__ import annotations

import re
from typing import Final

from flows.claims import quotes
from flows.claims.attribution_chains import Article, Chain, inherited, is_header, of_sentence, same_block
from flows.claims.attribution_quotes import speaker_of_quote
from flows.claims.attribution_words import words as lexicon
from flows.claims.figures import Figure
from flows.claims.frame import Frame
from flows.claims.source_line import Line, Phrase, is_number

LIST_ZONES: Final = frozenset({"list", "table"})
SAME_EVENT: Final = re.compile(
    r"\b(?:during|in) (?:the|these|those) (?:attacks|clash|clashes|incidents?|raids|ambush)\b", re.IGNORECASE
)
PARTITIVE: Final = re.compile(
    r"\W*(?:(?:at least|about|around|some|nearly|almost|over|more than) )?(?:\d[\d,]*|[A-Za-z]+)"
    r" of (?:the (?:dead|wounded|victims|injured|\d[\d,]*|casualties)|these|those|them)\b",
    re.IGNORECASE,
)
OF_THEM: Final = re.compile(r" of (?:these|those|them)\b")
DIGIT: Final = re.compile(r"\d")
FURTHER: Final = re.compile(r"\b(?:another|a further) \Z", re.IGNORECASE)
SHOWN_WITHIN: Final = 6  # words from "reports" to their "show"
LEAD: Final = 4  # words of "at least three died"


def carried(article: Article, figure: Figure) -> Chain | None:
    """Chain of a figure whose sentence has no frame for it, where the statement before it plainly goes on."""
    doc = article.doc
    quoted = quotes.around(article.quotes, figure.number.start)
    if quoted is not None:
        chain = speaker_of_quote(article, quoted)
        if chain is not None:
            return chain
    header = _header(article, figure.sentence)
    if header is not None:
        return header
    previous = figure.sentence - 1
    if previous >= 0 and same_block(doc, previous) and goes_on(article, figure):
        return inherited(of_sentence(article, previous))
    return _announced(article, figure.sentence)


def _announced(article: Article, ordinal: int) -> Chain | None:
    """Chain of a document that the paragraph announces: "The ministry's reports show how it went." and its figures."""
    while ordinal > 0 and same_block(article.doc, ordinal - 1):
        ordinal -= 1
        frames = [f for f in article.speakers.frames(ordinal) if f.kind != "relay"]
        if frames:
            is_open = ordinal not in article.counting and frames[-1].kind in ("before", "by")
            at = article.speakers.line(ordinal)
            tells = any(_tells(at, phrase, frames[-1]) for phrase in frames[-1].sources)
            return inherited(of_sentence(article, ordinal)) if is_open and tells else None
    return None


def _tells(at: Line, phrase: Phrase, frame: Frame) -> bool:
    """Whether a source is a count, or the maker of one, that shows something."""
    words = at.words[min(phrase.lo, frame.cue) : max(phrase.hi, frame.cue_end)]
    lex = lexicon()
    after = at.words[phrase.hi : phrase.hi + SHOWN_WITHIN]
    return not lex.claims.isdisjoint(words) and not lex.telling_counts.isdisjoint(after)


def goes_on(article: Article, figure: Figure) -> bool:
    """Whether the figure's sentence plainly continues the statement before it."""
    lex = lexicon()
    doc = article.doc
    text = doc.sentence_text(figure.sentence)
    if lex.openers.match(text) or PARTITIVE.match(text):
        return True
    before = doc.text[doc.sentences[figure.sentence].start : figure.number.start]
    if FURTHER.search(before) or OF_THEM.match(doc.text, figure.number.end):
        return not DIGIT.search(before) and lex.quantities.isdisjoint(before.lower().split()[:-1])
    words = article.speakers.line(figure.sentence).words
    verb = next((i for i, word in enumerate(words[:LEAD]) if word in lex.elided), 0)
    if verb and (is_number(words[verb - 1]) or words[verb - 1] in lex.quantities):
        return True
    return SAME_EVENT.search(text) is not None


def _header(article: Article, ordinal: int) -> Chain | None:
    """Chain that the header of a list gives its items (GUIDELINES 16)."""
    doc = article.doc
    if doc.sentences[ordinal].zone not in LIST_ZONES:
        return None
    top = ordinal
    while top > 0 and doc.sentences[top].zone in LIST_ZONES:
        top -= 1
    if doc.sentences[top].zone in LIST_ZONES or not is_header(doc, top):
        return None
    return inherited(of_sentence(article, top))
