"""The cue that governs a count: of all that the sentence has, the cheapest, with what its verb phrase adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flows.claims import cues as cue_lexicon
from flows.claims.counts import Count
from flows.claims.cues import Cue
from flows.claims.document import Tokens
from flows.claims.heads import Head
from flows.claims.pricing import LIMIT, Clause, price_of, right_of
from flows.claims.pricing_cues import cue_price
from flows.claims.readings import MUNITIONS, Reading, combined, family_measure, unit_of
from flows.claims.refining import is_planned, refine
from flows.claims.strengths import strength
from flows.claims.verb_phrases import (
    CASUALTY,
    WEAK,
    after_relative,
    between_parts,
    describes_harm,
    died_later,
    harm_of_team,
    is_in_list,
    is_reduced,
    killed_later,
    left_place,
    main_verb,
    moves_on,
    then_harmed,
    victims_of,
)
from flows.claims.words import word_class

MOVED = frozenset({"send", "deploy", "withdraw"})
SENT = 7  # words from a body of so many men to the verb that moves it
NAMED_LAST = 9  # words of the name that ends a list, with the conjunction and the auxiliary
PARTED = 4  # groups of losses before the participle that tells of them
EXPECTED = 14  # words from a body to the verb of its relative clause
BODY = 4  # words from a verb to the noun of a body of men
HARM = frozenset({"kill", "wound"})
LISTED = 3.0  # price of a verb over a list of its objects
HARMED_LIST = 3.5  # price of a verb behind a list of hostages and others who are killed
NEXT = 0.7  # price of a verb right before its object
NOUN = 0.6  # price of a noun of casualties
PARTITIVE = 4.0  # its price behind "of"
WEAK_LIMIT = 4.6  # for cues that say what is done with forces: verbs of everyday use


def direct(
    tokens: Tokens,
    count: Count,
    counts: Sequence[Count],
    found: Sequence[Cue],
    *,
    of_forces: bool = False,
    of_war: bool = False,
) -> Reading | None:
    """The cheapest cue that gives the count a measure.

    `of_forces`: the article counts forces, "members" are theirs; `of_war`: it is about war, "men" bear arms.
    """
    head = count.head
    if head.klass in {"excluded", "unknown"}:
        return None
    if head.link == "strong":
        return _of_body(tokens, count, counts, found)
    noun = _of_casualty_noun(tokens, count) if head.klass == "casualty" else None
    if noun is not None and noun.price == NOUN and head.kind not in {"capture", "desert", "recruit"}:
        return noun
    arms = "missile" if {head.kind, head.pair} <= MUNITIONS else unit_of(head)
    theirs = of_forces or (of_war and _are_just_men(tokens.words, head))
    best = _cheapest(tokens, count, counts, found, noun, arms, theirs)
    around = between_parts(tokens, count, arms)
    moved = best is not None and best.family in MOVED  # "brought 1,000 soldiers home": not the verb alone
    if around is not None and (best is None or moved or best.price > 0.0 or around.family == "kill"):
        return around
    if best is None and (end := killed_later(tokens, count, found)) is not None:
        return Reading("casualties.killed", "person", "kill", 2.0, "past.right", end)  # "lined up 16 men and shot them"
    if best is None:
        shared = _of_run(tokens, count, counts, found) if len(counts) > 1 else None
        return shared or _of_destroyed(tokens, count, counts, found) or left_place(tokens, count)
    if best.cue is None:
        return best
    settled = _settled(tokens, count, counts, best, best.cue, found)
    return noun if noun is not None and settled.measure == "strength" else settled  # "had a number of injuries"


def _of_body(tokens: Tokens, count: Count, counts: Sequence[Count], found: Sequence[Cue]) -> Reading:
    """The reading of a body of so many: "the 9,000-strong division"."""
    if (harm := harm_of_team(tokens, count, counts, found)) is not None:
        return Reading(_measure_of(harm), "person", harm.family, 1.5, "head.team", harm)
    if (moved := _of_expected(tokens, count, found)) is not None:
        return Reading("deployment.planned", "person", moved.family, 1.5, "head.expected", moved)
    if (moved := _of_sent_body(tokens, count, counts, found)) is not None:
        measure = "deployment.planned" if is_planned(tokens, moved) else _measure_of(moved)
        return Reading(measure, "person", moved.family, 1.5, "head.sent", moved)
    return strength(tokens, count, Reading("strength", "person", "strength", 0.5, "head.strong", None, None, 0.8))


def _of_casualty_noun(tokens: Tokens, count: Count) -> Reading:
    """The reading that a noun of casualties gives: "40 dead", "148 casualties"."""
    head = count.head
    measure = combined({head.kind, head.pair} - {""})
    if head.kind == "lose" and not head.pair and _broken_down(tokens, count):
        measure = "casualties.killed_or_wounded"
    partitive = tokens.words[count.number_last : count.number_last + 1] == ["of"]  # "one of the wounded died"
    price = PARTITIVE if partitive and head.kind in {"wound", "missing"} else NOUN
    return Reading(measure, "person", head.kind, price, "head.casualty_noun")


def _cheapest(
    tokens: Tokens,
    count: Count,
    counts: Sequence[Count],
    found: Sequence[Cue],
    noun: Reading | None,
    arms: str,
    of_forces: bool,
) -> Reading | None:
    """The reading of the cheapest cue, or that of the noun; `arms` is the unit by which a cue measures equipment."""
    head, best, words = count.head, noun, tokens.words
    for cue in found:
        shells = cue.family == "use" and right_of(cue, count) and words[head.noun] in {"mortar", "mortars"}
        klass = "person" if head.klass in {"elided", "casualty"} else head.klass
        measure = family_measure(cue.family, klass, "munition" if shells else arms)
        if cue.family == "employ" and (cue.first > count.first or not _are_men(words, head)):
            continue
        if measure is None and head.klass == "elided":
            measure = family_measure(cue.family, "equipment", "")
        if measure is None or (head.klass == "casualty" and head.kind == "capture" and cue.family in MOVED):
            continue  # "60 prisoners were brought in"
        drafted = cue.family == "deploy" and words[cue.first] in word_class("drafting")
        yearly = words[cue.last : cue.last + 2] in (["each", "year"], ["every", "year"], ["a", "year"])
        yearly = yearly or words[cue.last : cue.last + 1] in (["annually"], ["yearly"])
        if drafted and (yearly or (head.noun >= 0 and words[head.noun] in word_class("drafted_men"))):
            measure = "recruitment"  # "30,000 recruits are called up each autumn"
        price = cue_price(Clause(tokens, count, counts, cue, found), of_forces)
        if price is not None and price > LISTED and is_in_list(tokens, count, cue):
            price = LISTED
        closes = price is not None and price > LISTED and count.is_article and _closes_run(tokens, count, counts, cue)
        price = LISTED if closes else price
        if price is None or price > (WEAK_LIMIT if cue.family in WEAK else LIMIT):
            continue
        inner = count.number_last <= cue.first < head.noun  # "six wounded prisoners"
        harmed = noun is not None and cue.family in {"kill", "wound"} and not inner
        harmed = harmed and head.kind in {"capture", "recruit"}
        listed = 1 + sum(c.run == count.run and count.first < c.first < cue.first for c in counts)
        harmed = harmed and price <= (
            max(HARMED_LIST, LISTED * listed)
            if cue.first >= count.last or cue.kind == "of" or _and_himself(words, cue)
            else NEXT
        )
        if best is None or price < best.price or (harmed and best is noun):  # "23 hostages and 32 militants dead"
            unit = "munition" if shells and measure == "equipment.used" else unit_of(head)  # "fired several mortars"
            side = "left" if cue.first >= count.last else "right"
            best = Reading(measure, unit, cue.family, price, "inherit.list" if closes else f"{cue.kind}.{side}", cue)
    return best


def _and_himself(words: Sequence[str], cue: Cue) -> bool:
    """Whether a bomber kills others with himself: "killed | himself and five recruits"."""
    return words[cue.last : cue.last + 1] in cue_lexicon.REFLEXIVE and words[cue.last + 1 : cue.last + 2] == ["and"]


def _settled(
    tokens: Tokens, count: Count, counts: Sequence[Count], best: Reading, cue: Cue, found: Sequence[Cue]
) -> Reading:
    """The reading of the cheapest cue after what else the verb phrase tells of those counted."""
    head = count.head
    inner = best.family in {"wound", "capture"} | WEAK and count.number_last <= cue.first < count.last
    for other in found if inner else ():
        harms = (
            other.family in {"kill", "capture"} - {best.family} and other.first >= count.last
        )  # "disarmed rebels were shot"
        price = price_of(Clause(tokens, count, counts, other, found)) if harms else None
        if price is not None and price <= 1.0:  # "two injured soldiers taken prisoner"
            return Reading(_measure_of(other), "person", other.family, price, "past.left", other)
    best = _had_harmed(tokens, count, counts, best, found)
    best = _lost_parted(tokens, count, counts, best, found)
    best = _of_moved(tokens, best, found)
    best = moves_on(tokens, count, victims_of(count, best, found), found)
    if best.cue is None:
        return best
    if is_reduced(tokens, count, counts, best) and (main := main_verb(tokens, count, counts, found)) is not None:
        klass = "equipment" if head.klass == "equipment" else "person"
        best = Reading(_measure_of(main, klass), unit_of(head), main.family, 2.0, "subject.left", main)
    end = main_verb(tokens, count, counts, found) if describes_harm(tokens, count, best) else None
    if end is not None and end.family == "kill" and {"and", ","}.isdisjoint(tokens.words[count.last : end.first]):
        return Reading(_measure_of(end), "person", "kill", 2.0, "subject.left", end)  # "three wounded there died"
    hurt = head.link == "of number" and best.family == "wound" and best.cue is not None and best.cue.first == count.last
    if hurt and (main := main_verb(tokens, count, counts, found)) is not None and main.family == "kill":
        return Reading(_measure_of(main), "person", "kill", 2.0, "subject.left", main)  # "six of the nine wounded died"
    if (end := died_later(tokens, count, counts, best, found)) is not None:
        return Reading("casualties.killed", "person", "kill", best.price, "subject.left", end)
    taken = best.family in {"capture", "arrest", "withdraw"} and cue.last <= count.first
    if taken and (end := killed_later(tokens, count, found)) is not None:
        return Reading("casualties.killed", "person", "kill", best.price, "past.right", end)
    then = then_harmed(tokens, count, counts, best, found) or after_relative(tokens, count, counts, best, found)
    if then is not None and head.klass == "person":
        return Reading(_measure_of(then), "person", then.family, 1.5, "subject.left", then)
    return refine(tokens, count, best, found)


def _measure_of(cue: Cue, klass: str = "person") -> str:
    """Measure that the family of a cue gives to those or that which it counts."""
    return str(cue_lexicon.families()[cue.family][klass])


def _are_just_men(words: Sequence[str], head: Head) -> bool:
    """Whether those counted are men without another word about them."""
    return head.noun == head.first and words[head.noun] == "men"


def _are_men(words: Sequence[str], head: Head) -> bool:
    """Whether those counted are fighting men, whom a commander can use."""
    return head.klass == "person" and (head.kind in {"military", "fighter"} or words[head.noun] == "men")


def _of_expected(tokens: Tokens, count: Count, found: Sequence[Cue]) -> Cue | None:
    """The verb that moves a body only in plans: "the 9,000-strong division that it had planned to send north"."""
    for cue in found:
        between = tokens.words[count.last : cue.first]
        relative = len(between) <= EXPECTED and not {"that", "which"}.isdisjoint(between)
        relative = relative or (between[:1] == [","] and word_class("auxiliary").issuperset(between[1:-1]))
        if relative and cue.family in MOVED and is_planned(tokens, cue):
            return cue
    return None


def _of_sent_body(tokens: Tokens, count: Count, counts: Sequence[Count], found: Sequence[Cue]) -> Cue | None:
    """The verb that moves a body of so many men: "a 500-man battalion from Ghana arrived", "sent a 500-man unit"."""
    words = tokens.words
    for cue in found:
        if cue.family not in MOVED or any(count.last <= c.first < cue.first and not c.is_article for c in counts):
            continue
        subject = cue.voice in {"left", "both"} and 0 < cue.first - count.last <= SENT
        if subject and not {",", "that", "which", "and", "by"}.isdisjoint(words[count.last : cue.first]):
            subject = False
        subject = subject and (words[cue.first - 1] != "be" or is_planned(tokens, cue))  # "should the force be sent"
        article = words[count.first - 1 : count.first] in (["a"], ["an"], ["another"])
        if subject or (cue.voice in {"right", "both"} and cue.last == count.first - article):
            return cue
    return None


def _closes_run(tokens: Tokens, count: Count, counts: Sequence[Count], cue: Cue) -> bool:
    """Whether a verb of harming ends the list that "a" opens: "a guard, his wife and seven children were killed"."""
    last = next((c for c in reversed(counts) if c.run == count.run), count)
    gap = tokens.words[last.last : cue.first]
    if cue.family not in HARM | {"destroy"} or cue.first < last.last:
        return False
    small = word_class("auxiliary") | word_class("adverb")
    if (gap[:2] == [",", "and"] or (last is not count and gap[:1] == ["and"])) and len(gap) <= NAMED_LAST:
        named = gap[gap.index("and") + 1 :]  # "a colonel, a judge, and candidate Galan were murdered"
        end = next((k for k, word in enumerate(named) if word in small), len(named))
        return 0 < end < len(named) and all(w.isalpha() and w not in word_class("preposition") for w in named[:end])
    return last is not count and small.issuperset(gap)


def _of_run(tokens: Tokens, count: Count, counts: Sequence[Count], found: Sequence[Cue]) -> Reading | None:
    """Rule `run.moved`: the verb behind a list is that of all in it: "300 men of the army and 50 sailors were sent".

    So it is of arms that were destroyed: "11 vehicles, two guns, five depots and one drone were destroyed".
    """
    last = next((c for c in reversed(counts) if c.run == count.run), count)
    klass = count.head.klass
    if last is count or count.is_article or klass not in {"person", "equipment"} or last.head.klass != klass:
        return None
    reading = direct(tokens, last, [last], found)
    cue = reading.cue if reading is not None else None
    harmed = reading is not None and reading.family in CASUALTY and klass == "person" and reading.price <= LISTED
    families = (MOVED | CASUALTY if harmed else MOVED) if klass == "person" else {"destroy"}
    if reading is None or cue is None or reading.family not in families or cue.first < last.last:
        return None
    if harmed and cue.kind == "subject":
        return replace(reading, price=4.0, rule="run.moved")  # "three officers, seven soldiers and 15 rebels died"
    passive = tokens.words[cue.first - 1] in word_class("passive_auxiliary")
    unit = "person" if klass == "person" else unit_of(count.head)
    return replace(reading, unit=unit, price=4.0, rule="run.moved") if cue.kind == "past" and passive else None


def _of_destroyed(tokens: Tokens, count: Count, counts: Sequence[Count], found: Sequence[Cue]) -> Reading | None:
    """Rule `destroy.men`: men who bear arms and are destroyed are dead: "destroyed up to 180 foreign mercenaries"."""
    if count.head.kind not in {"military", "fighter"} or count.is_article:
        return None
    for cue in found:
        if cue.family == "destroy" and tokens.words[cue.first].startswith("destroy"):
            price = price_of(Clause(tokens, count, counts, cue, found))
            if price is not None and price <= LISTED:
                return Reading("casualties.killed", "person", "kill", price, "destroy.men", cue)
    return None


def _had_harmed(tokens: Tokens, count: Count, counts: Sequence[Count], best: Reading, found: Sequence[Cue]) -> Reading:
    """The participle after a list of those that somebody had harmed: "had eight soldiers and five civilians killed"."""
    cue = best.cue
    has = cue is not None and best.family == "strength" and tokens.words[cue.first] in {"had", "has", "have", "having"}
    if not has or count.head.klass != "person":
        return best
    end = max(c.last for c in counts if c.run == count.run)
    harm = next((c for c in found if c.family in CASUALTY and c.kind == "past" and c.first == end), None)
    if harm is None or end == count.last:
        return best
    return Reading(_measure_of(harm), "person", harm.family, best.price, "past.left", harm)


def _lost_parted(tokens: Tokens, count: Count, counts: Sequence[Count], best: Reading, found: Sequence[Cue]) -> Reading:
    """Rule `lose.parted`: losses are parted by participles: "lost 3 officers and 40 men killed and 90 men wounded"."""
    losing = {"lost", "losing", "lose", "loses", "suffered"}
    if best.family not in {"lose"} | CASUALTY or count.head.klass != "person" or losing.isdisjoint(tokens.words):
        return best
    if not any(c.family == "lose" and c.last <= count.first and tokens.words[c.first] in losing for c in found):
        return best
    at = count.last
    for _ in range(PARTED):
        harm = next((c for c in found if c.first == at and c.family in CASUALTY and c.kind in {"past", "after"}), None)
        if harm is not None:
            same = at == count.last
            return best if same else Reading(_measure_of(harm), "person", harm.family, best.price, "lose.parted", harm)
        following = next((c for c in counts if c.first == at + 1 and tokens.words[at] in {"and", ","}), None)
        if following is None or following.head.noun < 0 or following.head.klass != "person":
            return best
        at = following.last
    return best


def _of_moved(tokens: Tokens, best: Reading, found: Sequence[Cue]) -> Reading:
    """The reading of those in a body that is the object of a verb: "sent a column of 400 men", "took a team of six"."""
    body = best.cue
    of_force = best.family == "strength" and body is not None and tokens.words[body.last - 1] in {"force", "army"}
    if body is None or not (best.family == "present" or of_force) or body.kind != "of" or best.unit != "person":
        return best
    families = MOVED | ({"order"} if of_force else HARM | {"capture"})
    for cue in found:
        between = tokens.words[cue.last : body.first]
        moves = cue.family in families and cue.kind in {"active", "past"} and cue.voice != "left"
        if moves and 0 < len(between) <= BODY and between[0] in word_class("determiner"):
            return replace(best, measure=_measure_of(cue), family=cue.family, cue=cue, rule=f"{cue.kind}.right")
    return best


def _broken_down(tokens: Tokens, count: Count) -> bool:
    """Whether "148 casualties" is split into dead and wounded at once: "(93 dead and 55 wounded)"."""
    rest = tokens.words[count.last : count.last + 9]
    parts = [k for k, w in enumerate(rest[:-1]) if w == "of" and rest[k + 1] in {"them", "whom", "which"}]
    if parts and {"killed", "dead", "fatal", "deaths", "died"} & set(rest[parts[0] :]):
        return True  # "8,820 casualties, 3,035 of them fatal"
    at = next((k for k, w in enumerate(rest) if w in {"counting", "both", "including"}), len(rest))
    both = rest[at + 1 : at + 4]
    if both[:1] in (["dead"], ["killed"]) and both[1:] in (["and", "wounded"], ["or", "wounded"], ["and", "injured"]):
        return True  # "nine casualties, counting dead and wounded"
    if not rest or rest[0] not in {"(", ":", "-", "—", "–"}:
        return False
    return bool(set(rest) & {"dead", "killed", "deaths"}) and bool(set(rest) & {"wounded", "injured"})
