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

TAKEN_OVER = frozenset({"actors.subject.coordinated", "actors.subject.carried", "actors.subject.part", "actors.subject.repeated"})
CLOSING = frozenset({",", ";", ".", "and", "(", ":", "in", "were", "was", "at"})


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the phrases that name a branch, and of those that only seem to."""
    names = sorted(services(), key=len, reverse=True)
    voids = read_toml("services.toml")["not"]["phrases"]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b"), re.compile("|".join(map(re.escape, voids)))


def named(scene: Scene, start: int, stop: int) -> str | None:
    """Branch that the words between two tokens name, the first to be met."""
    good, void = patterns()
    found = good.search(void.sub(" ", " ".join(scene.words[start:stop])))
    return services()[found.group()] if found else None


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
    return by_company(ctx, scene, fr, subject) if figure.unit == "person" else None


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
    return subject.rule in TAKEN_OVER and points_back(scene, fr) and figure.measure.startswith("casualties")


def by_company(ctx: Context, scene: Scene, fr: Frame, subject: Pick) -> str | None:
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
