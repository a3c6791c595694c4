"""Words, thresholds and types with which extents are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from flows.claims.figures import Figure
from flows.claims.time_words import COUNT, COUNTS, DAYS_IN, LEXICON, RECORD_OF, UNIT, any_of, count_of
from flows.claims.timeline import WINDOW, Timed, Timeline
from flows.lexicon import read_toml

MANY: Final = 1000  # killed, hurt, lost: of a war rather than of one incident, where no day is named
MOST: Final = 5000  # also where a day is named: the day of the count
SOME: Final = 50  # "have been killed", where no event is named: more than one incident
HUNDRED: Final = 100  # in a month, where no event is named: those of the whole month
LONG: Final = 400  # days; losses over more than a year or so are those of a war
BATTLE: Final = 7  # days of fighting that still are one battle
LOOSE: Final = ("extent.default", "extent.many")
NEAR: Final = 60  # characters after a number in which a rate belongs to it
ONE_BACK: Final = 40  # characters before a figure in which the one event that caused it is named
NAMED_BACK: Final = 14  # characters before a year in which the article of the war named by it stands
CHANGE_BACK: Final = 90  # characters before a date in which "since" and a verb of change stand
SPANS: Final = ("weekend", "week", "span")  # grains of a few days
FAR: Final = 10.0  # times smaller than the war's total: no total of the same war
WEAK: Final = re.compile(r"(?<![a-z])(?:toll|tally|total of|in total|in all|altogether|all told)(?![a-z])")
SURE: Final = ("extent.since", "extent.since_war", "extent.war", "extent.raised")
SMALL: Final = 12  # a number up to here is told of many things: saying it twice shows nothing


@dataclass(frozen=True, slots=True)
class Governed:
    """The time expressions that govern a figure: when, since when, up to when, and when it was said."""

    at: Timed | None = None
    since: Timed | None = None
    end: Timed | None = None
    said: Timed | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """Extent of a figure, the rule that found it, and whether the figures around it may overrule it."""

    value: str
    rule_id: str
    is_default: bool = False


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The phrases of a list of extent.toml."""
    return re.compile(rf"(?<![a-z-])(?:{any_of(read_toml('extent.toml')[name])})(?![a-z])")


@cache
def measures(name: str) -> frozenset[str]:
    """Measures of a class of extent.toml."""
    return frozenset(read_toml("extent.toml")[name])


