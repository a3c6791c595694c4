"""Who gets and who gives equipment that is delivered, bought, ordered or pledged (GUIDELINES, Settled 1)."""

from __future__ import annotations

from flows.claims.actors_clause import by_agent, doer
from flows.claims.actors_context import Context, Done, Pick, is_side, is_subject_word, pick, subject_before
from flows.claims.actors_roles import resolve
from flows.claims.actors_scene import Frame, Scene, is_passive
from flows.claims.actors_words import nouns
from flows.claims.subjects_context import LIST_ZONES
from flows.claims.subjects_phrase import SOURCES

NONE = Pick(None, "actors.transfer.none")
BUYING = frozenset({"purchase", "purchases", "acquisition", "procurement", "buy", "buying"})
BUILDING = frozenset({"construction", "construct", "building", "build"})
SUPPLY = 6  # sentences back to the deal
UNSURE = frozenset({"actors.subject.sentence_subject", "actors.role.pronoun", "actors.role.pronoun_sentence_before"})
GIVERS = frozenset({"name", "capital", "seat", "igo", "group", "force", "demonym", "adjective", "body", "collective"})


def transfer(ctx: Context, scene: Scene, fr: Frame) -> tuple[Pick, Pick]:
    """Recipient and donor of the figure, NONE where neither the sentence nor the list it stands in says."""
    if own := beside_own_men(ctx, scene, fr):
        return own, NONE
    recipient, donor = in_sentence(ctx, scene, fr)
    last = ctx.last(scene.ordinal, frozenset({"transfer"}), 6)
    actor = subject_before(scene, fr.left)
    gives = scene.has(governing(scene, fr), "give")
    if recipient and donor is None and actor and actor.code != recipient.code and actor.form in GIVERS:
        donor = pick(actor, "actors.subject.sentence_subject")
    if recipient is None and actor and not gives and (donor is None or donor.code != actor.code):
        recipient = pick(actor, "actors.subject.sentence_subject")
    if recipient and donor is None and recipient.rule in UNSURE and (given := gave_before(ctx, scene, recipient)):
        recipient, donor = given.subject.again("actors.transfer.carried", "subject_carried_over"), recipient
    if recipient is None and last and last.subject.code and (donor is None or donor.code != last.subject.code):
        recipient = last.subject.again("actors.transfer.carried", "subject_carried_over")
        if donor is None and last.perpetrator.code and last.figure.sentence >= scene.ordinal - 3:
            donor = last.perpetrator.again("actors.transfer.carried", "donor_carried_over")
    if ctx.doc.sentences[scene.ordinal].zone in LIST_ZONES:
        head = header(ctx, scene)
        recipient, donor = recipient or head[0], donor or head[1]
    if recipient is None:
        recipient = needy(ctx, scene, fr, donor)
    same = last and recipient and last.subject.code == recipient.code and last.figure.sentence >= scene.ordinal - 2
    if donor is None and last and same and last.perpetrator.code and not_other_way(scene, fr):
        donor = last.perpetrator.again("actors.transfer.carried", "donor_carried_over")
    if donor is None and recipient:
        donor = supplier(ctx, scene, recipient)
    if recipient and donor and recipient.code == donor.code:
        donor = None
    return recipient or NONE, donor or NONE


def beside_own_men(ctx: Context, scene: Scene, fr: Frame) -> Pick | None:
    """State that sends its men along with the kit, which stays its own ("will provide 900 soldiers and six ships")."""
    last = ctx.done[-1] if ctx.done and ctx.done[-1].figure.sentence == scene.ordinal else None
    if last is None or not {",", "and", "as", "well"}.issuperset(scene.words[last.frame.stop : fr.left]):
        return None
    men = last.family == "force" and last.figure.measure in ("deployment.sent", "deployment.planned")
    listed = last.family == "transfer" and last.subject.rule == "actors.subject.coordinated"
    return last.subject.again("actors.subject.coordinated") if (men or listed) and last.subject.code else None


