"""The machine that benchmarks run on: what it is, and how fast it can touch text at all."""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

PATTERN: Final = r"[0-9][0-9,.]*"
"""Digits with their separators: the least that a reader of figures must look for."""


def describe() -> dict[str, Any]:
    """Processor, memory and versions; load is that of the last minute, of all processes."""
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*:\s*(.*)", info.read_text()) if info.is_file() else []
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    return {
        "processor": names[0] if names else platform.processor(),
        "processors": os.cpu_count(),
        "memory_gb": round(memory / 1e9, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "duckdb": version("duckdb"),
        "pyarrow": version("pyarrow"),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of this process for `work`."""
    start = time.process_time()
    work()
    return max(time.process_time() - start, 1e-9)


def floors(texts: Sequence[str], path: Path) -> dict[str, float]:
    """MB of text per CPU second of what is simpler than to read figures: bytes off the disk, one pattern over them."""
    joined = "\n".join(texts)
    data = joined.encode()
    path.write_bytes(data)
    digits, pattern = re.compile(PATTERN.encode()), re.compile(PATTERN)
    con = duckdb.connect(config={"threads": 1})
    con.register("texts", pa.table({"text": list(texts)}))
    query = f"SELECT sum(len(regexp_extract_all(text, '{PATTERN}'))) FROM texts"
    works: dict[str, Callable[[], object]] = {
        "read bytes": path.read_bytes,
        "decode UTF-8": data.decode,
        "one pattern over bytes": lambda: digits.findall(data),
        "one pattern over text": lambda: pattern.findall(joined),
        "one pattern in DuckDB": lambda: con.execute(query).fetchall(),
    }
    return {name: len(data) / 1e6 / cpu_seconds(work) for name, work in works.items()}
