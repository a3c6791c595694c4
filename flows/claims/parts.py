"""Which figures are stated parts of which: "including 12 women", "two of them", "of the 148, 35"."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from flows.claims.entries import Article, Entry, Part, fits
from flows.claims.numerals import alternation
from flows.lexicon import read_toml

_WORDS: Final = read_toml("relations.toml")
_OPENERS, _CLOSERS, _ANAPHORS = _WORDS["part_openers"], _WORDS["part_closers"], _WORDS["anaphora"]
REACH: Final = 5
"""Sentences back that "of the dead" or "Of these" may reach; "of them" reaches one."""
_CLASSES: Final = ("dead", "wounded", "captured", "missing", "any")
_CLASS_MEASURES: Final[dict[str, tuple[str, ...]]] = {
    "dead": ("casualties.killed", "casualties.killed_or_wounded"),
    "wounded": ("casualties.wounded", "casualties.killed_or_wounded", "casualties.total"),
    "captured": ("casualties.captured",),
    "missing": ("casualties.missing",),
    "any": (),
}
_END: Final = r"(?![a-z])"
_PLUS: Final = re.compile(r"[(\[]?\+\s?\Z")
_OPENER: Final = re.compile(
    rf"(?<![a-z])({alternation(_OPENERS['words'])}),?(?:\s+{alternation(_OPENERS['fillers'])})*\s*[(\"“]?\Z"
)
_CLOSER: Final = re.compile(
    rf"[\"”]?,?(?:\s+[a-z-]+){{0,2}}?\s+(?:{alternation(_CLOSERS['words'])}{_END}"
    rf"|{alternation(_CLOSERS['demonstratives'])}(?!\s+(?!was|is|has)[a-z-]*s{_END}){_END})"
)
_RATE: Final = re.compile(r"\s+of\s+(?:them|these)\s+(?:a|per|each|every)\s+(?:day|week|month|year)")
_OF_CLASS: Final = re.compile(
    r",?\s+of\s+(?:the|these|those)\s+(?:[a-z-]+\s+)?(?:"
    + "|".join(f"(?P<{name}>{alternation(_CLOSERS[name])})" for name in _CLASSES)
    + rf"){_END}"
)
_SHARE_OF: Final = re.compile(
    rf"(?:half|third|quarter|most|majority)\s+of\s+(?:the|its|their)\s+"
    rf"{alternation(_CLOSERS['dead'] + _CLOSERS['wounded'])}[^.;]{{0,12}}\Z"
)
_OF_NEXT: Final = re.compile(
    r"\s+of\s+|,?\s+(?:of|from|among)\s+(?:the|its|their|his|those|these)\s+(?:[a-z-]+\s+)?"
    r"|[^.;:!?\n]{0,60}?,?\sout\s+of\s+(?:a\s+(?:pool|force|total)\s+of\s+|(?:the|its|their|his|a)\s+)?"
    r"|[^.;:!?\n]{0,40}?\samong\s+(?:(?:those|these|the|at\s+least|about|some|up\s+to)\s+)*"
)
_OF_THESE: Final = re.compile(
    rf"\W*(?:out\s+)?of\s+(?:(?:these|those|them|that\s+(?:number|total)|this\s+(?:number|total)|the\s+total){_END}"
    rf"|the\s+(?:[a-z]+\s+)?{alternation(_CLOSERS['dead'] + _CLOSERS['wounded'] + _CLOSERS['captured'])},)"
)
_WHO_WERE: Final = re.compile(
    rf"\s+(?:were|was|are)\s+(?:(?:the|a|an|all|also|either|just|only|from)\s+)*(?:[a-z-]+\s+)?"
    rf"{alternation(_WORDS['kinds']['words'])}{_END}"
)
_STATE: Final = re.compile(
    rf"(?:\s+(?:people|others|of\s+them|were|are|was|is))*,?\s+{alternation(_WORDS['states']['words'])}{_END}"
)
_OF_THE: Final = re.compile(
    r"(?:\A|[:;,(—–\n]|-\s|\b(?:that|and|but|said))\W*\s*(?:out\s+)?of\s+(?:the|its|their)\s+\Z"
)
_ANAPHORA: Final = re.compile(
    rf"\W*(?P<subject>{alternation(_ANAPHORS['subjects'])})(?:\s+(?:also|already|alone))?\s+"
    rf"(?:{alternation(_ANAPHORS['verbs'])}|(?P<copula>were|was|are|is)){_END}"
)
_AMONG_THEM: Final = re.compile(
    rf"(?:(?:were|was|are|is)\s+)?\bamong\s+(?:(?:the|those)\s+)?(?:dead|killed|victims|wounded|injured|casualties){_END}"
)
_OTHER: Final = re.compile(r"(?<![a-z])the\s+(?:other|remaining|rest,?)\s*\Z")
_LIST: Final = re.compile(
    r"[^.;:!?\n()]{0,60}(?:,|\band\b|,\s*and)\s*(?:(?:the|a|an|about|around|another|just|only)\s+){0,3}"
    r"(?:[a-z-]+\s+(?:[a-z-]+\s+)?of\s+)?"
)
_GAPPED: Final = (
    re.compile(  # "its army accounts for 560,000 of them, its air force for 70,000 and its navy for 30,000"
        r"(?:\s+of\s+(?:them|these|those))?\s*(?:,|,?\s+and)\s+(?:its|the|their)\s+[a-z -]{3,25}?\s+(?:for\s+)?"
        r"(?:about\s+|some\s+|around\s+|another\s+)?"
    )
)
_SHARED_OUT: Final = re.compile(  # "over half of them died in the north, 10 in the south"
    r"\W*(?:over|more\s+than|nearly|almost|about|around)?\s*(?:half|most|two\s+thirds|a\s+third|a\s+quarter|the\s+majority)"
    rf"\s+of\s+(?:them|these|those){_END}"
)
_VERB: Final = re.compile(r"(?<![a-z])(?:were|was|are|is|have|has|had|died)(?![a-z])")
_BREAKS: Final = re.compile(rf"(?<![a-z]){alternation(_WORDS['list_breaks']['words'])}{_END}")


def find(article: Article) -> dict[int, Part]:
    """Parts that words show, by figure index; "of the dead" and the like are led on to the total of all."""
    parts: dict[int, Part] = {}
    for k, entry in enumerate(article.entries):
        for rule in _RULES:
            part = rule(article, k, parts)
            if part is not None:
                parts[entry.at] = part
                break
    for k in range(len(article.entries) - 1, 0, -1):
        _carry_back(article, k, parts)
    return {
        index: part._replace(parent=_root(article, parts, part.parent)) if part.climbs else part
        for index, part in parts.items()
    }


def _root(article: Article, parts: dict[int, Part], index: int) -> int:
    """The total of the same measure that the figure `index` goes into, or itself."""
    seen = {index}
    while (above := parts.get(index)) and above.parent not in seen:
        if article.by_figure[above.parent].figure.measure != article.by_figure[index].figure.measure:
            break
        index = above.parent
        seen.add(index)
    return index


def _nearest(
    article: Article,
    k: int,
    *,
    reach: int = 0,
    measures: tuple[str, ...] = (),
    loose: bool = False,
    outside: bool = False,
) -> Entry | None:
    """The last entry before k that can include it, at most `reach` sentences back, `outside` its sentence if asked."""
    part = article.entries[k]
    for total in article.earlier(k):
        if part.sentence - total.sentence > reach:
            return None
        if (measures and total.figure.measure not in measures) or (outside and total.sentence == part.sentence):
            continue
        if fits(part, total, loose=loose, strict=not outside):
            return total
    return None


def _part(total: Entry | None, confidence: float, basis: str, *, climbs: bool = False) -> Part | None:
    return Part(total.at, confidence, " ".join(basis.split()).strip(" ,;:("), climbs) if total else None


def _plus(article: Article, k: int, parts: dict[int, Part]) -> Part | None:
    """ "(+200)" beside a total."""
    entry = article.entries[k]
    if not k or not _PLUS.search(article.low[max(0, entry.start - 3) : entry.start]):
        return None
    total = article.entries[k - 1]
    gap = article.low[total.end : entry.start]
    near = len(gap) < 40 and "\n" not in gap and total.figure.unit == entry.figure.unit
    return _part(total if near else None, 0.95, "(+n)")


def _of_next(article: Article, k: int, parts: dict[int, Part]) -> Part | None:
    """ "five of the six", "300,000 out of a pool of 25 million", "42 among those 643": the total follows."""
    if k + 1 >= len(article.entries):
        return None
    part, total = article.entries[k], article.entries[k + 1]
    if total.sentence != part.sentence or part.value > total.value or part.figure.unit != total.figure.unit:
        return None
    found = _OF_NEXT.fullmatch(article.low, part.end, total.start)
    return _part(total, 0.95, found.group()) if found else None


def _closed(article: Article, k: int, parts: dict[int, Part]) -> Part | None:
    """ "two of them", "one of whom", "39 of the dead", "half of the deaths, at least five"."""
    end = article.entries[k].end
    of_class = _OF_CLASS.match(article.low, end)
    if of_class:
        measures = _CLASS_MEASURES[of_class.lastgroup or "any"]
        reach = REACH if measures else 1
        total = _nearest(article, k, reach=reach, measures=measures, loose=bool(measures))
        return _part(total, 0.85, of_class.group(), climbs=bool(measures))
    closer = _CLOSER.match(article.low, end)
    if closer and not _RATE.match(article.low, end):
        return _part(_nearest(article, k, reach=1, loose=True), 0.9, closer.group())
    share = _SHARE_OF.search(article.before(article.entries[k]))
    return _part(_nearest(article, k, reach=1), 0.8, share.group()) if share else None


def _opened(article: Article, k: int, parts: dict[int, Part]) -> Part | None:
    """ "14,000 troops, including 200 officers"."""
    opener = _OPENER.search(article.before(article.entries[k]))
    return _part(_nearest(article, k), 0.9, opener[1]) if opener else None


def _of_these(article: Article, k: int, parts: dict[int, Part]) -> Part | None:
    """ "Of these, 300 ...": the first figure of the sentence; a list may go on from it."""
    entry = article.entries[k]
    opener = _OF_THESE.match(article.opening(entry))
    if not opener or (k and article.entries[k - 1].sentence == entry.sentence):
        return None
    return _part(_nearest(article, k, reach=REACH, loose=True, outside=True), 0.9, opener.group())


def _shared_out(article: Article, k: int, parts: dict[int, Part]) -> Part | None:
    """ "Over half of them fell in the north, while 10 fell in the south": all the figures of the sentence."""
    entry = article.entries[k]
    opener = _SHARED_OUT.match(article.opening(entry))
    return _part(_nearest(article, k, reach=1, outside=True), 0.8, opener.group()) if opener else None


def _of_the(article: Article, k: int, parts: dict[int, Part]) -> Part | None:
    """ "Of the 148 who died, 35 ...": the total comes first in the same sentence."""
    entry = article.entries[k]
    for total in reversed(article.earlier(k)):
        if total.sentence == entry.sentence and fits(entry, total, loose=True):
            opener = _OF_THE.search(article.before(total))
            if opener and "," in article.low[total.end : entry.start]:
                return _part(total, 0.9, opener.group())
    return None


def _anaphor(article: Article, k: int, parts: dict[int, Part]) -> Part | None:
    """ "That includes 300", "The dead included 12 women", "Among the dead were two boys", "12 were among the dead"."""
    entry = article.entries[k]
    opener = _ANAPHORA.match(article.opening(entry))
    if opener and (not opener["copula"] or opener["subject"].startswith("among")):
        first = not k or article.entries[k - 1].sentence != entry.sentence
        total = _nearest(article, k, reach=REACH, loose=True, outside=True) if first else None
        return _part(total, 0.95, opener.group())
    among = _AMONG_THEM.search(article.rest(entry)[:80])
    if not among:
        return None
    total = _nearest(article, k) or _nearest(article, k, reach=REACH, outside=True)
    return _part(total, 0.8, among.group(), climbs=True)


def _elided(article: Article, k: int, parts: dict[int, Part]) -> Part | None:
    """ "Twelve people died. Four were children"; "wounded 40, 15 of them seriously", "three in critical condition"."""
    entry = article.entries[k]
    kind = _WHO_WERE.match(article.low, entry.end)
    state = None if kind else _STATE.match(article.low, entry.end)
    shown = kind or state
    if not shown:
        return None
    total = _nearest(article, k, reach=1, measures=_CLASS_MEASURES["wounded"] if state else ())
    sibling = parts.get(total.at) if total else None
    if total and sibling and total.sentence == entry.sentence:
        total = article.by_figure[sibling.parent]
    return _part(total, 0.8, shown.group())


def _other(article: Article, k: int, parts: dict[int, Part]) -> Part | None:
    """ "The other 300": a part of what the figure before it is a part of."""
    entry = article.entries[k]
    opener = _OTHER.search(article.before(entry))
    sibling = parts.get(article.entries[k - 1].at) if k else None
    if not opener or sibling is None:
        return None
    total = article.by_figure[sibling.parent]
    return _part(total if fits(entry, total, loose=True) else None, 0.85, opener.group())


def _listed(article: Article, k: int, parts: dict[int, Part]) -> Part | None:
    """Goes on with a list whose last figure is a part: "including 12 women, 5 children and 3 men"."""
    last, entry = article.entries[k - 1], article.entries[k]
    sibling = parts.get(last.at) if k else None
    if sibling is None or last.sentence != entry.sentence:
        return None
    gap = article.low[last.end : entry.start]
    well = " as well as " in gap and sibling.confidence >= 0.9 and _ANAPHORA.match(article.opening(entry)) is not None
    gapped = _GAPPED.fullmatch(gap) is not None
    if sibling.basis == "(+n)" or not (
        gapped or _LIST.fullmatch(gap.replace(" as well as ", " and ") if well else gap)
    ):
        return None
    if _BREAKS.search(gap) and not well:
        return None
    opened = sibling.basis.startswith(("inc", "among", "of whom"))
    if gap.count(")") > gap.count("(") or (opened and _VERB.search(gap)):
        return None  # "two men (one a Pole) and a woman", "four men, including a major, were killed and three hurt"
    total = article.by_figure[sibling.parent]
    confidence = 0.7 if well else sibling.confidence
    return _part(
        total if total.start < last.start and fits(entry, total, loose=True) else None, confidence, sibling.basis
    )


_RULES: Final[tuple[Callable[[Article, int, dict[int, Part]], Part | None], ...]] = (
    _plus,
    _of_next,
    _closed,
    _opened,
    _of_these,
    _shared_out,
    _of_the,
    _anaphor,
    _other,
    _listed,
    _elided,
)
"""In order: the first that applies decides."""


def _carry_back(article: Article, k: int, parts: dict[int, Part]) -> None:
    """ "Four policemen and six civilians were among the ten dead": the list before a part is part of the same."""
    last, entry = article.entries[k - 1], article.entries[k]
    part = parts.get(entry.at)
    if part is None or last.at in parts or last.sentence != entry.sentence:
        return
    total = article.by_figure[part.parent]
    follows = total.start > entry.start or part.basis.startswith(("were among", "was among", "are among", "among"))
    if follows and _LIST.fullmatch(article.low, last.end, entry.start) and fits(last, total, strict=True):
        parts[last.at] = part
