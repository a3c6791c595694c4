"""Text of HTML fragments, as feeds, e-mails and records of data sets carry them: a line a block, no scripts."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree, html

from flows.lexicon import read_toml

TAG: Final = re.compile(
    r"</?(?:p|div|br|span|a|li|ul|ol|strong|em|b|i|h[1-6]|table|figure|img|blockquote|article)\b[^<>]*>", re.I
)
ENTITY: Final = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,6});", re.IGNORECASE)
SKIPPED: Final = frozenset(read_toml("page_metadata.toml")["elements"]["skipped"])
BLOCKS: Final = frozenset(read_toml("page_metadata.toml")["elements"]["blocks"])
CELLS: Final = frozenset(("td", "th"))


def is_markup(text: str) -> bool:
    """Whether `text` is written in HTML rather than plain."""
    return "<" in text and TAG.search(text) is not None


def to_text(fragment: str) -> str:
    """Words of an HTML fragment: a line a block, "- " before items, " | " between cells; no scripts, no figures."""
    try:
        root = html.fragment_fromstring(fragment.replace("\x00", ""), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return TAG.sub(" ", fragment)
    return tree_text(root)


def tree_text(root: html.HtmlElement) -> str:
    """Words of a parsed element, as `to_text`."""
    pieces: list[str] = []
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            skipped += tag in SKIPPED
            if not skipped:
                pieces.append(("" if element is root else _before(tag)) + _flow(element.text, tag))
            continue
        if event == "end":
            skipped -= tag in SKIPPED
            if not skipped and tag in BLOCKS:
                pieces.append("\n")
        if not skipped and element is not root:
            pieces.append(_flow(element.tail, ""))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line.strip("-| "))


def _before(tag: str) -> str:
    return "\n- " if tag == "li" else " | " if tag in CELLS else "\n" if tag in BLOCKS else ""


def _flow(text: str | None, tag: str) -> str:
    """Text of an element, in which line ends are mere spaces unless it is preformatted."""
    return "" if not text else text if tag == "pre" else text.replace("\n", " ").replace("\r", " ")
