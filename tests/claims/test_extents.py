"""What span figures sum over."""

from __future__ import annotations

from datetime import date

import pytest
from marked_text import article

from flows.claims import periods

# fmt: off
CASES = [
    # sizes
    ("The army has [40,000|strength.active] soldiers.", "stock"),
    ("Since 2014 the navy has had [12|equipment.holdings] frigates.", "stock"),
    ("In 2021 some [900|deployment.present] soldiers were there.", "stock"),
    ("Kyiv got [180|casualties.captured] men back in the largest exchange of the war.", "incident"),
    # a day, or days, of what lasted
    ("War in Syria\n\nRebels killed [40|casualties.killed] soldiers on the first day of the offensive.", "incident"),
    ("War in Syria\n\nIn the first two days of the offensive [300|casualties.killed] soldiers died.", "period"),
    # what a record is compared with
    ("It was the deadliest attack on U.S. troops since a May 2015 raid which killed [six|casualties.killed] men.",
     "incident"),
    ("It was the first major raid in the town since car bombs in April 2004 killed [74|casualties.killed].",
     "incident"),
    ("It was the bloodiest attack since May 2009, when [155|casualties.killed] people died in it.", "incident"),
    ("It was the bloodiest month since May 2009, when [155|casualties.killed] people were killed.", "period"),
    ("It is the deadliest base: [40|casualties.killed] men have been killed there since June 2015.", "cumulative"),
    ("May was the deadliest month since 2008, with [139|casualties.killed] men killed.", "period"),
    # all of a month or a week
    ("The army killed [12|casualties.killed] rebels in the month of January.", "period"),
    ("At least [12|casualties.killed] men have died this week.", "period"),
    ("The siege, which lasted from May to August 1945, cost [3,000|casualties.killed] lives.", "cumulative"),
    ("Russia had lost [9,751|equipment.lost] tanks.", "cumulative"),
    ("In the Falklands War (2 April - 14 June 1982) Argentina lost [649|casualties.killed] men.", "cumulative"),
    # plans
    ("Berlin will send [500|deployment.planned] troops since it must.", "incident"),
    ("That makes a total of [186|equipment.planned] aircraft to be built.", "cumulative"),
    # one event
    ("A bomb killed [nine|casualties.killed] people on Monday.", "incident"),
    ("At least [nine|casualties.killed] people have been killed in an attack on a mosque.", "incident"),
    ("The death toll from the blast rose to [31|casualties.killed].", "incident"),
    ("A man had been killed and [two|casualties.wounded] hurt.", "incident"),
    ("In 2011 a bomb left [15|casualties.killed] dead.", "incident"),
    ("Last month gunmen stormed a post and [12|casualties.killed] guards died.", "incident"),
    ("Rebels fired [30|equipment.used] rockets.", "incident"),
    ("[Ten|casualties.killed] people have been killed since last night.", "incident"),
    ("It shot down [36|equipment.lost] drones in the past day.", "incident"),
    ("Since 2022 it has not lost [1,140|casualties.total] men in a single day before.", "incident"),
    ("The rebels let [4,208|casualties.captured] prisoners of war go.", "incident"),
    ("Since April, when [five|casualties.killed] soldiers and 6 guards died there, all is quiet.", "incident"),
    ("In three days of fighting [14|casualties.killed] men died.", "incident"),
    # rates
    ("The defenders lose [200|casualties.killed] men a day.", "incident"),
    ("Since May some [90|casualties.killed] have died every week.", "incident"),
    # spans and parts of a war
    ("In five days of operations they killed [14|casualties.killed] men.", "period"),
    ("In the first days of the offensive [50|casualties.killed] men were killed.", "period"),
    ("In the first two weeks of the war it lost [61|casualties.killed] men.", "period"),
    ("More than [8,000|casualties.total] soldiers were lost in July.", "period"),
    ("In July [8,085|recruitment] recruits joined the army.", "period"),
    # running totals
    ("In nine years of fighting [27,000|casualties.killed] people have been killed.", "cumulative"),
    ("[100|casualties.killed] men have been killed and 900 wounded since they went to the front.", "cumulative"),
    ("Since 24 February [31,000|casualties.killed] soldiers have been killed.", "cumulative"),
    ("[143|casualties.killed] of them have died since the truce collapsed.", "cumulative"),
    ("Rebels have shot down [seven|equipment.lost] helicopters since the truce collapsed in March.", "cumulative"),
    ("The rebels' losses include [11|equipment.lost] tanks.", "cumulative"),
    ("So far [87|casualties.killed] people have died.", "cumulative"),
    ("The toll now stands at [1,390|casualties.killed].", "cumulative"),
    ("A total of [60|casualties.wounded] soldiers were hurt.", "cumulative"),
    ("The war has cost [300|casualties.killed] lives.", "cumulative"),
    ("The conflict, now in its sixth year, has claimed [300|casualties.killed] lives.", "cumulative"),
    ("In the Gulf War of 1991 [148|casualties.killed] Americans died.", "cumulative"),
    ("The fighting of 1950-53 took the lives of [36,500|casualties.killed] soldiers.", "cumulative"),
    ("More than [9,000|casualties.killed] soldiers are dead.", "cumulative"),
    ("By then they had inflicted 10. By 1800, they had inflicted [12|casualties.total] casualties.", "cumulative"),
    ("Kyiv has received [16|equipment.delivered] launchers.", "cumulative"),
    ("The campaign has gone on for years, with [scores|casualties.killed] of men killed.", "cumulative"),
    ("The deaths push the toll of soldiers killed in the north past [1,900|casualties.killed].", "cumulative"),
    ("This brings to [36|casualties.killed] the number of guards who have died there.", "cumulative"),
    ("The fighting has killed [thousands|casualties.killed] of people.", "cumulative"),
    ("As of Friday, [nine|casualties.killed] soldiers had been killed in the clashes.", "cumulative"),
    ("Hundreds had been hurt and [300|casualties.killed] had died in the siege before Friday.", "cumulative"),
    ("The death toll from four days of clashes rose to [300|casualties.killed].", "cumulative"),
    ("Before the attack, it said that the campaign had wounded [247|casualties.wounded] others.", "cumulative"),
    ("The war that ended with his fall in May killed [500,000|casualties.killed] people.", "cumulative"),
    ("They counted [63|casualties.killed] deaths in a single week in August.", "period"),
    ("The raid brings to [61|casualties.killed] the number of men killed this month.", "period"),
    ("Last year the conflict claimed [252|casualties.killed] lives.", "period"),
    ("Remnants of war killed [39|casualties.killed] people on the way.", "incident"),
    ("The long war left [3,961|casualties.killed] people dead, most of them since the bombing of May.", "cumulative"),
    ("Nobody forgets the [250|casualties.killed] who died in the 2006 war with them.", "cumulative"),
    ("In the coalition's first month [1,080|casualties.killed] people died.", "period"),
    ("In 2002 a battle there killed [52|casualties.killed] men.", "incident"),
    # the toll of one event, and a toll that is only compared
    ("The army spoke of a provisional toll of [four|casualties.killed] dead.", "incident"),
    ("The raids killed [16|casualties.killed] men, the highest toll in years.", "incident"),
    ("The blast brought the number of dead in the attack to [31|casualties.killed].", "incident"),
    ("Rebels claimed to have killed [173|casualties.killed] soldiers.", "incident"),
    ("In an act unheard of in the country's history of violence they seized [31|casualties.captured] men.", "incident"),
    ("Two of our men died; [12|casualties.killed] more were killed in the war.", "incident"),
    # a war's total: it is its subject, or the count goes up to a day
    ("The conflict resulted in the deaths of more than [70|casualties.killed] civilians.", "cumulative"),
    ("Rebels said they had killed [100|casualties.killed] soldiers by 5 June.", "cumulative"),
    ("The plan should end a war; on Friday [13|casualties.killed] died in it, a war that has cost much.", "incident"),
    ("The rocket attack killed [15|casualties.killed] people, the deadliest since 1 March.", "incident"),
    ("Clashes have killed [65|casualties.killed] people in recent weeks.", "period"),
    ("[Nine|casualties.killed] were killed in the latest violence.", "incident"),
    ("There have been 12 strikes since the war began, with [64|casualties.killed] deaths so far.", "cumulative"),
    ("Rebels killed [three|casualties.killed] people near a region wracked by conflict.", "incident"),
    ("In May at least [40|casualties.killed] soldiers, rebels and farmers were killed there.", "period"),
    ("Four men died; [4|casualties.killed] soldiers were killed by a guard at a base in May.", "incident"),
    ("A renewed outburst of fighting that has killed [4|casualties.killed] villagers worries them.", "incident"),
    ("[52|casualties.killed] soldiers were killed during the eight-day operation.", "cumulative"),
    ("In an operation in the marshes the army killed [1,000|casualties.killed] rebels.", "cumulative"),
    ("A man was hurt and [40|casualties.killed] died in a raid; rebels left an hour later.", "incident"),
    ("At least [200|casualties.killed] guards died since the attack on the jail.", "cumulative"),
    ("The clashes claimed around [270|casualties.killed] lives.", "cumulative"),
    ("The clashes claimed [3|casualties.killed] lives.", "incident"),
    ("In an army offensive on a base [10|casualties.killed] rebels were killed.", "incident"),
    ("So far this year, [12|casualties.killed] members of the party have been killed by gunmen.", "cumulative"),
    ("It was the first since a suicide attack on a base killed [28|casualties.killed] in November.", "incident"),
    ("Other deliveries included [three|equipment.delivered] trainers.", "incident"),
    ("It was the deadliest raid since bombers killed [30|casualties.killed] soldiers in January.", "incident"),
    # people held
    ("The prison now houses roughly [3,000|casualties.captured] rebels.", "stock"),
    ("Rebels were still holding captive about [40|casualties.captured] villagers.", "stock"),
    ("Some [110|casualties.captured] hostages are still being held in the city.", "stock"),
    # stated periods
    ("So far this month [92|casualties.killed] soldiers died.", "period"),
    ("In January [145|casualties.killed] rebels were killed in 386 clashes in the operation.", "period"),
    ("The UN said that [1,119|casualties.killed] people died in violence in May.", "period"),
    ("The latest attack comes as figures show that [1,652|casualties.killed] people were killed in May.", "period"),
    ("In May some [40|casualties.killed] soldiers were killed in the north.", "period"),
    ("In May rebels overran a post, killing [40|casualties.killed] soldiers.", "incident"),
    ("Assaults by rebels over the past week have killed [38|casualties.killed] guards.", "period"),
    ("More than 900 were killed and [9,000|casualties.wounded] hurt in nearly a year of fighting.", "period"),
    ("Over the past two days [14|casualties.killed] medics had been killed.", "period"),
    ("In 2021 some [170|casualties.killed] civilians were killed in raids.", "period"),
    ("Attacks have cost [1,600|casualties.killed] lives this year.", "period"),
    ("In the last 15 days [40|casualties.killed] men were killed in clashes.", "period"),
    ("Between 9 and 13 April at least [101|casualties.killed] people were killed there.", "period"),
    ("In April [630|casualties.killed] people were killed.", "period"),
    ("It sent [14,000|deployment.sent] soldiers in 2021.", "period"),
    ("More than [30,000|deployment.withdrawn] fighters were demobilised between 2003 and 2006.", "period"),
    ("It cost [798|casualties.wounded] wounded in two years.", "period"),
    # deliveries
    ("The air force bought [36|equipment.delivered] jets in 2016.", "incident"),
]
# fmt: on


