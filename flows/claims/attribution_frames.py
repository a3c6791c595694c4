"""Frames of attribution in one sentence: a cue, the phrases that name the source, and the words that it governs.

Kinds: before (the source stands before what it says), after, both (inserted), by ("by X's count"), cite ("citing X"),
relay ("seen by X"), label ("X: 40 dead"). Governed ranges are of tokens, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.document import Document
from flows.claims.source_phrases import (
    DASHES,
    POSSESSIVES,
    RELATIVES,
    Line,
    Phrase,
    antecedent,
    is_capital,
    is_finite,
    is_number,
    is_plausible,
    is_stop,
    line,
    right_end,
    segment_left,
    skip_adverbs,
    skip_times_left,
    skip_times_right,
    split,
    subject_left,
    trim_front,
)

NEEDED_WITHIN: Final = 14  # words between "puts" and its "at"
LONGEST_SETTING: Final = 10  # words of "on the sidelines of a conference in the capital"
LONGEST_REVISION: Final = 8  # words of "was later raised to at least 40"
LONGEST_DEED: Final = 4  # words of "two suicide bombings"
LONGEST_LABEL: Final = 8  # words before the colon of "X: 40 dead"
TO_OUTLET: Final = frozenset(
    ["speaking", "talking", "interview", "comments", "remarks", "statement", "spoke", "talked"],
)
CITES: Final = frozenset(["citing", "quoting"])
LED: Final = frozenset(["by", "on", "in", "per"])
LONGEST_OWNER: Final = 7  # words of "by the health ministry's own latest count"
RAN_FROM: Final = frozenset(["had", "got"])


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution in a sentence; `cue:cue_end` are the tokens of the cue, `left:right` those it governs."""

    kind: str
    cue: int
    cue_end: int
    left: int
    right: int
    sources: tuple[Phrase, ...]
    relays: tuple[Phrase, ...] = ()
    is_denial: bool = False
    verb_class: str = ""


def frames(doc: Document, ordinal: int) -> list[Frame]:
    """Frames of the sentence, in the order of their cues."""
    at = line(doc, ordinal)
    triggers = lexicon().triggers
    found: list[Frame] = []
    for i, word in enumerate(at.words):
        if word in triggers:
            frame = _at(at, i, found)
            if frame is not None:
                found.append(frame)
    label = _label(doc, at, found)
    if label is not None:
        found.insert(0, label)
    tail = _dash(doc, at)
    if tail is not None:
        found.append(tail)
    return _with_outlet(at, _parted(at, found))


def _parted(at: Line, found: list[Frame]) -> list[Frame]:
    """Frames of "12 died, according to A, and 40, according to B": each "according to" governs what is before it."""
    last = max((f.cue for f in found if at.words[f.cue] == "according"), default=0)
    return [
        replace(f, kind="after", right=f.cue)
        if f.kind == "both" and f.cue < last and at.words[f.cue] == "according"
        else f
        for f in found
    ]


def _at(at: Line, i: int, found: list[Frame]) -> Frame | None:
    word = at.words[i]
    lex = lexicon()
    if word == "according":
        return _according(at, i) if at.words[i + 1 : i + 2] == ["to"] else None
    if word in CITES:
        return _citing(at, i, found)
    if word in lexicon().shown and at.words[i + 1 : i + 2] in (["by"], ["with"]):
        shown = _shown(at, i)
        if shown is not None or word not in lex.verbs:
            return shown
    if word == "from" and i >= 2 and at.words[i - 1] == "it" and at.words[i - 2] in RAN_FROM:
        return _source_right(at, i, i + 1, "cite")
    if word == "reference" and at.words[i - 1 : i + 2] == ["with", "reference", "to"]:
        return _source_right(at, i - 1, i + 2, "cite")
    if word == "by" and i and at.words[i - 1] in lexicon().by_participles:
        return _reported_by(at, i)
    if word == "by" and _is_revised(at, i):
        return _source_right(at, i, i + 1, "by")
    if word == "by" and i > 1 and at.words[i - 1] in lex.fates and at.words[i - 2] in lexicon().by_participles:
        return _told_dead_by(at, i)
    if word == "per" and i + 1 < len(at) and is_capital(at, i + 1):
        return _source_right(at, i, i + 1, "by")
    if (
        word in ("words", "view", "books", "edition")
        and at.words[i + 1 : i + 2] == ["of"]
        and "in" in at.words[max(0, i - 6) : i]
    ):
        return _source_right(at, i, i + 2, "both")
    if word in lex.participles:
        return _participle(at, i, found)
    if (word in lex.claims and word not in lex.verbs) or _is_noun(at, i):
        return _count_of(at, i, found)
    if word in lex.verbs:
        return _verb(at, i, found)
    return None


