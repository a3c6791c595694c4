"""A release: exports of a warehouse with descriptions, checksums, codebook and what changed since the last one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from flows import logs
from flows.progress import Share, unheard
from flows.store import atomic, catalogue, codebook, descriptors, export, lineage
from flows.store.connection import WarehouseError, quoted
from flows.store.export import MANIFEST, File

CHANGES: Final = "changes.parquet"
CHECKSUMS: Final = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Release:
    """What was written: the release, the one before it, its files, and how many rows changed by kind of change."""

    release: str
    previous: str | None
    folder: Path
    files: tuple[File, ...]
    changes: dict[str, int]

    @property
    def line(self) -> str:
        """The release in a line: `release 26.0.2, claims and estimates since 26.0.1: 12 added, 3 revised`."""
        counts = ", ".join(f"{count:,} {kind}" for kind, count in self.changes.items())
        since = f" since {self.previous}" if self.previous else ""
        return f"release {self.release}, claims and estimates{since}: {counts or 'none changed'}"


def write(
    warehouse: Path,
    folder: Path,
    *,
    sql: Path,
    csv: bool = False,
    partition: bool = False,
    relations: tuple[str, ...] | None = None,
    now: datetime | None = None,
    told: Share = unheard,
) -> Release:
    """Write a release of the warehouse into `folder`.

    Its number is year.0.n (a candidate, as UCDP's): n counts the releases in this folder, and stays where the
    warehouse has not changed. `told` hears of the relations that are written. Raises WarehouseError when the
    warehouse or the folder cannot be used.
    """
    before = export.read_manifest(folder) or {}
    parquet = folder / "parquet"
    files = list(export.export_parquet(warehouse, parquet, relations=relations, partition=partition, told=told))
    files = [_below("parquet", file) for file in files]
    if csv:
        files += [_below("csv", file) for file in export.export_csv(warehouse, folder / "csv", relations=relations)]
    else:
        export.remove(folder / "csv")
    con = export.opened(warehouse)
    try:
        found = catalogue.relations(con)
        publication = export.publication(con)
        through = con.execute("SELECT max(loaded_at) FROM raw.loads").fetchall()[0][0]
        is_same = before.get("publication") == publication
        moment = now or datetime.now(UTC)
        said: dict[str, Any] = {
            "release": before["release"] if is_same else _number(before, moment),
            "previous": before.get("previous") if is_same else before.get("release"),
            "released_at": before["released_at"] if is_same else moment.isoformat(timespec="seconds"),
            "publication": publication,
            "since": before.get("since") if is_same else before.get("through"),
            "through": through.isoformat() if through else None,
        }
        changes = _changes(con, said["since"], folder / CHANGES)
        _text(folder / "codebook.md", codebook.markdown(con, lineage.kept_sources(sql)))
        _text(folder / "codebook.html", codebook.page(con, lineage.kept_sources(sql)))
    except OSError as error:
        raise WarehouseError(f"{folder} cannot be written: {error}") from error
    finally:
        con.close()
    _text(folder / "datapackage.json", _json(descriptors.datapackage(found, files, said)))
    _text(folder / "croissant.json", _json(descriptors.croissant(found, files, said)))
    for part in ("parquet", "csv"):
        (folder / part / MANIFEST).unlink(missing_ok=True)
    beside = [folder / name for name in (CHANGES, "codebook.md", "codebook.html", "datapackage.json", "croissant.json")]
    sums = {file.path: file.sha256 for file in files}
    sums |= {path.name: export.measured(path, folder, "", 0).sha256 for path in beside}
    _text(folder / CHECKSUMS, "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items())))
    export.finish(folder, files, said)
    made = Release(said["release"], said["previous"], folder, tuple(files), changes)
    rows = sum(file.rows for file in files)
    logs.event("info", "release written", release=made.release, files=len(files), rows=rows, **changes)
    return made


def _number(before: dict[str, Any], moment: datetime) -> str:
    year, _, count = str(before.get("release", "")).partition(".0.")
    return f"{moment:%y}.0.{int(count) + 1 if year == f'{moment:%y}' else 1}"


def _below(folder: str, file: File) -> File:
    return File(f"{folder}/{file.path}", file.relation, file.rows, file.bytes, file.sha256)


def _text(path: Path, text: str) -> None:
    with atomic.written(path) as aside:
        aside.write_text(text, encoding="utf-8")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _changes(con: Any, since: str | None, target: Path) -> dict[str, int]:
    """Write claims and estimates that were added, revised or retired after `since` (all are added without one)."""
    after = f"TIMESTAMPTZ {quoted(since)}" if since else "TIMESTAMPTZ '0001-01-01 00:00:00+00'"
    parts = []
    for relation, table, key, value in (
        ("claims", "raw.claims", "claim_id", "value_best"),
        ("estimates", "model.estimates", "estimate_id", "best"),
    ):
        parts.append(
            f"SELECT '{relation}' AS relation, {key} AS id, "
            f"CASE WHEN bool_or(valid_to IS NULL) AND min(valid_from) > {after} THEN 'added' "
            "WHEN bool_or(valid_to IS NULL) THEN 'revised' ELSE 'retired' END AS change, "
            f"max(retired_reason) FILTER (WHERE valid_to > {after}) AS reason, "
            "any_value(measure) AS measure, any_value(subject) AS subject, "
            f"arg_max({value}, valid_from) FILTER (WHERE valid_from <= {after}) AS value_before, "
            f"max({value}) FILTER (WHERE valid_to IS NULL) AS value_now, "
            f"greatest(max(valid_from), max(valid_to)) AS changed_at FROM {table} GROUP BY {key} "
            f"HAVING greatest(max(valid_from), coalesce(max(valid_to), max(valid_from))) > {after} "
            f"AND NOT (min(valid_from) > {after} AND bool_and(valid_to IS NOT NULL))"
        )
    query = f"SELECT * FROM ({' UNION ALL '.join(parts)}) ORDER BY relation, id"
    with atomic.written(target) as aside:
        con.execute(f"COPY ({query}) TO {quoted(str(aside))} (FORMAT parquet, COMPRESSION zstd)")
    rows = con.execute(f"SELECT change, count(*) FROM ({query}) GROUP BY change ORDER BY change").fetchall()
    return {str(change): int(count) for change, count in rows}
