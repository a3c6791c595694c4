"""Where an article's fighting is and who fights: the last resort when a sentence does not say it itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from flows.claims.actors_words import nouns
from flows.claims.document import Document
from flows.lexicon import read_toml

PLACED = frozenset({"city", "region", "capital", "name"})
SIDES = frozenset(
    {"name", "adjective", "demonym", "capital", "seat", "force", "group", "person", "body", "igo", "collective"}
)
GROUPS = frozenset({"group"})
LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "over",
        "inside",
        "across",
        "around",
        "throughout",
        "within",
        "along",
        "off",
        "into",
        "on",
        "of",
    ]
)
LEADING = 3


@dataclass(frozen=True, slots=True)
class Theatre:
    """Weights of an article: countries where things happen, sides by mentions, groups, and whose bulletin it is."""

    places: Counter[str] = field(default_factory=Counter)
    sides: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    armies: Counter[str] = field(default_factory=Counter)
    issuer: str | None = None

    @property
    def country(self) -> str | None:
        """Country where most of it happens, or None where the article names no place."""
        return self.places.most_common(1)[0][0] if self.places else None

    @property
    def is_plain(self) -> bool:
        """Whether one country has at least half of the weight of places."""
        total = sum(self.places.values())
        return bool(total) and self.places.most_common(1)[0][1] * 2 >= total

    def adversary(self, code: str | None) -> str | None:
        """The side that fights `code` and that the article names most often, or None."""
        if code is None:
            return None
        foes = [(self.sides[other], other) for other in dyads().get(code, ()) if self.sides[other]]
        return max(foes, key=lambda f: f[0])[1] if foes else None

    def enemy(self, code: str | None) -> str | None:
        """Whom `code` means by "the enemy": the foe the article names, else the first of its register of foes."""
        return self.adversary(code) or next(iter(dyads().get(code or "", ())), None)


@cache
def dyads() -> dict[str, tuple[str, ...]]:
    """Code -> codes of the states and groups it fights or has fought, in the lexicon's order."""
    found: dict[str, dict[str, None]] = {}
    for pair in read_toml("dyads.toml")["pairs"].split(","):
        one, other = (name.replace("-", " ") if name.replace("-", " ") in spaced() else name for name in pair.split())
        found.setdefault(one, {})[other] = None
        found.setdefault(other, {})[one] = None
    return {code: tuple(others) for code, others in found.items()}


@cache
def spaced() -> frozenset[str]:
    """Group names of two words, which the list of pairs writes with a hyphen."""
    return frozenset(read_toml("dyads.toml")["spaced"])


@cache
def no_army() -> frozenset[str]:
    """Codes of those who have no army."""
    return frozenset(read_toml("dyads.toml")["no_army"])


@cache
def homes() -> dict[str, str]:
    """Group -> state on whose territory it fights."""
    return dict(read_toml("dyads.toml")["homes"])


def of(doc: Document) -> Theatre:
    """Theatre of an article, from the mentions of all its sentences."""
    theatre = Theatre()
    places, sides, groups, armies = theatre.places, theatre.sides, theatre.groups, theatre.armies
    men = nouns("nouns", "force")
    issuer = None
    body = 0
    events = nouns("nouns", "event") | nouns("nouns", "loss")
    for sentence in doc.sentences:
        if sentence.zone in ("related_link", "caption", "boilerplate"):
            continue
        mentions = doc.mentions(sentence.ordinal)
        leading = sentence.ordinal == 0 or body < LEADING
        body += 1
        if not mentions:
            continue
        tokens = doc.tokens(sentence.ordinal)
        words = tokens.words
        weight = 3.0 if sentence.ordinal == 0 else 2.0 if leading else 1.0
        hot = 1.5 if not events.isdisjoint(words) else 1.0
        for m in mentions:
            if m.code is None:
                continue
            start = tokens.at(m.start)
            dateline = start <= 3 and sentence.ordinal > 0 and is_dateline(doc, sentence.ordinal, m.end)
            if m.form in SIDES and not dateline and not (m.form in PLACED and start and words[start - 1] in LOCATIVE):
                sides[m.code] += 1
                if m.form == "group":
                    groups[m.code] += 1
                elif m.form == "force" or (
                    m.form in ("adjective", "demonym", "name")
                    and not men.isdisjoint(words[tokens.at(m.end - 1) + 1 : tokens.at(m.end - 1) + 3])
                ):
                    armies[m.code] += 1
                if (
                    issuer is None
                    and leading
                    and m.form in ("force", "group", "body", "seat", "agency")
                    and len(m.code)
                ):
                    issuer = m.code
            if m.form in PLACED:
                before = words[start - 1] if start else ""
                if dateline:
                    factor = 0.5
                elif before in LOCATIVE or m.form in ("city", "region"):
                    factor = 1.0 if m.form != "name" else 0.8
                elif m.form == "name":
                    factor = 0.25
                else:
                    factor = 0.1
                places[m.code] += weight * hot * factor  # type: ignore[assignment]
            elif m.form in ("adjective", "demonym"):
                places[m.code] += 0.05 * weight  # type: ignore[assignment]
    return Theatre(places, sides, groups, armies, issuer)


def is_dateline(doc: Document, ordinal: int, offset: int) -> bool:
    """Whether a name at the head of a line is where it was written: a dash or an agency in brackets follows soon."""
    window = doc.text[offset : min(offset + 60, doc.sentences[ordinal].end + 60)].split("\n", 1)[0]
    head = window.split(". ", 1)[0]
    return (
        any(mark in head for mark in ("(", " -- ", " — ", " – ", " - "))
        or head.lstrip(" ,").split(" ", 1)[0].rstrip(".,") in MONTHS
    )


MONTHS = frozenset(
    [
        "Jan",
        "January",
        "Feb",
        "February",
        "March",
        "Mar",
        "April",
        "Apr",
        "May",
        "June",
        "Jun",
        "July",
        "Jul",
        "Aug",
        "August",
        "Sept",
        "Sep",
        "September",
        "Oct",
        "October",
        "Nov",
        "November",
        "Dec",
        "December",
    ]
)
