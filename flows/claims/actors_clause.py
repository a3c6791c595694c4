"""Who does what in a sentence: subjects of verbs and agents of passives."""

from __future__ import annotations

from flows.claims.actors_context import Context, Pick, is_agent, is_side, is_subject_word, pick
from flows.claims.actors_roles import resolve
from flows.claims.actors_scene import BRACKETS, HARD, Actor, Scene, is_participle
from flows.claims.actors_words import nouns
from flows.claims.roster_parties import words as words_of

ARTICLES = frozenset({"the", "a", "an", "its", "their", "several", "two", "three"})
MEN_ROLES = frozenset({"insurgent", "government", "group", "unit", "invader", "enemy"})
CONTRAST = frozenset({"though", "although", "while", "whereas", "but", ";"})
CLAIMING = frozenset({"claimed", "claims", "claim", "admitted", "reported"})
OWNING = frozenset({"its", "their", "his", "her", "whose", "our"})
DEED = 10  # words from a deed to the pronoun that takes it up
LEAD = 2  # words before the subject of a second clause
PARTS_OF_NAMES = frozenset({"the", "of", "members", "member", "men"})


def clause_start(scene: Scene, index: int) -> int:
    """First token of the clause that holds `index`, over "said", "that", "when" and hard punctuation."""
    words, speech, subordinate = scene.words, nouns("words", "speech"), nouns("frames", "subordinate")
    depth = 0
    for k in range(index - 1, -1, -1):
        word = words[k]
        if word in BRACKETS:
            depth = max(0, depth + BRACKETS[word])
            continue
        if depth:
            continue
        if word in HARD:
            return k + 1
        told = word in speech and word not in ("put", "puts")
        told = told and not any(a.start <= k < a.end for a in scene.actors)  # "the United States"
        told = told and (word == "according" or words[k + 1 : k + 2] != ["to"])
        told = told and not (k + 1 == index and words[index].endswith("ing"))  # "reported capturing five officers"
        told = told and not (words[k : k + 2] == ["accused", "of"] and words[k - 1] in nouns("words", "stands"))
        if told or word == "that":
            return after_attribution(scene, k + 1, index)
        if word in subordinate and words[k + 1 : k + 2] not in (["well"], ["many"]):
            return k + 1 if k else after_comma(scene, 1, index)
    return after_fronted(scene, 0, index)


def after_fronted(scene: Scene, start: int, index: int) -> int:
    """Start of the clause proper after "Despite a truce, " and the like, if a side is named behind the comma."""
    if scene.words[start : start + 1] and scene.words[start] in nouns("frames", "fronting"):
        behind = after_comma(scene, start, index)
        named = scene.actors_in(behind, index) or any(behind <= k < index for k in scene.roles)
        return behind if named else start
    return after_attribution(scene, start, index)


def after_attribution(scene: Scene, start: int, index: int) -> int:
    """Start of the clause proper after "according to X, "."""
    words = scene.words
    if words[start : start + 1] == ["according"] or words[start - 1 : start] == ["according"]:
        return after_comma(scene, start, index)
    return start


def after_comma(scene: Scene, start: int, index: int) -> int:
    """Token after the first comma between two tokens; `start` where there is none."""
    return next((k + 1 for k in range(start, index) if scene.words[k] == ","), start)


