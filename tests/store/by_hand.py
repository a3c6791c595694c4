"""The rules of estimates in plain Python, from facts as they are published: what a person would do with a pencil."""

from __future__ import annotations

import calendar
import math
from datetime import date, timedelta
from typing import Any

WEIGHTS = {"a": 1.0, "b": 0.8, "c": 0.6, "d": 0.4, "e": 0.2, "f": 0.3}
ENEMIES = {"adversary", "ally_of_adversary"}
UPPERS = ("value_high", "value_best", "value_low")
Fact = dict[str, Any]


def month_end(day: date | None) -> date | None:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1]) if day else None


def tolerance(fact: Fact) -> float:
    best = fact["value_best"]
    if fact["comparator"] != "=" or best is None or best < 10 or best % 10:
        return 0.0
    digits = str(int(best))
    place = 10 ** (len(digits) - len(digits.rstrip("0")))
    return min(0.1 * best, max(0.025 * best, place / 2))


def late(day: date | None) -> int:
    return day.toordinal() if day else -1


def newest_first(fact: Fact) -> tuple[Any, ...]:
    value = next((fact[n] for n in ("value_best", "value_low", "value_high") if fact[n] is not None), -1)
    return (-late(fact["as_of"]), -late(fact["published_on"]), -fact["confidence"], -value, fact["fact_id"])


def counted_apart(inside: list[Fact]) -> set[str]:
    """Facts of persons that are under a tenth of the largest stock of the window, a hundredth of other counts."""
    persons = [fact for fact in inside if fact["unit"] == "person"]
    by_article: dict[str, float] = {}
    for fact in persons:
        if fact["left_out_reason"] is None and fact["value_best"] is not None:
            by_article[fact["cluster_id"]] = max(by_article.get(fact["cluster_id"], 0), fact["value_best"])
    first, second, third = (*sorted(by_article.values(), reverse=True)[:3], 0, 0, 0)[:3]
    largest = second if third and first >= 10 * second and second <= 1.25 * third else first
    tops = {f["fact_id"]: next((f[n] for n in UPPERS if f[n] is not None), math.inf) for f in persons}
    share = 10 if persons and persons[0]["extent"] == "stock" else 100
    return {fact_id for fact_id, top in tops.items() if top * share < largest}


def votes_of(inside: list[Fact]) -> dict[str, tuple[Fact, str, str]]:
    """One vote an origin: its newest usable figure of a whole force, with the origin's side and letter."""
    votes: dict[str, tuple[Fact, str, str]] = {}
    small = counted_apart(inside)
    usable = (fact for fact in inside if fact["left_out_reason"] is None and fact["fact_id"] not in small)
    for fact in sorted(usable, key=newest_first):
        sources = zip(fact["origin_keys"], fact["origin_sides"], fact["origin_reliabilities"], strict=True)
        for key, side, letter in sources:
            votes.setdefault(key, (fact, side, letter))
    return votes


def lower_median(values: list[float]) -> float | None:
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def interval(fact: Fact) -> tuple[float, float]:
    wider = tolerance(fact)
    low = fact["value_low"] - wider if fact["value_low"] is not None else 0.0
    return low, fact["value_high"] + wider if fact["value_high"] is not None else math.inf


def majority(votes: list[Fact]) -> tuple[int, float | None]:
    """Size of the largest set of votes that share a point, and the lower median of its best readings."""
    best: tuple[int, float, float | None] = (0, 0.0, None)
    for point in sorted({interval(vote)[0] for vote in votes}):
        group = [vote for vote in votes if interval(vote)[0] <= point <= interval(vote)[1]]
        if len(group) > best[0]:
            best = (len(group), point, lower_median([v["value_best"] for v in group if v["value_best"] is not None]))
    return best[0], best[2]


def weighted_median(votes: list[tuple[Fact, str, str]]) -> float | None:
    known = sorted((v["value_best"], WEIGHTS[letter]) for v, _, letter in votes if v["value_best"] is not None)
    total, so_far = sum(weight for _, weight in known), 0.0
    for value, weight in known:
        so_far += weight
        if so_far * 2 >= total - 1e-9:
            return float(value)
    return None


