"""Time expressions and the periods of figures."""

from __future__ import annotations

import time
from datetime import date

import pytest
from marked_text import article

from flows.claims import periods
from flows.claims.calendar_words import find

TUESDAY = date(2022, 6, 7)


def read(text: str, published: date | None = TUESDAY) -> list[tuple[str, str, str]]:
    """Words, days ("first" or "first..last", "?" where unknown) and role of each time expression."""
    out = []
    for ref in find(text, 0, len(text), published):
        days = f"{ref.first}..{ref.last}" if ref.first != ref.last else str(ref.first or "?")
        out.append((text[ref.start : ref.end], days, ref.role))
    return out


# fmt: off
FORMS = [
    # explicit dates
    ("on 24 February 2022 they crossed", "2022-02-24", "at"),
    ("on 24th February, 2022 they crossed", "2022-02-24", "at"),
    ("on the 24th of February 2022", "2022-02-24", "at"),
    ("On February 24, 2022, they crossed", "2022-02-24", "at"),
    ("on Feb. 24, 2022", "2022-02-24", "at"),
    ("on Sept 3 2021 the", "2021-09-03", "at"),
    ("report of 2022-02-24", "2022-02-24", "at"),
    ("as published 24.02.2022, 08:15", "2022-02-24", "at"),
    ("as published 24/02/2022", "2022-02-24", "at"),
    ("as published 2/24/2022", "2022-02-24", "at"),
    ("PANAMA CITY, 11 AUG 89 (ANY RADIO)", "1989-08-11", "at"),
    ("PANAMA CITY, 3 OCT 03 -- TEXT", "2003-10-03", "at"),
    ("on the seventh of October 2023", "2023-10-07", "at"),
    ("on Wednesday, Dec. 5, 2001, an", "2001-12-05", "at"),
    ("Events of 2016 November 29", "2016-11-29", "at"),
    ("in June 1592", "1592-06-01..1592-06-30", "at"),
    ("on 29 May 1453 they", "1453-05-29", "at"),
    ("in June 2021", "2021-06-01..2021-06-30", "at"),
    ("in June of 2021", "2021-06-01..2021-06-30", "at"),
    ("in 2014 they", "2014-01-01..2014-12-31", "at"),
    ("the 2014 war", "2014-01-01..2014-12-31", "at"),
    ("12,000 men (2010)", "2010-01-01..2010-12-31", "at"),
    ("12,000 men (2010 est.)", "2010-01-01..2010-12-31", "at"),
    ("12,000 men (IISS 2010)", "2010-01-01..2010-12-31", "at"),
    ("a battle near Novi Grad, 1992.", "1992-01-01..1992-12-31", "at"),
    ("in the 1990s", "1990-01-01..1999-12-31", "at"),
    ("in the 19th century", "1801-01-01..1900-12-31", "at"),
    # parts
    ("in early March 2021", "2021-03-01..2021-03-10", "at"),
    ("in mid-March 2021", "2021-03-11..2021-03-20", "at"),
    ("in late February 2020", "2020-02-21..2020-02-29", "at"),
    ("in early 2003", "2003-01-01..2003-04-30", "at"),
    ("in mid-2016", "2016-05-01..2016-08-31", "at"),
    ("at the end of 2016", "2016-09-01..2016-12-31", "at"),
    ("in spring 2021", "2021-03-01..2021-05-31", "at"),
    ("in the autumn", "2021-09-01..2021-11-30", "at"),
    ("the worst year was 2009, when they", "2009-01-01..2009-12-31", "at"),
    ("in the winter of 2020", "2020-12-01..2021-02-28", "at"),
    ("in the first half of May 2021", "2021-05-01..2021-05-16", "at"),
    ("during the first 3 days of June 2021", "2021-06-01..2021-06-03", "at"),
    ("in the first six months of 2021", "2021-01-01..2021-06-30", "at"),
    # spans
    ("between 1979 and 1989", "1979-01-01..1989-12-31", "at"),
    ("from 2014 to 2016", "2014-01-01..2016-12-31", "at"),
    ("the stand-off of 2001-02", "2001-01-01..2002-12-31", "at"),
    ("the fighting of 1950-53", "1950-01-01..1953-12-31", "at"),
    ("By 2006-7, the army", "2006-01-01..2007-12-31", "by"),
    ("the 1995/96 edition", "1995-01-01..1996-12-31", "at"),
    ("on 24-26 May", "2022-05-24..2022-05-26", "at"),
    ("from 6 to 9 April", "2022-04-06..2022-04-09", "at"),
    ("BETWEEN 6 AND 9 APRIL", "2022-04-06..2022-04-09", "at"),
    ("May 3-5, 2021", "2021-05-03..2021-05-05", "at"),
    ("on the night of 4/5 May 1942", "1942-05-04..1942-05-05", "at"),
    ("from 3 March to 5 May 2021", "2021-03-03..2021-05-05", "at"),
    ("between 30 December and 3 January", "2021-12-30..2022-01-03", "at"),
    ("March-October 2021", "2021-03-01..2021-10-31", "at"),
    ("from March to October 2021", "2021-03-01..2021-10-31", "at"),
    ("between May 3 and 5 they", "2022-05-03..2022-05-05", "at"),
    ("in the four days of shelling that ended on 13 May", "2022-05-10..2022-05-13", "at"),
    # days and months without a year
    ("on 5 June they", "2022-06-05", "at"),
    ("on Nov. 26 aircraft", "2021-11-26", "at"),
    ("In August they", "2021-08-01..2021-08-31", "at"),
    ("In August 20 soldiers fell", "2021-08-01..2021-08-31", "at"),
    ("in May two people", "2022-05-01..2022-05-31", "at"),
    ("As recently as April, the force", "2022-04-01..2022-04-30", "at"),
    # counted from the publication
    ("killed today", "2022-06-07", "at"),
    ("died yesterday", "2022-06-06", "at"),
    ("hit overnight", "2022-06-06..2022-06-07", "at"),
    ("since last night", "2022-06-06..2022-06-07", "since"),
    ("early this morning a", "2022-06-07", "at"),
    ("on Monday", "2022-06-06", "at"),
    ("on Tuesday", "2022-06-07", "at"),
    ("last Tuesday", "2022-05-31", "at"),
    ("next Monday", "2022-06-13", "at"),
    ("the council will decide on Friday", "2022-06-10", "at"),
    ("this week", "2022-06-06..2022-06-07", "at"),
    ("last week", "2022-05-30..2022-06-05", "at"),
    ("earlier this month", "2022-06-01..2022-06-07", "at"),
    ("last month", "2022-05-01..2022-05-31", "at"),
    ("so far this year", "2022-01-01..2022-06-07", "at"),
    ("last year", "2021-01-01..2021-12-31", "at"),
    ("July 3 last year", "2021-07-03", "at"),
    ("last April", "2022-04-01..2022-04-30", "at"),
    ("last June", "2021-06-01..2021-06-30", "at"),
    ("last summer", "2021-06-01..2021-08-31", "at"),
    ("killed since the start of the year", "2022-01-01..2022-04-30", "since"),
    ("Weekend fighting saw", "2022-06-04..2022-06-05", "at"),
    ("over the weekend", "2022-06-04..2022-06-05", "at"),
    ("two days ago", "2022-06-05", "at"),
    ("three months ago", "2022-03-01..2022-03-31", "at"),
    ("in the past 24 hours", "2022-06-06..2022-06-07", "at"),
    ("in the previous 24 hours", "2022-06-06..2022-06-07", "at"),
    ("by the end of this month", "2022-06-21..2022-06-30", "by"),
    ("in the last 15 days", "2022-05-24..2022-06-07", "at"),
    ("over the past two months", "2022-04-07..2022-06-07", "at"),
    ("in the past week", "2022-05-31..2022-06-07", "at"),
    ("in the five days to 3 June", "2022-05-30..2022-06-03", "at"),
    ("in the 10 days to June 3, 2021", "2021-05-25..2021-06-03", "at"),
    ("in the week ending 20 May", "2022-05-13..2022-05-20", "at"),
    ("in the ten days before 3 June", "2022-05-25..2022-06-03", "at"),
    ("in 58 days of war", "2022-04-11..2022-06-07", "at"),
    ("after three days of fighting", "2022-06-05..2022-06-07", "at"),
    ("the campaign, nine weeks old, goes on", "2022-04-05..2022-06-07", "at"),
    ("on New Year's Eve", "2021-12-31", "at"),
    # bounds
    ("since 24 February", "2022-02-24", "since"),
    ("since at least early 2014", "2014-01-01..2014-04-30", "since"),
    ("since the invasion began on 24 February", "2022-02-24", "since"),
    ("since protests broke out in March 2011", "2011-03-01..2011-03-31", "since"),
    ("until 3 March", "2022-03-03", "until"),
    ("as of 14 March 2022", "2022-03-14", "as_of"),
    ("before 2014", "2014-01-01..2014-12-31", "before"),
]
# fmt: on


