"""HTML in the manner of twelve layouts: the article is kept, the furniture goes, the metadata is right."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import busy_layouts
import layouts
import pytest

from flows.articles.readers.web_pages import page
from flows.articles.records import UnreadableError
from flows.articles.sentences import split
from flows.ingest import compose


def flat(text: str) -> str:
    return " ".join(text.replace("|", " ").replace(":", " ").split())


@pytest.mark.parametrize("layout", layouts.LAYOUTS, ids=lambda layout: layout.__name__)
def test_layout(layout: Callable[[], str]) -> None:
    record = page(layout())
    text = compose(record.title, record.body)
    lines = text.split("\n")
    assert lines[0] == layouts.TITLE
    assert text.count(layouts.TITLE) == 1
    for wanted in (*layouts.PARAGRAPHS, *layouts.ITEMS, layouts.HEADING):
        assert flat(wanted) in flat(text)
    for unwanted in (*layouts.FURNITURE, "99 tanks", "JavaScript", "Advertisement"):
        assert unwanted not in text
    assert (record.publisher, record.author, record.url) == (layouts.OUTLET, "Ana Lindqvist", layouts.URL)
    assert datetime.fromisoformat(str(record.published)).astimezone(UTC).hour == 8
    zones = {text[s.start : s.end]: s.zone for s in split(text)}
    assert zones[layouts.TITLE] == "headline"
    assert not {"related_link", "boilerplate", "caption"} & set(zones.values())


def test_page_without_an_article_element_that_is_short() -> None:
    assert page("<html><body><h1>Toll</h1><p>Forty died.</p></body></html>").body.endswith("Forty died.")


def test_stated_metadata_is_taken_and_nothing_guessed() -> None:
    record = page("<html><body><article><h1>Toll</h1><p>Forty soldiers died on 3 May 2024.</p></article></body></html>")
    assert (record.published, record.publisher, record.author, record.url) == (None, None, None, None)
    assert record.title == "Toll"


def test_outlet_is_cut_from_the_page_title() -> None:
    head = '<title>Forty die in ambush - Meridian Post</title><meta name="dc.publisher" content="The Meridian Post">'
    assert (
        page(f"<html><head>{head}</head><body><p>Forty soldiers died.</p></body></html>").title == "Forty die in ambush"
    )


@pytest.mark.parametrize(
    "linked",
    [
        "{broken",
        "[]",
        "null",
        '{"@type": ["NewsArticle"], "author": "https://example.org/jane"}',
        '[{"@graph": 7}]',
        "[" * 9999,
    ],
)
def test_odd_linked_data_does_no_harm(linked: str) -> None:
    script = f'<script type="application/ld+json">{linked}</script>'
    record = page(
        f"<html><head>{script}</head><body><p>Forty soldiers died on Monday, the army said.</p></body></html>"
    )
    assert record.body == "Forty soldiers died on Monday, the army said."
    assert record.author is None


def test_deep_nesting_is_told() -> None:
    inner = "<p>Forty soldiers died on Monday, the army said.</p>"
    assert "Forty" in page("<html><body>" + "<div>" * 150 + inner + "</div>" * 150 + "</body></html>").body
    with pytest.raises(UnreadableError) as caught:
        page("<html><body>" + "<div>" * 50_000 + inner + "</body></html>")
    assert caught.value.problem.code == "html_too_deep"


def test_scripts_are_no_text() -> None:
    script = "<script>var dead = 9000;</script>"
    body = f'<p onclick="steal()">Forty soldiers died on Monday.</p>{script}<p>Two fled &lt;b&gt;.</p>'
    text = page(f"<html><body><article>{body}</article></body></html>").body
    assert "9000" not in text
    assert "steal" not in text
    assert "Two fled <b>." in text


WORD = re.compile(r"\w+")


def shares(wanted: str, html: str) -> tuple[float, float]:
    """Share of the words of the wanted text that were found, and of the found ones that were wanted, with repeats."""
    record = page(html)
    expected, found = (Counter(WORD.findall(t.lower())) for t in (wanted, compose(record.title, record.body)))
    both = (expected & found).total()
    return both / expected.total(), both / found.total()


PLAIN = "\n".join([layouts.TITLE, *layouts.PARAGRAPHS, layouts.HEADING, *layouts.ITEMS])
PAGES = {layout.__name__: (PLAIN, layout()) for layout in layouts.LAYOUTS}
PAGES |= {layout.__name__: layout()[::-1] for layout in busy_layouts.BUSY}
FLOOR_RECALL, FLOOR_PRECISION = 0.91, 0.93
"""Of every one of the 16 layouts: of a live blog the headings of short posts go, of a notice to pay some words stay."""


@pytest.mark.parametrize("name", PAGES)
def test_words_found_and_words_wanted(name: str) -> None:
    recall, precision = shares(*PAGES[name])
    assert recall >= FLOOR_RECALL
    assert precision >= FLOOR_PRECISION


def test_mean_of_the_layouts() -> None:
    recalls, precisions = zip(*(shares(*found) for found in PAGES.values()), strict=True)
    assert min(map(statistics.mean, (recalls, precisions))) > 0.99
