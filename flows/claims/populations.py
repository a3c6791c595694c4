"""Which population a figure counts: military, civilian, mixed or unknown."""

from __future__ import annotations

import re
from functools import cache

from flows.claims.actors_context import Context, Pick, after_list, next_figure, shared_phrase
from flows.claims.actors_scene import Frame, Scene, frame, is_participle
from flows.claims.actors_words import nouns, populations, singulars
from flows.claims.entities import is_group
from flows.claims.figures import Figure
from flows.claims.populations_beside import OF_BATTLE, are_ours, is_of_police, of_battle, of_foes, of_listed
from flows.claims.roster_names import LEADER
from flows.lexicon import read_toml

SAME = frozenset(
    {
        "actors.subject.coordinated",
        "actors.subject.carried",
        "actors.subject.part",
        "actors.subject.list",
        "actors.subject.raised",
    }
)
LOSING = frozenset({
    "actors.clause.subject", "actors.role.pronoun", "actors.subject.before_number", "actors.subject.toll",
    "actors.subject.inflicted_on", "actors.role.defenders", "actors.role.invaders", "actors.subject.cost",
    "actors.role.pronoun_sentence_before", "actors.subject.sentence_subject", "actors.role.speaker",
    "actors.role.issuer",
})  # fmt: skip
ARMED = frozenset({
    "actors.subject.of_force", "actors.role.army_of_theatre", "actors.role.force_in_sentence",
    "actors.role.force_before",
    "actors.role.enemy", "actors.role.army_of_figure_before", "actors.role.unit", "actors.subject.inflicted",
})  # fmt: skip
OUR_OWN = frozenset({"sons", "young", "brave", "finest", "best", "bravest", "own"})
NEAR = 2  # sentences
TOLL = 5  # words of a toll in front of its number
UNIT_NAME = 6  # words
REMARKED = 7  # words from a figure to the next, on which a remark is too
CROWD_REACH = 16  # words
ATTACKED = 20  # words from a verb of attack to "killing"
TELLING = frozenset({"at", "to", "was", "is", "were", "reached", "totaled", "totalled", "numbered", "exceeded"})
PLACED = frozenset({"who", "that", "which", "in", "on", "at", "near", "outside", "as", "while", "with", ","})
LONGEST_LABEL = 14  # words
LOSS_WORDS = frozenset({"losses", "enemy", "dead", "inflicted", "inflict", "manpower", "personnel"})


def noun_population(word: str) -> str | None:
    """Population that a noun shows, None for a noun that shows none."""
    table = populations()
    return next((table[form] for form in singulars(word) if form in table), None) if word else None


def head_population(scene: Scene, start: int, stop: int) -> str | None:
    """Population of a noun phrase: of its last noun that shows one, over "dead" and "people"."""
    words, table = scene.words, populations()
    unknown = None
    for k in range(stop - 1, start - 1, -1):
        if k > start:
            for tail in singulars(words[k]):
                if found := table.get(f"{words[k - 1]}_{tail}"):
                    return found
        found = noun_population(words[k])
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
    text = " ".join(scene.words[start:stop])
    return next((name for name, pattern in phrase_patterns() if pattern.search(text)), None)


