"""Lines of a page joined to blocks (paragraphs, list items, table rows), each with its zone.

Links to other articles, captions and page furniture are told from the article by the words of lexicon/zones.toml and
by the shape of the lines around them; in doubt a line is body, since what stands in the other zones yields no claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from flows.lexicon import read_toml

LINE: Final = re.compile(r"\S(?:[^\n\r\u2028\u2029]*\S)?")
BULLET: Final = re.compile(r"(?:[•●▪◦‣·○■□➤►*–—+-]|\.(?=[ \t]+\S)|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
LINK_BULLET: Final = "•●▪◦‣·○■□➤►*–-"
TERMINAL: Final = re.compile(r"[.!?…:;。！？][\"'”’»)\]*_]*$")
LABELLED: Final = re.compile(
    r"[^.!?:|]{1,60}(?::| [–—-]) ?[~≈>+(]*(?:about |around |over |more than |approx\. ?|some )?\d"
)
TABLE: Final = re.compile(r"\|.*\||\+[-=+]{3,}|[-:| ]{3,}\|[-:| ]+$|[^\t]+\t[^\t]+\t")
FIGURE_ONLY: Final = re.compile(r"[~≈>+−-]?\d[\d., ]*%?(?: ?\([+−-]?[\d.,]+\))?$")
OPENING_FIGURE: Final = re.compile(
    r"\W*(?:about |around |at least |over |more than |some |up to |nearly )?\d", re.IGNORECASE
)
LINES_TO_COLON: Final = re.compile(
    r"(?::|\b(?:following|below|these|include|includes|including|as follows|listed)\b[^.]*[.:])[\"”)*_]*$"
)

MARKS: Final = "*_#>:•([\t.,"
SEPARATED: Final = re.compile(r"[*_\])]*\s*[:|»>–—-][*_]*\s*\S")
CAPTIONED: Final = re.compile(r"[*_\])]*\s*(?:[:|]|\W*$)")
SEPARATOR: Final = re.compile(r"[|·•©]|updated|rights reserved|telephone", re.IGNORECASE)
DATE_PART: Final = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*|\d+")
LINE_STARTS: Final = frozenset(
    ("read", "list", "click", "follow", "share", "comment", "comments", "like", "likes", "written", "posted")
    + ("published", "compiled", "reported", "page")
)

HEADLINE_MAX: Final = 300  # code points: longer first lines are text without a title
CUE_MAX: Final = 400  # longer lines are paragraphs, whatever they begin with
WRAP_MAX: Final = 110  # no text is wrapped by hand wider than this
TOP_LINES: Final = 8  # bylines and dates stand among the first lines
LINKS_MAX: Final = 10  # a bare list of links is not longer than this
LINK_LENGTH_MAX: Final = 160

Block = tuple[int, int, str]  # start, end, zone


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words of zones.toml, prepared: `starts` maps the first word of a cue to (zone, cues that start with it)."""

    headings: dict[str, str]
    starts: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    related_capitals: re.Pattern[str]
    related_lines: re.Pattern[str]
    houses: frozenset[str]
    credit: re.Pattern[str]
    boilerplate_lines: re.Pattern[str]
    boilerplate_inner: re.Pattern[str]
    date_words: frozenset[str]
    dangling: frozenset[str]


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _cues() -> _Cues:
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
    return _Cues(
        {
            **dict.fromkeys(related["headings"], "related_heading"),
            **dict.fromkeys(zones["content"]["headings"], "content_heading"),
            **dict.fromkeys(boilerplate["headings"], "boilerplate"),
        },
        {word: tuple((zone, tuple(cues)) for zone, cues in by.items()) for word, by in starts.items()},
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
        frozenset(boilerplate["date_words"]),
        frozenset(read_toml("sentence_bounds.toml")["dangling"]),
    )


