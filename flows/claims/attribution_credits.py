"""Outlets credited in brackets at the end of a line: "... kills nine soldiers. (Reuters), (AP via The Guardian)".

A digest of news names the report that each of its lines is taken from this way; the outlet is the origin of figures
for which the line names nobody else, and passes on what others say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from flows.claims import sources, stories
from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.sources import Source

CREDIT: Final = re.compile(r"\((?P<names>[^()\n]{2,90})\)(?=[ ,.;]*(?:\(|\n|\Z))")
CITED: Final = re.compile(r"\((?P<name>[A-Z][^()\d\n]{1,60}?),?\s+(?:19|20)\d\d\)")
"""A work cited with its year behind a figure: "18,600 troops (IISS 2018)"."""
CITABLE: Final = frozenset({"agency", "media", "ngo"})
PARTS: Final = re.compile(r"(?P<via>\bvia\s+)?(?P<name>(?:(?!\bvia\b)[^,;/])+)")
OUTER: Final = " _*'\"“”"
LONGEST: Final = 6  # words of an outlet's name
OUTLETS: Final = frozenset({"agency", "media"})


def credit(doc: Document, figures: Sequence[Figure], found: list[tuple[Source, ...]]) -> None:
    """Add the outlets that the line of a figure credits to its sources in `found`, parallel to `figures`."""
    if figures and CITED.search(doc.text):
        _cite(doc, figures, found)
    if not figures or not CREDIT.search(doc.text):
        return
    digest = stories.is_digest(doc)
    for i, figure in enumerate(figures):
        end = doc.text.find("\n", figure.number.end)
        line_end = end if end >= 0 else len(doc.text)
        named = any(source.role == "origin" and source.name for source in found[i])
        for bracket in CREDIT.finditer(doc.text, figure.number.end, line_end + 1):
            outlets = list(_outlets(doc, bracket, digest=digest))
            found[i] += tuple(
                Source(name, start, start + len(name), "relay" if named or is_via else "origin", bracket[0], entity,
                       code, kind, False, False, "explicit")
                for name, start, is_via, entity, code, kind in outlets
            )  # fmt: skip


def _cite(doc: Document, figures: Sequence[Figure], found: list[tuple[Source, ...]]) -> None:
    """Add the body whose work a bracket behind a figure cites, where the sentence names nobody else."""
    for i, figure in enumerate(figures):
        end = doc.sentences[figure.sentence].end
        bracket = CITED.search(doc.text, figure.number.end, end)
        if bracket is None or any(source.role == "origin" and source.name for source in found[i]):
            continue
        start, name = bracket.start("name"), bracket["name"]
        known = next((m for m in doc.mentions(figure.sentence) if m.start == start and m.form in CITABLE), None)
        if known is not None:
            kind = sources.classify([w.lower() for w in name.split()]) or "think_tank"
            found[i] += (
                Source(name, start, start + len(name), "origin", bracket[0], known.entity_id, known.code, kind, False,
                       False, "explicit"),
            )  # fmt: skip


def _outlets(
    doc: Document, bracket: re.Match[str], *, digest: bool
) -> Iterator[tuple[str, int, bool, str | None, str | None, str]]:
    """Name, start, whether it only passes on, entity, code and class of each outlet that the bracket holds."""
    for part in PARTS.finditer(doc.text, *bracket.span("names")):
        name = part["name"].strip(OUTER)
        start = doc.text.find(name, part.start("name")) if name else -1
        if start < 0:
            continue
        mentions = doc.mentions(doc.sentence_at(start))
        known = next((m for m in mentions if m.start < start + len(name) and start < m.end and m.form in OUTLETS), None)
        words = name.split()
        titled = len(words) <= LONGEST and all(w[0].isupper() or w in ("of", "the", "and") for w in words)
        if known is None and not (digest and titled and not any(c.isdigit() for c in name)):
            continue
        kind = sources.classify([w.lower() for w in words])
        kind = kind if kind in sources.MEDIA_CLASSES else "media"
        yield name, start, part["via"] is not None, known and known.entity_id, known and known.code, kind
