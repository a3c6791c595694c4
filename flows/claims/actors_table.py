"""Rows of tables with bars between the cells: the header row says what the cells are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from flows.claims.actors_context import Context, Pick, pick
from flows.claims.actors_scene import Actor, Scene
from flows.claims.actors_words import nouns

BACK = 400
COLUMNS = ("by", "where", "whose")


@dataclass(frozen=True, slots=True)
class Row:
    """What the cells of a row say, None where a column is missing or names nobody known."""

    whose: Pick | None
    by: Pick | None
    where: Pick | None


def row(ctx: Context, scene: Scene) -> Row | None:
    """The row's cells by their header, None where the sentence is no row of a table with a header."""
    if scene.words[:1] != ["|"]:
        return None
    cells = split(scene)
    roles = header(ctx, scene, len(cells))
    if roles is None:
        return None
    found: dict[str, Pick] = {}
    for (start, end), role in zip(cells, roles, strict=True):
        for actor in scene.actors_in(start, end):
            if role and role not in found and fits(actor, role):
                found[role] = pick(actor, f"actors.table.{role}")
    return Row(found.get("whose"), found.get("by"), found.get("where"))


def split(scene: Scene) -> list[tuple[int, int]]:
    """Token spans of the cells."""
    bars = [k for k, word in enumerate(scene.words) if word == "|"]
    return [(a + 1, b) for a, b in pairwise(bars)]


def header(ctx: Context, scene: Scene, width: int) -> list[str | None] | None:
    """Role of each column by the words of the nearest row above that has no figure and as many cells."""
    with_figures = ctx.by_sentence
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - BACK), -1):
        if ctx.doc.sentences[ordinal].zone != "table":
            return None
        if ordinal in with_figures or ctx.doc.text[ctx.doc.sentences[ordinal].start] != "|":
            continue
        above = ctx.scene(ordinal)
        cells = split(above)
        if len(cells) == width:
            return [role_of(above.words[start:end]) for start, end in cells]
    return None


def role_of(words: list[str]) -> str | None:
    """What a column with this heading tells: whose men, by whom, where; None for others."""
    return next((role for role in COLUMNS if not nouns("tables", role).isdisjoint(words)), None)


def fits(actor: Actor, role: str) -> bool:
    """Whether the name may fill the column: places where, sides otherwise."""
    return actor.form in ("city", "region", "name", "capital") if role == "where" else not actor.is_void