def gtd(votes: dict[str, tuple[Fact, str, str]]) -> float | None:
    known = [(fact, letter, key) for key, (fact, _, letter) in votes.items() if fact["value_best"] is not None]
    if not known:
        return None
    known.sort(key=lambda row: (-late(row[0]["as_of"]), row[1], row[0]["value_best"], row[2]))
    if known[0][1] in "ab":
        return float(known[0][0]["value_best"])
    values = [fact["value_best"] for fact, _, _ in known]
    common = [value for value in values if values.count(value) * 2 > len(values)]
    return float(min(common or values))


def estimate(series: list[Fact], month: date | None, window_days: int) -> dict[str, Any] | None:
    """Low, best, high and the rest for one series and month, or None where nothing can be said."""
    start = month - timedelta(days=window_days) if month else None
    inside = [
        fact
        for fact in series
        if (month is None and fact["as_of"] is None) or (month and fact["as_of"] and start < fact["as_of"] <= month)
    ]
    votes = votes_of(inside)
    older = [
        fact["value_low"]
        for fact in series
        if start
        and fact["as_of"]
        and fact["as_of"] <= start
        and fact["extent"] == "cumulative"
        and fact["left_out_reason"] is None
        and (fact["value_low"] or 0) > 0
    ]
    floor = max(older, default=None)
    if not votes:
        return {"rule": "floor", "best": None, "floor": floor, "low": floor, "n_origins": 0} if floor else None
    figures = [fact for fact, _, _ in votes.values()]
    bests = [fact["value_best"] for fact in figures if fact["value_best"] is not None]
    agree, agreed = majority(figures)
    lows = [fact["value_low"] for fact in figures if fact["value_low"] is not None]
    if not bests:
        rule, best = "R3", min((low for low in lows if low > 0), default=None)
    elif len(votes) == 1:
        rule, best = "R0", bests[0]
    elif agree * 2 > len(votes) and agreed is not None:
        rule, best = "R1", agreed
    else:
        rule, best = "R2", weighted_median(list(votes.values()))
    uppers = [next((f[n] for n in UPPERS if f[n] is not None), None) for f in figures]
    high = max((upper for upper in uppers if upper is not None), default=None)
    high_open = any(fact["value_high"] is None for fact in figures)
    low = min(lows, default=None)
    most = best if best is not None else (None if high_open else high)
    if floor is not None and most is not None and floor > most:
        rule += "+fall"
    elif floor is not None and low is not None and floor > low:
        rule, low = rule + "+floor", floor
    used = {fact["fact_id"] for fact in figures}
    return {
        "rule": rule,
        "low": low,
        "best": best,
        "high": high,
        "high_open": high_open,
        "floor": floor,
        "acled": min(
            (f["value_best"] or f["value_low"] for f in figures if f["value_best"] or f["value_low"]), default=None
        ),
        "gtd": gtd(votes),
        "weighted": weighted_median(list(votes.values())),
        "n_origins": len(votes),
        "claim_ids": sorted(used),
        "claim_ids_left_out": sorted(fact["fact_id"] for fact in inside if fact["fact_id"] not in used),
        "best_own": side_median(votes, {"own"}),
        "best_adversary": side_median(votes, ENEMIES),
        "best_third_party": side_median(votes, {"third_party"}),
        "fold": round(max(bests) / min(bests), 3) if bests and min(bests) > 0 else None,
        "grade": grade(votes, rule),
    }


def side_median(votes: dict[str, tuple[Fact, str, str]], sides: set[str]) -> float | None:
    return lower_median(
        [f["value_best"] for f, side, _ in votes.values() if side in sides and f["value_best"] is not None]
    )


def grade(votes: dict[str, tuple[Fact, str, str]], rule: str) -> str:
    bests = [fact["value_best"] for fact, _, _ in votes.values() if fact["value_best"] is not None]
    own = [interval(fact) for fact, side, _ in votes.values() if side == "own"]
    foe = [interval(fact) for fact, side, _ in votes.values() if side in ENEMIES]
    apart = own and foe and (below(own, foe) or below(foe, own))
    if apart or (bests and max(bests) > 2 * min(bests)):
        return "contested"
    if own or any(fact["count_basis"] for fact, _, _ in votes.values()):
        return "confirmed"
    if len(foe) == len(votes):
        return "contested"
    known = [key for key in votes if not key.startswith("article ")]
    return "fair" if len(known) > 1 and rule.startswith("R1") else "weak"


def below(ones: list[tuple[float, float]], others: list[tuple[float, float]]) -> bool:
    return max(high for _, high in ones) < min(low for low, _ in others)
