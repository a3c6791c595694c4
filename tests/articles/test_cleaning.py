"""Clean text looks as it did and holds nothing that a reader cannot see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.articles.cleaning import clean, clean_field, has_hidden_order

CASES = [
    ("Title\r\nOne\rTwo\u2028Three", "Title\nOne\nTwo\nThree"),
    ("\n\n  Title\nBody \n\n", "Title\nBody"),
    ("Two  spaces\tand a tab stay", "Two  spaces\tand a tab stay"),
    ("NUL\x00 and bell\x07 go", "NUL and bell go"),
    ("\ufeffA mark", "A mark"),
    ("lost \u202e21\u202c tanks", "lost 21 tanks"),
    ("a sur\ud800rogate", "a surrogate"),
    ("soft\u00adhyphen", "softhyphen"),
    ("Zelenskyy\u00e2\u20ac\u2122s office", "Zelenskyy’s office"),
    ("caf\u00c3\u00a9", "café"),
    ("Mbappé’s team", "Mbappé’s team"),
    ("e\u0301tat", "état"),
    ("１２ men, ٣٤ guns", "12 men, 34 guns"),
    ("", ""),
]


@pytest.mark.parametrize(("dirty", "expected"), CASES)
def test_cleaning(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected


PIECES = ["Ã", "©", "â", "€", "™", "\x80", "\x99", "\u200b", "\x1f", "A", "\u0303", "1", "\r", "\n", "\x85", "\ud800"]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    once.encode("utf-8")


def test_field_is_one_line_or_nothing() -> None:
    assert clean_field(" Jane\n Doe\x00 ") == "Jane Doe"
    assert clean_field(" \n") is None
    assert clean_field(None) is None


def test_hidden_order_is_told() -> None:
    assert has_hidden_order("lost \u202e21\u202c tanks")
    assert not has_hidden_order("lost 21 tanks")
