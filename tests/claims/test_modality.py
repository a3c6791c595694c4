"""How sure figures are said to be."""

from __future__ import annotations

from datetime import date

import pytest
from marked_text import article

from flows.claims import modality

# fmt: off
CASES = [
    ("Israel denied Syria's claim that [one|equipment.lost] jet was shot down.", "denied"),
    ("It was reported that the army had [two|casualties.killed] dead, but this report was denied.", "denied"),
    # asserted
    ("The blast killed [nine|casualties.killed] people.", "asserted"),
    ("The ministry said [nine|casualties.killed] people were killed.", "asserted"),
    ("More than [9,000|strength.active] soldiers serve there.", "asserted"),
    ("The army denied responsibility for the raid that killed [nine|casualties.killed] people.", "asserted"),
    ("The base, which would close in June, lost [two|equipment.lost] tanks.", "asserted"),
    ("In May [two|casualties.killed] men died.", "asserted"),
    ("IN MAY 1989 [TWO|casualties.killed] MEN DIED.", "asserted"),
    ("Beirut can call on some [80,000|strength.active] soldiers.", "asserted"),
    ("He said he would not leave, and that [two|casualties.killed] men had died.", "asserted"),
    ("They were reported to have [18,000|strength.active] men.", "asserted"),
    ("Intelligence estimated the cost at 3 billion, but [nine|casualties.killed] people died.", "asserted"),
    ("At least [one|equipment.lost] was destroyed before it could reach its target.", "asserted"),
    ("She estimated that 500 blasts shook it and reported that [30|casualties.killed] men had died.", "asserted"),
    ("The advance was slowed due to the discovery of [hundreds|equipment.holdings] of mines.", "asserted"),
    ("In the Russian-proposed truce [230|equipment.used] shells hit the city.", "asserted"),
    ("He said that [eight|casualties.wounded] were hurt and that more might be under it.", "asserted"),
    ("The toll may rise as [nine|casualties.missing] men are still missing.", "asserted"),
    ("The navy will reduce its crews from [4,000|strength.active] to 3,000.", "asserted"),
    # estimated
    ("India may have [150|equipment.holdings] warheads.", "estimated"),
    ("Analysts estimate that [900|casualties.killed] men have been killed.", "estimated"),
    ("An estimated [900|casualties.killed] men have been killed.", "estimated"),
    ("The group is believed to have [2,000|strength.total] fighters.", "estimated"),
    ("The group is thought to number [2,000|strength.total].", "estimated"),
    ("It began with perhaps [2,000|strength.total] fighters.", "estimated"),
    ("By the government's reckoning up to [900|casualties.killed] men have died.", "estimated"),
    ("Estimates of its size range from [1,000 to 2,000|strength.total] men.", "estimated"),
    ("Some [900|casualties.killed] men are dead, officials estimate.", "estimated"),
    ("Officers reckoned back then that [2,000|strength.total] men were left.", "estimated"),
    ("Western officials put the dead at [900 to 1,200|casualties.killed].", "estimated"),
    ("Mobilised men may have lifted the total to [500,000|strength.total].", "estimated"),
    ("The dead may number as many as [130,000|casualties.killed].", "estimated"),
    ("Up to [4,000|deployment.present] troops may be in the country.", "estimated"),
    ("The militia had up to [2,500|strength.total] men, the institute estimated then.", "estimated"),
    ("The survey foresees a fleet of [395|equipment.holdings] ships in 2025.", "estimated"),
    ("As many as [40|casualties.killed] people may have been killed in the raid.", "estimated"),
    # denied
    ("The army denied that its soldiers had killed [nine|casualties.killed] people.", "denied"),
    ("Tehran denies having lost [four|equipment.lost] drones.", "denied"),
    ("The Pentagon dismissed the claim that [four|equipment.lost] jets were shot down.", "denied"),
    ("The agency says it is untrue that gas has killed [dozens|casualties.killed].", "denied"),
    ("A spokesman rejected reports of [40|casualties.killed] deaths.", "denied"),
    ("With [50,000|casualties.killed] troops believed dead, the army is tired.", "estimated"),
    ("It killed [21|casualties.killed] rebels, just as 24 people were feared killed elsewhere.", "asserted"),
    # planned
    ("Poland plans to double its army to [250,000|strength.active].", "planned"),
    ("The navy will reduce its crews from 4,000 to [3,000|strength.active].", "planned"),
    ("By June no more than [8,000|deployment.present] soldiers should be left.", "planned"),
    ("If the minister is to be believed, it wants [90|equipment.holdings] tanks.", "planned"),
    ("Some [1,100|equipment.holdings] vehicles, 80 aircraft and 50 ships will be used.", "planned"),
    ("Berlin will send [500|deployment.planned] troops.", "planned"),
    ("The bill authorizes [nine|equipment.planned] ships.", "planned"),
    ("It was confirmed that [1,700|deployment.planned] troops would be sent.", "planned"),
    ("A force of [12,000|strength.total] volunteers was planned.", "planned"),
    ("The deal will enable it to increase the size of the army to [300,000|strength.active] men.", "planned"),
    ("It expects to train [900|recruitment] recruits.", "planned"),
    ("The admiral wants [313|equipment.holdings] ships.", "planned"),
    ("[No|deployment.planned] troops will be sent.", "planned"),
    # hypothetical
    ("Another [900|casualties.killed] people may be killed next year.", "hypothetical"),
    ("If the city falls, [900|casualties.killed] men will die.", "hypothetical"),
    ("The toll may rise to [200|casualties.killed].", "hypothetical"),
    ("It should have [42|strength.active] squadrons.", "hypothetical"),
    ("The army would need [60|equipment.planned] jets.", "hypothetical"),
    ("Should [500|equipment.planned] shells be delivered, the guns could fire.", "hypothetical"),
    ("Were the force to be halved, fewer than [9,000|deployment.present] soldiers would be left.", "hypothetical"),
    ("The mine could have killed [50|casualties.killed] people.", "hypothetical"),
    ("Suppose that [2,900|casualties.killed] of them fell in battle.", "hypothetical"),
    ("Up to [40|deployment.planned] advisers could be sent.", "hypothetical"),
    ("The [8,500|deployment.planned] men stand ready in case the alliance calls.", "hypothetical"),
]
# fmt: on


