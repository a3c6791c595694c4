"""Places and the states they count for: a curated list of conflict regions and towns, then the cities of GeoNames."""

from __future__ import annotations

from collections.abc import Iterator

from flows.claims.gazetteer import Entity, Sense, _contexts, _slug
from flows.lexicon import read_csv


def curated() -> Iterator[tuple[Entity, list[tuple[str, Sense]]]]:
    """Entities and names of the curated places, in file order."""
    rules = _contexts()
    for row in read_csv("entities_places.csv"):
        code, form = row["code"] or None, row["kind"]
        for group in row["names"].split(";"):
            names = [part.strip() for part in group.split("/")]
            prefix = "ent_city" if form == "city" else "ent_place"
            known = Entity(
                f"{prefix}_{_slug(code or '', names[0])}", names[0], "place", None, code,
                parent_entity_id=f"ent_{code}" if code else None, aliases=tuple(names[1:]),
            )  # fmt: skip
            senses = []
            for name in names:
                for needs, unless in rules.get((name, code or ""), [((), ())]):
                    senses.append((name, Sense(known.entity_id, code, form, None, needs, unless)))
            yield known, senses
