"""The library of analyst queries: one SQL file each, whose first line says what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query by name, with its description and its SQL."""

    name: str
    description: str
    sql: str


def saved_queries(folder: Path | None = None) -> dict[str, SavedQuery]:
    """Queries of sql/queries by name, in alphabetical order."""
    from flows.settings import sql_folder

    found = {}
    for path in sorted((folder or sql_folder() / "queries").glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        first = sql.splitlines()[0] if sql else ""
        found[path.stem] = SavedQuery(path.stem, first.removeprefix("--").strip(), sql)
    return found
