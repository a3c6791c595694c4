"""Whom nouns and pronouns stand for: "the rebels", "the army", "its", "our forces", "the enemy", "the North"."""

from __future__ import annotations

from collections.abc import Callable

from flows.claims import entities, theatre
from flows.claims.actors_context import (
    Context,
    Pick,
    figure_starts,
    is_side,
    is_subject_word,
    pick,
    speaking,
    subject_before,
)
from flows.claims.actors_scene import Actor, Scene
from flows.claims.actors_words import nouns

RANKS = frozenset({"general", "colonel", "major", "brigadier", "admiral", "captain", "commander", "lieutenant"})
MANY = 3  # groups
BACK = 12
NUMBERED = 2  # sentences
QUOTED = 2  # sentences
OPENING = 5  # words that a sentence opens with
ORDINAL = frozenset({"st", "nd", "rd", "th", "d"})
NAMEABLE = frozenset({"government", "unit", "insurgent", "group", "unknown"})
PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i"})
PERSONAL = frozenset({"his", "he", "she", "her"})
ANTECEDENTS = frozenset({"insurgent", "government", "group", "invader", "defender", "unit", "compass"})


def resolve(ctx: Context, scene: Scene, index: int, depth: int = 0) -> Pick | None:
    """Side that the role noun or pronoun at token `index` stands for, or None."""
    named = named_before(scene, index) if scene.roles[index] in NAMEABLE else None
    if named and not (scene.roles[index] == "group" and named.form in ("adjective", "name") and ctx.theatre.groups):
        return pick(named, "actors.role.named")  # "the Lebanese group" is a group, not Lebanon
    finder = RESOLVERS.get(scene.roles[index])
    found = finder(ctx, scene, index, depth) if finder and depth < 3 else None
    return found if found and found.code else None


def named_before(scene: Scene, index: int) -> Actor | None:
    """Name in the noun phrase that ends in the role noun ("the Russian 1st Guards Tank Army", "Syrian government")."""
    stops = nouns("words", "stop")
    for k in range(index - 1, max(-1, index - 7), -1):
        actor = next((a for a in scene.actors if a.start <= k < a.end), None)
        if actor:
            return (
                actor if actor.form not in ("city", "region", "media", "agency", "ngo") and not actor.is_void else None
            )
        word = scene.words[k]
        if word in stops or not word[0].isalnum() or k in scene.verbs:
            return None
    return None


def word_pick(scene: Scene, index: int, code: str | None, rule: str, doubt: str | None = None) -> Pick | None:
    """Answer that rests on one word, resolved to `code`; None where there is no code."""
    if code is None:
        return None
    return Pick(code, rule, scene.tokens.starts[index], scene.tokens.ends[index], None, doubt)


def named_group(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Group named before (or right after) the noun, else the article's most named group."""
    loyal = theatre.loyal()
    if scene.words[index].startswith("rebel"):
        loyal |= theatre.not_rebels()
    inside = [a for a in scene.actors if a.form == "group" and a.code not in loyal and not a.is_void]
    before = [a for a in inside if a.end <= index]
    after = [a for a in inside if index < a.start <= index + 12]
    for found in (before[-1:], after[:1]):
        if found:
            return word_pick(scene, index, found[0].code, "actors.role.group_in_sentence")
    many = scene.words[index].startswith("rebel") and not ctx.doc.is_in_capitals
    if many and (alike := of_many(ctx, loyal)):
        return word_pick(scene, index, alike, "actors.role.group_of_article", "group_by_article")
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - 1 - BACK), -1):
        told = [a for a in ctx.scene(ordinal).actors if a.form == "group" and a.code not in loyal and not a.is_void]
        told = [a for a in told if is_active(ctx, scene, a.code)]
        codes = [a.code for a in told]
        if len(set(codes)) > 1:  # "JNIM, the local branch of al-Qaida"
            codes = [a.code for a in told if a.preposition is None] or codes
        if codes:
            return word_pick(scene, index, codes[-1], "actors.role.group_before")
    left = {code: n for code, n in ctx.theatre.groups.items() if code not in loyal and is_active(ctx, scene, code)}
    top = theatre.top(left)
    dated = ctx.doc.published
    if top is None and (dated or ctx.doc.is_in_capitals) and scene.roles.get(index) == "insurgent":
        top = theatre.guerrillas(dated.year if dated else None).get(ctx.theatre.country or "")
    return word_pick(scene, index, top, "actors.role.group_of_article", "group_by_article")


