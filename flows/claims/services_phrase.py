"""The branch that the words at a figure name: the counted noun, its label, what leads into it, its subject."""

from __future__ import annotations

from flows.claims.actors_context import Context, Pick, after_list
from flows.claims.actors_scene import Actor, Frame, Scene
from flows.claims.actors_words import nouns
from flows.claims.entities import is_group
from flows.claims.figures import Figure
from flows.claims.populations import points_back
from flows.claims.services_words import all_named, named
from flows.lexicon import read_toml

LONGEST_LABEL = 5  # words
FORMATIONS = frozenset({"battalion", "brigade", "regiment", "division"})
OTHER_BRANCHES = frozenset(
    {"marine", "marines", "airborne", "naval", "navy", "air", "police", "border", "guard", "special", "ss", "militia"}
)
FORCES = frozenset({"force", "holdings"})
CLASS = "paramilitary"  # a class of forces, no branch of one
BREAKS = frozenset({",", ";", "that", "(", "and", "said", "says"})
CLOSING = frozenset({",", ";", ".", "and", "(", ":", "in", "were", "was", "at"})


def by_words(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, subject: Pick) -> str | None:
    """Branch that the words at the figure name, or the force that is its subject."""
    several = are_several(scene, subject)
    found = (
        of_phrase(ctx, scene, fr)
        or of_own_label(scene, fr)
        or (None if several else of_lead(ctx, scene, fr, kind))
        or (None if several or of_other_men(scene, fr, kind, subject) else of_subject(scene, subject))
    )
    if found or (found := of_struck(scene, fr, kind, subject)):
        return found
    if (label := of_label(scene, fr)) is not None:
        return label
    if scene.words[fr.left - 1 : fr.left] == ["("] and (inside := before_bracket(scene, fr.left - 1)):
        return inside
    if kind == "transfer" and (wanted := for_branch(scene, fr)):
        return wanted
    owned = scene.words[fr.stop : fr.stop + 2] in (["of", "its"], ["of", "their"])
    if owned and subject.rule == "actors.role.pronoun" and (told := named(scene, 0, fr.left)):
        return told  # "The Border Guard said two of its officers were killed"
    if figure.unit == "person" and (told := of_officers(ctx, scene, fr, subject)):
        return told
    return None


def of_phrase(ctx: Context, scene: Scene, fr: Frame) -> str | None:
    """Branch of the counted noun or of the phrase tied to it ("30 soldiers of the army", "casualties inflicted on")."""
    behind = after_list(ctx, scene, fr)
    alone = read_toml("services.toml")["alone"].get(scene.words[fr.head]) if fr.head is not None else None
    return named(scene, fr.end, fr.stop) or alone or named(scene, behind, linked_end(scene, behind))


def linked_end(scene: Scene, start: int) -> int:
    """End of the phrase that "of", "in" or "serve in" at `start` ties to the counted noun."""
    words, stop = scene.words, start + 2 * (scene.words[start : start + 1] == ["inflicted"])
    while words[stop : stop + 1] and words[stop] in nouns("words", "service_links"):
        if words[stop] == "as" and not words[stop - 1].startswith("serv"):
            return start  # "three men shot dead as the army storms a camp"
        stop += 1
    if stop in scene.verbs:
        return start
    if stop > start:
        while stop < len(words) and stop - start < 8 and words[stop] not in CLOSING:
            stop += 1
    return stop


def lead_start(ctx: Context, scene: Scene, fr: Frame) -> int:
    """Start of the phrase that leads into the number ("an army of"): no verb but "is", no comma, no figure before."""
    k = fr.left
    lead = max((d.frame.stop for d in ctx.done if d.figure.sentence == scene.ordinal), default=0)
    while k > max(lead, fr.left - 5) and scene.words[k - 1] not in BREAKS:
        if k - 1 in scene.verbs and not scene.has(k - 1, "aux"):
            break
        k -= 1
    return k


def of_lead(ctx: Context, scene: Scene, fr: Frame, kind: str) -> str | None:
    """Branch that leads into the number: "its naval forces 3,450", "lost 13 men, the army four"."""
    if kind in FORCES:
        return named(scene, lead_start(ctx, scene, fr), fr.left)
    if kind != "casualties" or fr.head is not None:
        return None
    start = next((k for k in range(fr.left - 1, max(-1, fr.left - 5), -1) if scene.words[k] in (",", "and")), None)
    plain = start is not None and not any(k in scene.verbs for k in range(start, fr.left))
    return named(scene, start or 0, fr.left) if plain and scene.words[(start or 0) + 1] in ("the", "its") else None