@pytest.mark.parametrize(("text", "days", "role"), FORMS, ids=[form[0] for form in FORMS])
def test_form(text: str, days: str, role: str) -> None:
    found = read(text)
    assert len(found) == 1, found
    assert found[0][1:] == (days, role)


@pytest.mark.parametrize(
    "text",
    [
        "he may go",
        "they march on",
        "killed in 2000 villages",
        "2000 soldiers",
        "2,022 men",
        "a 37-year-old man",
        "a boy of 12 years",
        "in two weeks' time",
        "the bloodiest month of the year",
        "the deadliest day in a decade",
        "present for over two decades, with",
        "the 2 1/2-year-old war",
        "BY 1800, WE HAD WON",
        "AS OF 1618, THE TOTAL IS 45",
        "a T-72 and a Su-27",
        "the 40th Brigade",
        "Mr April said",
        "sunny and wed",
        "5.56mm rounds",
        "a leader of the 19 April Movement",
    ],
)
def test_no_form(text: str) -> None:
    assert read(text) == []


def test_a_date_that_could_be_two_days_is_unknown() -> None:
    assert read("published 3/4/2022")[0][1] == "?"


def test_without_publication_date_relative_expressions_are_unknown() -> None:
    assert [days for _, days, _ in read("killed on Monday, not yesterday or last year", None)] == ["?", "?", "?"]


