"""The thing that a label names: a noun phrase before a number, a row of a table, the topic of a line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flows.claims import cues as cue_lexicon
from flows.claims import head_nouns, heads, models
from flows.claims.document import Document, Tokens
from flows.claims.heads import Head
from flows.claims.words import word_class

JOINTS = {":", "–", "—", "-", "=", "…"}
LABELS = {
    "active": "military",
    "reserve": "reserve",
    "reserves": "reserve",
    "reserved": "reserve",
    "paramilitary": "paramilitary",
}
FORCES = frozenset(["personnel", "duty", "forces", "troops", "front", "line", "frontline", "-", "|"])
"""Words of a label that stand beside the kind of people."""
BULLETS = frozenset(["-", "•", "*", "–"])


def label_head(tokens: Tokens, start: int, end: int) -> Head | None:
    """Head of a label that is a noun phrase as a whole, or None."""
    if tokens.words[start:end] in (["personnel"], ["manpower"]):
        return Head("person", "military", start, end, end - 1, words=("label",))
    head = heads.parse(tokens, start, None, frozenset(range(end, len(tokens))), of_allowed=False)
    if head.klass in {"person", "equipment", "formation", "casualty"} and head.last == end:
        return head
    kind = people_of_label(tokens.words[start:end])
    return Head("person", kind, start, end, end - 1, words=("label",)) if kind else None


def people_of_label(words: Sequence[str]) -> str:
    """Kind of people that a label of a table of strengths stands for: "active", "reserve", "paramilitary"."""
    rest = [w for w in words if w not in FORCES]
    if len(rest) != 1:
        return ""
    return LABELS.get(rest[0], "")


def label_start(words: Sequence[str], end: int) -> int:
    """Where the label begins that ends before token `end`: behind a mark that closes what stands before it."""
    at = end
    while at > 0 and words[at - 1] not in {",", ";", ".", "•", "(", ")"} and words[at - 1] not in JOINTS:
        at -= 1
    return at


def fate_word(words: Sequence[str], after: int) -> Sequence[str]:
    """The word that tells what became of those counted, over a change and "persons were": "92,740 (+540) killed"."""
    at = after
    if words[at : at + 1] == ["("] and ")" in words[at : at + 5]:
        at = words.index(")", at) + 1
    while words[at : at + 1] and words[at] in {"persons", "people", "soldiers", "were", "have", "been"}:
        at += 1
    return words[at : at + 1]


def is_bare(words: Sequence[str], at: int) -> bool:
    """Whether nothing that could be counted follows the number."""
    return (
        at >= len(words)
        or not words[at][0].isalpha()
        or words[at] in {"and", "in", "of"}
        or words[at] in word_class("adverb")
        or words[at] in fate_words()
    )


@cache
def fate_words() -> frozenset[str]:
    """Words that tell what became of those counted: killed, destroyed, wounded, lost."""
    return frozenset(
        w.split()[0]
        for name in ("kill", "destroy", "wound", "lose")
        for w in str(cue_lexicon.families()[name].get("past", "")).split(", ")
    )


def names_place(doc: Document, ordinal: int, tokens: Tokens, start: int, end: int) -> bool:
    """Whether tokens `start:end` hold the name of a state or a group."""
    low, high = tokens.starts[start], tokens.ends[end - 1]
    return any(
        m.start >= low and m.end <= high and m.form in {"name", "capital", "group", "city", "region"}
        for m in doc.mentions(ordinal)
    )


def topic_head(doc: Document, ordinal: int, tokens: Tokens) -> Head | None:
    """The thing counted in a line like "- Tanks. Egypt 2,480; Turkey 2,378": a noun phrase alone before it."""
    sentence = doc.sentences[ordinal]
    if ordinal and (doc.text.rfind("\n", 0, sentence.start) < doc.sentences[ordinal - 1].start):
        before = doc.tokens(ordinal - 1)
        start = 1 if before.words and before.words[0] in BULLETS else 0
        end = len(before) - 1 if before.words and before.words[-1] in {".", ":"} else len(before)
        if 0 < end - start <= 4:
            return label_head(before, start, end)
    start = 1 if tokens.words and tokens.words[0] in BULLETS else 0
    for at in range(start + 1, min(start + 5, len(tokens))):
        if tokens.words[at] in {".", ":"}:
            return label_head(tokens, start, at)
    return None


def row_head(tokens: Tokens, first: int) -> Head | None:
    """Equipment named in a line that ends with its number: "T-54 Soviet Union main battle tank 8"."""
    if any(w in word_class("auxiliary") or w in word_class("preposition") - {"of"} for w in tokens.words[:first]):
        return None
    for start in range(first):
        found = head_nouns.nouns().at(tokens.words, start)
        if found is not None and start + found[0] == first and found[1][0].klass == "equipment":
            return Head("equipment", found[1][0].kind, start, first, start)
    unit = next((u for u in (models.unit(w) for w in tokens.raw[:first]) if u), None)
    return Head("equipment", unit, 0, first, 0) if unit else None


def arms_follow(tokens: Tokens, at: int) -> bool:
    """Whether arms are named behind the number and before another: "Panhard AML 60 | France Armoured car 15"."""
    end = next((k for k in range(at, len(tokens)) if tokens.words[k][0].isdigit()), len(tokens))
    found = (head_nouns.nouns().at(tokens.words, k) for k in range(at, end))
    return any(noun is not None and noun[1][0].klass == "equipment" for noun in found)


def is_among_rows(doc: Document, ordinal: int) -> bool:
    """Whether a line beside the sentence is a row of arms that ends with its number: this one may have notes then."""
    for at in (ordinal - 1, ordinal + 1):
        tokens = doc.tokens(at) if 0 <= at < len(doc.sentences) else None
        ends = tokens is not None and len(tokens) > 1 and tokens.words[-1].isdigit() and sentence_is_line(doc, at)
        if tokens is not None and ends and row_head(tokens, len(tokens) - 1) is not None:
            return True
    return False


def sentence_is_line(doc: Document, ordinal: int) -> bool:
    """Whether the sentence is a whole line, as the rows of flattened tables are."""
    sentence = doc.sentences[ordinal]
    starts = sentence.start == 0 or "\n" in doc.text[max(0, sentence.start - 2) : sentence.start]
    return starts and doc.text[sentence.end : sentence.end + 1].strip() == "" and sentence.end - sentence.start < 100
