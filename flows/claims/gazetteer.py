"""The known entities and their names, read from the lexicon: states, forces, groups, bodies, sources, places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from flows.lexicon import read_csv

SPACES = "\n\r\t\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u2028\u2029"


@dataclass(frozen=True, slots=True)
class Entity:
    """A known entity; `code` is what claims call it, `iso3` the state it belongs to, `source_class` as in schemas."""

    entity_id: str
    name: str
    entity_type: str
    code: str | None = None
    iso3: str | None = None
    wikidata_id: str | None = None
    cow_code: int | None = None
    gw_code: int | None = None
    parent_entity_id: str | None = None
    aliases: tuple[str, ...] = ()
    source_class: str | None = None
    service: str | None = None


@dataclass(frozen=True, slots=True)
class Sense:
    """What a name means: an entity, the code of claims, the form of the word; only in texts that `needs` allows."""

    entity_id: str
    code: str | None
    form: str
    service: str | None = None
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def holds(self, text: str) -> bool:
        """Whether the text has a word that the sense needs and none that speaks against it."""
        if self.needs and not any(word in text for word in self.needs):
            return False
        return not any(word in text for word in self.unless)


def _folds() -> dict[int, str]:
    table = {ord(c): " " for c in SPACES}
    table.update({ord(c): "'" for c in "’‘ʼʻʿʾ`´′"})
    table.update(
        {0x2010: "-", 0x2011: "-", 0x0131: "i", 0xF8: "o", 0xD8: "O", 0x142: "l", 0x141: "L", 0x111: "d", 0x110: "D"}
    )
    for point in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFKD", chr(point))[0]
        if base.isascii() and base.isalpha():
            table.setdefault(point, base)
    return table


FOLDS = _folds()


def fold(text: str) -> str:
    """The text without accents, with straight apostrophes and plain spaces; every code point keeps its place."""
    if text.isascii():
        return text.translate(FOLDS) if "\n" in text or "\t" in text or "\r" in text else text
    return text.translate(FOLDS)


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _slug(*parts: str) -> str:
    return "_".join(re.sub(r"[^a-z0-9]+", "-", fold(part).lower()).strip("-") for part in parts if part)


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


@cache
def _contexts() -> dict[tuple[str, str], list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    rules: dict[tuple[str, str], list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for row in read_csv("entities_context.csv"):
        key = (row["alias"], row["code"])
        rules.setdefault(key, []).append((_words(row["needs"]), _words(row["unless"])))
    return rules


def _words(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _senses(entity: Entity, names: Iterable[str], code: str | None, form: str) -> Iterator[tuple[str, Sense]]:
    rules = _contexts()
    for name in names:
        sense = Sense(entity.entity_id, code, form, entity.service)
        for needs, unless in rules.get((name, code or ""), [((), ())]):
            yield name, replace(sense, needs=needs, unless=unless) if needs or unless else sense


STATE_FORMS = {"adjectives": "adjective", "demonyms": "demonym", "capitals": "capital", "seats": "seat"}


def _states() -> Iterator[tuple[Entity, list[tuple[str, Sense]]]]:
    for row in read_csv("entities_states.csv"):
        iso3, aliases = row["iso3"], _split(row["aliases"])
        known = Entity(
            f"ent_{iso3}", row["name"], "state", iso3, iso3, row["wikidata"] or None,
            _number(row["cow"]), _number(row["gw"]), None, tuple(aliases), "government",
        )  # fmt: skip
        names = list(_senses(known, [row["name"], *aliases], iso3, "name"))
        for column, form in STATE_FORMS.items():
            names += _senses(known, _split(row[column]), iso3, form)
        yield known, names


def _groups() -> Iterator[tuple[Entity, list[tuple[str, Sense]]]]:
    for row in read_csv("entities_groups.csv"):
        aliases = _split(row["aliases"])
        known = Entity(
            f"ent_group_{_slug(row['code'])}", row["name"], "group", row["code"], row["home"] or None,
            row["wikidata"] or None, aliases=tuple(aliases), source_class="armed_group",
        )  # fmt: skip
        yield known, list(_senses(known, [row["name"], *aliases], row["code"], "group"))


def _forces() -> Iterator[tuple[Entity, list[tuple[str, Sense]]]]:
    for row in read_csv("entities_forces.csv"):
        iso3, aliases, service = row["iso3"], _split(row["aliases"]), row["service"] or None
        parent = f"ent_force_{_slug(row['parent'])}" if row["parent"] else f"ent_{iso3}"
        known = Entity(
            f"ent_force_{_slug(row['code'])}", row["name"], "service" if row["parent"] else "force", iso3, iso3,
            parent_entity_id=parent, aliases=tuple(aliases), service=service,
            source_class="intelligence" if service == "intelligence" else "military",
        )  # fmt: skip
        yield known, list(_senses(known, [row["name"], *aliases], iso3, "force"))


IGO_TYPES = {
    "collective": "collective",
    "body": "igo",
    "agency": "igo",
    "mission": "igo",
    "igo": "igo",
    "coalition": "group",
}


def _igos() -> Iterator[tuple[Entity, list[tuple[str, Sense]]]]:
    for row in read_csv("entities_igos.csv"):
        aliases, kind, code = _split(row["aliases"]), row["kind"], row["code"] or None
        form = {"collective": "collective", "coalition": "group"}.get(kind, "igo")
        parent = f"ent_igo_{_slug(code)}" if code and code != row["id"] else None
        known = Entity(
            f"ent_igo_{_slug(row['id'])}", row["name"], IGO_TYPES.get(kind, "igo"), code, None, row["wikidata"] or None,
            parent_entity_id=parent, aliases=tuple(aliases),
            source_class={"collective": None, "coalition": "military"}.get(kind, "igo"),
        )  # fmt: skip
        yield known, list(_senses(known, [row["name"], *aliases], code, form))


SOURCE_FORMS = {"news_agency": "agency", "state_media": "agency", "media": "media", "social_media": "media"}


def _sources() -> Iterator[tuple[Entity, list[tuple[str, Sense]]]]:
    for row in read_csv("entities_sources.csv"):
        aliases, kind = _split(row["aliases"]), row["class"]
        form = SOURCE_FORMS.get(kind, "ngo")
        known = Entity(
            f"ent_source_{_slug(row['name'])}", row["name"], "media" if form == "media" else "agency", None,
            row["iso3"] or None, row["wikidata"] or None, aliases=tuple(aliases), source_class=kind,
        )  # fmt: skip
        yield known, list(_senses(known, [row["name"], *aliases], None, form))


@cache
def load() -> tuple[dict[str, Entity], list[tuple[str, Sense]]]:
    """All entities by id, and every name with its sense, first meanings first; cities of GeoNames are in `places`."""
    from flows.claims import places

    entities: dict[str, Entity] = {}
    names: list[tuple[str, Sense]] = []
    for source in (_states, _igos, _groups, _forces, _sources):
        for known, senses in source():
            if known.entity_id in entities:
                raise ValueError(f"two entities named {known.entity_id}")
            entities[known.entity_id] = known
            names += senses
    for known, senses in places.curated():
        entities.setdefault(known.entity_id, known)
        names += senses
    return entities, names


def entity(entity_id: str) -> Entity | None:
    """The entity, None where the gazetteer does not know the id."""
    return load()[0].get(entity_id)


@cache
def _by_code() -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for known in load()[0].values():
        if known.code and known.entity_type in ("state", "group", "igo", "collective"):
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
        if known.entity_type != "place" or not known.entity_id.startswith("ent_city_")
    ]
