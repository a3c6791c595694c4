"""README's commands and queries, run one after the other in a fresh folder with raw/, must print what README shows.

`MUSTERROLL_UPDATE_README=1 pytest tests/test_readme.py` writes what they print today into README.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from commanding import ROOT, Command

README = ROOT / "README.md"
UPDATE = bool(os.environ.get("MUSTERROLL_UPDATE_README"))
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETUP = "pip install uv && uv run "
NOT_RUN = (
    "git clone",
    "cd ",
    f"{SETUP}pytest",
    "musterroll schedule",
    "prefect server start",
    *("export PREFECT_", "prefect worker start", "prefect deploy", "musterroll notify"),
)
"""What cannot be run here: what needs the network, never ends, or is this test. tests/test_deployments.py runs the
commands of Prefect.
"""
OWN = "## Make it yours"
"""Section whose shell blocks change the project: run in a copy of it."""
VARIABLE_PARTS = (
    (re.compile(r"run_\d{8}T\d{6}_[0-9a-f]{6}"), "run_<time>"),
    (re.compile(r"\b\d+\.\d s\b"), "<n> s"),
    (re.compile(r"\brelease \d\d\.0\.\d+"), "release <year>.0.<n>"),
    (re.compile(r"\b\d+(\.\d)? (bytes|[kMG]B)\b"), "<size>"),
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its lines, and where they stand in README."""

    language: str
    content: str
    start: int
    end: int


def blocks() -> list[Block]:
    text = README.read_text(encoding="utf-8")
    return [Block(m[1], m[2], m.start(2), m.end(2)) for m in FENCE.finditer(text)]


def stable(text: str) -> str:
    """Output without what differs from run to run, and without spaces at the ends of lines."""
    for pattern, name in VARIABLE_PARTS:
        text = pattern.sub(name, text)
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())


def shell(script: str, folder: Path, **environment: str) -> None:
    """Run a shell block of README."""
    python = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(["bash", "-euc", script], cwd=folder, check=True, env=os.environ | {"PATH": python} | environment)


def is_run(command: str) -> bool:
    return not command.startswith(NOT_RUN)


def printed(command: str, musterroll: Command) -> str:
    """What a command of README prints."""
    words = shlex.split(command.removeprefix(SETUP))
    assert words[0] == "musterroll", f"README shows a command that no test can run: {command}"
    result = musterroll(*words[1:])
    assert result.exit_code == 0, f"{command}: {result.stdout}{result.stderr}"
    return str(result.stdout)


def replayed(block: Block, musterroll: Command) -> str:
    """A console block with what its commands print today."""
    lines: list[str] = []
    skipping = False
    for line in block.content.splitlines():
        if line.startswith("$ "):
            command = line[2:].split("  # ")[0]
            skipping = is_run(command)
            lines.append(line)
            if skipping:
                lines += [shown.rstrip() for shown in printed(command, musterroll).strip("\n").splitlines()]
        elif not skipping:
            lines.append(line)
    return "\n".join(lines) + "\n"


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").symlink_to(ROOT / "raw")
    return tmp_path


def test_readme_shows_what_is_printed(fresh: Path, musterroll: Command) -> None:
    text = README.read_text(encoding="utf-8")
    changes: list[tuple[Block, str]] = []
    found = blocks()
    for block, after in zip(found, [*found[1:], None], strict=True):
        if block.language == "sh" and block.start < text.index(OWN):
            shell(block.content, fresh)
        elif block.language == "console":
            changes.append((block, replayed(block, musterroll)))
        elif block.language == "sql":
            assert after is not None, f"a result must follow the SQL: {block.content}"
            assert after.language == "text", f"a result must follow the SQL: {block.content}"
            result = musterroll("query", block.content)
            assert result.exit_code == 0, f"{block.content}: {result.stderr}"
            shown = "\n".join(line.rstrip() for line in result.stdout.strip("\n").splitlines())
            changes.append((after, shown + "\n"))
    if UPDATE:
        for block, content in reversed(changes):
            text = text[: block.start] + content + text[block.end :]
        README.write_text(text, encoding="utf-8")
    for block, content in changes:
        assert stable(block.content) == stable(content)


@pytest.mark.skipif(sys.platform != "linux", reason="the blocks are for GNU sed")
def test_what_is_made_ones_own_is_read_and_built(tmp_path: Path) -> None:
    for name in ("flows", "sql"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    start = README.read_text(encoding="utf-8").index(OWN)
    environment = {"PYTHONPATH": str(tmp_path), "MUSTERROLL_WAREHOUSE": str(tmp_path / "w.duckdb")}
    for block in blocks():
        if block.language == "sh" and block.start > start:
            shell(block.content, tmp_path, **environment)
    (tmp_path / "a.org").write_text(
        "#+TITLE: In the north\n\nMali's army said 2 of its soldiers were zapped near Mopti on 3 May 2024. Some 300 "
        "soldiers fell ill near Mopti. The Sand Wolves said 9 of their fighters were killed on 4 May 2024.\n"
    )
    shell("python -m flows.cli run a.org --quiet", tmp_path, **environment)
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as con:
        found = con.execute("SELECT measure, subject, value_best FROM claims ORDER BY number_start").fetchall()
        assert found == [
            ("casualties.killed", "MLI", 2),
            ("casualties.sick", "MLI", 300),
            ("casualties.killed", "Sand Wolves", 9),
        ]
        dead = con.execute("SELECT subject, dead FROM v_dead_by_month ORDER BY dead").fetchall()
        assert dead == [("MLI", 2), ("Sand Wolves", 9)]


def test_readme_has_what_was_promised() -> None:
    text = README.read_text(encoding="utf-8")
    assert f"{SETUP}musterroll run" in text
    assert f"{SETUP}pytest" in text
    assert sum(block.language == "sql" for block in blocks()) >= 5
    for promised in ("musterroll trace", "musterroll schedule", "musterroll explain", "partly invented"):
        assert promised in text


def test_readme_names_only_files_that_exist() -> None:
    for name in re.findall(r"`((?:flows|sql|raw|tests|\.ci)/[\w./-]*)`", README.read_text(encoding="utf-8")):
        assert (ROOT / name).exists(), f"README names {name}"


@pytest.mark.parametrize(
    "command", sorted({c for b in blocks() for c in re.findall(r"^\$ (musterroll \w+)", b.content, re.M)})
)
def test_every_verb_in_readme_exists(command: str, musterroll: Command) -> None:
    assert musterroll(command.split()[1], "--help").exit_code == 0