def population(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, subject: Pick) -> str | None:
    """Population of a figure; None for equipment, military for forces, else by head, phrase or figure before."""
    if figure.unit not in ("person", "formation"):
        return None
    if fr.head is None and figure.measure.startswith("casualties.") and (among := of_among(scene, fr)):
        return among
    end = before_next(scene, fr, min(clause_end(scene, fr.stop), next_figure(ctx, scene, fr)))
    said = by_phrase(scene, fr.start, end) or of_toll(scene, fr) or shared_remark(ctx, scene, fr)
    if kind == "force" or figure.unit == "formation":
        return "mixed" if figure.unit == "person" and said == "mixed" else "military"
    head = head_population(scene, *(shared_phrase(ctx, scene, fr) or shared_noun(ctx, scene, fr) or (fr.end, fr.stop)))
    part = predicate(scene, fr)
    if (said == "mixed" and head != "military" and part is None) or is_listed_mix(ctx, scene, fr):
        return "mixed"
    if head == "civilian" and is_officer_of_them(ctx, scene, fr):
        return "military"
    if head in ("military", "civilian"):
        return head
    if any(a.form == "force" and fr.end <= a.start < fr.stop for a in scene.actors):
        return "military"  # "3 ANP KIA"
    if labelled := of_label(scene, fr) or of_sized(scene, fr):
        return labelled
    after = "military" if scene.words[fr.stop : fr.stop + 2] == ["of", "war"] else after_head(ctx, scene, fr)
    after = after or part
    if after or said:
        return after or said
    if figure.measure == "casualties.captured" and is_taken_in_battle(scene, fr):
        return "military"
    prisoners = fr.head is not None and scene.words[fr.head] in ("prisoners", "prisoner")
    if figure.measure == "casualties.captured" and prisoners and ctx.is_battle:
        return "military"
    if figure.measure == "casualties.deserted" and points_back(scene, fr):
        return "military"  # "1,300 surrendered"
    bare = fr.head is None or scene.words[fr.head] in ("casualties", "casualty", "dead", "wounded")
    if kind == "casualties" and bare and subject.code == ctx.theatre.issuer and are_ours(ctx, scene, fr):
        return "military"  # "Nearly 30,000 have been wounded", in a speech on our soldiers
    if fr.head is None and (told := of_topic(scene, fr)):
        return told
    if bare and (told := of_attacked(scene, fr)):
        return told  # "attacked troops of the battalion, causing them 11 casualties"
    if fr.head is not None and scene.words[fr.head] in ("agents", "agent") and is_of_police(ctx, scene):
        return "military"
    if kind == "casualties" and in_crowd(scene, fr):
        return "civilian"
    if kind == "casualties" and (listed := of_listed(ctx, scene, fr) or of_foes(ctx, scene, fr)):
        return listed
    of_group = subject.code in ctx.theatre.groups or (subject.code is not None and is_group(subject.code))
    if of_group or subject.rule == "actors.subject.ship":
        return "military"
    return of_elided(ctx, scene, fr, kind, subject) if points_back(scene, fr) else "unknown"


def is_officer_of_them(ctx: Context, scene: Scene, fr: Frame) -> bool:
    """Whether an official is one of the fighters told before: "seven fighters, including a senior official"."""
    last = ctx.done[-1] if ctx.done else None
    if last is None or last.figure.sentence != scene.ordinal or last.population != "military" or fr.head is None:
        return False
    return scene.words[fr.head] in ("official", "officials") and opens_part(scene, fr)


def opens_part(scene: Scene, fr: Frame) -> bool:
    """Whether the words before a figure say that it is one of those told before: "including", "among them"."""
    before = scene.words[max(0, fr.left - 2) : fr.left]
    return before[-1:] == ["including"] or before == ["among", "them"]


def of_toll(scene: Scene, fr: Frame) -> str | None:
    """Population of the toll that is put at a bare number ("military casualties at 100,000")."""
    if fr.head is not None or TELLING.isdisjoint(scene.words[max(0, fr.left - 2) : fr.start]):
        return None
    return by_phrase(scene, max(0, fr.left - TOLL), fr.start)


def before_next(scene: Scene, fr: Frame, end: int) -> int:
    """`end`, or where what leads into the next figure begins ("at 100,000 | and civilian deaths at 30,000")."""
    if scene.words[end - 1 : end] != ["at"] or end <= fr.stop:
        return end
    return next((k for k in range(fr.stop, end) if scene.words[k] == "and"), end)


def is_taken_in_battle(scene: Scene, fr: Frame) -> bool:
    """Whether those counted were taken prisoner ("took 8,000 prisoners", "600 were taken prisoner")."""
    words, head = scene.words, scene.words[fr.head] if fr.head is not None else ""
    if head in ("prisoners", "prisoner"):
        return words[fr.left - 1].startswith(("took", "tak", "captur")) or "taken" in words[fr.end : fr.stop + 4]
    return any(words[k : k + 2] == ["taken", "prisoner"] for k in range(fr.stop, fr.stop + 4))


