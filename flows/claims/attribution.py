"""Who says so: for each figure the relays that passed it on and the origins it comes from (GUIDELINES, `origin`).

A figure takes the nearest frame of its sentence that governs it; without one the statement that plainly goes on: an
open quotation, the header of its list, a sentence that begins "Of these", the declared source of the whole article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from flows.claims import quotes, sources
from flows.claims.attribution_frames import Frame
from flows.claims.attribution_words import words as lexicon
from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.source_names import Named, Speakers
from flows.claims.source_phrases import Line, Phrase, is_capital, is_number
from flows.claims.sources import Source, side

__all__ = ["Source", "assign", "side"]

VERBAL: Final = frozenset({"before", "after", "both"})
CLAUSE_BREAK: Final = 3.0  # "while", "whereas": the other side of a contrast
SEMICOLON: Final = 2.0
OTHER_CUE: Final = 4.0
DENIAL: Final = 2.5
NEAR: Final = 1.5  # a frame that costs less governs the figure together with another
THINGS: Final = (["the"], ["its"], ["their"], ["losing"])  # what is admitted, rather than that something was so
LIST_ZONES: Final = frozenset({"list", "table"})
HEADER: Final = re.compile(r"(?::|as follows\b[^\n]*)\s*\Z")
OURS: Final = re.compile(r"\b(?:our|we)\b", re.IGNORECASE)
ENEMY: Final = re.compile(r"\benemy\b", re.IGNORECASE)
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
ELIDED: Final = frozenset(["died", "were", "was", "fell", "have", "had", "are", "remain", "remained"])
LONGEST_DECLARED: Final = 120  # characters of "casualty figures for ... were taken", which end in "from"
SHOWN: Final = frozenset(["show", "shows", "showed", "suggest", "suggests", "reveal", "reveals", "tell", "tells"])
LEADING: Final = 4  # sentences at the head of an article that may name its issuer


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
class _Article:
    doc: Document
    speakers: Speakers
    quotes: list[quotes.Quote]
    counting: frozenset[int]
    """Sentences with figures."""
    by_sentence: dict[int, Chain] = field(default_factory=dict)


def assign(doc: Document, figures: Sequence[Figure]) -> list[tuple[Source, ...]]:
    """Sources of each figure, parallel to `figures`: relays first, then origins; () for the outlet itself."""
    article = _Article(
        doc, Speakers(doc), quotes.find(doc.text) if figures else [], frozenset(f.sentence for f in figures)
    )
    chains: list[Chain | None] = []
    for figure in figures:
        chain = _own(article, figure) or _carried(article, figure)
        if chain is not None:
            article.by_sentence[figure.sentence] = chain
        chains.append(chain)
    _declared(article, figures, chains)
    found = [_rows(chain) for chain in chains]
    _unsaid(article, figures, found)
    return found


def _unsaid(article: _Article, figures: Sequence[Figure], found: list[tuple[Source, ...]]) -> None:
    """Where nobody is named, add that there is somebody: "is estimated to have", carried over as a named source is."""
    last: tuple[int, Source] | None = None
    for i, figure in enumerate(figures):
        if found[i]:
            continue
        doc = article.doc
        cues = list(lexicon().impersonal.finditer(doc.text, _clause_start(doc, figure), figure.number.start))
        if cues:
            source = Source(None, None, None, "origin", cues[-1][0], None, None, "unspecified", True, False, "explicit")
        elif last and last[0] in (figure.sentence, figure.sentence - 1) and _goes_on(article, figure):
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


def _cost(frame: Frame, at: Line, token: int, frames: Sequence[Frame]) -> float | None:
    """How far a frame's reach is stretched to govern a token; None where it does not govern it."""
    if not frame.left <= token < frame.right or frame.kind == "relay":
        return None
    own = [(frame.cue, frame.cue_end)] + [(p.lo, p.wide_hi) for p in frame.sources]
    if any(lo <= token < hi for lo, hi in own):
        return None
    low, high = min(lo for lo, _ in own), max(hi for _, hi in own)
    lo, hi = (high, token) if token >= high else (token, low)
    cost = 0.3 if frame.kind in ("after", "both", "by", "cite") else 0.0
    for i in range(lo, hi):
        word = at.words[i]
        if word == ";" and frame.verb_class == "report" and at.words[frame.cue_end : frame.cue_end + 1] in THINGS:
            return None  # "Riyadh admits the loss of 90 men; the Emirates lost 45"
        if word == ";":
            cost += SEMICOLON
        elif word in lexicon().contrast and i and at.words[i - 1] == ",":
            cost += CLAUSE_BREAK
    cost += OTHER_CUE * sum(
        1 for f in frames if f is not frame and f.kind != "relay" and lo <= f.cue < hi and f.sources != frame.sources
    )
    if frame.is_denial:
        cost += DENIAL
    return cost + (hi - lo) / 1000


