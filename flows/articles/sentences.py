"""Bounds of sentences in news text, by a grammar of full stops rather than a model.

Abbreviations, initials, decimals, ellipses, closing quotes, enumerators, capitals-only wires and text without a space
after the full stop are told apart by the words of lexicon/sentence_bounds.toml; lines and zones by `zones`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from flows.articles import zones
from flows.lexicon import read_toml

BULLETS: Final = frozenset("•●▪◦‣")
# One character class first: the engine then skips to candidates at 100 MB/s (12 MB/s with alternatives in front).
STOP: Final = re.compile(
    r"[.!?…。！？•●▪◦‣]([.!?…。！？]*)([\"'”’»)\]*_]*(?:\[[^\]\s]{1,12}(?: needed)?\])*)"
    r"(?:\s+|(?<=[。！？])|(?<=[a-z][a-z][.!?])(?=[A-Z][a-z])|(?<=[a-z][a-z][.!?][\"”])(?=[A-Z][a-z]))"
)
WORD: Final = re.compile(r"[^\W\d_]+")
LABEL: Final = re.compile(r"[\W_]*(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})?\Z")
ARTICLE_NAME: Final = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul)-[A-Z]")
OPENERS: Final = "\"'“‘([«*_"
SPLIT_ZONES: Final = frozenset({"headline", "body", "list"})
HEADLINE_SENTENCES_MAX: Final = 2  # a first line with more is a paragraph
ITEM_LABEL_SPACES_MAX: Final = 2  # spaces in the bullet and label of an item


class Sentence(NamedTuple):
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
    short: frozenset[str]


@cache
def _words() -> _Words:
    data = read_toml("sentence_bounds.toml")

    def both(key: str) -> frozenset[str]:
        return frozenset(data[key]) | frozenset(word.upper() for word in data[key])

    before_name = both("before_name") - {"V", "AL", "DEP", "DIR", "MIN"}
    before_number = both("before_number") - {"C", "ART", "EST", "MAR", "MIN", "RES"}
    opens = frozenset(data["open"]) | {"INC", "LTD", "CORP", "CO", "JR", "SR"}
    starters = frozenset(data["starters"]) | frozenset(data["starters_capitals"])
    return _Words(
        before_name, before_number, opens, starters, frozenset(data["domains"]), before_name | before_number | opens
    )


def split(text: str) -> list[Sentence]:
    """Sentences of `text` in order; every character that is no white space lies in exactly one."""
    words = _words()
    out: list[Sentence] = []
    for start, end, zone in zones.blocks(text):
        if zone not in SPLIT_ZONES:
            out.append(Sentence(zone, start, end))
            continue
        spans = _bounds(text, start, end, words)
        if zone == "headline" and len(spans) > HEADLINE_SENTENCES_MAX:
            zone = "body"
        elif zone == "list" and len(spans) > 1 and text.count(" ", *spans[0]) <= ITEM_LABEL_SPACES_MAX:
            spans[:2] = [(spans[0][0], spans[1][1])]  # "- Tanks. Egypt 2,480; Turkey 2,378"
        for first, last in spans:
            out.append(Sentence(zone, first, last))
    return out


def _bounds(text: str, start: int, end: int, words: _Words) -> list[tuple[int, int]]:
    """Spans of the sentences of one block, without the white space between them."""
    spans = []
    for found in STOP.finditer(text, start, end):
        at, after = found.span()
        if text[at] in BULLETS:
            last = at
            while last > start and text[last - 1].isspace():
                last -= 1
            if last > start and after > at + 1:
                spans.append((start, last))
                start = at
        elif after < end and _ends(text, start, found, words):
            spans.append((start, found.end(2)))
            start = after
    spans.append((start, end))
    return spans


def _ends(text: str, start: int, found: re.Match[str], words: _Words) -> bool:
    """Whether the stop `found`, in the sentence that begins at `start`, ends it; something follows in the block."""
    at, after = found.span()
    char = text[after]
    if after == at + 2 and text[at] == "." and at - start > 8 and char.isupper():  # the plain case, nine in ten
        word = text[text.rfind(" ", start, at) + 1 : at]
        if len(word) > 1 and word.isalpha() and word not in words.short:
            return True
    if char.islower():
        return bool(ARTICLE_NAME.match(text, after)) and found.start(2) == found.end(2)
    if char in ",;:–—-)]":
        return False
    if text[at - 1 : at].isspace():
        return text[at] in "!?"  # " . . . " and " ..." leave words out
    if at - start < 8 and LABEL.match(text[start:at]):
        return False
    if found.start(2) < found.end(2) or text[at] != "." or at + 1 < found.start(2):
        return True
    cut = max(start, at - 24)
    word = text[cut:at].rsplit(None, 1)[-1] if at > cut else ""
    key = word.lstrip("\"'“‘([«*_$")
    for joint in "-–—/":
        if joint in key:
            key = key.rsplit(joint, 1)[-1]
    follower = WORD.match(text, after + 1 if char in OPENERS else after)
    name = follower.group() if follower else ""
    if found.end(2) == after and name in words.domains:
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
