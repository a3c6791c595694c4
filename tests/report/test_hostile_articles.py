"""What an article or its name says never becomes markup, script, link or direction of the report's page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import expect
from writing import write_report

BREAK_OUTS = (
    "</script><script>window.taken = 1</script>",
    '"><img src=x onerror="window.taken = 2">',
    "<!--<script>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202etfel ot thgir\u2028",
)
SENTENCE = "Spokesman <b onclick=alert(1)>Ivan</b> \U0001f600 said that 1,234 Ukrainian soldiers were killed near Kyiv."


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A warehouse of hostile articles, and the report on it."""
    from flows.engines import InProcess
    from flows.pipeline import pipeline, silent
    from flows.settings import Options

    folder = tmp_path_factory.mktemp("hostile")
    articles = folder / "<i>&articles"
    articles.mkdir()
    for number, words in enumerate(BREAK_OUTS):
        sentence = SENTENCE.replace("1,234", f"{number + 1},234")
        (articles / f"<b>{number}.txt").write_text(
            f"Losses of week {number} {words}\n\n{sentence} {words} he added.\n\nNothing else happened on that day.\n",
            encoding="utf-8",
        )
        record = {
            "title": f"Toll of month {number} {words}",
            "publisher": f"Daily {words}",
            "url": "javascript:window.taken=3" if number % 2 else f"https://news.example/{number}?{words}",
            "published_at": f"2024-03-{number + 1:02d}",
            "text": f"Officials said on Sunday that {number + 3} soldiers were killed near Mopti in month {number}.",
        }
        (articles / f"{number}.json").write_text(json.dumps(record), encoding="utf-8")
    warehouse = folder / "a&<b>.duckdb"
    pipeline(Options(inputs=(str(articles),), warehouse=warehouse, export=False), InProcess(), silent)
    return warehouse, write_report(warehouse, folder / "report.html")


def test_nothing_of_an_article_runs_or_becomes_an_element(hostile: tuple[Path, Path], opened: Any) -> None:
    warehouse, report = hostile
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        claims = connection.execute("SELECT claim_id, title, number_text FROM claims JOIN articles USING (article_id)")
        rows = claims.fetchall()
    assert len(rows) >= 2 * len(BREAK_OUTS)
    browsing = opened()
    for part in ("overview", "subjects", "subject-UKR", "alerts", "claims"):
        page = browsing.go(report, part)
        assert page.evaluate("window.taken") is None
        assert page.locator("img, iframe, b[onclick], script:not([type])").count() == 3, "our own three scripts"
        assert page.locator('a[href^="javascript"]').count() == 0
    for claim_id, _, number in rows:
        page = browsing.go(report, f"claim-{claim_id}")
        assert page.locator("#claim mark.number").first.inner_text() == number or number in page.inner_text("#claim")
        assert page.locator('#claim a[href^="javascript"], #claim img, #claim [onclick]').count() == 0
        assert page.evaluate("window.taken") is None
        assert "\u202e" not in page.inner_text("#claim")


def test_words_stand_there_as_they_are(hostile: tuple[Path, Path], opened: Any) -> None:
    page = opened().go(hostile[1], "claims")
    page.get_by_label("Search").fill("onclick=alert(1) killed ,234")
    rows = page.locator("#claim-table tbody tr")
    assert rows.count() >= len(BREAK_OUTS)
    expect(rows.filter(has_text=",234").first).to_contain_text("Spokesman <b onclick=alert(1)>Ivan</b> \U0001f600 said")
    expect(rows.filter(has_text="Ivan").first.locator("mark.number")).to_contain_text(",234")
    page.get_by_label("Search").fill("{{ 7 * 7 }}")
    assert rows.count() >= 1


def test_tooltip_of_a_chart_shows_names_as_text(hostile: tuple[Path, Path], opened: Any) -> None:
    page = opened().go(hostile[1], "subject-MLI")
    points = page.locator(".view:visible .chart").last.locator(".mark-symbol path")
    seen = []
    for number in range(points.count()):
        points.nth(number).hover(force=True)
        tip = page.locator("#vg-tooltip-element.visible")
        tip.wait_for()
        seen.append(tip.inner_text())
        assert tip.locator("img, script, b").count() == 0
    assert any("Officials" in words or "Daily" in words for words in seen)
    assert page.evaluate("window.taken") is None


def test_policy_lets_only_the_own_scripts_run(hostile: tuple[Path, Path], opened: Any) -> None:
    browsing = opened()
    page = browsing.go(hostile[1])
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'taken = 4'}))")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.taken = 5\">')")
    page.wait_for_timeout(100)
    assert page.evaluate("window.taken") is None
    assert len(browsing.troubles) >= 2, "the browser says that it refused"
    browsing.troubles.clear()
