"""Numerals of English text: digits with every separator, number words, and vague count words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from flows.lexicon import read_toml

MAX_DIGITS = 15
"""Longer runs of digits are identifiers, not counts; they would not fit a float exactly either."""

SPACES = "\u00a0\u2009\u202f\u2007\u2008\u200a"
"""Blanks that typesetters put between groups of three digits."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral as written in `text[start:end]`.

    `form`: digits, words, vague, none. `value` is None for vague words; `unit` is the order of magnitude of a vague
    word and `rule` its bounds rule; `lead` is the numeral before its scale word ("5" of "5 thousand") and `scale` that
    scale, so that ranges can share one.
    """

    start: int
    end: int
    form: str
    value: float | None
    lead: float | None = None
    scale: float = 1.0
    unit: float = 1.0
    rule: str | None = None
    grouped: bool = False


@cache
def lexicon() -> dict[str, Any]:
    """The number words."""
    return read_toml("numerals.toml")


@cache
def small_words() -> dict[str, int]:
    """Value of each word below one hundred."""
    lex = lexicon()
    return {**lex["ones"], **lex["teens"], **lex["tens"]}


@cache
def scale_words() -> dict[str, float]:
    """Value of each scale word, dozen among them."""
    lex = lexicon()
    return {**lex["scales"], **lex["hundred"], **lex["collective"]}


@cache
def months() -> dict[str, int]:
    """Number of the month by its full and short names."""
    lex = read_toml("exclusions.toml")["months"]
    full = {name: i for i, name in enumerate(lex["full"], 1)}
    return full | {name: full[next(f for f in full if f.startswith(name))] for name in lex["short"]}


def alternation(words: Iterable[str]) -> str:
    """Regular expression for any of `words`, the longest first, blanks of any length."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


