"""Numbers that are words with more than one reading: "one", "no", "half", "third", "only", "both"."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.number_kinds import Kind, Tail, words
from flows.claims.numerals import GAP, Numeral, alternation, lexicon

_VAGUE_UNIT = r"(dozen|hundred|thousand|million|billion|lakh|crore)s?\b"


@cache
def _vague() -> re.Pattern[str]:
    lex = lexicon()
    plurals = alternation(lex["plurals"])
    return re.compile(
        rf"(?P<times>{alternation(lex['vague_multipliers'])})(?:{GAP}|-)(?P<unit>dozen|hundred|thousand|million|billion|lakh|crore)s?(?!\w)"
        rf"|(?:(?P<of>{alternation(lex['vague_multipliers'])}){GAP})?(?P<chain>{plurals}(?:{GAP}of{GAP}{plurals})*)(?!\w)"
        rf"|(?P<word>{alternation(lex['vague'])})(?!\w)"
    )


def read_vague(low: str, pos: int) -> Numeral | None:
    """A vague count at `pos` of folded text: dozens, tens of thousands, several hundred, a few."""
    lex = lexicon()
    found = _vague().match(low, pos)
    if not found:
        return None
    if found["times"]:
        unit = {**lex["scales"], **lex["hundred"], **lex["collective"]}[found["unit"]]
        rule = lex["vague_multipliers"][" ".join(found["times"].split())]
        return Numeral(pos, found.end(), "vague", None, unit=unit, rule=rule)
    if found["chain"]:
        chain = re.split(r"\s+of\s+", found["chain"])
        unit = 1.0
        for word in chain:
            unit *= lex["plurals"][word]["unit"]
        rule = lex["plurals"][chain[0]]["rule"]
        if len(chain) > 1:
            rule = {"tens": "V8_tens_of_thousands", "hundreds": "V9_hundreds_of_thousands"}.get(chain[0], rule)
        if found["of"]:
            rule = lex["vague_multipliers"][" ".join(found["of"].split())]
        return Numeral(pos, found.end(), "vague", None, unit=unit, rule=rule)
    word = " ".join(found["word"].split())
    return Numeral(pos, found.end(), "vague", None, rule=lex["vague"][word])


_AFTER_SCORES = re.compile(
    rf"{GAP}(?:of|more|killed|wounded|dead|injured|hurt|were|was|are|have|had|died|others|who|missing|arrested|in|by|as|for|on|at|during|since)(?!\w)|\s*[,.;)]"
)


def scores_count(low: str, numeral: Numeral, left: list[str]) -> bool:
    """Whether "scores" counts: "scores of people", "killing scores"; not "he scores", "test scores"."""
    if low[numeral.start : numeral.start + 6] != "scores":
        return True
    following = low[numeral.end : numeral.end + 4]
    if following.split()[:1] == ["of"]:
        return True
    before = left[-1] if left else ""
    if before.endswith(("ing", "ed")) or before in ("for", "and", "with", "of", "or", "while", "than"):
        return _AFTER_SCORES.match(low, numeral.end) is not None
    return (not left and _AFTER_SCORES.match(low, numeral.end) is not None) or before.endswith((".", ",", ":"))


_NONE = re.compile(
    rf"no{GAP}one(?!\w)|no-one(?!\w)|not{GAP}one(?!\w)|not{GAP}a{GAP}single(?!\w)|(?:nobody|none|nil|zero|without|no)(?!\w)"
)
_WITHOUT = re.compile(
    rf"without(?:{GAP}(?!and|or|but)[a-z-]+){{0,3}}?{GAP}(?:casualties|casualty|losses|loss|injuries|deaths|fatalities)(?!\w)"
)
_NO = re.compile(rf"(?:{GAP}|-)([a-z][a-z'-]*)")


def read_none(low: str, pos: int, left: list[str]) -> Numeral | None:
    """An explicit none at `pos` of folded text: "no soldiers", "none", "zero", "nobody", "without casualties"."""
    found = _NONE.match(low, pos)
    if not found:
        return None
    word, end = found.group(), found.end()
    if word == "without" and not _WITHOUT.match(low, pos):
        return None
    following = low[end : end + 1]
    if word == "no":
        after = _NO.match(low, end)
        if not after or following == "-" or after[1] in words("no_stop", "words"):
            return None
        if after[1] == "fewer" and low[after.end() : after.end() + 5] == " than":
            return None
    if word in ("zero", "nil", "none") and (following == "-" or is_idiom(low, pos, left)):
        return None
    if word in ("zero", "nil") and low[pos - 1 : pos] == "-":
        return None
    return Numeral(pos, end, "none", 0.0)


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile(alternation(words("phrases", "idioms")) + r"(?!\w)")


def is_idiom(low: str, pos: int, left: list[str]) -> bool:
    """Whether an idiom stands at `pos` or one word before it."""
    if _idioms().match(low, pos):
        return True
    if not left:
        return False
    begin = low.rfind(left[-1], 0, pos)
    return begin >= 0 and _idioms().match(low, begin) is not None


_SUPERLATIVE = re.compile(r"(?!least|west|east|rest|forest|guest|arrest|interest|priest|protest|test)[a-z]+est")


def one_reads(low: str, numeral: Numeral, left: list[str], following: Tail) -> Kind | None:
    """Why "one" counts nothing here: a pronoun, an idiom, or "one of the largest"; None where it counts."""
    before = left[-1].strip("\"'“(") if left else ""
    first = following.word(0)
    if before in words("one", "before"):
        noun = bool(first) and first not in words("one", "verbs")
        if not (noun and (before in words("one", "loose") or following.gap == "-")):
            return "cardinal", "pronoun"
    if following.gap == "-" and first in ("way", "off", "sided", "time", "on", "to", "party", "man", "size", "stop"):
        return "cardinal", "pronoun"
    if first in words("one", "after"):
        return "cardinal", "pronoun"
    if low[numeral.end : numeral.end + 2] == "'s":
        return "cardinal", "pronoun"
    if is_idiom(low, numeral.start, left):
        return "cardinal", "pronoun"
    if first == "of":
        clause = re.split(
            r"[.,;:!?()\n]| (?:was|were|is|are|has|had|who|which|that) ", low[numeral.end : numeral.end + 90]
        )[0]
        span = clause.split()[1:8]
        if any(w in words("rank", "superlatives") or _SUPERLATIVE.fullmatch(w) for w in _hyphenless(span)):
            return "rank", "rank"
    return None


def _hyphenless(span: list[str]) -> list[str]:
    return [part for word in span for part in word.split("-")]


@cache
def _fraction() -> re.Pattern[str]:
    plural = alternation(w for w in lexicon()["fractions"] if w.endswith("s"))
    single = alternation(w for w in lexicon()["fractions"] if not w.endswith("s") and w != "half")
    return re.compile(rf"(?:{GAP}|-)(?:(?P<plural>{plural})|(?P<single>{single}))(?!\w|-finals?)")


def fraction_end(low: str, numeral: Numeral) -> int | None:
    """End of the fraction that a number word starts: "two-thirds", "one fifth"; None if it starts none."""
    found = _fraction().match(low, numeral.end)
    if not found or numeral.value is None or numeral.value > 99:
        return None
    if found["single"] and numeral.value != 1 and low[numeral.end] != "-":
        return None
    return found.end()


_SHARE = re.compile(
    rf"an?{GAP}(half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth)(?!\w)"
)


def read_share(low: str, pos: int) -> Numeral | None:
    """A share at `pos`: "half", "a third of", "a quarter"; "a third attacker" is none."""
    if low.startswith("half", pos):
        return Numeral(pos, pos + 4, "words", 0.5)
    found = _SHARE.match(low, pos)
    if not found:
        return None
    following = low[found.end() : found.end() + 4]
    if found[1] in ("half", "quarter") or following[:3] == " of" or not following[:1].isspace():
        return Numeral(pos, found.end(), "words", 1 / lexicon()["fractions"][found[1]])
    return None


_ONLY = re.compile(rf"only{GAP}[a-z]")


def is_unique(low: str, pos: int, left: list[str]) -> bool:
    """Whether "only" at `pos` marks the one member of its kind: "its only carrier"."""
    before = left[-1] if left else ""
    marks = before in ("the", "its", "their", "his", "her", "our", "my", "whose") or before.endswith("'s")
    return marks and _ONLY.match(low, pos) is not None
