"""What is inside compressed files and archives, as sources of their own; nothing is written where it says.

Bombs are caught while they unpack: by the size and the ratio of what has come out so far, never by what they claim.
"""

from __future__ import annotations

import re
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from io import BufferedReader
from typing import BinaryIO, Final, cast

from flows.articles.records import Limits, Problem, Source, UnreadableError, of_os_error
from flows.articles.streams import BROKEN, CHUNK, COMPRESSED, Bounded, Budget, again, spooled

SPOOLED: Final = 16 << 20  # bytes of a member kept in memory; longer ones go to a temporary file
Found = Source | tuple[str, Problem]

MAGIC: Final = (
    (re.compile(rb"\x1f\x8b\x08"), ".gz"),
    (re.compile(rb"\x28\xb5\x2f\xfd"), ".zst"),
    (re.compile(rb"BZh[1-9]1AY&SY"), ".bz2"),
    (re.compile(rb"\xfd7zXZ\x00"), ".xz"),
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), ".zip"),
    (re.compile(rb".{257}ustar", re.DOTALL), ".tar"),
)
SHORT_NAMES: Final = {".tgz": ".tar", ".tzst": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
ZIPPED_DOCUMENTS: Final = (".docx", ".xlsx", ".pptx", ".odt", ".epub", ".jar", ".apk")


def unpack(source: Source, limits: Limits, *, depth: int = 0) -> Iterator[Found]:
    """The source itself, or what is inside it, to any depth that is allowed; problems with the name they are about.

    Each source must be read before the next is asked for.
    """
    try:
        kind = _kind(source)
        if kind is None:
            yield source
        elif depth >= limits.nesting:
            message = f"is packed more than {limits.nesting} times: unpack it by hand"
            yield source.name, Problem("nested_too_deep", message)
        elif kind in COMPRESSED:
            yield from unpack(_inside(source, kind, limits), limits, depth=depth + 1)
        else:
            for found in (_zip if kind == ".zip" else _tar)(source, limits):
                if isinstance(found, Source):
                    yield from unpack(found, limits, depth=depth + 1)
                else:
                    yield found
    except UnreadableError as error:
        yield source.name, error.problem
    except BROKEN as error:
        message = f"cannot be unpacked ({error}): was it cut off? Copy it again"
        yield source.name, Problem("archive_broken", message)
    except OSError as error:
        yield source.name, of_os_error(error)


def _kind(source: Source) -> str | None:
    with source.open() as file:
        head = file.read(512)
    if source.kind_name.lower().endswith(ZIPPED_DOCUMENTS):
        return None
    return next((kind for magic, kind in MAGIC if magic.match(head)), None)


def _inside(source: Source, kind: str, limits: Limits) -> Source:
    """The one file that a compressed file holds; it keeps its name."""
    name = source.kind_name
    for ending in (kind, ".tgz", ".tzst", ".tbz2", ".txz"):
        if name.lower().endswith(ending):
            name = name[: -len(ending)] + SHORT_NAMES.get(ending, "")
            break

    def opened() -> BinaryIO:
        file = source.open()
        stream = Bounded(COMPRESSED[kind](file), Budget(limits, source.size), file)
        return cast(BinaryIO, BufferedReader(stream, CHUNK))

    return replace(source, open=opened, size=None, file_name=name)


def _zip(source: Source, limits: Limits) -> Iterator[Found]:
    with source.open() as opened, tempfile.SpooledTemporaryFile(SPOOLED) as spool:
        file = opened if opened.seekable() else spooled(opened, spool)
        with zipfile.ZipFile(file) as archive:
            budget = Budget(limits, source.size)
            for number, member in enumerate(archive.infolist(), 1):
                problem = _refusal(member.filename, number, limits)
                if member.filename.endswith("/") or (problem is None and _is_hidden(member.filename)):
                    continue
                if member.flag_bits & 1:
                    problem = Problem("encrypted", "is encrypted: unpack it with its password")
                name = f"{source.name}/{member.filename.lstrip('/')}"
                if problem:
                    yield name, problem
                    if problem.code == "too_many_members":
                        return
                    continue
                yield Source(name, partial(_zip_member, archive, member, budget), member.file_size)


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Budget) -> BinaryIO:
    try:
        inner = archive.open(member)
    except UnreadableError:
        raise
    except BROKEN as error:
        raise UnreadableError(
            "archive_broken", f"cannot be unpacked ({error}): was it cut off? Copy it again"
        ) from error
    return cast(BinaryIO, BufferedReader(Bounded(inner, budget), CHUNK))


def _tar(source: Source, limits: Limits) -> Iterator[Found]:
    with source.open() as file, tarfile.open(fileobj=file, mode="r|") as archive:
        budget = Budget(limits, None)  # the layer around a tar file pays for its ratio
        for number, member in enumerate(archive, 1):
            problem = _refusal(member.name, number, limits)
            if member.isdir() or (problem is None and _is_hidden(member.name)):
                continue
            name = f"{source.name}/{member.name.lstrip('/')}"
            if not member.isreg():
                problem = Problem("not_a_file", "is a link or device in an archive: pack the file itself")
            content = archive.extractfile(member) if problem is None else None
            if problem or content is None:
                yield name, problem or Problem("archive_broken", "cannot be unpacked: pack it again")
                if problem and problem.code == "too_many_members":
                    return
                continue
            with tempfile.SpooledTemporaryFile(SPOOLED) as spool:
                kept = spooled(cast(BinaryIO, Bounded(content, budget)), spool)
                yield Source(name, partial(again, kept), member.size)


def _is_hidden(name: str) -> bool:
    """Left by file managers: .DS_Store, __MACOSX/."""
    return any((part.startswith(".") and part.strip(".")) or part == "__MACOSX" for part in name.split("/"))


def _refusal(name: str, number: int, limits: Limits) -> Problem | None:
    if number > limits.members:
        return Problem(
            "too_many_members", f"is behind {limits.members:,} other files in its archive: unpack it by hand"
        )
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        return Problem("unsafe_path", "names a place outside its archive and was not read: pack it again")
    return None
