"""What readers take and give: sources, limits, records of articles, and problems with inputs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Final

MIB: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost; larger ones become issues. Sizes in bytes unless said otherwise."""

    article_bytes: int = 16 * MIB
    """One article: a text or HTML file, a line of JSON Lines, a cell of a table, an e-mail."""
    document_bytes: int = 64 * MIB
    """One file that must be read whole: JSON that is no JSON Lines, a feed, a PDF."""
    unpacked_bytes: int = 16 << 30
    """All that comes out of one compressed file or archive."""
    unpacked_ratio: int = 200
    """Unpacked size by packed size, for what unpacks to more than `unpacked_free` bytes."""
    unpacked_free: int = 64 * MIB
    """Below this size the ratio does not matter."""
    members: int = 1_000_000
    """Files in one archive."""
    nesting: int = 3
    """Archives in archives."""
    """Elements within elements of an HTML page."""
    seconds: float = 60.0
    """One request to a server, redirects and all."""
    redirects: int = 5
    """Redirects of one request."""
    allow_private: bool = False
    """URLs may lead to private, local and reserved addresses."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: the name that users know it by, how to open it, and where it was published if that is known."""

    name: str
    open: Callable[[], BinaryIO]
    size: int | None = None
    url: str | None = None
    content_type: str | None = None
    is_asked_for: bool = False
    """Named by the user, rather than found in a folder or an archive."""
    file_name: str | None = None
    """Name that tells the format, where `name` does not: of what is inside a compressed file."""

    @property
    def kind_name(self) -> str:
        """Name whose extension tells the format."""
        return self.file_name or self.name


@dataclass(frozen=True, slots=True)
class Problem:
    """Trouble with an input: what kind (schemas: issues.code), and a message that says what to do."""

    code: str
    message: str
    number: int | None = None
    """Which record of the input, from 1, where it is about one."""
    is_fatal: bool = True
    """No article came of it; otherwise the article was kept."""


@dataclass(slots=True)
class FileRead:
    """A file as it was read: hash of its bytes, its articles, what was rejected in it, and the issues about it."""

    name: str
    digest: str
    articles: int = 0
    rejected: int = 0
    issues: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    """Input, code, message and article of each."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """In the place of a file's sources: it was read before as it is now."""

    read: FileRead


@dataclass(frozen=True, slots=True)
class Begun:
    """Before the sources of an input: its name, and the hash of its bytes if it is a file that can be read."""

    name: str
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An article as its format gives it, before cleaning; unknown is None."""

    body: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | datetime | None = None
    language: str | None = None
    number: int | None = None
    """Which record of the input, from 1, where it holds several."""
    problems: tuple[Problem, ...] = ()
    """What went wrong though the article could be read."""


def size_text(size: int) -> str:
    """Bytes for people: 64 MB."""
    return f"{size / MIB:,.0f} MB" if size >= MIB else f"{size / 1024:,.0f} kB" if size >= 1024 else f"{size} bytes"


class UnreadableError(ValueError):
    """An input that gives no article; carries the problem to report."""

    def __init__(self, code: str, message: str, *, number: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(code, message, number)


def of_os_error(error: OSError) -> Problem:
    """What to do about a file that cannot be read."""
    reason = error.strerror or type(error).__name__
    if isinstance(error, FileNotFoundError):
        return Problem("not_found", "is not there (any more): check the name")
    if isinstance(error, PermissionError):
        return Problem("unreadable", "may not be read: give this user the right to read it")
    return Problem("unreadable", f"cannot be read ({reason}): check the file and the disk")
