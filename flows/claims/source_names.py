"""Who the words of a source mean: the verbatim name, without title, and the antecedent of an anaphor.

Antecedents are looked for backwards in the article: among the sources of earlier frames, then among the subjects of
earlier sentences, then among the names written out in full (GUIDELINES, `origin`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from flows.claims import attribution_frames, entities, source_phrases, sources
from flows.claims.attribution_frames import Frame, first_subject
from flows.claims.attribution_words import words as lexicon
from flows.claims.document import Document
from flows.claims.source_phrases import POSSESSIVES, Line, Phrase, is_capital, is_number, is_plausible

LOOK_BACK: Final = 6  # sentences
NAME_WORD: Final = r"[A-Z][\w'’.-]*"
PARTICLES: Final = "(?:al|el|bin|ibn|abu|de|la|van|von|der|da|di|du|al-|El|Al)"
GENERIC: Final = frozenset(
    [
        "command",
        "group",
        "agency",
        "organisation",
        "organization",
        "body",
        "office",
        "charity",
        "watchdog",
        "network",
        "paper",
        "newspaper",
        "company",
        "union",
        "mission",
        "institute",
        "monitor",
        "broadcaster",
        "channel",
        "outlet",
        "bulletin",
        "ngo",
        "statement",
        "coalition",
        "alliance",
        "movement",
        "department",
        "association",
    ]
)
ALLIED: Final = frozenset(["coalition", "alliance"])  # of several, so no army and no group is meant
OBSERVING: Final = frozenset(["war", "monitoring", "rights", "conflict", "independent", "advocacy", "aid", "relief"])
"""Before "group" and "monitor" of an observer that was named before: "the war monitor"."""
PERSONS: Final = frozenset(
    [
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "official",
        "officer",
        "source",
        "minister",
        "general",
        "commander",
        "analyst",
        "mayor",
        "governor",
        "doctor",
        "activist",
        "president",
    ]
)


@dataclass(frozen=True, slots=True)
class Named:
    """A source that has been named: `start:end` are the words that stand here, `relays` whom it told."""

    name: str
    start: int
    end: int
    source_class: str
    code: str | None
    entity_id: str | None
    anonymous: bool
    is_plural: bool
    is_person: bool
    is_anaphor: bool = False
    relays: tuple[Named, ...] = ()


@dataclass
class Speakers:
    """The frames of an article by sentence and the sources they name, each worked out when first asked for."""

    doc: Document
    _frames: dict[int, list[Frame]] = field(default_factory=dict)
    _lines: dict[int, Line] = field(default_factory=dict)
    _named: dict[tuple[int, int, int], tuple[Named, ...]] = field(default_factory=dict)

    def frames(self, ordinal: int) -> list[Frame]:
        """Frames of the sentence."""
        found = self._frames.get(ordinal)
        if found is None:
            found = self._frames[ordinal] = attribution_frames.frames(self.doc, ordinal)
        return found

    def line(self, ordinal: int) -> Line:
        """Words of the sentence."""
        found = self._lines.get(ordinal)
        if found is None:
            found = self._lines[ordinal] = source_phrases.line(self.doc, ordinal)
        return found

    def named(self, phrase: Phrase) -> tuple[Named, ...]:
        """The sources that a phrase means: one, several for "the same sources", none where an anaphor finds nobody."""
        key = (phrase.sentence, phrase.lo, phrase.hi)
        found = self._named.get(key)
        if found is None:
            self._named[key] = ()  # an anaphor never means itself
            found = self._named[key] = self._name(phrase)
        return found

    def _name(self, phrase: Phrase) -> tuple[Named, ...]:
        at = self.line(phrase.sentence)
        lo, hi = phrase.lo, phrase.hi
        words = at.words
        skipped = lo  # "(in) 1981-82 the IISS estimated", "videos by soldiers showed"
        while skipped + 1 < hi and (words[skipped] == "by" or _is_year_before(words[skipped : skipped + 2])):
            skipped += 1
        if skipped > lo:
            return self.named(replace(phrase, lo=skipped))
        if hi - lo == 1 and words[lo] in ("he", "she", "it", "they", "him", "her", "them"):
            return self._as_anaphor(at, lo, hi, self._pronoun(phrase.sentence, lo, words[lo]))
        head = lo + sources.head_of(words[lo:hi])
        if words[lo] in POSSESSIVES and (sources.bare(words[head]) in lexicon().documents or hi - lo == 1):
            pronoun = {"its": "it", "his": "he", "her": "she", "their": "they"}[words[lo]]
            owner = self._pronoun(phrase.sentence, lo, pronoun)
            if owner:
                return self._as_anaphor(at, lo, hi, owner)
        if words[head] in lexicon().documents and head + 2 < hi and _is_made_by(words, head, hi):
            inner = [
                p
                for p in source_phrases.split(at, Phrase(at.ordinal, head + 2, hi, head + 2, hi))
                if is_plausible(at, p.lo, p.hi)
            ]
            if inner:
                return tuple(named for p in inner for named in self.named(p))
        if words[head] in lexicon().claims:
            owner_at = next((i for i in range(head - 1, lo - 1, -1) if words[i].endswith(("'s", "s'"))), None)
            if owner_at is not None:
                return self.named(Phrase(at.ordinal, lo, owner_at + 1, lo, owner_at + 1))
        definite = self._definite(at, phrase)
        if definite:
            return self._as_anaphor(at, lo, hi, definite)
        return (self._literal(at, phrase),)

    def all_named(self, phrases: Sequence[Phrase]) -> tuple[Named, ...]:
        """The sources of phrases in a row; adjectives before the last share its noun: "Malian and Western sources"."""
        named = [self.named(phrase) for phrase in phrases]
        if len(phrases) > 1 and len(named[-1]) == 1 and not named[-1][0].is_person:
            last = named[-1][0]
            for i, found in enumerate(named[:-1]):
                if len(found) == 1 and self._is_adjective(phrases[i], phrases[-1], last):
                    named[i] = (
                        replace(
                            found[0],
                            source_class=last.source_class,
                            anonymous=last.anonymous,
                            is_plural=last.is_plural,
                        ),
                    )
        return tuple(n for found in named for n in found)

    def _is_adjective(self, phrase: Phrase, last: Phrase, named: Named) -> bool:
        """Whether a phrase is nothing but the adjective of a state or bloc, as the last one has before its noun."""
        at = self.line(phrase.sentence)
        forms = {m.form for m in self.doc.mentions(at.ordinal) if m.start == at.tokens.starts[phrase.lo]}
        return (
            last.hi - last.lo > 1
            and named.code is not None
            and sources.home(at.words[phrase.lo : phrase.hi]) is not None
            and bool(forms & {"adjective", "demonym"})
            and phrase.hi - phrase.lo <= 2
        )

    def _as_anaphor(self, at: Line, lo: int, hi: int, antecedents: tuple[Named, ...]) -> tuple[Named, ...]:
        start, end = at.tokens.starts[lo], at.tokens.ends[hi - 1]
        return tuple(replace(named, start=start, end=end, is_anaphor=True) for named in antecedents)

    def _literal(self, at: Line, phrase: Phrase) -> Named:
        """The source as its own words name it, with the full name of a person whose surname alone stands here."""
        lo, hi, is_person = name_span(at, phrase.lo, phrase.hi)
        start, end = at.tokens.starts[lo], at.tokens.ends[hi - 1]
        words = at.words[lo:hi]
        if words[-1].endswith("'s"):
            end -= 2
        elif words[-1].endswith("s'"):
            end -= 1
        name = self.doc.text[start:end]
        wide = at.words[phrase.wide_lo : phrase.wide_hi]
        title = at.words[phrase.lo : lo]
        full = None
        if (
            len(words) == 1
            and is_capital(at, lo)
            and sources.classify(words) is None
            and sources.home(words) is None
            and words[0] not in lexicon().fronted
        ):
            full = full_name(self.doc.text, name, start)
        kind = sources.classify(words)
        if kind is None or is_person:
            kind = sources.classify(title) or sources.classify(wide) or kind
        if kind is None and full is not None:
            kind = self._class_at(full[1])
        mention = next(
            (
                m
                for m in self.doc.mentions(at.ordinal)
                if m.start < end and start < m.end and m.form not in ("city", "region")
            ),
            None,
        )
        known = entities.entity(mention.entity_id) if mention else None
        code = sources.home(words) or (known.code or known.iso3 if known else None) or sources.home(wide)
        if (
            kind is None
            and known is not None
            and mention is not None
            and mention.form not in ("adjective", "demonym", "person")
        ):
            kind = known.source_class
        if kind is None:
            kind = "government" if code and not is_person else "unspecified"
        anonymous = (
            not is_person
            and full is None
            and any(sources.bare(w) in sources.lexicon().anonymous for w in words)
            and not _has_own_name(at, lo, hi)
        )
        told: tuple[Named, ...] = ()
        if full is not None:
            told = self._told_before(phrase, full[0])
        return Named(
            full[0] if full else name,
            start,
            end,
            kind,
            code,
            mention.entity_id if mention else None,
            anonymous,
            not is_person and sources.is_plural(words),
            is_person or full is not None or sources.bare(words[sources.head_of(words)]) in PERSONS,
            relays=told,
        )

    def _told_before(self, phrase: Phrase, name: str) -> tuple[Named, ...]:
        """Whom a person, named again by surname, told what went before."""
        for ordinal, phrases, relays in self._earlier(phrase.sentence, phrase.lo):
            if ordinal < phrase.sentence - 3:
                break
            for named in (n for p in phrases for n in self.named(p)):
                if named.name == name:
                    return named.relays or tuple(r for p in relays for r in self.named(p))
        return ()

    def _class_at(self, offset: int) -> str | None:
        """Class that the words around a full name tell: the title before it, the apposition after it."""
        ordinal = self.doc.sentence_at(offset)
        at = self.line(ordinal)
        i = at.tokens.at(offset)
        before = at.words[max(0, i - 4) : i]
        for k in range(len(before) - 1, -1, -1):
            if before[k] in source_phrases.STOPS:
                before = before[k + 1 :]
                break
        after: list[str] = []
        for k in range(i, min(len(at), i + 5)):
            if at.words[k] == ",":
                after = at.words[k + 1 : k + 9]
                break
        return sources.classify(before) or sources.classify(after)

    def _earlier(self, sentence: int, token: int) -> list[tuple[int, tuple[Phrase, ...], tuple[Phrase, ...]]]:
        """(Sentence, sources, relays) of the frames and subjects before a token, the nearest first."""
        found: list[tuple[int, tuple[Phrase, ...], tuple[Phrase, ...]]] = []
        for ordinal in range(sentence, max(-1, sentence - LOOK_BACK - 1), -1):
            frames = (
                self.frames(ordinal)
                if ordinal != sentence
                else [f for f in self._known(ordinal) if f.cue < token and all(p.hi <= token for p in f.sources)]
            )
            for frame in reversed(frames):
                if frame.kind != "relay":
                    found.append((ordinal, frame.sources, frame.relays))
            at = self.line(ordinal)
            subject = first_subject(at, min(len(at), token) if ordinal == sentence else len(at))
            if (
                subject is not None
                and subject.hi <= (token if ordinal == sentence else len(at))
                and _opens(at, subject)
            ):
                found.append((ordinal, (subject,), ()))
            person = _last_person(at, token if ordinal == sentence else len(at))
            if person is not None:
                found.append((ordinal, (person,), ()))
        return found

    def _known(self, ordinal: int) -> list[Frame]:
        return self._frames.get(ordinal) or self.frames(ordinal)

    def _pronoun(self, sentence: int, token: int, pronoun: str) -> tuple[Named, ...]:
        for ordinal, phrases, relays in self._earlier(sentence, token):
            at = self.line(ordinal)
            fitting: list[Named] = []
            for phrase in phrases:
                if not is_plausible(at, phrase.lo, phrase.hi):
                    continue
                for named in self.named(phrase):
                    if _agrees(named, pronoun):
                        fitting.append(
                            replace(named, relays=named.relays or tuple(r for p in relays for r in self.named(p)))
                        )
            if fitting:
                return tuple(fitting) if pronoun == "they" else (fitting[0],)
        return ()

    def _definite(self, at: Line, phrase: Phrase) -> tuple[Named, ...]:
        """Antecedents of "the same sources", "that office", "the ministry"; () where there are none."""
        words = at.words[phrase.lo : phrase.hi]
        first = words[0]
        same = "same" in words[:2] or first in ("that", "those", "these", "this")
        one_of = words[:2] == ["one", "of"]
        if first not in ("the", "that", "those", "these", "this") and not one_of and words[0] != "same":
            return ()
        head_at = phrase.lo + (len(words) - 1 if one_of else sources.head_of(words))
        head = sources.bare(at.words[head_at])
        observer = head in GENERIC and all(
            w in OBSERVING or w.endswith("-based") for w in at.words[phrase.lo + 1 : head_at]
        )
        if not same and ((head_at - phrase.lo > 1 and not observer) or sources.home([head]) is not None) and not one_of:
            return ()
        if phrase.hi - head_at > 1 and not same:
            return ()
        stem = head.rstrip("s")
        earlier = self._earlier(phrase.sentence, phrase.lo)
        for _, phrases, relays in earlier:
            matching: list[Named] = []
            for candidate in (*phrases, *relays):
                for named in self.named(candidate) if not candidate_is(candidate, phrase) else ():
                    matching += [named] * self._is_called(candidate, named, stem)
            if matching and (len(matching[0].name.split()) > 1 or same or matching[0].is_anaphor):
                told = tuple(r for p in relays for r in self.named(p) if r not in matching)
                group = list(self.all_named(phrases)) if head.endswith("s") else matching[:1]
                return tuple(replace(n, relays=n.relays or told) for n in group or matching)
        if is_capital(at, head_at) or head in ("ministry", "observatory", "institute", "pentagon"):
            full = _written_out(self.doc.text, at.tokens.starts[phrase.lo], head)
            if full is not None:
                return (self._from_text(*full),)
        if same or head in GENERIC or head in ("spokesman", "spokeswoman", "spokesperson"):
            wanted = "any" if head == "source" else "he" if head in PERSONS else "it"
            if head.endswith("s") and same:
                wanted = "they"
            if head in lexicon().documents and same:
                wanted = "any"
            if head in ("report", "reports"):
                outlet = self._outlet(earlier, phrase.sentence)
                if outlet is not None:
                    return (outlet,)
            for ordinal, phrases, relays in earlier:
                if ordinal < phrase.sentence - 3 and not same:
                    break
                pool = [
                    n
                    for p in (
                        (*relays, *phrases)
                        if head in ("agency", "report", "reports", "paper", "newspaper", "network")
                        else phrases
                    )
                    if is_plausible(self.line(ordinal), p.lo, p.hi)
                    for n in self.named(p)
                ]
                if head in ("agency", "report", "newspaper", "network", "broadcaster"):
                    outlets = [n for n in pool if n.source_class in sources.MEDIA_CLASSES]
                    pool = outlets or ([] if head in ("agency", "newspaper") else pool)
                if head in ALLIED:
                    pool = [n for n in pool if n.source_class == "igo"]
                if observer and head_at - phrase.lo > 1:
                    pool = [n for n in pool if n.source_class in sources.OBSERVERS and not n.is_plural]
                fitting = [n for n in pool if wanted == "any" or _agrees(n, wanted)]
                if fitting:
                    return tuple(fitting) if wanted == "they" else (fitting[0],)
        return ()

    def _is_called(self, phrase: Phrase, named: Named, stem: str) -> bool:
        """Whether a name holds the noun, or the noun is the office of the person: no "army" in "army chief"."""
        words = [sources.bare(w).lower().rstrip("s") for w in named.name.split()]
        if stem in words:
            return stem in lexicon().titles or words[sources.head_of(words)] not in lexicon().titles
        title = self.line(phrase.sentence).words[phrase.lo : phrase.hi]
        return named.is_person and stem in lexicon().titles and stem in title

    def _outlet(
        self, earlier: Sequence[tuple[int, tuple[Phrase, ...], tuple[Phrase, ...]]], sentence: int
    ) -> Named | None:
        """The medium whose report "the report" is: the nearest that said or passed on something in three sentences."""
        for ordinal, phrases, relays in earlier:
            if ordinal < sentence - 3:
                return None
            for phrase in (*relays, *phrases):
                if is_plausible(self.line(ordinal), phrase.lo, phrase.hi):
                    for named in self.named(phrase):
                        if named.source_class in sources.MEDIA_CLASSES:
                            return named
        return None

    def _from_text(self, start: int, end: int) -> Named:
        ordinal = self.doc.sentence_at(start)
        at = self.line(ordinal)
        lo = at.tokens.at(start)
        hi = at.tokens.at(end - 1) + 1
        return self._literal(at, Phrase(ordinal, lo, hi, lo, hi))


def _is_made_by(words: Sequence[str], head: int, hi: int) -> bool:
    """Whether the makers of a document follow it: "a video by X", "reports of the staff", but no "reports of rape"."""
    link = words[head + 1]
    is_body = link == "of" and words[head] in lexicon().claims and sources.classify(words[head + 2 : hi]) is not None
    return link in ("by", "from") or is_body


def _opens(at: Line, subject: Phrase) -> bool:
    """Whether the subject of a sentence can be an antecedent: no quantity, time or place."""
    first = at.words[subject.lo]
    lex = lexicon()
    if (
        first in lex.quantities
        or "and" in at.words[subject.lo : subject.hi]
        or first in ("such", "his", "her", "their", "its")
        or first in lex.prepositions
        or first in lex.times
        or not is_numberless(at, subject.lo, min(len(at), subject.hi + 1))
    ):
        return False
    if not is_plausible(at, subject.lo, subject.hi):
        return False
    words = at.words[subject.lo : subject.hi]
    dateline = (
        not at.is_caps and at.words[subject.hi : subject.hi + 1] == [","] and at.tokens.raw[subject.hi - 1].isupper()
    )
    if dateline and len(words) < 3:
        return False
    return len(words) > 1 or sources.classify(words) is not None or sources.home(words) is not None


def _last_person(at: Line, end: int) -> Phrase | None:
    """The last full name of a person before token `end`, or None."""
    hi = end
    while hi > 1:
        if is_capital(at, hi - 1) and is_capital(at, hi - 2):
            lo = hi - 1
            while lo > 0 and is_capital(at, lo - 1):
                lo -= 1
            run = lo
            while lo < hi and (
                at.words[lo] in lexicon().prepositions
                or at.words[lo] in lexicon().determiners
                or at.words[lo] in lexicon().fronted
                or at.words[lo] in lexicon().times
            ):
                lo += 1
            span = name_span(at, lo, hi) if hi - lo > 1 else (lo, hi, False)
            if span[2] and span[1] - span[0] > 1:
                return Phrase(at.ordinal, lo, hi, lo, hi)
            hi = run
        else:
            hi -= 1
    return None


def candidate_is(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases are the same words."""
    return one.sentence == other.sentence and one.lo == other.lo


