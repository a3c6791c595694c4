"""Streams for what is packed: unpacking ones with a budget, and views of a file that can be opened again."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from typing import Any, BinaryIO, Final, cast

import zstandard

from flows.articles.records import Limits, UnreadableError, size_text

CHUNK: Final = 1 << 20
ZSTD_WINDOW_MAX: Final = 1 << 27
ZSTD_BITE: Final = 512  # packed bytes at a time: the worst of bombs makes 16 MB of them
BROKEN: Final = (
    EOFError,
    gzip.BadGzipFile,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    zstandard.ZstdError,
    RuntimeError,
    ValueError,
    ArithmeticError,
    LookupError,
    struct.error,
)
"""What the libraries raise on broken bytes, of which some only tell by their last three what they stumbled over."""


@dataclass(slots=True)
class Budget:
    """Bytes that may still come out of one file or archive."""

    limits: Limits
    packed: int | None
    unpacked: int = 0

    def take(self, size: int) -> None:
        """Count `size` bytes; raises UnreadableError with code `bomb` when they are too many."""
        self.unpacked += size
        if self.unpacked > self.limits.unpacked_bytes:
            most = size_text(self.limits.unpacked_bytes)
            raise UnreadableError("bomb", f"unpacks to more than {most}: unpack it by hand if it is what you want")
        free = self.unpacked <= self.limits.unpacked_free
        if not free and self.packed and self.unpacked > self.packed * self.limits.unpacked_ratio:
            ratio = self.limits.unpacked_ratio
            raise UnreadableError(
                "bomb", f"unpacks to more than {ratio} times its size: unpack it by hand if that is right"
            )


class Bounded(RawIOBase):
    """A stream that pays for what it gives, and turns the errors of a broken one into an UnreadableError."""

    def __init__(self, inner: Any, budget: Budget, *owned: AbstractContextManager[Any]) -> None:
        self._inner, self._budget, self._owned = inner, budget, owned

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._inner.read(len(buffer))
        except UnreadableError:
            raise
        except BROKEN as error:
            raise UnreadableError(
                "archive_broken", f"cannot be unpacked ({error}): was it cut off? Copy it again"
            ) from error
        self._budget.take(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
            for owned in self._owned:
                owned.__exit__(None, None, None)
        super().close()


class _Zstandard:
    """Reader of Zstandard frames that, unlike the library's own, tells when the last one was cut off."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._frame: Any = None
        self._ready = b""

    def read(self, size: int) -> bytes:
        """At most `size` bytes, b"" at the end; raises EOFError in the middle of a frame."""
        while not self._ready:
            packed = self._file.read(ZSTD_BITE)
            if not packed:
                if self._frame is not None:
                    raise EOFError("the last frame is not complete")
                return b""
            self._ready = self._unpack(packed)
        data, self._ready = self._ready[:size], self._ready[size:]
        return data

    def _unpack(self, packed: bytes) -> bytes:
        pieces = []
        while packed:
            if self._frame is None:
                self._frame = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_MAX).decompressobj()
            pieces.append(self._frame.decompress(packed))
            packed = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        return b"".join(pieces)

    def close(self) -> None:
        """Nothing to do: the file is closed by whoever opened it."""


COMPRESSED: Final[dict[str, Callable[[BinaryIO], Any]]] = {
    ".gz": lambda file: gzip.GzipFile(fileobj=file, mode="rb"),
    ".zst": _Zstandard,
    ".bz2": lambda file: bz2.BZ2File(file, "rb"),
    ".xz": lambda file: lzma.LZMAFile(file, "rb"),  # noqa: SIM115 - closed with the stream around it
}


def spooled(file: BinaryIO, spool: Any) -> BinaryIO:
    while chunk := file.read(CHUNK):
        spool.write(chunk)
    spool.seek(0)
    return cast(BinaryIO, spool)


class _Again(RawIOBase):
    """A view of a file from its start that can be closed while the file stays open."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._at = file, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        start = 0 if whence == 0 else self._at if whence == 1 else self._file.seek(0, 2)
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._file.seek(self._at)
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def again(file: BinaryIO) -> BinaryIO:
    """`file` from its start, to be read and closed as often as needed while `file` itself stays open."""
    return cast(BinaryIO, BufferedReader(_Again(file), CHUNK))