def supplier(ctx: Context, scene: Scene, recipient: Pick) -> Pick | None:
    """Only other state whose arms, or deals with which, the text so far names ("three deals with Seoul")."""
    kit = nouns("nouns", "kit")
    found: dict[str, Pick] = {}
    for ordinal in range(max(0, scene.ordinal - SUPPLY), scene.ordinal + 1):
        earlier = ctx.scene(ordinal)
        for actor in earlier.actors:
            before = earlier.words[max(0, actor.start - 2) : actor.start]
            deal = before[-1:] == ["with"] and before[0] in nouns("words", "deals")
            behind = earlier.words[actor.end : actor.end + 3]
            made = actor.adjectival and not actor.possessive and not kit.isdisjoint(behind)
            if (deal or made) and actor.code != recipient.code and ctx.is_state(actor.code):
                found[actor.code] = pick(actor, "actors.transfer.supplier", "donor_carried_over")
    return found.popitem()[1] if len(found) == 1 else None


def gave_before(ctx: Context, scene: Scene, side: Pick) -> Done | None:
    """Figure shortly before that the side gave to somebody: it goes on giving, where nothing says that it gets."""
    for done in reversed(ctx.done):
        if scene.ordinal - done.figure.sentence > 8:
            return None
        told = done.figure.sentence < scene.ordinal and done.subject.doubt is None
        if told and done.family == "transfer" and done.perpetrator.code == side.code and done.subject.code:
            return done
    return None


def in_sentence(ctx: Context, scene: Scene, fr: Frame) -> tuple[Pick | None, Pick | None]:
    """Recipient and donor that the sentence names."""
    words = scene.words
    recipient, donor = to_whom(scene, fr) or asked_by(scene, fr), maker(scene, fr)
    verb = governing(scene, fr)
    if verb is not None:
        # "has given the green light for the purchase of", "authorizes the construction of"
        buys = not (BUYING | BUILDING).isdisjoint(words[verb + 1 : fr.left])
        gets = buys or (scene.has(verb, "get") and not scene.has(verb, "give"))
        if is_passive(scene, verb):
            donor = by_agent(ctx, scene, verb, verb + 8) or donor
        elif gets:
            recipient = doer(ctx, scene, verb) or recipient
        elif scene.has(verb, "give"):
            donor = doer(ctx, scene, verb) or donor
            recipient = recipient or indirect(ctx, scene, verb, fr)
    donor = donor or given_by(scene, fr)
    if words[fr.stop : fr.stop + 1] in (["that"], ["which"]) and donor is None:
        for actor in scene.actors_in(fr.stop + 1, fr.stop + 4):  # "the 16 that Washington has provided"
            if any(scene.has(k, "give") and not scene.has(k, "get") for k in range(actor.end, actor.end + 3)):
                donor = pick(actor, "actors.subject.relative")
    bought = any(w in ("ordered", "bought", "purchased") for w in words)
    for actor in scene.actors_in(0, fr.left):
        before = words[max(0, actor.start - 2) : actor.start]
        sold = before[-1:] == ["from"] or before in (["deal", "with"], ["agreement", "with"], ["contract", "with"])
        if sold and actor.form in GIVERS and not BUYING.isdisjoint(words[: fr.left]):
            return recipient, pick(actor, "actors.transfer.from")
    for actor in scene.actors_in(fr.end, len(words)):
        before = words[max(0, actor.start - 2) : actor.start]
        if actor.form in GIVERS and ("from" in before or "via" in before or (before[-1:] == ["in"] and bought)):
            return recipient, pick(actor, "actors.transfer.from")
    return recipient, donor


def given_by(scene: Scene, fr: Frame) -> Pick | None:
    """Side after a participle behind the thing, mostly in brackets: "15 trucks (donated by the USA)"."""
    words = scene.words
    for k in range(fr.stop, min(fr.stop + 3, len(words) - 1)):
        if words[k + 1] == "by" and scene.has(k, "give"):
            for actor in scene.actors_in(k + 2, min(len(words), k + 7)):
                return pick(actor, "actors.transfer.by") if actor.form in GIVERS else None
        if words[k] not in ("(", ",", "which", "was", "were"):
            return None
    return None


def not_other_way(scene: Scene, fr: Frame) -> bool:
    """Whether the figure may come from the donor of the figure before: no new purchase is told."""
    return not any(w in ("bought", "ordered", "built", "construct", "construction") for w in scene.words)


def governing(scene: Scene, fr: Frame) -> int | None:
    """Verb of giving or getting that governs the figure: left of it, or a passive right of it."""
    if fr.after is not None and scene.has(fr.after, "give", "get") and is_passive(scene, fr.after):
        return fr.after
    for k in range(fr.left - 1, -1, -1):
        if scene.words[k] in (";", "."):
            return None
        noun = scene.words[k - 1 : k] and scene.words[k - 1] in ("the", "a", "of", "for", "an", "in", "on")
        if scene.has(k, "give", "get") and not scene.has(k, "aux") and not noun:
            return k
    return None