def _own(article: _Article, figure: Figure) -> Chain | None:
    """Chain from the frames of the figure's own sentence."""
    frames = article.speakers.frames(figure.sentence)
    if not frames:
        return None
    at = article.speakers.line(figure.sentence)
    token = at.tokens.at(figure.number.start)
    costs = [(cost, i) for i, frame in enumerate(frames) if (cost := _cost(frame, at, token, frames)) is not None]
    cites = [(cost, i) for cost, i in costs if frames[i].kind == "cite"]
    others = [(cost, i) for cost, i in costs if frames[i].kind != "cite"]
    if not others and not cites:
        return None
    if not others:
        frame = frames[min(cites)[1]]
        return _chain(article, frame, _names(article, frame.sources), _names(article, frame.relays), frames, at)
    _, index = min(others)
    frame = frames[index]
    origins = _names(article, frame.sources)
    relays = _names(article, frame.relays) or tuple(r for n in origins for r in n.relays)
    if cites and (frame.kind in VERBAL or _outlets(origins)):
        cited = frames[min(cites)[1]]
        relays = (*relays, *origins)
        origins = _names(article, cited.sources)
        relays = (*relays, *_names(article, cited.relays))
        chain = _chain(article, frame, origins, relays, frames, at)
        return replace(chain, origin_cue=_cue(article, cited, at)) if chain else None
    partner = _partner(article, frames, at, others, index, token)
    if partner is not None:
        over, is_inner = partner
        names = _names(article, over.sources)
        if is_inner:
            relays = (*origins, *relays)
            origins = names
        else:
            relays = (*names, *_names(article, over.relays), *relays)
    return _chain(article, frame, origins, relays, frames, at)


def _partner(
    article: _Article, frames: list[Frame], at: Line, others: list[tuple[float, int]], index: int, token: int
) -> tuple[Frame, bool] | None:
    """A second frame that passes the statement of a token on, or (True) whose statement the first one passes on."""
    best = next(cost for cost, i in others if i == index)
    frame = frames[index]
    mine = _names(article, frame.sources)
    for other in frames:
        if (
            other.kind == "both"
            and frame.kind == "before"
            and frame.sources[0].hi <= other.sources[0].lo
            and other.cue < frame.cue
        ):
            return other, False
    for cost, i in sorted(others):
        other = frames[i]
        if i == index or cost - best > NEAR or other.is_denial or other.sources == frame.sources:
            continue
        theirs = _names(article, other.sources)
        if {n.name for n in theirs} & {n.name for n in mine}:
            continue
        if frame.kind == "before" and other.kind in ("after", "both"):
            return other, False
        if frame.kind in ("after", "both") and other.kind == "before" and other.verb_class != "denial":
            if other.verb_class == "count" and _is_parted(at, other.cue_end, token):
                continue  # "the ministry's count is another: 14 died, the rebels said"
            return other, True
    if frame.kind == "before":
        first = min(p.lo for p in frame.sources)
        for i in range(index - 1, -1, -1):
            outer = frames[i]
            if (
                outer.kind != "before"
                or outer.is_denial
                or outer.verb_class == "count"
                or outer.sources == frame.sources
            ):
                continue
            between = at.words[outer.cue_end : first]
            nested = (
                first >= outer.cue_end
                and len(between) <= 2
                and all(w in ("that", "the", "some", "several") for w in between)
            )
            again = at.words[first - 2 : first] == ["and", "that"] and i == 0
            if nested or again:
                theirs = _names(article, outer.sources)
                if not {n.name for n in theirs} & {n.name for n in mine}:
                    return outer, False
    return None


