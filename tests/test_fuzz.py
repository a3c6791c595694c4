"""A bounded run of tests/fuzz.py over every reader and the extraction, and what once raised in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from fuzz import TEXT, TURNS, case, execute, seeds, session, use
from test_unpacking import zipped

from flows.articles.readers.registry import FORMATS


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
