"""Descriptions of an export that other tools read: a Data Package (Frictionless, v2) and Croissant (JSON-LD)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from flows.store.catalogue import FOREIGN, Column, Relation
from flows.store.export import File

TITLE: Final = "musterroll"
DESCRIPTION: Final = (
    "Reported figures of military strength and casualties from news articles: claims with who says so and the exact "
    "words, facts with copies folded in, and estimates that can be recomputed from them."
)
PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
PARQUET_TYPES: Final = {"INTEGER": "number", "BIGINT": "number", "VARCHAR[]": "any"}
"""Frictionless reads Parquet through pandas, where integers with gaps are floats and lists are arrays of numpy."""
FRICTIONLESS: Final = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "VARCHAR[]": "array",
}
CROISSANT: Final = {
    "VARCHAR": "sc:Text",
    "INTEGER": "sc:Integer",
    "BIGINT": "sc:Integer",
    "DOUBLE": "sc:Float",
    "BOOLEAN": "sc:Boolean",
    "DATE": "sc:Date",
    "TIMESTAMP WITH TIME ZONE": "sc:DateTime",
    "VARCHAR[]": "sc:Text",
}
MEDIA: Final = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}
_CONTEXT: Final = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def datapackage(relations: Sequence[Relation], files: Sequence[File], release: Mapping[str, Any]) -> dict[str, Any]:
    """Data Package descriptor: a resource a file, with types, units, allowed values and keys from the comments."""
    by_name = {relation.name: relation for relation in relations}
    exported = {(file.relation, _format(file)) for file in files}
    resources = []
    for file in files:
        relation, kind = by_name[file.relation], _format(file)
        resources.append(
            {
                "name": _resource(file),
                "path": file.path,
                "title": relation.name,
                "description": relation.comment,
                "type": "table",
                "format": kind,
                "mediatype": MEDIA[kind],
                "schema": _table_schema(relation, kind, exported, is_whole=_is_whole(file)),
            }
            | ({"encoding": "utf-8", "bytes": file.bytes, "hash": f"sha256:{file.sha256}"} if kind == "csv" else {})
        )
    return {
        "$schema": PROFILE,
        "name": TITLE,
        "title": f"{TITLE} {release['release']}",
        "description": DESCRIPTION,
        "version": release["release"],
        "created": release["released_at"],
        "resources": resources,
    }


def croissant(relations: Sequence[Relation], files: Sequence[File], release: Mapping[str, Any]) -> dict[str, Any]:
    """Croissant 1.0 descriptor: a file object a file, a record set for each relation that is one file."""
    by_name = {relation.name: relation for relation in relations}
    objects = [
        {
            "@type": "cr:FileObject",
            "@id": file.path,
            "name": file.path,
            "contentUrl": file.path,
            "contentSize": f"{file.bytes} B",
            "encodingFormat": "application/x-parquet" if _format(file) == "parquet" else MEDIA["csv"],
            "sha256": file.sha256,
        }
        for file in files
    ]
    sets = []
    for file in files:
        if _is_whole(file) and (_format(file) == "parquet" or not _has_parquet(file.relation, files)):
            sets.append(_record_set(by_name[file.relation], file))
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": TITLE,
        "description": DESCRIPTION,
        "version": release["release"],
        "citeAs": f"{TITLE}, release {release['release']} of {release['released_at'][:10]}",
        "datePublished": release["released_at"],
        "isLiveDataset": True,
        "distribution": objects,
        "recordSet": sets,
    }


def _format(file: File) -> str:
    return file.path.rpartition(".")[2]


def _is_whole(file: File) -> bool:
    """Whether the file holds its whole relation, not one part of it."""
    return "=" not in file.path


def _has_parquet(relation: str, files: Iterable[File]) -> bool:
    return any(file.relation == relation and _format(file) == "parquet" and _is_whole(file) for file in files)


def _resource(file: File) -> str:
    return file.path.lower().replace("/", "-").replace("=", "-").replace("_", "-").replace(".", "-")


def _table_schema(relation: Relation, kind: str, exported: set[tuple[str, str]], *, is_whole: bool) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_table_field(relation, column, kind) for column in relation.columns]}
    if kind == "csv":
        schema["missingValues"] = [""]
    if relation.key and is_whole:
        schema["primaryKey"] = [relation.key]
    keys = [
        {
            "fields": [column],
            "reference": {
                "resource": _resource(File(_path(target, kind), target, 0, 0, "")),
                "fields": [_target(target)],
            },
        }
        for column, target in FOREIGN.get(relation.name, ())
        if (target, kind) in exported
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _path(relation: str, kind: str) -> str:
    return f"{kind}/{relation}.{kind}"


def _target(relation: str) -> str:
    from flows.store.catalogue import PRIMARY

    return PRIMARY[relation]


def _table_field(relation: Relation, column: Column, kind: str) -> dict[str, Any]:
    is_list = column.sql_type == "VARCHAR[]"
    made: dict[str, Any] = {
        "name": column.name,
        "type": "string" if kind == "csv" and is_list else FRICTIONLESS[column.sql_type],
        "description": column.comment,
        "sqlType": column.sql_type,
    }
    if kind == "parquet":
        made["type"] = PARQUET_TYPES.get(column.sql_type, made["type"])
    if column.unit:
        made["unit"] = column.unit
    constraints: dict[str, Any] = {}
    if column.name == relation.key:
        constraints["required"] = True
    if column.values and column.sql_type == "VARCHAR":
        constraints["enum"] = list(column.values)
    if constraints:
        made["constraints"] = constraints
    return made


def _record_set(relation: Relation, file: File) -> dict[str, Any]:
    fields = []
    for column in relation.columns:
        field: dict[str, Any] = {
            "@type": "cr:Field",
            "@id": f"{relation.name}/{column.name}",
            "name": column.name,
            "description": column.comment,
            "dataType": CROISSANT[column.sql_type],
            "source": {"fileObject": {"@id": file.path}, "extract": {"column": column.name}},
        }
        if column.sql_type == "VARCHAR[]":
            field["repeated"] = True
        fields.append(field)
    made: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": relation.name,
        "name": relation.name,
        "description": relation.comment,
        "field": fields,
    }
    if relation.key:
        made["key"] = {"@id": f"{relation.name}/{relation.key}"}
    return made
