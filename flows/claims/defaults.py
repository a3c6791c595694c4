"""The measure that a head noun alone suggests, or the line that introduces a list."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims import announcing
from flows.claims.counts import Count
from flows.claims.document import Document, Tokens
from flows.claims.figures import Figure
from flows.claims.head_nouns import nouns
from flows.claims.pricing_verbs import is_not_done
from flows.claims.readings import MUNITIONS, Reading, combined, family_measure, unit_of
from flows.claims.refining import is_to_come
from flows.claims.strengths import at_place, strength
from flows.claims.words import SPELLED, word_class

WHOLES = ("lose", "order", "deliver", "destroy")
WHOLE_REACH = 18  # words from the parts back to their whole
HOLDERS = frozenset({"cache", "caches", "depot", "dump", "stockpile", "store", "arsenal"})
LIST_REACH = 60  # words from an item of a list to the verb
ARMED = frozenset({"military", "fighter", "paramilitary"})
CACHED = frozenset({"weapon", "munition", "missile", "artillery", "equipment"})
"""Arms that are hidden, so that who finds them takes them."""
MOVES = frozenset({"deployment.sent", "deployment.withdrawn"})
LIST_NEAR = 7  # words between guns and the prisoners taken with them
FORCE_NAME = 6  # words from the name of a force to "with" and its men
LEAST_FORCE = 50  # men, below which those "of the police" are some of it
PRICE_REACH = 40  # characters from a sum to what it is for
LEAST_STAFF = 500  # personnel that a force has, and no team
LEAST_MEN = 20  # men of whom a sentence on a battle tells: fewer may be anybody
ACTS = 20  # words from armed men to what they do
LISTED = 12  # words of a list of those killed
BY_WEAPON = 6  # words from a number to what killed so many
TRIED = 4  # words from a verb that is tried to arms
LEAST = 9.0  # price of a default: any cue is better


def _is_listed(words: Sequence[str], at: int) -> bool:
    """Whether the token may stand in a list of people and their numbers."""
    found = nouns().at(words, at)
    person = found is not None and found[1][0].klass == "person"
    return words[at] in {",", "and"} or words[at].isdigit() or words[at] in SPELLED or person


def _is_toll_by_weapon(tokens: Tokens, count: Count) -> bool:
    """Whether a number opens an entry of a list of deaths: "19 by mortars in Sadr City; 3 by car bomb, Baghdad"."""
    words, at = tokens.words, count.last
    opens = count.first == 0 or words[count.first - 1] in {";", ":", ",", "."}
    if count.head.klass not in {"elided", "person"} or not opens:
        return False
    while at < len(words) and at - count.last < LISTED and words[at] != "by" and _is_listed(words, at):
        at += 1  # "3 civilians, 1 child by roadside bomb"
    if words[at : at + 1] != ["by"]:
        return False
    return not word_class("deadly").isdisjoint(words[at + 1 : at + BY_WEAPON])


def default(doc: Document, tokens: Tokens, count: Count, figures: Sequence[Figure], ordinal: int) -> Reading | None:
    """Measure that the head noun alone suggests, or the line that introduces the list."""
    head = count.head
    words = tokens.words
    if count.number.comparator == "0":
        none_there = head.kind == "military" and "there" in words[max(0, count.first - 3) : count.first]
        none_there = none_there and at_place(tokens, count)  # "there were no NATO personnel at the base"
        return Reading("deployment.present", "person", "", 3.0, "default.none", None, None, 0.6) if none_there else None
    if _is_toll_by_weapon(tokens, count):
        return Reading("casualties.killed", "person", "kill", 3.0, "default.by_weapon", None, None, 0.7)
    if set(words[count.number_last : count.last]) & word_class("not_serving"):
        return None
    if "suicide" in words[count.number_last : count.last]:
        return None
    if head.klass == "person" and not word_class("meeting").isdisjoint(words[max(0, count.first - 2) : count.first]):
        return None  # "I met with six soldiers from Ohio"
    spoken = words[count.first - 1 : count.first] in (["with"], ["to"]) and words[count.first - 2]
    if head.klass == "person" and spoken and spoken in word_class("speaking"):
        return None  # "to speak with thousands of soldiers", but "spoke of dozens of militants"
    if set(words[max(0, count.first - 4) : count.first]) & word_class("capacity"):
        return None
    listed = head.klass == "equipment" or (head.klass == "person" and announcing.is_item(doc, ordinal))
    announced = announcing.announced(doc, ordinal) if listed else None
    if announced is not None and head.kind not in {"general", "civilian", "weak"}:
        measure = family_measure(announced, head.klass, unit_of(head))
        if measure is not None and measure != "strength":
            return Reading(measure, unit_of(head), announced, 3.0, "default.list", None, None, 0.75)
    opened = words[: count.first]
    told = ":" in opened and not word_class("quantities").isdisjoint(opened)
    if announced is None and head.klass == "equipment" and ordinal and told:
        above = announcing.line_family(doc, ordinal - 1)  # "We took weapons. I give you the quantities: 915 rifles"
        above = "destroy" if above == "lose" else above
        measure = family_measure(above, head.klass, unit_of(head)) if above else None
        if above is not None and measure is not None and measure != "strength":
            return Reading(measure, unit_of(head), above, 3.0, "default.list", None, None, 0.75)
    men = head.noun >= 0 and words[head.noun] == "men" and (count.number.low or 0) >= LEAST_MEN
    posted = words[count.last : count.last + 1] == ["to"] and words[count.last + 1 : count.last + 2] != []
    posted = posted and words[count.last + 1] in word_class("holding_places") and "left" in words[: count.first]
    if (men or (head.kind == "military" and posted)) and (posted or _are_at(tokens, count.last)):
        return Reading("deployment.present", "person", "present", 4.0, "default.at", None, None, 0.6)
    definite = count.first > 0 and words[count.first - 1] in {"the", "these", "those"}
    some_of = words[count.number_last : count.number_last + 2]  # "several of the airmen were constituents"
    definite = definite or some_of in (["of", "the"], ["of", "these"], ["of", "those"])
    reckoned = not word_class("reckoned").isdisjoint(words[count.last : count.last + 1])
    many = head.kind in ARMED and (count.number.low or 0) >= LEAST_FORCE
    told_where = many and (
        at_place(tokens, count) or reckoned or _are_at(tokens, count.last)
    )  # "the 20,000 fighters estimated to be in Mosul"
    whole = (head.kind in ARMED or men) and _is_whole(words, count.first)
    if whole:
        return Reading("deployment.present", "person", "", LEAST, "default.whole", None, None, 0.5)
    if head.klass == "person" and ((definite and not told_where) or _survived(words, count.last)):
        return None
    if head.klass == "person" and not word_class("decorations").isdisjoint(words[count.last :]):
        return None  # "eight soldiers of the regiment received the Service Cross"
    if head.klass == "person" and (count.number.low or 0) < LEAST_FORCE and _tell(words, count.last):
        return None  # "two soldiers described the attack"
    if head.klass == "equipment" and _priced(doc, count):
        return Reading("equipment.planned", unit_of(head), "order", 3.0, "default.price", None, None, 0.6)
    if head.klass == "equipment":
        last = figures[-1] if figures and ordinal - figures[-1].sentence <= 1 else None
        unit = unit_of(head)
        summed = words[:2] in (["in", "all"], ["in", "total"], ["in", "addition"]) or words[0] in {
            "altogether",
            "overall",
        }
        goes_on = summed or not word_class("lists").isdisjoint(words)
        lost = any(f.measure == "equipment.lost" for f in figures[-8:]) and "civilians" not in words
        if (last is not None and last.measure == "equipment.lost" and goes_on) or (summed and lost):
            return Reading("equipment.lost", unit, "", 4.0, "default.same_list", None, None, 0.6)
        apart = words[count.first - 1 : count.first] in ([";"], [":"], ["("])
        # "eight ships were seized; two boats"
        if apart and last is not None and last.sentence == ordinal and last.unit == unit:
            return Reading(last.measure, unit, "", 4.0, "default.same_list", None, None, 0.6)
        if _is_among_taken(words, count) or _is_beside_prisoners(words, count):
            return Reading("equipment.lost", unit, "destroy", 4.0, "default.taken", None, None, 0.7)
        if (
            last is not None
            and last.measure in {"equipment.used", "equipment.lost"}
            and unit in MUNITIONS | {"equipment"}
            and last.unit in MUNITIONS | {"equipment"}
        ):
            return Reading(last.measure, unit, "", 4.0, "default.same_arms", None, None, 0.6)
        if any(is_not_done(words, k) for k in range(max(1, count.first - TRIED), count.first)):
            return None  # "tried to shoot down two helicopters"
        return Reading("equipment.holdings", unit, "", LEAST, "default.equipment", None, None, 0.45)
    if count.number.best == 1 and head.klass != "formation":
        return None
    if (
        head.klass == "person"
        and head.kind == "general"
        and (count.number.low or 0) >= LEAST_FORCE
        and _of_a_force(words, count, figures)
    ):
        return strength(tokens, count, Reading("strength", "person", "", LEAST, "default.force", None, None, 0.5))
    if head.klass == "person" and head.kind in ARMED | {"general"} and _is_of_force_before(words, count):
        return strength(tokens, count, Reading("strength", "person", "", LEAST, "default.force", None, None, 0.5))
    fighting = head.noun >= 0 and words[head.noun] == "men" and not word_class("fights").isdisjoint(words)
    if fighting and head.kind == "general" and (count.number.low or 0) >= LEAST_MEN:
        return Reading("deployment.present", "person", "", LEAST, "default.men", None, None, 0.45)
    item = announcing.is_item(doc, ordinal)
    of_force = announcing.describes_force(doc)
    if head.klass == "formation":
        sized = bool(figures) and figures[-1].sentence == ordinal and figures[-1].measure.startswith("strength.")
        included = not word_class("opens_parts").isdisjoint(words[: count.first])
        forces = included and not word_class("sized_forces").isdisjoint(words[: count.first])
        if sized or forces:  # "6,000 strong, with two battalions", "the army's forces included seven battalions"
            return Reading("strength.active", "formation", "", 4.0, "default.same_force", None, None, 0.5)
        for figure in reversed(figures[-6:]):
            near = 0 if of_force else 4
            if figure.unit == "formation" and ordinal - figure.sentence <= near:
                held = "deployment.present" if figure.measure in MOVES else figure.measure
                return Reading(held, "formation", "", 4.0, "default.same_force", None, None, 0.5)
        if count.number.best == 1 and not (item or of_force):
            return None
        if count.number.best == 1 or of_force or not {"active-duty", "active", "reserve"}.isdisjoint(head.words):
            return Reading("strength.active", "formation", "", LEAST, "default.list", None, None, 0.4)
        return Reading("deployment.present", "formation", "", LEAST, "default.formation", None, None, 0.4)
    if head.klass == "person" and head.kind in {"military", "fighter", "paramilitary", "reserve"}:
        measure = {"reserve": "strength.reserve", "paramilitary": "strength.paramilitary"}.get(
            head.kind, "deployment.present"
        )
        last = figures[-1] if figures and figures[-1].sentence == ordinal else None
        beside = last is not None and last.unit == "person" and last.measure == "deployment.present"
        act = not word_class("battling").isdisjoint(words[count.last : count.last + ACTS])
        if _are_doers(words, count) or beside or act:
            # "a garrison of 400 soldiers, as well as 200 militiamen", "300 militiamen from Homs attacked the village"
            measure = "deployment.present"
        phrase = set(words[count.number_last : count.last])
        behind = count.last + (words[count.last : count.last + 1] in (['"'], ["”"]))  # '50 "terrorists" tried to'
        after = words[behind] if behind < len(words) else "."
        sized = of_force and not at_place(tokens, count) and not word_class("force_words").isdisjoint(words)
        owner = words[count.first - 1] if count.first else ""
        owned = owner in {"’s", "'"} or owner.endswith("'s")
        sized = sized or (owned and not at_place(tokens, count))
        staff = words[head.noun] == "personnel" and (count.number.low or 0) >= LEAST_STAFF and owner == "with"
        sized = sized or (staff and not at_place(tokens, count))  # "the largest branch, with 495,000 personnel"
        serving = bool(phrase & {"active", "active-duty", "serving"}) or sized
        if measure == "deployment.present" and serving:
            measure = "strength.total" if head.kind == "fighter" else "strength.active"
        elif (
            head.kind == "fighter"
            and count.number.kind != "vague"
            and not _are_doers(words, count)
            and words[count.first - 1 : count.first] != ["including"]
            and not (act and after == ",")
            and (
                not after[0].isalpha()
                or after in word_class("conjunction") - {"who", "that", "which"}
                or (after == "in" and words[behind + 1 : behind + 2] != [] and words[behind + 1][0].isdigit())
            )
        ):
            measure = "strength.total"
        if measure in {"deployment.present", "strength.reserve"} and is_to_come(words, count.last):
            measure = "deployment.planned"  # "90,000 soldiers will practise"
        return Reading(measure, "person", "", LEAST, "default.people", None, None, 0.45)
    return None


def _are_doers(words: Sequence[str], count: Count) -> bool:
    """Whether those counted are who does it: "the bridge was held by a dozen fighters"."""
    return words[count.first - 1 : count.first] == ["by"]


def _is_of_force_before(words: Sequence[str], count: Count) -> bool:
    """Whether a force is named before "with" and its men: "The gendarmerie, | with 8,000 men, is"."""
    forces = word_class("branches") | word_class("guards")
    before = words[max(0, count.first - FORCE_NAME) : count.first]
    named = before[:-2] if before[-2:] == [",", "with"] else before[:-1] if before[-1:] == ["("] else []
    led = (count.number.low or 0) >= LEAST_FORCE and not forces.isdisjoint(named)
    return led and word_class("auxiliary").isdisjoint(before)  # so is "The gendarmerie (8,700 personnel)"


def _is_whole(words: Sequence[str], at: int) -> bool:
    """Whether the clause begins with those of whom it tells the parts: "Of the | 1,800 defenders only 230 survived"."""
    start = at - (words[at - 1 : at] == ["the"])
    if words[start - 2 : start] == ["out", "of"]:
        return True
    return start < at and words[start - 1 : start] == ["of"] and (start == 1 or not words[start - 2][0].isalnum())


def _is_among_taken(words: Sequence[str], count: Count) -> bool:
    """Whether the count stands in a list of what was taken or destroyed, over items without a number.

    "Seized shotguns, pistols and one rifle", "one rifle, pistols and ammunition were seized", "were seized: 40 rifles".
    """
    taking, passive, ends = word_class("taking"), word_class("passive_auxiliary"), word_class("ends_list")
    if count.head.kind in CACHED:
        taking |= word_class("finding")
    if count.head.kind in {"weapon", "artillery", "ship"}:
        taking |= word_class("taking_guns")
    reach = range(count.first - 1, max(0, count.first - LIST_REACH), -1)
    held = next((k for k in reach if words[k] in HOLDERS and words[k + 1] in {"with", "containing", "of", "full"}), 0)
    if held and not word_class("finding").isdisjoint(words[max(0, held - LIST_REACH) : held]):
        return True  # "found a cache with 22 rifles"
    for k in reach:
        if words[k] in taking:
            return words[k - 1] not in passive or ":" in words[k : count.first]
        by_whom = words[k] == "by" and ":" in words[k : count.first]
        if (words[k] in ends and not by_whom) or words[k].endswith(("ed", "ing")):
            break
    perfect, told = (
        word_class("perfect_auxiliary"),
        word_class("adverb") | {"partially", "completely", "totally", "either"},
    )
    for k in range(count.last, min(len(words) - 1, count.last + LIST_REACH)):
        if words[k] in passive:
            verb = next((w for w in words[k + 1 :] if w not in passive and w not in told), "")
            return verb in taking
        if words[k] not in perfect and (words[k] in ends or words[k].endswith(("ed", "ing"))):
            break
    return False


def _is_beside_prisoners(words: Sequence[str], count: Count) -> bool:
    """Whether prisoners are counted in the same list: "15 guns and 6,000 prisoners were the trophies of the day"."""
    if count.head.kind not in {"artillery", "weapon"} or "prisoners" not in words:
        return False
    at = words.index("prisoners")
    between = words[count.last : at] if at > count.last else words[at + 1 : count.first]
    return (
        len(between) <= LIST_NEAR
        and not {",", "and"}.isdisjoint(between)
        and not any(w.endswith("ed") for w in between)
    )


def _are_at(tokens: Tokens, at: int) -> bool:
    """Whether the verb only says where they are, by a name: "8,000 of the 12,000 soldiers | are now in Kursk"."""
    rest = [k for k in range(at, min(at + 5, len(tokens))) if tokens.words[k] not in word_class("adverb")]
    if len(rest) < 3 or tokens.words[rest[0]] not in word_class("copula"):
        return False
    return tokens.words[rest[1]] in {"in", "at", "on", "near", "inside"} and tokens.raw[rest[2]][0].isupper()


def _tell(words: Sequence[str], at: int) -> bool:
    """Whether those counted only tell or are told of: "two soldiers described the attack"."""
    verb = next((w for w in words[at : at + 3] if w not in word_class("auxiliary") | word_class("adverb")), "")
    return verb in word_class("reporting") | word_class("telling_of")


def _survived(words: Sequence[str], at: int) -> bool:
    """Whether those counted came through: "only 18 soldiers survived", "18 men of the original 150 survived"."""
    rest = words[at : at + 6]
    if rest[:1] == ["of"]:
        rest = rest[next((k for k, w in enumerate(rest) if w in {"survived", "survive"}), len(rest)) :]
    return next((w for w in rest if w not in word_class("auxiliary")), "") in {"survived", "survive"}


def _of_a_force(words: Sequence[str], count: Count, figures: Sequence[Figure]) -> bool:
    """Whether they are of a force, where forces are counted: "the 16,000 members of the national security forces"."""
    tail = words[count.last : count.last + 7]
    sized = any(f.measure.startswith("strength.") for f in figures[-6:])
    return (
        sized
        and count.head.noun == count.number_last
        and tail[:1] == ["of"]
        and not word_class("branches").isdisjoint(tail)
    )


def of_whole(tokens: Tokens, count: Count) -> Reading | None:
    """Measure of the whole that "including" opens: "heavy losses, including 1,140 troops", "a package with 40 guns"."""
    words = tokens.words
    if not count.first or words[count.first - 1] not in word_class("opens_parts"):
        return None
    if count.head.klass in {"person", "elided"} and (kind := _harmed(words, count.first - 1)):
        return Reading(combined({kind}), "person", kind, 3.0, "default.whole", None, None, 0.8)
    for word in reversed(words[max(0, count.first - WHOLE_REACH) : count.first - 1]):
        if word[0].isdigit():
            return None  # the parts are of that number
        for family in WHOLES:
            if word in word_class(f"whole_{family}"):
                measure = family_measure(family, count.head.klass, unit_of(count.head))
                return (
                    Reading(measure, unit_of(count.head), family, 3.0, "default.whole", None, None, 0.8)
                    if measure
                    else None
                )
    return None


def _harmed(words: Sequence[str], at: int) -> str:
    """Kind of the casualties that token `at` opens the parts of: "The dead include three children"."""
    while at and words[at - 1] in word_class("auxiliary"):
        at -= 1
    noun = nouns().at(words, at - 1) if at else None
    known = noun is not None and noun[0] == 1 and noun[1][0].klass == "casualty"
    return noun[1][0].kind if known and noun is not None and words[at - 2 : at - 1] in (["the"], ["its"], []) else ""


def _priced(doc: Document, count: Count) -> bool:
    """Whether a sum of money is set against the things: "$3.3 billion for 30 fighters"."""
    start = count.number.outer_start
    if doc.text[max(0, start - 5) : start].strip() != "for":
        return False
    return any(n.kind == "money" and 0 <= start - n.end <= PRICE_REACH for n in doc.numbers)