def _is_noun(at: Line, i: int) -> bool:
    """Whether a word that may be a verb is a noun here: "the ministry's count", "a report of", "UN reports say"."""
    lex = lexicon()
    word = at.words[i]
    if (
        word not in lex.claims
        and word not in lex.papers
        and word
        not in (
            "states",
            "post",
            "posts",
            "issue",
            "names",
            "name",
            "set",
            "offer",
            "offers",
            "charge",
            "charges",
            "rate",
            "rates",
        )
    ):
        return False
    before = at.words[i - 1] if i else ""
    after = at.words[i + 1] if i + 1 < len(at) else ""
    if (
        before in ("same", "own")
        or before in lex.determiners
        or before in lex.prepositions
        or before in POSSESSIVES
        or before.endswith(("'s", "s'"))
        or is_number(before)
    ):
        return True
    if before.endswith(("ish", "ese", "ian", "eli")) or before in (
        "early",
        "some",
        "local",
        "other",
        "no",
        "united",
        "death",
        "recent",
        "various",
        "several",
        "many",
        "news",
        "press",
        "media",
    ):
        return after not in ("that",) or before in ("early", "other")
    if after in ("of", "by", "from", "are", "is", "was", "were") and after not in lexicon().needs.get(word, ()):
        return True
    return i + 1 < len(at) and is_finite(at, i + 1) and word not in ("says",)


def _according(at: Line, i: int) -> Frame | None:
    lo = i + 2
    initial = (
        i == 0 or not any(w.isalpha() for w in at.words[:i]) or (is_stop(at, i - 1) and at.words[i - 1] not in ",–—-")
    )
    hi = right_end(at, lo, initial=initial)
    if hi <= lo or at.words[lo] in lexicon().own:
        return None
    phrase = _named_after(at, lo, hi) or _wide(at, lo, hi)
    n = len(at)
    end = hi
    clause_start = (
        i == 0
        or at.words[i - 1] in (";", ":", "(", "that", "and", "but", "while", "where", "when", "because")
        or (is_stop(at, i - 1) and at.words[i - 1] != ",")
    )
    left, right = 0, n
    kind = "both"
    if initial or clause_start:
        kind, left = "before", i
    elif (
        end >= n
        or (is_stop(at, end) and at.words[end] not in (",", ";", "–", "—", "-"))
        or phrase.wide_hi >= n
        or (at.words[end] in (",",) and end + 1 < n and at.words[end + 1] in RELATIVES)
    ):
        kind, right = "after", i
    return Frame(kind, i, i + 2, left, right, tuple(split(at, phrase)))


def _wide(at: Line, lo: int, hi: int) -> Phrase:
    """The phrase with an apposition that follows it after a comma."""
    end = hi
    if hi < len(at) and at.words[hi] == ",":
        stop = hi + 1
        while stop < len(at) and not is_stop(at, stop):
            stop += 1
        if stop > hi + 1 and (
            at.words[hi + 1] in ("a", "an", "the", "its", "his", "her", "who", "which", "head", "director")
            or at.words[hi + 1] in lexicon().titles
        ):
            relative = at.words[hi + 1] in RELATIVES
            if relative or not any(_is_clausal(at, i) for i in range(hi + 1, stop)):
                end = stop
    elif at.words[hi : hi + 1] == ["who"]:
        end = hi
        while end < len(at) and not is_stop(at, end):
            end += 1
    return Phrase(at.ordinal, lo, hi, lo, end)


def _named_after(at: Line, lo: int, hi: int) -> Phrase | None:
    """The name that follows a role and a comma, up to the next one: "its spokesman, Brig. Jon Doe"."""
    role = sources.bare(at.words[lo + sources.head_of(at.words[lo:hi])])
    if at.words[hi : hi + 1] != [","] or role not in lexicon().titles or any(is_capital(at, i) for i in range(lo, hi)):
        return None
    end = hi + 1
    while end < len(at) and (_is_of_name(at, end) or (at.words[end] == "." and not is_stop(at, end))):
        end += 1
    if end - hi < 3 or not (end == len(at) or is_stop(at, end)):
        return None
    return Phrase(at.ordinal, hi + 1, end, lo, end)


def _is_of_name(at: Line, i: int) -> bool:
    """Whether a token is a word of a name: with a capital, or behind a particle ("al-Sayed")."""
    return is_capital(at, i) or (
        at.tokens.raw[i].partition("-")[2][:1].isupper() and at.words[i][:3] in lexicon().particles
    )


def _is_clausal(at: Line, i: int) -> bool:
    """Whether token `i` shows that the words around it are a clause rather than a description of somebody."""
    word = at.words[i]
    return (
        is_finite(at, i)
        or is_number(word)
        or word in lexicon().irregular
        or (word.endswith("ed") and word not in lexicon().described)
    )


def _source_right(at: Line, cue: int, lo: int, kind: str) -> Frame | None:
    hi = right_end(at, lo, initial=False)
    if hi <= lo or not is_plausible(at, lo, hi):
        return None
    return Frame(kind, cue, lo, 0, len(at), tuple(split(at, _wide(at, lo, hi))))


