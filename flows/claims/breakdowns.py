"""Totals that the text breaks down without saying "including": "48 killed: 12 soldiers and 36 civilians"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from flows.claims.entries import NEAR, Article, Entry, Part, fits
from flows.claims.numerals import alternation
from flows.lexicon import read_toml

_WORDS: Final = read_toml("relations.toml")["sums"]
REACH: Final[int] = _WORDS["reach"]
"""Sentences after a total over which its parts may lie."""
LARGE: Final[float] = _WORDS["large_total"]
"""From here on a sum that fits is no accident, if the total has three digits that count or its parts are bullets."""
SMALLEST: Final[float] = _WORDS["smallest_total"]
"""The parts of totals below it are not looked for in other sentences."""
TOLERANCE: Final[float] = _WORDS["tolerance"]
_UNSUMMED: Final = frozenset(("vague", "..", "0"))
_SET_OFF: Final = re.compile(r"[:;(—–]|[ ]-[ ]|--")
_BULLET: Final = re.compile(r"(?:^|\n)\s*[-•*–]\s*\Z")
_MARK: Final = re.compile(r"(?:\s+[a-z-]+){1,4}\s*[:(]")
_THE_OTHER: Final = re.compile(rf"(?<![a-z]){alternation(_WORDS['other'])}(?![a-z])")
_ELLIPTIC: Final = re.compile(rf"\s+{alternation(_WORDS['after_elliptic'])}(?![a-z])|\s*[.,;:)]")
_GENERIC: Final = re.compile(rf"\s+(?:[a-z-]+\s+)?{alternation(_WORDS['generic'])}(?![a-z])")
_SERVICE: Final = re.compile(rf"(?<![a-z]){alternation(_WORDS['services'])}(?![a-z])")
_WHOLE: Final = re.compile(rf"(?<![a-z]){alternation(_WORDS['whole'])}(?![a-z])")


def find(article: Article, known: Mapping[int, Part]) -> dict[int, Part]:
    """Parts that only sums or the services of a force show, by figure index; `known` are those that words show."""
    found: dict[int, Part] = {}
    taken = dict(known)

    def take(entries: Sequence[Entry], total: Entry, confidence: float, basis: str) -> None:
        for entry in entries:
            if entry.at not in taken:
                found[entry.at] = taken[entry.at] = Part(total.at, confidence, basis)

    for total in article.entries:
        take(_bracketed(article, total, taken), total, 0.8, "set off after the total")
    for total in reversed(article.entries):
        if total.value >= 2 and total.figure.number.comparator not in _UNSUMMED:
            take(_adding(article, total, taken), total, 0.8, "adds up")
    for total in article.entries:
        take(_services(article, total, taken), total, 0.7, "service of the force")
    return found


def _adding(article: Article, total: Entry, known: Mapping[int, Part]) -> list[Entry]:
    """The entries beside `total` whose values add up to it; none if they do not, or if that may be an accident."""
    place = bisect_left(article.entries, total)
    after = article.entries[place + 1 : place + 1 + NEAR]
    here = [e for e in after if e.sentence == total.sentence]
    ahead = [e for e in article.earlier(place) if e.sentence == total.sentence]
    for side in (here, after, ahead):
        chosen = _run(total, side, known)
        if chosen and _is_breakdown(article, total, chosen, known):
            return chosen
    return []


def _run(total: Entry, side: Sequence[Entry], known: Mapping[int, Part]) -> list[Entry]:
    """The first entries of `side` that fit into `total`, until their sum reaches it; none if it does not."""
    chosen: list[Entry] = []
    missing = total.value
    for entry in side:
        if abs(entry.sentence - total.sentence) > REACH:
            break
        part = known.get(entry.at)
        if (part and part.parent != total.at) or entry.figure.number.comparator in _UNSUMMED:
            continue
        if not fits(entry, total, strict=True):
            if entry.figure.measure == total.figure.measure and entry.figure.unit == total.figure.unit:
                break
            continue
        if entry.value > missing:
            break
        chosen.append(entry)
        missing -= entry.value
        if missing == 0:
            return chosen
    loose = total.figure.measure.startswith("strength") and len(chosen) > 2 and missing <= TOLERANCE * total.value
    return chosen if loose or (total.value == 2 and missing == 1) else []


def _is_breakdown(article: Article, total: Entry, chosen: Sequence[Entry], known: Mapping[int, Part]) -> bool:
    """Whether a sum that fits is meant: set off by a mark, elliptic, of a generic noun, or too large for chance."""
    first, last = min(chosen), max(chosen)
    if all(entry.sentence == total.sentence for entry in chosen):
        gap = article.low[min(total.end, last.end) : max(first.start, total.start)]
        if len(chosen) == 1:
            return first.start > total.end and _THE_OTHER.search(article.rest(first)) is not None
        if _SET_OFF.search(gap):
            return True
        if all(_ELLIPTIC.match(article.low, entry.end) for entry in chosen):
            return True
        if article.low[total.end : total.end + 1] == ",":
            return True
        return total.value > 2 and _GENERIC.match(article.low, total.end) is not None
    if len(chosen) == 1 or article.is_headline(total) or any(e.figure.unit == "formation" for e in chosen):
        return False
    exact = len(f"{total.value:.0f}".rstrip("0")) > 2 or all(_BULLET.search(article.before(e)) for e in chosen)
    if (total.value >= LARGE and exact) or (total.value >= SMALLEST and any(entry.at in known for entry in chosen)):
        return True
    together = all(entry.sentence == first.sentence for entry in chosen)
    return together and total.value >= SMALLEST and first.sentence - total.sentence <= 2


def _bracketed(article: Article, total: Entry, known: Mapping[int, Part]) -> list[Entry]:
    """Two figures or more in brackets or after a colon right behind a total that they do not exceed."""
    mark = _MARK.match(article.low, total.end)
    if not mark or total.figure.number.comparator in _UNSUMMED:
        return []
    closed = article.low.find(")", mark.end()) if mark.group()[-1] == "(" else -1
    limit = closed if closed >= 0 else article.doc.sentences[total.sentence].end
    place = bisect_left(article.entries, total)
    inside = [
        e for e in article.entries[place + 1 : place + 1 + NEAR] if mark.end() <= e.start < limit and e.at not in known
    ]
    fitting = [e for e in inside if fits(e, total, strict=True)]
    enough = len(fitting) > 1 and len(fitting) == len(inside) and sum(e.value for e in fitting) <= total.value
    return fitting if enough else []


def _services(article: Article, total: Entry, known: Mapping[int, Part]) -> list[Entry]:
    """Strengths of army, navy and air force that follow the strength of the armed forces."""
    if not total.figure.measure.startswith("strength") or total.figure.unit != "person" or article.is_headline(total):
        return []
    if _SERVICE.search(article.around(total)) or not _WHOLE.search(article.sentence(total)):
        return []
    found = []
    place = bisect_left(article.entries, total)
    for entry in article.entries[place + 1 : place + 1 + NEAR]:
        if not total.sentence < entry.sentence <= total.sentence + 3 or entry.at in known:
            continue
        strength = entry.figure.measure.startswith("strength")
        if strength and fits(entry, total, loose=True, strict=True) and _SERVICE.search(article.around(entry)):
            found.append(entry)
    return found if len(found) > 1 and sum(e.value for e in found) <= total.value * (1 + TOLERANCE) else []
