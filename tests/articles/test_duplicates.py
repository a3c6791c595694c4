"""Copies, near copies and revisions of articles, told by the sentences that they share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.articles.duplicates import Index, Recent, Verdict, classify, hashed

WIRE = [
    "Shells killed 12 people in the northern town of Aldea on Monday, the ministry said.",
    "Forty others were taken to the hospital in the provincial capital, according to doctors.",
    "The rebels of the Northern Front denied that they had fired on the market square.",
    "It was the third attack of its kind since the truce between the two sides ended in May.",
    "Nobody has yet been able to say how many soldiers were in the town at the time.",
]
OTHER = [
    "The carrier left port on Friday with two frigates and a supply ship of the navy.",
    "Its crew of 1,200 will be away for seven months, the longest voyage in a decade.",
    "Families waved from the pier as a band played in the drizzle of an autumn morning.",
]


def verdicts(*articles: list[str]) -> list[Verdict]:
    """Verdicts on articles called a, b, c, ..."""
    names = [chr(ord("a") + i) for i in range(len(articles))]
    return classify(names, [hashed(a) for a in articles], [[] for _ in names], index=Index())


def test_another_title_and_punctuation_is_a_syndicated_copy() -> None:
    copied = ["Twelve die in Aldea", *(s.replace("Monday, ", "Monday – ").upper() for s in WIRE)]
    original, copy, other = verdicts(["Market attack kills 12", *WIRE], copied, OTHER)
    assert original.role == "original"
    assert (copy.role, copy.of) == ("syndicated_copy", "a")
    assert other.role == "unique"


def test_half_of_the_text_is_a_near_duplicate() -> None:
    _, near = verdicts(WIRE, WIRE[:3] + OTHER[:2])
    assert (near.role, near.of) == ("near_duplicate", "a")
    assert 0.5 <= near.share < 0.8


def test_shortened_copy_is_a_copy() -> None:
    assert verdicts(WIRE, WIRE[:3])[1].role == "syndicated_copy"


def test_a_shared_quotation_is_no_copy() -> None:
    assert [v.role for v in verdicts(WIRE, [WIRE[0], *OTHER])] == ["unique", "unique"]


def test_short_sentences_tie_nothing() -> None:
    short = ["The war goes on.", "Read all about it.", "He did not say why."]
    assert [v.role for v in verdicts([*WIRE, *short], [*OTHER, *short])] == ["unique", "unique"]


def test_copy_of_an_earlier_call_names_it() -> None:
    index = Index()
    classify(["a"], [hashed(WIRE)], [[]], index=index)
    assert classify(["b"], [hashed(WIRE + OTHER[:1])], [[]], index=index)[0].of == "a"


def test_new_text_at_the_same_place_is_a_revision() -> None:
    index = Index(versions={"https://example.org/1": "a"})
    first, again, changed = classify(
        ["a", "b", "c"],
        [hashed(WIRE), hashed(OTHER), hashed(OTHER[:1])],
        [["https://example.org/1"], [], ["https://example.org/1"]],
        index=index,
    )
    assert (first.role, again.role) == ("unique", "unique")
    assert changed == Verdict("revision", "a")
    assert index.versions == {"https://example.org/1": "c"}


def test_only_the_latest_are_remembered() -> None:
    recent: Recent[int, int] = Recent(100)
    for n in range(1_000):
        recent.put(n, n)
        assert len(recent.young) + len(recent.old) <= 100
        assert all(recent.get(m) == m for m in range(max(0, n - 49), n + 1))
    assert recent.get(0) is None


def test_index_forgets_what_it_has_no_room_for() -> None:
    index = Index(holders=Recent(20))
    index.add("a", hashed(WIRE))
    for n in range(9):
        index.add(f"x{n}", hashed(f"{sentence} {n}" for sentence in OTHER))
    assert index.add("b", hashed(WIRE)).role == "unique"
    assert index.add("c", hashed(WIRE)).of == "b"


@given(st.lists(st.lists(st.sampled_from(WIRE + OTHER), max_size=6), max_size=6))
def test_verdicts_name_articles_that_came_before(articles: list[list[str]]) -> None:
    found = verdicts(*articles)
    for place, verdict in enumerate(found):
        assert (verdict.of is None) == (verdict.role in ("unique", "original"))
        assert verdict.of is None or ord(verdict.of) - ord("a") < place
