"""Noun phrases that name a source: found to the left of a verb or to the right of a cue, split at "and", trimmed.

Works on the words of one sentence alone, in capitals too; indexes are of tokens, ranges half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flows.claims import sources
from flows.claims.attribution_words import words as lexicon
from flows.claims.document import Document, Tokens

STOPS: Final = frozenset(',;:()[]"“”–—!?…|•*/')
QUOTES: Final = frozenset("\"“”‘’'")
DASHES: Final = frozenset("-–—")
LONGEST_SUBJECT: Final = 14  # words before a verb; longer stretches are no subjects
LONGEST_PLACE: Final = 4  # words of "in the name of a town"
LONGEST_UNNAMED: Final = 10  # words from "who" to the "named" of "who did not want to be named"
LONGEST_SOURCE: Final = 16  # words after "according to"
LONGEST_ITEM: Final = 4  # words of one source in a list with commas
POSSESSIVES: Final = frozenset(["its", "his", "her", "their"])
RELATIVES: Final = frozenset(["who", "which", "whose"])
APPOSITION_STARTS: Final = frozenset(
    [
        "who",
        "which",
        "whose",
        "whom",
        "a",
        "an",
        "the",
        "its",
        "his",
        "her",
        "their",
        "in",
        "at",
        "on",
        "of",
        "from",
        "for",
        "with",
        "speaking",
        "citing",
        "quoting",
        "one",
        "once",
        "also",
        "now",
        "formerly",
        "himself",
        "herself",
        "itself",
        "himself",
        "themselves",
        "head",
        "chief",
        "number",
        "who's",
        "based",
        "known",
        "like",
        "including",
        "seen",
        "obtained",
        "reviewed",
        "viewed",
        "verified",
        "shared",
        "released",
        "published",
    ]
)


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one sentence, ready to be read: `is_caps` where the whole sentence is in capitals."""

    ordinal: int
    tokens: Tokens
    is_caps: bool

    @property
    def words(self) -> list[str]:
        """Lower-case words and punctuation."""
        return self.tokens.words

    def __len__(self) -> int:
        return len(self.tokens.words)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `lo:hi` of a sentence that name a source; `wide_lo:wide_hi` also title and apposition."""

    sentence: int
    lo: int
    hi: int
    wide_lo: int
    wide_hi: int


def line(doc: Document, ordinal: int) -> Line:
    """The sentence as a line of words."""
    tokens = doc.tokens(ordinal)
    sentence = doc.sentences[ordinal]
    return Line(ordinal, tokens, doc.text[sentence.start : sentence.end].isupper())


def is_stop(at: Line, i: int) -> bool:
    """Whether token `i` is punctuation that ends a phrase; full stops of titles and initials do not."""
    word = at.words[i]
    if word in STOPS:
        return True
    if word == ".":
        return i == 0 or not (at.words[i - 1] in lexicon().abbreviations or len(at.words[i - 1]) == 1)
    if word == "-":
        starts, ends = at.tokens.starts, at.tokens.ends
        return i == 0 or starts[i] > ends[i - 1] or (i + 1 < len(at) and starts[i + 1] > ends[i])
    return word in ("'", "‘", "’")


def is_number(word: str) -> bool:
    """Whether the word begins with a digit."""
    return word[:1].isdigit()


def is_finite(at: Line, i: int) -> bool:
    """Whether token `i` is a verb that ends a noun phrase on either side."""
    word = at.words[i]
    lex = lexicon()
    if word == "may" and i and is_capital(at, i):
        return False  # the month
    if word in lex.auxiliaries or lex.verbs.get(word) == "say":
        return True
    return word in lex.verbs and (
        (word.endswith("ed") and word != "named") or word in ("wrote", "gave", "spoke", "found", "put", "puts", "says")
    )


def is_capital(at: Line, i: int) -> bool:
    """Whether token `i` is written with a capital where that tells something."""
    return not at.is_caps and at.tokens.raw[i][:1].isupper()


def is_plausible(at: Line, lo: int, hi: int) -> bool:
    """Whether the phrase can be a source: a pronoun, a name, or a noun of sources.toml."""
    if hi <= lo:
        return False
    words = at.words[lo:hi]
    if hi - lo == 1 and words[0] in ("he", "she", "it", "they"):
        return True
    if (words[0] in lexicon().nobody and hi - lo == 1) or (is_number(words[0]) and hi - lo < 2):
        return False
    if words[0] in ("i", "we", "you", "in", "during") or sources.is_never(words):
        return False
    if words[0] in lexicon().titles and hi - lo > 1:
        return True
    if sources.classify(words) is not None or sources.home(words) is not None:
        return True
    head = lo + sources.head_of(words)
    return any(is_capital(at, i) for i in range(lo, head + 1) if at.words[i] not in lexicon().determiners)


def skip_adverbs(at: Line, i: int) -> int:
    """Where the words before `i` end that are no adverb, going left."""
    lex = lexicon()
    while i > 0 and (at.words[i - 1] in lex.adverbs or (at.words[i - 1].endswith("ly") and not is_capital(at, i - 1))):
        i -= 1
    return i


def skip_times_left(at: Line, i: int) -> int:
    """Start of the time and place phrases that end at `i` ("police | on Monday", "he | in a statement")."""
    lex = lexicon()
    while i > 0:
        j = i
        while j > 0 and (
            at.words[j - 1] in lex.times or is_number(at.words[j - 1]) or at.words[j - 1] in lex.time_glue
        ):
            j -= 1
        while (
            j < i
            and at.words[j] not in lex.times
            and at.words[j] not in ("on", "in", "late", "early", "this", "last", "earlier", "at")
        ):
            j += 1
        if j < i and any(word in lex.times for word in at.words[j:i]) and not is_capital_name(at, j, i):
            i = j
            continue
        if at.words[i - 1] in lex.where and i >= 2:
            j = i - 1
            while j > 0 and i - j < 6 and at.words[j] not in ("in", "on", "via"):
                j -= 1
            if at.words[j] in ("in", "on", "via") and not any(is_stop(at, k) for k in range(j, i)):
                i = j
                continue
        return i
    return i


def is_capital_name(at: Line, lo: int, hi: int) -> bool:
    """Whether a time word is part of a name ("Black September", "The Sunday Times")."""
    return hi - lo == 1 and lo > 0 and is_capital(at, lo - 1) and is_capital(at, lo)


def skip_times_right(at: Line, i: int) -> int:
    """End of the adverbs and the phrases of time and place that start at `i`."""
    lex = lexicon()
    n = len(at)
    while i < n:
        if at.words[i] in lex.adverbs or (at.words[i].endswith("ly") and not is_capital(at, i)):
            i += 1
            continue
        j = i
        last = -1
        while j < n and (
            at.words[j] in lex.times
            or at.words[j] in lex.time_glue
            or is_number(at.words[j])
            or (at.words[j] == "." and not is_stop(at, j))
        ):
            if at.words[j] in lex.times:
                last = j
                if j + 1 < n and is_number(at.words[j + 1]) and len(at.words[j + 1]) <= 4:
                    last = j + 1
            elif at.words[j] == "." and last == j - 1:
                last = j
            j += 1
        if last >= i:
            i = last + 1
            continue
        if at.words[i] in ("in", "on", "via", "by", "at", "through", "during", "from"):
            j = i + 1
            while (
                j < n
                and j - i < 7
                and not is_stop(at, j)
                and at.words[j] not in lex.where
                and not is_finite(at, j)
                and at.words[j] != "that"
            ):
                j += 1
            if j < n and at.words[j] in lex.where:
                i = j + 1
                if at.words[i : i + 1] in (["of"], ["with"], ["to"], ["from"]):
                    while i < n and not is_stop(at, i) and at.words[i] != "that" and not is_finite(at, i):
                        i += 1
                continue
        if at.words[i] in ("in", "at") and i + 1 < n and is_capital(at, i + 1):
            j = i + 1
            while j < n and is_capital(at, j):
                j += 1
            if j - i <= LONGEST_PLACE and (j == n or is_stop(at, j) or at.words[j] in lex.times | lex.time_glue):
                i = j  # "said in Kabul on Friday"
                continue
        return i
    return i


def trim_front(at: Line, lo: int, hi: int) -> int:
    """Start of the noun phrase after fronted adverbs and phrases of time and place without a comma."""
    lex = lexicon()
    while lo < hi - 1:
        word = at.words[lo]
        if is_number(word) and is_capital(at, lo + 1):
            lo += 1
            continue
        j = lo
        last = -1
        while j < hi - 1 and (at.words[j] in lex.times or at.words[j] in lex.time_glue or is_number(at.words[j])):
            if at.words[j] in lex.times:
                last = j
            j += 1
        if last >= lo and not (word == "the" and last == lo + 1 and is_capital(at, last)):
            lo = last + 1
        elif word in lex.fronted or (word.endswith("ly") and not is_capital(at, lo)) or is_stop(at, lo):
            lo += 1
        elif word in lex.prepositions and word not in ("of",):
            cut = next(
                (
                    k
                    for k in range(lo + 2, hi)
                    if at.words[k] in ("the", "a", "an", "one") and at.words[k - 1] not in lex.prepositions
                ),
                None,
            )
            if cut is None and sources.classify(at.words[lo + 2 : hi]) is not None and hi - lo > 3:
                cut = lo + 2
            if cut is None:
                return lo
            lo = cut
        else:
            return lo
    return lo


BEFORE_TO: Final = frozenset(
    ["according", "contrast", "contrary", "opposed", "response", "reply", "reaction", "compared"],
)
"""Before "to" and a source: "in contrast to the ministry's claim that"."""


PRONOUNS: Final = frozenset(["he", "she", "it", "they"])
TALKED: Final = frozenset(["spoke", "talked", "briefed", "asked", "insisted", "requested", "declined"])
"""What sources do before they say something: "officials who talked to the paper said"."""


def segment_left(at: Line, hi: int) -> int:
    """Start of the stretch of words that ends at `hi` and has no punctuation, conjunction or verb in it."""
    lex = lexicon()
    lo = hi
    while lo > 0 and hi - lo < LONGEST_SUBJECT:
        word = at.words[lo - 1]
        if (
            is_stop(at, lo - 1)
            or word in lex.boundaries
            or word in lex.contrast
            or word == "and"
            or is_finite(at, lo - 1)
        ):
            break
        if word == "to" and lo >= 2 and at.words[lo - 2] in BEFORE_TO:
            break
        lo -= 1
    return lo


def subject_left(at: Line, hi: int) -> Phrase | None:
    """Noun phrase that ends at `hi`, just before a verb, with its appositions; None if there is none."""
    if hi > 1 and at.words[hi - 1] == ")" and "(" in at.words[max(0, hi - 9) : hi]:
        hi = max(i for i in range(max(0, hi - 9), hi) if at.words[i] == "(")
    if hi > 0 and at.words[hi - 1] == ",":
        return _over_apposition(at, hi - 1)
    relative = _unnamed(at, hi)
    if relative is not None:
        return antecedent(at, relative)
    lo = segment_left(at, hi)
    if lo == hi:
        if lo > 0 and at.words[lo - 1] in RELATIVES:
            return antecedent(at, lo - 1)
        return None
    if at.words[hi - 1] in PRONOUNS:
        return Phrase(at.ordinal, hi - 1, hi, hi - 1, hi)  # "for the same months it has recorded"
    told = _who_told(at, lo)
    if told is not None:
        return antecedent(at, told)
    start = trim_front(at, lo, hi)
    listed = _list_of_places(at, lo, hi)
    if listed is not None:
        return Phrase(at.ordinal, listed, hi, listed, hi)
    if lo == start and lo > 1 and at.words[lo - 1] == "and":
        left = segment_left(at, lo - 1)
        left = trim_front(at, left, lo - 1)
        opened = (
            left == 0
            or is_stop(at, left - 1)
            or at.words[left - 1] in lexicon().boundaries
            or at.words[left - 1] in lexicon().fronted
        )
        if (
            left < lo - 1
            and opened
            and lo - 1 - left <= 7
            and sources.classify(at.words[left : lo - 1])
            and sources.classify(at.words[lo:hi])
        ):
            start = left
    return Phrase(at.ordinal, start, hi, start, hi)


def _who_told(at: Line, lo: int) -> int | None:
    """The "who" of "officials who spoke to AFP in May" where the words from `lo` end that clause, else None."""
    for who in (lo - 1, lo - 2):
        if who > 0 and at.words[who] == "who" and at.words[who + 1] in TALKED:
            return who
    return None


def _unnamed(at: Line, hi: int) -> int | None:
    """The "who" of "an official who asked not to be named" that ends at `hi`, else None."""
    if at.words[hi - 2 : hi - 1] != ["be"] or at.words[hi - 1] not in lexicon().unnamed:
        return None
    return next((i for i in range(hi - 2, max(0, hi - LONGEST_UNNAMED), -1) if at.words[i] == "who"), None)


def _list_of_places(at: Line, lo: int, hi: int) -> int | None:
    """Start of "activists in A, B and C" where `lo:hi` is its last item, else None."""
    if lo < 2 or at.words[lo - 1] != "and" or not all(is_capital(at, i) for i in range(lo, hi)):
        return None
    i = lo - 1
    while i > 0 and (is_capital(at, i - 1) or at.words[i - 1] == ","):
        i -= 1
    if i > 1 and at.words[i - 1] in ("in", "from", "at", "of"):
        start = trim_front(at, segment_left(at, i - 1), i - 1)
        if start < i - 1 and sources.classify(at.words[start : i - 1]):
            return start
    return None


def antecedent(at: Line, relative: int) -> Phrase | None:
    """Noun phrase that the relative pronoun at `relative` stands for."""
    hi = relative
    while hi > 0 and at.words[hi - 1] == ",":
        hi -= 1
    lo = segment_left(at, hi)
    lo = trim_front(at, lo, hi)
    for k in range(hi - 1, lo, -1):
        if (
            at.words[k - 1] in ("of", "by", "to", "from")
            and sources.classify(at.words[k:hi])
            and not sources.classify(at.words[lo : k - 1])
        ):
            lo = k
            break
    return Phrase(at.ordinal, lo, hi, lo, hi) if lo < hi else None


def _over_apposition(at: Line, comma: int) -> Phrase | None:
    """Subject of a verb before which a comma closes an apposition or relative clause: "X, the mayor, said"."""
    lex = lexicon()
    start = comma
    while start > 0:
        word = at.words[start - 1]
        if word != "," and is_stop(at, start - 1) and word not in "()":
            break
        if (word == "that" and start >= 2 and at.words[start - 2] in lex.verbs) or word in lex.contrast:
            break
        start -= 1
    segments: list[tuple[int, int]] = []
    lo = start
    for i in range(start, comma + 1):
        if at.words[i] == ",":
            if i > lo:
                segments.append((lo, i))
            lo = i + 1
    if not segments:
        return None
    k = len(segments) - 1
    while k > 0 and is_apposition(at, *segments[k]):
        k -= 1
    for first, last in segments[k:]:
        begin = trim_front(at, first, last)
        if at.words[begin : begin + 1] == ["and"]:
            begin += 1
        inner = segment_left(at, last)
        if (
            inner > first
            and at.words[inner - 1] in ("and", "that")
            and any(is_finite(at, i) for i in range(first, inner))
        ):
            begin = max(begin, trim_front(at, inner, last))
        fits = last - begin <= LONGEST_SUBJECT and at.words[begin] not in lex.prepositions
        clause = any(is_finite(at, i) or is_number(at.words[i]) for i in range(begin, last))
        named = (
            at.is_caps
            and (first, last) == segments[k]
            and last - begin <= 5
            and all(w.replace("-", "").isalpha() for w in at.words[begin:last])
        )
        if fits and not clause and (is_plausible(at, begin, last) or (named and k < len(segments) - 1)):
            return Phrase(at.ordinal, begin, last, begin, comma)
    return None


def is_apposition(at: Line, lo: int, hi: int) -> bool:
    """Whether the stretch between two commas describes the name before it: age, office, relative clause."""
    word = at.words[lo]
    if word in APPOSITION_STARTS or is_number(word) or word in lexicon().times or word in lexicon().adverbs:
        return True
    if word in lexicon().titles and not is_capital(at, hi - 1):
        return True
    if word in lexicon().titles and any(at.words[i] in ("of", "for") for i in range(lo, hi)):
        return True
    head = lo + sources.head_of(at.words[lo:hi])
    noun = sources.bare(at.words[head])
    return not is_capital(at, head) and (noun in lexicon().titles or noun in sources.lexicon().nouns)


def right_end(at: Line, lo: int, *, initial: bool) -> int:
    """End of the noun phrase that starts at `lo` after a cue; lists with commas only where not `initial`."""
    lex = lexicon()
    n = len(at)
    hi = lo
    while hi < n and hi - lo < LONGEST_SOURCE:
        word = at.words[hi]
        if word == "," and not initial and hi > lo and _list_goes_on(at, lo, hi):
            hi += 1
            continue
        if is_stop(at, hi) or (hi > lo and (word in lex.after_source or is_finite(at, hi))):
            break
        if hi > lo and word in ("and", "or") and not _second_source(at, hi + 1):
            break
        if hi > lo and word in lex.times and not (is_capital(at, hi) and hi + 1 < n and is_capital(at, hi + 1)):
            break
        if hi > lo and _is_next_subject(at, hi):
            break
        if hi > lo and word == "by" and at.words[hi + 1 : hi + 3] in (["the", "end"], ["the", "time"]):
            break
        if (
            hi > lo
            and word in ("in", "on", "late", "early", "this", "last", "earlier", "by")
            and skip_times_right(at, hi) > hi
        ):
            break
        hi += 1
    while hi > lo and (
        at.words[hi - 1] in lex.prepositions or at.words[hi - 1] in lex.adverbs or at.words[hi - 1] in ("and", ",")
    ):
        hi -= 1
    return hi


def _is_next_subject(at: Line, i: int) -> bool:
    """Whether the clause goes on without a comma after a source: "according to the ministry 60 men died"."""
    word, before = at.words[i], at.words[i - 1]
    if word in ("the", "a", "an", "there", *PRONOUNS):
        return before not in lexicon().prepositions and before not in (",", "and", "or", "than")
    return is_number(word) and not is_capital(at, i - 1) and before.isalpha() and before not in lexicon().prepositions


def _list_goes_on(at: Line, lo: int, comma: int) -> bool:
    """Whether a comma inside a source separates sources: short items, the last after "and" and before a stop."""
    n = len(at)
    length = 0
    i = comma + 1
    while i < n:
        word = at.words[i]
        if word == "and":
            end = i + 1
            while end < n and not is_stop(at, end) and end - i <= LONGEST_ITEM + 1:
                if is_finite(at, end):
                    return False
                end += 1
            return length > 0 and i + 1 < end <= i + 1 + LONGEST_ITEM + 1
        if word == ",":
            length = 0
        elif is_stop(at, i) or is_finite(at, i) or word in lexicon().after_source or is_number(word):
            return False
        else:
            length += 1
            if length > LONGEST_ITEM:
                return False
        i += 1
    return False


def _second_source(at: Line, lo: int) -> bool:
    """Whether the words after "and" name one more source and no clause."""
    n = len(at)
    i = lo
    while i < n and not is_stop(at, i) and at.words[i] not in lexicon().after_source:
        if is_finite(at, i) or is_number(at.words[i]) or i - lo > 8:
            return False
        i += 1
    return i > lo and is_plausible(at, lo, i) and not (at.words[i - 1].endswith("ed") and not is_capital(at, i - 1))


def split(at: Line, phrase: Phrase) -> list[Phrase]:
    """The sources that one phrase names: two for "police and medics", three for "A, B and C sources"."""
    lo, hi = phrase.lo, phrase.hi
    words = at.words[lo:hi]
    if "and" not in words or (sources.named_class(words) and "and" in _longest_name(words)):
        return [phrase]
    cut = hi - 1 - words[::-1].index("and")
    last = (cut + 1, hi)
    items: list[tuple[int, int]] = []
    start = lo
    for i in range(lo, cut + 1):
        if i == cut or at.words[i] == ",":
            if i > start:
                items.append((start, i))
            start = i + 1
    items.append(last)
    if not all(_is_item(at, *item) for item in items):
        return [phrase]
    return [Phrase(at.ordinal, first, end, first, end) for first, end in items]


def _is_item(at: Line, lo: int, hi: int) -> bool:
    if not is_plausible(at, lo, hi):
        return False
    words = at.words[lo:hi]
    return not (
        at.words[lo - 1 : lo] == ["and"]
        and any(w in ("for", "of") for w in at.words[max(0, lo - 4) : lo - 1])
        and sources.classify(words) is None
    )


def _longest_name(words: list[str]) -> list[str]:
    phrases = sources.lexicon().phrases
    for size in range(min(len(words), sources.LONGEST_NAME), 0, -1):
        for i in range(len(words) - size + 1):
            if " ".join(sources.bare(w) for w in words[i : i + size]) in phrases:
                return words[i : i + size]
    return []
