"""The number scanner: what it reads, what it says about it, and that no text breaks it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.claims.quantities import Number, articles_as_one, scan


def only(text: str) -> Number:
    """The one number of `text`."""
    (number,) = scan(text)
    return number


@given(st.text())
def test_no_text_breaks_the_scanner(text: str) -> None:
    end = 0
    for number in scan(text):
        assert end <= number.start < number.end <= len(text)
        assert number.outer_start <= number.start
        assert number.outer_end >= number.end
        end = number.end
    list(articles_as_one(text, 0, len(text)))


def test_comparator_span_is_outside_the_number() -> None:
    text = "They sent more than 6,000 troops."
    number = only(text)
    assert text[number.start : number.end] == "6,000"
    assert text[number.outer_start : number.outer_end] == "more than 6,000"
    assert (number.comparator, number.values, number.bounds_rule) == (">", (6000.0,), "B4_more_than")
