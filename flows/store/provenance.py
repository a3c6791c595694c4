"""From any identifier of a warehouse to the claims behind it, and from a claim to the rows that prove it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import duckdb

from flows.store.reading import relations, rows

DIRECT: Final = {
    "claims": ("claim_id", "claim_id"),
    "quantities": ("quantity_id", "quantity_id"),
    "sentences": ("sentence_id", "sentence_id"),
    "articles": ("article_id", "article_id"),
}
"""Relations whose key is a column of claims, with that key and that column."""
PREFIXES: Final = ("fct_", "est_", "qc_")
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What an identifier stands for: its relation, the identifier in full, and the claims behind it in text order."""

    relation: str
    identifier: str
    claim_ids: tuple[str, ...]


def find(connection: duckdb.DuckDBPyConnection, identifier: str) -> list[Found]:
    """Everything whose identifier is `identifier`, or starts with it where nothing is called exactly so."""
    for exact in (True, False):
        test = "= $id" if exact else "LIKE $id || '%' ESCAPE '\\'"
        value = identifier if exact else _literal(identifier)
        by_identifier = {found.identifier: found for found in _direct(connection, test, value)}
        for found in _derived(connection, test, value):  # a fact is called like the claim that represents it
            own_first = sorted(found.claim_ids, key=lambda claim_id: claim_id != found.identifier)
            by_identifier[found.identifier] = replace(found, claim_ids=tuple(own_first))
        if by_identifier:
            return list(by_identifier.values())
    return []


def _literal(text: str) -> str:
    """`text` as a LIKE pattern that means itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _direct(connection: duckdb.DuckDBPyConnection, test: str, value: str) -> list[Found]:
    known = relations(connection)
    found = []
    for relation, (key, column) in DIRECT.items():
        if relation in known:
            claims = f"SELECT list(claim_id ORDER BY number_start) FROM claims c WHERE c.{column} = r.{key}"
            hits = rows(
                connection,
                f"SELECT {key} AS id, ({claims}) AS ids FROM {relation} r WHERE {key} {test} ORDER BY id LIMIT {MOST}",
                {"id": value},
            )
            found += [Found(relation, hit["id"], tuple(hit["ids"] or ())) for hit in hits]
    return found


def _derived(connection: duckdb.DuckDBPyConnection, test: str, value: str) -> list[Found]:
    """Rows of facts, estimates and alerts: relations that name claims and whose first column is their identifier."""
    found = []
    for relation, columns in relations(connection).items():
        key = columns[0]
        ids = next((name for name in ("claim_ids", "claim_id") if name in columns), None)
        if relation in DIRECT or ids in (None, key) or not key.endswith("_id") or not relation.startswith(PREFIXES):
            continue
        listed = ids if ids == "claim_ids" else f"[{ids}]"
        hits = rows(
            connection,
            f'SELECT "{key}" AS id, {listed} AS ids FROM "{relation}" WHERE "{key}" {test} ORDER BY id LIMIT {MOST}',
            {"id": value},
        )
        found += [Found(relation, hit["id"], tuple(hit["ids"] or ())) for hit in hits]
    return found


def proof(connection: duckdb.DuckDBPyConnection, claim_id: str) -> dict[str, Any]:
    """The rows behind a claim: claim, article, sentence, quantity (one each), attributions, relations (lists)."""
    claim = rows(connection, "SELECT * FROM claims WHERE claim_id = ?", [claim_id])[0]

    def one(relation: str, key: str) -> dict[str, Any]:
        return rows(connection, f"SELECT * FROM {relation} WHERE {key} = ?", [claim[key]])[0]

    return {
        "claim": claim,
        "article": one("articles", "article_id"),
        "sentence": one("sentences", "sentence_id"),
        "quantity": one("quantities", "quantity_id"),
        "attributions": rows(connection, "SELECT * FROM attributions WHERE claim_id = ? ORDER BY hop, seq", [claim_id]),
        "relations": rows(
            connection,
            "SELECT * FROM claim_relations WHERE from_claim_id = $id OR to_claim_id = $id "
            "ORDER BY relation, from_claim_id, to_claim_id",
            {"id": claim_id},
        ),
    }
