"""Reconciling and releasing as flows: what they build, find and leave alone."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from commanding import Command

from flows import logs
from flows.settings import ReleaseOptions, Upkeep, sql_folder
from flows.store import release as releases
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
    again = reconcile(warehouse)
    assert again.differing == {"fct_military_strength": 5}
    assert again.line.startswith("reconciled: 5 rows came out otherwise (fct_military_strength 5); ")
    assert facts(warehouse) == right
    assert reconcile(warehouse).differing == {}


def test_it_waits_for_whoever_holds_the_warehouse_and_makes_none(warehouse: Path, tmp_path: Path) -> None:
    with hold(warehouse), pytest.raises(HeldError, match="after waiting"):
        reconcile(warehouse, wait_seconds=0.1)
    with pytest.raises(WarehouseError, match="musterroll run"):
        reconcile(tmp_path / "none.duckdb")


def test_a_release_is_told_and_logged(musterroll: Command, warehouse: Path, tmp_path: Path) -> None:
    asked = ("export", tmp_path / "out", "--format", "release", "--warehouse", warehouse)
    said = musterroll(*asked).stdout.splitlines()
    assert said[-1].startswith("release ")
    assert said[-1].endswith(" added")
    assert musterroll(*asked, "--quiet").stdout == ""
    assert json.loads(musterroll(*asked, "--json").stdout)
    with io.StringIO() as log:
        logs.configure("info", as_json=True, stream=log)
        reconcile(warehouse)
        releases.write(warehouse, tmp_path / "out", sql=sql_folder())
        logs.configure()
        events = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [event["event"] for event in events] == ["reconciled", "release written"]
    assert events[1]["rows"] > events[1]["added"] > 0


@pytest.mark.usefixtures("prefect_api")
def test_flows_leave_page_and_release_and_log_them(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.states import Completed

    from flows.upkeep import reconcile as reconciled
    from flows.upkeep import release

    said: list[str] = []
    logger = SimpleNamespace(info=lambda form, *values: said.append(form % values))
    monkeypatch.setattr("flows.upkeep.get_run_logger", lambda: logger)

    assert reconciled(Upkeep(warehouse=warehouse))["differing"] == {}
    assert (tmp_path / "w-report.html").is_file()
    options = ReleaseOptions(warehouse=warehouse, folder=tmp_path / "release")
    first = release(options)
    assert first["changes"]["added"] > 0
    assert (tmp_path / "release" / "SHA256SUMS").is_file()
    assert release(options)["release"] == first["release"], "nothing changed, so the number stays"
    assert [line.startswith("reconciled: unchanged; ") for line in said] == [True, False, False]
    added = f"release {first['release']}, claims and estimates: {first['changes']['added']:,} added, in {tmp_path}"
    assert [line.startswith(added) for line in said] == [False, True, True]
    skipped = Completed(name="Skipped")
    monkeypatch.setattr("flows.upkeep.made_up_for", lambda: skipped)
    assert (reconciled.fn(Upkeep(warehouse=warehouse)), release.fn(options)) == (skipped, skipped), "a later one did it"
