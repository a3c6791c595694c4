"""Places and the states they count for: a curated list of conflict regions and towns, then the cities of GeoNames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from flows.claims.names import Entity, Known, Sense, senses, slug
from flows.lexicon import read_csv, read_lines


def curated(state_words: Mapping[str, tuple[str, ...]]) -> Iterator[Known]:
    """The curated places in file order; `state_words` by ISO 3166 alpha-3 are the words that name a state.

    A name marked with ? counts only in a text that has one of its state's words.
    """
    for row in read_csv("entities_places.csv"):
        code, form = row["code"] or None, row["kind"]
        prefix = f"ent_{'city' if form == 'city' else 'place'}_{code.lower() if code else ''}"
        parent = f"ent_{code}" if code else None
        for group in row["names"].split(";"):
            names = group.replace("?", "").split("/")
            known = Entity(
                f"{prefix}_{slug(names[0])}", names[0], "place", None, code,
                parent_entity_id=parent, aliases=tuple(names[1:]),
            )  # fmt: skip
            found = list(senses(known, names, code, form))
            if "?" in group:
                unsure = {name[:-1] for name in group.split("/") if name.endswith("?")}
                needs = state_words.get(code or "", ())
                found = [(name, sense._replace(needs=needs) if name in unsure else sense) for name, sense in found]
            yield known, found


@cache
def cities() -> dict[str, str]:
    """Cities of GeoNames by their first word: "name=state;name=state", without accents; read with `cities_of`."""
    return dict([line.split("\t", 1) for line in read_lines("entities_cities.tsv")])


def cities_of(first_word: str) -> list[tuple[str, str]]:
    """(name, ISO 3166 alpha-3) of the cities whose name starts with the word."""
    found = cities().get(first_word)
    return [(name, code) for name, _, code in (entry.partition("=") for entry in found.split(";"))] if found else []


def city_sense(name: str, code: str) -> Sense:
    """What a city's name means."""
    return Sense(f"ent_city_{slug(code, name)}", code, "city", is_sure=False)


@cache
def _slugs(code: str) -> dict[str, str]:
    return {slug(name): name for word in cities() for name, state in cities_of(word) if state == code}


def city(entity_id: str) -> Entity | None:
    """The city of GeoNames with that id (ent_city_<state>_<name>), None if there is none."""
    form = entity_id.split("_", 3)
    if len(form) != 4 or form[:2] != ["ent", "city"]:
        return None
    code = form[2].upper()
    name = _slugs(code).get(form[3])
    return Entity(entity_id, name, "place", None, code, parent_entity_id=f"ent_{code}") if name else None
