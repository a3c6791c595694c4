"""Known entities in a text: states, forces, groups, agencies, bodies, places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A known entity named in a text; `text[start:end]` are its words.

    `code` is what claims call it: ISO 3166 alpha-3 of the state it belongs to, or a group's short name, UN, NATO.
    `form`: name, adjective, demonym, capital, seat (of power), city, region, force, group, igo, agency, media, body,
    person, collective. `service`: army, navy, ... where the words say it.
    """

    start: int
    end: int
    entity_id: str
    code: str | None
    form: str
    service: str | None = None


def scan(text: str, start: int, end: int) -> list[Mention]:
    """Mentions within `text[start:end]`, in text order, longest match first, without overlap."""
    return []
