"""What the report's page knows of each claim, as plain values for JSON: every text, source and article once.

Lists of claims, sources and articles refer to each other by position, so that ten thousand claims stay a few megabytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from flows.report.context import context
from flows.report.wording import SIDE_WORDS, details, figure, period, says, series, units

Row = Mapping[str, Any]

SOURCE_FIELDS: Final = (
    *("role", "source_name", "source_text", "entity_name", "cue_text", "source_class", "side", "anonymous", "link"),
)
ROLES: Final = ("number", "subject", "source", "cue")


class Numbered:
    """Values each kept once, in the order they came; calling it gives a value's position."""

    def __init__(self) -> None:
        self._places: dict[Hashable, int] = {}
        self.values: list[Any] = []

    def __call__(self, key: Hashable, value: Any = None) -> int:
        if key not in self._places:
            self._places[key] = len(self.values)
            self.values.append(key if value is None else value)
        return self._places[key]


def payload(rows: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """JSON values for the page from the answers of sql/report."""
    articles = {row["article_id"]: row for row in rows["articles"]}
    sentences = _grouped(rows["sentences"], "article_id")
    attributions = _grouped(rows["attributions"], "claim_id")
    places = {row["article_id"]: number for number, row in enumerate(rows["articles"])}
    texts, sources = Numbered(), Numbered()
    claims = []
    for row in rows["claims"]:
        said = attributions[row["claim_id"]]
        text = articles[row["article_id"]]["text"]
        shown = [
            [
                texts(text[entry.sentence["sentence_start"] : entry.sentence["sentence_end"]]),
                entry.sentence["ordinal"],
                [[mark.start, mark.end, ROLES.index(mark.role)] for mark in entry.marks],
            ]
            for entry in context(row, text, sentences[row["article_id"]], said)
        ]
        chain = [sources(tuple(entry[name] for name in SOURCE_FIELDS)) for entry in said]
        claims.append(_claim(row, chain, shown, places[row["article_id"]]))
    numbers = {row["claim_id"]: number for number, row in enumerate(rows["claims"])}
    labels = names(rows)
    described = [*rows["claims"], *rows["estimates"]]
    return {
        "measures": labels[0],
        "sides": SIDE_WORDS,
        "units": units(),
        "series": {row["series_id"]: series(row, *labels) for row in described if row["series_id"]},
        "claims": _table(claims),
        "texts": texts.values,
        "sources": {"fields": SOURCE_FIELDS, "rows": sources.values},
        "articles": [_article(row) for row in rows["articles"]],
        "estimates": _table([_estimate(row, numbers) for row in rows["estimates"]]),
        "relations": [
            [numbers[row["from_claim_id"]], numbers[row["to_claim_id"]], row["relation"], row["basis"]]
            for row in rows["relations"]
        ],
        "alerts": [
            [row["kind"], row["severity"], row["message"], [numbers[c] for c in row["claim_ids"] or () if c in numbers]]
            for row in rows["alerts"]
        ],
    }


def names(rows: Mapping[str, Sequence[Row]]) -> tuple[dict[str, str], dict[str, str]]:
    """Names for people of the measures, and of the places."""
    measures = {row["measure"]: row["label"] for row in rows["measures"]}
    return measures, {row["code"]: row["name"] for row in rows["places"]}


def _claim(row: Row, chain: list[int], shown: list[Any], article: int) -> dict[str, Any]:
    value = next((row[name] for name in ("value_best", "value_low", "value_high") if row[name] is not None), None)
    return {
        "id": row["claim_id"],
        "figure": figure(row),
        "number": row["number_text"],
        "value": number(value),
        "low": number(row["value_low"]),
        "high": number(row["value_high"]),
        "measure": row["measure"],
        "unit": row["unit"],
        "subject": row["subject"],
        "subject_name": row["subject_name"] or row["subject"],
        "details": details(row),
        "when": period(row["period_start"], row["period_end"]),
        "extent": row["extent"],
        "modality": row["modality"],
        "says": says(row),
        "sources": chain,
        "context": shown,
        "article": article,
        "confidence": round(row["confidence"], 3),
        "reasons": row["confidence_reasons"],
        "rules": row["rule_ids"],
        "series": row["series_id"],
        "day": day(row["as_of"]),
        "side": row["side"],
        "left_out": row["why_not"],
        "is_fact": row["is_fact"],
    }


def _estimate(row: Row, numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": row["estimate_id"],
        "series": row["series_id"],
        "day": day(row["as_of"]),
        "low": number(row["low"]),
        "best": number(row["best"]),
        "high": number(row["high"]),
        "grade": row["grade"],
        "claims": [numbers[claim] for claim in row["claim_ids"] if claim in numbers],
    }


def _table(entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Entries of the same keys as their keys once and their values in rows."""
    return {"fields": list(entries[0]) if entries else [], "rows": [list(entry.values()) for entry in entries]}


def _article(row: Row) -> list[Any]:
    published = row["published_at"]
    return [row["article_id"], row["title"], row["url"], row["source_name"], row["publisher"], day(published)]


def _grouped(rows: Iterable[Row], key: str) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[key]].append(row)
    return grouped


def number(value: float | None) -> float | int | None:
    """A count, whole where it is whole."""
    return int(value) if value is not None and float(value).is_integer() else value


def day(value: date | datetime | None) -> str | None:
    """A date in ISO form."""
    return f"{value:%Y-%m-%d}" if value else None
