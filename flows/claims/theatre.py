"""Where an article's fighting is and who fights: the last resort when a sentence does not say it itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from flows.claims import entities
from flows.claims.actors_words import nouns
from flows.claims.document import Document
from flows.lexicon import read_toml

PLACED = frozenset({"city", "region", "capital", "name"})
SIDES = frozenset(
    {"name", "adjective", "demonym", "capital", "seat", "force", "group", "person", "body", "igo", "collective"}
)
ISSUERS = frozenset({"force", "group", "body", "seat"})
SKIPPED = frozenset({"related_link", "caption", "boilerplate"})
LEADING = 3
OPENING = 40
AIRS = 80  # characters from a station's name to what it does
NAMESAKE = 0.1  # weight of a town of a country that a wire from another one never names: there is one there too
TOWN = re.compile(r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)*,? ?\(?")
DASH = re.compile(r"(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)*)?(?: ?\([A-Z][\w ]+\))? (?:--?|–|—) ?(?=[A-Z\[])")
OUTLET = re.compile(r"[A-Z][A-Z .'()-]+, \d{1,2} [A-Z]{3,4} \d\d(?:\d\d)? \([^()\n]{0,60}\Z")
WE = re.compile(r"(?:our|OUR|Our)(?<!\w...)\b")  # as with \b in front, but found by first letters
CHAMBER = re.compile(r"\b(?:Mr\.|Madam|Mister) (?:Speaker|President|Chairman|Chair)\b[,.]", re.I)
RECORD = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\. (?:Mc|Mac|De|La)?[A-Z]{3,}[A-Z' -]*\. (?=[A-Z])")
"""Who speaks in the Congressional Record: "Mr. McGOVERN. Let me just say"."""
HOUSE = re.compile(
    r"\b(?:Congress|gentle(?:man|woman) from|Senat(?:e|or|ors)|Americans?|America|U\.S\.)\b"
    r"|\b[Oo]ur (?:troops|soldiers|Marines|sons|young|brave|men and women|Nation\b)|\bI rise\b"
)
APART = (["in"], ["near"], ["at"], ["over"], ["against"], ["on"], ["by"], ["from"], ["to"])


@dataclass(frozen=True, slots=True)
class Theatre:
    """Weights of an article by code: places where things happen, sides named, groups, armies; whose bulletin it is."""

    places: dict[str, float]
    sides: dict[str, int]
    groups: dict[str, int]
    armies: dict[str, int]
    issuer: str | None = None
    theme: str | None = None
    says_we: bool = False
    named: frozenset[str] = frozenset()
    about_forces: bool = False
    first: Mapping[str, int] = field(default_factory=dict)
    """Code -> the first of the sentences looked at that names it."""
    outlet: str | None = None
    """Group whose own radio or paper it is from."""
    dateline: str | None = None
    """Country that the article's dateline names."""
    is_speech: bool = False
    """Whether it is a speech in Congress."""
    met: Mapping[str, str] = field(default_factory=dict)
    """Code -> the other side of the fights that the article itself tells of."""

    @property
    def country(self) -> str | None:
        """Country where most of it happens, or None where the article names no place."""
        return top(self.places)

    @property
    def is_plain(self) -> bool:
        """Whether one country has at least half of the weight of places."""
        return bool(self.places) and max(self.places.values()) * 2 >= sum(self.places.values())

    @property
    def top_group(self) -> str | None:
        """Group that the article names most often."""
        return top(self.groups)

    @property
    def army(self) -> str | None:
        """State whose forces "the army" are where nothing nearer says so."""
        total = sum(self.places.values()) or 1.0
        scores = {
            c: self.places.get(c, 0.0) / total + min(self.armies.get(c, 0), 3) / 3
            for c in (*self.armies, self.country)
            if c is not None and c not in no_army()
        }
        return top(scores) or self.adversary(self.country)

    def adversary(self, code: str | None) -> str | None:
        """The side that fights `code` and that the article names most often, or None."""
        foes = [other for other in dyads().get(code or "", ()) if self.sides.get(other)]
        home = entities.home_of(code) if code in self.groups else None
        if not foes and home in dyads().get(code or "", ()) and self.places.get(home or ""):
            return home
        return max(foes, key=lambda other: self.sides[other]) if foes else self.met.get(code or "")

    def foes(self, code: str | None) -> tuple[str, ...]:
        """Those that the code fights by the register of foes, and whom the article itself has it fight."""
        known, met = dyads().get(code or "", ()), self.met.get(code or "")
        return (*known, met) if met is not None and met not in known else known

    def enemy(self, code: str | None) -> str | None:
        """Whom `code` means by "the enemy": the foe the article names, else the first of its register of foes.

        Those who fight in many lands have no such first foe.
        """
        first = None if code in far_fighters() else next(iter(dyads().get(code or "", ())), None)
        return self.adversary(code) or first


def top(weights: dict[str, float] | dict[str, int]) -> str | None:
    """Code with the most weight, the first of equals; None where there is none."""
    return max(weights, key=lambda code: weights[code]) if weights else None