def read(marked: str, published: date | None = date(2022, 6, 7)) -> list[str]:
    document, figures = article(marked, published)
    return [w.extent for w in periods.assign(document, figures)]


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_extent(marked: str, expected: str) -> None:
    assert read(marked) == [expected]


def test_change_beside_a_total() -> None:
    assert read("Tanks: [1,358|equipment.lost] (+[9|equipment.lost])") == ["cumulative", "incident"]


def test_entries_of_a_list_are_of_one_extent() -> None:
    marked = "This morning's table:\n\n- personnel: [9,100|casualties.total]\n- ships: [28|casualties.total]"
    assert read(marked) == ["cumulative", "cumulative"]


def test_the_same_figure_has_one_extent() -> None:
    marked = "Toll climbs to [97|casualties.killed]\n\nDoctors counted [97|casualties.killed] bodies in the city."
    assert read(marked) == ["cumulative", "cumulative"]


def test_the_next_loss_of_a_sentence_goes_on() -> None:
    marked = "The war has cost the lives of [499|casualties.killed] men and left [97|casualties.wounded] hurt."
    assert read(marked) == ["cumulative", "cumulative"]


def test_a_thousand_dead_of_one_battle() -> None:
    marked = "Battle of the Ford\n\nThe attackers lost [1,200|casualties.killed] men."
    assert read(marked, None) == ["incident"]
    assert read(marked.replace("Battle of the Ford", "The long march"), None) == ["cumulative"]