def _is_parted(at: Line, start: int, end: int) -> bool:
    """Whether a colon, a semicolon or ", and" ends the clause that starts at `start` before token `end`."""
    words = at.words[start:end]
    return any(w in (":", ";") for w in words) or any(a == "," and b in ("and", "but") for a, b in pairwise(words))


def _outlets(names: Sequence[Named]) -> bool:
    return bool(names) and all(n.source_class in sources.MEDIA_CLASSES for n in names)


def _names(article: _Article, phrases: Sequence[Phrase]) -> tuple[Named, ...]:
    return article.speakers.all_named(phrases)


def _chain(
    article: _Article,
    frame: Frame,
    origins: tuple[Named, ...],
    relays: tuple[Named, ...],
    frames: Sequence[Frame],
    at: Line,
) -> Chain | None:
    shown = tuple(n for f in frames if f.kind == "relay" for n in _names(article, f.sources))
    if not origins and not relays:
        return None
    cue = _cue(article, frame, at)
    known = {n.name for n in origins}
    return Chain(tuple(n for n in (*relays, *shown) if n.name not in known), origins, cue, "explicit")


def _cue(article: _Article, frame: Frame, at: Line) -> str:
    """The words that attribute."""
    return article.doc.text[at.tokens.starts[frame.cue] : at.tokens.ends[max(frame.cue, frame.cue_end - 1)]]


def _inherit(chain: Chain | None, link: str = "inherited") -> Chain | None:
    return replace(chain, link=link) if chain is not None and chain.origins else None


def _carried(article: _Article, figure: Figure) -> Chain | None:
    """Chain of a figure whose sentence has no frame for it, where the statement before it plainly goes on."""
    doc = article.doc
    quoted = quotes.around(article.quotes, figure.number.start)
    if quoted is not None:
        chain = _speaker(article, quoted)
        if chain is not None:
            return chain
    header = _header(article, figure.sentence)
    if header is not None:
        return header
    previous = figure.sentence - 1
    if previous >= 0 and _same_block(doc, previous) and _goes_on(article, figure):
        return _inherit(_of_sentence(article, previous))
    return _announced(article, figure.sentence)


def _announced(article: _Article, ordinal: int) -> Chain | None:
    """Chain of a document that the paragraph announces: "The ministry's reports show how it went." and its figures."""
    while ordinal > 0 and _same_block(article.doc, ordinal - 1):
        ordinal -= 1
        frames = [f for f in article.speakers.frames(ordinal) if f.kind != "relay"]
        if frames:
            is_open = ordinal not in article.counting and frames[-1].kind in ("before", "by")
            at = article.speakers.line(ordinal)
            tells = any(_tells(at, phrase, frames[-1]) for phrase in frames[-1].sources)
            return _inherit(_of_sentence(article, ordinal)) if is_open and tells else None
    return None


def _tells(at: Line, phrase: Phrase, frame: Frame) -> bool:
    """Whether a source is a count, or the maker of one, that shows something."""
    words = at.words[min(phrase.lo, frame.cue) : max(phrase.hi, frame.cue_end)]
    return not lexicon().claims.isdisjoint(words) and not SHOWN.isdisjoint(at.words[phrase.hi : phrase.hi + 6])


