"""Who and what is named in a sentence: names, adjectives, groups, agencies, and what only looks like one."""

from __future__ import annotations

import pytest

from flows import schemas
from flows.claims.entities import (
    Mention,
    adversaries_of,
    allies_of,
    entity,
    entity_rows,
    home_of,
    name_of,
    scan,
)


def named(text: str) -> list[tuple[str, str | None, str]]:
    """(words, code, form) of each mention."""
    return [(text[m.start : m.end], m.code, m.form) for m in scan(text, 0, len(text))]


def codes(text: str) -> dict[str, str | None]:
    return {text[m.start : m.end]: m.code for m in scan(text, 0, len(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ukraine's army lost ten tanks", [("Ukraine", "UKR", "name")]),
        ("the Taliban's fighters", [("Taliban", "Taliban", "group")]),
        ("two Britons and a Dane", [("Britons", "GBR", "demonym"), ("Dane", "DNK", "demonym")]),
        ("the Kremlin denied it", [("Kremlin", "RUS", "seat")]),
        ("the Élysée said", [("Élysée", "FRA", "seat")]),
        ("South Sudan and Sudan", [("South Sudan", "SSD", "name"), ("Sudan", "SDN", "name")]),
        ("Niger and Nigeria", [("Niger", "NER", "name"), ("Nigeria", "NGA", "name")]),
        ("Papua New Guinea, Guinea", [("Papua New Guinea", "PNG", "name"), ("Guinea", "GIN", "name")]),
        ("near Sana’a on Friday", [("Sana’a", "YEM", "capital")]),
        ("The Free Syrian army withdrew", [("Free Syrian army", "FSA", "group")]),
        ("Reuters and state news agency TASS", [("Reuters", None, "agency"), ("TASS", None, "agency")]),
    ],
)
def test_names(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    ("text", "compound", "code"),
    [
        ("Iran-backed fighters", "backed", "IRN"),
        ("pro-Russian officials", "pro", "RUS"),
        ("anti-Taliban units", "anti", "Taliban"),
        ("U.S.-led troops", "led", "USA"),
        ("Ukraine-Russia talks", None, "UKR"),
    ],
)
def test_compounds(text: str, compound: str | None, code: str) -> None:
    first = scan(text, 0, len(text))[0]
    assert (first.compound, first.code) == (compound, code)


def test_entity_rows_fit_the_contract() -> None:
    rows = entity_rows()
    assert schemas.table("entities", rows).num_rows == len({row["entity_id"] for row in rows})


def test_lookups() -> None:
    assert name_of("PRK") == "North Korea"
    assert home_of("M23") == "COD"
    assert name_of("nobody") is None
    known = entity("ent_UKR")
    assert known is not None
    assert (known.wikidata_id, known.cow_code) == ("Q212", 369)


def test_offsets_are_those_of_the_text() -> None:
    text = "Headline\nMoscow said\xa0the Free\nSyrian Army"
    assert [text[m.start : m.end] for m in scan(text, 9, len(text))] == ["Moscow", "Free\nSyrian Army"]
    assert isinstance(scan(text, 9, len(text))[0], Mention)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Congo sent troops, Kinshasa said", "Congo", "COD"),
        ("Congo sent troops, Brazzaville said", "Congo", "COG"),
        ("fighting in Georgia and in Tbilisi", "Georgia", "GEO"),
        ("soldiers of Fort Stewart, in Georgia", "Georgia", "USA"),
        ("IS fighters held the town in Iraq", "IS", "ISIS"),
        ("three RSF men died in Darfur", "RSF", "RSF"),
        ("The RSF ranks the freedom of the press", "RSF", None),
        ("an SDF convoy near Raqqa in Syria", "SDF", "SDF"),
        ("the ADF said in Canberra", "ADF", "AUS"),
        ("the ADF raided a village near Beni in Congo", "ADF", "ADF"),
        ("rebels of Santa Ana, El Salvador", "Santa Ana", "SLV"),
        ("the PDF attacked a junta base in Myanmar", "PDF", "PDF"),
        ("Mr Putin spoke", "Putin", "RUS"),
    ],
)
def test_company_decides(text: str, name: str, code: str | None) -> None:
    assert codes(text)[name] == code


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan played on",
        "Sgt. Chad Miller of the unit died",
        "They told us that the dog is fed",
        "GIVE US YOUR GUNS, HE TOLD THEM",
        "WHO IS THERE",
        "A CAR BOMB WENT OFF",
        "He was born near the Indian Ocean",
        "The Geneva Conventions forbid it",
        "Ivanka Trump came along",
        "Open the PDF to read on",
        "a nice reading of the mobile phone",
        "he spoke in English",
        "the Cuban missile crisis",
        "Harold Bordeaux was wounded",
        "he heard that the Samara Jones band had left",
    ],
)
def test_traps(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US TROOPS KILLED 12 IN IRAQ", {"US": "USA", "IRAQ": "IRQ"}),
        ("KYIV, Ukraine (AP) - Ten died", {"KYIV": "UKR", "Ukraine": "UKR", "AP": None}),
        ("THE TALIBAN KILLED FOUR POLICE IN HELMAND", {"TALIBAN": "Taliban", "HELMAND": "AFG"}),
        ("GUERRILLAS OF THE FMLN AND SHINING PATH", {"FMLN": "FMLN", "SHINING PATH": "Shining Path"}),
    ],
)
def test_text_in_capitals(text: str, expected: dict[str, str | None]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a marine of Belgrade, Montana", {"Montana": "USA"}),
        ("a soldier of Paris, TX, died", {}),
        ("rebels in Mocímboa da Praia, Cabo Delgado", {"Mocímboa da Praia": "MOZ", "Cabo Delgado": "MOZ"}),
        ("near Khan Younis and Rafah", {"Khan Younis": "PSE", "Rafah": "PSE"}),
        ("troops left Kherson for Crimea", {"Kherson": "UKR", "Crimea": "UKR"}),
        ("across the Sahel", {"Sahel": None}),
        ("El-Fasher in North Darfur", {"El-Fasher": "SDN", "North Darfur": "SDN"}),
        ("Pakistan-administered Kashmir", {"Pakistan-administered Kashmir": "PAK"}),
        ("near Novohrad-Volynskyi and Wuppertal", {"Wuppertal": "DEU"}),
    ],
)
def test_places(text: str, expected: dict[str, str]) -> None:
    found = codes(text)
    assert {name: found.get(name) for name in expected} == expected
    assert "Paris" not in found
    assert "Belgrade" not in found