def test_the_dead_of_an_undated_battle_as_a_whole() -> None:
    marked = "Battle of the Ford\n\nThe mayor said that [200|casualties.killed] men had been killed in the fighting."
    assert read(marked, None) == ["cumulative"]
    assert read(marked.replace("200", "12"), None) == ["incident"]
    assert read(marked.replace("in the fighting", "on 3 May 1813"), None) == ["incident"]


def test_a_window_counts_also_without_a_publication_date() -> None:
    assert read("[Forty-one|casualties.killed] men were killed in the last 2 weeks.", None) == ["period"]


def test_several_attacks_over_a_few_days() -> None:
    marked = (
        "Rebels broke the truce over the weekend. [Four|casualties.killed] soldiers were killed during the attacks."
    )
    assert read(marked) == ["period"]
    assert read(marked.replace("over the weekend", "on Monday")) == ["incident"]


def test_a_figure_far_below_the_total_of_the_war_is_of_the_event() -> None:
    marked = (
        "Gas kills [40|casualties.killed] in a raid\n\nMore than [100,000|casualties.killed] have died since 2011.\n\n"
        "The opposition puts the dead at [1,300|casualties.killed]."
    )
    assert read(marked) == ["incident", "cumulative", "incident"]


def test_a_sum_in_an_article_on_one_event_is_of_the_event() -> None:
    marked = "A bomb killed [30|casualties.killed] people on Monday.\n\nA total of [60|casualties.wounded] were hurt."
    assert read(marked) == ["incident", "incident"]
    assert read(marked.replace("were hurt", "have been hurt so far in the war")) == ["incident", "cumulative"]


