"""Claims as rows: what is settled only when the measure and the actors of a figure are both known."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.articles.sentences import split
from flows.claims import assemble
from flows.claims.assemble import Rows, article
from flows.claims.document import Document, Sentence
from flows.extract import extract
from flows.ingest import ingest


def measures_of(text: str) -> list[str]:
    """Measures of the claims of a text."""
    sentences = [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(text))]
    rows, doc = Rows(), Document(text, sentences)
    article(doc, article_id="a", sentence_ids=[str(s.ordinal) for s in sentences], run_id="r", rows=rows)
    return rows.columns["claims"]["measure"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        (
            "The rebels of the Shining Path, which operates with about 5,000 armed men, hold the hills.",
            "strength.total",
        ),
        ("The war goes on. The PKK has about 3,000 soldiers.", "strength.total"),
        ("The war goes on. The Turkish army has about 300,000 soldiers.", "strength.active"),
        ("The war goes on. Hezbollah has 20,000 active soldiers.", "strength.active"),
    ],
)
def test_the_size_of_an_armed_group_is_that_of_all_its_men(text: str, measure: str) -> None:
    assert measures_of(text) == [measure]


def test_an_article_that_breaks_leaves_no_rows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, count in (("a", 12), ("b", 13), ("c", 14)):
        (tmp_path / f"{name}.txt").write_text(f"Kenyan army\nRebels killed {count} Kenyan soldiers, the army said.")
    read = ingest([str(tmp_path)], run_id="r", now=datetime.now(UTC))
    numbers = assemble._quantities

    def breaks(doc: Document, *more: object) -> None:
        if "13" in doc.text:
            raise LookupError("nowhere")
        numbers(doc, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(assemble, "_quantities", breaks)
    made = extract(read.articles, read.sentences, run_id="r")
    assert made["claims"]["number_text"].to_pylist() == ["12", "14"]
    kept = set(made["claims"]["article_id"].to_pylist())
    for relation in ("attributions", "quantities", "entity_mentions"):
        assert set(made[relation]["article_id"].to_pylist()) == kept
    assert [(row["code"], row["input"].rpartition("/")[2]) for row in made["issues"].to_pylist()] == [
        ("extract_failed", "b.txt")
    ]
