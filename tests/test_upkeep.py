"""Reconciling and releasing as flows: what they build, find and leave alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from flows.settings import ReleaseOptions, Upkeep
from flows.store.connection import WarehouseError
from flows.store.lock import HeldError, hold
from flows.transform import reconcile


@pytest.fixture
def warehouse(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "w.duckdb"))


def facts(warehouse: Path) -> int:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return int(con.execute("SELECT count(*) FROM model.facts").fetchall()[0][0])


def test_runs_have_left_nothing_to_reconcile(warehouse: Path) -> None:
    before = warehouse.stat()
    assert reconcile(warehouse).differing == {}
    assert warehouse.stat() == before


def test_what_is_amiss_is_built_anew(warehouse: Path) -> None:
    right = facts(warehouse)
    with duckdb.connect(str(warehouse)) as con:
        con.execute("DELETE FROM model.facts WHERE subject = 'PRK' AND measure = 'strength.active'")
    assert facts(warehouse) == right - 5
    assert reconcile(warehouse).differing == {"fct_military_strength": 5}
    assert facts(warehouse) == right
    assert reconcile(warehouse).differing == {}


def test_it_waits_for_whoever_holds_the_warehouse_and_makes_none(warehouse: Path, tmp_path: Path) -> None:
    with hold(warehouse), pytest.raises(HeldError, match="after waiting"):
        reconcile(warehouse, wait_seconds=0.1)
    with pytest.raises(WarehouseError, match="musterroll run"):
        reconcile(tmp_path / "none.duckdb")


@pytest.mark.usefixtures("prefect_api")
def test_flows_leave_page_and_release(warehouse: Path, tmp_path: Path) -> None:
    from flows.upkeep import reconcile as reconciled
    from flows.upkeep import release

    assert reconciled(Upkeep(warehouse=warehouse))["differing"] == {}
    assert (tmp_path / "w-report.html").is_file()
    options = ReleaseOptions(warehouse=warehouse, folder=tmp_path / "release")
    first = release(options)
    assert first["changes"]["added"] > 0
    assert (tmp_path / "release" / "SHA256SUMS").is_file()
    assert release(options)["release"] == first["release"], "nothing changed, so the number stays"
