"""How sure a figure is said to be: asserted, estimated, denied, planned or hypothetical."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from flows.claims.document import Document
from flows.claims.figures import Figure
from flows.claims.list_entries import ListEntries
from flows.claims.time_words import lower
from flows.claims.timeline import WINDOW
from flows.lexicon import read_toml

NEAR: Final = 3  # words between a modal verb and a size that it governs
AFTER: Final = 110  # characters after a number in which a cue still speaks of it


@dataclass(frozen=True, slots=True)
class Modality:
    """One of flows.schemas.MODALITIES, and the rules that found it."""

    modality: str
    rule_ids: tuple[str, ...]


ASSERTED: Final = Modality("asserted", ("modality.default",))
_STOP = re.compile(r";\s|\.\s|,?\s(?:but|whereas|although|though|while|which|who|whose)\s|\s[–—]\s|:\s")
_HARD_STOP = re.compile(r";\s|,?\s(?:but|although|though|whereas|actually|in fact|in reality)\s")
_NEXT_CLAIM = re.compile(r"\sand\s+(?:\w+\s+)?(?:claimed|said|insisted|announced|stated|reported|added)\s")
_DENIAL_STOP = re.compile(
    r";\s|,?\s(?:but|although|though|whereas|while)\s|,\s(?:as|which|who)\s"
    r"|\sand\s+(?:\w+\s+)?(?:claimed|said|insisted|announced|stated|reported)\s"
)
_PUT_AT = re.compile(r"(?<![a-z])puts?\s[^;:.]{1,80}\sat\s+(?:about\s+|some\s+|between\s+|around\s+|roughly\s+)?$")
_MAY = re.compile(r"\bMay\b|(?<=\d)\s?\bMAY\b|\bMAY(?=\s\d)|(?<=\bIN\s)MAY\b")  # the month
_NEW_CLAUSE = re.compile(
    r",\s+and\s|(?:rise|climb|grow|increase|higher|worse)\s+(?:further\s+|still\s+|sharply\s+)?(?:as|with)\s"
    r"|(?<![a-z])(?:when|that|who|because|after|since|until|before)(?![a-z])"
)
_REPORTED = re.compile(  # "said that it would send": the future of what was said then
    r"(?<![a-z])(?:said|announced|confirmed|told|pledged|agreed|decided|promised|declared|vowed|revealed|stated)(?![a-z])"
)
_TITLE_TO = re.compile(  # a headline: "Poland to have 300,000 soldiers"
    r"\W*(?:[\w’'.-]+\s+){1,5}?to\s+(?:have|field|get|keep|number|station|host|operate|muster|command)\s+(?:\w+\s+){0,3}$"
)
_ALLEGED = re.compile(
    r"(?<![a-z])(?:claim\w*|said|believed|thought|reported|known|estimated|seems?|appears?|due|need\w*|have|has|had)\s+to\s"
)
_PART = re.compile(r"(?<![a-z])(?:including|among them|of whom|of them|facing|against|backed by)(?![a-z])")
_SAME = re.compile(r"\W*(?:the same (?:source|official|officer|diplomat|estimate|report)s?|he|she)(?![a-z])")
_OUTCOME = re.compile(r"(?<![a-z])(?:will|would|could|might)(?![a-z])")
_WOULD_HAVE = re.compile(r"(?<![a-z])(?:would|could)\s+have(?![a-z])")
_HEADER = re.compile(r"(?<![a-z])estimat(?:ed?|es|ions?)(?![a-z])")
_RECKONED = re.compile(  # "..., the institute estimated then"
    r",\s+(?:[\w'’.-]+\s){1,5}?(?:estimates?|estimated|reckons?|reckoned)(?=[.;,]|\s+(?:then|now|at|in)(?![a-z])|\s*$)"
)
_MAY_HAVE = re.compile(  # a guess at an arsenal: "India may have 150 warheads"
    r"(?<![a-z])(?:may|might)\s+(?:now\s+|already\s+)?(?:have|own|possess|keep|hold)\s+"
    r"(?:as many as|up to|about|some|around)?\s*$"
)
_SIZE_MAY = re.compile(  # "the dead may number 4,000", "4,000 may be in the country": a guess at what is
    r"(?<![a-z])(?:may|might)\s+(?:now\s+|already\s+|still\s+|well\s+)?"
    r"(?:number|total|exceed|amount\s+to|stand\s+at|reach|run\s+to"
    r"|be(?=\s+(?:in|on|at|as|over|under|among|near|still|present|dead|more|about|some|around|higher|lower|up\s+to|\d)(?![a-z])|\s*$))"
    r"(?![a-z])"
)
_LIST_TO_BE = re.compile(  # "1,100 vehicles, 80 aircraft and 50 ships will be used"
    r"(?:\s+[\w’'-]+){1,3}"
    r"(?:(?:,|,?\s+and)\s+(?:(?:about|some|over|around|more than|up to)\s+)?\d[\d,]*(?:\s+[\w’'-]+){1,3}?)+"
    r"\s+(?:will\s|are\s+to\s)"
)
_PLAN_MADE = re.compile(r"[^;,.]{0,40}(?:ordered|contracted for|signed for)\s+(?:in|on|back in)\s+(?:\w+\s+)?\d{4}")


@cache
def _cue(name: str) -> re.Pattern[str]:
    phrases = (p.replace("_", r"\s+") for p in read_toml("modality.toml")[name])
    return re.compile(rf"(?<![a-z-])(?:{'|'.join(phrases)})(?![a-z])")


def assign(doc: Document, figures: list[Figure]) -> list[Modality]:
    """Modality of each figure; `figures` are the article's, in text order."""
    if not figures:
        return []
    low, lists = _Lower(doc), ListEntries(doc)
    found: list[Modality] = []
    for i, figure in enumerate(figures):
        modality = _own(doc, low, figure)
        if modality is ASSERTED:
            modality = _inherited(doc, low, lists, figures, found, i)
        found.append(modality)
    return _restated(low, figures, found)


