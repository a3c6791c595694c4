"""Words of a text marked by the part they play: by colour on a terminal, by brackets elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from rich.text import Text

from flows.report.terminal import MARK_STYLES, clean

PRECEDENCE: Final = ("number", "rejected", "subject", "source", "cue", "place", "counted")
BRACKETS: Final = {"number": ("[", "]"), "rejected": ("{", "}"), "subject": ("<", ">"), "source": ("«", "»")}


class Mark(NamedTuple):
    """Half-open span of code points of an article's text, and the part that its words play."""

    start: int
    end: int
    role: str


def without_overlap(marks: Iterable[Mark]) -> list[Mark]:
    """Marks in text order; where two overlap, the one whose role counts more stays, of one role the longer one."""
    ranked = sorted(marks, key=lambda m: (PRECEDENCE.index(m.role), m.start - m.end, m.start))
    kept: list[Mark] = []
    for mark in ranked:
        if mark.start < mark.end and all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept)


def marked(text: str, start: int, end: int, marks: Iterable[Mark], *, colour: bool) -> Text:
    """`text[start:end]` on one line with its marks, as styles or as brackets."""
    shown = Text()
    at = start
    for mark in without_overlap(m for m in marks if start <= m.start and m.end <= end):
        shown.append(_flat(text[at : mark.start]))
        words = _flat(text[mark.start : mark.end])
        if colour:
            shown.append(words, style=MARK_STYLES[mark.role])
        else:
            opening, closing = BRACKETS.get(mark.role, ("", ""))
            shown.append(f"{opening}{words}{closing}")
        at = mark.end
    shown.append(_flat(text[at:end]))
    return shown


def _flat(text: str) -> str:
    """Cleaned text with line breaks as spaces, of the same length."""
    return clean(text).replace("\n", " ")


def underlined(text: str, start: int, end: int, number: tuple[int, int], *, width: int) -> list[Text]:
    """`text[start:end]` wrapped to `width`, with a line of carets under each line that holds a part of `number`."""
    lines: list[Text] = []
    for line_start, line_end in _wrapped(_flat(text[start:end]), width):
        left, right = max(start + line_start, number[0]), min(start + line_end, number[1])
        line = Text(_flat(text[start + line_start : start + line_end]))
        if left < right:
            line.stylize(MARK_STYLES["number"], left - start - line_start, right - start - line_start)
        lines.append(line)
        if left < right:
            before = Text(line.plain[: left - start - line_start]).cell_len
            under = Text(line.plain[left - start - line_start : right - start - line_start]).cell_len
            lines.append(Text(" " * before + "^" * under, style="bold"))
    return lines


def _wrapped(flat: str, width: int) -> Sequence[tuple[int, int]]:
    """Half-open spans of the lines of `flat` at most `width` characters long, broken at spaces where there are any."""
    lines: list[tuple[int, int]] = []
    at = 0
    while len(flat) - at > width:
        cut = flat.rfind(" ", at + 1, at + width + 1)
        cut = cut if cut > at else at + width
        lines.append((at, cut))
        at = cut + 1 if flat[cut : cut + 1] == " " else cut
    lines.append((at, len(flat)))
    return lines
