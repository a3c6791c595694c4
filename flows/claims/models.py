"""Named types of military equipment in a sentence: "Su-27s", "Black Hawks", "M1A2", "two SAMP/T"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from flows.lexicon import read_toml

DESIGNATION = re.compile(r"([a-z]+|\d[a-z]+)(\d+)(?!\d)")
JOINTS = frozenset("-/")
LEAST_LETTERS = 5
HYPHENS = "-‐‑"
JOINED, PARTED = str.maketrans("", "", HYPHENS), str.maketrans(dict.fromkeys(HYPHENS, " "))


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    data = read_toml("models.toml")
    designations = {
        _bare(stem): unit for unit, text in data["designation"].items() for stem in text.replace("#", "").split()
    }
    names = {name.lower().translate(PARTED): unit for unit, text in data["name"].items() for name in text.split()}
    return designations, names


def names() -> frozenset[str]:
    """First words of the names of types that no common word begins as, in lower case."""
    return frozenset(first for first in (name.split()[0] for name in _tables()[1]) if len(first) >= LEAST_LETTERS)


def _bare(word: str) -> str:
    return word.lower().translate(JOINED)


def _singular(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s").removesuffix("s")


def unit(word: str) -> str | None:
    """Unit of equipment that a designation or a type's name in one word stands for, or None."""
    designations, names = _tables()
    name = word.lower().translate(PARTED)
    known = names.get(name) or names.get(_singular(name))
    if known:
        return known
    found = DESIGNATION.match(_bare(word))
    if found:
        letters = found.group(1)
        known = designations.get(found.group()) or designations.get(letters)
        if known:
            return known
    first, parted, _ = name.partition(" ")
    return names.get(first) if parted else None


def at(raw: Sequence[str], index: int) -> tuple[str, int] | None:
    """Unit and length in tokens of the type named at token `index`, the longest first; None where none is."""
    first = raw[index]
    if not (first[0].isupper() or first[0].isdigit() or first[-1:].isdigit()):
        return None
    if first[0] == "x" and index and raw[index - 1].isdigit():
        return None  # driven wheels: "4x4", "6x6"
    names = _tables()[1]
    if index + 1 < len(raw) and first[0].isupper():
        joint = raw[index + 1] in JOINTS and index + 2 < len(raw)
        second = raw[index + 2] if joint else raw[index + 1]
        low = f"{first} {second}".lower()
        known = names.get(low) or names.get(_singular(low))
        if known and second[0].isupper():
            return known, 3 if joint else 2
        if joint and (known := unit(f"{first}{second}")) and second[-1:].isalnum():  # F / A-18
            return known, 3
    if raw[index + 1 : index + 2] == ["."] and index + 2 < len(raw) and raw[index + 2][0].isdigit():
        known = unit(first + raw[index + 2].removesuffix("s"))  # "SF.260", "AS.355F"
        if known:
            tail = "".join(raw[index + 3 : index + 4])  # "AS.355F", "MB.339s"
            return known, 3 + (tail == "s" or (len(tail) == 1 and tail.isupper()))
    if raw[index + 2 : index + 3] == ["s"] and raw[index + 1].isdigit() and (known := unit(first + raw[index + 1])):
        return known, 3  # "Bell 212s"
    if index + 1 < len(raw) and first.isdigit() and raw[index + 1][0].isupper():  # 2 S19, as the words are parted
        known = unit(first + raw[index + 1])
        if known:
            return known, 2
    known = unit(first)
    return (known, 1) if known else None
