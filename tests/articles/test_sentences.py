"""Bounds of sentences: cases in the manner of news, and what holds for any text."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.articles.sentences import split
from flows.schemas import ZONES

TITLE: Final = "Army reports losses\n"

# One entry a sentence; joined by a space they make one paragraph.
PARAGRAPHS: Final = [
    ["Gen. Mark Reyes met Lt. Col. Dana Fox.", "They spoke for an hour."],
    ["The U.S. Army sent 300 men.", "The U.N. objected."],
    ["He works for the U.N.", "They pay him little."],
    ["The shelling began at 6 a.m. Monday and ended at 9 p.m.", "The town was empty by then."],
    ["On Jan. 15 two brigades moved.", "By Dec. they were back."],
    ["About 1.2 million serve.", "Some 3.5 per cent are women."],
    ['"We lost 12 men."', "The major would not say more."],
    ['"Is it over?" she asked.', "Nobody answered."],
    ["He said: “We will return.”", "Then he left."],
    ["The report (see No. 47) lists 20 tanks.", "Nos. 3 and 4 are missing."],
    ["John F. Mercer and J. R. Diaz were killed.", "A third man was hurt."],
    ["Convey the feats... of our sons.", "The choir sang."],
    ["It ended...", "The survivors fled."],
    ["THE ARMY SAID GEN. VACA PERILLA WAS HURT.", "TWO SOLDIERS DIED NEAR ROAD NO. 32 IN META."],
    ["SOLDIERS OF THE U.S. ARMY CAME.", "THE REBELS LEFT."],
    ["Fighters of the group withdrew.", "al-Shabaab said nothing."],
    ["Officials at Acme Inc. Berlin declined to comment.", "The firm makes shells."],
    ["The guns are in St. Petersburg vs. Moscow, roughly.", "That is all."],
    ["Twelve died.[3]", "Forty were hurt.[4][5]"],
    ["(The army denied it.)", "Both sides counted their dead."],
    ["They fired 40 shells!", "Six hit the bridge."],
    ["Q. How large could it become?", "A. If all of it moved, 8,500 troops would go."],
    ["Losses: 40 tanks, approx. 900 men.", "Est. 30 guns were taken."],
    ["Sgt. 1st Class Daniel Moss, 32, died.", "Staff Sgt. Cody Hart, 28, lived."],
    ["He fled to Washington, D.C. Friday.", "He is 40."],
    ["It happened in Jan.", "In Feb. nothing happened."],
    ["The town of Aldea lost 30 people.", "120 houses burned."],
    ["Why the car lots?", "Simple: nobody looks twice."],
]


def texts(text: str) -> list[str]:
    """Sentences of `text` below its title, verbatim."""
    return [text[s.start : s.end] for s in split(text)][1:]


@pytest.mark.parametrize("sentences", PARAGRAPHS, ids=lambda s: s[0][:40])
def test_paragraph_splits_into_its_sentences(sentences: list[str]) -> None:
    assert texts(TITLE + " ".join(sentences)) == sentences


def test_missing_space_after_the_full_stop() -> None:
    assert texts(TITLE + "Six soldiers died.The rest fled to Gazeta.Ru readers.") == [
        "Six soldiers died.",
        "The rest fled to Gazeta.Ru readers.",
    ]


def test_single_words_on_lines_of_their_own_belong_to_the_sentence() -> None:
    text = TITLE + "In the past day the U.S.-led\ncoalition\nhit four bunkers.\nNext phase\nElsewhere, nothing moved."
    assert texts(text) == [
        "In the past day the U.S.-led\ncoalition\nhit four bunkers.",
        "Next phase",
        "Elsewhere, nothing moved.",
    ]


def test_text_wrapped_in_part() -> None:
    """An article quoted between paragraphs on one line each is read line after line; items beside them are not."""
    speech = (
        "Mr. President, I insert in the record an article that tells of the number of soldiers who were killed there."
    )
    lines = [
        "The commander of the force in the north of the country has said",
        "that without the arrival of at least 12,000 more soldiers in the",
        "next year the war would likely be lost, and he has asked for an",
        "additional 3,000 men of the guard to hold the road that leads to",
        "the capital, where the last attack killed 40 people and wounded",
        "more than 200 of those who live beside the market and the port.",
    ]
    text = "\n\n".join(["A speech on the war", speech * 2, *lines, speech])
    assert " ".join(" ".join(lines).split()) in [" ".join(s.split()) for s in texts(text)]
    items = ["Main battle tank 10", "Light tank 5", "Armoured car 13", "Howitzer 4", "Mortar 20", "Truck 40", "Jeep 60"]
    assert texts("\n".join(["Arms", speech * 2, *items, speech]))[-8:-1] == items


def test_text_wrapped_by_hand() -> None:
    text = """Rebels and army count their dead

