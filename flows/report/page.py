"""The report: one HTML page that holds its data, its charts and their code, and asks no server for anything.

Text of articles comes into it through the template engine, which escapes it, or as JSON, which is set as text by the
page's own code. Scripts run only if their hash is in the page's Content-Security-Policy, so that nothing else could.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from flows.report import charts, forces, wording
from flows.report.payload import names, payload
from flows.report.terminal import clean

Row = Mapping[str, Any]

ASSETS: Final = Path(__file__).parent / "assets"
SCRIPTS: Final = ("records.js", "claims.js", "drawing.js", "views.js")
"""The page's own code, in the order that its parts build on each other."""
FIRST: Final = "document.documentElement.classList.add('scripted')"
"""Said at the head of the page, so that parts that will be closed are not laid out first."""
GRADES: Final = ("confirmed", "fair", "weak", "contested")
SHOWN: Final = 40
"""Rows of the tables of changes at most; alerts likewise five times as many."""


def page(rows: Mapping[str, Sequence[Row]], *, warehouse: str, version: str, subject: str | None = None) -> str:
    """HTML of the report on the answers of sql/report, for a warehouse of that file name."""
    measures, places = names(rows)
    data = _json(payload(rows) | {"charts": charts.specifications()})
    vega, own = charts.javascript(), "".join((ASSETS / name).read_text(encoding="utf-8") for name in SCRIPTS)
    own = f"(() => {{\n'use strict';\n{own}}})();"
    return _template().render(
        csp=_policy(FIRST, vega, own),
        first=_raw(FIRST),
        style=_raw((ASSETS / "style.css").read_text(encoding="utf-8")),
        vega=_raw(vega),
        script=_raw(own),
        data=data,
        warehouse=warehouse,
        version=version,
        only=subject,
        overview=rows["overview"][0],
        subjects=[_subject(row, rows, places) for row in rows["subjects"]],
        grades=[(grade, Counter(row["grade"] for row in rows["estimates"])[grade]) for grade in GRADES],
        estimates_count=len(rows["estimates"]),
        changes=[_described(row, measures, places) for row in rows["changes"][:SHOWN]],
        changes_count=len(rows["changes"]),
        disagreements=[_described(row, measures, places) for row in _disagreements(rows["estimates"])[:SHOWN]],
        alerts=rows["alerts"][: 5 * SHOWN],
        alerts_count=len(rows["alerts"]),
        severities=Counter(row["severity"] for row in rows["alerts"]),
        sides=list(zip(wording.SIDE_WORDS.items(), charts.SHAPES, strict=True)),
        subject_names={row["subject"]: row["subject_name"] for row in rows["subjects"]},
    )


def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"bounds": wording.bounds, "count": wording.count, "link": _link, "bar": _bar}
    environment.filters |= {"shown": clean, "anchor": lambda code: quote(str(code), safe="")}
    return environment.get_template("page.html")


def _subject(row: Row, rows: Mapping[str, Sequence[Row]], places: Mapping[str, str]) -> dict[str, Any]:
    """A subject with its tree, the scale of the tree's bars, and what its sources disagree on."""
    code = row["subject"]
    measures = names(rows)[0]
    strength = [entry for entry in rows["strength"] if entry["subject"] == code]
    tree = forces.tree(strength, row["residual"], places)
    own = [entry for entry in rows["estimates"] if entry["subject"] == code]
    return {
        **row,
        "tree": tree,
        "more_places": max(0, sum(e["measure"] == forces.PRESENT for e in strength) - forces.MOST_PLACES),
        "most": max((force.high or force.value for force in tree), default=0.0),
        "disagreements": [_described(entry, measures, places) for entry in _disagreements(own)[:SHOWN]],
        "has_charts": any(entry["subject"] == code and entry["series_id"] for entry in rows["claims"]),
    }


def _disagreements(estimates: Sequence[Row]) -> list[Row]:
    """Estimates whose sources give figures that differ by a twentieth or more, the widest apart first."""
    apart = [row for row in estimates if (row["fold"] or 1) >= 1.05]
    return sorted(
        apart, key=lambda row: (-(row["fold"] or 1), -row["n_origins"], str(row["as_of"]), row["estimate_id"])
    )


def _described(row: Row, measures: Mapping[str, str], places: Mapping[str, str]) -> dict[str, Any]:
    as_of: date | None = row["as_of"]
    return {**row, "words": wording.series(row, measures, places), "month": f"{as_of:%b %Y}" if as_of else "no date"}


def _link(claim_ids: Sequence[str]) -> str:
    """Fragment that shows these claims: the one, or the list of them."""
    if len(claim_ids) == 1:
        return f"#claim-{quote(claim_ids[0], safe='')}"
    return f"#claims?ids={quote(','.join(claim_ids[:200]), safe=',')}"


def _bar(row: Any, most: float) -> dict[str, float]:
    """Start, length and best reading of a range, in per cent of `most`."""
    value = getattr(row, "value", None)
    low, best, high = row.low, row.best, row.high
    start = low if low is not None else (value or 0.0)
    end = high if high is not None else (value or start)
    share = 100 / most if most else 0.0
    return {
        "start": round(start * share, 2),
        "length": round(max(0.0, end - start) * share, 2),
        "best": round((best if best is not None else start) * share, 2),
    }


def _json(values: Any) -> Markup:
    """JSON for a script element: no character of it could end the element or begin a comment."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _raw(code: str) -> Markup:
    """Code of ours or of a library for a style or script element; raises ValueError where it would end that."""
    if "</script" in code.lower() or "</style" in code.lower() or "<!--" in code:
        raise ValueError("code that ends its own element")
    return Markup(code)


def _policy(*scripts: str) -> str:
    """Content-Security-Policy: these scripts and inline styles, nothing from elsewhere."""
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    hashes = " ".join(f"'sha256-{digest}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {hashes}",
            "style-src 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
