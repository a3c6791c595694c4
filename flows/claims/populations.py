"""Which population a figure counts (military, civilian, mixed, unknown) and which branch of a force it names."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.actors_context import Context, Pick
from flows.claims.actors_scene import Frame, Scene
from flows.claims.actors_words import nouns, populations, services, singulars
from flows.claims.figures import Figure
from flows.lexicon import read_toml


def head_population(scene: Scene, start: int, stop: int) -> str | None:
    """Population of the noun phrase's head, over one or two words, last noun first; None where it shows nothing."""
    words = scene.tokens.words
    table = populations()
    unknown = None
    for k in range(stop - 1, start - 1, -1):
        if k > start:
            for tail in singulars(words[k]):
                found = table.get(f"{words[k - 1]}_{tail}")
                if found:
                    return found
        for form in singulars(words[k]):
            found = table.get(form)
            if found in ("military", "civilian"):
                return found
            unknown = unknown or found
    return unknown


@cache
def phrase_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Population -> pattern of the phrases that settle it, tried in the file's order."""
    phrases = read_toml("populations.toml")["phrases"]
    return tuple(
        (name, re.compile(r"\b(?:" + "|".join(map(re.escape, texts)) + r")\b")) for name, texts in phrases.items()
    )


def by_phrase(scene: Scene, start: int, stop: int) -> str | None:
    """Population that a phrase between two tokens settles."""
    text = " ".join(scene.tokens.words[start:stop])
    for name, pattern in phrase_patterns():
        if pattern.search(text):
            return name
    return None


@cache
def service_pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the phrases that name a branch, and of those that only seem to."""
    names = sorted(services(), key=len, reverse=True)
    voids = read_toml("services.toml")["not"]["phrases"]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b"), re.compile("|".join(map(re.escape, voids)))


def service_in(scene: Scene, start: int, stop: int) -> str | None:
    """Branch that the words between two tokens name, the longest phrase first to be met."""
    text = " ".join(scene.tokens.words[start:stop])
    good, void = service_pattern()
    found = good.search(void.sub(" ", text))
    return services()[found.group()] if found else None


SAME = frozenset({"actors.subject.coordinated", "actors.subject.carried", "actors.subject.part"})


def population(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, subject: Pick) -> str | None:
    """Population of a figure; None for equipment, military for forces, by head, phrase or the figure before otherwise."""
    if figure.unit not in ("person", "formation"):
        return None
    end = min(clause_end(scene, fr.stop), next_figure(ctx, scene, fr))
    if kind == "force" or figure.unit == "formation":
        return "mixed" if figure.unit == "person" and by_phrase(scene, fr.left, end) == "mixed" else "military"
    head = head_population(scene, fr.end, fr.stop)
    said = by_phrase(scene, fr.start, end)
    if said == "mixed" and head != "military":
        return "mixed"
    if head in ("military", "civilian"):
        return head
    after = after_of(scene, fr)
    if after:
        return after
    if said:
        return said
    if subject.code in ctx.theatre.groups:
        return "military"
    if points_back(scene, fr):
        last = next(
            (d for d in reversed(ctx.done) if d.family == kind and not (d.is_part and not points_down(scene, fr))), None
        )
        if (
            subject.rule in SAME
            and last
            and scene.ordinal - last.figure.sentence <= 4
            and last.population in ("military", "civilian", "unknown")
        ):
            return last.population
        if (subject.rule in LOSING and loses(scene, fr)) or subject.rule in ARMED:
            return "military"
    return "unknown"


LOSING = frozenset({
    "actors.clause.subject", "actors.role.pronoun", "actors.subject.before_number", "actors.subject.header", "actors.subject.inflicted_on",
    "actors.role.defenders", "actors.role.invaders", "actors.role.enemy", "actors.subject.cost", "actors.role.pronoun_sentence_before",
})  # fmt: skip


ARMED = frozenset({
    "actors.subject.of_force", "actors.role.army_of_theatre", "actors.role.force_in_sentence", "actors.role.force_before", "actors.role.enemy",
    "actors.role.army_of_figure_before",
})  # fmt: skip


def points_down(scene: Scene, fr: Frame) -> bool:
    """Whether the figure is of the part told just before ("of them")."""
    return scene.tokens.words[fr.stop : fr.stop + 2] in (["of", "them"], ["of", "whom"])


def loses(scene: Scene, fr: Frame) -> bool:
    """Whether losses are spoken of, not a toll of the dead: a side at war loses men."""
    words = scene.tokens.words
    return any(
        "lose" in scene.verbs.get(k, ()) or words[k] in ("losses", "enemy", "dead", "inflicted", "inflict")
        for k in range(max(0, fr.left - 12), min(len(words), fr.stop + 4))
    )


def points_back(scene: Scene, fr: Frame) -> bool:
    """Whether the counted noun is left out, or is one of loss or of those already counted ("others", "dead")."""
    words = scene.tokens.words
    if fr.head is None:
        return True
    table = populations()
    return all(
        table.get(form, "") in ("same", "")
        or form in ("dead", "wounded", "casualty", "loss", "death", "injured", "missing")
        for form in singulars(words[fr.head])[-1:]
    )


def after_of(scene: Scene, fr: Frame) -> str | None:
    """Population that the phrase after an empty head names: "members of the Frontier Corps", "dead among the ranks"."""
    words = scene.tokens.words
    if words[fr.stop : fr.stop + 1] not in (["of"], ["among"]):
        return None
    stop = fr.stop + 1
    while (
        stop < len(words)
        and stop - fr.stop < 7
        and (
            words[stop] in ("the", "his", "its", "their", "those", "these") or words[stop] not in nouns("words", "stop")
        )
        and words[stop][0].isalnum()
    ):
        stop += 1
    found = head_population(scene, fr.stop + 1, stop)
    if found in ("military", "civilian"):
        return found
    forces = [a for a in scene.actors if fr.stop < a.start < stop and a.form in ("force", "group")]
    return "military" if forces else None


def next_figure(ctx: Context, scene: Scene, fr: Frame) -> int:
    """Token where the sentence's next figure starts, or the sentence's end."""
    starts = (scene.tokens.at(f.number.start) for f in ctx.figures if f.sentence == scene.ordinal)
    return min((s for s in starts if s > fr.start), default=len(scene.tokens))


def clause_end(scene: Scene, start: int) -> int:
    """End of the clause from `start`: hard punctuation, or 16 tokens."""
    words = scene.tokens.words
    k = start
    while k < len(words) and k - start < 16 and words[k] not in (";", ":", ".", "!", "?"):
        k += 1
    return k


def service(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, subject: Pick) -> str | None:
    """Branch named in the counted phrase, after it, or in the phrase that leads into it."""
    words = scene.tokens.words
    found = service_in(scene, fr.end, fr.stop)
    if found:
        return found
    stop = fr.stop
    while stop < len(words) and stop - fr.stop < 8 and words[stop] not in (",", ";", ".", "and", "(", ":"):
        stop += 1
    return service_in(scene, fr.stop, stop) or service_in(scene, max(0, fr.left - 5), fr.left)
