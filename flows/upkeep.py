"""Flows that read no articles: the nightly reconciliation of a warehouse and the weekly release of it.

Load them as `flows/upkeep.py:reconcile` and `flows/upkeep.py:release`. They take the warehouse one after the other, and
after runs: the lock of the warehouse sees to that, whoever started them.
"""

from __future__ import annotations

from typing import Any

from flows.servers import go_quiet

go_quiet()

from prefect import flow, get_run_logger  # noqa: E402
from prefect.artifacts import create_markdown_artifact  # noqa: E402
from prefect.runtime import flow_run  # noqa: E402

from flows import transform  # noqa: E402
from flows.missed import made_up_for  # noqa: E402
from flows.pages import beside, write_page  # noqa: E402
from flows.settings import ReleaseOptions, Upkeep, sql_folder  # noqa: E402
from flows.store import release as releases  # noqa: E402
from flows.store.lock import hold  # noqa: E402
from flows.telling import code, tell_alerts, tell_page, told  # noqa: E402


def _name() -> str:
    given = flow_run.parameters.get("options")
    options = given if isinstance(given, Upkeep) else Upkeep(warehouse=(given or {}).get("warehouse"))
    return f"{flow_run.flow_name.removeprefix('musterroll-')} {options.target.name}"


@flow(
    name="musterroll-reconcile",
    description="Build facts, estimates and alerts anew from all claims, check every row, write the report.",
    flow_run_name=_name,
    persist_result=False,
)
def reconcile(options: Upkeep = Upkeep()) -> Any:  # noqa: B008
    """Reconcile a warehouse; returns rows that came out otherwise by relation, or the state Skipped for a missed run
    that a later one has made up for. Fails where a check does.
    """
    if skipped := made_up_for():
        return skipped
    warehouse = options.target
    before = told(warehouse)["alerts"]
    made = transform.reconcile(warehouse, wait_seconds=options.wait_seconds)
    get_run_logger().info("%s", made.line)
    write_page(warehouse, beside(warehouse))
    rows = [f"| {code(name)} | {count} |" for name, count in made.differing.items()]
    lines = [f"{made.checks_passed} checks passed in {code(str(warehouse))}, {made.seconds:.1f} s", ""]
    lines += (
        ["| relation | rows that came out otherwise |", "|---|---|", *rows] if rows else ["No row came out otherwise."]
    )
    create_markdown_artifact(key="musterroll-reconcile", markdown="\n".join(lines), description="What was built anew")
    tell_alerts(warehouse, before, told(warehouse)["alerts"])
    tell_page(warehouse)
    return {"differing": dict(made.differing), "checks_passed": made.checks_passed}


@flow(
    name="musterroll-release",
    description="Write the warehouse as a release: Parquet with codebook, checksums, descriptions and what changed.",
    flow_run_name=_name,
    persist_result=False,
)
def release(options: ReleaseOptions = ReleaseOptions()) -> Any:  # noqa: B008
    """Write a release; returns its number, the folder and how many rows changed since the last one.

    Or the state Skipped, for a missed run that a later one has made up for.
    """
    if skipped := made_up_for():
        return skipped
    with hold(options.target, wait_seconds=options.wait_seconds, purpose="release"):
        made = releases.write(
            options.target, options.folder, sql=sql_folder(), csv=options.csv, partition=options.partition
        )
    get_run_logger().info("%s, in %s", made.line, made.folder.absolute())
    lines = [f"In {code(str(made.folder.absolute()))}", "", made.line]
    lines += ["", "| file | rows |", "|---|---|", *(f"| {code(file.path)} | {file.rows:,} |" for file in made.files)]
    create_markdown_artifact(key="musterroll-release", markdown="\n".join(lines), description="What was released")
    return {"release": made.release, "folder": str(made.folder), "changes": made.changes}
