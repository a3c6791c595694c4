"""What a web page says about itself: JSON-LD, OpenGraph, Dublin Core and the like. Only what is stated, no guesses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import html

from flows.lexicon import read_toml

LD_MAX: Final = 1 << 20  # code points of one block of JSON-LD
NAMES: Final[dict[str, Any]] = read_toml("page_metadata.toml")
ARTICLE_TYPES: Final[list[str]] = NAMES["article_types"]


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """Stated metadata of a page; unknown is None."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None


def of_page(root: html.HtmlElement) -> PageMetadata:
    """Metadata of a parsed page."""
    linked = _linked(root)
    metas = _metas(root)
    publisher = _name(linked.get("publisher")) or _first(metas, NAMES["publisher"])
    canonical = root.xpath("string((//link[@rel='canonical']/@href)[1])") or _first(metas, NAMES["url"])
    url = canonical if canonical and canonical.startswith(("http://", "https://")) else None
    return PageMetadata(
        title=_string(linked.get("headline")) or _first(metas, NAMES["title"]) or _title(root, publisher),
        author=_name(linked.get("author")) or _person(_first(metas, NAMES["author"])),
        publisher=publisher,
        url=url,
        published=_string(linked.get("datePublished")) or _first(metas, NAMES["published"]) or _time_element(root),
        language=_string(linked.get("inLanguage")) or root.get("lang") or _first(metas, NAMES["language"]),
    )


def _linked(root: html.HtmlElement) -> Mapping[str, Any]:
    """The JSON-LD object that describes the article, {} if there is none."""
    found: dict[int, Mapping[str, Any]] = {}
    for script in root.xpath("//script[@type='application/ld+json']/text()"):
        if len(script) > LD_MAX:
            continue
        try:
            document = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(document):
            kinds = node.get("@type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if kind in ARTICLE_TYPES:
                    found.setdefault(ARTICLE_TYPES.index(kind), node)
    return found[min(found)] if found else {}


def _nodes(document: Any) -> Iterator[Mapping[str, Any]]:
    """Objects of a JSON-LD document: itself, those of its list or graph."""
    for node in document if isinstance(document, list) else [document]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            yield from (inner for inner in (graph if isinstance(graph, list) else ()) if isinstance(inner, dict))


def _metas(root: html.HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = (meta.get("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _first(metas: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """Name of a person or organisation in JSON-LD, of several joined by commas."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) or None
    return _string(value.get("name")) if isinstance(value, dict) else _person(_string(value))


def _person(value: str | None) -> str | None:
    return None if value and value.startswith(("http://", "https://", "@")) else value


def _title(root: html.HtmlElement, publisher: str | None) -> str | None:
    """The only first heading, or the title element without the outlet's name at its end."""
    headings = root.xpath("//h1")
    if len(headings) == 1 and (heading := " ".join(headings[0].text_content().split())):
        return heading
    title = " ".join(root.xpath("string((//title)[1])").split())
    for separator in NAMES["separators"]:
        head, _, tail = title.rpartition(separator)
        if head and publisher and tail.casefold() in publisher.casefold():
            return head
    return title or None


def _time_element(root: html.HtmlElement) -> str | None:
    """Date of a time element that is marked as that of publication, or of the only one in the page's header."""
    marked = root.xpath("//time[@itemprop='datePublished' or @pubdate or contains(@class,'publish')]/@datetime")
    times = marked or root.xpath("//article//header//time/@datetime") or root.xpath("//article//time/@datetime")
    return str(times[0]) if marked or len(set(times)) == 1 else None
