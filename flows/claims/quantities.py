"""Every number of a text: its span, kind, comparator and bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from flows.claims import comparators, number_kinds, number_words, numerals, ranges
from flows.claims.bounds import Bounds, bounds, rules
from flows.claims.comparators import Comparison
from flows.claims.number_kinds import Kind
from flows.claims.numerals import GAP, Numeral


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text; offsets are into that text, half-open.

    `start:end` holds the number words alone ("14,000"); `outer_start:outer_end` also the words that compare
    ("about 14,000", "14,000 or so"). `values` are the numbers stated: one, two for a range, none for vague words.
    Kinds that are no counts have no comparator and no bounds; `reject_reason` says why.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    kind: str
    comparator: str | None
    values: tuple[float, ...]
    low: float | None
    best: float | None
    high: float | None
    low_open: bool
    high_open: bool
    bounds_rule: str | None
    reject_reason: str | None = None


_DIGITS = re.compile(r"[0-9][0-9,.]*")
_PARTING = "\n\t-–—/\"'“”‘’([•*>~≈+$£€"
"""What may stand right before a number word; folded into blanks for the search."""


@cache
def _starters() -> re.Pattern[str]:
    """Finds the words that can start a number, after a blank."""
    lex = numerals.lexicon()
    plain = {*lex["ones"], *lex["teens"], *lex["tens"], *lex["plurals"], *lex["ordinals"], "half", "only", "not"}
    plain |= {w for w in lex["vague"] if " " not in w} | {w for w in lex["none"]["words"] if " " not in w}
    plain |= {"couple", "few", "quarter", "three-quarters"} - {"few", "couple"}
    after_a = {w.split()[1] for w in lex["vague"] if w.startswith("a ")} | {*lex["scales"], "hundred", "dozen", "score"}
    after_a |= {"half", "third", "quarter", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
    return re.compile(rf" (?:{_trie(plain)}|an? +{_trie(after_a)})(?!\w)")


def _trie(words: set[str]) -> str:
    """Alternation of `words` by shared beginnings."""
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}

    def pattern(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
        branches = [re.escape(letter) + pattern(node[letter]) for letter in sorted(node) if letter]
        if not branches:
            return ""
        body = branches[0] if len(branches) == 1 and "" not in node else "(?:" + "|".join(branches) + ")"
        return body + "?" if "" in node else body

    return pattern(tree)


def _starts(low: str) -> list[int]:
    """Offsets where a number may start, in order."""
    shadow = " " + low
    for mark in _PARTING:
        shadow = shadow.replace(mark, " ")
    starts = [found.start() for found in _DIGITS.finditer(low)]
    if starts:
        starts += [found.start() for found in _starters().finditer(shadow)]
        starts.sort()
        return starts
    return [found.start() for found in _starters().finditer(shadow)]


def scan(text: str) -> list[Number]:
    """All numbers of `text` in order, without overlap."""
    low = numerals.fold(text)
    numbers: list[Number] = []
    end = 0
    for start in _starts(low):
        if start < end:
            continue
        number = _read(text, low, start)
        if number is not None:
            numbers.append(number)
            end = number.end
    return _under_headers(text, numbers)


def _read(text: str, low: str, start: int) -> Number | None:
    return _read_digits(text, low, start) if low[start] in "0123456789" else _read_word(text, low, start)


def _read_digits(text: str, low: str, start: int) -> Number | None:
    formed = number_kinds.special(text, low, start)
    if formed:
        return _rejected(start, formed[0], formed[1])
    numeral = numerals.read_digits(text, low, start)
    if numeral is None:
        return None
    if numeral.value is None:
        return _rejected(start, numeral.end, ("identifier", "identifier"))
    return _settle(text, low, numeral)


def _read_word(text: str, low: str, start: int) -> Number | None:
    left = number_kinds.left_words(low, start)
    numeral = numerals.read_words(low, start)
    if numeral is None:
        vague = number_words.read_vague(low, start)
        if vague:
            return _vague(low, vague, left)
        none = number_words.read_none(low, start, left)
        if none:
            return _none(low, none)
        share = number_words.read_share(low, start)
        if share:
            return _rejected(start, share.end, ("fraction", "fraction"))
        if low.startswith("only", start):
            return (
                _rejected(start, start + 4, ("rank", "uniqueness"))
                if number_words.is_unique(low, start, left)
                else None
            )
        ordinal = _ORDINAL().match(low, start)
        return _rejected(start, ordinal.end(), ("ordinal", "ordinal_name")) if ordinal else None
    compound = _COMPOUND().match(low, numeral.end)
    if compound and numeral.value is not None and (numeral.value >= 20):
        return _rejected(start, compound.end(), ("ordinal", "ordinal_name"))
    fraction = number_words.fraction_end(low, numeral)
    if fraction:
        return _rejected(start, fraction, ("fraction", "fraction"))
    year = _SPOKEN_YEAR.match(low, start)
    if year and year.end() > numeral.end:
        return _rejected(start, year.end(), ("date", "date_or_time"))
    return _settle(text, low, numeral, left)


@cache
def _ORDINAL() -> re.Pattern[str]:
    return re.compile(rf"{numerals.alternation(numerals.lexicon()['ordinals'])}(?!\w)")


@cache
def _COMPOUND() -> re.Pattern[str]:
    return re.compile(
        rf"(?:-|{GAP})(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|hundredth|thousandth)(?!\w)"
    )


_SPOKEN_YEAR = re.compile(
    r"(?:eighteen|nineteen|twenty)[ -](?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)(?!\w)"
)


def _settle(text: str, low: str, numeral: Numeral, left: list[str] | None = None) -> Number | None:
    """The number that starts with `numeral`: alone, or as a range with what follows."""
    if left is None:
        left = number_kinds.left_words(low, numeral.start)
    following = number_kinds.tail(low, numeral.end)
    kind = _kind(text, low, numeral, left, following)
    if kind and (numeral.value == 1 or kind[0] not in ("money", "age", "measure", "date", "duration")):
        return _rejected(numeral.start, numeral.end, kind)
    span = ranges.read(text, low, numeral, left) if not kind or kind[0] in ("money", "age") else None
    if span:
        after = number_kinds.tail(low, span.end)
        kind = kind or number_kinds.by_tail(numeral, after) or ranges.by_calendar(text, low, span, left, after)
        if kind:
            return _rejected(numeral.start, span.end, kind)
        compared = comparators.compare(low, span.outer_start, span.end)
        limits = bounds("B9_between", span.values)
        return Number(
            numeral.start, span.end, compared.outer_start, compared.outer_end, "range", "..", span.values,
            limits.low, limits.best, limits.high, limits.low_open, limits.high_open, "B9_between",
        )  # fmt: skip
    if kind:
        return _rejected(numeral.start, numeral.end, kind)
    value = numeral.value
    assert value is not None
    compared = comparators.compare(low, numeral.start, numeral.end)
    if value == 0:
        return _counted(numeral, "cardinal", Comparison("Z1_none", compared.outer_start, compared.outer_end), (0.0,))
    return _counted(numeral, "cardinal", compared, (value,), low)


def _kind(text: str, low: str, numeral: Numeral, left: list[str], following: number_kinds.Tail) -> Kind | None:
    """Kind of a numeral that is no count, None for one that may be."""
    found = number_kinds.by_left(text, low, numeral, numeral.end, left, following) or number_kinds.by_tail(
        numeral, following
    )
    if found:
        return found
    if numeral.form == "digits":
        return (
            _decade(text, low, numeral, left)
            or number_kinds.by_calendar(text, low, numeral, numeral.end, left, following)
            or number_kinds.by_formation(text, low, numeral, numeral.end)
        )
    if numeral.value == 1 and numeral.end - numeral.start == 3:
        return number_words.one_reads(low, numeral, left, following)
    return None


def _decade(text: str, low: str, numeral: Numeral, left: list[str]) -> Kind | None:
    """1990s is a time, "in his 20s" an age, "two Leopard 2s" a name."""
    found = re.compile(r"'?s(?!\w)").match(low, numeral.end)
    if not found or numeral.grouped:
        return None
    value, before = numeral.value or 0, left[-1] if left else ""
    if value >= 1000 or (value % 10 == 0 and before in ("the", "early", "late", "mid") and value >= 20):
        return "date", "date_or_time"
    return ("age", "age") if value % 10 == 0 and value >= 20 else ("identifier", "identifier")


def _counted(numeral: Numeral, kind: str, compared: Comparison, values: tuple[float, ...], low: str = "") -> Number:
    stated = None
    if compared.tolerance_at is not None:
        at = compared.tolerance_at
        spread = numerals.read_digits(low, low, at) if low[at].isdigit() else numerals.read_words(low, at)
        if spread and spread.value is not None:
            stated = spread.value
            compared = Comparison(compared.rule_id, compared.outer_start, spread.end)
        else:
            compared = Comparison(comparators.BARE, compared.outer_start, numeral.end)
    limits = bounds(compared.rule_id, values, unit=numeral.unit, stated=stated)
    return _number(numeral.start, numeral.end, compared, kind, values, limits)


def _number(start: int, end: int, compared: Comparison, kind: str, values: tuple[float, ...], limits: Bounds) -> Number:
    return Number(
        start, end, compared.outer_start, compared.outer_end, kind, rules()[compared.rule_id].comparator, values,
        limits.low, limits.best, limits.high, limits.low_open, limits.high_open, compared.rule_id,
    )  # fmt: skip


def _vague(low: str, numeral: Numeral, left: list[str]) -> Number | None:
    if not number_words.scores_count(low, numeral, left):
        return None
    if left and left[-1] in ("how", "too", "so", "as") and low.startswith("many", numeral.start):
        return None
    if low.startswith(("many of", "various of"), numeral.start):
        return None
    kind = number_kinds.by_tail(numeral, number_kinds.tail(low, numeral.end))
    if kind:
        return _rejected(numeral.start, numeral.end, kind)
    compared = comparators.compare(low, numeral.start, numeral.end)
    rule = numeral.rule or "V11_many"
    return _counted(numeral, "vague", Comparison(rule, compared.outer_start, compared.outer_end), ())


def _none(low: str, numeral: Numeral) -> Number:
    return _counted(numeral, "cardinal", Comparison("Z1_none", numeral.start, numeral.end), (0.0,))


def _rejected(start: int, end: int, kind: Kind) -> Number:
    return Number(start, end, start, end, kind[0], None, (), None, None, None, False, False, None, kind[1])


_HEADER = re.compile(r"(?:approx|about|around|roughly|estimat)[^\n]*:[ \t]*\n", re.I)
_ITEM = re.compile(r"[ \t]*(?:[-–•*·][ \t]*)?[^\W\d][^\n:]{0,60}?[ \t]*(?::|[ ][-–—][ ])[ \t]*")


def _under_headers(text: str, numbers: list[Number]) -> list[Number]:
    """`numbers`, the bare ones of a list made approximate where the list's header says so ("losses about:")."""
    if not numbers or not _HEADER.search(text):
        return numbers
    place = {number.start: i for i, number in enumerate(numbers)}
    for header in _HEADER.finditer(text):
        at = header.end()
        while True:
            item = _ITEM.match(text, at)
            stop = text.find("\n", at)
            line_end = len(text) if stop < 0 else stop
            starts = [n for n in numbers if item and item.end() <= n.start < line_end][:1]
            if not item or not starts or starts[0].outer_start != item.end():
                break
            number = starts[0]
            if number.comparator == "=" and number.bounds_rule == comparators.BARE:
                limits = bounds(comparators.ABOUT, number.values)
                numbers[place[number.start]] = replace(
                    number, comparator="~", low=limits.low, high=limits.high, bounds_rule=comparators.ABOUT
                )
            at = line_end + 1
            if stop < 0:
                break
    return numbers


