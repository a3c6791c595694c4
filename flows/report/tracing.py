"""A claim followed to the page: its sentence with the number underlined, who says so through whom, what relates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.report.highlights import underlined
from flows.report.terminal import one_line, plain
from flows.report.wording import amount, details, subject

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Trace:
    """A claim with the rows that prove it: article, sentence, quantity, attributions, relations (both directions)."""

    claim: Row
    article: Row
    sentence: Row
    quantity: Row
    attributions: Sequence[Row]
    relations: Sequence[Row]


def render(trace: Trace, *, width: int) -> Iterator[RenderableType]:
    """Renderables of one trace for a terminal of `width` columns."""
    claim, article = trace.claim, trace.article
    yield Text.assemble((claim["claim_id"], "bold"), f"  {claim['measure']}  ", (one_line(amount(claim)), "bold"))
    yield plain(f"{one_line(subject(claim))}; {one_line(details(claim))}")
    yield Text()
    text, sentence = article["text"], trace.sentence
    span = claim["number_start"], claim["number_end"]
    for line in underlined(text, sentence["sentence_start"], sentence["sentence_end"], span, width=width - 2):
        yield Padding(line, (0, 0, 0, 2))
    yield Text()
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_column(ratio=1)
    for label, value in _facts(trace):
        grid.add_row(label, plain(one_line(value)))
    yield grid


def _facts(trace: Trace) -> Iterator[tuple[str, str]]:
    claim, article = trace.claim, trace.article
    published = article["published_at"]
    dated = f"{published:%Y-%m-%d} ({article['published_basis']})" if published else "date unknown"
    yield "article", f"{article['title'] or ''} ({article['source_name']}), {dated}"
    if article["url"]:
        yield "url", article["url"]
    yield "characters", f"{claim['number_start']} to {claim['number_end']} of {article['article_id']}"
    yield (
        "reading",
        f"{trace.quantity['kind']}, {claim['comparator']}, {trace.quantity['bounds_rule'] or 'no bounds rule'}",
    )
    for row in trace.attributions:
        yield row["role"], _source(row)
    for row in trace.relations:
        outgoing = row["from_claim_id"] == claim["claim_id"]
        other = row["to_claim_id"] if outgoing else row["from_claim_id"]
        label = row["relation"] if outgoing else f"{row['relation']} of this"
        yield "relation", f"{label.replace('_', ' ')} {other}" + (f" ({row['basis']})" if row["basis"] else "")
    yield "rules", ", ".join(claim["rule_ids"])
    reasons = ", ".join(claim["confidence_reasons"])
    yield "confidence", f"{claim['confidence']:.2f}" + (f" ({reasons})" if reasons else "")
    yield "run", f"{claim['run_id']}, extractor {claim['extractor_version']}"


def _source(row: Row) -> str:
    name = row["source_name"] or row["source_text"] or "not named"
    words = row["source_text"]
    named = name if not words or words == name else f"{name}, named by “{words}”"
    notes = [row["source_class"].replace("_", " "), row["side"].replace("_", " ") + " side", row["link"]]
    cue = f", cue “{row['cue_text']}”" if row["cue_text"] else ""
    return f"{named} ({', '.join(notes)}{cue})"
