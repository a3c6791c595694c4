"""run --watch: a drop folder is read at once, then batch by batch once files are quiet, until Ctrl-C."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from commanding import ROOT, Command

PATIENCE = 90  # seconds: the machine may be busy


@contextmanager
def watched(inbox: Path, *arguments: object) -> Iterator[tuple[subprocess.Popen[str], queue.Queue[str]]]:
    """The command watching a folder in a process of its own, and the lines that it prints."""
    command = [sys.executable, "-m", "flows.cli", "run", "--watch", str(inbox), "--no-export", *map(str, arguments)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert process.stdout
        for line in process.stdout:
            lines.put(line.strip())

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield process, lines
    finally:
        process.kill()
        process.wait()


def article(number: int) -> str:
    return f"Fight {number} near Mopti\n\nOfficials said on 3 March 2024 that at least {number} soldiers were killed.\n"


def test_each_batch_is_one_run_when_its_files_are_quiet(tmp_path: Path) -> None:
    inbox = tmp_path / "in box"
    inbox.mkdir()
    (inbox / "first.txt").write_text(article(12))
    with watched(inbox, "--json", "--warehouse", tmp_path / "w.duckdb") as (process, lines):
        first = json.loads(lines.get(timeout=PATIENCE))
        assert (first["articles_new"], first["outcome"]) == (1, "loaded")
        (inbox / ".hidden.txt").write_text(article(40))
        with (inbox / "slow.txt").open("w") as slow:  # longer than the quiet time in all, never quiet so long
            for words in article(35).split(" "):
                slow.write(f"{words} ")
                slow.flush()
                time.sleep(0.25)
        (inbox / "beside.txt").write_text(article(77))
        second = json.loads(lines.get(timeout=PATIENCE))
        counts = {name: second[f"articles_{name}"] for name in ("new", "revised", "unchanged")}
        assert counts == {"new": 2, "revised": 0, "unchanged": 1}
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0
        assert lines.empty(), "two batches, two lines"


def test_lines_for_people(tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    with watched(inbox, "--warehouse", tmp_path / "w.duckdb") as (process, lines):
        assert lines.get(timeout=PATIENCE).startswith("watching ")
        assert "articles 0 new" in lines.get(timeout=PATIENCE)
        process.send_signal(signal.SIGINT)
        assert lines.get(timeout=PATIENCE) == "stopped"
        assert process.wait(timeout=PATIENCE) == 0


def stopped(result: Any, words: str) -> None:
    assert result.exit_code == 2
    assert words in result.stderr


def test_what_cannot_be_watched(tmp_path: Path, musterroll: Command) -> None:
    target = tmp_path / "w.duckdb"
    stopped(musterroll("run", "--watch", tmp_path / "none", "--warehouse", target), "there is no folder")
    stopped(musterroll("run", "--watch", tmp_path, "--warehouse", target), "lies in the watched folder")
    stopped(musterroll("run", "other", "--watch", tmp_path, "--warehouse", target), "leave out the other inputs")
    stopped(musterroll("run", "--force", "--watch", tmp_path, "--warehouse", target), "--force")