def fold(text: str) -> str:
    """`text` in lower case with plain blanks, apostrophes and hyphens; every offset stays where it was."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    if low.isascii():
        return low
    for strange, plain in (*((c, " ") for c in SPACES), ("’", "'"), ("‑", "-"), ("‐", "-")):
        low = low.replace(strange, plain)
    return low


GAP = r"(?:[ \t]+|[ \t]*\n[ \t]*)"
_WORD = re.compile(rf"(?:{GAP}|-)?([a-z]+)")
_A_SCALE = re.compile(rf"an?{GAP}(?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d])|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:[ ]\d{3})+(?![\d.,]*\d)")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+(?![\d.])|\d{1,3}(?:'\d{3})+(?!\d)")
_PLAIN = re.compile(r"\d+")
_FRACTION = re.compile(r"\.\d+(?![\d.])")
_SCALE = re.compile(rf"(?:{GAP}|-)?(million|billion|trillion|thousand|hundred|dozen|lakh|crore)(?![a-z])")
_SHORT = re.compile(r"( ?)(k|mn|mln|mil|m|bn|bln|tn|trn)(?![\w²³])")
_NEXT = re.compile(r"[ -]?([a-z]+)")
_HALF = re.compile(
    rf"(?:(?P<half>(?:an?{GAP})?half(?:[ -]an?)?|half)"
    rf"|(?P<share>(?:(?P<n>an?|one|two|three)[ -])?(?P<d>quarters?|thirds?)(?:{GAP}of)?(?:{GAP}an?)?))"
    rf"(?:{GAP}|-)(?P<scale>hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b"
)
_AND_A_HALF = re.compile(rf"(?:{GAP}|-)and(?:{GAP}|-)a(?:{GAP}|-)(half|quarter)\b")
_GLYPHS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


def read_words(low: str, pos: int) -> Numeral | None:
    """The longest number in words at `pos` of folded text, or None; "and" joins only after hundred or a scale."""
    halves = _HALF.match(low, pos)
    if halves:
        return _shared(halves)
    small, scales = small_words(), scale_words()
    total = group = 0.0
    last, last_scale = "", float("inf")
    lead: float | None = None
    end, at, used_scale = pos, pos, 1.0
    if _A_SCALE.match(low, pos):
        group, last, end = 1.0, "one", pos + (2 if low[pos : pos + 2] == "an" else 1)
        at = end
    while True:
        found = _WORD.match(low, at)
        if not found or (at == pos and found.start(1) != pos) or _continues(low, found.end()):
            break
        word = found.group(1)
        if word in small:
            value: float = small[word]
            if not (last in ("", "hundred", "scale") or (last == "tens" and value < 10)):
                break
            group += value
            last = "tens" if value >= 20 else "one"
        elif word == "and" and last in ("hundred", "scale"):
            following = _WORD.match(low, found.end())
            if not following or following.group(1) not in small or _continues(low, following.end()):
                break
            at = found.end()
            continue
        elif word in scales and last:
            value = scales[word]
            if value == 100:
                if not 0 < group < 100 or last == "hundred":
                    break
                lead = group if not total else None
                group, last = group * 100, "hundred"
                used_scale = 100.0
            elif value == 12:
                if not group > 0 or total or last == "hundred":
                    break
                return Numeral(pos, found.end(), "words", group * 12, group, 12.0)
            else:
                if not group or value >= last_scale:
                    break
                lead = group if not total else None
                total, group = total + group * value, 0.0
                last, last_scale, used_scale = "scale", value, value
        else:
            break
        at = end = found.end()
    if not last or end == pos:
        return None
    half = _AND_A_HALF.match(low, end)
    if half and last in ("one", "tens", "scale"):
        return _and_a_half(low, pos, half, total + group, total, used_scale)
    if lead is not None and (total + group) != lead * used_scale:
        lead = None
    value = total + group
    return Numeral(pos, end, "words", value, value if lead is None else lead, used_scale if lead is not None else 1.0)


def _continues(low: str, end: int) -> bool:
    """Whether a word goes on at `end` with a letter, digit or apostrophe s."""
    following = low[end : end + 1]
    return following.isalnum() or following == "_"


def _shared(found: re.Match[str]) -> Numeral:
    """Half a million, three quarters of a million."""
    scale = scale_words()[found["scale"]]
    if found["half"]:
        share = Decimal("0.5")
    else:
        count = {"one": 1, "two": 2, "three": 3}.get(found["n"] or "", 1)
        share = Decimal(count) / lexicon()["fractions"][found["d"]]
    value = float(round(share * Decimal(scale)))
    return Numeral(found.start(), found.end(), "words", value)


def _and_a_half(low: str, pos: int, found: re.Match[str], value: float, total: float, scale: float) -> Numeral | None:
    """Two and a half thousand; a million and a half."""
    share = 0.5 if found[1] == "half" else 0.25
    after = _SCALE.match(low, found.end())
    if after:
        by = scale_words()[after[1]]
        return Numeral(pos, after.end(), "words", (value + share) * by, value + share, by)
    if total and value == total:
        return Numeral(pos, found.end(), "words", value + share * scale)
    return Numeral(pos, found.end(), "words", value + share)


def read_digits(text: str, low: str, pos: int) -> Numeral | None:
    """The number that starts with the digit at `pos`, with separators, decimals and scale; None if there is none."""
    grouped = False
    found = _GROUPED.match(low, pos)
    if found and " " in found.group() and not _is_spaced(text, found):
        found = None
    dotted = None if found else _DOTTED.match(low, pos)
    if found:
        grouped = True
        end, whole = found.end(), re.sub(r"[ ,]", "", found.group())
    elif dotted and (dotted.group().count(".") > 1 or "'" in dotted.group() or dotted.group().endswith("0")):
        grouped = True
        end, whole = dotted.end(), re.sub(r"[.']", "", dotted.group())
    else:
        plain = _PLAIN.match(low, pos)
        if not plain:
            return None
        end, whole = plain.end(), plain.group()
    if len(whole) > MAX_DIGITS:
        return Numeral(pos, end, "digits", None)
    number = Decimal(whole)
    decimals = _FRACTION.match(low, end)
    if decimals and decimals.end() - decimals.start() <= MAX_DIGITS:
        number += Decimal("0" + decimals.group())
        end = decimals.end()
    elif low[end : end + 1] in _GLYPHS:
        number += _GLYPHS[low[end]]
        end += 1
    half = _AND_A_HALF.match(low, end)
    scale = _SCALE.match(low, half.end() if half else end)
    if half and scale:
        number += Decimal("0.5") if half[1] == "half" else Decimal("0.25")
    if scale:
        by = scale_words()[scale[1]]
        return Numeral(pos, scale.end(), "digits", float(number * Decimal(by)), float(number), by)
    short = _SHORT.match(low, end)
    if short and _is_scale(low, short, decimals is not None, grouped):
        by = lexicon()["short_scales"][short[2]]
        return Numeral(pos, short.end(), "digits", float(number * Decimal(by)), float(number), by)
    return Numeral(pos, end, "digits", float(number), float(number), grouped=grouped)


def _is_spaced(text: str, found: re.Match[str]) -> bool:
    """Whether digits parted by blanks are one number: typesetters' blanks are, plain ones unless a date precedes."""
    groups = text[found.start() : found.end()]
    if " " not in groups:
        return True
    before = text[max(0, found.start() - 12) : found.start()]
    if groups.startswith("0") or before[-1:] in tuple("-+/.,:"):
        return False
    before = before.rstrip(" ")
    if before[-1:].isdigit():
        return False
    return before.rpartition(" ")[2].lower().rstrip(".") not in months()


_DIMENSIONS = frozenset(
    ("high", "long", "wide", "deep", "tall", "away", "across", "from", "off", "above", "below", "sprint", "race", "of")
)


def _is_scale(low: str, short: re.Match[str], is_decimal: bool, grouped: bool) -> bool:
    """Whether a letter after digits is a scale: "m" alone can also be metres."""
    if short[2] != "m":
        return not short[1] or len(short[2]) > 1
    if short[1] or grouped:
        return False
    following = _NEXT.match(low, short.end())
    if following and following[1] in _DIMENSIONS:
        return False
    return is_decimal or (following is not None and low[short.end()] == " ")


def parse(text: str) -> float | None:
    """Value of `text` if the whole of it is one plain number in digits or words."""
    low = fold(text)
    if not low:
        return None
    numeral = read_digits(text, low, 0) if low[0].isdecimal() else read_words(low, 0)
    return numeral.value if numeral and numeral.end == len(text) else None