def test_year_goes_on_from_the_last_explicit_date() -> None:
    text = (
        "The siege began on 26 February 2012. On 4 March the town fell. In December it rained. On 2 January it ended."
    )
    assert [days for _, days, _ in read(text, None)][1:] == ["2012-03-04", "2012-12-01..2012-12-31", "2013-01-02"]


def test_no_year_goes_on_from_what_a_record_is_compared_with() -> None:
    text = "It was the worst raid on the town since car bombs in April 2004 went off. On January 27 a mine went off."
    assert [days for _, days, _ in read(text, None)] == ["2004-04-01..2004-04-30", "?"]


def test_previous_days_are_those_before_the_last_day_named() -> None:
    text = "On 1 October 2015 it was reported that they had come over the previous 10 days."
    assert read(text, None)[1][1] == "2015-09-22..2015-10-01"


def test_year_goes_on_from_a_part_of_a_month() -> None:
    assert read("Rain fell in early July 2014. On 15 October a mine went off.", None)[-1][1] == "2014-10-15"


def test_span_of_months_has_the_year_of_its_end() -> None:
    assert read("The siege (April–June 2015) failed.", None)[0][1] == "2015-04-01..2015-06-30"
    assert read("It lasted from November to March 2015.", None)[0][1] == "2014-11-01..2015-03-31"


def test_year_in_bold_type_counts() -> None:
    assert read("The **2017 Ford offensive** failed. It began on 4 October.", None)[-1][1] == "2017-10-04"


def test_look_back_ends_with_its_line() -> None:
    text = (
        "The siege began on 5 March 2022.\n\nOn 9 May 2014 the town had been held by rebels. On 2 June they left.\n\n"
        "On 20 March the port fell."
    )
    assert [days for _, days, _ in read(text, None)][2:] == ["2014-06-02", "2022-03-20"]


def test_year_told_in_passing_does_not_go_on() -> None:
    text = "On 3 May 2015 rebels, armed with guns bought in 1987, took the town. On 9 May it was lost."
    assert read(text, None)[-1][1] == "2015-05-09"


def test_beside_a_publication_date_a_year_of_long_ago_goes_on_only_near_by() -> None:
    assert read("On 1 March 2014 men in green came. On 18 March the treaty was signed.")[1][1] == "2014-03-18"
    assert read("In June 2013 a bomb went off; so did the two bombs of January 10.")[1][1] == "2022-01-10"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On 3 May it fell. That day five died.", "2022-05-03"),
        ("On 3 May it fell. The next day five died.", "2022-05-04"),
        ("On 3 May it fell. Two days later five died.", "2022-05-05"),
        ("On 3 May it fell. A month before that it stood.", "2022-04-01..2022-04-30"),
        ("On 3 May it fell. Since then five died.", "2022-05-03"),
        ("In April 2019 it fell. That month five died.", "2019-04-01..2019-04-30"),
        ("In 2015 it fell. In September of that year five died.", "2015-09-01..2015-09-30"),
    ],
)
def test_expression_counted_from_the_last_one(text: str, days: str) -> None:
    assert read(text)[1][1] == days


def test_find_in_part_of_a_text_keeps_offsets() -> None:
    text = "On 3 May 2021 it fell. On 9 May 2021 it stood."
    refs = find(text, 23, len(text), None)
    assert [(text[r.start : r.end], r.basis) for r in refs] == [("9 May 2021", "explicit")]


def when(marked: str, published: date | None = TUESDAY) -> list[str]:
    """ "start..end basis" of each figure, with ? for an unknown edge."""
    document, figures = article(marked, published)
    return [f"{w.start or '?'}..{w.end or '?'} {w.basis}" for w in periods.assign(document, figures)]


def test_no_figures() -> None:
    document, _ = article("Nothing happened on Monday.")
    assert periods.assign(document, []) == []


