"""Whose force a figure counts by what leads into the number: "Turkey's 355,200", "its tanks rose to 4,300"."""

from __future__ import annotations

from flows.claims.actors_context import Context, Pick, is_side, next_figure, pick, subject_before
from flows.claims.actors_roles import resolve
from flows.claims.actors_scene import Actor, Frame, Scene
from flows.claims.actors_words import nouns
from flows.claims.populations import clause_end
from flows.claims.subjects_phrase import JOINT, is_elided
from flows.claims.words import word_class

BOTH = frozenset({("both", "sides"), ("each", "side"), ("either", "side")})
BOTH_REACH = 8  # words


def both_sides(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Nobody alone where the clause counts two sides together: "3,000 fighters on both sides", "dead on each side"."""
    end = min(clause_end(scene, fr.stop), next_figure(ctx, scene, fr), fr.stop + BOTH_REACH)
    pairs = zip(scene.words[fr.stop : end], scene.words[fr.stop + 1 : end], strict=False)
    return JOINT if any(pair in BOTH for pair in pairs) else None


def before_number(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side that leads into the number: "Turkey's 355,200", "the Russian dead at 15,000", "Greece 230"."""
    words, between = scene.words, nouns("words", "between")
    if words[fr.left - 2 : fr.left] == [",", "with"] and kind == "casualties" and is_elided(scene, fr):
        leader = subject_before(scene, fr.left)
        told = leader is not None and any(k in scene.verbs for k in range(leader.end, fr.left))
        if leader and leader.form in ("force", "group", "igo") and not told:
            return pick(leader, "actors.subject.before_number")  # "UNIFIL in Lebanon, with 329 dead, ..."
    inside = [a for a in scene.actors if fr.left <= a.start and a.end <= fr.start and is_side(a)]
    if inside:
        return pick(inside[-1], "actors.subject.before_number")
    for actor in reversed(scene.actors):
        if actor.end > fr.left or fr.left - actor.end > 9:
            continue
        gap = words[actor.end : fr.left]
        if gap[1:3] == ["and", "captured"] and gap[0] in ("dead", "killed", "wounded", "missing"):
            gap = gap[:1] + gap[3:]  # "Japanese dead and captured numbered over 650"
        if gap[:1] == ["side"]:
            gap = gap[1:]  # "officials on the Pakistani side reported four dead"
        if (
            gap[:1] in (["reported"], ["confirmed"], ["reports"], ["confirms"])
            and kind == "casualties"
            and is_elided(scene, fr)
        ):
            gap = gap[1:]
        bracketed = gap == ["("] and actor.preposition in (None, "of", "like", "than") and kind == "force"
        if bracketed:
            return pick(actor, "actors.subject.before_number")
        doer = actor.start - (words[actor.start - 1 : actor.start] == ["the"]) - 1
        if words[doer : doer + 1] == ["by"] and kind in ("casualties", "lost"):
            return None  # "after shelling by the Taliban, nine people died"
        cited = "according" in words[max(0, actor.start - 3) : actor.start]
        if (
            cited
            or (actor.preposition and not actor.adjectival and words[actor.start - 2 : actor.start] != ["those", "of"])
            or not is_side(actor)
            or actor.form in ("city", "region")
        ):
            return None
        if not all(w in between or w[0].isdigit() for w in gap) or is_source_label(scene, actor, gap, kind):
            return None
        if "," in gap and fr.head is not None and scene.roles.get(fr.head) in ("insurgent", "unknown"):
            return None  # "Three Indian soldiers, three rebels"
        if gap[:1] == [":"] and labels_are_places(ctx, scene, actor, kind):
            return None
        own = actor.adjectival or actor.form in ("force", "group", "igo", "name")
        gapped = words[actor.start - 1 : actor.start] in (["and"], [","], [";"], ["while"], ["but"], [":"], ["."])
        if own or not gap or gapped or scene.has(actor.end, "have", "lose", "aux"):
            return pick(actor, "actors.subject.before_number")
        return None
    return None


def of_sized(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side of the noun whose size the number is: "its tanks rose to 4,300", "the number of Korean troops fell to"."""
    words, sizing = scene.words, word_class("sizing")
    if fr.head is not None and words[fr.head] != "units":
        return None
    k = fr.left - 1
    if words[k : k + 1] not in (["at"], ["to"], ["from"]):
        return None
    while k >= 0 and fr.left - k < 10 and (words[k] in sizing or words[k].isdigit()):
        k -= 1
    for i in range(k, max(-1, k - 5), -1):
        actor = next((a for a in scene.actors if a.start <= i < a.end), None)
        if actor:
            return pick(actor, "actors.subject.sized") if actor.adjectival and not actor.is_void else None
        if scene.roles.get(i) in ("third", "compass") and (side := resolve(ctx, scene, i)):
            return side.again("actors.subject.sized")
        if i in scene.verbs or words[i] in (",", ";", "that"):
            return None
    return None


def is_source_label(scene: Scene, actor: Actor, gap: list[str], kind: str) -> bool:
    """Whether "X: 1,300 dead" names who says so: bodies and groups before a colon count others' dead."""
    return gap[:1] == [":"] and kind == "casualties" and actor.form not in ("name", "adjective", "demonym", "force")


def labels_are_places(ctx: Context, scene: Scene, actor: Actor, kind: str) -> bool:
    """Whether "Lithuania: 100" in a list tells where troops of one force are: the list before has one force."""
    last = ctx.last(scene.ordinal, frozenset({"force"}), 8)
    return (
        kind == "force" and last is not None and last.figure.measure.startswith("deployment")
        and last.subject.code not in (None, actor.code)
    )  # fmt: skip