def doer(ctx: Context, scene: Scene, verb: int) -> Pick | None:
    """Grammatical subject of an active verb as a side, or None where it is an event, a thing or unknown."""
    words, through = scene.words, nouns("frames", "through")
    if verb and words[verb].endswith("ing") and words[verb - 1] in CLAIMING:
        verb -= 1  # "The BLA claimed | killing 30 men"
    start = clause_start(scene, verb)
    if is_between_two(scene, start, verb):
        return None
    near = contiguous(scene, verb)
    if near is not None:
        return pick(near, "actors.clause.subject")
    if lived_at(scene, start, verb):
        return None
    k = verb - 1
    while k >= 0 and words[k] in through and words[k] != "and":
        k -= 1
    if k >= 1 and words[k] in nouns("nouns", "event") and words[k - 1] in ("a", "an", "another"):
        return None  # "a bombing left seven dead": whose it was is not told here
    if k >= 0 and words[k] in nouns("nouns", "mutual"):
        return None  # "the 2006 Israel-Hezbollah war killed": no side alone
    foreign = scene.roles.get(k) == "insurgent" and any(
        a.end <= k < a.end + 3 and is_of_rebels(scene, a, verb) for a in scene.actors
    )
    known = scene.roles.get(k) not in (None, "third") and not foreign and is_subject_word(scene, k)
    if known and (found := resolve(ctx, scene, k)):
        return found
    if scene.roles.get(k) in ("insurgent", "unknown"):
        return None  # "militants killed": a side of their own, though nobody says which
    if k >= 0 and words[k] in nouns("frames", "relative"):
        return antecedent(ctx, scene, k, verb)
    options: list[tuple[int, Actor | None]] = [
        (a.start, a)
        for a in scene.actors_in(start, verb)
        if is_side(a) and may_do(scene, a, start) and not enclosed(scene, a.start, verb)
    ]
    if words[verb - 1] == "and":  # "a war that was started by the United States, and sent six jets"
        options = [o for o in options if o[1] is None or not is_agent(scene, o[1])]
    options += [(k, None) for k in scene.roles if start <= k < verb and role_may_do(scene, k, start)]
    aside = start > 0 and words[start - 1] in ("after", "before", "while") and words[start].endswith("ing")
    if not options and aside and words[verb].endswith("ing") and words[verb - 1] == ",":
        main = after_fronted(scene, 0, verb)  # "X sank the ship after attacking it with drones, killing four"
        leads = (a for a in scene.actors_in(main, start) if is_side(a) and may_do(scene, a, main))
        options += [(a.start, a) for a in leads][:1]
    relative = max((i for i in range(start, verb) if words[i] == "who"), default=None)
    if relative is not None and words[verb - 1] == "and" and (led := antecedent(ctx, scene, relative, verb)):
        return led  # "fighters of the KNLA, who killed 15 soldiers and lost one"
    if meant := apposed_doer(scene, start, verb):
        return pick(meant, "actors.clause.subject")
    second = second_clause(scene, start, verb)
    for position, actor in sorted(options, key=lambda o: (not second <= o[0] <= second + LEAD, o[0])):
        found = pick(first_named(scene, actor), "actors.clause.subject") if actor else resolve(ctx, scene, position)
        if found:
            return found
    return None


def lived_at(scene: Scene, start: int, verb: int) -> bool:
    """Whether the verb is that of the clause around "where": "a bomb at a hotel | where they stayed killed four"."""
    words, be = scene.words, nouns("frames", "be")
    if words[start - 1 : start] != ["where"] or "," in words[start:verb]:
        return False
    stays = nouns("words", "stays")
    return any(words[k] in stays or (words[k] in be and words[k + 1] in stays) for k in range(start, verb - 1))


def is_between_two(scene: Scene, start: int, verb: int) -> bool:
    """Whether a fight of two sides is the verb's subject ("Clashes between troops and rebels killed 11")."""
    words, mutual = scene.words, nouns("nouns", "mutual", "event")
    pairs = range(start, verb - 3)
    return any(words[k] in mutual and words[k + 1] == "between" and "," not in words[k:verb] for k in pairs)


def apposed_doer(scene: Scene, start: int, verb: int) -> Actor | None:
    """Group or force named between commas right before the verb ("Colombia's paramilitaries, the AUC, murdered")."""
    words = scene.words
    if words[verb - 1] != ",":
        return None
    named = next((a for a in scene.actors_in(start, verb) if a.end == verb - 1 and a.form in ("group", "force")), None)
    led = named.start - (words[named.start - 1] == "the") - 1 if named else 0
    return named if led > start and words[led] == "," else None


def second_clause(scene: Scene, start: int, verb: int) -> int:
    """Start of the last clause with a verb of its own before it ("X broke through, and | Y lost 40"), else `start`."""
    words = scene.words
    for k in range(verb - 1, start, -1):
        if words[k] == "and" and words[k - 1] == "," and any(i in scene.verbs for i in range(start, k - 1)):
            return k + 1
    return start


