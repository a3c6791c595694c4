"""A source as it is named: verbatim, without title, with its class and the state or group it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from flows.claims import entities, sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.source_line import STOPS, Line, Phrase, is_capital
from flows.claims.source_mentions import NEAR, mentioned_before
from flows.claims.source_persons import NAME_WORD, full_name, has_own_name, name_span

if TYPE_CHECKING:
    from flows.claims.speakers import Speakers

EMPHASIS: Final = re.compile(r"(?<!\w)[*_]+|[*_]+(?!\w)")
"""Marks of italics around words of a name."""


@dataclass(frozen=True, slots=True)
class Named:
    """A source that has been named: `start:end` are the words that stand here, `relays` whom it told."""

    name: str
    start: int
    end: int
    source_class: str
    code: str | None
    entity_id: str | None
    anonymous: bool
    is_plural: bool
    is_person: bool
    is_anaphor: bool = False
    relays: tuple[Named, ...] = ()


def literal(speakers: Speakers, at: Line, phrase: Phrase) -> Named:
    """The source as its own words name it, with the full name of a person whose surname alone stands here."""
    lo, hi, is_person = name_span(at, phrase.lo, phrase.hi)
    start, end = at.tokens.starts[lo], at.tokens.ends[hi - 1]
    words = at.words[lo:hi]
    if words[-1].endswith("'s"):
        end -= 2
    elif words[-1].endswith("s'"):
        end -= 1
    name = EMPHASIS.sub("", speakers.doc.text[start:end])
    wide = at.words[phrase.wide_lo : phrase.wide_hi]
    full = full_name(speakers.doc.text, name, start) if _may_be_surname(at, lo, hi) else None
    kind = sources.classify(words)
    if kind is None or is_person:
        kind = sources.classify(at.words[phrase.lo : lo]) or sources.classify(wide) or kind
    if kind is None and full is not None:
        kind = _class_at(speakers, full[1])
    mention = next(
        (
            m
            for m in speakers.doc.mentions(at.ordinal)
            if m.start < end and start < m.end and m.form not in ("city", "region")
        ),
        None,
    )
    known = entities.entity(mention.entity_id) if mention else None
    code = sources.home(words) or (known.code or known.iso3 if known else None) or sources.home(wide)
    if kind is None and known and mention and mention.form not in ("adjective", "demonym", "person"):
        kind = known.source_class
    if kind is None:
        kind = "government" if code and not is_person else "unspecified"
    return Named(
        name=full[0] if full else name,
        start=start,
        end=end,
        source_class=kind,
        code=code,
        entity_id=mention.entity_id if mention else None,
        anonymous=not is_person
        and full is None
        and any(sources.bare(w) in sources.lexicon().anonymous for w in words)
        and not has_own_name(at, lo, hi),
        is_plural=not is_person and sources.is_plural(words),
        is_person=is_person or full is not None or sources.bare(words[sources.head_of(words)]) in lexicon().persons,
        relays=_told_before(speakers, phrase, full[0]) if full else (),
    )


def _may_be_surname(at: Line, lo: int, hi: int) -> bool:
    """Whether the words are one with a capital that names no body and no country."""
    words = at.words[lo:hi]
    return (
        len(words) == 1
        and is_capital(at, lo)
        and sources.classify(words) is None
        and sources.home(words) is None
        and words[0] not in lexicon().fronted
    )


def _told_before(speakers: Speakers, phrase: Phrase, name: str) -> tuple[Named, ...]:
    """Whom a person, named again by surname, told what went before."""
    for sentence, told_by, relays in mentioned_before(speakers, phrase.sentence, phrase.lo):
        if sentence < phrase.sentence - NEAR:
            break
        for named in (n for p in told_by for n in speakers.named(p)):
            if named.name == name:
                return named.relays or tuple(r for p in relays for r in speakers.named(p))
    return ()


def _class_at(speakers: Speakers, offset: int) -> str | None:
    """Class that the words around a full name tell: the title before it, the apposition after it."""
    ordinal = speakers.doc.sentence_at(offset)
    at = speakers.line(ordinal)
    i = at.tokens.at(offset)
    before = at.words[max(0, i - 4) : i]
    for k in range(len(before) - 1, -1, -1):
        if before[k] in STOPS:
            before = before[k + 1 :]
            break
    after: list[str] = []
    for k in range(i, min(len(at), i + 5)):
        if at.words[k] == ",":
            after = at.words[k + 1 : k + 9]
            break
    return sources.classify(before) or sources.classify(after)


def from_text(speakers: Speakers, start: int, end: int) -> Named:
    """The source that characters of the article, within one sentence, name."""
    ordinal = speakers.doc.sentence_at(start)
    at = speakers.line(ordinal)
    return literal(speakers, at, at.phrase(at.tokens.at(start), at.tokens.at(end - 1) + 1))


def written_out(text: str, before: int, head: str) -> tuple[int, int] | None:
    """Span of the last longer name before an offset that ends in or contains `head`: "Ministry of Defence"."""
    if head.lower() not in text[:before].lower():
        return None
    word = re.escape(head)
    pattern = re.compile(
        rf"\b(?:{NAME_WORD} )+(?i:{word})\b(?: (?:of|for) (?:the )?{NAME_WORD}(?: (?:and )?{NAME_WORD})*)?"
        rf"|\b(?i:{word}) (?:of|for) (?:the )?{NAME_WORD}(?: {NAME_WORD})*"
        rf"|\b(?:{NAME_WORD} )?(?:defen[cs]e|health|interior|foreign) (?i:{word})\b"
    )
    return next((match.span() for match in reversed(list(pattern.finditer(text[:before])))), None)
