"""What tests of the report share: the command that writes one."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner


def write_report(warehouse: Path, target: Path, *arguments: str) -> Path:
    """The report on a warehouse, as the command writes it."""
    from flows.cli import app

    asked = ["report", "--warehouse", str(warehouse), "--output", str(target), *arguments]
    result = CliRunner().invoke(app, asked, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return target
