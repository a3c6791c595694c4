"""Counts of a sentence: numbers that may count something, with the noun phrases that they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from flows.claims import heads, models, quantities
from flows.claims.context import Gate
from flows.claims.document import Document, Tokens
from flows.claims.heads import Head
from flows.claims.quantities import Number
from flows.claims.time_words import MONTHS
from flows.claims.words import word_class

QUOTES = frozenset("\"“”'’")
YEAR_BEFORE = frozenset(["than", "in", "since", "until", "before", "after", ":", "from", "by", "circa"])
SMALL = frozenset(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "several", "a", "an"]
)
STRONG = re.compile(r"-(?:m[ae]n-)?strong|-man |-member| strong\b(?! [a-z]+s\b)", re.IGNORECASE)
ASSEMBLY = re.compile(
    r"-(?:member|nation|country) (?:[\w-]+ ){0,4}(?:alliance|assembly|bloc|body|coalition|commission|committee"
    r"|community|council|league|organi[sz]ation|panel|parliament|union)\b",
    re.IGNORECASE,
)
"""Bodies whose members are states or politicians."""
DOERS = ("ers", "ors", "ists", "ians", "ees", "ants", "men", "women")
"""Endings of plurals that name people by what they do."""
OF_SIDE = frozenset({"of", "from"})
LEAST_MILITIA = 5  # more are men and no bodies of them
ARMS_REACH = 6  # words from men to what they bear
LONGEST_SIDE = 8  # words
CALIBRE = re.compile(r"\s?-\s?mm\b", re.IGNORECASE)
HOMES_END = frozenset({",", ";", ":", ".", "and", "while", "who", "when", "as", "by", "that"})
COMPARING = frozenset({"or", "-", "plus", "+", "odd", "at", ",", "give", "and", "±"})


class Rejection(NamedTuple):
    """A number that is no figure, and why."""

    number: Number
    reason: str
    head_noun: str | None


class Count(NamedTuple):
    """A count in a sentence: its number, noun phrase, and tokens `first:last` from comparator to head."""

    number: Number
    first: int
    number_last: int
    last: int
    head: Head
    run: int = -1
    is_article: bool = False


def find(
    doc: Document, ordinal: int, tokens: Tokens, numbers: Sequence[Number], gate: Gate
) -> tuple[list[Count], list[Rejection]]:
    """Counts of a sentence in order, and the numbers that count nothing with the reason."""
    sentence = doc.sentences[ordinal]
    names = heads.Names(doc, ordinal)
    singles: list[Number] = []
    if gate.may_count_articles(ordinal):
        taken = [(n.outer_start, n.outer_end) for n in doc.numbers_in(ordinal)]
        singles = [
            n
            for n in quantities.articles_as_one(doc.text, sentence.start, sentence.end)
            if not any(a < n.end and n.start < b for a, b in taken)
        ]
    spans = []
    refused = []
    for number in numbers:
        reason = refusal(doc.text, tokens, number)
        if reason is not None:
            refused.append(Rejection(number, reason, None))
            continue
        first, last = tokens.at(number.outer_start), tokens.at(max(number.start, number.end - 1)) + 1
        after = tokens.at(max(number.outer_end - 1, number.start)) + 1
        tail = tokens.words[last] if last < len(tokens) else ""
        spans.append((number, first, max(last, after) if tail in COMPARING else last))
    at_numbers = frozenset(k for _, first, last in spans for k in range(first, last))
    counts = []
    for n, first, last in spans:
        if is_strong(doc.text, n):
            at = tokens.at(n.end + 1) + 1
            head = Head("elided", "", at, at, link="strong")
        else:
            head = heads.parse(tokens, last, names, at_numbers)
            parted = tokens.words[max(0, first - 1) : first] == ["into"] and tokens.words[head.noun] == "armies"
            if head.klass == "excluded" and parted:
                head = head._replace(klass="formation", kind="any")  # "was organized into three armies"
            if head.klass == "excluded" and tokens.words[head.noun] == "militia" and (n.low or 0) >= LEAST_MILITIA:
                head = head._replace(klass="person", kind="paramilitary")  # "a force of 1,000 Ethiopian militia"
            if head.kind == "general" and _bear_arms(tokens.words, head):
                head = head._replace(kind="fighter")
            if n.comparator == "0" and tokens.words[last : last + 1] == ["damage"]:
                head = _beside_damage(tokens, last + 1, names, at_numbers) or head
            if head.klass == "elided" and not head.link and (fronted := _fronted(tokens, first)):
                head = head._replace(klass=fronted.klass, kind=fronted.kind)
            told = tokens.words[last : last + 2] == ["in", "number"]  # "The defenders, about 600 in number, held"
            if head.klass == "elided" and (sent := _contingent(tokens, first, last)):
                head = head._replace(klass=sent.klass, kind=sent.kind)
            if (head.link == "of them" or (told and head.klass == "elided")) and (
                apposed := _apposed(tokens, first, at_numbers)
            ):
                head = head._replace(klass=apposed.klass, kind=apposed.kind, link="")
        counts.append(Count(n, first, last, max(last, head.last), head))
    for number in singles:
        first = tokens.at(number.start)
        head = heads.parse(tokens, first + 1, names, at_numbers, of_allowed=False)
        again = tokens.words[first] == "another"  # "and another critically injured"
        led = head.klass == "casualty" and head.noun > first + 1 and tokens.words[head.noun] in word_class("adjectival")
        led = led and not again
        said = first > 1 and tokens.words[first - 1] in QUOTES and tokens.words[first - 2] == ","  # '," a medic said'
        struck = head.klass == "equipment" and _is_of_strike(tokens.words, head.last)
        known = head.klass in {"person", "equipment", "casualty", "excluded"} and head.noun >= 0
        alone = head.klass == "elided" and first and tokens.words[first - 1] in word_class("harming") | {"left"}
        if (known and not (led or said or struck)) or (alone and again):
            counts.append(Count(number, first, first + 1, head.last, head, is_article=True))
    counts.sort(key=lambda c: c.first)
    counts = _like_others(tokens, _runs(tokens, _share_heads(tokens, counts)))
    return counts if doc.is_in_capitals else _types(tokens, counts), refused


def _bear_arms(words: Sequence[str], head: Head) -> bool:
    """Whether a phrase behind the men says that they bear arms: "30 men wearing military uniforms"."""
    rest = words[head.last : head.last + ARMS_REACH]
    if words[head.noun] not in word_class("unnamed_men") or rest[:1] == [] or rest[0] not in word_class("wearing"):
        return False
    return not word_class("armed_with").isdisjoint(rest)


def _beside_damage(tokens: Tokens, at: int, names: heads.Names, at_numbers: frozenset[int]) -> Head | None:
    """Head of the second noun in "no damage or injuries", if it is one of casualties."""
    if tokens.words[at : at + 1] not in (["or"], ["and"], ["nor"], [","]):
        return None
    head = heads.parse(tokens, at + 1, names, at_numbers, of_allowed=False)
    return head if head.klass == "casualty" else None


def _is_of_strike(words: Sequence[str], at: int) -> bool:
    """Whether a strike follows that the weapon only qualifies: "a drone | and artillery strike"."""
    joined = words[at : at + 1] in (["and"], ["or"], ["/"]) and not _is_number_word("".join(words[at + 1 : at + 2]))
    return joined and not word_class("strikes").isdisjoint(words[at + 1 : at + 4])


def _share_heads(tokens: Tokens, counts: list[Count]) -> list[Count]:
    """Give a count without a noun of its own the noun of the next: "nine Iraqi and three Kurdish brigades"."""
    shared = list(counts)
    for index in range(len(counts) - 2, -1, -1):
        count, following = counts[index], shared[index + 1]
        between = tokens.words[count.number_last : following.first]
        if between == ["to"] and tokens.words[count.first - 1] == "from" and count.head.klass == "elided":
            if following.head.klass in {"equipment", "formation"}:  # "from 32 to 30 aircraft"
                shared[index] = count._replace(head=following.head._replace(first=count.number_last, last=count.last))
            continue
        if not 1 < len(between) <= 5 or between[-1] not in {"and", "or", "to", ","} or following.head.noun < 0:
            continue
        told = tokens.raw[count.head.last - 1] if count.head.klass == "unknown" else ""
        noun = told.islower() and told.endswith("s") and not told.endswith("ous")  # "several counterattacks and six"
        bare = count.head.klass == "unknown" or (count.head.noun >= 0 and count.head.kind == "general")
        bare = bare and not noun
        inner = between[:-1]
        plain = not set(inner) & (word_class("auxiliary") | word_class("preposition") | {",", ";", ":", "and"})
        people = following.head.klass == "person" and following.head.kind != "general" and count.head.noun >= 0
        named = count.head.noun < 0 or tokens.raw[count.head.noun][:1].isupper()  # "Iraqi", but not "men"
        things = following.head.klass in {"equipment", "formation"} and named
        group = count.head.noun >= 0 and named and following.head.klass == "casualty" and len(between) <= 4
        group = group and tokens.words[following.head.noun] not in word_class("adjectival")
        if group and between[-1] == "and" and count.head.klass == "person":  # "39 YPG and 21 Islamist fatalities"
            shared[index] = count._replace(head=following.head._replace(first=count.number_last, last=count.last))
            continue
        men = count.head.noun >= 0 and tokens.words[count.head.noun] == "men"
        names = [*tokens.raw[count.number_last : following.first - 1], tokens.raw[following.head.noun]]
        sides = count.head.klass == "unknown" and following.head.kind == "general"
        sides = sides and all(name[0].isupper() and name[1:].islower() for name in names)  # "75,000 Allied and"
        if bare and plain and count.head.link == "" and (things or people or sides):
            head = following.head._replace(first=count.number_last, last=following.first - 1)
            shared[index] = count._replace(head=head, last=following.first - 1)
        elif following.head.klass == "equipment" and men and len(between) == 2:
            shared[index] = count._replace(head=count.head._replace(kind="military"))  # "400 men and 43 vehicles"
    return shared


def _apposed(tokens: Tokens, first: int, at_numbers: frozenset[int]) -> heads.Noun | None:
    """Noun at the start of the sentence that the count stands beside: "Russia's peacekeepers, 1,960 of them, left"."""
    words = tokens.words
    if not 2 <= first <= 7 or words[first - 1] != "," or not at_numbers.isdisjoint(range(first)):
        return None
    found = heads.nouns().at(words, first - 2)
    plain = found is not None and found[0] == 1 and found[1][0].is_plural
    return found[1][0] if found and plain and found[1][0].klass in {"person", "equipment"} else None


def _contingent(tokens: Tokens, first: int, last: int) -> heads.Noun | None:
    """Noun of those whose number stands in brackets behind a name: "soldiers from Nepal (1,700), India (2,300)"."""
    words, raw = tokens.words, tokens.raw
    if words[first - 1 : first] != ["("] or words[last : last + 2] not in ([")", ","], [")", "and"]):
        return None
    at = first - 2
    while at > 0 and raw[at][0].isupper():
        at -= 1
    found = heads.nouns().at(words, at - 1) if 0 < at < first - 2 and words[at] in {"from", "of"} else None
    plain = found is not None and found[0] == 1 and found[1][0].is_plural
    return found[1][0] if plain and found is not None and found[1][0].klass == "person" else None


def _fronted(tokens: Tokens, first: int) -> heads.Noun | None:
    """Noun of which the sentence tells the parts: "Of the tanks, a first batch of 180 is to come"."""
    words = tokens.words
    if words[0] != "of" or words[1:2] not in (["the"], ["these"], ["those"]) or "," not in words[2 : min(first, 8)]:
        return None
    comma = words.index(",")
    found = heads.nouns().at(words, comma - 1)
    plain = found is not None and found[0] == 1 and found[1][0].is_plural
    return found[1][0] if found and plain and found[1][0].klass == "equipment" else None


def _like_others(tokens: Tokens, counts: list[Count]) -> list[Count]:
    """Read an unknown plural of doers among people as people, and systems among arms as arms.

    "147 civilians, 65 guards and 26 catechisers", "11,337 guns and 13,000 infantry support systems".
    """
    known = {(c.run, c.head.klass) for c in counts}
    read = []
    for count in counts:
        head, noun = count.head, tokens.words[count.head.last - 1] if count.head.last > count.head.first else ""
        doers = head.klass == "unknown" and len(head.words) <= 3 and noun.endswith(DOERS)
        if doers and (count.run, "person") in known:
            head = head._replace(klass="person", kind="general", noun=head.last - 1)
        elif head.klass == "excluded" and noun == "systems" and (count.run, "equipment") in known:
            head = head._replace(klass="equipment", kind="equipment")
        read.append(count._replace(head=head))
    return read


def _types(tokens: Tokens, counts: list[Count]) -> list[Count]:
    """Read an unknown name in a list of arms as a type of the kind beside it: "12 Su-25s and four Aermacchis"."""
    typed = list(counts)
    for index, count in enumerate(counts):
        head = count.head
        if head.klass not in {"unknown", "person"} or head.link or count.is_article:
            continue
        name = [w for w in tokens.raw[head.first : head.last] if w not in models.JOINTS]
        warriors = len(name) == 1 and models.unit(name[0]) is not None  # "and 40 Warriors"
        if not (head.klass == "unknown" or warriors) or not 0 < len(name) <= 3:
            continue
        if not all(w[0].isupper() or w[0].isdigit() for w in name):
            continue
        for beside in (typed[index - 1] if index else None, counts[index + 1] if index + 1 < len(counts) else None):
            if beside is not None and beside.run == count.run and beside.head.klass == "equipment":
                named = Head(
                    "equipment",
                    models.unit(name[0]) or beside.head.kind,
                    head.first,
                    head.last,
                    head.last - 1,
                    words=head.words,
                )
                typed[index] = count._replace(head=named)
                break
    return typed


def is_strong(text: str, number: Number) -> bool:
    """Whether the number sizes a force: "40,000-strong", "5,000-man", "is 25,400 strong"."""
    return (number.low or 0) > 1 and STRONG.match(text, number.end) is not None


def refusal(text: str, tokens: Tokens, number: Number) -> str | None:
    """Why the words around a number show that it counts nothing here, or None where it may count."""
    if ASSEMBLY.match(text, number.end):
        return "non_military_subject"
    words = tokens.words
    first, last = tokens.at(number.start), tokens.at(max(number.start, number.end - 1)) + 1
    word, before, after = words[first], words[first - 1] if first else "", words[last] if last < len(words) else ""
    next_after = words[last + 1] if last + 1 < len(words) else ""
    value = number.best
    if text[number.end : number.end + 1] == "-" and text[number.end + 1 : number.end + 2].isalpha():
        compound = text[number.end + 1 : number.end + 12].lower()
        if not compound.startswith(tuple(word_class("compound"))):
            return "compound"
    phrase = heads.nouns().at(words, first)
    if (phrase is not None and phrase[0] > 1 and number.kind == "vague") or _designated(tokens, first, number):
        return "identifier"
    if word == "one" and ([after, next_after] == ["by", "one"] or words[max(0, first - 2) : first] == ["one", "by"]):
        return "pronoun"  # "killed the men one by one"
    if (value == 1 and word == "one" and after in {"another", "day"}) or (
        word == "none" and after == "of" and next_after != "them"
    ):
        return "pronoun"
    if word == "several" and before in {"the", "these", "its", "their"}:
        return "vague"  # "the commandants of the several operational commands"
    if words[first : first + 2] == ["a", "number"]:
        return "vague"  # "a number of tanks" gives none
    if word in word_class("loose") or (word == "without" and after.endswith("ing")):
        return "vague"
    if text[number.start - 1 : number.start] == "." and text[max(0, number.start - 2) : number.start - 1].isalpha():
        return "identifier"  # "three MH.1521M aircraft"
    if word.isdigit() and len(word) < 4 and _names_unit(tokens, last):
        return "identifier"  # "1 Squadron"
    copula = before in word_class("copula")
    if word == "one" and after == "of" and copula and next_after in {"the", "its", "their", "his", "her", "those"}:
        return "pronoun"  # "is one of the largest armies", "was one of the soldiers killed"
    if CALIBRE.match(text, number.end):
        return "measure"  # "a 75- MM gun"
    if value is not None and value < 1000 and value != int(value) and not _are_formations(words, last):
        return "measure"
    rate = (after == "in" and _is_number_word(next_after)) or (
        before == "in" and first > 1 and _is_number_word(words[first - 2])
    )
    if rate or before == "every" or [after, next_after] == ["to", "one"] or (before == "to" and word == "one"):
        return "ratio"
    if tokens.raw[first - 1 : first] and before in word_class("variant") and tokens.raw[first - 1][0].isupper():
        return "identifier"  # "the first new Block 70 aircraft"
    if before == "number" and first > 1 and words[first - 2] in word_class("numbered"):
        return "identifier"
    if words[max(0, first - 2) : first] == ["group", "of"] and _is_of_states(tokens, first - 2, last):
        return "identifier"
    if words[max(0, first - 3) : first] in (["as", "young", "as"], ["as", "old", "as"]):
        return "age"
    if words[max(0, first - 2) : first] == ["age", "of"] or (
        "age" in words[max(0, first - 6) : first] and before == "to"
    ):
        return "age"
    if [after, next_after] == ["to", "1"] or (
        before == "to" and word == "1" and words[first - 2 : first - 1] != ["up"]
    ):
        return "ratio"
    if word == "both" and ("and" in words[last : last + 5] or _as_well(words[last : last + 8])):
        return "pronoun"  # "both A and B" counts nothing
    if len(word) == 4 and word.isdigit() and "1000" <= word <= "2099" and before in YEAR_BEFORE:
        return "date_or_time"
    return "age" if value is not None and value < 100 and _is_age(words, first, last) else None


def _is_of_states(tokens: Tokens, at: int, last: int) -> bool:
    """Whether "Group of" at token `at` names a body of states: "the Group of Seven", but "A GROUP OF 60 MEN"."""
    noun = heads.nouns().at(tokens.words, last) if last < len(tokens) else None
    men = noun is not None and noun[1][0].klass == "person" and tokens.words[last] != "members"
    return tokens.raw[at][0].isupper() and not men


def _names_unit(tokens: Tokens, at: int) -> bool:
    """Whether the number before token `at` is a unit's name: a singular formation in capitals, in mixed text."""
    found = heads.nouns().at(tokens.words, at) if at < len(tokens) else None
    if found is None or found[1][0].klass != "formation" or any(v.is_plural for v in found[1]):
        return False
    name = tokens.raw[at]
    return name[0].isupper() and name[1:].islower() and not all(w[:1].isupper() for w in tokens.raw if len(w) > 3)


