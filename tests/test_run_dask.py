"""Extraction on a Dask cluster of several processes: the rows of the local run, also where a worker is killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commanding import Command
from kill import rows

from flows import clusters, workspace
from flows.engines import InProcess, Stage
from flows.parts import DONE, system_of
from flows.pipeline import pipeline
from flows.settings import Options

ARTICLES = 60


@pytest.fixture(scope="module")
def cluster(bucket: str) -> Iterator[Any]:
    """Three worker processes, each with one thread and a nanny that starts it again; they know of the bucket."""
    from distributed import LocalCluster

    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([paths, os.environ.get("PYTHONPATH", "")]))
        with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as made:
            yield made


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for n in range(ARTICLES):
        said = " ".join(
            f"The army of Mali said on {day} May 2023 that {n + day} rebels were killed and {day + 1} soldiers wounded."
            for day in range(1, 20)
        )
        (folder / f"{n:02}.txt").write_text(f"Clash {n}\n25 May 2023\n\n{said}\n")
    return folder


def finished(warehouse: Path) -> int:
    """Parts that the run under way has finished, wherever they are."""
    if (state := workspace.left(warehouse)) is None:
        return 0
    system, path = system_of(state["parts"])
    return sum(name.endswith(f"/{DONE}") for name in system.find(path))


@pytest.mark.parametrize("in_store", [False, True], ids=["shared folder", "object store"])
@pytest.mark.usefixtures("prefect_api")
def test_a_run_on_a_cluster_whose_worker_is_killed_gives_the_rows_of_a_local_run(
    in_store: bool, cluster: Any, bucket: str, articles: Path, tmp_path: Path
) -> None:
    from flows.run import run

    local = Options(inputs=(str(articles),), warehouse=tmp_path / "local" / "w.duckdb", chunk_chars=2_000, export=False)
    pipeline(local, InProcess(workers=1))
    there = local.model_copy(
        update={
            "warehouse": tmp_path / "there" / "w.duckdb",
            "dask": cluster.scheduler_address,
            "workers": 1,
            "parts": bucket if in_store else None,
            "chunk_chars": 8_000 if in_store else 2_000,
        }
    )
    before = {worker.pid for worker in cluster.workers.values()}
    killed: list[tuple[int, int]] = []

    def kill() -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until and not finished(there.target):
            time.sleep(0.2 if in_store else 0.002)  # a store is asked over the network
        killed.append((min(before), finished(there.target)))
        os.kill(min(before), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    summary = run(there)
    killer.join()
    assert 0 < killed[0][1] < (ARTICLES // 8 if in_store else ARTICLES // 2)  # in the middle
    assert summary["outcome"] == "loaded"
    assert rows(tmp_path / "there" / "w.duckdb") == rows(tmp_path / "local" / "w.duckdb")
    assert sum(summary["claims_run"].values()) > ARTICLES * 19


def die_on_two(item: int, plus: int) -> tuple[int, int]:
    if item == 2:
        os._exit(1)
    return item + plus, os.getpid()


def rescued(item: int, plus: int) -> tuple[str, int]:
    return f"{item} with {plus}", 0


def small(address: str) -> list[Any]:
    from flows.run import Tasks

    stage = Stage("die on two", die_on_two, rescue=rescued)
    return list(Tasks(1, address).each(stage, range(5), 10))


@pytest.mark.usefixtures("prefect_api")
def test_what_kills_every_worker_is_rescued_and_the_rest_is_done_there(cluster: Any) -> None:
    from prefect import flow

    results = dict(flow(small)(cluster.scheduler_address))
    assert len(results) == 5
    assert "2 with 10" in results
    assert 12 not in results
    for item in (0, 1, 3, 4):  # one that waited at each worker that died is rescued too
        assert (item + 10 in results) != (f"{item} with 10" in results)
    assert any(isinstance(answer, int) for answer in results)
    assert os.getpid() not in results.values()


@pytest.mark.usefixtures("prefect_api")
def test_a_cluster_without_workers_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster
    from prefect import flow

    monkeypatch.setattr(clusters, "LOOK", 0.2)
    monkeypatch.setattr(clusters, "WORKERLESS", 0.5)
    with (
        LocalCluster(n_workers=0, processes=True, dashboard_address=None) as made,
        pytest.raises(OSError, match="no worker"),
    ):
        flow(small)(made.scheduler_address)


def test_the_command_says_what_dask_needs(musterroll: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PREFECT_API_URL", "")
    (tmp_path / "a.txt").write_text("Rebels killed 12 soldiers in Mali.")
    for address, options, said in (
        ("tcp://127.0.0.1:1", (), "PREFECT_API_URL"),
        ("tcp://127.0.0.1:1", ("--engine", "local"), "--engine local"),
        ("nowhere", (), "tcp"),
    ):
        refused = musterroll("run", "a.txt", "--dask", address, *options)
        assert refused.exit_code
        assert said in refused.stderr
