"""Bytes to text: UTF-8 first, byte order marks, then a guess that is reported."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

from flows.articles.records import Problem, UnreadableError

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE: Final = 1 << 18  # bytes the guess is made on
CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
BINARY_SHARE: Final = 0.01  # control characters in text: a few are dirt, one in a hundred is another kind of file
BROKEN_SHARE: Final = 0.001  # bytes that are no UTF-8 in text that otherwise is: damage rather than another encoding
GUESS_CHAOS_MAX: Final = 0.2  # charset-normalizer's measure of mess, above which its best guess is no text


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was in, and a problem where that was a guess."""

    text: str
    encoding: str
    problem: Problem | None = None


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Text of `data`; `declared` is the encoding that a header or the page itself names.

    Raises UnreadableError with code `binary` for what is no text, `encoding` for text in no known encoding.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace"), encoding)
    wide = _wide(data)
    if wide:
        return Decoded(data.decode(wide, "replace"), wide)
    if is_binary(data):
        raise UnreadableError("binary", "holds binary data, no text: convert it to text, HTML or JSON Lines first")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _declared(data, declared) or _surrogates(data) or _damaged(data, error) or _guess(data)


def is_binary(data: bytes) -> bool:
    """Whether the start of `data` is no text in any encoding of single bytes or UTF-8."""
    sample = data[:SAMPLE]
    return len(CONTROLS.findall(sample)) > max(1, BINARY_SHARE * len(sample))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of western text is zero."""
    sample = data[:4096]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    most = 0.35 * len(sample)  # of the half of the bytes: 70 %
    if odd > most and even < odd / 20:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd < even / 20 else None


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    try:
        return Decoded(data.decode(declared), declared.lower())
    except (LookupError, UnicodeDecodeError):
        return None


def _surrogates(data: bytes) -> Decoded | None:
    """UTF-8 but for lone surrogates, which UTF-16 written unit by unit leaves; cleaning removes them."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    message = "has halves of characters (surrogates) that are no UTF-8: they were joined or left out; save it as UTF-8"
    return Decoded(paired, "utf-8", Problem("encoding_damaged", message, is_fatal=False))


def _damaged(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """UTF-8 with a few broken bytes, which become U+FFFD."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    multibyte = sum(map(data[:SAMPLE].count, (b"\xe2\x80", b"\xc3", b"\xd0", b"\xd1", b"\xc2")))
    if broken > BROKEN_SHARE * len(data) + 1 or multibyte <= broken:
        return None
    message = f"byte {error.start:,} and {broken - 1} more are no UTF-8: they were read as \ufffd; save it as UTF-8"
    return Decoded(text, "utf-8", Problem("encoding_damaged", message, is_fatal=False))


def _guess(data: bytes) -> Decoded:
    best = from_bytes(data[:SAMPLE]).best()
    if best is None or best.chaos > GUESS_CHAOS_MAX:
        raise UnreadableError("encoding", "is in no encoding that could be told: save it as UTF-8")
    encoding = "cp1252" if best.encoding in ("ascii", "latin_1", "cp1250", "cp1254", "cp1252") else best.encoding
    text = data.decode(encoding, "replace")
    message = f"is no UTF-8 and was read as {encoding}: check names with accents, or save it as UTF-8"
    return Decoded(text, encoding, Problem("encoding_guessed", message, is_fatal=False))
