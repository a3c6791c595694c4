"""Mutation fuzzing of every reader: whatever is done to good files, they give records or problems and never raise.

`pytest tests/articles/test_mutations.py` runs a few hundred seeded mutations; `python tests/articles/test_mutations.py
SEED SECONDS` runs for as long as is asked and prints what broke.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

import layouts
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_more_readers import PAGE, SEEDS, warc
from test_unpacking import TEXT, tarred, zipped

from flows.articles import publication
from flows.articles.cleaning import clean
from flows.articles.languages import language
from flows.articles.readers import registry
from flows.articles.records import Limits, Problem, Record, Source
from flows.articles.sentences import split
from flows.articles.unpacking import unpack

RAW: Final = Path(__file__).parents[2] / "raw"
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
LIMITS: Final = Limits(article_bytes=200_000, document_bytes=400_000, unpacked_bytes=2_000_000, unpacked_free=100_000)
ROW: Final = json.dumps({"title": "Army", "text": "Forty died.", "date": "2024-01-01", "author": {"name": "Jane"}})
TOKENS: Final = [
    *(
        b"<",
        b">",
        b'"',
        b"'",
        b"\x00",
        b"\xff",
        b"{",
        b"}",
        b"[",
        b"]",
        b"&",
        b";",
        b"\r",
        b"\n\n",
        b"<![CDATA[",
        b"<!--",
    ),
    *(
        b"-->",
        b"\xe2\x80\xae",
        b"9" * 30,
        b"Content-Type: ",
        b"charset=utf-7",
        b"<table>",
        b"<p>",
        b"\xed\xa0\x80",
        b"%s",
    ),
]


def seeds() -> list[tuple[str, bytes]]:
    """Good files of every format, with names."""
    parquet = BytesIO()
    pq.write_table(pa.table({"title": ["Army"], "text": ["Forty died."]}), parquet)
    return [
        *SEEDS.items(),
        *(("a.html", layout().encode()) for layout in layouts.LAYOUTS),
        *((path.name, path.read_bytes()) for path in sorted(RAW.iterdir()) if path.is_file()),
        ("a.jsonl", f"{ROW}\n{ROW}".encode()),
        ("a.json", f"[{ROW}]".encode()),
        ("a.csv", b'title,text\nA,"Forty, ""died"""\n'),
        ("a.parquet", parquet.getvalue()),
        ("a.zip", zipped(a_txt=TEXT)),
        ("a.tar", tarred(["a.txt"])),
        ("a.txt.gz", gzip.compress(TEXT)),
        ("a.warc.gz", warc(("200 OK", "text/html", PAGE))),
    ]


def mutated(data: bytes, others: list[tuple[str, bytes]], rng: random.Random) -> bytes:
    """`data` after one to sixteen changes: bytes, tokens, cuts, repeats, pieces of other files."""
    found = bytearray(data)
    changes: list[Callable[[int], None]] = [
        lambda i: found.__setitem__(slice(i, i + 1), bytes([rng.randrange(256)])),
        lambda i: found.__setitem__(slice(i, i), rng.choice(TOKENS)),
        lambda i: found.__setitem__(slice(i, i + rng.randrange(1, 60)), b""),
        lambda i: found.__setitem__(slice(i, i), found[i : i + rng.randrange(1, 200)] * rng.choice([1, 2, 20])),
        lambda i: found.__setitem__(slice(i, None), b""),
        lambda i: found.__setitem__(slice(i, i), piece(rng.choice(others)[1], rng)),
    ]
    for _ in range(rng.choice([1, 1, 2, 4, 16])):
        rng.choice(changes)(rng.randrange(len(found) + 1))
    return bytes(found)


def piece(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return data[start : start + rng.randrange(1, 300)]


def use(name: str, data: bytes) -> None:
    """Read, clean, split and date everything that `data` holds."""
    for item in unpack(Source(name, lambda: BytesIO(data), len(data)), LIMITS):
        for result in registry.read(item, LIMITS) if isinstance(item, Source) else [item[1]]:
            assert isinstance(result, Record | Problem)
            if isinstance(result, Record):
                text = clean(result.body)
                split(text)
                language(text, result.language)
                publication.published(text, now=NOW, stated=result.published, url=result.url)
                publication.agency(text)


@pytest.mark.parametrize("seed", range(8))
def test_mutated_files_never_raise(seed: int) -> None:
    rng, files = random.Random(seed), seeds()
    for _ in range(60):
        name, data = rng.choice(files)
        use(rng.choice([name, name, "a.txt"]), mutated(data, files, rng))


CRASHES: Final = [
    ("a.rss", b"<rss><channel><item><dc:creator/><http:x/><title>Army</title></item></channel></rss>"),
    ("a.csv", b"title,\rtext\n"),
    ("a.csv", b"a\rtext\n1,2\n"),
    ("a.zip", zipped(a_txt=TEXT)[:20] + zipped(a_txt=TEXT)[40:]),
    (
        "a.warc",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e x\r\nContent-Length: 9\r\n\r\nHTTP/1.1\r\n",
    ),
]


@pytest.mark.parametrize(("name", "data"), CRASHES)
def test_what_once_raised(name: str, data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    use(name, data)
    assert capfd.readouterr() == ("", "")


def main(seed: int, seconds: float) -> None:
    """Fuzz for `seconds` and print each kind of crash once, with its bytes."""
    rng, files, kinds, runs, end = random.Random(seed), seeds(), set(), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        name, data = rng.choice(files)
        name, data = rng.choice([name, name, "a.txt"]), mutated(data, files, rng)
        try:
            use(name, data)
        except Exception:
            kind = traceback.format_exc(limit=-1)
            if kind not in kinds:
                print(name, data, kind, sep="\n")
            kinds.add(kind)
        runs += 1
    print(f"{runs:,} runs, {len(kinds)} kinds of crash")


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
