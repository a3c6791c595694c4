"""How long the report on many claims takes to write, to open in Chromium, to search, and to draw a subject.

    uv run python -m tests.benchmarks.report [--claims 10000]

The warehouse is that of tests.benchmarks.warehouse, with as many copies of raw/ as give so many claims.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from flows.report.page import page
from flows.settings import sql_folder
from flows.store.prepared import answers
from tests.benchmarks.warehouse import build, parts, sample

WORDS = ("k", "killed", "soldiers near", "russian killed 2022", "zzz", "")
SEARCH = """(words) => {
  const box = document.querySelector('[name=q]');
  const started = performance.now();
  box.value = words;
  box.dispatchEvent(new Event('input', {bubbles: true}));
  document.body.offsetHeight;
  return performance.now() - started;
}"""


def measured(shown: Page, report: Path) -> tuple[float, list[float], float]:
    """Seconds until the claims of a report stand there, milliseconds of each search, seconds of a subject's charts."""
    started = time.perf_counter()
    shown.goto(f"{report.as_uri()}#claims")
    shown.wait_for_selector("#claim-table tbody tr")
    loaded = time.perf_counter() - started
    searches = [shown.evaluate(SEARCH, words) for words in WORDS]
    started = time.perf_counter()
    shown.evaluate("location.hash = document.querySelector('#subject-table tbody a').hash")
    shown.wait_for_selector(".view:not([hidden]) .chart svg")
    return loaded, searches, time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--claims", type=int, default=10_000)
    wanted = arguments.parse_args().claims
    tables = sample()
    copies = max(1, -(-wanted // tables["claims"].num_rows))
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        warehouse, report = Path(place) / "w.duckdb", Path(place) / "report.html"
        build(warehouse, parts(tables, Path(place), 0, copies), "run_full")
        started = time.perf_counter()
        rows = answers(warehouse, sql_folder() / "report", subject=None)
        report.write_text(page(rows, warehouse="w.duckdb", version="0"), encoding="utf-8")
        written = time.perf_counter() - started
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        loads, searches, charts = zip(*(measured(browser.new_page(), report) for _ in range(3)), strict=True)
        browser.close()
        size = report.stat().st_size / 1e6
    print(f"{len(rows['claims']):,} claims, {len(rows['subjects'])} subjects, {size:.1f} MB")
    print(f"written         {written:.1f} s")
    print(f"opened          {statistics.median(loads):.2f} s")
    print(f"searched        {max(ms for each in searches for ms in each):.0f} ms at most")
    print(f"subject drawn   {statistics.median(charts):.2f} s")


if __name__ == "__main__":
    main()
