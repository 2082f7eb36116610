"""Comparing names: the table of pairs that a linguist edits, and properties."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.names import compare_names, parse_name

CASES = Path(__file__).parents[1] / "accuracy" / "names_pairs.csv"
WORDS = [
    "Коваленко", "Олександр", "Петрович", "Саша", "Ирина", "Іванова", "Kovalenko", "О.", "Ганна",
    "Петрівна", "Zelenskyi",
]  # fmt: skip
NAMES = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join) | st.text(max_size=20)


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['ours']}|{case['theirs']}")
def test_level_of_a_part(case: dict[str, str]) -> None:
    """The part agrees as far, and for the reason, that the table states."""
    found = compare_names(parse_name(case["ours"]), parse_name(case["theirs"]))
    parts = {part.role.value: part for part in (found.family, found.given, found.patronymic)}
    part = parts[case["part"]]
    if case["level"]:
        assert part.level == case["level"], case["why"]
    if case["reason"]:
        assert part.reason == case["reason"], case["why"]


@given(NAMES, NAMES)
def test_comparing_is_symmetric(ours: str, theirs: str) -> None:
    """Whoever is named first, the levels are the same."""
    a, b = parse_name(ours), parse_name(theirs)
    there, back = compare_names(a, b), compare_names(b, a)
    assert sorted(levels(there)) == sorted(levels(back))


def levels(found: object) -> list[str]:
    parts = [found.family, found.given, found.patronymic, *found.others]  # type: ignore[attr-defined]
    return [f"{part.level} {part.similarity:.3f}" for part in parts]


@given(NAMES)
def test_a_name_agrees_with_itself(text: str) -> None:
    """No part of a name differs from itself."""
    found = compare_names(parse_name(text), parse_name(text))
    assert {level.split()[0] for level in levels(found)} <= {"exact", "missing", "initial"}
