"""Language of a text, told offline from its script and its function words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.articles.languages import language

TEXTS = [
    (
        "en",
        "Soldiers of the army were killed in the north, the ministry said on Monday. It is not known who fired at "
        "them, and both sides have denied that they were at the bridge.",
    ),
    (
        "es",
        "El ejército dijo que doce soldados murieron en los combates de la noche y que la ciudad fue tomada por las "
        "tropas rebeldes, pero el gobierno lo niega y dice que sus fuerzas avanzan.",
    ),
    (
        "fr",
        "L'armée a dit que douze soldats ont été tués dans les combats de la nuit et que la ville est tombée aux mains "
        "des rebelles, ce que le gouvernement ne confirme pas pour le moment.",
    ),
    (
        "de",
        "Die Armee teilte mit, dass zwölf Soldaten bei den Kämpfen in der Nacht getötet wurden und dass die Stadt von "
        "den Rebellen eingenommen wurde, was die Regierung aber nicht bestätigt.",
    ),
    (
        "pt",
        "O exército disse que doze soldados morreram nos combates da noite e que a cidade foi tomada pelas tropas "
        "rebeldes, mas o governo não confirma e diz que as suas forças avançam para o norte.",
    ),
    ("ru", "Армия сообщила, что двенадцать солдат погибли ночью"),
    ("uk", "Армія повідомила, що дванадцять солдатів загинули вночі"),
    ("ar", "قال الجيش إن اثني عشر جنديا قتلوا"),
    ("fa", "ارتش گفت که دوازده سرباز در شب کشته شدند و پنج نفر دیگر"),
    ("zh", "军方表示十二名士兵在夜间的战斗中丧生"),
    (None, "Tanks: 40\nGuns: 12"),
    (None, ""),
]


@pytest.mark.parametrize(("expected", "text"), TEXTS, ids=lambda v: str(v)[:12])
def test_language(expected: str | None, text: str) -> None:
    assert language(text) == expected


def test_english_wire_in_capitals() -> None:
    assert language(TEXTS[0][1].upper()) == "en"


def test_what_the_text_shows_beats_what_is_stated() -> None:
    assert language(TEXTS[0][1], "ru") == "en"
    assert language("Tanks: 40", "en-GB") == "en"
    assert language("Tanks: 40", "English") is None


@given(st.text(), st.text(max_size=8))
def test_any_text_has_a_code_or_none(text: str, stated: str) -> None:
    found = language(text, stated)
    assert found is None or len(found) == 2
