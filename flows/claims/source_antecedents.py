"""Antecedents of an anaphor: of "he" and "they", of "the same sources", "that office", "the ministry"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.source_line import Line, Phrase, is_capital, is_plausible
from flows.claims.source_mentions import NEAR, Mentioned, mentioned_before
from flows.claims.source_names import Named, from_text, written_out

if TYPE_CHECKING:
    from flows.claims.speakers import Speakers


@dataclass(frozen=True, slots=True)
class _Anaphor:
    """A definite noun phrase: its noun, whether "same" or "that" points back, and whether it is an observer."""

    phrase: Phrase
    head: str
    head_at: int
    points: bool
    is_observer: bool


def of_pronoun(speakers: Speakers, sentence: int, token: int, pronoun: str) -> tuple[Named, ...]:
    """Antecedents of "he", "it" or "they" at a token: the nearest that agree with it, with whom they told."""
    for mentioned in mentioned_before(speakers, sentence, token):
        fitting = [
            replace(named, relays=named.relays or _all(speakers, mentioned.relays))
            for named in _plausible(speakers, mentioned, mentioned.sources)
            if _agrees(named, pronoun)
        ]
        if fitting:
            return tuple(fitting) if pronoun == "they" else (fitting[0],)
    return ()


def of_definite(speakers: Speakers, at: Line, phrase: Phrase) -> tuple[Named, ...]:
    """Antecedents of "the same sources", "that office", "the ministry"; () where there are none."""
    anaphor = _read(at, phrase)
    if anaphor is None:
        return ()
    earlier = mentioned_before(speakers, phrase.sentence, phrase.lo)
    called = _called(speakers, anaphor, earlier)
    if called:
        return called
    head = anaphor.head
    if is_capital(at, anaphor.head_at) or head in ("ministry", "observatory", "institute", "pentagon"):
        full = written_out(speakers.doc.text, at.tokens.starts[phrase.lo], head)
        if full is not None:
            return (from_text(speakers, *full),)
    if anaphor.points or head in lexicon().bodies or head in ("spokesman", "spokeswoman", "spokesperson"):
        return _of_that_kind(speakers, anaphor, earlier)
    return ()


def _read(at: Line, phrase: Phrase) -> _Anaphor | None:
    """The phrase as an anaphor; None where it is none, as a description tells of whom it is."""
    lex = lexicon()
    words = at.words[phrase.lo : phrase.hi]
    first = words[0]
    points = "same" in words[:2] or first in ("that", "those", "these", "this")
    one_of = words[:2] == ["one", "of"]
    if first not in ("the", "that", "those", "these", "this", "same") and not one_of:
        return None
    head_at = phrase.lo + (len(words) - 1 if one_of else sources.head_of(words))
    head = sources.bare(at.words[head_at])
    described = head_at - phrase.lo > 1
    observing = head in lex.bodies and all(
        w in lex.observing or w.endswith("-based") for w in at.words[phrase.lo + 1 : head_at]
    )
    if not points and not one_of and ((described and not observing) or sources.home([head]) is not None):
        return None
    if phrase.hi - head_at > 1 and not points:
        return None
    return _Anaphor(phrase, head, head_at, points, observing and described)


def _called(speakers: Speakers, anaphor: _Anaphor, earlier: Sequence[Mentioned]) -> tuple[Named, ...]:
    """The nearest that have the noun in their name or as their office, with whom they told."""
    phrase, stem = anaphor.phrase, anaphor.head.rstrip("s")
    for mentioned in earlier:
        matching: list[Named] = []
        for candidate in (*mentioned.sources, *mentioned.relays):
            if (candidate.sentence, candidate.lo) != (phrase.sentence, phrase.lo):
                matching += [n for n in speakers.named(candidate) if _is_called(speakers, candidate, n, stem)]
        if matching and (len(matching[0].name.split()) > 1 or anaphor.points or matching[0].is_anaphor):
            told = tuple(n for n in _all(speakers, mentioned.relays) if n not in matching)
            group = speakers.all_named(mentioned.sources) if anaphor.head.endswith("s") else matching[:1]
            return tuple(replace(n, relays=n.relays or told) for n in group or matching)
    return ()


def _of_that_kind(speakers: Speakers, anaphor: _Anaphor, earlier: Sequence[Mentioned]) -> tuple[Named, ...]:
    """The nearest that the noun can mean by its number and kind: a person, a body, a medium, an alliance."""
    lex = lexicon()
    head, sentence = anaphor.head, anaphor.phrase.sentence
    wanted = "any" if head == "source" else "he" if head in lex.persons else "it"
    if head.endswith("s") and anaphor.points:
        wanted = "they"
    if head in lex.documents and anaphor.points:
        wanted = "any"
    if head in ("report", "reports"):
        outlet = _nearest_outlet(speakers, earlier, sentence)
        if outlet is not None:
            return (outlet,)
    relayed = head in ("agency", "report", "reports", "paper", "newspaper", "network")
    for mentioned in earlier:
        if mentioned.sentence < sentence - NEAR and not anaphor.points:
            break
        phrases = (*mentioned.relays, *mentioned.sources) if relayed else mentioned.sources
        pool = list(_plausible(speakers, mentioned, phrases))
        if head in ("agency", "report", "newspaper", "network", "broadcaster"):
            outlets = [n for n in pool if n.source_class in sources.MEDIA_CLASSES]
            pool = outlets or ([] if head in ("agency", "newspaper") else pool)
        if head in lex.alliances:
            pool = [n for n in pool if n.source_class == "igo"]
        if anaphor.is_observer:
            pool = [n for n in pool if n.source_class in sources.OBSERVERS and not n.is_plural]
        fitting = [n for n in pool if wanted == "any" or _agrees(n, wanted)]
        if fitting:
            return tuple(fitting) if wanted == "they" else (fitting[0],)
    return ()


def _is_called(speakers: Speakers, phrase: Phrase, named: Named, stem: str) -> bool:
    """Whether a name holds the noun, or the noun is the office of the person: no "army" in "army chief"."""
    words = [sources.bare(w).lower().rstrip("s") for w in named.name.split()]
    if stem in words:
        return stem in lexicon().titles or words[sources.head_of(words)] not in lexicon().titles
    title = speakers.line(phrase.sentence).words[phrase.lo : phrase.hi]
    return named.is_person and stem in lexicon().titles and stem in title


def _nearest_outlet(speakers: Speakers, earlier: Sequence[Mentioned], sentence: int) -> Named | None:
    """The medium whose report "the report" is: the nearest that said or passed on something in three sentences."""
    for mentioned in earlier:
        if mentioned.sentence < sentence - NEAR:
            return None
        for named in _plausible(speakers, mentioned, (*mentioned.relays, *mentioned.sources)):
            if named.source_class in sources.MEDIA_CLASSES:
                return named
    return None


def _plausible(speakers: Speakers, mentioned: Mentioned, phrases: Sequence[Phrase]) -> Iterator[Named]:
    """Those of the phrases that can be sources, each named when it is asked for."""
    at = speakers.line(mentioned.sentence)
    return (named for p in phrases if is_plausible(at, p.lo, p.hi) for named in speakers.named(p))


def _all(speakers: Speakers, phrases: Sequence[Phrase]) -> tuple[Named, ...]:
    return tuple(named for phrase in phrases for named in speakers.named(phrase))


def _agrees(named: Named, pronoun: str) -> bool:
    """Whether a pronoun can stand for somebody: one person, one body, several."""
    if pronoun in ("he", "she", "him", "her"):
        return (named.is_person or named.source_class == "unspecified") and not named.is_plural
    if pronoun == "it":
        return not named.is_person and not named.is_plural
    return named.is_plural or not named.is_person
