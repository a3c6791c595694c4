"""Notes of a few words without a word of war: violence that is told alone, and accidents, crime and disease."""

from __future__ import annotations

import pytest

from flows.articles.sentences import split
from flows.claims import measures
from flows.claims.document import Document, Sentence

VIOLENT = [
    ("550 people were killed in Sudan.", ["550"]),
    ("Twelve people were killed and 20 wounded in Baghdad on Tuesday.", ["Twelve", "20"]),
    ("Iraq: 16 killed, 42 wounded.", ["16", "42"]),
    ("Two Israelis and five Palestinians were killed on Friday.", ["Two", "five"]),
    ("Three persons were killed by unknown persons in Karachi.", ["Three"]),
    ("Unknown men on a motorcycle opened fire on a polio team in Peshawar, killing two.", ["two"]),
    ("Dissidents killed five peasants in Huallaga.", ["five"]),
    ("31 Kashmiris lost their lives that day.", ["31"]),
    ("The Mano Blanca killed a student leader and wounded his father.", ["a"]),
    ("19 people were burned alive in their church in Ituri.", ["19"]),
    ("In Nigeria, at least 40 villagers were killed overnight in Plateau state.", ["40"]),
    ("Twin blasts in Jableh and Tartus: 148 killed, 200 wounded.", ["148", "200"]),
]
OTHER = [
    "Two people were killed in a house fire in Leeds.",
    "Three workers were killed when a crane fell at a building site in Delhi.",
    "A woman was killed by a falling tree in Normandy.",
    "550 people died of cholera in Sudan.",
    "A shark killed two swimmers off Florida.",
    "Sixteen miners were killed in a gas explosion in Shanxi.",
    "A fireworks factory blast killed 11 workers in Tamil Nadu.",
    "Tainted alcohol killed 150 people in Assam.",
    "Two tourists were killed and five injured in Cappadocia when a hot-air balloon came down.",
    "Four people were killed in Manila in a karaoke bar brawl.",
    "Seven killed in I-35 pileup, dozens hurt.",
    "A dog attack left two children injured in Romania.",
    "Ten workers were hurt in an explosion at a chemical plant in Leverkusen.",
    "Eleven Tamils died of fever at a tea estate in Nuwara Eliya.",
    "Four Palestinians died when a tunnel under construction caved in near Rafah.",
    "Two guards at the museum were hurt when a display case fell.",
    "Two guards were injured in a jewellery heist in Antwerp.",
    "A dam burst killed 270 people in Brazil.",
]


def numbers(text: str) -> list[str]:
    doc = Document(text, [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(text))])
    return [text[f.number.start : f.number.end] for f in measures.read(doc)[0]]


@pytest.mark.parametrize(("text", "counted"), VIOLENT)
def test_the_killed_of_a_note_are_of_violence_where_no_cause_is_told(text: str, counted: list[str]) -> None:
    assert numbers(text) == counted


@pytest.mark.parametrize("text", OTHER)
def test_who_died_of_something_else_makes_no_claim(text: str) -> None:
    assert numbers(text) == []
