"""Sizes of forces, branches and units in a list: "Army: 480,000", "* Royal Navy Reserve, 2,400"."""

from __future__ import annotations

from collections.abc import Sequence

from flows.claims import head_nouns, heads
from flows.claims.actors_words import nouns, services
from flows.claims.announcing import introducing, is_item
from flows.claims.document import Document, Tokens
from flows.claims.figures import Figure
from flows.claims.label_heads import BULLETS, is_bare, names_place
from flows.claims.quantities import Number

RESERVES = frozenset(["reserve", "reserves"])
MEN = frozenset({"military", "fighter", "paramilitary", "weak"})
BRANCHES = 8  # lines over which a list of the branches of a force goes on


def of_listed_force(
    doc: Document, ordinal: int, tokens: Tokens, number: Number, figures: Sequence[Figure], start: int, end: int | None
) -> Figure | None:
    """Size of a branch or a state's force in a list of sizes: "Army: approximately 480,000", "1. China: 2,035,000".

    In a list of the dead any label is one of theirs: "- Regular army: 45,385", "- Unidentified: 3,130".
    """
    last = figures[-1] if figures and ordinal - figures[-1].sentence == 1 and is_item(doc, ordinal) else None
    if last is not None and last.measure.startswith("casualties.") and last.rule_ids[-1].startswith("label."):
        return figure_of(number, ordinal, last.measure, "person", None, "label.list")
    if end is None:
        return None
    branch = " ".join(tokens.words[start:end]).removeprefix("- ").removeprefix("the ")
    if branch not in services() and not names_place(doc, ordinal, tokens, start, end):
        return None
    near = figures[-1] if figures and ordinal - figures[-1].sentence <= BRANCHES else None
    if near is not None and near.measure.startswith("strength") and near.unit == "person":
        return figure_of(number, ordinal, near.measure, "person", None, "label.force")
    if is_item(doc, ordinal) and introducing(doc, ordinal) == "strength":
        return figure_of(number, ordinal, "strength.active", "person", None, "label.force")
    return None


def is_branch_item(doc: Document, ordinal: int, first: int) -> bool:
    """Whether token `first` of an item is set behind a comma to the name of a branch: "* Royal Navy Reserve, 2,400"."""
    tokens = doc.tokens(ordinal)
    words, start = tokens.words, 1 if tokens.words[0] in BULLETS else 0
    if first < 2 or words[first - 1] != "," or not is_bare(words, first + 1):
        return False
    mentions = doc.mentions(ordinal)
    if not mentions or mentions[0].form != "force":
        return False
    named = tokens.at(mentions[0].end - 1) + 1
    leads = tokens.starts[start] == mentions[0].start and set(words[named : first - 1]) <= RESERVES
    return leads and is_item(doc, ordinal)


def of_branch(doc: Document, ordinal: int, number: Number, figures: Sequence[Figure]) -> Figure | None:
    """The number of men of a branch in a list of them; of those at a war where the title tells of one."""
    for above in figures[-2:]:
        if above.sentence == ordinal - 1 and above.rule_ids[-1] == "label.branch":
            return figure_of(number, ordinal, above.measure, "person", None, "label.branch")
    following = ordinal + 1
    if following >= len(doc.sentences) or not doc.numbers_in(following):
        return None
    if not is_branch_item(doc, following, doc.tokens(following).at(doc.numbers_in(following)[0].outer_start)):
        return None
    return figure_of(number, ordinal, _of_those_there(doc), "person", None, "label.branch")


def _of_those_there(doc: Document) -> str:
    """Measure of the men of a unit in a list: those at a battle where the title tells of one, else its strength."""
    fought = not nouns("nouns", "event").isdisjoint(doc.tokens(0).words)
    return "deployment.present" if fought else "strength.active"


def of_unit(doc: Document, ordinal: int, tokens: Tokens, number: Number, end: int, after: int) -> Figure | None:
    """The men of a unit that an item of a list names: "- 1st Romanija company — around 100 men and a gun"."""
    named = head_nouns.nouns().at(tokens.words, end - 1)
    if named is None or named[1][0].klass != "formation" or not is_item(doc, ordinal):
        return None
    head = heads.parse(tokens, after, None, frozenset(), of_allowed=False)
    men = head.klass == "person" and (head.kind in MEN or tokens.words[head.noun] == "men")
    return figure_of(number, ordinal, _of_those_there(doc), "person", None, "label.unit") if men else None


def figure_of(number: Number, ordinal: int, measure: str, unit: str, like: Figure | None, rule: str) -> Figure:
    return Figure(
        number,
        ordinal,
        measure,
        unit,
        like.head_start if like else None,
        like.head_end if like else None,
        confidence=0.85,
        rule_ids=(rule,),
    )
