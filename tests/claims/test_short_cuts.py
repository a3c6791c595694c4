"""What is done fast is what the plain way gives: words of a sentence, folded text, classes of words, cheap looks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims import attribution_declared, context, document, names, number_search, time_search
from flows.claims.attribution_words import words as lexicon
from flows.claims.document import Document, Sentence, tokenize

TEXTS = st.text(alphabet=st.sampled_from("abzABZ 019.,-'’\n\t\0éİŁ“—%$"), max_size=60)


@given(TEXTS, st.integers(0, 9))
def test_words_are_those_of_the_text_with_white_space_between(text: str, start: int) -> None:
    tokens = tokenize(text, start, len(text))
    assert tokens.raw == [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert tokens.words == [word.lower().replace("’", "'") for word in tokens.raw]
    assert "".join(tokens.raw) == "".join(text[start:].split())


@given(TEXTS.filter(str.isascii))
def test_plain_text_has_the_same_words_by_the_faster_pattern(text: str) -> None:
    assert document.ASCII_WORD.split(text) == document.WORD.split(text)


@given(st.text(alphabet=st.sampled_from("awar .-_'’\n\t\0é“—½٣9�"), max_size=60))
def test_words_are_classed_as_a_pattern_finds_them(text: str) -> None:
    low = text.lower().replace(context.BREAK, " ")
    known = context._classes()
    words = [known[word.encode()] for word in context.WORD.findall(low)]
    assert list(context.Gate(Document(text, []))._read(low)) == words


OPENERS = ["the", "12", "may", "the year", "at present", "a", "couple", "of", "days", "x", "ago", "sunday"]


@given(st.lists(st.sampled_from(OPENERS)), st.lists(st.sampled_from([" ", "-", "\n", ".", "é", "’", "  "])))
def test_dates_start_where_the_pattern_finds_them(words: list[str], between: list[str]) -> None:
    low = "".join(word + gap for word, gap in zip(words, between, strict=False))
    found = list(time_search.starts(low, time_search.shadow(low), 0, len(low)))
    assert found == [match.start() for match in time_search._START.finditer(low)]


NUMBERS = ["1", "12", "1,2", "3.", "one", "first", "the", "x", "[7]", "half", "no"]


@given(st.lists(st.sampled_from(NUMBERS)), st.lists(st.sampled_from([" ", "-", "\n", "", "é", "’"])))
def test_numbers_start_at_each_run_of_digits_and_each_word(words: list[str], between: list[str]) -> None:
    low = "".join(word + gap for word, gap in zip(words, between, strict=False))
    for start, run_end in number_search.starts(low):
        run = re.compile(r"\d+").match(low, start)
        assert run_end == (run.end() if run else 0)


@given(TEXTS)
def test_folded_text(text: str) -> None:
    assert names.fold(text) == text.translate(names.FOLDS)


@given(st.lists(st.sampled_from(["killed", "a storm", "the war.", "war\0war", "İzmir", ""]), max_size=6))
def test_sentences_are_classed_one_by_one_as_together(parts: list[str]) -> None:
    text, sentences = "", []
    for ordinal, part in enumerate(parts):
        sentences.append(Sentence(ordinal, "body", len(text), len(text) + len(part)))
        text += part + " "
    gate = context.Gate(Document(text, sentences))
    for sentence, part in zip(sentences, parts, strict=True):
        alone = context.Gate(Document(part, [Sentence(0, "body", 0, len(part))]))
        assert gate._by_sentence[sentence.ordinal] == alone._by_sentence[0]
    assert gate.conflict_count == text.count("war")


@pytest.mark.parametrize(
    "text",
    [
        "All figures below are taken from the ministry.",
        "The numbers that follow come from a monitor.",
        "Casualty figures for the eastern front given, from the general staff.",
        "The tally for last month is from hospitals.",
    ],
)
def test_declared_sources_pass_the_cheap_look(text: str) -> None:
    assert lexicon().ahead.search(text) or lexicon().behind.search(text)
    assert attribution_declared.declares(text.lower())
