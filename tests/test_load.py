"""The load stage takes tables and the files of parts, and what it loads is seen by nobody before publication."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "store"))
from rows import Corpus

from flows import parts
from flows.load import load_parts
from flows.schemas import SCHEMAS
from flows.store.connection import read_only
from flows.store.lock import hold
from flows.store.publish import begin, publish
from flows.transform import transform


def corpus() -> Corpus:
    made = Corpus()
    for number in (12, 14):
        article = made.article(f"Post {number} falls\nThe army said {number} soldiers were killed.")
        made.claim(article, str(number), "casualties.killed", "KEN", within=f"said {number}")
    return made


def test_parts_load_by_their_paths(tmp_path: Path) -> None:
    made = corpus()
    tables = made.tables()
    for number in range(2):
        ids = [row["article_id"] for row in made.rows["articles"]][number]
        own = {
            name: table.filter([value == ids for value in table["article_id"].to_pylist()])
            for name, table in tables.items()
            if "article_id" in table.column_names and table.num_rows
        }
        parts.write(tmp_path / f"part_{number}", own)
    folders = [tmp_path / "part_0", tmp_path / "part_1"]
    sources = {name: parts.files(folders, name) for name in SCHEMAS}
    warehouse = tmp_path / "w.duckdb"
    with hold(warehouse) as lock, begin(lock) as build:
        loaded = load_parts(
            build, {**sources, "runs": tables["runs"]}, run_id="run_1", extractor_version="1", now=made.at
        )
        assert (loaded.articles, loaded.rows["claims"], loaded.rows["runs"]) == (2, 2, 1)
        assert not warehouse.exists()
        transform(build)
        publish(build)
    con = read_only(warehouse)
    assert con.execute("SELECT number_text FROM claims ORDER BY 1").fetchall() == [("12",), ("14",)]
    con.close()


def stopped(warehouse: Path) -> None:
    with hold(warehouse) as lock, begin(lock) as build:
        load_parts(build, corpus().tables(), run_id="run_1", extractor_version="1")
        raise KeyboardInterrupt


def test_what_is_not_published_is_gone(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        stopped(tmp_path / "w.duckdb")
    assert [path.name for path in tmp_path.iterdir()] == [".w.duckdb.lock"]
