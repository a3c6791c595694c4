"""Golden sentences: who a figure comes from, and through whom."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.extract import extract
from flows.ingest import ingest

CASES = tomllib.loads((Path(__file__).parent / "sources.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:60])
def test_sources(case: dict, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(f"Fighting goes on\n{case['text']}", encoding="utf-8")
    read = ingest([str(tmp_path)], run_id="run", now=datetime(2026, 1, 1, tzinfo=UTC))
    claims = extract(read.articles, read.sentences, run_id="run")["claims"].sort_by("number_start").to_pylist()
    assert (claims[0]["origin"], claims[0]["relay"]) == (case["origin"], case["relay"])