def name_span(at: Line, lo: int, hi: int) -> tuple[int, int, bool]:
    """Tokens of the name within a source phrase, and whether it is a person's: without article, title and "of X"."""
    lex = lexicon()
    start, end = lo, hi
    while (
        start < end - 1
        and (at.words[start] in lex.determiners or at.words[start] in ("same", "and", "both"))
        and at.words[start] not in POSSESSIVES
    ):
        start += 1
    if at.is_caps:
        last = max(
            (
                i
                for i in range(start, end - 1)
                if at.words[i] in lex.titles or (at.words[i] == "." and at.words[i - 1] in lex.titles)
            ),
            default=None,
        )
        if (
            last is not None
            and end - last - 1 <= 5
            and sources.classify(at.words[last + 1 : end]) is None
            and not any(w in lex.prepositions for w in at.words[last + 1 : end])
        ):
            return last + 1, end, True
        return start, end, False
    cut = next(
        (
            i
            for i in range(start + 1, end)
            if at.words[i] in ("of", "from", "at", "for", "in", "with") and not is_capital(at, i)
        ),
        end,
    )
    run = cut
    while run > start and (
        is_capital(at, run - 1)
        or (at.words[run - 1] in ("al", "bin", "ibn", "abu", "de", "la", "van", "von", "der", "el", "da") and run < cut)
        or (at.words[run - 1] == "." and run - 1 > start)
        or at.words[run - 1][:3] in ("al-", "el-", "ar-", "as-")
    ):
        run -= 1
    names = list(range(run, cut))
    while names and (at.words[names[0]] in lex.titles or (at.words[names[0]] == "." and True)):
        names.pop(0)
    titled = bool(names) and (any(at.words[i] in lex.titles for i in range(start, names[0])))
    if (
        cut < end
        and at.words[cut] in ("in", "at", "on", "from")
        and not any(is_capital(at, i) for i in range(cut, end))
        and sources.classify(at.words[start:cut])
    ):
        return start, cut, False
    if not names or at.words[names[0]].endswith("'s"):
        return start, end, False
    text = at.words[names[0] : cut]
    last_title = max((i for i in range(names[0], cut) if at.words[i] in lex.titles), default=None)
    if last_title is not None and last_title + 1 < cut:
        names = list(range(last_title + 1, cut))
        text = at.words[names[0] : cut]
        titled = True
    if titled and sources.classify(text) is None:
        return names[0], cut, True
    if (
        len(names) >= 2
        and names[0] == start
        and sources.classify(text) is None
        and not any(sources.home(text[: i + 1]) or sources.home([w]) for i, w in enumerate(text))
        and len(names) <= 5
    ):
        return names[0], cut, True
    if (
        len(names) == 1
        and start == names[0]
        and cut < end
        and sources.classify(text) is None
        and sources.home(text) is None
    ):
        return start, end, False
    return start, end, False


