"""Numbers in words: cardinal ("one hundred and twenty", "half a million"), vague ("dozens"), none ("no soldiers")."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from flows.claims.numerals import GAP, LEXICON, SCALES, SMALL, Numeral, alternation
from flows.lexicon import read_toml

_SCALE_WORDS: Final = alternation(SCALES)
_TIE: Final = rf"(?:{GAP}|-)"
_WORD: Final = re.compile(rf"{_TIE}?([a-z]+)(?!\w)")
_FIRST: Final = re.compile(r"([a-z]+)(?!\w)")
_A_SCALE: Final = re.compile(rf"an?{_TIE}(?={_SCALE_WORDS}(?!\w))")
_AND_A_PART: Final = re.compile(rf"{_TIE}and{_TIE}a{_TIE}(half|quarter)(?:{_TIE}(?P<scale>{_SCALE_WORDS}))?(?!\w)")
_SHARED: Final = re.compile(
    rf"(?:(?P<half>(?:an?{GAP})?half(?:[ -]an?)?)"
    rf"|(?P<share>(?:(?P<n>an?|one|two|three)[ -])?(?P<d>quarters?|thirds?)(?:{GAP}of)?(?:{GAP}an?)?))"
    rf"{_TIE}(?P<scale>{_SCALE_WORDS})(?!\w)"
)
_A_SCORE: Final = re.compile(rf"a{GAP}score(?={GAP}(?:of|or)(?!\w))")
_JOINS: Final = frozenset({*SMALL, *SCALES, "and", "quarter", "quarters", "third", "thirds"})
_PARTS: Final = {"half": 0.5, "quarter": 0.25}


def read_words(low: str, pos: int, *, joins: bool = True) -> Numeral | None:
    """The longest number in words at `pos` of folded text, or None; "and" joins only after hundred or a scale.

    Without `joins` it never does: "between four hundred and one thousand".
    """
    head = _FIRST.match(low, pos)
    if not head:
        return None
    first, end = head[1], head.end()
    if first in SMALL:
        following = _WORD.match(low, end)
        if not following or following[1] not in _JOINS:
            return Numeral(pos, end, "words", SMALL[first], SMALL[first])
    elif first not in ("a", "an", "half", "quarter", "three", "quarters"):
        return None
    shared = _SHARED.match(low, pos)
    if shared:
        return _shared(shared)
    if first not in SMALL:
        score = _A_SCORE.match(low, pos)
        if score:
            return Numeral(pos, score.end(), "words", 20.0, 20.0)
        article = _A_SCALE.match(low, pos)
        return _grammar(low, pos, article.end() - 1, 1.0, "one", joins) if article else None
    return _grammar(low, pos, pos, 0.0, "", joins)


def _grammar(low: str, pos: int, at: int, group: float, last: str, joins: bool) -> Numeral | None:
    """Reads on from `at`; `group` is what is below the next scale, `last` the class of the word before."""
    total, last_scale, lead, scale, end = 0.0, float("inf"), None, 1.0, at
    while found := _WORD.match(low, at):
        word = found[1]
        if word in SMALL:
            value = SMALL[word]
            if last not in ("", "hundred", "scale") and not (last == "tens" and value < 10):
                break
            group, last = group + value, "tens" if value >= 20 else "one"
        elif word == "and" and joins and last in ("hundred", "scale"):
            following = _WORD.match(low, found.end())
            if not following or following[1] not in SMALL:
                break
            at = found.end()
            continue
        elif word in SCALES and last:
            value = SCALES[word]
            if value == 100:
                if not 0 < group < 100 or last == "hundred":
                    break
                lead, group, last, scale = (None if total else group), group * 100, "hundred", 100.0
            elif value == 12:
                if group <= 0 or total or last == "hundred":
                    break
                return Numeral(pos, found.end(), "words", group * 12, group, 12.0)
            else:
                if not group or value >= last_scale:
                    break
                lead, total, group = (None if total else group), total + group * value, 0.0
                last, last_scale, scale = "scale", value, value
        else:
            break
        at = end = found.end()
    if end == pos or not last:
        return None
    value = total + group
    part = _AND_A_PART.match(low, end)
    if part and last != "hundred":
        return _and_a_part(pos, part, value, scale if total == value else 1.0)
    if lead is None or value != lead * scale:
        lead, scale = value, 1.0
    return Numeral(pos, end, "words", value, lead, scale)


def _shared(found: re.Match[str]) -> Numeral:
    """Half a million, three quarters of a million, half a dozen."""
    share = Decimal("0.5")
    if found["share"]:
        share = Decimal(SMALL.get(found["n"] or "", 1)) / LEXICON["fractions"][found["d"]]
    return Numeral(found.start(), found.end(), "words", float(round(share * Decimal(SCALES[found["scale"]]))))


def _and_a_part(pos: int, part: re.Match[str], value: float, scale: float) -> Numeral:
    """Two and a half thousand; a million and a half."""
    share = _PARTS[part[1]]
    if part["scale"]:
        by = SCALES[part["scale"]]
        return Numeral(pos, part.end(), "words", (value + share) * by, value + share, by)
    return Numeral(pos, part.end(), "words", value + share * scale)


_VAGUE_UNITS: Final = {word: by for word, by in SCALES.items() if word != "trillion"}
_PLURALS: Final = alternation(LEXICON["plurals"])
_TIMES: Final = alternation(LEXICON["vague_multipliers"])
_VAGUE: Final = re.compile(
    rf"(?P<times>{_TIMES}){_TIE}(?P<unit>{alternation(_VAGUE_UNITS)})s?(?:{GAP}(?P<by>thousand|million|billion))?(?!\w)"
    rf"|(?:(?P<of>{_TIMES}){GAP})?(?P<chain>{_PLURALS}(?:{GAP}of{GAP}{_PLURALS})*)(?!\w)"
    rf"|(?P<word>{alternation(LEXICON['vague'])})(?!\w)"
)
_CHAIN_RULES: Final = {"tens": "V8_tens_of_thousands", "hundreds": "V9_hundreds_of_thousands"}


def read_vague(low: str, pos: int) -> Numeral | None:
    """A vague count at `pos` of folded text: dozens, tens of thousands, several hundred, a few."""
    found = _VAGUE.match(low, pos)
    if not found:
        return None
    if found["word"]:
        return Numeral(pos, found.end(), "vague", None, rule=LEXICON["vague"][" ".join(found["word"].split())])
    if found["times"]:
        rule = LEXICON["vague_multipliers"][" ".join(found["times"].split())]
        unit = _VAGUE_UNITS[found["unit"]] * (SCALES[found["by"]] if found["by"] else 1.0)  # "several hundred thousand"
        return Numeral(pos, found.end(), "vague", None, unit=unit, rule=rule)
    chain = re.split(r"\s+of\s+", found["chain"])
    unit = 1.0
    for word in chain:
        unit *= LEXICON["plurals"][word]["unit"]
    rule = LEXICON["plurals"][chain[0]]["rule"]
    if len(chain) > 1:
        rule = _CHAIN_RULES.get(chain[0], rule)
    if found["of"]:
        rule = LEXICON["vague_multipliers"][" ".join(found["of"].split())]
    return Numeral(pos, found.end(), "vague", None, unit=unit, rule=rule)


_NONE: Final = re.compile(rf"{alternation(LEXICON['none']['words'])}(?!\w)")
_WITHOUT: Final = re.compile(
    rf"without(?:{GAP}(?!and|or|but)[a-z-]+){{0,3}}?{GAP}(?:casualties|casualty|losses|loss|injuries|deaths|fatalities)(?!\w)"
)
_NO: Final = re.compile(rf"{GAP}([a-z][a-z'-]*)({GAP}than)?(?!\w)")
_NO_STOP: Final = frozenset(read_toml("exclusions.toml")["no_stop"]["words"])


def read_none(low: str, pos: int) -> Numeral | None:
    """An explicit none at `pos` of folded text: "no soldiers", "none", "zero", "nobody", "without casualties"."""
    found = _NONE.match(low, pos)
    if not found:
        return None
    word, end = found.group(), found.end()
    if word == "no":
        after = _NO.match(low, end)
        if not after or after[2] or after[1] in _NO_STOP:
            return None
    elif word == "without":
        if not _WITHOUT.match(low, pos):
            return None
    elif word in ("zero", "nil", "none") and "-" in (low[end : end + 1], low[pos - 1 : pos]):
        return None
    return Numeral(pos, end, "none", 0.0)


_PLURAL_PARTS: Final = alternation(w for w in LEXICON["fractions"] if w.endswith("s"))
_SINGLE_PARTS: Final = alternation(w for w in LEXICON["fractions"] if not w.endswith("s") and w != "half")
_FRACTION: Final = re.compile(rf"{_TIE}(?:(?P<plural>{_PLURAL_PARTS})|(?P<single>{_SINGLE_PARTS}))(?!\w|-finals?)")


def fraction_end(low: str, numeral: Numeral) -> int | None:
    """End of the fraction that a number word starts: "two-thirds", "one fifth"; None if it starts none."""
    found = _FRACTION.match(low, numeral.end)
    if not found or numeral.value is None or numeral.value > 99:
        return None
    if found["single"] and numeral.value != 1 and low[numeral.end] != "-":
        return None
    return found.end()


_SHARE: Final = re.compile(rf"an?{GAP}(half|{_SINGLE_PARTS})(?!\w)")


def read_share(low: str, pos: int) -> Numeral | None:
    """A share at `pos`: "half", "a third of", "a quarter"; "a third attacker" is none."""
    if low.startswith("half", pos) and not low[pos + 4 : pos + 5].isalnum():
        return Numeral(pos, pos + 4, "words", 0.5)
    found = _SHARE.match(low, pos)
    if not found:
        return None
    following = low[found.end() : found.end() + 4]
    if found[1] in ("half", "quarter") or following[:3] == " of" or not following[:1].isspace():
        return Numeral(pos, found.end(), "words", 1 / LEXICON["fractions"][found[1]])
    return None


_ORDINALS: Final = {word: float(value) for word, value in LEXICON["ordinals"].items()}
_COMPOUND: Final = re.compile(
    rf"{_TIE}(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|hundredth|thousandth|millionth)(?!\w)"
)


def read_ordinal(low: str, pos: int) -> Numeral | None:
    """An ordinal in one word at `pos`: "first", "Ninth"."""
    found = _FIRST.match(low, pos)
    value = _ORDINALS.get(found[1]) if found else None
    return Numeral(pos, pos + len(found[1]), "words", value) if found and value is not None else None


def ordinal_end(low: str, numeral: Numeral) -> int | None:
    """End of the compound ordinal that a number word starts: "twenty-first"; None if it starts none."""
    found = _COMPOUND.match(low, numeral.end) if (numeral.value or 0) >= 20 else None
    return found.end() if found else None


_SPOKEN_YEAR: Final = re.compile(
    r"(?:eighteen|nineteen|twenty)[ -](?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)(?!\w)"
)


def year_end(low: str, numeral: Numeral) -> int | None:
    """End of a year in words at the numeral: "nineteen eighty-four"."""
    found = _SPOKEN_YEAR.match(low, numeral.start)
    return found.end() if found and found.end() > numeral.end else None