# fmt: off
PERIODS = [
    # the nearest expression of the clause
    ("A blast killed [nine|casualties.killed] people on Monday.", ["2022-06-06..2022-06-06 relative"]),
    ("Gunmen killed [14|casualties.killed] men in Zamfara, Nigeria, on Monday, police said.",
     ["2022-06-06..2022-06-06 relative"]),
    ("Rebels clashed at the port on Sunday; at least [36|casualties.killed] people were killed.",
     ["2022-06-05..2022-06-05 inherited"]),
    ("Between 1980 and 1992 more than [75,000|casualties.killed] people died.",
     ["1980-01-01..1992-12-31 explicit"]),
    ("4 June - Militants have executed [106|casualties.killed] men since 31 May, it was said.",
     ["2022-05-31..? relative"]),
    ("[Two|casualties.killed] men died on Sunday and [five|casualties.killed] on Monday.",
     ["2022-06-05..2022-06-05 relative", "2022-06-06..2022-06-06 relative"]),
    ("On Monday rebels overran the post near the river, and [40|casualties.killed] soldiers died.",
     ["2022-06-06..2022-06-06 relative"]),
    ("It was the worst raid since 2011, when [15|casualties.killed] guards were shot.",
     ["2011-01-01..2011-12-31 explicit"]),
    ("In May 2019 it lost [17|casualties.killed] men in the hills; some [30|casualties.wounded] were flown out.",
     ["2019-05-01..2019-05-31 explicit", "2019-05-01..2019-05-31 inherited"]),
    ("A raid in February 2019 failed. [Five|casualties.wounded] men were hurt on the same day.",
     ["2019-02-01..2019-02-28 explicit"]),
    ("The country had [410|equipment.holdings] warheads in January 2021 and [500|equipment.holdings] a year later.",
     ["2021-01-01..2021-01-31 explicit", "2022-01-01..2022-12-31 explicit"]),
    ("In May, [428|equipment.lost] tanks were destroyed, a number topped only in March.",
     ["2022-05-01..2022-05-31 relative"]),
    ("Before February 2022 the fleet had [80|equipment.holdings] ships.", ["2022-02-01..2022-02-28 explicit"]),
    ("It foresees [395|equipment.holdings] ships in 2025, rising to [435|equipment.holdings] in 2030.",
     ["2025-01-01..2025-12-31 explicit", "2030-01-01..2030-12-31 explicit"]),
    # what set off a war is of its start, and a campaign's dead are counted from there
    ("The war began on 5 March. The war was triggered when rebels killed [70|casualties.killed] guards.",
     ["2022-03-05..2022-03-05 inherited"]),
    ("Some [627|casualties.killed] people were killed in the campaign, which began on 13 May.",
     ["2022-05-13..? relative"]),
    # a date in an aside, and the day of the news where only a later sentence has it
    ("In the north, where a truce ended the war in May, a drone killed [two|casualties.killed] men.",
     ["?..2022-06-07 published"]),
    ("Raid kills six\n\nA raid killed [six|casualties.killed] men.\n\nBefore Sunday's attack all had been quiet.",
     ["2022-06-05..2022-06-05 inherited"]),
    ("In May [243|casualties.killed] people died. Mines killed [39|casualties.killed] people during the month.",
     ["2022-05-01..2022-05-31 relative", "2022-05-01..2022-05-31 inherited"]),
    # a statement of months ago dates the event that it tells
    ("Bomb kills nine\n\nA bomb killed nine people on Sunday.\n\nOn 3 February 2021 officials said "
     "[six|casualties.killed] men were killed in a raid.", ["2021-02-03..2021-02-03 explicit"]),
    # what will be is of then
    ("By 2030 some [1,000|equipment.holdings] missiles will be ready.", ["2030-01-01..2030-12-31 explicit"]),
    ("The navy will reduce the number of its crews at the two bases from [4,000|deployment.present] to "
     "[3,000|deployment.present] by 15 January.", ["?..? None", "2023-01-15..2023-01-15 relative"]),
    # the time of a statement is not the time of the event
    ("Rebels stormed a post on Sunday.\n\nThe raid killed [six|casualties.killed] men, the army said on Monday.",
     ["2022-06-05..2022-06-05 inherited"]),
    ("The army said on Monday that [900|casualties.killed] of its men had been killed since 1 March.",
     ["2022-03-01..2022-06-06 relative"]),
    ("A colonel told reporters on Friday that the rebels had [4,000|strength.total] fighters.",
     ["2022-06-03..2022-06-03 relative"]),
    # since, until, as of
    ("Since 24 February [31,000|casualties.killed] soldiers have been killed.", ["2022-02-24..? relative"]),
    ("As of 14 March the navy had [12|equipment.holdings] frigates.", ["2022-03-14..2022-03-14 relative"]),
    # from the lines before
    ("A bomb went off in a market on Sunday. [Nine|casualties.killed] people died.",
     ["2022-06-05..2022-06-05 inherited"]),
    # headline
    ("Bomb kills [nine|casualties.killed] in market\n\nA bomb killed [nine|casualties.killed] people on Sunday.",
     ["2022-06-05..2022-06-05 inherited", "2022-06-05..2022-06-05 relative"]),
    # back to the main event after a look back
    ("Bomb kills nine\n\nA bomb killed [nine|casualties.killed] people on Sunday.\n\nIn 2019 a raid killed "
     "[40|casualties.killed] people there.\n\nPolice said [three|casualties.wounded] of the wounded were children.",
     ["2022-06-05..2022-06-05 relative", "2019-01-01..2019-12-31 explicit", "2022-06-05..2022-06-05 inherited"]),
    # no date but the publication
    ("Gunmen shot [two|casualties.killed] men dead in the old town.", ["?..2022-06-07 published"]),
    # an undated present size has none
    ("The country has [40,000|strength.active] soldiers.", ["?..? None"]),
    # a plan has none but its own
    ("Berlin will send [500|deployment.planned] troops.", ["?..? None"]),
    ("Berlin said on Monday that it would send [500|deployment.planned] troops.", ["?..? None"]),
    # what is of a date beyond dashes is not of the one that follows them
    ("THE SIEGE OF MAY 2019 -- WHICH COST [60|casualties.killed] LIVES -- HAS BEEN DENIED SINCE MARCH.",
     ["2019-05-01..2019-05-31 explicit"]),
    # the day of a count is no day of the event
    ("On Monday a commission concluded that [90|casualties.killed] people died in the raid of 3 May.",
     ["2022-05-03..2022-05-03 relative"]),
    # the start of a war is the day of those who died on it
    ("The war began on 5 March when rebels crossed the river and killed [70|casualties.killed] guards and seized "
     "[nine|casualties.captured].", ["2022-03-05..2022-03-05 relative"] * 2),
    # the start of the count, told once, is that of all totals
    ("More than [9,000|casualties.killed] people have been killed.\n\nSome [8,000|casualties.wounded] have been hurt "
     "since 1 March, doctors say.", ["2022-03-01..? inherited", "2022-03-01..? relative"]),
    ("Rebels have fought the army since 1989.\n\nMore than [9,000|casualties.killed] people have been killed in the "
     "conflict.", ["1989-01-01..? inherited"]),
    # soldiers who are there now are not of the day of the last raid
    ("A raid killed [two|casualties.killed] men on Monday.\n\nSome [4,500|deployment.present] soldiers remain based "
     "there.", ["2022-06-06..2022-06-06 relative", "?..? None"]),
    # the event of the lede goes before one of the background
    ("[Six|casualties.killed] rebels were killed. Soldiers stormed their camp on Monday.\n\nPolice spoke of calm. The "
     "camp had been watched. Nobody fled. Roads are shut.\n\nIt was raided on 9 May, when "
     "[three|casualties.killed] died.", ["2022-06-06..2022-06-06 inherited", "2022-05-09..2022-05-09 relative"]),
    # a day beside a verb of saying is the event's where it stands as its possessor
    ("A spokesman said Monday's attack killed [eight|casualties.killed] men.", ["2022-06-06..2022-06-06 relative"]),
    # the day when a death was made known
    ("Rebels killed [16|casualties.killed] men on Sunday.\n\nThe staff announced the death of [16|casualties.killed] "
     "soldiers on Monday.", ["2022-06-05..2022-06-05 relative", "2022-06-05..2022-06-05 inherited"]),
    # a plan does not happen on the day of its approval
    ("The president last week approved the deployment of [900|deployment.planned] soldiers.", ["?..? None"]),
    # a size before or since a war is not of the war's first day
    ("The army has [9,000|strength.active] men, up from [4,000|strength.active] before the war began in May 2021.",
     ["?..? None", "2021-05-01..2021-05-01 inherited"]),
    # the start of a campaign behind its losses
    ("The army has so far lost [90|equipment.lost] tanks in its offensive that began on 4 May.",
     ["2022-05-04..? relative"]),
    # the past day before a total since the start of a war
    ("They killed [500|casualties.killed] men in the past 24 hours and put the dead since the start of the invasion at "
     "[88,300|casualties.killed].", ["2022-06-06..2022-06-07 relative", "?..2022-06-07 published"]),
    # a present perfect does not go with a past year
    ("Both sides agreed to hold talks in 2012 to end a war that has killed [40,000|casualties.killed] "
     "people.\n\nRebels launched their war in 1984.", ["1984-01-01..? inherited"]),
    # the only start that the article gives
    ("Some [443|casualties.killed] people have been killed in the war over the port.\n\nThe army launched "
     "an operation in April to take it.", ["2022-04-01..? inherited"]),
    # the name of a war is no date where there is one
    ("During the 2019 offensive rebels stormed a post on 3 May 2022, killing [eight|casualties.killed].",
     ["2022-05-03..2022-05-03 explicit"]),
    # the period told before
    ("The report covers the time from 3 to 9 May. During this period [109|casualties.killed] soldiers died.",
     ["2022-05-03..2022-05-09 inherited"]),
    # a size that will be has the day by which it will
    ("By 2030 the army will have [300|equipment.holdings] tanks.", ["2030-01-01..2030-12-31 explicit"]),
    # the size that is now, beside the one that was
    ("The army now has [8,400|strength.active] men, compared with [90,000|strength.active] in 2011.",
     ["2022-06-07..2022-06-07 relative", "2011-01-01..2011-12-31 explicit"]),
    # a length of time dates nothing but its own sentence
    ("After four days of fighting a truce was signed. The clashes had cost [270|casualties.killed] lives.",
     ["?..2022-06-07 published"]),
    # the fighting that broke out is counted from then
    ("Fighting broke out on Thursday in the port.\n\nThe fighting has killed [300|casualties.killed] people.",
     ["2022-06-02..? inherited"]),
    # the day on which a toll rose is no day of the event
    ("A rocket hit the city on Saturday.\n\nThe toll from the attack rose to [40|casualties.killed] on Monday.",
     ["2022-06-04..2022-06-04 inherited"]),
    # the event that the sentence before dates
    ("A raid killed [21|casualties.killed] men on Monday.\n\nThe war began after a massacre on 3 May.\n\nSome "
     "[900|casualties.killed] people were killed in the massacre.",
     ["2022-06-06..2022-06-06 relative", "2022-05-03..2022-05-03 inherited"]),
    # the event told first in the lede goes before the one told next
    ("[5|casualties.killed] men have been killed. They were attacked on Sunday.\n\nOn Friday rebels shot "
     "[two|casualties.killed].", ["2022-06-05..2022-06-05 inherited", "2022-06-03..2022-06-03 relative"]),
    # what is below a target of a coming year
    ("Numbers are far below the target of [73,000|strength.active] by 2025.", ["2025-01-01..2025-12-31 explicit"]),
    # a size is not of the day on which an operation began
    ("Some [3,000|deployment.present] soldiers are in the operation, which began on 9 May.", ["?..? None"]),
    # a total that a death raises has a time of its own
    ("[One|casualties.killed] soldier was killed on Monday, taking the total number killed this year to "
     "[100|casualties.killed].", ["2022-06-06..2022-06-06 relative", "2022-01-01..2022-06-07 relative"]),
    ("Since 2001 they lost [186|casualties.killed] men, including [17|casualties.killed] during the month of May 2022.",
     ["2001-01-01..? explicit", "2022-05-01..2022-05-31 explicit"]),
    ("The raid brings the number of dead since the start of the year to [83|casualties.killed].",
     ["2022-01-01..? relative"]),
    ("It was the deadliest raid since bombers killed [30|casualties.killed] soldiers in January.",
     ["2022-01-01..2022-01-31 relative"]),
    ("The army began an offensive on 3 May to take the port.\n\nAt least [57|casualties.killed] soldiers have been "
     "killed.", ["2022-05-03..? inherited"]),
    # a look back from the event does not date it
    ("The army said it killed [21|casualties.killed] bandits in a duel.\n\nIt came on Monday. A week earlier, bandits "
     "killed [30|casualties.killed] farmers.", ["2022-06-06..2022-06-06 inherited", "2022-05-30..2022-05-30 explicit"]),
    ("A raid killed [2|casualties.killed] men on Monday.\n\nIt comes a week after gunmen shot [3|casualties.killed] "
     "guards.", ["2022-06-06..2022-06-06 relative", "2022-05-30..2022-05-30 inherited"]),
    # the header of a list
    ("Losses since 1 March 2022:\n\n- tanks: [120|equipment.lost]\n- guns: [85|equipment.lost]",
     ["2022-03-01..? explicit", "2022-03-01..? explicit"]),
    ("Losses since 1 March 2022:\n\n- tanks: [120|equipment.lost] (+[3|equipment.lost])",
     ["2022-03-01..? explicit", "2022-06-06..2022-06-07 relative"]),
    # the date of a whole article
    ("The figures below are for 2019. France has [200,000|strength.active] soldiers.\n\nItaly has "
     "[165,000|strength.active].", ["2019-01-01..2019-12-31 inherited"] * 2),
    # a total goes on
    ("Since 24 February the enemy has lost [1,390|equipment.lost] tanks. In the air the tally is "
     "[177|equipment.lost] helicopters.", ["2022-02-24..? relative", "2022-02-24..? inherited"]),
    # the start of the war, as the article tells it
    ("The war began on 24 February.\n\nSince the start of the war [900|casualties.killed] men have been killed.",
     ["2022-02-24..? inherited"]),
    ("The civil war began on 24 February. The offensive began on 3 May.\n\nSince the rebel offensive started, "
     "[130|casualties.killed] civilians have been killed.", ["2022-05-03..? inherited"]),
    # a share with a start of its own
    ("By 17 May some [9,000|casualties.killed] fighters had been killed, with half of those dying since 2 March.",
     ["?..2022-05-17 relative"]),
    # what has happened is not of a day to come
    ("Soldiers arrested [22|casualties.captured] miners before a strike that will begin on 14 June.",
     ["?..2022-06-07 published"]),
    ("The attack launched on 11 May has cost [4,834|casualties.killed] lives.", ["2022-05-11..? relative"]),
    ("In the last 24 days [457|casualties.killed] soldiers were killed.\n\nA bomb went off on Monday.\n\n"
     "Over the same period rebels lost [900|equipment.lost] rifles.",
     ["2022-05-15..2022-06-07 relative", "2022-05-15..2022-06-07 inherited"]),
    # a date that cannot be resolved is not replaced by a guess
    ("The raid of 3/4/2022 killed [six|casualties.killed] men.", ["?..? None"]),
    # capitals
    ("LIMA, 7 JUN 22 (ANY AGENCY) -- A BOMB KILLED [THREE|casualties.killed] SOLDIERS YESTERDAY.",
     ["2022-06-06..2022-06-06 relative"]),
]
# fmt: on


