"""What sort of number a numeral is, from the words around it: a count, or an age, a price, a designation, a rank."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from flows.claims.numerals import GAP, MONTHS, SMALL, Numeral, alternation
from flows.lexicon import read_toml

Kind = tuple[str, str]
"""Kind of schemas.KINDS and reason for rejecting it."""

EXCLUSIONS: Final = read_toml("exclusions.toml")
UNITS: Final[dict[str, Kind]] = {
    word: (kind, row["reason"]) for kind, row in EXCLUSIONS["units"].items() for word in row["words"]
}
COUNTED: Final = frozenset(EXCLUSIONS["count_nouns"]["words"])
"""Nouns that make a count of a number that could be a year, a unit's name or an age."""
_HALF_COUNTED: Final = frozenset(EXCLUSIONS["count_nouns"]["adjectives"])
IDENTIFIER: Final[Kind] = ("identifier", "identifier")
AGE: Final[Kind] = ("age", "age")
DATE: Final[Kind] = ("date", "date_or_time")
PRONOUN: Final[Kind] = ("cardinal", "pronoun")


def _set(*path: str) -> frozenset[str]:
    found = EXCLUSIONS
    for key in path:
        found = found[key]
    return frozenset(found)


class Tail(NamedTuple):
    """Up to two words after a number; `gap` is what parts the first from it: "" glued, "-", or blanks."""

    gap: str
    first: str
    second: str
    end: int


def counts(following: Tail) -> bool:
    """Whether a noun that can be counted follows: "2000 troops", "2000 Russian troops", not "2022 Russian invasion"."""
    if following.first in COUNTED and following.first not in _HALF_COUNTED:
        return True
    return following.second in COUNTED and following.second not in _HALF_COUNTED


NO_TAIL: Final = Tail("", "", "", 0)
_WORD: Final = r"[a-z]++(?:\.[a-z]\b)*+(?!\w|-\d)"
_TAIL: Final = re.compile(rf"([ \t]*\n?[ \t]*|[ ]?-)(%|[°º][cf]?\b|[€$£]|'s\b|{_WORD})(?:[ \n-]({_WORD}))?")


def tail(low: str, end: int) -> Tail:
    """The words after `end` in the same sentence."""
    if low[end : end + 1] in _CLOSERS:
        return NO_TAIL
    found = _TAIL.match(low, end)
    return Tail(found[1], found[2], found[3] or "", found.end(2)) if found else NO_TAIL


_CLOSERS: Final = frozenset(("", ",", ".", ";", ":", ")", "+", '"', "”", "?", "!", "]", "/"))


def left_words(low: str, start: int) -> list[str]:
    """The last words before `start`, four or so, nearest last; a paragraph break ends them."""
    window = low[max(0, start - 32) : start]
    if "\n\n" in window:
        window = window[window.rindex("\n\n") :]
    return window.split()


_ADJECTIVES: Final = _set("unit_adjectives", "words")
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
    if kind[0] == "duration" and _OLD.match(low, following.end):
        return AGE
    if following.first == "foot" and following.second in COUNTED:
        return None
    if following.first == "x" and not following.second and low[following.end : following.end + 1] == " ":
        return None
    if following.first == "pound" and following.gap == "-":
        return "measure", "measure"
    return kind


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
_RANK_LIMIT: Final = 100
"""Above it "number" is a verb or noun of counting: "fighters who number 3,000"."""


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
    if (word in _AGE_LINKS or word[-1] == ",") and _aged(left):
        return AGE
    if word[-1] == "," and numeral.form == "digits":
        return _age_after_name(text, low, numeral, word, following)
    if sign == "\n" and numeral.form == "digits" and (listed := _enumerated(text, numeral)):
        return listed
    role = _LEFT.get(word) or _LEFT.get(word.strip(".;:()\"'“"))
    return _by_role(text, low, numeral, left, following, role) if role else None