def _has_own_name(at: Line, lo: int, hi: int) -> bool:
    """Whether the words hold a proper name other than a nationality: then the source is not anonymous."""
    return any(
        is_capital(at, i)
        and i > 0
        and sources.home([at.words[i]]) is None
        and not at.words[i].endswith(("ish", "ese", "ian", "an", "i"))
        for i in range(lo, hi)
    )


def _agrees(named: Named, pronoun: str) -> bool:
    if pronoun in ("he", "she", "him", "her"):
        return (named.is_person or named.source_class == "unspecified") and not named.is_plural
    if pronoun == "it":
        return not named.is_person and not named.is_plural
    return named.is_plural or not named.is_person


def full_name(text: str, surname: str, before: int) -> tuple[str, int] | None:
    """The last full name with this surname written before an offset, and where it starts; None where there is none."""
    found = None
    if text.find(surname, 0, before) < 0:
        return None
    for match in re.finditer(rf"\b{re.escape(surname)}\b", text[:before]):
        begin = match.start()
        lead = re.search(rf"(?:{NAME_WORD} (?:{PARTICLES} )*){{1,3}}\Z", text[max(0, begin - 60) : begin])
        if lead:
            names = lead.group().split()
            while names and (
                names[0].lower().rstrip(".") in lexicon().titles
                or names[0].lower() in lexicon().boundaries | lexicon().contrast | lexicon().fronted
                or names[0].lower() in lexicon().determiners
                or names[0].endswith(("'s", "’s"))
                or names[0].lower() in lexicon().prepositions
            ):
                names.pop(0)
            cut = max((i for i, n in enumerate(names) if n.lower().rstrip(".") in lexicon().titles), default=-1)
            names = names[cut + 1 :]
            if names and not names[0].endswith("."):
                joined = " ".join([*names, surname])
                position = text.rfind(joined, 0, match.end())
                if position >= 0:
                    found = (joined, position)
                    break
    return found


def _written_out(text: str, before: int, head: str) -> tuple[int, int] | None:
    """Span of the last longer name before an offset that ends in or contains `head`: "Ministry of Defence"."""
    if head.lower() not in text[:before].lower():
        return None
    word = re.escape(head)
    pattern = re.compile(
        rf"\b(?:{NAME_WORD} )+(?i:{word})\b(?: (?:of|for) (?:the )?{NAME_WORD}(?: (?:and )?{NAME_WORD})*)?"
        rf"|\b(?i:{word}) (?:of|for) (?:the )?{NAME_WORD}(?: {NAME_WORD})*"
        rf"|\b(?:{NAME_WORD} )?(?:defen[cs]e|health|interior|foreign) (?i:{word})\b"
    )
    last = None
    for match in pattern.finditer(text[:before]):
        last = match.span()
    return last


def is_numberless(at: Line, lo: int, hi: int) -> bool:
    """Whether no token of the range is a number."""
    return not any(is_number(at.words[i]) for i in range(lo, hi))


def _is_year_before(words: Sequence[str]) -> bool:
    """Whether a number stands before an article, and so belongs to what went before."""
    return is_number(words[0]) and words[1] == "the"
