"""Numbers in digits, with every separator of thousands, decimals and a scale: 14,000; 5,00,000; 14 000; 1.2 million."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from flows.claims.numerals import GAP, LEXICON, MAX_DIGITS, MONTHS, SCALES, Numeral, alternation

_NUMBER: Final = re.compile(
    r"(?:(?P<commas>\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d))"
    r"|(?P<blanks>\d{1,3}(?:[ ]\d{3})+(?![\d.,]*\d))"
    r"|(?P<points>\d{1,3}(?:\.\d{3})+(?!\d|\.\d)|\d{1,3}(?:'\d{3})+(?!\d))"
    r"|(?P<comma>\d+,\d{1,2})(?=[ ](?:million|billion|thousand)(?!\w))"
    r"|(?P<plain>\d+))(?P<decimals>\.\d+(?!\d|\.\d))?"
)
_LEADING: Final = re.compile(r"(?P<plain>\d+)(?P<decimals>\.\d+(?!\d|\.\d))?")
_SCALE_WORDS: Final = alternation(SCALES)
_SCALE: Final = re.compile(
    rf"(?:{GAP}|-)?(?P<word>{_SCALE_WORDS})(?!\w)"
    rf"|(?P<blank> ?)(?P<short>{alternation(LEXICON['short_scales'])})(?![\w²³])"
    rf"|(?:{GAP}|-)and(?:{GAP}|-)a(?:{GAP}|-)(?P<part>half|quarter)(?:{GAP}|-)(?P<of>{_SCALE_WORDS})(?!\w)"
)
_SCALE_INITIALS: Final = frozenset(w[0] for w in (*SCALES, *LEXICON["short_scales"], "and"))
_NEXT: Final = re.compile(r"[ -]?([a-z]+)")
_GLYPHS: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_PARTS: Final = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
_MONEY: Final = frozenset("$£€¥₽₴₹")
_DIMENSIONS: Final = frozenset(
    ("high", "long", "wide", "deep", "tall", "away", "across", "from", "off", "above", "below", "sprint", "race")
)
"""After "20m" these show metres."""


def read_digits(text: str, low: str, pos: int, run_end: int) -> Numeral | None:
    """The number that starts with the digits `low[pos:run_end]`, with separators, decimals and scale.

    `low` is `text` folded. Runs of digits longer than MAX_DIGITS have no value.
    """
    if low[run_end : run_end + 1] in _SEPARATORS and low[run_end + 1 : run_end + 2].isdigit():
        whole, decimals, end, grouped = _separated(text, low, pos)
    else:
        whole, decimals, end, grouped = low[pos:run_end], "", run_end, False
    if len(whole) > MAX_DIGITS or len(decimals) > MAX_DIGITS:
        return Numeral(pos, end, "digits", None)
    after = low[end : end + 1]
    glyph = _GLYPHS.get(after)
    if glyph:
        end += 1
        after = low[end : end + 1]
    if after in _SCALE_INITIALS or (after in _BLANKS and low.startswith(_SCALE_STARTS, end + 1)):
        scaled = _SCALE.match(low, end)
        if scaled and (scaled["short"] is None or _is_scale(low, pos, scaled, bool(decimals), grouped)):
            return _scaled(pos, Decimal(whole + decimals) + (glyph or 0), scaled)
    value = float(whole + decimals) + float(glyph or 0)
    return Numeral(pos, end, "digits", value, value, grouped=grouped)


_SEPARATORS: Final = frozenset((",", ".", " ", "'"))
_BLANKS: Final = frozenset((" ", "-", "\n", "\t"))
_SCALE_STARTS: Final = (*SCALES, *(w for w in LEXICON["short_scales"] if len(w) > 1), "and a", " ", "\n", "\t")


def _separated(text: str, low: str, pos: int) -> tuple[str, str, int, bool]:
    """Whole digits, decimals with their point, end, and whether the digits were written in groups."""
    found = _NUMBER.match(low, pos)
    assert found is not None
    style = next(name for name in _STYLES if found[name])
    written = found[style]
    if (style == "blanks" and not _is_spaced(text, found)) or (
        style == "points" and written.count(".") == 1 and not written.endswith("0")
    ):
        found = _LEADING.match(low, pos)
        assert found is not None
        style, written = "plain", found["plain"]
    if style == "comma":
        whole, _, tenths = written.partition(",")
        return whole, f".{tenths}", found.end(), False
    whole = written.translate(_UNGROUPED)
    return whole, found["decimals"] or "", found.end(), style != "plain"


_STYLES: Final = ("plain", "commas", "blanks", "points", "comma")
_UNGROUPED: Final = str.maketrans("", "", ", .'")


def _scaled(pos: int, number: Decimal, scaled: re.Match[str]) -> Numeral:
    """The number times the scale after it."""
    if scaled["part"]:
        number += _PARTS[scaled["part"]]
    word = scaled["word"] or scaled["of"]
    by = SCALES[word] if word else LEXICON["short_scales"][scaled["short"]]
    return Numeral(pos, scaled.end(), "digits", float(number * Decimal(by)), float(number), by)


def _is_spaced(text: str, found: re.Match[str]) -> bool:
    """Whether digits parted by blanks are one number: typesetters' blanks are, plain ones unless a date precedes."""
    start = found.start()
    groups = text[start : found.end()]
    if " " not in groups:
        return True
    before = text[max(0, start - 12) : start]
    if groups[0] == "0" or (before[-1:] in tuple("-+/.,:") and not (before[-1:] == "-" and before[-2:-1].isdigit())):
        return False
    before = before.rstrip(" ")
    return not before[-1:].isdigit() and before.rpartition(" ")[2].lower().rstrip(".") not in MONTHS


def _is_scale(low: str, pos: int, scaled: re.Match[str], is_decimal: bool, grouped: bool) -> bool:
    """Whether letters after digits are a scale: "m" alone can also be metres."""
    if scaled["short"] != "m":
        return not scaled["blank"] or len(scaled["short"]) > 1
    if scaled["blank"] or grouped:
        return False
    if low[pos - 1 : pos] in _MONEY:
        return True
    following = _NEXT.match(low, scaled.end())
    if following and following[1] in _DIMENSIONS:
        return False
    return is_decimal or (following is not None and low[scaled.end()] == " ")