def of_many(ctx: Context, loyal: frozenset[str]) -> str | None:
    """Whom "the rebels" are of whom the article names many groups: the army that they say they are, else "rebels"."""
    groups = [code for code, n in ctx.theatre.groups.items() if n and code not in loyal]
    if len(groups) < MANY:
        return None
    return next((code for code in groups if code in theatre.umbrellas()), "rebels")


def is_active(ctx: Context, scene: Scene, code: str | None) -> bool:
    """Whether a group named elsewhere may be meant by the sentence: not where its places are all of other lands."""
    lands = {a.code for a in scene.actors if a.preposition in ("in", "near") and a.code in ctx.theatre.named}
    home = entities.home_of(code or "")
    if not lands or home is None or home in lands or code in theatre.everywhere():
        return True
    return not lands.isdisjoint(theatre.dyads().get(code or "", ()))


def state_force(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """State whose "the army" is: of a possessive, of the last force named, of the figure before, of the theatre."""
    words = scene.words
    for k in range(index - 1, max(-1, index - 4), -1):
        if scene.roles.get(k) == "coalition" and k == index - 1:
            return alliance(ctx, scene, k, depth)  # "coalition military forces"
        if scene.roles.get(k) in ("third", "country") and words[k] not in PRONOUNS:
            return third_person(ctx, scene, k, depth + 1)
        if scene.roles.get(k) == "own":
            return speaker(ctx, scene, k, depth)
    same = [a for a in scene.actors if a.end <= index and a.form == "force"]
    if same:
        return word_pick(scene, index, same[-1].code, "actors.role.force_in_sentence")
    actor = subject_before(scene, index) if words[index - 2 : index] == ["in", "the"] else None
    if actor and ctx.is_state(actor.code):
        return word_pick(scene, index, actor.code, "actors.role.army_of_subject")
    theme = ctx.theatre.theme
    if ctx.theatre.about_forces and ctx.is_state(theme):
        return word_pick(scene, index, theme, "actors.role.army_of_theme", "army_by_theatre")
    if ctx.theatre.is_speech and words[index] in ("troops", "soldiers", "troop", "soldier"):
        return word_pick(scene, index, ctx.theatre.issuer, "actors.role.issuer")  # "you have 160,000 troops in Iraq"
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - 5), -1):
        forces = [m for m in ctx.doc.mentions(ordinal) if m.form == "force" and m.code]
        if forces:
            return word_pick(scene, index, forces[-1].code, "actors.role.force_before")
    last = ctx.last(scene.ordinal, frozenset({"force", "holdings"}), 2)
    if last and ctx.is_state(last.subject.code) and last.subject.code not in theatre.no_army():
        return word_pick(scene, index, last.subject.code, "actors.role.army_of_figure_before")
    return word_pick(scene, index, ctx.theatre.army, "actors.role.army_of_theatre", "army_by_theatre")


def is_numbered(scene: Scene, index: int) -> bool:
    """Whether a formation at the token has a number of its own ("the 3rd Assault | Brigade")."""
    before = scene.words[max(0, index - 5) : index]
    return any(w[0].isdigit() for w in before) and not ORDINAL.isdisjoint(before)


