"""What the tests of the store share: a warehouse in memory with models, and runs into a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from rows import Corpus

from flows.settings import sql_folder
from flows.store import ddl, modelling
from flows.store.connection import memory
from flows.store.loading import load


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    """An empty warehouse in memory."""
    con = memory()
    ddl.ensure(con)
    return con


def run(con: duckdb.DuckDBPyConnection, corpus: Corpus, **more: Any) -> modelling.Transformed:
    """Load a corpus and bring the models up to date."""
    load(con, corpus.tables(), run_id=corpus.run_id, extractor_version=corpus.version, now=corpus.at)
    return modelling.transform(con, sql_folder(), **more)


@pytest.fixture
def built(con: duckdb.DuckDBPyConnection) -> Callable[[Corpus], duckdb.DuckDBPyConnection]:
    """A function that loads a corpus into the warehouse in memory and builds the models."""

    def build(corpus: Corpus, **more: Any) -> duckdb.DuckDBPyConnection:
        run(con, corpus, **more)
        return con

    return build


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """Where a warehouse would be."""
    return tmp_path / "it's a warehouse" / "musterroll.duckdb"
