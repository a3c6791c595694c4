"""Memory stays bounded: by the size of a batch, not by that of a file, a line or the number of articles."""

from __future__ import annotations

from pathlib import Path

import memory
import pytest

from flows.articles.records import Limits
from flows.ingest import ingest


def test_many_articles_take_no_more_memory_than_a_few(tmp_path: Path) -> None:
    few, many = (
        memory.measured(memory.ingested, [memory.one_line_articles(tmp_path / f"{count}.jsonl", count)], 100_000)
        for count in (3_000, 12_000)
    )
    assert (few["articles"], many["articles"]) == (3_000, 12_000)
    assert many["peak"] < few["peak"] + 25
    assert many["peak"] < 200


def test_files_of_two_gigabytes_and_lines_without_an_end(tmp_path: Path) -> None:
    inputs = [
        memory.sparse_file(tmp_path / "zeros.txt", 2_048 * memory.MB),
        memory.sparse_file(tmp_path / "zeros.jsonl", 300 * memory.MB),
        memory.endless_line(tmp_path / "line.txt", 60 * memory.MB),
        memory.endless_line(tmp_path / "line.jsonl", 60 * memory.MB),
        memory.endless_line(tmp_path / "line.csv", 60 * memory.MB),
    ]
    found = memory.measured(memory.ingested, inputs)
    assert (found["articles"], found["issues"]) == (0, 5)
    assert found["peak"] < 250


@pytest.mark.parametrize(
    ("name", "code"),
    [("a.txt", "too_large"), ("a.html", "too_large"), ("a.json", "too_large"), ("a.jsonl", "line_too_long")],
)
def test_what_is_too_large_is_named(name: str, code: str, tmp_path: Path) -> None:
    path = memory.endless_line(tmp_path / name, 2 * memory.MB)
    limits = Limits(article_bytes=1_000_000, document_bytes=1_000_000)
    found = ingest([str(path)], run_id="run_1", now=memory.datetime(2026, 1, 1, tzinfo=memory.UTC), limits=limits)
    assert found.issues["code"].to_pylist() == [code]
