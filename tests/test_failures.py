"""Disks, rights, clocks and signals that fail a run: a message, the warehouse as before, and the next run loads."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import duckdb
import pytest
from commanding import ROOT, Command

from flows.engines import InProcess
from flows.pipeline import pipeline
from flows.settings import Options
from flows.store.connection import building, memory, read_only

ARTICLE = "Clash {0}\n{1} May 2023\nKenya's army said {0} of its soldiers were killed in Somalia on {1} May 2023.\n"
COMMAND = [sys.executable, "-m", "flows.cli", "run"]


def articles(folder: Path, first: int, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(first, first + count):
        (folder / f"{number}.txt").write_text(ARTICLE.format(number, number % 28 + 1))
    return folder


def numbers(warehouse: Path, sql: str = "SELECT value_best FROM claims ORDER BY 1") -> list[object]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return [row[0] for row in connection.execute(sql).fetchall()]


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    """A folder that every user can reach, with a warehouse of three articles and input of two more."""
    folder = Path(tempfile.mkdtemp(prefix="failures-"))
    folder.chmod(0o755)
    articles(folder / "new", 20, 2)
    articles(folder / "old", 10, 3)
    with chdir(folder):
        pipeline(Options(inputs=("old",), warehouse=Path("w/w.duckdb")), InProcess())
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def place(base: Path) -> Iterator[Path]:
    """A copy of that folder for one test."""
    folder = Path(tempfile.mkdtemp(prefix="failures-"))
    shutil.copytree(base, folder, dirs_exist_ok=True)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of root, who may read and write everything."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """What a full disk does: no file may grow beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of 64 MB at `folder`, with what is in there; False where this user may not mount one."""
    held = folder.with_name("held")
    shutil.copytree(folder, held)
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        yield False
        return
    try:
        shutil.copytree(held, folder, dirs_exist_ok=True)
        yield True
    finally:
        subprocess.run(["umount", str(folder)], check=True)
        shutil.copytree(held, folder, dirs_exist_ok=True)


@contextmanager
def room_for(size: int, folder: Path) -> Iterator[None]:
    """Only `size` bytes left on the disk of `folder`."""
    ballast = folder.with_name("w") / ".ballast"
    with ballast.open("wb") as file:
        file.write(bytes(shutil.disk_usage(folder).free - size))
    try:
        yield
    finally:
        ballast.unlink()


@pytest.mark.parametrize("where", ["parts", "copy", "build"])
def test_a_full_disk(where: str, place: Path, musterroll: Command) -> None:
    """A real one where this user may mount a disk, else one on which no file may grow further."""
    warehouse = place / "w" / "w.duckdb"
    before = warehouse.read_bytes()
    size = {"parts": 3_000, "copy": len(before) // 2, "build": len(before) + 50_000}[where]
    with small_disk(warehouse.parent) as is_real:
        with room_for(size + 100_000 * (where != "parts"), warehouse.parent) if is_real else no_file_beyond(size):
            result = musterroll("run", place / "new", "-w", warehouse)
        assert result.exit_code == 2
        assert "as it was before" in result.stderr
        assert {"parts": "written", "copy": "copied", "build": ""}[where] in result.stderr
        assert not is_real or "No space left" in result.stderr
        assert warehouse.read_bytes() == before
        assert not [path for path in warehouse.parent.iterdir() if "building" in path.name]
        assert musterroll("run", place / "new", "-w", warehouse).exit_code == 0
        assert numbers(warehouse) == [10, 11, 12, 20, 21]


def test_an_export_that_finds_no_room_is_made_up_for(place: Path, musterroll: Command) -> None:
    warehouse = place / "w" / "w.duckdb"
    exports = warehouse.with_name("w-parquet")
    shutil.rmtree(exports)
    with no_file_beyond(5_000):
        result = musterroll("run", place / "old", "-w", warehouse)
    assert result.exit_code == 2
    assert "w-parquet cannot be written" in result.stderr
    assert musterroll("run", place / "old", "-w", warehouse).exit_code == 0
    assert json.loads((exports / "manifest.json").read_text())["files"]
    assert not list(exports.glob(".*"))


def test_a_target_that_may_not_be_written(place: Path, musterroll: Command) -> None:
    warehouse = place / "w" / "w.duckdb"
    before = warehouse.read_bytes()
    warehouse.parent.chmod(0o555)
    question = ("query", "SELECT count(*) AS n FROM claims", "-w", warehouse)
    for arguments in (question, ("run", place / "old", "-w", place / "other" / "w.duckdb")):
        musterroll(*arguments)  # what they import, nobody may not be able to read
    with as_nobody():
        result = musterroll("run", place / "new", "-w", warehouse)
        asked = musterroll(*question)
    assert result.exit_code == 2
    assert "cannot be written (Permission denied)" in result.stderr
    assert "3" in asked.stdout
    assert warehouse.read_bytes() == before
    warehouse.parent.chmod(0o755)
    assert musterroll("run", place / "new", "-w", warehouse).exit_code == 0
    assert numbers(warehouse) == [10, 11, 12, 20, 21]


def test_input_that_may_not_be_read(place: Path, musterroll: Command) -> None:
    (place / "new" / "20.txt").chmod(0)
    out = place / "out"
    out.mkdir()
    out.chmod(0o777)
    musterroll("run", place / "old", "-w", place / "other" / "w.duckdb")
    with as_nobody():
        summary = json.loads(musterroll("run", place / "new", "-w", out / "w.duckdb", "--json").stdout)
    assert summary["articles_new"] == 1
    assert [issue["code"] for issue in summary["issues"]] == ["unreadable"]
    assert "give this user the right" in summary["issues"][0]["message"]


@pytest.mark.parametrize("failing", ["warehouse", "part"])
def test_a_rename_that_fails(failing: str, place: Path, musterroll: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = place / "w" / "w.duckdb"
    before, rename = warehouse.read_bytes(), os.replace

    def broken(source: object, target: object) -> None:
        if Path(str(target)).suffix == (".duckdb" if failing == "warehouse" else ".parquet"):
            raise OSError(5, "Input/output error", str(target))
        rename(str(source), str(target))

    monkeypatch.setattr(os, "replace", broken)
    result = musterroll("run", place / "new", "-w", warehouse)
    assert result.exit_code == 2
    assert "Input/output error" in result.stderr
    assert "as it was before" in result.stderr
    assert warehouse.read_bytes() == before
    monkeypatch.undo()
    result = musterroll("run", place / "new", "-w", warehouse)
    assert "continued from a run that was stopped" in result.stdout.replace("\n", " ")
    assert numbers(warehouse) == [10, 11, 12, 20, 21]


@pytest.mark.parametrize(
    ("number", "stage", "workers", "status"),
    [
        (signal.SIGTERM, "ingest", 1, 143),
        (signal.SIGINT, "extract", 2, 130),
        (signal.SIGTERM, "transform", 1, 143),
        (signal.SIGHUP, "ingest", 1, 143),
    ],
)
def test_a_signal(
    number: signal.Signals, stage: str, workers: int, status: int, place: Path, musterroll: Command
) -> None:
    articles(place / "new", 1000, 60)
    warehouse = place / "signalled" / "w.duckdb"
    script = (
        "import signal, sys, flows.commands.running as running; from flows.cli import main; "
        "signal.signal(signal.SIGHUP, signal.SIG_DFL); made = running.checked_options; "
        "running.checked_options = lambda **values: made(chunk_chars=1_000, **values); main()"
    )
    command = ["run", str(place / "new"), "-w", str(warehouse), "--workers", str(workers), "--log", "debug"]
    said = ""
    with subprocess.Popen(
        [sys.executable, "-c", script, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as process:
        assert process.stderr
        for line in process.stderr:
            said += line
            if f'stage started stage="{stage}"' in line:
                time.sleep(0.3 if stage == "extract" else 0)
                os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
                break
        said += process.stderr.read()
    assert process.returncode == status, said
    assert "Traceback" not in said
    assert "the next run goes on from here" in said
    assert f'run stopped stage="{stage}"' in said
    assert not warehouse.exists()
    done = json.loads(musterroll("run", place / "new", "-w", warehouse, "--json").stdout)
    assert done["resumed"]
    assert len(numbers(warehouse)) == 62
    assert sorted(path.name for path in warehouse.parent.iterdir()) == [".w.duckdb.lock", "w-parquet", "w.duckdb"]


def clock(monkeypatch: pytest.MonkeyPatch, ahead: timedelta) -> None:
    """Have the pipeline's clock go ahead or back."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + ahead

    for module in ("chunks", "pipeline", "workspace", "store.loading", "extract"):
        monkeypatch.setattr(f"flows.{module}.datetime", Clock)


