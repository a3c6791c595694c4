"""Clean text: one form for what looks the same, and nothing in it that a reader cannot see.

Offsets of the warehouse are into the cleaned text, so cleaning comes before everything else and is idempotent.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

NEWLINES: Final = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
# Control characters, byte order marks, soft hyphens, zero-width and bidirectional controls, lone surrogates, tags and
# noncharacters. Overrides among them can make a number read differently from what it is.
_INVISIBLE: Final = (
    "\x00-\x08\x0e-\x1f\x7f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
_C1: Final = "\x80-\x84\x86-\x9f"  # controls, but also halves of mojibake: they go last
# UTF-8 that was read as a single-byte encoding: a lead byte, then a continuation byte as Latin-1 or Windows-1252.
MOJIBAKE: Final = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# Digits of other scripts, full-width and mathematical ones, which look like numbers and must count as such.
_DIGITS: Final = "٠-٩۰-۹०-९০-৯๐-๙０-９\U0001d7ce-\U0001d7ff"
TERMINAL: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")  # a control sequence goes as a whole (ECMA-48, 5.4)
INVISIBLE: Final = re.compile(f"[{_INVISIBLE}]")
C1: Final = re.compile(f"[{_C1}]")
FOREIGN_DIGIT: Final = re.compile(f"[{_DIGITS}]")
MIXED_DIGITS: Final = re.compile(f"[0-9][{_DIGITS}]|[{_DIGITS}][0-9]")
SUSPECT: Final = re.compile(f"[{_INVISIBLE}{_C1}{_DIGITS}]")  # one search instead of three where all is well
BIDI: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
PASSES_MAX: Final = 4


def clean(text: str) -> str:
    """`text` with line feeds as its only line ends, composed characters (NFC), ASCII digits and no invisible ones.

    Lines and spaces stay as they are, but for blank lines before the first and white space after the last character.
    """
    text = _line_feeds(text)
    if "\x1b" in text:
        text = TERMINAL.sub("", text)
    if text.isascii():
        text = INVISIBLE.sub("", text)
    else:
        for _ in range(PASSES_MAX):  # what one step removes may have hidden work from the step before
            before, text = text, _clean_unicode(text)
            if text == before:
                break
    start = 0
    while start < len(text) and text[start].isspace():
        start += 1
    return text[start:].rstrip()


def _clean_unicode(text: str) -> str:
    if not SUSPECT.search(text) and not MOJIBAKE.search(text):
        return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
    text = INVISIBLE.sub("", text)
    if MOJIBAKE.search(text):
        text = "\n".join(map(_mend, text.split("\n")))
    text = _line_feeds(C1.sub("", text))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return FOREIGN_DIGIT.sub(lambda found: str(unicodedata.decimal(found.group())), text)


def _line_feeds(text: str) -> str:
    for end in NEWLINES:
        if end in text:
            text = text.replace(end, "\n")
    return text


def _mend(line: str) -> str:
    if not MOJIBAKE.search(line):
        return line
    from ftfy import fix_encoding  # a third of a second to import, and few texts need it
    from ftfy.badness import is_bad

    return fix_encoding(line) if is_bad(line) else line


def clean_field(value: str | None) -> str | None:
    """One line of clean text for a title, author or publisher; None if nothing is left."""
    if value is None:
        return None
    return " ".join(clean(value).split()) or None


def has_mixed_digits(text: str) -> bool:
    """Whether `text` has a number with digits of another script among those that it looks like."""
    return not text.isascii() and MIXED_DIGITS.search(text) is not None


def has_hidden_order(text: str) -> bool:
    """Whether `text` has bidirectional overrides, which show characters in another order than they are in."""
    return not text.isascii() and BIDI.search(text) is not None
