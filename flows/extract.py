"""The extract stage: articles and their sentences in, quantities, claims and who says so out. Pure over Arrow."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from flows.claims.assemble import RELATIONS, Rows, article
from flows.claims.document import Document, Sentence
from flows.engines import rare_collections
from flows.progress import Share, unheard
from flows.schemas import from_columns, row_id, table

__all__ = ["RELATIONS", "extract", "issue"]


@rare_collections()
def extract(articles: pa.Table, sentences: pa.Table, *, run_id: str, told: Share = unheard) -> dict[str, pa.Table]:
    """Tables of the extracted relations and issues, by name, from `articles` and `sentences` (flows.schemas).

    An article that breaks the extraction becomes a row of issues and the others go on. Articles whose language is
    known and is not English give no rows. `told` hears of each article that is done.
    """
    by_article: dict[str, list[tuple[int, str, str, int, int]]] = {}
    columns = [
        sentences[n].to_pylist()
        for n in ("article_id", "ordinal", "sentence_id", "zone", "sentence_start", "sentence_end")
    ]
    for article_id, ordinal, sentence_id, zone, start, end in zip(*columns, strict=True):
        by_article.setdefault(article_id, []).append((ordinal, sentence_id, zone, start, end))
    rows = Rows()
    issues: list[dict[str, Any]] = []
    wanted = [
        articles[n].to_pylist() for n in ("article_id", "source_name", "text", "published_at", "publisher", "language")
    ]
    given = zip(*wanted, strict=True)
    for done, (article_id, source_name, text, published_at, publisher, language) in enumerate(given):
        told(done, len(articles))
        if language is not None and language != "en":
            continue
        lines = sorted(by_article.get(article_id, ()))
        doc = Document(
            text,
            [Sentence(k, zone, start, end) for k, (_, _, zone, start, end) in enumerate(lines)],
            published_at.date() if published_at else None,
            publisher,
        )
        before = rows.lengths()
        try:
            if doc.sentences:
                article(doc, article_id=article_id, sentence_ids=[line[1] for line in lines], run_id=run_id, rows=rows)
        except (ArithmeticError, LookupError, TypeError, ValueError, AssertionError, RecursionError) as error:
            message = f"{type(error).__name__}: {error}; the article is kept without claims, please report it"
            rows.cut(before)
            issues.append(issue(run_id, source_name, article_id, "extract_failed", message))
    tables = {relation: from_columns(relation, columns) for relation, columns in rows.columns.items()}
    tables["issues"] = table("issues", issues)
    return tables


def issue(run_id: str, source_name: str, article_id: str, code: str, message: str) -> dict[str, Any]:
    """Row of issues about an article that gives no claims."""
    return {
        "issue_id": row_id("iss", run_id, article_id, code),
        "run_id": run_id,
        "input": source_name,
        "stage": "extract",
        "code": code,
        "message": message,
        "article_id": article_id,
        "occurred_at": datetime.now(UTC),
    }