@pytest.mark.parametrize(("marked", "expected"), PERIODS, ids=[case[0][:50] for case in PERIODS])
def test_period(marked: str, expected: list[str]) -> None:
    assert when(marked) == expected


def test_article_without_publication_date() -> None:
    battle = (
        "Battle of the Ford\n\nThe battle was fought on 3 May 1813 between two armies.\n\n"
        "The defenders lost [300|casualties.killed] men. The attackers had [2,000|strength.total] men."
    )
    assert when(battle, None) == ["1813-05-03..1813-05-03 inherited"] * 2
    assert when("[Two|casualties.killed] men died on Monday.", None) == ["?..? None"]
    chronicle = "On 22 June 2011, officials reported that rebels fired [seven|equipment.used] rockets."
    assert when(chronicle, None) == ["2011-06-22..2011-06-22 explicit"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Battle of the Ford (1788)\nOn 11 July they lost [300|casualties.killed] men.", "1788-07-11..1788-07-11"),
        ("The siege\nOn 3 May [47|casualties.killed] died.\n- Raid of 3 May 2012", "2012-05-03..2012-05-03"),
        ("The siege\nOn 3 May [47|casualties.killed] died. In 2013 it went on.\n- Raid of 3 May 2012", "?..?"),
        ("The siege\nOn 3 May [47|casualties.killed] died, as in the war of 2011.", "?..?"),
        ("Raids\n- 9 November: [47|casualties.killed] died.\n2017\n- 3 May: Rebels fled.", "2016-11-09..2016-11-09"),
    ],
)
def test_the_only_year_of_an_undated_text_is_that_of_its_first_days(text: str, days: str) -> None:
    assert when(text, None)[0].split()[0] == days


