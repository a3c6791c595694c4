"""Notices: automations of the Prefect server that call a webhook when a run fails or a warehouse has new alerts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from pydantic import SecretStr

from flows.servers import go_quiet
from flows.settings import TAG

BLOCK: Final = "musterroll-notices"
FAILED: Final = ("prefect.flow-run.Failed", "prefect.flow-run.Crashed", "prefect.flow-run.TimedOut")
NAMES: Final = ("musterroll: a run failed", "musterroll: new alerts")
FAILED_TEXT: Final = (
    '{"text": {{ ("musterroll: " ~ flow_run.name ~ " " ~ flow_run.state.name ~ ": " ~ (flow_run.state.message or "")) '
    "| tojson }}}"
)
ALERTS_TEXT: Final = '{"text": {{ event.payload.text | tojson }}}'


def notify(url: str) -> tuple[str, ...]:
    """Have the configured server POST {"text": ...} to `url`, in place of where it did so before; names of the
    automations. The server keeps the address as a secret.
    """
    go_quiet()
    from prefect.automations import Automation, EventTrigger
    from prefect.blocks.webhook import Webhook
    from prefect.client.orchestration import get_client
    from prefect.events.actions import CallWebhook
    from prefect.events.schemas.automations import Posture

    from flows.telling import ALERTS_EVENT

    block: Any = Webhook(method="POST", url=SecretStr(url)).save(BLOCK, overwrite=True)
    tagged: Any = {"prefect.resource.role": "tag", "prefect.resource.id": f"prefect.tag.{TAG}"}
    any_run: Any = {"prefect.resource.id": "prefect.flow-run.*"}
    at_once: Any = {"posture": Posture.Reactive, "threshold": 1, "within": timedelta(0)}
    triggers = (
        EventTrigger(
            expect=set(FAILED),
            match=any_run,
            match_related=tagged,
            for_each={"prefect.resource.id"},
            **at_once,
        ),
        EventTrigger(
            expect={ALERTS_EVENT},
            for_each={"prefect.resource.id"},
            **at_once,
        ),
    )
    with get_client(sync_client=True) as client:
        for name in NAMES:
            for old in client.read_automations_by_name(name):
                client.delete_automation(old.id)
    for name, trigger, payload in zip(NAMES, triggers, (FAILED_TEXT, ALERTS_TEXT), strict=True):
        action = CallWebhook(block_document_id=block, payload=payload)
        Automation(name=name, tags=[TAG], trigger=trigger, actions=[action]).create()
    return NAMES
