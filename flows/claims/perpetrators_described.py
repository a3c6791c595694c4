"""Who did it where no group is named but described: "by a rightist paramilitary group", "drug traffickers killed"."""

from __future__ import annotations

from flows.claims.actors_clause import inflicts
from flows.claims.actors_context import Context, Pick, figure_starts, is_subject_word
from flows.claims.actors_scene import Frame, Scene, is_passive
from flows.claims.actors_words import nouns

REACH = 3  # words that describe the men before their noun
TO_VERB = 14  # words from the men to their verb
AFTER = 16  # words from a figure or its verb to "by"
BY = 8  # words from "by" to the men
BLAMED = 8  # words from "blamed on" to the men
RULE = "actors.by.described"
PREPOSITIONS = frozenset({"to", "on", "upon"})


def described(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """The men that the sentence says to have done it: subject of the figure's verb or of an attack, or after "by"."""
    men = [k for k in range(len(scene.words)) if is_men(scene, k) and not is_counted(ctx, scene, k)]
    if not men or is_of_men(scene, fr):
        return None
    found = next(filter(None, (agent(scene, men, start) for start in (fr.after, fr.stop) if start is not None)), None)
    found = subject(scene, men, fr.verb) if found is None and fr.verb is not None else found
    found = attackers(scene, men, fr) if found is None else found
    found = blamed(scene, men) if found is None else found
    return pick_men(ctx, scene, found) if found is not None else None


def told_before(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """The men of whose attack the sentence before tells."""
    if not scene.ordinal or is_of_men(scene, fr) or any(is_men(scene, k) for k in range(len(scene.words))):
        return None
    earlier = ctx.scene(scene.ordinal - 1)
    struck = next((k for k in range(len(earlier.words)) if is_men(earlier, k) and attacks(earlier, k)), None)
    return pick_men(ctx, earlier, struck) if struck is not None else None


def is_of_men(scene: Scene, fr: Frame) -> bool:
    """Whether the figure counts such men, whom others kill."""
    return fr.head is not None and (scene.roles.get(fr.head) in ("insurgent", "unknown") or is_men(scene, fr.head))


def is_counted(ctx: Context, scene: Scene, k: int) -> bool:
    """Whether a number stands before the men ("compared to 5,852 Syrian rebels")."""
    before = scene.words[max(0, phrase_start(scene, k) - 1)]
    return before[0].isdigit() or any(0 < k - c <= REACH for c in figure_starts(ctx, scene))


def is_men(scene: Scene, k: int) -> bool:
    """Whether armed men of no name stand at a token: a noun of them alone, or "group" behind what it is."""
    word = scene.words[k]
    is_body = word in nouns("described", "bodies") and scene.words[k - 1] in nouns("described", "kinds")
    if word not in nouns("described", "men") and not is_body:
        return False
    start = phrase_start(scene, k)
    return not any(a.end > start and a.start <= k and a.form not in ("adjective", "demonym") for a in scene.actors)


def phrase_start(scene: Scene, k: int) -> int:
    """Token where what describes the men begins."""
    words, start = scene.words, k
    closed = nouns("words", "stop", "approx") | nouns("described", "doubt")
    while start > 0 and k - start < REACH and words[start - 1][0].isalpha() and words[start - 1] not in closed:
        if start - 1 in scene.verbs or words[start - 1].endswith("ly") or scene.words[start - 1] in ("by", "of"):
            break
        start -= 1
    return start


def pick_men(ctx: Context, scene: Scene, k: int) -> Pick:
    """Answer that has the men as the text calls them, without "suspected" and the like."""
    start = phrase_start(scene, k)
    told = scene.words if ctx.doc.is_in_capitals else scene.tokens.raw
    name = " ".join(told[start : k + 1])
    named = any(a.start <= start < a.end for a in scene.actors)
    name = name if named or start else name[:1].lower() + name[1:]
    return Pick(name, RULE, scene.tokens.starts[start], scene.tokens.ends[k])


def agent(scene: Scene, men: list[int], start: int) -> int | None:
    """Men after "by" behind the figure or its verb."""
    for by in range(start, min(start + AFTER, len(scene.words))):
        if scene.words[by] == "by" and inflicts(scene, by):
            return next((k for k in men if by < k <= by + BY and "," not in scene.words[by:k]), None)
    return None


def subject(scene: Scene, men: list[int], verb: int) -> int | None:
    """Men right before the active verb that governs the figure."""
    if not scene.has(verb, "harm", "down") or is_passive(scene, verb):
        return None
    through = nouns("frames", "through")
    k = verb - 1
    while k >= 0 and scene.words[k] in through:
        k -= 1
    return k if k in men and is_subject_word(scene, phrase_start(scene, k)) else None


def attackers(scene: Scene, men: list[int], fr: Frame) -> int | None:
    """Men who attack in the sentence, outside the figure's own phrase."""
    return next((k for k in men if not fr.left <= k < fr.stop and attacks(scene, k)), None)


def attacks(scene: Scene, k: int) -> bool:
    """Whether the men at a token are the subject of an attack or of harm that follows close by."""
    if not is_subject_word(scene, phrase_start(scene, k)):
        return False
    for verb in range(k + 1, min(k + TO_VERB, len(scene.words))):
        if scene.words[verb] in ("by", ",", ";", "."):
            return False
        if scene.has(verb, "attack", "harm"):
            return not is_passive(scene, verb)
    return False


def blamed(scene: Scene, men: list[int]) -> int | None:
    """Men to whom the deed is laid: "attributed to", "blamed on", "responsible for" behind them."""
    words = scene.words
    for k, word in enumerate(words):
        if word.startswith(("blam", "attribut")):
            to = next((i for i in range(k + 1, min(k + 9, len(words))) if words[i] in PREPOSITIONS), None)
            if to is not None and (laid := next((m for m in men if to < m <= to + BLAMED), None)) is not None:
                return laid
        if words[k : k + 2] == ["responsible", "for"]:
            return next((m for m in reversed(men) if k - BLAMED <= m < k), None)
    return None
