"""Peak memory of a run over input of any size, measured in a process of its own.

    python -m tests.memory lines [--count 10000000]     one-line articles in one file
    python -m tests.memory file [--megabytes 2048]      one sparse file of zeros, and one of text without an end of line
    python -m tests.memory ingest [--count 10000000]    as `lines`, but only the ingest stage

Prints seconds, articles, issues and the peak resident size in MB. tests/test_memory.py holds bounds for less input.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

MB: Final = 1_000_000
PLACES: Final = ("Aldea", "Mopti", "Gao", "Raqqa", "Kherson", "Adre", "Lashio", "Goma", "Marib", "Derna")
SPAWN: Final = multiprocessing.get_context("spawn")


def one_line_articles(path: Path, count: int) -> Path:
    """JSON Lines of `count` articles of one line, no two alike, a tenth of them with a figure of casualties."""
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            place = PLACES[n % len(PLACES)]
            text = (
                f"At least {n % 900 + 2} soldiers were killed near {place} post {n}."
                if n % 10 == 0
                else f"The market of {place} number {n} was open."
            )
            file.write(f'{{"text": "{text}"}}\n')
    return path


def sparse_file(path: Path, size: int) -> Path:
    """A file of zeros that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


def endless_line(path: Path, size: int) -> Path:
    """A file of text in one line."""
    with path.open("wb") as file:
        for _ in range(size // 1_000_000):
            file.write(b"word " * 200_000)
    return path


def ingested(inputs: list[str], answer: Any, batch_chars: int = 2_000_000) -> None:
    """Read inputs batch by batch and forget them."""
    from flows.ingest import read_batches

    articles = issues = 0
    for batch in read_batches(inputs, run_id="run_1", now=datetime.now(UTC), batch_chars=batch_chars):
        articles += batch.articles.num_rows
        issues += batch.issues.num_rows
    answer.send({"articles": articles, "issues": issues, "peak": _peak()})


def loaded(inputs: list[str], answer: Any) -> None:
    """A whole run into a warehouse that is thrown away, in this one process."""
    from flows.engines import InProcess
    from flows.pipeline import pipeline
    from flows.settings import Options

    with tempfile.TemporaryDirectory() as folder:
        options = Options(inputs=tuple(inputs), warehouse=Path(folder) / "w.duckdb", export=False)
        summary = pipeline(options, InProcess(1))
    made = {
        "articles": summary.articles_new,
        "issues": summary.issues_count,
        "claims": sum(summary.claims_run.values()),
    }
    answer.send(made | {"peak": _peak()})


def _peak() -> float:
    """MB; what getrusage says of a new process includes what its parent held when it was made."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s*(\d+) kB", status.read_text())[1]) * 1024 / MB  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MB


def measured(work: Any, inputs: list[Path], *more: Any) -> dict[str, float]:
    """What `work` says of inputs, from a process of its own, with the seconds it took; peak resident size in MB."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=work, args=([str(path) for path in inputs], theirs, *more))
    began = time.monotonic()
    process.start()
    theirs.close()
    said: dict[str, float] = ours.recv()
    process.join()
    return said | {"seconds": round(time.monotonic() - began, 1), "peak": round(said["peak"])}


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.memory")
    parser.add_argument("what", choices=("lines", "file", "ingest"))
    parser.add_argument("--count", type=int, default=10_000_000)
    parser.add_argument("--megabytes", type=int, default=2048)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.what == "file":
            size = given.megabytes * MB
            inputs = [sparse_file(Path(folder) / "zeros.txt", size), endless_line(Path(folder) / "line.jsonl", size)]
        else:
            inputs = [one_line_articles(Path(folder) / "lines.jsonl", given.count)]
        print(json.dumps(measured(ingested if given.what == "ingest" else loaded, inputs)))


if __name__ == "__main__":
    main()
