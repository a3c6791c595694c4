"""Runs killed with SIGKILL at every boundary and at random moments; nothing may be lost, half there or different.

    python -m tests.kill [--times 200] [--seed 1] [--folder DIR]

A run over new input is killed: before and after every rename, flush, removal, part, COMMIT and CHECKPOINT, at each
stage, and at random moments; every third time the run that follows is killed too, every tenth has two workers. After
each kill the published warehouse opens, all checks pass and its rows are those from before the run or those of an
undisturbed one; the run that follows completes, and then rows and exports are those of an undisturbed one (apart from
run identifiers and times), and nothing is left beside them. tests/test_kill.py does this a few times.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
RUN_COLUMNS: Final = r"^(run_id|issue_id|ingested_at|occurred_at|started_at|finished_at|valid_from|valid_to)$"
"""Columns that tell one run from another."""
ARTICLE: Final = (
    "Clash near post {0}\n1{0} May 2023\nKenya's army said {1} of its soldiers were killed in Somalia on {0} May.\n"
)
FORK: Final = multiprocessing.get_context("forkserver")
FORK.set_forkserver_preload(["flows.pipeline", "flows.claims.assemble", "flows.store.export", "flows.transform"])


def inputs(folder: Path) -> tuple[Path, Path]:
    """Folders with the input of a first run, and of a second one that adds, revises, repeats and fails to read."""
    first, second = folder / "in", folder / "more"
    first.mkdir(parents=True)
    for day in range(1, 4):
        (first / f"{day}.txt").write_text(ARTICLE.format(day, 10 + day))
    shutil.copytree(first, second)
    (second / "1.txt").write_text(ARTICLE.format(1, 17))
    lines = [{"title": f"Toll {day}", "text": ARTICLE.format(day, 20 + day)} for day in range(5, 10)]
    (second / "lines.jsonl").write_text("\n".join(map(json.dumps, lines)) + '\n{"text": \n')
    (second / "empty.txt").touch()
    shutil.copy(ROOT / "raw" / "raqqa-base-wire.txt", second)
    return first, second


@dataclass(slots=True)
class Ticks:
    """Counts the boundaries that a run passes, and kills it at one of them."""

    fatal: int | None
    names: list[str]

    def tick(self, name: str) -> None:
        """Pass a boundary."""
        self.names.append(name)
        if len(self.names) - 1 == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, module: Any, name: str) -> None:
        """Have a function pass a boundary before and after its work."""
        work: Callable[..., Any] = getattr(module, name)

        def noted(*arguments: Any, **options: Any) -> Any:
            self.tick(f"before {name}")
            made = work(*arguments, **options)
            self.tick(f"after {name}")
            return made

        setattr(module, name, noted)


class _Connection:
    """A connection whose COMMIT and CHECKPOINT are boundaries."""

    def __init__(self, inner: Any, ticks: Ticks) -> None:
        self._inner, self._ticks = inner, ticks

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def execute(self, sql: str, *arguments: Any) -> Any:
        """As the connection does."""
        if sql not in ("COMMIT", "CHECKPOINT"):
            return self._inner.execute(sql, *arguments)
        self._ticks.tick(f"before {sql}")
        self._inner.execute(sql)
        return self._ticks.tick(f"after {sql}")


def work(source: str, warehouse: str, fatal: int | None, workers: int, told: str | None) -> None:
    """One run in a process of its own, to be killed at the boundary `fatal`; writes the boundaries passed to `told`."""
    from flows import parts, pipeline, workspace
    from flows.engines import InProcess
    from flows.settings import Options
    from flows.store import atomic, export, publish

    ticks = Ticks(fatal, [])
    if fatal is not None or told:
        for module, name in (
            *((os, name) for name in ("replace", "fsync", "unlink", "rmdir", "mkdir")),
            *((parts, "write"), (parts, "finish"), (atomic, "clone"), (workspace, "open_workspace")),
            *((workspace, "remove"), (export, "finish")),
        ):
            ticks.around(module, name)
        building = publish.building
        publish.building = lambda path: _Connection(building(path), ticks)  # type: ignore[assignment]
    options = Options(inputs=(source,), warehouse=Path(warehouse), chunk_chars=1_000)
    pipeline.pipeline(options, InProcess(workers), lambda stage, done, total: ticks.tick(f"stage {stage}"))
    if told:
        Path(told).write_text(json.dumps(ticks.names))


def run(
    source: Path, warehouse: Path, *, fatal: int | None = None, after: float | None = None, workers: int = 1
) -> int:
    """A run in a process of its own, killed at a boundary or after some seconds; returns its exit status."""
    process = FORK.Process(target=work, args=(str(source), str(warehouse), fatal, workers, None))
    process.start()
    process.join(after)
    if process.is_alive():
        process.kill()
        process.join()
    assert process.exitcode is not None
    return process.exitcode


def rows(warehouse: Path) -> dict[str, str]:
    """Hash of the rows of each published relation, without what tells runs apart."""
    from flows.store.reading import opened

    with opened(warehouse) as con:
        found = con.execute(
            "SELECT table_name, list('\"' || column_name || '\"' ORDER BY column_index) FROM duckdb_columns() WHERE "
            f"schema_name = 'main' AND NOT internal AND NOT regexp_matches(column_name, '{RUN_COLUMNS}') GROUP BY ALL"
        ).fetchall()
        sorted_rows = {
            name: con.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall() for name, columns in found
        }
    return {
        name: hashlib.sha256("\n".join(sorted(map(repr, r))).encode()).hexdigest() for name, r in sorted_rows.items()
    }


def check(warehouse: Path) -> None:
    """All checks pass on a published warehouse."""
    from flows.settings import sql_folder
    from flows.store import modelling
    from flows.store.reading import opened

    with opened(warehouse) as con:
        count, failures = modelling.check(con, sql_folder())
    assert count > 20
    assert not failures, failures


@dataclass(frozen=True, slots=True)
class Stand:
    """Input, the warehouse before the run (or none), rows before and after an undisturbed run, its boundaries, time."""

    source: Path
    before: Path | None
    rows_before: dict[str, str] | None
    rows_after: dict[str, str]
    boundaries: list[str]
    seconds: float


def stands(folder: Path) -> list[Stand]:
    """Undisturbed runs to compare with: into no warehouse, and onto one."""
    first, second = inputs(folder)
    base = folder / "base" / "w.duckdb"
    base.parent.mkdir()
    assert run(first, base) == 0
    made = []
    for before in (None, base):
        place = folder / f"undisturbed{len(made)}"
        warehouse, told = place / "w.duckdb", folder / "told.json"
        shutil.copytree(base.parent, place) if before else place.mkdir()
        process = FORK.Process(target=work, args=(str(second), str(warehouse), None, 1, str(told)))
        began = time.monotonic()
        process.start()
        process.join()
        assert process.exitcode == 0
        seconds, names = time.monotonic() - began, json.loads(told.read_text())
        check(warehouse)
        made.append(Stand(second, before, rows(base) if before else None, rows(warehouse), names, seconds))
    assert made[0].rows_after != made[1].rows_after  # the second knows what was revised
    return made


def moments(stand: Stand, rng: random.Random) -> Iterator[dict[str, Any]]:
    """When to kill, without end: each boundary once in an order by chance, a random moment after each of them."""
    while True:
        for place in rng.sample(range(len(stand.boundaries)), len(stand.boundaries)):
            yield {"fatal": place}
            yield {"after": rng.uniform(0, stand.seconds)}


def disturbed(
    stand: Stand, place: Path, moment: dict[str, Any], again: dict[str, Any] | None, workers: int
) -> list[int]:
    """Kill a run, look at what is there, run again; returns exit statuses. Raises AssertionError where it is wrong."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(stand.before.parent, place) if stand.before else place.mkdir(parents=True)
    warehouse = place / "w.duckdb"
    statuses = []
    for kill in filter(None, (moment, again)):
        statuses.append(run(stand.source, warehouse, workers=workers, **kill))
        assert statuses[-1] in (0, -signal.SIGKILL), statuses
        if warehouse.exists():
            assert rows(warehouse) in (stand.rows_before, stand.rows_after), "half a run is seen"
            check(warehouse)
        else:
            assert stand.before is None, "the warehouse is gone"
    statuses.append(run(stand.source, warehouse))
    assert statuses[-1] == 0, "the run that follows fails"
    found = rows(warehouse)
    different = [name for name, digest in stand.rows_after.items() if found.get(name) != digest]
    assert not different, f"rows differ in {different}"
    check(warehouse)
    exports(warehouse)
    left = sorted(path.name for path in place.iterdir())
    assert left == [".w.duckdb.lock", "w-parquet", "w.duckdb"], f"left over: {left}"
    return statuses


