"""Which branch of a force a figure names: army, navy, air force, police and so on."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.actors_context import Context, Done, Pick
from flows.claims.actors_scene import Frame, Scene
from flows.claims.actors_words import services
from flows.claims.figures import Figure
from flows.claims.populations import points_back
from flows.lexicon import read_toml

TAKEN_OVER = frozenset({"actors.subject.coordinated", "actors.subject.carried", "actors.subject.part", "actors.subject.repeated", "actors.subject.list"})
CLOSING = frozenset({",", ";", ".", "and", "(", ":", "in", "were", "was", "at"})


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the phrases that name a branch, and of those that only seem to."""
    names = sorted(services(), key=len, reverse=True)
    voids = read_toml("services.toml")["not"]["phrases"]
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])"), re.compile("|".join(map(re.escape, voids)))


def named(scene: Scene, start: int, stop: int) -> str | None:
    """Branch that the words between two tokens name: the first to be met, special forces before the army they are of."""
    found = all_named(scene, start, stop)
    return "special_forces" if "special_forces" in found[:2] else next(iter(found), None)


def all_named(scene: Scene, start: int, stop: int) -> list[str]:
    """Branches that the words between two tokens name, in text order, each once."""
    good, void = patterns()
    text = void.sub(" ", " ".join(scene.words[start:stop]))
    return list(dict.fromkeys(services()[found.group()] for found in good.finditer(text)))


def service(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, subject: Pick) -> str | None:
    """Branch named in the counted phrase, after it, before it, by its verb's subject, or by the figure before."""
    words = scene.words
    stop = fr.stop
    while stop < len(words) and stop - fr.stop < 8 and (words[stop] not in CLOSING or words[stop] == "in" and stop == fr.stop):
        stop += 1
    found = named(scene, fr.end, fr.stop) or of_subject(scene, subject) or named(scene, fr.stop, stop)
    if found:
        return found
    lead = max((d.frame.stop for d in ctx.done if d.figure.sentence == scene.ordinal), default=0)
    found = named(scene, max(lead, fr.left - 5), fr.left)
    if found:
        return found
    last = ctx.done[-1] if ctx.done else None
    if last and last.service and takes_over(scene, fr, figure, last, subject):
        return last.service
    if figure.unit == "person":
        company = by_company(scene, fr)
        return company or (of_section(ctx, scene, 2) if kind == "casualties" and is_bare_loss(ctx, scene, fr, subject) else None)
    return of_section(ctx, scene, 10) if kind in ("holdings", "transfer", "force") else None


def is_bare_loss(ctx: Context, scene: Scene, fr: Frame, subject: Pick) -> bool:
    """Whether losses without a noun are a state's in a fight of armed men ("We inflicted two casualties")."""
    inflicted = fr.verb is not None and scene.words[fr.verb].startswith("inflict")
    return points_back(scene, fr) and inflicted and ctx.is_state(subject.code)


def of_section(ctx: Context, scene: Scene, reach: int) -> str | None:
    """The one branch that the nearest sentence above names which names any ("The navy has two carriers. It ...")."""
    for ordinal in range(scene.ordinal, max(-1, scene.ordinal - reach - 1), -1):
        earlier = ctx.scene(ordinal)
        found = all_named(earlier, 0, len(earlier.tokens))
        if found:
            return found[0] if len(found) == 1 and ordinal < scene.ordinal else None
    return None


def of_subject(scene: Scene, subject: Pick) -> str | None:
    """Branch of the force that is the subject ("The Royal Navy has two carriers")."""
    for actor in scene.actors:
        if actor.text_start == subject.start and actor.text_end == subject.end:
            if actor.service:
                return actor.service
            return named(scene, actor.end, actor.end + 2)
    return None


def takes_over(scene: Scene, fr: Frame, figure: Figure, last: Done, subject: Pick) -> bool:
    """Whether the figure goes on about the branch of the figure before: the same side, its kit, or a noun left out."""
    if last.subject.code != subject.code or scene.ordinal - last.figure.sentence > 3:
        return False
    if figure.unit != "person":
        return last.figure.measure.split(".")[0] == figure.measure.split(".")[0] or last.figure.unit == "person"
    same = points_back(scene, fr) or subject.rule == "actors.subject.repeated"
    return subject.rule in TAKEN_OVER and same and figure.measure.startswith("casualties")


def by_company(scene: Scene, fr: Frame) -> str | None:
    """Branch of "soldiers" that the sentence sets beside airmen or sailors, or calls the army's."""
    head = scene.words[fr.head] if fr.head is not None else ""
    table = read_toml("services.toml")["by_company"]
    for branch, words in table.items():
        if head in words:
            others = {"airmen", "sailors", "marines", "airman", "sailor"} & set(scene.words)
            army = {"army", "army's"} & set(scene.words)
            if others or army:
                return str(branch)
    return None
