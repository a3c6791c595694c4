"""What a run asks of the warehouse: nothing about articles while no text is new."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.engines import InProcess
from flows.pipeline import pipeline
from flows.settings import Options
from flows.store import held
from flows.summary import Summary

TEXT = "Clash at Gao\n\nAt least 12 soldiers were killed near Gao on Monday, the ministry of defence said."


def run(folder: Path) -> Summary:
    return pipeline(
        Options(inputs=(str(folder / "in"),), warehouse=folder / "w.duckdb", workers=1, export=False), InProcess()
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two files of which a warehouse was made."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    (tmp_path / "in" / "b.txt").write_text(TEXT.replace("12", "30").replace("Gao", "Mopti"))
    run(tmp_path)
    return tmp_path


def test_a_run_without_news_asks_for_no_article(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(path: Path) -> list[held.HeldArticle]:
        raise AssertionError("articles were read")

    with monkeypatch.context() as patch:
        patch.setattr(held, "articles", asked)
        summary = run(folder)
        assert (summary.outcome, summary.articles_unchanged) == ("unchanged", 2)
        (folder / "in" / "c.txt").write_text(TEXT.replace("12", "45"))
        with pytest.raises(AssertionError):
            run(folder)
    assert run(folder).articles_new == 1


def test_a_text_of_an_unchanged_file_is_known_when_it_comes_again(folder: Path) -> None:
    (folder / "in" / "c.txt").write_text(TEXT)
    summary = run(folder)
    assert [issue.code for issue in summary.issues] == ["duplicate_input"]
    assert "a.txt" in summary.issues[0].message
    assert summary.articles_new == 0


def test_the_text_of_an_unchanged_file_that_was_read_before_it(folder: Path) -> None:
    (folder / "in" / "0.txt").write_text(TEXT)
    summary = run(folder)
    assert [issue.code for issue in summary.issues] == ["duplicate_input"]
    assert "0.txt" in summary.issues[0].message
    assert summary.articles_unchanged == 2


def test_a_changed_file_is_a_revision_of_what_it_was(folder: Path) -> None:
    (folder / "in" / "a.txt").write_text(TEXT.replace("12", "14"))
    assert run(folder).articles_revised == 1
