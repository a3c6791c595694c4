"""Who speaks for the subject of a figure, and who only lives in its country."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.extract import extract
from flows.ingest import ingest


@pytest.mark.parametrize(
    ("text", "subject", "side"),
    [
        ("The Syrian Army said that 19 Syrian soldiers were killed near Homs on 3 May 2014.", "SYR", "own"),
        (
            "The Syrian Observatory for Human Rights said that 19 Syrian soldiers were killed near Homs on 3 May 2014.",
            "SYR",
            "third_party",
        ),
        ("The FMLN said that 19 Salvadoran soldiers were killed near San Miguel on 3 May 1989.", "SLV", "adversary"),
        ("The FMLN said that 19 FMLN fighters were killed near San Miguel on 3 May 1989.", "FMLN", "own"),
        ("The Syrian Democratic Forces said that 19 Syrian soldiers were killed on 3 May 2018.", "SYR", "adversary"),
        ("Jund al-Aqsa said that 19 Syrian soldiers were killed near Hama on 3 May 2014.", "SYR", "unknown"),
        ("Hamas said that 19 Palestinian fighters were killed in Gaza on 3 May 2021.", "PSE", "own"),
        ("Russia's army said that 19 Ukrainian soldiers were killed near Kherson on 3 May 2022.", "UKR", "adversary"),
        ("The SDF said that 19 TFSA fighters were killed near Afrin on 3 May 2018.", "SNA", "adversary"),
        ("The army said that 19 Nigerian soldiers were killed near Dikwa on 3 May 2024.", "NGA", "own"),
        ("Officials said that 19 Nigerian soldiers were killed near Dikwa on 3 May 2024.", "NGA", "own"),
        ("The army said that 19 Boko Haram fighters were killed near Dikwa on 3 May 2024.", "Boko Haram", "adversary"),
        ("Residents said that 19 Nigerian soldiers were killed near Dikwa on 3 May 2024.", "NGA", "unknown"),
        ("The New York Times said that 19 Iraqi soldiers were killed near Basra on 3 May 2003.", "IRQ", "third_party"),
        (
            "The Turkish daily Hurriyet said that 19 YPG fighters were killed near Afrin on 3 May 2018.",
            "YPG",
            "third_party",
        ),
        ("Turkey said that 19 TFSA fighters were killed near Afrin on 3 May 2018.", "SNA", "unknown"),
    ],
)
def test_side_of_the_origin(text: str, subject: str, side: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    read = ingest([str(path)], run_id="run_1", now=datetime(2026, 1, 1, tzinfo=UTC))
    made = extract(read.articles, read.sentences, run_id="run_1")
    assert made["claims"]["subject"].to_pylist() == [subject]
    found = [row["side"] for row in made["attributions"].to_pylist() if row["role"] == "origin"]
    assert found == [side]
