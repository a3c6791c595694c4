"""Who goes at whom in a fight: the two sides of an article, its attackers and its defenders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from flows.claims.actors_scene import HARD, LOCATING, Actor, Scene, is_passive
from flows.claims.actors_words import nouns
from flows.lexicon import read_toml

SUBJECT = 7  # words from a side to its verb
APPOSED = 8  # words from "the defenders, " to "of"
AGAINST = 9  # words from holding out to "against"
OBJECT = 5  # words from a verb or "by" to a side
PEOPLE = frozenset({"adjective", "demonym", "force", "group", "person", "collective"})
SIDES = PEOPLE | {"name"}


class Fight(NamedTuple):
    """Codes of who attacks and who defends in one clause, None for whom it does not name, with its token."""

    token: int
    attacker: str | None
    defender: str | None


class Stand(NamedTuple):
    """Who attacked and who defended, as told up to a sentence."""

    ordinal: int
    token: int
    attacker: str | None
    defender: str | None


@dataclass(frozen=True, slots=True)
class Parties:
    """The two sides of an article's fight, None where it does not tell them, and the attacks in text order."""

    pair: tuple[str, str] | None
    stands: tuple[Stand, ...]

    def other(self, code: str | None) -> str | None:
        """The other of the two sides."""
        if self.pair is None or code not in self.pair:
            return None
        return self.pair[1] if code == self.pair[0] else self.pair[0]

    @property
    def met(self) -> dict[str, str]:
        """Code -> the other of the two sides."""
        return {self.pair[0]: self.pair[1], self.pair[1]: self.pair[0]} if self.pair else {}

    def attacker(self, ordinal: int, token: int) -> str | None:
        """Side that "the attackers" are at a token: of the attack told last, else of the first told later."""
        return self._side(ordinal, token, "attacker", "defender")

    def defender(self, ordinal: int, token: int) -> str | None:
        """Side that "the defenders" are at a token."""
        return self._side(ordinal, token, "defender", "attacker")

    def _side(self, ordinal: int, token: int, role: str, foe: str) -> str | None:
        before = [s for s in self.stands if (s.ordinal, s.token) < (ordinal, token)]
        for stand in [*reversed(before), *(self.stands if self.pair else ())]:
            found: str | None = getattr(stand, role) or self.other(getattr(stand, foe))
            if found:
                return found
        return None


@cache
def words(*names: str) -> frozenset[str]:
    """Words of one or several lists of roster.toml."""
    lists = read_toml("roster.toml")
    return frozenset(word for name in names for word in str(lists[name]).split())


def fights(scene: Scene) -> Iterator[Fight]:
    """Attacks and defences that the sentence tells, in text order."""
    told = words("attacking", "defending", "assaults", "posts")
    for k, word in enumerate(scene.words):
        if word not in told or any(a.start <= k < a.end for a in scene.actors):
            continue
        by = agent(scene, k)
        if word in words("attacking") and not led_by_article(scene, k):
            subject, thing = subject_of(scene, k), object_of(scene, k)
            if by or is_passive(scene, k):
                yield Fight(k, by, subject)
            elif subject or thing:
                yield Fight(k, subject, thing)
        elif word in words("defending"):
            subject = subject_of(scene, k)
            repelling = word in words("repelling")
            foe = (object_of(scene, k) if repelling else None) or against(scene, k)
            if by or is_passive(scene, k):
                yield Fight(k, subject if repelling else None, by)
            elif subject and (foe or word not in words("having")):
                yield Fight(k, foe, subject)
        elif word in words("assaults"):
            whose, on = modifier(scene, k), struck(scene, k)
            if whose or by or on:
                yield Fight(k, whose or by, on)
        elif word in words("posts"):
            whose = modifier(scene, k) or men_of(scene, k)
            if whose:
                yield Fight(k, None, whose)


def led_by_article(scene: Scene, k: int) -> bool:
    """Whether the form is a noun here ("the attack", "an assault")."""
    return scene.words[k] in words("assaults") and scene.words[k - 1 : k] != ["to"]


def subject_of(scene: Scene, verb: int) -> str | None:
    """Side that stands as the subject before the verb."""
    for a in reversed(scene.actors):
        if a.end > verb:
            continue
        gap = scene.words[a.end : verb]
        unnamed = any(scene.roles.get(k) == "unknown" for k in range(a.end, verb))
        if len(gap) > SUBJECT or not HARD.isdisjoint(gap) or unnamed:
            return None
        if a.form in SIDES and not a.is_void and a.preposition is None:
            return a.code
    return None