def shared_noun(ctx: Context, scene: Scene, fr: Frame) -> tuple[int, int] | None:
    """Phrase of the next figure where this one has but a nationality ("nine French and three Malawian soldiers")."""
    names = [a for a in scene.actors if fr.end <= a.start and a.end <= fr.stop]
    number = next_figure(ctx, scene, fr)
    bare = bool(names) and names[0].start == fr.end and names[-1].end == fr.stop
    if bare and names[0].form == "group":
        return None  # "four VDP and one civilian"
    if not bare or scene.words[fr.stop : fr.stop + 1] not in (["and"], [","]) or number > fr.stop + 3:
        return None
    figure = next((f for f in ctx.by_sentence[scene.ordinal] if scene.tokens.at(f.number.start) == number), None)
    if figure is None:
        return None
    following = frame(scene, figure)
    return (following.end, following.stop) if following.head is not None else None


def shared_remark(ctx: Context, scene: Scene, fr: Frame) -> str | None:
    """Mixed where a remark behind the next figure is on both: "37 died and 90 were hurt, most of them civilians"."""
    words, number = scene.words, next_figure(ctx, scene, fr)
    if number - fr.stop > REMARKED or "and" not in words[fr.stop : number]:
        return None
    figure = next((f for f in ctx.by_sentence[scene.ordinal] if scene.tokens.at(f.number.start) == number), None)
    following = frame(scene, figure) if figure is not None else None
    if following is None or (following.head is not None and words[following.head] not in nouns("words", "elided")):
        return None
    end = min(clause_end(scene, following.stop), next_figure(ctx, scene, following))
    return "mixed" if by_phrase(scene, following.stop, end) == "mixed" else None


def in_crowd(scene: Scene, fr: Frame) -> bool:
    """Whether the dead stood in a crowd of people who are no armed men ("amid a crowd of pilgrims, killing 53")."""
    words = scene.words
    for k in range(max(0, fr.left - CROWD_REACH), fr.left - 1):
        if words[k] in ("crowd", "crowds") and words[k + 1] == "of":
            return head_population(scene, k + 2, min(k + 6, fr.left)) != "military"
    return False


def of_label(scene: Scene, fr: Frame) -> str | None:
    """Population of the label that a bare number stands behind ("Regular army: 45,385", "Hezbollah: 640")."""
    if fr.head is not None or scene.words[fr.left - 1 : fr.left] != [":"] or not LONGEST_LABEL > fr.left > 1:
        return None
    if any(k in scene.verbs and not is_participle(scene.words[k]) for k in range(fr.left - 1)):
        return None
    kinds = {noun_population(word) for word in scene.words[: fr.left - 1]} & {"military", "civilian"}
    if len(kinds) == 1:
        return kinds.pop()
    armed = any(a.form in ("force", "group") for a in scene.actors_in(0, fr.left))
    return "military" if armed and not kinds else None


def of_sized(scene: Scene, fr: Frame) -> str | None:
    """Military where a body of men is sized by a bare number ("The garrison of 3,000 surrendered")."""
    lead = scene.words[max(0, fr.start - 2) : fr.start]
    sized = fr.head is None and len(lead) == 2 and lead[1] == "of"
    bodies = nouns("words", "bodies_of_men") - {"side", "company", "patrol", "convoy"}
    return "military" if sized and (lead[0] in bodies or noun_population(lead[0]) == "military") else None


def of_attacked(scene: Scene, fr: Frame) -> str | None:
    """Population of those who were attacked ("shelled a group of villagers who were in a queue, killing 10")."""
    words = scene.words
    if fr.verb is None or fr.verb < 1 or words[fr.verb - 1] != "," or not words[fr.verb].endswith("ing"):
        return None
    for k in range(fr.verb - 2, max(-1, fr.verb - ATTACKED), -1):
        if scene.has(k, "attack") and scene.words[k].endswith("ed"):
            stop = next((i for i in range(k + 1, fr.verb) if words[i] in PLACED), fr.verb - 1)
            found = noun_population(words[stop - 1])
            return found if found in ("military", "civilian") else None
    return None


