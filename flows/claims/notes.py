"""Whether a note of a few words, as event databases keep them, tells of violence against people and of nothing else."""

from __future__ import annotations

from itertools import pairwise

from flows.claims import head_nouns
from flows.claims.document import Document, Tokens
from flows.claims.words import word_class

NOTE = 60  # words of an event told in a note
CAUSING = frozenset({"when", "as", "after", "because", "while"})
PLACED = frozenset({"in", "at", "near", "around", "across", "outside", "inside", "within", "throughout"})
FOUND = frozenset({"found", "feared", "presumed", "believed", "confirmed", "reported"})
BURNT = frozenset({"burned", "burnt"})
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
    if told & word_class("note_unrest"):
        return not any(_opens_cause(tokens, k) for tokens in sentences for k in range(1, len(tokens)))
    return any(_is_bare_toll(doc, s.ordinal) for s in doc.sentences)


def _opens_fire(tokens: Tokens) -> bool:
    """Whether somebody opens fire, or people are burned alive."""
    return any((a in FIRE and b == "fire") or (a in BURNT and b == "alive") for a, b in pairwise(tokens.words))


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
    if not killed or not all(_is_suffered(tokens, k, counts) and _names_no_cause(tokens, k + 1) for k in harms):
        return False
    return not any(_opens_cause(tokens, k) for k in range(killed[0] + 1, len(words)))


def _opens_cause(tokens: Tokens, at: int) -> bool:
    """Whether a word opens what happened: "when a balloon came down", "in a brawl", "in I-35 pileup"."""
    words, raw = tokens.words, tokens.raw
    if words[at] in CAUSING:
        return True
    if words[at] == "of" and words[at - 1].startswith(("die", "dying")):
        return word_class("note_wounds").isdisjoint(words[at + 1 : at + 3])  # "died of fever", not "of his wounds"
    if words[at] not in {"in", "by", "on", "at"}:
        return False
    if words[at + 1 : at + 2] in (["a"], ["an"]):
        nouns = (head_nouns.nouns().at(words, k) for k in range(at + 2, min(at + 5, len(words))))
        known = next((found for found in nouns if found), None)
        place = word_class("quarters") | {"week", "day", "month", "village", "town"}
        return place.isdisjoint(words[at + 2 : at + 4]) and (known is None or known[1][0].klass != "person")
    k = at + 1
    while k < len(words) and (raw[k][0].isupper() or words[k] == "-" or raw[k][0].isdigit()):
        k += 1
    named = at + 1 < k < len(words) and words[k][0].isalpha()
    free = word_class("preposition") | word_class("adverb") | word_class("note_goes_on") | word_class("times_of_day")
    free |= word_class("auxiliary") | word_class("note_places")
    return named and words[k] not in free | word_class("quarters") | word_class("reporting")


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
    """Whether a mine, works or an animal did it, and nothing tells of violence: "a gas explosion", "a dog attack"."""
    words = tokens.words
    for k, (a, b) in enumerate(pairwise(words)):
        there = (
            a in word_class("bursts") and b in {"at", "in"} and not word_class("works").isdisjoint(words[k + 2 : k + 5])
        )
        if there or (a in word_class("works") and b in word_class("bursts")):
            others = frozenset(words) - word_class("bursts") - word_class("works")
            return others.isdisjoint(word_class("conflict") | word_class("note_violence"))
    return False