def _citing(at: Line, i: int, found: list[Frame]) -> Frame | None:
    lo = i + 1
    hi = right_end(at, lo, initial=False)
    if hi <= lo or at.words[lo] in lexicon().own:
        return None
    phrase = _told_to(at, lo, hi)
    return Frame("cite", i, lo, 0, len(at), tuple(split(at, phrase)), _outlet_after(at, phrase.hi, hi))


def _told_to(at: Line, lo: int, hi: int) -> Phrase:
    """The source within "remarks by X to Y": X."""
    words = at.words[lo:hi]
    for link in ("by", "from"):
        if link in words and words.index(link) <= 3 and words.index(link) + 1 < len(words):
            lo += words.index(link) + 1
            words = at.words[lo:hi]
            break
    if "to" in words:
        hi = lo + words.index("to")
    return Phrase(at.ordinal, lo, hi, lo, hi)


def _outlet_after(at: Line, i: int, hi: int) -> tuple[Phrase, ...]:
    """The medium after "to" or "told" at `i`, as a relay."""
    if at.words[i : i + 1] not in (["to"], ["with"]):
        return ()
    lo = i + 1
    hi = max(hi, right_end(at, lo, initial=True))
    if hi > lo and sources.is_outlet(at.words[lo:hi], at.tokens.raw[lo:hi]):
        return (Phrase(at.ordinal, lo, hi, lo, hi),)
    return ()


def _shown(at: Line, i: int) -> Frame | None:
    lo = i + 2
    hi = right_end(at, lo, initial=True)
    if hi > lo and sources.is_outlet(at.words[lo:hi], at.tokens.raw[lo:hi]):
        return Frame("relay", i, lo, 0, len(at), (Phrase(at.ordinal, lo, hi, lo, hi),))
    return None


def _reported_by(at: Line, by: int) -> Frame | None:
    lo = by + 1
    hi = right_end(at, lo, initial=False)
    words = at.words[lo:hi]
    lex = lexicon()
    if at.words[by - 1] in lexicon().paper_participles and not any(
        w in lex.claims or w in lex.papers for w in at.words[max(0, by - 6) : by - 1]
    ):
        return None
    if hi <= lo or words[0] in lex.own or (sources.classify(words) is None and sources.home(words) is None):
        return None
    phrase = _wide(at, lo, hi)
    if at.words[by - 1] in ("quoted", "cited"):
        return Frame("relay", by - 1, lo, 0, len(at), (phrase,))
    return Frame("by", by - 1, lo, 0, len(at), tuple(split(at, phrase)))


def _is_revised(at: Line, by: int) -> bool:
    """Whether "by" follows a count that was changed: "the toll was raised to 40 by"."""
    words = at.words[max(0, by - LONGEST_REVISION) : by]
    verb = next((i for i, w in enumerate(words) if w in lexicon().revised), None)
    if verb is None or at.words[by - 1] in lexicon().fates or lexicon().claims.isdisjoint(at.words[:by]):
        return False
    after = words[verb + 1 :]
    return after[:1] in (["to"], ["at"]) and any(is_number(w) or w in lexicon().quantities for w in after)


def _told_dead_by(at: Line, by: int) -> Frame | None:
    """Frame of "were reported killed by X" where X counts the dead rather than kills: an observer, a medium."""
    frame = _source_right(at, by - 2, by + 1, "by")
    if frame is None or any(sources.classify(at.words[p.lo : p.hi]) not in sources.OBSERVERS for p in frame.sources):
        return None
    return frame


def _participle(at: Line, i: int, found: list[Frame]) -> Frame | None:
    """Frame of "..., saying that": the subject is that of the verb before it, or of the sentence."""
    lex = lexicon()
    if i == 0 or (at.words[i - 1] in lex.prepositions and at.words[i - 1] != "as"):
        return None
    needed = lex.needs.get(at.words[i])
    if needed and needed.isdisjoint(at.words[i : i + NEEDED_WITHIN]):
        return None
    j = skip_adverbs(at, i)
    if j and at.words[j - 1] in lex.passive:
        phrase = subject_left(at, skip_times_left(at, skip_adverbs(at, j - 1)))
        if phrase is None or not is_plausible(at, phrase.lo, phrase.hi):
            return None
        return Frame("before", i, i + 1, i + 1, len(at), tuple(split(at, phrase)), verb_class="report")
    if at.words[i] == "counting" or at.words[i - 1] in lex.auxiliaries:
        return None
    if at.words[i - 1] == "as":
        return None
    if not is_stop(at, i - 1) and at.words[i - 1] not in ("and", "in", "while"):
        start = segment_left(at, i)
        if start < i and at.words[start] == "with":
            start += 1
        start = trim_front(at, start, i)
        if start < i and is_plausible(at, start, i):
            return Frame(
                "before", i, i + 1, i + 1, len(at), (Phrase(at.ordinal, start, i, start, i),), verb_class="report"
            )
    earlier = [f for f in found if f.kind in ("before", "both") and f.sources]
    if earlier:
        return Frame("before", i, i + 1, i + 1, len(at), earlier[-1].sources, earlier[-1].relays, verb_class="say")
    phrase = first_subject(at, i)
    if phrase is None or not is_plausible(at, phrase.lo, phrase.hi):
        return None
    return Frame("before", i, i + 1, i + 1, len(at), (phrase,), verb_class="say")