def exports(warehouse: Path) -> None:
    """Every exported file has the bytes that its manifest says, and the rows that the warehouse has."""
    from flows.settings import Options
    from flows.store.export import is_current, read_manifest

    folder = Options(warehouse=warehouse).export_folder
    assert is_current(warehouse, folder)
    manifest = read_manifest(folder)
    assert manifest
    for file in manifest["files"]:
        assert hashlib.sha256((folder / file["path"]).read_bytes()).hexdigest() == file["sha256"], file["path"]
    assert {path.name for path in folder.iterdir()} == {f["path"] for f in manifest["files"]} | {"manifest.json"}


def session(times: int, seed: int, folder: Path, say: Callable[[str], None]) -> Counter[str]:
    """Kill `times` runs; returns how many died at each kind of moment."""
    rng, kinds, kills, number = random.Random(seed), Counter[str](), 0, 0
    all_stands = stands(folder)
    streams = [moments(stand, rng) for stand in all_stands]
    while kills < times:
        which = number % 2
        stand, stream = all_stands[which], streams[which]
        moment = next(stream)
        again = next(stream) if number % 3 == 2 else None
        workers = 2 if number % 10 == 9 else 1
        try:
            statuses = disturbed(stand, folder / "work", moment, again, workers)
        except AssertionError as error:
            raise AssertionError(
                f"{'new' if stand.before is None else 'old'} {moment} {again} {workers}: {error}"
            ) from error
        killed = statuses.count(-signal.SIGKILL)
        kills += killed
        name = stand.boundaries[moment["fatal"]] if "fatal" in moment else "random moment"
        kinds[name if statuses[0] else "ended before"] += 1
        number += 1
        say(f"{kills} kills: {name}, {statuses}")
    return kinds


def main() -> None:
    """Kill as often as asked and print what was killed when."""
    parser = argparse.ArgumentParser(prog="python -m tests.kill")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    began = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="kill-", dir=given.folder))
    with suppress(BrokenPipeError):
        kinds = session(given.times, given.seed, folder, lambda line: print(line, flush=True))
        for name, count in kinds.most_common():
            print(f"{count:5} {name}")
        print(f"{given.times} runs killed in {time.monotonic() - began:,.0f} s, nothing lost")
    shutil.rmtree(folder)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
