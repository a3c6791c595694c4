"""The command as people type it: what it says, what it prints, how it ends."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from commanding import Command

from flows.commands import helping
from flows.commands.helping import SHELLS

VERBS = (
    *("run", "check", "export", "schedule", "notify", "query", "trace", "report", "runs", "issues"),
    *("explain", "evaluate", "doctor", "shell"),
)
ASKING = ("runs", "issues", "check", "export", "shell", "report")
HEAVY = {"prefect", "duckdb", "pyarrow", "sqlglot", "pydantic", "altair", "jinja2", "vl_convert", "watchfiles"}
SENTENCE = (
    "Kenya's army said at least 12 of its soldiers were killed in Somalia on 3 May 2023. The post opened in 1959."
)
HOSTILE = "The army said \x1b[2J\x1b[31m12 soldiers\u202e were killed [bold red]in[/] Kenya. =cmd|' /C calc'!A0\n"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_that_80_columns_show_whole(
    verb: str, musterroll: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    result = musterroll(verb, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "…" not in result.stdout


def test_help_lists_every_verb_and_starts_fast(musterroll: Command) -> None:
    result = musterroll("--help")
    assert [verb for verb in VERBS if f" {verb} " not in result.stdout] == []
    code = "import sys, flows.cli; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert HEAVY & set(loaded.split()) == set()


def test_version(musterroll: Command) -> None:
    assert musterroll("--version").stdout.startswith("musterroll 0.")


def test_a_mistyped_verb_and_option_are_answered_with_the_right_one(musterroll: Command) -> None:
    result = musterroll("qery", "SELECT 1")
    assert result.exit_code == 2
    assert "query" in result.stderr
    result = musterroll("run", "--warehuose", "x")
    assert result.exit_code == 2
    assert "--warehouse" in result.stderr


def test_without_a_warehouse_every_asking_verb_says_how_to_make_one(musterroll: Command, tmp_path: Path) -> None:
    for arguments in (
        ["query", "SELECT 1"],
        ["trace", "x"],
        ["runs"],
        ["issues"],
        ["check"],
        ["export"],
        ["shell"],
        ["report"],
    ):
        result = musterroll(*arguments, "--warehouse", tmp_path / "none.duckdb")
        assert result.exit_code == 2
        assert "musterroll run" in result.stderr
        assert result.stdout == ""


def test_query_prints_a_table(musterroll: Command, built: Path) -> None:
    result = musterroll("query", "SELECT measure, count(*) AS n FROM claims GROUP BY 1 ORDER BY 1", "-w", built)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == ["measure", "n"]


def test_query_in_other_forms(musterroll: Command, built: Path, tmp_path: Path) -> None:
    sql = "SELECT claim_id, value_best FROM claims ORDER BY claim_id"
    rows = json.loads(musterroll("query", sql, "--format", "json", "-w", built).stdout)
    lines = musterroll("query", sql, "--format", "csv", "-w", built).stdout.splitlines()
    assert lines[0] == "claim_id,value_best"
    assert [line.split(",")[0] for line in lines[1:]] == [row["claim_id"] for row in rows]
    parquet = tmp_path / "claims.parquet"
    assert musterroll("query", sql, "--format", "parquet", "-o", parquet, "-w", built).exit_code == 0
    assert duckdb.sql(f"SELECT count(*) FROM '{parquet}'").fetchall() == [(len(rows),)]


def test_query_reads_files_standard_input_and_the_library(musterroll: Command, built: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.sql"
    file.write_text("SELECT 41 + 1 AS answer")
    assert "42" in musterroll("query", "--file", file, "-w", built).stdout
    assert "42" in musterroll("query", "-", "-w", built, stdin=file.read_text()).stdout
    listed = musterroll("query", "--list", "-w", built).stdout
    assert "claims" in listed


def test_query_lists_the_columns_of_a_relation_with_their_meaning(musterroll: Command, built: Path) -> None:
    said = " ".join(musterroll("query", "--list", "fct_casualties", "-w", built).stdout.split())
    assert "value_low double" in said
    assert "one of: asserted, estimated, denied, planned, hypothetical" in said
    wrong = musterroll("query", "--list", "fct_casualtis", "-w", built)
    assert wrong.exit_code == 2
    assert "did you mean fct_casualties" in wrong.stderr


def test_a_question_without_an_answer_says_so(musterroll: Command, built: Path) -> None:
    result = musterroll("query", "SELECT claim_id FROM claims WHERE false", "-w", built)
    assert (result.exit_code, result.stdout.split(), result.stderr.strip()) == (0, ["claim_id"], "no rows")


def test_a_file_that_is_no_warehouse_is_named(musterroll: Command, tmp_path: Path) -> None:
    notes = tmp_path / "notes.csv"
    notes.write_text("a,b\n1,2\n")
    result = musterroll("query", "SELECT 1", "-w", notes)
    assert result.exit_code == 2
    assert f"{notes} cannot be opened: is it a warehouse" in result.stderr


@pytest.mark.parametrize("verb", ["run", "schedule"])
def test_without_input_and_without_the_usual_folder_there_is_nothing_to_read(
    verb: str, musterroll: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = musterroll(verb)
    assert result.exit_code == 2
    assert "no folder raw/ here: name files" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT * FROM claim", "claims"),
        ("SELEC 1", "syntax error"),
        ("SELECT 1; SELECT 2", "one SQL statement"),
        ("", "one SQL statement"),
        ("DELETE FROM raw.claims", "read-only"),
        ("SELECT * FROM read_csv('/etc/passwd')", "disabled"),
        ("COPY claims TO 'stolen.csv'", "disabled"),
        ("ATTACH 'other.duckdb'", "disabled"),
        ("SET enable_external_access = true", "locked"),
        ("SELECT error('because')", "because"),
    ],
)
def test_query_refuses_what_is_no_question(sql: str, said: str, musterroll: Command, built: Path) -> None:
    before = built.read_bytes()
    result = musterroll("query", sql, "-w", built)
    assert result.exit_code == 2
    assert said in result.stderr
    assert built.read_bytes() == before


def test_query_needs_exactly_one_question(musterroll: Command, built: Path) -> None:
    assert musterroll("query", "-w", built).exit_code == 2
    assert musterroll("query", "SELECT 1", "--saved", "x", "-w", built).exit_code == 2


def test_a_mistyped_saved_query_is_answered_with_the_right_one(musterroll: Command, built: Path) -> None:
    from flows.commands.saved import saved_queries

    name = next(iter(saved_queries()))
    result = musterroll("query", "--saved", name[:-1] + "q", "-w", built)
    assert result.exit_code == 2
    assert name in result.stderr


def test_every_saved_query_runs_and_is_described(musterroll: Command, built: Path) -> None:
    from flows.commands.saved import saved_queries

    assert len(saved_queries()) >= 5
    for query in saved_queries().values():
        assert len(query.description) > 20
        result = musterroll("query", "--saved", query.name, "--format", "json", "-w", built)
        assert result.exit_code == 0, f"{query.name}: {result.stderr}"
        json.loads(result.stdout)


def test_trace_underlines_the_number(musterroll: Command, built: Path) -> None:
    claims = json.loads(
        musterroll(
            "query",
            "SELECT claim_id, number_text FROM claims ORDER BY claim_id LIMIT 5",
            "--format",
            "json",
            "-w",
            built,
        ).stdout
    )
    for claim in claims:
        result = musterroll("trace", claim["claim_id"], "-w", built)
        assert result.exit_code == 0
        lines = result.stdout.splitlines()
        carets = next(i for i, line in enumerate(lines) if line.strip() and set(line.strip()) <= {"^", " "})
        at = lines[carets].index("^")
        assert claim["number_text"].startswith(lines[carets - 1][at : at + lines[carets].count("^")])


def test_trace_takes_what_stands_for_a_claim(musterroll: Command, built: Path) -> None:
    sql = "SELECT quantity_id, article_id, claim_id FROM claims ORDER BY claim_id LIMIT 1"
    row = json.loads(musterroll("query", sql, "--format", "json", "-w", built).stdout)[0]
    for identifier in (row["quantity_id"], row["article_id"], row["claim_id"], row["claim_id"][:14]):
        found = json.loads(musterroll("trace", identifier, "--json", "-w", built).stdout)
        assert row["claim_id"] in [entry["claim"]["claim_id"] for entry in found if "claim" in entry]


def test_trace_of_nothing_says_where_identifiers_are(musterroll: Command, built: Path) -> None:
    result = musterroll("trace", "clm_nothing", "-w", built)
    assert result.exit_code == 2
    assert "claim_id" in result.stderr
    assert musterroll("trace", "%", "-w", built).exit_code == 2


def test_explain_shows_claims_and_rejected_numbers(musterroll: Command) -> None:
    result = musterroll("explain", SENTENCE)
    assert result.exit_code == 0
    assert "[12]" in result.stdout
    assert "casualties.killed" in result.stdout
    assert "at least 12" in result.stdout
    assert "{1959}" in result.stdout
    assert "date" in result.stdout


def test_explain_says_a_sentence_once(musterroll: Command) -> None:
    one = "Kenya's army said at least 12 of its soldiers were killed in Somalia on 3 May 2023."
    said = " ".join(musterroll("explain", one).stdout.split())
    assert said.count("soldiers were killed") == 1
    assert "at least 12 people" in said
    titled = " ".join(musterroll("explain", "-", stdin=f"A raid in Somalia\n\n{one}\n").stdout.split())
    assert titled.startswith("A raid in Somalia 3 numbers, 1 claim")


def test_explain_reads_files_and_standard_input(musterroll: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(SENTENCE)
    for result in (musterroll("explain", file), musterroll("explain", "-", stdin=SENTENCE)):
        assert "casualties.killed" in result.stdout
    made = json.loads(musterroll("explain", SENTENCE, "--json").stdout)
    assert made["articles"][0]["source_name"] == "text"
    assert [claim["number_text"] for claim in made["claims"]] == ["12"]


def test_explain_of_a_mistyped_file_names_the_right_one(musterroll: Command, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(SENTENCE)
    result = musterroll("explain", tmp_path / "artcle.txt")
    assert result.exit_code == 2
    assert "article.txt" in result.stderr


@pytest.mark.parametrize("verb", ["explain", "query", "trace", "issues"])
def test_nothing_of_an_article_reaches_the_terminal_unescaped(verb: str, musterroll: Command, tmp_path: Path) -> None:
    source = tmp_path / "in\x1b[2J"
    source.mkdir()
    (source / "a.txt").write_text(HOSTILE + HOSTILE)
    (source / "empty.txt").touch()
    warehouse = tmp_path / "w.duckdb"
    ran = musterroll("run", source, "-w", warehouse)
    assert ran.exit_code == 0
    sql = "SELECT * FROM articles, sentences, issues"
    arguments = {
        "explain": [HOSTILE],
        "query": [sql, "-w", warehouse],
        "trace": ["art_", "-w", warehouse],
        "issues": ["-w", warehouse],
    }[verb]
    result = musterroll(verb, *arguments)
    assert result.exit_code == 0
    for output in (ran.stdout, ran.stderr, result.stdout, result.stderr):
        assert not {
            c for c in output if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or 0x202A <= ord(c) <= 0x202E
        }
    printed = musterroll("query", sql, "--format", "json", "-w", warehouse).stdout
    assert printed.isascii()


def test_evaluate_counts_what_is_right(musterroll: Command, tmp_path: Path) -> None:
    gold, articles = tmp_path / "gold", tmp_path / "articles"
    gold.mkdir()
    articles.mkdir()
    (articles / "a1.txt").write_text(SENTENCE)
    claim = {
        "context": "at least 12 of its soldiers were killed",
        "number": "12",
        "comparator": ">=",
        "values": [12],
        "measure": "casualties.killed",
        "unit": "person",
        "subject": "KEN",
        "population": "military",
        "extent": "incident",
        "modality": "asserted",
        "origin": ["Kenya's army"],
        "relay": [],
        "part_of": None,
    }
    (gold / "a1.json").write_text(json.dumps({"article": "a1.txt", "published": None, "claims": [claim]}))
    result = json.loads(musterroll("evaluate", gold, articles, "--json").stdout)
    assert (result["gold"], result["pred"], result["figure"]["f1"]) == (1, 1, 1.0)
    assert musterroll("evaluate", gold, articles, "--half", "even").exit_code == 2
    text = musterroll("evaluate", gold, articles, "--misses", 5).stdout
    assert "casualties.killed" in text
    assert "stated confidence" in text


def test_evaluate_says_which_folder_is_wrong(musterroll: Command, tmp_path: Path) -> None:
    result = musterroll("evaluate", tmp_path / "none", tmp_path)
    assert result.exit_code == 2
    assert "none" in result.stderr


def test_doctor_finds_what_would_not_work(
    musterroll: Command, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    assert musterroll("doctor", "-w", built).exit_code == 0
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    result = musterroll("doctor", "-w", built, "--json")
    assert result.exit_code == 1
    states = {finding["subject"]: finding["state"] for finding in json.loads(result.stdout)}
    assert states["prefect"] == "trouble"
    broken = tmp_path / "broken.duckdb"
    broken.write_bytes(b"\0" * 8 + b"DUCK" + b"\0" * 4096)
    assert musterroll("doctor", "-w", broken).exit_code == 1


def test_runs_and_issues_are_listed(musterroll: Command, built: Path) -> None:
    assert "run_" in musterroll("runs", "-w", built).stdout
    assert len(json.loads(musterroll("runs", "--json", "-w", built).stdout)) == 1
    assert musterroll("issues", "-w", built).exit_code == 0


def test_shell_says_how_to_open_the_file_elsewhere(musterroll: Command, built: Path) -> None:
    said = " ".join(musterroll("shell", "-w", built).stdout.split())
    for tool in ("duckdb -readonly", "DBeaver", "marimo", "pandas", "polars", "DBI::dbConnect", "musterroll[shell]"):
        assert tool in said


def test_shell_names_what_python_can_open(musterroll: Command, tmp_path: Path) -> None:
    warehouse = tmp_path / "it's a warehouse" / "w.duckdb"
    article = tmp_path / "a.txt"
    article.write_text("Fight near Mopti\n\nOfficials said on 3 March 2024 that at least 12 soldiers were killed.\n")
    assert musterroll("run", article, "-w", warehouse).exit_code == 0
    hints = {tool: how for tool, how in SHELLS if tool in ("Python", "polars", "Parquet, without DuckDB")}
    said = musterroll("shell", "-w", warehouse).stdout.replace("\n", "")
    names: dict[str, Any] = {}
    exec(hints["Python"].format(text=repr(str(warehouse))), names)
    assert eval(hints["polars"], names).height == 1
    exports = warehouse.with_name("w-parquet") / "claims.parquet"
    assert exports.is_file()
    assert "w-parquet" in "".join(said.split())


def test_shell_opens_harlequin_read_only(musterroll: Command, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(helping, "find_spec", lambda name: name == "harlequin")
    monkeypatch.setattr("os.execv", lambda program, words: called.append([program, *words]))
    musterroll("shell", "-w", built)
    assert called == [], "no terminal, no editor"
    monkeypatch.setattr(helping, "sys", SimpleNamespace(executable="python", stdin=Terminal(), stdout=Terminal()))
    musterroll("shell", "-w", built)
    musterroll("shell", "--list", "-w", built)
    assert called == [["python", "python", "-m", "harlequin", "--read-only", str(built)]]


class Terminal:
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True

    def flush(self) -> None:
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_colours_only_on_a_terminal() -> None:
    command = [sys.executable, "-m", "flows.cli", "explain", SENTENCE]
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm-256color"}
    piped = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
    assert b"\x1b[" not in piped
    leader, follower = pty.openpty()
    with subprocess.Popen(command, stdout=follower, stdin=follower, stderr=follower, env=environment) as process:
        os.close(follower)
        seen = b""
        while True:
            try:
                piece = os.read(leader, 4096)
            except OSError:
                break
            if not piece:
                break
            seen += piece
        assert process.wait() == 0
    os.close(leader)
    assert b"\x1b[" in seen