def _are_formations(words: Sequence[str], at: int) -> bool:
    """Whether formations are counted, which may be halved: "two and a half divisions"."""
    found = heads.nouns().at(words, at) if at < len(words) else None
    return found is not None and found[1][0].klass == "formation"


def _as_well(words: Sequence[str]) -> bool:
    """Whether "as well as" stands in the words."""
    return any(words[k : k + 3] == ["as", "well", "as"] for k in range(len(words)))


def no_figure(tokens: Tokens, count: Count, *, has_figures: bool) -> str | None:
    """Why the clause shows that the count is no figure: of the displaced, or a change ("an increase of 20,000")."""
    words = tokens.words
    before = words[max(0, count.first - 3) : count.first]
    auxiliary, adverb = word_class("auxiliary"), word_class("adverb")
    after = [w for w in words[count.last : count.last + 6] if w not in auxiliary and w not in adverb]
    hurt = not word_class("hurt").isdisjoint(words[count.number_last : count.last])
    troops = are_troops(words, count.head)
    moved = word_class("moved") if not (hurt or troops) else frozenset[str]()  # "evacuating a wounded soldier"
    if (before and before[-1] in moved) or (before[-2:-1] and before[-2] in moved and before[-1] == "of"):
        return "displaced"
    if not count.is_article and after[:1] and after[0] in moved and count.head.klass in {"elided", "person"}:
        return "displaced"
    if "each" in words[max(0, count.first - 4) : count.first] and word_class("consists") & set(before):
        return "specification"  # "each squadron comprises 16 aircraft"
    if before[-2:] == ["all", "but"] and (count.number.best or 2) < 2:
        return "pronoun"  # "all but one of them"
    if count.head.link == "of them" and before[-1:] in (["are"], ["is"], ["were"]) and "and" in words[: count.first]:
        return "pronoun"  # "China and the United States are two of them"
    if _are_displaced(words, count):
        return "displaced"
    at = count.first + 2 * (words[count.first : count.first + 2] == ["short", "of"])
    lacking = at > 0 and words[at - 1] == "of" and words[max(0, at - 2)] in word_class("shortage")
    if lacking and words[max(0, at - 3)] not in word_class("barely"):
        return "net_change"
    if before[-1:] and before[-1] in word_class("lacking") and count.head.klass in {"person", "elided"}:
        return "net_change"  # "the army lacked 1,108 soldiers"
    rest = words[count.last : count.last + 2]
    if rest[:1] == ["short"] or (rest[:1] == ["too"] and rest[1:] in (["few"], ["many"], ["small"], ["large"])):
        return "net_change"  # "the reserve would be 100,000 people too small"
    apart = before[-1:] == ["by"] and not word_class("changing").isdisjoint(
        words[max(0, count.first - 9) : count.first]
    )
    if apart and count.head.klass != "equipment":
        return "net_change"  # "raises the number of servicemen by 170,000"
    alone = words[count.first] == "both" and count.head.klass == "elided"
    if alone and ((rest[:1] and rest[0] in word_class("both_at")) or before[-1:] in (["for"], ["facing"], ["between"])):
        return "pronoun"
    if count.number.comparator == "0" and words[count.number_last : count.number_last + 1] in (["further"], ["other"]):
        return "no_measure"  # "No further launchers are included"
    if (
        before[-1:] == ["of"]
        and before[-2:-1]
        and before[-2] in {"crew", "complement"}
        and count.head.klass == "elided"
    ):
        return "specification"  # "her crew of 1,093"
    if before[-1:] == ["for"] and before[-2:-1] and before[-2] in word_class("capacity"):
        return "specification"  # "has room for as many as six jets"
    noun = words[count.head.last - 1] if count.head.noun >= 0 else ""
    if noun == "members" and word_class("of_states") & set(words[max(0, count.first - 4) : count.first]):
        return "non_military_subject"
    dashed = count.first > 1 and words[count.first - 1] in {"—", "–", "--"} and count.head.klass == "elided"
    if dashed and (said := heads.nouns().at(words, count.first - 2)) and said[1][0].klass == "excluded":
        return "non_military_subject"  # "air strikes -- eight in the last day"
    passive = words[count.last : count.last + 1] and words[count.last] in word_class("passive_auxiliary")
    if noun in word_class("planted") and not passive and after[:1] and after[0] in word_class("goes_off"):
        return "attack"  # "Two car bombs went off" (guideline 18)
    if not has_figures or count.head.klass not in {"elided", "unknown"}:
        return None
    change = word_class("net_change")
    apart = before[-2:] in ([",", "up"], [",", "down"], ["(", "up"], ["(", "down"])
    if apart or (before[-2:-1] and before[-2] in change and before[-1] == "of"):
        return "net_change"
    more = words[count.number_last : count.number_last + 2]
    return "net_change" if more in (["more", "than"], ["fewer", "than"], ["less", "than"]) else None


