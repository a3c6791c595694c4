"""Before a count that opens its sentence there is nothing: the last word of the sentence is not taken for it."""

from __future__ import annotations

from flows.claims import antecedents, counting, inheriting, measures
from flows.claims.context import Gate
from flows.claims.counts import Count
from flows.claims.cues import Cue
from flows.claims.document import Document, Sentence
from flows.claims.readings import Reading


def counted(text: str) -> tuple[Document, list[Count]]:
    """An article of one sentence, and what is counted in it."""
    doc = Document(text, [Sentence(0, "body", 0, len(text))])
    return doc, counting.find(doc, 0, doc.tokens(0), doc.numbers_in(0), Gate(doc))[0]


def strength(cue: Cue) -> Reading:
    """A reading of a number alone as the size of a force."""
    return Reading("strength.active", "person", "strength", 1.0, "cue", cue, None, 0.5)


def test_a_fleet_at_the_start_is_of_no_type_that_is_named_at_the_end() -> None:
    doc, (count,) = counted("Fleet of 31, unlike the leopard")
    reading = strength(Cue("strength", "of", 0, 2, "none"))
    found = antecedents.of_antecedent(doc.tokens(0).words, count, reading, [], 0)
    assert found is not None
    assert (found.measure, found.unit) == ("equipment.holdings", "equipment")


def test_a_verb_at_the_start_has_no_subject_at_the_end() -> None:
    doc, (count,) = counted("Counting 31, it says of the fleet")
    reading = strength(Cue("strength", "active", 0, 1, "none"))
    found = antecedents.of_antecedent(doc.tokens(0).words, count, reading, [], 0)
    assert found is None or found.measure != "equipment.holdings"


def test_a_number_without_a_noun_counts_no_men_at_the_end() -> None:
    first = counted("The raid cost 30, and 43 vehicles, said the men")[1][0]
    assert first.head.kind != "military"


def test_a_bracket_at_the_end_does_not_open_at_the_start() -> None:
    doc, found = counted("150) from Togo (78), Mali (60) and Chad (")
    assert not inheriting._is_contingent(doc.tokens(0), found[0])


def test_what_opens_a_sentence_is_owned_by_nobody_at_its_end() -> None:
    text = "The garrison is old.\n5,000 soldiers, unlike the army's"
    cut = text.index("\n")
    doc = Document(text, [Sentence(0, "body", 0, cut), Sentence(1, "body", cut + 1, len(text))])
    assert [f.measure for f in measures.read(doc)[0]] == ["deployment.present"]
