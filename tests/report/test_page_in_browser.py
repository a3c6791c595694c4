"""The report in a browser: nothing from elsewhere, no complaint, every part at phone and desk width, light and dark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from writing import write_report

from flows.engines import InProcess
from flows.pipeline import pipeline, silent
from flows.settings import Options

PARTS = ("overview", "subjects", "subject-PRK", "subject-RUS", "alerts", "claims")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def sent(built: Path) -> dict[str, Any]:
    """The claim that about 14,000 were sent, which has the longest chain of sources."""
    with duckdb.connect(str(built), read_only=True) as connection:
        found = connection.sql("FROM claims WHERE measure = 'deployment.sent' AND subject = 'PRK'").to_arrow_table()
        claim = found.to_pylist()[0]
        asked = "SELECT role, source_text, cue_text FROM attributions WHERE claim_id = ? ORDER BY hop, seq"
        claim["chain"] = connection.execute(asked, [claim["claim_id"]]).fetchall()
    return claim


@pytest.mark.parametrize(("size", "colours"), [(PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")])
def test_every_part_fits_and_is_accessible(
    report: Path, opened: Any, sent: dict[str, Any], size: dict[str, int], colours: str
) -> None:
    """Widths and colours differ little in what axe finds, so that each part is looked at twice."""
    browsing = opened(viewport=size, color_scheme=colours)
    claim = f"claim-{sent['claim_id']}"
    looked_at = {"overview", "subject-PRK", claim} if colours == "dark" else {"subjects", "alerts", "claims"}
    for part in (*PARTS, claim):
        page = browsing.go(report, part)
        assert page.locator(".view:visible").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], f"{part} scrolls sideways"
        violations = Axe().run(page).response["violations"] if part in looked_at else []
        assert [(part, found["id"], found["nodes"][0]["html"]) for found in violations] == []


def test_colours_follow_the_choice_and_paper_is_light(report: Path, opened: Any) -> None:
    page = opened(color_scheme="light").go(report, "subject-RUS")
    asked = "[document.body.parentElement, document.querySelector('.view:not([hidden]) .chart .mark-symbol path')]"
    colours = f"{asked}.map((element) => getComputedStyle(element).fill + getComputedStyle(document.body).color)"
    light = page.evaluate(colours)
    page.get_by_label("Colours").select_option("dark")
    assert all(dark != was for dark, was in zip(page.evaluate(colours), light, strict=True))
    page.emulate_media(media="print")
    assert page.evaluate(colours) == light
    page.emulate_media(media="screen")
    page.reload()
    assert page.get_by_label("Colours").input_value() == "dark"


def test_overview_says_what_the_warehouse_holds(report: Path, opened: Any, built: Path) -> None:
    page = opened().go(report)
    with duckdb.connect(str(built), read_only=True) as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM claims), (SELECT count(DISTINCT subject) FROM claims), "
            "(SELECT count(*) FROM est_casualties) + (SELECT count(*) FROM est_military_strength), "
            "(SELECT count(*) FROM qc_alerts WHERE severity <> 'info')"
        ).fetchone()
    assert counts is not None
    assert page.locator(".tiles b").all_inner_texts() == [f"{count:,}" for count in counts]
    rows = page.locator("#overview .scroll").first.locator("tbody tr")
    assert rows.filter(visible=True).count() == 10
    page.get_by_role("button", name="Show all").click()
    assert rows.filter(visible=True).count() == 40


def test_search_and_filters(report: Path, opened: Any, built: Path) -> None:
    browsing = opened()
    page = browsing.go(report, "claims")
    rows, found = page.locator("#claim-table tbody tr"), page.locator("#found")
    with duckdb.connect(str(built), read_only=True) as connection:
        total, killed, russian, largest = connection.execute(
            "SELECT count(*), count_if(measure = 'casualties.killed'), "
            "count_if(measure = 'casualties.killed' AND subject = 'RUS'), "
            "max(coalesce(value_best, value_low, value_high)) FROM claims"
        ).fetchall()[0]
    expect(found).to_have_text(f"{total} of {total} claims")
    assert rows.count() == 50
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#pages span")).to_have_text("Page 2 of 4")
    page.get_by_label("What").select_option("casualties.killed")
    expect(found).to_have_text(f"{killed} of {total} claims")
    page.get_by_label("Whose").select_option("RUS")
    expect(found).to_have_text(f"{russian} of {total} claims")
    assert set(rows.locator("td:nth-child(3)").all_inner_texts()) == {"Russia"}
    page.reload()
    expect(found).to_have_text(f"{russian} of {total} claims")
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Search").fill("reuters SOUTH korean 14,000")
    expect(rows).to_have_count(2)
    page.get_by_label("Search").fill("no such words")
    expect(found).to_contain_text("No claim is like that")
    page.get_by_label("Search").fill("")
    page.get_by_label("Order").select_option("large")
    expect(rows.first).to_contain_text(f"{largest:,.0f}")


def test_sources_that_agree_are_no_disagreement(report: Path, opened: Any) -> None:
    page = opened().go(report, "subject-PRK")
    assert page.get_by_text("Source by source").filter(visible=True).count() == 1
    assert page.get_by_text("Where sources disagree").filter(visible=True).count() == 0, "each figure has one value"


def test_names_of_one_word_are_not_broken(report: Path, opened: Any) -> None:
    page = opened(viewport=DESK).go(report, "claims")
    names = page.locator('#claims td[data-label="Whose"]').filter(has_text="Ukraine")
    assert names.count() > 0
    assert {cell.evaluate("cell => cell.firstElementChild.getClientRects().length") for cell in names.all()} == {1}


def test_claim_opens_by_its_link_in_its_words(report: Path, opened: Any, sent: dict[str, Any]) -> None:
    page = opened().go(report, f"claim-{sent['claim_id']}")
    view = page.locator("#claim")
    assert view.locator("blockquote mark.number").all_inner_texts() == [sent["number_text"]]
    assert view.locator("blockquote mark.subject").all_inner_texts() == [sent["subject_text"]]
    told = [words for _, words, _ in sent["chain"] if words]
    assert view.locator("blockquote mark.source").all_inner_texts() == told
    assert set(view.locator("blockquote mark.cue").all_inner_texts()) == {cue for *_, cue in sent["chain"] if cue}
    assert sent["evidence"] in view.locator("blockquote").inner_text()
    roles = {"publisher": "published by", "relay": "passed on by", "origin": "comes from"}
    assert view.locator(".chain .role").all_inner_texts() == [roles[role] for role, *_ in sent["chain"]]
    view.get_by_role("link", name="more than 6,000").click()
    expect(view.locator("blockquote mark.number")).to_have_text("6,000")
    page.go_back()
    expect(view.locator("blockquote mark.number")).to_have_text(sent["number_text"])


def test_unknown_claim_says_so(report: Path, opened: Any) -> None:
    page = opened().go(report, "claim-clm_none")
    expect(page.locator("#claim h1")).to_have_text("No such claim")


def test_keyboard_reaches_a_claim(report: Path, opened: Any) -> None:
    page = opened().go(report)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Claims")
    page.keyboard.press("Enter")
    expect(page.locator("#claims h1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search")).to_be_focused()
    page.keyboard.type("14,000 reuters")
    expect(page.locator("#claim-table tbody tr")).to_have_count(2)
    for _ in range(8):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#claim-clm_")
    page.keyboard.press("Enter")
    expect(page.locator("#claim h1")).to_be_focused()


def test_strength_tree_adds_up(report: Path, opened: Any) -> None:
    page = opened().go(report, "subject-PRK")
    lines = page.locator(".view:visible .tree li")
    read = {line.split("\n")[0].split(" Nov")[0]: line for line in lines.all_inner_texts()}
    assert list(read)[:2] == ["Active personnel", "Army"]
    assert "1,150,000 to 1,250,000" in read["Active personnel"]
    assert "23,000" in read["In no named service"]
    assert "600,000" in read["Reserves"]


def test_charts_hold_every_figure_and_lead_to_it(report: Path, opened: Any, built: Path) -> None:
    page = opened().go(report, "subject-RUS")
    with duckdb.connect(str(built), read_only=True) as connection:
        killed = connection.execute(
            "SELECT extent, count(*) FROM fct_casualties WHERE subject = 'RUS' AND measure = 'casualties.killed' "
            "AND as_of IS NOT NULL AND coalesce(value_best, value_low, value_high) IS NOT NULL GROUP BY extent"
        ).fetchall()
    charts = page.locator(".view:visible .charts > div").first
    drawn = [charts.locator(".chart").nth(n).locator(".mark-symbol path").count() for n in range(len(killed))]
    assert sorted(drawn) == sorted(count for _, count in killed)
    charts.locator("summary").first.click()
    links = charts.locator("details").first.locator("tbody a")
    assert links.count() == drawn[0]
    charts.locator(".mark-symbol path").first.click()
    expect(page.locator("#claim h1")).to_be_visible()


def test_source_plot_has_a_row_a_source(report: Path, opened: Any) -> None:
    page = opened().go(report, "subject-PRK")
    plot = page.locator(".view:visible .charts > div").nth(1)
    page.locator(".view:visible .charts select").nth(1).select_option(index=0)
    labels = plot.locator(".role-axis-label text").all_text_contents()
    assert {"South Korean", "Ukrainian"} <= set(labels)


def test_prints_the_open_part(report: Path, opened: Any) -> None:
    page = opened().go(report, "subject-PRK")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert page.locator(".view:visible").count() == 1
    assert page.locator(".view:visible .chart svg").first.is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_all_claims_that_were_found_are_printed(report: Path, opened: Any, built: Path) -> None:
    page = opened().go(report, "claims")
    rows = page.locator("#claim-table tbody tr")
    assert rows.count() == 50
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    with duckdb.connect(str(built), read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM claims").fetchall() == [(rows.count(),)]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert rows.count() == 50


def test_a_band_joins_only_months_that_follow_each_other(opened: Any, tmp_path: Path) -> None:
    said = "Kenya's army said that a total of {} to {} of its soldiers have been killed in Somalia since 2011.\n"
    for month, year, low in ("March", 2021, 10), ("April", 2021, 20), ("December", 2021, 40), ("January", 2022, 50):
        dated = f"Toll of {month}\nPublished {month} 28, {year}\n\n"
        (tmp_path / f"{month}.txt").write_text(dated + said.format(low, low + 5))
    pipeline(Options(inputs=(str(tmp_path),), warehouse=tmp_path / "w.duckdb"), InProcess(), silent)
    page = opened().go(write_report(tmp_path / "w.duckdb", tmp_path / "w.html"), "subject-KEN")
    charts = page.locator(".view:visible .chart").first
    assert charts.locator(".mark-tick path, .mark-rect.role-mark path").count() == 4
    assert charts.locator(".mark-area path").count() == 2
    assert charts.locator(".mark-line path").count() == 2


def test_all_but_charts_and_claims_is_there_without_scripts(report: Path, opened: Any) -> None:
    browsing = opened(java_script_enabled=False)
    browsing.page.goto(report.as_uri())
    for part in ("#overview", "#subjects", "#subject-PRK", "#alerts"):
        assert browsing.page.locator(part).is_visible()
    assert "need JavaScript" in browsing.page.locator("noscript").inner_text()


def test_data_in_the_page_is_json_that_ends_no_element(report: Path) -> None:
    text = report.read_text(encoding="utf-8")
    start = text.index('<script type="application/json" id="data">') + 42
    data = text[start : text.index("</script>", start)]
    assert not set(data) & set("<>&")
    assert json.loads(data)["claims"]["rows"]
