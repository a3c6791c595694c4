"""Text that is safe to show: nothing from an article moves the cursor, sets colours, reverses or hides characters."""

from __future__ import annotations

import sys
import unicodedata
from typing import Final

from rich.console import Console
from rich.text import Text

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories that draw nothing of their own: controls, format characters, surrogates, separators."""
KEPT: Final = frozenset("\n\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
MARK_STYLES: Final = {
    "number": "bold reverse",
    "rejected": "dim underline",
    "subject": "bold cyan",
    "source": "green",
    "place": "magenta",
    "cue": "italic green",
    "counted": "bold",
}


def clean(text: str) -> str:
    """`text` with every invisible character replaced by one visible one, so that spans stay valid; tabs are spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(c) for c in text)


def _visible(character: str) -> str:
    if character in KEPT or character.isprintable():
        return character
    if character in "\t\r\v\f" or unicodedata.category(character) == "Zs":
        return " "
    return REPLACEMENT if unicodedata.category(character) in INVISIBLE else character


def one_line(text: object, limit: int = 0) -> str:
    """`text` cleaned, on one line, and cut to `limit` characters with an ellipsis where a limit is given."""
    joined = " ".join(clean(str(text)).split())
    return joined if not limit or len(joined) <= limit else joined[: limit - 1].rstrip() + "…"


def plain(text: object, style: str = "") -> Text:
    """Cleaned text that rich shows as it is: no markup, no emoji codes, no highlighting."""
    return Text(clean(str(text)), style=style)


def console(*, stderr: bool = False, width: int | None = None) -> Console:
    """Console without markup of strings and without highlighting; at least 80 columns where no terminal says less."""
    stream = sys.stderr if stderr else sys.stdout
    if width is None and not stream.isatty():
        width = 100
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False, width=width, soft_wrap=False)
