"""The contract between the stages: one Arrow schema a relation, with type, nullability, unit and meaning per field.

Stages exchange `pyarrow.Table`s of these schemas and nothing else. Spans are half-open offsets in Unicode code points
of `articles.text`. Unknown is NULL, never 0 or ''. The comments of the warehouse and the codebook come from here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

import pyarrow as pa

MEASURES: Final = (
    "strength.active",
    "strength.reserve",
    "strength.paramilitary",
    "strength.total",
    "deployment.sent",
    "deployment.present",
    "deployment.withdrawn",
    "deployment.planned",
    "recruitment",
    "casualties.killed",
    "casualties.wounded",
    "casualties.missing",
    "casualties.captured",
    "casualties.killed_or_wounded",
    "casualties.total",
    "casualties.deserted",
    "equipment.holdings",
    "equipment.lost",
    "equipment.delivered",
    "equipment.planned",
    "equipment.used",
)
UNITS: Final = (
    "person",
    "formation",
    "tank",
    "armoured_vehicle",
    "artillery",
    "air_defence",
    "aircraft",
    "helicopter",
    "drone",
    "missile",
    "ship",
    "submarine",
    "vehicle",
    "munition",
    "weapon",
    "equipment",
)
COMPARATORS: Final = ("=", "~", ">", ">=", "<", "<=", "~<", "..", "vague", "0")
POPULATIONS: Final = ("military", "civilian", "mixed", "unknown")
EXTENTS: Final = ("stock", "incident", "cumulative", "period")
MODALITIES: Final = ("asserted", "estimated", "denied", "planned", "hypothetical")
KINDS: Final = (
    "cardinal",
    "ordinal",
    "date",
    "duration",
    "age",
    "percent",
    "fraction",
    "money",
    "measure",
    "identifier",
    "rank",
    "range",
    "vague",
)
DISPOSITIONS: Final = ("claim", "context", "rejected")
ZONES: Final = ("headline", "body", "list", "related_link", "caption", "boilerplate", "table")
PUBLISHED_BASES: Final = ("metadata", "url", "text", "file", "none")
DUPLICATE_ROLES: Final = ("unique", "original", "syndicated_copy", "near_duplicate", "revision")
ROLES: Final = ("publisher", "relay", "origin")
SOURCE_CLASSES: Final = (
    "state_media",
    "government",
    "military",
    "intelligence",
    "news_agency",
    "media",
    "ngo",
    "igo",
    "think_tank",
    "analyst",
    "armed_group",
    "witness",
    "document",
    "social_media",
    "official_unspecified",
    "unspecified",
)
SIDES: Final = ("own", "adversary", "ally_of_adversary", "third_party", "unknown")
LINKS: Final = ("explicit", "anaphor", "inherited", "inferred")
RELATIONS: Final = ("part_of", "additional_to", "denominator", "restates", "supersedes", "contradicts")

S, I, F, B = pa.string(), pa.int32(), pa.float64(), pa.bool_()  # noqa: E741
TS, D = pa.timestamp("us", tz="UTC"), pa.date32()
NAMES = pa.list_(pa.string())


def _f(
    name: str, kind: pa.DataType, meaning: str, *, null: bool = True, unit: str = "", values: Iterable[str] = ()
) -> pa.Field:
    metadata = {"comment": meaning}
    if unit:
        metadata["unit"] = unit
    if values:
        metadata["values"] = " ".join(values)
    return pa.field(name, kind, nullable=null, metadata=metadata)


def _schema(comment: str, *fields: pa.Field) -> pa.Schema:
    return pa.schema(fields, metadata={"comment": comment})


_BOUNDS = (
    _f("value_stated", F, "the number as stated; NULL for ranges, vague words and explicit none", unit="count"),
    _f("value_low", F, "lower bound after bounds rule; NULL where the words give none", unit="count"),
    _f("value_best", F, "best reading; NULL where the words give none (ranges, up to, vague)", unit="count"),
    _f("value_high", F, "upper bound after bounds rule; NULL where the words give none", unit="count"),
    _f("low_open", B, "the lower bound is excluded", null=False),
    _f("high_open", B, "the upper bound is excluded, or there is none", null=False),
)

SCHEMAS: Final[dict[str, pa.Schema]] = {
    "articles": _schema(
        "One row per version of an article.",
        _f("article_id", S, "identifier: art_ and 16 hex digits of the SHA-256 of the text", null=False),
        _f("source_name", S, "input path or URL; ends with the file name, or #n for the n-th record of it", null=False),
        _f("url", S, "where the article was published, from its metadata"),
        _f("title", S, "title, from metadata or the first line of the text"),
        _f("author", S, "author, from metadata"),
        _f("publisher", S, "outlet, from metadata or a dateline"),
        _f("published_at", TS, "time of publication", unit="UTC"),
        _f("published_basis", S, "where published_at comes from", null=False, values=PUBLISHED_BASES),
        _f("language", S, "ISO 639-1 code of the text"),
        _f("text", S, "clean text; its first line is the title", null=False),
        _f("char_count", I, "length of text", null=False, unit="code points"),
        _f("duplicate_of", S, "article_id of the article that this one copies or revises"),
        _f("duplicate_role", S, "how it relates to that article", null=False, values=DUPLICATE_ROLES),
        _f("revision_of", S, "article_id of the earlier version at the same path or URL"),
        _f("ingested_at", TS, "when this version was first read", null=False, unit="UTC"),
        _f("run_id", S, "run that first read it", null=False),
    ),
    "sentences": _schema(
        "One row per sentence or line of an article.",
        _f("sentence_id", S, "identifier", null=False),
        _f("article_id", S, "article", null=False),
        _f("ordinal", I, "position in the article, from 0", null=False),
        _f("zone", S, "part of the page that the sentence belongs to", null=False, values=ZONES),
        _f("sentence_start", I, "first character in articles.text", null=False, unit="code points"),
        _f("sentence_end", I, "one past the last character", null=False, unit="code points"),
    ),
    "quantities": _schema(
        "One row per number found in an article, the rejected ones too.",
        _f("quantity_id", S, "identifier", null=False),
        _f("article_id", S, "article", null=False),
        _f("sentence_id", S, "sentence", null=False),
        _f("number_text", S, "the number words, verbatim, without approximator and unit", null=False),
        _f("number_start", I, "first character in articles.text", null=False, unit="code points"),
        _f("number_end", I, "one past the last character", null=False, unit="code points"),
        _f("kind", S, "what sort of number it is", null=False, values=KINDS),
        _f("comparator", S, "relation of the true value to the number; NULL where it is no count", values=COMPARATORS),
        *_BOUNDS,
        _f("bounds_rule", S, "id of the rule that set the bounds"),
        _f("head_noun", S, "the noun that is counted"),
        _f("disposition", S, "what became of it", null=False, values=DISPOSITIONS),
        _f("reject_reason", S, "why it is no claim; NULL for claims"),
    ),
    "claims": _schema(
        "One row per number, measure and subject: somebody says that n of a measure holds for a subject.",
        _f("claim_id", S, "identifier, stable while article, place of the number, measure and subject are", null=False),
        _f("quantity_id", S, "the number", null=False),
        _f("article_id", S, "article", null=False),
        _f("sentence_id", S, "sentence", null=False),
        _f("number_text", S, "the number words, verbatim", null=False),
        _f("number_start", I, "first character in articles.text", null=False, unit="code points"),
        _f("number_end", I, "one past the last character", null=False, unit="code points"),
        _f("evidence", S, "the sentence, verbatim", null=False),
        _f("measure", S, "what is counted", null=False, values=MEASURES),
        _f("unit", S, "persons, formations or a class of equipment", null=False, values=UNITS),
        _f("comparator", S, "relation of the true value to the number", null=False, values=COMPARATORS),
        *_BOUNDS,
        _f("subject", S, "whose force, or who suffered: ISO 3166 alpha-3 or a group's short name; NULL if unsaid"),
        _f("subject_name", S, "name of the subject"),
        _f("subject_text", S, "the words that name the subject, verbatim"),
        _f("population", S, "who is counted; NULL for equipment", values=POPULATIONS),
        _f("service", S, "branch when stated: army, navy, air_force, marines, cyber, police, ..."),
        _f("perpetrator", S, "who inflicted it or, for deliveries, the donor; codes as for subject"),
        _f("place", S, "ISO 3166 alpha-3 of where it happened or where the force is"),
        _f("place_name", S, "the words that name the place, verbatim"),
        _f("period_start", D, "first day that the figure covers"),
        _f("period_end", D, "last day that the figure covers"),
        _f("period_basis", S, "how the period was found: explicit, relative, dateline, inherited, published"),
        _f("extent", S, "what span the figure sums over", null=False, values=EXTENTS),
        _f("modality", S, "how it is put", null=False, values=MODALITIES),
        _f("origin", NAMES, "verbatim names of who the figure comes from; empty if the outlet itself", null=False),
        _f("relay", NAMES, "verbatim names of who passed it on", null=False),
        _f("origin_class", S, "class of the first origin", values=SOURCE_CLASSES),
        _f("publisher", S, "outlet of the article"),
        _f("part_of_claim_id", S, "claim whose figure includes this one"),
        _f("confidence", F, "probability that figure, measure and subject are right", null=False, unit="0 to 1"),
        _f("confidence_reasons", NAMES, "why the confidence is below the usual", null=False),
        _f("rule_ids", NAMES, "ids of the rules that made the claim", null=False),
        _f("extractor_version", S, "version of the extractor", null=False),
        _f("run_id", S, "run that made the claim", null=False),
    ),
    "attributions": _schema(
        "One row per claim, hop and source: publisher (hop 0), relays, origins.",
        _f("attribution_id", S, "identifier", null=False),
        _f("claim_id", S, "claim", null=False),
        _f("article_id", S, "article", null=False),
        _f("hop", I, "distance from the publisher, which is 0", null=False),
        _f("seq", I, "position among the sources of one hop, from 0", null=False),
        _f("role", S, "what the source did", null=False, values=ROLES),
        _f("source_name", S, "name of the source, resolved where the text uses an anaphor"),
        _f("source_text", S, "the words that name it, verbatim"),
        _f("source_start", I, "first character in articles.text", unit="code points"),
        _f("source_end", I, "one past the last character", unit="code points"),
        _f("cue_text", S, "the word that attributes: said, citing, is estimated"),
        _f("entity_id", S, "entity of the source where the gazetteer knows it"),
        _f("source_class", S, "kind of source", null=False, values=SOURCE_CLASSES),
        _f("side", S, "side of the source relative to the subject", null=False, values=SIDES),
        _f("anonymous", B, "the source is not named", null=False),
        _f("is_plural", B, "more than one person or body", null=False),
        _f("link", S, "how the source was tied to the claim", null=False, values=LINKS),
    ),
    "claim_relations": _schema(
        "One row per pair of claims of one article that the text relates.",
        _f("from_claim_id", S, "claim", null=False),
        _f("to_claim_id", S, "the claim that it relates to", null=False),
        _f("article_id", S, "article", null=False),
        _f("relation", S, "how", null=False, values=RELATIONS),
        _f("confidence", F, "probability that the relation holds", null=False, unit="0 to 1"),
        _f("basis", S, "the words or rule that show it"),
    ),
    "entities": _schema(
        "One row per entity that the gazetteer knows or an article names as a subject or source.",
        _f("entity_id", S, "identifier", null=False),
        _f("name", S, "usual name", null=False),
        _f("entity_type", S, "state, force, service, group, igo, agency, media, body, place, collective", null=False),
        _f("code", S, "code used in claims.subject: ISO 3166 alpha-3 or a group's short name"),
        _f("iso3", S, "ISO 3166 alpha-3 of a state"),
        _f("wikidata_id", S, "Wikidata item"),
        _f("cow_code", I, "Correlates of War state number"),
        _f("gw_code", I, "Gleditsch and Ward state number"),
        _f("parent_entity_id", S, "the entity that it is a part of"),
        _f("aliases", NAMES, "other names", null=False),
        _f("resolution", S, "gazetteer or text", null=False),
    ),
    "entity_mentions": _schema(
        "One row per mention of a known entity in a sentence that holds a claim.",
        _f("mention_id", S, "identifier", null=False),
        _f("article_id", S, "article", null=False),
        _f("sentence_id", S, "sentence", null=False),
        _f("entity_id", S, "entity", null=False),
        _f("mention_text", S, "the words, verbatim", null=False),
        _f("mention_start", I, "first character in articles.text", null=False, unit="code points"),
        _f("mention_end", I, "one past the last character", null=False, unit="code points"),
        _f("form", S, "name, adjective, demonym, capital, city, force, group, agency, ...", null=False),
    ),
    "issues": _schema(
        "One row per input, article or number that a stage could not use.",
        _f("issue_id", S, "identifier", null=False),
        _f("run_id", S, "run", null=False),
        _f("input", S, "path, URL or article the issue is about", null=False),
        _f("stage", S, "ingest, extract, load, transform or publish", null=False),
        _f("code", S, "what kind of trouble", null=False),
        _f("message", S, "what happened and what to do", null=False),
        _f("article_id", S, "article, where there is one"),
        _f("occurred_at", TS, "when", null=False, unit="UTC"),
    ),
    "runs": _schema(
        "One row per run that changed the warehouse.",
        _f("run_id", S, "identifier", null=False),
        _f("started_at", TS, "start", null=False, unit="UTC"),
        _f("finished_at", TS, "end of extraction and load", unit="UTC"),
        _f("version", S, "version of musterroll", null=False),
        _f("extractor_version", S, "version of the extractor", null=False),
        _f("inputs", NAMES, "inputs as given", null=False),
        _f("input_manifest_hash", S, "hash over the names and contents of what was read", null=False),
        _f("articles_new", I, "articles read for the first time", null=False, unit="articles"),
        _f("articles_unchanged", I, "articles that the warehouse held already", null=False, unit="articles"),
        _f("articles_revised", I, "articles that supersede an earlier version", null=False, unit="articles"),
        _f("inputs_rejected", I, "inputs that gave no article", null=False, unit="inputs"),
        _f("claims_count", I, "claims made in this run", null=False, unit="claims"),
        _f("issues_count", I, "issues raised in this run", null=False, unit="issues"),
    ),
}

SHARED_ZONES: Final = ("headline", "body", "list")
"""Zones whose sentences copies of an article share."""
STAGED: Final[dict[str, pa.Schema]] = SCHEMAS | {
    "shared_sentences": _schema(
        "One row per sentence of an article by which copies of it are found.",
        _f("article_id", S, "article", null=False),
        _f("text_hash", pa.int64(), "hash of the sentence without case, spaces and punctuation", null=False),
        _f("chars", I, "length of all such sentences of the article", null=False, unit="code points"),
    ),
}
"""Relations that stages exchange: those of the contract, and what the store keeps for itself."""


class SchemaError(ValueError):
    """Rows do not fit the schema they are meant for."""


def table(relation: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Arrow table of `relation` from row mappings; each row has exactly the schema's fields.

    Raises SchemaError on a missing or unknown field, a NULL in a required field, or a value of the wrong type:
    Arrow itself drops unknown keys and fills missing ones.
    """
    schema = STAGED[relation]
    names = schema.names
    known = set(names)
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for row in rows:
        if row.keys() != known:
            raise SchemaError(f"{relation}: missing {sorted(known - row.keys())}, unknown {sorted(row.keys() - known)}")
        for name in names:
            columns[name].append(row[name])
    return from_columns(relation, columns)


