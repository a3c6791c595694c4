"""Low, best and high of a number from its bounds rule: nothing is invented, the stated number is always kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from flows.lexicon import read_toml


@dataclass(frozen=True, slots=True)
class Rule:
    """A bounds rule: its comparator, and formulas for low, best and high (empty: unknown)."""

    rule_id: str
    comparator: str
    low: str
    best: str
    high: str
    low_open: bool
    high_open: bool


class Bounds(NamedTuple):
    """Bounds of one number; None is unknown, open means that the bound itself is excluded or there is none."""

    low: float | None
    best: float | None
    high: float | None
    low_open: bool
    high_open: bool


RULES: Final[dict[str, Rule]] = {
    rule_id: Rule(
        rule_id,
        row["comparator"],
        row["low"],
        row["best"],
        row["high"],
        row.get("low_open", False),
        row.get("high_open", False),
    )
    for rule_id, row in read_toml("modifiers.toml")["rules"].items()
}
"""Bounds rules by id."""


def place_value(n: float) -> float:
    """Place value of the last digit of `n` that is not zero; 1 for 0."""
    if n == int(n) and n < 1e15:
        digits = str(int(n)).rstrip("0")
        return float(10 ** (len(str(int(n))) - len(digits))) if digits else 1.0
    exponent = Decimal(repr(n)).normalize().as_tuple().exponent
    return float(Decimal(1).scaleb(int(exponent)))


def tolerance(n: float) -> float:
    """Half width of "about n": min(10 % n, max(2.5 % n, half the place value of the last non-zero digit))."""
    return min(n / 10, max(n / 40, place_value(n) / 2))


_FORMULA: Final = re.compile(r"(\d*)([abntu]?)(?:([+-])(t|\d+))?")


@lru_cache(maxsize=4096)
def bounds(rule_id: str, values: tuple[float, ...] = (), *, unit: float = 1.0, stated: float | None = None) -> Bounds:
    """Bounds of the stated `values` under a rule; `unit` is that of a vague word, `stated` a tolerance in the text."""
    rule = RULES[rule_id]
    terms: dict[str, float] = {"u": unit}
    if values:
        terms.update(n=values[0], a=values[0], b=values[-1], t=tolerance(values[0]) if stated is None else stated)

    def evaluate(formula: str) -> float | None:
        found = _FORMULA.fullmatch(formula)
        if not formula or not found:
            return None
        factor, name, sign, term = found.groups()
        result = (float(factor) if factor else 1.0) * (terms[name] if name else 1.0)
        if sign:
            offset = terms["t"] if term == "t" else float(term)
            result += offset if sign == "+" else -offset
        return result

    return Bounds(evaluate(rule.low), evaluate(rule.best), evaluate(rule.high), rule.low_open, rule.high_open)
