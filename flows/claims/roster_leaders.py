"""Those who command a side's men: "the Austrians under Haynau", "the Russian general Gurko"."""

from __future__ import annotations

from collections.abc import Iterator

from flows.claims.actors_scene import Actor, Scene
from flows.claims.actors_words import nouns
from flows.claims.roster_parties import words
from flows.claims.roster_units import ORDINALS, PLACES

BETWEEN = 7  # words from a side's name to who commands


def apposed_name(scene: Scene, actor: Actor) -> Iterator[tuple[str, int, Actor]]:
    """Who is said behind his name to command ("Yudenich, the Russian commander,")."""
    k = actor.start - 1
    if k < 2 or scene.words[k] not in ("the", "a", "an") or scene.words[k - 1] != ",":
        return
    raw, name = scene.tokens.raw[k - 2], scene.words[k - 2]
    if raw[0].isupper() and name not in nouns("words", "stop") and not any(a.end == k - 1 for a in scene.actors):
        yield surname_of(raw), k - 2, actor


def commanders(scene: Scene) -> Iterator[tuple[str, int, Actor]]:
    """Surnames of those who lead a side's men, with the token and the side."""
    for actor in scene.actors:
        if actor.is_void or actor.form in PLACES or actor.form == "person":
            continue
        k = actor.end
        while k < len(scene.words) and k - actor.end < BETWEEN and may_stand_between(scene, k):
            k += 1
            if scene.words[k - 1] in words("ranks") and scene.words[k : k + 1] and scene.tokens.raw[k][0].isupper():
                break  # "British General | Smith"
        if k < len(scene.words) and scene.words[k - 1] in words("ranks") and k > actor.end:
            yield from named_at(scene, k, actor)  # "British General | Smith"
            yield from apposed_name(scene, actor)
        led = k
        force = any(w in words("forces") for w in scene.words[actor.end : k])
        if force or actor.form in ("force", "group", "demonym"):
            if scene.words[led : led + 1] == [","]:
                led += 1
            if scene.words[led : led + 1] and scene.words[led] in words("led") | {"by"}:
                led += 1 + (scene.words[led + 1 : led + 2] == ["by"])
                led += 3 if scene.words[led : led + 3] == ["the", "command", "of"] else 0
                of = scene.words[led - 1] == "of"
                yield from (found for found in named_at(scene, led, actor) if not (of and is_town(scene, found[1])))
        yield from leads(scene, actor)
        if actor.form == "demonym" and scene.words[max(0, actor.start - 1)].endswith("'s") and actor.start:
            raw = scene.tokens.raw[actor.start - 1]
            if raw[0].isupper() and not any(a.end == actor.start for a in scene.actors):
                yield surname_of(raw), actor.start - 1, actor  # "Beaulieu's Austrians"


def may_stand_between(scene: Scene, k: int) -> bool:
    """Whether the token may stand between a side's name and the one who commands."""
    word = scene.words[k]
    if any(a.start <= k < a.end for a in scene.actors):
        return False
    known = word in words("ranks", "forces", "units", "counted") or word in ORDINALS or word[0].isdigit()
    known = known or (scene.tokens.raw[k][0].isupper() and word not in nouns("words", "stop") and word.isalpha())
    return known or (word[0].isalpha() and scene.tokens.raw[k][0].islower() and word not in nouns("words", "stop"))


def named_at(scene: Scene, k: int, actor: Actor) -> Iterator[tuple[str, int, Actor]]:
    """The surname of the person named from token `k` on, who leads the side's men."""
    if found := surname_at(scene, k):
        yield *found, actor


def surname_at(scene: Scene, k: int) -> tuple[str, int] | None:
    """The surname of the person named from token `k` on, over ranks and titles, with its token."""
    raw = scene.tokens.raw
    while k < len(raw) and (scene.words[k] in words("ranks") or raw[k] == "."):
        k += 1
    last = None
    while k < len(raw) and (is_name(raw[k]) or scene.words[k] in words("particles") or raw[k] == "."):
        taken = next((a for a in scene.actors if a.start <= k < a.end), None)
        if taken is not None and taken.form not in PLACES | {"person", "name"}:
            break
        if is_name(raw[k]) and scene.words[k] not in nouns("words", "stop") | words("particles"):
            last = k
        k += 1
    if last is not None and scene.words[last] not in words("units", "ranks") | nouns("datelines", "months"):
        return surname_of(raw[last]), last
    return None


def is_name(raw: str) -> bool:
    """Whether the word is written as a part of a name ("Gurko", "al-Zawahiri")."""
    return raw[0].isupper() or (raw[:3] in ("al-", "el-") and raw[3:4].isupper())


def is_town(scene: Scene, k: int) -> bool:
    """Whether the token is a place's name ("the forces of Fallujah")."""
    return any(a.start <= k < a.end and a.form in PLACES for a in scene.actors)


def surname_of(raw: str) -> str:
    """The name without 's."""
    return raw.replace("’", "'").removesuffix("'s").removesuffix("'")


def leads(scene: Scene, actor: Actor) -> Iterator[tuple[str, int, Actor]]:
    """Who commands the side's men, before the verb or in its stead ("Grau led the Peruvian fleet, Riveros the")."""
    k = actor.start - 1
    if k < 1 or scene.words[k] != "the":
        return
    raw, before = scene.tokens.raw, k - 1
    verb = scene.words[before] in words("leading")
    gapped = any(w in words("leading") for w in scene.words[:before])
    name = before - 1 if verb else before if gapped else -1
    if name < 0 or not raw[name][0].isupper() or scene.words[name] in nouns("words", "stop"):
        return
    if gapped and not verb and name and scene.words[name - 1] not in (",", "and", "while"):
        return
    if not any(a.start <= name < a.end and a.form not in PLACES | {"person"} for a in scene.actors):
        yield surname_of(raw[name]), name, actor