def test_a_count_by_month_within_one_since() -> None:
    marked = "Some [4,000|casualties.killed] have died since 1 March, including [804|casualties.killed] just in May."
    assert read(marked) == ["cumulative", "period"]


def test_the_headline_rounds_the_total_of_the_text() -> None:
    marked = (
        "More than [120|casualties.killed] killed in fighting\n\nFighting has killed [121|casualties.killed] people "
        "since 1 March.\n\nDoctors said [three|casualties.killed] nurses died."
    )
    assert read(marked) == ["cumulative", "cumulative", "cumulative"]


def test_monthly_figures_go_on_in_the_next_paragraph() -> None:
    marked = (
        "In May some [104|casualties.killed] soldiers were killed.\n\nIn a statement released earlier this month, the "
        "agency said the number of civilians killed was [84|casualties.killed]."
    )
    assert read(marked) == ["period", "period"]


def test_an_undated_loss_is_of_the_whole_operation_of_an_article_that_looks_back() -> None:
    marked = (
        "Northern offensive\n\nThe offensive took place from 3 March 2015 to 9 April 2015.\n\nOn 4 March rebels lost "
        "[six|casualties.killed] men. [Two|equipment.lost] tanks burnt.\n\nThe army lost [300|casualties.killed] men."
    )
    assert read(marked, None) == ["incident", "incident", "cumulative"]


