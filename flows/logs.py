"""The log of a run: events with a level, the run's identifier and fields, as lines for people or JSON for machines.

Events go to the logger `musterroll` of the standard library; nobody sees them unless `configure` (the command's --log,
MUSTERROLL_LOG) or the program around asks for them. Values are written as JSON, so that nothing in them can steer a
terminal; secrets of addresses are never among them.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final, TextIO

LEVELS: Final = ("debug", "info", "warning", "error")
LEVEL_VARIABLE: Final = "MUSTERROLL_LOG"
FORMAT_VARIABLE: Final = "MUSTERROLL_LOG_FORMAT"
"""`json` or `text`."""
LOGGER: Final = logging.getLogger("musterroll")
LOGGER.addHandler(logging.NullHandler())
_run_id: ContextVar[str | None] = ContextVar("run_id", default=None)


def configure(level: str | None = None, *, as_json: bool | None = None, stream: TextIO | None = None) -> None:
    """Write events of `level` and above to `stream`, standard error by default.

    What is not given is taken from MUSTERROLL_LOG and MUSTERROLL_LOG_FORMAT; without a level nothing is written. Raises
    ValueError for a level or format that is none.
    """
    wanted = (level or os.environ.get(LEVEL_VARIABLE) or "").lower()
    form = os.environ.get(FORMAT_VARIABLE, "text") if as_json is None else "json" if as_json else "text"
    for handler in [h for h in LOGGER.handlers if isinstance(h, _Handler)]:
        LOGGER.removeHandler(handler)
    if not wanted:
        return
    if wanted not in LEVELS:
        raise ValueError(f"{wanted!r} is no level of the log: use one of {', '.join(LEVELS)}")
    if form not in ("json", "text"):
        raise ValueError(f"{form!r} is no format of the log: use json or text")
    handler = _Handler(stream or sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    LOGGER.addHandler(handler)
    LOGGER.setLevel(wanted.upper())


def event(level: str, name: str, **fields: Any) -> None:
    """Log an event: a few words, and values by name."""
    LOGGER.log(logging.getLevelName(level.upper()), name, extra={"run_id": _run_id.get(), "fields": fields})


@contextmanager
def of_run(run_id: str) -> Iterator[None]:
    """Events inside belong to this run."""
    token = _run_id.set(run_id)
    try:
        yield
    finally:
        _run_id.reset(token)


class _Handler(logging.StreamHandler[TextIO]):
    """The handler that `configure` puts in place."""


class _Json(logging.Formatter):
    """One JSON object a line, ASCII only: time (UTC), level, event, run_id, then the event's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            "run_id": getattr(record, "run_id", None),
        }
        return json.dumps(said | getattr(record, "fields", {}), default=str)


class _Text(logging.Formatter):
    """One line: time (UTC), level, run, event, field=value ...; characters that steer a terminal are escaped."""

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", {})
        said = " ".join(f"{name}={json.dumps(value, default=str)}" for name, value in fields.items())
        when = datetime.fromtimestamp(record.created, UTC)
        run_id = getattr(record, "run_id", None) or "-"
        return f"{when:%Y-%m-%dT%H:%M:%S}Z {record.levelname:7} {run_id} {record.getMessage()} {said}".rstrip()
