"""Who does what in a sentence: subjects of verbs, agents of passives, and those behind events."""

from __future__ import annotations

from flows.claims.actors_context import Context, Pick, is_side, is_subject_word, pick, resolve
from flows.claims.actors_scene import HARD, Actor, Scene, is_passive
from flows.claims.actors_words import nouns

SUBORDINATE = frozenset(
    [
        "when",
        "while",
        "after",
        "as",
        "because",
        "where",
        "but",
        "before",
        "since",
        "if",
        "although",
        "though",
        "whereas",
        "until",
    ]
)
RELATIVE = frozenset({"who", "which", "that", "whose"})
THROUGH = frozenset(
    [
        "also",
        "then",
        "reportedly",
        "allegedly",
        "now",
        "later",
        "already",
        "still",
        "once",
        "again",
        "have",
        "has",
        "had",
        "have",
        "will",
        "would",
        "could",
        "may",
        "might",
        "can",
        "did",
        "do",
        "does",
        "not",
        "n't",
        "to",
        "and",
        "'s",
        "'",
        "’",
        "is",
        "are",
        "was",
        "were",
        "been",
        "be",
        "being",
        "air",
        "special",
        "ground",
        "naval",
        "suicide",
        "car",
        "armed",
        "government",
        "security",
        "military",
        "masked",
        "tank",
        "sniper",
        "heavy",
        "drone",
        "missile",
        "rocket",
        "artillery",
        "own",
        "separatist",
        "rebel",
        "local",
        "allied",
        "fresh",
        "night",
        "dawn",
        "overnight",
        "two",
        "three",
        "several",
        "both",
        "men",
    ]
)


def clause_start(scene: Scene, index: int) -> int:
    """First token of the clause that holds `index`, over "said", "that", "when" and hard punctuation."""
    words = scene.tokens.words
    speech = nouns("words", "speech")
    depth = 0
    k = index - 1
    while k >= 0:
        word = words[k]
        if word == ")":
            depth += 1
        elif word == "(":
            depth = max(0, depth - 1)
        elif not depth:
            if (word in HARD and word not in '"“”.()[]') or (word in '“"' and k < index - 1 and False):
                return k + 1
            if (word in speech and word != "put") or (word == "that" and words[k - 1 : k] != [","]):
                return after_attribution(scene, k + 1, index)
            if word in SUBORDINATE and not (word == "as" and words[k + 1 : k + 2] in (["well"], ["many"])):
                return after_fronted(scene, k + 1, index)
        k -= 1
    return after_attribution(scene, 0, index)


def after_attribution(scene: Scene, start: int, index: int) -> int:
    """Start of the clause proper after "according to X, "."""
    words = scene.tokens.words
    if words[start : start + 2] == ["according", "to"] or (start and words[start - 1] == "according"):
        for k in range(start, index):
            if words[k] == ",":
                return k + 1
    return start


def after_fronted(scene: Scene, start: int, index: int) -> int:
    """Start of the main clause after a fronted one ("After Israel struck, ..."): the first comma with a subject behind it."""
    words = scene.tokens.words
    if start == 1:
        for k in range(start, index):
            if words[k] == "," and k + 1 < index and words[k + 1] not in ("and", "killing"):
                return k + 1
    return start


def doer(ctx: Context, scene: Scene, verb: int) -> Pick | None:
    """Grammatical subject of an active verb as a side, or None where it is an event, a thing or unknown."""
    words = scene.tokens.words
    near = contiguous(scene, verb)
    if near is not None:
        return pick(near, "actors.clause.subject")
    k = verb - 1
    while k >= 0 and words[k] in THROUGH and words[k] != "and":
        k -= 1
    if k >= 0 and words[k] in RELATIVE:
        antecedents = [a for a in scene.actors if a.end <= k and k - a.end <= 8 and is_side(a)]
        if antecedents:
            return pick(antecedents[-1], "actors.clause.relative")
    start = clause_start(scene, verb)
    options: list[tuple[int, Actor | None]] = [
        (a.start, a) for a in scene.actors_in(start, verb) if is_side(a) and may_do(scene, a, start)
    ]
    options += [
        (k, None) for k in scene.roles
        if start <= k < verb and is_subject_word(scene, k) and not is_object(scene, k, start) and not_possessed(scene, k)
    ]  # fmt: skip
    for position, actor in sorted(options, key=lambda o: o[0]):
        if actor is not None:
            return pick(actor, "actors.clause.subject")
        found = resolve(ctx, scene, position)
        if found and found.code:
            return found
    return None


def not_possessed(scene: Scene, k: int) -> bool:
    """Whether a role noun has no name of a side right before it, which would say it better."""
    return not any(a.end == k for a in scene.actors)


def contiguous(scene: Scene, verb: int) -> Actor | None:
    """Side whose noun phrase ends right before the verb ("Israeli air strikes have killed")."""
    words = scene.tokens.words
    loose = nouns("nouns", "event") | nouns("nouns", "force")
    k = verb - 1
    while k >= 0:
        for actor in scene.actors:
            if actor.end == k + 1 and actor.start <= k:
                first = first_named(scene, actor)
                good = is_side(first) and may_do(scene, first, 0)
                return first if good else None
        if words[k] in ("and", "or", ",") or (words[k] not in THROUGH and words[k] not in loose):
            return None
        k -= 1
    return None


def first_named(scene: Scene, actor: Actor) -> Actor:
    """First of joint doers: the guidelines name it alone ("Syrian and Russian warplanes" -> Syrian)."""
    words = scene.tokens.words
    if actor.start >= 2 and words[actor.start - 1] in ("and", "or"):
        for other in scene.actors:
            if other.end == actor.start - 1 and other.form == actor.form:
                return other
    return actor


