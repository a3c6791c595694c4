"""What a run did, in numbers: the closing table, the JSON for scripts and the Prefect artifact are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Outcome = Literal["loaded", "unchanged", "nothing"]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that a stage could not use, and what to do about it."""

    input: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of one run.

    outcome: loaded (the warehouse was replaced), unchanged (it held everything already), nothing (no article was
    usable). Claims are counted by measure, for this run and for the whole warehouse. `exports` is the folder of the
    Parquet files, or nothing.
    """

    run_id: str
    outcome: Outcome
    warehouse: str
    seconds: float
    articles_new: int = 0
    articles_unchanged: int = 0
    articles_revised: int = 0
    inputs_rejected: int = 0
    issues_count: int = 0
    issues: tuple[Issue, ...] = ()
    claims_run: Mapping[str, int] = field(default_factory=dict)
    claims_total: Mapping[str, int] = field(default_factory=dict)
    checks_passed: int = 0
    exports: str | None = None
    resumed: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether anything was loaded, by this run or before."""
        return self.outcome != "nothing"

    @property
    def line(self) -> str:
        """The run in a line of a log: `loaded: articles 2 new, 0 revised, 0 unchanged, 0 inputs rejected; 4 claims`."""
        counts = {"new": self.articles_new, "revised": self.articles_revised, "unchanged": self.articles_unchanged}
        articles = ", ".join(f"{count:,} {kind}" for kind, count in counts.items())
        rejected = f"{self.inputs_rejected:,} {'input' if self.inputs_rejected == 1 else 'inputs'} rejected"
        issues = f"; {self.issues_count:,} issues, see `musterroll issues`" if self.issues_count else ""
        return f"{self.outcome}: articles {articles}, {rejected}; {sum(self.claims_run.values()):,} claims{issues}"

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self) | {"claims_count": sum(self.claims_run.values())}
