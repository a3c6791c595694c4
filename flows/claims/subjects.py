"""Whose force a figure counts, or who suffered it: rules by family of measure, tried in order."""

from __future__ import annotations

from flows.claims import populations
from flows.claims.actors_clause import by_agent, doer, targets
from flows.claims.actors_context import (
    Context,
    Pick,
    is_side,
    is_subject_word,
    pick,
    resolve,
    subject_before,
    word_pick,
)
from flows.claims.actors_scene import Actor, Frame, Scene, is_participle, is_passive
from flows.claims.actors_words import nouns
from flows.claims.figures import Figure

FORMLIKE = frozenset({"force", "group", "adjective", "demonym", "igo", "collective"})
NONE = Pick(None, "actors.subject.none")


def is_part(scene: Scene, fr: Frame, subject: Pick) -> bool:
    """Whether the figure is told as a part of one before it ("including 26 children", "two of them")."""
    words = scene.tokens.words
    before = words[max(0, fr.left - 3) : fr.left]
    after = words[fr.stop : fr.stop + 2]
    return (
        subject.rule == "actors.subject.part"
        or "including" in before
        or "among" in before
        or after in (["of", "them"], ["of", "whom"], ["of", "these"])
    )


def family(measure: str) -> str:
    """Family of a measure: casualties, lost, used, holdings, transfer or force."""
    kind, _, name = measure.partition(".")
    if kind == "casualties":
        return "casualties"
    if kind != "equipment":
        return "force"
    return {"lost": "lost", "used": "used", "holdings": "holdings"}.get(name, "transfer")


