"""Questions kept as files: each SQL file of a folder asked of a warehouse, on one read-only connection."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.progress import Share, unheard
from flows.store.reading import opened, rows


def answers(
    path: Path, folder: Path, told: Share = unheard, **variables: str | None
) -> dict[str, list[dict[str, Any]]]:
    """Rows of every SQL file in `folder` by the file's stem; the SQL reads `variables` with getvariable('name').

    All see one state of the warehouse; `told` hears of each file. Raises QueryError where it cannot be opened or the
    SQL is wrong.
    """
    with opened(path) as connection:
        for name, value in variables.items():
            connection.execute(f'SET VARIABLE "{name}" = $value', {"value": value})
        files = sorted(folder.glob("*.sql"))
        found = {}
        for number, file in enumerate(files, start=1):
            found[file.stem] = rows(connection, file.read_text(encoding="utf-8"))
            told(number, len(files))
        return found