def antecedent(ctx: Context, scene: Scene, k: int, verb: int) -> Pick | None:
    """Side that a relative pronoun at `k` takes up; None where it is an event ("attacks on X, which killed nine")."""
    if deed_taken_up(scene, k):
        return None  # who is behind it is asked of the event
    at = k - 1 - (scene.words[k - 1] == ",")
    if scene.roles.get(at) == "insurgent" and not any(a.end >= at - 1 and a.end <= at for a in scene.actors):
        found = resolve(ctx, scene, at)  # "UN helicopters fired on the rebels, who lost one"
        return found.again("actors.clause.relative") if found else None
    before = [a for a in scene.actors if a.end <= k and k - a.end <= 8 and is_side(a)]
    if scene.has(verb, "harm"):
        before = [a for a in before if a.preposition not in ("on", "against")]
    if before and nouns("nouns", "mutual").isdisjoint(scene.words[before[-1].end : k]):
        return pick(before[-1], "actors.clause.relative")
    for i in range(k - 1, max(-1, k - 4), -1):
        if scene.roles.get(i) in MEN_ROLES and (found := resolve(ctx, scene, i)):
            return found.again("actors.clause.relative")
    return None


def deed_taken_up(scene: Scene, k: int) -> bool:
    """Whether "that" or "which" at `k` takes up a deed: "condemned the bombing at Kabul airport, | which killed 13"."""
    words, events = scene.words, nouns("nouns", "event", "deed")
    if words[k] not in ("that", "which"):
        return False
    for i in range(k - 1, max(-1, k - DEED), -1):
        if words[i] in events and words[i] not in nouns("nouns", "aircraft"):
            led = words[i - 1] in ARTICLES or not any(a.end == i for a in scene.actors)
            return led and words[i + 1] not in nouns("nouns", "force")
        if words[i] in HARD or (scene.verbs.get(i, frozenset()) - {"aux"}):
            return False
    return False


def enclosed(scene: Scene, index: int, verb: int) -> bool:
    """Whether brackets close between the token and the verb that did not open there."""
    between = scene.words[index:verb]
    return between.count(")") > between.count("(") or between.count("]") > between.count("[")


def role_may_do(scene: Scene, k: int, start: int) -> bool:
    """Whether a role noun may be a subject: no preposition, no object, and no name right before it that says more."""
    named = any(a.end == k for a in scene.actors)
    if scene.words[k] in ("them", "him", "us"):
        return False
    if scene.words[k] in OWNING and nouns("nouns", "force").isdisjoint(scene.words[k + 1 : k + 4]):
        return False
    following = scene.words[k + 1] if k + 1 < len(scene.words) else "."
    verb = k + 1 in scene.verbs or following.endswith("ed")
    noun = following[0].isalpha() and following not in nouns("words", "stop") and not verb
    allowed = nouns("nouns", "force", "event")
    if (
        noun
        and following not in allowed
        and following not in nouns("frames", "through")
        and scene.roles[k] == "government"
    ):
        return False
    return not named and is_subject_word(scene, k) and not is_object(scene, k, start)


def contiguous(scene: Scene, verb: int) -> Actor | None:
    """Side whose noun phrase ends right before the verb ("Israeli air strikes have killed")."""
    words, through = scene.words, nouns("frames", "through")
    loose = nouns("nouns", "event", "force") | words_of("units", "bands")
    k = verb - 1
    while k >= 0:
        actor = next((a for a in scene.actors if a.start <= k < a.end), None)
        if actor:
            if words[actor.start - 1 : actor.start] == ["by"] or is_of_rebels(scene, actor, verb):
                return None  # "troops backed by US drones killed", "Syrian rebels killed"
            first = first_named(scene, actor)
            return first if is_side(first) and may_do(scene, first, 0) else None
        if words[k] in ("and", "or", ",") or (words[k] not in through and words[k] not in loose):
            return None
        k -= 1
    return None


