"""The report's charts, as Vega-Lite specifications made with Vega-Altair, and the JavaScript that draws them offline.

The page puts its rows in as the named data sets `points` (claims, or claims by source) and `estimates`, and the colours
of its light or dark theme in as configuration.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Final

import altair as alt

from flows.schemas import SIDES

VEGA_LITE: Final = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross")
"""One a side, so that sides differ without colours too."""
GRADE_TIPS: Final = (("day", "T"), ("low", "Q"), ("best", "Q"), ("high", "Q"), ("grade", "N"))


def specifications() -> dict[str, Any]:
    """Charts by name: `timeline` and `sources`, each with a linear scale and with a logarithmic one."""
    return {
        f"{name}_{scale}": make(scale).to_dict()
        for name, make in (("timeline", _timeline), ("sources", _sources))
        for scale in ("linear", "log")
    }


def _scale(kind: str) -> alt.Scale:
    return alt.Scale(type="log", nice=True) if kind == "log" else alt.Scale(type="linear", zero=True, nice=True)


def _axis(kind: str, **more: Any) -> alt.Axis:
    """Whole numbers as 10k and 1.2M; on a logarithmic scale lines at powers of ten, words there and at triples."""
    words = "format(datum.value, '~s')"
    if kind == "log":
        digit = "round(datum.value / pow(10, floor(log(datum.value) / LN10 + 1e-9)))"
        words = f"{digit} == 1 || {digit} == 3 ? {words} : ''"
        more["gridOpacity"] = alt.condition(f"{digit} == 1", alt.value(1), alt.value(0))
    else:
        words = f"datum.value % 1 ? '' : {words}"
        more["tickCount"] = 6
    return alt.Axis(labelExpr=words, title=None, **more)


def javascript() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script without imports; made once for a version, then kept in the cache.

    Making it takes some five seconds.
    """
    import vl_convert
    from platformdirs import user_cache_path

    kept = user_cache_path("musterroll") / f"vega-{VEGA_LITE}-{version('vl-convert-python')}.js"
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    made = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=VEGA_LITE)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        aside = kept.with_suffix(".tmp")
        aside.write_text(made, encoding="utf-8")
        aside.replace(kept)
    except OSError:  # no home to keep it in: it is made again next time
        pass
    return str(made)


def _by_side(chart: Any) -> Any:
    domain = list(SIDES)
    return chart.encode(
        fill=alt.Fill("side:N", scale=alt.Scale(domain=domain), legend=None),
        stroke=alt.Stroke("side:N", scale=alt.Scale(domain=domain), legend=None),
        shape=alt.Shape("side:N", scale=alt.Scale(domain=domain, range=list(SHAPES)), legend=None),
        fillOpacity=alt.when("datum.left_out").then(alt.value(0)).otherwise(alt.value(0.8)),
        tooltip=[
            alt.Tooltip("figure:N", title="figure"),
            alt.Tooltip("source:N", title="who says so"),
            alt.Tooltip("side_words:N", title="side"),
            alt.Tooltip("day:T", title="for", format="%-d %b %Y"),
            alt.Tooltip("series_words:N", title="of"),
            alt.Tooltip("used:N", title="used in estimates"),
        ],
    )


def _timeline(kind: str) -> Any:
    """Estimates by month as bands with their best reading as a line, each claim as a point.

    The page gives estimates of months that follow each other a common `stretch`: nothing joins those further apart.
    """
    estimates = alt.Chart(alt.NamedData("estimates"))
    day = alt.X("day:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap="greedy", tickCount=6))
    scale, axis = _scale(kind), _axis(kind)
    low = alt.Y("low:Q", scale=scale, axis=axis)
    said = [alt.Tooltip("series_words:N", title="estimate of")]
    said += [alt.Tooltip(f"{name}:{kind}", format="%b %Y" if kind == "T" else ",") for name, kind in GRADE_TIPS[:4]]
    said += [alt.Tooltip("grade:N")]
    best = alt.Y("best:Q", scale=scale)
    band = estimates.mark_area(opacity=0.22, aria=False).encode(x=day, y=low, y2="top:Q", detail="stretch:N")
    span = estimates.mark_rule(strokeWidth=7, opacity=0.3, strokeCap="round", aria=False)
    span = span.encode(x=day, y=low, y2="top:Q", tooltip=said)
    line = estimates.mark_line(strokeWidth=2, aria=False).encode(x=day, y=best, detail="stretch:N")
    tick = estimates.mark_tick(thickness=2, size=13, aria=False).encode(x=day, y=best, tooltip=said)
    claims = alt.Chart(alt.NamedData("points")).mark_point(size=70, strokeWidth=1.6, cursor="pointer")
    points = _by_side(claims.encode(x=day, y=alt.Y("value:Q", scale=scale, axis=axis)))
    return (band + span + line + tick + points).properties(width="container", height=260)


def _sources(kind: str) -> Any:
    """Each source's figures as points with their intervals, over the newest estimate; the page sets the height."""
    estimates = alt.Chart(alt.NamedData("estimates"))
    points = alt.Chart(alt.NamedData("points"))
    scale, axis = _scale(kind), _axis(kind, orient="top", labelOverlap="greedy")
    range_ = estimates.mark_rect(opacity=0.18, aria=False).encode(x=alt.X("low:Q", scale=scale, axis=axis), x2="top:Q")
    best = estimates.mark_rule(strokeWidth=2, aria=False).encode(x=alt.X("best:Q", scale=scale))
    source = alt.Y("source:N", title=None, sort=alt.EncodingSortField("value", op="max", order="descending"))
    interval = points.mark_rule(strokeWidth=2, opacity=0.75, aria=False).encode(
        x=alt.X("low:Q", scale=scale, axis=axis),
        x2="high:Q",
        y=source,
        stroke=alt.Stroke("side:N", scale=alt.Scale(domain=list(SIDES)), legend=None),
    )
    dots = points.mark_point(size=80, strokeWidth=1.6, cursor="pointer")
    said = _by_side(dots.encode(x=alt.X("value:Q", scale=scale, axis=axis), y=source))
    return (range_ + best + interval + said).properties(width="container")
