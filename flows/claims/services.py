"""Which branch of a force a figure names: army, navy, air force, police and so on."""

from __future__ import annotations

import re
from functools import cache

from flows.claims import services_headings
from flows.claims.actors_clause import clause_start
from flows.claims.actors_context import Context, Done, Pick, after_list, next_figure
from flows.claims.actors_roles import named_before
from flows.claims.actors_scene import Frame, Scene
from flows.claims.actors_words import nouns, services
from flows.claims.figures import Figure
from flows.claims.populations import points_back
from flows.lexicon import read_toml

TAKEN_OVER = frozenset(
    {
        "actors.subject.coordinated",
        "actors.subject.carried",
        "actors.subject.part",
        "actors.subject.repeated",
        "actors.subject.list",
    }
)
SEPARATORS = re.compile(r"[\s,;:.()-]+")
LONGEST_HEAD = 8  # words
LONGEST_LABEL = 5  # words
FORCES = frozenset({"force", "holdings"})
CLASS = "paramilitary"  # a class of forces, no branch of one
RANKS = frozenset({"jawans", "jawan", "gunners", "constable", "constables", "commandos", "commando"})
ARMY = frozenset({"army", "army's", "infantry"})
OTHERS = frozenset({"airmen", "sailors", "marines", "airman", "sailor"})
DERIVED = (
    "actors.transfer",
    "actors.subject.article",
    "actors.clause",
    "actors.role",
    "actors.subject.sentence",
    "actors.subject.theme",
    "actors.subject.carried",
    "actors.subject.coordinated",
)
BREAKS = frozenset({",", ";", "that", "(", "and", "said", "says"})
CLOSING = frozenset({",", ";", ".", "and", "(", ":", "in", "were", "was", "at"})


@cache
def patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the phrases that name a branch, and of those that only seem to."""
    names = sorted(services(), key=len, reverse=True)
    voids = read_toml("services.toml")["not"]["phrases"]
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])"), re.compile(
        "|".join(map(re.escape, voids))
    )


@cache
def triggers() -> frozenset[str]:
    """Words one of which every phrase of a branch holds: its last."""
    return frozenset(phrase.split()[-1] for phrase in services())


def named(scene: Scene, start: int, stop: int) -> str | None:
    """Branch that the words between two tokens name, special forces before their army; None where they name several."""
    found = all_named(scene, start, stop)
    if "special_forces" in found[:2]:
        return "special_forces"
    if len(found) == 2 and not RANKS.isdisjoint(scene.words[start:stop]):
        return found[0]  # "BSF jawans"
    return found[0] if len(found) == 1 else None


def all_named(scene: Scene, start: int, stop: int) -> list[str]:
    """Branches that the words between two tokens name, in text order, each once."""
    if triggers().isdisjoint(scene.words[start:stop]):
        return []
    good, void = patterns()
    text = void.sub(" ", " ".join(scene.words[start:stop]))
    fleet = read_toml("services.toml")["fleet"]
    if "fleet" in text and set(fleet["of"]).isdisjoint(scene.words):
        for phrase in fleet["bare"]:
            text = text.replace(phrase, " ")
    return list(dict.fromkeys(services()[found.group()] for found in good.finditer(text)))


def service(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, subject: Pick) -> str | None:
    """Branch named in the counted phrase, after it, before it, by its verb's subject, or by the figure before."""
    several = are_several(scene, subject)
    found = (
        of_phrase(ctx, scene, fr)
        or of_own_label(scene, fr)
        or (named(scene, lead_start(ctx, scene, fr), fr.left) if kind in FORCES and not several else None)
        or (None if several else of_subject(scene, subject))
    )
    if found:
        return found
    if (label := of_label(scene, fr)) is not None:
        return label
    if scene.words[fr.left - 1 : fr.left] == ["("] and (inside := before_bracket(scene, fr.left - 1)):
        return inside
    if kind == "transfer" and (wanted := for_branch(scene, fr)):
        return wanted
    if figure.unit == "person" and (told := of_officers(ctx, scene, fr, subject)):
        return told
    if subject.code in ctx.theatre.groups or several:
        return None
    if figure.measure.startswith("strength") and (found := of_segment(ctx, scene, fr)):
        return found
    found = named(scene, lead_start(ctx, scene, fr), fr.left)
    if found:
        return found
    loses = scene.has(fr.verb, "lose") and subject.rule.startswith("actors.clause")
    if (kind != "casualties" or loses) and subject.rule.startswith(DERIVED):
        verb = fr.verb
        tells = verb is None or scene.words[verb] in nouns("words", "speech")
        acting = [] if tells else all_named(scene, clause_start(scene, verb or 0), subject_end(scene, verb or 0))
        if subject.rule.startswith("actors.role.pronoun") and not acting:
            acting = all_named(scene, 0, fr.left)  # "The Texas National Guard said it would send 250"
        if len(acting) == 1:
            return acting[0]
    described = ctx.theatre.about_forces or not figure.measure.startswith("deployment")
    if kind != "casualties" and described and (found := of_heading(ctx, scene)):
        return found
    last = next((d for d in reversed(ctx.done) if d.family == kind), ctx.done[-1] if ctx.done else None)
    fresh = services_headings.governing(ctx, scene)
    goes_on = last is not None and (fresh is None or fresh.ordinal <= last.figure.sentence)
    if last and goes_on and last.service and takes_over(scene, fr, figure, last, subject):
        return last.service
    if kind == "force" and subject.rule.startswith("actors.role.pronoun") and (found := of_section(ctx, scene, 2)):
        return found
    if figure.unit == "person":
        return by_company(ctx, scene, fr, subject) or (
            of_section(ctx, scene, 2) if kind == "casualties" and is_bare_loss(ctx, scene, fr, subject) else None
        )
    return (
        of_section(ctx, scene, 10) if (fresh is None or goes_on) and kind in ("holdings", "transfer", "force") else None
    )


