"""Whether a count belongs to war and political violence: the gate between counts and figures."""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from flows.claims import models, notes
from flows.claims.document import Document, Tokens
from flows.claims.head_nouns import armed
from flows.claims.notes import NOTE
from flows.claims.words import phrase_class, word_class

if TYPE_CHECKING:
    from flows.claims.counts import Count
    from flows.claims.readings import Reading

EXCLUDED_ZONES = frozenset({"related_link", "caption", "boilerplate"})
_SAYS = re.compile(r"\s+(?:later\s+|also\s+)?(?:said|says|reported|announced|told)(?![a-z])")
WORK_FORCE = 10  # words from "the labor force" to how many it is
LEAST_SHARE = 0.5  # conflict words per hundred: below it an article is about something else
LONGEST_HEADING = 50  # characters
OPENING = 4  # sentences that say what an article is about
BREAK = "\0"  # between sentences, so that one pass reads them all
PARTING = re.compile(r"[^\x00-\x7f\w]")  # signs besides ASCII, which part words as blanks do
BATTLE = re.compile(r"[\W_]*(?:the\s)?(?:[\w'’-]+\s){0,2}(?:battle|siege)s?\sof\s")
WORD = re.compile(r"[^\W\d_][\w.-]*|\0")
KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_.-\0") | frozenset(range(128, 256))
BLANKS = bytes(byte if byte in KEPT else 32 for byte in range(256))
"""Bytes of lower-case text as they are in a word, and a blank for each that parts words."""

CONFLICT, ACCIDENT, TRIGGER, SINGLE, BROKEN, NO_WORD = 1, 2, 4, 8, 16, 32
STEM_START = 2  # letters that every stem has


class Classes(dict[bytes, int]):
    """Which word classes a piece of text without blanks is in, as a sum of the numbers above; each is looked at once.

    Words of war and accidents count with a full stop or hyphen at the end too; triggers by how the word begins, and by
    the whole word where it is a plural that the lexicon counts as armed men or arms.
    """

    def __init__(self) -> None:
        super().__init__({BREAK.encode(): BROKEN})
        self._words: dict[str, int] = {}
        for name, bit in (("conflict", CONFLICT), ("accident", ACCIDENT)):
            for word in word_class(name):
                self._words[word] = self._words.get(word, 0) | bit
        for word in armed() | word_class("trigger_words"):
            self._words[word] = self._words.get(word, 0) | TRIGGER
        self._stems: dict[str, list[tuple[str, int]]] = {}
        triggers = word_class("trigger") | word_class("single_trigger") | models.names()
        for stems, bit in ((triggers, TRIGGER), (word_class("single_trigger"), SINGLE)):
            for stem in stems:
                self._stems.setdefault(stem[:STEM_START], []).append((stem, bit))

    def __missing__(self, piece: bytes) -> int:
        if len(self) > 200_000:
            self.clear()
            self[BREAK.encode()] = BROKEN
        found = WORD.search(piece.decode("utf-8", "surrogatepass"))
        if not found:
            self[piece] = NO_WORD
            return NO_WORD
        word = found.group()
        known = self._words.get(word, 0) | self._words.get(word.rstrip(".-"), 0)
        for stem, bit in self._stems.get(word[:STEM_START], ()):
            if not known & bit and word.startswith(stem):
                known |= bit
        self[piece] = known
        return known


@cache
def _classes() -> Classes:
    return Classes()


@cache
def _others(bit: int) -> bytes:
    """All sums of classes that lack one of them."""
    return bytes(known for known in range(16) if not known & bit)


def _of_class(classes: bytes, bit: int) -> int:
    """How many of the words are in a class."""
    return len(classes.translate(None, _others(bit)))


