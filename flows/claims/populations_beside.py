"""Population that what is told beside a figure shows: its list, the fallen of the other side, a battle, the police."""

from __future__ import annotations

from itertools import pairwise

from flows.claims.actors_context import Context, Pick
from flows.claims.actors_scene import Frame, Scene

JOINED = 4  # words between two counts
ATTACKED = frozenset({"9/11", "attack", "attacks", "attacked", "terrorists", "terrorist"})
OF_BATTLE = frozenset({"dead", "killed", "wounded", "prisoners", "casualties", "men"})


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


def of_battle(ctx: Context, scene: Scene, fr: Frame, subject: Pick) -> bool:
    """Whether they are the fallen of a side in an article on its battle ("10 to 15 Russians died a day")."""
    told = scene.words[fr.head] in OF_BATTLE if fr.head is not None else fr.after is not None
    told = told or any(a.end == fr.stop and a.form == "demonym" for a in scene.actors)
    return told and ctx.is_battle and subject.code in (ctx.roster.parties.pair or ())


def is_of_police(ctx: Context, scene: Scene) -> bool:
    """Whether police are spoken of in the sentence or the one before: "agents" are theirs then."""
    near = (ctx.scene(ordinal).words for ordinal in range(max(0, scene.ordinal - 1), scene.ordinal + 1))
    return any(not {"police", "policemen"}.isdisjoint(words) for words in near)


def are_ours(ctx: Context, scene: Scene, fr: Frame) -> bool:
    """Whether a speech may count its nation's fallen soldiers: not "thousands of citizens", no victims of an attack."""
    partitive = scene.words[fr.stop : fr.stop + 1] == ["of"]
    that_day = any(a == "september" and b.startswith("11") for a, b in pairwise(scene.words))
    return ctx.theatre.is_speech and not partitive and not that_day and ATTACKED.isdisjoint(scene.words)
