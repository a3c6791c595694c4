"""Whose the units, bands and commanders of an article are, as its own words tell it once and mean it ever after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flows.claims import theatre
from flows.claims.actors_scene import Scene, read
from flows.claims.document import Document
from flows.claims.roster_formations import CONFEDERACY, Armies, cues, nation, of_rank, of_states, ranks
from flows.claims.roster_groups import learn
from flows.claims.roster_leaders import commanders, surname_at
from flows.claims.roster_names import Roster, Told, is_styled, told_names
from flows.claims.roster_parties import Parties, Stand, fights, pair_of, words
from flows.claims.roster_units import ORDINALS, apposed, garrison_of, men_of, name_start, names_of, owner

WORD = re.compile(r"[a-zß-ÿ]+")
TELLING = ("units", "bands", "ranks", "leading", "named_only", "leaders")
FIGHTING = ("attacking", "defending", "assaults", "posts")
LEAD = 40  # sentences of the opening
LEADS_UP = 15  # sentences before a figure
OPENING = 5  # sentences that name the two sides


def read_roster(
    doc: Document, counted: Iterable[int], groups: Mapping[str, str] | None = None, armies: Armies | None = None
) -> tuple[Roster, dict[int, Scene]]:
    """The article's roster, and the scenes of the sentences that were read for it, as the gazetteer has them.

    Read are the opening and what leads up to the sentences with figures, `counted`, where a word of a unit, of a rank
    or of an attack stands in a sentence with the name of a side, or a unit's name that tells its nation. `groups` are
    the article's own, where they were learnt before; `armies` those that it tells of.
    """
    told: dict[str, dict[Any, list[Told]]] = {"units": {}, "bands": {}, "leaders": {}}
    telling = cues() | ranks().keys()
    near = cues_of(doc, counted)
    said = {
        ordinal: found
        for ordinal, found in near.items()
        if any(m.code for m in doc.mentions(ordinal)) or not found.isdisjoint(telling)
    }
    scenes = {ordinal: read(doc, ordinal) for ordinal in said}
    for ordinal, scene in scenes.items():
        if not said[ordinal].isdisjoint(words(*TELLING)):
            tell(doc, scene, told["units"], told["bands"], told["leaders"])
    for ordinal, scene in scenes.items():
        if not said[ordinal].isdisjoint(telling):
            tell_by_name(doc, scene, armies or Armies(), told["units"], told["bands"], told["leaders"])
    for places in (*told["units"].values(), *told["bands"].values(), *told["leaders"].values()):
        places.sort(key=lambda t: (t.ordinal, t.token))
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(told["units"], key=len, reverse=True):
        by_first.setdefault(name[0], []).append(name)
    roster = Roster(
        told["units"],
        told["bands"],
        told["leaders"],
        Parties(None, ()),
        by_first,
        learn(doc) if groups is None else groups,
        is_styled(doc),
        frozenset(),
    )
    roster = replace(roster, triggers=triggers(roster))
    fought = [o for o, found in near.items() if not found.isdisjoint(words(*FIGHTING))]
    fought = [o for o in fought if o in said or not roster.triggers.isdisjoint(near[o])]
    parties = parties_of(doc, roster, scenes, fought)
    roster = replace(roster, parties=parties)
    return replace(roster, triggers=triggers(roster)), scenes


def cues_of(doc: Document, counted: Iterable[int]) -> dict[int, set[str]]:
    """Ordinals of the sentences that may tell something, with their words."""
    near = {ordinal for figure in counted for ordinal in range(figure - LEADS_UP, figure + 2)}
    wanted, found = words(*TELLING, *FIGHTING) | ranks().keys(), {}
    if "Confedera" in doc.text:
        wanted |= cues()  # "the 87th Pennsylvania"
    for sentence in doc.sentences:
        if sentence.ordinal < LEAD or sentence.ordinal in near:
            said = set(WORD.findall(doc.lower, sentence.start, sentence.end))
            if not said.isdisjoint(wanted):
                found[sentence.ordinal] = said
    return found


def triggers(roster: Roster) -> frozenset[str]:
    """Words in small letters that the names of the roster start with, "the" left out."""
    found = {name[1] if name[0] == "the" else name[0] for name in roster.units} | set(roster.bands)
    found |= {form for name in roster.leaders for form in (name.lower(), name.lower() + "'s", name.lower() + "'")}
    return frozenset(found | words("attackers", "defenders") if roster.parties.stands else found)


def tell(
    doc: Document,
    scene: Scene,
    units: dict[tuple[str, ...], list[Told]],
    bands: dict[str, list[Told]],
    leaders: dict[str, list[Told]],
) -> None:
    """Notes whose units, bands and commanders the sentence names."""
    for k, word in enumerate(scene.words):
        if word not in words("units", "bands", "named_only"):
            continue
        start = name_start(scene, k)
        if start == k and word in words("named_only"):
            continue
        side = owner(scene, start) or garrison_of(scene, k) or apposed(scene, k)
        if side is None:
            continue
        told = Told(scene.ordinal, k, side.code, side.service)
        if word not in words("named_only"):
            bands.setdefault(word, []).append(told)
        for men in men_of(scene, side.end if start == k and side.end <= k else start, k):
            bands.setdefault(men, []).append(told)
        if start < k:
            for name in names_of(scene, start, k):
                units.setdefault(name, []).append(told)
    if not doc.is_in_capitals:
        for surname, at, side in commanders(scene):
            leaders.setdefault(surname, []).append(Told(scene.ordinal, at, side.code, side.service))


def tell_by_name(
    doc: Document,
    scene: Scene,
    armies: Armies,
    units: dict[tuple[str, ...], list[Told]],
    bands: dict[str, list[Told]],
    leaders: dict[str, list[Told]],
) -> None:
    """Notes the units of which no side is told, but whose names or whose officers' ranks tell it."""
    taken = {t for a in scene.actors for t in range(a.start, a.end)}
    for k, word in enumerate(scene.words):
        if word in ranks() and k not in taken and scene.tokens.raw[k][0].isupper() and not doc.is_in_capitals:
            whose, officer = of_rank(word, armies), surname_at(scene, k + 1)
            if whose and officer:
                leaders.setdefault(officer[0], [Told(scene.ordinal, officer[1], whose, None)])
        if armies.sides.get(CONFEDERACY) and k > 1 and scene.words[k - 1] in ORDINALS and word in of_states():
            told = Told(scene.ordinal, k, of_states()[word], None)
            units.setdefault((*scene.words[k - 2 : k], word), [told])
            units.setdefault(("the", *scene.words[k - 2 : k], word), [told])
        if word not in words("units", "named_only") or k in taken:
            continue
        start = name_start(scene, k)
        if (start == k and word in words("named_only")) or any(
            t.ordinal == scene.ordinal and t.token == k for t in bands.get(word, ())
        ):
            continue
        number = ("the", *scene.words[start : start + 2])
        known = units.get(number) if number[-1] in ORDINALS else None
        code = known[0].code if known else nation(scene, k, armies)
        if code is None:
            continue
        told = Told(scene.ordinal, k, code, known[0].service if known else None)
        if word not in words("named_only"):
            bands.setdefault(word, []).append(told)
        for men in men_of(scene, start, k):
            bands.setdefault(men, []).append(told)
        for name in names_of(scene, start, k) if start < k else ():
            units.setdefault(name, [told])


def parties_of(doc: Document, roster: Roster, scenes: dict[int, Scene], fought: list[int]) -> Parties:
    """The two sides of the title or the opening, and the attacks that the sentences `fought` tell."""

    def scene(ordinal: int) -> Scene:
        names = told_names(roster, doc, ordinal)
        known = scenes.get(ordinal) if names is doc.mentions(ordinal) else None
        return known or read(doc, ordinal, names)

    opening = [s.ordinal for s in doc.sentences[:LEAD] if s.zone in ("headline", "body")][:OPENING]
    pairs = (pair_of(scene(ordinal)) for ordinal in opening)
    stands = tuple(Stand(ordinal, *fight) for ordinal in fought for fight in fights(scene(ordinal)))
    return Parties(next((pair for pair in pairs if pair and are_foes(*pair)), None), stands)


def are_foes(one: str, other: str) -> bool:
    """Whether two sides may fight each other: not where both are known to fight a third, and not each other."""
    foes = theatre.dyads()
    return other in foes.get(one, ()) or set(foes.get(one, ())).isdisjoint(foes.get(other, ()))
