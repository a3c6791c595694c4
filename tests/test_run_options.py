"""The options of a run, and the folder it works in."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from pydantic import ValidationError

from flows import parts, workspace
from flows.schemas import SCHEMAS, SchemaError, empty
from flows.settings import Options, sql_folder


def test_nothing_given_means_raw_and_the_usual_warehouse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MUSTERROLL_WAREHOUSE", raising=False)
    options = Options()
    assert options.resolved_inputs() == ("raw",)
    assert options.target == Path("warehouse/musterroll.duckdb")
    monkeypatch.setenv("MUSTERROLL_WAREHOUSE", "desk.duckdb")
    assert options.target == Path("desk.duckdb")
    assert Options(warehouse=Path("mine.duckdb")).target == Path("mine.duckdb")


def test_options_survive_json_as_flow_parameters_do() -> None:
    options = Options(inputs=("a", "b"), workers=3, wait_seconds=5, export=False)
    assert Options.model_validate(json.loads(options.model_dump_json())) == options


@pytest.mark.parametrize("name", ["raw.duckdb", "Model.duckdb"])
def test_a_warehouse_is_not_called_like_a_schema_inside_it(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="mixed up with the schema"):
        Options(warehouse=tmp_path / name)


def test_absolute_options_mean_the_same_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    options = Options(inputs=("in", "https://example.org/a.html"), warehouse=Path("w.duckdb")).absolute()
    assert options.inputs == (str(tmp_path / "in"), "https://example.org/a.html")
    assert options.target == tmp_path / "w.duckdb"


@pytest.mark.parametrize(
    "wrong", [{"inputs": ["  "]}, {"inputs": ["a\0b"]}, {"workers": 0}, {"wait_seconds": -1}, {"other": 1}]
)
def test_wrong_options_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Options.model_validate(wrong)


def test_every_option_has_a_description_for_the_form() -> None:
    properties = Options.model_json_schema()["properties"]
    assert all(field.get("description") and field.get("title") for field in properties.values())


def test_a_file_of_another_kind_is_never_the_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Forty soldiers were killed.\n")
    with pytest.raises(ValidationError, match="would be overwritten"):
        Options(warehouse=article)
    with pytest.raises(ValidationError, match="is a folder"):
        Options(warehouse=tmp_path)
    monkeypatch.setenv("MUSTERROLL_WAREHOUSE", str(article))
    with pytest.raises(ValueError, match="would be overwritten"):
        Options().target  # noqa: B018
    warehouse = tmp_path / "w.duckdb"
    duckdb.connect(str(warehouse)).close()
    assert Options(warehouse=warehouse).target == warehouse


def test_sql_files_are_found() -> None:
    assert (sql_folder() / "marts").is_dir()


def test_a_stopped_run_is_continued_and_a_finished_one_is_not(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    first = workspace.open_workspace(warehouse, extractor_version="1")
    assert not first.resumed
    again = workspace.open_workspace(warehouse, extractor_version="1")
    assert (again.resumed, again.run_id, again.started_at) == (True, first.run_id, first.started_at)
    other = workspace.open_workspace(warehouse, extractor_version="2")
    assert (other.resumed, other.run_id == first.run_id) == (False, False)
    workspace.remove(other.folder)
    assert not workspace.open_workspace(warehouse, extractor_version="2").resumed


@pytest.mark.parametrize("state", ["", "{", "[1]", '{"run_id": "x"}'])
def test_a_broken_state_starts_anew(tmp_path: Path, state: str) -> None:
    warehouse = tmp_path / "w.duckdb"
    first = workspace.open_workspace(warehouse, extractor_version="1")
    (first.folder / workspace.STATE).write_text(state)
    assert not workspace.open_workspace(warehouse, extractor_version="1").resumed


def test_parts_keep_every_relation_as_the_contract_has_it(tmp_path: Path) -> None:
    for relation in SCHEMAS:
        parts.write(tmp_path / "part", {relation: empty(relation)})
        assert parts.read(tmp_path / "part", relation).schema.equals(SCHEMAS[relation], check_metadata=True)
    assert not list((tmp_path / "part").glob("*.tmp"))
    assert len(parts.files([tmp_path / "part", tmp_path / "none"], "claims")) == 1
    assert not parts.is_finished(tmp_path / "part")
    parts.finish(tmp_path / "part")
    assert parts.is_finished(tmp_path / "part")


def test_parts_refuse_another_schema(tmp_path: Path) -> None:
    with pytest.raises(SchemaError):
        parts.write(tmp_path, {"claims": empty("articles")})


def test_left_over_parts_go(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    parts.remove_others(tmp_path, [tmp_path / "b"])
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
