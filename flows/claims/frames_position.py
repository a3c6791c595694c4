"""Whether a source stands before, after or inside what it says, and the words it governs."""

from __future__ import annotations

from typing import Final

from flows.claims.attribution_words import words as lexicon
from flows.claims.source_line import Line, Phrase, is_finite, is_number, is_stop, next_stop

LONGEST_SETTING: Final = 10  # words of "on the sidelines of a conference in the capital"


def placed(at: Line, phrase: Phrase, tail: int) -> tuple[str, int, int]:
    """Kind of the frame of a subject, and the tokens it governs; `tail` is where its verb and audience end."""
    n = len(at)
    lo = phrase.wide_lo
    before = at.word(lo - 1)
    if before == "what":
        return "both", 0, n
    if before == "," and tail < n and _is_setting(at, tail):
        tail = next_stop(at, tail)
    if not _has_statement_before(at, lo):
        return "before", tail, n
    if before == "," and _is_meanwhile(at, tail):
        return "both", 0, n
    if not _is_over(at, tail):
        return "before", tail, n
    if at.word(tail) in (",", ";", "–", "—", "-"):
        return "both", 0, n
    return "after", 0, lo


def _has_statement_before(at: Line, lo: int) -> bool:
    """Whether something that can be what is said stands before a source, parted from it by a stop, "as" or a day."""
    if lo == 0 or not (is_stop(at, lo - 1) or at.words[lo - 1] == "as" or at.words[lo - 1] in lexicon().times):
        return False
    return not all(is_stop(at, i) or at.words[i] in ("as", "what", "and", "but", "that") for i in range(lo))


def _is_over(at: Line, tail: int) -> bool:
    """Whether nothing that is said follows the verb: the sentence ends, a comma closes it, somebody is cited."""
    if tail >= len(at) or at.words[tail] in lexicon().citing or at.words[tail : tail + 2] == ["with", "reference"]:
        return True
    return is_stop(at, tail) and at.words[tail] not in (":", "(") and not _opens_quote(at, tail)


def _opens_quote(at: Line, i: int) -> bool:
    """Whether token `i` is the mark at the start of a quotation, a straight one with white space before it alone."""
    starts, ends = at.tokens.starts, at.tokens.ends
    if at.words[i] == '"':
        return i + 1 < len(at) and starts[i + 1] == ends[i] and (i == 0 or starts[i] > ends[i - 1])
    return at.words[i] in ("“", "‘")


def _is_meanwhile(at: Line, i: int) -> bool:
    """Whether a clause that tells when it was said starts at `i`: "12 died, the mission said as it presented"."""
    if at.word(i) not in ("as", "when", "while", "after", "before") or i + 2 >= len(at):
        return False
    return at.words[i + 1] in lexicon().pronouns and any(is_number(w) for w in at.words[:i])


def _is_setting(at: Line, lo: int) -> bool:
    """Whether the words up to the next stop tell how or where it was said: "told reporters on condition of secrecy"."""
    lex = lexicon()
    hi = next_stop(at, lo)
    words = at.words[lo:hi]
    if not 0 < len(words) <= LONGEST_SETTING or words[0] not in lex.prepositions or at.word(hi) not in ("", "."):
        return False
    return not any(
        is_finite(at, i) or is_number(word) or word in lex.quantities or word in lex.fates or word == "that"
        for i, word in enumerate(words, lo)
    )