def _is_date_line(line: str, words: frozenset[str]) -> bool:
    parts = DATE_PART.findall(line.casefold())
    return any(p[0].isdigit() for p in parts) and all(p[0].isdigit() or p in words for p in parts)


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
            if zone == "caption" and (CAPTIONED.match(rest) or (cue.endswith(" by") and rest[:1].isspace())):
                return zone
    return None


def _kind(text: str, start: int, end: int, index: int, cues: _Cues) -> str:
    """Zone of a line by itself, or one of the marks `related_heading`, `content_heading`, `bullet`, `labelled`."""
    size = end - start
    line = text[start:end] if size <= CUE_MAX else text[start : start + CUE_MAX]
    initial = line[0]
    if not initial.isalnum():
        if initial in "|+-:" and TABLE.match(line):
            return "table"
        if line.startswith("!["):
            return "caption"
    if size > CUE_MAX:
        return "bullet" if BULLET.match(line) else "body"
    first = line.split(None, 1)[0].strip(MARKS).casefold()
    if size < 60:
        mark = cues.headings.get(line.strip(MARKS + " ").casefold().replace("’", "'"))
        if mark:
            return mark
    found = cues.starts.get(first)
    if found:
        zone = _by_first_words(line, found)
        if zone:
            return zone
    if first in LINE_STARTS and cues.related_lines.match(line):
        return "related_link"
    if (
        index > 2
        and first.isalpha()
        and line[:3].isupper()
        and line[-1] not in ".!"
        and cues.related_capitals.match(line)
    ):
        return "related_link"
    if BULLET.match(line):
        return "bullet"
    if "\t" in line and TABLE.match(line):
        return "table"
    if size <= 300:
        tail = line[-48:]
        if (
            "/" in tail or " via " in tail or tail[-1] in ")]" or tail.rsplit(None, 1)[-1].casefold() in cues.houses
        ) and cues.credit.match(line):
            return "caption"
        if (initial.isdigit() or first in LINE_STARTS or initial in "+(") and cues.boilerplate_lines.match(line):
            return "boilerplate"
        if SEPARATOR.search(line) and cues.boilerplate_inner.match(line):
            return "boilerplate"
        if (initial.isdigit() or first in cues.date_words) and size < 100 and _is_date_line(line, cues.date_words):
            return "boilerplate"
    if first == "by" and index < TOP_LINES and size <= 100 and line[-1] not in ".!?":
        return "boilerplate"
    if initial.islower() and LABELLED.match(line):
        return "labelled"
    return "body"


def _looks_like_link(line: str) -> bool:
    """A headline: starts with a capital, has four words and no full stop, and is no item of figures."""
    item = line.lstrip(LINK_BULLET + " \t")
    return (
        len(item) <= LINK_LENGTH_MAX
        and item.count(" ") >= 3
        and item[-1] not in ".;:,"
        and not item[0].islower()
        and not OPENING_FIGURE.match(item)
        and not LABELLED.match(item)
    )


def _resolve(text: str, lines: list[tuple[int, int]], kinds: list[str]) -> None:
    """Replace the marks in `kinds` by zones: links below their heading, bullets by what they look like."""
    n, i = len(lines), 0
    while i < n:
        kind = kinds[i]
        if kind == "related_heading":
            kinds[i] = "related_link"
            i += 1
            first = i
            while i < n and kinds[i] in ("bullet", "related_link"):
                kinds[i] = "related_link"
                i += 1
            while i == first or (first < i < min(n, first + LINKS_MAX) and kinds[first] != "bullet"):
                break
            if i == first:
                i = _bare_links(text, lines, kinds, first)
        elif kind == "bullet":
            first = i
            while i < n and kinds[i] == "bullet":
                i += 1
            zone = "related_link" if _are_links(text, lines, kinds, first, i) else "list"
            kinds[first:i] = [zone] * (i - first)
        else:
            if kind in ("content_heading", "labelled"):
                kinds[i] = "list" if kind == "labelled" else "body"
            i += 1


