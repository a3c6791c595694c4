"""Who did it where the article tells it elsewhere: the side that claims an attack, or that is blamed for it."""

from __future__ import annotations

import re

from flows.claims.actors_context import Context, Pick, is_side, pick
from flows.claims.actors_scene import Scene
from flows.claims.actors_words import nouns
from flows.claims.perpetrators import blamed
from flows.lexicon import read_toml

LEDE = 8  # sentences at the top of an article on one attack
YEAR = re.compile(r"(?:19|20)\d\d")


def claimed_next(ctx: Context, scene: Scene) -> Pick | None:
    """Group that claims the event in one of the two sentences that follow."""
    phrases = read_toml("actors.toml")["claims"]["phrases"]
    for span in ctx.doc.sentences[scene.ordinal + 1 : scene.ordinal + 3]:
        text = ctx.doc.text[span.start : span.end].lower()
        if not any(phrase in text for phrase in phrases):
            continue
        if any(word in text for word in read_toml("actors.toml")["claims"]["unclaimed"]):
            return None
        following = ctx.scene(span.ordinal)
        return next((pick(a, "actors.by.claimed") for a in following.actors if a.form == "group" and is_side(a)), None)
    return None


def claimed_below(ctx: Context, scene: Scene) -> Pick | None:
    """The one group that claims the attack that an article is about, for what its opening tells of it."""
    if scene.ordinal > LEDE or years(scene) - years(ctx.scene(0)) - years(
        ctx.scene(min(1, len(ctx.doc.sentences) - 1))
    ):
        return None
    if nouns("nouns", "again").isdisjoint(ctx.scene(0).words):
        return None
    phrases, claims = read_toml("actors.toml")["claims"]["phrases"], []
    for span in ctx.doc.sentences[scene.ordinal + 1 :]:
        text = ctx.doc.lower[span.start : span.end]
        if any(phrase in text for phrase in phrases):
            claims.append(span.ordinal)
    if len(claims) != 1:
        return None
    named = [a for a in ctx.scene(claims[0]).actors if a.form == "group" and is_side(a)]
    return pick(named[0], "actors.by.claimed") if named else None


def blamed_next(ctx: Context, scene: Scene, subject: Pick) -> Pick | None:
    """Side that the next sentence blames for it, where that has no figure of its own."""
    ordinal = scene.ordinal + 1
    if ordinal >= len(ctx.doc.sentences) or ordinal in ctx.by_sentence:
        return None
    following = ctx.scene(ordinal)
    if not any(word.startswith(("blam", "attribut")) for word in following.words):
        return None  # nobody is blamed by "accused of arming them"
    found = blamed(ctx, following)
    return found if found.code not in (None, subject.code) and found.rule == "actors.by.blamed" else None


def years(scene: Scene) -> set[str]:
    """Years that the sentence names."""
    return {word for word in scene.words if YEAR.fullmatch(word)}
