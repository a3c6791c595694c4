"""Mutation fuzzer of every reader and of the extraction: whatever is done to good input, nothing raises and no offset
leaves its text.

    python -m tests.fuzz [--times 1000] [--seed 1] [--state FILE] [--only NAME ...]

Every execution mutates one seed (good files of each format and archive, golden sentences) and takes it the way of a
run: unpacked, read, cleaned, split, dated; of texts also extracted. Execution n of a seed is always the same. `--state`
keeps counts and crashes in a JSON file from which a stopped session goes on. tests/test_fuzz.py runs a thousand.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import random
import resource
import signal
import sys
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

sys.path.insert(0, str(Path(__file__).parent / "articles"))
import layouts
from test_more_readers import ATOM, PAGE, RSS, message, pdf, warc
from test_unpacking import TEXT, tarred, zipped

from flows.articles import outlets, publication
from flows.articles.cleaning import clean
from flows.articles.languages import language
from flows.articles.readers import registry
from flows.articles.records import Limits, Problem, Record, Source
from flows.articles.sentences import split
from flows.articles.unpacking import unpack
from flows.extract import extract
from flows.ingest import sentence_ids
from flows.schemas import SCHEMAS, from_columns, row_id

ROOT: Final = Path(__file__).parents[1]
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
LIMITS: Final = Limits(article_bytes=200_000, document_bytes=400_000, unpacked_bytes=2_000_000, unpacked_free=100_000)
SECONDS: Final = 20
"""Longest that one execution may take; inputs have a few kB."""
MEMORY: Final = 4 << 30
TURNS: Final = {"HTML": 1, "WARC": 1, "e-mail": 1, "text": 2, "extraction": 2}
"""Executions of a target in each round, 3 where nothing is said: the slow ones would take all the time."""
ROW: Final = json.dumps({"title": "Army", "text": "Forty died.", "date": "2024-01-01", "author": {"name": "Jane"}})
BYTES: Final = [
    *(b"<", b">", b'"', b"'", b"\x00", b"\xff", b"{", b"}", b"[", b"]", b"&", b";", b"\r", b"\n\n", b"<![CDATA["),
    *(b"<!--", b"-->", b"\xe2\x80\xae", b"9" * 30, b"Content-Type: ", b"charset=utf-7", b"<table>", b"<p>"),
    *(b"\xed\xa0\x80", b"%s", b"\xef\xbb\xbf", b"\\u0000", b"e999", b"-1", b"\xf0\x9f\x92\xa3"),
]
WORDS: Final = [
    *("-", "–", "to", "and", "of", "about", "more than", "least", "million", "thousands", "dozen", "a", "both", ","),
    *(".", "\n", "\n\n", "“", "”", "(", ")", "%", "$", "per cent", "killed", "wounded", "troops", "soldiers", "tanks"),
    *("in", "2024", "12", "1,200", "1.2", "0", "00", "9" * 40, "1e9", "½", "٣", "１２", "Ⅷ", "²", "\u200f", "e\u0301"),
    *("Reuters", "according to", "said", "North Korea", "Ukraine's", "May", "Monday", "since", "their", "none", "no"),
    *("\U0001f4a3", "ß", "İ", "ﬁ", "|", "- ", "# ", ":", ";", "/", "'s", "-strong", "th", "first", "one", "half a"),
]
Seed = tuple[str, bytes]


@cache
def seeds() -> dict[str, list[Seed]]:
    """Good files by what they are for: a name and bytes each."""
    parquet = BytesIO()
    pq.write_table(pa.table({"title": ["Army"], "text": ["Forty died."]}), parquet)
    samples = [(path.name, path.read_bytes()) for path in sorted((ROOT / "raw").iterdir()) if path.is_file()]
    pages = [("a.html", layout().encode()) for layout in layouts.LAYOUTS] + [("a.html", PAGE)]
    return {
        "text": [
            *(s for s in samples if s[0].endswith((".txt", ".md"))),
            ("a.md", b"---\ntitle: A\n---\nForty died.\n"),
        ],
        "HTML": [*pages, *(s for s in samples if s[0].endswith(".html"))],
        "JSON": [("a.json", f"[{ROW}]".encode()), ("a.json", ROW.encode())],
        "JSON Lines": [("a.jsonl", f"{ROW}\n{ROW}".encode()), *(s for s in samples if s[0].endswith(".jsonl"))],
        "CSV": [("a.csv", b'title,text\nA,"Forty, ""died"""\n'), ("a.tsv", b"title\ttext\nA\tForty died.\n")],
        "Parquet": [("a.parquet", parquet.getvalue())],
        "feed": [("a.rss", RSS), ("a.xml", ATOM)],
        "e-mail": [("a.eml", message("Forty died.", "<p>x</p>")), ("a.eml", message(None, "<p>Forty died.</p>"))],
        "WARC": [("a.warc", gzip.decompress(warc(("200 OK", "text/html", PAGE), ("200 OK", "text/plain", TEXT))))],
        "PDF": [("a.pdf", pdf(["Forty died."], ["Two fled.", "2"], title="Army"))],
        "gz": [("a.txt.gz", gzip.compress(TEXT)), ("a.warc.gz", warc(("200 OK", "text/html", PAGE)))],
        "zst": [("a.txt.zst", zstandard.ZstdCompressor().compress(TEXT))],
        "zip": [("a.zip", zipped(a_txt=TEXT, **{"b.jsonl": ROW.encode()}))],
        "tar": [("a.tar", tarred(["a.txt"])), ("a.tar.gz", gzip.compress(tarred(["a.txt"])))],
        "extraction": [("text", case.encode()) for case in _texts(samples)],
    }


