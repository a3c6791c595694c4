"""Population that the figures told beside one show: those of its list, the fallen of the other side."""

from __future__ import annotations

from flows.claims.actors_context import Context
from flows.claims.actors_scene import Frame, Scene

JOINED = 4  # words between two counts


def of_listed(ctx: Context, scene: Scene, fr: Frame) -> str | None:
    """Population of a whole whose parts are listed: "nine civilians were hurt, including: a man ...; three men"."""
    if fr.head is None or scene.words[fr.head] not in ("man", "men"):
        return None
    for done in ctx.done:
        end = done.frame.stop
        if done.figure.sentence == scene.ordinal and done.population in ("civilian", "military"):
            opened = next((k for k in range(end, min(end + 6, fr.left)) if scene.words[k] in ("including", ":")), None)
            return done.population if opened is not None else None
    return None


def of_foes(ctx: Context, scene: Scene, fr: Frame) -> str | None:
    """Military where a bare nationality is counted in one breath with the fallen soldiers of another side.

    "Some 44 Djiboutian troops and 100 Eritreans were killed."
    """
    bare = next((a for a in scene.actors if a.form in ("demonym", "adjective") and a.start == fr.end), None)
    last = ctx.done[-1] if ctx.done else None
    if bare is None or bare.end != fr.stop or last is None or last.figure.sentence != scene.ordinal:
        return None
    gap = scene.words[last.frame.stop : fr.left]
    joined = len(gap) <= JOINED and not {"and", "while", ","}.isdisjoint(gap)
    other = last.subject.code not in (None, bare.code) and last.family == "casualties"
    return "military" if joined and other and last.population == "military" else None
