"""One gold claim against one extracted claim: where its number stands, what matches, what is right.

The definitions, down to the tie-breaks, are those of the project's gold set, so that figures measured anywhere compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

ATTRIBUTES: Final = (
    "comparator",
    "unit",
    "subject",
    "population",
    "service",
    "by",
    "place",
    "extent",
    "modality",
    "origin",
    "relay",
    "period",
    "part_of",
)
NAME_STOPWORDS: Final = frozenset({"the", "a", "an", "of", "and", "said", "sources", "officials", "according", "to"})

Claim = Mapping[str, Any]
Span = tuple[int, int]


def loose(text: str) -> str:
    """Regex source that finds `text` whatever its white space."""
    return r"\s+".join(re.escape(word) for word in text.split())


def locate(claim: Claim, text: str) -> Span | None:
    """Half-open span of the gold claim's number in `text`; None where its context is not there."""
    context = re.search(loose(claim["context"]), text)
    if not context:
        return None
    number = loose(claim["number"])
    inner = re.search(rf"(?<![\w.,]){number}(?!\w)", context.group()) or re.search(number, context.group())
    return (context.start() + inner.start(), context.start() + inner.end()) if inner else None


def _close(value: Any, stated: float) -> bool:
    return value is not None and abs(float(value) - float(stated)) <= 1e-6 * max(1.0, abs(float(stated)))


def same_values(gold: Claim, row: Claim) -> bool:
    """Whether the bounds of the extracted claim state the gold figure."""
    low, best, high = row["value_low"], row["value_best"], row["value_high"]
    stated = gold["values"]
    match gold["comparator"]:
        case "0":
            return _close(high if best is None else best, 0)
        case "vague":
            return (best is None and low is not None) or (bool(stated) and _close(low, stated[0]))
        case "..":
            return _close(low, stated[0]) and _close(high, stated[1])
        case ">" | ">=":
            return _close(low, stated[0])
        case "<" | "<=":
            return _close(high, stated[0])
        case _:
            return _close(best, stated[0])


def _words(names: Iterable[str] | None) -> set[str]:
    return {word for name in names or () for word in re.findall(r"\w+", name.lower())} - NAME_STOPWORDS


def same_attribute(name: str, gold: Claim, row: Claim, parent: Span | None, spans: Mapping[str, Span]) -> bool | None:
    """Whether one attribute of a matched claim is right; None where the gold claim leaves it open.

    `parent` is the span of the gold claim that this one is a part of; `spans` those of the extracted claims by id.
    """
    wanted, got = gold.get(name), row.get("perpetrator" if name == "by" else name)
    if name in ("origin", "relay"):
        wanted_words, got_words = _words(wanted), _words(got)
        return wanted_words == got_words == set() or bool(wanted_words & got_words)
    if name == "period":
        if not wanted:
            return None
        edges = [(wanted[edge][:7], row[f"period_{edge}"]) for edge in ("start", "end") if wanted.get(edge)]
        return any(stated and str(stated).startswith(edge) for edge, stated in edges)
    if name == "part_of":
        whole = spans.get(row["part_of_claim_id"])
        if parent is None:
            return whole is None
        return whole is not None and whole[0] < parent[1] and parent[0] < whole[1]
    if name == "subject" and wanted == "?":
        return got in (None, "?", "")
    if name in ("service", "by", "place") and wanted is None:
        return None
    return (wanted or "").lower() == (got or "").lower()


def pair_up(gold: Sequence[Claim], spans: Sequence[Span | None], rows: Sequence[Claim]) -> list[tuple[int, int]]:
    """One-to-one pairs (gold index, row index) of overlapping numbers, best agreement first."""
    options = []
    for i, (claim, span) in enumerate(zip(gold, spans, strict=True)):
        if span is None:
            continue
        for j, row in enumerate(rows):
            if row["number_start"] < span[1] and span[0] < row["number_end"]:
                agreement = 4 * (claim["measure"] == row["measure"]) + 2 * same_values(claim, row)
                options.append((-agreement - (claim["subject"] == row["subject"]), i, j))
    taken_gold: set[int] = set()
    taken_rows: set[int] = set()
    pairs = []
    for _, i, j in sorted(options):
        if i not in taken_gold and j not in taken_rows:
            taken_gold.add(i)
            taken_rows.add(j)
            pairs.append((i, j))
    return pairs


def judge(
    gold: Claim, row: Claim, parent: Span | None, spans: Mapping[str, Span]
) -> tuple[bool, bool, dict[str, bool]]:
    """Whether a matched claim is right as a figure and as a fact, and which of its scored attributes are right."""
    figure = gold["measure"] == row["measure"] and same_values(gold, row)
    verdicts = {
        name: verdict for name in ATTRIBUTES if (verdict := same_attribute(name, gold, row, parent, spans)) is not None
    }
    population = gold["population"] in (None, "unknown") or gold["population"] == row["population"]
    fact = figure and verdicts["subject"] and gold["unit"] == row["unit"] and population
    return figure, fact, verdicts
