"""What a run asks of the warehouse: nothing about articles while no text is new."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from flows.articles.duplicates import hashed
from flows.engines import InProcess
from flows.pipeline import pipeline
from flows.settings import Options
from flows.store import held
from flows.store.reading import ask
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
    def asked(path: Path) -> pa.Table:
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


LONG = (
    "Shells killed 12 people in the northern town of Aldea on Monday, the ministry of defence said.",
    "Forty others were taken to the hospital in the provincial capital, according to doctors there.",
    "The rebels of the Northern Front denied that they had fired on the market square of the town.",
    "It was the third attack of its kind since the truce between the two sides had ended in May.",
)


def roles(folder: Path) -> list[tuple[str, str, str | None]]:
    """File, role and original's file of each article."""
    return [
        (row["file"], row["duplicate_role"], row["original"])
        for row in ask(
            folder / "w.duckdb",
            "SELECT parse_filename(a.source_name) AS file, a.duplicate_role, parse_filename(o.source_name) AS original "
            "FROM articles AS a LEFT JOIN articles AS o ON o.article_id = a.duplicate_of ORDER BY file",
        )
    ]


def test_copies_are_found_among_articles_of_earlier_runs(folder: Path) -> None:
    (folder / "in" / "c.txt").write_text("Attack at Aldea\n\n" + "\n\n".join(LONG))
    run(folder)
    (folder / "in" / "d.txt").write_text("Twelve die in market\n\n" + "\n\n".join(LONG))
    (folder / "in" / "e.txt").write_text("Market shelled\n\n" + "\n\n".join(LONG[:3]))
    run(folder)
    assert roles(folder)[2:] == [
        ("c.txt", "unique", None),
        ("d.txt", "syndicated_copy", "c.txt"),
        ("e.txt", "syndicated_copy", "c.txt"),
    ]


def test_copies_of_articles_whose_sentences_an_older_version_did_not_hash(folder: Path) -> None:
    (folder / "in" / "c.txt").write_text("Attack at Aldea\n\n" + "\n\n".join(LONG))
    run(folder)
    with duckdb.connect(str(folder / "w.duckdb")) as older:
        older.execute("DROP TABLE raw.shared_sentences")
        older.execute("UPDATE raw.articles SET read_version = '0'")
    (folder / "in" / "c.txt").unlink()
    (folder / "in" / "d.txt").write_text("Twelve die in market\n\n" + "\n\n".join(LONG))
    run(folder)
    (folder / "in" / "e.txt").write_text("Market shelled\n\n" + "\n\n".join(LONG[:3]))
    run(folder)
    assert [(file, role) for file, role, _ in roles(folder)] == [
        ("a.txt", "unique"),
        ("b.txt", "unique"),
        ("c.txt", "unique"),
        ("d.txt", "syndicated_copy"),
        ("e.txt", "syndicated_copy"),
    ]


def test_lookups_say_who_holds_a_sentence_and_what_is_at_a_place(folder: Path) -> None:
    (folder / "in" / "c.txt").write_text("Attack at Aldea\n\n" + "\n\n".join(LONG))
    run(folder)
    hashes = hashed(LONG)
    (holder,) = held.holders(folder / "w.duckdb", [*hashes, 1], 16)
    assert (sorted(holder.hashes), holder.chars) == (sorted(hashes), sum(hashes.values()))
    place = str(folder / "in" / "c.txt")
    assert held.latest_at(folder / "w.duckdb", [place, "elsewhere"]) == {place: holder.article_id}