@cache
def dyads() -> dict[str, tuple[str, ...]]:
    """Code -> codes of the states and groups it fights or has fought, in the lexicon's order."""
    lexicon = read_toml("dyads.toml")
    spaced = {name.replace(" ", "-"): name for name in lexicon["spaced"]}
    found: dict[str, dict[str, None]] = {}
    for pair in lexicon["pairs"].split(","):
        one, other = (spaced.get(name, name) for name in pair.split())
        found.setdefault(one, {})[other] = None
        found.setdefault(other, {})[one] = None
    return {code: tuple(others) for code, others in found.items()}


@cache
def halves() -> tuple[tuple[str, str], ...]:
    """Codes of the northern and the southern state of a divided nation."""
    return tuple((north, south) for north, south in read_toml("dyads.toml")["halves"])


@cache
def loyal() -> frozenset[str]:
    """Groups that nobody means by "the rebels" or "the militants"."""
    return frozenset(read_toml("dyads.toml")["loyal"])


@cache
def not_rebels() -> frozenset[str]:
    """Groups that are called militants, not rebels."""
    return frozenset(read_toml("dyads.toml")["not_rebels"])


@cache
def soviet() -> frozenset[str]:
    """States whose land was the Soviet Union's."""
    return frozenset(read_toml("dyads.toml")["soviet"])


@cache
def umbrellas() -> frozenset[str]:
    """Groups that rebels of many groups count themselves to."""
    return frozenset(read_toml("dyads.toml")["umbrellas"])


@cache
def guerrillas(year: int | None) -> dict[str, str]:
    """Country -> the one group that its guerrillas were joined in, in the year that a text is of or in any."""
    rows = read_toml("dyads.toml")["guerrillas"]
    return {country: group for country, group, first, last in rows if year is None or first <= year <= last}


@cache
def invaded() -> dict[str, str]:
    """Invader -> the country where it fights: its losses of no named place are there, not at home."""
    return dict(read_toml("dyads.toml")["invaded"])


@cache
def far_fighters() -> frozenset[str]:
    """States that fight in many lands: whom they mean by "the enemy" only the article says."""
    return frozenset(read_toml("dyads.toml")["far_fighters"])


@cache
def everywhere() -> frozenset[str]:
    """Groups that have men in many countries."""
    return frozenset(read_toml("dyads.toml")["everywhere"])


@cache
def fliers() -> frozenset[str]:
    """Codes other than states' that have aircraft."""
    return frozenset(read_toml("dyads.toml")["fliers"])


@cache
def no_army() -> frozenset[str]:
    """Codes of those who have no army."""
    return frozenset(read_toml("dyads.toml")["no_army"])


@cache
def deeds_abroad() -> re.Pattern[str]:
    """Deeds right behind the nation that does them, mostly to another: "a U.S. | drone strike"."""
    return re.compile(rf"\s(?:[a-z-]+\s)?(?:{'|'.join(read_toml('dyads.toml')['deeds_abroad'])})(?![a-z])")