WARS = any_of(LEXICON["words"]["wars"])
LOSSES_ARE = re.compile(r"(?<![a-z])losses\s+(?:\w+\s+){0,3}?(?:includ|total|amount|number|stand|now|so far|to date)")
"""All that a side has lost: "Russian losses include 110 helicopters"."""
PERFECT = re.compile(
    r"(?<![a-z])(?<!to\s)(?:have|has|'ve|’ve)\s+(?:\w+\s+){0,2}?(?:been|\w+ed|lost|taken|shot|slain|sunk|brought|cost|seen|put|fallen|built|sent)(?![a-z])"
)
HARD_WARS = any_of([w for w in LEXICON["words"]["wars"] if w not in LEXICON["words"]["soft_wars"]])
WAR = re.compile(
    rf"(?<![a-z])(?<!history\s)(?<!prisoner\s)(?<!prisoners\s)(?<!remnants\s)(?<!crimes\s)(?:in|during|of|over|by(?=\s+(?:the|this|its)\s)|throughout|from|this|since)\s+(?!(?:[\w'’-]+\s+){{1,5}}history\s)(?:[\w'’-]+\s+){{0,5}}?(?:{HARD_WARS})(?![a-z-])"
)
WAR_SUBJECT = re.compile(
    rf"(?<![a-z])(?:{WARS})(?:\s+[^,;.:]{{0,40}}|,[^,;.:]{{0,50}},)?\s+(?:has|have|had|cost|claimed)\s"
    r"|(?<![a-z])(?P<fighting>fighting|bloodshed|bombardment|clashes)\s+(?:[^,;.:]{0,30}\s)?(?:has|have)\s+(?:killed|claimed|cost|left)\s"
)
LENGTH = re.compile(
    rf"(?<![a-z])(?:in|over|during)\s+(?:just\s+|only\s+|the\s+|the\s+same\s+|nearly\s+|almost\s+|about\s+|more\s+than\s+|over\s+|some\s+)?(?:{COUNT})\s+(?:month|year|week)s?(?![a-z])"
)
RAISED = re.compile(  # "bringing to 36 the number of dead", "pushing the toll past 1,900"
    r"(?<![a-z])(?:br(?:ing|ought)|push|rais|t(?:ak|ook)|lift)(?:s|es|ing|ed|e)?\s(?P<what>[^;.]{0,90}?)"
    r"(?<![a-z])(?:to|past|above|over|beyond)\s+(?:[a-z]+\s+){0,3}$"
)
WITHIN = re.compile(
    r"(?<![a-z])(?:this|in a single|in one|last) (?:day|week|weekend|month|year)(?![a-z])|(?<![a-z])in \d{4}"
)
THIS_MONTH = re.compile(r"(?<![a-z])this (?:week|month|year)(?![a-z])")
COUNTED = re.compile(r"(?<![a-z])(?:number|toll|total|tally|count|figure)s?(?![a-z])")
MORE = re.compile(r"\s+(?:more|further|additional)(?![a-z])")
RECORD = re.compile(  # "..., the highest toll in years": a comparison, no total
    r"(?:highest|worst|heaviest|biggest|largest|deadliest|bloodiest|lowest)\s+(?:[\w-]+\s+){0,4}?(?:toll|tally|number|total)s?(?![a-z])"
)
RECORD_OF_WAR = re.compile(  # "the biggest swap of the war": a comparison too
    r"(?<![a-z])(?:biggest|largest|worst|heaviest|deadliest|bloodiest|costliest|fiercest|longest|latest)\s+"
    rf"(?:[\w'’-]+\s+){{1,4}}?(?:of|in|since)\s+(?:[\w'’-]+\s+){{0,4}}?(?:{HARD_WARS})(?![a-z])"
)
FIRST_TOLL = re.compile(
    r"(?<![a-z])(?:provisional|preliminary|initial|first|early)\s+(?:[a-z]+\s+)?(?:toll|tally|count)(?![a-z])"
)
ONE_EVENT = re.compile(
    rf"(?<![a-z])(?:an?|another|the|that|one)\s+(?:(?!of\s)[\w-]+\s+){{0,3}}?(?:{any_of(read_toml('extent.toml')['events'])})(?![a-z])"
)
EVENT_THAT = re.compile(  # "following the attack that killed": one event, whatever the sentence says of the war
    rf"(?<![a-z])(?:{any_of(read_toml('extent.toml')['events'])})\s+(?:on\s[^,;.]{{0,40}}?\s)?(?:that|which)\s"
    r"(?:killed|left|wounded|claimed|took|injured)\s(?:(?:[^,;.]|(?<=\d)[,.](?=\d)){0,70}\s)?$"
)
NO_RATE = re.compile(  # "in nearly a year": a length, no rate
    r"(?<![a-z])(?:in|over|within|during|for|after|nearly|almost|about|half|than|last|past|quarter of)"
    r"\s+an?\s+(?:hour|day|night|week|month|year)|an?\s+(?:hour|day|night|week|month|year)\s+(?:later|earlier|ago|before|after)"
)
WAR_COST = re.compile(  # the same in the simple past: only where no day is named
    rf"(?<![a-z])(?<!remnants of )(?:{WARS}|(?P<fighting>fighting|clashes|battles?|siege))"
    r"(?:\s+[^,;.:]{0,40}|,[^,;.:]{0,50},)?\s+"
    r"(?:caused|killed|left|resulted|led|took|claimed|cost)\s"
)
ASIDE_DATE = re.compile(r"\s(?:that|which)\s[^,;.]{0,40}$")
TRIGGER = re.compile(  # "the war was triggered when": what comes then is of its start
    rf"(?<![a-z])(?P<war>{WARS})\s(?:[^,;.]{{0,40}}?\s)?"
    r"(?:(?:was|were|has\s+been)\s+(?:triggered|sparked|set\s+off|ignited|provoked|prompted|launched|started)"
    r"|began|started|broke\s+out|erupted|followed)\s+(?:when|after|with|by|in\s+response|in\s+retaliation|the|an?)(?![a-z])"
)
IN_WHOLE = re.compile(
    r"(?<![a-z])(?:in|during|throughout|of|by)\s+the\s+(?:[\w'’-]+\s+){0,2}?"
    r"(?:operation|offensive|campaign|intervention|invasion|clashes|war|conflict|insurgency|uprising)(?![a-z])"
)
WHOLE_TITLE = re.compile(
    r"(?<![a-z])(?:operation|offensive|counteroffensive|campaign|intervention|invasion|clashes|war|conflict|insurgency|uprising)(?![a-z])"
)
LASTING = re.compile(r"(?<![a-z])(?:battle|siege|operation|offensive|fighting|clashes)(?![a-z])")
WERE = re.compile(  # "40 soldiers were killed": a count of the dead, without an event that killed them
    r"\s+(?:[\w'’-]+,?\s+){1,5}?(?:were|was|have been|had been|died|lost their lives)(?![a-z])"
    r"|\s+(?:[\w'’-]+\s+){0,2}?(?:killed|dead)(?![a-z])"
)
STATISTICS = re.compile(  # words of a count that goes on in the next paragraph
    r"(?<![a-z])(?:number of|total of|casualties|victims|figures?)(?![a-z])"
)
STRETCH = re.compile(  # "in the first days of the offensive": a part of it
    r"(?<![a-z])(?:in|during|over)\s+the\s+(?:very\s+)?(?:first|opening|early|last|final|closing)\s+(?:few\s+|\w+\s+)?"
    r"(?:hours|days|weeks|months|years)\s+of\s"
    r"|(?<![a-z])in\s+(?:its|their|the(?:\s+[\w-]+)?['’]s|[\w-]+['’]s?)\s+first\s+(?:\w+\s+)?(?:day|week|month|year)s?(?![a-z])"
)
ONE_DAY = re.compile(
    r"(?<![a-z])(?:in|over|within) (?:a single|one|the space of one) day(?![a-z])|one-day (?:toll|loss)"
    r"|(?<![a-z])on (?:the|its) (?:first|second|third|fourth|fifth|opening|last|final) day of(?![a-z])"
)
DURING_SIEGE = re.compile(  # "hundreds had died in the siege": in the whole of it
    r"(?<![a-z])(?:have|has|had)\s+(?:\w+\s+){1,4}?(?:in|during)\s+(?:the|this)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:siege|blockade|fighting|clashes|bombardment)(?![a-z])"
)
ONE_SPAN = re.compile(r"(?<![a-z])(?:in|within|over) (?:a single|just one|one) (?:week|month|year)(?![a-z])")
RECENTLY = re.compile(r"(?<![a-z])(?:in|over)\s+(?:the\s+)?recent\s+(?:weeks|months|years)(?![a-z])")
_PLAIN = r"(?:[^,;.:]|(?<=\d)[,.](?=\d)){0,60}?"
JOINED = re.compile(rf"{_PLAIN}\sand\s{_PLAIN}")  # "100 killed and around 1,000 wounded since"
RECORD_SINCE = re.compile(rf"{RECORD_OF}{{0,60}}?since(?![a-z])")
ONE_AGENT = re.compile(r"(?<![a-z])(?:by|in|at)\s+an?\s")
SO_FAR = re.compile(r"(?<![a-z])so far (?:this|in the) (?:year|decade)(?![a-z])")
SINCE_ATTACK = re.compile(  # the toll of one attack after which none was worse
    r"(?<![a-z])since\s(?:[\w'’-]+\s){0,6}?(?:attack|bombing|bombings|blast|bombs?|strike|ambush|raid|massacre|shooting)\s"
    r"(?:[\w'’-]+\s){0,9}?(?:killed|killing|left|claimed|wounded|injured)\s[^.;]{0,40}$"
)
DELIVERING = re.compile(  # one delivery: "deliveries included 30 jets", "in the delivery of ten tanks"
    r"(?<![a-z])(?:deliver(?:y|ies)|shipments?|equipment|mat[eé]riel|material)\s(?:[\w'’-]+\s){0,4}?"
    r"(?:included?|includes|consisted|comprised|of)(?![a-z])"
    r"|(?<![a-z])(?:were|was)\s(?:sent|delivered|supplied|donated|handed)(?![a-z])"
)
OPERATION = re.compile(r"(?<![a-z])(?:operation|offensive|campaign)(?![a-z])")
DAYS_LONG = re.compile(  # "the eight-day operation": of the whole of it
    rf"(?<![a-z-])(?!(?:one|1|a)-)(?:\d{{1,3}}|{any_of(COUNTS)})-(?:day|week|month)s?(?:-long|-old)?\s+(?:[a-z]+\s+)?"
    r"(?:operation|offensive|siege|battle|campaign|assault|fighting)(?![a-z])"
)
SINCE_EVENT = re.compile(
    rf"(?<![a-z])(?:killed|died|dead|wounded|injured|hurt|captured|lost|deaths|casualties)\s(?:[\w'’-]+\s+){{0,5}}?since\s+"
    rf"(?:the|that|this|its|their)\s+(?:[\w-]+\s+){{0,3}}?(?:{any_of(read_toml('extent.toml')['events'])})(?![a-z])"
)
AN_OFFENSIVE = re.compile(  # one that may be over in a day
    r"(?<![a-z])(?:in|during|of)\s+an?\s+(?:[\w-]+\s+){0,2}?(?:offensive|campaign|invasion)(?![a-z])"
)
CHANGED = re.compile(  # "has doubled since last year": compared; but "has shot down seven since March"
    r"(?<![a-z])(?:doubled|tripled|quadrupled"
    r"|(?<!shot\s)(?<!brought\s)(?<!gunned\s)(?<!blown\s)(?<!called\s)(?<!set\s)(?<!signed\s)(?:up|down)"
    r"|risen|rose|fallen|fell|increased|decreased|dropped|grown|shrunk)\s"
    r"[^,;.]{0,30}?(?<![a-z])since\s[^,;.]{0,20}$"
)
TOLL = re.compile(r"(?<![a-z])(?:toll|tally)(?![a-z])")
HAVE_DIED = re.compile(
    r"\s+(?:[\w'’-]+\s+){0,4}?(?:have|has)\s+(?:been\s+)?\w+(?:ed|t|n)(?![a-z])"
)  # "12 men have died"
SHOTS: Final = ("munition", "missile", "drone", "weapon")  # of which one strike destroys a thousand
ALL_OF = re.compile(  # all of a month
    r"(?<![a-z])(?:(?:in|during|for|over|of)\s+(?:the\s+)?(?:whole\s+|entire\s+)?month\s+of|(?:all|whole|most)\s+of|throughout"
    r"|(?:number|total|toll|deaths|casualties)\s+(?:for|in))\s+$"
)
ALONE = re.compile(
    r"\s+alone(?![a-z])|(?:,\s+|\s+)(?:compared|as\s+against|up\s+from|down\s+from|against)(?:\s+(?:with|to))?\s"
)
COMPARED_SPAN = re.compile(r"(?:compared\s+(?:with|to)|(?:up|down)\s+from)\s[^,;.]{0,30}$")
HELD = re.compile(  # people who are in captivity now: a size, no event
    r"(?<![a-z])(?:still|remain(?:s|ed|ing)?|(?:is|are)(?:\s+\w+)?)\s+(?:being\s+)?"
    r"(?:held|(?:in|inside)\s+(?:[\w'’-]+\s+){0,2}?"
    r"(?:captivity|custody|detention|jails?|prisons?|hands)|captive|imprisoned|behind bars)(?![a-z])"
    r"|(?:still|are|is|were|was|currently|be)\s+holding\s+(?:captive|hostage|prisoner|about|around|some|more|nearly|\d)"
    r"|(?:prison|jail|camp|facility)\s+(?:now\s+|still\s+|currently\s+)?(?:holds?|held|houses?|housed)\s"
    r"|(?:hostages|captives|prisoners)\s+(?:are\s+)?(?:still|remain)\s"
)
BY_THEN = re.compile(
    r"(?<![a-z])by\s+(?:then|\d[\w:.]*|the end of [\w ]+|noon|midnight|nightfall|dawn|evening|[a-z]+day)"
    r"(?:\s+\w+)?,\s+(?:\w+\s+){1,6}?had\s"
)
WAR_OF = re.compile(rf"(?<![a-z])(?:{WARS})\s+(?:\w+\s+){{0,3}}?(?:of|in)\s+(?:the\s+)?$")
OF_WAR = re.compile(rf"\s+of\s+(?:[a-z]+\s+)?(?:{WARS})(?![a-z])")
YEAR_WAR = re.compile(  # "in the 2006 war", "in its 2006 war"
    rf"(?<![a-z])(?:the|its|their|this|[\w]+['’]s?)\s+(?:1[89]|20)\d\d(?:[-–]\d+)?\s+(?:[a-z]+\s+)?(?:{HARD_WARS})(?![a-z])"
)
DATED_WAR = re.compile(
    rf"(?<![a-z])(?:{HARD_WARS})\s+[(\[](?:from\s+)?$"
)  # "in the Falklands War (2 April - 14 June 1982)"
OF_FIGHTING = re.compile(r"\s+of\s+(?:[a-z]+\s+)?(?:fighting|bloodshed)(?![a-z])")  # after years: a war
OF_SERIES = re.compile(rf"\s+of\s+(?:[a-z]+\s+){{0,2}}?(?:{any_of(read_toml('extent.toml')['blows'])})(?![a-z])")
BATTLE_TITLE = re.compile(rf"(?<![a-z])(?:{any_of(read_toml('extent.toml')['battle_titles'])})(?![a-z])")
CELL = re.compile(r"[\s+]*\|")  # the number fills its cell of the table
COUNT_UNIT = re.compile(rf"(?:{COUNT}[\s-])?{UNIT}(?![a-z])")
SINCE = re.compile(r"(?<![a-z])(?<!has\s)(?<!have\s)(?<!had\s)since(?![a-z])")  # but "it has since lost 12"
SINCE_WAR = re.compile(rf"(?<![a-z])since\s+(?:[\w'’-]+\s+){{0,6}}?(?P<war>{WARS})(?![a-z])")
SAME_PERIOD = re.compile(
    r"(?<![a-z])(?:the same (?:period|time|span|months|weeks)"
    r"|(?:during|in|over|for) (?:this|that|the) period(?! of)"
    r"|(?:during|over) the (?:week|month|year)(?=[,.;]|\s+(?:and|the|as|with)(?![a-z])|\s*$))(?! of)(?![a-z])"
)
PART = re.compile(
    r"(?<![a-z])(?:of (?:that number|these|them|those|the dead|the total|whom)|the dead included|including|among them)"
    r"(?![a-z])"
)
CLAUSE = re.compile(
    r"[;:]\s|,\s+(?:and|but|while|which|who|whose|where|whereas|although|though)\s|\swhile\s|\s[–—-]\s"
    r"|,\s+as\s(?!of\s|well\s|many\s|much\s|far\s|at\s|for\s|part\s|a\s)"
    r"|,?\s+(?:and\s+)?(?=(?:bringing|pushing|raising|lifting|taking)\s[^,;.]{0,60}?(?:toll|number|total|tally))"
)