def noun_after(scene: Scene, fr: Frame, k: int) -> tuple[int, str | None]:
    """End of the noun phrase behind the preposition at `k`, before a figure, and its population."""
    span = range(k + 1, min(k + 6, fr.left))
    stop = next((i for i in span if i in scene.verbs or scene.words[i] in ("in", "at", "from")), k + 4)
    return stop, head_population(scene, k + 1, min(stop, fr.left))


def of_among(scene: Scene, fr: Frame) -> str | None:
    """Population of those a toll is counted among ("deaths among the troops reached 30, those among civilians 12")."""
    words = scene.words
    for k in range(fr.left - 1, max(-1, fr.left - 12), -1):
        if words[k] in (";", ".", "and", "while"):
            return None
        if words[k] == "among" and words[k - 1] in nouns("words", "counted_among"):
            found = noun_after(scene, fr, k)[1]
            return found if found in ("military", "civilian") else None
    return None


def of_topic(scene: Scene, fr: Frame) -> str | None:
    """Population of the noun after "number of" that is counted ("the number of fighters killed rose to 218")."""
    words = scene.words
    for k in range(fr.left - 1, max(-1, fr.left - 25), -1):
        if words[k] in (";", "."):
            return None
        if words[k] == "of" and words[k - 1 : k] == ["number"]:
            stop, found = noun_after(scene, fr, k)
            named = any(k < a.start < stop for a in scene.actors)
            if any(k < a.start < stop and a.form in ("group", "force") for a in scene.actors):
                return "military"
            return found if found in ("military", "civilian") else "unknown" if named else None
    return None


def predicate(scene: Scene, fr: Frame) -> str | None:
    """Population that a part is said to be ("two of them were children", "30 were policemen")."""
    words = scene.words
    bare = fr.head is None and words[fr.stop : fr.stop + 1] in (["were"], ["are"], ["was"])
    bare = bare and words[fr.left - 1 : fr.left] != ["whom"]  # women among soldiers are soldiers
    if words[fr.stop : fr.stop + 1] != ["of"] and not bare:
        return None
    if not bare and words[fr.stop + 1 : fr.stop + 2] in (["them"], ["whom"]) and fr.stop + 2 < len(words):
        named = noun_population(words[fr.stop + 2])  # "nine of them civilians"
        if named in ("military", "civilian"):
            return named
    be = next(
        (
            k
            for k in range(fr.stop + (not bare), min(fr.stop + 5, len(words)))
            if words[k] in ("were", "are", "was", "is")
        ),
        None,
    )
    if be is None or be + 1 in scene.verbs:
        return None
    stop = be + 1
    while (
        stop < len(words)
        and stop - be < 5
        and words[stop][0].isalpha()
        and words[stop] not in ("in", "of", "at", "who", "by")
        and not (bare and scene.has(stop, "harm", "die", "attack"))
    ):
        stop += 1
    found = head_population(scene, be + 1, stop)
    return found if found in ("military", "civilian") else None


def is_listed_mix(ctx: Context, scene: Scene, fr: Frame) -> bool:
    """Whether a list after the head holds both armed men and civilians ("270 people: guards, gas workers")."""
    words, k = scene.words, fr.stop
    if words[k : k + 1] == [","] and noun_population(words[k - 1]) in ("civilian", "military"):
        last = next((i for i in range(k, min(k + 12, len(words) - 1)) if words[i] == "and"), None)
        verb = last is not None and any(
            scene.has(i, "die", "harm") or scene.has(i, "aux") for i in range(last, last + 4)
        )
        found = {noun_population(w) for w in words[k - 1 : last + 3]} if last is not None and verb else set()
        return {"military", "civilian"} <= found and next_figure(ctx, scene, fr) > (last or 0) + 3
    if words[k : k + 1] == ["including"] or (words[k : k + 1] and words[k] in (":", "-", "–", "—", "(")):
        end = min(clause_end(scene, k + 1), k + 18)
        found = {noun_population(w) for w in words[k + 1 : end]}
        return {"military", "civilian"} <= found and not any(w[0].isdigit() for w in words[k + 1 : end])
    return False