def of(doc: Document, near: frozenset[int] = frozenset(), own: Mapping[str, str] = MappingProxyType({})) -> Theatre:
    """Theatre of an article, from the mentions of its first sentences and of those with figures and around (`near`).

    `own` are the names of groups that only the article makes known, with their codes.
    """
    places: dict[str, float] = defaultdict(float)
    towns: dict[str, float] = defaultdict(float)
    sides: dict[str, int] = defaultdict(int)
    groups: dict[str, int] = defaultdict(int)
    armies: dict[str, int] = defaultdict(int)
    issuer: str | None = None
    written: str | None = None
    outlet: str | None = None
    titled: list[str] = []
    named: set[str] = set()
    first: dict[str, int] = {}
    locative, men = nouns("places", "before"), nouns("nouns", "force")
    events = nouns("nouns", "event", "loss", "mutual")
    text, low, body = doc.text, doc.lower, 0
    reaching = deeds_abroad()
    for sentence in doc.sentences:
        if sentence.zone in SKIPPED or (body > OPENING and sentence.ordinal not in near):
            continue
        body += 1
        mentions = doc.mentions(sentence.ordinal)
        if not mentions:
            continue
        leading = body <= LEADING
        weight = 3.0 if sentence.ordinal == 0 else 2.0 if leading else 1.0
        weight *= 1.0 if events.isdisjoint(low[sentence.start : sentence.end].split()) else 1.5
        for m in mentions:
            if m.code is None or m.compound or (m.form in PLACED and in_outlet(doc, sentence.ordinal, m.start)):
                continue
            first.setdefault(m.code, sentence.ordinal)
            airs = (
                leading and "broadcast" in low[m.end : m.end + AIRS]
            )  # "Radio X in Spanish broadcasts battle reports"
            if m.form == "media" and (airs or in_outlet(doc, sentence.ordinal, m.start)):
                outlet = m.code
            if m.form not in ("city", "region", "capital"):
                named.add(m.code)
            before = low[max(sentence.start, m.start - 14) : m.start].split()[-1:]
            dateline = is_dateline(doc, sentence.ordinal, m.start, m.end)
            written = written or (m.code if dateline and m.form in PLACED else None)
            located = bool(before) and before[0] in locative
            owns = text[m.end - 2 : m.end + 2].replace("’", "'").find("'s") >= 0  # "a look at North Korea's army"
            if sentence.ordinal == 0 and m.form in SIDES and not dateline and (owns or before not in APART):
                behind = low[m.end : m.end + 30].split()[:3]
                owned = owns and not nouns("words", "forces_title").isdisjoint(behind)  # "a look at China's forces"
                titled.insert(0 if m.form == "force" or owned else len(titled), m.code)
            if m.form in SIDES and not dateline and not (located and m.form in PLACED):
                sides[m.code] += 1
                if m.form == "group":
                    groups[m.code] += 1
                    if home := entities.home_of(m.code):
                        places[home] += 0.3 * weight
                elif m.form == "force":
                    armies[m.code] += 1
                elif m.form in ("adjective", "name"):
                    behind = low[m.end : m.end + 24].split()[:2]
                    armies[m.code] += not men.isdisjoint(behind)
                if issuer is None and leading and m.form in ISSUERS:
                    issuer = m.code
            elif issuer is None and leading and m.form == "media" and entities.home_of(m.code):
                issuer = m.code  # a group's own radio
            if m.form in ("city", "region") and not dateline:
                towns[m.code] += weight
            elif m.form in ("adjective", "demonym", "name") and not located and reaching.match(low, m.end):
                continue
            elif m.form in PLACED:
                places[m.code] += 0.7 if dateline else weight * place_factor(m.form, located)
            elif m.form in ("adjective", "demonym"):
                places[m.code] += 0.1 * weight
    for code, weight in towns.items():
        namesake = doc.is_in_capitals and written not in (None, code) and code not in named
        places[code] += weight * (NAMESAKE if namesake else 1.0)
    first_start, last_end = (doc.sentences[0].start, doc.sentences[-1].end) if doc.sentences else (0, 0)
    for name, code in own.items():
        groups[code] += text.count(name, first_start, last_end)
        sides[code] += text.count(name, first_start, last_end)
    forces = about_forces(doc)
    theme = theme_of(titled, sides, forces)
    spoken = CHAMBER.search(text, first_start, last_end)
    spoken = spoken or (None if doc.is_in_capitals else RECORD.search(text, first_start, last_end))
    is_speech = bool(spoken and HOUSE.search(text, first_start, last_end))
    issuer = "USA" if is_speech else issuer  # "our men" are America's
    says_we = is_speech or WE.search(text) is not None
    armed = {code: n for code, n in armies.items() if n}
    return Theatre(
        places,
        sides,
        groups,
        armed,
        issuer,
        theme,
        says_we,
        frozenset(named),
        forces,
        first,
        outlet,
        written,
        is_speech,
    )


def about_forces(doc: Document) -> bool:
    """Whether the title is that of a description of armed forces or their kit."""
    title = doc.tokens(0).words[:14] if doc.sentences else []
    fought = not nouns("nouns", "event", "mutual").isdisjoint(title) or not nouns("words", "fallen").isdisjoint(title)
    return not fought and not nouns("words", "forces_title").isdisjoint(title)


def theme_of(titled: list[str], sides: dict[str, int], about_forces: bool) -> str | None:
    """State or group that a text is about: the only side of its title, or one named as often as all others together."""
    if len(set(titled)) == 1 or (titled and about_forces):
        return titled[0]
    code = top(sides)
    enough = 2 if about_forces else 3
    return code if code and sides[code] >= enough and sides[code] * 2 > sum(sides.values()) else None


def place_factor(form: str, located: bool) -> float:
    """How much one naming of a state or capital says of where things happen: capitals that speak least, towns 1."""
    if located:
        return 0.8
    return 0.2 if form == "name" else 0.1


def in_outlet(doc: Document, ordinal: int, start: int) -> bool:
    """Whether a name is part of the outlet's in a wire's dateline: "MADRID, 31 OCT 89 (RADIO CADENA SONORA) --"."""
    first = doc.sentences[ordinal].start
    return start - first < 100 and OUTLET.match(doc.text, first, start) is not None


def is_dateline(doc: Document, ordinal: int, start: int, end: int) -> bool:
    """Whether a name at the head of a line is where it was written: a date, a dash or an agency follows."""
    first = doc.sentences[ordinal].start
    if in_outlet(doc, ordinal, start):
        return True
    if start != first:
        if start - first >= 32 or not doc.text.endswith((", ", "("), first, start):
            return False
        lead = doc.text[first:start]
        return lead.isupper() or bool(TOWN.fullmatch(lead) and DASH.match(doc.text, end))
    head = doc.text[end : end + 50].split("\n", 1)[0].split(". ", 1)[0]
    marks = read_toml("actors.toml")["datelines"]
    if DASH.match(doc.text, end):
        return True
    word = head.lstrip(" ,0123456789").split(" ", 1)[0].rstrip(".,").lower()
    if head[:1] == "," and word in marks["months"].split():
        return True
    return doc.text[start:end].isupper() and any(mark in head[:40] for mark in marks["marks"])
