"""Extraction measured against gold claims: precision, recall and F1 at three levels, attributes, calibration.

Levels: found = a claim stands at the gold number; figure = also the measure and the values are right; fact = also the
subject, the unit and the population.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flows.report.matching import ATTRIBUTES, Claim, judge, locate, pair_up

LEVELS: Final = ("found", "figure", "fact")
BANDS: Final = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95)
"""Lower edges of the confidence bands of the reliability table; the last one ends at 1."""


class GoldError(ValueError):
    """A gold folder that cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """Gold claims of one article; `stem` is the file name of the article without its extension."""

    stem: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """Text of one article as the pipeline keeps it, and the claims that it made of it (rows of `claims`)."""

    text: str
    claims: tuple[Claim, ...]


def read_gold(folder: Path, *, half: str | None = None) -> list[GoldArticle]:
    """Gold files of `folder` by name; `half` keeps those whose name ends in an odd or even number.

    Raises GoldError where the folder holds no gold file or one that is not JSON of the right shape.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder} is no folder: name the folder that holds the gold .json files")
    found = []
    for path in sorted(folder.glob("*.json")):
        if half and not in_half(path.stem, half):
            continue
        try:
            claims = json.loads(path.read_text(encoding="utf-8"))["claims"]
            found.append(GoldArticle(path.stem, tuple(dict(c) for c in claims)))
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(f"{path} is no gold file ({error}): it needs an object with a list `claims`") from error
    if not found:
        raise GoldError(f"{folder} holds no gold file{f' of the {half} half' if half else ''}: expected NAME.json")
    return found


def in_half(stem: str, half: str) -> bool:
    """Whether the last number of a file name is odd or even, as asked; a name without a number counts as 0."""
    digits = re.findall(r"\d+", stem)
    return int(digits[-1] if digits else 0) % 2 == (half == "odd")


def rates(hits: int, gold: int, predicted: int) -> dict[str, float]:
    """Precision, recall and F1, rounded to four digits; 0 where a denominator is 0."""
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def evaluate(golds: Iterable[GoldArticle], articles: Mapping[str, ReadArticle]) -> dict[str, Any]:
    """Score the claims of `articles` (by file stem) against `golds`.

    The result holds the counts gold, pred, articles, articles_missing; for each of LEVELS its rates; `attributes`
    with the share right among found claims; `measures` with counts and rates; `reliability`, one row per band of
    confidence; `misses`, one line per missed, extra or wrong claim.
    """
    totals: Counter[str] = Counter(gold=0, pred=0, articles=0, articles_missing=0)
    levels: Counter[str] = Counter()
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    measures: defaultdict[str, Counter[str]] = defaultdict(Counter)
    confidences: list[tuple[float, bool, bool]] = []
    misses: list[str] = []
    for gold in golds:
        article = articles.get(gold.stem)
        text, rows = (article.text, article.claims) if article else ("", ())
        spans = [locate(claim, text) for claim in gold.claims]
        row_spans = {row["claim_id"]: (row["number_start"], row["number_end"]) for row in rows}
        pairs = dict(pair_up(gold.claims, spans, rows))
        totals.update(gold=len(gold.claims), pred=len(rows), articles=1, articles_missing=article is None)
        unmatched = set(range(len(rows))) - set(pairs.values())
        for i, claim in enumerate(gold.claims):
            measures[claim["measure"]]["gold"] += 1
            if i not in pairs:
                stated = f"{claim['measure']} {claim['comparator']}{claim['values']} {claim['subject']}"
                misses.append(f"MISSED  {gold.stem}: {stated} | {claim['context']}")
        for j, row in enumerate(rows):
            measures[row["measure"]]["pred"] += 1
            if j in unmatched:
                confidences.append((row["confidence"], False, False))
                around = text[max(0, row["number_start"] - 60) : row["number_end"] + 60]
                misses.append(
                    f"EXTRA   {gold.stem}: {row['measure']} {row['number_text']} {row['subject']} | {around!r}"
                )
        for i, j in pairs.items():
            claim, row = gold.claims[i], rows[j]
            parent = spans[claim["part_of"]] if claim.get("part_of") is not None else None
            figure, fact, verdicts = judge(claim, row, parent, row_spans)
            levels.update(found=1, figure=figure, fact=fact)
            measures[claim["measure"]]["hit"] += figure
            confidences.append((row["confidence"], figure, fact))
            asked.update(verdicts.keys())
            right.update(name for name, verdict in verdicts.items() if verdict)
            if line := _wrong(claim, row, figure, verdicts):
                misses.append(f"WRONG   {gold.stem}: {line} | {claim['context']}")
    return {
        **totals,
        **{level: rates(levels[level], totals["gold"], totals["pred"]) for level in LEVELS},
        "attributes": {name: round(right[name] / asked[name], 4) if asked[name] else None for name in ATTRIBUTES},
        "measures": {m: {**c, **rates(c["hit"], c["gold"], c["pred"])} for m, c in sorted(measures.items())},
        "reliability": reliability(confidences),
        "misses": misses,
    }


def _wrong(gold: Claim, row: Claim, figure: bool, verdicts: Mapping[str, bool]) -> str:
    """What is wrong about a matched claim, or nothing."""
    parts = []
    if not figure:
        bounds = ",".join(str(row[f"value_{bound}"]) for bound in ("low", "best", "high"))
        parts.append(f"FIGURE {gold['measure']} {gold['values']} != {row['measure']} {bounds}")
    for name, verdict in verdicts.items():
        if not verdict:
            column = {"by": "perpetrator", "part_of": "part_of_claim_id"}.get(name, name)
            got = (str(row["period_start"]), str(row["period_end"])) if name == "period" else row[column]
            parts.append(f"{name} {gold.get(name)!r} != {got!r}")
    return "; ".join(parts)


def reliability(claims: Iterable[tuple[float, bool, bool]]) -> list[dict[str, float | int]]:
    """Stated confidence against the share that proved right, per band, from (confidence, figure right, fact right).

    An extracted claim that no gold claim matches counts as wrong. Bands without claims are left out.
    """
    bands: defaultdict[int, list[tuple[float, bool, bool]]] = defaultdict(list)
    for claim in claims:
        bands[max(i for i, edge in enumerate(BANDS) if claim[0] >= edge)].append(claim)
    table: list[dict[str, float | int]] = []
    for band, members in sorted(bands.items()):
        count = len(members)
        table.append(
            {
                "from": BANDS[band],
                "to": BANDS[band + 1] if band + 1 < len(BANDS) else 1.0,
                "claims": count,
                "stated": round(sum(c[0] for c in members) / count, 4),
                "figure": round(sum(c[1] for c in members) / count, 4),
                "fact": round(sum(c[2] for c in members) / count, 4),
            }
        )
    return table
