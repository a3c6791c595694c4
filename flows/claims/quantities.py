"""Every number of a text: its span, kind, comparator and bounds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from flows.claims import (
    comparators,
    number_context,
    number_dates,
    number_idioms,
    number_kinds,
    number_search,
    numeral_words,
    ranges,
)
from flows.claims.bounds import RULES, Bounds, bounds
from flows.claims.comparators import Comparison
from flows.claims.number_context import Kind
from flows.claims.numeral_digits import read_digits
from flows.claims.numerals import LEXICON, SCALES, SMALL, Numeral, alternation, fold


class Number(NamedTuple):
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


_RUN = re.compile(r"\d+")


def scan(text: str) -> list[Number]:
    """All numbers of `text` in order, without overlap."""
    low = fold(text)
    numbers: list[Number] = []
    end = 0
    for start, run_end in number_search.starts(low):
        if start >= end:
            number = _read_digits(text, low, start, run_end) if run_end else _read_word(text, low, start)
            if number is not None:
                numbers.append(number)
                end = number.outer_end
    return _under_headers(low, numbers) if numbers else numbers


def _read_digits(text: str, low: str, start: int, run_end: int) -> Number | None:
    """The number that starts with the digits `low[start:run_end]`, if it is one."""
    before = text[start - 1 : start]
    if before == "[" and text[run_end : run_end + 1] == "]":  # a note, as in encyclopedias
        return _rejected(start, run_end, number_context.IDENTIFIER)
    if before.isalnum() or before == "_":
        return _rejected(start, run_end, number_context.IDENTIFIER)
    left = number_context.left_words(low, start)
    if number_dates.is_plain_date(low, start, run_end, left):
        return _rejected(start, run_end, number_context.DATE)
    formed = number_dates.special(text, low, start, run_end)
    if formed:
        return _rejected(start, formed[0], formed[1])
    numeral = read_digits(text, low, start, run_end)
    if numeral is None:
        return None
    if numeral.value is None:
        return _rejected(start, numeral.end, number_context.IDENTIFIER)
    end = number_kinds.share_end(low, numeral)
    if end:
        return _rejected(start, end, FRACTION)
    following = number_context.tail(low, numeral.end)
    kind = (
        number_kinds.by_left(text, low, numeral, left, following)
        or number_kinds.by_tail(low, numeral, following)
        or number_dates.by_calendar(text, low, numeral, left, following)
        or number_dates.by_decade(low, numeral, left)
        or number_kinds.by_formation(text, numeral)
        or number_kinds.by_zero(low, numeral)
    )
    return _settle(text, low, numeral, left, kind)


def _read_word(text: str, low: str, start: int) -> Number | None:
    ordinal = numeral_words.read_ordinal(low, start)
    if ordinal:
        return _rejected(start, ordinal.end, ("ordinal", "ordinal_name"), ordinal.value)
    left = number_context.left_words(low, start)
    numeral = numeral_words.read_words(low, start, joins=ranges.opener(left) != "between")
    if numeral is None:
        return _read_other(low, start, left)
    end = numeral_words.ordinal_end(low, numeral)
    if end:
        return _rejected(start, end, ("ordinal", "ordinal_name"))
    end = numeral_words.fraction_end(low, numeral) or number_kinds.share_end(low, numeral)
    if end:
        return _rejected(start, end, FRACTION)
    end = numeral_words.year_end(low, numeral)
    if end:
        return _rejected(start, end, number_context.DATE)
    following = number_context.tail(low, numeral.end)
    kind = number_kinds.by_left(text, low, numeral, left, following) or number_kinds.by_tail(low, numeral, following)
    if not kind and numeral.value == 1:
        kind = number_idioms.one_reads(low, numeral, left, following)
    return _settle(text, low, numeral, left, kind)


def _read_other(low: str, start: int, left: list[str]) -> Number | None:
    """A number in words that is no plain cardinal: vague, none, a share, an ordinal, "its only"."""
    if low.startswith("only", start):
        unique = number_idioms.is_unique(low, start, left)
        return _rejected(start, start + 4, ("rank", "uniqueness"), 1.0) if unique else None
    none = numeral_words.read_none(low, start)
    if none:
        return (
            None
            if number_idioms.is_idiom(low, start, left)
            else _counted(none, Comparison(ZERO, start, none.end), (0.0,))
        )
    share = numeral_words.read_share(low, start)
    if share:
        return _rejected(start, share.end, FRACTION, share.value)
    vague = numeral_words.read_vague(low, start)
    return _vague(low, vague, left) if vague else None


def _vague(low: str, numeral: Numeral, left: list[str]) -> Number | None:
    if low.startswith(("many", "various"), start := numeral.start) and (
        low.startswith(" of ", numeral.end) or (left and left[-1] in _MANY_BEFORE)
    ):
        return None
    kind = number_idioms.vague_reads(low, numeral, left, number_context.tail(low, numeral.end))
    if kind:
        return _rejected(start, numeral.end, kind)
    compared = comparators.compare(low, numeral.start, numeral.end, left)
    assert numeral.rule is not None
    return _counted(numeral, Comparison(numeral.rule, compared.outer_start, compared.outer_end), (), "vague")


_MANY_BEFORE = frozenset(("how", "too", "so", "as", "not", "that"))
FRACTION: Kind = ("fraction", "fraction")
ZERO = "Z1_none"
RANGE = "B9_between"


def _settle(text: str, low: str, numeral: Numeral, left: list[str], kind: Kind | None) -> Number:
    """The number that starts with `numeral`: alone, or as a range with what follows."""
    assert numeral.value is not None
    span = ranges.read(text, low, numeral, left) if kind is None or kind[0] in _RANGED else None
    if span:
        after = number_context.tail(low, span.end)
        kind = kind or number_kinds.by_tail(low, span.second, after) or ranges.by_calendar(text, low, span, left, after)
        if kind:
            return _rejected(span.start, span.end, kind)
        compared = comparators.compare(
            low, span.outer_start, span.end, number_context.left_words(low, span.outer_start)
        )
        at = Comparison(RANGE, compared.outer_start, compared.outer_end)
        return _number(span.start, span.end, at, "range", span.values, bounds(RANGE, span.values))
    if kind:
        return _rejected(numeral.start, numeral.end, kind, numeral.value if kind[0] in _VALUED else None)
    compared = comparators.compare(low, numeral.start, numeral.end, left)
    if (
        numeral.value == 1
        and compared.outer_end == numeral.end
        and comparators.is_preposition(low, compared, numeral.start)
    ):
        compared = Comparison(comparators.BARE, numeral.start, numeral.end)
    if numeral.value == 0:
        return _counted(numeral, Comparison(ZERO, compared.outer_start, compared.outer_end), (0.0,))
    if compared.tolerance_at is not None:
        return _plus_minus(text, low, numeral, compared)
    return _counted(numeral, compared, (numeral.value,))


_RANGED = frozenset(("money", "age"))
_VALUED = frozenset(("ordinal", "duration", "age", "percent", "money", "measure"))
"""Kinds whose stated number is kept though it is no count."""


def _plus_minus(text: str, low: str, numeral: Numeral, compared: Comparison) -> Number:
    """A number with a stated tolerance: "500 give or take 50"."""
    at, value = compared.tolerance_at or 0, numeral.value or 0.0
    run = _RUN.match(low, at)
    spread = read_digits(text, low, at, run.end()) if run else numeral_words.read_words(low, at)
    if spread is None or spread.value is None:
        return _counted(numeral, Comparison(comparators.BARE, compared.outer_start, numeral.end), (value,))
    compared = Comparison(compared.rule_id, compared.outer_start, spread.end)
    limits = bounds(compared.rule_id, (value,), stated=spread.value)
    return _number(numeral.start, numeral.end, compared, "cardinal", (value,), limits)


def _counted(numeral: Numeral, compared: Comparison, values: tuple[float, ...], kind: str = "cardinal") -> Number:
    limits = bounds(compared.rule_id, values, unit=numeral.unit)
    return _number(numeral.start, numeral.end, compared, kind, values, limits)


def _number(start: int, end: int, compared: Comparison, kind: str, values: tuple[float, ...], limits: Bounds) -> Number:
    rule_id, outer_start, outer_end, _ = compared
    low, best, high, low_open, high_open = limits
    return _made(
        Number,
        (
            start, end, outer_start, outer_end, kind, RULES[rule_id].comparator, values,
            low, best, high, low_open, high_open, rule_id, None,
        ),
    )  # fmt: skip


_made = tuple.__new__
"""Makes a Number of a tuple of all its fields, four times as fast as by its class: there are thousands in a text."""


def _rejected(start: int, end: int, kind: Kind, value: float | None = None) -> Number:
    values = () if value is None else (value,)
    return _made(Number, (start, end, start, end, kind[0], None, values, None, None, None, False, False, None, kind[1]))


_HEADER = re.compile(r":[ \t]*\n")
_ROUGHLY = re.compile(r"approx|about|around|roughly|estimat")
_ITEM = re.compile(r"[ \t]*(?:[-–•*·][ \t]*)?[^\W\d][^\n:]{0,60}?[ \t]*(?::|[ ][-–—][ ])[ \t]*")


def _under_headers(low: str, numbers: list[Number]) -> list[Number]:
    """`numbers`, the bare ones of a list made approximate where the list's header says so ("losses about:")."""
    for header in _HEADER.finditer(low):
        if _ROUGHLY.search(low, low.rfind("\n", 0, header.start()) + 1, header.start()):
            _approximate_list(low, header.end(), numbers)
    return numbers