def _texts(samples: Sequence[Seed]) -> list[str]:
    """Paragraphs of the sample articles, and golden sentences in threes."""
    found = [data.decode() for name, data in samples if name.endswith(".txt")]
    paragraphs = [p for text in found for p in text.split("\n") if len(p) > 60]
    golden = [
        case["text"]
        for name in ("figures", "not_claims", "not_figures")
        for case in tomllib.loads((ROOT / f"tests/golden/{name}.toml").read_text(encoding="utf-8"))["case"]
    ]
    return paragraphs + ["\n".join(golden[i : i + 3]) for i in range(0, len(golden), 3)]


def mutated(data: bytes, others: Sequence[Seed], rng: random.Random) -> bytes:
    """`data` after one to sixteen changes: bytes, tokens, cuts, repeats, pieces of other files."""
    found = bytearray(data)
    changes: list[Callable[[int], None]] = [
        lambda i: found.__setitem__(slice(i, i + 1), bytes([rng.randrange(256)])),
        lambda i: found.__setitem__(slice(i, i), rng.choice(BYTES)),
        lambda i: found.__setitem__(slice(i, i + rng.randrange(1, 60)), b""),
        lambda i: found.__setitem__(slice(i, i), found[i : i + rng.randrange(1, 200)] * rng.choice([1, 2, 20])),
        lambda i: found.__setitem__(slice(i, None), b""),
        lambda i: found.__setitem__(slice(i, i), _piece(rng.choice(others)[1], rng)),
    ]
    for _ in range(rng.choice([1, 1, 2, 4, 16])):
        rng.choice(changes)(rng.randrange(len(found) + 1))
    return bytes(found)


def reworded(text: str, others: Sequence[Seed], rng: random.Random) -> str:
    """A text after one to sixteen changes of words: left out, doubled, put in, exchanged, taken from other texts."""
    words = text.replace("\n", " \n ").split(" ")
    for _ in range(rng.choice([1, 2, 4, 16])):
        at = rng.randrange(len(words) + 1)
        match rng.randrange(6):
            case 0:
                del words[at : at + rng.randrange(1, 6)]
            case 1:
                words[at:at] = [rng.choice(WORDS)]
            case 2:
                words[at : at + 1] = [rng.choice(WORDS)]
            case 3:
                words[at:at] = words[at : at + rng.randrange(1, 8)]
            case 4:
                other = rng.choice(others)[1].decode().split(" ")
                start = rng.randrange(len(other))
                words[at:at] = other[start : start + rng.randrange(1, 12)]
            case _:
                word = words[at] if at < len(words) else ""
                cut = rng.randrange(len(word) + 1)
                words[at : at + 1] = [word[:cut] + rng.choice(WORDS) + word[cut:]]
    return " ".join(words)


