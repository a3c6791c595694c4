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
DATE_FIGURES: Final = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{2,4}")
LABELLED: Final = re.compile(
    r"[^.!?:|]{1,60}(?::| [–—-]) ?[~≈>+(]*(?:about |around |over |more than |approx\. ?|some )?\d"
)
TABLE: Final = re.compile(r"\|.*\||\+[-=+]{3,}|[-:| ]{3,}\|[-:| ]+$|[^\t]+\t[^\t]+\t")
FOOTNOTE: Final = re.compile(r"\[\d{1,3}\](?:\s|$)")
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
SEPARATOR: Final = re.compile(r"[|·•©]")
DATE_PART: Final = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*|\d+")

HEADLINE_MAX: Final = 300  # code points: longer first lines are text without a title
CUE_MAX: Final = 400  # longer lines are paragraphs, whatever they begin with
LINE_MAX: Final = 300  # longer lines are no credit, date or count
WRAP_MAX: Final = 110  # no text is wrapped by hand wider than this
TOP_LINES: Final = 8  # bylines and dates stand among the first lines
LINKS_MAX: Final = 10  # a bare list of links is not longer than this
LINK_LENGTH_MAX: Final = 160

JOINED_ZONES: Final = frozenset({"headline", "body", "list"})

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
    verbs: frozenset[str]
    known: frozenset[str]
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
        frozenset(related["verbs"]) | frozenset(boilerplate["verbs"]),
        frozenset(starts) | frozenset(related["verbs"]) | frozenset(boilerplate["verbs"]),
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
            if zone == "caption" and (CAPTIONED.match(rest) or (cue.endswith(" by") and rest[:1].isspace())):
                return zone
    return None


def _kind(text: str, start: int, end: int, index: int, cues: _Cues) -> str:
    """Zone of a line by itself, or a mark: `related_heading`, `content_heading`, `bullet`, `labelled`, `date`."""
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
        return "table"
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


def _by_initial(line: str, initial: str, cues: _Cues) -> str | None:
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


def _by_shape(line: str, first: str, cues: _Cues) -> str | None:
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
            if i == first:
                i = _bare_links(text, lines, kinds, first)
        elif kind == "bullet":
            first = i
            while i < n and kinds[i] == "bullet":
                i += 1
            zone = "related_link" if _are_links(text, lines, kinds, first, i) else "list"
            kinds[first:i] = [zone] * (i - first)
        else:
            if kind == "labelled":
                kinds[i] = "list"
            elif kind == "content_heading":
                kinds[i] = "body"
            elif kind == "date":  # at the top or the end; elsewhere it is the heading of what happened then
                kinds[i] = "boilerplate" if i < TOP_LINES or i >= n - 2 else "body"
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


def _overflows(text: str, lines: list[tuple[int, int]]) -> list[bool]:
    """For each line whether it goes on in the next, because the text is wrapped by hand; all False if it is not.

    A wrapped line ends where the next word would not have fitted, a line by design anywhere; the text counts as
    wrapped when six in ten lines within paragraphs end so.
    """
    no = [False] * len(lines)
    if len(lines) < 4:
        return no
    width = max([end - start for start, end in lines[1:]])
    if not 40 <= width <= WRAP_MAX:
        return no
    pairs, flags = 0, no.copy()
    for i, ((start, end), (after, after_end)) in enumerate(pairwise(lines)):
        if i and (after == end + 1 or text.count("\n", end, after) == 1):
            pairs += 1
            space = text.find(" ", after, after_end)
            flags[i] = end - start + 1 + (space if space > 0 else after_end) - after > width
    return flags if pairs >= 3 and sum(flags) >= 0.6 * pairs else no


def blocks(text: str) -> list[Block]:
    """Paragraphs, items, rows of `text` in order, trimmed; they hold every character that is no white space."""
    lines = [found.span() for found in LINE.finditer(text)]
    if not lines:
        return []
    cues = _cues()
    overflows = _overflows(text, lines)
    kinds = []
    for i, (start, end) in enumerate(lines):
        runs_on = i and overflows[i - 1] and (text[start].isalpha() or not BULLET.match(text, start, end))
        kinds.append("body" if runs_on else _kind(text, start, end, i, cues))
    kinds[0] = "headline" if lines[0][1] - lines[0][0] <= HEADLINE_MAX else "body"
    _resolve(text, lines, kinds)
    out: list[Block] = []
    start, end = lines[0]
    zone = kinds[0]
    for i in range(1, len(lines)):
        after, after_end = lines[i]
        if kinds[i] == "body" and zone in JOINED_ZONES:
            runs_on = overflows[i - 1] and zone != "headline"
            if runs_on or (text[end - 1] != "." and _continues(text, lines[i - 1], lines[i], zone, cues.dangling)):
                end = after_end
                continue
        out.append((start, end, zone))
        start, end, zone = after, after_end, kinds[i]
    out.append((start, end, zone))
    return out


def _continues(text: str, last: tuple[int, int], line: tuple[int, int], zone: str, dangling: frozenset[str]) -> bool:
    """Whether the body line `line` goes on with the block of zone `zone` that ends with the line `last`."""
    (start, end), (after, after_end) = last, line
    if TERMINAL.search(text, max(start, end - 12), end):
        return False
    if zone == "headline" and text.count("\n", end, after) > 1:
        return False
    if text[after].islower() or text[after] in ",;)":
        return True
    if zone != "body":
        return False
    if end - start <= 40 and not text[end - 1].isdigit() and FIGURE_ONLY.match(text[after:after_end]):
        return True
    return text[end - 1] == "," or text[max(start, end - 12) : end].rsplit(None, 1)[-1] in dangling
