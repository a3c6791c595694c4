"""A synthetic archive: any number of short articles of sentences of raw/, with numbers and days of their own.

    uv run python -m tests.benchmarks.archive FILE.parquet [--articles 1000000] [--seed 1]

The same number and seed give the same file, and the first articles of a larger archive are those of a smaller one.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.ingest import ingest

RAW = Path(__file__).parents[2] / "raw"
FIRST = datetime(2015, 1, 1, tzinfo=UTC)
DAYS = 3650
SENTENCES = (3, 8)
ROWS = 10_000  # of a row group
COUNT = re.compile(r"(?<![\w.,$€£/-])[1-9]\d{0,2}(?![\w.,/%-]?\d|%)")


def sentences() -> tuple[list[str], list[str]]:
    """Headlines, and sentences of the bodies, of the articles in raw/."""
    read = ingest([str(RAW)], run_id="run", now=FIRST)
    texts = dict(zip(read.articles["article_id"].to_pylist(), read.articles["text"].to_pylist(), strict=True))
    found: dict[str, list[str]] = {"headline": [], "body": []}
    for row in read.sentences.to_pylist():
        if row["zone"] in found:
            said = texts[row["article_id"]][row["sentence_start"] : row["sentence_end"]]
            found[row["zone"]].append(" ".join(said.split()))
    return found["headline"], found["body"]


def articles(count: int, seed: int) -> Iterator[dict[str, object]]:
    """Rows of the archive; each depends on the seed and its own number alone."""
    headlines, bodies = sentences()
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")

        def other(found: re.Match[str], chance: random.Random = chance) -> str:
            return str(chance.randint(2, 10 ** len(found.group())))

        said = chance.sample(bodies, chance.randint(*SENTENCES))
        yield {
            "title": f"{chance.choice(headlines)} ({number})",
            "text": "\n\n".join(COUNT.sub(other, sentence) for sentence in said),
            "url": f"https://archive.example/{number}",
            "published": (FIRST + timedelta(days=chance.randrange(DAYS))).date().isoformat(),
        }


def write(path: Path, count: int, seed: int = 1) -> int:
    """Write an archive as Parquet; returns the bytes of its texts in UTF-8."""
    size = 0
    names = ("title", "text", "url", "published")
    with pq.ParquetWriter(path, pa.schema([(name, pa.string()) for name in names]), compression="zstd") as file:
        rows: list[dict[str, object]] = []
        for row in articles(count, seed):
            rows.append(row)
            size += len(f"{row['title']}\n{row['text']}".encode())
            if len(rows) == ROWS:
                file.write_table(pa.Table.from_pylist(rows, schema=file.schema))
                rows.clear()
        if rows:
            file.write_table(pa.Table.from_pylist(rows, schema=file.schema))
    return size


def main() -> None:
    """Write an archive."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("path", type=Path)
    options.add_argument("--articles", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    print(f"{write(given.path, given.articles, given.seed) / 1e6:,.1f} MB of text in {given.path}")


if __name__ == "__main__":
    main()
