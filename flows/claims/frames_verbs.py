"""Frames of speech verbs: "X said", "X denied", "X told Y", "X was quoted", "Y, citing X, said"."""

from __future__ import annotations

from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.frame import Frame, saying
from flows.claims.frames_citing import cited_within, cites_as_saying, was_quoted
from flows.claims.frames_inverted import source_after_verb
from flows.claims.frames_position import placed
from flows.claims.frames_relays import audience, outlet_after
from flows.claims.source_line import Line, Phrase, is_capital, is_finite, is_plausible, is_stop
from flows.claims.source_phrases import split
from flows.claims.source_subjects import plausible_subject, subject_left
from flows.claims.source_times import skip_adverbs, skip_times_left, skip_times_right

NO_VERB_AFTER: Final = frozenset({"be", "being", "having", "a", "an"})  # "an estimated 40"
CLAIMED_WITHIN: Final = 14  # words of a claimed strike before the verb that says what it did
RELATIVE: Final = frozenset({"that", "which", "who", "where"})
DONE: Final = frozenset({"killed", "wounded", "injured", "left", "destroyed", "hit", "sank", "damaged"})
NEEDED_WITHIN: Final = 14  # words between "puts" and its "at"
OBJECT_WITHIN: Final = 7  # words after "claimed" that hold its "responsibility"
LONGEST_DEED: Final = 4  # words of "two suicide bombings"
LONGEST_SURNAME: Final = 4  # words of ", van der Berg noted."


def speech_verb(at: Line, k: int, found: list[Frame]) -> Frame | None:
    """Frame of the verb at `k`, after those found before it; None where it does not speak or nobody can be its source.

    A negated verb does not speak; a passive one does where somebody "was quoted".
    """
    word = at.words[k]
    verb_class = lexicon().verbs[word]
    if k and is_capital(at, k) and not is_stop(at, k - 1):
        return None
    start, negated, passive = _auxiliaries(at, k)
    if passive and word in ("quoted", "cited"):
        return was_quoted(at, k, start)
    is_infinitive = at.word(k - 1) == "to" or (0 < start < k and at.words[start] == "to")
    if is_infinitive and at.word(k + 1) == "that" and verb_class in ("say", "report"):
        says = found[-1].sources[0] if found and found[-1].kind == "before" else plausible_subject(at, k)
        return saying(at, k, (says,), verb_class) if says else None
    if negated or passive or at.word(k - 1) in NO_VERB_AFTER or not _may_speak(at, k):
        return None
    inverted = source_after_verb(at, k, start, verb_class)
    if inverted is not None:
        return inverted
    end = skip_times_left(at, start)
    subject = subject_left(at, end)
    if found and at.word(end - 1) in ("and", "but") and (subject is None or subject.lo == end):
        return saying(at, k, found[-1].sources, verb_class, found[-1].relays)
    if subject is None and at.word(end - 1) == "and":
        subject = plausible_subject(at, end - 1)
    if subject is None or not _can_say(at, subject, k) or at.word(subject.lo - 1) in ("have", "has", "had"):
        return None  # "the report that we have | received from the capital | says"
    return _of_subject(at, k, subject, verb_class)


def _of_subject(at: Line, k: int, subject: Phrase, verb_class: str) -> Frame | None:
    """Frame of a verb and its subject, which is a relay where it cites somebody."""
    lex = lexicon()
    word = at.words[k]
    after, relays = audience(at, k + 1) if word in lex.telling else (k + 1, ())
    says = cited_within(at, subject)
    if says:
        relays = (subject, *relays)
    else:
        says = split(at, subject)
    if word in lex.quoting:
        return cites_as_saying(at, k, says)
    tail = skip_times_right(at, after)
    if at.word(after) == "to" and verb_class in ("say", "report"):
        relays = relays or outlet_after(at, after, after)
        if relays:
            tail = skip_times_right(at, relays[-1].hi)
    kind, left, right = placed(at, subject, tail)
    return Frame(kind, k, k + 1, left, right, says, relays, verb_class)


