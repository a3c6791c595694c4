"""The known entities and their names, read from the lexicon: states, forces, groups, sources, persons, places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from flows.claims import places
from flows.claims.names import Entity, Known, Sense, parts, senses, slug
from flows.lexicon import read_csv

STATE_FORMS = {"adjectives": "adjective", "demonyms": "demonym", "capitals": "capital", "seats": "seat"}
SOURCE_FORMS = {
    "news_agency": "agency",
    "state_media": "agency",
    "media": "media",
    "social_media": "media",
    "armed_group": "media",
}
NAMED_BY_CODE = frozenset({"state", "group", "igo", "collective"})


class Dyad(NamedTuple):
    """Two sides of an armed conflict, from and to which year (None: not over), and the outside states behind each."""

    code: str
    adversary: str
    since: int
    until: int | None
    allies: tuple[str, ...]
    adversary_allies: tuple[str, ...]


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def _states() -> Iterator[Known]:
    for row in read_csv("entities_states.csv"):
        iso3, aliases = row["iso3"], parts(row["aliases"])
        known = Entity(
            f"ent_{iso3}", row["name"], "state", iso3, iso3, row["wikidata"] or None,
            _number(row["cow"]), _number(row["gw"]), None, aliases, "government",
        )  # fmt: skip
        names = list(senses(known, (row["name"], *aliases), iso3, "name"))
        for column, form in STATE_FORMS.items():
            names += senses(known, parts(row[column]), iso3, form)
        yield known, names


def _igos() -> Iterator[Known]:
    for row in read_csv("entities_igos.csv"):
        aliases, kind, code = parts(row["aliases"]), row["kind"], row["code"] or None
        form = {"collective": "collective", "coalition": "group"}.get(kind, "igo")
        known = Entity(
            f"ent_igo_{slug(row['id'])}", row["name"], form, code, None, row["wikidata"] or None,
            parent_entity_id=f"ent_igo_{slug(code)}" if code and code != row["id"] else None, aliases=aliases,
            source_class={"collective": None, "coalition": "military"}.get(kind, "igo"),
        )  # fmt: skip
        yield known, list(senses(known, (row["name"], *aliases), code, form))


def _groups() -> Iterator[Known]:
    for row in read_csv("entities_groups.csv"):
        aliases = parts(row["aliases"])
        known = Entity(
            f"ent_group_{slug(row['code'])}", row["name"], "group", row["code"], row["home"] or None,
            row["wikidata"] or None, aliases=aliases, source_class="armed_group",
        )  # fmt: skip
        own = () if row["kind"] == "territory" else (row["name"],)
        yield known, list(senses(known, (*own, *aliases), row["code"], "group"))


def _forces() -> Iterator[Known]:
    for row in read_csv("entities_forces.csv"):
        iso3, aliases, service, parent = row["iso3"], parts(row["aliases"]), row["service"] or None, row["parent"]
        known = Entity(
            f"ent_force_{slug(row['code'])}", row["name"], "service" if parent else "force", iso3, iso3,
            parent_entity_id=f"ent_force_{slug(parent)}" if parent else f"ent_{iso3}", aliases=aliases,
            source_class="intelligence" if service == "intelligence" else "military", service=service,
        )  # fmt: skip
        yield known, list(senses(known, (row["name"], *aliases), iso3, "force"))


def _bodies() -> Iterator[Known]:
    states = {row["iso3"] for row in read_csv("entities_states.csv")}
    for row in read_csv("entities_bodies.csv"):
        code, aliases = row["code"] or None, parts(row["aliases"])
        state = code if code in states else None
        known = Entity(
            f"ent_body_{slug(row['name'])}", row["name"], "government_body", code, state,
            parent_entity_id=f"ent_{state}" if state else None, aliases=aliases, source_class=row["class"],
        )  # fmt: skip
        yield known, list(senses(known, (row["name"], *aliases), code, "body"))


def _sources() -> Iterator[Known]:
    for row in read_csv("entities_sources.csv"):
        aliases, kind = parts(row["aliases"]), row["class"]
        form = SOURCE_FORMS.get(kind, "ngo")
        group = row["iso3"] if kind == "armed_group" else None
        known = Entity(
            f"ent_source_{slug(row['name'])}", row["name"], "media" if form == "media" else "agency", group,
            None if group else row["iso3"] or None, row["wikidata"] or None,
            parent_entity_id=f"ent_group_{slug(group)}" if group else None, aliases=aliases, source_class=kind,
        )  # fmt: skip
        yield known, list(senses(known, (row["name"], *aliases), group, form))


def _persons() -> Iterator[Known]:
    for row in read_csv("entities_persons.csv"):
        code, aliases = row["code"] or None, parts(row["aliases"])
        known = Entity(f"ent_person_{slug(row['name'])}", row["name"], "person", code, aliases=aliases)
        yield known, list(senses(known, (row["name"], *aliases), code, "person"))


def _places() -> Iterator[Known]:
    words: dict[str, list[str]] = {}
    for row in read_csv("entities_states.csv"):
        words[row["iso3"]] = [row["name"], *parts(row["adjectives"]), *parts(row["capitals"])]
    for row in read_csv("entities_groups.csv"):
        words.setdefault(row["home"], []).extend((row["name"], row["code"], *parts(row["aliases"])))
    return places.curated({code: tuple(word for word in named if len(word) > 3) for code, named in words.items()})


SOURCES: tuple[Callable[[], Iterator[Known]], ...] = (
    _states, _igos, _groups, _forces, _bodies, _sources, _persons, _places,
)  # fmt: skip


@cache
def load() -> tuple[dict[str, Entity], list[tuple[str, Sense]]]:
    """All entities by id, and every name with its sense, the usual meaning first; cities of GeoNames are in `places`.

    Raises ValueError where two entities have one id.
    """
    entities: dict[str, Entity] = {}
    names: list[tuple[str, Sense]] = []
    for source in SOURCES:
        for known, found in source():
            if known.entity_id in entities:
                raise ValueError(f"two entities have the id {known.entity_id}")
            entities[known.entity_id] = known
            names += found
    return entities, names


def entity(entity_id: str) -> Entity | None:
    """The entity, None where the gazetteer does not know the id."""
    return load()[0].get(entity_id) or places.city(entity_id)


@cache
def _by_code() -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for known in load()[0].values():
        if known.code and known.entity_type in NAMED_BY_CODE:
            found.setdefault(known.code, known)
    return found


def name_of(code: str) -> str | None:
    """Usual name of a state (ISO 3166 alpha-3), group or organisation by the code that claims use; None if unknown."""
    known = _by_code().get(code)
    return known.name if known else None


def home_of(code: str) -> str | None:
    """ISO 3166 alpha-3 of the state a group fights in, of a state its own code; None if unknown or without a home."""
    known = _by_code().get(code)
    return known.iso3 if known else None


def is_group(code: str) -> bool:
    """Whether the code is that of an armed group, one that the gazetteer does not know among them."""
    known = _by_code().get(code)
    return known is None or known.entity_type == "group"


@cache
def dyads() -> tuple[Dyad, ...]:
    """The main armed conflicts, in file order."""
    return tuple(
        Dyad(
            row["code"],
            row["adversary"],
            int(row["since"]),
            _number(row["until"]),
            parts(row["allies"]),
            parts(row["adversary_allies"]),
        )
        for row in read_csv("sides.csv")
    )


@cache
def _sides() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    against: dict[str, set[str]] = {}
    beside: dict[str, set[str]] = {}
    for dyad in dyads():
        for one, other, allies in (
            (dyad.code, dyad.adversary, dyad.allies),
            (dyad.adversary, dyad.code, dyad.adversary_allies),
        ):
            against.setdefault(one, set()).add(other)
            beside.setdefault(one, set()).update(allies)
    return {code: (frozenset(against[code]), frozenset(beside[code])) for code in against}


def adversaries_of(code: str, year: int | None = None) -> frozenset[str]:
    """Codes of those that the state or group fought, in `year` where one is given; empty if unknown."""
    if year is None:
        return _sides().get(code, (frozenset(), frozenset()))[0]
    found = set()
    for dyad in dyads():
        if code in (dyad.code, dyad.adversary) and dyad.since <= year and (dyad.until is None or year <= dyad.until):
            found.add(dyad.adversary if code == dyad.code else dyad.code)
    return frozenset(found)


def allies_of(code: str) -> frozenset[str]:
    """Codes of the outside states and groups that back the state or group in its conflicts; empty if unknown."""
    return _sides().get(code, (frozenset(), frozenset()))[1]


def entity_rows() -> list[dict[str, Any]]:
    """Rows of the relation `entities` (schemas): the whole gazetteer without plain cities, in a fixed order."""
    return [
        {
            "entity_id": known.entity_id,
            "name": known.name,
            "entity_type": known.entity_type,
            "code": known.code,
            "iso3": known.iso3,
            "wikidata_id": known.wikidata_id,
            "cow_code": known.cow_code,
            "gw_code": known.gw_code,
            "parent_entity_id": known.parent_entity_id,
            "aliases": list(known.aliases),
            "resolution": "gazetteer",
        }
        for known in load()[0].values()
        if not known.entity_id.startswith("ent_city_")
    ]