def test_an_entry_of_a_chronicle_goes_on_with_its_own_date() -> None:
    chronicle = (
        "Raids on the port\n\n2017\n\n- 3 May: Rebels shot [12|casualties.killed] men. In retaliation the army killed "
        "[20|casualties.killed] rebels.\n- 9 May: Rebels shot [two|casualties.killed] men."
    )
    days = ["2017-05-03..2017-05-03", "2017-05-03..2017-05-03", "2017-05-09..2017-05-09"]
    assert [found.split()[0] for found in when(chronicle, None)] == days


def test_a_man_who_died_in_a_battle_of_weeks_is_no_toll_of_it() -> None:
    document, figures = article(
        "Battle of the Ford\n\nThe battle was fought from 3 May 1813 to 9 June 1813.\n\nFootage showed "
        "[2|casualties.killed] dead men. In all [300|casualties.killed] men were lost.",
    )
    assert [found.extent for found in periods.assign(document, figures)] == ["incident", "cumulative"]


def test_a_raid_of_one_day_has_no_toll_of_weeks() -> None:
    text = (
        "2017 airstrike on the port\n\nAir raids from 1 March to 17 March 2017 went before.\n\n"
        "The strikes destroyed [56|equipment.lost] vehicles."
    )
    document, figures = article(text)
    assert [found.extent for found in periods.assign(document, figures)] == ["incident"]


