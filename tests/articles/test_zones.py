"""Zones: links to other articles, captions and page furniture apart from what the article says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

import pytest

from flows.articles.sentences import split

TOP: Final = "Border war enters second month\nThe army has lost 40 tanks, the ministry says.\n"
END: Final = "\nFighting went on in the north.\n"

# (zone, lines as they stand between two paragraphs)
LINES: Final = [
    ("related_link", "READ MORE: Army calls up 8,500 reservists"),
    ("related_link", "Also read | 12 soldiers killed in ambush"),
    ("related_link", "RELATED STORIES\n- Army flies 27 jets near border\n- Five charts that explain the war"),
    ("related_link", "See also:\n• Navy loses two ships in storm\n• What 300 men did next"),
    (
        "related_link",
        "**Recommended Stories**\nArmy to call up reservists, minister says\nWhat the war has cost so far",
    ),
    ("related_link", "MORE: The 11-year-old who walked 300 miles"),
    ("related_link", "- Ministry plans to double size of reserve force\n- Carrier heads home after nine months at sea"),
    ("related_link", "list of 3 items"),
    ("related_link", "Read more:\nWhat the war has cost so far\nArmy to call up reservists, minister says"),
    ("related_link", "Watch: Drone hits 12 tanks"),
    ("related_link", "MINISTER SAYS 300 MEN WERE LOST IN ONE DAY"),
    ("related_link", "- War in maps\n- Army calls up 300 reservists as front nears\n- Ministry names 12 dead officers"),
    ("related_link", "Follow our live coverage of the war"),
    ("caption", "Image caption, Two of the 12 tanks lost on Monday"),
    ("boilerplate", "Jane Doe in Capital City contributed to this report."),
    ("body", "WEEK OF BLOOD\nTuesday was the worst day."),
    ("caption", "[Photo: Rescuers at the market, where 36 people died. Handout]"),
    ("caption", "Soldiers fire a howitzer near the front on Monday (Reuters/Jane Doe)"),
    ("caption", "A tank burns near the bridge. [File: John Doe/Reuters]"),
    ("caption", "Image caption: Two of the 12 tanks lost on Monday"),
    ("caption", "Getty Images"),
    ("caption", "Jane Doe/AFP via Getty Images"),
    ("caption", "![Two of 12 tanks](https://example.org/tanks.jpg)"),
    ("boilerplate", "Sign up for our newsletter and join 40,000 readers."),
    ("boilerplate", "87 shares"),
    ("boilerplate", "5 min read"),
    ("boilerplate", "© 2023 Example News. All rights reserved."),
    ("boilerplate", "Advertisement"),
    ("boilerplate", "(Reporting by Jane Doe; Editing by John Roe)"),
    ("boilerplate", "We use cookies to count 12 things about you."),
    ("boilerplate", "Written by Jane Doe | Capital City | 13 November 2025 07:30 IST | 4 min read"),
    ("table", "| Tanks | 40 | +2 |\n| Guns | 12 | +0 |"),
    ("body", "| 3 May 2015 | Near the bridge two soldiers were wounded when a shell hit a post of the guards. |  |"),
    ("list", "Losses by type:\n- Tanks – 40 (+2)\n- Guns – 12"),
    ("list", "The ministry gave these figures.\n- 40 tanks of the first division\n- 12 guns of the second division"),
    ("list", "KEY POINTS\n• Shellfire in the north killed two people\n• A third brigade is on the move"),
    ("list", "- The army has lost 40 tanks in a month.\n- It has 300 left."),
    ("list", "The list, rounded by us:\npersonnel: about 1,162,000\ntanks: more than 11,300"),
    ("body", "Photographs show 12 burnt-out tanks on the road, Reuters reported."),
    ("body", "More than 300 soldiers surrendered on Monday, the ministry said."),
    ("body", "KYIV, June 26 (Reuters) - Shells killed 12 people on Sunday."),
    ("body", "Read more widely, the figures say that 40 tanks were lost."),
    ("body", "June 9\nTwo soldiers were killed near the bridge."),
]


@pytest.mark.parametrize(("zone", "lines"), LINES, ids=lambda v: str(v)[:45])
def test_lines_between_paragraphs(zone: str, lines: str) -> None:
    text = TOP + lines + END
    zones = {text[s.start : s.end]: s.zone for s in split(text)}
    assert [zones.pop(text.splitlines()[i]) for i in (0, 1, -1)] == ["headline", "body", "body"]
    introductions = {line for line in zones if line.endswith((":", "figures.", "POINTS")) and zone == "list"}
    assert {zones.pop(line) for line in introductions} <= {"body"}
    assert set(zones.values()) == {zone}


def test_byline_and_date_lines_at_the_top() -> None:
    text = "Eight hurt in market attack\nBy Our Foreign Staff\n9 February 2017, updated 19:05\nEight people were hurt."
    assert [s.zone for s in split(text)] == ["headline", "boilerplate", "boilerplate", "body"]


def test_bullets_of_a_tabloid_standfirst_are_content() -> None:
    text = "Mall of horrors\nBy the Foreign Desk\n*  18 dead, 36 missing\n*  Factory made rollers\nIT is over."
    assert [s.zone for s in split(text)] == ["headline", "boilerplate", "list", "list", "body"]


def test_kicker_in_the_second_line_is_content() -> None:
    text = "How long?\nANALYSIS: The defenders are losing up to 1,000 soldiers a day\nFor months nobody counted."
    assert [s.zone for s in split(text)] == ["headline", "body", "body"]


def test_long_first_line_is_a_paragraph() -> None:
    text = "Six soldiers died on Monday. " * 12
    assert {s.zone for s in split(text)} == {"body"}


def test_short_text_of_three_sentences_has_no_headline() -> None:
    assert {s.zone for s in split("Six died. Two fled. One stayed.")} == {"body"}


SHARED: Final = Path(__file__).parents[3] / "shared"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared gold articles are not here")
def test_no_claim_of_the_gold_articles_lies_in_a_zone_that_yields_none() -> None:
    checked = 0
    for gold in sorted((SHARED / "gold/dev/gold").glob("*.json")):
        text = (SHARED / f"gold/dev/articles/{gold.stem}.txt").read_text(encoding="utf-8")
        sentences = split(text)
        for claim in json.loads(gold.read_text(encoding="utf-8"))["claims"]:
            context = re.search(r"\s+".join(map(re.escape, claim["context"].split())), text)
            assert context
            number = context.start() + context.group().index(claim["number"].split()[0])
            (zone,) = {s.zone for s in sentences if s.start <= number < s.end}
            assert zone in ("headline", "body", "list", "table"), (gold.stem, claim["context"])
            checked += 1
    assert checked > 500
