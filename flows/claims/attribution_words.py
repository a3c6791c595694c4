"""The words of lexicon/attribution.toml as the sets and tables that the readers of attribution look up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.lexicon import read_toml


@dataclass(frozen=True, slots=True)
class Words:
    """Word classes of attribution; every member is lower case."""

    verbs: dict[str, str]
    needs: dict[str, frozenset[str]]
    never_before: dict[str, frozenset[str]]
    never_next: dict[str, frozenset[str]]
    participles: frozenset[str]
    claims: frozenset[str]
    papers: frozenset[str]
    of_owner: frozenset[str]
    documents: frozenset[str]
    own: frozenset[str]
    nobody: frozenset[str]
    possessives: frozenset[str]
    relatives: frozenset[str]
    pronouns: frozenset[str]
    bodies: frozenset[str]
    alliances: frozenset[str]
    observing: frozenset[str]
    persons: frozenset[str]
    times: frozenset[str]
    time_glue: frozenset[str]
    where: frozenset[str]
    auxiliaries: frozenset[str]
    passive: frozenset[str]
    modals: frozenset[str]
    negative: frozenset[str]
    adverbs: frozenset[str]
    boundaries: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    after_source: frozenset[str]
    fronted: frozenset[str]
    contrast: frozenset[str]
    quantities: frozenset[str]
    fates: frozenset[str]
    described: frozenset[str]
    showing: frozenset[str]
    came: frozenset[str]
    seeming: frozenset[str]
    shown: frozenset[str]
    by_participles: frozenset[str]
    speaking_labels: frozenset[str]
    editorial: frozenset[str]
    asking: frozenset[str]
    news: frozenset[str]
    paper_participles: frozenset[str]
    name_particles: frozenset[str]
    particles: frozenset[str]
    finding: frozenset[str]
    claiming: frozenset[str]
    revised: frozenset[str]
    unnamed: frozenset[str]
    irregular: frozenset[str]
    before_times: frozenset[str]
    before_to: frozenset[str]
    after_audience: frozenset[str]
    clause_links: frozenset[str]
    talked: frozenset[str]
    to_outlet: frozenset[str]
    telling: frozenset[str]
    quoting: frozenset[str]
    citing: frozenset[str]
    got_it: frozenset[str]
    editions: frozenset[str]
    admitted: frozenset[str]
    telling_counts: frozenset[str]
    elided: frozenset[str]
    finite: frozenset[str]
    noun_verbs: frozenset[str]
    before_nouns: frozenset[str]
    led: frozenset[str]
    after_count: frozenset[str]
    apposition_starts: frozenset[str]
    describers: frozenset[str]
    titles: frozenset[str]
    abbreviations: frozenset[str]
    triggers: frozenset[str]
    openers: re.Pattern[str]
    ahead: re.Pattern[str]
    behind: re.Pattern[str]
    declared: re.Pattern[str]
    points: re.Pattern[str]
    impersonal: re.Pattern[str]


@cache
def words() -> Words:
    """The word classes, read once."""
    data = read_toml("attribution.toml")
    verbs: dict[str, str] = {}
    for name in ("say", "report", "denial", "count"):
        for word in data["verbs"][name].split():
            verbs.setdefault(word, name)
    tables = data["words"] | data["anaphors"]
    classes = {key: frozenset(value.split()) for key, value in tables.items()}
    numerals = read_toml("numerals.toml")
    classes["quantities"] |= {word for name in ("ones", "teens", "tens") for word in numerals[name]}
    participles = frozenset(data["verbs"]["participle"].split())
    claims = frozenset(data["documents"]["claims"].split())
    papers = frozenset(data["documents"]["papers"].split())
    openers = "|".join(" ".join(opener.split()) for opener in data["continuation"]["openers"].split("|"))
    return Words(
        verbs=verbs,
        needs={word: frozenset(needed.split()) for word, needed in data["needs"].items()},
        never_before={word: frozenset(after.split()) for word, after in data["never_before"].items()},
        never_next={word: frozenset(after.split()) for word, after in data["never_next"].items()},
        participles=participles,
        claims=claims,
        papers=papers,
        of_owner=frozenset(data["documents"]["of_owner"].split()),
        documents=papers | claims,
        own=frozenset(data["documents"]["own"].split()),
        times=frozenset(data["time"]["words"].split()),
        time_glue=frozenset(data["time"]["glue"].split()),
        where=frozenset(data["time"]["places"].split()),
        openers=re.compile(rf"[\W_]*(?:and |but )?(?:{openers})\b", re.IGNORECASE),
        ahead=re.compile(rf"\b{data['declared']['ahead']}\b", re.IGNORECASE),
        behind=re.compile(rf"\b{data['declared']['behind']}\b", re.IGNORECASE),
        declared=re.compile(rf"\b(?:{data['declared']['ahead']}|{data['declared']['behind']})\Z"),
        points=re.compile(rf"\b{data['declared']['points']}", re.IGNORECASE),
        impersonal=re.compile(rf"\b(?:{data['impersonal']['cues']})\b", re.IGNORECASE),
        titles=frozenset(data["title_roles"]["words"].split()),
        abbreviations=frozenset(data["title_roles"]["abbreviations"].split()),
        triggers=frozenset(verbs)
        | participles
        | claims
        | papers
        | {"according", "citing", "quoting", "per", "seen", "by", "words", "view", "from", "reference"},
        **classes,
    )