The defence ministry said on Monday that 40 soldiers of the Third
Division had been killed in a week of fighting, while the rebels of the
Northern Front put their own losses at 12. Gen. Ortiz visited Puerto
Nuevo, where 300 men of the Second Brigade are holding the bridge, and
promised that help would come.

- The Third Division has lost 11 tanks and, by the count of the rebels,
  nine guns
- The Second Brigade has lost none
"""
    assert [s.replace("\n", " ") for s in texts(text)] == [
        "The defence ministry said on Monday that 40 soldiers of the Third Division had been killed in a week of "
        "fighting, while the rebels of the Northern Front put their own losses at 12.",
        "Gen. Ortiz visited Puerto Nuevo, where 300 men of the Second Brigade are holding the bridge, and promised "
        "that help would come.",
        "- The Third Division has lost 11 tanks and, by the count of the rebels,   nine guns",
        "- The Second Brigade has lost none",
    ]


def test_text_in_double_spacing() -> None:
    text = """RECOGNIZING THE WORK OF THE BORDER GUARD

Headquarters--Porto

Whereas, the count of the dead kept by the ministry on Monday
stood at just over 4,000 soldiers of the Third Division, and 12
men of the Second Brigade had been lost on the northern front;
and

Whereas, they served with honor in both of the wars that the
Republic of Arvia fought
"""
    place, *rest = texts(text.replace("\n\n", "\n").replace("\n", "\n\n"))
    assert place == "Headquarters--Porto"
    assert [" ".join(s.split()) for s in rest] == [
        "Whereas, the count of the dead kept by the ministry on Monday stood at just over 4,000 soldiers of the Third "
        "Division, and 12 men of the Second Brigade had been lost on the northern front; and",
        "Whereas, they served with honor in both of the wars that the Republic of Arvia fought",
    ]


def test_key_points_on_one_line_are_apart() -> None:
    assert texts(TITLE + "KEY POINTS • Shells killed two • A bridge fell") == [
        "KEY POINTS",
        "• Shells killed two",
        "• A bridge fell",
    ]


def test_label_of_an_item_stays_with_its_figures() -> None:
    assert texts(TITLE + "Heavy metal:\n- Tanks. Arvia 2,480; Borduria 400.\n- Ships. Arvia 12.")[1:] == [
        "- Tanks. Arvia 2,480; Borduria 400.",
        "- Ships. Arvia 12.",
    ]


def test_number_on_the_line_below_its_label_joins_it() -> None:
    assert texts(TITLE + "Losses so far\nTanks\n2,345\nGuns\n+12\nThe list ends here.") == [
        "Losses so far",
        "Tanks\n2,345",
        "Guns\n+12",
        "The list ends here.",
    ]


def test_empty_text_has_no_sentences() -> None:
    assert split("") == split(" \n\t ") == []


NEWSY = st.lists(
    st.sampled_from(
        [
            "Gen.",
            "U.S.",
            "12",
            "killed",
            ".",
            "...",
            "\n",
            "\n\n",
            "- ",
            "• ",
            "READ MORE:",
            '"',
            ")",
            "The",
            " ",
            "| a | b |",
        ]
    )
    | st.text(max_size=6)
).map("".join)


@given(st.text() | NEWSY)
def test_every_character_lies_in_exactly_one_sentence(text: str) -> None:
    sentences = split(text)
    covered = 0
    for sentence in sentences:
        assert sentence.start < sentence.end <= len(text)
        assert sentence.zone in ZONES
        assert not text[covered : sentence.start].strip()
        assert not text[sentence.start].isspace()
        assert not text[sentence.end - 1].isspace()
        covered = sentence.end
    assert not text[covered:].strip()
