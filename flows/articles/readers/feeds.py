"""RSS (0.9 to 2.0, RDF) and Atom feeds: an article an entry, as much of it as the feed carries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from flows.articles import markup
from flows.articles.readers.plain_text import read_whole
from flows.articles.records import Limits, Problem, Record, Source, UnreadableError

ENTITY: Final = re.compile(rb"<!ENTITY", re.IGNORECASE)
ENTRIES: Final = frozenset({"item", "entry"})
ROOTS: Final = frozenset({"rss", "feed", "RDF"})
# Elements of an entry, by local name, best first.
BODY: Final = ("encoded", "content", "description", "summary")
TITLE: Final = ("title",)
AUTHOR: Final = ("creator", "author")
PUBLISHED: Final = ("pubDate", "published", "date", "issued", "updated")


def read(source: Source, limits: Limits) -> Iterator[Record | Problem]:
    """The entries of a feed."""
    data = read_whole(source, limits.document_bytes)
    if ENTITY.search(data):
        raise UnreadableError(
            "unsafe_xml", "defines XML entities, which can hide a bomb: no feed needs them, save it without"
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("xml_broken", f"is no XML that could be parsed ({error}): save it again") from error
    if root is None or _local(root) not in ROOTS:
        found = "" if root is None else f" but <{_local(root)}>"
        raise UnreadableError(
            "xml_no_feed", f"is no RSS or Atom feed{found}: save the articles as text, HTML or JSON Lines"
        )
    outlet = _outlet(root)
    language = next((e.text for e in root.iter() if _local(e) == "language" and e.text), None) or root.get(
        "{http://www.w3.org/XML/1998/namespace}lang"
    )
    entries = [element for element in root.iter() if _local(element) in ENTRIES]
    if not entries:
        raise UnreadableError("no_text", "is a feed without entries: fetch it again later")
    for number, entry in enumerate(entries, 1):
        yield _record(entry, number, outlet, language)


def _record(entry: Any, number: int, outlet: str | None, language: str | None) -> Record | Problem:
    title = _text(entry, TITLE)
    body = _text(entry, BODY)
    if not title and not body:
        return Problem("no_text_field", f"entry {number:,} has neither title nor text", number)
    source = next((_flat(e) for e in entry if _local(e) == "source"), None)
    return Record(
        body or "",
        title=title,
        author=_author(entry),
        publisher=source or outlet,
        url=_link(entry),
        published=_text(entry, PUBLISHED),
        language=language,
        number=number,
    )


def _outlet(root: Any) -> str | None:
    """Title of the feed without what follows a separator: "Meridian Post - World" """
    channel = next((e for e in root if _local(e) == "channel"), root)
    title = next((_flat(e) for e in channel if _local(e) == "title"), None)
    return re.split(r"\s+[|>»–—-]\s+|: ", title)[0] if title else None


def _text(entry: Any, names: tuple[str, ...]) -> str | None:
    """Text of the first of the elements `names` that has any, without markup."""
    for name in names:
        for element in entry:
            if _local(element) != name:
                continue
            if len(element):  # Atom with type="xhtml"
                text = markup.to_text(etree.tostring(element, encoding="unicode", method="html"))
            else:
                text = element.text or ""
                if markup.is_markup(text) or markup.ENTITY.search(text):
                    text = markup.to_text(text)
            if text.strip():
                return text.strip()
    return None


def _author(entry: Any) -> str | None:
    for name in AUTHOR:
        for element in entry:
            if _local(element) == name:
                inner = next((e.text for e in element if _local(e) == "name" and e.text), None)
                text = (inner or element.text or "").strip()
                bracketed = re.fullmatch(r"\S+@\S+\s+\((.+)\)", text)  # RSS: jane@example.org (Jane Doe)
                if text:
                    return bracketed[1] if bracketed else text
    return None


def _link(entry: Any) -> str | None:
    """Address of the entry's page."""
    for element in entry:
        if _local(element) == "link":
            address = element.get("href") if element.get("rel", "alternate") == "alternate" else None
            if address or (element.text or "").strip():
                return address or str(element.text).strip()
    guid = next((e for e in entry if _local(e) in ("guid", "id")), None)
    text = "" if guid is None else (guid.text or "").strip()
    return text if text.startswith(("http://", "https://")) else None


def _flat(element: Any) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None


def _local(element: Any) -> str:
    """Name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
