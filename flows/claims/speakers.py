"""The speakers of an article: the frames of its sentences, and for each phrase the sources that it means.

A phrase may name a source itself, stand for one named before, or name what a source made: its count, its report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from flows.claims import frames, sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.document import Document
from flows.claims.frame import Frame
from flows.claims.source_antecedents import of_definite, of_pronoun
from flows.claims.source_line import Line, Phrase, is_number, is_plausible, line
from flows.claims.source_names import Named, literal
from flows.claims.source_phrases import split

OWNERS: Final = {"its": "it", "his": "he", "her": "she", "their": "they"}


@dataclass
class Speakers:
    """The frames of an article by sentence and the sources they name, each worked out when first asked for."""

    doc: Document
    _frames: dict[int, list[Frame]] = field(default_factory=dict)
    _lines: dict[int, Line] = field(default_factory=dict)
    _named: dict[tuple[int, int, int], tuple[Named, ...]] = field(default_factory=dict)

    def frames(self, ordinal: int) -> list[Frame]:
        """Frames of the sentence."""
        found = self._frames.get(ordinal)
        if found is None:
            found = self._frames[ordinal] = frames.frames(self.line(ordinal), self.doc.sentences[ordinal].zone)
        return found

    def line(self, ordinal: int) -> Line:
        """Words of the sentence."""
        found = self._lines.get(ordinal)
        if found is None:
            found = self._lines[ordinal] = line(self.doc, ordinal)
        return found

    def named(self, phrase: Phrase) -> tuple[Named, ...]:
        """The sources that a phrase means: one, several for "the same sources", none where an anaphor finds nobody."""
        key = (phrase.sentence, phrase.lo, phrase.hi)
        found = self._named.get(key)
        if found is None:
            self._named[key] = ()  # an anaphor never means itself
            found = self._named[key] = self._name(phrase)
        return found

    def _name(self, phrase: Phrase) -> tuple[Named, ...]:
        """As `named`, worked out anew."""
        at = self.line(phrase.sentence)
        lo, hi = phrase.lo, phrase.hi
        words = at.words
        if hi - lo > 1 and (words[lo] == "by" or (is_number(words[lo]) and words[lo + 1] == "the")):
            return self.named(replace(phrase, lo=lo + 1))  # "(in) 1981-82 the IISS estimated", "by soldiers"
        if hi - lo == 1 and (words[lo] in lexicon().pronouns or words[lo] in ("him", "her", "them")):
            return _as_anaphor(at, lo, hi, of_pronoun(self, phrase.sentence, lo, words[lo]))
        head = lo + sources.head_of(words[lo:hi])
        if words[lo] in OWNERS and (sources.bare(words[head]) in lexicon().documents or hi - lo == 1):
            owner = of_pronoun(self, phrase.sentence, lo, OWNERS[words[lo]])
            if owner:
                return _as_anaphor(at, lo, hi, owner)
        if words[head] in lexicon().documents and head + 2 < hi and _is_made_by(words, head, hi):
            inner = [p for p in split(at, at.phrase(head + 2, hi)) if is_plausible(at, p.lo, p.hi)]
            if inner:
                return tuple(named for p in inner for named in self.named(p))
        if words[head] in lexicon().claims:
            owner_at = next((i for i in range(head - 1, lo - 1, -1) if words[i].endswith(("'s", "s'"))), None)
            if owner_at is not None:
                return self.named(at.phrase(lo, owner_at + 1))
        definite = of_definite(self, at, phrase)
        if definite:
            return _as_anaphor(at, lo, hi, definite)
        return (literal(self, at, phrase),)

    def all_named(self, phrases: Sequence[Phrase]) -> tuple[Named, ...]:
        """The sources of phrases in a row; adjectives before the last share its noun: "Malian and Western sources"."""
        named = [self.named(phrase) for phrase in phrases]
        if len(phrases) > 1 and len(named[-1]) == 1 and not named[-1][0].is_person:
            last = named[-1][0]
            for i, found in enumerate(named[:-1]):
                if len(found) == 1 and self._is_adjective(phrases[i], phrases[-1], last):
                    named[i] = (
                        replace(
                            found[0],
                            source_class=last.source_class,
                            anonymous=last.anonymous,
                            is_plural=last.is_plural,
                        ),
                    )
        return tuple(n for found in named for n in found)

    def _is_adjective(self, phrase: Phrase, last: Phrase, named: Named) -> bool:
        """Whether a phrase is nothing but the adjective of a state or bloc, as the last one has before its noun."""
        at = self.line(phrase.sentence)
        forms = {m.form for m in self.doc.mentions(at.ordinal) if m.start == at.tokens.starts[phrase.lo]}
        return (
            last.hi - last.lo > 1
            and named.code is not None
            and sources.home(at.words[phrase.lo : phrase.hi]) is not None
            and bool(forms & {"adjective", "demonym"})
            and phrase.hi - phrase.lo <= 2
        )


def _as_anaphor(at: Line, lo: int, hi: int, antecedents: tuple[Named, ...]) -> tuple[Named, ...]:
    """The antecedents, at the place of the words that stand for them."""
    start, end = at.tokens.starts[lo], at.tokens.ends[hi - 1]
    return tuple(replace(named, start=start, end=end, is_anaphor=True) for named in antecedents)


def _is_made_by(words: Sequence[str], head: int, hi: int) -> bool:
    """Whether the makers of a document follow it: "a video by X", "reports of the staff", but no "reports of rape"."""
    link = words[head + 1]
    is_body = link == "of" and words[head] in lexicon().claims and sources.classify(words[head + 2 : hi]) is not None
    return link in ("by", "from") or is_body
