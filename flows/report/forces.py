"""A subject's forces as a tree of ranges: active personnel with services and what is in none, reserve, others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Row = Mapping[str, Any]

TOTALS: Final = ("strength.active", "strength.reserve", "strength.paramilitary", "strength.total")
PRESENT: Final = "deployment.present"
MOST_PLACES: Final = 10
"""Places shown of those where a subject has troops, the largest first."""


@dataclass(frozen=True, slots=True)
class Force:
    """One line of the tree: a range in persons, the month it is for and the claims that it rests on."""

    name: str
    depth: int
    low: float | None
    best: float | None
    high: float | None
    as_of: Any = None
    grade: str | None = None
    claim_ids: tuple[str, ...] = ()
    is_residual: bool = False

    @property
    def value(self) -> float:
        """What to draw: the best reading, or the bound there is."""
        return next((v for v in (self.best, self.low, self.high) if v is not None), 0.0)


def _value(row: Row) -> float:
    return next((row[name] for name in ("best", "low", "high") if row[name] is not None), 0.0)


def tree(strength: Sequence[Row], residual: float | None, places: Mapping[str, str]) -> list[Force]:
    """Lines of the tree of one subject from the rows of sql/report/strength.sql; services below their total.

    Deployments stand last, one line a country, the largest MOST_PLACES of them. Figures of several measures are never
    added up.
    """
    return list(_lines(strength, residual, places))


def _lines(strength: Sequence[Row], residual: float | None, places: Mapping[str, str]) -> Iterator[Force]:
    for measure in TOTALS:
        of_it = [row for row in strength if row["measure"] == measure]
        whole = [row for row in of_it if row["service"] is None]
        services = [row for row in of_it if row["service"] is not None]
        for row in whole:
            yield _force(row, row["measure_label"], 0)
        if services and not whole:
            yield Force(f"{services[0]['measure_label']}, whole force not given", 0, None, None, None)
        for row in sorted(services, key=lambda row: -_value(row)):
            yield _force(row, row["service"].replace("_", " ").capitalize(), 1)
        if measure == "strength.active" and whole and services and residual is not None:
            name = "In no named service" if residual >= 0 else "Services exceed the whole by"
            yield Force(name, 1, None, abs(residual), None, is_residual=True)
    present = [row for row in strength if row["measure"] == PRESENT]
    for row in sorted(present, key=lambda row: -_value(row))[:MOST_PLACES]:
        yield _force(row, f"{row['measure_label']} in {places.get(row['place'], row['place'])}", 0)


def _force(row: Row, name: str, depth: int) -> Force:
    return Force(name, depth, row["low"], row["best"], row["high"], row["as_of"], row["grade"], tuple(row["claim_ids"]))