def first_subject(at: Line, end: int) -> Phrase | None:
    """The noun phrase that opens the sentence, up to a verb, a comma or `end`, as far as words alone can tell."""
    lex = lexicon()
    lo = 0
    while lo < end and is_stop(at, lo):
        lo += 1
    while lo + 1 < end and at.words[lo] in lex.fronted and at.words[lo + 1] == ",":
        lo += 2
    if lo < end and at.words[lo] in lex.prepositions | lex.contrast | {"when", "as", "if"}:
        comma = next((k for k in range(lo, end) if at.words[k] == "," or at.words[k] in lex.auxiliaries), None)
        if comma is not None and (at.words[comma] == "," or at.words[lo] not in lex.prepositions):
            comma = next((k for k in range(comma, end) if at.words[k] == ","), None)
            lo = comma + 1 if comma is not None else lo
    hi = lo
    while hi < end and hi - lo < 12:
        word = at.words[hi]
        if is_stop(at, hi) or is_finite(at, hi) or word in RELATIVES or word in lex.boundaries:
            break
        if (
            hi > lo
            and word in lex.verbs
            and not is_capital(at, hi)
            and word not in lex.claims
            and word not in lex.papers
        ):
            break
        if (
            hi > lo
            and word.endswith("ed")
            and not is_capital(at, hi)
            and at.words[hi - 1] not in lex.determiners
            and word not in lexicon().described
        ):
            break
        if hi > lo and (word in lex.adverbs or (word in lex.irregular and not is_capital(at, hi))):
            break
        hi += 1
    if hi == lo:
        return None
    lo = trim_front(at, lo, hi)
    head_end = hi
    for k in range(lo + 1, hi):
        if at.words[k] in ("in", "on", "at", "to", "with", "from") or is_number(at.words[k]):
            head_end = k
            break
    return Phrase(at.ordinal, lo, head_end, lo, hi)


def _count_of(at: Line, k: int, found: list[Frame]) -> Frame | None:
    """Frame of "the ministry's count", "Israeli estimates", "a report by X", "figures from X"."""
    lex = lexicon()
    after = at.words[k + 1] if k + 1 < len(at) else ""
    if after == "of" and k > 1 and at.words[k] in lex.claims and at.words[k - 2 : k] == ["by", "the"]:
        hi = right_end(at, k + 2, initial=k == 2)
        if hi > k + 2 and sources.classify(at.words[k + 2 : hi]) is not None:  # "by the count of the ministry"
            phrase = _wide(at, k + 2, hi)
            left = k + 1 if k == 2 or is_stop(at, k - 3) else 0
            return Frame("by", k - 2, k + 2, left, len(at), tuple(split(at, phrase)), verb_class="count")
    if after in ("by", "from") or (after == "of" and at.words[k] in ("words",)):
        lo = k + 2
        hi = right_end(at, lo, initial=True)
        shown = (
            hi < len(at) and (at.words[hi] in lexicon().showing or at.words[-1] == ":" or at.words[hi] in lex.verbs)
        ) or any(w in LED or w == "to" for w in at.words[max(0, k - 4) : k])
        if (
            hi > lo
            and shown
            and is_plausible(at, lo, hi)
            and not is_number(at.words[lo])
            and not is_place_only(at, lo, hi)
        ):
            return Frame("by", k, lo, 0, len(at), tuple(split(at, _wide(at, lo, hi))), verb_class="count")
    came = next(
        (i for i in range(k + 1, min(len(at), k + 8)) if at.words[i] == "from" and at.words[i - 1] in lexicon().came),
        None,
    )
    if came is not None:
        return _source_right(at, k, came + 1, "by")
    start = segment_left(at, k)
    if start == k:
        return None
    owner = next(
        (
            p
            for p in range(k - 1, max(start, k - 5) - 1, -1)
            if at.words[p].endswith(("'s", "s'")) or at.words[p] in POSSESSIVES
        ),
        None,
    )
    before = at.words[start - 1] if start else ""
    if k - start > LONGEST_OWNER and not any(at.words[p] in LED for p in range(k - LONGEST_OWNER, k)):
        return None
    start = max(start, k - LONGEST_OWNER - 1)
    led = [p for p in range(start, k) if at.words[p] in LED]
    used = (
        after in lex.verbs
        or after in lex.auxiliaries
        or after in (",", ":", "that", "came", "come", "range", "stands", "went")
        or is_finite(at, min(k + 1, len(at) - 1))
    )
    if not (led or used or before == "if"):
        return None
    lo = led[-1] + 1 if led else trim_front(at, start, k)
    if led and led[-1] >= 1 and at.words[led[-1] - 1] in lexicon().by_participles:
        return None
    if any(w in lex.own for w in at.words[lo:k]):
        return None
    if owner is not None and owner >= lo:
        if at.words[owner] in POSSESSIVES and (found or at.words[k] in lex.of_owner):
            return None
        phrase = Phrase(at.ordinal, lo, owner + 1, lo, owner + 1)
    elif led and at.words[lo:k] in (["the", "same"], ["that"], ["this"]):
        phrase = Phrase(at.ordinal, lo, k + 1, lo, k + 1)
        return Frame("by", led[-1], k + 1, 0, len(at), (phrase,), verb_class="count")
    else:
        if (
            k - lo < 1
            or (at.words[k] not in lex.claims and at.words[k] not in lex.papers)
            or any(is_number(w) for w in at.words[lo:k])
        ):
            return None
        phrase = Phrase(at.ordinal, lo, k + 1, lo, k + 1)
        if not led and before != "if" and not (sources.home(at.words[lo:k]) or sources.classify(at.words[lo:k])):
            return None
        if sources.home(at.words[lo:k]) is None and sources.classify(at.words[lo:k]) is None:
            return None
        if not any(is_capital(at, p) or sources.classify([at.words[p]]) for p in range(lo, k)):
            return None
    if not is_plausible(at, phrase.lo, phrase.hi) and at.words[phrase.lo] not in POSSESSIVES:
        return None
    initial = not any(w.isalpha() for w in at.words[: (led[-1] if led else lo)]) or before in (";", ":")
    if led:
        return Frame("by", led[-1], k + 1, k + 1 if initial else 0, len(at), (phrase,), verb_class="count")
    return Frame(
        "by" if before == "if" else "before",
        lo,
        k + 1,
        0 if before == "if" else k + 1,
        len(at),
        (phrase,),
        verb_class="count",
    )