_AGE_LINKS: Final = frozenset(("and", "to", "or", "between", "from"))


def _aged(left: list[str]) -> bool:
    """Whether a list of ages goes on: "aged 6 and", "aged between", "ages 6, 8 and"."""
    for word in reversed(left):
        if word in _AGED:
            return True
        if word not in _AGE_LINKS and not word.rstrip(",").isdigit():
            return False
    return False


_AGED: Final = frozenset(EXCLUSIONS["ages"]["before"])
_JOINTS: Final = frozenset(("-", "–", "/", "."))


def _by_role(text: str, low: str, numeral: Numeral, left: list[str], following: Tail, role: str) -> Kind | None:
    value, word = numeral.value or 0.0, left[-1]
    if role == "money":
        return "money", "money"
    if role == "age":
        return AGE if value < 120 else None
    if role == "rank":
        return ("rank", "rank") if value <= _RANK_LIMIT and not numeral.grouped and word[-1] not in ";:" else None
    if role == "of":
        aged = len(left) > 1 and left[-2] in _RELATIONS and _may_be_age(numeral) and _stands_alone(following)
        return AGE if aged and value > 1 else None
    if role == "limit":
        return _age_limit(left, numeral, following) if word != "than" or len(left) > 2 else None
    if word[-1] in ';:)"' or numeral.grouped or counts(following):
        return None
    at = low.rfind(word, 0, numeral.start)
    if role == "name" and not text[at : at + 1].isupper():
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
    return None if joint == "–" else IDENTIFIER


_RELATIONS: Final = _set("ages", "relations")
_CHILDREN: Final = _set("ages", "children")
_AFTER_AGE: Final = (" and ", " was ", " were ", " who ", " from ", " of ")
OLDEST: Final = 115
"""Years; a greater number after a name is no age."""


def _may_be_age(numeral: Numeral) -> bool:
    value = numeral.value or 0.0
    return 0 < value <= OLDEST and value == int(value) and (numeral.form == "words" or numeral.end - numeral.start <= 3)


def _age_after_name(text: str, low: str, numeral: Numeral, word: str, following: Tail) -> Kind | None:
    """Age of a person named or described before: "Salekh Magamadov, 20, and", "their daughter, 7,"."""
    end = numeral.end
    if not _may_be_age(numeral) or following.gap == "-":
        return None
    closer = text[end : end + 1]
    if closer not in (",", ".", ";", ")") and not low.startswith(_AFTER_AGE, end):
        return None
    bare = word.strip(",\"'”’")
    at = low.rfind(bare, 0, numeral.start)
    if not bare.replace("-", "").replace("'", "").isalpha() or bare in MONTHS:
        return None
    if bare in _RELATIONS:
        return AGE
    name = text[at : at + len(bare)]
    upper = name.isupper() and len(name) > 2
    return AGE if (name[0].isupper() and not upper) or (upper and closer == ",") else None


def _bracketed(text: str, low: str, numeral: Numeral, left: list[str]) -> Kind | None:
    """Note numbers "[12]" and ages "John Smith (45)"; a count in brackets is a count."""
    closer = text[numeral.end : numeral.end + 1]
    if text[numeral.start - 1] == "[":
        return IDENTIFIER if closer == "]" else None
    if closer != ")":
        return None
    names = [w for w in left if w.strip("(")][-2:]
    if len(names) < 2 or not _may_be_age(numeral):
        return _enumerated(text, numeral)
    at = low.rfind(names[1], 0, numeral.start)
    first = low.rfind(names[0], 0, at)
    both = text[first : first + 1].isupper() and text[at : at + 1].isupper()
    return AGE if both and names[0].isalpha() and not text[first:at].strip().isupper() else _enumerated(text, numeral)


