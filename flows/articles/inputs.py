"""Inputs as users give them (files, folders, patterns, addresses) as the sources to read."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import BinaryIO, Final, cast

from flows.addresses import ADDRESS, shown
from flows.articles.records import Begun, FileRead, Limits, Problem, Source, Unchanged, of_os_error
from flows.articles.unpacking import unpack

PATTERN: Final = frozenset("*?[")
READ_ONCE: Final = 16 << 20
"""Bytes of a file up to which it is held in memory; a larger one is read for its hash and then again."""


def never_read(name: str, digest: str) -> FileRead | None:
    """Says of every file that it must be read."""
    return None


Item = Source | tuple[str, Problem] | Begun | Unchanged


def expand(
    inputs: Iterable[str], limits: Limits, before: Callable[[str, str], FileRead | None] = never_read
) -> Iterator[Item]:
    """Sources of `inputs` in order, each file once, with what is inside archives; problems where there is no source.

    Each source must be read before the next is asked for. `before`, asked by name and hash of a file's bytes, tells how
    it was read if it need not be read again.

    Folders are read with what is below them in the order of names, without hidden files and without following links
    to folders. Names are as given, so that results do not depend on where the folder lies.
    """
    seen: set[str] = set()
    for given in inputs:
        if ADDRESS.match(given):
            from flows.articles import remote  # its libraries take half a second to import

            yield Begun(shown(given))
            for fetched in remote.expand(given, limits):
                yield from _unpacked(fetched, limits)
            continue
        found = False
        for name in _names(given):
            real = os.path.realpath(name)
            found = True
            if real not in seen:
                seen.add(real)
                yield from _sources(name, limits, before, is_asked_for=name == given)
        if not found:
            yield Begun(given)
            yield given, _nothing(given)


def _sources(
    name: str, limits: Limits, before: Callable[[str, str], FileRead | None], *, is_asked_for: bool
) -> Iterator[Item]:
    found = _file(name, is_asked_for=is_asked_for)
    digest = None
    if isinstance(found, Source):
        try:
            with found.open() as file:
                if found.size is not None and found.size <= READ_ONCE:
                    data = file.read()
                    digest = hashlib.sha256(data).hexdigest()
                    found = replace(found, open=partial(BytesIO, data))
                else:
                    digest = hashlib.file_digest(cast(BufferedReader, file), "sha256").hexdigest()
        except OSError as error:
            found = name, of_os_error(error)
        if digest and (known := before(name, digest)):
            yield Unchanged(known)
            return
    yield Begun(name, digest)
    yield from _unpacked(found, limits)


def _unpacked(found: Source | tuple[str, Problem], limits: Limits) -> Iterator[Source | tuple[str, Problem]]:
    if isinstance(found, Source):
        yield from unpack(found, limits)
    else:
        yield found


def _names(given: str) -> Iterator[str]:
    if os.path.isdir(given):
        yield from _below(given)
    elif os.path.lexists(given):
        yield given
    elif PATTERN & set(given):
        for name in sorted(glob.iglob(given, recursive=True)):
            if os.path.isdir(name):
                yield from _below(name)
            else:
                yield name


def _below(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(place, name) for name in sorted(names) if not name.startswith("."))


def _file(name: str, *, is_asked_for: bool) -> Source | tuple[str, Problem]:
    try:
        status = os.stat(name)
    except OSError as error:
        return name, Problem("unreadable", f"cannot be opened ({error.strerror}): check the file or the link")
    if not stat.S_ISREG(status.st_mode):
        return name, Problem("not_a_file", "is a pipe, socket or device: give files or folders")
    if status.st_size == 0:
        return name, Problem("empty", "is empty: delete it, or check how it was made")
    return Source(name, partial(_open, name), status.st_size, is_asked_for=is_asked_for)


def _open(name: str) -> BinaryIO:
    return Path(name).open("rb")


def _nothing(given: str) -> Problem:
    if os.path.isdir(given):
        return Problem("no_files", "is a folder without files: put articles into it")
    if PATTERN & set(given):
        return Problem("not_found", "matches no file: check the pattern")
    return Problem("not_found", "is not there: check the name and the folder that you are in")