def of_phrase(ctx: Context, scene: Scene, fr: Frame) -> str | None:
    """Branch of the counted noun or of the phrase tied to it ("30 soldiers of the army", "casualties inflicted on")."""
    behind = after_list(ctx, scene, fr)
    return named(scene, fr.end, fr.stop) or named(scene, behind, linked_end(scene, behind))


def subject_end(scene: Scene, verb: int) -> int:
    """End of the subject of the verb, before what is said of another in passing ("Kenya, | whose navy shelled")."""
    return next((k for k in range(verb - 1, 0, -1) if scene.words[k] == "whose"), verb)


def of_heading(ctx: Context, scene: Scene) -> str | None:
    """Branch that the heading of the section names, unless the sentence is about several."""
    above = services_headings.governing(ctx, scene)
    if above is None or len(all_named(scene, 0, len(scene.tokens))) > 1:
        return None
    found = named(above, 0, len(above.tokens))
    return found if found and services_headings.is_of_force(above, services()) else None


def of_segment(ctx: Context, scene: Scene, fr: Frame) -> str | None:
    """The one branch named between the figure before and the figure after, but for what leads into the latter."""
    start = max((d.frame.stop for d in ctx.done if d.figure.sentence == scene.ordinal), default=0)
    following = next_figure(ctx, scene, fr)
    end = following - 4 if following < len(scene.tokens) else following
    found = all_named(scene, start, end)
    return found[0] if len(found) == 1 and "them" not in scene.words[fr.end : end] else None


def linked_end(scene: Scene, start: int) -> int:
    """End of the phrase that "of", "in" or "serve in" at `start` ties to the counted noun."""
    words, stop = scene.words, start + 2 * (scene.words[start : start + 1] == ["inflicted"])
    while words[stop : stop + 1] and words[stop] in nouns("words", "service_links"):
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


def is_bare_loss(ctx: Context, scene: Scene, fr: Frame, subject: Pick) -> bool:
    """Whether losses without a noun are a state's in a fight of armed men ("We inflicted two casualties")."""
    inflicted = any(w.startswith("inflict") for w in scene.words)
    return points_back(scene, fr) and inflicted and ctx.is_state(subject.code)


