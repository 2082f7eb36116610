"""Ukrainian and Russian spellings: the table of cases that a linguist edits, and properties."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.text import likeness
from homeward.text.ukrainian_russian import agreement

CASES = Path(__file__).parents[1] / "accuracy" / "spellings_uk_ru.csv"
WORDS = st.text("абвгдеєжзиіїйклмнопрстуфхцчшщьюяыэёъ'", max_size=14)


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["ukrainian"])
def test_the_russian_spelling_is_nearer_than_another_name(case: dict[str, str]) -> None:
    """A spelling by the rules of both languages ranks above a name that looks like it."""
    right = likeness(case["ukrainian"], case["russian"])
    assert right > likeness(case["ukrainian"], case["other"]), case["why"]


def test_a_rule_is_cheaper_than_a_slip() -> None:
    """Білий and Белый are one name by rule; Булый is not."""
    assert agreement("білий", "белый") > 0.9 > agreement("білий", "булый")


@given(WORDS, WORDS)
def test_likeness_is_symmetric_and_a_share(ours: str, theirs: str) -> None:
    """Whoever is named first, it is the same, from 0 to 1."""
    assert 0 <= likeness(ours, theirs) <= 1
    assert likeness(ours, theirs) == likeness(theirs, ours)
    assert 0 <= agreement(ours, theirs) <= 1


@given(WORDS)
def test_a_word_agrees_with_itself(word: str) -> None:
    """Equal letters cost nothing."""
    assert agreement(word, word) == 1