def test_a_chapter_after_the_story_is_of_the_year_of_the_story() -> None:
    story = (
        "Siege of the port\n\nThe siege began on 24 February 2022 and lasted until 20 May.\n\n## After the siege\n\n"
        "In June 2023 the mayor returned.\n\nOn 3 July [two|casualties.killed] men were shot.\n\n## Losses\n\n"
        "On 12 April officials said that [900|casualties.killed] had been killed."
    )
    assert [found.split()[0] for found in when(story, None)] == ["2023-07-03..2023-07-03", "2022-04-12..2022-04-12"]


def test_a_look_back_ends_only_where_the_story_was_at_home_before() -> None:
    topics = (
        f"Crimes of the war\n\n{'Both sides broke the law. ' * 20}\n\nIn April 2016 an envoy spoke.\n\n"
        "In August 2013 they shot [two|casualties.killed].\n\nIn 2012 a law was passed.\n\n"
        "On 31 March [35|casualties.killed] men were shot."
    )
    assert [found.split()[0] for found in when(topics, None)] == ["2013-08-01..2013-08-31", "2012-03-31..2012-03-31"]


def test_days_before_the_one_year_of_an_undated_text_are_of_that_year() -> None:
    story = (
        "Fall of the port\n\nOn 26 February shells killed [three|casualties.killed] men.\n\n"
        "On 4 April 2019 the last troops left."
    )
    assert when(story, None)[0].split()[0] == "2019-02-26..2019-02-26"
    later = story + " Talks failed on 3 May 2021."
    assert when(later, None)[0].split()[0] == "2019-02-26..2019-02-26"
    before = story.replace("On 4 April", "After the war of 2011 there was peace until on 4 April")
    assert when(before, None)[0].split()[0] == "?..?"


