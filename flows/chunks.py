"""The stages that work chunk by chunk: inputs into parts, and parts into parts with what was extracted."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from flows import parts
from flows.articles.records import FileRead, Limits
from flows.engines import in_own_process, rare_collections
from flows.ingest import DEFAULT_LIMITS, Ingested, read_batches
from flows.known import Known, KnownIndex, file_of
from flows.parts import Part
from flows.schemas import empty, table
from flows.store import held
from flows.summary import Issue
from flows.workspace import Workspace

ISSUE_KEY: Final = ("input", "stage", "code", "message", "article_id")
MANIFEST_BELOW: Final = 1 << 256
"""The hash of a manifest is the sum of the hashes of its entries: the same in any order, and no entry need be kept."""
ISSUES_KEPT: Final = 100
"""Issues of a run that its summary quotes; the warehouse has all of them."""


@dataclass(slots=True)
class Read:
    """What the ingest stage found: parts with new articles, counts, issues, and a hash of all that was read."""

    parts: list[Part] = field(default_factory=list)
    new: int = 0
    unchanged: int = 0
    revised: int = 0
    rejected: int = 0
    issues_count: int = 0
    issues_new: int = 0
    issues: list[Issue] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)
    manifest: str = ""

    @property
    def articles(self) -> int:
        """Articles that were read, known before or not."""
        return self.new + self.unchanged + self.revised


@dataclass(frozen=True, slots=True)
class Extracted:
    """What the extract stage made of a part: code points done, claims by measure, new issues."""

    chars: int
    claims: Counter[str]
    issues: list[Issue]


def extractor_version() -> str:
    """Version of the extractor; articles that another one has read are read again when they come."""
    from flows.claims import EXTRACTOR_VERSION

    return EXTRACTOR_VERSION


def known_of(warehouse: Path) -> Known:
    """What the warehouse holds, for the ingest stage."""
    current = extractor_version()
    there = held.held(warehouse, current)
    files = {
        row["name"]: FileRead(
            row["name"], row["digest"], row["articles"], row["rejected"], [(*issue,) for issue in row["issues"]]
        )
        for row in there.files
        if row["version"] == software_version()
    }
    for source in there.stale:
        files.pop(file_of(source, files), None)
    return Known(current, there.issues, files, there.latest, lambda: held.articles(warehouse))


def software_version() -> str:
    """Version of musterroll: another one may read files otherwise."""
    return version("musterroll")


@rare_collections()
def read_inputs(
    inputs: Sequence[str],
    warehouse: Path,
    space: Workspace,
    chunk_chars: int,
    force: bool,
    tell: Callable[[int], None],
    made: Callable[[Part], None],
    limits: Limits = DEFAULT_LIMITS,
) -> Read:
    """Read `inputs` into parts of `space`; articles that the warehouse holds already are left out unless `force`.

    Parts are named by their content, so that a stopped run's finished ones are found again. `tell` hears how many
    articles were read so far, `made` of each part.
    """
    folder, now = space.parts, datetime.now(UTC)
    known = known_of(warehouse)
    if known.latest and now <= known.latest:  # the clock went backwards: what comes later must not look older
        now = known.latest + timedelta(microseconds=1)
    index = KnownIndex(known, warehouse)
    found = Read()
    manifest = 0
    for batch in read_batches(
        inputs,
        run_id=space.run_id,
        now=now,
        batch_chars=chunk_chars,
        limits=limits,
        index=index,
        read={} if force else known.files,
        file_with=known.file_with,
    ):
        _count(found, batch.articles, known)
        found.unchanged += sum(file.articles for file in batch.unchanged)
        found.files += batch.files
        found.rejected += batch.rejected
        _note_issues(found, batch.issues, known)
        manifest = sum(map(_hashed, _manifest(batch)), manifest) % MANIFEST_BELOW
        ids = [a for a in batch.articles["article_id"].to_pylist() if force or not known.is_current(a)]
        if ids or _is_new(batch.issues, known):
            wanted = ("articles", "sentences", "shared_sentences")
            fresh = {name: _of(ids, getattr(batch, name)) for name in wanted}
            found.parts.append(_write(folder, fresh | {"issues": batch.issues}))
            made(found.parts[-1])
        tell(found.articles)
    found.manifest = f"{manifest:064x}"
    parts.remove_others(folder, [part.folder for part in found.parts])
    return found


def _of(article_ids: Sequence[str], rows: pa.Table) -> pa.Table:
    return rows.filter(pc.is_in(rows["article_id"], pa.array(article_ids, pa.string())))


def _count(found: Read, articles: pa.Table, known: Known) -> None:
    for article_id, revises in zip(
        articles["article_id"].to_pylist(), articles["revision_of"].to_pylist(), strict=True
    ):
        if known.holds(article_id):
            found.unchanged += 1
        elif revises:
            found.revised += 1
        else:
            found.new += 1


def _note_issues(found: Read, issues: pa.Table, known: Known) -> None:
    for row in issues.to_pylist():
        found.issues_count += 1
        found.issues_new += tuple(row[name] for name in ISSUE_KEY) not in known.issues
        if len(found.issues) < ISSUES_KEPT:
            found.issues.append(Issue(row["input"], row["code"], row["message"]))


def _is_new(issues: pa.Table, known: Known) -> bool:
    return any(tuple(row[name] for name in ISSUE_KEY) not in known.issues for row in issues.to_pylist())


def _hashed(entry: str) -> int:
    return int.from_bytes(hashlib.sha256(entry.encode("utf-8", "surrogatepass")).digest(), "big")


def _manifest(batch: Ingested) -> Iterator[str]:
    yield from (f"{file.name}\t{file.digest}" for file in (*batch.files, *batch.unchanged))
    articles, issues = batch.articles, batch.issues
    yield from map("\t".join, zip(articles["source_name"].to_pylist(), articles["article_id"].to_pylist(), strict=True))
    yield from map("\t".join, zip(issues["input"].to_pylist(), issues["code"].to_pylist(), strict=True))


def _write(folder: str, tables: dict[str, pa.Table]) -> Part:
    """Make a part, unless a stopped run has finished the same one."""
    articles = tables["articles"]
    made = f"{folder}/{parts.fingerprint((articles, tables['issues']), extractor_version())}"
    if not parts.is_finished(made):
        parts.write(made, tables)
    return Part(made, articles.num_rows, sum(articles["char_count"].to_pylist()))


def extract_part(part: Part, run_id: str) -> Extracted:
    """Extract a part into its own folder; a finished part is left alone."""
    from flows.extract import extract

    issues: list[Issue] = []
    if not parts.is_finished(part.folder):
        made = extract(parts.read(part.folder, "articles"), parts.read(part.folder, "sentences"), run_id=run_id)
        issues = _finish(part, made)
    return _extracted(part, issues)


def rescue_part(part: Part, run_id: str) -> Extracted:
    """Extract a part on which a process has died: the articles that kill a process each become an issue."""
    pieces = list(_survivors(part.folder, 0, part.articles, run_id))
    made = {relation: pa.concat_tables([piece[relation] for piece in pieces]) for relation in pieces[0]}
    return _extracted(part, _finish(part, made))


def _finish(part: Part, made: dict[str, pa.Table]) -> list[Issue]:
    """Put what was extracted beside the articles; returns its issues."""
    issues = [Issue(row["input"], row["code"], row["message"]) for row in made["issues"].to_pylist()]
    made["issues"] = pa.concat_tables([parts.read(part.folder, "issues"), made["issues"]])
    parts.write(part.folder, made)
    parts.finish(part.folder)
    return issues


def _extracted(part: Part, issues: list[Issue]) -> Extracted:
    claims = Counter(parts.read(part.folder, "claims")["measure"].to_pylist())
    return Extracted(part.chars, claims, issues)


def extract_slice(folder: str, start: int, stop: int, run_id: str) -> dict[str, pa.Table]:
    """What the articles `start:stop` of a part give."""
    from flows.extract import extract

    articles = parts.read(folder, "articles").slice(start, stop - start)
    return extract(articles, parts.read(folder, "sentences"), run_id=run_id)


def _survivors(folder: str, start: int, stop: int, run_id: str) -> Iterator[dict[str, pa.Table]]:
    """What the articles `start:stop` of a part give, halved until those that kill a process stand alone."""
    try:
        yield in_own_process(extract_slice, folder, start, stop, run_id)
    except BrokenExecutor:
        if stop - start > 1:
            middle = (start + stop) // 2
            yield from _survivors(folder, start, middle, run_id)
            yield from _survivors(folder, middle, stop, run_id)
            return
        from flows.extract import RELATIONS, issue

        row = parts.read(folder, "articles").slice(start, 1).to_pylist()[0]
        message = "the process that read it died; the article is kept without claims, please report it"
        yield {
            **{relation: empty(relation) for relation in RELATIONS},
            "issues": table("issues", [issue(run_id, row["source_name"], row["article_id"], "extract_died", message)]),
        }