def are_troops(words: Sequence[str], head: Head) -> bool:
    """Whether those counted are fighting men, who are withdrawn where others are evacuated: no sailors of a tanker."""
    armed = head.klass == "person" and head.kind in {"military", "fighter"} and head.noun >= 0
    return armed and words[head.noun] not in word_class("seafarers")


def _are_displaced(words: Sequence[str], count: Count) -> bool:
    """Whether those counted are displaced, over a phrase of place ("two million people in Tigray have been displaced").

    Or they left their homes.
    """
    if count.is_article or count.head.klass not in {"elided", "person"} or are_troops(words, count.head):
        return False
    rest = words[count.last : count.last + 9]
    verb = next((w for w in rest if w not in word_class("auxiliary")), "")
    if count.head.kind == "civilian" and verb in word_class("resettled"):
        return True  # "and 252 residents moved to shelters"
    stop = next((k for k, w in enumerate(rest) if w in HOMES_END), len(rest))
    at = next((k for k in range(stop) if rest[k] in word_class("moved")), None)
    if at is not None and at and rest[at - 1] in word_class("auxiliary"):
        return True
    own = (k for k in range(stop - 1) if rest[k] in {"their", "homes"})
    return any(not word_class("homes").isdisjoint(rest[k : k + 2]) for k in own)


