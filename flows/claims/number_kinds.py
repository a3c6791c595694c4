"""What sort of number a numeral is, from the words around it: a count, or an age, a price, a designation, a rank."""

from __future__ import annotations

import re
from typing import Final

from flows.claims import number_ages
from flows.claims.number_context import AGE, COUNTED, DATE, EXCLUSIONS, IDENTIFIER, UNITS, Kind, Tail, counts, listed
from flows.claims.numerals import GAP, MONTHS, SMALL, Numeral, alternation

_ADJECTIVES: Final = listed("unit_adjectives", "words")
_ORDINAL_ENDS: Final = frozenset(("st", "nd", "rd", "th"))


def by_tail(low: str, numeral: Numeral, following: Tail) -> Kind | None:
    """Kind that the words after a number give it: a unit, a percent sign, an ordinal suffix, years of age."""
    gap, first, second, _ = following
    if not first:
        return None
    if not gap and numeral.form == "digits":
        if first in _ORDINAL_ENDS or (first == "d" and second):
            return "ordinal", "ordinal_name"
        if first in ("s", "'s"):
            return None
        if first not in UNITS:
            return IDENTIFIER
    kind = UNITS.get(first)
    if kind:
        return _unit(low, numeral, following, kind)
    if second in UNITS and (first in _ADJECTIVES or (first == "of" and numeral.form == "vague")):
        return UNITS[second] if UNITS[second][0] in ("duration", "measure", "money") else None
    if first in ("per", "percentage"):
        return ("percent", "percent") if second in ("cent", "point", "points") else None
    if first == "won" and numeral.scale >= 1e6:
        return "money", "money"
    if first in ("gmt", "utc") and numeral.form == "digits":
        return DATE
    return None


_OLD: Final = re.compile(r"[ -]olds?(?!\w)|\s+of\s+age(?!\w)")


def _unit(low: str, numeral: Numeral, following: Tail, kind: Kind) -> Kind | None:
    if low.startswith(("-hand", "-class"), following.end):
        return None  # "116 second-hand tanks", "three Kilo-class submarines"
    if kind[0] == "duration" and _OLD.match(low, following.end):
        return AGE
    if following.first == "foot" and (following.second in COUNTED or _ARE_MEN.match(low, following.end)):
        return None  # "8,000 foot and 900 horse"
    times = following.first == "x" and (not following.second or following.gap == " ")
    if times and low[following.end : following.end + 1] == " ":
        return None  # "3x T-80", "2 x ISAF wounded"
    if following.first == "pound" and following.gap == "-":
        return "measure", "measure"
    return kind


_ARE_MEN: Final = re.compile(
    r"\.(?:\s|$)| under [a-z]|[,;)]?(?: and)? (?:[^,.;]|,\d){0,40}(?:horse|cavalry|guns|cannon)(?!\w)"
)
"""What stands behind "foot" where it means men: where it is a length, a noun does."""

_OF_EVERY: Final = re.compile(
    rf"{GAP}(?:(?P<few>in|out{GAP}of){GAP}(?P<every>every{GAP})?)"
    rf"(?P<many>{alternation(SMALL)}|10{{1,3}}|[3-9])(?!\w|[,.]\d|-)"
)


def share_end(low: str, numeral: Numeral) -> int | None:
    """End of a share that a number starts: "one in five", "two out of every three", "nine out of ten"."""
    if low[numeral.end + 1 : numeral.end + 2] not in ("i", "o") or (numeral.value or 0) > 99:
        return None
    found = _OF_EVERY.match(low, numeral.end)
    if not found or (found["few"] == "in" and numeral.value != 1 and not found["every"]):
        return None
    many = SMALL.get(found["many"]) or float(found["many"])
    round_base = many in (3, 4, 5, 10, 100, 1000) or found["every"]
    return found.end() if numeral.value is not None and numeral.value < many and round_base else None


