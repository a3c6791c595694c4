"""What a line of a page is by itself: a heading of links, a bullet, a caption, furniture, a date, or text.

The words are in lexicon/zones.toml; `zones` decides where the surroundings matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from flows.lexicon import read_toml

BULLET: Final = re.compile(r"(?:[•●▪◦‣·○■□➤►*–—+-]|\.(?=[ \t]+\S)|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
LINK_BULLET: Final = "•●▪◦‣·○■□➤►*–-"
LABELLED: Final = re.compile(
    r"[^.!?:|]{1,60}(?::| [–—-]) ?[~≈>+(]*(?:about |around |over |more than |approx\. ?|some )?\d"
)
TABLE: Final = re.compile(r"\|.*\||\+[-=+]{3,}|[-:| ]{3,}\|[-:| ]+$|[^\t]+\t[^\t]+\t")
TOLD: Final = re.compile(r"\|[^|]{40,}[a-z][.!?][\"”)]*\s*\|")
"""A cell that holds sentences, as in chronologies set as tables."""
FIGURE_CELL: Final = re.compile(r"\|\s*[~≈+]?\d[\d,.]*\s*\|")
FOOTNOTE: Final = re.compile(r"\[\d{1,3}\](?:\s|$)")
DATE_FIGURES: Final = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{2,4}")
MARKS: Final = "*_#>:•([\t.,"
SEPARATED: Final = re.compile(r"[*_\])]*\s*[:|»>–—-][*_]*\s*\S")
CAPTIONED: Final = re.compile(r"[*_\])]*\s*(?:[:|]|\W*$)")
SEPARATOR: Final = re.compile(r"[|·•©]")
DATE_PART: Final = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*|\d+")
CUE_MAX: Final = 400  # longer lines are paragraphs, whatever they begin with
LINE_MAX: Final = 300  # longer lines are no credit, date or count
TOP_LINES: Final = 8  # bylines and dates stand among the first lines


@dataclass(frozen=True, slots=True)
class Cues:
    """Words of zones.toml, prepared: `starts` maps the first word of a cue to (zone, cues that start with it)."""

    headings: dict[str, str]
    starts: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    related_capitals: re.Pattern[str]
    related_lines: re.Pattern[str]
    houses: frozenset[str]
    credit: re.Pattern[str]
    boilerplate_lines: re.Pattern[str]
    boilerplate_inner: re.Pattern[str]
    verbs: frozenset[str]
    known: frozenset[str]
    phrases: tuple[str, ...]
    date_words: frozenset[str]
    dangling: frozenset[str]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def cues() -> Cues:
    zones = read_toml("zones.toml")
    related, caption, boilerplate = zones["related"], zones["caption"], zones["boilerplate"]
    starts: dict[str, dict[str, list[str]]] = {}
    for zone, words in (
        ("related_link", related["prefixes"]),
        ("caption", caption["prefixes"]),
        ("boilerplate", boilerplate["prefixes"]),
    ):
        for cue in words:
            starts.setdefault(cue.split()[0].strip(MARKS), {}).setdefault(zone, []).append(cue.lstrip(MARKS))
    house = _any(caption["agencies"])
    return Cues(
        {
            **dict.fromkeys(related["headings"], "related_heading"),
            **dict.fromkeys(zones["content"]["headings"], "content_heading"),
            **dict.fromkeys(boilerplate["headings"], "boilerplate"),
        },
        {word: tuple((zone, tuple(words)) for zone, words in by.items()) for word, by in starts.items()},
        re.compile(rf"[*_]*(?:{_any(related['capitals'])})[*_]*\s*[:|»>][*_]*\s+\S"),
        re.compile(rf"(?i:(?:{'|'.join(related['lines'])})$)"),
        frozenset(agency.split()[-1].casefold() for agency in caption["agencies"]),
        re.compile(
            rf".{{0,300}}[\[(](?:[^()\[\]]{{0,80}}[\s/:|,-])?(?:{house})(?:[\s/|,-][^()\[\]]{{0,60}})?[\])]$"
            rf"|(?:[^.!?]{{0,300}}[\s|,–—-])?(?:{house})\s?/\s?[^.!?/]{{2,40}}$"
            rf"|(?:[^.!?]{{0,300}}(?:[/|–—]|,|\bvia|\bby|Credit:)\s*)?(?:{house})$"
            rf"|[^.!?]{{0,60}}\b(?:{house}) via [\w ]{{2,30}}$"
        ),
        re.compile(rf"(?i:(?:{'|'.join(boilerplate['lines'])})$)"),
        re.compile(rf"(?i:(?:{'|'.join(boilerplate['inner'])})$)"),
        frozenset(related["verbs"]) | frozenset(boilerplate["verbs"]),
        frozenset(starts) | frozenset(related["verbs"]) | frozenset(boilerplate["verbs"]),
        tuple(boilerplate["phrases"]),
        frozenset(boilerplate["date_words"]),
        frozenset(read_toml("sentence_bounds.toml")["dangling"]),
    )


def _is_date_line(line: str, words: frozenset[str]) -> bool:
    parts = DATE_PART.findall(line.casefold())
    named = [part for part in parts if not part[0].isdigit()]
    return len(named) < len(parts) and all(p in words for p in named) and bool(named or DATE_FIGURES.search(line))


def _by_first_words(line: str, found: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    """Zone of a line that begins with one of the cues in `found`."""
    folded = line[:80].lstrip(MARKS).casefold().replace("’", "'")
    for zone, cues in found:
        for cue in cues:
            if not folded.startswith(cue):
                continue
            rest = folded[len(cue) :]
            if zone == "boilerplate":
                return zone
            if zone == "related_link" and SEPARATED.match(rest):
                return zone
            if zone == "caption" and (CAPTIONED.match(rest) or _is_credited(cue, rest)):
                return zone
    return None


def _is_credited(cue: str, rest: str) -> bool:
    """Whether `rest` after a cue of several words makes it a caption: "Photo by Jane", "Image caption, Tanks"."""
    return (cue.endswith(" by") and rest[:1].isspace()) or (" " in cue and rest[:1] == ",")


def kind_of(text: str, start: int, end: int, index: int, cues: Cues) -> str:
    """Zone of the `index`-th line `text[start:end]` by itself, or a mark that its surroundings decide on.

    Marks: `related_heading`, `content_heading`, `bullet`, `labelled` (a figure behind a label), `date`.
    """
    size = end - start
    initial = text[start]
    if size > CUE_MAX:
        return "bullet" if not initial.isalpha() and BULLET.match(text, start) else "body"
    if size >= 60 and text[end - 1] == "." and initial.isalpha():  # a paragraph, unless it begins with a cue
        space = text.find(" ", start, end)
        if text[start:space].casefold().rstrip(MARKS) not in cues.known and not text.endswith("reserved.", start, end):
            return "body" if initial.isupper() or not LABELLED.match(text, start) else "labelled"
    line = text[start:end]
    if initial in LINK_BULLET and size > 2 and text[start + 1] in " \t":
        item = line[2:].lstrip(LINK_BULLET + " \t")
        first = item.split(None, 1)[0].casefold() if item else ""
        return (first in cues.starts and _by_first_words(item, cues.starts[first])) or "bullet"
    if initial in "|+-:" and TABLE.match(line):
        return "body" if TOLD.search(line) and not FIGURE_CELL.search(line) else "table"
    first = line.split(None, 1)[0].strip(MARKS).casefold()
    if size < 60:
        mark = cues.headings.get(line.strip(MARKS + " ").casefold().replace("’", "'"))
        if mark:
            return mark
    if first in cues.starts:
        zone = _by_first_words(line, cues.starts[first])
        if zone:
            return zone
    if first in cues.verbs:
        if cues.related_lines.match(line):
            return "related_link"
        if cues.boilerplate_lines.match(line):
            return "boilerplate"
    if not initial.isalpha():
        zone = _by_initial(line, initial, cues)
        if zone:
            return zone
    elif "\t" in line and TABLE.match(line):
        return "table"
    if size <= LINE_MAX:
        zone = _by_shape(line, first, cues)
        if zone:
            return zone
    if index < TOP_LINES and first == "by" and size <= 100 and line[-1] not in ".!?":
        return "boilerplate"
    if index > 1 and line[:2].isupper() and line[-1] not in ".!" and cues.related_capitals.match(line):
        return "related_link"
    return "labelled" if initial.islower() and LABELLED.match(line) else "body"


def is_furniture(line: str, cues: Cues) -> bool:
    """Whether a line, at the top or the end of an article, is about the article or the outlet."""
    folded = line.casefold()
    return len(line) <= LINE_MAX and any(phrase in folded for phrase in cues.phrases)


def _by_initial(line: str, initial: str, cues: Cues) -> str | None:
    """Zone of a line that begins with a digit or a sign."""
    if initial == "[" and FOOTNOTE.match(line):
        return "boilerplate"
    if line.startswith("!["):
        return "caption"
    if (initial.isdigit() or initial in "+(") and len(line) <= LINE_MAX:
        if cues.boilerplate_lines.match(line):
            return "boilerplate"
        if initial.isdigit() and len(line) < 100 and _is_date_line(line, cues.date_words):
            return "date"
    return "bullet" if BULLET.match(line) else None


def _by_shape(line: str, first: str, cues: Cues) -> str | None:
    """Zone of a line by how it ends, by its separators, or as a date that stands alone."""
    last = line[line.rfind(" ") + 1 :]
    credited = (
        (last[-1] in ")]" and last[-2:-1].isalpha())
        or "/" in line[-48:]
        or " via " in line[-48:]
        or last.casefold() in cues.houses
    )
    if credited and cues.credit.match(line):
        return "caption"
    if SEPARATOR.search(line) and cues.boilerplate_inner.match(line):
        return "boilerplate"
    if first in cues.date_words and len(line) < 100 and _is_date_line(line, cues.date_words):
        return "date"
    return "boilerplate" if last == "reserved." and len(line) < 160 else None
