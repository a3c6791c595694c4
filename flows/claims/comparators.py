"""The words beside a number that compare: "more than 200", "some 200", "200 or more", "200-odd"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.claims.numerals import GAP, alternation
from flows.lexicon import read_toml

REACH = 64
"""Code points read to the left of a number: the longest phrase with two fillers fits."""
LONGEST = 6
"""Words of the longest phrase."""
BARE = "B1_bare"
ABOUT = "B2_about"
_OPENERS = "\"'“‘([«„"
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The bounds rule that words beside a number call, and the span of number and words."""

    rule_id: str
    outer_start: int
    outer_end: int
    tolerance_at: int | None = None


@cache
def _before() -> dict[str, str]:
    """Rule by phrase before a number."""
    rules = read_toml("modifiers.toml")["rules"]
    return {phrase: rule_id for rule_id, row in rules.items() for phrase in row.get("before", ())}


@cache
def _last_words() -> frozenset[str]:
    """Last words of phrases and fillers: where the word before a number is none of them, nothing compares."""
    return frozenset(p.split()[-1] for p in (*_before(), *_fillers(), *_articles()))


@cache
def _fillers() -> frozenset[str]:
    return frozenset(read_toml("modifiers.toml")["fillers"]["words"])


@cache
def _articles() -> frozenset[str]:
    return frozenset(read_toml("modifiers.toml")["fillers"]["article"])


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(read_toml("modifiers.toml")["prepositions"]["words"])


@cache
def _governors() -> dict[str, frozenset[str]]:
    return {word: frozenset(heads) for word, heads in read_toml("modifiers.toml")["governors"].items()}


@cache
def _symbols() -> dict[str, str]:
    rules = read_toml("modifiers.toml")["rules"]
    return {symbol: rule_id for rule_id, row in rules.items() for symbol in row.get("symbols", ())}


@cache
def _after() -> re.Pattern[str]:
    """Words right after a number, one group a rule."""
    rules = read_toml("modifiers.toml")["rules"]
    groups = []
    for rule_id, row in rules.items():
        glued = [p for p in row.get("after", ()) if not p[0].isalpha()]
        words = [p for p in row.get("after", ()) if p[0].isalpha()]
        if words:
            tight = "".join("|" + re.escape(p) for p in glued)
            groups.append(rf"(?P<{rule_id}>(?:{GAP}|-){alternation(words)}{tight})(?!\w)")
    return re.compile("|".join(groups))


_AFTER_NOUN = re.compile(
    rf"(?:{GAP}[a-z][a-z'-]*){{1,3}}?{GAP}"
    r"(?P<words>or more|or so|or fewer|at least|at the least|at the most|at most|or thereabouts|give or take)"
    r"(?=\s*(?:[.,;:)!?\n]|$|(?:have|has|had|were|was|are|died|in|on|at|and|killed|dead|wounded|injured)\b))"
)
_STATED = re.compile(
    rf"{GAP}(?:give or take|plus or minus|plus/minus|\+/-|±)(?:{GAP}(?:an?|the))?{GAP}?|[ ]?(?:±|\+/-)[ ]?"
)


def compare(low: str, start: int, end: int) -> Comparison:
    """What the words around the number `low[start:end]` (folded text) say; the bare rule where there are none."""
    rule_id, outer_start = _left(low, start)
    stated = _STATED.match(low, end)
    if stated and low[stated.end() : stated.end() + 1].isalnum():
        return Comparison("B10_plus_minus", outer_start, stated.end(), stated.end())
    outer_end = end
    if low[end : end + 1] in ("+", " ", "-", "\n", "\t"):
        found = _after().match(low, end)
        if found and not (found.lastgroup == "B5_at_least" and _adds(low, found)):
            rule_id, outer_end = _stronger(rule_id, found.lastgroup or BARE), found.end()
        elif rule_id == BARE:
            noun = _AFTER_NOUN.match(low, end)
            if noun:
                rule_id, outer_end = _rule_after(noun["words"]), noun.end("words")
    return Comparison(rule_id, outer_start, outer_end)


def _rule_after(words: str) -> str:
    for rule_id, row in read_toml("modifiers.toml")["rules"].items():
        if words in row.get("after", ()):
            return str(rule_id)
    return BARE


def _adds(low: str, found: re.Match[str]) -> bool:
    """Whether a plus joins the next number ("five plus one", "2+2") or "at least" belongs to it."""
    following = low[found.end() : found.end() + 12].lstrip()
    last = found.group().strip(" -\n")
    if last in ("+", "plus"):
        return following[:1].isdigit() or (last == "plus" and following.split(" ")[0] in _counting())
    return last.startswith("at ") and (following[:1].isdigit() or following.split(" ")[0] in _counting())


@cache
def _counting() -> frozenset[str]:
    lex = read_toml("numerals.toml")
    return frozenset({**lex["ones"], **lex["teens"], **lex["tens"]}) | {"a", "an", "another", "the"}


def _stronger(first: str, second: str) -> str:
    """The rule that says more: a direction beats an approximation, an approximation the bare number."""
    order = {BARE: 0, ABOUT: 1}
    return second if order.get(second, 2) > order.get(first, 2) else first


def _left(low: str, start: int) -> tuple[str, int]:
    """Rule and first character of the words before `start`."""
    symbol = _symbols().get(low[start - 1 : start]) if start else None
    if symbol:
        return symbol, start - 1
    window = low[max(0, start - REACH) : start].replace("--", "  ").replace("—", " ").replace("–", " ")
    stripped = window.rstrip()
    if stripped[-1:] in _OPENERS:
        stripped = stripped[:-1].rstrip()
    words = stripped.split()
    if not words or words[-1].lstrip(_OPENERS) not in _last_words():
        return BARE, start
    count = len(words)
    rule_id, taken = BARE, 0
    at = count
    filled = ""
    for _ in range(4):
        size = _longest(words, at, _before())
        if size and not _is_preposition(words, at - size, at, filled):
            found = _before()[_phrase(words, at - size, at)]
            rule_id = _stronger(rule_id, found)
            at -= size
            taken = count - at
            continue
        size = _longest(words, at, _fillers()) or _longest(words, at, _articles())
        if not size:
            break
        filled = _phrase(words, at - size, at)
        at -= size
    if not taken:
        return BARE, start
    tokens = list(_TOKEN.finditer(stripped))
    first = tokens[count - taken]
    skipped = len(first.group()) - len(first.group().lstrip(_OPENERS))
    return rule_id, start - len(window) + first.start() + skipped


def _phrase(words: list[str], begin: int, end: int) -> str:
    return " ".join(words[begin:end]).lstrip(_OPENERS)


def _longest(words: list[str], at: int, phrases: dict[str, str] | frozenset[str]) -> int:
    for size in range(min(LONGEST, at), 0, -1):
        if _phrase(words, at - size, at) in phrases:
            return size
    return 0


def _is_preposition(words: list[str], begin: int, end: int, filled: str) -> bool:
    """Whether a word such as "about" or "over" leads a phrase here instead of comparing."""
    phrase = _phrase(words, begin, end)
    if phrase not in _prepositions():
        return False
    if filled in _articles():
        return True
    return begin > 0 and words[begin - 1] in _governors().get(phrase, frozenset())
