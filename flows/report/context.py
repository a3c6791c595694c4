"""The sentences to read a claim in, with its number, its subject, its sources and their cues marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from flows.report.explanation import nearest
from flows.report.highlights import Mark, without_overlap

Row = Mapping[str, Any]

NEIGHBOURS: Final = 1
"""Sentences shown before and after the one with the number."""


class Shown(NamedTuple):
    """A sentence to show, and marks whose offsets count code points from its start."""

    sentence: Row
    marks: tuple[Mark, ...]


def context(claim: Row, text: str, sentences: Sequence[Row], sources: Sequence[Row]) -> list[Shown]:
    """Sentences of a claim's article in text order: its own, those around it, and those that name subject or source.

    `sentences` are all those of the article by place, `sources` the claim's attributions.
    """
    marks = list(_marks(claim, text, sentences, sources))
    starts = [sentence["sentence_start"] for sentence in sentences]
    own = _at(starts, claim["number_start"])
    wanted = {*range(max(0, own - NEIGHBOURS), min(len(sentences), own + NEIGHBOURS + 1))}
    wanted |= {_at(starts, mark.start) for mark in marks}
    return [_shown(sentences[number], marks) for number in sorted(wanted)]


def _marks(claim: Row, text: str, sentences: Sequence[Row], sources: Sequence[Row]) -> Iterator[Mark]:
    yield Mark(claim["number_start"], claim["number_end"], "number")
    words = claim["subject_text"]
    found = nearest(text, words, claim["number_start"], (0, len(text)))
    if words and found is not None:
        yield Mark(found, found + len(words), "subject")
    for source in sources:
        start, end, cue = source["source_start"], source["source_end"], source["cue_text"]
        if start is None or end is None:
            continue
        yield Mark(start, end, "source")
        home = sentences[_at([sentence["sentence_start"] for sentence in sentences], start)]
        said = nearest(text, cue, start, (home["sentence_start"], home["sentence_end"]))
        if cue and said is not None:
            yield Mark(said, said + len(cue), "cue")


def _shown(sentence: Row, marks: Sequence[Mark]) -> Shown:
    start, end = sentence["sentence_start"], sentence["sentence_end"]
    inside = without_overlap(mark for mark in marks if start <= mark.start and mark.end <= end)
    return Shown(sentence, tuple(Mark(mark.start - start, mark.end - start, mark.role) for mark in inside))


def _at(starts: Sequence[int], offset: int) -> int:
    """Index of the sentence that holds an offset."""
    return max(0, bisect_right(starts, offset) - 1)