def object_of(scene: Scene, verb: int) -> str | None:
    """Side whose men or post the verb has for an object."""
    for a in scene.actors:
        if verb < a.start <= verb + OBJECT and a.form in PEOPLE and not a.is_void:
            return a.code if scene.words[verb + 1 : a.start].count(",") == 0 else None
    return None


def against(scene: Scene, k: int) -> str | None:
    """Side after "against" behind the verb ("held out for a week against an Austrian army")."""
    on = next((i for i in range(k + 1, min(k + AGAINST, len(scene.words))) if scene.words[i] == "against"), None)
    if on is None:
        return None
    return next(
        (a.code for a in scene.actors if on < a.start <= on + OBJECT and a.form in SIDES and not a.is_void), None
    )


def agent(scene: Scene, k: int) -> str | None:
    """Side after "by" behind the word at `k` ("attacked on Monday by Chadian troops", "held by 2,500 Libyans")."""
    by = next((i for i in range(k + 1, min(k + OBJECT, len(scene.words))) if scene.words[i] == "by"), None)
    if by is None or not HARD.isdisjoint(scene.words[k:by]):
        return None
    return next(
        (a.code for a in scene.actors if by < a.start <= by + OBJECT and a.form in SIDES and not a.is_void), None
    )


def modifier(scene: Scene, k: int) -> str | None:
    """Side in front of the noun ("the Iranian spring offensive", "Turkish defenders")."""
    for a in reversed(scene.actors):
        if a.end <= k and k - a.end <= 2 and not a.is_void and (a.adjectival or a.form in ("force", "group")):
            between = scene.words[a.end : k]
            clean = all(w[0].isalpha() and w not in nouns("words", "stop") for w in between if w != "'s")
            return a.code if clean and a.form in PEOPLE | {"name"} else None
    return None


def struck(scene: Scene, k: int) -> str | None:
    """Side that an attack is on ("the offensive against the Islamic State", "the invasion of Kuwait")."""
    if scene.words[k + 1 : k + 2] not in (["on"], ["against"], ["of"]):
        return None
    for a in scene.actors:
        if k + 2 <= a.start <= k + 4 and not a.is_void:
            named = a.form in PEOPLE or (a.form == "name" and scene.words[k + 1] != "of")
            return a.code if named or scene.words[k] == "invasion" else None
    return None


def men_of(scene: Scene, k: int) -> str | None:
    """Side whose men they are ("a garrison of 800 Turks", "the defenders, some 500 men of the Legion")."""
    if scene.words[k] == "defenders" and scene.words[k + 1 : k + 2] == [","]:
        of = next((i for i in range(k + 2, min(k + APPOSED, len(scene.words))) if scene.words[i] == "of"), k)
        named = (a.code for a in scene.actors if k < of < a.start <= of + 2 and a.form in PEOPLE and not a.is_void)
        return next(named, None)
    if scene.words[k] != "garrison" or scene.words[k + 1 : k + 2] != ["of"]:
        return None
    return next(
        (a.code for a in scene.actors if k + 2 <= a.start <= k + 4 and a.form in ("adjective", "demonym", "group")),
        None,
    )


def pair_of(scene: Scene) -> tuple[str, str] | None:
    """The two sides of a fight "between X and Y", else those of whom the sentence tells that one attacks the other."""
    words_ = scene.words
    for k, word in enumerate(words_):
        if word == "between" and "and" in words_[k : k + 18]:
            inside = [a for a in scene.actors_in(k, k + 18) if a.form in SIDES and not a.is_void]
            named = [a.code for a in inside if a.preposition not in LOCATING - {"of"}]
            found = list(dict.fromkeys(named))
            if len(found) == 2:
                return found[0], found[1]
    for fight in fights(scene):
        if fight.attacker and fight.defender and fight.attacker != fight.defender:
            return fight.attacker, fight.defender
    for one, other in zip(scene.actors, scene.actors[1:], strict=False):
        if war_between(scene, one, other):
            return one.code, other.code
    return None


def war_between(scene: Scene, one: Actor, other: Actor) -> bool:
    """Whether two names are tied into that of a war ("the Iran-Iraq War", "the Russo-Turkish War")."""
    behind = scene.words[other.end : other.end + 2]
    tied = scene.words[one.end : other.start] in ([], ["-"], ["–"], ["and"])
    return tied and one.code != other.code and not nouns("nouns", "mutual").isdisjoint(behind)
