"""How the figures of an article hang together: parts of a total, additions, denominators, restatements."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

from flows.claims import breakdowns, entries, parts
from flows.claims.document import Document
from flows.claims.entries import Article, Entry, Part
from flows.claims.figures import Figure
from flows.claims.numerals import alternation
from flows.claims.parts import REACH
from flows.lexicon import read_toml

_WORDS: Final = read_toml("relations.toml")


@dataclass(frozen=True, slots=True)
class Relation:
    """Figure `from_index` is `relation` (schemas.RELATIONS) of figure `to_index`, as the words `basis` show."""

    from_index: int
    to_index: int
    relation: str
    confidence: float
    basis: str


def relate(doc: Document, figures: Sequence[Figure]) -> list[Relation]:
    """Relations between the figures of an article, by the index of the figure they start from."""
    article = entries.read(doc, figures)
    stated = parts.find(article)
    totals = {**breakdowns.find(article, stated), **stated}
    found = [Relation(index, part.parent, "part_of", part.confidence, part.basis) for index, part in totals.items()]
    found += _denominators(article, totals)
    additions = _additions(article, totals)
    found += additions
    found += _restatements(article, totals, {r.from_index for r in additions})
    return sorted(found, key=lambda r: (r.from_index, r.relation, r.to_index))


_FORCES: Final = ("deployment", "strength")
"""Families of measures that losses can be set against."""


def _family(entry: Entry) -> str:
    return entry.figure.measure.partition(".")[0]


def _denominators(article: Article, totals: dict[int, Part]) -> list[Relation]:
    """Losses out of a force: "6,000 of the 14,000", or a bare figure that takes its noun over from those sent."""
    found = []
    for k, entry in enumerate(article.entries):
        if _family(entry) != "casualties":
            continue
        part = totals.get(entry.at)
        if part and _family(article.by_figure[part.parent]) in _FORCES:
            found.append(Relation(entry.at, part.parent, "denominator", part.confidence, part.basis))
        elif not part and entry.figure.head_start is None and entry.value:
            force = _force_before(article, k)
            if force:
                found.append(Relation(entry.at, force.at, "denominator", 0.85, "noun taken over"))
    return found


def _force_before(article: Article, k: int) -> Entry | None:
    """The force that a casualty figure without a noun of its own is counted among."""
    entry = article.entries[k]
    if entry.figure.antecedent is not None:
        force = article.by_figure.get(entry.figure.antecedent)
    else:
        force = article.entries[k - 1] if k and entry.sentence - article.entries[k - 1].sentence <= 1 else None
    if force is None or _family(force) not in _FORCES or force.figure.unit != entry.figure.unit:
        return None
    return force if force.value >= entry.value else None


_MORE_BEFORE: Final = re.compile(rf"(?<![a-z]){alternation(_WORDS['additional']['before'])}(?:\s+(?:some|about))?\s*\Z")
_MORE_AFTER: Final = re.compile(rf"\s+(?:[a-z-]+\s+)?{alternation(_WORDS['additional']['after'])}(?![a-z])(?!\s+than)")


REACH_BACK: Final = 60
"""Code points before a number in which words of addition may stand."""


def _additions(article: Article, totals: dict[int, Part]) -> list[Relation]:
    """Figures on top of others: "a further 600,000 reservists", "two more casualties"."""
    found = []
    for k, entry in enumerate(article.entries):
        number = entry.figure.number
        start = max(article.doc.sentences[entry.sentence].start, number.start - REACH_BACK)
        before = _MORE_BEFORE.search(article.low[start : number.start])
        words = before or _MORE_AFTER.match(article.low, number.end)
        base = _base(article, k, totals) if words and entry.at not in totals else None
        if words and base:
            found.append(Relation(entry.at, base.at, "additional_to", 0.95 if before else 0.8, words.group().strip()))
    return found


def _base(article: Article, k: int, totals: dict[int, Part]) -> Entry | None:
    """What entry k adds to: the last figure of its measure, else of its family, or the total that figure goes into."""
    entry = article.entries[k]
    earlier = [e for e in article.earlier(k) if entry.sentence - e.sentence <= REACH]
    alike = [e for e in earlier if e.figure.unit == entry.figure.unit and e.start != entry.start]
    same = [e for e in alike if e.figure.measure == entry.figure.measure]
    kin = [e for e in alike if _family(e) == _family(entry) and _family(e) != "casualties"]
    base = next(iter(same or kin), None)
    part = totals.get(base.at) if base else None
    return article.by_figure[part.parent] if part else base


_TELLING: Final = re.compile(r"[a-z][a-z'-]{3,}")
_STOP: Final = frozenset(_WORDS["restates"]["stop"])
SMALL: Final[float] = _WORDS["restates"]["small"]
SHARED: Final[float] = _WORDS["restates"]["shared_words"]
"""Part of the words of the shorter sentence that two tellings of a figure share."""


TELLINGS: Final = 4
"""First tellings of one value that a later figure is compared with."""


def _restatements(article: Article, totals: dict[int, Part], added: Container[int]) -> list[Relation]:
    """Figures told again in a later sentence: same measure, unit and values, and words in common."""
    found = []
    first: dict[tuple[object, ...], list[Entry]] = {}
    for entry in article.entries:
        figure = entry.figure
        if not figure.number.values or not entry.value or entry.at in added:
            continue
        tellings = first.setdefault((figure.measure, figure.unit, figure.number.values), [])
        for earlier in tellings[:TELLINGS]:
            if earlier.sentence != entry.sentence and (earlier.at in totals) == (entry.at in totals):
                shared = _shared(article, earlier, entry)
                if shared is not None:
                    confidence = 0.8 if shared else 0.6
                    found.append(Relation(entry.at, earlier.at, "restates", confidence, shared or "same value"))
                    break
        else:
            tellings.append(entry)
    return found


def _shared(article: Article, earlier: Entry, entry: Entry) -> str | None:
    """Words that two tellings have in common, None where they are too few for the figure."""
    if entry.value < SMALL and not article.is_headline(earlier):
        return None
    mine, theirs = _content(article, entry), _content(article, earlier)
    common = mine & theirs
    exact = len(f"{entry.value:.0f}".rstrip("0")) > 2
    if not exact and len(common) < max(1.0, SHARED * min(len(mine), len(theirs))):
        return None
    return " ".join(sorted(common)[:3])


def _content(article: Article, entry: Entry) -> set[str]:
    """Words of the entry's sentence that tell what it is about."""
    return set(_TELLING.findall(article.sentence(entry))) - _STOP
