"""Readers of feeds, e-mails, web archives and PDF files."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.articles.records import Limits, Problem, Record

Read = Callable[..., tuple[list[Record], list[Problem]]]

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Meridian Post - World</title><language>en-gb</language>
<item><title>Army reports losses &amp; gains</title><link>https://example.org/1</link>
<description>Short.</description><dc:creator>Jane Doe</dc:creator><pubDate>Fri, 15 Mar 2024 08:00:00 GMT</pubDate>
<content:encoded><![CDATA[<p>Forty soldiers died.</p><p>Two fled.</p>]]></content:encoded></item>
<item><title>Second</title><guid>https://example.org/2</guid>
<description>&lt;b&gt;Six&lt;/b&gt; died.</description></item>
<item><link>https://example.org/3</link></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Meridian Post</title>
<entry><title>Army reports losses</title><link rel="self" href="https://example.org/x"/>
<link href="https://example.org/1"/><published>2024-03-15T08:00:00Z</published><author><name>Jane Doe</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Forty soldiers died.</p><p>Two fled.</p></div></content>
</entry></feed>"""


def test_rss(read: Read) -> None:
    (first, second), (problem,) = read("world.rss", RSS)
    assert first == Record(
        "Forty soldiers died.\nTwo fled.",
        title="Army reports losses & gains",
        author="Jane Doe",
        publisher="Meridian Post",
        url="https://example.org/1",
        published="Fri, 15 Mar 2024 08:00:00 GMT",
        language="en-gb",
        number=1,
    )
    assert (second.body, second.url) == ("Six died.", "https://example.org/2")
    assert (problem.code, problem.number) == ("no_text_field", 3)


