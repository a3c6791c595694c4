"""Who and what is named in a sentence: names, adjectives, groups, agencies, and what only looks like one."""

from __future__ import annotations

import pytest

from flows import schemas
from flows.claims.entities import Mention, entity, entity_rows, home_of, name_of, scan


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