def unit(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """State of a numbered formation that no nationality goes with ("the 3rd Assault Brigade")."""
    told = [
        (earlier, k)
        for earlier in map(ctx.scene, range(max(0, scene.ordinal - NUMBERED), scene.ordinal))
        for k, word in enumerate(earlier.words)
        if word == scene.words[index] and is_numbered(earlier, k)
    ]
    if not is_numbered(scene, index) and not told:
        return under_officer(ctx, scene, index)  # nobody's, but of "the 16th Brigade" just before
    for earlier, k in ((scene, index), *reversed(told)):
        if whose := named_before(earlier, k) or of_whom(earlier, k):
            return word_pick(scene, index, whose.code, "actors.role.unit")
    code = ctx.theatre.issuer if ctx.is_state(ctx.theatre.issuer) else ctx.theatre.army
    return word_pick(scene, index, code, "actors.role.unit", "army_by_theatre")


def under_officer(ctx: Context, scene: Scene, index: int) -> Pick | None:
    """Side of a unit under an officer of whom no more is told ("Colonel Moore's | battalion"): whom was told before."""
    if index < 1 or not scene.ordinal or not scene.words[index - 1].endswith("'s"):
        return None
    if not scene.tokens.raw[index - 1][0].isupper():
        return None
    side = subject_before(ctx.scene(scene.ordinal - 1), len(ctx.scene(scene.ordinal - 1).words))
    if side is None or side.form not in ("force", "adjective", "demonym", "group", "name"):
        return None
    return word_pick(scene, index, side.code, "actors.role.unit", "army_by_theatre")


def of_whom(scene: Scene, index: int) -> Actor | None:
    """Side whose men are of the formation at the token ("Russian marines of the 155th | Brigade")."""
    for k in range(index - 1, max(-1, index - 7), -1):
        if scene.words[k] == "of":
            return named_before(scene, k) if k and scene.words[k - 1][0].isalpha() else None
        if k in scene.verbs or not scene.words[k][0].isalnum():
            return None
    return None


def third_person(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Side that "it", "its", "they", "his" takes up: the subject before it, else that of the sentence before."""
    if said := speech_subject(ctx, scene, index, depth):
        return said
    if scene.words[index + 1 : index + 2] and scene.roles.get(index + 1) in ("insurgent", "unknown"):
        return named_group(ctx, scene, index, depth)
    if his := of_commander(ctx, scene, index):
        return his
    actor = subject_before(scene, index)
    for k in sorted(k for k in scene.roles if k < index and scene.roles[k] in ANTECEDENTS):
        if actor is not None and actor.start < k:
            break
        found = resolve(ctx, scene, k, depth + 1) if is_subject_word(scene, k) else None
        if found:
            return word_pick(scene, index, found.code, "actors.role.pronoun", found.doubt)
    nearest = subject_of_clause(scene, index) or subject_of_told(scene, index) or actor
    if nearest:
        return word_pick(scene, index, nearest.code, "actors.role.pronoun")
    voice = speaking(scene)
    if voice is not None and voice.start > index and index <= OPENING:
        return word_pick(scene, index, voice.code, "actors.role.pronoun")  # "Nine of its men fell, Malawi said"
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - 3), -1):
        earlier = ctx.scene(ordinal)
        lead = next((k for k in sorted(earlier.roles) if leads(earlier, k)), None)
        first = subject_before(earlier, len(earlier.tokens))
        if (
            lead is not None
            and (first is None or lead < first.start)
            and (found := resolve(ctx, earlier, lead, depth + 1))
        ):
            return word_pick(scene, index, found.code, "actors.role.pronoun_sentence_before", found.doubt)
        own = scene.words[index + 1 : index + 2] == ["own"]  # "the enemy lost 40 men, the army said. Its own losses"
        found_actor = (chief_of(earlier) or speaking(earlier)) if own or scene.words[index] in PERSONAL else None
        theme = ctx.theatre.theme if not (own and found_actor) else None
        if ctx.theatre.about_forces and theme and scene.words[index] in ("it", "its", "they", "their"):
            return word_pick(scene, index, theme, "actors.role.pronoun_theme", "subject_by_article_theme")
        first = next((a for a in earlier.actors if a.code == theme and is_side(a)), first)
        found_actor = found_actor or first
        if found_actor:
            return word_pick(scene, index, found_actor.code, "actors.role.pronoun_sentence_before")
    return None


def of_commander(ctx: Context, scene: Scene, index: int) -> Pick | None:
    """Foe of those whom an officer counted just before: "General X said 181 rebels had died; 14 of | his men"."""
    words, voice = scene.words, speaking(scene)
    mine = words[index] == "his" and words[index + 1 : index + 2] in (["forces"], ["troops"], ["army"], ["side"])
    if mine and voice is not None and voice.end <= index and ctx.done and ctx.done[-1].subject.code != voice.code:
        return word_pick(scene, index, voice.code, "actors.role.pronoun")  # "A Contra spokesman said ... his forces"
    men = words[index] == "his" and nouns("words", "own_men").issuperset(words[index + 1 : index + 2])
    last = ctx.done[-1] if ctx.done else None
    if not men or last is None or last.figure.sentence != scene.ordinal or last.family != "casualties":
        return None
    officer = next((k for k in range(min(3, index)) if words[k] in RANKS), None)
    foe = ctx.theatre.adversary(last.subject.code) if officer is not None else None
    return word_pick(scene, index, foe, "actors.role.pronoun", "subject_by_adversary")


def chief_of(scene: Scene) -> Actor | None:
    """Side whose leader the sentence speaks of ("killed an al-Qaeda leader"), whom "his" takes up."""
    chiefs = nouns("words", "chiefs")
    return next((a for a in scene.actors if scene.words[a.end : a.end + 1] and scene.words[a.end] in chiefs), None)


def subject_of_clause(scene: Scene, index: int) -> Actor | None:
    """First acting name after the last subordinating word before the pronoun ("since Israel began its attacks")."""
    subordinate = nouns("frames", "subordinate")
    start = next((k for k in range(index - 1, -1, -1) if scene.words[k] in subordinate), None)
    if start is None:
        return None
    inside = (a for a in scene.actors_in(start + 1, index) if is_side(a) and a.preposition is None)
    return next(inside, None)


def subject_of_told(scene: Scene, index: int) -> Actor | None:
    """Subject of the clause that "that" opens after a verb of telling ("claimed that Hezbollah had expanded its")."""
    words = scene.words
    start = next((k for k in range(index - 1, 0, -1) if words[k] == "that"), None)
    if start is None or nouns("words", "speech").isdisjoint(words[max(0, start - 8) : start]):
        return None
    return next((a for a in scene.actors if start < a.start <= start + 2 and a.end < index and is_side(a)), None)


def speech_subject(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Side that tells of itself: subject of the verb of telling right before ("the army claims that it")."""
    words = scene.words
    k = index - 1
    starts = figure_starts(ctx, scene)
    told_that = nouns("words", "told_that")
    while k > 0 and (words[k] in told_that or k in starts):
        k -= 1
    if k < 1 or words[k] not in nouns("words", "speech"):
        return None
    for i in range(k - 1, max(-1, k - 6), -1):
        actor = next((a for a in scene.actors if a.end == i + 1 and is_side(a) and a.preposition is None), None)
        if actor:
            return word_pick(scene, index, actor.code, "actors.role.pronoun")
        if i == k - 1 and scene.roles.get(i) in ANTECEDENTS:
            found = resolve(ctx, scene, i, depth + 1)
            return word_pick(scene, index, found.code, "actors.role.pronoun", found.doubt) if found else None
    return None


def leads(scene: Scene, k: int) -> bool:
    """Whether the role noun or pronoun may be the subject of its sentence."""
    opens = k == 0 and scene.words[k] in ("its", "their")
    return opens or scene.words[k] in PRONOUNS or (scene.roles[k] in ANTECEDENTS and is_subject_word(scene, k))


def speaker(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Side of "our forces", "we": who speaks in the sentence, issues the article, or is at home there."""
    actor = speaking(scene)
    if actor:
        return word_pick(scene, index, actor.code, "actors.role.speaker")
    before = (speaking(ctx.scene(i)) for i in range(scene.ordinal - 1, max(-1, scene.ordinal - QUOTED - 1), -1))
    voice = next((a for a in before if a is not None), None)
    if voice and ctx.theatre.issuer in ctx.theatre.groups:
        return word_pick(scene, index, voice.code, "actors.role.speaker")  # of whom more words are quoted
    if ctx.theatre.issuer:
        return word_pick(scene, index, ctx.theatre.issuer, "actors.role.issuer")
    group = ctx.theatre.top_group if ctx.theatre.says_we else None
    home = ctx.theatre.theme if ctx.is_state(ctx.theatre.theme) else ctx.theatre.country
    home = ctx.theatre.dateline or home
    return word_pick(scene, index, group or home, "actors.role.speaker_of_article", "speaker_by_article")


def enemy(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Side that the speaker calls the enemy."""
    last = ctx.last(scene.ordinal, None, 0)
    if last and last.subject.code:
        return word_pick(scene, index, last.subject.code, "actors.role.enemy")
    voice = speaker(ctx, scene, index, depth)
    return word_pick(scene, index, ctx.theatre.enemy(voice.code), "actors.role.enemy") if voice else None


def defender(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Side at home where the fighting is."""
    if scene.words[index - 1 : index] == ["air"]:
        return None
    return word_pick(scene, index, ctx.theatre.country, "actors.role.defenders")


def invader(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Side that fights the country where the fighting is."""
    return word_pick(scene, index, ctx.theatre.enemy(ctx.theatre.country), "actors.role.invaders")


def same_breath(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Group of gunmen or bombers, only where the sentence names it."""
    groups = [a for a in scene.actors if a.form == "group" and abs(a.start - index) <= 14]
    return pick(groups[0], "actors.role.group_in_sentence") if groups else None


def compass(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """ "The North" or "the South" of a divided nation, both halves of which the article names."""
    words = scene.words
    pair = next((both for both in theatre.halves() if any(ctx.theatre.sides.get(code) for code in both)), None)
    bare = words[index] in ("north", "south") and words[index - 1 : index] != ["the"]
    if pair is None or bare or words[index + 1 : index + 2] == ["of"]:
        return None
    return word_pick(scene, index, pair[0] if words[index].startswith("north") else pair[1], "actors.role.half")


def alliance(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """Coalition that the article has named in full."""
    code = "Coalition" if ctx.theatre.sides.get("Coalition") else None
    if scene.words[index] == "allies" and scene.words[index - 1 : index] not in ([], ["the"]):
        return None
    named = scene.words[index] in ("alliance", "allies") and ctx.theatre.sides.get("NATO")
    return word_pick(scene, index, "NATO" if named else code, "actors.role.coalition")


def country_before(ctx: Context, scene: Scene, index: int, depth: int) -> Pick | None:
    """State that "the country" takes up: the last one named."""
    before: list[Actor] = [a for a in scene.actors if a.end <= index and a.form in ("name", "capital", "adjective")]
    if before and is_side(before[-1]):
        return word_pick(scene, index, before[-1].code, "actors.role.country_before")
    return third_person(ctx, scene, index, depth)


RESOLVERS: dict[str, Callable[[Context, Scene, int, int], Pick | None]] = {
    "insurgent": named_group,
    "group": named_group,
    "unknown": same_breath,
    "government": state_force,
    "unit": unit,
    "compass": compass,
    "coalition": alliance,
    "third": third_person,
    "country": country_before,
    "own": speaker,
    "enemy": enemy,
    "defender": defender,
    "invader": invader,
}
