"""Number words that may count nothing: "one" as a pronoun, "both A and B", "scores a goal", "its only carrier"."""

from __future__ import annotations

import re
from typing import Final

from flows.claims.number_ages import VERBS
from flows.claims.number_context import EXCLUSIONS, IDENTIFIER, PRONOUN, Kind, Tail, listed
from flows.claims.number_kinds import by_tail
from flows.claims.numerals import Numeral, alternation

_ONE_BEFORE: Final = listed("one", "before")
_ONE_LOOSE: Final = listed("one", "loose")
_ONE_AFTER: Final = listed("one", "after")
_ONE_TIED: Final = listed("one", "tied")
_SUPERLATIVES: Final = listed("rank", "superlatives")
_NO_SUPERLATIVE: Final = listed("rank", "no_superlatives")
_DESIGNATED: Final = re.compile(r"\s[a-z]{1,4}-?\d")  # "reported that one | M-16 rifle was seized"
_CLAUSE: Final = re.compile(r"[.,;:!?()\n]| (?:was|were|is|are|has|had|who|which|that) ")
_IDIOMS: Final = re.compile(alternation(EXCLUSIONS["phrases"]["idioms"]) + r"(?!\w)")


def one_reads(low: str, numeral: Numeral, left: list[str], following: Tail) -> Kind | None:
    """Why "one" counts nothing here: a pronoun, an idiom, or "one of the largest"; None where it counts."""
    before = left[-1].strip("\"'“(") if left else ""
    first = following.first
    if before in _ONE_BEFORE and left[-2:] != ["of", "which"]:
        noun = (bool(first) and first not in VERBS) or _DESIGNATED.match(low, numeral.end) is not None
        if not (noun and (before in _ONE_LOOSE or following.gap == "-")):
            return PRONOUN
    idiom = first in _ONE_AFTER and not following.second.startswith("grenade")  # "one hand grenade"
    if idiom or (following.gap == "-" and first in _ONE_TIED) or first == "'s":
        return PRONOUN
    if is_idiom(low, numeral.start, left):
        return PRONOUN
    if first == "of":
        clause = _CLAUSE.split(low[numeral.end : numeral.end + 90], maxsplit=1)[0].replace("-", " ")
        if any(w in _SUPERLATIVES or _is_superlative(w) for w in clause.split()[1:9]):
            return "rank", "rank"
    return None


def _is_superlative(word: str) -> bool:
    return word.endswith("est") and len(word) > 5 and word not in _NO_SUPERLATIVE


def is_idiom(low: str, pos: int, left: list[str]) -> bool:
    """Whether an idiom without a count stands at `pos` or one word before it."""
    if _IDIOMS.match(low, pos):
        return True
    begin = low.rfind(left[-1], 0, pos) if left else -1
    return begin >= 0 and _IDIOMS.match(low, begin) is not None


_ONLY: Final = re.compile(r"only\s+[a-z]")
_OWNERS: Final = listed("only", "before")
_CONTRACTED: Final = listed("only", "contracted")


def is_unique(low: str, pos: int, left: list[str]) -> bool:
    """Whether "only" at `pos` marks the one member of its kind: "its only carrier"."""
    before = left[-1] if left else ""
    owned = before in _OWNERS or (before.endswith("'s") and before not in _CONTRACTED)
    return owned and _ONLY.match(low, pos) is not None


_CORRELATIVE: Final = re.compile(
    r"(?: (?!and |of |were |was |are |have |had |who |in |on )[a-z'-]+){1,5} and (?!was |were |had |have )"
)
_VAGUE_NAMES: Final = listed("vague_names", "words")


def vague_reads(low: str, numeral: Numeral, left: list[str], following: Tail) -> Kind | None:
    """Why a vague word counts nothing here: "both A and B", "multiple rocket launchers", "scores a goal"."""
    word = low[numeral.start : numeral.end]
    if word == "both" and _CORRELATIVE.match(low, numeral.end):
        return "vague", "correlative"
    if word == "multiple" and (following.first in _VAGUE_NAMES or following.gap == "-"):
        return IDENTIFIER
    if word == "scores" and not scores_count(low, numeral, left):
        return "vague", "no_count"
    return by_tail(low, numeral, following)


_SCORES_AFTER: Final = re.compile(
    r"\s+(?:of|more|killed|wounded|dead|injured|hurt|were|was|are|have|had|died|others|who|missing|arrested|in|by|as|for|on|at"
    r"|during|since)(?!\w)|\s*[,.;)]"
)
_SCORES_BEFORE: Final = frozenset(
    (
        "for",
        "and",
        "with",
        "of",
        "or",
        "while",
        "than",
        "left",
        "leaves",
        "leave",
        "kill",
        "wound",
        "said",
        "say",
        "says",
        "that",
    )
)


def scores_count(low: str, numeral: Numeral, left: list[str]) -> bool:
    """Whether "scores" counts: "scores of people", "killing scores"; not "he scores", "test scores"."""
    if low.startswith(" of", numeral.end):
        return True
    before = left[-1] if left else ""
    counts = not before or before.endswith(("ing", "ed", ".", ",", ":")) or before in _SCORES_BEFORE
    return counts and _SCORES_AFTER.match(low, numeral.end) is not None