def of_elided(ctx: Context, scene: Scene, fr: Frame, kind: str, subject: Pick) -> str:
    """Population of a figure whose noun is left out: of the figure before, or of an army that loses men."""
    if any(a.text_start == subject.start and a.form == "force" for a in scene.actors) or of_unit(scene, subject):
        return "military"
    if kind == "casualties" and lost_by_men(scene, fr):
        return "military"
    down = scene.words[fr.stop : fr.stop + 2] in (["of", "them"], ["of", "whom"])
    last = next((d for d in reversed(ctx.done) if d.family == kind and (down or not d.is_part)), None)
    if down and ctx.done and ctx.done[-1].figure.sentence == scene.ordinal:
        last = ctx.done[-1]  # "200 men were sent, 15 of them were killed"
    if down and last and last.figure.sentence == scene.ordinal and last.population in ("military", "civilian"):
        return last.population
    others = fr.head is not None and scene.words[fr.head] in ("others", "another", "more")
    if others and last and last.figure.sentence == scene.ordinal and last.population in ("military", "civilian"):
        return last.population  # "eight militants died and 15 others were hurt"
    if subject.rule in SAME and last and scene.ordinal - last.figure.sentence <= 4 and last.population != "mixed":
        apart = last.figure.sentence < scene.ordinal and last.frame.head is None
        those = not {"those", "them", "dead"}.isdisjoint(scene.words[fr.end : fr.stop + 3])
        if apart and not those and last.population == "civilian":
            return "unknown"  # of whom another attack was made
        return last.population or "unknown"
    bare = fr.head is None or scene.words[fr.head] in nouns("words", "elided")
    if kind == "casualties" and bare and subject.code and of_men_before(ctx, scene, subject):
        return "military"
    casualties = fr.head is not None and scene.words[fr.head] in ("casualties", "casualty")
    if casualties and not nouns("words", "fights").isdisjoint(scene.words[: fr.left]):
        return "military"  # "the clash lasted until dawn, resulting in nine casualties"
    if kind == "casualties" and not bare and "loss" in scene.words[max(0, fr.left - 2) : fr.left]:
        return "military"  # "reported the loss of 18 men"
    own = subject.rule in LOSING or subject.rule == "actors.subject.in_phrase"
    if kind == "casualties" and own and of_battle(ctx, scene, fr, subject):
        return "military"
    window = range(max(0, fr.left - 12), min(len(scene.words), fr.stop + 4))
    loses = any(scene.has(k, "lose") or scene.words[k] in LOSS_WORDS for k in window)
    return "military" if subject.rule in ARMED or (subject.rule in LOSING and loses) else "unknown"


def lost_by_men(scene: Scene, fr: Frame) -> bool:
    """Whether armed men are the subject of the verb of losing ("The Eritrean rebels lost 4,500 men")."""
    words, through = scene.words, nouns("frames", "through", "adverbs")
    head = words[fr.head] if fr.head is not None else ""
    if fr.verb is not None and words[fr.verb] in ("lost", "losing") and head in OF_BATTLE:
        return True  # "Anders lost 923 dead and 2,931 wounded"
    if fr.verb is None or not (scene.has(fr.verb, "lose") or words[fr.verb] in ("had", "has", "have")):
        return False
    k = fr.verb - 1
    while k > 0 and (words[k] in through or words[k] in ("itself", "themselves", "alone")):
        k -= 1
    if words[k] in ("that", "which") and k:
        k -= 1 + (words[k - 1] == ",")
    if k > 1 and words[k - 1] == "of" and scene.tokens.raw[k][0].isupper():
        k -= 2  # "the garrison of Guidaje had 39 killed"
    if k < 0:
        return False
    shown = noun_population(words[k])
    named = k > 0 and words[k - 1] == "the"
    losers = shown is None and words[k].endswith("s") and named  # "the royalists lost 1,800 dead"
    return shown == "military" or words[k] in nouns("words", "bodies_of_men") or losers


