"""The method, as the codebook tells it: how a figure becomes a claim, a fact, an estimate, and how often that errs."""

from __future__ import annotations

from typing import Final

from flows.lexicon import read_csv

ATTRIBUTES: Final = {
    "subject": 93,
    "population": 91,
    "period": 83,
    "extent": 84,
    "origin": 91,
    "by": 71,
    "service": 62,
}
"""Percent of the claims found on the articles of MEASURED that have an attribute right; `by` is the perpetrator."""
SECTIONS: Final = (
    (
        "From a figure to a claim",
        (
            "Every number of an article is a row of quantities. It becomes a claim where the words say what it counts, "
            "and whose: sentence by sentence, by rules whose words are data. What is a date, an age, a sum of money or "
            "otherwise no claim keeps the reason in reject_reason.",
            'Words such as "more than" or "about" set the bounds (bounds_rule names which); a bound that nobody gave '
            'is open, and no midpoint is made up. "About" gives n ± t with t = min(10 % of n, max(2.5 % of n, half the '
            "place value of the last digit that is not 0)).",
            'Who says so is a chain: the outlet, the relay ("according to Reuters"), the origin ("citing officials"). '
            "Denied, planned and hypothetical figures are claims with that modality.",
            "confidence is a probability fitted on labelled articles; rule_ids say which rules made a claim. The same "
            "text gives the same rows, version by version.",
        ),
    ),
    (
        "From claims to a fact",
        (
            "Copies of an article (syndicated, nearly the same, revised) are one cluster. Inside it claims of one "
            "measure, unit, extent, stance and value are one fact, unless a detail that both give differs. n_articles "
            "counts the copies; claim_ids names all statements.",
            "A detail that the chosen statement leaves open comes from the other statements of the same fact.",
            "Part of a total, a figure with two meanings and a repeated background figure are marked (is_part, "
            "is_conflated, left_out_reason), not dropped.",
        ),
    ),
    (
        "From facts to an estimate",
        (
            "Facts compete in a series where measure, unit, subject, service, population, place and extent agree, and "
            "the time: totals by the year in which they begin, incidents by day. A measure says for how many days a "
            "figure counts (window_days of dim_measure). What has no day competes inside its article only. Narrower "
            "groups (children, generals: counted) compete with their like, and are not added to all who died.",
            "Each independent origin has one vote, its latest figure. Unnamed sources through one relay, or in one "
            "article, are one origin. Of strengths and forces present, a figure under a tenth of the largest in the "
            "window counts a unit or those in one action, and has no vote (group_of_force); of losses and moves one "
            "under a hundredth counts something else (counts_else).",
            "One origin: its figure (R0). Where the intervals of more than half of the origins share a point: the "
            "median of those (R1). Else the median weighted by the reliability of the sources (R2), which a file "
            "source_reliability.csv beside the warehouse overrides. Only bounds: the lowest (R3). The range is that of "
            "all votes; a total does not fall below what was given before (floor), unless the figures do (fall).",
            "grade: confirmed (the own side, or a named or visual count, says so), fair (two known origins or more "
            "agree), weak, contested (best readings differ more than twofold, the sides exclude each other, or only "
            "the adversary speaks).",
            "Facts that had no vote are in claim_ids_left_out, each with its reason.",
        ),
    ),
    (
        "Known limits",
        (
            "English only. Figures in pictures, maps and charts are not read.",
            "Lists of equipment and of strengths are read least completely: see equipment.holdings and strength.active "
            "below.",
            "Of the claims found on those articles these shares have it right, where a label gives it: "
            + ", ".join(f"{name} {share} %" for name, share in ATTRIBUTES.items()).replace("by ", "perpetrator ")
            + ".",
            "What newspapers did not print is not here: read reported, never exact.",
        ),
    ),
)
MEASURED: Final = (
    "Measured on labelled news articles that nobody read while rules were written. Of 100 extracted claims so many "
    "are wrong (number, bounds or measure), of 100 labelled ones so many are not found right. Small counts say little."
)
HEAD: Final = ("measure", "labels", "claims", "right", "wrong of 100 claims", "missed of 100 labels")


def error_rates() -> list[tuple[str, ...]]:
    """Rows under HEAD, one a measure: counts, and percent of errors; an empty cell where nothing was."""
    rows: list[tuple[str, ...]] = []
    for row in read_csv("measured.csv"):
        labels, claims, right = (int(row[name]) for name in ("labels", "claims", "right"))
        wrong = f"{100 - 100 * right / claims:.0f}" if claims else ""
        missed = f"{100 - 100 * right / labels:.0f}" if labels else ""
        rows.append((row["measure"], str(labels), str(claims), str(right), wrong, missed))
    return rows