def _bare_links(text: str, lines: list[tuple[int, int]], kinds: list[str], first: int) -> int:
    """Mark the unbulleted headlines below a heading of links; returns the index after them."""
    i = first
    while i < min(len(lines), first + LINKS_MAX) and kinds[i] == "body":
        line = text[lines[i][0] : lines[i][1]]
        if not _looks_like_link(line) or (TERMINAL.search(line) and line[-1] != "?"):
            break
        kinds[i] = "related_link"
        i += 1
    return i


def _are_links(text: str, lines: list[tuple[int, int]], kinds: list[str], first: int, end: int) -> bool:
    """Whether the bullets `first` to `end` interrupt the article with headlines of others."""
    before = text[lines[first - 1][0] : lines[first - 1][1]] if first else ""
    if first < 2 or kinds[first - 1] != "body" or not TERMINAL.search(before) or LINES_TO_COLON.search(before):
        return False
    if end == len(lines) and first < 3:
        return False
    items = [text[lines[i][0] : lines[i][1]] for i in range(first, end)]
    return len(items) <= LINKS_MAX and all(item[0] in LINK_BULLET and _looks_like_link(item) for item in items)


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int:
    """Width that the text is wrapped at by hand, or 0: most lines end where the next word would not have fitted."""
    if len(lines) < 4:
        return 0
    width = max(end - start for start, end in lines[1:])
    if width > WRAP_MAX or width < 40:
        return 0
    pairs = full = 0
    for (start, end), (after, after_end) in pairwise(lines[1:]):
        if text.count("\n", end, after) == 1:
            pairs += 1
            full += _overflows(text, start, end, after, after_end, width)
    return width if pairs >= 3 and full >= 0.6 * pairs else 0


def _overflows(text: str, start: int, end: int, after: int, after_end: int, width: int) -> bool:
    space = text.find(" ", after, after_end)
    return end - start + 1 + (space if space > 0 else after_end) - after > width


def blocks(text: str) -> list[Block]:
    """Paragraphs, items, rows of `text` in order, trimmed; they hold every character that is no white space."""
    lines = [found.span() for found in LINE.finditer(text)]
    if not lines:
        return []
    cues = _cues()
    kinds = [_kind(text, start, end, index, cues) for index, (start, end) in enumerate(lines)]
    kinds[0] = "headline" if lines[0][1] - lines[0][0] <= HEADLINE_MAX else "body"
    _resolve(text, lines, kinds)
    width = _wrap_width(text, lines)
    out: list[Block] = []
    start, end = lines[0]
    zone = kinds[0]
    for i in range(1, len(lines)):
        after, after_end = lines[i]
        if _continues(text, lines[i - 1], lines[i], zone, kinds[i], width, cues.dangling):
            end = after_end
            continue
        out.append((start, end, zone))
        start, end, zone = after, after_end, kinds[i]
    out.append((start, end, zone))
    return out


def _continues(
    text: str, last: tuple[int, int], line: tuple[int, int], zone: str, kind: str, width: int, dangling: frozenset[str]
) -> bool:
    """Whether `line` goes on with the block of zone `zone` that ends with the line `last`."""
    if kind != "body" or zone not in ("headline", "body", "list"):
        return False
    (start, end), (after, after_end) = last, line
    adjacent = text.count("\n", end, after) < 2
    if width and adjacent and zone != "headline" and _overflows(text, start, end, after, after_end, width):
        return True
    if zone == "headline" and not adjacent:
        return False
    tail = text[max(start, end - 12) : end]
    if TERMINAL.search(tail):
        return False
    if text[after].islower() or text[after] in ",;)":
        return True
    if zone != "body":
        return False
    if FIGURE_ONLY.match(text[after:after_end]) and end - start <= 40 and not text[end - 1].isdigit():
        return True
    return tail[-1] == "," or tail.rsplit(None, 1)[-1] in dangling
