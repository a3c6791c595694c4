"""Archives: what is in them is read wherever it lies, and bombs, traps and broken ones are named."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from flows.articles.inputs import expand
from flows.articles.readers import registry
from flows.articles.records import Begun, Limits, Problem, Record, Source
from flows.articles.unpacking import unpack

TEXT = b"Army reports losses\nMore than 40 soldiers died, the ministry said.\n"
Found = dict[str, str]


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_txt", ".txt"), data)
    return file.getvalue()


def tarred(names: list[str], data: bytes = TEXT, kind: bytes = tarfile.REGTYPE) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.type = kind
            member.size = len(data) if kind == tarfile.REGTYPE else 0
            member.linkname = "/etc/passwd"
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def found_in(name: str, data: bytes, limits: Limits | None = None) -> Found:
    """Text or code of the issue by name of everything that `data` holds."""
    found: Found = {}
    source = Source(name, lambda: io.BytesIO(data), len(data))
    for item in unpack(source, limits or Limits()):
        if isinstance(item, Source):
            for result in registry.read(item, limits or Limits()):
                found[item.name] = result.body if isinstance(result, Record) else result.code
        else:
            found[item[0]] = item[1].code
    return found


@pytest.mark.parametrize(
    ("ending", "compress"),
    [
        (".gz", gzip.compress),
        (".bz2", bz2.compress),
        (".xz", lzma.compress),
        (".zst", zstandard.ZstdCompressor().compress),
    ],
)
def test_compressed_files(ending: str, compress: Callable[[bytes], bytes]) -> None:
    text = TEXT.decode()
    assert found_in(f"a.txt{ending}", compress(TEXT)) == {f"a.txt{ending}": text}
    archive = found_in(f"a.tar{ending}", compress(tarred(["b/1.txt", "b/2.txt"])))
    assert archive == {f"a.tar{ending}/b/1.txt": text, f"a.tar{ending}/b/2.txt": text}
    assert found_in("a.txt", compress(TEXT)) == {"a.txt": text}, "told by its first bytes"


def test_several_compressed_pieces_in_a_row() -> None:
    assert found_in("a.txt.gz", gzip.compress(TEXT) + gzip.compress(b"More.\n")) == {
        "a.txt.gz": TEXT.decode() + "More.\n"
    }
    frames = zstandard.ZstdCompressor().compress(TEXT) * 2
    assert found_in("a.txt.zst", frames) == {"a.txt.zst": TEXT.decode() * 2}


def test_archives_in_archives() -> None:
    inner = zipped(a_txt=TEXT)
    outer = zipped(**{"b.zip": inner, "c.txt.gz": gzip.compress(TEXT), "_DS_Store": b"x", ".DS_Store": b"\x00"})
    found = found_in("d.zip", outer)
    assert found["d.zip/b.zip/a.txt"] == TEXT.decode()
    assert found["d.zip/c.txt.gz"] == TEXT.decode()
    assert "d.zip/.DS_Store" not in found


def test_archives_nested_too_deep() -> None:
    data = TEXT
    for _ in range(5):
        data = gzip.compress(data)
    assert found_in("a.txt.gz", data) == {"a.txt.gz": "nested_too_deep"}


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "C:evil.txt", "..\\evil.txt"])
def test_names_outside_the_archive(name: str) -> None:
    assert list(found_in("a.zip", zipped(**{name: TEXT, "b.txt": TEXT})).values()) == ["unsafe_path", TEXT.decode()]
    assert list(found_in("a.tar", tarred([name, "b.txt"])).values()) == ["unsafe_path", TEXT.decode()]


def test_links_in_archives() -> None:
    assert found_in("a.tar", tarred(["b.txt"], kind=tarfile.SYMTYPE)) == {"a.tar/b.txt": "not_a_file"}
    assert found_in("a.tar", tarred(["b.txt"], kind=tarfile.LNKTYPE)) == {"a.tar/b.txt": "not_a_file"}


SMALL = Limits(article_bytes=10_000_000, unpacked_free=100_000, unpacked_bytes=5_000_000)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt.gz", gzip.compress(b"x" * 3_000_000)),
        ("a.txt.zst", zstandard.ZstdCompressor().compress(b"x" * 3_000_000)),
        ("a.zip", zipped(a_txt=b"x" * 3_000_000)),
        ("a.tar.gz", gzip.compress(tarred(["a.txt"], b"x" * 3_000_000))),
    ],
)
def test_bombs_by_ratio(name: str, data: bytes) -> None:
    assert set(found_in(name, data, SMALL).values()) == {"bomb"}


def test_bombs_by_size() -> None:
    many = zipped(**{f"{n}.txt": bytes(str(n), "ascii") * 400_000 for n in range(10, 20)})
    limits = Limits(unpacked_bytes=5_000_000, unpacked_ratio=10**9)
    found = found_in("a.zip", many, limits)
    assert "bomb" in found.values()
    assert len([code for code in found.values() if code != "bomb"]) < 8


def test_too_many_members() -> None:
    found = found_in("a.zip", zipped(**{f"{n}.txt": TEXT for n in range(9)}), Limits(members=3))
    assert list(found.values()) == [TEXT.decode()] * 3 + ["too_many_members"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt.gz", gzip.compress(TEXT * 50)[:-20]),
        ("a.txt.zst", zstandard.ZstdCompressor().compress(bytes(range(256)) * 99)[:-40]),
        ("a.txt.xz", lzma.compress(TEXT * 50)[:-20]),
        ("a.zip", zipped(a_txt=TEXT)[:-30]),
        ("a.tar.gz", gzip.compress(tarred(["a.txt"], TEXT * 5_000))[:-20]),
        ("a.tar", tarred(["a.txt"], TEXT * 500)[:9_000]),
    ],
)
def test_archives_that_were_cut_off(name: str, data: bytes) -> None:
    found = found_in(name, data)
    assert set(found.values()) <= {"archive_broken", "binary"}
    assert found


def test_encrypted_member() -> None:
    data = bytearray(zipped(a_txt=TEXT))
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + place] |= 1
    assert found_in("a.zip", bytes(data)) == {"a.zip/a.txt": "encrypted"}


def test_lying_sizes_do_not_matter() -> None:
    data = bytearray(zipped(a_txt=TEXT))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = (9_999_999).to_bytes(4, "little")
    assert set(found_in("a.zip", bytes(data)).values()) <= {TEXT.decode(), "archive_broken"}


def test_archives_among_the_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(b__1_txt=TEXT, b__2_txt=TEXT))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(TEXT))
    found = list(expand([str(tmp_path)], Limits()))
    names = [item.name if isinstance(item, Source) else item[1].code for item in found if not isinstance(item, Begun)]
    assert names == [f"{tmp_path}/a.zip/b/1.txt", f"{tmp_path}/a.zip/b/2.txt", f"{tmp_path}/c.txt.gz"]


@given(
    st.sampled_from([gzip.compress(TEXT), zipped(a_txt=TEXT), tarred(["a.txt"])]),
    st.binary(max_size=8),
    st.integers(0, 300),
)
def test_damaged_archives_never_raise(data: bytes, patch: bytes, place: int) -> None:
    damaged = data[:place] + patch + data[place + len(patch) :]
    for item in unpack(Source("a", lambda: io.BytesIO(damaged), len(damaged)), Limits()):
        results = registry.read(item, Limits()) if isinstance(item, Source) else [item[1]]
        assert all(isinstance(result, Record | Problem) for result in results)