def _goes_on(article: _Article, figure: Figure) -> bool:
    """Whether the figure's sentence plainly continues the statement before it."""
    text = article.doc.sentence_text(figure.sentence)
    if lexicon().openers.match(text):
        return True
    at = article.speakers.line(figure.sentence)
    before = article.doc.text[article.doc.sentences[figure.sentence].start : figure.number.start]
    if PARTITIVE.match(text):
        return True
    if FURTHER.search(before) or OF_THEM.match(article.doc.text, figure.number.end):
        return not DIGIT.search(before) and lexicon().quantities.isdisjoint(before.lower().split()[:-1])
    lead = [i for i, word in enumerate(at.words[:4]) if word in ELIDED]
    if lead and lead[0] > 0 and (is_number(at.words[lead[0] - 1]) or at.words[lead[0] - 1] in lexicon().quantities):
        return True
    return bool(SAME_EVENT.search(text))


def _same_block(doc: Document, ordinal: int) -> bool:
    """Whether the sentence and the one after it stand in one paragraph."""
    return "\n" not in doc.text[doc.sentences[ordinal].end : doc.sentences[ordinal + 1].start]


def _of_sentence(article: _Article, ordinal: int) -> Chain | None:
    """Chain of the last figure of a sentence, or else of its last frame."""
    if ordinal in article.by_sentence:
        return article.by_sentence[ordinal]
    frames = [f for f in article.speakers.frames(ordinal) if f.kind != "relay"]
    for frame in reversed(frames):
        origins = _names(article, frame.sources)
        if origins:
            return _chain(
                article, frame, origins, _names(article, frame.relays), frames, article.speakers.line(ordinal)
            )
    return None


def _speaker(article: _Article, quote: quotes.Quote) -> Chain | None:
    """Chain of a quotation from the frames around it: at its end, before its start, or after it in the paragraph."""
    doc = article.doc
    first, last = doc.sentence_at(quote.start), doc.sentence_at(max(quote.start, quote.end - 1))
    for ordinal in dict.fromkeys((last, first)):
        chain = _outside(article, ordinal, quote)
        if chain is not None:
            return _inherit(chain)
    if first > 0 and doc.text[: quote.start - 1].rstrip().endswith(":"):
        return _inherit(_of_sentence(article, first - 1))
    if quote.goes_on or (first > 0 and _same_block(doc, first - 1)):
        before = quotes.around(article.quotes, _quote_before(article, quote))
        if before is not None and (quote.goes_on or doc.sentence_at(before.end) >= first - 2):
            return _speaker(article, before)
    if last + 1 < len(doc.sentences) and _same_block(doc, last):
        frames = article.speakers.frames(last + 1)
        if frames and frames[0].kind == "before":
            return _inherit(_of_sentence(article, last + 1))
    if first > 0 and _same_block(doc, first - 1):
        return _inherit(_of_sentence(article, first - 1))
    return None


def _quote_before(article: _Article, quote: quotes.Quote) -> int:
    index = article.quotes.index(quote)
    return article.quotes[index - 1].start if index else -1


def _outside(article: _Article, ordinal: int, quote: quotes.Quote) -> Chain | None:
    at = article.speakers.line(ordinal)
    frames = article.speakers.frames(ordinal)
    for frame in frames:
        if frame.kind in ("relay", "by") or quote.start <= at.tokens.starts[frame.cue] < quote.end:
            continue
        origins = _names(article, frame.sources)
        if origins:
            return _chain(article, frame, origins, _names(article, frame.relays), frames, at)
    return None


def _header(article: _Article, ordinal: int) -> Chain | None:
    """Chain that the header of a list gives its items (GUIDELINES 16)."""
    doc = article.doc
    if doc.sentences[ordinal].zone not in LIST_ZONES:
        return None
    top = ordinal
    while top > 0 and doc.sentences[top].zone in LIST_ZONES:
        top -= 1
    if doc.sentences[top].zone in LIST_ZONES or not HEADER.search(doc.sentence_text(top)):
        return None
    return _inherit(_of_sentence(article, top))