def _auxiliaries(at: Line, k: int) -> tuple[int, bool, bool]:
    """Start of a verb phrase with adverbs and auxiliaries before the verb at `k`; whether negated, whether passive."""
    lex = lexicon()
    start = skip_adverbs(at, k)
    negated = passive = False
    if at.word(start - 1) == "to" and at.word(start - 2) in lex.seeming:
        start = skip_adverbs(at, start - 2)
    while start > 0:
        word = at.words[start - 1]
        if word not in lex.auxiliaries and word not in lex.modals and word not in lex.negative:
            break
        negated |= word in lex.negative or word in lex.modals
        passive |= word in lex.passive
        start = skip_adverbs(at, start - 1)
    return start, negated, passive


def _may_speak(at: Line, k: int) -> bool:
    """Whether the words after a verb allow that it speaks: no "claimed responsibility", no "puts on", "puts ... at"."""
    lex = lexicon()
    word = at.words[k]
    after = at.words[k + 1 : k + 1 + NEEDED_WITHIN]
    said = after.index("that") if "that" in after else OBJECT_WITHIN
    if not lex.never_before.get(word, frozenset()).isdisjoint(after[: min(said, OBJECT_WITHIN)]):
        return False
    if not lex.never_next.get(word, frozenset()).isdisjoint(after[:1]):
        return False
    if word in lex.claiming and _is_deed(at, k + 1):
        return False
    needed = lex.needs.get(word)
    return needed is None or not needed.isdisjoint(after)


def _is_deed(at: Line, lo: int) -> bool:
    """Whether an attack, and nothing that is said, is what is claimed: "claimed two attacks in the city"."""
    for i in range(lo, min(len(at) - 1, lo + LONGEST_DEED)):
        if at.words[i] == "that" or is_stop(at, i) or is_finite(at, i):
            return False
        if at.words[i] in sources.lexicon().never:
            after = at.words[i + 1]
            rest = at.words[i + 1 : i + CLAIMED_WITHIN]
            done = next((n for n, w in enumerate(rest) if w in DONE), 0)
            if done and rest[done - 1] not in ("and", ",") and RELATIVE.isdisjoint(rest[:done]):
                return False  # "claimed a strike on the post killed two"
            return is_stop(at, i + 1) or after in lexicon().prepositions or after in ("that", "which", "and", "as")
    return False


def _can_say(at: Line, subject: Phrase, k: int) -> bool:
    """Whether a subject can do what the verb at `k` says: report as a source, find as no troops, count as no men."""
    lex = lexicon()
    words = at.words[subject.lo : subject.hi]
    if not words or sources.is_never(words) or words[0] in ("i", "we", "you"):
        return False
    if len(words) == 1 and (words[0] in lex.nobody or words[0] in lex.determiners or words[0] in lex.prepositions):
        return False
    verb_class = lex.verbs[at.words[k]]
    if verb_class != "say" and not is_plausible(at, subject.lo, subject.hi) and not _is_closing_name(at, subject, k):
        return False
    if at.words[k] in lex.finding and sources.classify(words) in ("military", "armed_group"):
        return False  # "the troops found one body"
    is_quantity = verb_class in ("count", "report") and words[0].partition("-")[0] in lex.quantities
    return not (is_quantity and sources.classify(words) is None)  # "forty-eight jets complete the shopping list"


def _is_closing_name(at: Line, phrase: Phrase, k: int) -> bool:
    """Whether a few words between a comma and a verb that ends the sentence can only be a name: ", Isaacs noted."."""
    words = at.words[phrase.lo : phrase.hi]
    placed_so = phrase.lo > 1 and at.words[phrase.lo - 1] == "," and at.word(k + 1) in ("", ".", ",")
    return (
        placed_so
        and len(words) <= LONGEST_SURNAME
        and all(w.replace("-", "").isalpha() for w in words)
        and words[0] not in lexicon().prepositions
    )
