"""`musterroll run` on good and on bad input: exit statuses, rows of issues, and that running again changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
from commanding import ROOT, Command

ARTICLE = "Clash in the north\nKenya's army said 12 of its soldiers were killed in Somalia on 3 May 2023.\n"


def rows(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def snapshot(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every published relation."""
    names = [name for (name,) in rows(warehouse, "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'")]
    return {str(name): sorted(rows(warehouse, f'SELECT * FROM "{name}"'), key=repr) for name in names}


def test_the_sample_articles_make_a_warehouse(
    musterroll: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").symlink_to(ROOT / "raw")
    result = musterroll("run")
    assert result.exit_code == 0
    assert "casualties.killed" in result.stdout
    assert "passed, 0 failed" in result.stdout
    assert "warehouse/musterroll.duckdb" in result.stdout
    assert rows(tmp_path / "warehouse/musterroll.duckdb", "SELECT count(*) > 50 FROM claims") == [(True,)]


def test_a_second_run_changes_no_row_and_says_so(musterroll: Command, tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    first = json.loads(musterroll("run", ROOT / "raw", "-w", warehouse, "--json").stdout)
    before, bytes_before = snapshot(warehouse), warehouse.read_bytes()
    second = json.loads(musterroll("run", ROOT / "raw", "-w", warehouse, "--json").stdout)
    assert (first["outcome"], second["outcome"]) == ("loaded", "unchanged")
    assert second["articles_unchanged"] == first["articles_new"]
    assert second["claims_total"] == first["claims_total"]
    assert snapshot(warehouse) == before
    assert warehouse.read_bytes() == bytes_before
    forced = json.loads(musterroll("run", ROOT / "raw", "-w", warehouse, "--json", "--force").stdout)
    assert forced["articles_unchanged"] == first["articles_new"]
    after = snapshot(warehouse)
    unstable = {"runs"}
    assert {name: found for name, found in after.items() if name not in unstable} == {
        name: found for name, found in before.items() if name not in unstable
    }


def test_only_what_is_new_is_read_the_next_time(musterroll: Command, tmp_path: Path) -> None:
    inbox, warehouse = tmp_path / "in", tmp_path / "w.duckdb"
    inbox.mkdir()
    (inbox / "a.txt").write_text(ARTICLE)
    musterroll("run", inbox, "-w", warehouse)
    (inbox / "b.txt").write_text(ARTICLE.replace("Kenya", "Uganda").replace("12", "14"))
    summary = json.loads(musterroll("run", inbox, "-w", warehouse, "--json").stdout)
    assert (summary["articles_new"], summary["articles_unchanged"], summary["articles_revised"]) == (1, 1, 0)
    (inbox / "a.txt").write_text(ARTICLE.replace("12", "13"))
    summary = json.loads(musterroll("run", inbox, "-w", warehouse, "--json").stdout)
    assert (summary["articles_new"], summary["articles_unchanged"], summary["articles_revised"]) == (0, 1, 1)
    found = rows(warehouse, "SELECT number_text FROM claims ORDER BY number_text")
    assert found == [("13",), ("14",)]
    assert len(rows(warehouse, "FROM runs")) == 3


def bad_inputs(folder: Path) -> dict[str, Path]:
    """One file of each kind of trouble."""
    files = {
        "empty": (folder / "empty.txt", b""),
        "binary": (folder / "binary.txt", bytes(range(256)) * 64),
        "blank": (folder / "blank.txt", b" \n\t\n"),
        "page without text": (
            folder / "page.html",
            b"<html><head><script>var a = 12;</script></head><body></body></html>",
        ),
        "broken line": (folder / "lines.jsonl", b'{"text": "Twelve soldiers\n{"title": "b"\n'),
    }
    for path, content in files.values():
        path.write_bytes(content)
    return {name: path for name, (path, _) in files.items()}


def test_bad_input_alone_is_told_and_ends_with_2(musterroll: Command, tmp_path: Path) -> None:
    inbox, warehouse = tmp_path / "in", tmp_path / "w.duckdb"
    inbox.mkdir()
    files = bad_inputs(inbox)
    result = musterroll("run", inbox, "-w", warehouse)
    assert result.exit_code == 2
    assert "nothing could be loaded" in result.stdout
    told = rows(warehouse, "SELECT input, code, message FROM issues")
    for path in files.values():
        assert [row for row in told if str(row[0]).startswith(str(path))], f"no issue about {path.name}: {told}"
    assert all(str(message) for _, _, message in told)
    assert musterroll("run", inbox, "-w", warehouse).exit_code == 2
    assert sorted(rows(warehouse, "SELECT input, code, message FROM issues")) == sorted(told)


@pytest.mark.parametrize("kind", ["empty", "binary", "blank", "page without text", "broken line"])
def test_each_kind_of_bad_file_alone(kind: str, musterroll: Command, tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    path = bad_inputs(inbox)[kind]
    summary = json.loads(musterroll("run", path, "-w", tmp_path / "w.duckdb", "--json").stdout)
    assert summary["outcome"] == "nothing"
    assert summary["issues"]
    assert all(issue["code"] and issue["message"] for issue in summary["issues"])


def test_good_input_beside_bad_is_loaded(musterroll: Command, tmp_path: Path) -> None:
    inbox, warehouse = tmp_path / "in", tmp_path / "w.duckdb"
    inbox.mkdir()
    bad_inputs(inbox)
    (inbox / "good.txt").write_text(ARTICLE)
    (inbox / "mixed.jsonl").write_text(f'{{"text": "{ARTICLE.splitlines()[1].replace("12", "15")}"}}\n{{"text": \n')
    result = musterroll("run", inbox, "-w", warehouse)
    assert result.exit_code == 0
    assert sorted(rows(warehouse, "SELECT number_text FROM claims")) == [("12",), ("15",)]
    assert rows(warehouse, "SELECT count(*) FROM issues WHERE input LIKE '%mixed.jsonl%'") == [(1,)]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_other_encodings_are_read(encoding: str, musterroll: Command, tmp_path: Path) -> None:
    file, warehouse = tmp_path / "a.txt", tmp_path / "w.duckdb"
    words = ARTICLE.replace("Clash in the north", "Clash — “heavy” losses at the café")
    file.write_bytes(words.encode(encoding))
    assert musterroll("run", file, "-w", warehouse).exit_code == 0
    assert rows(warehouse, "SELECT number_text FROM claims") == [("12",)]
    assert rows(warehouse, "SELECT title FROM articles") == [("Clash — “heavy” losses at the café",)]


def test_a_file_of_50_megabytes_is_told_and_the_run_goes_on(musterroll: Command, tmp_path: Path) -> None:
    inbox, warehouse = tmp_path / "in", tmp_path / "w.duckdb"
    inbox.mkdir()
    (inbox / "a.txt").write_text(ARTICLE)
    with (inbox / "huge.txt").open("w") as file:
        for _ in range(50):
            file.write("word " * 209_715)
    started = time.monotonic()
    assert musterroll("run", inbox, "-w", warehouse).exit_code == 0
    assert time.monotonic() - started < 30
    assert rows(warehouse, "SELECT count(*) FROM issues WHERE input LIKE '%huge.txt'") == [(1,)]
    assert rows(warehouse, "SELECT number_text FROM claims") == [("12",)]


def test_no_input_at_all_says_where_to_put_it(
    musterroll: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = musterroll("run")
    assert result.exit_code == 2
    assert "raw" in result.stdout + result.stderr
    (tmp_path / "raw").mkdir()
    assert musterroll("run").exit_code == 2


@pytest.mark.parametrize("given", ["none.txt", "nowhere/*.txt", "nowhere"])
def test_input_that_is_not_there(given: str, musterroll: Command, tmp_path: Path) -> None:
    summary = json.loads(musterroll("run", tmp_path / given, "-w", tmp_path / "w.duckdb", "--json").stdout)
    assert summary["outcome"] == "nothing"
    assert given in summary["issues"][0]["message"] + summary["issues"][0]["input"]


def test_a_file_of_another_kind_is_never_overwritten(musterroll: Command, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE)
    result = musterroll("run", article, "-w", article)
    assert result.exit_code == 2
    assert "would be overwritten" in result.stderr
    assert article.read_text() == ARTICLE
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE mine AS SELECT 1 AS a")
    assert musterroll("run", article, "-w", other).exit_code == 2
    assert rows(other, "FROM mine") == [(1,)]


def test_quiet_prints_nothing_when_all_is_well(musterroll: Command, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE)
    result = musterroll("run", article, "-w", tmp_path / "w.duckdb", "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_a_run_without_prefect_never_imports_it(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE)
    arguments = ["run", str(article), "-w", str(tmp_path / "w.duckdb")]
    code = (
        f"import sys, flows.cli; flows.cli.app({arguments!r}, standalone_mode=False); print('prefect' in sys.modules)"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        text=True,
        env=environment | {"PREFECT_HOME": str(tmp_path)},
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_a_prefect_api_that_does_not_answer_is_an_error_not_a_wait(
    musterroll: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE)
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    result = musterroll("run", article, "-w", tmp_path / "w.duckdb")
    assert result.exit_code == 2
    assert "does not answer" in result.stderr
    assert musterroll("run", article, "-w", tmp_path / "w.duckdb", "--engine", "local").exit_code == 0


def test_check_and_export(musterroll: Command, built: Path, tmp_path: Path) -> None:
    result = musterroll("check", "-w", built)
    assert result.exit_code == 0
    assert "passed" in result.stdout
    assert musterroll("export", tmp_path / "out", "-w", built).exit_code == 0
    assert (tmp_path / "out" / "claims.parquet").is_file()
    count = duckdb.sql(f"SELECT count(*) FROM '{tmp_path / 'out' / 'claims.parquet'}'").fetchall()
    assert count == rows(built, "SELECT count(*) FROM claims")


def test_who_holds_the_warehouse_is_said_with_status_3(musterroll: Command, tmp_path: Path) -> None:
    from flows.store.lock import hold

    article, warehouse = tmp_path / "a.txt", tmp_path / "w.duckdb"
    article.write_text(ARTICLE)
    with hold(warehouse, purpose="another run"):
        result = musterroll("run", article, "-w", warehouse)
    assert result.exit_code == 3
    assert f"process {os.getpid()}" in result.stderr
    assert "--wait" in result.stderr
    assert musterroll("run", article, "-w", warehouse).exit_code == 0


def test_a_failed_check_publishes_nothing_and_ends_with_status_1(
    musterroll: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, warehouse = tmp_path / "a.txt", tmp_path / "w.duckdb"
    article.write_text(ARTICLE)
    musterroll("run", article, "-w", warehouse)
    before = warehouse.read_bytes()
    sql = tmp_path / "sql"
    shutil.copytree(ROOT / "sql", sql)
    (sql / "checks" / "no_killed.sql").write_text(
        "-- One row per claim that somebody was killed.\nSELECT claim_id FROM fresh_claims\n"
    )
    monkeypatch.setattr("flows.transform.sql_folder", lambda: sql)
    monkeypatch.setattr("flows.settings.sql_folder", lambda: sql)
    (tmp_path / "b.txt").write_text(ARTICLE.replace("12", "14"))
    result = musterroll("run", tmp_path / "b.txt", "-w", warehouse)
    assert result.exit_code == 1
    assert "no_killed: 2 bad rows" in result.stderr
    assert warehouse.read_bytes() == before
    result = musterroll("check", "-w", warehouse)
    assert result.exit_code == 1
    assert "1 failed" in result.stdout


def opened_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files whose articles are read from now on."""
    from flows.articles.readers import registry

    names: list[str] = []
    read = registry.read

    def noted(source: Any, limits: Any) -> Any:
        names.append(Path(source.name).name)
        return read(source, limits)

    monkeypatch.setattr(registry, "read", noted)
    return names


def test_files_with_the_same_bytes_are_not_read_again(
    musterroll: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, warehouse = tmp_path / "in", tmp_path / "w.duckdb"
    inbox.mkdir()
    (inbox / "a.txt").write_text(ARTICLE)
    (inbox / "c.txt").write_text(ARTICLE.replace("12", "19"))
    (inbox / "empty.txt").touch()
    (inbox / "lines.jsonl").write_text('{"text": "Ten soldiers were killed in Mali."}\n{"text": \n')
    with zipfile.ZipFile(inbox / "more.zip", "w") as packed:
        packed.writestr("m/x.txt", ARTICLE.replace("12", "21"))
        packed.writestr("m/y.bin", bytes(range(256)) * 8)
    read = opened_files(monkeypatch)
    first = json.loads(musterroll("run", inbox, "-w", warehouse, "--json").stdout)
    assert sorted(read) == ["a.txt", "c.txt", "lines.jsonl", "x.txt", "y.bin"]
    read.clear()
    second = json.loads(musterroll("run", inbox, "-w", warehouse, "--json").stdout)
    assert read == []
    assert second["articles_unchanged"] == first["articles_new"] == 4
    told = [[(issue["input"], issue["code"], issue["message"]) for issue in run["issues"]] for run in (first, second)]
    assert told[0] == told[1]
    assert second["inputs_rejected"] == first["inputs_rejected"] == 3
    (inbox / "a.txt").write_text(ARTICLE.replace("12", "17"))
    (inbox / "b.txt").write_text(ARTICLE.replace("12", "19"))
    third = json.loads(musterroll("run", inbox, "-w", warehouse, "--json").stdout)
    assert sorted(read) == ["a.txt", "b.txt", "c.txt"]
    assert (third["articles_revised"], third["articles_new"], third["articles_unchanged"]) == (1, 0, 3)
    assert "duplicate_input" in [issue["code"] for issue in third["issues"]]
    (inbox / "b.txt").unlink()
    (inbox / "c.txt").unlink()
    (inbox / "d.txt").write_text(ARTICLE.replace("12", "19"))
    read.clear()
    last = json.loads(musterroll("run", inbox, "-w", warehouse, "--json").stdout)
    assert read == ["d.txt"]
    assert (last["articles_unchanged"], last["articles_revised"]) == (4, 0)
