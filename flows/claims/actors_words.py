"""Words of the actors' rules, read once from the lexicon: verbs by role, events, sides, populations, services."""

from __future__ import annotations

from functools import cache

from flows.claims.words import entries, noun_forms
from flows.lexicon import read_toml


def inflect(base: str) -> tuple[str, ...]:
    """Forms of a regular verb: base, -s, -ed, -ing ("carry" -> carry, carries, carried, carrying)."""
    if base.endswith("e"):
        return base, base + "s", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    if base in nouns("forms", "doubled"):
        return base, base + "s", base + base[-1] + "ed", base + base[-1] + "ing"
    tail = "es" if base.endswith(("s", "sh", "ch", "x")) else "s"
    return base, base + tail, base + "ed", base + "ing"


@cache
def verbs() -> dict[str, frozenset[str]]:
    """Verb form -> classes it belongs to (harm, lose, die, down, launch, have, send, give, get, attack, say, aux)."""
    found: dict[str, set[str]] = {}
    for name, words in read_toml("actors.toml")["verbs"].items():
        for word in words.split():
            for form in word.split("/") if "/" in word or name == "aux" else inflect(word):
                found.setdefault(form, set()).add(name)
    return {form: frozenset(classes) for form, classes in found.items()}


@cache
def nouns(table: str, *names: str) -> frozenset[str]:
    """Words of one or several lists of a table of `actors.toml` ("nouns", "event")."""
    lists = read_toml("actors.toml")[table]
    return frozenset(word for name in names for word in lists[name].split())


@cache
def role_nouns() -> dict[str, str]:
    """Noun or pronoun that stands for a side -> its role (insurgent, government, enemy, own, third, ...)."""
    found: dict[str, str] = {}
    for role, words in read_toml("actors.toml")["roles"].items():
        for word in words.split():
            found.setdefault(word, role)
    return found


@cache
def marked_words() -> dict[str, tuple[frozenset[str] | None, str | None]]:
    """Word, also with 's, -> its verb classes and its role; "forces" waits for the word before it."""
    found: dict[str, tuple[frozenset[str] | None, str | None]] = {w: (classes, None) for w, classes in verbs().items()}
    for word, role in role_nouns().items():
        found[word] = (verbs().get(word), role)
        found.setdefault(word + "'s", (None, role))
    found.setdefault("forces", (None, None))
    return found


def singulars(word: str) -> tuple[str, ...]:
    """The word and what it may be the plural of ("bodies" -> bodies, bodie, body)."""
    forms = [word]
    if word.endswith("men"):
        forms.append(word[:-2] + "an")
    if word.endswith("s") and not word.endswith("ss"):
        forms.append(word[:-1])
        if word.endswith("ies"):
            forms.append(word[:-3] + "y")
        elif word.endswith("es"):
            forms.append(word[:-2])
    return tuple(forms)


@cache
def populations() -> dict[str, str]:
    """Head noun, singular or an irregular plural, several words joined by "_" -> population it shows.

    Nouns of civilians that figures count show them too, unless the population lexicon says otherwise.
    """
    found: dict[str, str] = {}
    for name, words in read_toml("populations.toml")["words"].items():
        for word in words.split():
            found.setdefault(word, name)
    for entry in entries(read_toml("heads.toml")["person"]["civilian"]):
        one, many = (form.replace(" ", "_") for form in noun_forms(entry))
        if one not in found:
            found[one] = found[many] = "civilian"
    return found


@cache
def services() -> dict[str, str]:
    """Phrase in lower case -> service, for phrases that name a branch or men of one."""
    lexicon = read_toml("services.toml")
    found: dict[str, str] = {}
    for table in ("phrases", "people"):
        for service, phrases in lexicon[table].items():
            for phrase in phrases:
                found.setdefault(phrase, service)
    return found
