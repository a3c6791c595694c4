"""Speakers of quotations that hold figures and no frame for them."""

from __future__ import annotations

from flows.claims import quotes
from flows.claims.attribution_chains import Article, Chain, from_frame, inherited, of_sentence, same_block


def speaker_of_quote(article: Article, quote: quotes.Quote) -> Chain | None:
    """Chain of a quotation from the frames around it: at its end, before its start, or after it in the paragraph."""
    doc = article.doc
    first, last = doc.sentence_at(quote.start), doc.sentence_at(max(quote.start, quote.end - 1))
    for ordinal in dict.fromkeys((last, first)):
        chain = _outside(article, ordinal, quote)
        if chain is not None:
            return inherited(chain)
    if first > 0 and doc.text[: quote.start - 1].rstrip().endswith(":"):
        return inherited(of_sentence(article, first - 1))
    is_within = first > 0 and same_block(doc, first - 1)
    if quote.goes_on or is_within:
        index = article.quotes.index(quote)
        before = quotes.around(article.quotes, article.quotes[index - 1].start if index else -1)
        if before is not None and (quote.goes_on or doc.sentence_at(before.end) >= first - 2):
            return speaker_of_quote(article, before)
    if last + 1 < len(doc.sentences) and same_block(doc, last):
        frames = article.speakers.frames(last + 1)
        if frames and frames[0].kind == "before":
            return inherited(of_sentence(article, last + 1))
    return inherited(of_sentence(article, first - 1)) if is_within else None


def _outside(article: Article, ordinal: int, quote: quotes.Quote) -> Chain | None:
    """Chain of the first frame of a sentence whose cue stands outside the quotation."""
    starts = article.speakers.line(ordinal).tokens.starts
    frames = article.speakers.frames(ordinal)
    for frame in frames:
        if frame.kind in ("relay", "by") or quote.start <= starts[frame.cue] < quote.end:
            continue
        origins = article.names(frame.sources)
        if origins:
            return from_frame(article, frame, origins, article.names(frame.relays), frames)
    return None
