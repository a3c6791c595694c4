"""The audit of dependencies in CI: vulnerabilities fail it, a service that cannot be reached does not."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from commanding import ROOT

FINE = {"name": "a", "version": "1", "vulns": []}
SKIPPED = {"name": "b", "skip_reason": "not found"}
BAD = {"name": "c", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}


@pytest.mark.parametrize(
    ("printed", "status", "said"),
    [
        (json.dumps({"dependencies": [FINE, SKIPPED]}), 0, "1 of 2 packages audited by pypi, 0 vulnerable"),
        (json.dumps({"dependencies": [FINE, BAD]}), 1, "c 2: CVE-1, fixed in 3"),
        (json.dumps({"dependencies": [SKIPPED]}), 0, "not audited"),
        ("no JSON", 0, "not audited"),
        ("", 0, "not audited"),
    ],
)
def test_audit(printed: str, status: int, said: str, tmp_path: Path) -> None:
    tool = tmp_path / "tool.py"
    tool.write_text(f"print({printed!r})")
    command = [sys.executable, str(ROOT / ".ci" / "audit.py"), sys.executable, str(tool)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, said in done.stdout) == (status, True), done.stdout


def test_it_waits_a_minute_at_most_for_an_answer() -> None:
    audit = runpy.run_path(str(ROOT / ".ci" / "audit.py"))
    assert len(audit["SERVICES"]) * audit["SECONDS"] <= 60
    assert audit["asked"].__globals__["SECONDS"] == audit["SECONDS"]
    audit["asked"].__globals__["SECONDS"] = 1
    assert audit["main"]([sys.executable, "-c", "import time; time.sleep(600)"]) == 0