def is_place_only(at: Line, lo: int, hi: int) -> bool:
    """Whether "from X" names where rather than who: "figures from the front"."""
    return sources.classify(at.words[lo:hi]) is None and not any(is_capital(at, i) for i in range(lo, hi))


def _verb(at: Line, k: int, found: list[Frame]) -> Frame | None:
    lex = lexicon()
    word = at.words[k]
    kind = lex.verbs[word]
    if k and is_capital(at, k) and not is_stop(at, k - 1):
        return None
    j = skip_adverbs(at, k)
    negated = passive = False
    if j > 1 and at.words[j - 1] == "to" and at.words[j - 2] in lexicon().seeming:
        j = skip_adverbs(at, j - 2)
    while j > 0 and (
        at.words[j - 1] in lex.auxiliaries or at.words[j - 1] in lex.modals or at.words[j - 1] in lex.negative
    ):
        negated |= at.words[j - 1] in lex.negative or at.words[j - 1] in lex.modals
        passive |= at.words[j - 1] in lex.passive
        j = skip_adverbs(at, j - 1)
    if passive and word in ("quoted", "cited"):
        return _was_quoted(at, k, j)
    infinitive = (j > 0 and at.words[j:k] and at.words[j] == "to") or at.words[k - 1 : k] == ["to"]
    if infinitive and at.words[k + 1 : k + 2] == ["that"] and kind in ("say", "report"):
        phrase = found[-1].sources[0] if found and found[-1].kind == "before" else subject_of(at, k)
        return Frame("before", k, k + 1, k + 1, len(at), (phrase,), verb_class=kind) if phrase else None
    if negated or passive or at.words[k - 1 : k] in (["be"], ["being"], ["having"]):
        return None
    blocked = lex.never_before.get(word)
    if blocked and not blocked.isdisjoint(at.words[k + 1 : k + 8]):
        return None
    if not lex.never_next.get(word, frozenset()).isdisjoint(at.words[k + 1 : k + 2]):
        return None
    if word in lexicon().claiming and _is_deed(at, k + 1):
        return None
    needed = lex.needs.get(word)
    if needed and needed.isdisjoint(at.words[k + 1 : k + 1 + NEEDED_WITHIN]):
        return None
    if (
        word in ("put", "puts")
        and at.words[k + 1 : k + 2]
        and at.words[k + 1] in ("in", "on", "off", "out", "up", "down", "forward")
    ):
        return None
    inverted = _inverted(at, k, j, kind)
    if inverted is not None:
        return inverted
    end = skip_times_left(at, j)
    conjoined = end > 0 and at.words[end - 1] in ("and", "but") and found
    phrase = subject_left(at, end)
    if conjoined and (phrase is None or phrase.lo == end):
        phrases: tuple[Phrase, ...] = found[-1].sources
        return Frame("before", k, k + 1, k + 1, len(at), phrases, found[-1].relays, kind == "denial", kind)
    if phrase is None and end > 0 and at.words[end - 1] == "and":
        phrase = first_subject(at, end - 1)
        if phrase is not None and not is_plausible(at, phrase.lo, phrase.hi):
            phrase = None
    if phrase is None or phrase.hi <= phrase.lo:
        return None
    words = at.words[phrase.lo : phrase.hi]
    lone = len(words) == 1 and (words[0] in lex.nobody or words[0] in lex.determiners or words[0] in lex.prepositions)
    if lone or sources.is_never(words) or words[0] in ("i", "we", "you"):
        return None
    if kind != "say" and not is_plausible(at, phrase.lo, phrase.hi) and not _closing_name(at, phrase, k):
        return None
    if word in lexicon().finding and sources.classify(words) in ("military", "armed_group"):
        return None  # "the troops found one body"
    if kind in ("count", "report") and words[0].partition("-")[0] in lex.quantities and sources.classify(words) is None:
        return None  # "forty-eight jets complete the shopping list", "four feared dead"
    relays: tuple[Phrase, ...] = ()
    after = k + 1
    if word in ("told", "tell", "tells", "informed", "offered", "offer", "offers"):
        after, relays = _audience(at, k + 1)
    phrase, cited = _cited_within(at, phrase)
    if cited:
        relays = (phrase, *relays)
        phrase_list = cited
    else:
        phrase_list = tuple(split(at, phrase))
    if word in ("cite", "cited", "cites", "quote", "quoted", "quotes"):
        return _cites(at, k, phrase_list)
    tail = skip_times_right(at, after)
    if at.words[after : after + 1] == ["to"] and kind in ("say", "report"):
        relays = relays or _outlet_after(at, after, after)
        if relays:
            tail = skip_times_right(at, relays[-1].hi)
    position, left, right = _position(at, phrase, tail, kind)
    return Frame(
        position,
        k,
        k + 1,
        left,
        right if position != "before" else len(at),
        phrase_list,
        relays,
        kind == "denial",
        kind,
    )


