"""Claims as rows: what is settled only when the measure and the actors of a figure are both known."""

from __future__ import annotations

import pytest

from flows.articles.sentences import split
from flows.claims.assemble import Rows, article
from flows.claims.document import Document, Sentence


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
