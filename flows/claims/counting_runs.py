"""Counts that are coordinated: "two soldiers and three policemen", over the names of their sides."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims import head_nouns
from flows.claims.counts import Count
from flows.claims.document import Tokens
from flows.claims.words import BRACKETS, SPELLED, word_class

OF_SIDE = frozenset({"of", "from"})
JOINING = frozenset(
    [
        ",", "and", "or", "plus", "as", "well", "along", "with", "&", ";", "both", "including", "also", "then",
        "another", "a", "further", "her", "his", "their", "all",
    ]
)  # fmt: skip
LONGEST_SIDE = 8  # words


def runs(tokens: Tokens, counts: list[Count]) -> list[Count]:
    """Mark counts that are coordinated: only commas, conjunctions and the like stand between them.

    What is in brackets stands between none: "17 soldiers (three of them officers) and 11 rebels".
    """
    run, last = 0, 0
    marked: list[Count] = []
    outer: Count | None = None
    for count in counts:
        gap = _without_brackets(tokens.words[outer.last : count.first]) if outer is not None else None
        before = outer if gap is not None else marked[-1] if marked else None
        if before is not None:
            run = before.run
            if gap is None:
                gap = tokens.words[before.last : count.first]
                gap = gap[_side_named(tokens, before, count) :]
                gap = _without_told(_without_kin(gap[_age_told(gap) :]))
            whole = before.first < 3 and tokens.words[0] == "of" and gap == [","]  # "Of the 108 tanks, 38 came"
            if whole or len(gap) > 5 or not gap or not set(gap) <= JOINING or ("with" in gap and "along" not in gap):
                run = last = last + 1
        marked.append(count._replace(run=run))
        if tokens.words[count.last : count.last + 1] == ["("]:
            outer = marked[-1]
        elif before is not None and before is outer and ")" in tokens.words[before.last : count.first]:
            outer = None
    return marked


def _without_kin(gap: list[str]) -> list[str]:
    """The words between two counts but for somebody's kin or companion: "a guard, his wife and seven children"."""
    for at in range(len(gap) - 1):
        noun = head_nouns.nouns().at(gap, at + 1)
        kin = noun is not None and noun[1][0].klass == "person" and noun[0] == 1
        if kin and gap[at] in {"his", "her"} and gap[at - 1 : at] in ([","], ["and"]):
            return gap[:at] + gap[at + 2 :]
    return gap


def _without_told(gap: list[str]) -> list[str]:
    """The words between two counts but for an aside on the first: "six men, armed with rifles, and three guards"."""
    if gap[:1] == [","] and gap[1:2] != [] and gap[1] in word_class("told_of") and gap[-2:] == [",", "and"]:
        return gap[-2:] if gap.count(",") == 2 else gap
    return gap


def _age_told(gap: list[str]) -> int:
    """Length of an age behind somebody: "a girl of eleven | and a man", "a boy aged 6 | and"."""
    aged = gap[:1] in (["of"], ["aged"]) and len(gap) > 2 and gap[2] in {"and", ","}
    return 2 if aged and (gap[1].isdigit() or gap[1] in SPELLED) else 0


def _without_brackets(words: Sequence[str]) -> Sequence[str] | None:
    """The words behind a bracket that opens them and is closed, or None where it is not."""
    if words[:1] != ["("] or ")" not in words:
        return None
    return words[words.index(")") + 1 :]


def _side_named(tokens: Tokens, before: Count, count: Count) -> int:
    """Length of the phrase that names the side of people in a list: "196 members of Hezbollah | and 148 of Amal"."""
    if before.head.klass != "person" or count.head.klass != "person" or before.last >= len(tokens):
        return 0
    if tokens.words[before.last] not in OF_SIDE:
        return 0
    at = before.last + 1
    while at < count.first and at - before.last <= LONGEST_SIDE:
        raw, word = tokens.raw[at], tokens.words[at]
        if word in BRACKETS and tokens.words[at + 2 : at + 3] == [BRACKETS[word]]:
            at += 3  # "guerrillas of the National Liberation Army [ELN] | and four soldiers"
            continue
        named = raw[0].isupper() or any(part[:1].isupper() for part in raw.split("-"))
        within = word == "of" and tokens.raw[at + 1][:1].isupper()  # "of the Army of Liberation"
        others = word == "and" and at + 1 < count.first  # "of the Iraqi army and allied militiamen | and 12 rebels"
        men = (noun := head_nouns.nouns().at(tokens.words, at)) is not None and noun[1][0].klass == "person"
        if not (
            named or within or others or men or word in {"the", "allied", "military"} or word in word_class("branches")
        ):
            break
        at += 1
    joined = tokens.words[at : at + 1] in (["and"], [","], ["or"])
    return at - before.last if joined and at > before.last + 1 else 0
