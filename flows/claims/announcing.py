"""What the line before a list, or the headline, announces for the numbers behind it."""

from __future__ import annotations

import re

from flows.claims import cues as cue_lexicon
from flows.claims import head_nouns
from flows.claims.document import Document, Tokens
from flows.claims.words import word_class

BULLET = re.compile(r"\s*(?:[•●▪◦‣*\-–—]|\d{1,2}[.)])\s+")
INTRODUCING = ("lose", "destroy", "capture", "kill", "deliver", "order", "use", "strength", "send")
REACH = 30
STOCK_WORDS = frozenset(["inventory", "strength", "arsenal", "holdings", "fleet", "order-of-battle", "equipment"])
FORCE_TITLE = re.compile(
    r"\b(?:armed forces|army|navy|air force|military|defen[cs]e forces?|national guard|marine corps)\b", re.I
)
LONGEST_TITLE = 9  # words
LONGEST_HEADING = 4  # words


def is_item(doc: Document, ordinal: int) -> bool:
    """Whether the sentence is an item of a list: by its zone, a bullet, or as a short line without a full stop."""
    sentence = doc.sentences[ordinal]
    if sentence.zone == "list":
        return True
    text = doc.text[sentence.start : sentence.end]
    return bool(BULLET.match(text)) or (len(text) < 90 and text[-1:] not in '.!?”"' and ordinal > 0)


def introducing(doc: Document, ordinal: int) -> str | None:
    """Cue family of the line that introduces the list which the sentence stands in, else of the headline."""
    at = ordinal - 1
    while at >= 0 and ordinal - at <= REACH:
        family = line_family(doc, at)
        item = is_item(doc, at)
        if family is not None and (not item or doc.text[doc.sentences[at].end - 1] == ":"):
            return family
        if not item and ordinal - at > 3:
            break
        at -= 1
    return line_family(doc, 0) if doc.sentences else None


def announced(doc: Document, ordinal: int) -> str | None:
    """Cue family for an item of a list or of a tally that gives none itself ("It now stands at 1,390 tanks")."""
    if is_item(doc, ordinal):
        family = introducing(doc, ordinal)
        return "destroy" if family == "lose" else family
    if set(doc.tokens(ordinal).words) & (word_class("tally") | {"stands", "stood"}):
        for at in (ordinal, ordinal - 1, ordinal - 2, ordinal - 3):
            if at >= 0:
                family = line_family(doc, at)
                if family in {"lose", "destroy", "deliver", "order", "use"}:
                    return "destroy" if family == "lose" else family
    return None


def line_family(doc: Document, ordinal: int) -> str | None:
    """The cue family that a line announces for what follows it, or None."""
    tokens = doc.tokens(ordinal)
    found = cue_lexicon.tag(tokens, frozenset())
    families = [c.family for c in found if c.kind not in {"subject", "after", "with"} and not _is_of_place(tokens, c)]
    words = set(tokens.words)
    if "compose" in families:
        return "strength"  # "the forces were composed of the following units:"
    if words & {"losses", "lost", "loss", "eliminated"}:
        return "kill" if "eliminated" in words and not words & {"losses", "lost"} else "lose"
    if words & {"package", "pledged", "drawdown", "tranche"} and "destroy" not in families:
        return "order"
    if {"deliver", "send"} & set(families) and words & {"will", "to", "would"}:
        return "order"
    for wanted in INTRODUCING:
        if wanted in families and (wanted != "strength" or words & STOCK_WORDS):
            return wanted
    return None


def _is_of_place(tokens: Tokens, cue: cue_lexicon.Cue) -> bool:
    """Whether a noun of taking is of a place by its name: "In the plan for the capture of Rogatica"."""
    taking = cue.kind == "of" and cue.family in {"capture", "destroy"}
    return taking and tokens.raw[cue.last + 1 : cue.last + 2] != [] and tokens.raw[cue.last + 1].istitle()


def heading_kind(doc: Document, ordinal: int) -> str | None:
    """Kind of equipment that the heading of a list names, which holds for its items: "Armored cars", "Artillery"."""
    at = ordinal - 1
    while at >= 0 and ordinal - at <= REACH and doc.sentences[at].zone == "list":
        at -= 1
    if at < 0 or doc.sentences[at].zone == "list" or len(words := doc.tokens(at).words) > LONGEST_HEADING:
        return None
    for k in range(len(words)):
        found = head_nouns.nouns().at(words, k)
        if found is not None and found[1][0].klass == "equipment" and found[1][0].is_plural:
            return found[1][0].kind
    return None


def describes_force(doc: Document) -> bool:
    """Whether the article is about a force as such, as its title says: "Armed Forces of the Republic of Moldova"."""
    tokens = doc.tokens(0)
    if len(tokens) > LONGEST_TITLE or not FORCE_TITLE.search(doc.sentence_text(0)):
        return False
    return not any(c.family != "strength" for c in cue_lexicon.tag(tokens, frozenset()))
