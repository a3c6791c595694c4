"""The transform stage: SQL models over what was loaded, then every check; all in the transaction of the load."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from flows import logs
from flows.progress import Share, unheard
from flows.settings import sql_folder
from flows.store import compared, modelling, publish
from flows.store.connection import WarehouseError
from flows.store.lock import hold
from flows.store.modelling import Transformed
from flows.store.publish import Build


def transform(
    build: Build, *, entities: pa.Table | None = None, anew: bool = False, told: Share = unheard
) -> Transformed:
    """Bring facts, estimates, dimensions and alerts up to date with the load, and check everything.

    `entities` are the rows of the gazetteer; they replace those that the warehouse holds. `anew` builds all models from
    all claims; `told` hears of each model. Raises ModelError on wrong SQL and CheckError, with the bad rows, when
    something must not be published.
    """
    return modelling.transform(
        build.con, sql_folder(), warehouse=build.warehouse, entities=entities, anew=anew, told=told
    )


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What building anew showed: rows that came out otherwise by relation, how many checks passed, seconds."""

    differing: Mapping[str, int]
    checks_passed: int
    seconds: float

    @property
    def line(self) -> str:
        """It in a line: `reconciled: 5 rows came out otherwise (fct_military_strength 5); 42 checks passed, 3.1 s`."""
        count = sum(self.differing.values())
        where = ", ".join(f"{name} {rows:,}" for name, rows in self.differing.items())
        came = f"{count:,} {'row' if count == 1 else 'rows'} came out otherwise ({where})" if count else "unchanged"
        return f"reconciled: {came}; {self.checks_passed} checks passed, {self.seconds:.1f} s"


def reconcile(warehouse: Path, *, wait_seconds: float = 0.0) -> Reconciled:
    """Build facts, estimates and alerts anew from all claims, check every row, and publish what came out otherwise.

    Runs bring them up to date with what is new; this is the proof that nothing was left behind, and it takes in changed
    reference tables. The file is left alone where no row differs. Raises WarehouseError where there is no warehouse,
    HeldError when another run holds it, ModelError and CheckError as `transform`.
    """
    started = time.monotonic()
    if not warehouse.is_file():
        raise WarehouseError(f"there is no warehouse at {warehouse}: make it with `musterroll run`")
    with hold(warehouse, wait_seconds=wait_seconds, purpose="reconcile") as lock, publish.begin(lock) as build:
        before = compared.kept(build.con)
        made = transform(build, anew=True)
        differing = compared.differing(build.con, before)
        if differing:
            publish.publish(build)
    done = Reconciled(differing, made.checks_passed, time.monotonic() - started)
    seconds = round(done.seconds, 3)
    logs.event("info", "reconciled", rows=dict(differing), checks_passed=done.checks_passed, seconds=seconds)
    return done


def is_current(warehouse: Path, *, entities: pa.Table | None = None) -> bool:
    """Whether models, words and entities are those that the warehouse was built with: no news, then nothing to do."""
    return modelling.is_current(warehouse, sql_folder(), entities=entities)
