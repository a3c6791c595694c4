"""Conditions of verbs over those they count: what a verb of everyday use must have beside it to tell of forces."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flows.claims import cues as cue_lexicon
from flows.claims import head_nouns
from flows.claims.counts import Count, are_troops
from flows.claims.cues import Cue
from flows.claims.pricing import DESCRIBES, Clause, price_of, right_of
from flows.claims.readings import MUNITIONS, unit_of
from flows.claims.verb_phrases import CASUALTY
from flows.claims.words import entries, word_class

CALLED_FOR = 0.7  # for what is called for: it follows
LANDED = 1.0  # those who are landed: the object stands next to the verb
TAKEN_OUT = 0.5  # those who are taken out
ADDED = 1.9  # what forces are numbered or total
BEHIND = 12  # words from those left to what they are: "leaving six people ... dead"
SIZED_PEOPLE = frozenset({"military", "weak", "reserve", "paramilitary", "fighter", "police", "general"})
TAKEN = (["hostage"], ["captive"], ["prisoner"])
HAVING = frozenset({"has", "have", "had", "having"})
RETIRING = frozenset({"retire", "scrap", "decommission", "mothball", "divest", "replace", "upgrade", "modernize"})
HOLDING = frozenset({"hold", "holds", "holding"})
MOVES = frozenset({"move", "moves", "moving", "add", "adding", "get", "gets", "give", "gives", "put"})
"""Verbs of everyday use that deploy or deliver as well."""


def verb_price(clause: Clause, of_forces: bool) -> float | None:
    """Price of a verb, or None where it cannot tell of those counted; `of_forces`: "members" are those of a force."""
    price = price_of(clause)
    if price is None or _is_too_far(clause, price):
        return None
    if clause.cue.family == "strength":
        price = _of_strength(clause, price)
    if price is None or _is_barred(clause) or _is_other_sense(clause) or _of_others(clause, price, of_forces):
        return None
    return _surcharged(clause, price)


def _is_too_far(clause: Clause, price: float) -> bool:
    """Whether the verb governs only what stands beside it, and this does not."""
    words, count, cue = clause.tokens.words, clause.count, clause.cue
    if words[cue.first : cue.last] == ["to", "land"]:
        return price > LANDED  # "to land in Kabul with 300 soldiers"
    if cue.family == "capture" and words[cue.first] in HOLDING:
        return price > CALLED_FOR  # "hold an estate, where 10,000 civilians are sheltering"
    if cue.family == "order":
        return price > CALLED_FOR and words[cue.last - 1] == "for"  # "called for a parliament of 80 members"
    if cue.family != "kill":
        return False
    if words[cue.last - 1] == "out" and words[cue.first].startswith(("tak", "took")):
        return price > TAKEN_OUT  # "took out insurance on 250,000 people"
    body = cue.kind == "active" and words[cue.last - 2] in {"body", "corpse"}
    return body and (not count.is_article or price > DESCRIBES)  # "the body of a soldier", but "of 12 elders"


def _of_strength(clause: Clause, price: float) -> float | None:
    """Price of a verb that sizes a force: "has 40,000 soldiers", "numbered 3,000"."""
    words, count, cue, found = clause.tokens.words, clause.count, clause.cue, clause.found
    verb = words[cue.first]
    if cue.kind == "active":
        if count.head.klass == "person" and count.head.kind not in SIZED_PEOPLE:
            return None
        if verb in HAVING:
            plain = (w for w in words[cue.last :] if w[0].isalnum() and w not in word_class("adverb"))
            following = next((w for w in plain if w[-2:] != "ly"), "")
            done = following in word_class("participle") or following.endswith("ed") or following in {"been", "to"}
            if done or any(c.first == cue.last and c.kind == "past" for c in found):
                return None
            if cue.last <= count.first and "to" in words[cue.last : count.first]:
                return None  # "had the privilege to speak with thousands of soldiers"
            price += 0.5
        if verb not in HAVING - {"having"}:
            price += 0.5
    if verb.startswith(("number", "total")) and price > ADDED:
        return None
    if verb == "counted" and words[cue.first - 1] not in word_class("sized_forces"):
        return None  # "the army counted 140,000 men", but "AFP counted 200 people"
    sums = verb.startswith(("amount", "total", "number", "add"))
    if sums and any(c.kind == "topic" and c.family in CASUALTY | {"destroy"} and c.first < cue.first for c in found):
        return None  # "losses since the invasion now amount to 666,340 personnel"
    return price


def _is_barred(clause: Clause) -> bool:
    """Whether a word beside the verb, or its form, shows that it does not tell of those counted."""
    words, count, cue = clause.tokens.words, clause.count, clause.cue
    verb, phrase = words[cue.first], words[cue.first : cue.last]
    if cue.kind == "active" and cue.family in CASUALTY | {"destroy", "arrest"} and is_not_done(words, cue.first):
        return True
    armed = count.head.kind in {"military", "police", "fighter"} or words[count.head.noun] == "men"
    armed = armed and right_of(cue, count)  # "cost Moldova 28 policemen"
    men = count.head.kind in {"military", "general", "weak"} and words[count.head.last - 1] in word_class("fallen_men")
    if verb in {"cost", "costs", "costing"} and not men and not armed and {"lives", "life"}.isdisjoint(words):
        return True  # but "the assault cost the British 1,150 men"
    meant = cue.kind == "subject" and cue.family == "present" and words[cue.first - 1] == "to"
    if meant and count.head.klass == "equipment" and cue.first - 1 == count.last:
        return True  # "asked for two planes to fight the traffickers"
    if verb == "committed" and words[cue.last : cue.last + 1] == ["suicide"]:
        return True
    if (
        phrase[-1] == "on"
        and verb.startswith("call")
        and words[cue.last : cue.last + 1] in (["those"], ["the"], ["all"])
    ):
        return True  # "to call on those 94 Members"
    if cue.kind == "subject" and cue.first >= count.last and not _agrees(words, count, cue):
        return True  # "has 18,000 sailors and operates three submarines"
    if phrase in TAKEN and not word_class("taking_captive").isdisjoint(words[count.last : cue.first]):
        return True  # "three men | took 90 pupils hostage"
    joined = right_of(cue, count) and words[count.first - 1] == "and" and count.head.klass == "person"
    if joined and cue.family in CASUALTY and _acts_itself(clause):
        return True  # "killed eight and a gunman | then shot 69 people"
    given = verb.startswith("provid") and count.head.klass == "person"
    if given and not word_class("preposition").isdisjoint(words[cue.last : count.first]):
        return True  # "providing medical treatment to 750 Syrians"
    if given and words[count.last : count.last + 1] == ["with"]:
        return True  # "could provide 48,000 homeless veterans with a place to live"
    told = verb in {"give", "gives", "gave", "giving"} and right_of(cue, count)
    if told and not word_class("quantities").isdisjoint(words[cue.last : count.first]):
        return True  # "I will give you the quantities: 915 rifles"
    if verb == "raised" and words[cue.last : cue.last + 1] == ["the"] and words[cue.last + 1] in word_class("tally"):
        return True  # "raised the figure to nine"
    if verb == "needed" and word_class("passive_auxiliary").isdisjoint(words[max(0, cue.first - 2) : cue.first]):
        return True
    if cue.family in {"compose", "strength"} and "each" in words[max(0, cue.first - 3) : cue.first]:
        return True  # a specification: "each squadron comprises 16 aircraft"
    return phrase == ["got"] and cue.first >= count.last


def _acts_itself(clause: Clause) -> bool:
    """Whether those counted are the subject of a verb with an object that follows."""
    words, at = clause.tokens.words, clause.count.last
    while at < len(words) and words[at] in word_class("adverb"):
        at += 1
    verb = next((c for c in clause.found if c.first == at and c.kind in {"past", "active"}), None)
    return verb is not None and verb.voice == "right"


def is_not_done(words: Sequence[str], at: int) -> bool:
    """Whether the verb at a token is only tried or failed at: "attempted to | shoot down", "efforts to | kill"."""
    if words[at - 1 : at] != ["to"]:
        return False
    before = [w for w in words[max(0, at - 4) : at - 1] if w not in word_class("adverb")]
    return not word_class("not_done").isdisjoint(before[-2:])


def _is_other_sense(clause: Clause) -> bool:
    """Whether the verb has a sense here other than that of its family."""
    family = clause.cue.family
    if family == "present":
        return _is_not_present(clause)
    if family in {"destroy", "use", "deliver"}:
        return _is_not_of_arms(clause)
    if family == "order" and clause.tokens.words[clause.cue.first] == "contracted":
        return clause.count.head.klass == "person"  # "13 million contracted malaria"
    if family in {"withdraw", "free", "desert", "order"}:
        return _is_not_of_men(clause)
    words, cue, head = clause.tokens.words, clause.cue, clause.count.head
    if family == "capture" and words[cue.first] in HOLDING:
        return head.klass != "person" or head.kind not in {"general", "civilian", "weak"}  # "hold 140 foreigners"
    if family == "kill" and words[cue.first : cue.last] == ["buried"]:
        return not right_of(cue, clause.count)  # "buried 2,000 of their own"
    return family == "kill" and words[cue.first] == "fell" and not _fell_in_battle(words, clause.count, cue)


def _is_not_present(clause: Clause) -> bool:
    """Whether those counted are not said to be at a place by a verb of presence."""
    words, count, cue = clause.tokens.words, clause.count, clause.cue
    verb, aside = words[cue.first], words[cue.first - 1] if cue.first else ""
    if verb == "hiding" and words[cue.first - 1] == "into":
        return True  # "four had to go into hiding"
    follower = words[cue.last] if cue.last < len(words) else ""
    if verb in word_class("needs_place") and follower[:1].isalpha() and follower not in word_class("preposition"):
        return True
    if cue.kind == "subject" and aside in {"having", "while", "when"}:
        return True  # "two soldiers, having fought gallantly, embraced martyrdom"
    if cue.kind == "after" and count.head.klass == "equipment":
        return True  # "destroyed a helicopter on the ground"
    harms = (c for c in clause.found if c.family in CASUALTY)
    behind = any(count.last <= c.first <= count.last + BEHIND for c in harms)
    return verb.startswith(("leav", "left")) and behind  # "leaving six people, including five soldiers, dead"


def _is_not_of_arms(clause: Clause) -> bool:
    """Whether arms are not said to be destroyed, used or delivered by a verb that may mean it."""
    words, count, cue = clause.tokens.words, clause.count, clause.cue
    verb, right = words[cue.first], right_of(cue, count)
    if cue.family == "use":
        return verb.startswith("deliver") and word_class("flying_strike").isdisjoint(words)
    if cue.family == "deliver":
        paid = right and words[max(0, count.first - 1)] == "for"
        return paid and not word_class("sums").isdisjoint(words[cue.last : count.first])  # "$2 billion for six ships"
    if verb == "claimed":
        return not right or not word_class("preposition").isdisjoint(words[cue.last : count.first])
    return verb in {"hit", "hitting", "struck", "striking"} and right and unit_of(count.head) == "munition"


def _is_not_of_men(clause: Clause) -> bool:
    """Whether those counted are not said to withdraw, to be freed, to desert or to be called for."""
    words, count, cue = clause.tokens.words, clause.count, clause.cue
    verb, head, before = words[cue.first], count.head, words[max(0, cue.first - 1)]
    if verb == "returning" and not word_class("errands").isdisjoint(words[cue.last : cue.last + 3]):
        return True  # "15 policemen were returning from patrol"
    if cue.family == "free":
        captive = head.klass == "casualty" and head.kind == "capture"
        captive = captive or not word_class("captives_here").isdisjoint(words)
        beside = cue.first >= count.last or cue.last == count.first
        captive = captive or (head.klass == "elided" and beside and not verb.startswith("rescu"))  # those told of
        return not captive and (head.klass != "person" or verb.startswith("rescu"))
    if cue.family == "desert":  # "asked five soldiers to surrender"
        return before == "to" and words[cue.first - 2] not in {"forced", "had", "began", "compelled"}
    if cue.family == "order":
        aims = cue.kind == "active" and words[cue.last : cue.last + 1] == ["to"]
        if aims and not RETIRING.isdisjoint(words[cue.last + 1 : cue.last + 2]):
            return True  # "wants to retire 33 jets"
        return right_of(cue, count) and _is_told_to(words, count)  # "ordered the three corps to build bridges"
    hurt = not word_class("hurt").isdisjoint(words[count.number_last : count.last])
    if verb == "evacuated" and (hurt or not are_troops(words, head)):
        return True  # "evacuated 30 injured people"
    pulled = words[cue.last - 1] == "from"  # "bodies were pulled from the rubble"
    return pulled and not word_class("ruins").isdisjoint(words[cue.last : cue.last + 3])


def _of_others(clause: Clause, price: float, of_forces: bool) -> bool:
    """Whether people whom the verb moves or holds are not said to be of a force."""
    words, raw, count, cue = clause.tokens.words, clause.tokens.raw, clause.count, clause.cue
    head = count.head
    people = head.klass == "person" and head.kind in {"general", "civilian"}
    if not people or cue.family in CASUALTY | {"arrest", "free"} or (of_forces and _are_theirs(words, count)):
        return False
    near = words[max(0, count.first - 12) : count.last + 10]
    nation = head.noun >= 0 and raw[head.noun][:1].isupper() and price <= 1.2
    nation = nation and not (cue.family == "withdraw" and "home" in words[cue.first : cue.last])
    body = words[count.first - 1] == "of" and words[count.first - 2] in word_class("bodies_of_men")
    own = cue.first > 0 and cue.last <= count.first and words[cue.first - 1] in word_class("guards")
    return not (nation or body or own) and word_class("people_of_war").isdisjoint(near)


def _surcharged(clause: Clause, price: float) -> float:
    """The price with what makes the verb less likely to govern the count."""
    words, count, cue = clause.tokens.words, clause.count, clause.cue
    verb, phrase, family = words[cue.first], words[cue.first : cue.last], cue.family
    relative = words[count.last : count.last + 1] != [] and words[count.last] in word_class("relative")
    if family not in CASUALTY and not right_of(cue, count) and relative:
        price += 1.5
    if cue.kind == "after" and cue.first - count.last > 4 and family != "strength":
        price += 1.0
    if family == "deliver" and cue.kind == "subject" and words[cue.last : cue.last + 1] != ["from"]:
        price += 2.5
    if family == "destroy" and verb == "claimed":
        price += 3.0  # "claimed 2,049 tanks", but "claimed that 200 drones were launched"
    if phrase == ["handed"] or (family == "kill" and phrase in (["shot"], ["shoot"], ["shoots"])):
        price += 1.0
    if family in {"present", "strength", "order"} and cue.kind in {"active", "subject"}:
        price += 1.0
    if family in {"deploy", "deliver"} and cue.kind == "active" and verb in MOVES:
        price += 1.0
    return price


def _are_theirs(words: Sequence[str], count: Count) -> bool:
    """Whether "men", "members", "Americans" of an article on forces are theirs."""
    return count.head.kind == "general" and word_class("moved").isdisjoint(words[count.number_last : count.last])


def _agrees(words: Sequence[str], count: Count, cue: Cue) -> bool:
    """Whether the verb may have the counted as its subject: a singular form only over one, or "a force of 300"."""
    verb = words[cue.first]
    if not verb.endswith("s") or verb.endswith("ss") or verb[:-1] not in _bare_subjects():
        return True
    return count.number.best == 1 or words[max(0, count.first - 1)] == "of"


@cache
def _bare_subjects() -> frozenset[str]:
    """Plural forms of the verbs whose subject is counted."""
    phrases = (entry for data in cue_lexicon.families().values() for entry in entries(data.get("subject", "")))
    return frozenset(phrase.split()[0] for phrase in phrases)


def _is_told_to(words: Sequence[str], count: Count) -> bool:
    """Whether those of an order are there already, and are to do something there."""
    definite = words[count.first - 1 : count.first] in (["the"], ["these"], ["his"], ["its"], ["their"])
    does = words[count.last : count.last + 1] == ["to"] and count.head.klass in {"person", "formation"}
    return definite and does and word_class("to_come").isdisjoint(words[count.last + 1 : count.last + 2])


def _fell_in_battle(words: Sequence[str], count: Count, cue: Cue) -> bool:
    """Whether "fell" is said of the dead: "400 fell, 30 of them officers", not of the ill or of shells."""
    follower = "".join(words[cue.last : cue.last + 1])
    if cue.last == cue.first + 1 and follower[:1].isalpha() and follower not in word_class("on_the_field"):
        return False  # "12,000 fell ill"
    known = head_nouns.nouns()
    arms = (known.at(words, k) for k in range(cue.first)) if count.head.klass == "elided" else ()
    return all(noun is None or noun[1][0].kind not in MUNITIONS for noun in arms)
