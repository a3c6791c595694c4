"""The branch that the heading of a section names: "Army", "Air Force equipment"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.claims.actors_context import Context
from flows.claims.actors_scene import Scene
from flows.claims.document import Document
from flows.lexicon import read_toml

REACH = 80  # sentences
LONGEST = 6  # words
MARKS = re.compile(r"[#=*_|\s]+")
ENDS = '.!?:;,"”)'


def heading(doc: Document, ordinal: int) -> list[str] | None:
    """Words of a sentence that is a heading: a short line of its own without an end mark, no item and no row."""
    sentence = doc.sentences[ordinal]
    if sentence.zone not in ("body", "headline") or sentence.end - sentence.start > 60:
        return None
    text = doc.text[sentence.start : sentence.end]
    before, after = doc.text[: sentence.start].rstrip(" "), doc.text[sentence.end : sentence.end + 2].lstrip(" ")
    alone = (not before or before.endswith("\n")) and (not after or after.startswith("\n"))
    if not alone or text[-1:] in ENDS or not MARKS.sub("", text)[:1].isupper() or any(c.isdigit() for c in text):
        return None
    words = [w for w in doc.tokens(ordinal).words if w[0].isalnum()]
    return words if 0 < len(words) <= LONGEST else None


def is_of_force(above: Scene, branches: Mapping[str, str]) -> bool:
    """Whether the heading is the branch's name, with a country or what is listed: not "Ground forces return to war"."""
    plain, named = read_toml("services.toml")["headings"]["plain"], {w for phrase in branches for w in phrase.split()}
    of_states = {k for a in above.actors for k in range(a.start, a.end)}
    rest = [k for k, w in enumerate(above.words) if w[0].isalnum() and w not in named and w not in plain]
    return all(k in of_states for k in rest)


def governing(ctx: Context, scene: Scene) -> Scene | None:
    """The nearest heading above a sentence, over those that only say what is listed ("Equipment", "Current fleet")."""
    plain = read_toml("services.toml")["headings"]["plain"]
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - REACH), -1):
        words = heading(ctx.doc, ordinal)
        if words is not None and not set(words) <= set(plain):
            return ctx.scene(ordinal)
    return None
