"""Publication is atomic: locks, side files, readers, failing checks, kills, a full rebuild of what changed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from rows import Corpus

from flows.load import load_parts
from flows.store import atomic
from flows.store import publish as publishing
from flows.store.checks import CheckError
from flows.store.connection import WarehouseError, read_only
from flows.store.lock import HeldError, hold, holder, lock_path
from flows.store.publish import begin, publish, side_path
from flows.transform import is_current, transform


def corpus(text: str = "Border post falls\nThe army said 12 soldiers were killed.", run: str = "run_1") -> Corpus:
    made = Corpus(run_id=run)
    article = made.article(text, published="2024-05-03")
    made.claim(article, "12", "casualties.killed", "KEN")
    made.entity("ent_KEN", "Kenya", "state", code="KEN", iso3="KEN")
    return made


def run(warehouse: Path, made: Corpus) -> None:
    with hold(warehouse) as lock, begin(lock) as build:
        load_parts(build, made.tables(), run_id=made.run_id, extractor_version=made.version, now=made.at)
        transform(build)
        publish(build)


def left_over(warehouse: Path) -> list[str]:
    return sorted(path.name for path in warehouse.parent.iterdir() if path != lock_path(warehouse))


def killed(warehouse: Path) -> list[float]:
    con = read_only(warehouse)
    found = [row[0] for row in con.execute("SELECT value_best FROM fct_casualties ORDER BY 1").fetchall()]
    con.close()
    return found


def test_a_run_publishes_one_file_and_leaves_nothing_else(warehouse: Path) -> None:
    run(warehouse, corpus())
    assert killed(warehouse) == [12.0]
    assert left_over(warehouse) == ["musterroll.duckdb"]


def test_the_file_opens_in_older_shells(warehouse: Path) -> None:
    run(warehouse, corpus())
    con = duckdb.connect()
    con.execute(f"ATTACH '{str(warehouse).replace(chr(39), chr(39) * 2)}' AS published (READ_ONLY)")
    tags = con.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'published'").fetchall()
    assert tags == [({"storage_version": "v1.5.0+"},)]
    assert con.execute("SELECT count(*) FROM published.claims").fetchall() == [(1,)]
    assert con.execute("SELECT count(*) FROM published.fct_casualties").fetchall() == [(1,)]


def test_a_second_run_builds_on_the_first(warehouse: Path) -> None:
    run(warehouse, corpus())
    run(warehouse, corpus("Another post falls\nThe army said 12 soldiers were killed on Friday.", run="run_2"))
    assert killed(warehouse) == [12.0, 12.0]


def test_failing_checks_leave_the_published_file(warehouse: Path) -> None:
    run(warehouse, corpus())
    before = warehouse.read_bytes()
    bad = corpus("Third post falls\nThe army said 12 soldiers were killed.", run="run_2")
    bad.rows["claims"][0]["number_end"] += 1
    with pytest.raises(CheckError) as error:
        run(warehouse, bad)
    assert [failure.check for failure in error.value.failures] == ["claims_span_matches_text"]
    assert warehouse.read_bytes() == before
    assert left_over(warehouse) == ["musterroll.duckdb"]


def test_a_first_run_that_fails_leaves_nothing(warehouse: Path) -> None:
    bad = corpus()
    bad.rows["quantities"][0]["disposition"] = "guess"
    with pytest.raises(CheckError, match="quantities_values"):
        run(warehouse, bad)
    assert left_over(warehouse) == []


def test_readers_keep_what_they_opened(warehouse: Path) -> None:
    run(warehouse, corpus())
    reader = read_only(warehouse)
    run(warehouse, corpus("Another post falls\nThe army said 12 soldiers were killed on Friday.", run="run_2"))
    assert reader.execute("SELECT count(*) FROM claims").fetchall() == [(1,)]
    reader.close()
    assert len(killed(warehouse)) == 2


def test_what_a_killed_run_left_is_cleared(warehouse: Path) -> None:
    run(warehouse, corpus())
    for name in (side_path(warehouse), side_path(warehouse).with_suffix(".duckdb.wal")):
        name.write_bytes(b"half written")
    (Path(str(side_path(warehouse)) + ".spill")).mkdir()
    run(warehouse, corpus("Another post falls\nThe army said 12 soldiers were killed on Friday.", run="run_2"))
    assert left_over(warehouse) == ["musterroll.duckdb"]


def test_another_database_is_not_overwritten(warehouse: Path) -> None:
    warehouse.parent.mkdir(parents=True)
    con = duckdb.connect(str(warehouse))
    con.execute("CREATE SCHEMA raw; CREATE TABLE raw.claims (mine VARCHAR)")
    con.close()
    before = warehouse.read_bytes()
    with pytest.raises(WarehouseError, match="claims"):
        run(warehouse, corpus())
    assert warehouse.read_bytes() == before


def test_a_target_that_cannot_be_replaced_is_said(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(warehouse, corpus())

    def full(made: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic, "replace", full)
    with pytest.raises(WarehouseError, match="No space left"):
        run(warehouse, corpus("Another post falls\nThe army said 12 soldiers were killed on Friday.", run="run_2"))
    assert killed(warehouse) == [12.0]
    assert left_over(warehouse) == ["musterroll.duckdb"]


def test_a_file_of_free_blocks_is_rewritten_whole(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_is_sparse", lambda con: True)
    run(warehouse, corpus())
    run(warehouse, corpus("Another post falls\nThe army said 12 soldiers were killed on Friday.", run="run_2"))
    con = read_only(warehouse)
    assert con.execute("SELECT count(*) FROM claims_as_of('2100-01-01')").fetchall() == [(2,)]
    assert con.execute("SELECT comment FROM duckdb_views() WHERE view_name = 'claims'").fetchall()[0][0]
    assert con.execute("SELECT count(*) FROM v_timeline WHERE kind = 'figure'").fetchall() == [(2,)]
    assert left_over(warehouse) == ["musterroll.duckdb"]


def test_a_rebuild_is_asked_for_when_rules_change(warehouse: Path) -> None:
    assert not is_current(warehouse)
    run(warehouse, corpus())
    assert is_current(warehouse)
    reliability = warehouse.parent / "source_reliability.csv"
    reliability.write_text("source_class,side,name,reliability,count_basis,why\n,,the bugle,e,,we looked\n")
    assert not is_current(warehouse)
    with hold(warehouse) as lock, begin(lock) as build:
        assert transform(build).built.is_full
        publish(build)
    assert is_current(warehouse)
    entities = corpus().tables()["entities"]
    assert not is_current(warehouse, entities=entities)


def test_the_holder_is_named(warehouse: Path) -> None:
    with hold(warehouse, purpose="run run_7"):
        assert holder(warehouse)["purpose"] == "run run_7"
        with pytest.raises(HeldError, match=rf"process {os.getpid()} .*run run_7.*--wait"), hold(warehouse):
            pass
    assert holder(warehouse) == {}


def test_a_waiting_run_gets_its_turn(warehouse: Path) -> None:
    turns = []
    with hold(warehouse):

        def wait() -> None:
            with hold(warehouse, wait_seconds=10):
                turns.append("second")

        thread = threading.Thread(target=wait)
        thread.start()
        time.sleep(0.3)
        turns.append("first")
    thread.join()
    assert turns == ["first", "second"]


def test_a_lock_dies_with_its_process(warehouse: Path) -> None:
    code = f"""
    import time
    from pathlib import Path
    from flows.store.lock import hold
    with hold(Path({str(warehouse)!r})):
        print("held", flush=True)
        time.sleep(60)
    """
    child = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True)
    assert child.stdout
    assert child.stdout.readline() == "held\n"
    with pytest.raises(HeldError, match=str(child.pid)), hold(warehouse):
        pass
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    with hold(warehouse):
        pass


def _endless(warehouse: str, started: str) -> None:
    number = 0
    while True:
        number += 1
        text = f"Post {number} falls\nThe army said 12 soldiers were killed in attack {number}."
        run(Path(warehouse), corpus(text, run=f"run_{number}"))
        Path(started).touch()


@pytest.mark.parametrize("delay", [0.05, 0.4, 0.9])
def test_a_killed_run_leaves_a_whole_warehouse(warehouse: Path, tmp_path: Path, delay: float) -> None:
    run(warehouse, corpus())
    started = tmp_path / "started"
    child = multiprocessing.get_context("spawn").Process(target=_endless, args=(str(warehouse), str(started)))
    child.start()
    until = time.monotonic() + 60
    while not started.exists() and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(delay)
    child.kill()
    child.join()
    found = killed(warehouse)
    assert len(found) >= 2
    con = read_only(warehouse)
    counts = con.execute(
        "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM claims), (SELECT count(*) FROM fct_casualties)"
    ).fetchall()
    con.close()
    assert counts == [(len(found),) * 3]
    last = Corpus(run_id="run_last", at=datetime(2030, 1, 1, tzinfo=UTC))
    article = last.article("The end\nThe army said 12 soldiers were killed at last.")
    last.claim(article, "12", "casualties.killed", "KEN")
    run(warehouse, last)
    assert len(killed(warehouse)) == len(found) + 1
    assert left_over(warehouse) == ["musterroll.duckdb"]