def test_atom(read: Read) -> None:
    ((entry,), problems) = read("world.xml", ATOM)
    assert (entry.title, entry.author, entry.url) == ("Army reports losses", "Jane Doe", "https://example.org/1")
    assert (entry.body, entry.published, entry.language) == (
        "Forty soldiers died.\nTwo fled.",
        "2024-03-15T08:00:00Z",
        "en",
    )
    assert not problems


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
<rss><channel><item><title>&c;</title></item></channel></rss>"""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (LAUGHS, "unsafe_xml"),
        (b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>', "unsafe_xml"),
        (b"<rss><channel></channel></rss>", "no_text"),
        (b"<note>Forty died.</note>", "xml_no_feed"),
        (b"no markup at all", "xml_no_feed"),
        (b"", "empty"),
    ],
)
def test_xml_that_is_no_feed(read: Read, data: bytes, code: str) -> None:
    records, problems = read("a.xml", data)
    assert not records
    assert [p.code for p in problems] == [code]


def test_feed_that_was_cut_off_keeps_its_whole_entries(read: Read) -> None:
    records, _ = read("a.rss", RSS[: RSS.index(b"<item><title>Second") + 20])
    assert records[0].title == "Army reports losses & gains"


def message(plain: str | None, marked_up: str | None) -> bytes:
    mail = EmailMessage()
    mail["From"] = "Meridian Alerts <alerts@example.org>"
    mail["Subject"] = "Army reports losses – update"
    mail["Date"] = "Fri, 15 Mar 2024 08:00:00 +0100"
    if plain:
        mail.set_content(plain)
    if marked_up and plain:
        mail.add_alternative(marked_up, subtype="html")
    elif marked_up:
        mail.set_content(marked_up, subtype="html")
    return mail.as_bytes()


def test_mail(read: Read) -> None:
    (record,), _ = read("a.eml", message("Forty soldiers died – “a tragedy”.\n", "<p>Other</p>"))
    assert record.body == "Forty soldiers died – “a tragedy”.\n"
    assert (record.title, record.author) == ("Army reports losses – update", "Meridian Alerts")
    assert record.published == "Fri, 15 Mar 2024 08:00:00 +0100"


def test_mail_of_html(read: Read) -> None:
    (record,), _ = read(
        "a.eml", message(None, "<html><body><p>Forty died.</p><style>p{}</style><p>Two fled.</p></body></html>")
    )
    assert record.body == "Forty died.\nTwo fled."


def test_a_broken_date_does_not_cost_the_mail(read: Read) -> None:
    mail = b"Subject: Losses\nDate: Fri, 15 Mar 99999999999999999999992024 08:00:00 +0100\n\nForty died.\n"
    (record,), problems = read("a.eml", mail)
    assert (record.title, record.body, problems) == ("Losses", "Forty died.\n", [])


def test_mail_without_text(read: Read) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Picture"
    mail.set_content(b"\x89PNG", maintype="image", subtype="png")
    assert [p.code for p in read("a.eml", mail.as_bytes())[1]] == ["no_text"]


PAGE = b"""<html><head><meta property="og:site_name" content="Meridian Post"></head>
<body><article><h1>Army reports losses</h1>
<p>More than forty soldiers of the third division died on Monday, the ministry of defence said.</p>
</article></body></html>"""


def warc(*responses: tuple[str, str, bytes]) -> bytes:
    """WARC file of (status, content type, body)."""
    file = BytesIO()
    writer = WARCWriter(file, gzip=True)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "tests"}))
    for status, kind, body in responses:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record("https://example.org/1", "response", payload=BytesIO(body), http_headers=headers)
        )
    return file.getvalue()


def test_warc(read: Read) -> None:
    data = gzip.decompress(
        warc(
            ("200 OK", "text/html; charset=utf-8", PAGE),
            ("404 Not Found", "text/html", PAGE),
            ("200 OK", "image/png", b"x"),
            ("200 OK", "text/plain", b"Forty died."),
            ("200 OK", "text/html", b"<html></html>"),
        )
    )
    (page, text), (problem,) = read("a.warc", data)
    assert (page.title, page.publisher, page.url, page.number) == (
        "Army reports losses",
        "Meridian Post",
        "https://example.org/1",
        1,
    )
    assert page.body.endswith("the ministry of defence said.")
    assert (text.body, text.number) == ("Forty died.", 2)
    assert (problem.code, problem.number) == ("no_text", 3)


def test_warc_that_was_cut_off(read: Read) -> None:
    data = gzip.decompress(warc(("200 OK", "text/html", PAGE), ("200 OK", "text/html", PAGE)))
    records, problems = read("a.warc", data[:-200])
    assert len(records) >= 1
    assert all(p.code in ("warc_broken", "no_text") for p in problems)


def pdf(*pages: list[str], title: str | None = None) -> bytes:
    """PDF file with a text layer of the lines of each page."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(612, 792)
        stream = DecodedStreamObject()
        shown = "".join(f"({line}) Tj T* " for line in lines)
        stream.set_data(f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    if title:
        writer.add_metadata({"/Title": title, "/Author": "Jane Doe"})
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def test_pdf(read: Read) -> None:
    head = "Meridian Institute"
    data = pdf(
        [head, "Army reports losses", "More than 40 sol-", "diers died in March.", "1"],
        [head, "Two fled.", "2"],
        [head, "It is over.", "3"],
        title="Army reports losses",
    )
    (record,), problems = read("a.pdf", data)
    assert record.body == "Army reports losses\nMore than 40 soldiers died in March.\nTwo fled.\nIt is over."
    assert (record.title, record.author) == ("Army reports losses", "Jane Doe")
    assert not problems


def test_pdf_named_after_its_file_has_no_title(read: Read) -> None:
    (record,), _ = read("a.pdf", pdf(["Forty died."], title="Microsoft Word - draft7.docx"))
    assert record.title is None


def test_pdf_that_cannot_be_read(read: Read) -> None:
    assert [p.code for p in read("a.pdf", pdf([]))[1]] == ["no_text"]
    assert [p.code for p in read("a.pdf", b"%PDF-1.7\nnothing")[1]] == ["pdf_broken"]
    assert [p.code for p in read("a.pdf", pdf(["word " * 50] * 9), Limits(article_bytes=1_000))[1]] == ["too_large"]
    writer = PdfWriter(clone_from=BytesIO(pdf(["Secret."])))
    writer.encrypt("password")
    file = BytesIO()
    writer.write(file)
    assert [p.code for p in read("a.pdf", file.getvalue())[1]] == ["encrypted"]


SEEDS = {
    "a.rss": RSS,
    "a.xml": ATOM,
    "a.eml": message("Forty died.", "<p>x</p>"),
    "a.warc": gzip.decompress(warc(("200 OK", "text/html", PAGE))),
    "a.pdf": pdf(["Forty died."]),
    "a.html": PAGE,
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.sampled_from(sorted(SEEDS)), st.binary(min_size=1, max_size=6), st.integers(0, 2_000), st.integers(0, 40))
def test_damaged_files_never_raise(read: Read, name: str, patch: bytes, place: int, cut: int) -> None:
    data = SEEDS[name]
    place %= len(data)
    records, problems = read(name, (data[:place] + patch + data[place + len(patch) :])[: len(data) - cut])
    assert records or problems