def _piece(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return data[start : start + rng.randrange(1, 300)]


def use(name: str, data: bytes) -> None:
    """Read, clean, split and date everything that a file holds."""
    for item in unpack(Source(name, lambda: BytesIO(data), len(data)), LIMITS):
        found = list(registry.read(item, LIMITS)) if isinstance(item, Source) else [item[1]]
        assert found
        for result in found:
            assert isinstance(result, Record | Problem)
            if isinstance(result, Record):
                text = clean(result.body)
                text.encode("utf-8")
                _spans(text)
                language(text, result.language)
                publication.published(text, now=NOW, stated=result.published, url=result.url)
                outlets.outlet(text)
            else:
                assert result.code != "reader_failed", result.message
                assert result.message


def _spans(text: str) -> list[Any]:
    """Sentences of a clean text, which lie in it in order and do not overlap."""
    found, last = split(text), 0
    for span in found:
        assert last <= span.start < span.end <= len(text), f"sentence {span} after {last} of {len(text)}"
        last = span.end
    return found


def use_text(dirty: str) -> None:
    """Clean, split and extract a text; every row must fit its text and the contract."""
    text = clean(f"News from the front\n{dirty}")
    assert clean(text) == text
    spans = _spans(text)
    article_id = row_id("art", text)
    tables = extract(*_tables(text, article_id, spans), run_id="run_1")
    assert tables["issues"].num_rows == 0, tables["issues"]["message"][0].as_py()
    for relation, table in tables.items():
        assert table.schema.equals(SCHEMAS[relation]), relation
    sentences = dict(zip(sentence_ids(article_id, len(spans)), spans, strict=True))
    for row in tables["quantities"].to_pylist() + tables["claims"].to_pylist():
        start, end, span = row["number_start"], row["number_end"], sentences[row["sentence_id"]]
        assert text[start:end] == row["number_text"] != "", row
        assert span.start <= start < end <= span.end, (row, span)
        values = [v for v in (row["value_low"], row["value_best"], row["value_high"]) if v is not None]
        assert values == sorted(values), row
        assert all(v >= 0 for v in values), row
    for row in tables["attributions"].to_pylist():
        if row["source_start"] is not None:
            assert text[row["source_start"] : row["source_end"]] == row["source_text"], row


def _tables(text: str, article_id: str, spans: Sequence[Any]) -> tuple[pa.Table, pa.Table]:
    article: dict[str, Any] = dict.fromkeys(SCHEMAS["articles"].names)
    article |= {
        "article_id": article_id,
        "source_name": "a.txt",
        "text": text,
        "char_count": len(text),
        "language": "en",
    }
    article |= {"published_at": NOW, "published_basis": "metadata", "ingested_at": NOW, "run_id": "run_1"}
    article |= {"duplicate_role": "unique", "title": "News"}
    sentences = {
        "sentence_id": sentence_ids(article_id, len(spans)),
        "article_id": [article_id] * len(spans),
        "ordinal": list(range(len(spans))),
        "zone": [span.zone for span in spans],
        "sentence_start": [span.start for span in spans],
        "sentence_end": [span.end for span in spans],
    }
    articles = from_columns("articles", {name: [value] for name, value in article.items()})
    return articles, from_columns("sentences", sentences)


def case(target: str, seed: int, number: int) -> tuple[str, bytes]:
    """Input of one execution: a name and bytes (UTF-8 of a text where the target is the extraction)."""
    rng = random.Random(f"{target}/{seed}/{number}")
    own = seeds()[target]
    name, data = rng.choice(own)
    if target == "extraction":
        return name, reworded(data.decode(), own, rng).encode("utf-8", "surrogatepass")
    others = own if rng.random() < 0.7 else seeds()[rng.choice(list(seeds()))]
    return rng.choice([name, name, name, "a.txt"]), mutated(data, others, rng)


def execute(target: str, name: str, data: bytes) -> None:
    """One execution; raises what is a bug."""
    if target == "extraction":
        use_text(data.decode("utf-8", "surrogatepass"))
    else:
        use(name, data)


def _late(*_: object) -> None:
    raise TimeoutError(f"took longer than {SECONDS} s")


def session(times: int, seed: int, only: Sequence[str], state: Path | None) -> dict[str, Any]:
    """Fuzz until `times` executions were made in all, in turns; returns counts by target and crashes by kind."""
    kept: dict[str, Any] = {"seed": seed, "runs": {}, "crashes": {}, "seconds": 0.0}
    if state and state.exists():
        kept = json.loads(state.read_text(encoding="utf-8"))
    runs, began, last = Counter(kept["runs"]), time.monotonic() - kept["seconds"], time.monotonic()
    before = signal.signal(signal.SIGALRM, _late)
    turns = [target for target in only or seeds() for _ in range(TURNS.get(target, 3))]
    while runs.total() < times:
        for target in turns:
            name, data = case(target, kept["seed"], runs[target])
            signal.alarm(SECONDS)
            try:
                execute(target, name, data)
            except Exception as error:
                place = traceback.format_tb(error.__traceback__)[-1].strip()
                kind = f"{target}: {type(error).__name__} {str(error)[:40]} {place}"
                if kind not in kept["crashes"]:
                    print(kind, error, sep="\n", flush=True)
                found = {"n": runs[target], "name": name, "data": base64.b64encode(data).decode(), "said": str(error)}
                kept["crashes"].setdefault(kind, found)
            finally:
                signal.alarm(0)
            runs[target] += 1
        if state and time.monotonic() - last > 10:
            last = _keep(kept, runs, began, state)
    signal.signal(signal.SIGALRM, before)
    _keep(kept, runs, began, state)
    return kept


def _keep(kept: dict[str, Any], runs: Counter[str], began: float, state: Path | None) -> float:
    kept |= {"runs": dict(runs), "seconds": round(time.monotonic() - began, 1)}
    kept["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if state:
        aside = state.with_suffix(".tmp")
        aside.write_text(json.dumps(kept, indent=1), encoding="utf-8")
        aside.replace(state)
    return time.monotonic()


def main() -> None:
    """Fuzz as asked, print counts, end with 1 where anything broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--times", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--state", type=Path)
    parser.add_argument("--only", nargs="*", default=(), choices=list(seeds()))
    given = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    kept = session(given.times, given.seed, given.only, given.state)
    for target, count in kept["runs"].items():
        print(f"{target:12}{count:12,}")
    total, seconds, peak = sum(kept["runs"].values()), kept["seconds"], kept["peak_mb"]
    print(f"{total:,} executions in {seconds:,.0f} s, peak {peak} MB, {len(kept['crashes'])} kinds of crash")
    sys.exit(bool(kept["crashes"]))


if __name__ == "__main__":
    main()
