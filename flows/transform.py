"""The transform stage: SQL models over what was loaded, then every check; all in the transaction of the load."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from flows.settings import sql_folder
from flows.store import modelling
from flows.store.modelling import Transformed
from flows.store.publish import Build


def transform(build: Build, *, entities: pa.Table | None = None) -> Transformed:
    """Bring facts, estimates, dimensions and alerts up to date with the load, and check everything.

    `entities` are the rows of the gazetteer; they replace those that the warehouse holds. Raises ModelError on wrong
    SQL and CheckError, with the bad rows, when something must not be published.
    """
    return modelling.transform(build.con, sql_folder(), warehouse=build.warehouse, entities=entities)


def is_current(warehouse: Path, *, entities: pa.Table | None = None) -> bool:
    """Whether models, words and entities are those that the warehouse was built with: no news, then nothing to do."""
    return modelling.is_current(warehouse, sql_folder(), entities=entities)
