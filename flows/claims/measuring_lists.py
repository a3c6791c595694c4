"""What a count has of the list that it stands in: one verb over all, one label, an item that goes on to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.claims.counts import Count
from flows.claims.document import Tokens
from flows.claims.readings import Reading
from flows.claims.words import SPELLED, word_class


def goes_on(tokens: Tokens, count: Count) -> bool:
    """Whether a list goes on behind the count to its last item: ", a woman | and her mother"."""
    rest = tokens.words[count.last : count.last + 3]
    joint = 2 if rest[:2] == [",", "and"] else 1 if rest[:1] == ["and"] else 0
    item = rest[joint : joint + 1]
    return joint > 0 and bool(item) and (item[0] in word_class("determiner") | SPELLED or item[0][0].isdigit())


def are_labelled(tokens: Tokens, before: Count, count: Count) -> bool:
    """Whether both counts stand behind a label: "Land forces: 400 personnel Air forces: 90 personnel"."""
    return all(c.first and tokens.words[c.first - 1] == ":" for c in (before, count))


def is_of_harmed(count: Count, reading: Reading, before: Count, other: Reading | None) -> bool:
    """Whether a cue of strength stands before a list that begins with casualties."""
    weak = reading.family in {"strength", "present"} and reading.cue is not None and reading.cue.last <= before.first
    return weak and not count.is_article and other is not None and other.measure.startswith("casualties.")


def is_of_downed(
    tokens: Tokens, count: Count, reading: Reading, index: int, counts: Sequence[Count], readings: Mapping[int, Reading]
) -> bool:
    """Whether "fired" only describes arms that were shot down ("shot down a drone and a missile fired at a ship")."""
    cue = reading.cue
    describes = reading.family in {"use", "send"} and cue is not None and cue.kind == "past" and cue.first >= count.last
    relative = describes and cue is not None and tokens.words[count.last : count.last + 1] in (["that"], ["which"])
    describes = describes and cue is not None and (cue.first == count.last or relative)
    before = readings.get(index - 1)
    return describes and before is not None and before.family == "destroy" and counts[index - 1].run == count.run


def is_of_other_things(count: Count, reading: Reading, counts: Sequence[Count]) -> bool:
    """Whether a number alone goes on from things that are no figures: "captured 17 villages, with 11 under control"."""
    cue = reading.cue
    if (
        count.head.klass != "elided"
        or count.head.link
        or cue is None
        or cue.kind == "topic"
        or reading.family not in {"capture", "lose"}
    ):
        return False
    between = [c for c in counts if cue.last <= c.first and c.last <= count.first]
    return bool(between) and all(c.head.klass == "excluded" for c in between)