def of_other_men(scene: Scene, fr: Frame, kind: str, subject: Pick) -> bool:
    """Whether those counted beside men of a branch have a noun of their own ("two RUC constables and a soldier")."""
    return kind == "casualties" and subject.rule == "actors.subject.coordinated" and not points_back(scene, fr)


def of_label(scene: Scene, fr: Frame) -> str | None:
    """Branch that heads the line before a colon ("NAVY: 60,000 sailors, 430 ships")."""
    head = scene.words[: min(LONGEST_LABEL, fr.left)]
    return named(scene, 0, head.index(":")) if ":" in head else None


def of_own_label(scene: Scene, fr: Frame) -> str | None:
    """Branch in the label at the number, behind another number ("Land forces: 400 personnel Air forces: 90")."""
    start = max(0, fr.left - LONGEST_LABEL - 2)
    before = max((k for k in range(start, fr.left) if scene.words[k][0].isdigit()), default=-1)
    return named(scene, before, fr.left) if before >= 0 and scene.words[fr.left - 1] == ":" else None


def for_branch(scene: Scene, fr: Frame) -> str | None:
    """Branch that kit is bought for ("three submarines and 26 jets for the navy")."""
    words = scene.words
    for k in range(fr.stop, min(len(words), fr.stop + 10)):
        if words[k] == "for":
            return named(scene, k + 1, k + 5)
        if words[k] in (";", ".", "which", "that") or k in scene.verbs:
            return None
    return None


def before_bracket(scene: Scene, bracket: int) -> str | None:
    """Branch that the noun before a bracket names ("its air force (37,000), navy (18,000)")."""
    k = bracket
    while k > 0 and bracket - k < 6 and scene.words[k - 1] not in BREAKS | {")", "between"}:
        k -= 1
    return named(scene, k, bracket)


def are_several(scene: Scene, subject: Pick) -> bool:
    """Whether the subject is several branches together ("The Army, Navy and Air Force have")."""
    actor = next((a for a in scene.actors if a.text_start == subject.start and a.text_end == subject.end), None)
    if actor is None:
        return False
    verb = next((k for k in range(actor.end, len(scene.words)) if k in scene.verbs), actor.end)
    return len(all_named(scene, actor.start, verb)) > 1


def of_subject(scene: Scene, subject: Pick) -> str | None:
    """Branch of the force that is the subject ("The Royal Navy has two carriers", "losses of the infantry")."""
    for actor in scene.actors:
        if actor.text_start == subject.start and actor.text_end == subject.end:
            if actor.service and actor.service != CLASS:
                return actor.service
            ship = not nouns("words", "warships").isdisjoint(scene.words[actor.end : actor.end + 2])
            return named(scene, actor.start, actor.end + 2) or ("navy" if ship else of_formation(scene, actor))
    for k, start in enumerate(scene.tokens.starts):
        if start == subject.start and len(all_named(scene, 0, len(scene.words))) == 1:
            return named(scene, max(0, k - 1), k + 1)
    return None


def of_struck(scene: Scene, fr: Frame, kind: str, subject: Pick) -> str | None:
    """The army of a state's formation whose losses they are ("casualties on the Arce Battalion")."""
    words, k = scene.words, fr.stop
    if (
        kind != "casualties"
        or words[k : k + 1] not in (["on"], ["among"], ["of"], ["from"])
        or is_group(subject.code or "")
    ):
        return None
    stop = next((i for i in range(k + 1, min(k + 9, len(words))) if words[i] in CLOSING), k + 8)
    phrase = words[k:stop]
    return "army" if not FORMATIONS.isdisjoint(phrase) and OTHER_BRANCHES.isdisjoint(phrase) else None


def of_formation(scene: Scene, actor: Actor) -> str | None:
    """The army of a formation that is none of another branch ("the Atlacatl Battalion")."""
    words = scene.words[max(0, actor.start - 2) : actor.end + 2]
    if actor.form != "force" or FORMATIONS.isdisjoint(words) or not OTHER_BRANCHES.isdisjoint(words):
        return None
    return "army"


def of_officers(ctx: Context, scene: Scene, fr: Frame, subject: Pick) -> str | None:
    """Police of the same country told before, who the "officers" are, or those of whom the noun is left out."""
    last = next((d for d in reversed(ctx.done) if d.figure.unit == "person" and d.population != "civilian"), None)
    if last is None or last.service != "police" or last.subject.code != subject.code:
        return None
    bare = fr.head is None or scene.words[fr.head] in ("others", "more")
    return last.service if bare or scene.words[fr.head or 0] in nouns("words", "police_ranks") else None
