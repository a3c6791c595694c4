"""The words beside a number that compare: "more than 200", "some 200", "200 or more", "200-odd"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from flows.claims.numerals import GAP, SMALL, alternation
from flows.lexicon import read_toml

REACH = 64
"""Code points read to the left of a number: the longest phrase with two fillers fits."""
BARE = "B1_bare"
ABOUT = "B2_about"
_OPENERS = "\"'“‘([«„"
_SKIPPED = _OPENERS + " \n\t"
_NEXT = re.compile(r"\s*([a-z]+|\d)")
_DASHES = re.compile(r"--|—|–")
_TOKEN = re.compile(r"\S+")


class Comparison(NamedTuple):
    """The bounds rule that words beside a number call, and the span of number and words.

    `tolerance_at` is where a stated tolerance starts ("500 give or take 50").
    """

    rule_id: str
    outer_start: int
    outer_end: int
    tolerance_at: int | None = None


_LEXICON: Final = read_toml("modifiers.toml")
_RULES: Final = _LEXICON["rules"]
_BEFORE: Final[dict[str, str]] = {phrase: rule for rule, row in _RULES.items() for phrase in row.get("before", ())}
_AFTER_RULES: Final[dict[str, str]] = {phrase: rule for rule, row in _RULES.items() for phrase in row.get("after", ())}
_SYMBOLS: Final[dict[str, str]] = {sign: rule for rule, row in _RULES.items() for sign in row.get("symbols", ())}
_PREPOSITIONS: Final = frozenset(_LEXICON["prepositions"]["words"])
_GOVERNORS: Final = {word: frozenset(heads) for word, heads in _LEXICON["governors"].items()}
_COUNTING: Final = frozenset((*SMALL, "a", "an", "another", "the"))
_FIRST_AFTER: Final = frozenset(phrase[0] for phrase in _AFTER_RULES)


def _endings() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Phrases before a number by their last word, the longest first, each with its rule or role."""
    roles = dict.fromkeys(_LEXICON["fillers"]["words"], "filler") | dict.fromkeys(
        _LEXICON["fillers"]["article"], "article"
    )
    endings: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, role in {**roles, **_BEFORE}.items():
        words = tuple(phrase.split())
        endings.setdefault(words[-1], []).append((words, role))
    return {last: sorted(phrases, key=lambda p: -len(p[0])) for last, phrases in endings.items()}


_ENDINGS: Final = _endings()


def _after_pattern() -> re.Pattern[str]:
    tight = [re.escape(p) for p in _AFTER_RULES if not p[0].isalpha()]
    loose = alternation(p for p in _AFTER_RULES if p[0].isalpha())
    return re.compile(rf"(?:(?:{GAP}|-)(?P<words>{loose})|(?P<tight>{'|'.join(tight)}))(?!\w)")


_AFTER: Final = _after_pattern()
_AFTER_NOUN = re.compile(
    rf"(?:{GAP}[a-z][a-z'-]*){{1,3}}?{GAP}"
    r"(?P<words>or more|or so|or fewer|at least|at the least|at the most|at most|or thereabouts|give or take)"
    r"(?=\s*(?:[.,;:)!?\n]|$|(?:have|has|had|were|was|are|died|in|on|at|and|killed|dead|wounded|injured)\b))"
)
_STATED = re.compile(
    rf"{GAP}(?:give or take|plus or minus|plus/minus|\+/-|±)(?:{GAP}(?:an?|the))?{GAP}?|[ ]?(?:±|\+/-)[ ]?"
)


