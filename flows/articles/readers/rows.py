"""Rows of data sets (JSON objects, CSV lines, Parquet rows) as records, by the names of their fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final

from flows.articles import markup
from flows.articles.records import Limits, Problem, Record, size_text
from flows.lexicon import read_toml

SHORTHAND: Final = ("description", "summary", "head", "article", "document")  # too general to be the text if short
SHORTHAND_MIN: Final = 200  # code points


def key_of(name: str) -> str:
    """A field name as record_fields.toml has it: "Date_Published" -> "datepublished"."""
    return re.sub(r"[\s_.-]", "", name).lower()


@cache
def columns(names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The names among `names` that hold each part of an article, best first."""
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(key_of(name), name)
    fields = read_toml("record_fields.toml")["fields"]
    return {part: tuple(by_key[key] for key in keys if key in by_key) for part, keys in fields.items()}


def record(row: Mapping[str, Any], number: int | None, limits: Limits) -> Record | Problem:
    """The article in a row, or what is wrong with it."""
    names = columns(tuple(str(name) for name in row))
    body = next(filter(None, (_body(row[name], key_of(name)) for name in names["body"])), None)
    if body is None:
        return Problem("no_text_field", no_text_message(row), number)
    if len(body) > limits.article_bytes:
        message = f"has a text of {size_text(len(body))}, more than {size_text(limits.article_bytes)}: split it"
        return Problem("too_large", message, number)
    part = {
        name: next(filter(None, (_word(row[key]) for key in keys)), None)
        for name, keys in names.items()
        if name != "body"
    }
    when = next((row[key] for key in names["published"] if row[key] not in (None, "")), None)
    return Record(
        body,
        title=_plain(part["title"]) if part["title"] and part["title"] != body else None,
        author=part["author"],
        publisher=part["publisher"],
        url=part["url"],
        published=_time(when),
        language=part["language"],
        number=number,
    )


def no_text_message(names: Iterable[str]) -> str:
    """What to do about a row or table without a field for the text."""
    found = ", ".join(sorted(str(name) for name in names)[:12]) or "none"
    return f"has no field for the text among its fields ({found}): name it text, body or content"


def _body(value: Any, key: str) -> str | None:
    if isinstance(value, Mapping):
        inner = {key_of(str(name)): inner for name, inner in value.items()}
        wanted = (inner.get(name) for name in read_toml("record_fields.toml")["inner"]["body"])
        value = next((text for text in wanted if isinstance(text, str)), None)
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        value = "\n".join(text for text in value if isinstance(text, str))
    if not isinstance(value, str) or not value.strip():
        return None
    text = markup.to_text(value) if markup.is_markup(value) else value
    return None if key in SHORTHAND and len(text) < SHORTHAND_MIN else text


def _word(value: Any) -> str | None:
    """A name or address: of a string, an object with a name, or a list of either."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, Mapping):
        inner = {key_of(str(name)): inner for name, inner in value.items()}
        names = (inner.get(name) for name in read_toml("record_fields.toml")["inner"]["name"])
        return next((name.strip() for name in names if isinstance(name, str) and name.strip()), None)
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return ", ".join(filter(None, map(_word, value))) or None
    return None


def _plain(title: str) -> str:
    return markup.to_text(title) if markup.is_markup(title) or markup.ENTITY.search(title) else title


def _time(value: Any) -> str | datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if value == value and abs(value) < 1e14 else None
    return _word(value)
