"""Peak memory of a run over input of any size, measured in a process of its own.

    python -m tests.memory lines [--count 10000000]     one-line articles in one file
    python -m tests.memory file [--megabytes 2048]      one sparse file of zeros, and one of text without an end of line
    python -m tests.memory ingest [--count 10000000]    as `lines`, but only the ingest stage
    python -m tests.memory load [--count 10000000]      the load, the models and the checks alone, of copies of 100,000

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

import pyarrow as pa
import pyarrow.compute as pc

MB: Final = 1_000_000
SAMPLE: Final = 100_000
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


def copied(source: Path, folder: Path, times: int) -> list[str]:
    """Parts with what is read and extracted of `source`, each `times` times under other identifiers of articles."""
    from flows import parts, workspace
    from flows.chunks import extract_part, extractor_version, read_inputs
    from flows.schemas import STAGED

    warehouse = folder / "sample.duckdb"
    space = workspace.open_workspace(warehouse, extractor_version=extractor_version())
    found = read_inputs([str(source)], warehouse, space, 1_000_000, False, lambda done: None, lambda part: None)
    made = []
    for part in found.parts:
        extract_part(part, space.run_id)
        tables = {name: parts.read(part.folder, name) for name in STAGED if parts.files([part.folder], name)}
        for n in range(times):
            made.append(str(folder / "copies" / f"{len(made):05}"))
            parts.write(made[-1], {name: _renamed(table, f"{n:04}") for name, table in tables.items()})
    return made


def _renamed(table: pa.Table, ending: str) -> pa.Table:
    """Rows with `ending` behind every identifier of an article and of what is in it."""
    for at, field in enumerate(table.schema):
        own = field.name.endswith("_id") and field.name not in ("run_id", "entity_id")
        if own or field.name in ("duplicate_of", "revision_of", "source_name"):
            longer = pc.binary_join_element_wise(table[field.name], ending, "")
            table = table.set_column(at, field, longer.cast(field.type))
    return table


def built(folders: list[str], answer: Any) -> None:
    """Load parts into a warehouse that is thrown away, build its models and check it."""
    from flows import parts
    from flows.chunks import extractor_version
    from flows.claims.gazetteer import entity_rows
    from flows.load import load_parts
    from flows.schemas import STAGED, table
    from flows.store import publish
    from flows.store.lock import hold
    from flows.transform import transform

    sources = {name: parts.files(folders, name) for name in STAGED if name not in ("entities", "runs")}
    warehouse = Path(folders[0]).parents[1] / "built.duckdb"
    with hold(warehouse, wait_seconds=0) as lock, publish.begin(lock) as build:
        loaded = load_parts(build, sources, run_id="run_1", extractor_version=extractor_version())
        peak = _peak()
        transform(build, entities=table("entities", entity_rows()))
        publish.publish(build)
    answer.send({"articles": loaded.articles, "claims": loaded.rows["claims"], "peak_load": peak, "peak": _peak()})


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
    parser.add_argument("what", choices=("lines", "file", "ingest", "load"))
    parser.add_argument("--count", type=int, default=10_000_000)
    parser.add_argument("--megabytes", type=int, default=2048)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.what == "file":
            size = given.megabytes * MB
            inputs = [sparse_file(Path(folder) / "zeros.txt", size), endless_line(Path(folder) / "line.jsonl", size)]
        elif given.what == "load":
            sample = one_line_articles(Path(folder) / "lines.jsonl", SAMPLE)
            inputs = [Path(part) for part in copied(sample, Path(folder), -(-given.count // SAMPLE))]
        else:
            inputs = [one_line_articles(Path(folder) / "lines.jsonl", given.count)]
        work = {"ingest": ingested, "load": built}.get(given.what, loaded)
        print(json.dumps(measured(work, inputs)))


if __name__ == "__main__":
    main()
