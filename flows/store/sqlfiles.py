"""SQL models as files: one relation a file, described by the comment lines at its head.

Line 1 says what a row is (`-- One row per ...`). Further lines that the store reads:

- `-- kind: ...`: temp (a temporary table; what intermediate models are by default), view (staging: temporary, marts:
  published), table (published and stored), macro(arguments) (a published table macro), previous NAME (rows of the kept
  model NAME as they were before the run), kept by COLUMN in MODEL (stored in schema model, marts: published; a run
  replaces the rows whose COLUMN is in MODEL), history by COLUMN in MODEL (the same, but rows that change are retired,
  never lost), gathered (temporary, with the rows of all batches).
- `-- phase: clusters` or `groups`: the model works on the clusters of articles in `batch_clusters`, or on the groups of
  figures in `batch_groups`, so that a large warehouse can be built in batches.
- `-- column NAME: meaning [unit]`: the comment of a published column; lines that start with three blanks carry it on.
- `-- as in: RELATION ...`: other columns are described as in these relations of the contract or models.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LAYERS: Final = ("staging", "intermediate", "marts", "checks")
_KINDS: Final = {"staging": "view", "intermediate": "temp", "marts": "view", "checks": "check"}
_KIND: Final = re.compile(
    r"^(?P<kind>\w+)(?:\((?P<arguments>[\w, ]*)\)| by (?P<key>\w+) in (?P<scope>\w+)| (?P<of>\w+))?$"
)


class ModelError(ValueError):
    """A model file that the store cannot use; the message names it."""


@dataclass(frozen=True, slots=True)
class Model:
    """One SQL file: `grain` is what a row is, `columns` its own comments, `same_as` where the others come from."""

    name: str
    layer: str
    sql: str
    grain: str
    kind: str
    key: str | None
    scope: str | None
    of: str | None
    arguments: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    same_as: tuple[str, ...]
    phase: str = ""
    reads: tuple[str, ...] = ()
    """Models that it reads, once somebody has looked (flows.store.lineage)."""

    @property
    def stage(self) -> int:
        """Where it comes in a run: staging, phase clusters, what is between, phase groups, marts."""
        by_phase = {"clusters": 1, "groups": 3}
        return by_phase.get(self.phase, {"staging": 0, "intermediate": 2}.get(self.layer, 4))

    @property
    def is_published(self) -> bool:
        """Whether users see it in schema main."""
        return self.layer == "marts"


def read(path: Path) -> Model:
    """The model in a file; raises ModelError when its head says nothing that the store knows."""
    text = path.read_text(encoding="utf-8")
    head: list[str] = []
    columns: list[tuple[str, str]] = []
    said = {"kind": _KINDS[path.parent.name], "as in": "", "phase": ""}
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        words = line.removeprefix("--").strip()
        label, _, value = words.partition(": ")
        if line.startswith("--   ") and columns:
            columns[-1] = (columns[-1][0], f"{columns[-1][1]} {words}")
        elif label.startswith("column "):
            columns.append((label.removeprefix("column ").strip(), value.strip()))
        elif label in said:
            said[label] = value.strip()
        else:
            head.append(words)
    if not head or not head[0].startswith("One row per "):
        raise ModelError(f"{path.name}: line 1 must be `-- One row per ...`")
    found = _KIND.match(said["kind"])
    if not found:
        raise ModelError(f"{path.name}: unknown kind {said['kind']!r}")
    return Model(
        name=path.stem,
        layer=path.parent.name,
        sql=text.rstrip().rstrip(";"),
        grain=" ".join(words for words in head if words),
        kind=found["kind"],
        key=found["key"],
        scope=found["scope"],
        of=found["of"],
        arguments=tuple(name.strip() for name in (found["arguments"] or "").split(",") if name.strip()),
        columns=tuple(columns),
        same_as=tuple(said["as in"].replace(",", " ").split()),
        phase=said["phase"],
    )


def read_all(folder: Path, layers: tuple[str, ...] = LAYERS[:3]) -> tuple[Model, ...]:
    """Every model below `folder`, by layer and name; raises ModelError where two bear one name."""
    models = [read(path) for layer in layers for path in sorted((folder / layer).glob("*.sql"))]
    names = [model.name for model in models]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ModelError(f"two models are named {', '.join(twice)}")
    return tuple(models)


def fingerprint(folder: Path) -> str:
    """16 hex digits that depend on every SQL file."""
    digest = hashlib.sha256()
    for layer in LAYERS:
        for path in sorted((folder / layer).glob("*.sql")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