def _is_age(words: Sequence[str], first: int, last: int) -> bool:
    """Whether a small number after a person is an age: "a boy of eight", "the despot, 69, has"."""
    if first < 2 or words[first - 1] not in {"of", ","}:
        return False
    before, after = words[first - 1], words[last] if last < len(words) else ""
    noun = heads.nouns().at(words, first - 2)
    person = noun is not None and any(v.klass == "person" and not v.is_plural for v in noun[1])
    if before == "of":
        men = noun is not None and any(v.klass == "person" and v.is_plural for v in noun[1])
        young = (
            men
            and after in {"with", "who", "and", "or", ",", "."}
            and word_class("parties").isdisjoint(words[first - 3 : first - 2])
        )
        return (person and after != "the") or young
    return after == "," and (person or words[last + 1 : last + 2] in (["has"], ["had"], ["is"], ["was"], ["who"]))


def _designated(tokens: Tokens, first: int, number: Number) -> bool:
    """Whether the number belongs to a designation: "two DDG 51 destroyers", "F- 35 fighters"."""
    if first < 2 or (number.best or 0) >= 1000:
        return False
    before, earlier = tokens.raw[first - 1], tokens.raw[first - 2]
    if before == "-" and len(earlier) <= 2 and earlier.isupper():
        return True
    if before[:1].isupper() and models.unit(before) is not None:
        following = tokens.raw[first + 1] if first + 1 < len(tokens) else "."
        if (number.best or 0) < 10 or (following.isalpha() and heads.nouns().at(tokens.words, first + 1)):
            return True  # "Ilyushin 76 aircraft"
    if all(w.isupper() for w in tokens.raw if w.isalpha()):
        return False
    if before in {"-", "–", "—"} and earlier.lower() in MONTHS:
        return False  # "23 May - Seven rebels were shot"
    for at in range(first - 1, max(-1, first - 7), -1):
        token = tokens.raw[at]
        if token.lower() in MONTHS:
            return False  # "on 3 June 150 soldiers"
        if token[0].isdigit() or token.lower() in SMALL:
            return at < first - 1  # only a name stands between two numbers: "two Mil Mi 17 helicopters"
        if not (token[0].isupper() or token in {".", "-", "/"} or ("-" in token and at < first - 1)):
            break
    return before.isalpha() and before.isupper() and 2 <= len(before) <= 4 and before not in {"US", "UK", "UN", "EU"}


