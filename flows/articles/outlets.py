"""Which outlet an article's own words name: a byline such as "By the Kyiv Independent, 12 May 2024", or a dateline."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from flows.articles.publication import DATE, HEAD_LINES, META_MAX, PARTICLES, WEEKDAY, YEARLESS, edge_lines
from flows.lexicon import read_toml

AGENCY: Final = re.compile(
    r"\A[A-Z][\w.'’ ,/:-]{2,70}?\((?P<name>[A-Z][\w.&'’ /-]{1,40})\)\s*(?:\[[^\]]*\]\s*)?(?:-{1,2}|–|—|:|\Z)"
)
BYLINE: Final = re.compile(r"\ABy (?:the|our) ", re.IGNORECASE)
NAME_WORDS: Final = 8  # of an outlet's name at most


def outlet(text: str) -> str | None:
    """The outlet that published `text`, clean text with its title: of a byline, else of a dateline."""
    return byline(text) or agency(text)


def byline(text: str) -> str | None:
    """Outlet in a line below the title: "By the NAME, 12 May 2024" (with a date), "By the newsdesk of NAME"."""
    for line in edge_lines(text, limit=HEAD_LINES)[1:]:
        found = BYLINE.match(line) if len(line) <= META_MAX else None
        if not found:
            continue
        rest = line[found.end() :]
        dated = DATE.search(rest)
        said = WEEKDAY.sub("", rest[: dated.start()] if dated else rest).strip(" .,|·-–—:(").removesuffix(" on")
        desk, _, name = said.partition(" of ")
        if not _is_desk(desk):
            name = said if dated and not _is_desk(said) else ""
        name = re.sub(r"\Athe ", "", name, flags=re.IGNORECASE)
        if _is_name(name):
            return name
    return None


def _is_desk(words: str) -> bool:
    """Whether `words` name a part of an outlet: "newsdesk", "foreign staff"."""
    return words.casefold().rpartition(" ")[2] in _listed("desks")


def _is_name(words: str) -> bool:
    """Whether all of `words` but particles are in capitals, and there are no more than a name has."""
    parts = words.split()
    return (
        0 < len(parts) <= NAME_WORDS
        and parts[0][0].isupper()
        and all(part[0].isupper() or part[0] in "&0123456789" or part in PARTICLES for part in parts)
    )


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(read_toml("publication.toml")[key])


def agency(text: str) -> str | None:
    """Name in brackets that a dateline credits: KYIV, June 26 (Reuters) - ..."""
    for line in edge_lines(text, limit=HEAD_LINES):
        found = AGENCY.match(line)
        if not found or found["name"].isdigit() or found["name"].casefold() in _listed("agency_placeholders"):
            continue
        if _is_dateline(line[: found.start("name") - 1], is_dashed=found.group()[-1] in "-–—"):
            return found["name"]
    return None


def _is_dateline(head: str, *, is_dashed: bool) -> bool:
    """Whether `head` is a place in capitals before a dash or a place with a date: "TYRE, Lebanon", "Seoul, 2 March"."""
    places = YEARLESS.sub("", DATE.sub("", head + "("))[:-1]
    words = WEEKDAY.sub("", places).replace("NO DATE", "").split()
    if not words or any(char.isdigit() for char in places):
        return False
    if not all(word[0].isupper() or word in PARTICLES for word in words):
        return False
    return places != head or (is_dashed and words[0].strip(",").isupper())