_MONEY_SIGNS: Final = frozenset(EXCLUSIONS["money"]["symbols"])
_SIGNS: Final[dict[str, Kind]] = {
    **dict.fromkeys(_MONEY_SIGNS, ("money", "money")),
    **dict.fromkeys("#№", ("rank", "rank")),
    **dict.fromkeys("@_=&", IDENTIFIER),
}
_LEFT: Final[dict[str, str]] = {
    **dict.fromkeys(EXCLUSIONS["numbered"]["name"], "name"),
    **dict.fromkeys(EXCLUSIONS["numbered"]["any"], "series"),
    **dict.fromkeys(EXCLUSIONS["rank"]["before"], "rank"),
    **dict.fromkeys(EXCLUSIONS["ages"]["before"], "age"),
    **dict.fromkeys(EXCLUSIONS["money"]["words"], "money"),
    **dict.fromkeys(("under", "over", "than"), "limit"),
    "of": "of",
}
"""What the word before a number may show."""
_CALLED: Final = listed("rank", "called")
_RANK_LIMIT: Final = 100
"""Above it "number" is a verb or noun of counting: "fighters who number 3,000"."""


def by_zero(low: str, numeral: Numeral) -> Kind | None:
    """Digits that begin with a zero count nothing: "03-09", "007"."""
    return IDENTIFIER if low[numeral.start] == "0" and low[numeral.start + 1 : numeral.start + 2].isdigit() else None


def by_left(text: str, low: str, numeral: Numeral, left: list[str], following: Tail) -> Kind | None:
    """Kind that what stands before a number gives it: a price, a designation, an age, a rank."""
    start = numeral.start
    sign = text[start - 1 : start]
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign in _JOINTS:
        return _joined(low, start, sign)
    if not left:
        return _enumerated(text, numeral) if numeral.form == "digits" else None
    word = left[-1]
    if sign in ("(", "[") and numeral.form == "digits":
        return _bracketed(text, low, numeral, left)
    if (word in number_ages.LINKS or word[-1] == ",") and number_ages.is_aged(left):
        return AGE
    if (word == "and" or word[-1] == ",") and number_ages.go_on(low, numeral):
        return AGE
    if word[-1] == "," and numeral.form == "digits":
        return number_ages.after_name(text, low, numeral, word, following)
    if sign == "\n" and numeral.form == "digits" and (listed := _enumerated(text, numeral)):
        return listed
    role = _LEFT.get(word) or _LEFT.get(word.strip(".;:()\"'“*"))
    return _by_role(text, low, numeral, left, following, role) if role else None


_ABBREVIATED: Final = frozenset(EXCLUSIONS["numbered"]["abbreviated"])
_JOINTS: Final = frozenset(("-", "‐", "‑", "–", "/", "\\", "."))


def _by_role(text: str, low: str, numeral: Numeral, left: list[str], following: Tail, role: str) -> Kind | None:
    value, word = numeral.value or 0.0, left[-1]
    if role == "money":
        return "money", "money"
    if role == "age":
        return AGE if value < 120 else None
    if role == "rank" and left[-2:-1] and left[-2] in _CALLED:
        return IDENTIFIER
    if role == "rank":
        return ("rank", "rank") if value <= _RANK_LIMIT and not numeral.grouped and word[-1] not in ";:" else None
    if role == "of":
        aged = (
            len(left) > 1
            and left[-2] in number_ages.RELATIONS
            and number_ages.may_be_age(numeral)
            and number_ages.stands_alone(following)
        )
        return AGE if aged and value > 1 else None
    if role == "limit":
        return number_ages.limit(left, numeral, following) if word != "than" or len(left) > 2 else None
    if word[-1] == "." and word.strip(".") not in _ABBREVIATED:
        return None  # "attacked the post. Five of them fell"
    if word[-1] in ';:)"' or numeral.grouped or counts(following):
        return None
    at = low.rfind(word, 0, numeral.start)
    if role == "name" and (not text[at : at + 1].isupper() or left[-2:] == ["air", "force"]):
        return None
    return IDENTIFIER if numeral.form == "digits" or text[numeral.start].isupper() else None