def read(marked: str) -> list[str]:
    document, figures = article(marked, date(2022, 6, 7))
    return [m.modality for m in modality.assign(document, figures)]


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_modality(marked: str, expected: str) -> None:
    assert read(marked) == [expected]


def test_a_headline_that_says_what_a_force_is_to_have_is_a_plan() -> None:
    assert read("Norway to have [90,000|strength.active] soldiers\n\nOslo has decided it.") == ["planned"]
    assert read("Norway said to have [90,000|strength.active] soldiers\n\nOslo is silent.") == ["asserted"]


def test_no_figures() -> None:
    document, _ = article("Nothing may happen.")
    assert modality.assign(document, []) == []


def test_scope_ends_with_the_clause() -> None:
    marked = (
        "Rome dismissed the claim that [four|equipment.lost] jets were lost; [one|equipment.lost] has been damaged."
    )
    assert read(marked) == ["denied", "asserted"]


def test_denial_ends_where_a_claim_begins() -> None:
    marked = (
        "The ministry denied that its [one|equipment.lost] system was hit and instead claimed that it had destroyed "
        "[12|equipment.lost] rockets."
    )
    assert read(marked) == ["denied", "asserted"]


def test_parts_of_an_estimate_are_estimated() -> None:
    marked = "An estimated [900|casualties.killed] men died, among them around [50|casualties.killed] officers."
    assert read(marked) == ["estimated", "estimated"]


def test_header_of_a_list_governs_its_entries() -> None:
    marked = "Estimated losses:\n\n- tanks: [120|equipment.lost]\n- guns: [85|equipment.lost]"
    assert read(marked) == ["estimated", "estimated"]


def test_a_figure_told_again_is_as_sure_as_before() -> None:
    marked = "[8,500|deployment.planned] men may be sent. The [8,500|deployment.planned] have had no orders."
    assert read(marked) == ["hypothetical", "hypothetical"]


def test_rules_are_named() -> None:
    document, figures = article("An estimated [900|casualties.killed] men have been killed.")
    assert modality.assign(document, figures)[0].rule_ids == ("modality.estimated",)
