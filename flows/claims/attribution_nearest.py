"""The frame of its own sentence that governs a figure: the nearest, with another that passes the same statement on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from flows.claims import sources
from flows.claims.attribution_chains import Article, Chain, cue_text, from_frame
from flows.claims.attribution_words import words as lexicon
from flows.claims.figures import Figure
from flows.claims.frame import Frame
from flows.claims.source_line import Line
from flows.claims.source_names import Named

VERBAL: Final = frozenset({"before", "after", "both"})
CLAUSE_BREAK: Final = 3.0  # "while", "whereas": the other side of a contrast
SEMICOLON: Final = 2.0
OTHER_CUE: Final = 4.0
DENIAL: Final = 2.5
NEAR: Final = 1.5  # a frame that costs less governs the figure together with another
BACKWARD: Final = 0.3  # a frame that the figure does not simply follow

Reach = tuple[float, int]
"""What it costs to reach the figure from a frame, and the index of the frame."""


def nearest(article: Article, figure: Figure) -> Chain | None:
    """Chain from the frames of the figure's own sentence; None where none governs it."""
    frames = article.speakers.frames(figure.sentence)
    if not frames:
        return None
    at = article.speakers.line(figure.sentence)
    token = at.tokens.at(figure.number.start)
    reaches = [(cost, i) for i, frame in enumerate(frames) if (cost := _cost(frame, at, token, frames)) is not None]
    cites = [(cost, i) for cost, i in reaches if frames[i].kind == "cite"]
    others = [(cost, i) for cost, i in reaches if frames[i].kind != "cite"]
    if not others:
        if not cites:
            return None
        frame = frames[min(cites)[1]]
        return from_frame(article, frame, article.names(frame.sources), article.names(frame.relays), frames)
    frame = frames[min(others)[1]]
    origins = article.names(frame.sources)
    relays = article.names(frame.relays) or tuple(r for n in origins for r in n.relays)
    if cites and (frame.kind in VERBAL or _outlets(origins)):
        cited = frames[min(cites)[1]]
        relays = (*relays, *origins)
        origins = article.names(cited.sources)
        chain = from_frame(article, frame, origins, (*relays, *article.names(cited.relays)), frames)
        return replace(chain, origin_cue=cue_text(article, cited)) if chain else None
    partner = _partner(article, frames, at, others, token)
    if partner is not None:
        other, is_inner = partner
        names = article.names(other.sources)
        if is_inner:
            relays, origins = (*origins, *relays), names
        else:
            relays = (*names, *article.names(other.relays), *relays)
    return from_frame(article, frame, origins, relays, frames)


def _cost(frame: Frame, at: Line, token: int, frames: Sequence[Frame]) -> float | None:
    """How far a frame's reach is stretched to govern a token; None where it does not govern it."""
    if not frame.left <= token < frame.right or frame.kind == "relay":
        return None
    lex = lexicon()
    own = [(frame.cue, frame.cue_end)] + [(p.lo, p.wide_hi) for p in frame.sources]
    if any(lo <= token < hi for lo, hi in own):
        return None
    low, high = min(lo for lo, _ in own), max(hi for _, hi in own)
    lo, hi = (high, token) if token >= high else (token, low)
    cost = BACKWARD if frame.kind in ("after", "both", "by", "cite") else 0.0
    for i in range(lo, hi):
        word = at.words[i]
        if word == ";":
            if frame.verb_class == "report" and at.word(frame.cue_end) in lex.admitted:
                return None  # "Riyadh admits the loss of 90 men; the Emirates lost 45"
            cost += SEMICOLON
        elif word in lex.contrast and at.word(i - 1) == ",":
            cost += CLAUSE_BREAK
    cost += OTHER_CUE * sum(
        1 for f in frames if f is not frame and f.kind != "relay" and lo <= f.cue < hi and f.sources != frame.sources
    )
    if frame.is_denial:
        cost += DENIAL
    return cost + (hi - lo) / 1000


def _partner(
    article: Article, frames: Sequence[Frame], at: Line, reaches: Sequence[Reach], token: int
) -> tuple[Frame, bool] | None:
    """A second frame that passes the statement of a token on, or (True) whose statement the nearest passes on."""
    best, index = min(reaches)
    frame = frames[index]
    mine = {n.name for n in article.names(frame.sources)}
    for other in frames:
        inserted = other.kind == "both" and frame.kind == "before" and other.cue < frame.cue
        if inserted and frame.sources[0].hi <= other.sources[0].lo:
            return other, False
    for cost, i in sorted(reaches):
        other = frames[i]
        if i == index or cost - best > NEAR or other.is_denial or other.sources == frame.sources:
            continue
        if not mine.isdisjoint(n.name for n in article.names(other.sources)):
            continue
        if frame.kind == "before" and other.kind in ("after", "both"):
            return other, False
        if frame.kind in ("after", "both") and other.kind == "before":
            if other.verb_class == "count" and _is_parted(at, other.cue_end, token):
                continue  # "the ministry's count is another: 14 died, the rebels said"
            return other, True
    outer = _outer(article, frames[:index], frame, mine, at) if frame.kind == "before" else None
    return (outer, False) if outer else None


def _outer(article: Article, earlier: Sequence[Frame], frame: Frame, mine: set[str], at: Line) -> Frame | None:
    """The last of the earlier frames that holds a frame: "A said (that) B said", "A said that ... and that B said"."""
    first = min(p.lo for p in frame.sources)
    for i in range(len(earlier) - 1, -1, -1):
        outer = earlier[i]
        if outer.kind != "before" or outer.verb_class in ("denial", "count") or outer.sources == frame.sources:
            continue
        between = at.words[outer.cue_end : first]
        is_nested = (
            first >= outer.cue_end
            and len(between) <= 2
            and all(w in ("that", "the", "some", "several") for w in between)
        )
        goes_on = i == 0 and at.words[first - 2 : first] == ["and", "that"]
        if (is_nested or goes_on) and mine.isdisjoint(n.name for n in article.names(outer.sources)):
            return outer
    return None


def _is_parted(at: Line, start: int, end: int) -> bool:
    """Whether a colon, a semicolon or ", and" ends the clause that starts at `start` before token `end`."""
    words = at.words[start:end]
    return any(w in (":", ";") for w in words) or any(a == "," and b in ("and", "but") for a, b in pairwise(words))


def _outlets(names: Sequence[Named]) -> bool:
    """Whether all of them are media, and there is one."""
    return bool(names) and all(n.source_class in sources.MEDIA_CLASSES for n in names)
