"""What a terminal shows: figures in words, marks, underlined numbers, results; nothing that an article smuggles in."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from flows.report import closing, explanation, highlights, results, wording
from flows.report.highlights import Mark
from flows.report.terminal import clean, one_line, plain
from flows.schemas import UNITS
from flows.summary import Issue, Summary

HOSTILE = "a\x1b[31mred\x07 \u202egnp.exe\u2069 \x9b2J [bold]b[/bold] :smile: \ud800"


def shown(*pieces: Any, width: int = 80, colour: bool = False) -> str:
    out = io.StringIO()
    terminal = Console(file=out, width=width, force_terminal=colour, markup=False, emoji=False, highlight=False)
    for piece in pieces:
        terminal.print(piece)
    return out.getvalue()


def test_controls_become_visible_and_spans_stay_valid() -> None:
    cleaned = clean(HOSTILE)
    assert len(cleaned) == len(HOSTILE)
    assert not any(
        ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069
        for c in cleaned
    )
    cleaned.encode("utf-8")


@pytest.mark.parametrize("text", ["São Paulo", "Київ", "عدد القتلى", "北京", "naïve “quotes” — dash", "two\nlines"])
def test_words_of_any_language_stay(text: str) -> None:
    assert clean(text) == text


def test_markup_of_an_article_is_only_text() -> None:
    assert "[bold]b[/bold] :smile:" in shown(plain(HOSTILE))
    assert "\x1b" not in shown(plain(HOSTILE))


def test_one_line_is_cut_with_an_ellipsis() -> None:
    assert one_line("a\n b\tc") == "a b c"
    assert one_line("abcdef", 4) == "abc…"


def figure(**fields: Any) -> dict[str, Any]:
    bounds = dict.fromkeys(("value_stated", "value_low", "value_best", "value_high"))
    return {**bounds, "number_text": "dozens", "comparator": "="} | fields


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (figure(comparator="=", value_best=14000.0), "14,000"),
        (
            figure(comparator="~", value_stated=14000.0, value_low=13650.0, value_best=14000.0, value_high=14350.0),
            "about 14,000 (13,650 to 14,350)",
        ),
        (figure(comparator=">", value_stated=6000.0, value_low=6000.0), "more than 6,000"),
        (figure(comparator="<=", value_stated=50.0, value_high=50.0), "up to 50"),
        (figure(comparator="..", value_low=200.0, value_high=300.0), "200 to 300"),
        (figure(comparator="vague", value_low=24.0), "dozens (at least 24)"),
        (figure(comparator="vague"), "dozens"),
        (figure(comparator="0", value_best=0.0), "none"),
        (figure(comparator=None, number_text="1959"), "1959"),
    ],
)
def test_figures_in_words(row: dict[str, Any], words: str) -> None:
    assert wording.figure(row) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (figure(value_best=12.0, unit="person"), "12 people"),
        (figure(value_best=1.0, unit="person"), "1 person"),
        (figure(comparator=">=", value_stated=1.0, value_low=1.0, unit="tank"), "at least 1 tank"),
        (figure(comparator="..", value_low=1.0, value_high=2.0, unit="equipment"), "1 to 2 pieces of equipment"),
        (
            figure(comparator="~", value_stated=30.0, value_low=27.0, value_high=33.0, unit="artillery"),
            "about 30 artillery pieces (27 to 33)",
        ),
        (
            figure(comparator="vague", value_low=24.0, unit="armoured_vehicle"),
            "dozens of armoured vehicles (at least 24)",
        ),
        (
            figure(comparator="vague", number_text="Several", value_low=3.0, unit="aircraft"),
            "Several aircraft (at least 3)",
        ),
        (figure(comparator="0", value_best=0.0, unit="ship"), "no ships"),
    ],
)
def test_amounts_name_what_is_counted(row: dict[str, Any], words: str) -> None:
    assert wording.amount(row) == words


def test_every_unit_has_words_for_one_and_for_many() -> None:
    assert tuple(wording.units()) == UNITS
    assert [unit for unit, words in wording.units().items() if not all(words) or "_" in "".join(words)] == []


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, ""),
        (date(2022, 2, 24), None, "since 2022-02-24"),
        (None, date(2024, 3, 1), "until 2024-03-01"),
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2014, 1, 1), date(2016, 12, 31), "2014 to 2016"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2024, 3, 14), date(2024, 3, 14), "2024-03-14"),
        (date(2024, 3, 14), date(2024, 4, 2), "2024-03-14 to 2024-04-02"),
    ],
)
def test_periods_in_the_fewest_words(start: date | None, end: date | None, words: str) -> None:
    assert wording.period(start, end) == words


def test_marks_that_overlap_give_way_to_the_number() -> None:
    marks = [Mark(0, 20, "source"), Mark(6, 8, "number"), Mark(6, 8, "rejected"), Mark(21, 24, "place")]
    assert highlights.without_overlap(marks) == [Mark(6, 8, "number"), Mark(21, 24, "place")]


def test_without_colour_marks_are_brackets() -> None:
    text = "The army said 12 died in 1999."
    marks = [Mark(0, 8, "source"), Mark(14, 16, "number"), Mark(25, 29, "rejected")]
    assert shown(highlights.marked(text, 0, len(text), marks, colour=False)) == "«The army» said [12] died in {1999}.\n"
    assert "\x1b[" in shown(highlights.marked(text, 0, len(text), marks, colour=True), colour=True)


@pytest.mark.parametrize("width", [10, 20, 33, 80])
def test_carets_stand_under_the_number_at_any_width(width: int) -> None:
    text = "Before. The ministry counted about 1.2 million soldiers\nand 北京 600,000 reservists. After."
    for number in ("1.2 million", "600,000"):
        at = text.index(number)
        lines = [
            line.plain for line in highlights.underlined(text, 8, len(text) - 7, (at, at + len(number)), width=width)
        ]
        under = ""
        for words, carets in pairwise(lines):
            if carets.strip("^ ") == "" and "^" in carets:
                cells = [c for c in words for _ in range(2 if ord(c) > 0x2E80 else 1)]
                under += "".join(cells[i] for i, c in enumerate(carets) if c == "^")
        assert under.replace(" ", "") == number.replace(" ", "")
        assert all(len(line) <= width for line in lines if "^" not in line)


def test_the_subject_nearest_to_the_number_is_marked() -> None:
    text = "Russia said Russia lost 5, not Russia."
    assert explanation.nearest(text, "Russia", 24, (0, len(text))) == 31
    assert explanation.nearest(text, "Russia", 20, (0, 30)) == 12
    assert explanation.nearest(text, "Ukraine", 20, (0, 30)) is None
    assert explanation.nearest(text, None, 20, (0, 30)) is None


def batches() -> tuple[pa.Schema, list[pa.RecordBatch]]:
    table = pa.table(
        {
            "text": ["=HYPERLINK(1)", "plain", "+200", None],
            "comparator": ["=", "~", "..", ">"],
            "count": pa.array([1, None, -3, 4], pa.int64()),
            "names": [["A", "B"], [], None, ["@x"]],
            "day": pa.array([date(2024, 3, 1), None, None, None]),
            "at": pa.array([datetime(2024, 3, 1, 12, tzinfo=UTC), None, None, None], pa.timestamp("us", tz="UTC")),
            "share": pa.array([Decimal("0.50"), None, None, Decimal("2.00")]),
        }
    )
    return table.schema, table.to_batches(max_chunksize=3)


def test_csv_disarms_formulas_but_not_comparators_or_numbers() -> None:
    out = io.StringIO()
    results.write_csv(*batches(), out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert [row["text"] for row in rows] == ["'=HYPERLINK(1)", "plain", "'+200", ""]
    assert [row["comparator"] for row in rows] == ["=", "~", "..", ">"]
    assert [row["count"] for row in rows] == ["1", "", "-3", "4"]
    assert [row["names"] for row in rows] == ["A; B", "", "", "'@x"]
    assert rows[0]["day"] == "2024-03-01"


def test_json_is_an_array_of_rows_in_ascii() -> None:
    out = io.StringIO()
    results.write_json(*batches(), out)
    assert out.getvalue().isascii()
    rows = json.loads(out.getvalue())
    assert rows[0]["names"] == ["A", "B"]
    assert rows[0]["at"] == "2024-03-01T12:00:00+00:00"
    assert (rows[0]["share"], rows[3]["share"], rows[3]["text"]) == (0.5, 2, None)


def test_an_empty_result_is_an_empty_array() -> None:
    out = io.StringIO()
    results.write_json(batches()[0], [], out)
    assert json.loads(out.getvalue()) == []


def test_parquet_keeps_types() -> None:
    out = io.BytesIO()
    schema, found = batches()
    results.write_parquet(schema, found, out)
    assert pq.read_table(io.BytesIO(out.getvalue())).equals(pa.Table.from_batches(found))


def test_a_table_says_how_many_rows_it_left_out() -> None:
    table, count, beyond = results.as_table(*batches(), limit=3, width=120)
    assert (count, beyond) == (3, 1)
    text = shown(table, width=120)
    assert text.count("\n") == 4
    assert "A; B" in text
    assert "-3" in text


def test_a_table_folds_text_between_words_and_shows_all_of_it() -> None:
    rows = [{"kind": "parts_vs_total", "figure": 1200, "message": "three parts of it " * 9}] * 2
    lines = shown(results.rows_table(rows, width=80)).splitlines()
    assert lines[0].split() == ["kind", "figure", "message"]
    assert max(map(len, lines)) <= 80
    assert "".join(lines).count("three") == 18
    assert sum("parts_vs_total" in line for line in lines) == 2


def test_rows_too_wide_for_a_table_are_paragraphs_of_named_values() -> None:
    row = {f"column_{n}": f"value-{n}-of-twenty" for n in range(9)} | {"nothing": None, "words": "a few words " * 20}
    lines = shown(results.rows_table([row, row], width=80)).splitlines()
    assert max(map(len, lines)) <= 80
    assert [n for n, line in enumerate(lines) if not line.startswith(" ")] == [0, len(lines) // 2]
    assert lines[0].startswith("column_0: value-0-of-twenty  column_1: value-1-of-twenty")
    assert " ".join(lines).split().count("few") == 40
    assert "nothing" not in " ".join(lines)
    wide = shown(results.rows_table([row], width=None), width=results.WIDE).splitlines()
    assert len(wide) == 2
    assert wide[1].rstrip().endswith("…")


SUMMARY = Summary(
    run_id="run_1",
    outcome="loaded",
    warehouse="nowhere/w.duckdb",
    seconds=1.25,
    articles_new=2,
    inputs_rejected=1,
    issues_count=12,
    issues=tuple(Issue(f"in/{n}.txt", "empty", f"no text \x1b[2J{n}") for n in range(12)),
    claims_run={"casualties.killed": 3},
    claims_total={"casualties.killed": 1003, "strength.active": 1},
    checks_passed=14,
)


def test_the_closing_table_tells_what_became_of_the_run() -> None:
    text = shown(*closing.render(SUMMARY))
    assert "2 new, 0 unchanged, 0 revised; 1 input rejected" in text
    assert "casualties.killed         3      1,003" in text
    assert "14 passed, 0 failed" in text
    assert "and 2 more: `musterroll issues` lists them" in text
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_run_without_new_claims_lists_no_measures() -> None:
    text = shown(*closing.render(replace(SUMMARY, outcome="unchanged", claims_run={})))
    assert "no new ones, 1,004 in the warehouse" in text
    assert "casualties.killed" not in text


def test_a_summary_is_plain_json() -> None:
    assert json.loads(json.dumps(SUMMARY.as_dict()))["claims_count"] == 3


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 bytes"), (999, "999 bytes"), (2_100_000, "2.1 MB"), (3e9, "3.0 GB")]
)
def test_sizes(count: int, words: str) -> None:
    assert closing.size(count) == words