def test_the_year_in_the_title_is_that_of_the_days_whatever_others_are_named() -> None:
    story = "Siege of the port (2014)\n\nOn 15 October [35|casualties.killed] men died, as some did in 2012 and 2011."
    assert when(story, None)[0].split()[0] == "2014-10-15..2014-10-15"


def test_an_undated_narrative_goes_on_from_the_paragraph_above() -> None:
    story = (
        "Fight for the port\n\nOn 14 December 2014 many rebels took the northern post.\n\n"
        "The fighting left [100|casualties.killed] soldiers dead.\n\nNobody knows more.\n\n"
        "It is said that [30|casualties.killed] were lost."
    )
    assert [found.split()[0] for found in when(story, None)] == ["2014-12-14..2014-12-14", "?..?"]


def test_table_rows_have_their_own_dates() -> None:
    rows = "| 3 May 2010 | [2|casualties.killed] |\n| 9 June 2010 | [4|casualties.killed] |"
    table = f"Losses of the contingent\n\n| Date | Dead |\n{rows}"
    assert when(table, None) == ["2010-05-03..2010-05-03 explicit", "2010-06-09..2010-06-09 explicit"]


@pytest.mark.parametrize("published", [TUESDAY, None])
def test_long_lists_and_sentences_do_not_take_forever(published: date | None) -> None:
    entries = "\n".join(f"- item {i}: [{i + 10}|equipment.lost]" for i in range(1500))
    sentence = " ".join(f"[{i + 10}|casualties.killed] men died on 3 May and" for i in range(150))
    document, figures = article(f"Losses since 1 May 2022:\n\n{entries}\n\n{sentence} so on.", published)
    start = time.process_time()
    assert len(periods.assign(document, figures)) == 1650
    assert time.process_time() - start < 10  # half a second; half a minute where each figure reads the whole list


def test_the_rest_of_a_caption_tells_no_time() -> None:
    """A date before the brackets that close a caption is none of the text."""
    assert read("the army had 40 tanks. , 9 May 2015]]") == []


def test_of_a_day_and_the_year_of_a_war_the_day_goes_on() -> None:
    story = (
        "The base was attacked on 13 March 2022, in the course of the invasion of 2022. "
        "[30|casualties.killed] soldiers were killed there."
    )
    assert when(story, None)[0].split()[0] == "2022-03-13..2022-03-13"


def test_a_siege_of_centuries_ago_is_dated_by_its_lede() -> None:
    story = (
        "Siege of Norwick (1592)\n\nThe siege of Norwick was the capture of the town by the Ottoman Empire in June "
        "1592.\n\nMore than [2000|casualties.killed] civilians were killed after the troops entered the town."
    )
    assert when(story, None)[0].split()[0] == "1592-06-01..1592-06-30"
