"""What is done fast is what the plain way gives: words of a sentence, folded text, classes of words, cheap looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.claims import attribution, context, document, names
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
    low = text.lower().replace(context.BREAK, f"{context.BREAK} ")
    assert context.ASCII_WORDS.findall(low) == context.WORDS.findall(low)


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
    assert attribution._declares(text.lower())
