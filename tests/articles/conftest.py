"""What the tests of readers share."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from flows.articles.readers import registry
from flows.articles.records import Limits, Problem, Record, Source

Read = Callable[..., tuple[list[Record], list[Problem]]]


@pytest.fixture(scope="session")
def read() -> Read:
    """Function of file name and bytes: the records and problems that the reader for them gives."""

    def reading(name: str, data: bytes, limits: Limits | None = None) -> tuple[list[Record], list[Problem]]:
        source = Source(name, lambda: BytesIO(data), len(data))
        found = list(registry.read(source, limits or Limits()))
        return [f for f in found if isinstance(f, Record)], [f for f in found if isinstance(f, Problem)]

    return reading