def _is_number_word(word: str) -> bool:
    return (word.isdigit() and len(word) < 3) or word in SMALL - {"a", "an", "one", "several"}


def _side_named(tokens: Tokens, before: Count, count: Count) -> int:
    """Length of the phrase that names the side of people in a list: "196 members of Hezbollah | and 148 of Amal"."""
    if before.head.klass != "person" or count.head.klass != "person" or before.last >= len(tokens):
        return 0
    if tokens.words[before.last] not in OF_SIDE:
        return 0
    at = before.last + 1
    while at < count.first and at - before.last <= LONGEST_SIDE:
        raw, word = tokens.raw[at], tokens.words[at]
        if word in heads.BRACKETS and tokens.words[at + 2 : at + 3] == [heads.BRACKETS[word]]:
            at += 3  # "guerrillas of the National Liberation Army [ELN] | and four soldiers"
            continue
        named = raw[0].isupper() or any(part[:1].isupper() for part in raw.split("-"))
        within = word == "of" and tokens.raw[at + 1][:1].isupper()  # "of the Army of Liberation"
        others = word == "and" and at + 1 < count.first  # "of the Iraqi army and allied militiamen | and 12 rebels"
        men = (noun := heads.nouns().at(tokens.words, at)) is not None and noun[1][0].klass == "person"
        if not (
            named or within or others or men or word in {"the", "allied", "military"} or word in word_class("branches")
        ):
            break
        at += 1
    joined = tokens.words[at : at + 1] in (["and"], [","], ["or"])
    return at - before.last if joined and at > before.last + 1 else 0


def _runs(tokens: Tokens, counts: list[Count]) -> list[Count]:
    """Mark counts that are coordinated: only commas, conjunctions and the like stand between them."""
    joining = {
        ",",
        "and",
        "or",
        "plus",
        "as",
        "well",
        "along",
        "with",
        "&",
        ";",
        "both",
        "including",
        "also",
        "then",
        "another",
        "a",
        "further",
        "her",
        "his",
        "their",
    }
    run = 0
    marked: list[Count] = []
    for count in counts:
        if marked:
            gap = tokens.words[marked[-1].last : count.first]
            gap = gap[_side_named(tokens, marked[-1], count) :]
            whole = marked[-1].first < 3 and tokens.words[0] == "of" and gap == [","]  # "Of the 108 tanks, 38 came"
            if whole or len(gap) > 5 or not gap or not set(gap) <= joining or ("with" in gap and "along" not in gap):
                run += 1
        marked.append(count._replace(run=run))
    return marked
