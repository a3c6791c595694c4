"""Speed of the extraction in MB of article text per CPU second, by kind of text, beside two public number readers.

    uv run --group bench python -m tests.benchmarks.extraction [--megabytes 2] [--runs 5] [--seed 1]

MB are 10^6 bytes of UTF-8; each figure is the median of the runs, all on one core, the readers taking turns in each.
`extraction` is the whole of it, from the text of an article to Arrow tables; `sentences` and `numbers` are its stages
that every text goes through. quantulum3 and text2num read numbers alone, the first with units; they get less text.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.articles.sentences import split
from flows.claims import quantities
from flows.extract import extract

TEXTS = Path(__file__).parents[3] / "shared" / "corpora" / "open_text.parquet"
KINDS = ("speech", "general", "conflict")
WARM_UP = 0.25  # MB read before the clock starts, so that the lexicons are loaded and the gazetteer's names made
OTHERS = 0.03  # MB for readers that take minutes for one

Reader = Callable[[Sequence[str]], object]


def size(texts: Sequence[str]) -> int:
    """Bytes of the texts in UTF-8."""
    return sum(len(text.encode()) for text in texts)


def sample(texts: Sequence[str], megabytes: float) -> list[str]:
    """The first texts that hold `megabytes`."""
    taken: list[str] = []
    left = megabytes * 1e6
    for text in texts:
        if left <= 0:
            break
        taken.append(text)
        left -= len(text.encode())
    return taken


def whole(texts: Sequence[str]) -> object:
    """The extract stage over the texts, with the sentence bounds that ingest gives it."""
    ids = [f"a{i}" for i in range(len(texts))]
    spans = [(f"a{i}", k, s) for i, text in enumerate(texts) for k, s in enumerate(split(text))]
    articles = pa.table(
        {
            "article_id": ids,
            "source_name": ids,
            "text": list(texts),
            "published_at": pa.nulls(len(ids), pa.timestamp("us", tz="UTC")),
            "publisher": pa.nulls(len(ids), pa.string()),
            "language": ["en"] * len(ids),
        }
    )
    sentences = pa.table(
        {
            "article_id": [article for article, _, _ in spans],
            "ordinal": [k for _, k, _ in spans],
            "sentence_id": [f"{article}-{k}" for article, k, _ in spans],
            "zone": [s.zone for _, _, s in spans],
            "sentence_start": [s.start for _, _, s in spans],
            "sentence_end": [s.end for _, _, s in spans],
        }
    )
    return extract(articles, sentences, run_id="benchmark")


def each(read: Callable[[str], object]) -> Reader:
    """Reader of texts one by one."""
    return lambda texts: [read(text) for text in texts]


def others() -> dict[str, Reader]:
    """The public number readers that are installed, by name and version."""
    found: dict[str, Reader] = {}
    warnings.simplefilter("ignore")  # quantulum3 warns that its classifier is not installed
    try:
        from quantulum3 import parser

        found[f"quantulum3 {version('quantulum3')}"] = each(parser.parse)
        from text_to_num import alpha2digit

        found[f"text2num {version('text2num')}"] = each(lambda text: alpha2digit(text, "en"))
    except (ImportError, PackageNotFoundError):
        print("quantulum3 or text2num is not installed: add --group bench", file=sys.stderr)
    return found


def rate(read: Reader, texts: Sequence[str]) -> float:
    """MB per second of CPU time."""
    start = time.process_time()
    read(texts)
    return size(texts) / 1e6 / max(time.process_time() - start, 1e-9)


def by_kind(megabytes: float, seed: int) -> dict[str, list[str]]:
    """Open texts of each kind, chosen by `seed`; ends the program where they are not there."""
    if not TEXTS.is_file():
        raise SystemExit(
            f"the texts are not there ({TEXTS.name} of shared/corpora beside the project): nothing to time"
        )
    table = pq.read_table(TEXTS, columns=["kind", "text"]).to_pydict()
    found = {}
    for kind in KINDS:
        texts = [text for k, text in zip(table["kind"], table["text"], strict=True) if k == kind]
        random.Random(seed).shuffle(texts)
        found[kind] = sample(texts, megabytes)
    return found


def measure(texts: Mapping[str, Sequence[str]], runs: int) -> dict[tuple[str, str], list[float]]:
    """MB per CPU second of each run by reader and kind of text; the readers take turns."""
    readers = {"extraction": whole, "sentences": each(split), "numbers": each(quantities.scan)}
    rivals = others()
    speeds: dict[tuple[str, str], list[float]] = {}
    for kind, mine in texts.items():
        small = sample(mine, OTHERS)
        for read in (*readers.values(), *rivals.values()):
            read(sample(mine, WARM_UP) if read in readers.values() else small[:1])
        for _ in range(runs):
            for name, read in (readers | rivals).items():
                speeds.setdefault((name, kind), []).append(rate(read, mine if name in readers else small))
    return speeds


def show(speeds: Mapping[tuple[str, str], Sequence[float]]) -> None:
    """Print the medians."""
    print(f"{'MB per CPU second':<20}" + "".join(f"{kind:>12}" for kind in KINDS))
    for name in dict.fromkeys(name for name, _ in speeds):
        print(f"{name:<20}" + "".join(f"{statistics.median(speeds[name, kind]):>12.3f}" for kind in KINDS))


def main() -> None:
    """Print a table of speeds by reader and kind of text."""
    options = argparse.ArgumentParser(description="Speed of the extraction by kind of text.")
    options.add_argument("--megabytes", type=float, default=2.0, help="text of each kind")
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--seed", type=int, default=1, help="of the choice of articles")
    given = options.parse_args()
    show(measure(by_kind(given.megabytes, given.seed), given.runs))


if __name__ == "__main__":
    main()
