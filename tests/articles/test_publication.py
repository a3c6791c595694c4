"""Dates of publication: found where the article says so, and never made up."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.articles.outlets import agency, outlet
from flows.articles.publication import in_url, parse, published

NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
SHARED: Final = Path(__file__).parents[3] / "shared"

# (lines below the title, date and time that they give)
HEADS: Final = [
    ("Tuesday 7 June 2022. Page last refreshed at 18.40 BST", "2022-06-07"),
    ("NOTES, a blog on air power | December 6, 2022 | 14 comments", "2022-12-06"),
    ("By our correspondent, 5 February 2021", "2021-02-05"),
    ("PUBLISHED: 21:14, 16 February 2017 | 87 shares", "2017-02-16T21:14"),
    ("January 27, 2022, 9:12 PM", "2022-01-27T21:12"),
    ("Jan. 15, 2015, 2:41 p.m. ET", "2015-01-15T19:41"),
    ("31.05.2022, 08:15", "2022-05-31T08:15"),
    ("2022-06-26 21:14 GMT", "2022-06-26T21:14"),
    ("CAIRO, July 14, 2014 (Agency) - Rockets killed three people.", "2014-07-14"),
    ("PESHAWAR, Feb 4, 2012: Two tallies emerged on Saturday.", "2012-02-04"),
    ("Nablus, Monday 22 May 2023", "2023-05-22"),
    ("VILLA NUEVA, 11 AUG 89 (RADIO LIBRE) -- [TEXT] WE HAVE REPORTS.", "1989-08-11"),
    ("Updated 25/12/2023", "2023-12-25"),
    # None of these says when the article was published.
    ("KYIV, June 26 (Agency) - Missiles slammed into the capital.", None),
    ("The bank was founded on June 10, 1999.", None),
    ("On 22 July 2017 the brigade was raised.", None),
    ("The treaty was signed in Geneva, 12 August 1949, by 18 states.", None),
    ("### February 24, 2022", None),
    ("| 28 August 2016 | 1 | Land forces |", None),
    ("Updated 03/04/2022", None),
    ("18:11 16 September 2016: [1]", None),
    ("Updated 31 February 2022", None),
    ("1 January 2099", None),
]


@pytest.mark.parametrize(("line", "expected"), HEADS)
def test_head_of_the_article(line: str, expected: str | None) -> None:
    found = published(f"Army reports losses\n{line}\nMore than 40 soldiers died.", now=NOW)
    assert found.at == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)
    assert found.basis == ("text" if expected else "none")


def test_title_dated_like_an_issue() -> None:
    assert published("News bulletin, Friday 3 November 2023, 14:00 GMT\nGood day.", now=NOW).at == datetime(
        2023, 11, 3, 14, tzinfo=UTC
    )
    assert published("Ledger, 20 November 2025: losses grow\nTwo.", now=NOW).at == datetime(2025, 11, 20, tzinfo=UTC)
    assert published("The battle of 3 November 2023\nTwo.", now=NOW).at is None


def test_footer() -> None:
    text = "\n".join(["Army reports losses", *["Fighting went on."] * 12])
    assert published(text + "\n2022-06-26 21:14 GMT", now=NOW).at == datetime(2022, 6, 26, 21, 14, tzinfo=UTC)
    assert published(text + "\nThe war began on 24 February 2022", now=NOW).at is None


def test_order_of_trust() -> None:
    text = "Title\n3 May 2020\nBody."
    url = "https://example.org/news/2021/04/02/army"
    assert published(text, now=NOW, stated="2022-01-01", url=url).basis == "metadata"
    assert published(text, now=NOW, stated="soon", url=url).basis == "url"
    assert published(text, now=NOW, file_name="2019-02-03-army.txt").basis == "text"
    assert published("Title\nBody.", now=NOW, file_name="2019-02-03-army.txt").basis == "file"
    assert published("Title\nBody.", now=NOW, stated="2031-01-01").basis == "none"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-06-07T18:40:00+01:00", "2022-06-07T17:40"),
        ("2022-06-07T18:40:00Z", "2022-06-07T18:40"),
        ("Tue, 07 Jun 2022 18:40:00 GMT", "2022-06-07T18:40"),
        ("1654627200", "2022-06-07T18:40"),
        ("1654627200000", "2022-06-07T18:40"),
        ("June 7, 2022", "2022-06-07"),
        ("7 June 2022, 18:40", "2022-06-07T18:40"),
        ("20220607", "2022-06-07"),
        ("yesterday", None),
        ("", None),
        ("2022", None),
    ],
)
def test_metadata(value: str, expected: str | None) -> None:
    assert parse(value) == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/2024/03/15/army-losses", "2024-03-15"),
        ("https://example.org/world/2024/mar/15/army", "2024-03-15"),
        ("https://example.org/news/2024-03-15-army", "2024-03-15"),
        ("https://example.org/20240315-army.html", "2024-03-15"),
        ("https://example.org/2024/03/army", None),
        ("https://example.org/article-1202403159", None),
        ("https://example.org/2024/02/30/army", None),
        ("https://example.org/2024/03/15/since-2024-03-01", None),
    ],
)
def test_url(url: str, expected: str | None) -> None:
    found = in_url(url)
    assert (found.date().isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("KYIV, June 26 (Reuters) - Missiles slammed into the capital.", "Reuters"),
        ("TYRE, Lebanon (AFP) — Three soldiers were hurt.", "AFP"),
        ("SAN JOSE, 12 NOV 89 (EFE) -- [TEXT] THE ARMY SAID", "EFE"),
        ("KYIV, June 26 (Agency) - Missiles slammed into the capital.", None),
        ("The army (UAF) - founded in 1991 - has 200,000 men.", None),
        ("The Northern Front (NF) said that 12 soldiers had died.", None),
        ("DEV-12-0422 (LANG SYS INC)", None),
    ],
)
def test_agency_of_the_dateline(line: str, expected: str | None) -> None:
    assert agency(f"Title\n{line}") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By the Kyiv Independent, 12 May 2024", "Kyiv Independent"),
        ("By The Times of Israel | Sunday, May 12, 2024", "Times of Israel"),
        ("By the Meridian Post on 2024-05-12, 14:30 GMT", "Meridian Post"),
        ("By the newsdesk of the Harbour Gazette", "Harbour Gazette"),
        ("By our foreign staff of The Ledger, 12 May 2024", "Ledger"),
        ("By the Foreign Desk, 30 June 2022, 07:45", None),
        ("By our Moscow correspondent, 5 February 2021", None),
        ("By the numbers", None),
        ("By the early morning of 27 February 2022, officials said.", None),
        ("By the end of May 12, 2024, the army had lost 40 soldiers.", None),
        ("By Jane Doe, 12 May 2024", None),
        ("By the Sea", None),
    ],
)
def test_outlet_of_the_byline(line: str, expected: str | None) -> None:
    assert outlet(f"Title\n{line}\nThe army said that 12 soldiers had died.") == expected
    assert outlet(line) is None, "a title is no byline"


def test_the_byline_goes_before_the_dateline() -> None:
    assert outlet("Title\nBy the Ledger, 12 May 2024\nKYIV, May 12 (Reuters) - Shells fell.") == "Ledger"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared gold articles are not here")
def test_gold_articles_are_dated_as_labelled() -> None:
    for gold in sorted((SHARED / "gold/dev/gold").glob("*.json")):
        text = (SHARED / f"gold/dev/articles/{gold.stem}.txt").read_text(encoding="utf-8")
        found = published(text, now=datetime.now(UTC)).at
        stated = json.loads(gold.read_text(encoding="utf-8"))["published"]
        assert (found.date().isoformat() if found else None) == stated, gold.stem


@given(st.text(), st.text(max_size=40))
def test_any_text_is_dated_or_not(text: str, stated: str) -> None:
    found = published(text, now=NOW, stated=stated, url=stated, file_name=stated)
    assert (found.at is None) == (found.basis == "none")
    outlet(text)