_ARTICLE = re.compile(r"(?<![\w'’.-])(?:an?|another)(?=\s+[^\W\d_]|\s+\d+[-\w]*[^\W\d])", re.I)


@cache
def _no_single() -> re.Pattern[str]:
    """What follows an article that does not stand for one: a number, a share, an ordinal, a sum."""
    lex = numerals.lexicon()
    listed = {*lex["ones"], *lex["teens"], *lex["tens"], *lex["scales"], *lex["hundred"], *lex["collective"]}
    listed |= {
        *lex["ordinals"],
        *lex["plurals"],
        "few",
        "couple",
        "handful",
        "pair",
        "number",
        "half",
        "quarter",
        "score",
    }
    listed |= {"further", "total", "combined", "estimated", "maximum", "minimum", "lot", "series", "string", "record"}
    return re.compile(rf"\s+(?:{numerals.alternation(listed)}(?!\w)|\d[\d,.]*\s)", re.I)


def articles_as_one(text: str, start: int, end: int) -> Iterator[Number]:
    """Candidate numbers of value 1 for "a", "an" and "another" within `text[start:end]`; the claim layer chooses."""
    limits = bounds(comparators.BARE, (1.0,))
    for found in _ARTICLE.finditer(text, start, end):
        if not _no_single().match(text, found.end()):
            at = Comparison(comparators.BARE, found.start(), found.end())
            yield _number(found.start(), found.end(), at, "cardinal", (1.0,), limits)
