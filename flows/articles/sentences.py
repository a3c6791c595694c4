"""Bounds of sentences in news text, by a grammar of full stops rather than a model.

Abbreviations, initials, decimals, ellipses, closing quotes, enumerators, capitals-only wires and text without a space
after the full stop are told apart by the words of lexicon/sentence_bounds.toml; lines and zones by `zones`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from flows.articles import zones
from flows.lexicon import read_toml

STOP: Final = re.compile(
    r"(?P<bullet>[•●▪◦‣])(?=\s)"
    r"|(?P<stop>[.!?…。！？]+)(?P<close>[\"'”’»)\]*_]*(?:\[[^\]\s]{1,12}(?: needed)?\])*)"
    r"(?:\s+|(?<=[。！？])|(?<=[a-z][a-z][.!?])(?=[A-Z][a-z])|(?<=[a-z][a-z][.!?][\"”])(?=[A-Z][a-z]))"
)
WORD: Final = re.compile(r"[^\W\d_]+")
LABEL: Final = re.compile(r"[\W_]*(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})?\Z")
ARTICLE_NAME: Final = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul)-[A-Z]")
OPENERS: Final = "\"'“‘([«*_"
SPLIT_ZONES: Final = frozenset({"headline", "body", "list"})
HEADLINE_SENTENCES_MAX: Final = 2  # a first line with more is a paragraph
ITEM_LABEL_SPACES_MAX: Final = 2  # spaces in the bullet and label of an item


@dataclass(frozen=True, slots=True)
class Sentence:
    """Half-open span of code points in the text, with the zone of the page it stands in (schemas.ZONES)."""

    zone: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    before_name: frozenset[str]
    before_number: frozenset[str]
    open: frozenset[str]
    starters: frozenset[str]
    domains: frozenset[str]


@cache
def _words() -> _Words:
    data = read_toml("sentence_bounds.toml")

    def both(key: str) -> frozenset[str]:
        return frozenset(data[key]) | frozenset(word.upper() for word in data[key])

    return _Words(
        both("before_name") - {"V", "AL", "DEP", "DIR", "MIN"},
        both("before_number") - {"C", "ART", "EST", "MAR", "MIN", "RES"},
        frozenset(data["open"]) | {"INC", "LTD", "CORP", "CO", "JR", "SR"},
        frozenset(data["starters"]) | frozenset(data["starters_capitals"]),
        frozenset(data["domains"]),
    )


def split(text: str) -> list[Sentence]:
    """Sentences of `text` in order; every character that is no white space lies in exactly one."""
    out: list[Sentence] = []
    for start, end, zone in zones.blocks(text):
        if zone not in SPLIT_ZONES:
            out.append(Sentence(zone, start, end))
            continue
        spans = list(_bounds(text, start, end))
        if zone == "list" and len(spans) > 1 and text.count(" ", *spans[0]) <= ITEM_LABEL_SPACES_MAX:
            spans[:2] = [(spans[0][0], spans[1][1])]  # "- Tanks. Egypt 2,480; Turkey 2,378"
        if zone == "headline" and len(spans) > HEADLINE_SENTENCES_MAX:
            zone = "body"
        out += [Sentence(zone, first, last) for first, last in spans]
    return out


def _bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of one block, without the white space between them."""
    words = _words()
    for found in STOP.finditer(text, start, end):
        after = found.end()
        if found["bullet"]:
            last = after = found.start()
            while last > start and text[last - 1].isspace():
                last -= 1
            if last > start:
                yield start, last
                start = after
        elif after < end and _ends(text, start, found, words):
            yield start, found.end("close")
            start = after
    yield start, end


def _ends(text: str, start: int, found: re.Match[str], words: _Words) -> bool:
    """Whether the stop `found`, in the sentence that begins at `start`, ends it; something follows in the block."""
    at, after = found.start(), found.end()
    char = text[after]
    if char.islower():
        return bool(ARTICLE_NAME.match(text, after)) and not found["close"]
    if char in ",;:–—-)]":
        return False
    stop = found["stop"]
    if stop == "." and text[at - 1 : at].isspace():
        return False
    if stop[0] != "." or found["close"]:
        return LABEL.match(text[start:at]) is None if at - start < 8 else True
    if len(stop) > 1 and stop != "..":
        return not text[at - 1 : at].isspace()
    if at - start < 8 and LABEL.match(text[start:at]):
        return False
    cut = max(start, at - 24)
    word = text[cut:at].rsplit(None, 1)[-1] if at > cut else ""
    key = word.lstrip("\"'“‘([«*_$")
    for joint in "-–—/":
        if joint in key:
            key = key.rsplit(joint, 1)[-1]
    follower = WORD.match(text, after + 1 if char in OPENERS else after)
    name = follower.group() if follower else ""
    if found.end("close") == after and name in words.domains:
        return False
    if key in words.before_name:
        return False
    if key in words.before_number:
        return not char.isdigit()
    if key in words.open or (len(key) == 1 and key.isalpha()) or ("." in key and not key[0].isdigit()):
        if char in '"“‘':
            return len(key) > 1
        return name in words.starters
    return True
