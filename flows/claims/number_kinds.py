"""What sort of number a numeral is, from the words around it: a count, or a date, an age, a price, a name, ..."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.claims.numerals import GAP, Numeral, alternation, months
from flows.lexicon import read_toml

Kind = tuple[str, str]
"""Kind of schemas.KINDS and reason for rejecting it."""


@cache
def exclusions() -> dict[str, Any]:
    """Words that show a number to be no count."""
    return read_toml("exclusions.toml")


@cache
def units() -> dict[str, Kind]:
    """Kind and reason by unit word."""
    return {word: (kind, row["reason"]) for kind, row in exclusions()["units"].items() for word in row["words"]}


@cache
def words(*path: str) -> frozenset[str]:
    """A word list of the exclusions file."""
    found: Any = exclusions()
    for key in path:
        found = found[key]
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Tail:
    """Up to four words after a number; `gap` is what parts the first from it ("" glued, "-", blanks)."""

    gap: str
    words: tuple[str, ...]
    end: int

    def word(self, i: int) -> str:
        """The i-th word or ''."""
        return self.words[i] if i < len(self.words) else ""


_WORD = r"(?:[a-z]++(?:\.[a-z]\b)*+|'s\b)(?![\w]|-\d)"
_TAIL = re.compile(
    rf"([ \t]*\n?[ \t]*|-|[ \t]-)(%|[°º][cf]?\b|[€$£]|{_WORD})"
    rf"(?:[ \n-]({_WORD}))?(?:[ \n-]({_WORD}))?(?:[ \n-]({_WORD}))?"
)
NO_TAIL = Tail("", (), 0)


def tail(low: str, end: int) -> Tail:
    """The words after `end`."""
    found = _TAIL.match(low, end)
    if not found:
        return NO_TAIL
    return Tail(found[1], tuple(w for w in found.groups()[1:] if w), found.end(2))


_LEFT = re.compile(r"([^\s]+)\s*$")


def left_words(low: str, start: int) -> list[str]:
    """The last words before `start`, at most three or four, nearest last; a paragraph break ends them."""
    window = low[max(0, start - 32) : start]
    if "\n\n" in window:
        window = window[window.rindex("\n\n") :]
    return window.split()


MONTH = alternation(months())
_DAYS = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?:{GAP}?(?:,|-|–|/|&|(?:and|or|to)(?![a-z])){GAP}?\d{{1,2}}(?:st|nd|rd|th)?)*"
    rf"(?:{GAP}|-)(?:of{GAP})?{MONTH}(?![a-z])"
)
_AFTER_MONTH = re.compile(
    rf"(?<![a-z]){MONTH}\.?,?{GAP}?(?:(\d{{1,2}})(?:st|nd|rd|th)?{GAP}?(,|-|–|to|and|or)?{GAP}?)?$"
)
_SPECIAL = re.compile(
    r"""(?P<date>\d{1,4}([./-])\d{1,2}\2\d{2,4}(?![\d.]\d))
      |(?P<time>\d{1,2}:\d{2}(?::\d{2})?(?![\d:])|\d{1,2}(?:\.\d{2})?[ ]?(?:[ap]\.?m\b\.?|o'clock)
        |\d{1,2}\.\d{2}[ ](?:gmt|utc|bst|est|edt|cet|cest|eet|ist|pkt)\b
        |\d{3,4}[ ]?(?:hrs|gmt|utc|hours\s+(?:local|gmt|utc|today|yesterday|on)|z\b|local\s+time)|\d{6}z\b
        |\d{3,4}-\d{4}[ ](?:gmt|hours|hrs))
      |(?P<version>\d+(?:\.\d+){2,})
      |(?P<slash>\d{1,3}/\d{1,3}(?![\d/]))
      |(?P<mixed>\d+[a-z]+-?\d\w*)
      |(?P<years>(?:1[5-9]|20)\d\d[ ]?[-–/][ ]?(?:(?:1[5-9]|20)\d\d|\d\d)(?![\d,.]*\d|\w))
      |(?P<phone>\d{3}[ -]\d{3,4}-\d{4}|\d{3}-\d{4}(?!\d))
    """,
    re.X,
)
_PHONE = re.compile(r"\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]\d{2,4}){2,}")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?![\d.])")


def special(text: str, low: str, pos: int) -> tuple[int, Kind] | None:
    """End and kind of a number at `pos` whose own form shows that it is no count: 24.02.2022, 18:32, 9/11, 9K330."""
    if text[pos - 1 : pos] == "+":
        phone = _PHONE.match(low, pos - 1)
        if phone:
            return phone.end(), ("identifier", "identifier")
    if text[pos - 1 : pos].isalnum() or text[pos - 1 : pos] == "_":
        return re.compile(r"\d+").match(low, pos).end(), ("identifier", "identifier")  # type: ignore[union-attr]
    found = _SPECIAL.match(low, pos)
    if not found:
        return None
    name, end = found.lastgroup, found.end()
    if name == "slash":
        first, second = (int(n) for n in found.group().split("/"))
        if (first, second) == (24, 7):
            return end, ("duration", "duration")
        if first < second <= 100 and second in (2, 3, 4, 5, 8, 10, 100):
            return end, ("fraction", "fraction")
        day_or_season = first <= 12 and second <= 31
        return end, ("date", "date_or_time") if day_or_season else ("identifier", "identifier")
    if name == "years":
        following = tail(low, end)
        if following.word(0) in words("count_nouns", "words"):
            return None
        return end, ("date", "date_or_time")
    if name == "version" and _DOTTED.match(low, pos):
        return None
    if (
        name == "phone"
        and not re.search(r"(?:call|phone|tel|fax|\(\d+\))\W*$", low[max(0, pos - 12) : pos])
        and end - pos < 9
    ):
        return None
    if name in ("date", "time"):
        return end, ("date", "date_or_time")
    return end, ("identifier", "identifier")


def by_tail(numeral: Numeral, following: Tail) -> Kind | None:
    """Kind that the words after a number give it: a unit, a percent sign, an ordinal suffix, years of age."""
    first, second = following.word(0), following.word(1)
    if not first:
        return None
    glued = following.gap == ""
    if numeral.form == "digits" and glued:
        if first in ("st", "nd", "rd", "th") or (first == "d" and second):
            return "ordinal", "ordinal_name"
        if first in ("s", "'s"):
            return None
        if first not in units() and first not in ("am", "pm"):
            return "identifier", "identifier"
    kind = units().get(first)
    if kind:
        if kind[0] == "duration" and (second in ("old", "olds") or (second == "of" and following.word(2) == "age")):
            return "age", "age"
        if first == "foot" and second in words("count_nouns", "words"):
            return None
        if first == "pound" and following.gap == "-":
            return "measure", "measure"
        if first == "second" and second and numeral.value == 1:
            return kind
        return kind
    if first in ("per", "percentage") and second in ("cent", "point", "points"):
        return "percent", "percent"
    if first == "won" and numeral.scale >= 1e6:
        return "money", "money"
    if first in words("unit_adjectives", "words") and second in units():
        found = units()[second]
        return found if found[0] in ("duration", "measure", "money") else None
    if first == "of" and numeral.form == "vague" and second in units():
        return units()[second]
    if first in ("am", "pm", "a.m", "p.m", "gmt", "utc", "o") and numeral.form == "digits":
        return ("date", "date_or_time") if first != "o" else None
    if first == "in" and second in ("every", "three", "four", "five", "six", "ten", "two") and numeral.form == "words":
        return "fraction", "fraction"
    if first == "out" and second == "of" and following.word(2) in ("every", "ten", "five", "four", "three"):
        return "fraction", "fraction"
    return None


def is_year(value: float | None) -> bool:
    """Whether the value is that of a year from 1500 to 2100."""
    return value is not None and 1500 <= value <= 2100 and value == int(value)


def by_calendar(text: str, low: str, numeral: Numeral, end: int, left: list[str], following: Tail) -> Kind | None:
    """Date kinds of a number in digits: days of a month, years, hours of the day."""
    start, value = numeral.start, numeral.value or 0
    date: Kind = ("date", "date_or_time")
    width = numeral.end - start
    if width <= 2 and value <= 31 and _DAYS.match(low, start):
        return date
    before = left[-1].strip(",.(") if left else ""
    if (
        width <= 4
        and (before in months() or before[:1].isdigit())
        and _follows_month(low, start, width, value, following)
    ):
        return date
    if width == 4 and not numeral.grouped and numeral.scale == 1:
        count = following.word(0) in words("count_nouns", "words") or following.word(1) in words("count_nouns", "words")
        dated = before in words("year_before", "words")
        if (
            is_year(value)
            and low[end : end + 1] not in "%+"
            and not (count and not (dated and before not in _VAGUE_PREPOSITIONS))
        ):
            if before in ("than", "least", "to", "nearly", "almost", "some") and before != "to" and following.word(0):
                return None
            return date
        if (
            int(value) % 100 < 60
            and value < 2400
            and before in ("at", "by", "around", "from", "until", "about")
            and not count
        ):
            wire = before in ("at", "by") and (
                text[start - 3 : start - 1].isupper() or text[start - 3 : start - 2].isupper()
            )
            return date if low[start] == "0" or wire else None
        if low[start] == "0":
            return date
    if width == 5 and low[start + 2] == "." and value < 24 and int(low[start + 3 : start + 5]) < 60:
        line_start = start == 0 or text[start - 1] == "\n"
        if (line_start and low[end : end + 1] == " ") or before in ("at", "by", "from", "until"):
            return date
    return None


_VAGUE_PREPOSITIONS = frozenset(
    {
        "about",
        "around",
        "of",
        "to",
        "the",
        "and",
        "or",
        "for",
        "that",
        "his",
        "her",
        "its",
        "their",
        "as",
        "on",
        "between",
        "by",
        "from",
    }
)


def _follows_month(low: str, start: int, width: int, value: float, following: Tail) -> bool:
    found = _AFTER_MONTH.search(low, max(0, start - 30), start)
    if not found:
        return False
    day, joint = found[1], found[2]
    if width == 4:
        return is_year(value)
    if value > 31:
        return (width == 2 and day is not None) or (width == 2 and following.word(0) == "")
    if day is None:
        plural = following.gap.isspace() and (
            following.word(0) in words("count_nouns", "words") or following.word(1) in words("count_nouns", "words")
        )
        preposition = low[: found.start()].rstrip()[-6:].split()[-1:]
        return not (plural and preposition in (["in"], ["since"], ["last"]))
    return joint in ("-", "–", "to") or (joint in ("and", "or", ",") and not following.word(0))


def by_left(text: str, low: str, numeral: Numeral, end: int, left: list[str], following: Tail) -> Kind | None:
    """Kinds that what stands before the number gives it: a price, a designation, an age, a rank."""
    start, value = numeral.start, numeral.value
    before = text[start - 1 : start]
    if before in exclusions()["money"]["symbols"] and before:
        return "money", "money"
    if before in ("#", "№"):
        return "rank", "rank"
    if before in ("@", "_", "=", "&"):
        return "identifier", "identifier"
    if before in ("-", "–", "/", "."):
        return _joined(low, start, before)
    word = left[-1] if left else ""
    bare = word.strip(".,;:()\"'“")
    if word in words("money", "words") or bare in ("rs", "usd", "eur", "us$"):
        return "money", "money"
    capital = bool(word) and text[low.rindex(word, 0, start) : start][:1].isupper()
    if bare in words("ages", "before") and value is not None and value < 120:
        return "age", "age"
    if bare in words("rank", "before") and word[-1:] not in ",;:":
        if bare in ("number", "numbers", "top", "no", "ranked", "rank", "ranks") and (value or 0) > 100:
            return None
        return "rank", "rank"
    if word == bare or word.endswith("."):
        name = bare in words("numbered", "any") or (capital and bare in words("numbered", "name"))
        counted = following.word(0) in words("count_nouns", "words") or following.word(1) in words(
            "count_nouns", "words"
        )
        if name and not numeral.grouped and not counted and (numeral.form == "digits" or text[start].isupper()):
            return "identifier", "identifier"
    if numeral.form == "digits":
        return _age(text, low, numeral, end, left, following) or _enumerated(text, numeral, end)
    return None


def _joined(low: str, start: int, joint: str) -> Kind | None:
    """Kind of a number that a hyphen, slash or point ties to what stands before it."""
    prefix = re.search(r"([\w.]+)[-–/.]$", low[max(0, start - 24) : start])
    if not prefix:
        return ("measure", "measure") if joint == "." else None
    word = prefix[1]
    if word in words("prefixes", "date"):
        return "date", "date_or_time"
    if word in words("prefixes", "age"):
        return "age", "age"
    if word in words("prefixes", "rank"):
        return "rank", "rank"
    if joint == "–" or (joint == "." and word.isalpha()):
        return None
    return "identifier", "identifier"


def _age(text: str, low: str, numeral: Numeral, end: int, left: list[str], following: Tail) -> Kind | None:
    """Age of a person: "Salekh Magamadov, 20, and", "their daughter, 7,", "children under 12"."""
    start, value = numeral.start, numeral.value or 0
    if not 0 < value < 116 or value != int(value) or numeral.end - start > 3 or not left:
        return None
    closes = text[end : end + 1] in (",", ".", ";", ")") or low.startswith((" and ", " was ", " were ", " who "), end)
    word = left[-1]
    if word.endswith(",") and closes and following.gap != "-":
        bare = word.strip(",\"'”")
        at = low.rfind(bare, 0, start)
        name = text[at : at + 1].isupper() and not text[at : at + 2].isupper()
        upper = text[at : at + len(bare)].isupper() and len(bare) > 2 and text[end : end + 1] == ","
        person = bare in words("ages", "relations")
        if (name or person or upper) and bare not in months() and not any(c.isdigit() for c in bare):
            return "age", "age"
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")" and len(left) > 1:
        first, second = left[-2:] if left[-1] != "(" else (left[-3:-1] if len(left) > 2 else ("", ""))
        at = low.rfind(f"{first} {second}", 0, start)
        if (
            at >= 0
            and text[at].isupper()
            and text[at + len(first) + 1 : at + len(first) + 2].isupper()
            and first.isalpha()
        ):
            return "age", "age"
    if (word in ("under", "over", "than") and not following.word(0)) or (
        word in ("under", "over") and following.word(0) in ("were", "are", "have", "who")
    ):
        head = left[-3] if word == "than" and len(left) > 2 else left[-2] if len(left) > 1 else ""
        if head in words("ages", "children"):
            return "age", "age"
    return None


def _enumerated(text: str, numeral: Numeral, end: int) -> Kind | None:
    """Number of an item of a list, of a footnote or of a reading."""
    start = numeral.start
    line = text.rfind("\n", 0, start) + 1
    lead = text[line:start]
    if lead.strip() in ("", "(") and numeral.end - start <= 2 and re.match(r"[.)]\s|\.$", text[end : end + 2]):
        return "identifier", "list_number"
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
        return "identifier", "identifier"
    return None


def by_formation(text: str, low: str, numeral: Numeral, end: int) -> Kind | None:
    """Designation of a unit: "16 Air Assault Brigade", "40 Commando"."""
    if numeral.form != "digits" or numeral.value in (None, 1.0) or text[end : end + 1] != " ":
        return None
    found = re.compile(r"(?: [A-Z][A-Za-z-]*){1,4}").match(text, end)
    if not found:
        return None
    for i, name in enumerate(found.group().lower().split()):
        if name in words("count_nouns", "words"):
            return None
        if name in words("formation_names", "words") or (not i and name in words("formation_names", "bare")):
            return "identifier", "identifier"
    return None
