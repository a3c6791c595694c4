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
    lines = (line for line in _text(name).splitlines() if line and not line.startswith("#"))
    return tuple(csv.DictReader(lines))


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
