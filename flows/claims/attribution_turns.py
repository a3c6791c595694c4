"""Who speaks where in a transcript: "[GARCIA] ...", "MR. LANE: ..."; whose speech or communiqué a text is.

Bracketed speakers and marks are those of monitored broadcasts: "[SPEECH] [PRESIDENT X] [TEXT]", "[BEGIN RECORDING]
[X] ... [END RECORDING]", "[INTERVIEW WITH X, HEAD OF Y, BY Z]". What reporters say there is the outlet's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import Final

from flows.claims.attribution_chains import Article, Chain
from flows.claims.attribution_words import words as lexicon

WORD: Final = re.compile(r"[^\W\d_]+")
BRACKET: Final = re.compile(r"\[(?P<label>[^\[\]\n]{2,90})\]")
MADE: Final = re.compile(
    r"\[(?:[\w ]{0,20} )?(?P<kind>speech|address|communiqu[eé]|statement|message|declaration|letter|proclamation|report"
    r"|article|editorial|commentary|dispatch)[^\[\]]{0,60}\]\s{0,3}\[(?P<maker>[^\[\]]{3,140})\]",
    re.IGNORECASE,
)
ASKED: Final = re.compile(
    r"\[[\w ]{0,30}(?:interview|conference|briefing)\s+(?:with|by|of)\s+(?P<said>[^\[\]]{3,280})\]",
    re.IGNORECASE,
)
HEAD: Final = 600  # characters in which a report says what it retells
TITLED: Final = re.compile(r"(?<!\w)(?P<title>\w+)\.?\s(?P<name>(?:[\w'’-]+\s){1,2})$")
LONGEST_NAME: Final = 60  # characters of a title and first names
GAP: Final = 12  # spaces before a bracket
SPEAKERS: Final = 40  # of one transcript, and times that one is named
REPORTING: Final = frozenset({"report", "article", "editorial", "commentary", "dispatch"})
STATION: Final = re.compile(
    r"\[editorial report\](?:\s*\[[^\[\]]{1,40}\])*\s*(?:(?:on|at)\s[^,]{1,40},\s)?(?P<station>[^,.;\[\]]{3,60}?)"
    r"(?:\s+in\s+[a-z]+\s[^,.;\[\]]{0,80}?)?\s+(?:broadcasts?|reports?|reported|carries|carried|airs?|aired|transmit(?:s|ted))\s",
    re.IGNORECASE,
)
ENDED: Final = "end recording"
TURN: Final = re.compile(
    r"^(?P<label>(?:(?:MR|MS|MRS|DR|GEN|LT|COL|ADM|MAJ|SGT|CAPT|SEC|SEN|REP)\.? |"
    r"(?:SECRETARY|PRESIDENT|MINISTER|GENERAL|ADMIRAL|COLONEL|SENATOR|AMBASSADOR|STAFF) )+"
    r"[A-Z][A-Z'’. -]{1,40}|Q|QUESTION):\s",
    re.MULTILINE,
)


class Turns:
    """The turns of a transcript in text order; of an article that is none, nothing."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._reporters = set[str]()
        found: list[tuple[int, Chain | None]] = []
        text = article.doc.text
        if "[" in text:
            found += self._head() + self._brackets()
        found += [(m.start(), _named(self._article, m.start("label"), m.end("label"))) for m in TURN.finditer(text)]
        found.sort(key=lambda turn: turn[0])
        self._starts = [start for start, _ in found]
        self._chains = [chain for _, chain in found]

    def at(self, offset: int) -> Chain | None:
        """The chain of who speaks at an offset, None for the outlet."""
        turn = bisect_right(self._starts, offset) - 1
        return self._chains[turn] if turn >= 0 else None

    def _head(self) -> list[tuple[int, Chain | None]]:
        """Who made the whole text, as its head says; notes the names of reporters."""
        text = self._article.doc.text
        made, asked = MADE.search(text), ASKED.search(text)
        if asked:
            self._reporters |= _names(asked["said"].lower().partition(" by ")[2])
        if made is None or _names(made["maker"].lower()) <= lexicon().editorial:
            return []
        if made["kind"].lower() in REPORTING:
            self._reporters |= _names(made["maker"].lower())
            return []
        start = made.start("maker")
        return [(made.end(), _named(self._article, start, start + len(made["maker"].partition(",")[0])))]

    def _brackets(self) -> list[tuple[int, Chain | None]]:
        """Turns of speakers whose names stand in brackets where a line, or what was recorded, begins."""
        text, low = self._article.doc.text, self._article.doc.lower
        found: list[tuple[int, Chain | None]] = []
        times = Counter(WORD.findall(low))
        spans: dict[str, tuple[int, int]] = {}
        for bracket in BRACKET.finditer(text):
            label = low[bracket.start("label") : bracket.end("label")]
            names, before = _names(label), text[max(0, bracket.start() - GAP) : bracket.start()].rstrip(" ")[-1:]
            if label == ENDED:
                found.append((bracket.end(), None))
            elif before not in ("", "\n", "]") or not names or not names.isdisjoint(lexicon().editorial):
                continue
            elif names & (lexicon().asking | self._reporters):
                found.append((bracket.end(), None))
            elif times[WORD.findall(label)[-1]] > 1 and (label in spans or len(spans) < SPEAKERS):
                if label not in spans:
                    spans[label] = self._full_name(*bracket.span("label"))
                found.append((bracket.end(), _named(self._article, *spans[label])))
        return found

    def _full_name(self, start: int, end: int) -> tuple[int, int]:
        """Span of the full name of a person of whom the label is the surname, where a title stands before it."""
        text, low = self._article.doc.text, self._article.doc.lower
        surname = low[start:end].split()[-1]
        at = low.find(surname)
        for _ in range(SPEAKERS):
            if not 0 <= at < start:
                break
            named = TITLED.search(low, max(0, at - LONGEST_NAME), at)
            if named and named["title"] in lexicon().titles and text[named.start("name")].isupper():
                return named.start("name"), at + len(surname)
            at = low.find(surname, at + 1)
        return start, end


def station(article: Article) -> Chain | None:
    """Chain of the station whose news are retold: "[EDITORIAL REPORT] [TEXT] RADIO X BROADCASTS"."""
    found = STATION.search(article.doc.text, 0, HEAD)
    return _named(article, *found.span("station")) if found else None


def _named(article: Article, start: int, end: int) -> Chain | None:
    """Chain of the source that `text[start:end]` names; None for who asks, and for what goes over a sentence."""
    doc = article.doc
    ordinal = doc.sentence_at(start)
    if end > doc.sentences[ordinal].end or not _names(doc.lower[start:end]).isdisjoint(lexicon().asking):
        return None
    at = article.speakers.line(ordinal)
    names = article.names((at.phrase(at.tokens.at(start), at.tokens.at(end - 1) + 1),))
    return Chain((), names, doc.text[start:end], "inherited") if names else None


def _names(words: str) -> set[str]:
    return set(WORD.findall(words))
