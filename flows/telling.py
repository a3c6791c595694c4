"""What a flow run leaves in Prefect: artifacts on its page, and an event of new alerts that automations listen to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from prefect.artifacts import create_link_artifact, create_markdown_artifact, create_table_artifact
from prefect.events import emit_event

from flows.pages import beside
from flows.settings import sql_folder
from flows.store import prepared
from flows.store.reading import QueryError
from flows.summary import Summary

ALERTS_EVENT: Final = "musterroll.alerts"
ALERTS_TOLD: Final = 20
"""Messages of new alerts that an event carries at most; the artifact has all."""

Rows = list[dict[str, Any]]


def told(warehouse: Path, *, run_id: str | None = None) -> dict[str, Rows]:
    """Alerts of the warehouse and the claims that a run read; none where it is not there, or of an older make."""
    try:
        return prepared.answers(warehouse, sql_folder() / "artifacts", run=run_id)
    except QueryError:
        return {"alerts": [], "claims": []}


def publish_artifacts(summary: Summary, *, alerts_before: Sequence[Mapping[str, Any]] = ()) -> None:
    """The run's claims by measure, its new claims and alerts, its facts with its issues, and where the page is."""
    rows = [
        {"measure": measure, "this run": summary.claims_run.get(measure, 0), "warehouse": total}
        for measure, total in sorted(summary.claims_total.items())
    ]
    create_table_artifact(key="musterroll-claims", table=rows, description="Claims by measure")
    warehouse = Path(summary.warehouse)
    now = told(warehouse, run_id=summary.run_id)
    if now["claims"]:
        create_table_artifact(key="musterroll-new-claims", table=now["claims"], description="New claims, 100 at most")
    tell_alerts(warehouse, alerts_before, now["alerts"])
    create_markdown_artifact(key="musterroll-run", markdown=markdown(summary), description="What the run did")


def tell_alerts(warehouse: Path, before: Sequence[Mapping[str, Any]], now: Rows) -> None:
    """A table of the alerts that were not there before, and an event of them; nothing where there are none."""
    known = {alert["alert_id"] for alert in before}
    new = [alert for alert in now if alert["alert_id"] not in known]
    if not new:
        return
    create_table_artifact(key="musterroll-alerts", table=new, description="New alerts: look before you use the figures")
    messages = [f"{alert['severity']} {alert['subject'] or 'nobody named'}: {alert['message']}" for alert in new]
    shown = messages[:ALERTS_TOLD]
    more = [f"and {len(messages) - len(shown)} more"] if len(messages) > len(shown) else []
    emit_event(
        event=ALERTS_EVENT,
        resource={
            "prefect.resource.id": f"musterroll.warehouse.{warehouse.stem}",
            "prefect.resource.name": str(warehouse),
        },
        payload={
            "count": len(new),
            "text": "\n".join([f"{len(new)} new alert{'s' * (len(new) > 1)} in {warehouse}", *shown, *more]),
        },
    )


def tell_page(warehouse: Path) -> None:
    """A link to the report beside the warehouse."""
    page = beside(warehouse.absolute())
    create_link_artifact(key="musterroll-report", link=page.as_uri(), link_text=page.name, description="Page to read")


def markdown(summary: Summary) -> str:
    """The run's facts and issues as Markdown; article text is not part of it, names of inputs are code spans."""
    counts = {
        "articles new": summary.articles_new,
        "revised": summary.articles_revised,
        "unchanged": summary.articles_unchanged,
        "inputs rejected": summary.inputs_rejected,
        "claims": sum(summary.claims_run.values()),
        "checks passed": summary.checks_passed,
    }
    lines = [
        f"**{summary.outcome}** `{summary.run_id}` in {summary.seconds:.1f} s",
        "",
        f"| {' | '.join(counts)} |",
        "|---" * len(counts) + "|",
        f"| {' | '.join(map(str, counts.values()))} |",
        "",
        f"Warehouse: {code(summary.warehouse)}",
    ]
    if summary.issues:
        lines += ["", "| issue | input | what happened, what to do |", "|---|---|---|"]
        lines += [f"| {code(i.code)} | {code(i.input)} | {code(i.message)} |" for i in summary.issues]
    return "\n".join(lines)


def code(text: str) -> str:
    """Text as an inline code span that neither ends early nor breaks a table."""
    return "`" + " ".join(text.replace("`", "'").replace("|", "/").split()) + "`"
