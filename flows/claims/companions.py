"""People told of beside those who were harmed: "was killed, along with 12 others", "among the dead were four"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.claims import cues as cue_lexicon
from flows.claims import head_nouns
from flows.claims.counts import Count
from flows.claims.cues import Cue
from flows.claims.document import Tokens
from flows.claims.readings import Reading, combined
from flows.claims.words import SPELLED, phrase_class, word_class

HARMS = frozenset({"kill", "wound", "missing", "capture", "desert"})
TOLD = frozenset({"past", "topic"})
BE = frozenset({"was", "were", "is", "are"})
ASIDE = 14  # words of a phrase of place, time or agent between the verb and those who were harmed too
MEN = frozenset({"military", "fighter", "paramilitary"})
RESIZED = 14  # words from a verb of growing or shrinking to the size
BODY_BEFORE = 6  # words from a force to that verb
ON_THE_WAY = 8  # words from the verb to those who come along
BRACKET = 6  # words between those counted and the bracket that breaks them down


def led_along(tokens: Tokens, count: Count, counts: Sequence[Count]) -> Reading | None:
    """Rule `beside.on_the_way`: those with whom a leader sets out: "headed to the fort with 5,000 soldiers"."""
    words, at = tokens.words, count.first - 1
    armed = count.head.kind in MEN or words[count.head.noun] == "men"
    if at < 1 or words[at] != "with" or count.head.klass != "person" or not armed:
        return None
    for k in range(at - 1, max(-1, at - ON_THE_WAY), -1):
        if words[k] in {",", ";", "and", "but", "by"} or any(c.first <= k < c.last for c in counts):
            return None
        if not {words[k], " ".join(words[k : k + 2])}.isdisjoint(phrase_class("on_the_way")):
            passive = k and words[k - 1] in word_class("passive_auxiliary")
            return None if passive else Reading("deployment.sent", "person", "deploy", 4.0, "beside.on_the_way")
    return None


def held_aboard(tokens: Tokens, count: Count) -> Reading | None:
    """Rule `beside.aboard`: those in what is hijacked: "hijacked an airliner with 93 passengers on board"."""
    words, at = tokens.words, count.first - 1
    people = count.head.klass in {"person", "elided"} and not count.is_article
    if not people or at < 1 or words[at] != "with":
        return None
    before = words[max(0, at - ASIDE) : at]
    hijacked = any(word.startswith(("hijack", "skyjack", "commandeer")) for word in before)
    aboard = words[count.last : count.last + 1] == ["aboard"] or words[count.last : count.last + 2] == ["on", "board"]
    carried = hijacked and (aboard or words[count.head.noun] in {"passengers", "people", "hostages", "crew"})
    seized = aboard and not {"seized", "seize", "seizing"}.isdisjoint(before)
    if not (carried or seized) or not {";", ".", "but"}.isdisjoint(before):
        return None
    return Reading("casualties.captured", "person", "capture", 2.0, "beside.aboard")


def apposed_size(tokens: Tokens, count: Count) -> Reading | None:
    """Rule `beside.size`: the men of a force that is named before: "the Kuwaiti army, about 16,000 men, was"."""
    words, at = tokens.words, count.first
    men = count.head.noun >= 0 and words[count.head.noun] in {"men", "soldiers", "troops", "personnel", "fighters"}
    closed = words[count.last : count.last + 1] in ([","], [")"])
    if not men or at < 2 or not closed or words[at - 1] not in {",", "("}:
        return None
    if words[at - 2] not in word_class("sized_forces") | word_class("bodies_of_soldiers"):
        return None
    return Reading("strength", "person", "strength", 2.0, "beside.size")


def resized(tokens: Tokens, count: Count) -> Reading | None:
    """Rule `beside.resized`: what a force is brought to: "is to grow from 182,000 to 260,000 soldiers"."""
    words, at = tokens.words, count.first - 1
    soldiers = count.head.kind == "military" or (count.head.noun >= 0 and words[count.head.noun] == "men")
    if at < 2 or not soldiers or words[at] not in {"to", "from"} or word_class("resizing").isdisjoint(words[:at]):
        return None
    back = range(at - 1, max(-1, at - RESIZED), -1)
    verb = next((k for k in back if words[k] in word_class("resizing")), -1)
    gap = words[verb + 1 : at]
    if verb < 0 or not {",", ";", ":", "and", "but", "that", "which"}.isdisjoint(gap):
        return None
    beside = {*words[max(0, verb - BODY_BEFORE) : verb], *gap}
    if words[count.head.noun] in word_class("borne"):
        return None  # "his corps was reduced to 6,000 bayonets": those in the field
    if (
        "numbers" in beside
        or not word_class("field_body").isdisjoint(beside)
        or not word_class("stationed_bodies").isdisjoint(beside)
    ):
        return Reading("deployment.present", "person", "present", 3.0, "beside.resized")
    return Reading("strength", "person", "strength", 3.0, "beside.resized")


def against(tokens: Tokens, count: Count, counts: Sequence[Count], readings: Mapping[int, Reading]) -> Reading | None:
    """Rule `beside.against`: the men of the other side: "had 12,000 men against 20,000 Austrians"."""
    men = count.head.klass == "person" and count.head.kind in MEN | {"general"} and not count.is_article
    if not men or tokens.words[count.first - 1 : count.first] not in (["against"], ["facing"], ["versus"]):
        return None
    others = (readings[k] for k, c in enumerate(counts) if k in readings and c.last < count.first)
    fought = any(r.unit == "person" and r.measure.startswith(("strength.", "deployment.")) for r in others)
    return Reading("deployment.present", "person", "present", 3.0, "beside.against") if fought else None


def beside_harmed(tokens: Tokens, count: Count, counts: Sequence[Count], found: Sequence[Cue]) -> Reading | None:
    """Casualties of whom the sentence tells beside others; None where the count is none of them."""
    if count.head.klass not in {"person", "elided"}:
        return None
    if (beside := _along_with(tokens, count, counts, found)) is not None:
        return beside
    some = _are_among(tokens, count) if "among" in tokens.words[count.last :] else None
    return some or _among(tokens, count) or _apposed(tokens, count, found)


def _along_with(tokens: Tokens, count: Count, counts: Sequence[Count], found: Sequence[Cue]) -> Reading | None:
    """Rule `beside.with`: those who suffer with somebody: "was killed, along with three officers, in a strike"."""
    words, start = tokens.words, count.first
    if count.is_article:
        return None
    size = next(
        (k for k in (3, 2, 1) if start > k and " ".join(words[start - k : start]) in phrase_class("along_with")), 0
    )
    if not size:
        return None
    vague = count.head.klass == "elided" or words[count.head.noun] in {"people", "persons", "individuals"}
    if size == 1 and words[start - 1] == "with" and vague:
        return None  # "40 were killed, with up to 100 people buried a day"
    start -= size
    near = start - (words[start - 1] == ",")
    for cue in found:
        if cue.family not in HARMS or not near - ASIDE <= cue.last <= near:
            continue
        if cue.voice not in {"left", "both"} or cue.kind not in {"past", "subject", "after"}:
            named = cue.kind in {"active", "past"} and tokens.raw[cue.last][0].isupper()
            if size == 1 or not named:  # "have murdered Ignacio Rey, a priest, along with seven others"
                continue
        gap = words[cue.last : near]
        bare = size == 1 and words[start] == "with"
        if (bare and gap) or any(c.first >= cue.last and c.first < start and not c.is_article for c in counts):
            continue
        if word_class("auxiliary").isdisjoint(gap) and ";" not in gap and "and" not in gap:
            return Reading(combined({cue.family}), "person", cue.family, 1.5, "beside.with", cue)
    return None


def _among(tokens: Tokens, count: Count) -> Reading | None:
    """Rule `beside.among`: those who are among the harmed: "Among the 17 injured were 16 soldiers"."""
    words = tokens.words
    be = next((k for k in range(count.first - 1, max(-1, count.first - 3), -1) if words[k] in BE), None)
    if be is None or any(w not in word_class("adverb") for w in words[be + 1 : count.first]):
        return None
    among = next((k for k in range(be - 1, max(-1, be - 8), -1) if words[k] == "among"), None)
    if among is None or (among and words[among - 1] not in {",", ";", ":", "and", "but", "—", "-"}):
        return None
    for k in range(be - 1, among, -1):
        noun = head_nouns.nouns().at(words, k)
        if noun is not None and noun[1][0].klass == "casualty" and noun[1][0].kind in HARMS:
            kind = noun[1][0].kind
            return Reading(str(cue_lexicon.families()[kind]["person"]), "person", kind, 1.0, "beside.among")
    return None


def _are_among(tokens: Tokens, count: Count) -> Reading | None:
    """Rule `beside.among`: those who are told of as some of the dead: "Eight Britons, two Canadians among 38 dead"."""
    words, at = tokens.words, count.last
    listed = word_class("adverb") | word_class("passive_auxiliary") | {",", "and"}
    while at < len(words) and at - count.last < ASIDE and words[at] != "among":
        known = tokens.raw[at][0].isupper() or words[at] in listed or words[at].isdigit() or words[at] in SPELLED
        noun = head_nouns.nouns().at(words, at)
        if not known and not (noun is not None and noun[1][0].klass == "person"):
            return None
        at += 1
    if words[at : at + 1] != ["among"]:
        return None
    for k in range(at + 1, min(at + 5, len(words))):
        noun = head_nouns.nouns().at(words, k)
        if noun is not None and noun[1][0].klass == "casualty" and noun[1][0].kind in {"kill", "wound"}:
            measure = str(cue_lexicon.families()[noun[1][0].kind]["person"])
            return Reading(measure, "person", noun[1][0].kind, 1.0, "beside.among")
        if words[k] in {",", ";", "."} or (noun is not None and noun[1][0].klass != "casualty"):
            return None
    return None


def _apposed(tokens: Tokens, count: Count, found: Sequence[Cue]) -> Reading | None:
    """Rule `beside.apposed`: who the harmed are: "Those injured, an officer and two sergeants, were crossing"."""
    words, at = tokens.words, count.first
    if at < 3 or words[at - 1] not in {",", "—", "–", "-", "("} or words[at - 3] not in {"those", "the"}:
        return None
    if words[at - 3] == "those":
        family = next((c.family for c in found if c.last == at - 1 and c.family in HARMS and c.kind in TOLD), None)
    else:
        noun = head_nouns.nouns().at(words, at - 2)
        family = noun[1][0].kind if noun is not None and noun[1][0].klass == "casualty" else None
    if family == "capture" and _then_killed(tokens, count, found):
        family = "kill"  # "The hostages, seven engineers, were found shot"
    measure = str(cue_lexicon.families()[family]["person"]) if family in HARMS else None
    return Reading(measure, "person", str(family), 1.0, "beside.apposed") if measure else None


def _then_killed(tokens: Tokens, count: Count, found: Sequence[Cue]) -> bool:
    """Whether those counted in an aside were killed, as the verb right behind it says."""
    passed = word_class("auxiliary") | word_class("adverb") | {",", "found"}
    for cue in found:
        gap = tokens.words[count.last : cue.first]
        if cue.family == "kill" and cue.first > count.last and passed.issuperset(gap):
            return cue.kind in {"past", "subject", "after"}
    return False


def in_bracket(tokens: Tokens, count: Count, whole: Count) -> bool:
    """Whether a bracket right behind those harmed breaks them down: "Four people were killed (two soldiers ...)"."""
    words, k = tokens.words, count.first - 1
    if count.head.klass != "person" or words[k] != "(" or not whole.last <= k <= whole.last + BRACKET:
        return False
    least, total = count.number.low or 0, whole.number.high or whole.number.low or 0
    return least <= total and {"(", ")", ",", ";", ":"}.isdisjoint(words[whole.last : k])
