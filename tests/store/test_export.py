"""Exports read back in the tools that people have, describe themselves, and say what changed since the last release."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rows import AT, Corpus, Source

from flows.load import load_parts
from flows.schemas import SCHEMAS
from flows.settings import sql_folder
from flows.store import release
from flows.store.connection import WarehouseError
from flows.store.export import MANIFEST, export_csv, export_parquet, is_current
from flows.store.lock import hold
from flows.store.publish import begin, publish
from flows.transform import transform

ARMY = Source("Kenya Defence Forces", "military", "own")


def corpus(number: str = "40", run: str = "run_1", at: datetime = AT, **more: Any) -> Corpus:
    made = Corpus(run_id=run, at=at)
    text = f'=HYPERLINK("x")\nThe army said {number} soldiers were killed, "all of them | heroes".\n'
    text += "-5 degrees; 30 tanks lost."
    article = made.article(text, published="2024-05-03", author="@cmd", url=None, **more)
    made.claim(article, number, "casualties.killed", "KEN", origin=[ARMY], place="KEN", extent="cumulative")
    made.claim(article, "30", "equipment.lost", "KEN", unit="tank")
    made.entity("ent_KEN", "Kenya", "state", code="KEN", iso3="KEN", cow_code=501)
    made.entity("ent_sea", "The Sea", "place")
    return made


def run(warehouse: Path, made: Corpus) -> None:
    with hold(warehouse) as lock, begin(lock) as build:
        load_parts(build, made.tables(), run_id=made.run_id, extractor_version=made.version, now=made.at)
        transform(build)
        publish(build)


@pytest.fixture
def published(warehouse: Path) -> Path:
    run(warehouse, corpus())
    return warehouse


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ex'port"


def test_parquet_holds_every_relation_with_its_comments(published: Path, folder: Path) -> None:
    files = export_parquet(published, folder)
    assert {file.relation for file in files} >= {
        *SCHEMAS,
        "fct_casualties",
        "est_casualties",
        "qc_alerts",
        "v_ucdp_like",
    }
    for file in files:
        table = pq.read_table(folder / file.path)
        assert table.num_rows == file.rows
        assert all(field.metadata[b"comment"] for field in table.schema), file.relation
        if file.rows:
            assert pq.ParquetFile(folder / file.path).metadata.row_group(0).column(0).compression == "ZSTD"
    claims = pq.read_table(folder / "claims.parquet")
    assert claims.schema.field("value_best").metadata[b"unit"] == b"count"
    for field in SCHEMAS["claims"]:
        kind = claims.schema.field(field.name).type
        assert (kind.value_type if pa.types.is_list(kind) else kind) in (field.type, pa.string())


def test_parquet_reads_back_in_other_tools(published: Path, folder: Path) -> None:
    polars = pytest.importorskip("polars")
    export_parquet(published, folder, relations=["claims", "fct_casualties", "est_casualties", "articles"])
    path = folder / "fct_casualties.parquet"
    if importlib.util.find_spec("pandas"):
        import pandas

        assert list(pandas.read_parquet(path)["value_best"]) == [40.0]
    frame = polars.read_parquet(path)
    assert frame["origin"].to_list() == [["Kenya Defence Forces"]]
    assert (
        duckdb.connect().execute("SELECT subject, claim_ids FROM read_parquet(?)", [str(path)]).fetchall()[0][0]
        == "KEN"
    )
    published_at = polars.read_parquet(folder / "articles.parquet")["published_at"].to_list()
    assert published_at == [datetime(2024, 5, 3, tzinfo=UTC)]


def test_facts_are_partitioned_on_request(published: Path, folder: Path) -> None:
    export_parquet(published, folder, relations=["fct_casualties", "claims"])
    export_parquet(published, folder, relations=["fct_casualties", "claims"], partition=True)
    assert not (folder / "fct_casualties.parquet").exists()
    parts = list((folder / "fct_casualties").rglob("*.parquet"))
    assert [part.parent.name for part in parts] == ["measure=casualties.killed"]
    found = duckdb.connect().execute("SELECT value_best FROM read_parquet(?)", [str(parts[0])]).fetchall()
    assert found == [(40.0,)]


def test_csv_is_safe_in_a_spreadsheet(published: Path, folder: Path) -> None:
    export_csv(published, folder, relations=["articles", "claims", "runs"])
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as lines:
        (article,) = csv.DictReader(lines)
    assert article["title"] == '\'=HYPERLINK("x")'
    assert article["author"] == "'@cmd"
    assert article["url"] == ""
    assert article["published_at"] == "2024-05-03T00:00:00.000000Z"
    assert article["text"].startswith("'=HYPERLINK")
    assert "heroes" in article["text"]
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as lines:
        claims = {row["measure"]: row for row in csv.DictReader(lines)}
    assert claims["casualties.killed"]["origin"] == "Kenya Defence Forces"
    assert claims["casualties.killed"]["comparator"] == "="
    assert float(claims["casualties.killed"]["value_best"]) == 40.0


def test_a_manifest_says_what_the_files_are_of(published: Path, folder: Path) -> None:
    assert not is_current(published, folder)
    export_parquet(published, folder)
    assert is_current(published, folder)
    (folder / "claims.parquet").write_bytes(b"")
    assert not is_current(published, folder)
    export_parquet(published, folder)
    run(published, corpus("50", "run_2", AT + timedelta(days=1)))
    assert not is_current(published, folder)
    (folder / MANIFEST).write_text("{", encoding="utf-8")
    assert not is_current(published, folder)


def test_wrong_names_and_places_are_said(published: Path, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="gossip; there are: articles"):
        export_parquet(published, folder, relations=["gossip"])
    with pytest.raises(WarehouseError, match="no warehouse here"):
        export_parquet(tmp_path / "none.duckdb", folder)
    folder.write_text("a file")
    with pytest.raises(WarehouseError, match="cannot be written"):
        export_parquet(published, folder)


def test_a_release_describes_itself(published: Path, folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    made = release.write(published, folder, sql=sql_folder(), csv=True, now=AT)
    assert (made.release, made.previous) == ("25.0.1", None)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["version"] == "25.0.1"
    readable = dict(package)
    if importlib.util.find_spec("pandas") is None:  # frictionless reads Parquet through it: uv run --group readers
        readable["resources"] = [entry for entry in package["resources"] if entry["format"] == "csv"]
    report = frictionless.Package.from_descriptor(readable, basepath=str(folder)).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert len(report.tasks) == len(readable["resources"]) > 25
    assert frictionless.Package.from_descriptor(package, basepath=str(folder)).resource_names
    claims = next(resource for resource in package["resources"] if resource["path"] == "csv/claims.csv")
    modality = next(field for field in claims["schema"]["fields"] if field["name"] == "modality")
    assert modality["constraints"]["enum"] == ["asserted", "estimated", "denied", "planned", "hypothetical"]
    assert claims["schema"]["primaryKey"] == ["claim_id"]
    croissant = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    fields = {field["@id"] for records in croissant["recordSet"] for field in records["field"]}
    assert {"claims/claim_id", "est_casualties/best"} <= fields
    paths = {entry["@id"] for entry in croissant["distribution"]}
    assert paths == {file.path for file in made.files}


def test_checksums_are_right(published: Path, folder: Path) -> None:
    release.write(published, folder, sql=sql_folder(), now=AT)
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 25
    for line in lines:
        digest, path = line.split("  ")
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == digest


def changes(folder: Path) -> list[tuple[Any, ...]]:
    names = ["relation", "change", "reason", "measure", "value_before", "value_now"]
    return sorted(
        (tuple(row[name] for name in names) for row in pq.read_table(folder / "changes.parquet").to_pylist()), key=repr
    )


def test_a_release_says_what_changed_since_the_last(published: Path, folder: Path) -> None:
    first = release.write(published, folder, sql=sql_folder(), now=AT)
    assert first.changes == {"added": 3}
    assert release.write(published, folder, sql=sql_folder(), now=AT).release == "25.0.1"
    old = corpus().rows["articles"][0]["article_id"]
    revision = {"revision_of": old, "duplicate_of": old, "duplicate_role": "revision"}
    run(published, corpus("50", "run_2", AT + timedelta(days=1), **revision))
    second = release.write(published, folder, sql=sql_folder(), now=AT + timedelta(days=2))
    assert (second.release, second.previous) == ("25.0.2", "25.0.1")
    assert changes(folder) == sorted(
        [
            ("claims", "added", None, "casualties.killed", None, 50.0),
            ("claims", "added", None, "equipment.lost", None, 30.0),
            ("claims", "retired", "revision", "casualties.killed", 40.0, None),
            ("claims", "retired", "revision", "equipment.lost", 30.0, None),
            ("estimates", "revised", "figures", "casualties.killed", 40.0, 50.0),
        ],
        key=repr,
    )
    assert release.write(published, folder, sql=sql_folder(), now=AT + timedelta(days=400)).release == "25.0.2"


def test_the_codebook_names_every_column_once_and_escapes_what_it_shows(published: Path, folder: Path) -> None:
    release.write(published, folder, sql=sql_folder(), now=AT)
    markdown = (folder / "codebook.md").read_text(encoding="utf-8")
    page = (folder / "codebook.html").read_text(encoding="utf-8")
    con = duckdb.connect(str(published), read_only=True)
    columns = con.execute(
        "SELECT table_name, count(*) FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal GROUP BY ALL"
    ).fetchall()
    for relation, count in columns:
        section = page[page.index(f'<section id="{relation}">') :]
        section = section[: section.index("</section>")]
        assert section.count("<th scope='row'>") == count
        assert f"### {relation}\n" in markdown
    assert '<a href="#fct_casualties">' in page
    assert "model.facts.value_best" in page
    assert "<script" not in page
    assert "http" not in page
    assert "One row per number, measure and subject" in page
    assert "=HYPERLINK(&quot;x&quot;)" in page
    assert "casualties.killed" in markdown