_PREFIX: Final = re.compile(r"[\w.]+\Z")
_PREFIX_KINDS: Final[dict[str, Kind]] = {
    **dict.fromkeys(EXCLUSIONS["prefixes"]["date"], DATE),
    **dict.fromkeys(EXCLUSIONS["prefixes"]["age"], AGE),
    **dict.fromkeys(EXCLUSIONS["prefixes"]["rank"], ("rank", "rank")),
}


def _joined(low: str, start: int, joint: str) -> Kind | None:
    """Kind of a number that a hyphen, slash or point ties to what stands before it."""
    before = low[max(0, start - 24) : start - 1]
    cut = max(before.rfind(c) for c in " \n\t-–/(\"'")
    word = before[cut + 1 :]
    if not word or not (word[-1].isalnum() or word[-1] in "._)"):
        return ("measure", "measure") if joint == "." else None
    if word.isdigit() and before[: cut + 1].rstrip(" .").rpartition(" ")[2].strip("*_#(") in MONTHS:
        return DATE
    if word in _PREFIX_KINDS:
        return _PREFIX_KINDS[word]
    if joint == "." and word.isalpha():
        return IDENTIFIER if word in _LEFT else None
    apart = joint == "\\" and not any(c.isdigit() for c in word)  # "launchers\\303 missiles", but "M-37\\43"
    return None if joint == "–" or apart else IDENTIFIER


def _bracketed(text: str, low: str, numeral: Numeral, left: list[str]) -> Kind | None:
    """Note numbers "[12]" and ages "John Smith (45)"; a count in brackets is a count."""
    closer = text[numeral.end : numeral.end + 1]
    if text[numeral.start - 1] == "[":
        return IDENTIFIER if closer == "]" else None
    if closer != ")":
        return None
    return AGE if number_ages.in_brackets(text, low, numeral, left) else _enumerated(text, numeral)


_MARK: Final = re.compile(r"[.)](?=\s)")


def _enumerated(text: str, numeral: Numeral) -> Kind | None:
    """Number of an item at the start of a line: "5) The arrests", "12. Tanks"."""
    line = text.rfind("\n", 0, numeral.start) + 1
    if text[line : numeral.start].strip() not in ("", "(") or numeral.end - numeral.start > 2:
        return None
    return ("identifier", "list_number") if _MARK.match(text, numeral.end) else None


_FORMATION_NAMES: Final = listed("formation_names", "words")
_FORMATION_BARE: Final = listed("formation_names", "bare")
_COUNTED_OF_ARMY: Final = [[name] for name in sorted(COUNTED) + EXCLUSIONS["formation_names"]["losses"]]
_NOUN: Final = re.compile(r" ([a-z]+)")
_NAMES: Final = re.compile(r"(?: [A-Z][A-Za-z-]*){1,4}")


def by_formation(text: str, numeral: Numeral) -> Kind | None:
    """Designation of a unit: "16 Air Assault Brigade", "40 Commando"."""
    if not text[numeral.end + 1 : numeral.end + 2].isupper() or numeral.value == 1:
        return None
    found = _NAMES.match(text, numeral.end)
    if not found:
        return None
    names = found.group().lower().split()
    following = _NOUN.match(text, found.end())
    for i, name in enumerate(names):
        if name in COUNTED or names[i + 1 : i + 2] in _COUNTED_OF_ARMY:
            return None  # "26 ARMY CASUALTIES", "26 ARMY SOLDIERS"
        if name in _FORMATION_NAMES or (not i and name in _FORMATION_BARE):
            last = i == len(names) - 1
            return None if last and following and following[1] in COUNTED else IDENTIFIER
    return None
