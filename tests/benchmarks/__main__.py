"""All benchmarks by one command: a table, and JSON with every run.

    uv run --group bench python -m tests.benchmarks [--runs 3] [--megabytes 6] [--archive N] [--json FILE]

The machine and its floor, extraction by kind of text beside public number readers, and whole runs of the pipeline with
one and with two processes: a first run, one with nothing new, and one with ten new articles. `--archive` takes N
articles of tests.benchmarks.archive instead of a sample of the open texts. Figures are medians of the runs, which take
turns, so that ratios are those of one time; seconds of CPU are steadier than those of the clock on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from tests.benchmarks import archive, extraction, machine

STAGES: Final = ("ingest", "extract", "load", "transform", "publish", "export", "all")
NEW: Final = 10
"""Articles of the small run on top of the large one."""


def whole_run(warehouse: Path, workers: int, *inputs: Path) -> dict[str, Any]:
    """Figures of a run in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.whole_run", str(warehouse), str(workers), *map(str, inputs)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def sample(path: Path, megabytes: float, seed: int) -> int:
    """Write open texts of all kinds as they lie in the file; returns their bytes."""
    texts = pq.read_table(extraction.TEXTS)
    order = list(range(texts.num_rows))
    random.Random(seed).shuffle(order)
    left, taken = megabytes * 1e6, []
    sizes = [len(text.encode()) for text in texts["text"].to_pylist()]
    for at in order:
        if left <= 0:
            break
        taken.append(at)
        left -= sizes[at]
    pq.write_table(texts.take(pa.array(sorted(taken))), path)
    return sum(sizes[at] for at in taken)


def first(workers: int) -> str:
    """Name of the first run with so many processes."""
    return f"first run, {'one process' if workers == 1 else f'{workers} processes'}"


def runs_of(folder: Path, given: argparse.Namespace) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    """Bytes of the texts, and the figures of the whole runs by name."""
    source, few = folder / "texts.parquet", folder / "new.parquet"
    size = archive.write(source, given.archive) if given.archive else sample(source, given.megabytes, given.seed)
    archive.write(few, NEW, seed=given.seed + 1)
    found: dict[str, list[dict[str, Any]]] = {}
    for number in range(given.runs):
        for workers in given.workers:
            warehouse = folder / f"w{number}-{workers}" / "w.duckdb"
            warehouse.parent.mkdir()
            found.setdefault(first(workers), []).append(whole_run(warehouse, workers, source))
        found.setdefault("nothing new", []).append(whole_run(warehouse, workers, source))
        found.setdefault(f"{NEW} new articles", []).append(whole_run(warehouse, workers, source, few))
    return size, found


def median(runs: Sequence[dict[str, Any]], what: str, stage: str | None = None) -> float:
    """Median over runs of one of their figures."""
    values = [run[what] if stage is None else run[what].get(stage, 0.0) for run in runs]
    return statistics.median(values)


def show_runs(size: int, found: dict[str, list[dict[str, Any]]]) -> None:
    """Print the tables of the whole runs."""
    print(f"\n{'seconds: clock (CPU)':<24}" + "".join(f"{stage:>16}" for stage in STAGES))
    for name, runs in found.items():
        cells = (f"{median(runs, 'wall', s):.1f} ({median(runs, 'cpu', s):.1f})" for s in STAGES)
        print(f"{name:<24}" + "".join(f"{cell:>16}" for cell in cells))
    print()
    firsts = {name: runs for name, runs in found.items() if name.startswith("first")}
    for name, runs in firsts.items():
        seconds = median(runs, "wall", "all")
        articles, claims = runs[0]["articles_new"], runs[0]["claims"]
        print(
            f"{name}: {size / 1e6 / seconds:.2f} MB/s, {articles / seconds:,.0f} articles/s, {claims:,} claims; memory"
            f" {median(runs, 'memory_mb'):,.0f} MB and {median(runs, 'worker_memory_mb'):,.0f} MB a worker; warehouse"
            f" {median(runs, 'warehouse_mb'):,.1f} MB, exports {median(runs, 'exports_mb'):,.1f} MB"
        )
    if len(firsts) > 1:
        slow, *_, fast = (
            statistics.median([run["wall"]["ingest"] + run["wall"].get("extract", 0.0) for run in runs])
            for runs in firsts.values()
        )
        print(f"the last of these against the first: ingest and extract {slow / fast:.2f} times as fast")


def main() -> None:
    """Measure, print, and write what was measured."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--megabytes", type=float, default=6.0, help="open text for the whole runs")
    options.add_argument("--archive", type=int, default=0, metavar="N", help="articles of a synthetic archive instead")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--json", type=Path, metavar="FILE", help="every figure of every run")
    given = options.parse_args()
    about = machine.describe()
    print(", ".join(f"{name} {value}" for name, value in about.items()))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        texts = extraction.by_kind(1.0, given.seed)
        floors = [machine.floors([t for kind in texts.values() for t in kind], folder / "t") for _ in range(given.runs)]
        print(f"\n{'MB per CPU second':<24}")
        for name in floors[0]:
            print(f"{name:<24}{statistics.median(floor[name] for floor in floors):>12,.0f}")
        print()
        speeds = extraction.measure(texts, given.runs)
        extraction.show(speeds)
        size, runs = runs_of(folder, given)
    show_runs(size, runs)
    if given.json:
        kept = {f"{reader}, {kind}": values for (reader, kind), values in speeds.items()}
        found = {"machine": about, "floor_mb_s": floors, "extraction_mb_s": kept, "text_bytes": size, "runs": runs}
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
