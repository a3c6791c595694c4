"""Ages among numbers: "aged 6 and 8", "Salekh Magamadov, 20, and", "John Smith (45)", "children under 12"."""

from __future__ import annotations

import re
from typing import Final

from flows.claims.number_context import AGE, EXCLUSIONS, Kind, Tail, listed
from flows.claims.numerals import MONTHS, Numeral
from flows.claims.words import plural

VERBS: Final = listed("one", "verbs")
"""Words after a number that are no noun."""
LINKS: Final = frozenset(("and", "to", "or", "between", "from"))


def is_aged(left: list[str]) -> bool:
    """Whether a list of ages goes on: "aged 6 and", "aged between", "ages 6, 8 and"."""
    for word in reversed(left):
        if word in _AGED:
            return True
        if word not in LINKS and not word.rstrip(",").isdigit():
            return False
    return False


_AGED: Final = frozenset(EXCLUSIONS["ages"]["before"])
RELATIONS: Final = listed("ages", "relations")
_CHILDREN: Final = listed("ages", "children")
RELATED: Final = frozenset(plural(word) for word in RELATIONS) | _CHILDREN
_OF_SEVERAL: Final = re.compile(r"\d{1,2}(?:, \d{1,2})*,? and \d{1,2}(?=[,.;)])")
"""Ages of several persons up to the last one."""
_BEFORE_AGE: Final = re.compile(r"([a-z]+), \d{1,2}(?:, \d{1,2})*,? (?:and )?$")
_AFTER_AGE: Final = (" and ", " was ", " were ", " who ", " from ", " of ")
LIST_REACH: Final = 80
"""Characters to the next of a list of persons."""
OLDEST: Final = 115
"""Years; a greater number after a name is no age."""


def may_be_age(numeral: Numeral) -> bool:
    value = numeral.value or 0.0
    return 0 < value <= OLDEST and value == int(value) and (numeral.form == "words" or numeral.end - numeral.start <= 3)


def after_name(text: str, low: str, numeral: Numeral, word: str, following: Tail) -> Kind | None:
    """Age of a person named or described before: "Salekh Magamadov, 20, and", "their daughter, 7,"."""
    end = numeral.end
    if not may_be_age(numeral) or following.gap == "-":
        return None
    if word.strip(",") in RELATED and _OF_SEVERAL.match(low, numeral.start):
        return AGE  # "killed two children, 7 and 9, and"
    closer = text[end : end + 1]
    if low.startswith((" of them", " of whom", " of which", " of these"), end):
        return None  # "received 18 Rafales, 12 of them second-hand"
    if closer not in (",", ".", ";", ")") and not low.startswith(_AFTER_AGE, end):
        return None
    bare = word.strip("(,\"'”’")
    at = low.rfind(bare, 0, numeral.start)
    if not bare.replace("-", "").replace("'", "").isalpha() or bare in MONTHS:
        return None
    if bare in RELATIONS:
        return AGE
    name = text[at : at + len(bare)]
    upper = name.isupper() and len(name) > 2
    if upper and closer != ",":
        return AGE if _is_among_ages(low, numeral) else None
    return AGE if name[0].isupper() else None


def go_on(low: str, numeral: Numeral) -> bool:
    """Whether a number goes on the ages of several persons: "two children, 7 and 9,"."""
    if numeral.form != "digits" or numeral.end - numeral.start > 2 or low[numeral.end : numeral.end + 1] not in ",.;)":
        return False
    found = _BEFORE_AGE.search(low[max(0, numeral.start - LIST_REACH) : numeral.start])
    return found is not None and found[1] in RELATED


_OTHER_AGE: Final = re.compile(r"[a-z] [a-z]+, \d\d(?=[;.])")


def _is_among_ages(low: str, numeral: Numeral) -> bool:
    """Whether another age stands near one in a text of capitals: "HERIBERTO LOPEZ, 53; JAIME ORLANDO, 24;"."""
    near = low[max(0, numeral.start - LIST_REACH) : numeral.end + LIST_REACH]
    return len(_OTHER_AGE.findall(near)) > 1


def limit(left: list[str], numeral: Numeral, following: Tail) -> Kind | None:
    """Ages after a limit: "children under 12", "men over 50 were"; "under 400 troops" is a count."""
    if not may_be_age(numeral) or not stands_alone(following):
        return None
    older = left[-1] == "than"
    if older and left[-2] not in ("older", "younger"):
        return None
    head = left[-3:-2] if older else left[-2:-1]
    return AGE if older or (head and head[0] in _CHILDREN) else None


def stands_alone(following: Tail) -> bool:
    """Whether no noun follows the number."""
    return not following.first or following.first in VERBS or following.first in ("were", "are", "have")


def in_brackets(text: str, low: str, numeral: Numeral, left: list[str]) -> bool:
    """Whether a number in round brackets is an age: "John Smith (45)"."""
    names = [w for w in left if w.strip("(")][-2:]
    if names[-1:] and names[-1].strip(",") in RELATIONS and may_be_age(numeral) and (numeral.value or 0) > 1:
        return True  # "a man (45), his wife (40)"
    if len(names) < 2 or not may_be_age(numeral):
        return False
    at = low.rfind(names[1], 0, numeral.start)
    first = low.rfind(names[0], 0, at)
    both = text[first : first + 1].isupper() and text[at : at + 1].isupper()
    return both and names[0].isalpha() and not text[first:at].strip().isupper()
