"""Every format, alone and inside every kind of archive, as a file, from an object store and from a web server."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar, Final

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from test_more_readers import ATOM, PAGE, RSS, message, pdf, warc
from test_unpacking import tarred, zipped

from flows.articles.inputs import expand
from flows.articles.readers import registry
from flows.articles.readers.registry import BY_EXTENSION, extension
from flows.articles.records import Limits, Record, Source

OPEN: Final = Limits(allow_private=True)
BODY: Final = "More than 40 soldiers died near Aldea, the ministry of defence said on Monday."
ROW: Final = json.dumps({"title": "Army", "text": BODY})


def parquet() -> bytes:
    file = BytesIO()
    pq.write_table(pa.table({"title": ["Army"], "text": [BODY]}), file)
    return file.getvalue()


FILES: Final[dict[str, bytes]] = {
    "a.txt": BODY.encode(),
    "a.md": f"---\ntitle: Army\n---\n{BODY}\n".encode(),
    "a.html": PAGE,
    "a.json": f"[{ROW}]".encode(),
    "a.jsonl": ROW.encode(),
    "a.ndjson": ROW.encode(),
    "a.csv": f'title,text\nArmy,"{BODY}"\n'.encode(),
    "a.tsv": f"title\ttext\nArmy\t{BODY}\n".encode(),
    "a.parquet": parquet(),
    "a.rss": RSS,
    "a.atom": ATOM,
    "a.warc": gzip.decompress(warc(("200 OK", "text/html", PAGE))),
    "a.eml": message(BODY, None),
    "a.pdf": pdf([BODY]),
}
PACKED: Final[dict[str, Callable[[str, bytes], tuple[str, bytes]]]] = {
    "as it is": lambda name, data: (name, data),
    "gz": lambda name, data: (f"{name}.gz", gzip.compress(data)),
    "zst": lambda name, data: (f"{name}.zst", zstandard.ZstdCompressor().compress(data)),
    "bz2": lambda name, data: (f"{name}.bz2", bz2.compress(data)),
    "xz": lambda name, data: (f"{name}.xz", lzma.compress(data)),
    "zip": lambda name, data: ("all.zip", zipped(**{f"in/{name}": data})),
    "tar": lambda name, data: ("all.tar", tarred([f"in/{name}"], data)),
    "tar.gz": lambda name, data: ("all.tar.gz", gzip.compress(tarred([f"in/{name}"], data))),
    "tar.zst": lambda name, data: ("all.tar.zst", zstandard.ZstdCompressor().compress(tarred([f"in/{name}"], data))),
}


class Shelf(BaseHTTPRequestHandler):
    """A server of the files put on it, of no stated type."""

    files: ClassVar[dict[str, bytes]] = {}

    def do_GET(self) -> None:
        """Send a file."""
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.end_headers()
        self.wfile.write(self.files[self.path.lstrip("/")])

    def log_message(self, *_: Any) -> None:
        """Be quiet."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Address of the shelf on this machine."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Shelf)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


def records(given: str) -> list[Record]:
    """Articles behind an input; there must be no problem."""
    found: list[Record] = []
    for item in expand([given], OPEN):
        assert not isinstance(item, tuple), item
        if isinstance(item, Source):
            results = list(registry.read(item, OPEN))
            assert [r for r in results if not isinstance(r, Record) and r.code != "no_text_field"] == []
            found += [r for r in results if isinstance(r, Record)]
    return found


@pytest.mark.parametrize("packing", PACKED)
@pytest.mark.parametrize("name", FILES)
def test_every_format_in_every_archive_from_everywhere(name: str, packing: str, server: str, tmp_path: Path) -> None:
    packed, data = PACKED[packing](name, FILES[name])
    (tmp_path / packed).write_bytes(data)
    Shelf.files[packed] = data
    system = fsspec.filesystem("memory")
    system.pipe(f"/shelf/{packed}", data)
    try:
        from_file = records(str(tmp_path / packed))
        from_store = records(f"memory://shelf/{packed}")
        from_server = records(f"{server}/{packed}")
    finally:
        system.rm("/shelf", recursive=True)
    assert "soldiers" in from_file[0].body
    assert from_store == from_file
    without_url = [(r.title, r.body, r.author, r.published, r.number) for r in from_file]
    assert [(r.title, r.body, r.author, r.published, r.number) for r in from_server] == without_url


def test_every_known_extension_has_a_file_here() -> None:
    formats = {BY_EXTENSION[extension(name)].name for name in FILES}
    assert formats == {kind.name for kind in registry.FORMATS}