def clause(timeline: Timeline, figure: Figure) -> str:
    """The words of the figure's clause, lower case: between the conjunctions and colons around it."""
    begin, stop = clause_span(timeline, figure)
    return timeline.low[begin:stop]


def clause_span(timeline: Timeline, figure: Figure) -> tuple[int, int]:
    """Where the figure's clause begins and stops; looked for once."""
    known = timeline.clauses.get(figure.number.start)
    if known is None:
        known = timeline.clauses[figure.number.start] = _clause_span(timeline, figure)
    return known


def _clause_span(timeline: Timeline, figure: Figure) -> tuple[int, int]:
    sentence = timeline.doc.sentences[figure.sentence]
    begin = max(sentence.start, figure.number.start - WINDOW)
    stop = min(sentence.end, figure.number.end + WINDOW)
    for found in CLAUSE.finditer(timeline.low, begin, stop):
        if found.start() >= figure.number.end:
            return begin, found.start()
        begin = found.end()
    return begin, stop


def is_war(timeline: Timeline, sentence: int) -> bool:
    """Whether a sentence is about a war, a campaign, an uprising."""
    return bool(re.search(rf"(?<![a-z])(?:{WARS})(?![a-z])", timeline.text(sentence)))


def nominal(low: str, at: Timed) -> int:
    """Length in days that the words of an expression have, where no publication date fixes it."""
    ref = at.ref
    found = COUNT_UNIT.search(low, max(0, ref.start - 4), ref.end)
    if found and ref.grain == "window":
        count = count_of(found["count"]) if found["count"] else 3 if found[0].endswith("s") else 1
        return round(DAYS_IN[found["unit"]] * count)
    return {"year": 365, "decade": 3652, "season": 90, "month": 30, "part": 10, "week": 7, "span": 7, "window": 3}.get(
        ref.grain, 0
    )