@pytest.mark.parametrize(
    ("text", "form", "service", "code"),
    [
        ("the Royal Navy sent a ship", "force", "navy", "GBR"),
        ("the People's Liberation Army Navy", "force", "navy", "CHN"),
        ("U.S. Marines landed", "force", "marines", "USA"),
        ("the Russian Ministry of Defence said", "body", None, "RUS"),
        ("Gaza's Hamas-run health ministry said", "body", None, "PSE"),
        ("MINUSMA lost two men", "igo", None, "UN"),
        ("the Syrian Observatory for Human Rights", "ngo", None, None),
        ("US-led coalition jets struck ISIS", "group", None, "Coalition"),
        ("fighters of the peshmerga", "group", None, "Peshmerga"),
    ],
)
def test_forces_and_bodies(text: str, form: str, service: str | None, code: str | None) -> None:
    first = scan(text, 0, len(text))[0]
    assert (first.form, first.service, first.code) == (form, service, code)


def test_sides() -> None:
    assert "UKR" in adversaries_of("RUS")
    assert "GEO" not in adversaries_of("RUS", 2022)
    assert "USA" in allies_of("ISR")
    assert adversaries_of("nobody") == frozenset()


def test_sources_have_a_class_and_a_state() -> None:
    known = entity("ent_source_korean-central-news-agency")
    assert known is not None
    assert (known.source_class, known.iso3) == ("state_media", "PRK")


def test_cities_of_geonames_are_known_by_id() -> None:
    mention = scan("in Wuppertal", 0, 12)[0]
    known = entity(mention.entity_id)
    assert known is not None
    assert (known.name, known.iso3) == ("Wuppertal", "DEU")
    assert entity("ent_city_deu_nowhere") is None


def test_wrapped_lines() -> None:
    text = "Troops of the United \n   States and of  South \nKorea"
    assert [text[m.start : m.end] for m in scan(text, 3, len(text))] == ["United \n   States", "South \nKorea"]
