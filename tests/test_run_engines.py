"""Calling stages in this process: retries that can help, pools, workers that die."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest
from commanding import ROOT

from flows.engines import InProcess, Stage, may_help_to_retry, with_retries
from flows.pipeline import pipeline
from flows.settings import Options

POISON = Path(__file__).parent / "poison"
"""Folder with a start-up module of Python that makes each process die on reading an article with the word POISON."""


def double(number: int, plus: int = 0) -> int:
    return 2 * number + plus


def fail_until(marker: Path, times: int, error: type[Exception]) -> str:
    count = int(marker.read_text()) if marker.exists() else 0
    marker.write_text(str(count + 1))
    if count < times:
        raise error("not yet")
    return f"after {count}"


def die_once(item: tuple[int, str]) -> int:
    number, marker = item
    if number == 1 and not Path(marker).exists():
        Path(marker).touch()
        os._exit(9)
    return number


def die(item: int) -> int:
    os._exit(9)


def test_one_item_or_one_worker_needs_no_pool() -> None:
    assert list(InProcess(workers=1).each(Stage("double", double), [1, 2], 1)) == [3, 5]
    assert list(InProcess(workers=4).each(Stage("double", double), [3], 0)) == [6]
    assert list(InProcess(workers=4).each(Stage("double", double), [], 0)) == []


def test_a_pool_gives_the_same_results() -> None:
    assert sorted(InProcess(workers=2).each(Stage("double", double), [1, 2, 3], 1)) == [3, 5, 7]


@pytest.mark.parametrize("error", [TimeoutError, ConnectionResetError, OSError])
def test_trouble_of_the_machine_is_tried_again(tmp_path: Path, error: type[Exception]) -> None:
    stage = Stage("flaky", fail_until, retries=2, retry_delay=0)
    assert with_retries(stage, tmp_path / "count", 2, error) == "after 2"


@pytest.mark.parametrize("error", [ValueError, KeyError, FileNotFoundError, PermissionError])
def test_trouble_of_the_input_or_the_code_is_not(tmp_path: Path, error: type[Exception]) -> None:
    with pytest.raises(error):
        with_retries(Stage("wrong", fail_until, retries=5, retry_delay=0), tmp_path / "count", 9, error)
    assert (tmp_path / "count").read_text() == "1"


def test_retries_end() -> None:
    assert may_help_to_retry(TimeoutError())
    with pytest.raises(TimeoutError):
        with_retries(Stage("late", _late, retries=1, retry_delay=0))


def _late() -> None:
    raise TimeoutError


def test_what_a_dead_worker_left_is_done_by_another(tmp_path: Path) -> None:
    items = [(number, str(tmp_path / "died")) for number in range(4)]
    assert sorted(InProcess(workers=2).each(Stage("die once", die_once), items)) == [0, 1, 2, 3]


def test_work_that_kills_its_worker_every_time_is_an_error() -> None:
    with pytest.raises(BrokenExecutor):
        list(InProcess(workers=2).each(Stage("die", die), [1, 2]))


def die_on_two(item: int, plus: int) -> int:
    return die(item) if item == 2 else item + plus


def rescued(item: int, plus: int) -> str:
    return f"{item} with {plus}"


def test_what_kills_its_worker_every_time_is_rescued_and_the_rest_goes_on() -> None:
    stage = Stage("die on two", die_on_two, rescue=rescued)
    results = list(InProcess(workers=2).each(stage, range(5), 10))
    assert sorted(results, key=str) == [10, 11, 13, 14, "2 with 10"]


def test_work_begins_before_all_of_it_is_known() -> None:
    engine, stage = InProcess(workers=2), Stage("process", process_of)
    for item in range(9):
        engine.begin(stage, item)
    engine.begin(stage, 99)  # and is not asked for in the end
    results = dict(engine.each(stage, [*range(12), 3]))
    assert results.keys() == set(range(12))
    assert os.getpid() not in results.values()
    assert len(set(results.values())) == 2


def test_one_item_that_was_begun_is_done_here() -> None:
    engine, stage = InProcess(workers=2), Stage("process", process_of)
    engine.begin(stage, 1)
    assert list(engine.each(stage, [1])) == [(1, os.getpid())]


def process_of(item: int) -> tuple[int, int]:
    return item, os.getpid()


def test_an_article_that_kills_its_process_is_an_issue_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(6):
        said = "POISON" if number == 4 else f"Rebels killed {number + 20} soldiers near the border."
        text = f"Clash {number}\n\nThe war goes on in Mali. {said}\n" + "The army says nothing of it.\n" * 10
        (articles / f"{number:02}.txt").write_text(text)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(POISON), os.environ.get("PYTHONPATH", "")]))
    options = Options(inputs=(str(articles),), warehouse=tmp_path / "w.duckdb", chunk_chars=1_000, export=False)
    summary = pipeline(options, InProcess(workers=2))
    assert [(issue.code, issue.input[-6:]) for issue in summary.issues] == [("extract_died", "04.txt")]
    assert summary.claims_total == {"casualties.killed": 5}
    assert summary.articles_new == 6


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks the kernel's list of processes")
def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "work.py"
    script.write_text(
        textwrap.dedent("""
        import os, time
        from flows.engines import InProcess, Stage
        def work(n):
            print(os.getpid(), flush=True)
            time.sleep(60)
        if __name__ == "__main__":
            list(InProcess(workers=2).each(Stage("work", work), [1, 2]))
        """)
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    ) as parent:
        assert parent.stdout
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.kill()
        until = time.monotonic() + 20
        while any(map(is_running, workers)) and time.monotonic() < until:
            time.sleep(0.05)
    assert not any(map(is_running, workers))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
