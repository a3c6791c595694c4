"""Where troops are sent: a place comes from the words, and never from the country that sends them."""

from __future__ import annotations

import pytest

from flows.articles.sentences import split
from flows.claims import actors, measures
from flows.claims.document import Document, Sentence


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("North Korea said its army was ready. North Korea sent about 14,000 troops in 2024 under a pact.", None),
        ("France sent 1,500 troops to Mali in March to fight the rebels.", "MLI"),
        ("Kenya sent 400 soldiers in 2016 to support Somali forces under a treaty.", "SOM"),
        ("Kenya sent 400 soldiers in 2016 to help Somalia in its war effort.", None),
    ],
)
def test_place_of_troops_sent(text: str, place: str | None) -> None:
    whole = f"News from the front\n{text}"
    doc = Document(whole, [Sentence(i, s.zone, s.start, s.end) for i, s in enumerate(split(whole))])
    figures = measures.read(doc)[0]
    assert [f.measure for f in figures] == ["deployment.sent"]
    assert actors.assign(doc, figures)[0].place == place