def _declared(article: _Article, figures: Sequence[Figure], chains: list[Chain | None]) -> None:
    """Fill in what the article declares once: whose bulletin it is, where its figures come from."""
    doc = article.doc
    if all(chain is not None for chain in chains):
        return
    issuer = _issuer(article)
    points, listed = _points(article)
    declares = _declares(doc.lower)
    ahead = lexicon().ahead.search(doc.text) if declares else None
    for i, figure in enumerate(figures):
        if chains[i] is not None:
            continue
        if ahead is not None and figure.number.start > ahead.end():
            chains[i] = _from_declaration(article, ahead.end())
        elif issuer is not None:
            chains[i] = issuer
        elif listed is not None and figure.number.start >= points:
            chains[i] = listed
    for behind in lexicon().behind.finditer(doc.text) if declares else ():
        sentence = doc.sentence_at(behind.start())
        chain = _inherit(_from_declaration(article, behind.end()))
        everything = behind.group().lower().startswith(("figures", "numbers", "tolls", "data"))
        for i, figure in enumerate(figures):
            if (
                chains[i] is None
                and figure.sentence < sentence
                and ((everything and doc.sentences[figure.sentence].zone == "body") or figure.sentence == sentence - 1)
            ):
                chains[i] = chain


def _points(article: _Article) -> tuple[int, Chain | None]:
    """Where a survey begins to be told point by point, and its chain, from at most three sentences above."""
    found = lexicon().points.search(article.doc.text)
    if found is None:
        return 0, None
    last = article.doc.sentence_at(found.start())
    chains = (_of_sentence(article, ordinal) for ordinal in range(last, max(-1, last - LEADING), -1))
    return found.end(), _inherit(next((chain for chain in chains if chain is not None), None))


def _declares(low: str) -> bool:
    """Whether the article may say where its figures come from: a cheap look before the full one."""
    at = low.find("from")
    while at >= 0:
        if lexicon().declared.search(low, max(0, at - LONGEST_DECLARED), at + 4):
            return True
        at = low.find("from", at + 4)
    return False


def _from_declaration(article: _Article, offset: int) -> Chain | None:
    """Chain of the phrase that follows "the figures come from" at an offset."""
    from flows.claims.source_phrases import right_end, split

    doc = article.doc
    ordinal = doc.sentence_at(offset - 1)
    at = article.speakers.line(ordinal)
    lo = at.tokens.at(offset - 1) + 1
    hi = right_end(at, lo, initial=False)
    if hi <= lo:
        return None
    phrases = split(at, Phrase(ordinal, lo, hi, lo, hi))
    return Chain((), _names(article, phrases), doc.text[at.tokens.starts[lo - 1] : at.tokens.ends[lo - 1]], "inherited")


def _issuer(article: _Article) -> Chain | None:
    """Chain of the body whose bulletin the article is: named at its head, and speaking of "our" men and "the enemy"."""
    doc = article.doc
    if "enemy" not in doc.lower or not (ENEMY.search(doc.text) and OURS.search(doc.text)):
        return None
    for ordinal in range(min(LEADING, len(doc.sentences))):
        at = article.speakers.line(ordinal)
        for frame in article.speakers.frames(ordinal):
            names = _names(article, frame.sources)
            if names and names[0].source_class in ("military", "armed_group", "government") and frame.kind == "label":
                return _chain(article, frame, names, (), [], at)
        lead = next((i for i, w in enumerate(at.words) if w == "|"), None)
        if lead and sources.classify(at.words[:lead]) in ("military", "armed_group", "government"):
            names = _names(article, (Phrase(ordinal, 0, lead, 0, lead),))
            return _inherit(Chain((), names, "|", "inherited"))
        if HEADER.search(doc.sentence_text(ordinal)) and (is_capital(at, 0) or at.is_caps):
            chain = _of_sentence(article, ordinal)
            if chain is not None:
                return _inherit(chain)
    return None