def may_do(scene: Scene, actor: Actor, start: int) -> bool:
    """Whether a name may be a subject: no preposition before it but "of" after men or events, and no object."""
    words = scene.tokens.words
    if actor.preposition == "of":
        k = actor.start - 1
        while k > 0 and words[k] in ("of", "the"):
            k -= 1
        return words[k] in nouns("nouns", "force") or words[k] in ("members", "member", "men", "rebels")
    if actor.preposition is not None and actor.preposition != "between":
        return False
    if actor.start and words[actor.start - 1] in ("against", "at"):
        return False
    return not is_object(scene, actor.start, start)


def is_object(scene: Scene, index: int, start: int) -> bool:
    """Whether a verb stands right before the noun phrase at `index` ("attacked an Egyptian post")."""
    words = scene.tokens.words
    k = index - 1
    while k >= start and (
        words[k] in ("the", "a", "an", "its", "their", "several", "two", "three") or words[k].isdigit()
    ):
        k -= 1
    return (
        k >= start
        and k in scene.verbs
        and bool(scene.verbs[k] & {"attack", "harm", "down", "give", "have"})
        and not scene.verbs[k] & {"aux"}
    )


def by_agent(ctx: Context, scene: Scene, start: int, end: int) -> Pick | None:
    """Side after "by" (or "at the hands of") between two tokens."""
    words = scene.tokens.words
    for k in range(start, min(end, len(words))):
        if words[k] == "by" or (words[k] == "hands" and words[k + 1 : k + 2] == ["of"]):
            for actor in scene.actors:
                if k < actor.start <= k + 6 and not (
                    actor.preposition and actor.form in ("city", "region", "capital", "name")
                ):
                    if any(words[i] in (",", ";", "on", "in", "at") for i in range(k + 1, actor.start)):
                        break
                    if actor.form in ("city",):
                        break
                    return pick(actor, "actors.clause.by")
            for i in range(k + 1, min(k + 6, len(words))):
                if words[i] in (",", ";", "."):
                    break
                if i in scene.roles:
                    found = resolve(ctx, scene, i)
                    if found and found.code:
                        return found
    return None


def behind_events(ctx: Context, scene: Scene, start: int, end: int) -> list[tuple[int, Pick]]:
    """Sides behind the events between two tokens, with the event's position: "a Taliban ambush", "the bombing by ..."."""
    words = scene.tokens.words
    events = nouns("nouns", "event")
    found: list[tuple[int, Pick]] = []
    for e in range(start, min(end, len(words))):
        if words[e] not in events:
            continue
        near = [a for a in scene.actors if a.end <= e and e - a.end <= 3 and is_modifier(scene, a, e)]
        if near:
            found.append((e, pick(first_named(scene, near[-1]), "actors.event.modifier")))
            continue
        agent = by_agent(ctx, scene, e + 1, e + 6)
        if agent:
            found.append((e, agent))
            continue
        role = next((k for k in range(e - 1, max(-1, e - 4), -1) if k in scene.roles), None)
        if role is not None and all(
            words[i] in THROUGH or words[i] in events or words[i] in ("'s", "'", "’") for i in range(role + 1, e)
        ):
            if scene.roles[role] not in ("country",):
                side = resolve(ctx, scene, role)
                if side and side.code:
                    found.append((e, side))
    return found


def is_modifier(scene: Scene, actor: Actor, event: int) -> bool:
    """Whether the name belongs to the event noun: nothing but nouns and adjectives lie between."""
    words = scene.tokens.words
    if actor.hyphen and actor.hyphen.split("-")[0] in nouns("hyphen", "void"):
        return False
    if actor.form in ("city", "region", "capital") or (
        actor.form == "name" and not actor.possessive and actor.code not in ("USA", "GBR", "NATO", "UN")
    ):
        return False
    between = words[actor.end : event]
    return not any(
        w in (",", "and", "in", "of", "on", "at", "by", "for", "to", "from", "'s") or not w[0].isalnum()
        for w in between
    )


def attackers(ctx: Context, scene: Scene, start: int, end: int, skip: int | None) -> list[tuple[int, Pick]]:
    """Subjects of active attack verbs between two tokens ("when Syrian warplanes bombed two towns")."""
    found = []
    for k in range(start, min(end, len(scene.tokens.words))):
        if k != skip and "attack" in scene.verbs.get(k, ()) and not is_passive(scene, k):
            if (k and scene.tokens.words[k - 1] in ("the", "a", "an", "in", "of", "by")) or k in {
                i for i in scene.roles
            }:
                continue
            side = doer(ctx, scene, k)
            if side and side.code:
                found.append((k, side))
    return found


def targets(ctx: Context, scene: Scene, start: int, end: int) -> list[tuple[int, Pick]]:
    """Sides that are attacked between two tokens: objects of attack verbs, and what follows "against" and "attack on"."""
    words = scene.tokens.words
    found = []
    for actor in scene.actors:
        if not (start <= actor.start and actor.end <= end) or actor.form in ("city", "capital", "region"):
            continue
        before = words[max(0, actor.start - 4) : actor.start]
        if "against" in before or (
            "on" in before[-2:]
            and any(w in nouns("nouns", "event") for w in words[max(0, actor.start - 5) : actor.start])
        ):
            if actor.form != "name" or "against" in before:
                found.append((actor.start, pick(actor, "actors.clause.target")))
        elif (is_object(scene, actor.start, 0) and actor.form != "name") or (
            "with" in before[-2:]
            and any(
                w.startswith("clash") or w in ("fighting", "battle", "battles", "fought")
                for w in words[max(0, actor.start - 6) : actor.start]
            )
        ):
            found.append((actor.start, pick(actor, "actors.clause.target")))
    return found
