"""Which branch of a force a figure names: army, navy, air force, police and so on."""

from __future__ import annotations

from flows.claims.actors_context import Context, Pick
from flows.claims.actors_scene import Frame, Scene
from flows.claims.figures import Figure
from flows.claims.services_context import by_context
from flows.claims.services_phrase import are_several, by_words, of_phrase
from flows.lexicon import read_toml

__all__ = ["of_phrase", "service"]


def service(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, subject: Pick) -> str | None:
    """Branch named in the counted phrase, after it, before it, by its verb's subject, or by the figure before."""
    if found := by_words(ctx, scene, fr, figure, kind, subject):
        return found
    if subject.rule == "actors.subject.ship":
        return "navy"
    if subject.code in ctx.theatre.groups or are_several(scene, subject):
        return None
    found = by_context(ctx, scene, fr, figure, kind, subject)
    apart = read_toml("services.toml")["apart"].get(found or "", ())
    return None if figure.unit in apart else found