class _Lower:
    """The sentences of figures in lower case, each made once; the month of May is no modal verb in it."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._made: dict[int, str] = {}

    def __call__(self, ordinal: int, start: int, end: int) -> str:
        """Lower case of `doc.text[start:end]`, which is in the sentence."""
        sentence = self._doc.sentences[ordinal]
        text = self._made.get(ordinal)
        if text is None:
            raw = self._doc.text[sentence.start : sentence.end]
            if "May" in raw or "MAY" in raw:
                raw = _MAY.sub(lambda m: m[0][:-3] + "mai", raw)
            text = self._made[ordinal] = lower(raw)
        return text[max(0, start - sentence.start) : end - sentence.start]


def _own(doc: Document, low: _Lower, figure: Figure) -> Modality:
    """What the words of the sentence around the figure say."""
    sentence, number = doc.sentences[figure.sentence], figure.number
    before = low(figure.sentence, max(sentence.start, number.start - WINDOW), number.start)
    after = low(figure.sentence, number.end, min(sentence.end, number.end + AFTER))
    whole = before + low(figure.sentence, number.start, min(sentence.end, number.end + WINDOW))
    clause = _after_last(_STOP, before)
    rest = _until(_STOP, after)
    is_plan = figure.measure.endswith(".planned")
    is_size = figure.measure.startswith(("strength.", "deployment.present", "equipment.holdings"))
    denied = _last(_cue("denied"), _after_last(_DENIAL_STOP, before))
    if (
        denied is not None
        and not _cue("not_denied").search(before)
        and not re.search(r"[,:]\s+(?:which|in which|who)\s", denied)
    ):
        return Modality("denied", ("modality.denied",))
    if _cue("denied_after").search(low(figure.sentence, number.end, min(sentence.end, number.end + WINDOW))):
        return Modality("denied", ("modality.denied",))
    is_count = is_size or figure.measure.startswith("casualties.")
    if is_size and _MAY_HAVE.search(clause):
        return Modality("estimated", ("modality.guess",))
    if is_count and _is_guess(clause, rest) and not _cue("conditions").search(before):
        return Modality("estimated", ("modality.guess",))
    if _is_supposed(whole, before, clause, rest, is_plan=is_plan, is_size=is_size):
        return Modality("hypothetical", ("modality.hypothetical",))
    if is_plan:
        return (
            Modality("asserted", ("modality.order",))
            if _PLAN_MADE.match(after)
            else Modality("planned", ("modality.plan",))
        )
    if _is_estimated(before, clause, after, len(number.values) == 2):
        return Modality("estimated", ("modality.estimated",))
    is_title = is_size and sentence.zone == "headline" and _TITLE_TO.match(before) and not _ALLEGED.search(before)
    if is_title or _is_planned(clause, rest, figure, is_size=is_size):
        return Modality("planned", ("modality.planned",))
    return ASSERTED


def _after_last(pattern: re.Pattern[str], text: str) -> str:
    last = 0
    for found in pattern.finditer(text):
        last = found.end()
    return text[last:]


def _until(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return text[: found.start()] if found else text


def _last(pattern: re.Pattern[str], text: str) -> str | None:
    """The text after the last match, None where there is none."""
    found = None
    for found in pattern.finditer(text):  # noqa: B007
        pass
    return text[found.end() :] if found else None


def _is_supposed(text: str, before: str, clause: str, rest: str, *, is_plan: bool, is_size: bool) -> bool:
    """Whether the figure depends on a condition, or is the subject or object of a modal verb."""
    condition = _last(_cue("conditions"), before)
    is_reported = is_plan and condition is None and _REPORTED.search(before)
    modal_after = re.match(r"[^,;.]{0,40}?(?<![a-z])(?:would|could|might|may)(?!\s+have\s)(?![a-z])", rest)
    if modal_after and _NEW_CLAUSE.search(modal_after[0]):
        modal_after = None
    if modal_after and not (is_size and "could" in modal_after[0]) and not (is_reported and "would" in modal_after[0]):
        return True
    is_whole = condition is not None and ("," not in condition or _OUTCOME.search(condition + rest) is not None)
    if condition is not None and is_whole and (not is_size or _is_near(condition)):
        return True
    if is_plan and _cue("conditions").search(text) and not re.match(r"\W*if\s", text[len(before) :]):
        return True
    if is_reported and not re.search(r"(?<![a-z])(?:could|might|may)(?![a-z])", clause):
        return False
    modal = _last(_cue("hypothetical"), clause)
    if modal is None or (modal.startswith((" have ", " well have ")) and not _WOULD_HAVE.search(clause)):
        return False
    if _NEW_CLAUSE.search(modal) or modal.count(",") == 1:
        return False
    if is_size:
        return _is_near(modal) and not _cue("ability").search(modal)
    return len(modal.split()) <= 2 * NEAR


def _is_guess(clause: str, rest: str) -> bool:
    """Whether "may" tells how many there are rather than what may come: "the dead may number as many as 4,000"."""
    before = _last(_SIZE_MAY, clause)
    if before is not None:
        return len(before.split()) <= 2 * NEAR and not _NEW_CLAUSE.search(before)
    after = _SIZE_MAY.search(rest)
    return after is not None and not re.search(r"[,;.]|(?<![a-z])(?:and|that|who)(?![a-z])", rest[: after.start()])


def _is_near(text: str) -> bool:
    return len(text.split()) <= NEAR


def _is_estimated(before: str, clause: str, after: str, is_range: bool) -> bool:
    governed = _last(_cue("estimated"), _after_last(_NEXT_CLAIM, _after_last(_HARD_STOP, before)))
    if governed is not None and not re.search(
        r"[:;]\s|,\s+(?:and|which|who)\s|\d[\w .]*,\s+(?:[a-z]+ed|killing|wounding)\s", governed
    ):
        return True
    if is_range and _PUT_AT.search(before):
        return True
    rest = _until(_STOP, after)
    own = re.split(r"\s\d", rest)[0]  # what comes behind the next number is said of that
    return bool(_cue("estimated_after").search(own) or _RECKONED.search(rest))


def _is_planned(clause: str, rest: str, figure: Figure, *, is_size: bool) -> bool:
    """Whether a verb of intention governs a figure whose measure is no plan: "wants a fleet of 313 ships"."""
    if figure.measure.startswith("casualties.") or figure.measure == "equipment.lost":
        return False
    intent = _last(_cue("planned"), clause)
    if intent is not None and _is_near(intent):
        return True
    return bool(
        (is_size and _LIST_TO_BE.match(rest))
        or _cue("planned_after").match(rest.lstrip())
        or re.match(r"(?:\s+[\w’'-]+){0,4}?\s+(?:" + _cue("planned_after").pattern + ")", rest)
    )


def _inherited(
    doc: Document, low: _Lower, lists: ListEntries, figures: list[Figure], done: list[Modality], i: int
) -> Modality:
    """An estimate goes on for the parts of its sentence, for the next words of the same source, for its whole list."""
    figure = figures[i]
    sentence = doc.sentences[figure.sentence]
    if i and done[i - 1].modality == "estimated":
        between = low(
            figure.sentence, max(figures[i - 1].number.end, figure.number.start - WINDOW), figure.number.start
        )
        is_same = figures[i - 1].sentence == figure.sentence and not _HARD_STOP.search(between)
        text = low(figure.sentence, sentence.start, min(sentence.end, sentence.start + WINDOW))
        follows = figure.sentence - figures[i - 1].sentence <= 1 and _SAME.match(text)
        if (is_same and _PART.search(between)) or (follows and len(figure.number.values) == 2):
            return Modality("estimated", ("modality.same_estimate",))
    header = lists.header(figure.sentence)
    if header is not None and _HEADER.search(low(header, doc.sentences[header].start, doc.sentences[header].end)):
        return Modality("estimated", ("modality.list_header",))
    return ASSERTED


def _restated(low: _Lower, figures: list[Figure], found: list[Modality]) -> list[Modality]:
    """A figure told again with "the" is as sure as when it was told first."""
    known: dict[tuple[str, tuple[float, ...]], Modality] = {}
    out = []
    for figure, modality in zip(figures, found, strict=True):
        key = (figure.measure, figure.number.values)
        is_definite = low(figure.sentence, figure.number.start - 5, figure.number.start).endswith("the ")
        if is_definite and key in known and modality.rule_ids[0] in ("modality.default", "modality.plan"):
            modality = Modality(known[key].modality, ("modality.restated",))
        elif figure.number.values:
            known.setdefault(key, modality)
        out.append(modality)
    return out
