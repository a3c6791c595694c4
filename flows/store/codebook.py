"""The codebook, as Markdown and as an HTML page, from the comments of a warehouse: they cannot disagree with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import duckdb

from flows.store import catalogue, method
from flows.store.catalogue import Relation

TITLE = "musterroll codebook"
INTRODUCTION = (
    "A claim is what somebody says of a number: a source says that n of a measure holds for a subject. Facts are "
    "claims with copies and restatements folded in; estimates are reconciliations of facts that can be recomputed from "
    "them. "
    "Unknown is NULL, never 0 or ''. Offsets are half-open spans of Unicode code points in articles.text. Figures are "
    "what was reported: read reported, not exact."
)
ADDING = (
    "Add rows only where is_additive is true, and only rows of one measure and one unit.",
    "Incidents add up over days, places and subjects. Totals (cumulative) and sizes (stock) never add up over time.",
    "A measure and its parent (dim_measure.parent), a part and its total (is_part), and figures of different sources "
    "for the same thing are never added.",
    "Missing is not zero: a country without a row is one that nobody wrote about here.",
    "Figures that are denied, planned or hypothetical are rows, so that they can be found; is_asserted is false.",
)
_STYLE = """
:root{color-scheme:light dark;--line:#8885;--soft:#8881;--link:light-dark(#0b57d0,#8ab4f8)}
body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:0 auto;padding:1rem 1.5rem 4rem}
a{color:var(--link)} h2{margin-top:3rem;border-bottom:1px solid var(--line)} h3{margin-top:2rem}
nav ul{columns:16rem;padding-left:1.2rem} .scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem} th,td{border:1px solid var(--line);padding:.3rem .5rem;
text-align:left;vertical-align:top} th{background:var(--soft)} code{font-size:.9em;overflow-wrap:anywhere}
@media print{nav{display:none}}
"""


def markdown(con: duckdb.DuckDBPyConnection, sources: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    """The codebook as Markdown; `sources` names what each column is made from, by relation."""
    found = catalogue.relations(con)
    lines = [
        f"# {TITLE}",
        "",
        INTRODUCTION,
        "",
        "## Adding up",
        "",
        *(f"- {rule}" for rule in ADDING),
        "",
        "## Method",
        "",
    ]
    for heading, paragraphs in method.SECTIONS:
        lines += [f"### {heading}", "", *(f"- {_plain(paragraph)}" for paragraph in paragraphs), ""]
    lines += ["### Measured errors", "", method.MEASURED, ""]
    lines += [*_table(method.HEAD, method.error_rates()), "", "## Measures", ""]
    names, rows = _measures(con)
    lines += _table(names, rows)
    for heading, members in catalogue.grouped(found):
        lines += ["", f"## {heading}"]
        for relation in members:
            lines += ["", f"### {relation.name}", "", relation.comment, ""]
            lines += _table(_HEAD, _columns(con, relation, sources.get(relation.name, {})))
    return "\n".join(lines) + "\n"


def page(con: duckdb.DuckDBPyConnection, sources: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    """The codebook as one HTML page without outside resources."""
    found = catalogue.relations(con)
    groups = catalogue.grouped(found)
    links = "".join(
        f'<li><a href="#{escape(r.name)}">{escape(r.name)}</a></li>' for _, members in groups for r in members
    )
    parts = [
        f"<h1>{TITLE}</h1><p>{escape(INTRODUCTION)}</p>",
        f"<nav aria-label='Relations'><ul><li><a href='#method'>Method</a></li>{links}</ul></nav>",
        "<h2>Adding up</h2><ul>" + "".join(f"<li>{escape(rule)}</li>" for rule in ADDING) + "</ul>",
        '<section id="method"><h2>Method</h2>',
        *(
            f"<h3>{escape(heading)}</h3><ul>{''.join(f'<li>{escape(paragraph)}</li>' for paragraph in paragraphs)}</ul>"
            for heading, paragraphs in method.SECTIONS
        ),
        f"<h3>Measured errors</h3><p>{method.MEASURED}</p>{_html_table(method.HEAD, method.error_rates())}</section>",
        "<h2>Measures</h2>" + _html_table(*_measures(con)),
    ]
    for heading, members in groups:
        parts.append(f"<h2>{escape(heading)}</h2>")
        for relation in members:
            rows = _columns(con, relation, sources.get(relation.name, {}))
            parts.append(
                f'<section id="{escape(relation.name)}"><h3><code>{escape(relation.name)}</code></h3>'
                f"<p>{escape(relation.comment)}</p>{_html_table(_HEAD, rows)}</section>"
            )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{TITLE}</title><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


_HEAD = ("column", "type", "meaning, unit and values", "example", "made from")


def _columns(
    con: duckdb.DuckDBPyConnection, relation: Relation, sources: Mapping[str, Sequence[str]]
) -> list[tuple[str, ...]]:
    shown = catalogue.examples(con, relation)
    return [
        (
            column.name,
            column.sql_type,
            column.comment,
            shown.get(column.name, ""),
            ", ".join(sources.get(column.name, ())),
        )
        for column in relation.columns
    ]


def _measures(con: duckdb.DuckDBPyConnection) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    names = ("measure", "label", "parent", "definition", "do", "do not", "standard")
    found = con.execute(
        'SELECT measure, label, parent, definition, "do", do_not, source_standard FROM dim_measure ORDER BY fact, path'
    ).fetchall()
    return names, [tuple(value or "" for value in row) for row in found]


def _cell(text: str) -> str:
    """Text as a cell of a Markdown table: no pipes, no line ends, no markup."""
    return _plain(" ".join(text.split()))


def _plain(text: str) -> str:
    """Text in Markdown that stays as it is."""
    return "".join(f"\\{mark}" if mark in "|\\`*_<[" else mark for mark in text)


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    head = [f"| {' | '.join(names)} |", f"|{'|'.join('---' for _ in names)}|"]
    return head + [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]


def _html_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in names)
    body = "".join(
        "<tr>"
        + f"<th scope='row'><code>{escape(row[0])}</code></th>"
        + "".join(f"<td>{escape(value)}</td>" for value in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<div class='scroll'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
