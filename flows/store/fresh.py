"""What a load added: views over the rows that came in since it began, so that checks read them and nothing else.

DuckDB numbers rows as they come and skips what lies below a number; rows of the running transaction have numbers above
all others.
"""

from __future__ import annotations

from typing import Final

import duckdb

RELATIONS: Final = (
    "articles",
    "sentences",
    "quantities",
    "claims",
    "attributions",
    "claim_relations",
    "entity_mentions",
)
MODELS: Final = ("facts", "estimates")
"""Kept models whose new rows have views as well: the rows of what a run touched are written anew."""
PIECE: Final = 2000
"""Code points from the start of one piece of a text to that of the next; a piece goes on for as many again."""
_PIECES: Final = (
    f"CREATE OR REPLACE TEMP VIEW fresh_pieces AS SELECT article_id, number, "
    f"substr(text, number * {PIECE} + 1, {2 * PIECE}) AS piece "
    f"FROM fresh_texts, unnest(range(char_count // {PIECE} + 1)) AS numbers(number)"
)
"""To find a span in a long text takes a walk from its start: in a piece it is short, and there are many spans."""


def mark(con: duckdb.DuckDBPyConnection) -> None:
    """Let the views `fresh_<relation>` hold the rows that are added from now on, unless they are there already.

    Loads say in the temporary table `changed_articles` which articles they touched.
    """
    if is_marked(con):
        return
    con.execute("CREATE TEMP TABLE changed_articles (article_id VARCHAR)")
    for relation in RELATIONS:
        last = con.execute(f"SELECT coalesce(max(rowid), -1) FROM raw.{relation}").fetchall()[0][0]
        con.execute(f"CREATE TEMP VIEW fresh_{relation} AS SELECT * FROM raw.{relation} WHERE rowid > {last}")
    for model in _kept_models(con):
        last = con.execute(f"SELECT coalesce(max(rowid), -1) FROM model.{model}").fetchall()[0][0]
        con.execute(f"CREATE TEMP VIEW fresh_{model} AS SELECT * FROM model.{model} WHERE rowid > {last}")


def everything(con: duckdb.DuckDBPyConnection) -> None:
    """Let the views hold every row."""
    for relation in RELATIONS:
        con.execute(f"CREATE OR REPLACE TEMP VIEW fresh_{relation} AS SELECT * FROM raw.{relation}")
    for model in MODELS:
        con.execute(f"CREATE OR REPLACE TEMP VIEW fresh_{model} AS SELECT * FROM model.{model}")
    con.execute("CREATE OR REPLACE TEMP VIEW fresh_texts AS SELECT article_id, text, char_count FROM raw.articles")
    con.execute(_PIECES)


def texts(con: duckdb.DuckDBPyConnection) -> None:
    """Let `fresh_texts` hold the texts of all articles in `changed_articles`: new ones, and known ones read again."""
    new = "SELECT article_id, text, char_count FROM fresh_articles"
    known = "SELECT 1 FROM changed_articles WHERE article_id NOT IN (SELECT article_id FROM fresh_articles) LIMIT 1"
    con.execute(f"CREATE OR REPLACE TEMP TABLE known_texts AS {new} WHERE false")
    if con.execute(known).fetchall():
        con.execute(
            "INSERT INTO known_texts SELECT article_id, text, char_count FROM raw.articles "
            "WHERE article_id IN (SELECT article_id FROM changed_articles) "
            "AND article_id NOT IN (SELECT article_id FROM fresh_articles)"
        )
    con.execute(f"CREATE OR REPLACE TEMP VIEW fresh_texts AS {new} UNION ALL FROM known_texts")
    con.execute(_PIECES)


def forget(con: duckdb.DuckDBPyConnection) -> None:
    """Drop the views: the next load marks its own beginning."""
    for relation in (*RELATIONS, *MODELS, "pieces", "texts"):
        con.execute(f"DROP VIEW IF EXISTS fresh_{relation}")
    con.execute("DROP TABLE IF EXISTS known_texts")
    con.execute("DROP TABLE IF EXISTS changed_articles")


def is_marked(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether there was a load since the models were last run."""
    return bool(con.execute("SELECT 1 FROM duckdb_views() WHERE temporary AND view_name = 'fresh_claims'").fetchall())


def _kept_models(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Those of MODELS that were built before; a first run has none, and checks everything."""
    rows = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'model' AND database_name = current_database()"
    ).fetchall()
    return sorted({str(row[0]) for row in rows} & set(MODELS))
