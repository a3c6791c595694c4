"""Sources declared once for a whole article: whose bulletin it is, where the figures below or above come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flows.claims import sources
from flows.claims.attribution_chains import Article, Chain, from_frame, inherited, is_header, of_sentence
from flows.claims.attribution_turns import Turns, station
from flows.claims.attribution_words import words as lexicon
from flows.claims.figures import Figure
from flows.claims.source_line import is_capital
from flows.claims.source_phrases import right_end, split

OURS: Final = re.compile(r"\b(?:our|we)\b", re.IGNORECASE)
ENEMY: Final = re.compile(r"\benemy\b", re.IGNORECASE)
LONGEST_DECLARED: Final = 120  # characters of "casualty figures for ... were taken", which end in "from"
ISSUERS: Final = frozenset({"military", "armed_group", "government"})
LEADING: Final = 4  # sentences at the head of an article that may name its issuer


def declare(article: Article, figures: Sequence[Figure], chains: list[Chain | None]) -> None:
    """Fill in what the article declares once: whose bulletin it is, where its figures come from."""
    doc = article.doc
    if (retold := station(article)) is not None:
        chains[:] = [_through(retold, chain) for chain in chains]
    if all(chain is not None for chain in chains):
        return
    turns = Turns(article)
    issuer = _issuer(article)
    points, listed = _points(article)
    is_declared = declares(doc.lower)
    ahead = lexicon().ahead.search(doc.text) if is_declared else None
    for i, figure in enumerate(figures):
        if chains[i] is not None:
            continue
        if (turn := turns.at(figure.number.start)) is not None:
            chains[i] = turn
        elif ahead is not None and figure.number.start > ahead.end():
            chains[i] = _from_declaration(article, ahead.end())
        elif issuer is not None:
            chains[i] = issuer
        elif listed is not None and figure.number.start >= points:
            chains[i] = listed
    for behind in lexicon().behind.finditer(doc.text) if is_declared else ():
        sentence = doc.sentence_at(behind.start())
        chain = inherited(_from_declaration(article, behind.end()))
        everything = behind.group().lower().startswith(("figures", "numbers", "tolls", "data"))
        for i, figure in enumerate(figures):
            if (
                chains[i] is None
                and figure.sentence < sentence
                and ((everything and doc.sentences[figure.sentence].zone == "body") or figure.sentence == sentence - 1)
            ):
                chains[i] = chain


def _through(news: Chain, chain: Chain | None) -> Chain:
    """The chain as a station's news that are retold have it: "the report" is the station's, others it has passed on."""
    if chain is None or not chain.origins or all(_is_of_news(named.name) for named in chain.origins):
        return news
    names = {named.name for named in (*chain.origins, *chain.relays)}
    return replace(chain, relays=(*(s for s in news.origins if s.name not in names), *chain.relays))


def _is_of_news(name: str) -> bool:
    """Whether a source is but the news themselves: "the next report", "the station"."""
    words = name.lower().split()
    return words[sources.head_of(words)] in lexicon().news


def _points(article: Article) -> tuple[int, Chain | None]:
    """Where a survey begins to be told point by point, and its chain, from at most three sentences above."""
    found = lexicon().points.search(article.doc.text)
    if found is None:
        return 0, None
    last = article.doc.sentence_at(found.start())
    chains = (of_sentence(article, ordinal) for ordinal in range(last, max(-1, last - LEADING), -1))
    return found.end(), inherited(next((chain for chain in chains if chain is not None), None))


def declares(low: str) -> bool:
    """Whether the article may say where its figures come from: a cheap look before the full one."""
    at = low.find("from")
    while at >= 0:
        if lexicon().declared.search(low, max(0, at - LONGEST_DECLARED), at + 4):
            return True
        at = low.find("from", at + 4)
    return False


def _from_declaration(article: Article, offset: int) -> Chain | None:
    """Chain of the phrase that follows "the figures come from" at an offset."""
    doc = article.doc
    ordinal = doc.sentence_at(offset - 1)
    at = article.speakers.line(ordinal)
    lo = at.tokens.at(offset - 1) + 1
    hi = right_end(at, lo, initial=False)
    if hi <= lo:
        return None
    cue = doc.text[at.tokens.starts[lo - 1] : at.tokens.ends[lo - 1]]
    return Chain((), article.names(split(at, at.phrase(lo, hi))), cue, "inherited")


def _issuer(article: Article) -> Chain | None:
    """Chain of the body whose bulletin the article is: named at its head, and speaking of "our" men and "the enemy"."""
    doc = article.doc
    if "enemy" not in doc.lower or not (ENEMY.search(doc.text) and OURS.search(doc.text)):
        return None
    for ordinal in range(min(LEADING, len(doc.sentences))):
        at = article.speakers.line(ordinal)
        for frame in article.speakers.frames(ordinal):
            names = article.names(frame.sources)
            if names and names[0].source_class in ISSUERS and frame.kind == "label":
                return from_frame(article, frame, names, ())
        lead = next((i for i, w in enumerate(at.words) if w == "|"), None)
        if lead and sources.classify(at.words[:lead]) in ISSUERS:
            names = article.names((at.phrase(0, lead),))
            return inherited(Chain((), names, "|", "inherited"))
        if is_header(doc, ordinal) and (is_capital(at, 0) or at.is_caps):
            chain = of_sentence(article, ordinal)
            if chain is not None:
                return inherited(chain)
    return None
