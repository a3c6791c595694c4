"""Who says so: for each figure the relays that passed it on and the origins it comes from (GUIDELINES, `origin`).

A figure takes the nearest frame of its sentence that governs it; without one the statement that plainly goes on: an
open quotation, the header of its list, a sentence that begins "Of these", the declared source of the whole article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.claims import quotes
from flows.claims.attribution_carried import carried, goes_on
from flows.claims.attribution_chains import Article, Chain
from flows.claims.attribution_credits import credit
from flows.claims.attribution_declared import declare
from flows.claims.attribution_nearest import nearest
from flows.claims.attribution_words import words as lexicon
from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.sources import Source
from flows.claims.speakers import Speakers


def assign(doc: Document, figures: Sequence[Figure]) -> list[tuple[Source, ...]]:
    """Sources of each figure, parallel to `figures`: relays first, then origins; () for the outlet itself."""
    article = Article(
        doc, Speakers(doc), quotes.find(doc.text) if figures else [], frozenset(f.sentence for f in figures)
    )
    chains: list[Chain | None] = []
    for figure in figures:
        chain = nearest(article, figure) or carried(article, figure)
        if chain is not None:
            article.by_sentence[figure.sentence] = chain
        chains.append(chain)
    declare(article, figures, chains)
    found = [_rows(chain) for chain in chains]
    credit(doc, figures, found)
    _unsaid(article, figures, found)
    return found


def _unsaid(article: Article, figures: Sequence[Figure], found: list[tuple[Source, ...]]) -> None:
    """Where nobody is named, add that there is somebody: "is estimated to have", carried over as a named source is."""
    last: tuple[int, Source] | None = None
    for i, figure in enumerate(figures):
        if found[i]:
            continue
        doc = article.doc
        cues = list(lexicon().impersonal.finditer(doc.text, _clause_start(doc, figure), figure.number.start))
        if cues:
            source = Source(None, None, None, "origin", cues[-1][0], None, None, "unspecified", True, False, "explicit")
        elif last and last[0] in (figure.sentence, figure.sentence - 1) and goes_on(article, figure):
            source = replace(last[1], link="inherited")
        else:
            continue
        found[i] = (source,)
        last = figure.sentence, source


def _clause_start(doc: Document, figure: Figure) -> int:
    """Where the clause of a figure begins: after the last semicolon before it, else with its sentence."""
    sentence = doc.sentences[figure.sentence]
    return max(sentence.start, doc.text.rfind(";", sentence.start, figure.number.start))


def _rows(chain: Chain | None) -> tuple[Source, ...]:
    """The sources of a chain, each once; who passes a figure on is not its origin too."""
    if chain is None:
        return ()
    rows: list[Source] = []
    taken: set[tuple[str, str]] = set()
    for role, named in [*(("relay", n) for n in chain.relays), *(("origin", n) for n in chain.origins)]:
        if (role, named.name) in taken or (role == "origin" and ("relay", named.name) in taken):
            continue
        taken.add((role, named.name))
        link = "anaphor" if named.is_anaphor and chain.link == "explicit" else chain.link
        rows.append(
            Source(
                named.name,
                named.start,
                named.end,
                role,
                chain.origin_cue or chain.cue if role == "origin" else chain.cue,
                named.entity_id,
                named.code,
                named.source_class,
                named.anonymous,
                named.is_plural,
                link,
            )
        )
    return tuple(rows)
