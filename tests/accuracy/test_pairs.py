"""The accuracy cases: invented people, one CSV a kind, each row with its reason.

Columns: name1, name2, born1, born2, sex1, sex2, place1, place2, expected, reason. Expected is

- `same`: one person, score at least .5;
- `different`: score under .5;
- `weak`: so little is known that the score stays under .8, whoever it is;
- `lead`: score at least .5 under the hypothesis of a changed identity.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from homeward.cli.pairs import person
from homeward.match import Hypothesis, compare

Case = dict[str, str]


def cases() -> list[Case]:
    files = sorted(Path(__file__).parent.glob("pairs_*.csv"))
    return [
        {**row, "kind": file.stem}
        for file in files
        for row in csv.DictReader(file.open(encoding="utf-8"))
    ]


CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}: {case['reason']}")
def test_pair(case: Case) -> None:
    """What a family would expect of two written names is what the score says."""
    found = compare(person(1, case), person(2, case))

    renamed = found.hypothesis is not Hypothesis.SAME_IDENTITY
    meets = {
        "same": found.score >= 0.5,
        "different": found.score < 0.5,
        "weak": found.score < 0.8,
        "lead": found.score >= 0.5 and renamed,
    }
    assert meets[case["expected"]], f"score {found.score:.3f} under {found.hypothesis}"


def test_enough_cases() -> None:
    """At least 600 cases, no pair twice in one file, each with a reason."""
    assert len(CASES) >= 600
    assert len({tuple(case.values()) for case in CASES}) == len(CASES)
    assert all(case["reason"] and case["name1"] and case["name2"] for case in CASES)