def of_unit(scene: Scene, subject: Pick) -> bool:
    """Whether a commander or a body of men lost those whose noun is left out ("Reid's brigade had 36 killed")."""
    if not (subject.rule in LOSING or subject.rule.startswith("actors.role.")):
        return False
    if subject.entity_id == LEADER:
        return True
    for k, start in enumerate(scene.tokens.starts):
        if start == subject.start:
            stop = k + 1
            while stop < len(scene.words) and stop - k < UNIT_NAME and names_unit(scene, stop):
                stop += 1
            return any(noun_population(word) == "military" for word in scene.words[k:stop])
    return False


def names_unit(scene: Scene, k: int) -> bool:
    """Whether the token may belong to the name of a unit ("Croatian 4th | Guards Brigade")."""
    word = scene.words[k]
    return word[0].isalnum() and k not in scene.verbs and word not in nouns("words", "stop")


def of_men_before(ctx: Context, scene: Scene, subject: Pick) -> bool:
    """Whether the last people of the subject's side that were counted, a moment ago, are its armed men."""
    for done in reversed(ctx.done):
        if scene.ordinal - done.figure.sentence > NEAR:
            return False
        if done.subject.code == subject.code and done.figure.unit == "person" and not done.is_part:
            return done.population == "military"
    return False


def points_back(scene: Scene, fr: Frame) -> bool:
    """Whether the counted noun is left out, or is one of loss or of those already counted ("others", "dead")."""
    if not {"people", "persons"}.isdisjoint(scene.words[fr.end : fr.stop]):
        return False  # "four people dead"
    if fr.head is None or scene.words[fr.head] in nouns("words", "elided"):
        return True
    return noun_population(scene.words[fr.head]) in ("same", None) or scene.words[fr.head] in ("men", "man")


def after_head(ctx: Context, scene: Scene, fr: Frame) -> str | None:
    """Population that the phrase after an empty head names: "members of the Frontier Corps", "dead among the ranks"."""
    words = scene.words
    start = after_list(ctx, scene, fr)
    if words[start : start + 1] not in (["of"], ["among"]):
        return None
    stop, articles = start + 1, ("the", "his", "its", "their", "those", "these", "our")
    while stop < len(words) and stop - start < 7 and words[stop][0].isalnum():
        if words[stop] in nouns("words", "stop") and words[stop] not in articles:
            break
        stop += 1
    if words[start + 1] == "our" and words[start + 2 : start + 3] and words[start + 2] in OUR_OWN:
        return "military"  # "we have lost 4,000 of our sons and daughters"
    found = head_population(scene, start + 1, stop)
    if found in ("military", "civilian"):
        return found
    if not nouns("words", "civil_bodies").isdisjoint(words[start + 1 : stop]):
        return "civilian"  # "leaders of the trade union"
    at = next((k for k in range(start + 2, stop) if words[k] == "men"), start)
    if words[at - 1] in ("his", "its", "their") or words[at - 1].endswith("'s"):
        return "military"  # "of their men", "of the agency's men"
    if not nouns("words", "forces_title").isdisjoint(words[start + 1 : stop]) and words[stop - 1] != "age":
        return "military"  # "members of the US military"
    forces = [a for a in scene.actors if start < a.start < stop and a.form in ("force", "group")]
    return "military" if forces else None


def clause_end(scene: Scene, start: int) -> int:
    """End of the clause from `start`: hard punctuation, or 16 tokens."""
    k = start
    while k < len(scene.words) and k - start < 16 and scene.words[k] not in (";", ":", ".", "!", "?"):
        k += 1
    return k
