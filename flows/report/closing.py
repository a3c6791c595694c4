"""The closing table of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.report.terminal import one_line, plain
from flows.summary import Summary

SHOWN_ISSUES = 10


def render(summary: Summary) -> Iterator[RenderableType]:
    """Renderables: what became of the articles, claims by measure, the issues, where the warehouse is."""
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="bold")
    facts.add_column(ratio=1)
    for label, value in _facts(summary):
        facts.add_row(label, plain(one_line(value)))
    if any(summary.claims_run.values()):
        yield _claims(summary)
        yield Text()
    if summary.issues:
        yield from _issues(summary)
        yield Text()
    yield facts


def _facts(summary: Summary) -> Iterator[tuple[str, str]]:
    rejected = f"{summary.inputs_rejected:,} {'input' if summary.inputs_rejected == 1 else 'inputs'} rejected"
    counts = {"new": summary.articles_new, "unchanged": summary.articles_unchanged, "revised": summary.articles_revised}
    yield "articles", f"{', '.join(f'{count:,} {kind}' for kind, count in counts.items())}; {rejected}"
    if summary.claims_total and not any(summary.claims_run.values()):
        yield "claims", f"no new ones, {sum(summary.claims_total.values()):,} in the warehouse"
    if summary.outcome == "loaded":
        yield "checks", f"{summary.checks_passed} passed, 0 failed"
    if summary.outcome == "nothing":
        yield "result", "nothing could be loaded: see the issues above"
    warehouse = Path(summary.warehouse)
    if warehouse.is_file():
        state = {"loaded": "", "unchanged": ", unchanged", "nothing": ", without new articles"}[summary.outcome]
        yield "warehouse", f"{summary.warehouse} ({size(warehouse.stat().st_size)}{state})"
    if summary.exports:
        yield "exports", f"{summary.exports}/*.parquet"
    continued = ", continued from a run that was stopped" if summary.resumed else ""
    yield "run", f"{summary.run_id}, {summary.seconds:.1f} s{continued}"


def size(count: int) -> str:
    """A number of bytes in the largest unit that keeps it above 1: `2.1 MB`."""
    value, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:.0f} {unit}" if unit == "bytes" else f"{value:.1f} {unit}"


def _claims(summary: Summary) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0), show_footer=True)
    table.add_column("claims by measure", footer=Text("all measures", style="bold"))
    table.add_column("this run", justify="right", footer=f"{sum(summary.claims_run.values()):,}")
    table.add_column("warehouse", justify="right", footer=f"{sum(summary.claims_total.values()):,}")
    for measure, total in sorted(summary.claims_total.items()):
        table.add_row(plain(measure), f"{summary.claims_run.get(measure, 0):,}", f"{total:,}")
    return table


def _issues(summary: Summary) -> Iterator[RenderableType]:
    """What could not be used: input and code on a line, what happened and what to do below."""
    for issue in summary.issues[:SHOWN_ISSUES]:
        name = one_line(issue.input)
        yield plain(f"{name}  ").append(issue.code, "yellow")
        yield Padding(plain(one_line(issue.message.removeprefix(f"{issue.input}: "))), (0, 0, 0, 2))
    more = summary.issues_count - min(len(summary.issues), SHOWN_ISSUES)
    if more > 0:
        yield Text(f"and {more:,} more: `musterroll issues` lists them")
