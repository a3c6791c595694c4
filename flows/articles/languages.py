"""Language of a text by script and by function words; offline, and unknown where the text does not tell."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Final

from flows.lexicon import read_toml

SAMPLE: Final = 2_000  # code points from the start
CLEARLY_ENGLISH: Final = 0.22  # share of English function words above which no other language is tried
OTHER_SCRIPT: Final = 1.3  # bytes of UTF-8 by code point: Latin scripts have fewer, others have 1.5 or more
WORD: Final = re.compile(r"[^\W\d_]+")
ENOUGH_WORDS: Final = 25  # fewer tell nothing
FUNCTION_SHARE: Final = 0.12  # of the words: English news has 0.3 to 0.5, lists and tables of English less
LEAD: Final = 1.4  # times as many function words as English has, to be another language
SCRIPT_SHARE: Final = 0.5  # of the letters


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """Languages by function word."""
    by_word: dict[str, list[str]] = {}
    for language, words in read_toml("languages.toml")["words"].items():
        for word in words:
            by_word.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in by_word.items()}


@cache
def _english() -> frozenset[str]:
    return frozenset(read_toml("languages.toml")["words"]["en"])


def language(text: str, stated: str | None = None) -> str | None:
    """ISO 639-1 code of the language of `text`; `stated` is what its metadata says; None if unknown.

    What the text shows counts more than what is stated: templates of pages are copied with their language.
    """
    sample = text[:SAMPLE]
    shown = _by_script(sample) or _by_words(sample)
    return shown or _code(stated)


def _code(stated: str | None) -> str | None:
    found = re.match(r"[a-z]{2}(?=$|[-_])", (stated or "").strip().lower())
    return found.group() if found else None


def _by_script(sample: str) -> str | None:
    if sample.isascii() or len(sample.encode("utf-8", "replace")) < OTHER_SCRIPT * len(sample):
        return None
    letters = [char for char in sample if char.isalpha()]
    for script in read_toml("languages.toml")["scripts"]:
        own = [char for char in letters if script["first"] <= char <= script["last"]]
        if len(own) <= SCRIPT_SHARE * len(letters):
            continue
        for language, marks in script.items():
            if len(language) == 2 and sum(char in marks for char in own) > 0.01 * len(own):
                return str(language)
        return str(script["language"])
    return None


def _by_words(sample: str) -> str | None:
    words = WORD.findall(sample.lower())
    if len(words) < ENOUGH_WORDS:
        return None
    by_word, english_words = _words(), _english()
    if sum(word in english_words for word in words) >= CLEARLY_ENGLISH * len(words):
        return "en"
    counts: Counter[str] = Counter()
    for word in words:
        counts.update(by_word.get(word, ()))
    if not counts:
        return None
    best, most = counts.most_common(1)[0]
    english = counts["en"]
    if most < FUNCTION_SHARE * len(words):
        return None
    return best if most > LEAD * english else "en" if english >= FUNCTION_SHARE * len(words) else None
