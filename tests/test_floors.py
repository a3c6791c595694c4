"""Quality floors: what the extraction reaches on labelled articles may only rise. Values are F1 in percent."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from flows.articles.sentences import split
from flows.claims import assemble
from flows.claims.document import Document, Sentence
from flows.report import evaluation
from flows.report.evaluation import ReadArticle

GOLD = Path(__file__).parents[2] / "shared" / "gold"
FLOORS = {
    ("dev", None): {"found": 98.2, "figure": 94.0, "fact": 90.7},
    ("real", "odd"): {"found": 96.8, "figure": 94.7, "fact": 91.1},
    ("real", "even"): {"found": 92.8, "figure": 87.6, "fact": 71.6},
}
ATTRIBUTES = {
    ("dev", None): {"extent": 92.1, "period": 92.7, "modality": 94.1},
    ("real", "odd"): {"extent": 94.6, "period": 95.4, "modality": 95.8},
    ("real", "even"): {"extent": 73.4, "period": 71.2, "modality": 82.8},
}
"""Percent of the labelled claims that are found and have it right: a share of those found falls when more are found."""
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the labelled articles are not beside the project")


def read(path: Path, published: str | None) -> ReadArticle:
    """Claims of one article, read with the publication date that its labels give."""
    text = path.read_text(encoding="utf-8")
    sentences = [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(text))]
    doc = Document(text, sentences, date.fromisoformat(published) if published else None)
    rows = assemble.Rows()
    ids = [f"s{i}" for i in range(len(sentences))]
    assemble.article(doc, article_id=path.stem, sentence_ids=ids, run_id="run", rows=rows)
    columns = rows.columns["claims"]
    return ReadArticle(
        text, tuple(dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True))
    )


@pytest.mark.parametrize(("name", "half"), FLOORS, ids=lambda v: str(v))
def test_floors(name: str, half: str | None) -> None:
    gold = evaluation.read_gold(GOLD / name / "gold", half=half)
    articles = {}
    for one in gold:
        published = json.loads((GOLD / name / "gold" / f"{one.stem}.json").read_text())["published"]
        articles[one.stem] = read(GOLD / name / "articles" / f"{one.stem}.txt", published)
    scores = evaluation.evaluate(gold, articles)
    for level, floor in FLOORS[name, half].items():
        assert 100 * scores[level]["f1"] >= floor, f"{level} of {name} {half or ''} fell"
    for attribute, floor in ATTRIBUTES[name, half].items():
        right = scores["attributes"][attribute] * scores["found"]["recall"]
        assert 100 * right >= floor, f"{attribute} of {name} {half or ''} fell"
