"""Why a count is no figure, as its clause shows: of the displaced, of a change, of a specification."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims import head_nouns
from flows.claims.counts import Count, are_troops
from flows.claims.document import Tokens
from flows.claims.words import word_class

HOMES_END = frozenset({",", ";", ":", ".", "and", "while", "who", "when", "as", "by", "that"})


def no_figure(tokens: Tokens, count: Count, *, has_figures: bool) -> str | None:
    """Why the clause shows that the count is no figure: of the displaced, or a change ("an increase of 20,000")."""
    words = tokens.words
    before = words[max(0, count.first - 3) : count.first]
    auxiliary, adverb = word_class("auxiliary"), word_class("adverb")
    after = [w for w in words[count.last : count.last + 6] if w not in auxiliary and w not in adverb]
    told = [w for w in words[count.last : count.last + 3] if w not in adverb and not w.endswith("ly")][
        :1
    ]  # "12 civilians gravely wounded"
    hurt = not word_class("hurt").isdisjoint([*words[count.number_last : count.last], *told])
    troops = are_troops(words, count.head)
    moved = word_class("moved") if not (hurt or troops) else frozenset[str]()  # "evacuating a wounded soldier"
    if (before and before[-1] in moved) or (before[-2:-1] and before[-2] in moved and before[-1] == "of"):
        return "displaced"
    if not count.is_article and after[:1] and after[0] in moved and count.head.klass in {"elided", "person"}:
        return "displaced"
    if "each" in words[max(0, count.first - 4) : count.first] and word_class("consists") & set(before):
        return "specification"  # "each squadron comprises 16 aircraft"
    if before[-2:] == ["each", "with"]:
        return "specification"  # "two battalions, each with 31 tanks"
    if before[-2:] == ["all", "but"] and (count.number.best or 2) < 2:
        return "pronoun"  # "all but one of them"
    if count.head.link == "of them" and before[-1:] in (["are"], ["is"], ["were"]) and "and" in words[: count.first]:
        return "pronoun"  # "China and the United States are two of them"
    if _are_displaced(words, count):
        return "displaced"
    at = count.first + 2 * (words[count.first : count.first + 2] == ["short", "of"])
    lacking = at > 0 and words[at - 1] == "of" and words[max(0, at - 2)] in word_class("shortage")
    if lacking and words[max(0, at - 3)] not in word_class("barely"):
        return "net_change"
    if before[-1:] and before[-1] in word_class("lacking") and count.head.klass in {"person", "elided"}:
        return "net_change"  # "the army lacked 1,108 soldiers"
    if before[-1:] == ["short"] and before[-2:-1] and before[-2] in word_class("auxiliary"):
        return "net_change"  # "the army is short 600 vehicles"
    left = [w for w in words[count.last : count.last + 4] if w not in auxiliary and w not in adverb - {"alive"}]
    are = not auxiliary.isdisjoint(words[count.last : count.last + 1])
    if are and left[:1] == ["alive"] and count.head.klass in {"elided", "person"}:
        return "no_measure"  # "just ten were still alive"
    rest = words[count.last : count.last + 2]
    if rest[:1] == ["short"] or (rest[:1] == ["too"] and rest[1:] in (["few"], ["many"], ["small"], ["large"])):
        return "net_change"  # "the reserve would be 100,000 people too small"
    fewer = words[count.number_last : count.number_last + 1] in (["more"], ["fewer"], ["less"])
    if fewer and words[count.last : count.last + 1] == ["than"]:
        return "net_change"  # "1,000 fewer helicopters than in 1990"
    apart = before[-1:] == ["by"] and not word_class("changing").isdisjoint(
        words[max(0, count.first - 9) : count.first]
    )
    if apart and count.head.klass != "equipment":
        return "net_change"  # "raises the number of servicemen by 170,000"
    alone = words[count.first] == "both" and count.head.klass == "elided"
    if alone and ((rest[:1] and rest[0] in word_class("both_at")) or before[-1:] in (["for"], ["facing"], ["between"])):
        return "pronoun"
    if count.number.comparator == "0" and words[count.number_last : count.number_last + 1] in (["further"], ["other"]):
        return "no_measure"  # "No further launchers are included"
    if (
        before[-1:] == ["of"]
        and before[-2:-1]
        and before[-2] in {"crew", "complement"}
        and count.head.klass in {"elided", "equipment", "unknown"}
    ):
        return "specification"  # "her crew of 1,093"
    if before[-1:] == ["for"] and before[-2:-1] and before[-2] in word_class("capacity"):
        return "specification"  # "has room for as many as six jets"
    noun = words[count.head.last - 1] if count.head.noun >= 0 else ""
    if noun == "members" and word_class("of_states") & set(words[max(0, count.first - 4) : count.first]):
        return "non_military_subject"
    dashed = count.first > 1 and words[count.first - 1] in {"—", "–", "--"} and count.head.klass == "elided"
    if dashed and (said := head_nouns.nouns().at(words, count.first - 2)) and said[1][0].klass == "excluded":
        return "non_military_subject"  # "air strikes -- eight in the last day"
    passive = words[count.last : count.last + 1] and words[count.last] in word_class("passive_auxiliary")
    if noun in word_class("planted") and not passive and after[:1] and after[0] in word_class("goes_off"):
        return "attack"  # "Two car bombs went off" (guideline 18)
    if not has_figures or count.head.klass not in {"elided", "unknown"}:
        return None
    change = word_class("net_change")
    apart = before[-2:] in ([",", "up"], [",", "down"], ["(", "up"], ["(", "down"])
    if apart or (before[-2:-1] and before[-2] in change and before[-1] == "of"):
        return "net_change"
    more = words[count.number_last : count.number_last + 2]
    return "net_change" if more in (["more", "than"], ["fewer", "than"], ["less", "than"]) else None


def _are_displaced(words: Sequence[str], count: Count) -> bool:
    """Whether those counted are displaced, over a phrase of place ("two million people in Tigray have been displaced").

    Or they left their homes.
    """
    if count.is_article or count.head.klass not in {"elided", "person"} or are_troops(words, count.head):
        return False
    rest = words[count.last : count.last + 9]
    verb = next((w for w in rest if w not in word_class("auxiliary")), "")
    if count.head.kind == "civilian" and verb in word_class("resettled"):
        return True  # "and 252 residents moved to shelters"
    stop = next((k for k, w in enumerate(rest) if w in HOMES_END), len(rest))
    at = next((k for k in range(stop) if rest[k] in word_class("moved")), None)
    if at is not None and at and rest[at - 1] in word_class("auxiliary"):
        return True
    there = {"in", "inside", "at", "outside", "near"}  # "were shot in their home"
    own = (k for k in range(stop - 1) if rest[k] in {"their", "homes"} and there.isdisjoint(rest[max(0, k - 1) : k]))
    return any(not word_class("homes").isdisjoint(rest[k : k + 2]) for k in own)


def tells_each(tokens: Tokens, count: Count, counts: Sequence[Count]) -> bool:
    """Whether "a" says in an aside who one of several is: "two men, | a Pakistani | and a local, were shot"."""
    run = [c for c in counts if c.run == count.run]
    whole, ones = run[0], run[1:]
    if len(ones) < 2 or whole.is_article or whole.number.best != len(ones) or not all(c.is_article for c in ones):
        return False
    words = tokens.words
    return words[whole.last : whole.last + 1] == [","] and words[ones[-1].last : ones[-1].last + 1] == [","]


def is_pronoun(tokens: Tokens, count: Count) -> bool:
    """Whether "one" alone stands for somebody: "the one", "one or both"."""
    words = tokens.words
    if count.head.klass != "elided" or words[count.first] != "one" or not count.first:
        return False
    either = words[count.last : count.last + 2] in (["or", "both"], ["or", "another"], ["or", "the"])
    part = words[count.first - 2 : count.first] in (["of", "which"], ["of", "whom"])  # "two jets, of which one flies"
    return either or (words[count.first - 1] in word_class("pronoun_one") and not part)
