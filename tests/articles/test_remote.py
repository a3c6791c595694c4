"""Addresses as inputs: what is fetched, what is refused, and what is never shown. No network but this machine's own."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import fsspec
import pytest
from test_unpacking import zipped

from flows.articles import remote
from flows.articles.inputs import expand
from flows.articles.readers import registry
from flows.articles.records import Limits, Record, Source

OPEN = Limits(allow_private=True, seconds=3, document_bytes=100_000)
PAGE = b"""<html><body><article><h1>Army reports losses</h1>
<p>More than forty soldiers of the third division died on Monday, the ministry of defence said.</p>
</article></body></html>"""


class Handler(BaseHTTPRequestHandler):
    """A server with pages, redirects and bad manners."""

    seen: ClassVar[list[tuple[str, str | None, str | None]]] = []

    def do_GET(self) -> None:
        """Answer by path."""
        self.seen.append((self.path, self.headers.get("Host"), self.headers.get("Authorization")))
        path = self.path.split("?")[0]
        if path == "/page":
            self._send(200, PAGE, "text/html; charset=utf-8")
        elif path == "/data.jsonl.gz":
            self._send(200, gzip.compress(b'{"text": "Forty died."}\n{"text": "Two fled."}\n'), "application/gzip")
        elif path == "/moved":
            self._redirect("/page")
        elif path == "/loop":
            self._redirect("/loop")
        elif path == "/inside":
            self._redirect("file:///etc/passwd")
        elif path == "/large":
            self._send(200, b"word " * 50_000, "text/plain")
        elif path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(60):
                time.sleep(0.1)
                self.wfile.write(b"word ")
        elif path == "/empty":
            self._send(200, b"", "text/html")
        else:
            self._send(404, b"nothing", "text/html")

    def _redirect(self, place: str) -> None:
        self.send_response(302)
        self.send_header("Location", place)
        self.end_headers()

    def _send(self, status: int, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Be quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Address of a server on this machine."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


def results(address: str, limits: Limits = OPEN) -> list[tuple[str, Any]]:
    """(name, record or code) of everything behind an address."""
    found: list[tuple[str, Any]] = []
    for item in expand([address], limits):
        if isinstance(item, Source):
            found += [(item.name, r if isinstance(r, Record) else r.code) for r in registry.read(item, limits)]
        elif isinstance(item, tuple):
            found.append((item[0], item[1].code))
    return found


def test_page(server: str) -> None:
    ((name, record),) = results(f"{server}/page")
    assert name == f"{server}/page"
    assert (record.title, record.url) == ("Army reports losses", f"{server}/page")


def test_compressed_data_and_redirects(server: str) -> None:
    assert [r.body for _, r in results(f"{server}/data.jsonl.gz")] == ["Forty died.", "Two fled."]
    ((name, record),) = results(f"{server}/moved")
    assert (name, record.url) == (f"{server}/moved", f"{server}/page")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/nowhere", "unreachable"),
        ("/loop", "unreachable"),
        ("/inside", "unreachable"),
        ("/large", "too_large"),
        ("/slow", "unreachable"),
        ("/empty", "empty"),
    ],
)
def test_what_a_server_may_not_do(server: str, path: str, code: str) -> None:
    assert results(server + path) == [(server + path, code)]


def test_secrets_are_used_and_not_shown(server: str) -> None:
    Handler.seen.clear()
    address = server.replace("//", "//jane:opensesame@") + "/page?id=7&api_key=s3cr3t"
    ((name, record),) = results(address)
    assert Handler.seen[0][0] == "/page?id=7&api_key=s3cr3t"
    assert Handler.seen[0][2] == "Basic amFuZTpvcGVuc2VzYW1l"
    assert name == record.url == f"{server}/page?id=7&api_key=***"
    ((name, code),) = results(address.replace("/page", "/nowhere"))
    assert (name, code) == (f"{server}/nowhere?id=7&api_key=***", "unreachable")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:8080/page",
        "http://10.1.2.3/",
        "http://192.168.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://100.64.0.1/",
    ],
)
def test_private_addresses_are_refused(address: str) -> None:
    assert [code for _, code in results(address, Limits())] == ["private_address"]


def test_name_that_points_to_a_private_address(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    port = int(server.rsplit(":", 1)[1])
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", port))])
    assert [code for _, code in results(f"http://news.example:{port}/page", Limits())] == ["private_address"]
    Handler.seen.clear()
    assert results(f"http://news.example:{port}/page")[0][1].title == "Army reports losses"
    assert Handler.seen[0][1] == f"news.example:{port}", "the request names the host, not the address that was checked"


@pytest.mark.parametrize(
    "address", ["http://", "http://[::1", "http://exa mple/", "http://nowhere.invalid/", "http://x:99999/"]
)
def test_addresses_that_are_none(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise OSError("no such name")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    assert [code for _, code in results(address)] == ["unreachable"]


def test_object_stores() -> None:
    system = fsspec.filesystem("memory")
    system.pipe("/news/a/1.txt", b"Army reports losses\nForty died.")
    system.pipe("/news/a/2.jsonl", b'{"text": "Two fled."}\n')
    system.pipe("/news/.hidden", b"x")
    try:
        assert [(n, r.body) for n, r in results("memory://news/a/1.txt")] == [
            ("memory://news/a/1.txt", "Army reports losses\nForty died.")
        ]
        assert [n for n, _ in results("memory://news")] == ["memory://news/a/1.txt", "memory://news/a/2.jsonl"]
        assert [n for n, _ in results("memory://news/**/*.jsonl")] == ["memory://news/a/2.jsonl"]
        assert results("memory://news/b.txt") == [("memory://news/b.txt", "not_found")]
        assert results("nosuchstore://news/b.txt") == [("nosuchstore://news/b.txt", "unreachable")]
    finally:
        system.rm("/news", recursive=True)


@pytest.mark.parametrize(
    "address",
    [
        "zip://a.txt::http://127.0.0.1:1/a.zip",
        "simplecache::http://example.org/a.txt",
        "ftp://127.0.0.1/a.txt",
        "sftp://10.0.0.1/a.txt",
        "webhdfs://[::1]:50070/a.txt",
    ],
)
def test_other_protocols_are_no_way_round(address: str) -> None:
    assert [code for _, code in results(address, Limits())] == ["private_address"]


def test_a_chain_of_protocols_is_fetched_where_allowed() -> None:
    system = fsspec.filesystem("memory")
    system.pipe("/news/a.zip", zipped(b_txt=b"Forty died."))
    try:
        ((name, record),) = results("zip://b.txt::memory://news/a.zip")
        assert (name, record.body) == ("zip://b.txt::memory://news/a.zip", "Forty died.")
    finally:
        system.rm("/news", recursive=True)


def test_values_from_the_environment(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWS_KEY", "s3cr3t")
    Handler.seen.clear()
    address = server.replace("//", "//jane:${NEWS_KEY}@") + "/page?token=${NEWS_KEY}&id=7"
    ((name, record),) = results(address)
    assert Handler.seen[0][0] == "/page?token=s3cr3t&id=7"
    assert name == record.url == f"{server}/page?token=***&id=7"
    monkeypatch.delenv("NEWS_KEY")
    assert [code for _, code in results(address)] == ["unreachable"]


def test_a_redirect_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch, server: str) -> None:
    port = int(server.rsplit(":", 1)[1])
    real = remote._is_public
    monkeypatch.setattr("socket.getaddrinfo", lambda host, *_, **__: [(2, 1, 6, "", ("127.0.0.1", port))])
    asked: list[str] = []

    def only_first_is_public(address: str) -> bool:
        asked.append(address)
        return len(asked) == 1 or real(address)

    monkeypatch.setattr(remote, "_is_public", only_first_is_public)
    assert [code for _, code in results(f"http://news.example:{port}/moved", Limits(seconds=3))] == ["private_address"]
