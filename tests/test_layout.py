"""What the tree may hold: fixed top level, module names that shadow nothing, no machine's paths, no package index."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOP_LEVEL = {"pyproject.toml", "README.md", "flows", "sql", "raw", "warehouse", "tests"}
MODULES = sorted((ROOT / "flows").rglob("*.py"))
MACHINE_PATHS = re.compile(r"/(?:work|home|root|Users|tmp)/[\w.]+/")
INDEX_HOSTS = re.compile(r"https?://[\w.-]*(?:pypi|pythonhosted|simple/|anaconda|artifactory|nexus)[\w./-]*", re.I)


@cache
def committed() -> tuple[str, ...]:
    """Files that git tracks or would track, relative to the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git clone")
    return tuple(name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file())


@cache
def installed() -> frozenset[str]:
    """Top-level names of the standard library and of every installed distribution but this one."""
    distributions = importlib.metadata.packages_distributions()
    others = {name for name, owners in distributions.items() if set(owners) != {"musterroll"}}
    return frozenset(sys.stdlib_module_names | others)


def test_top_level_is_fixed() -> None:
    entries = {name.split("/")[0] for name in committed()}
    assert {entry for entry in entries if not entry.startswith(".")} <= TOP_LEVEL


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_shadows_another(path: Path) -> None:
    name = path.parent.name if path.stem == "__init__" else path.stem
    assert name == "flows" or name not in installed(), f"rename {path.name}: {name} is a module of its own elsewhere"


def test_guard_knows_what_is_installed() -> None:
    assert {"numbers", "duckdb", "prefect", "typer", "pyarrow"} <= installed()
    assert "flows" not in installed()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_are_absolute(path: Path) -> None:
    assert not re.search(r"^\s*from\s+\.", path.read_text(encoding="utf-8"), re.MULTILINE)


def texts() -> list[tuple[str, str]]:
    found = []
    for name in committed():
        content = (ROOT / name).read_bytes()
        if b"\0" not in content[:8192]:
            found.append((name, content.decode("utf-8", "replace")))
    return found


def test_nothing_names_a_path_of_one_machine() -> None:
    hits = {name: MACHINE_PATHS.findall(text) for name, text in texts() if name != "tests/test_layout.py"}
    assert {name: found for name, found in hits.items() if found} == {}


def test_nothing_names_a_package_index() -> None:
    hits = {name: INDEX_HOSTS.findall(text) for name, text in texts()}
    assert {name: found for name, found in hits.items() if found} == {}


def test_lock_file_and_warehouse_contents_are_not_committed() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=True, text=True).stdout.split()
    assert "uv.lock" not in tracked
    assert [name for name in tracked if name.startswith("warehouse/")] == ["warehouse/.gitkeep"]