def _is_deed(at: Line, lo: int) -> bool:
    """Whether an attack, and nothing that is said, is what is claimed: "claimed two attacks in the city"."""
    for i in range(lo, min(len(at) - 1, lo + LONGEST_DEED)):
        if at.words[i] == "that" or is_stop(at, i) or is_finite(at, i):
            return False
        if at.words[i] in sources.lexicon().never:
            after = at.words[i + 1]
            return is_stop(at, i + 1) or after in lexicon().prepositions or after in ("that", "which", "and", "as")
    return False


def _closing_name(at: Line, phrase: Phrase, k: int) -> bool:
    """Whether a few words between a comma and a verb that ends the sentence can only be a name: ", Isaacs noted."."""
    words = at.words[phrase.lo : phrase.hi]
    placed = (
        phrase.lo > 1
        and at.words[phrase.lo - 1] == ","
        and len(words) <= 4
        and all(w.replace("-", "").isalpha() for w in words)
    )
    return placed and (k + 1 >= len(at) or at.words[k + 1] in (".", ",")) and words[0] not in lexicon().prepositions


def subject_of(at: Line, k: int) -> Phrase | None:
    """Subject of the sentence where it can be a source."""
    phrase = first_subject(at, k)
    return phrase if phrase is not None and is_plausible(at, phrase.lo, phrase.hi) else None


def _position(at: Line, phrase: Phrase, tail: int, kind: str) -> tuple[str, int, int]:
    """Whether the source stands before, after or inside what it says, and the tokens it governs."""
    n = len(at)
    lo = phrase.wide_lo
    boundary = at.words[lo - 1] if lo else ""
    k = lo
    while k > 0 and (is_stop(at, k - 1) or at.words[k - 1] in ("as", "what", "and", "but", "that")):
        k -= 1
    has_left = k > 0 and (is_stop(at, lo - 1) or boundary in ("as", "what") or at.words[lo - 1] in lexicon().times)
    if boundary == "what":
        return "both", 0, n
    if lo and at.words[lo - 1] == "," and tail < n and _is_setting(at, tail):
        tail = next((i for i in range(tail, n) if is_stop(at, i)), n)
    cites = at.words[tail : tail + 1] in ([w] for w in CITES) or at.words[tail : tail + 2] == ["with", "reference"]
    ends = (
        cites
        or tail >= n
        or (is_stop(at, tail) and at.words[tail] not in (":", "“", "(") and not _opens_quote(at, tail))
    )
    if has_left and lo and at.words[lo - 1] == "," and _is_meanwhile(at, tail):
        return "both", 0, n
    if not has_left or not ends:
        return "before", tail, n
    if tail < n and at.words[tail] in (",", ";", "–", "—", "-"):
        return "both", 0, n
    return "after", 0, lo


def _is_meanwhile(at: Line, i: int) -> bool:
    """Whether a clause that tells when it was said starts at `i`: "12 died, the mission said as it presented"."""
    if at.words[i : i + 1] not in (["as"], ["when"], ["while"], ["after"], ["before"]) or i + 2 >= len(at):
        return False
    return at.words[i + 1] in ("it", "he", "she", "they") and any(is_number(w) for w in at.words[:i])