def from_columns(relation: str, columns: Mapping[str, list[Any]]) -> pa.Table:
    """Arrow table of `relation` from equally long columns, checked as in `table`."""
    schema = STAGED[relation]
    if set(columns) != set(schema.names):
        raise SchemaError(f"{relation}: columns differ: {sorted(set(columns) ^ set(schema.names))}")
    arrays = []
    for field in schema:
        try:
            array = pa.array(columns[field.name], type=field.type)
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError) as error:
            raise SchemaError(f"{relation}.{field.name}: {error}") from error
        if not field.nullable and array.null_count:
            raise SchemaError(f"{relation}.{field.name}: {array.null_count} NULL in a required field")
        arrays.append(array)
    return pa.Table.from_arrays(arrays, schema=schema)


def empty(relation: str) -> pa.Table:
    """Table of `relation` without rows."""
    return STAGED[relation].empty_table()


def row_id(prefix: str, *parts: object) -> str:
    """Identifier that depends on `parts` alone: prefix, underscore, 16 hex digits (64 bits) of their SHA-256."""
    joined = "\x1f".join(["" if part is None else str(part) for part in parts] if None in parts else map(str, parts))
    return f"{prefix}_{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def row_ids(prefix: str, common: str, rests: Iterable[str]) -> list[str]:
    """row_id(prefix, common, *rest) for each of `rests`, whose parts are joined by \\x1f already; in bulk."""
    start = f"{common}\x1f".encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256
    return [f"{prefix}_{sha256(start + rest.encode()).hexdigest()[:16]}" for rest in rests]
