"""The closing table of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import RenderableType
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
    if summary.claims_total:
        yield _claims(summary)
        yield Text()
    if summary.issues:
        yield _issues(summary)
        yield Text()
    yield facts


def _facts(summary: Summary) -> Iterator[tuple[str, str]]:
    rejected = f"{summary.inputs_rejected:,} {'input' if summary.inputs_rejected == 1 else 'inputs'} rejected"
    counts = {"new": summary.articles_new, "unchanged": summary.articles_unchanged, "revised": summary.articles_revised}
    yield "articles", f"{', '.join(f'{count:,} {kind}' for kind, count in counts.items())}; {rejected}"
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


def _issues(summary: Summary) -> Table:
    more = summary.issues_count - min(len(summary.issues), SHOWN_ISSUES)
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("issue", overflow="fold")
    table.add_column("input", overflow="fold")
    table.add_column("what happened, what to do", ratio=1)
    for issue in summary.issues[:SHOWN_ISSUES]:
        table.add_row(plain(issue.code), plain(one_line(issue.input)), plain(one_line(issue.message)))
    if more > 0:
        table.add_row("", "", f"and {more:,} more: `musterroll issues` lists them")
    return table