def _is_setting(at: Line, lo: int) -> bool:
    """Whether the words up to the next stop tell how or where it was said: "told reporters on condition of secrecy"."""
    hi = next((i for i in range(lo, len(at)) if is_stop(at, i)), len(at))
    words = at.words[lo:hi]
    if not 0 < len(words) <= LONGEST_SETTING or words[0] not in lexicon().prepositions:
        return False
    if hi < len(at) and at.words[hi] != ".":
        return False
    lex = lexicon()
    told = lex.quantities | lex.fates | {"that"}
    return not any(is_finite(at, i) or is_number(at.words[i]) or at.words[i] in told for i in range(lo, hi))


def _opens_quote(at: Line, i: int) -> bool:
    if at.words[i] in ("“", "‘"):
        return True
    starts, ends = at.tokens.starts, at.tokens.ends
    if at.words[i] == '"':
        return i + 1 < len(at) and starts[i + 1] == ends[i] and (i == 0 or starts[i] > ends[i - 1])
    if at.words[i] == "," and i + 1 < len(at):
        return False
    return False


def _inverted(at: Line, k: int, j: int, kind: str) -> Frame | None:
    """Frame of "..., said X": the verb has no subject before it and a phrase that can be a source after it."""
    if kind not in ("say", "report") or at.words[j:k] not in ([], ["so"]) or k + 1 >= len(at):
        return None
    before = at.words[k - 1] if k else ""
    if k and not (is_stop(at, k - 1) or before in ("as", "so")):
        return None
    if at.words[k] in ("told", "tell"):
        return None
    lo = k + 1
    lex = lexicon()
    if (
        at.words[lo] in lex.nobody | POSSESSIVES | lex.prepositions | {"it", "they"}
        or is_number(at.words[lo])
        or is_stop(at, lo)
    ):
        return None
    hi = right_end(at, lo, initial=False)
    if hi <= lo or not is_plausible(at, lo, hi) or any(is_number(w) for w in at.words[lo:hi]):
        return None
    words = at.words[lo:hi]
    if any(
        w.endswith("ed") and not is_capital(at, lo + i) and w not in lexicon().described for i, w in enumerate(words)
    ):
        return None
    n = len(at)
    if (
        hi < n
        and not is_stop(at, hi)
        and at.words[hi] not in lexicon().after_source
        and skip_times_right(at, hi) == hi
        and at.words[hi] not in ("and", "or")
    ):
        return None
    phrase = _wide(at, lo, hi)
    if k == 0:
        return None
    closes = phrase.wide_hi >= n or (is_stop(at, phrase.wide_hi) and at.words[phrase.wide_hi] not in (",", "–", "—"))
    right = (
        k
        if closes or (hi < n and at.words[hi] in (",",) and phrase.wide_hi == hi and not _clause_follows(at, hi + 1))
        else n
    )
    return Frame("after" if right == k else "both", k, k + 1, 0, right, tuple(split(at, phrase)), verb_class=kind)


def _clause_follows(at: Line, i: int) -> bool:
    """Whether a new clause or item, rather than an apposition, starts at `i`."""
    return at.words[i : i + 1] in (["and"], ["but"], ["with"], ["adding"], ["while"])


def _audience(at: Line, lo: int) -> tuple[int, tuple[Phrase, ...]]:
    """Token after the audience of "told", and the audience as a relay where it is a medium."""
    lex = lexicon()
    hi = lo
    n = len(at)
    while hi < n and hi - lo < 8:
        word = at.words[hi]
        if (
            is_stop(at, hi)
            or word in ("that", "how", "of", "in", "on", "by", "after", "late", "during", "at", "from", "there")
            or is_finite(at, hi)
            or is_number(word)
            or (word in lex.times and hi > lo and not is_capital(at, hi + 1 if hi + 1 < n else hi))
        ):
            break
        if hi > lo and word in lex.determiners and word != "the":
            break
        if (
            hi > lo + 1
            and sources.is_outlet(at.words[lo:hi], at.tokens.raw[lo:hi])
            and not is_capital(at, hi)
            and word not in sources.lexicon().nouns
            and word not in lex.papers
        ):
            break
        hi += 1
    if hi > lo and (sources.is_outlet(at.words[lo:hi], at.tokens.raw[lo:hi]) or at.words[lo:hi] == ["the", "agency"]):
        return hi, (Phrase(at.ordinal, lo, hi, lo, hi),)
    return hi, ()


def _cited_within(at: Line, phrase: Phrase) -> tuple[Phrase, tuple[Phrase, ...]]:
    """Sources cited between a subject and its verb: "Interfax, citing X, said"."""
    i = phrase.hi
    if at.words[i : i + 1] == [","] and at.words[i + 1 : i + 2] in (["citing"], ["quoting"]):
        lo = i + 2
        hi = right_end(at, lo, initial=False)
        if hi > lo:
            return phrase, tuple(split(at, _told_to(at, lo, hi)))
    return phrase, ()


