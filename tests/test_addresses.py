"""Addresses as inputs of the command: private ones need leave, and their secrets are found nowhere afterwards."""

from __future__ import annotations

import string
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest
from commanding import Command
from hypothesis import given
from hypothesis import strategies as st

from flows.addresses import ADDRESS, filled, holds_secret, shown
from flows.run import run as flow_run
from flows.settings import Options

PAGE = b"<html><body><article><h1>Clash</h1><p>Kenya's army said 12 of its soldiers were killed.</p></article></body>"


class Page(BaseHTTPRequestHandler):
    """The same page under every address."""

    def do_GET(self) -> None:
        """Send it."""
        self.send_response(200 if "missing" not in self.path else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_: Any) -> None:
        """Be quiet."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """Port of a server on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


def test_private_addresses_need_leave(musterroll: Command, tmp_path: Path, port: int) -> None:
    arguments = ("run", f"http://127.0.0.1:{port}/a", "-w", tmp_path / "w.duckdb")
    refused = musterroll(*arguments)
    assert refused.exit_code == 2
    assert "private_address" in refused.stdout
    assert "1 new" in musterroll(*arguments, "--allow-private").stdout


def test_secrets_are_found_nowhere(musterroll: Command, tmp_path: Path, port: int) -> None:
    warehouse = tmp_path / "w.duckdb"
    said = ""
    for path in ("a?api_key=hush1234&id=7", "missing?access_token=hush1234"):
        address = f"http://jane:hush1234@127.0.0.1:{port}/{path}"
        result = musterroll("run", address, "-w", warehouse, "--allow-private", "--log", "debug")
        said += result.stdout + result.stderr
    for verb in ("runs", "issues", "doctor"):
        said += musterroll(verb, "-w", warehouse, "--json").stdout
    assert f"http://127.0.0.1:{port}/a?api_key=***&id=7" in said
    assert "hush1234" not in said
    with duckdb.connect(str(warehouse), read_only=True) as con:
        names = con.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
        rows = [con.execute(f'SELECT * FROM {schema}."{name}"').fetchall() for schema, name in names]
    assert "api_key=***" in repr(rows)
    assert "hush1234" not in repr(rows)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 10
    assert [path for path in files if b"hush1234" in path.read_bytes()] == []


def test_flow_parameters_and_names_hold_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from flows import run

    options = Options(inputs=("https://jane:hush1234@example.org/a?key=hush1234",), warehouse=tmp_path / "w.duckdb")
    seen: list[Options] = []
    monkeypatch.setattr(run, "run", lambda given: seen.append(given))
    with pytest.raises(AssertionError):
        run.run_with_progress(options, lambda *_: None)
    assert seen[0].inputs == ("https://example.org/a?key=***",)
    assert flow_run is not run.run


def test_a_schedule_takes_no_secret_in_so_many_letters(musterroll: Command) -> None:
    result = musterroll("schedule", "https://example.org/a?key=hush1234", "--server")
    assert result.exit_code == 2
    assert "${NAME}" in result.stderr
    assert "hush1234" not in result.stderr


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://a:b@example.org:8443/x?token=t&q=a%20b#part", "https://example.org:8443/x?token=***&q=a+b"),
        ("https://example.org/x?q=a%20b", "https://example.org/x?q=a%20b"),
        ("https://[::1]/x", "https://[::1]/x"),
        ("https://a:b@example.org:port/x?sig=1", "https://example.org:port/x"),
        ("zip://a.txt::https://u:p@example.org/a.zip?sig=x", "zip://a.txt::https://example.org/a.zip?sig=***"),
        ("https://example.org/?author=Roe&keywords=army", "https://example.org/?author=Roe&keywords=army"),
        (
            "https://example.org/?X-Amz-Signature=abc&AWSAccessKeyId=d",
            "https://example.org/?X-Amz-Signature=***&AWSAccessKeyId=***",
        ),
        (
            "https://example.org/?client_secret=abc&subscription-key=d",
            "https://example.org/?client_secret=***&subscription-key=***",
        ),
        ("in/a?key=b@c.txt", "in/a?key=b@c.txt"),
        ("C:\\news\\a.txt", "C:\\news\\a.txt"),
    ],
)
def test_what_is_shown_of_an_address(address: str, expected: str) -> None:
    assert shown(address) == expected


def test_what_holds_a_secret() -> None:
    assert holds_secret("https://a:b@example.org/")
    assert holds_secret("https://token@example.org/")
    assert holds_secret("https://example.org/?token=x")
    assert not holds_secret("https://${USER}:${PASS}@example.org/?token=${TOKEN}&q=1")
    assert not holds_secret("https://example.org/?q=token")
    assert not holds_secret("raw/a.txt")
    assert filled("https://${A}@b/?t=${A}", {"A": "x"}) == "https://x@b/?t=x"


WORD = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=8)


@given(WORD, WORD, st.sampled_from(["key", "api_key", "Token", "sig", "password", "X-Amz-Credential"]), WORD)
def test_no_secret_is_ever_shown(user: str, host: str, name: str, other: str) -> None:
    secret = "Q9" + user.upper()  # upper case: no host or other word has it
    address = f"https://{secret}:{secret}@{host}.example/{other}?{other}=1&{name}={secret}#{secret}"
    assert ADDRESS.match(address)
    assert secret not in shown(address)
    assert holds_secret(address)
    assert shown(shown(address)) == shown(address)