def in_phrase(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side named in the counted noun phrase: "85 Syrian soldiers", "12 Taliban", "40 rebels"."""
    found = None
    for actor in scene.actors_in(fr.end, fr.stop):
        if actor.hyphen and actor.hyphen.split("-")[0] in nouns("hyphen", "void"):
            continue
        if actor.form in ("person", "media", "agency"):
            continue
        found = found or actor
    if found:
        return pick(found, "actors.subject.in_phrase")
    straddling = next((a for a in scene.actors if a.start < fr.stop < a.end or a.start < fr.end < a.end), None)
    if straddling:
        return pick(straddling, "actors.subject.in_phrase")
    for k in range(fr.end, fr.stop) if kind in ("casualties", "force") else ():
        role = scene.roles.get(k)
        if role in ("insurgent", "enemy", "invader", "defender"):
            side = resolve(ctx, scene, k)
            if side:
                return side
    return None


def before_number(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side that leads into the number: "Turkey's 355,200", "the Russian dead at 15,000", "Greece 230"."""
    words = scene.tokens.words
    between = nouns("words", "between")
    inside = [a for a in scene.actors if fr.left <= a.start and a.end <= fr.start and is_side(a)]
    if inside:
        return pick(inside[-1], "actors.subject.before_number")
    for actor in reversed(scene.actors):
        if actor.end > fr.left or fr.left - actor.end > 9:
            continue
        gap = words[actor.end : fr.left]
        if (actor.preposition and not actor.adjectival) or (not is_side(actor) and not actor.adjectival):
            return None
        if not gap:
            if actor.form in ("city", "region"):
                return None
            return pick(actor, "actors.subject.before_number")
        if not all(w in between or w[0].isdigit() for w in gap):
            return None
        if (
            gap[0] == ":"
            and kind in ("force", "holdings")
            and actor.form == "name"
            and not actor.possessive
            and scene.ordinal
            and ctx.last(scene.ordinal - 0, reach=6) is not None
            and labels_are_places(ctx, scene, actor)
        ):
            return None
        if actor.adjectival or actor.form in ("force", "group", "igo"):
            return pick(actor, "actors.subject.before_number")
        if any(k in scene.verbs for k in range(actor.end, fr.left)):
            return pick(actor, "actors.subject.before_number")
        return (
            pick(actor, "actors.subject.before_number")
            if gap[0] in (":", "-", "–", ",") or actor.form == "name"
            else None
        )
    return None


def labels_are_places(ctx: Context, scene: Scene, actor: Actor) -> bool:
    """Whether "Lithuania: 100" in a list tells where troops of one force are: the list before has one force."""
    last = ctx.last(scene.ordinal, frozenset({"force"}), 8)
    return (
        last is not None
        and last.subject.code is not None
        and last.subject.code != actor.code
        and last.figure.measure.startswith("deployment")
    )


def after_phrase(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side in the phrase after the head: "members of the Frontier Corps", "28 of the attackers", "on Moscow's side"."""
    words = scene.tokens.words
    k = fr.stop
    if words[k : k + 1] in (["and"], ["or"]) and words[k + 2 : k + 3] == ["of"]:
        k += 2
    if k >= len(words) or words[k] not in ("of", "from", "among", "in", "on", "within", "for", "with", "belonging"):
        return None
    preposition = words[k]
    limit = k + 1
    while (
        limit < len(words)
        and limit - k < 8
        and words[limit]
        not in (",", ";", ":", ".", "(", "were", "was", "who", "which", "that", "have", "had", "in", "at", "near", "to")
    ):
        limit += 1
    for actor in scene.actors:
        if not (k < actor.start < limit):
            continue
        if actor.hyphen and actor.hyphen.split("-")[0] in nouns("hyphen", "void"):
            continue
        if preposition in ("of", "belonging"):
            if actor.form in ("city", "capital", "region") and not actor.possessive:
                return None
            return pick(actor, "actors.subject.after_phrase")
        if (
            preposition == "from"
            and kind in ("force", "casualties")
            and actor.form not in ("city",)
            and actor.start - k <= 5
        ):
            if "to" in words[actor.end : actor.end + 2]:
                return None
            return pick(actor, "actors.subject.after_phrase")
        if preposition in ("in", "among", "on", "within", "for", "with") and (
            actor.form in ("force", "group")
            or (preposition == "on" and actor.possessive)
            or (preposition == "among" and actor.form in FORMLIKE)
        ):
            return pick(actor, "actors.subject.after_phrase")
        return None
    for i in range(k + 1, min(limit, k + 6)):
        role = scene.roles.get(i)
        if role is None or preposition == "from" or (role == "third" and words[i] in ("them", "it")):
            continue
        if (
            preposition in ("on", "in", "for", "with")
            and role == "third"
            and words[i + 1 : i + 2] not in (["side"], ["ranks"], ["forces"], ["army"], ["own"], ["military"])
        ):
            return None
        if (
            role == "third"
            and words[i + 1 : i + 2]
            and populations.populations().get(populations.singulars(words[i + 1])[-1]) == "same"
        ):
            last = ctx.last(scene.ordinal, None, 0) or ctx.last(scene.ordinal, frozenset({kind}), 2)
            return (
                Pick(
                    last.subject.code,
                    "actors.subject.part",
                    last.subject.start,
                    last.subject.end,
                    last.subject.entity_id,
                    last.subject.doubt,
                )
                if last
                else None
            )
        if preposition in ("of", "among", "on") or (preposition == "in" and role in ("government", "third")):
            if (
                words[i] in ("attackers", "assailants", "gunmen", "bombers")
                and ctx.done
                and (behind := ctx.last(scene.ordinal, frozenset({"casualties"}), 6))
                and behind.perpetrator.code
            ):
                return word_pick(scene, i, behind.perpetrator.code, "actors.subject.attackers")
            return resolve(ctx, scene, i)
    return None


def partitive(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Figure that is a part of one before ("of them", "of these 18", "the other 300"): its subject."""
    words = scene.tokens.words
    after = words[fr.stop : fr.stop + 3]
    before = words[max(0, fr.left - 4) : fr.left]
    linked = after[:1] == ["of"] and after[1:2] and after[1] in ("them", "these", "those", "whom", "which", "the")
    pair = [w for w in before if w not in (",", "some", "about", "only", "just")][-2:]
    fronted = pair[:1] == ["of"] and pair[1:2] and pair[1] in ("these", "those", "them", "whom", "which")
    if words[:2] == ["of", "the"] and ctx.done and ctx.done[-1].figure.sentence == scene.ordinal and fr.head is None:
        fronted = True
    if not (linked or fronted):
        return None
    last = ctx.last(scene.ordinal, frozenset({kind}), 4) or ctx.last(scene.ordinal, None, 4)
    if last is None or last.subject.code is None:
        return None
    return Pick(
        last.subject.code,
        "actors.subject.part",
        last.subject.start,
        last.subject.end,
        last.subject.entity_id,
        last.subject.doubt,
    )


def by_verb(ctx: Context, scene: Scene, fr: Frame, kind: str, figure: Figure) -> Pick | None:
    """Side that the governing verb makes the subject: "Hamas lost 5,800", "Moscow sent 150,000", "X launched 96 drones"."""
    words = scene.tokens.words
    verb = fr.verb
    if verb is not None and not is_passive(scene, verb):
        classes = scene.verbs[verb]
        if kind in ("casualties", "lost") and "lose" in classes and owns_losses(scene, verb, fr):
            side = doer(ctx, scene, verb)
            if side:
                return side
        if kind == "casualties" and words[verb] in ("cost", "costs", "costing"):
            for actor in scene.actors_in(verb + 1, fr.left):
                return pick(actor, "actors.subject.cost")
            for k in range(verb + 1, fr.left):
                if k in scene.roles and (side := resolve(ctx, scene, k)):
                    return side
        wanted = {"force": {"have", "send"}, "used": {"launch"}, "holdings": {"have", "send"}, "transfer": {"get"}}.get(
            kind, set()
        )
        if classes & wanted:
            side = doer(ctx, scene, verb)
            if side:
                return side
    if kind == "used" and fr.after is not None and "launch" in scene.verbs[fr.after]:
        side = by_agent(ctx, scene, fr.after, fr.after + 10)
        if side:
            return side
    if kind == "force" and fr.after is not None and scene.verbs[fr.after] & {"send", "have"}:
        side = by_agent(ctx, scene, fr.after, fr.after + 8)
        if side:
            return side
    return None


def owns_losses(scene: Scene, verb: int, fr: Frame) -> bool:
    """Whether the verb of losing speaks of the subject's own losses ("admitted 498 dead", but not "confirmed that ...")."""
    words = scene.tokens.words
    if words[verb].startswith(("los", "suffer", "sustain", "mourn", "incur", "bur", "grie", "endur")):
        return not (words[verb].startswith("los") and words[fr.end : fr.end + 1] == ["people"])
    return fr.left - verb <= 3


def inflicted_on(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side after "on" or "against" of what was inflicted: "400 casualties on the government forces"."""
    words = scene.tokens.words
    verb = fr.verb
    if verb is None or not words[verb].startswith("inflict"):
        return None
    for k in range(fr.stop, min(len(words), fr.stop + 8)):
        if words[k] in ("on", "upon", "against", "among"):
            for actor in scene.actors:
                if k < actor.start <= k + 6 and actor.form not in ("city", "region"):
                    return pick(actor, "actors.subject.inflicted_on")
            for i in range(k + 1, min(len(words), k + 5)):
                if i in scene.roles:
                    return resolve(ctx, scene, i)
    return None


def coordinated(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Subject of the figure before in the same list ("40 killed and 60 wounded")."""
    if not ctx.done or ctx.done[-1].figure.sentence != scene.ordinal:
        return None
    last = ctx.done[-1]
    words = scene.tokens.words
    gap = range(last.frame.stop, fr.left)
    if (
        last.family != kind
        and not {last.family, kind} <= {"lost", "holdings", "used"}
        and not {last.family, kind} <= {"force", "holdings"}
    ):
        return None
    if any(scene.actors_in(last.frame.stop, fr.left)) and not all(
        a.preposition or a.adjectival for a in scene.actors_in(last.frame.stop, fr.left)
    ):
        return None
    if len(gap) <= 14 and not any(words[k] in (";", ".", "while") for k in gap) and last.subject.code:
        same = last.subject
        return Pick(same.code, "actors.subject.coordinated", same.start, same.end, same.entity_id, same.doubt)
    return None


def sentence_subject(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """First acting name of the sentence before the figure, or a role noun or pronoun there."""
    actor = subject_before(scene, fr.left)
    if kind in ("used", "holdings", "lost") and only_reports(scene, fr):
        return None
    if actor and actor.form not in ("person",):
        return pick(actor, "actors.subject.sentence_subject")
    for k in sorted(scene.roles):
        if k < fr.left and is_subject_word(scene, k) and scene.roles[k] != "unknown":
            side = resolve(ctx, scene, k)
            if side and side.code:
                return side
    if actor:
        return pick(actor, "actors.subject.sentence_subject")
    return None


def only_reports(scene: Scene, fr: Frame) -> bool:
    """Whether the verb before the figure is one of telling or seeing: who counts the kit need not own it."""
    speech = nouns("words", "speech")
    sight = nouns("words", "sight")
    words = scene.tokens.words
    for k in range(fr.left - 1, -1, -1):
        if words[k] in speech or words[k] in sight:
            return True
        if k in scene.verbs and scene.verbs[k] & {"have", "send", "launch"} and words[k] not in ("came", "come"):
            return False
    return False


def carried(ctx: Context, scene: Scene, kind: str, reach: int = 4) -> Pick | None:
    """Subject of the last figure of the same family in the sentences before."""
    families = {
        "casualties": {"casualties"},
        "lost": {"lost", "used"},
        "used": {"used", "lost", "holdings"},
        "holdings": {"holdings", "force"},
        "transfer": {"transfer"},
        "force": {"force", "holdings"},
    }[kind]
    last = ctx.last(scene.ordinal, frozenset(families), reach)
    if kind in ("force", "holdings") and reach < 12:
        since = last.figure.sentence if last else scene.ordinal - 3
        for ordinal in range(scene.ordinal - 1, max(since, scene.ordinal - 3, -1), -1):
            earlier = ctx.scene(ordinal)
            actor = subject_before(earlier, len(earlier.tokens))
            if (
                actor
                and actor.form != "person"
                and not only_reports(earlier, Frame(len(earlier.tokens), 0, 0, 0, None, None, None))
            ):
                return pick(actor, "actors.subject.sentence_before", "subject_carried_over")
    if last and last.subject.code:
        same = last.subject
        return Pick(same.code, "actors.subject.carried", same.start, same.end, same.entity_id, "subject_carried_over")
    return None


def subject(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, by: Pick) -> Pick:
    """Subject of a figure by what its own sentence, list or the figures before say; NONE where they do not."""
    if kind == "used" and (side := by_verb(ctx, scene, fr, kind, figure)) and side.code:
        return side
    for rule in (in_phrase, after_phrase, before_number, partitive):
        side = rule(ctx, scene, fr, kind)
        if side and side.code:
            return side
    if kind == "casualties" and (side := inflicted_on(ctx, scene, fr, kind)) and side.code:
        return side
    if (side := relative_owner(ctx, scene, fr, kind)) and side.code:
        return side
    if (side := repeated(ctx, scene, fr, kind, figure)) and side.code:
        return side
    if (side := by_verb(ctx, scene, fr, kind, figure)) and side.code:
        return side
    if (side := coordinated(ctx, scene, fr, kind)) and side.code:
        return side
    if kind == "casualties" and (side := toll_owner(ctx, scene, fr)) and side.code:
        return side
    if kind in ("casualties", "lost"):
        return suffered(ctx, scene, fr, figure, kind, by)
    if is_label(ctx, scene, fr):
        actor = subject_before(scene, fr.left)
        if actor and not (figure.measure.startswith("deployment") and labels_are_places(ctx, scene, actor)):
            return pick(actor, "actors.subject.sentence_subject")
        if side := carried(ctx, scene, kind, 12) or in_header(ctx, scene, kind):
            return side
    return sentence_subject(ctx, scene, fr, kind) or carried(ctx, scene, kind) or NONE


def suffered(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, by: Pick) -> Pick:
    """Subject of casualties or losses that their own phrase does not name: the target, the foe, the figure before."""
    words = scene.tokens.words
    if is_label(ctx, scene, fr) and (
        side := carried(ctx, scene, kind, 3) or in_header(ctx, scene, kind) or carried(ctx, scene, kind, 12)
    ):
        return side
    if (
        fr.head is None
        and figure.measure in ("casualties.total", "casualties.killed_or_wounded")
        and (actor := subject_before(scene, fr.left))
    ):
        return pick(actor, "actors.subject.sentence_subject")
    hit = [t for t in targets(ctx, scene, 0, len(words)) if t[1].code != by.code]
    if hit and kind == "casualties":
        return min(hit, key=lambda t: abs(t[0] - fr.start))[1]
    if kind == "lost":
        foe = ctx.theatre.adversary(by.code)
        if foe:
            return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary")
        return carried(ctx, scene, kind) or in_header(ctx, scene, kind) or carried(ctx, scene, kind, 12) or NONE
    return NONE


def repeated(ctx: Context, scene: Scene, fr: Frame, kind: str, figure: Figure) -> Pick | None:
    """Subject of the same number said before ("The 8,500, he stressed, ..."), where "the" points back to it."""
    words = scene.tokens.words
    if not (set(words[fr.left : fr.start]) & {"the", "those", "these"}) or fr.start == fr.left:
        return None
    text = " ".join(words[fr.start : fr.end])
    for done in reversed(ctx.done):
        if (
            done.subject.code
            and done.family == kind
            and " ".join(ctx.scene(done.figure.sentence).tokens.words[done.frame.start : done.frame.end]) == text
        ):
            same = done.subject
            return Pick(same.code, "actors.subject.repeated", same.start, same.end, same.entity_id, same.doubt)
    return None


def relative_owner(ctx: Context, scene: Scene, fr: Frame, kind: str) -> Pick | None:
    """Side in a relative clause after the head: "the 150,000 troops that Moscow sent", "missiles Iran fired"."""
    words = scene.tokens.words
    k = fr.stop
    if words[k : k + 1] in (["that"], ["which"], ["whom"]):
        k += 1
    elif fr.stop == fr.end:
        return None
    wanted = {
        "casualties": {"lose"},
        "lost": {"lose"},
        "force": {"send", "have"},
        "used": {"launch"},
        "holdings": {"have", "send"},
        "transfer": set(),
    }[kind]
    for actor in scene.actors:
        if k <= actor.start <= k + 1 and is_side(actor):
            verb = next((v for v in range(actor.end, min(actor.end + 4, len(words))) if v in scene.verbs), None)
            if verb is not None and scene.verbs[verb] & (wanted | {"aux"}):
                return pick(actor, "actors.subject.relative")
    return None


def toll_owner(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """Side whose toll or losses a noun left of a bare figure names: "the toll of the Soviet army, about 15,000 dead"."""
    words = scene.tokens.words
    losses = nouns("nouns", "toll")
    for k in range(fr.left - 1, max(-1, fr.left - 16), -1):
        if words[k] in (";", ".", "while", "when", "who") or (
            k in scene.verbs
            and "harm" in scene.verbs[k]
            and is_participle(words[k])
            and words[k] not in ("brought", "put")
        ):
            return None
        if words[k] in losses and words[k - 1 : k] not in (["shot"], ["found"], ["left"]):
            return owner_near(ctx, scene, k)
    return None


def is_label(ctx: Context, scene: Scene, fr: Frame) -> bool:
    """Whether the figure stands in a list line without a verb ("Tanks: 1,358 (+9)")."""
    if ctx.doc.sentences[scene.ordinal].zone in ("list", "table"):
        return True
    return not scene.verbs or len(scene.tokens) <= 6


def in_header(ctx: Context, scene: Scene, kind: str) -> Pick | None:
    """Side whose losses, forces or needs a header before the list names ("enemy losses as of ...", "Ukraine is to get:")."""
    losses = nouns("nouns", "toll")
    for ordinal in range(scene.ordinal, max(-1, scene.ordinal - 5), -1):
        earlier = ctx.scene(ordinal)
        words = earlier.tokens.words
        if kind in ("casualties", "lost"):
            for k, word in enumerate(words):
                if word in losses or (
                    k in earlier.verbs and "lose" in earlier.verbs[k] and word.startswith(("los", "suffer"))
                ):
                    side = owner_near(ctx, earlier, k)
                    if side and side.code:
                        return side
        elif (
            ordinal < scene.ordinal
            and ctx.doc.sentences[ordinal].zone != "list"
            and not earlier.tokens.words[:1] == ["-"]
        ):
            actor = subject_before(earlier, len(words))
            if actor:
                return pick(actor, "actors.subject.header")
    return None


def owner_near(ctx: Context, scene: Scene, k: int) -> Pick | None:
    """Side whose losses a noun of loss speaks of: "Russia's losses", "enemy losses", "losses of the invaders"."""
    words = scene.tokens.words
    for actor in scene.actors:
        if (
            actor.end <= k
            and k - actor.end <= 3
            and (actor.adjectival or actor.form in ("force", "group"))
            and "," not in words[actor.end : k]
        ):
            return pick(actor, "actors.subject.header")
    for i in range(max(0, k - 3), k):
        if scene.roles.get(i) in ("enemy", "third", "invader", "government", "insurgent") and "," not in words[i:k]:
            side = resolve(ctx, scene, i)
            if side:
                return side
    if words[k + 1 : k + 2] == ["of"] or words[k + 1 : k + 2] == ["among"]:
        for actor in scene.actors:
            if k + 1 < actor.start <= k + 7:
                return pick(actor, "actors.subject.header")
        for i in range(k + 2, min(len(words), k + 7)):
            if scene.roles.get(i) in ("enemy", "third", "invader", "government", "insurgent"):
                return resolve(ctx, scene, i)
    if k in scene.verbs:
        return doer(ctx, scene, k)
    return None


def by_place(ctx: Context, scene: Scene, fr: Frame, figure: Figure, kind: str, by: Pick, where: Pick) -> Pick:
    """Subject that only context gives: soldiers are the perpetrator's foes, people belong to the place."""
    if kind == "casualties":
        own_place = where.rule == "actors.place.sentence"
        last = carried(ctx, scene, kind, 3)
        if by.code and (last and last.code == by.code and by.rule != "actors.role.army_of_theatre"):
            foe = ctx.theatre.adversary(by.code)
            last = Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary") if foe else None
        if last and (not own_place or last.code == where.code or is_elided(scene, fr)):
            return last
        if figure.measure == "casualties.captured" and last:
            return last
        sent = ctx.last(scene.ordinal, frozenset({"force"}), 2)
        if sent and sent.subject.code and is_elided(scene, fr) and not own_place:
            return Pick(
                sent.subject.code,
                "actors.subject.of_force",
                sent.subject.start,
                sent.subject.end,
                sent.subject.entity_id,
                "subject_carried_over",
            )
        population = populations.head_population(scene, fr.end, fr.stop)
        if population == "military" and by.code and by.code == where.code:
            foe = ctx.theatre.adversary(by.code)
            if foe:
                return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary")
        if where.code:
            return Pick(
                where.code,
                "actors.subject.place",
                where.start,
                where.end,
                where.entity_id,
                "subject_by_place" if own_place else "subject_by_article_theme",
            )
        return NONE
    if kind == "lost":
        return NONE
    if kind == "holdings" and where.code:
        return Pick(where.code, "actors.subject.place", where.start, where.end, where.entity_id, "subject_by_place")
    foe = ctx.theatre.adversary(where.code) if kind == "used" else None
    if foe:
        return Pick(foe, "actors.subject.adversary", doubt="subject_by_adversary")
    code = ctx.theatre.sides.most_common(1)[0][0] if ctx.theatre.sides else None
    return Pick(code, "actors.subject.article", doubt="subject_by_article_theme") if code else NONE


def is_elided(scene: Scene, fr: Frame) -> bool:
    """Whether the counted noun is left out or only points back ("nine others")."""
    return fr.head is None or scene.tokens.words[fr.head] in (
        "others",
        "other",
        "more",
        "dead",
        "wounded",
        "killed",
        "injured",
    )
