"""Hand-made rows of every relation, through the contract: articles, and claims on words of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from flows.articles.duplicates import hashed
from flows.schemas import SCHEMAS, STAGED, row_id, table

AT = datetime(2025, 1, 10, 6, tzinfo=UTC)
VERSION = "1"


@dataclass(frozen=True)
class Source:
    """A source of a claim; `entity` is its entity_id."""

    name: str | None
    source_class: str = "government"
    side: str = "unknown"
    entity: str | None = None
    anonymous: bool = False


def bounds(number: str, comparator: str) -> dict[str, Any]:
    """Bounds of a number in digits, of a range "a-b", or of "no", as bounds.csv has them (about: 10 % at most)."""
    values = [float(text.replace(",", "")) for text in re.findall(r"\d[\d,]*(?:\.\d+)?", number)]
    stated = values[0] if len(values) == 1 else None
    made = {"value_stated": stated, "value_low": stated, "value_best": stated, "value_high": stated}
    made |= {"low_open": False, "high_open": False}
    if comparator == "0":
        return made | {"value_low": 0.0, "value_best": 0.0, "value_high": 0.0}
    if comparator == "..":
        return made | {"value_low": values[0], "value_high": values[1]}
    assert stated is not None
    digits = str(int(stated))
    place = 10 ** (len(digits) - len(digits.rstrip("0")))
    width = min(stated * 0.1, max(stated * 0.025, place / 2))
    more = {
        "=": {},
        "~": {"value_low": stated - width, "value_high": stated + width},
        "~<": {"value_low": stated - width, "high_open": True},
        ">": {"value_high": None, "low_open": True, "high_open": True},
        ">=": {"value_high": None, "high_open": True},
        "<=": {"value_low": 0.0, "value_best": None},
        "<": {"value_low": 0.0, "value_best": None, "high_open": True},
    }
    return made | more[comparator]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass
class Corpus:
    """Rows in the making; `tables()` are what a run would load."""

    run_id: str = "run_1"
    at: datetime = AT
    version: str = VERSION
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in STAGED})

    def article(
        self, text: str, *, published: str | None = None, zones: Mapping[int, str] | None = None, **more: Any
    ) -> str:
        """Add an article with a sentence a line (the first a headline); returns its id."""
        article_id = more.pop("article_id", None) or row_id("art", text)
        role = more.get("duplicate_role", "unique")
        row = {
            "article_id": article_id,
            "source_name": f"raw/{article_id}.txt",
            "url": None,
            "title": text.split("\n")[0],
            "author": None,
            "publisher": None,
            "published_at": datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None,
            "published_basis": "metadata" if published else "none",
            "language": "en",
            "text": text,
            "char_count": len(text),
            "duplicate_of": None,
            "duplicate_role": role,
            "revision_of": None,
            "ingested_at": self.at,
            "run_id": self.run_id,
        } | more
        self.rows["articles"].append(row)
        start = 0
        for ordinal, line in enumerate(text.split("\n")):
            zone = (zones or {}).get(ordinal, "body" if ordinal else "headline")
            self.rows["sentences"].append(
                {
                    "sentence_id": row_id("snt", article_id, ordinal),
                    "article_id": article_id,
                    "ordinal": ordinal,
                    "zone": zone,
                    "sentence_start": start,
                    "sentence_end": start + len(line),
                }
            )
            start += len(line) + 1
        shared = hashed(text.split("\n"))
        for digest in shared:
            row = {"article_id": article_id, "text_hash": digest, "chars": sum(shared.values())}
            self.rows["shared_sentences"].append(row)
        return article_id

    def copy(self, of: str, **more: Any) -> str:
        """Add a syndicated copy of an article with the same text under another id, with its claims."""
        original = next(row for row in self.rows["articles"] if row["article_id"] == of)
        role = {"duplicate_of": of, "duplicate_role": "syndicated_copy"}
        article_id = row_id("art", "copy", of, *more.values())
        self.article(original["text"], article_id=article_id, **role, **more)
        for row in [row for row in self.rows["claims"] if row["article_id"] == of]:
            made = {key: row[key] for key in row if key not in {"article_id", "claim_id", "quantity_id", "sentence_id"}}
            sources = [a for a in self.rows["attributions"] if a["claim_id"] == row["claim_id"]]
            claim_id = self._claim(article_id, made)
            self._attributions(claim_id, article_id, sources)
        return article_id

    def claim(
        self,
        article_id: str,
        number: str,
        measure: str,
        subject: str | None,
        comparator: str = "=",
        *,
        within: str | None = None,
        origin: Sequence[Source] = (),
        relay: Sequence[Source] = (),
        part_of: str | None = None,
        start: str | None = None,
        end: str | None = None,
        **more: Any,
    ) -> str:
        """Add a claim, its quantity, attributions and relation; `within` is the text around an ambiguous number."""
        text = self._text(article_id)
        place = text.index(within) + within.index(number) if within else text.index(number)
        strength = measure.startswith(("strength", "equipment.holdings", "deployment.present"))
        row = {
            "number_text": number,
            "number_start": place,
            "number_end": place + len(number),
            "measure": measure,
            "unit": "person",
            "comparator": comparator,
            **bounds(number, comparator),
            "subject": subject,
            "subject_name": None,
            "subject_text": None,
            "population": None if measure.startswith("equipment") else "military",
            "service": None,
            "perpetrator": None,
            "place": None,
            "place_name": None,
            "period_start": day(start),
            "period_end": day(end),
            "period_basis": "explicit" if start or end else None,
            "extent": "stock" if strength else "incident",
            "modality": "asserted",
            "origin": [source.name for source in origin if source.name],
            "relay": [source.name for source in relay if source.name],
            "origin_class": origin[0].source_class if origin else None,
            "publisher": next(r["publisher"] for r in self.rows["articles"] if r["article_id"] == article_id),
            "part_of_claim_id": part_of,
            "confidence": 0.9,
            "confidence_reasons": [],
            "rule_ids": ["hand"],
        } | more
        claim_id = self._claim(article_id, row)
        publisher = {"role": "publisher", "hop": 0, "source": Source(row["publisher"], "media")}
        hops = [publisher]
        hops += [{"role": "relay", "hop": 1, "source": source} for source in relay]
        hops += [{"role": "origin", "hop": 2 if relay else 1, "source": source} for source in origin]
        made = []
        for seq, hop in enumerate(hops):
            source = hop["source"]
            made.append(
                {
                    "hop": hop["hop"],
                    "seq": seq,
                    "role": hop["role"],
                    "source_name": source.name,
                    "source_text": source.name,
                    "source_start": None,
                    "source_end": None,
                    "cue_text": None,
                    "entity_id": source.entity,
                    "source_class": source.source_class,
                    "side": source.side,
                    "anonymous": source.anonymous,
                    "is_plural": False,
                    "link": "explicit",
                }
            )
        self._attributions(claim_id, article_id, made)
        if part_of:
            self.relate(article_id, claim_id, part_of, "part_of")
        return claim_id

    def relate(self, article_id: str, from_claim: str, to_claim: str, relation: str) -> None:
        """Add a relation between two claims of an article."""
        row = {"from_claim_id": from_claim, "to_claim_id": to_claim, "article_id": article_id, "relation": relation}
        self.rows["claim_relations"].append(row | {"confidence": 0.9, "basis": "hand"})

    def issue(self, name: str, code: str = "empty") -> None:
        """Add an issue with an input."""
        row = {"issue_id": row_id("iss", self.run_id, name, code), "run_id": self.run_id, "input": name}
        row |= {"stage": "ingest", "code": code, "message": "nothing in it; remove it", "article_id": None}
        self.rows["issues"].append(row | {"occurred_at": self.at})

    def entity(self, entity_id: str, name: str, kind: str, **more: Any) -> None:
        """Add an entity."""
        empty: dict[str, Any] = dict.fromkeys(SCHEMAS["entities"].names)
        row = {"entity_id": entity_id, "name": name, "entity_type": kind, "aliases": [], "resolution": "gazetteer"}
        self.rows["entities"].append(empty | row | more)

    def tables(self) -> dict[str, pa.Table]:
        """What a run would load, its row of runs with it."""
        run = {
            "run_id": self.run_id,
            "started_at": self.at,
            "finished_at": self.at,
            "version": "0",
            "extractor_version": self.version,
            "inputs": ["raw"],
            "input_manifest_hash": "0",
            "articles_new": len(self.rows["articles"]),
            "articles_unchanged": 0,
            "articles_revised": 0,
            "inputs_rejected": 0,
            "claims_count": len(self.rows["claims"]),
            "issues_count": len(self.rows["issues"]),
        }
        return {name: table(name, [run] if name == "runs" else rows) for name, rows in self.rows.items()}

    def _text(self, article_id: str) -> str:
        return next(str(row["text"]) for row in self.rows["articles"] if row["article_id"] == article_id)

    def _claim(self, article_id: str, row: dict[str, Any]) -> str:
        text, place = self._text(article_id), row["number_start"]
        sentence = next(
            s
            for s in self.rows["sentences"]
            if s["article_id"] == article_id and s["sentence_start"] <= place < s["sentence_end"]
        )
        quantity_id = row_id("qty", article_id, place, row["number_end"])
        claim_id = row_id("clm", article_id, place, row["number_end"], row["measure"], row["subject"])
        ids = {"claim_id": claim_id, "quantity_id": quantity_id, "article_id": article_id}
        ids |= {"sentence_id": sentence["sentence_id"], "extractor_version": self.version, "run_id": self.run_id}
        evidence = {"evidence": text[sentence["sentence_start"] : sentence["sentence_end"]]}
        self.rows["claims"].append(row | ids | evidence)
        if all(known["quantity_id"] != quantity_id for known in self.rows["quantities"]):
            same = {name: row[name] for name in SCHEMAS["quantities"].names if name in row}
            kind = {"..": "range", "vague": "vague"}.get(row["comparator"], "cardinal")
            rest = {
                "kind": kind,
                "bounds_rule": "hand",
                "head_noun": None,
                "disposition": "claim",
                "reject_reason": None,
            }
            self.rows["quantities"].append(
                same | {key: ids[key] for key in ids if key in SCHEMAS["quantities"].names} | rest
            )
        return claim_id

    def _attributions(self, claim_id: str, article_id: str, made: Sequence[Mapping[str, Any]]) -> None:
        for row in made:
            ids = {"attribution_id": row_id("att", claim_id, row["hop"], row["seq"]), "claim_id": claim_id}
            self.rows["attributions"].append(dict(row) | ids | {"article_id": article_id})