def test_a_clock_that_goes_backwards(place: Path, musterroll: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = place / "w" / "w.duckdb"
    monkeypatch.chdir(place)
    for back, number in ((timedelta(days=-2), 30), (timedelta(days=-5), 31), (timedelta(), 32)):
        clock(monkeypatch, back)
        (place / "old" / "10.txt").write_text(ARTICLE.format(number, 1))
        summary = json.loads(musterroll("run", "old", "-w", warehouse, "--json").stdout)
        assert (summary["articles_revised"], summary["articles_unchanged"]) == (1, 2)
        assert numbers(warehouse) == [11, 12, number]
    assert numbers(warehouse, "SELECT number_text FROM claims_history WHERE valid_to <= valid_from") == []
    assert numbers(warehouse, "SELECT count(*) FROM claims_history WHERE valid_to IS NULL") == [3]
    assert musterroll("check", "-w", warehouse).exit_code == 0


def test_two_runs_at_once(place: Path, musterroll: Command) -> None:
    """The one that comes second waits and then reads only what the first has not."""
    warehouse = place / "both" / "w.duckdb"
    arguments = [*COMMAND, str(place / "old"), str(place / "new"), "-w", str(warehouse), "--json", "--wait", "120"]
    both = [subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    summaries = [json.loads(process.communicate(timeout=150)[0]) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sorted(summary["outcome"] for summary in summaries) == ["loaded", "unchanged"]
    assert numbers(warehouse) == [10, 11, 12, 20, 21]
    assert numbers(warehouse, "SELECT count(*) FROM runs") == [1]


READER = """
import sys
from pathlib import Path
from flows.store.connection import read_only
names = ("articles", "claims", "fct_casualties", "runs")
sql = "SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in names)
print("ready", flush=True)
seen, asked = [], 0
while not Path(sys.argv[2]).exists():
    connection = read_only(Path(sys.argv[1]))
    found = [connection.execute(sql).fetchall()[0] for _ in range(3)]
    assert len(set(found)) == 1, found
    connection.close()
    asked += 1
    if found[0] not in seen:
        seen.append(found[0])
print(seen, asked)
"""


def test_readers_ask_throughout(place: Path, musterroll: Command) -> None:
    """Readers that ask all the time are never refused and see the rows of whole runs, each after the other."""
    warehouse, end = place / "w" / "w.duckdb", place / "end"
    command = [sys.executable, "-c", READER, str(warehouse), str(end)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    for reader in readers:
        assert reader.stdout
        assert reader.stdout.readline() == "ready\n"
    for number in range(20, 23):
        (place / "new" / f"{number}.txt").write_text(ARTICLE.format(number, number - 10))
        assert musterroll("run", place / "new" / f"{number}.txt", "-w", warehouse).exit_code == 0
        time.sleep(1)
    end.touch()
    for reader in readers:
        said = reader.communicate(timeout=60)[0]
        assert reader.returncode == 0
        assert said.startswith(str([(3 + n, 3 + n, 3 + n, 1 + n) for n in range(4)])), said
        assert int(said.split()[-1]) > 10


def test_no_bar_comes_into_an_answer(base: Path) -> None:
    """DuckDB would draw one on standard output for every question that takes longer than two seconds."""
    for connection in (memory(), read_only(base / "w" / "w.duckdb"), building(base / "b.duckdb")):
        assert connection.execute("SELECT current_setting('enable_progress_bar')").fetchall() == [(False,)]
        connection.close()
