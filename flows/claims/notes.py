"""Whether a note of a few words, as event databases keep them, tells of violence against people and of nothing else."""

from __future__ import annotations

from flows.claims import head_nouns
from flows.claims.document import Document, Tokens
from flows.claims.words import word_class

NOTE = 60  # words of an event told in a note
PLACED = frozenset({"in", "at", "near", "around", "across", "outside", "inside", "within", "throughout"})
FOUND = frozenset({"found", "feared", "presumed", "believed", "confirmed", "reported"})
FIRE = frozenset({"open", "opened", "opens", "opening"})


def is_violent(doc: Document) -> bool:
    """Whether a note tells that somebody was shot or murdered, or of the killed alone, and of no accident or trial."""
    sentences = [doc.tokens(s.ordinal) for s in doc.sentences]
    told = frozenset(word for tokens in sentences for word in tokens.words)
    other = (
        word_class("mishap")
        | word_class("mishap_verbs")
        | word_class("convicting")
        | word_class("sport")
        | word_class("note_crime")
    )
    if told & other:
        return False
    if told & word_class("note_violence") or any(_opens_fire(tokens) for tokens in sentences):
        return True
    if told & (word_class("accident") | word_class("note_causes")):
        return False
    return bool(told & word_class("note_unrest")) or any(_is_bare_toll(doc, s.ordinal) for s in doc.sentences)


def _opens_fire(tokens: Tokens) -> bool:
    return any(a in FIRE and b == "fire" for a, b in zip(tokens.words, tokens.words[1:], strict=False))


def _is_bare_toll(doc: Document, ordinal: int) -> bool:
    """Whether a sentence tells how many were killed at a place and nothing of what else they died of.

    "550 people were killed in Sudan" tells of violence; "were killed in a fire", "a flood killed 20" of another cause.
    """
    tokens = doc.tokens(ordinal)
    words = tokens.words
    if not any(raw[0].isupper() for raw in tokens.raw[1:]) and not doc.mentions(ordinal):
        return False
    counts = {tokens.at(number.end - 1) for number in doc.numbers_in(ordinal)}
    harms = [k for k, word in enumerate(words) if word in word_class("note_harm")]
    killed = [k for k in harms if words[k] in word_class("note_killed")]
    return bool(killed) and all(_is_suffered(tokens, k, counts) and _names_no_cause(tokens, k + 1) for k in harms)


def _is_suffered(tokens: Tokens, at: int, counts: set[int]) -> bool:
    """Whether those before the verb are its victims: "were killed", "four farmers killed", "16 killed"."""
    words, k = tokens.words, at - 1
    while k > 0 and words[k] in word_class("adverb") | FOUND:
        k -= 1
    if k < 0 or k in counts or words[k] in word_class("passive_auxiliary") or words[k] in {"left", "leaves", "leaving"}:
        return True
    found = head_nouns.nouns().at(words, k)
    people = k - 1 in counts and tokens.raw[k][0].isupper()  # "45 Albanians found killed"
    return people or (found is not None and found[1][0].klass == "person")


def _names_no_cause(tokens: Tokens, at: int) -> bool:
    """Whether a place, a time, those who did it or nothing follows at once, and no cause."""
    words, raw = tokens.words, tokens.raw
    word = words[at] if at < len(words) else "."
    rest = words[at + 1 : at + 3]
    if word in PLACED:
        k = at + 1 + (rest[:1] == ["the"])
        return k < len(words) and (raw[k][0].isupper() or raw[k][0].isdigit() or words[k] in word_class("quarters"))
    if word == "by":
        found = next((f for k in (at + 1, at + 2) if (f := head_nouns.nouns().at(words, k))), None)
        return found is not None and found[1][0].klass == "person"
    return not word[0].isalpha() or word in word_class("note_goes_on") or word in word_class("adverb")


def is_of_works(tokens: Tokens) -> bool:
    """Whether something blew up in a mine or works: "killed in a gas explosion", "a fireworks factory blast"."""
    return any(
        a in word_class("works") and b in word_class("bursts")
        for a, b in zip(tokens.words, tokens.words[1:], strict=False)
    )
