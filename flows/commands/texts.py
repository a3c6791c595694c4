"""Verbs that look at the extraction itself, without a warehouse: explain, evaluate."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.common import JsonOption, Stop, console, print_json, warehouse_path
from flows.commands.progress import progress_bar
from flows.progress import Share, unheard

if TYPE_CHECKING:
    from flows.report.evaluation import ReadArticle

RELATIONS = ("articles", "sentences", "quantities", "claims", "attributions", "claim_relations", "issues")


class Half(StrEnum):
    """Halves of a gold set, by the last number in an article's name."""

    odd = "odd"
    even = "even"


def explain(
    text: Annotated[
        str, typer.Argument(metavar="TEXT|FILE", help="Words, or the name of a file; '-' reads standard input.")
    ],
    every: Annotated[bool, typer.Option("--all", "-a", help="Show the sentences without numbers too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what would be extracted and why: every number with its claim, or the reason why it is none.

    The words are marked by their part: the number, whose force it is, who says so, where. Below each sentence stand the
    claims with measure, figure and bounds, subject, attribution, confidence and the rules that made them. Nothing is
    stored. Examples:

        musterroll explain "Reuters said, citing officials, that about 14,000 troops were sent in 2024."
        musterroll explain raw/d46.txt
    """
    tables = _read_text(text) if _is_text(text) else _read_files([text])
    if not tables["articles"]:
        raise Stop("; ".join(row["message"] for row in tables["issues"]) or "there is no text")
    if as_json:
        print_json({name: tables[name] for name in RELATIONS if name != "sentences"})
        return
    from flows.report.explanation import explain as explained

    out = console()
    for piece in explained(tables, colour=out.is_terminal and not out.no_color, every=every):
        out.print(piece)


def _is_text(given: str) -> bool:
    """Whether an argument is words and not the name of a file; raises Stop for a name that is not there."""
    if given == "-":
        return True
    if len(given) < 4096 and "\n" not in given and Path(given).exists():
        return False
    if " " not in given.strip() and (os.sep in given or Path(given).suffix):
        import difflib

        folder = Path(given).parent
        names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
        close = difflib.get_close_matches(Path(given).name, names, n=1)
        raise Stop(f"there is no file {given}{f': did you mean {folder / close[0]}?' if close else ''}")
    return True


def _read_text(given: str) -> dict[str, list[dict[str, Any]]]:
    words = sys.stdin.read() if given == "-" else given
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(words, encoding="utf-8", errors="replace")
        tables = _read_files([str(path)])
    for row in tables["articles"]:
        row["source_name"] = "text"
    for row in tables["issues"]:
        row |= {"input": "text", "message": row["message"].replace(str(path), "the text")}
    return tables


def _read_files(inputs: list[str], told: Share = unheard) -> dict[str, list[dict[str, Any]]]:
    """Rows of RELATIONS from reading and extracting `inputs`, nothing stored."""
    from flows.extract import extract
    from flows.ingest import ingest

    now = datetime.now(UTC)
    read = ingest(inputs, run_id="explain", now=now)
    made = extract(read.articles, read.sentences, run_id="explain", told=told)
    tables = {"articles": read.articles, "sentences": read.sentences, **made}
    rows = {name: tables[name].to_pylist() for name in RELATIONS}
    rows["issues"] += read.issues.to_pylist()
    return rows


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of gold files, NAME.json.")],
    articles: Annotated[Path, typer.Argument(metavar="ARTICLES", help="Folder of their articles, NAME.txt.")],
    half: Annotated[Half | None, typer.Option(help="Only the articles with an odd or an even number.")] = None,
    misses: Annotated[
        int, typer.Option("--misses", "-m", min=0, metavar="N", help="Show this many misses, extras, wrong fields.")
    ] = 0,
    as_json: JsonOption = False,
    warehouse: Annotated[
        Path | None,
        typer.Option(
            "--warehouse", "-w", metavar="FILE", help="Score the claims of this warehouse instead of extracting anew."
        ),
    ] = None,
) -> None:
    """Measure the extraction against gold claims: precision, recall, F1, attributes, and how far confidence holds.

    found = a claim stands at the gold number; figure = also measure and values are right; fact = also subject, unit and
    population. Keep one half to develop on and look at the other half's score only:

        musterroll evaluate gold/ articles/ --half odd --misses 20
        musterroll evaluate gold/ articles/ --half even
    """
    from flows.progress import share_of
    from flows.report import evaluation

    try:
        golds = evaluation.read_gold(gold, half=half.value if half else None)
    except evaluation.GoldError as error:
        raise Stop(str(error)) from error
    if not articles.is_dir():
        raise Stop(f"{articles} is no folder: name the folder that holds the articles, NAME.txt for each NAME.json")
    wanted = {article.stem for article in golds}
    if warehouse:
        read = _stored(warehouse)
    else:
        with progress_bar(shown=not as_json) as tell:
            read = _extracted(articles, wanted, share_of(tell, "evaluate"))
    result = evaluation.evaluate(golds, read)
    if result["articles_missing"] == result["articles"]:
        place = f"the warehouse {warehouse}" if warehouse else str(articles)
        raise Stop(
            f"none of the {result['articles']} gold articles is in {place}: articles are called NAME.txt for NAME.json"
        )
    if as_json:
        print_json(result)
        return
    from flows.report.scores import render

    out = console()
    for piece in render(result, misses=misses):
        out.print(piece)


def _extracted(folder: Path, wanted: set[str], told: Share) -> dict[str, ReadArticle]:
    """Articles of a folder with their claims, extracted now; only those with gold claims are read."""
    files = sorted(str(path) for path in folder.glob("*.txt") if path.stem in wanted)
    if not files:
        return {}
    tables = _read_files(files, told)
    return _by_stem(tables["articles"], tables["claims"])


def _stored(warehouse: Path) -> dict[str, ReadArticle]:
    """Articles of a warehouse with their claims."""
    from flows.store import reading

    path = warehouse_path(warehouse)
    try:
        articles = reading.ask(path, "SELECT article_id, source_name, text FROM articles")
        return _by_stem(articles, reading.ask(path, "SELECT * FROM claims"))
    except reading.QueryError as error:
        raise Stop(str(error)) from error


def _by_stem(articles: Iterable[Mapping[str, Any]], claims: Iterable[Mapping[str, Any]]) -> dict[str, ReadArticle]:
    from flows.report.evaluation import ReadArticle

    of: dict[str, list[Mapping[str, Any]]] = {}
    for row in claims:
        of.setdefault(row["article_id"], []).append(row)
    return {Path(a["source_name"]).stem: ReadArticle(a["text"], tuple(of.get(a["article_id"], ()))) for a in articles}
