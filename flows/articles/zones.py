"""Lines of a page joined to blocks (paragraphs, list items, table rows), each with its zone.

Links to other articles, captions and page furniture are told from the article by the words of lexicon/zones.toml and
by the shape of the lines around them; in doubt a line is body, since what stands in the other zones yields no claims.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from flows.articles.line_kinds import BULLET, LABELLED, LINK_BULLET, TOP_LINES, cues, is_furniture, kind_of

LINE: Final = re.compile(r"\S(?:[^\n\r\u2028\u2029]*\S)?")
TERMINAL: Final = re.compile(r"[.!?…:;。！？][\"'”’»)\]*_]*$")
FIGURE_ONLY: Final = re.compile(r"[~≈>+−-]?\d[\d., ]*%?(?: ?\([+−-]?[\d.,]+\))?$")
OPENING_FIGURE: Final = re.compile(
    r"\W*(?:about |around |at least |over |more than |some |up to |nearly )?\d", re.IGNORECASE
)
LINES_TO_COLON: Final = re.compile(
    r"(?::|\b(?:following|below|these|include|includes|including|as follows|listed)\b[^.]*[.:])[\"”)*_]*$"
)
RECITAL: Final = re.compile(r"(?:Whereas|WHEREAS|Resolved|RESOLVED)\b")  # of a resolution: a sentence of its own
HEADLINE_MAX: Final = 300  # code points: longer first lines are text without a title
WRAP_MAX: Final = 110  # no text is wrapped by hand wider than this
WRAPPED_LINES_MIN: Final = 6  # lines of a part of a text that may be wrapped by itself
EDGE_LINES: Final = 5  # of the first and last lines those that may be about the outlet
LINKS_MAX: Final = 10  # a bare list of links is not longer than this
LINK_LENGTH_MAX: Final = 160
LINK_SPACES_MIN: Final = 3  # headlines have four words or more
SHOUTED_SPACES_MIN: Final = 4  # headings in capitals are shorter
JOINED_ZONES: Final = frozenset({"headline", "body", "list"})

Block = tuple[int, int, str]  # start, end, zone


def _looks_like_link(line: str) -> bool:
    """A headline: starts with a capital and has no full stop, and is no item of figures."""
    item = line.lstrip(LINK_BULLET + " \t")
    return (
        0 < len(item) <= LINK_LENGTH_MAX
        and item[-1] not in ".;:,"
        and not item[0].islower()
        and not OPENING_FIGURE.match(item)
        and not LABELLED.match(item)
    )


def _is_shouted_link(text: str, lines: list[tuple[int, int]], i: int) -> bool:
    """A headline in capitals between paragraphs that are not: how some sites set links to other articles."""
    (start, end), before = lines[i], text[lines[i - 1][0] : lines[i - 1][1]]
    line = text[start:end]
    if end - start > LINK_LENGTH_MAX or not line.isupper() or line.count(" ") < SHOUTED_SPACES_MIN or line[-1] in ".:":
        return False
    after = text[lines[i + 1][0] : lines[i + 1][1]] if i + 1 < len(lines) else ""
    return TERMINAL.search(before) is not None and not before.isupper() and not after.isupper()


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
            start = lines[i][0]
            if kind == "body" and i > 1 and text[start + 1 : start + 2].isupper() and _is_shouted_link(text, lines, i):
                kinds[i] = "related_link"
            elif kind == "labelled":
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
        if (
            line.count(" ") < LINK_SPACES_MIN
            or not _looks_like_link(line)
            or (TERMINAL.search(line) and line[-1] != "?")
        ):
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
    wordy = sum(item.count(" ") > LINK_SPACES_MIN for item in items)
    return (
        len(items) <= LINKS_MAX
        and 2 * wordy > len(items)
        and all(item[0] in LINK_BULLET and _looks_like_link(item) for item in items)
    )


def _overflows(text: str, lines: list[tuple[int, int]]) -> list[bool]:
    """For each line whether it goes on in the next, because the text is wrapped by hand there.

    A text may be wrapped in part: speeches quote articles as they were printed, between paragraphs on one line each.
    """
    flags = [False] * len(lines)
    narrow = [end - start <= WRAP_MAX for start, end in lines]
    first = 1
    while first < len(lines):
        last = next((k for k in range(first, len(lines)) if not narrow[k]), len(lines))
        going_on = sum(text[start].islower() for start, _ in lines[first:last])
        is_all = first == 1 and last == len(lines)
        if last - first >= 3 if is_all else 2 * going_on >= last - first >= WRAPPED_LINES_MIN:
            flags[first - 1 : last] = [False, *_wrapped(text, lines[first - 1 : last])[1:]]
        first = last + 1
    return flags


def _wrapped(text: str, lines: list[tuple[int, int]]) -> list[bool]:
    """The same for lines of which none but the first, a title or paragraph, is too wide; all False if they are not.

    A wrapped line ends where the next word would not have fitted, a line by design anywhere; the text counts as
    wrapped when six in ten lines within paragraphs end so. Where no two lines are without a blank one between them, the
    text is set in double spacing: blank lines part no paragraphs, and short lines are headings.
    """
    no = [False] * len(lines)
    widths = sorted([end - start for start, end in lines[1:]])
    if widths[-1] < 40:
        return no
    width = widths[-1 - len(widths) // 20]  # a heading or two may be wider
    pairs, flags = 0, no.copy()
    breaks = [text.count("\n", end, after) for (_, end), (after, _) in pairwise(lines)]
    spacing = 1 if 1 in breaks[1:] else 2
    for i, ((start, end), (after, after_end)) in enumerate(pairwise(lines)):
        if i and breaks[i] == spacing and (spacing == 1 or 2 * (end - start) > width):
            pairs += 1
            space = text.find(" ", after, after_end)
            flags[i] = end - start + 1 + (space if space > 0 else after_end) - after > width
    return flags if pairs >= 3 and sum(flags) >= 0.6 * pairs else no


def blocks(text: str) -> list[Block]:
    """Paragraphs, items, rows of `text` in order, trimmed; they hold every character that is no white space."""
    lines = [found.span() for found in LINE.finditer(text)]
    if not lines:
        return []
    words = cues()
    overflows = _overflows(text, lines)
    kinds = []
    for i, (start, end) in enumerate(lines):
        runs_on = i and overflows[i - 1] and (text[start].isalpha() or not BULLET.match(text, start, end))
        kinds.append("body" if runs_on else kind_of(text, start, end, i, words))
    edges = {*range(1, min(EDGE_LINES, len(lines))), *range(max(1, len(lines) - EDGE_LINES), len(lines))}
    for i in edges:
        if kinds[i] == "body" and is_furniture(text[lines[i][0] : lines[i][1]], words):
            kinds[i] = "boilerplate"
    kinds[0] = "headline" if lines[0][1] - lines[0][0] <= HEADLINE_MAX else "body"
    _resolve(text, lines, kinds)
    out: list[Block] = []
    start, end = lines[0]
    zone = kinds[0]
    for i in range(1, len(lines)):
        after, after_end = lines[i]
        if kinds[i] == "body" and zone in JOINED_ZONES and not RECITAL.match(text, after):
            runs_on = overflows[i - 1] and zone != "headline"
            if runs_on or (text[end - 1] != "." and _continues(text, lines[i - 1], lines[i], zone, words.dangling)):
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
