"""What the extraction reads out of a text: each sentence with a number, its claims, its rejected numbers and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.report.highlights import BRACKETS, Mark, marked
from flows.report.terminal import MARK_STYLES, one_line, plain
from flows.report.wording import amount, counted, details, says, subject

Row = Mapping[str, Any]

LEGEND: Final = (
    ("number", "a figure"),
    ("rejected", "a number that is none"),
    ("subject", "whose"),
    ("source", "who says so"),
    ("place", "where"),
)


def explain(tables: Mapping[str, Sequence[Row]], *, colour: bool, every: bool = False) -> Iterator[RenderableType]:
    """Renderables for the articles of `tables` (rows of articles, sentences, quantities, claims, attributions, ...).

    Sentences without a number are left out unless `every` is set.
    """
    sentences = _by(tables["sentences"], "article_id")
    quantities = _by(tables["quantities"], "sentence_id")
    claims = _by(tables["claims"], "quantity_id")
    marks = _marks(tables)
    for article in tables["articles"]:
        shown = [row for row in sentences[article["article_id"]] if every or quantities[row["sentence_id"]]]
        if not _shows_title(article, shown):
            yield plain(one_line(article["title"] or article["source_name"], 200), "bold")
        yield _counts(article, tables)
        for sentence in shown:
            numbers = quantities[sentence["sentence_id"]]
            bounds = sentence["sentence_start"], sentence["sentence_end"]
            yield Text()
            yield marked(article["text"], *bounds, marks[article["article_id"]], colour=colour)
            if sentence["zone"] != "body":
                yield plain(f"  ({sentence['zone'].replace('_', ' ')})", "dim")
            for number in numbers:
                yield Padding(_number(number, claims[number["quantity_id"]]), (0, 0, 0, 2))
    yield Text()
    yield _legend(colour=colour)


def _by(rows: Iterable[Row], key: str) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[key]].append(row)
    return grouped


def _shows_title(article: Row, shown: Sequence[Row]) -> bool:
    """Whether one of the sentences that are shown is of the title, the first line of the text: it is not said twice."""
    return bool(shown) and shown[0]["sentence_start"] < len(article["title"] or "")


def _counts(article: Row, tables: Mapping[str, Sequence[Row]]) -> RenderableType:
    key = article["article_id"]
    made = sum(row["article_id"] == key for row in tables["claims"])
    numbers = [row for row in tables["quantities"] if row["article_id"] == key]
    left = sum(row["disposition"] != "claim" for row in numbers)
    published = article["published_at"]
    dated = f"published {published:%Y-%m-%d} ({article['published_basis']})" if published else "no date of publication"
    others = f"{counted(left, 'number')} that {'is' if left == 1 else 'are'} no claim"
    facts = f"{counted(len(numbers), 'number')}, {counted(made, 'claim')}, {others}; {dated}"
    return plain(facts, "dim")


def _marks(tables: Mapping[str, Sequence[Row]]) -> defaultdict[str, list[Mark]]:
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    texts = {row["article_id"]: row["text"] for row in tables["articles"]}
    for row in tables["quantities"]:
        role = "number" if row["disposition"] == "claim" else "rejected"
        marks[row["article_id"]].append(Mark(row["number_start"], row["number_end"], role))
    for row in tables["attributions"]:
        if row["source_start"] is not None and row["source_end"] is not None:
            marks[row["article_id"]].append(Mark(row["source_start"], row["source_end"], "source"))
    spans = {row["sentence_id"]: (row["sentence_start"], row["sentence_end"]) for row in tables["sentences"]}
    for row in tables["claims"]:
        for words, role in ((row["subject_text"], "subject"), (row["place_name"], "place")):
            found = nearest(texts[row["article_id"]], words, row["number_start"], spans[row["sentence_id"]])
            if found is not None and words:
                marks[row["article_id"]].append(Mark(found, found + len(words), role))
    return marks


def nearest(text: str, words: str | None, to: int, within: tuple[int, int]) -> int | None:
    """Where `words` stand in the span `within` of `text`, of several places the one nearest to the offset `to`."""
    places = []
    at = text.find(words, *within) if words else -1
    while words and at >= 0:
        places.append(at)
        at = text.find(words, at + 1, within[1])
    return min(places, key=lambda place: abs(place - to), default=None)


def _number(number: Row, claims: Sequence[Row]) -> RenderableType:
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=12, max_width=24)
    table.add_column(ratio=1)
    shown = plain(one_line(number["number_text"]), MARK_STYLES["counted"] if claims else "dim")
    if not claims:
        reason = number["reject_reason"] or number["disposition"]
        table.add_row(shown, plain(f"{number['disposition']}: {reason.replace('_', ' ')} ({number['kind']})", "dim"))
    for claim in claims:
        sure = f"confidence {claim['confidence']:.2f}"
        if reasons := claim["confidence_reasons"]:
            sure += f" ({', '.join(reasons)})"
        lines = [
            Text.assemble((claim["measure"], "bold"), "  ", one_line(amount(claim))),
            Text.assemble((one_line(subject(claim)), MARK_STYLES["subject"]), "  ", one_line(details(claim))),
            plain(one_line(says(claim)), MARK_STYLES["source"]),
            plain(one_line(f"{sure}; rules {', '.join(claim['rule_ids'])}"), "dim"),
        ]
        table.add_row(shown, Group(*lines))
        shown = Text()
    return table


def _legend(*, colour: bool) -> Text:
    legend = Text("Marks: ", style="dim")
    for role, meaning in LEGEND:
        if colour:
            legend.append(meaning, style=MARK_STYLES[role]).append("  ")
        elif role in BRACKETS:
            legend.append(f"{BRACKETS[role][0]}{meaning}{BRACKETS[role][1]}  ", style="dim")
    return legend
