"""Parts in a store that fsspec knows: the rows of a run beside the warehouse, and nothing left in the store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from commanding import Command
from kill import rows

from flows import parts, workspace
from flows.engines import InProcess
from flows.pipeline import pipeline
from flows.settings import Options
from flows.summary import Summary

MEMORY = "memory://archive/parts"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.txt").write_text(
            f"Clash {n}\n5 May 2023\n\nMali's army said on 4 May that {n + 3} rebels were killed. It lost {n + 2} men."
        )
    return folder


@pytest.fixture
def memory() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    yield system
    if system.exists("/archive"):
        system.rm("/archive", recursive=True)


def options(articles: Path, warehouse: Path, store: str | None = None) -> Options:
    return Options(inputs=(str(articles),), warehouse=warehouse, chunk_chars=1_000, export=False, parts=store)


def run(articles: Path, warehouse: Path, store: str | None = None) -> Summary:
    return pipeline(options(articles, warehouse, store), InProcess())


def test_parts_in_a_store_give_the_same_rows_and_go(articles: Path, tmp_path: Path, memory: Any) -> None:
    run(articles, tmp_path / "here" / "w.duckdb")
    assert run(articles, tmp_path / "there" / "w.duckdb", MEMORY).articles_new == 12
    assert rows(tmp_path / "there" / "w.duckdb") == rows(tmp_path / "here" / "w.duckdb")
    assert memory.find("/archive") == []
    assert not workspace.folder_beside(tmp_path / "there" / "w.duckdb").exists()


def test_a_stopped_run_goes_on_with_its_parts_in_the_store(
    articles: Path, tmp_path: Path, memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = tmp_path / "w.duckdb"

    def stopped(*arguments: Any, **named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("flows.load.load_parts", stopped)
        with pytest.raises(KeyboardInterrupt):
            run(articles, warehouse, MEMORY)
    finished = [name for name in memory.find("/archive") if name.endswith(f"/{parts.DONE}")]
    assert finished
    monkeypatch.setattr("flows.extract.extract", stopped)  # nothing is extracted twice
    again = run(articles, warehouse, MEMORY)
    assert again.resumed
    assert again.articles_new == 12


def test_parts_at_another_place_are_not_gone_on_with(articles: Path, tmp_path: Path, memory: Any) -> None:
    warehouse = tmp_path / "w.duckdb"
    first = workspace.open_workspace(warehouse, extractor_version="1", store=MEMORY)
    parts.finish(f"{first.parts}/one")
    assert workspace.open_workspace(warehouse, extractor_version="1", store=MEMORY + "/").parts == first.parts
    other = workspace.open_workspace(warehouse, extractor_version="1")
    assert (other.resumed, other.parts) == (False, str(other.folder / "parts"))
    assert memory.find("/archive") == []


def test_a_state_that_names_another_folder_costs_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    space = workspace.open_workspace(tmp_path / "w.duckdb", extractor_version="1")
    state = space.folder / workspace.STATE
    state.write_text(state.read_text().replace(space.parts, str(kept)))
    workspace.remove(space.folder)
    assert kept.is_dir()


def test_an_object_store_by_its_own_protocol(articles: Path, tmp_path: Path, bucket: str) -> None:
    run(articles, tmp_path / "here" / "w.duckdb")
    run(articles, tmp_path / "there" / "w.duckdb", bucket)
    assert rows(tmp_path / "there" / "w.duckdb") == rows(tmp_path / "here" / "w.duckdb")
    assert fsspec.filesystem("s3").find("archive") == []


def test_a_store_that_refuses(musterroll: Command, articles: Path, tmp_path: Path, bucket: str) -> None:
    warehouse = tmp_path / "w.duckdb"
    refused = musterroll("run", str(articles), "-w", str(warehouse), "--parts", "s3://nobody/parts", "--workers", "1")
    assert refused.exit_code == 2
    said = " ".join(refused.stderr.split())
    assert "store of the parts cannot be used" in said
    assert "bucket does not exist" in said
    assert not warehouse.exists()
    shutil.rmtree(workspace.folder_beside(warehouse))


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("s3://key:word@archive/parts", "belong into the environment"),
        ("https://example.org/parts", "no store that can be written to"),
        ("zip://a::s3://archive/a.zip", "no store that can be written to"),
        ("nowhere://archive/parts", "needs the fsspec package for nowhere"),
    ],
)
def test_places_that_are_no_store(musterroll: Command, articles: Path, place: str, said: str) -> None:
    refused = musterroll("run", str(articles), "--parts", place)
    assert refused.exit_code == 2
    assert said in " ".join(refused.stderr.split())


def test_a_folder_that_others_reach(articles: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    run(articles, tmp_path / "w.duckdb", str(shared))
    assert [path for path in shared.rglob("*") if path.is_file()] == []