def _age_limit(left: list[str], numeral: Numeral, following: Tail) -> Kind | None:
    """Ages after a limit: "children under 12", "men over 50 were"; "under 400 troops" is a count."""
    if not _may_be_age(numeral) or not _stands_alone(following):
        return None
    older = left[-1] == "than"
    if older and left[-2] not in ("older", "younger"):
        return None
    head = left[-3:-2] if older else left[-2:-1]
    return AGE if older or (head and head[0] in _CHILDREN) else None


def _stands_alone(following: Tail) -> bool:
    """Whether no noun follows the number."""
    return not following.first or following.first in _VERBS or following.first in ("were", "are", "have")


_MARK: Final = re.compile(r"[.)](?=\s)")


def _enumerated(text: str, numeral: Numeral) -> Kind | None:
    """Number of an item at the start of a line: "5) The arrests", "12. Tanks"."""
    line = text.rfind("\n", 0, numeral.start) + 1
    if text[line : numeral.start].strip() not in ("", "(") or numeral.end - numeral.start > 2:
        return None
    return ("identifier", "list_number") if _MARK.match(text, numeral.end) else None


_FORMATION_NAMES: Final = _set("formation_names", "words")
_FORMATION_BARE: Final = _set("formation_names", "bare")
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
        if name in COUNTED:
            return None
        if name in _FORMATION_NAMES or (not i and name in _FORMATION_BARE):
            last = i == len(names) - 1
            return None if last and following and following[1] in COUNTED else IDENTIFIER
    return None


_ONE_BEFORE: Final = _set("one", "before")
_ONE_LOOSE: Final = _set("one", "loose")
_ONE_AFTER: Final = _set("one", "after")
_ONE_TIED: Final = _set("one", "tied")
_VERBS: Final = _set("one", "verbs")
_SUPERLATIVES: Final = _set("rank", "superlatives")
_NO_SUPERLATIVE: Final = _set("rank", "no_superlatives")
_CLAUSE: Final = re.compile(r"[.,;:!?()\n]| (?:was|were|is|are|has|had|who|which|that) ")
_IDIOMS: Final = re.compile(alternation(EXCLUSIONS["phrases"]["idioms"]) + r"(?!\w)")


def one_reads(low: str, numeral: Numeral, left: list[str], following: Tail) -> Kind | None:
    """Why "one" counts nothing here: a pronoun, an idiom, or "one of the largest"; None where it counts."""
    before = left[-1].strip("\"'“(") if left else ""
    first = following.first
    if before in _ONE_BEFORE:
        noun = bool(first) and first not in _VERBS
        if not (noun and (before in _ONE_LOOSE or following.gap == "-")):
            return PRONOUN
    if first in _ONE_AFTER or (following.gap == "-" and first in _ONE_TIED) or first == "'s":
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
_OWNERS: Final = _set("only", "before")
_CONTRACTED: Final = _set("only", "contracted")


def is_unique(low: str, pos: int, left: list[str]) -> bool:
    """Whether "only" at `pos` marks the one member of its kind: "its only carrier"."""
    before = left[-1] if left else ""
    owned = before in _OWNERS or (before.endswith("'s") and before not in _CONTRACTED)
    return owned and _ONLY.match(low, pos) is not None


_CORRELATIVE: Final = re.compile(
    r"(?: (?!and |of |were |was |are |have |had |who |in |on )[a-z'-]+){1,5} and (?!was |were |had |have )"
)
_VAGUE_NAMES: Final = _set("vague_names", "words")


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
_SCORES_BEFORE: Final = frozenset(("for", "and", "with", "of", "or", "while", "than"))


def scores_count(low: str, numeral: Numeral, left: list[str]) -> bool:
    """Whether "scores" counts: "scores of people", "killing scores"; not "he scores", "test scores"."""
    if low.startswith(" of", numeral.end):
        return True
    before = left[-1] if left else ""
    counts = not before or before.endswith(("ing", "ed", ".", ",", ":")) or before in _SCORES_BEFORE
    return counts and _SCORES_AFTER.match(low, numeral.end) is not None