def compare(low: str, start: int, end: int, left: list[str]) -> Comparison:
    """What the words around the number `low[start:end]` (folded text) say; the bare rule where there are none.

    `left` are the last words before `start`, nearest last.
    """
    rule_id, outer_start = _left(low, start, left) if left or start else (BARE, start)
    mark = low[end : end + 1]
    if mark not in _OPEN_MARKS:
        return Comparison(rule_id, outer_start, end)
    stated = _STATED.match(low, end) if low[end + 1 : end + 2] in _STATED_INITIALS or mark in "+±" else None
    if stated and low[stated.end() : stated.end() + 1].isalnum():
        return Comparison("B10_plus_minus", outer_start, stated.end(), stated.end())
    found = _AFTER.match(low, end) if mark in "+-" or low[end + 1 : end + 2] in _FIRST_AFTER or mark == "\n" else None
    if found and not _adds(low, found):
        phrase = " ".join((found["words"] or found["tight"]).split())
        return Comparison(_stronger(rule_id, _AFTER_RULES[phrase]), outer_start, found.end())
    if rule_id == BARE and mark == " " and (" or " in (window := low[end : end + 36]) or " at " in window):
        noun = _AFTER_NOUN.match(low, end)
        if noun:
            return Comparison(_AFTER_RULES[noun["words"]], outer_start, noun.end("words"))
    return Comparison(rule_id, outer_start, end)


_OPEN_MARKS: Final = frozenset(("+", " ", "-", "\n", "\t", "±"))
_STATED_INITIALS: Final = frozenset("gp+±")


def is_preposition(low: str, compared: Comparison, start: int) -> bool:
    """Whether the words before a number are one that can be a preposition: "under one roof", "around one of them"."""
    return low[compared.outer_start : start].strip() in _PREPOSITIONS


def _adds(low: str, found: re.Match[str]) -> bool:
    """Whether a plus joins the next number ("five plus one", "2+2") or "at least" belongs to it."""
    last = found["words"] or found["tight"]
    if (last not in ("+", "plus") and not last.startswith("at ")) or found.group() == "-plus":
        return False
    following = _NEXT.match(low, found.end())
    return following is not None and (following[1].isdigit() or (last != "+" and following[1] in _COUNTING))


def _stronger(first: str, second: str) -> str:
    """The rule that says more: a direction beats an approximation, an approximation the bare number."""
    order = {BARE: 0, ABOUT: 1}
    return second if order.get(second, 2) > order.get(first, 2) else first


def _left(low: str, start: int, left: list[str]) -> tuple[str, int]:
    """Rule and first character of the words before `start`."""
    symbol = _SYMBOLS.get(low[start - 1 : start])
    if symbol:
        return symbol, start - 1
    last = left[-1] if left else ""
    if last not in _ENDINGS and (last.isalpha() or _DASHES.split(last.strip(_OPENERS))[-1] not in _ENDINGS):
        return BARE, start
    if not _ending(left, len(left)) and all(word.isalpha() for word in left[-4:]):
        return BARE, start
    window = _DASHES.sub(lambda dash: " " * len(dash.group()), low[max(0, start - REACH) : start])
    stripped = window.rstrip(_SKIPPED)
    words = [word.lstrip(_OPENERS) for word in stripped.split()]
    rule_id, at, taken, article = BARE, len(words), 0, False
    for _ in range(4):
        phrase = _ending(words, at)
        if phrase is None:
            break
        size, found = len(phrase[0]), phrase[1]
        if found in _ROLES:
            article = found == "article"
            at -= size
        elif _is_preposition(words, at - size, at, article):
            break
        elif article and words[at - 1] == "than":
            break  # "more than the 300 of last year" compares two numbers
        else:
            rule_id = _stronger(rule_id, found)
            at -= size
            taken = len(words) - at
    if not taken:
        return BARE, start
    first = list(_TOKEN.finditer(stripped))[-taken]
    skipped = len(first.group()) - len(first.group().lstrip(_OPENERS))
    return rule_id, start - len(window) + first.start() + skipped


_ROLES: Final = frozenset(("filler", "article"))


def _ending(words: list[str], at: int) -> tuple[tuple[str, ...], str] | None:
    """The longest phrase that ends before the word `at`, with its rule or role."""
    if at:
        for phrase in _ENDINGS.get(words[at - 1], ()):
            if len(phrase[0]) <= at and tuple(words[at - len(phrase[0]) : at]) == phrase[0]:
                return phrase
    return None


def _is_preposition(words: list[str], begin: int, end: int, article: bool) -> bool:
    """Whether a word such as "about" or "over" leads a phrase here instead of comparing."""
    phrase = " ".join(words[begin:end])
    if phrase not in _PREPOSITIONS:
        return False
    return article or (begin > 0 and words[begin - 1] in _GOVERNORS.get(phrase, frozenset()))