class Gate:
    """What the article is about, asked once per article."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc

    def _read(self, lower: str) -> bytes:
        for sign in set(PARTING.findall(lower)) if not lower.isascii() else ():
            lower = lower.replace(sign, " ")
        pieces = lower.encode("utf-8", "surrogatepass").translate(BLANKS).split()
        return bytes(map(_classes().__getitem__, pieces)).translate(None, bytes((NO_WORD,)))

    @cached_property
    def _by_sentence(self) -> list[bytes]:
        """Classes of the words of each sentence."""
        lower = self._doc.lower.replace(BREAK, " ")
        return self._read(f" {BREAK} ".join([lower[s.start : s.end] for s in self._doc.sentences])).split(
            bytes((BROKEN,))
        )

    @cached_property
    def _words(self) -> bytes:
        """Classes of the words of the article, of which one may go over the bounds of sentences without a space."""
        if any(a.end == b.start for a, b in pairwise(self._doc.sentences)):
            return self._read(self._doc.lower.replace(BREAK, " "))
        return b"".join(self._by_sentence)

    @cached_property
    def conflict_count(self) -> int:
        """Conflict words in the article."""
        return _of_class(self._words, CONFLICT)

    @cached_property
    def is_violent_note(self) -> bool:
        """Whether a note of a few words tells of violence against people, and of no accident or trial."""
        return len(self._words) <= NOTE and notes.is_violent(self._doc)

    @cached_property
    def elsewhere(self) -> frozenset[int]:
        """Sentences below a heading of a digest that is not about war ("Law and crime"), up to the next heading."""
        found, other = set[int](), False
        for sentence in self._doc.sentences:
            if sentence.end - sentence.start <= LONGEST_HEADING:
                line = self._doc.lower[sentence.start : sentence.end].strip(" \n\t*#:=_")
                if line in phrase_class("other_sections"):
                    other = True
                elif line in phrase_class("war_sections"):
                    other = False
            if other:
                found.add(sentence.ordinal)
        return frozenset(found)

    @cached_property
    def has_captives(self) -> bool:
        """Whether the article speaks of captives, so that those who are released are some."""
        return any(stem in self._doc.lower for stem in word_class("captives"))

    @cached_property
    def is_exchange(self) -> bool:
        """Whether the article is about captives who are exchanged: who comes home are captives then."""
        words = self._doc.lower
        return ("prisoner" in words or "pows" in words) and words.count("exchang") + words.count("swap") > 1

    @cached_property
    def _opening(self) -> frozenset[str]:
        """Words of the title and the first sentences."""
        return frozenset(w for s in self._doc.sentences[:OPENING] for w in self._doc.tokens(s.ordinal).words)

    @cached_property
    def is_mishap(self) -> bool:
        """Whether the title and the first sentences tell of an accident or a crime, and of no violence of a war."""
        told = self._opening & (word_class("mishap") | word_class("mishap_verbs") | word_class("convicting"))
        hit = {"ground", "fire"} <= self._opening
        return bool(told) and not hit and not self._opening & word_class("violence")

    @cached_property
    def is_gang_war(self) -> bool:
        """Whether the article opens with the drug trade and names no army, rebels or weapons of war there."""
        drugs, gangs = self._opening & word_class("drug_trade"), self._opening & word_class("gangs")
        return bool(drugs and gangs) and not self._opening & word_class("warring")

    @cached_property
    def is_of_battle(self) -> bool:
        """Whether the article describes one battle or siege, as its title says: sizes are those of who fought there."""
        first = self._doc.sentences[:1]
        return self._doc.published is None and bool(first) and BATTLE.match(self._doc.lower, first[0].start) is not None

    @property
    def is_warlike(self) -> bool:
        """Whether the article as a whole is about war."""
        return self.conflict_share >= 2.5 and self.conflict_count >= 6

    @cached_property
    def conflict_share(self) -> float:
        """Conflict words per hundred words of the article."""
        return 100.0 * self.conflict_count / max(1, len(self._words))

    @cached_property
    def accident_share(self) -> float:
        """Words of accidents, disease and disaster per hundred words."""
        return 100.0 * _of_class(self._words, ACCIDENT) / max(1, len(self._words))

    def is_triggered(self, ordinal: int) -> bool:
        """Whether a word of the sentence can be about war: without one it has no figure of its own."""
        words = self._by_sentence[ordinal]
        if not _of_class(words, TRIGGER):
            return False
        if self.conflict_count and (self.conflict_share >= LEAST_SHARE or _of_class(words, CONFLICT)):
            return True
        if self.is_violent_note:
            return True
        return self._names_fighters(ordinal)

    def _names_fighters(self, ordinal: int) -> bool:
        """Whether a note of a few words names an armed group or a force, who only speaks elsewhere: it is of war."""
        if len(self._words) > NOTE:
            return False
        return ordinal in self._naming or any(
            mention.form == "group" for at in self._naming for mention in self._doc.mentions(at)
        )

    @cached_property
    def _naming(self) -> frozenset[int]:
        """Sentences that name an armed group or a force, but for who only speaks."""
        return frozenset(
            s.ordinal
            for s in self._doc.sentences
            if any(
                mention.form in ("group", "force") and not _SAYS.match(self._doc.lower, mention.end)
                for mention in self._doc.mentions(s.ordinal)
            )
        )

    def may_count_articles(self, ordinal: int) -> bool:
        """Whether "a soldier was killed" is worth a look in the sentence."""
        return ordinal in self.counting

    @cached_property
    def counting(self) -> frozenset[int]:
        """Sentences in which "a soldier was killed" is worth a look: none of an article that is not about war."""
        told = self.conflict_share >= LEAST_SHARE or self.is_violent_note
        if not told and (len(self._words) > NOTE or not self._naming):
            return frozenset()
        passed, zones = _others(SINGLE), EXCLUDED_ZONES | {"table"}
        read = zip(self._doc.sentences, self._by_sentence, strict=True)
        return frozenset(s.ordinal for s, words in read if words.translate(None, passed) and s.zone not in zones)

    def rejects(self, ordinal: int, tokens: Tokens, count: Count, reading: Reading) -> str | None:
        """Reason why the reading is no figure of war, or None."""
        words = set(tokens.words)
        if reading.measure.startswith("strength.") and _is_of_work_force(tokens, count):
            return "non_military_subject"
        if self.is_gang_war:
            return "crime"
        moving = reading.measure.startswith("deployment.") and self.is_mishap
        if moving and words & word_class("on_board") and not words & word_class("violence"):
            return "accident_or_disease"  # "the truck was carrying 10 personnel"
        conflict = words & word_class("conflict") or self._names_fighters(ordinal) or self.is_violent_note
        if words & word_class("sport") and not conflict:
            return "sport"
        casualty = reading.measure.startswith("casualties.")
        if casualty:
            accident = words & word_class("accident")
            if words & word_class("mishap") and not words & word_class("shooting"):
                return "accident_or_disease"
            if words & word_class("works") and notes.is_of_works(tokens):
                return "accident_or_disease"
            if accident and not conflict and not (self.is_warlike and accident <= word_class("traffic")):
                return "accident_or_disease"
            if self.is_mishap and not words & word_class("violence"):
                return "accident_or_disease"
            noun = tokens.words[count.head.last - 1] if count.head.noun >= 0 else ""
            if reading.family in {"arrest", "capture"} and noun in word_class("criminals"):
                return "arrest"
            grouped = any(mention.form == "group" for mention in self._doc.mentions(ordinal))
            if reading.family == "arrest" and not (words & word_class("seizers") or self.is_warlike or grouped):
                return "arrest"
            if not conflict and self.conflict_share < 1.5:
                return "no_conflict"
            if self.accident_share > self.conflict_share and not conflict:
                return "accident_or_disease"
        elif self.conflict_share < LEAST_SHARE:
            return "no_conflict"
        if reading.measure == "equipment.lost" and _is_private_car(tokens, count):
            return "generic_equipment"
        zero = count.number.comparator == "0"
        planted = count.head.noun >= 0 and tokens.words[count.head.noun] in word_class("planted")
        blown = reading.cue is not None and tokens.words[reading.cue.first].startswith(
            ("explod", "deton", "went", "blew")
        )
        if planted and blown and reading.measure == "equipment.lost":
            return "attack"  # "A bomb concealed in a suitcase exploded"
        none_of = zero and tokens.words[count.first : count.first + 2] == ["none", "of"]
        verb = reading.cue
        borne = verb is not None and tokens.words[verb.first - 1] in word_class("auxiliary")
        harmed = borne or reading.family in {"kill", "wound"}
        if none_of and not harmed and tokens.words[count.first + 2] != "them":
            return "no_measure"  # "None of the rockets hit any targets"
        if zero and reading.price > 3.0 and not reading.rule.startswith("inherit"):
            return "no_measure"
        after = tokens.words[count.last : count.last + 8]
        after = after[: next((k for k, w in enumerate(after) if w in {":", ";"}), 8)]
        if any(a == "for" and b in {"every", "each"} for a, b in pairwise(after)):
            return "ratio"
        if count.is_article and not _one_counts(tokens, count, reading):
            return "article_without_loss"
        if count.head.is_generic and reading.measure in {
            "equipment.holdings",
            "equipment.delivered",
            "equipment.planned",
            "deployment.present",
        }:
            near = set(tokens.words[max(0, count.first - 12) : count.last + 12])
            light = count.head.kind == "aircraft" and tokens.words[count.head.noun - 1] == "light"
            if light or near & word_class("civil") or not (near & word_class("military") or self.is_warlike):
                return "generic_equipment"
        return None


def _is_private_car(tokens: Tokens, count: Count) -> bool:
    """Whether cars are counted that are not said to be of a force: "the bomb destroyed two cars"."""
    car = (
        count.head.kind == "vehicle"
        and count.head.noun >= 0
        and tokens.words[count.head.noun] in word_class("private_cars")
    )
    ridden = tokens.words[count.head.noun].startswith("motor") and not word_class("riders").isdisjoint(tokens.words)
    return car and not ridden and word_class("military").isdisjoint(tokens.words[count.number_last : count.last])


def _one_counts(tokens: Tokens, count: Count, reading: Reading) -> bool:
    """Whether "a" is a figure here: one casualty, one loss or one use, near its cue (guideline 6)."""
    joined = reading.rule == "inherit.list" and tokens.words[count.first - 1] == "and"  # "five priests and a brother"
    far = reading.price > 4.5 and reading.rule != "inherit.part" and not joined
    if far or (reading.family == "lose" and count.head.kind == "civilian"):
        return False
    if reading.measure == "equipment.lost" and reading.unit == "vehicle" and count.head.is_generic:
        return False
    if tokens.words[count.first - 1] == "to" and reading.family == "lose" and count.head.klass == "equipment":
        return False  # "lost three soldiers to a landmine"
    if tokens.words[count.last : count.last + 2] == ["among", "them"]:
        return reading.measure.startswith("casualties.")  # "five villagers, a monk among them"
    before = tokens.words[count.first - 1] if count.first else ""
    cue = reading.cue
    inside = cue is not None and count.number_last <= cue.first < count.head.noun
    if inside and before in {"from", "by", "of", "with"}:
        return False  # "wounded by shrapnel from an intercepted drone"
    following = tokens.words[count.last] if count.last < len(tokens) else ""
    if following == "of" and count.head.klass == "casualty" and tokens.words[count.head.noun] == "casualty":
        return False  # "another casualty of the hyperpartisan atmosphere"
    if count.head.klass == "casualty" and (tokens.words[count.head.noun] == "loss" or following in word_class("deals")):
        return False  # "a loss of aid", "a prisoner exchange"
    rest = tokens.words[count.last : count.last + 2]  # "In the raid, a soldier | was hurt"
    opens = before == "," and (following in {"was", "were", "is", "died"} or rest[1:] == ["been"])
    fronted = tokens.words[: count.first]
    apart = any(a == "," and not b[0].isdigit() for a, b in pairwise(fronted[:-1]))  # but "On May 26, 2016,"
    led = fronted[:1] != [] and fronted[0] in word_class("preposition") and not apart
    opens = opens or (
        before == "," and led and following in {",", "of", "from"} and reading.price <= 2.5
    )  # "On 7 March, an officer, X,"
    did = before == "," and cue is not None and cue.kind == "subject" and cue.first == count.last
    did = did and not tokens.words[count.last].endswith("ing")
    opens = opens or did  # "Two weeks ago, a lifelong Alaskan | paid the ultimate sacrifice"
    another = tokens.words[count.first] == "another" and count.head.klass in {"casualty", "elided"}
    opens = opens or another  # "a constable martyred, another injured"
    if before in word_class("apposition") and not opens and reading.rule not in {"inherit.list", "beside.apposed"}:
        return False
    if before in {"him", "her", "them"} and count.head.klass == "casualty":
        return False  # "almost made him a casualty"
    if reading.measure == "equipment.used":
        lobbed = tokens.words[count.head.last - 1] in word_class("lobbed")  # "killed when a rocket hit": an attack
        lobbed = lobbed and cue is not None and tokens.words[cue.first] not in {"hit", "hits", "struck", "strikes"}
        return (
            (lobbed or reading.unit in {"missile", "drone"}) and reading.cue is not None and reading.cue.kind != "with"
        )
    return reading.measure.startswith("casualties.") or reading.measure == "equipment.lost"


def _is_of_work_force(tokens: Tokens, count: Count) -> bool:
    """Whether the force that the number is of is that of all who work: "the labor force is made up of 1.7 million"."""
    before = tokens.words[max(0, count.first - WORK_FORCE) : count.first]
    return any(a in {"labor", "labour", "work"} and b == "force" for a, b in pairwise(before)) or "workforce" in before
