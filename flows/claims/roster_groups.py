"""Armed groups that only the article makes known: by a full name with its letters, or as "rebels of the FRUD"."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from flows.claims.actors_words import nouns
from flows.claims.document import Document
from flows.claims.roster_parties import words

LETTERS = re.compile(r"[(\[]([A-Z][A-Z-]{2,6})[)\]]")
TOKEN = re.compile(r"[\w'’.-]+")
OF_GROUP = re.compile(r"\b(\w+) of the ([A-Z]{3,8})\b")
OF_MEN = re.compile(r"\b([A-Z]{3,8}|[A-Z]\w+(?:-[a-z]{1,3})?-[A-Z]\w+) ([a-z]+)\b")
NAME_REACH = 90  # characters of a full name
STRANGE = 1  # letters that stand for words of another language: "National Liberation Army (ELN)"
SMALL = frozenset({"of", "for", "the", "and", "de", "del", "la", "in"})


def learn(doc: Document) -> dict[str, str]:
    """Name -> code of the groups that the gazetteer does not know; the full names of those with letters too."""
    found = of_members(doc)
    for letters in LETTERS.finditer(doc.text, *bounds(doc)):
        full = full_name(doc, letters.start(), letters[1])
        known = is_known(doc, letters.start(1), letters.end(1))
        if full and not known and not is_known(doc, letters.start() - len(full) - 1, letters.start() - 1):
            found[letters[1]] = found[full] = letters[1]
    if not doc.is_in_capitals:
        named = [(m[2], m[1].lower(), m.span(2)) for m in OF_GROUP.finditer(doc.text, *bounds(doc))]
        named += [(m[1], m[2], m.span(1)) for m in OF_MEN.finditer(doc.text, *bounds(doc))]
        for name, men, span in named:
            armed = men in nouns("roles", "insurgent") or men in words("group_men")
            if armed and name not in found and not name.startswith(("Pro-", "Anti-")) and not is_known(doc, *span):
                found[name] = name
    return found


def full_name(doc: Document, end: int, letters: str) -> str | None:
    """Name in front of its letters, of a body that fights a state: most of the letters are initials of its words."""
    initials: list[str] = []
    best: str | None = None
    for token in reversed(list(TOKEN.finditer(doc.text, max(bounds(doc)[0], end - NAME_REACH), end))):
        word = token[0]
        if word.lower() in SMALL:
            continue
        if not word[0].isupper() or len(initials) == len(letters):
            break
        initials.append(word[0])
        strange = (Counter(letters.replace("-", "")) - Counter(initials)).total()
        if strange <= STRANGE and len(initials) > 1:
            best = doc.text[token.start() : end].rstrip()
        if strange == 0:
            break
    low = set(best.lower().split()) if best else set()
    fits = not low.isdisjoint(words("bodies")) and low.isdisjoint(words("of_states"))
    return best if fits else None


@cache
def body() -> re.Pattern[str]:
    """Men of a body with a full name that ends in a noun of bodies that no state has ("members of the X Front")."""
    named = sorted(noun.replace("_", " ") for noun in words("rebel_bodies"))
    ends = "|".join([*(noun.title() for noun in named), *(noun.upper() for noun in named)])
    men = "|".join([*words("members"), *(word.upper() for word in words("members"))])
    return re.compile(rf"\b(?:{men}) (?:of|OF) (?:the|THE) ((?:[A-Z][\w'’-]+ ){{1,4}}(?:{ends}))\b(?! [\[(])")


def of_members(doc: Document) -> dict[str, str]:
    """Full names of bodies of armed men ("members of the Peasant Defense Patrol"), of kinds that no state has."""
    found: dict[str, str] = {}
    for named in body().finditer(doc.text, *bounds(doc)):
        name = named[1]
        if words("of_states").isdisjoint(name.lower().split()) and not is_known(doc, *named.span(1)):
            found[name] = name.title() if doc.is_in_capitals else name
    return found


def bounds(doc: Document) -> tuple[int, int]:
    """Span of the document's sentences: of one story, where it is that of a digest."""
    return (doc.sentences[0].start, doc.sentences[-1].end) if doc.sentences else (0, 0)


def is_known(doc: Document, start: int, end: int) -> bool:
    """Whether the gazetteer knows a name in the span that is no town's."""
    mentions = doc.mentions(doc.sentence_at(start))
    return any(m.start < end and start < m.end and m.form not in ("city", "region", "adjective") for m in mentions)