def to_whom(scene: Scene, fr: Frame) -> Pick | None:
    """Side after "to" or "for" that gets the figure, up to the next relative clause."""
    words = scene.words
    end = next((k for k in range(fr.end, len(words)) if words[k] in ("which", "that", "who", ";")), len(words))
    for actor in scene.actors_in(0, end):
        k = actor.start - 1
        while k >= 0 and words[k] in ("the", "its", "besieged"):
            k -= 1
        if k >= 0 and words[k] in ("to", "for", "with") and (actor.form in GIVERS or actor.form == "person"):
            if words[k] != "with" or (scene.has(fr.verb, "give") and k > (fr.verb or 0) and actor.end <= fr.left):
                return pick(actor, "actors.transfer.to")
            if words[k] == "with" and any(words[i].startswith(("suppl", "provid")) for i in range(max(0, k - 6), k)):
                return pick(actor, "actors.transfer.to")
    return None


def asked_by(scene: Scene, fr: Frame) -> Pick | None:
    """Side whose request, order or purchase it is ("India's letter of request for 26 jets")."""
    orders = nouns("nouns", "order")
    for actor in scene.actors:
        if actor.end <= fr.left and actor.adjectival and not orders.isdisjoint(scene.words[actor.end : actor.end + 4]):
            return pick(actor, "actors.transfer.order")
    return None


def indirect(ctx: Context, scene: Scene, verb: int, fr: Frame) -> Pick | None:
    """Indirect object between the verb and the number ("give Ukraine one million rounds")."""
    for actor in scene.actors_in(verb + 1, fr.left):
        if not actor.adjectival and actor.preposition is None:
            return pick(actor, "actors.transfer.indirect")
    for k in range(verb + 1, fr.left):
        if scene.roles.get(k) in ("third", "country") and is_subject_word(scene, k):
            return resolve(ctx, scene, k)
    return None


def maker(scene: Scene, fr: Frame) -> Pick | None:
    """State named in the phrase itself as whose product it is ("18 French Rafale jets"): the donor."""
    for actor in scene.actors_in(fr.end, fr.stop):
        if actor.form in ("adjective", "demonym") and actor.tied in (None, "made", "built"):
            return pick(actor, "actors.transfer.maker")
    return None


def header(ctx: Context, scene: Scene) -> tuple[Pick | None, Pick | None]:
    """Recipient and donor that the text above a list names ("What Ukraine is to get, by the Pentagon's list:")."""
    recipient: Pick | None = None
    donor: Pick | None = None
    for ordinal in range(scene.ordinal - 1, max(-1, scene.ordinal - 5), -1):
        if ctx.doc.sentences[ordinal].zone in LIST_ZONES:
            continue
        earlier = ctx.scene(ordinal)
        for actor in earlier.actors:
            if actor.form in SOURCES or actor.is_void:
                continue
            gets = any(earlier.has(k, "get") for k in range(actor.end, actor.end + 4)) or actor.preposition in (
                "to",
                "for",
            )
            if gets and recipient is None:
                recipient = pick(actor, "actors.transfer.header", "subject_carried_over")
            elif donor is None and (recipient is None or actor.code != recipient.code) and not gets and is_side(actor):
                donor = pick(actor, "actors.transfer.header", "donor_carried_over")
        if recipient and donor:
            break
    return recipient, donor


def needy(ctx: Context, scene: Scene, fr: Frame, donor: Pick | None) -> Pick | None:
    """Recipient by the article: the sentence's subject if it does not give, else the country it is about."""
    giver = donor.code if donor else None
    if giver is None:
        for k in sorted(scene.roles):
            if k < fr.left and is_subject_word(scene, k) and (side := resolve(ctx, scene, k)):
                return side
    theme = ctx.theatre.theme
    if theme and (theme != giver or ctx.theatre.about_forces):  # "Congress has authorized two submarines": its own
        return Pick(theme, "actors.subject.theme", doubt="subject_by_article_theme")
    country = ctx.theatre.country
    if giver and country and country != giver:
        return Pick(country, "actors.transfer.article", doubt="subject_by_article_theme")
    return None
