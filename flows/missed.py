"""Runs by schedule that were missed, as while no worker was there: one that has ended well makes up for all of them."""

from __future__ import annotations

from typing import Any

from flows.servers import go_quiet

go_quiet()

from prefect.client.orchestration import get_client  # noqa: E402
from prefect.client.schemas.filters import (  # noqa: E402
    FlowFilter,
    FlowFilterId,
    FlowRunFilter,
    FlowRunFilterStartTime,
    FlowRunFilterState,
    FlowRunFilterStateName,
)
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.context import FlowRunContext  # noqa: E402
from prefect.states import Completed  # noqa: E402


def made_up_for() -> State[Any] | None:
    """How the flow run under way ends at once: Skipped, where it is by schedule and a run of the same parameters that
    has begun after this one was due has done its work; else None.

    After a stop of the worker all runs that it missed come one after the other; the first of them does the work of all.
    """
    context = FlowRunContext.get()
    this = context.flow_run if context else None
    if this is None or not this.auto_scheduled or this.expected_start_time is None:
        return None
    asked = FlowRunFilter(
        state=FlowRunFilterState(name=FlowRunFilterStateName(any_=["Completed"])),
        start_time=FlowRunFilterStartTime(after_=this.expected_start_time),
    )
    of_this = FlowFilter(id=FlowFilterId(any_=[this.flow_id]))
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(flow_filter=of_this, flow_run_filter=asked)
    later = next((other.name for other in found if other.parameters == this.parameters), None)
    return Completed(name="Skipped", message=f"{later} began after this was due and did its work") if later else None