def of_section(ctx: Context, scene: Scene, reach: int) -> str | None:
    """The one branch that the nearest sentence above names which names any ("The navy has two carriers. It ...")."""
    for ordinal in range(scene.ordinal, max(-1, scene.ordinal - reach - 1), -1):
        span = ctx.doc.sentences[ordinal]
        if triggers().isdisjoint(SEPARATORS.split(ctx.doc.text[span.start : span.end].lower())):
            continue
        earlier = ctx.scene(ordinal)
        short = len(earlier.tokens) <= LONGEST_HEAD or ordinal == 0
        verb = next(iter(sorted(earlier.verbs)), 0)
        found = all_named(earlier, 0, len(earlier.tokens) if short else verb)
        if found or all_named(earlier, verb, len(earlier.tokens)):
            counted = any(d.figure.sentence == ordinal and d.family != "casualties" for d in ctx.done)
            heads = counted or short or reach <= 2
            return found[0] if len(found) == 1 and ordinal < scene.ordinal and heads else None
    return None


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
            return named(scene, actor.start, actor.end + 2)
    for k, start in enumerate(scene.tokens.starts):
        if start == subject.start and len(all_named(scene, 0, len(scene.words))) == 1:
            return named(scene, max(0, k - 1), k + 1)
    return None


def takes_over(scene: Scene, fr: Frame, figure: Figure, last: Done, subject: Pick) -> bool:
    """Whether the figure goes on about the branch of the figure before: the same side, its kit, or a noun left out."""
    if last.subject.code != subject.code or scene.ordinal - last.figure.sentence > 3:
        return False
    if figure.unit != "person":
        fresh = scene.ordinal > last.figure.sentence and any(a.text_start == subject.start for a in scene.actors)
        return not fresh and (
            last.figure.measure.split(".")[0] == figure.measure.split(".")[0] or last.figure.unit == "person"
        )
    crew = fr.head is not None and scene.words[fr.head] in nouns("words", "crews") and last.figure.unit != "person"
    same = points_back(scene, fr) or subject.rule == "actors.subject.repeated" or crew
    return subject.rule in TAKEN_OVER and same and figure.measure.startswith("casualties")


def of_officers(ctx: Context, scene: Scene, fr: Frame, subject: Pick) -> str | None:
    """Police of the same country told before, who the "officers" are, or those of whom the noun is left out."""
    last = next((d for d in reversed(ctx.done) if d.figure.unit == "person" and d.population != "civilian"), None)
    if last is None or last.service != "police" or last.subject.code != subject.code:
        return None
    bare = fr.head is None or scene.words[fr.head] in ("others", "more")
    return last.service if bare or scene.words[fr.head or 0] in nouns("words", "police_ranks") else None


def by_company(ctx: Context, scene: Scene, fr: Frame, subject: Pick) -> str | None:
    """Branch of "soldiers": set beside airmen or sailors, or of a side whose army the sentence names."""
    head = scene.words[fr.head] if fr.head is not None else ""
    for branch, words in read_toml("services.toml")["by_company"].items():
        if head not in words:
            continue
        if any(w in OTHERS and is_of(scene, k, subject.code) for k, w in enumerate(scene.words)):
            return str(branch)
        if any(is_of(scene, k, subject.code) and not tells(scene, k) for k, w in enumerate(scene.words) if w in ARMY):
            return str(branch)
    return None


def tells(scene: Scene, k: int) -> bool:
    """Whether the army at `k` is the one that speaks ("The army said five soldiers were killed")."""
    return not nouns("words", "speech").isdisjoint(scene.words[k + 1 : k + 4]) or "according" in scene.words[k - 4 : k]


def is_of(scene: Scene, k: int, code: str | None) -> bool:
    """Whether the noun at `k` may be of the side: no other side's name is in its phrase."""
    actor = next((a for a in scene.actors if a.start <= k < a.end), None) or named_before(scene, k)
    return actor is None or actor.code == code
