"""Names of persons among the words of a source: without title, and in full where a surname stands alone."""

from __future__ import annotations

import re
from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.source_line import Line, Phrase, is_capital

NAME_WORD: Final = r"[A-Z][\w'’.-]*"
PARTICLES: Final = "(?:al|el|bin|ibn|abu|de|la|van|von|der|da|di|du|al-|El|Al)"
LONGEST_PERSON: Final = 5  # words of a person's name
LONGEST_LEAD: Final = 60  # characters of the names before a surname


def name_span(at: Line, lo: int, hi: int) -> tuple[int, int, bool]:
    """Tokens of the name within a source phrase, and whether it is a person's: without article, title and "of X"."""
    lex = lexicon()
    start = _after_articles(at, lo, hi)
    if at.is_caps:
        return _span_in_capitals(at, start, hi)
    cut = next(
        (
            i
            for i in range(start + 1, hi)
            if at.words[i] in ("of", "from", "at", "for", "in", "with") and not is_capital(at, i)
        ),
        hi,
    )
    first = _run_of_capitals(at, start, cut)
    while first < cut and (at.words[first] in lex.titles or at.words[first] == "."):
        first += 1
    placed = (
        cut < hi
        and at.words[cut] in ("in", "at", "on", "from")
        and not any(is_capital(at, i) for i in range(cut, hi))
        and sources.classify(at.words[start:cut])
    )
    if placed:
        return start, cut, False
    if first == cut or at.words[first].endswith("'s"):
        return start, hi, False
    titled = any(at.words[i] in lex.titles for i in range(start, first))
    last_title = max((i for i in range(first, cut) if at.words[i] in lex.titles), default=cut)
    if last_title + 1 < cut:
        first, titled = last_title + 1, True
    name = at.words[first:cut]
    if sources.classify(name) is None and (titled or (first == start and _is_full_name(name))):
        return first, cut, True
    return start, hi, False


def _after_articles(at: Line, lo: int, hi: int) -> int:
    """Where a phrase starts without its articles; a possessive is none."""
    while (
        lo < hi - 1
        and (at.words[lo] in lexicon().determiners or at.words[lo] in ("same", "and", "both"))
        and at.words[lo] not in lexicon().possessives
    ):
        lo += 1
    return lo


def _span_in_capitals(at: Line, start: int, end: int) -> tuple[int, int, bool]:
    """As `name_span` where all is in capitals: what follows the last title is the name of a person."""
    lex = lexicon()
    last = max(
        (
            i
            for i in range(start, end - 1)
            if at.words[i] in lex.titles or (at.words[i] == "." and at.words[i - 1] in lex.titles)
        ),
        default=end,
    )
    name = at.words[last + 1 : end]
    if name and len(name) <= LONGEST_PERSON and sources.classify(name) is None and lex.prepositions.isdisjoint(name):
        return last + 1, end, True
    return start, end, False


def _run_of_capitals(at: Line, start: int, end: int) -> int:
    """Start of the words with capitals, and of the particles among them, that stand before `end`."""
    particles = lexicon().name_particles
    run = end
    while run > start and (
        is_capital(at, run - 1)
        or (run < end and at.words[run - 1] in particles)
        or (at.words[run - 1] == "." and run - 1 > start)
        or at.words[run - 1][:3] in ("al-", "el-", "ar-", "as-")
    ):
        run -= 1
    return run


def _is_full_name(name: list[str]) -> bool:
    """Whether words with capitals can be first name and surname: no state or group is named in them."""
    return 2 <= len(name) <= LONGEST_PERSON and not any(
        sources.home(name[: i + 1]) or sources.home([word]) for i, word in enumerate(name)
    )


def full_name(text: str, surname: str, before: int) -> tuple[str, int] | None:
    """The first full name with this surname before an offset, and where it was last written; None without one."""
    if text.find(surname, 0, before) < 0:
        return None
    for match in re.finditer(rf"\b{re.escape(surname)}\b", text[:before]):
        begin = match.start()
        lead = re.search(rf"(?:{NAME_WORD} (?:{PARTICLES} )*){{1,3}}\Z", text[max(0, begin - LONGEST_LEAD) : begin])
        names = _without_title(lead.group().split()) if lead else []
        if names and not names[0].endswith("."):
            joined = " ".join([*names, surname])
            position = text.rfind(joined, 0, match.end())
            if position >= 0:
                return joined, position
    return None


def _without_title(names: list[str]) -> list[str]:
    """Words with capitals without those that open a sentence or stand before a name, up to its last title."""
    lex = lexicon()
    low = [name.lower() for name in names]
    first = 0
    while first < len(names) and (
        low[first].rstrip(".") in lex.titles
        or low[first] in lex.boundaries
        or low[first] in lex.contrast
        or low[first] in lex.fronted
        or low[first] in lex.determiners
        or low[first] in lex.prepositions
        or names[first].endswith(("'s", "’s"))
    ):
        first += 1
    last_title = max((i for i in range(first, len(names)) if low[i].rstrip(".") in lex.titles), default=first - 1)
    return names[last_title + 1 :]


def last_person(at: Line, end: int) -> Phrase | None:
    """The last full name of a person before token `end`, or None."""
    lex = lexicon()
    hi = end
    while hi > 1:
        if not (is_capital(at, hi - 1) and is_capital(at, hi - 2)):
            hi -= 1
            continue
        run = hi - 1
        while run > 0 and is_capital(at, run - 1):
            run -= 1
        lo = run
        while lo < hi and (
            at.words[lo] in lex.prepositions
            or at.words[lo] in lex.determiners
            or at.words[lo] in lex.fronted
            or at.words[lo] in lex.times
        ):
            lo += 1
        if hi - lo > 1:
            first, last, is_person = name_span(at, lo, hi)
            if is_person and last - first > 1:
                return at.phrase(lo, hi)
        hi = run
    return None


def has_own_name(at: Line, lo: int, hi: int) -> bool:
    """Whether the words hold a proper name other than a nationality: then the source is not anonymous."""
    return any(
        is_capital(at, i)
        and i > 0
        and sources.home([at.words[i]]) is None
        and not at.words[i].endswith(("ish", "ese", "ian", "an", "i"))
        for i in range(lo, hi)
    )
