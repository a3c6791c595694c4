"""The number scanner: what it reads, what it says about it, and that no text breaks it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims.quantities import Number, articles_as_one, scan
from flows.schemas import COMPARATORS, KINDS

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seed"
NOT_FIGURES = tomllib.loads((ROOT / "tests" / "golden" / "not_figures.toml").read_text(encoding="utf-8"))["case"]


def only(text: str) -> Number:
    """The one number of `text`."""
    (number,) = scan(text)
    return number


def kept(text: str) -> list[tuple[str, str | None, tuple[float, ...]]]:
    """Words, comparator and values of the numbers of `text` that may count something."""
    return [(text[n.start : n.end], n.comparator, n.values) for n in scan(text) if n.reject_reason is None]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("14,000", 14_000),
        ("5,00,000", 500_000),
        ("14 000", 14_000),
        ("14\u202f000", 14_000),
        ("1\u00a0597", 1_597),
        ("14.000", 14_000),
        ("1.250.000", 1_250_000),
        ("1.2 million", 1_200_000),
        ("2,5 million", 2_500_000),
        ("1.2m", 1_200_000),
        ("12k", 12_000),
        ("3.5bn", 3.5e9),
        ("2 lakh", 200_000),
        ("half a million", 500_000),
        ("a quarter of a million", 250_000),
        ("two and a half thousand", 2_500),
        ("a million and a half", 1_500_000),
        ("a million", 1_000_000),
        ("one hundred and twenty", 120),
        ("one hundred thirty-eight", 138),
        ("a hundred and forty", 140),
        ("fifteen hundred", 1_500),
        ("thirty thousand five hundred and six", 30_506),
        ("forty-eight", 48),
        ("Twenty-one", 21),
        ("FORTY-EIGHT", 48),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("a score", 20),
    ],
)
def test_numerals(written: str, value: float) -> None:
    text = f"They lost {written} of their men."
    assert kept(text) == [(written, "=", (float(value),))]


@pytest.mark.parametrize(
    ("phrase", "number", "comparator", "bounds", "rule"),
    [
        ("about 7,000", "7,000", "~", (6500, 7000, 7500), "B2_about"),
        ("some 60", "60", "~", (55, 60, 65), "B2_about"),
        ("an estimated 1.2 million", "1.2 million", "~", (1_150_000, 1_200_000, 1_250_000), "B2_about"),
        ("something like 500", "500", "~", (450, 500, 550), "B2_about"),
        ("closer to 3,500", "3,500", "~", (3412.5, 3500, 3587.5), "B2_about"),
        ("110,000 or so", "110,000", "~", (105_000, 110_000, 115_000), "B2_about"),
        ("100-odd", "100", "~", (90, 100, 110), "B2_about"),
        ("~300", "300", "~", (270, 300, 330), "B2_about"),
        ("nearly 7,000", "7,000", "~<", (6500, 7000, 7000), "B3_below"),
        ("just under 200", "200", "~<", (180, 200, 200), "B3_below"),
        ("close to 12k", "12k", "~<", (11_500, 12_000, 12_000), "B3_below"),
        ("nearly all 900", "900", "~<", (850, 900, 900), "B3_below"),
        ("more than 6,000", "6,000", ">", (6000, 6000, None), "B4_more_than"),
        ("more than a dozen", "a dozen", ">", (12, 12, None), "B4_more_than"),
        ("over a hundred and forty", "a hundred and forty", ">", (140, 140, None), "B4_more_than"),
        ("upwards of 50", "50", ">", (50, 50, None), "B4_more_than"),
        ("topped 300", "300", ">", (300, 300, None), "B4_more_than"),
        ("just over 150", "150", ">", (150, 150, 155), "B6_just_over"),
        ("at least another 600", "600", ">=", (600, 600, None), "B5_at_least"),
        ("no fewer than 28", "28", ">=", (28, 28, None), "B5_at_least"),
        ("300+", "300", ">=", (300, 300, None), "B5_at_least"),
        ("150,000-plus", "150,000", ">=", (150_000, 150_000, None), "B5_at_least"),
        ("12 or more", "12", ">=", (12, 12, None), "B5_at_least"),
        ("up to a further 700", "700", "<=", (0, None, 700), "B7_up_to"),
        ("as many as 1,100", "1,100", "<=", (0, None, 1100), "B7_up_to"),
        ("no more than 20", "20", "<=", (0, None, 20), "B7_up_to"),
        ("fewer than 9,000", "9,000", "<", (0, None, 9000), "B8_fewer_than"),
        ("between 200 and 300", "200 and 300", "..", (200, None, 300), "B9_between"),
        ("500 give or take 50", "500", "~", (450, 500, 550), "B10_plus_minus"),
        ("a couple", "a couple", "vague", (2, 2, 2), "V1_couple"),
        ("several", "several", "vague", (3, None, 9), "V2_few"),
        ("dozens", "dozens", "vague", (24, None, 119), "V4_dozens"),
        ("tens of thousands", "tens of thousands", "vague", (20_000, None, 99_999), "V8_tens_of_thousands"),
        ("several hundred", "several hundred", "vague", (300, None, 900), "V10_few_hundred"),
        ("a few dozen", "a few dozen", "vague", (36, None, 108), "V10_few_hundred"),
        ("numerous", "numerous", "vague", (2, None, None), "V11_many"),
        ("exactly 40", "40", "=", (40, 40, 40), "B1_bare"),
        ("a total of 500", "500", "=", (500, 500, 500), "B1_bare"),
    ],
)
def test_comparators_and_bounds(
    phrase: str, number: str, comparator: str, bounds: tuple[float | None, ...], rule: str
) -> None:
    for text in (f"They lost {phrase} soldiers there.", f"THEY LOST {phrase.upper()} SOLDIERS THERE."):
        found = only(text)
        assert text[found.start : found.end].lower() == number.lower()
        assert (found.comparator, found.bounds_rule) == (comparator, rule)
        assert (found.low, found.best, found.high) == bounds
        if comparator != "=":
            assert text[found.outer_start : found.outer_end].lower() == phrase.lower()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 24 were killed and 15 injured.", [("24", ">=", (24.0,)), ("15", "=", (15.0,))]),
        ("up to about 300 men", [("300", "<=", (300.0,))]),
        ("They talked about 200 prisoners.", [("200", "=", (200.0,))]),
        ("He handed over 20 guns.", [("20", "=", (20.0,))]),
        ("It owned up to 1,351 dead.", [("1,351", "=", (1351.0,))]),
        ("about the 300 men", [("300", "=", (300.0,))]),
        ("five fighters plus one drone", [("five", "=", (5.0,)), ("one", "=", (1.0,))]),
        ('"at least 500" troops--more than 400--left', [("500", ">=", (500.0,)), ("400", ">", (400.0,))]),
        ("It lost 50 fighters or more.", [("50", ">=", (50.0,))]),
        ("(+200) and +0", [("200", "=", (200.0,)), ("0", "0", (0.0,))]),
        ("a 40,000-strong force", [("40,000", "=", (40_000.0,))]),
    ],
)
def test_comparator_belongs_to_the_number_beside_it(text: str, expected: list[Any]) -> None:
    assert kept(text) == expected


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ("5,000 to 6,000", (5000, 6000)),
        ("5,000-6,000", (5000, 6000)),
        ("5-6,000", (5000, 6000)),
        ("2\u00a0000–4\u00a0000", (2000, 4000)),
        ("900,000 to 1 million", (900_000, 1_000_000)),
        ("1.5 to 2 million", (1_500_000, 2_000_000)),
        ("two to three million", (2_000_000, 3_000_000)),
        ("10 or 15", (10, 15)),
        ("four or five", (4, 5)),
        ("two or three dozen", (24, 36)),
        ("1500-2000", (1500, 2000)),
        ("three-four", (3, 4)),
    ],
)
def test_ranges(written: str, ends: tuple[float, float]) -> None:
    found = only(f"There were {written} soldiers.")
    assert (found.kind, found.comparator, found.values) == ("range", "..", ends)
    assert (found.low, found.best, found.high) == (ends[0], None, ends[1])


@pytest.mark.parametrize(
    "text",
    [
        "The toll rose from 12 to 15 people.",
        "They were cut from 3,000 to 4,000 men.",
        "12 soldiers and 15 sailors died.",
    ],
)
def test_a_change_and_a_list_are_no_range(text: str) -> None:
    assert [n.kind for n in scan(text)] == ["cardinal", "cardinal"]


def test_between_splits_numbers_in_words() -> None:
    assert kept("between four hundred and one thousand men") == [
        ("four hundred and one thousand", "..", (400.0, 1000.0))
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("No soldiers were killed.", "No"),
        ("None was hurt.", "None"),
        ("Losses were put at zero.", "zero"),
        ("Nobody was killed.", "Nobody"),
        ("It said no one was hurt.", "no one"),
        ("Not a single tank was lost.", "Not a single"),
        ("They withdrew without any casualties.", "without"),
    ],
)
def test_explicit_none(text: str, words: str) -> None:
    found = only(text)
    assert text[found.start : found.end] == words
    assert (found.comparator, found.values, found.best) == ("0", (0.0,), 0.0)


@pytest.mark.parametrize(
    "text", ["No longer.", "No, he said.", "He had no doubt.", "They left without delay.", "Ground zero"]
)
def test_no_count_of_none(text: str) -> None:
    assert scan(text) == []


@pytest.mark.parametrize("case", NOT_FIGURES, ids=lambda case: case["text"][:40])
def test_numbers_that_are_no_figures(case: dict[str, Any]) -> None:
    text = case["text"]
    numbers = scan(text)
    rejected = [[text[n.start : n.end], n.kind, n.reject_reason] for n in numbers if n.reject_reason]
    assert rejected == case["rejected"]
    assert [text[n.start : n.end] for n in numbers if not n.reject_reason] == case.get("kept", [])


def test_header_governs_its_list() -> None:
    text = (
        "Losses are approximately:\nTanks: 1,358 (+9)\n- Guns: more than 20\nShips: 4\nThe rest came to 40.\nOther: 5\n"
    )
    found = [(text[n.start : n.end], n.comparator, n.low) for n in scan(text)]
    assert found == [
        ("1,358", "~", 1324.05),
        ("9", "=", 9),
        ("20", ">", 20),
        ("4", "~", 3.6),
        ("40", "=", 40),
        ("5", "=", 5),
    ]


def test_articles_as_one() -> None:
    text = (
        "A soldier, an officer and another were hurt; a dozen fled, a third man and a 37-year-old died. Another 9 came."
    )
    found = [text[n.start : n.end] for n in articles_as_one(text, 0, len(text))]
    assert found == ["A", "an", "another", "a"]
    assert {n.values for n in articles_as_one(text, 0, len(text))} == {(1.0,)}
    assert not {n.start for n in articles_as_one(text, 0, len(text))} & {n.start for n in scan(text)}


@pytest.mark.skipif(not SEED.exists(), reason="the worked example is not beside the project")
def test_worked_example() -> None:
    text = (SEED / "article.txt").read_text(encoding="utf-8")
    rows = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))["quantity_mention"]
    numbers = scan(text)
    assert [text[n.start : n.end] for n in numbers] == [row["num_text"] for row in rows]
    reasons = {"related_link_zone": "uniqueness", "non_military_subject": None}
    for number, row in zip(numbers, rows, strict=True):
        assert number.outer_start == row["char_start"] or row["kind"] in ("rank", "duration")
        if row["disposition"] == "rejected":
            assert number.reject_reason == reasons.get(row["reject_reason"], row["reject_reason"])
        if row["disposition"] == "claim":
            want = [None if row[k] is None else float(row[k]) for k in ("value_low", "value_best", "value_high")]
            assert [number.low, number.best, number.high] == want
            assert number.bounds_rule == row["bounds_rule"]
            assert (number.low_open, number.high_open) == (row["low_open"], row["high_open"])


SPOKEN = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
SPOKEN_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety"
ONES, TENS = SPOKEN.split(), SPOKEN_TENS.split()


def spoken(n: int) -> str:
    """`n` in English words, as British papers write it."""
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        return f"{ONES[n // 100]} hundred" + (f" and {spoken(n % 100)}" if n % 100 else "")
    for name, unit in (("million", 10**6), ("thousand", 1000)):
        if n >= unit:
            rest = n % unit
            return f"{spoken(n // unit)} {name}" + ((" and " if rest < 100 else " ") + spoken(rest) if rest else "")
    raise AssertionError(n)


@given(st.integers(1, 999_999_999), st.sampled_from([str.lower, str.upper, str.title]))
def test_numbers_in_words_come_back(n: int, case: Any) -> None:
    words = case(spoken(n))
    text = f"There were {words} soldiers."
    assert kept(text) == [(words, "=", (float(n),))]


def indian(n: int) -> str:
    """`n` in Indian grouping."""
    digits = str(n)
    head, tail = digits[:-3], digits[-3:]
    while len(head) > 2:
        head, tail = head[:-2], f"{head[-2:]},{tail}"
    return f"{head},{tail}" if head else tail


@given(
    st.integers(0, 999_999_999),
    st.sampled_from(
        ["{:,}".format, lambda n: f"{n:,}".replace(",", "\u202f"), lambda n: f"{n:,}".replace(",", " "), indian]
    ),
)
def test_numbers_in_digits_come_back(n: int, written: Any) -> None:
    text = f"There were {written(n)} soldiers."
    assert kept(text) == [(written(n), "0" if n == 0 else "=", (float(n),))]


BITS = """one two twenty hundred thousand million dozen dozens several a an and to or between of no not the half third
- – , . / ( ) + % $ 5 12 1990 14,000 1.2 km troops killed at least more than about give take May İ m th s 's ° scores
"""
PIECES = st.sampled_from([*BITS.split(), "\n"])


@given(st.one_of(st.text(), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES, max_size=25).map("".join)))
def test_no_text_breaks_the_scanner(text: str) -> None:
    end = 0
    for number in scan(text):
        assert end <= number.start < number.end <= len(text)
        assert number.outer_start <= number.start
        assert number.outer_end >= number.end
        assert number.kind in KINDS
        assert (number.comparator is None) == (number.reject_reason is not None)
        assert number.comparator is None or number.comparator in COMPARATORS
        if number.low is not None and number.high is not None:
            assert number.low <= number.high
        if number.best is not None:
            assert number.low is not None
            assert number.low <= number.best
        end = number.end
    assert all(text[n.start : n.end].lower() in ("a", "an", "another") for n in articles_as_one(text, 0, len(text)))
