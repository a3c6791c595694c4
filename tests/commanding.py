"""What tests of the command share: the folder of the project and the type of the `musterroll` fixture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

ROOT = Path(__file__).parents[1]
Command = Callable[..., Result]
