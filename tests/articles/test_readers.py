"""Readers of text, JSON, CSV and Parquet: what they find, and what they say about input that they cannot use."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.articles.records import Limits, Problem, Record

Read = Callable[..., tuple[list[Record], list[Problem]]]

TEXT = "Army reports losses\nMore than 40 soldiers died, the ministry said.\n"
ROW = {
    "headline": "Army reports losses",
    "body": "More than 40 soldiers died, the ministry said.",
    "link": "https://example.org/1",
    "date_published": "2024-03-15",
    "authors": ["Jane Doe", {"name": "John Roe"}],
    "source": {"id": "ex", "name": "Example News"},
    "lang": "en",
}


def test_text_is_kept_as_read(read: Read) -> None:
    (record,), problems = read("a.txt", TEXT.encode())
    assert record.body == TEXT
    assert not problems


@pytest.mark.parametrize(
    ("encoding", "code"),
    [("utf-8-sig", None), ("utf-16", None), ("utf-16-le", None), ("utf-32", None), ("cp1252", "encoding_guessed")],
)
def test_encodings(read: Read, encoding: str, code: str | None) -> None:
    text = TEXT * 3 + "Señor Peña said it was a “tragedy” for the people of Málaga – and for the whole country.\n"
    (record,), problems = read("a.txt", text.encode(encoding))
    assert record.body == text
    assert [p.code for p in record.problems] == ([code] if code else [])
    assert not problems


def test_a_few_broken_bytes_are_replaced_and_reported(read: Read) -> None:
    data = ("Título – “cita”\n" + TEXT * 50).encode() + b"\xff end"
    (record,), _ = read("a.txt", data)
    assert record.body.endswith("\ufffd end")
    assert [p.code for p in record.problems] == ["encoding_damaged"]


def test_front_matter_of_markdown_is_metadata(read: Read) -> None:
    data = b'---\ntitle: "Army reports losses"\ndate: 2024-03-15\nauthor: Jane Doe\n---\nForty died.\n'
    (record,), _ = read("a.md", data)
    assert (record.title, record.published, record.author) == ("Army reports losses", "2024-03-15", "Jane Doe")
    assert record.body == "Forty died.\n"


def test_json_lines(read: Read) -> None:
    lines = [json.dumps(ROW), "", "{broken", "[1, 2]", json.dumps({"id": 1}), json.dumps(ROW | {"body": "Two died."})]
    records, problems = read("a.jsonl", "\n".join(lines).encode())
    first = records[0]
    assert (first.title, first.url, first.published) == ("Army reports losses", "https://example.org/1", "2024-03-15")
    assert (first.author, first.publisher, first.language) == ("Jane Doe, John Roe", "Example News", "en")
    assert [r.number for r in records] == [1, 6]
    assert [(p.code, p.number) for p in problems] == [("json_line", 3), ("json_line", 4), ("no_text_field", 5)]
    assert "line 3" in problems[0].message


def test_json_lines_that_were_cut_off(read: Read) -> None:
    records, problems = read("a.jsonl", (json.dumps(ROW) + "\n" + json.dumps(ROW)[:40]).encode())
    assert len(records) == 1
    assert "cut off" in problems[0].message


def test_many_broken_lines_become_few_issues(read: Read) -> None:
    records, problems = read("a.jsonl", b"{broken\n" * 1_000 + json.dumps(ROW).encode())
    assert len(records) == 1
    assert len(problems) == 51
    assert "950 more lines" in problems[-1].message


def test_line_that_never_ends_is_skipped(read: Read) -> None:
    data = b'{"text": "' + b"x" * 3_000_000 + b'"}\n' + json.dumps(ROW).encode()
    records, problems = read("a.jsonl", data, Limits(article_bytes=1_000_000))
    assert [r.number for r in records] == [2]
    assert [p.code for p in problems] == ["line_too_long"]


@pytest.mark.parametrize(
    "document",
    [[ROW, ROW], {"articles": [ROW, ROW]}, {"status": "ok", "response": {"results": [ROW, ROW]}}],
    ids=["list", "articles", "response"],
)
def test_json_documents(read: Read, document: object) -> None:
    records, problems = read("a.json", json.dumps(document, indent=1).encode())
    assert [r.number for r in records] == [1, 2]
    assert not problems


def test_json_of_one_article_has_no_number(read: Read) -> None:
    (record,), _ = read("a.json", json.dumps(ROW).encode())
    assert record.number is None


def test_json_and_json_lines_under_each_others_name(read: Read) -> None:
    assert len(read("a.json", f"{json.dumps(ROW)}\n{json.dumps(ROW)}\n".encode())[0]) == 2
    assert len(read("a.jsonl", json.dumps([ROW, ROW], indent=1).encode())[0]) == 2


def test_markup_in_a_field_becomes_text(read: Read) -> None:
    row = {
        "title": "Losses &amp; gains",
        "content": {"rendered": "<p>Forty died.</p><script>x()</script><p>Two<br>fled.</p>"},
    }
    (record,), _ = read("a.json", json.dumps(row).encode())
    assert record.title == "Losses & gains"
    assert record.body == "Forty died.\nTwo\nfled."


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_tables_of_text(read: Read, name: str, delimiter: str) -> None:
    lines = [
        ["Title", "Text", "Date"],
        ["One", '"Forty died,\nhe ""said""."', "2024-03-15"],
        ["Two", "Two fled."],
        ["", "", ""],
    ]
    records, problems = read(name, "\n".join(delimiter.join(line) for line in lines).encode())
    assert [(r.title, r.body, r.published) for r in records] == [("One", 'Forty died,\nhe "said".', "2024-03-15")]
    assert [(p.code, p.number) for p in problems] == [("csv_broken", 2)]


def test_parquet(read: Read) -> None:
    file = BytesIO()
    pq.write_table(pa.table({"headline": ["One", None], "text": ["Forty died.", "Two fled."], "n": [1, 2]}), file)
    records, problems = read("a.parquet", file.getvalue())
    assert [(r.title, r.body, r.number) for r in records] == [("One", "Forty died.", 1), (None, "Two fled.", 2)]
    assert not problems


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", b"\x00\x01\x02" * 300, "binary"),
        ("a.bin", b"Forty soldiers died.", "unknown_format"),
        ("a.json", b"{broken", "json_broken"),
        ("a.json", b"[" * 100_000, "json_too_deep"),
        ("a.json", b'"text"', "json_no_articles"),
        ("a.json", b'{"id": 1}', "no_text_field"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.json", b"[]", "no_articles"),
        ("a.csv", b"title,text\n", "no_articles"),
        ("a.csv", b"id,name\n1,x\n", "no_text_column"),
        ("a.csv", b"", "empty"),
        ("a.parquet", b"PAR1 but not really", "parquet_broken"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "no_text"),
    ],
)
def test_input_that_cannot_be_used(read: Read, name: str, data: bytes, code: str) -> None:
    records, problems = read(name, data)
    assert not records
    assert [p.code for p in problems] == [code]
    assert problems[0].is_fatal


def test_nothing_larger_than_the_limit_is_read(read: Read) -> None:
    for name in ("a.txt", "a.html"):
        _, problems = read(name, b"<p>word</p> " * 1_000, Limits(article_bytes=1_000))
        assert [p.code for p in problems] == ["too_large"]
    _, problems = read("a.json", json.dumps(ROW | {"body": "word " * 1_000}).encode(), Limits(article_bytes=1_000))
    assert [p.code for p in problems] == ["too_large"]


def test_wrong_extension_is_told_by_the_first_bytes(read: Read) -> None:
    page = (
        b"<!DOCTYPE html><html><body><article><p>More than forty soldiers died on Monday.</p></article></body></html>"
    )
    (record,), _ = read("a.txt", page)
    assert record.body == "More than forty soldiers died on Monday."


NAMES = ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.parquet"]
SNIPPETS = [
    b"{",
    b"}",
    b"[",
    b'"text":',
    b'"x"',
    b"<p>",
    b"</p>",
    b"<html>",
    b"\n",
    b",",
    b"\x00",
    b"\xff\xfe",
    b"PAR1",
    b"---\n",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(NAMES), st.binary(max_size=200) | st.lists(st.sampled_from(SNIPPETS)).map(b"".join))
def test_any_bytes_give_records_or_problems(read: Read, name: str, data: bytes) -> None:
    records, problems = read(name, data)
    assert records or problems
    for problem in problems:
        assert problem.code
        assert problem.message