def test_a_toll_that_is_raised_is_not_that_of_the_attack_that_raises_it() -> None:
    marked = (
        "A raid on Monday killed [three|casualties.killed] men, bringing the toll of the war to [70|casualties.killed]."
    )
    assert read(marked) == ["incident", "cumulative"]


def test_since_in_a_relative_clause_is_of_the_figure_there() -> None:
    marked = (
        "Soldiers attacked a boat, killing [three|casualties.killed] men, in a series of strikes that have killed "
        "[130|casualties.killed] since 1 March."
    )
    assert read(marked) == ["incident", "cumulative"]


def test_a_toll_in_the_headline_is_of_the_attack_that_the_text_tells() -> None:
    marked = (
        "Toll rises to [40|casualties.killed]\n\nThe number of dead rose to [40|casualties.killed] on Monday.\n\nAt "
        "least [40|casualties.killed] people were killed in the attack."
    )
    assert read(marked)[0::2] == ["incident", "incident"]


def test_the_same_period_of_a_running_total() -> None:
    marked = (
        "Since 7 May [565|casualties.killed] civilians have died. Over the same period [16|casualties.killed] "
        "soldiers fell."
    )
    assert read(marked) == ["cumulative", "cumulative"]


def test_dead_of_many_attacks_are_more_than_those_of_one() -> None:
    marked = (
        "Rockets killed [15|casualties.killed] villagers on Monday.\n\nSome [48|casualties.killed] villagers have been "
        "killed in rocket attacks in the north."
    )
    assert read(marked) == ["incident", "cumulative"]


def test_losses_of_both_sides_of_an_operation() -> None:
    marked = "The army killed [1,000|casualties.killed] rebels and lost [52|casualties.killed] men in an operation."
    assert read(marked) == ["cumulative", "cumulative"]


def test_the_event_of_the_line_goes_before_the_total_of_the_article() -> None:
    marked = (
        "The war has killed [900|casualties.killed] people.\n\nIt follows an attack last month on a post. More than "
        "[92|casualties.killed] soldiers were killed."
    )
    assert read(marked) == ["cumulative", "incident"]


def test_dates_without_a_year_are_a_span_without_a_publication_date() -> None:
    assert read("Between 5 and 8 May at least [53|casualties.killed] people were killed there.", None) == ["period"]


def test_the_month_of_a_sum_is_that_of_its_parts() -> None:
    assert read("They destroyed [920|equipment.lost] vehicles, including [16|equipment.lost] tanks, in May.") == [
        "period",
        "period",
    ]


def test_since_may_be_an_adverb_or_compare() -> None:
    marked = "The war has killed [900|casualties.killed] since 8 May.\n\nThe army has since raided a camp, killing "
    assert read(f"{marked}[11|casualties.killed] men.") == ["cumulative", "incident"]
    assert read("The number of wounded has doubled since last year to [20|casualties.wounded].") == ["incident"]


def test_yearly_figures_go_on_in_their_line() -> None:
    marked = (
        "Last year [5,600|casualties.killed] people were killed in attacks. In addition, more than "
        "[2,200|casualties.wounded] were hurt."
    )
    assert read(marked) == ["period", "period"]


def test_a_total_of_the_day_is_no_running_one() -> None:
    marked = (
        "Some [20|casualties.killed] soldiers were killed on Monday.\n\nMore men died of their wounds, taking the "
        "total to [20|casualties.killed]."
    )
    assert read(marked) == ["incident", "incident"]


def test_since_governs_the_right_figure() -> None:
    marked = (
        "Since 7 October, when gunmen killed [1,405|casualties.killed] people, over [140|casualties.killed] others "
        "have lost their lives."
    )
    assert read(marked) == ["incident", "cumulative"]


def test_thousands_of_dead_in_a_battle_are_those_of_all_its_days() -> None:
    marked = "The battle was the bloodiest of that front, with [60,000|casualties.killed] dead on both sides."
    assert read(marked) == ["cumulative"]