def _approximate_list(low: str, at: int, numbers: list[Number]) -> None:
    """Makes the first number of each "label: number" line from `at` on approximate, in place, if it is bare."""
    place = bisect_left(numbers, at, key=lambda number: number.start)
    while item := _ITEM.match(low, at):
        line_end = end if (end := low.find("\n", at)) >= 0 else len(low)
        while place < len(numbers) and numbers[place].start < item.end():
            place += 1
        if place == len(numbers) or numbers[place].start >= line_end or numbers[place].outer_start != item.end():
            return
        number = numbers[place]
        if number.bounds_rule == comparators.BARE:
            limits = bounds(comparators.ABOUT, number.values)
            numbers[place] = number._replace(
                comparator="~", low=limits.low, high=limits.high, bounds_rule=comparators.ABOUT
            )
        at = line_end + 1


# The letter comes before the look behind it: the engine skips to letters, not to places between them.
_ARTICLE = re.compile(
    r"[aA](?<![\w'’.-].)(?:[nN][oO][tT][hH][eE][rR](?=[.,;])"
    r"|(?:[nN](?:[oO][tT][hH][eE][rR])?)?(?=\s+[^\W\d_]|\s+\d+[-\w]*[^\W\d]"
    r"|\s+\d+[ -][yY][eE][aA][rR][sS]?[ -][oO][lL][dD](?!\w)))"
)


_NO_SINGLE_WORDS = {*SMALL, *SCALES, *LEXICON["ordinals"], *LEXICON["plurals"], *LEXICON["no_single"]["words"]}
_OLD = r"(?![ -](?:year|month|week|day)s?[ -]old(?!\w))"
_NO_SINGLE = re.compile(rf"\s+(?:{alternation(_NO_SINGLE_WORDS)}(?!\w){_OLD}|\d[\d,.]*\s(?!years?[ -]old(?!\w)))", re.I)
"""What follows an article that does not stand for one: a number, a share, an ordinal, a sum."""


def articles_as_one(text: str, start: int, end: int) -> Iterator[Number]:
    """Candidate numbers of value 1 for "a", "an" and "another" within `text[start:end]`; the claim layer chooses."""
    limits = bounds(comparators.BARE, (1.0,))
    for found in _ARTICLE.finditer(text, start, end):
        if not _NO_SINGLE.match(text, found.end()):
            at = Comparison(comparators.BARE, found.start(), found.end())
            yield _number(found.start(), found.end(), at, "cardinal", (1.0,), limits)
