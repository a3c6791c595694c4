"""Who was spoken of before: the sources of earlier frames, the subjects of earlier sentences, persons by full name.

An anaphor looks for its antecedent among them, backwards through the article (GUIDELINES, `origin`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.source_line import Line, Phrase, is_number, is_plausible
from flows.claims.source_persons import last_person
from flows.claims.source_subjects import first_subject

if TYPE_CHECKING:
    from flows.claims.speakers import Speakers

LOOK_BACK: Final = 6  # sentences
NEAR: Final = 3  # sentences within which a surname or "the agency" takes up those spoken of


class Mentioned(NamedTuple):
    """Those of one frame or subject: `sentence` is where, `relays` whom the sources told."""

    sentence: int
    sources: tuple[Phrase, ...]
    relays: tuple[Phrase, ...] = ()


def mentioned_before(speakers: Speakers, sentence: int, token: int) -> list[Mentioned]:
    """The sources and subjects before a token, the nearest first, in its sentence and the few before it."""
    found: list[Mentioned] = []
    for ordinal in range(sentence, max(-1, sentence - LOOK_BACK - 1), -1):
        at = speakers.line(ordinal)
        end = token if ordinal == sentence else len(at)
        for frame in reversed(speakers.frames(ordinal)):
            is_before = ordinal != sentence or (frame.cue < token and all(p.hi <= token for p in frame.sources))
            if frame.kind != "relay" and is_before:
                found.append(Mentioned(ordinal, frame.sources, frame.relays))
        subject = first_subject(at, min(len(at), end))
        if subject is not None and subject.hi <= end and _opens(at, subject):
            found.append(Mentioned(ordinal, (subject,)))
        person = last_person(at, end)
        if person is not None:
            found.append(Mentioned(ordinal, (person,)))
    return found


def _opens(at: Line, subject: Phrase) -> bool:
    """Whether the subject of a sentence can be an antecedent: no quantity, time or place."""
    first = at.words[subject.lo]
    lex = lexicon()
    if (
        first in lex.quantities
        or "and" in at.words[subject.lo : subject.hi]
        or first == "such"
        or first in lexicon().possessives
        or first in lex.prepositions
        or first in lex.times
        or any(is_number(word) for word in at.words[subject.lo : subject.hi + 1])
    ):
        return False
    if not is_plausible(at, subject.lo, subject.hi):
        return False
    words = at.words[subject.lo : subject.hi]
    dateline = not at.is_caps and at.word(subject.hi) == "," and at.tokens.raw[subject.hi - 1].isupper()
    if dateline and len(words) < 3:
        return False
    return len(words) > 1 or sources.classify(words) is not None or sources.home(words) is not None
