"""HTML pages: the article's text by trafilatura, its metadata as the page states it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import trafilatura
from lxml import etree, html

from flows.articles.decoding import decode
from flows.articles.markup import tree_text
from flows.articles.readers.page_metadata import of_page
from flows.articles.readers.plain_text import read_whole
from flows.articles.records import Limits, Problem, Record, Source, UnreadableError

CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
DEPTH_KEPT: Final = 250  # libxml2 drops what is nested deeper than 256 elements
CELL_MAX: Final = 600  # code points: longer cells of a table hold paragraphs, not figures
SHORT: Final = 40  # code points below which an extraction counts as failed


def read(source: Source, limits: Limits) -> Iterator[Record | Problem]:
    """The article in an HTML file."""
    data = read_whole(source, limits.article_bytes)
    charset = re.search(r"charset=([\w-]+)", source.content_type or "")
    meta = CHARSET.search(data, 0, 4096)
    decoded = decode(data, declared=charset[1] if charset else meta[1].decode("ascii") if meta else None)
    yield page(decoded.text, url=source.url, problems=(decoded.problem,) if decoded.problem else ())


def page(text: str, *, url: str | None = None, problems: tuple[Problem, ...] = ()) -> Record:
    """The article in the text of a page; raises UnreadableError where there is none."""
    try:
        root = html.document_fromstring(DECLARATION.sub("", text).replace("\x00", ""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise UnreadableError(
            "html_broken", f"is no HTML that could be parsed ({error}): save the page again"
        ) from error
    metadata = of_page(root)
    body = _body(root)
    if len(body.strip()) < SHORT and not re.search(r"\w", body):
        if _depth(root) >= DEPTH_KEPT:
            raise UnreadableError(
                "html_too_deep", "has elements nested more than 250 deep and no text above: save it as text"
            )
        raise UnreadableError(
            "no_text", "has no text of an article: if the page builds it by script, save the page as shown"
        )
    return Record(
        body,
        title=metadata.title,
        author=metadata.author,
        publisher=metadata.publisher,
        url=metadata.url or url,
        published=metadata.published,
        language=metadata.language,
        problems=problems,
    )


def _body(root: html.HtmlElement) -> str:
    """Text of the article: as trafilatura finds it, else all of an article or main element."""
    for options in ({}, {"favor_recall": True}):
        text = _extract(root, options)
        if any(line.startswith("|") and len(line) > CELL_MAX for line in text.split("\n")):
            return _largest_cell(root) or text
        if len(text) >= SHORT:
            return text
    for element in (*root.xpath("//article"), *root.xpath("//main"), *root.xpath("//*[@itemprop='articleBody']")):
        text = tree_text(element)
        if len(text) >= SHORT:
            return text
    return text if root.xpath("//article | //main") else _extract(root, {"favor_recall": True})


def _largest_cell(root: html.HtmlElement) -> str:
    """Text of the innermost table cell that holds most of the page: tables were once used for layout."""
    texts = [tree_text(cell) for cell in root.iter("td") if len(cell.text_content()) > CELL_MAX]
    longest = max(map(len, texts), default=0)
    return min((text for text in texts if len(text) > 0.7 * longest), key=len, default="")


def _extract(root: html.HtmlElement, options: dict[str, Any]) -> str:
    try:
        found = trafilatura.bare_extraction(_copy(root), include_comments=False, with_metadata=False, **options)
    except (etree.LxmlError, RecursionError, ValueError, TypeError, AttributeError, AssertionError):
        return ""  # trafilatura fails on some trees; what the page element holds is tried next
    text = str(getattr(found, "text", None) or "")
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)


def _copy(root: html.HtmlElement) -> html.HtmlElement:
    """A tree of its own: trafilatura cuts pieces out of what it is given."""
    copied: html.HtmlElement = html.document_fromstring(html.tostring(root, encoding="unicode"))
    return copied


def _depth(root: html.HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
