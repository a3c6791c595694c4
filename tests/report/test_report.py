"""The report's command and what goes into the page: subjects, changes, contexts, trees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commanding import ROOT, Command
from writing import write_report

from flows.engines import InProcess
from flows.pipeline import pipeline, silent
from flows.report import charts, context, forces
from flows.report.page import page
from flows.settings import Options, sql_folder
from flows.store.prepared import answers


def data(report: Path) -> dict[str, Any]:
    """The data of a page."""
    text = report.read_text(encoding="utf-8")
    start = text.index('id="data">') + 10
    return dict(json.loads(text[start : text.index("</script>", start)]))


def test_it_is_written_beside_the_warehouse(built: Path, musterroll: Command) -> None:
    result = musterroll("report", "--warehouse", built)
    assert result.exit_code == 0
    target = built.with_name("musterroll-report.html")
    assert target.is_file()
    assert "178 claims in" in result.stdout
    target.unlink()


def test_one_subject(built: Path, tmp_path: Path) -> None:
    found = data(write_report(built, tmp_path / "prk.html", "--subject", "PRK"))
    at = found["claims"]["fields"].index("subject")
    assert {row[at] for row in found["claims"]["rows"]} == {"PRK"}
    numbers = range(len(found["claims"]["rows"]))
    assert all(claim in numbers for *_, of in found["alerts"] for claim in of)


def test_unknown_subject_is_answered_with_the_nearest(built: Path, musterroll: Command) -> None:
    result = musterroll("report", "--warehouse", built, "--subject", "PRKK")
    assert result.exit_code == 2
    assert "did you mean PRK" in result.stderr


def test_without_a_warehouse(tmp_path: Path, musterroll: Command) -> None:
    result = musterroll("report", "--warehouse", tmp_path / "none.duckdb")
    assert result.exit_code == 2
    assert "musterroll run" in result.stderr


def test_target_that_cannot_be_written(built: Path, tmp_path: Path, musterroll: Command) -> None:
    (tmp_path / "file").write_text("")
    result = musterroll("report", "--warehouse", built, "--output", tmp_path / "file" / "report.html")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_warehouse_without_claims_gives_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A quiet day\n\nThe mayor opened a bridge and then went home to his family.\n")
    warehouse = tmp_path / "w.duckdb"
    pipeline(Options(inputs=(str(tmp_path / "a.txt"),), warehouse=warehouse, export=False), InProcess(), silent)
    assert data(write_report(warehouse, tmp_path / "w.html"))["claims"]["rows"] == []


def test_figures_that_changed_say_before_and_now(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    first = "Kyiv, March 3, 2024. Russia's active army has about 900,000 soldiers, the International Institute said.\n"
    (folder / "a.txt").write_text(f"Strength of Russia\n\n{first}")
    options = Options(inputs=(str(folder),), warehouse=tmp_path / "w.duckdb", export=False)
    pipeline(options, InProcess(), silent)
    rows = answers(options.target, sql_folder() / "report", subject=None)
    assert {row["change"] for row in rows["changes"]} == {"new"}
    assert all(row["is_first_build"] for row in rows["changes"])
    second = "Kyiv, March 4, 2024. Russia's active army has about 1,100,000 soldiers, Human Rights Watch said.\n"
    (folder / "b.txt").write_text(f"More of Russia\n\n{second}")
    pipeline(options, InProcess(), silent)
    rows = answers(options.target, sql_folder() / "report", subject=None)
    changed = [row for row in rows["changes"] if row["change"] == "changed"]
    assert len(changed) == 1
    assert not changed[0]["is_first_build"]
    assert (changed[0]["high_before"], changed[0]["high"]) == (950_000, 1_150_000)
    text = page(rows, warehouse="w.duckdb", version="0")
    assert "Figures that changed" in text
    assert "1,150,000" in text


def test_context_counts_code_points() -> None:
    text = "\U0001f600 Army.\nKim said \U0001f600 North Korea lost 6,000 men.\nHe left."
    ends = [text.index("\n"), text.index("\n", 12), len(text)]
    starts = [0, ends[0] + 1, ends[1] + 1]
    sentences = [
        {"sentence_id": str(n), "ordinal": n, "sentence_start": start, "sentence_end": end}
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    at = text.index("6,000")
    claim = {"number_start": at, "number_end": at + 5, "subject_text": "North Korea"}
    source = {"source_start": text.index("Kim"), "source_end": text.index("Kim") + 3, "cue_text": "said"}
    shown = context.context(claim, text, sentences, [source])
    assert [entry.sentence["ordinal"] for entry in shown] == [0, 1, 2]
    own = text[starts[1] : ends[1]]
    marked = {mark.role: own[mark.start : mark.end] for mark in shown[1].marks}
    assert marked == {"number": "6,000", "subject": "North Korea", "source": "Kim", "cue": "said"}


def force(measure: str, service: str | None, best: float, place: str | None = None) -> dict[str, Any]:
    """A row of sql/report/strength.sql."""
    known = {"measure": measure, "service": service, "place": place, "low": best, "best": best, "high": best}
    return known | {
        "measure_label": measure.split(".")[1].capitalize(),
        "as_of": None,
        "grade": "weak",
        "claim_ids": [],
    }


@pytest.mark.parametrize(
    ("residual", "last"), [(20.0, ("In no named service", 20.0)), (-5.0, ("Services exceed the whole by", 5.0))]
)
def test_tree_has_services_by_size_and_the_rest(residual: float, last: tuple[str, float]) -> None:
    rows = [
        force("strength.active", None, 100),
        force("strength.active", "navy", 30),
        force("strength.active", "army", 50),
    ]
    rows += [force("strength.reserve", None, 40), force("deployment.present", None, 7, "UKR")]
    tree = forces.tree(rows, residual, {"UKR": "Ukraine"})
    assert [(line.name, line.depth, line.best) for line in tree] == [
        ("Active", 0, 100),
        ("Army", 1, 50),
        ("Navy", 1, 30),
        (last[0], 1, last[1]),
        ("Reserve", 0, 40),
        ("Present in Ukraine", 0, 7),
    ]


def test_tree_shows_the_places_with_most_troops() -> None:
    rows = [force("deployment.present", None, number, f"P{number:02d}") for number in range(30)]
    tree = forces.tree(rows, None, {})
    assert [line.best for line in tree] == list(range(29, 29 - forces.MOST_PLACES, -1))


def test_tree_without_a_whole_says_so() -> None:
    tree = forces.tree([force("strength.active", "army", 50)], None, {})
    assert [line.name for line in tree] == ["Active, whole force not given", "Army"]


def test_chart_code_is_kept_for_the_next_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs
    import vl_convert

    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: tmp_path / name)
    made: list[str] = []
    monkeypatch.setattr(vl_convert, "javascript_bundle", lambda snippet, vl_version: made.append(vl_version) or "code")
    assert charts.javascript() == charts.javascript() == "code"
    assert made == [charts.VEGA_LITE]


def test_every_question_of_the_report_says_what_a_row_is() -> None:
    for file in (ROOT / "sql" / "report").glob("*.sql"):
        assert file.read_text(encoding="utf-8").startswith("-- One row"), file.name
