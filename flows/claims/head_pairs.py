"""Heads of two nouns and more behind one number: "ships and boats", "3,000 killed, wounded and missing"."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims.document import Tokens
from flows.claims.head_nouns import Noun, nouns, participles
from flows.claims.words import word_class

HARMS = frozenset({"kill", "wound"})


def pair_at(tokens: Tokens, end: int, noun: Noun, numbers_at: frozenset[int]) -> tuple[str, int]:
    """Second noun of "ships and boats", "dead and wounded": its kind, and the end of the longer phrase."""
    words = tokens.words
    if noun.klass == "casualty" and (series := _series(words, end, noun.kind)) is not None:
        return series
    if end + 1 >= len(words) or words[end] not in {"and", "or", "&", "/"} or noun.klass == "excluded":
        return "", end
    at = end + 1
    while at < len(words) and at - end < 5 and at not in numbers_at:
        found = nouns().at(words, at)
        if found is not None:
            size, values = found
            if noun.klass == "casualty" and at + size in numbers_at:
                return "", end  # "claimed three lives and wounded four"
            after = words[at + size] if at + size < len(words) else "."
            second = next((v for v in values if v.klass == noun.klass), None)
            if second is None or (after[0].isalpha() and second.klass == "excluded"):
                return "", end
            if second.is_plural:
                further = nouns().at(words, at + size) if at + size < len(words) else None
                if further is not None:
                    at += size
                    continue
                return second.kind, at + size
            at += size
            continue
        if words[at] in word_class("determiner") or not words[at][0].isalpha() or words[at] in word_class("auxiliary"):
            return "", end
        if words[at] in participles():
            return "", end
        at += 1
    return "", end


def _series(words: Sequence[str], end: int, kind: str) -> tuple[str, int] | None:
    """Last kind of a list of casualties behind one number, and its end: "3,000 killed, wounded and missing"."""
    kinds, at = {kind}, end
    while at < len(words) and words[at] in {",", "and", "or"}:
        joint = at + (words[at] == "," and words[at + 1 : at + 2] in (["and"], ["or"]))
        found = nouns().at(words, joint + 1)
        if words[joint + 1 : joint + 2] == ["captured"]:
            size, other = 1, "capture"
        elif found is not None and found[1][0].klass == "casualty":
            size, other = found[0], found[1][0].kind
        else:
            return None
        kinds.add(other)
        at = joint + 1 + size
        if words[joint] != ",":
            ends = at >= len(words) or not words[at][0].isalnum() or words[at] in word_class("preposition")
            others = sorted(kinds - HARMS - {kind}) or sorted(kinds - {kind}) or [kind]
            return (others[0], at) if ends else None
    return None
