"""The table macros for frequent questions, on the warehouse built from raw/."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from commanding import Command


@pytest.fixture
def con(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(built), read_only=True) as connection:
        yield connection


def test_list_names_the_macros(built: Path, musterroll: Command) -> None:
    said = musterroll("query", "--list", "--warehouse", built).stdout
    for name in ("strength_of(code)", "losses_of(code)", "who_says(code)", "claims_as_of(ts)"):
        assert name in said


def test_strength_of_gives_the_newest_estimate_of_each_part(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("SELECT measure, service, best FROM strength_of('PRK')").fetchall()
    assert rows[0] == ("strength.active", None, 1_200_000)
    assert ("strength.reserve", None, 600_000) in rows
    doubled = "SELECT measure, service, place FROM strength_of(code) GROUP BY ALL HAVING count(*) > 1"
    subjects = con.execute("SELECT DISTINCT subject FROM est_military_strength WHERE subject IS NOT NULL").fetchall()
    for (code,) in subjects:
        assert con.execute(doubled.replace("code", "$code"), {"code": code}).fetchall() == []


def test_losses_of_are_the_estimates_of_casualties(con: duckdb.DuckDBPyConnection) -> None:
    losses = con.execute("SELECT estimate_id FROM losses_of('RUS') ORDER BY ALL").fetchall()
    assert losses == con.execute("SELECT estimate_id FROM est_casualties WHERE subject = 'RUS' ORDER BY ALL").fetchall()
    assert losses


def test_who_says_has_every_claim_with_its_nearest_sources(con: duckdb.DuckDBPyConnection) -> None:
    for code in ("PRK", "UKR", "RUS"):
        missing = con.execute(
            "SELECT claim_id FROM claims WHERE subject = $code EXCEPT SELECT claim_id FROM who_says($code)",
            {"code": code},
        ).fetchall()
        assert missing == []
    sent = "SELECT source_name, role FROM who_says('PRK') WHERE measure = 'deployment.sent' ORDER BY source_name"
    assert con.execute(sent).fetchall() == [
        ("South Korean", "origin"),
        ("Ukrainian", "origin"),
        ("Western sources", "origin"),
    ]
    roles = "SELECT claim_id FROM who_says('RUS') GROUP BY claim_id HAVING count(DISTINCT role) > 1"
    assert con.execute(roles).fetchall() == []


def test_macros_know_nothing_of_a_code_that_is_not_there(con: duckdb.DuckDBPyConnection) -> None:
    for macro in ("strength_of", "losses_of", "who_says"):
        assert con.execute(f"SELECT count(*) FROM {macro}('no such')").fetchone() == (0,)
