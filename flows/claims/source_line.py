"""The words of one sentence as sources are looked for in them, and what each word and phrase can be.

Indexes are of tokens, ranges half-open; sentences in capitals are read too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.document import Document, Tokens

STOPS: Final = frozenset(',;:()[]"“”–—!?…|•*/')
EMPHASIS: Final = frozenset({"*", "**", "_", "__"})
DASHES: Final = frozenset("-–—")


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one sentence, ready to be read: `is_caps` where the whole sentence is in capitals."""

    ordinal: int
    tokens: Tokens
    words: list[str]
    """Lower-case words and punctuation, those of the tokens."""
    is_caps: bool

    def __len__(self) -> int:
        return len(self.words)

    def word(self, i: int) -> str:
        """The word at `i`, "" outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def phrase(self, lo: int, hi: int) -> Phrase:
        """The tokens `lo:hi` as a phrase that nothing describes further."""
        return Phrase(self.ordinal, lo, hi, lo, hi)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `lo:hi` of a sentence that name a source; `wide_lo:wide_hi` also title and apposition."""

    sentence: int
    lo: int
    hi: int
    wide_lo: int
    wide_hi: int


def without_emphasis(tokens: Tokens) -> Tokens:
    """The tokens without the marks around emphasised words: "according to *The Times*"."""
    if EMPHASIS.isdisjoint(tokens.words):
        return tokens
    starts, ends, last = tokens.starts, tokens.ends, len(tokens) - 1
    kept = [
        k
        for k, word in enumerate(tokens.words)
        if word not in EMPHASIS or not ((k < last and ends[k] == starts[k + 1]) or (k and ends[k - 1] == starts[k]))
    ]
    words, raw = [tokens.words[k] for k in kept], [tokens.raw[k] for k in kept]
    return Tokens(words, raw, [starts[k] for k in kept], [ends[k] for k in kept])


def line(doc: Document, ordinal: int) -> Line:
    """The sentence as a line of words."""
    tokens = without_emphasis(doc.tokens(ordinal))
    sentence = doc.sentences[ordinal]
    return Line(ordinal, tokens, tokens.words, doc.text[sentence.start : sentence.end].isupper())


def is_stop(at: Line, i: int) -> bool:
    """Whether token `i` is punctuation that ends a phrase; full stops of titles and initials do not."""
    word = at.words[i]
    if word in STOPS:
        return True
    if word == ".":
        return i == 0 or not (at.words[i - 1] in lexicon().abbreviations or len(at.words[i - 1]) == 1)
    if word == "-":
        starts, ends = at.tokens.starts, at.tokens.ends
        return i == 0 or starts[i] > ends[i - 1] or (i + 1 < len(at) and starts[i + 1] > ends[i])
    return word in ("'", "‘", "’")


def next_stop(at: Line, i: int) -> int:
    """Place of the first stop from `i`, the end of the sentence without one."""
    return next((k for k in range(i, len(at)) if is_stop(at, k)), len(at))


def is_number(word: str) -> bool:
    """Whether the word begins with a digit."""
    return word[:1].isdigit()


def is_finite(at: Line, i: int) -> bool:
    """Whether token `i` is a verb that ends a noun phrase on either side."""
    word = at.words[i]
    lex = lexicon()
    if word == "may" and i and is_capital(at, i):
        return False  # the month
    if word in lex.auxiliaries:
        return True
    verb_class = lex.verbs.get(word)
    return verb_class == "say" or (
        verb_class is not None and ((word.endswith("ed") and word != "named") or word in lex.finite)
    )


def is_capital(at: Line, i: int) -> bool:
    """Whether token `i` is written with a capital where that tells something."""
    return not at.is_caps and at.tokens.raw[i][:1].isupper()


def is_plausible(at: Line, lo: int, hi: int) -> bool:
    """Whether the phrase can be a source: a pronoun, a name, or a noun of sources.toml."""
    if hi <= lo:
        return False
    lex = lexicon()
    words = at.words[lo:hi]
    first = words[0]
    if len(words) == 1 and first in lex.pronouns:
        return True
    if len(words) == 1 and (first in lex.nobody or is_number(first)):
        return False
    if first in ("i", "we", "you", "in", "during") or sources.is_never(words):
        return False
    if first in lex.titles and len(words) > 1:
        return True
    if sources.classify(words) is not None or sources.home(words) is not None:
        return True
    head = lo + sources.head_of(words)
    return any(is_capital(at, i) for i in range(lo, head + 1) if at.words[i] not in lex.determiners)
