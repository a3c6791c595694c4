"""Iceberg tables of a warehouse: what any reader sees, what a run changes, a look back, several writers and readers."""

from __future__ import annotations

import multiprocessing
import re
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.dataset as ds
import pytest
from commanding import Command

from flows.store import lake
from flows.store.connection import WarehouseError

EMPTY = ("claim_relations", "fct_equipment", "fct_military_strength")
ARTICLE = "Clash {}\nKenya's army said {} of its soldiers were killed in Somalia on 3 May 2023.\n"


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same warehouse after each of two runs."""
    from flows.engines import InProcess
    from flows.pipeline import pipeline
    from flows.settings import Options

    folder = tmp_path_factory.mktemp("states")
    options = Options(inputs=(str(folder / "*.txt"),), warehouse=folder / "w.duckdb", export=False)
    made = []
    for n in (1, 2):
        (folder / f"{n}.txt").write_text(ARTICLE.format(n, 10 + n))
        pipeline(options, InProcess())
        made.append(Path(shutil.copy(folder / "w.duckdb", folder / f"after{n}.duckdb")))
    return made


def asked(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(sql).fetchall()


def newest(warehouse: Path) -> str:
    return str(asked(warehouse, "SELECT max(run_id) FROM runs")[0][0])


def test_a_lake_holds_the_rows_of_the_warehouse_and_every_state(states: list[Path], tmp_path: Path) -> None:
    counts = [[file.rows for file in lake.publish(warehouse, tmp_path)] for warehouse in states]
    assert [rows > 0 for rows in counts[0]] == [r not in EMPTY for r in lake.RELATIONS]
    assert [file.rows for file in lake.publish(states[1], tmp_path)] == [0] * len(lake.RELATIONS)
    for relation in lake.RELATIONS:
        for warehouse in states:
            theirs = lake.read(tmp_path, relation, run_id=newest(warehouse)).drop_columns([lake.DAY])
            with duckdb.connect(str(warehouse), read_only=True) as con:
                ours = con.sql(f"SELECT * FROM {relation}").to_arrow_table()
                assert con.sql("SELECT * FROM ours EXCEPT ALL SELECT * FROM theirs").fetchall() == []
                assert theirs.num_rows == ours.num_rows
    assert lake.read(tmp_path, "articles").num_rows == 2
    with pytest.raises(LookupError, match="after run_2"):
        lake.read(tmp_path, "articles", run_id="run_20000101T000000_000000")


def test_other_engines_read_it_by_day(states: list[Path], tmp_path: Path) -> None:
    lake.publish(states[1], tmp_path)
    table = lake.catalog(tmp_path).load_table("musterroll.claims")
    days = {
        str(day) for (day,) in asked(states[1], "SELECT CAST(ingested_at AT TIME ZONE 'UTC' AS DATE) FROM articles")
    }
    paths = [file.file.file_path for file in table.scan().plan_files()]
    assert {found for path in paths for found in re.findall(r"/ingested_on=([\d-]+)/", path)} == days
    expected = sorted(asked(states[1], "SELECT claim_id, value_best FROM claims"))
    parquet = [path.removeprefix("file://") for path in paths]
    assert sorted(duckdb.sql(f"SELECT claim_id, value_best FROM read_parquet({parquet})").fetchall()) == expected
    assert sorted(pl.scan_iceberg(table).select("claim_id", "value_best").collect().rows()) == expected
    assert ds.dataset(parquet).count_rows() == len(expected)


def add(place: tuple[str, str]) -> int:
    """Publish a warehouse, in a process of its own."""
    return sum(file.rows for file in lake.publish(Path(place[0]), Path(place[1])))


def look(folder: str) -> set[int]:
    """How many articles there are while others write, asked again and again."""
    return {lake.read(Path(folder), "articles").num_rows for _ in range(20)}


def test_writers_and_readers_side_by_side_see_whole_states(states: list[Path], tmp_path: Path) -> None:
    lake.publish(states[0], tmp_path)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=context) as pool:
        readers = [pool.submit(look, str(tmp_path)) for _ in range(2)]
        writers = [pool.submit(add, (str(warehouse), str(tmp_path))) for warehouse in [states[1], *states, states[1]]]
        assert all(writer.result() >= 0 for writer in writers)
        assert {count for reader in readers for count in reader.result()} <= {1, 2}
    lake.publish(states[1], tmp_path)
    ids = lake.read(tmp_path, "claims")["claim_id"].to_pylist()
    assert sorted(ids) == sorted(i for (i,) in asked(states[1], "SELECT claim_id FROM claims"))


def test_the_command_publishes_and_says_what_is_wrong(musterroll: Command, states: list[Path], tmp_path: Path) -> None:
    said = musterroll("export", tmp_path / "lake", "--format", "iceberg", "-r", "claims", "--warehouse", states[1])
    assert said.exit_code == 0, said.stderr
    assert lake.read(tmp_path / "lake", "claims").num_rows == 2
    for wrong in (["--format", "iceberg"], [tmp_path, "--catalog", "sqlite://"]):
        assert musterroll("export", *wrong, "--warehouse", states[1]).exit_code
    with pytest.raises(WarehouseError, match="no relation of a lake: runs"):
        lake.publish(states[1], tmp_path / "lake", relations=["runs"])