def _cites(at: Line, k: int, relays: tuple[Phrase, ...]) -> Frame | None:
    """Frame of "X quoted Y as saying", "X cited Y"."""
    lo = k + 1
    hi = right_end(at, lo, initial=False)
    name = _named_after(at, lo, hi) if hi > lo else None
    if name is not None and at.words[name.hi : name.hi + 3] == [",", "as", "saying"]:
        return Frame("before", k, name.hi + 3, name.hi, len(at), (name,), relays, verb_class="say")
    if ((hi < len(at) and at.words[hi] in ("as", "saying")) or at.words[hi : hi + 1] == ["who"]) and hi > lo:
        phrase = Phrase(at.ordinal, lo, hi, lo, hi)
        return Frame("before", k, hi + 1, hi, len(at), tuple(split(at, phrase)), relays, verb_class="say")
    return None


def _was_quoted(at: Line, k: int, j: int) -> Frame | None:
    """Frame of "X was quoted as saying (by Y)"; the relay comes from the frame of "by"."""
    end = skip_times_left(at, j)
    phrase = subject_left(at, end)
    if phrase is None or "as" not in at.words[k : k + 12]:
        return None
    relays: tuple[Phrase, ...] = ()
    if "by" in at.words[k + 1 :]:
        by = at.words.index("by", k + 1)
        if by - k == 1 or at.words[by - 1] in ("saying", "telling") or (by > k + 2 and is_stop(at, by - 1)):
            lo = by + 1
            hi = right_end(at, lo, initial=True)
            if hi > lo and sources.is_outlet(at.words[lo:hi], at.tokens.raw[lo:hi]):
                relays = (Phrase(at.ordinal, lo, hi, lo, hi),)
    as_at = at.words.index("as", k)
    position, left, right = _position(
        at,
        phrase,
        len(at)
        if as_at + 2 >= len(at) - 1 or (relays and relays[0].hi >= len(at) - 1 and relays[0].lo - as_at <= 4)
        else as_at + 2,
        "say",
    )
    return Frame(position, k, k + 1, left, right, tuple(split(at, phrase)), relays, verb_class="say")


def _label(doc: Document, at: Line, found: list[Frame]) -> Frame | None:
    """Frame of "X: 40 dead" at the start of a headline, list item or paragraph; X must be a known kind of source."""
    words = at.words
    if ":" not in words[: LONGEST_LABEL + 2]:
        return None
    colon = words.index(":")
    lo = 0
    while lo < colon and (is_stop(at, lo) or is_number(words[lo]) or words[lo] == "."):
        lo += 1
    if lo >= colon or colon + 1 >= len(at):
        return None
    phrase = words[lo:colon]
    if any(is_stop(at, i) or is_number(words[i]) or is_finite(at, i) for i in range(lo, colon)) or sources.is_never(
        phrase
    ):
        return None
    if (
        words[lo] in lexicon().prepositions
        or words[lo] in lexicon().own
        or not _speaks(phrase, doc.sentences[at.ordinal].zone)
    ):
        return None
    return Frame("label", lo, colon + 1, colon + 1, len(at), tuple(split(at, Phrase(at.ordinal, lo, colon, lo, colon))))


def _speaks(phrase: list[str], zone: str) -> bool:
    """Whether a label names who speaks; in lists and tables "Army:" or "Police:" is what is counted."""
    named = sources.named_class(phrase)
    if named is not None and (zone == "headline" or named != "military"):
        return True
    head = sources.bare(phrase[sources.head_of(phrase)])
    if zone == "headline":
        return sources.lexicon().nouns.get(head) not in (None, "unspecified", "armed_group")
    return head in lexicon().speaking_labels


def _dash(doc: Document, at: Line) -> Frame | None:
    """Frame of a headline that ends in a dash and its source: "12 killed in strike - police"."""
    if doc.sentences[at.ordinal].zone != "headline":
        return None
    n = len(at)
    for i in range(n - 2, max(1, n - 9), -1):
        if at.words[i] in DASHES and is_stop(at, i):
            lo = i + 1
            if (sources.classify(at.words[lo:n]) is None and sources.home(at.words[lo:n]) is None) or any(
                is_finite(at, k) or is_number(at.words[k]) for k in range(lo, n)
            ):
                return None
            return Frame("after", i, lo, 0, i, tuple(split(at, Phrase(at.ordinal, lo, n, lo, n))))
    return None


def _with_outlet(at: Line, found: list[Frame]) -> list[Frame]:
    """Frames with the medium of "speaking to X" or "in an interview with X" as their relay."""
    for i, word in enumerate(at.words):
        if word in TO_OUTLET and at.words[i + 1 : i + 2] in (["to"], ["with"]):
            relays = _outlet_after(at, i + 1, i + 1)
            if relays:
                return [
                    replace(f, relays=relays)
                    if f.kind in ("before", "after", "both")
                    and not f.relays
                    and not any(p.lo == relays[0].lo for p in f.sources)
                    else f
                    for f in found
                ]
    return found


__all__ = ["Frame", "antecedent", "first_subject", "frames"]