def is_of_rebels(scene: Scene, actor: Actor, end: int) -> bool:
    """Whether a nation's name only says where rebels are from who act ("Syrian rebels killed 12 soldiers")."""
    irregular = any(scene.roles.get(k) == "insurgent" for k in range(actor.end, min(end, actor.end + 3)))
    return irregular and actor.form in ("adjective", "demonym") and actor.tied is None


def first_named(scene: Scene, actor: Actor) -> Actor:
    """First of joint doers: the guidelines name it alone ("Syrian and Russian warplanes" -> Syrian)."""
    words = scene.words
    lead = actor.start - (words[actor.start - 1 : actor.start] == ["the"])
    if words[lead - 1 : lead] not in (["and"], ["or"]):
        return actor
    men = lead - 2 if words[lead - 2 : lead - 1] and words[lead - 2] in nouns("nouns", "force") else lead - 1
    for other in reversed(scene.actors):
        beside = other.end == lead - 1 and other.form == actor.form
        if beside or (other.end == men < lead - 1 and other.form in ("adjective", "group", "force")):
            actor, lead = other, other.start
            if words[lead - 1 : lead] != [","]:
                break
    return actor


def may_do(scene: Scene, actor: Actor, start: int) -> bool:
    """Whether a name may be a subject: no preposition before it but "of" after men or events, and no object."""
    words = scene.words
    if actor.preposition == "of" or (actor.preposition == "from" and actor.form == "group"):
        k = actor.start - 1
        while k > 0 and words[k] in ("of", "from", "the"):
            k -= 1
        return words[k] in nouns("nouns", "force") or words[k] in PARTS_OF_NAMES
    if actor.preposition is not None or not nouns("words", "criminals").isdisjoint(
        scene.words[actor.end : actor.end + 3]
    ):
        return False
    return not is_object(scene, actor.start, start)


def is_object(scene: Scene, index: int, start: int) -> bool:
    """Whether a verb stands right before the noun phrase at `index` ("attacked an Egyptian post")."""
    k = index - 1
    while k >= start and (scene.words[k] in ARTICLES or scene.words[k].isdigit()):
        k -= 1
    if k < start or scene.has(k, "aux"):
        return False
    word = scene.words[k]
    participle = word.endswith("ed") and "-" not in word and word not in nouns("words", "describing")
    return participle or scene.has(k, "attack", "harm", "down", "give", "have")


def by_agent(ctx: Context, scene: Scene, start: int, end: int) -> Pick | None:
    """Side after "by" (or "at the hands of") between two tokens."""
    words = scene.words
    for k in range(start, min(end, len(words))):
        if words[k] in CONTRAST:
            return None  # another clause has another doer
        if (words[k] == "by" and inflicts(scene, k)) or words[k : k + 2] == ["hands", "of"]:
            limit = k + 1
            while limit < min(k + 7, len(words)) and words[limit] not in (
                ",",
                ";",
                ".",
                "backed",
                "supported",
                "on",
                "in",
                "at",
                "for",
                "as",
                "that",
            ):
                limit += 1
            for actor in scene.actors_in(k + 1, limit + 2):
                if actor.start < limit and actor.form not in ("city", "region") and not actor.is_void:
                    return pick(actor, "actors.clause.by")
            for i in range(k + 1, limit):
                own = words[i + 1 : i + 2] == ["own"]
                if (
                    i in scene.roles
                    and (own or scene.roles[i] not in ("third", "country"))
                    and (found := resolve(ctx, scene, i))
                ):
                    return found.again("actors.clause.by")
    return None


def inflicts(scene: Scene, by: int) -> bool:
    """Whether "by" follows harm, a deed of arms or an event, not "used by", "confirmed by"."""
    events = nouns("nouns", "event")
    for k in range(by - 1, max(-1, by - 14), -1):
        word = scene.words[k]
        if word in events or scene.has(k, "harm", "down", "attack", "launch", "die") or word in ("dead", "wounded"):
            return True
        if word.endswith("ed") or (is_participle(word) and k in scene.verbs) or word in (";", "."):
            return False
    return False
