"""A bounded run of tests/fuzz.py over every reader and the extraction, and what once raised in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from fuzz import NOW, TEXT, TURNS, case, execute, seeds, session, use, use_text
from test_unpacking import zipped

from flows.articles.readers.registry import FORMATS
from flows.ingest import ingest


@pytest.mark.parametrize("target", list(seeds()))
def test_mutated_input_never_raises(target: str) -> None:
    for number in range(40 * TURNS.get(target, 3)):
        execute(target, *case(target, 0, number))


def test_every_format_has_seeds() -> None:
    assert {kind.name for kind in FORMATS} <= set(seeds())


def test_a_stopped_session_goes_on(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    assert session(6, 1, ["JSON", "zip"], state)["runs"] == {"JSON": 3, "zip": 3}
    kept = session(12, 1, ["JSON", "zip"], state)
    assert kept["runs"] == {"JSON": 6, "zip": 6}
    assert kept["crashes"] == {}


def without_name(archive: bytes) -> bytes:
    """An archive of one file whose directory gives it an empty name."""
    data = bytearray(archive)
    place = data.index(b"PK\x01\x02") + 28
    data[place : place + 4] = b"\x00\x00\x01\x00"  # length of the name, then of what follows it
    return bytes(data)


CRASHES: Final = [
    ("a.rss", b"<rss><channel><item><dc:creator/><http:x/><title>Army</title></item></channel></rss>"),
    ("a.csv", b"title,\rtext\n"),
    ("a.csv", b"a\rtext\n1,2\n"),
    ("a.zip", zipped(a_txt=TEXT)[:20] + zipped(a_txt=TEXT)[40:]),
    (
        "a.warc",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e x\r\nContent-Length: 9\r\n\r\nHTTP/1.1\r\n",
    ),
    (
        "a.warc",
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e/\r\n"
        b"Content-Length: 999999999999999999999\r\n\r\nHTTP/1.1 200 OK\r\n",
    ),
    ("a.zip", without_name(zipped(x=TEXT))),
    ("a.eml", b"Subject: Losses\nDate: Fri, 15 Mar 99999999999999999999992024 08:00:00 +0100\n\nForty died.\n"),
]
TEXTS_THAT_RAISED: Final = [
    "Of about 4,000 soldiers sent to 4,000 soldiers sent to the 4,000 soldiers sent to the brigade will island, 12 300 "
    "were killed.",
    "Of Seventeen soldiers were wounded, three of them seriously, in the shelling.",
]


@pytest.mark.parametrize(("name", "data"), CRASHES)
def test_what_once_raised(name: str, data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    use(name, data)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("text", TEXTS_THAT_RAISED)
def test_texts_that_once_raised(text: str) -> None:
    use_text(text)


def test_a_reader_that_fails_is_told_and_the_run_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("a.eml", "b.txt"):
        (tmp_path / name).write_text("Subject: Losses\n\nForty soldiers died in the north.\n")

    def broken(*_: Any) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr("flows.articles.readers.mail_messages.read_whole", broken)
    found = ingest([str(tmp_path)], run_id="run_1", now=NOW)
    assert found.articles["source_name"].to_pylist() == [str(tmp_path / "b.txt")]
    assert found.issues["code"].to_pylist() == ["reader_failed"]
