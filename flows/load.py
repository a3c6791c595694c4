"""The load stage: the parts of a run into the warehouse that is being built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import pyarrow as pa

from flows.store.loading import Loaded, load
from flows.store.publish import Build


def load_parts(
    build: Build,
    sources: Mapping[str, pa.Table | Sequence[str]],
    *,
    run_id: str,
    extractor_version: str,
    now: datetime | None = None,
) -> Loaded:
    """Load relations, each a table or the paths of its Parquet files, into the build; twice is as good as once.

    `now` is the time that new rows are valid from. Raises KeyError on a relation that the contract does not know.
    """
    return load(build.con, sources, run_id=run_id, extractor_version=extractor_version, now=now)
