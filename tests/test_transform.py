"""From texts to facts, estimates and alerts: the founding article, and the reports that show its classic error."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows.claims.gazetteer import entity_rows
from flows.extract import extract
from flows.ingest import ingest
from flows.schemas import table
from flows.settings import sql_folder
from flows.store import ddl, modelling
from flows.store.connection import memory
from flows.store.loading import load

FOUNDING = Path(__file__).parents[2] / "shared" / "seed" / "article.txt"
LONDON = """Britain counts North Korea's losses
LONDON, 15 June 2025 - North Korea has suffered more than 6,000 casualties, killed or wounded, in Russia's Kursk region,
British defence intelligence said on Sunday.
"""
OUTLET = """Western officials put North Korean casualties at 4,000
BRUSSELS, 22 January 2025 - Western officials told reporters that North Korea had suffered about 4,000 casualties,
killed or wounded, while fighting for Russia.
"""


def built(tmp_path: Path, texts: dict[str, str]) -> duckdb.DuckDBPyConnection:
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    now = datetime(2025, 7, 1, tzinfo=UTC)
    found = ingest([str(tmp_path)], run_id="run_1", now=now)
    made = extract(found.articles, found.sentences, run_id="run_1")
    con = memory()
    ddl.ensure(con)
    tables = {"articles": found.articles, "sentences": found.sentences, **made}
    load(con, tables, run_id="run_1", extractor_version="1", now=now)
    modelling.transform(con, sql_folder(), entities=table("entities", entity_rows()))
    return con


@pytest.mark.skipif(not FOUNDING.exists(), reason="the founding article is not here")
def test_the_founding_article_gives_its_eight_facts(tmp_path: Path) -> None:
    con = built(tmp_path, {"article.txt": FOUNDING.read_text(encoding="utf-8")})
    facts = con.execute(
        "SELECT measure, service, value_best, n_origins, is_part FROM model.facts ORDER BY number_start"
    ).fetchall()
    assert facts == [
        ("deployment.sent", None, 14000.0, 1, False),
        ("casualties.killed", None, 6000.0, 1, False),
        ("strength.active", None, 1200000.0, 1, False),
        ("strength.active", "army", 1000000.0, 1, True),
        ("strength.active", "air_force", 110000.0, 1, True),
        ("strength.active", "navy", 60000.0, 1, True),
        ("strength.active", "cyber", 7000.0, 1, True),
        ("strength.reserve", None, 600000.0, 1, False),
    ]
    (balance,) = con.execute(
        "SELECT active, army, navy, air_force, cyber, reserve, residual FROM v_military_balance"
    ).fetchall()
    assert balance == (1200000.0, 1000000.0, 60000.0, 110000.0, 7000.0, 600000.0, 23000.0)
    alerts = con.execute("SELECT kind, severity, residual FROM qc_alerts ORDER BY kind").fetchall()
    assert alerts == [("killed_share_of_sent", "warning", None), ("parts_vs_total", "info", 23000.0)]


@pytest.mark.skipif(not FOUNDING.exists(), reason="the founding article is not here")
def test_two_other_reports_show_what_the_founding_article_confuses(tmp_path: Path) -> None:
    founding = FOUNDING.read_text(encoding="utf-8")
    con = built(tmp_path, {"article.txt": founding, "london.txt": LONDON, "outlet.txt": OUTLET})
    alerts = con.execute(
        "SELECT number, other FROM (SELECT f.number_text AS number, o.number_text AS other, o.measure "
        "FROM qc_alerts a JOIN model.facts f USING (fact_id) JOIN model.facts o ON o.fact_id = a.other_fact_id "
        "WHERE a.kind = 'conflation')"
    ).fetchall()
    assert alerts == [("6,000", "6,000")]
    assert con.execute("SELECT count(*) FROM est_casualties WHERE measure = 'casualties.killed'").fetchall() == [(0,)]


def test_every_known_entity_is_in_its_dimension(tmp_path: Path) -> None:
    con = built(tmp_path, {"london.txt": LONDON})
    rows = con.execute(
        "SELECT entity_id, name, iso3, cow_code FROM dim_entity "
        "WHERE code IN ('PRK', 'USA') AND is_code_owner ORDER BY 1"
    ).fetchall()
    assert rows == [("ent_PRK", "North Korea", "PRK", 731), ("ent_USA", "United States", "USA", 2)]
    assert con.execute("SELECT count(*) FROM dim_entity WHERE depth > 0").fetchall()[0][0] > 10
    twice = con.execute("SELECT code FROM dim_entity WHERE is_code_owner GROUP BY code HAVING count(*) > 1").fetchall()
    assert twice == []
