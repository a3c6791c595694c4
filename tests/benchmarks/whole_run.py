"""One run of the pipeline in a process of its own, as JSON: what each stage took, and the most memory at a time.

    uv run python -m tests.benchmarks.whole_run WAREHOUSE WORKERS INPUT ...

`wall` and `cpu` are seconds by stage, `cpu` with that of the workers. While inputs are read, the workers extract what
was read already: their time until then counts as that of ingest.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from flows.engines import InProcess
from flows.pipeline import pipeline
from flows.settings import Options


def used() -> tuple[float, float]:
    """Seconds since some moment, and CPU seconds of this process and of its workers that have ended."""
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter(), own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime


def run(warehouse: Path, workers: int, inputs: tuple[str, ...]) -> dict[str, Any]:
    """Figures of one run."""
    marks: list[tuple[str, float, float]] = []

    def report(stage: str, done: float, total: float | None) -> None:
        if not marks or marks[-1][0] != stage:
            marks.append((stage, *used()))

    began = used()
    summary = pipeline(Options(inputs=inputs, warehouse=warehouse), InProcess(workers), report)
    ended = used()
    ends = [*marks[1:], ("", *ended)]
    unit = 1 if sys.platform == "darwin" else 1024
    exports = warehouse.with_name(f"{warehouse.stem}-parquet")
    return {
        "wall": {a[0]: b[1] - a[1] for a, b in zip(marks, ends, strict=True)} | {"all": ended[0] - began[0]},
        "cpu": {a[0]: b[2] - a[2] for a, b in zip(marks, ends, strict=True)} | {"all": ended[1] - began[1]},
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6,
        "worker_memory_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6,
        "warehouse_mb": warehouse.stat().st_size / 1e6,
        "exports_mb": sum(file.stat().st_size for file in exports.glob("*.parquet")) / 1e6,
        "articles_new": summary.articles_new,
        "claims": sum(summary.claims_run.values()),
        "outcome": summary.outcome,
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), tuple(sys.argv[3:]))))
