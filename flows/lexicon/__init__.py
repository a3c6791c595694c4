"""The words as reviewed data files: numerals, units, measures, cues, entities; read once, by one helper a format."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_toml(name: str) -> dict[str, Any]:
    """Contents of the lexicon file `name` ("cues.toml"), shared between callers: do not change them."""
    return tomllib.loads(_text(name))


@cache
def read_csv(name: str) -> tuple[dict[str, str], ...]:
    """Rows of the lexicon file `name` ("states.csv") as text by column; lines that start with # are comments."""
    rows = csv.reader(read_lines(name))
    header = next(rows)
    return tuple(dict(zip(header, row, strict=True)) for row in rows)


def read_lines(name: str) -> list[str]:
    """Lines of the lexicon file `name` without blank ones and comments, which start with #."""
    return [line for line in _text(name).split("\n") if line and line[0] != "#"]


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
