"""Levels of birth dates."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.dates import AgeAt, BirthDate, PartialDate, birth_date_from_text
from homeward.match import Level, birth_level

CASES = [
    ("1994-05-17", "1994-05-17", Level.SAME),
    ("1994-05-07", "1994-07-05", Level.DAY_MONTH_SWAPPED),
    ("1994-05-31", "1994-06-01", Level.DAY_BESIDE),
    ("1994-12-31", "1995-01-01", Level.NEXT_YEAR),
    ("1993-12-30", "1993-12-31", Level.DAY_BESIDE),
    ("1994-05-17", "1994-06-17", Level.MONTH_BESIDE),
    ("1994-05-17", "1995-05-17", Level.YEAR_BESIDE),
    ("1994-05-17", "1984-05-17", Level.DIGIT),
    ("1989-05-17", "1998-05-17", Level.DIGIT),
    ("1994-05-17", "1994-05-27", Level.DIGIT),
    ("1994-05-12", "1994-05-21", Level.DIGIT),
    ("1994-05-17", "1994-05-03", Level.ONE_PART),
    ("1994-05-17", "1995-11-03", Level.CLOSE),
    ("1994-05-17", "1987-11-03", Level.APART),
    ("1994-05-17", "1974-05-17", Level.VERY_FAR),
    ("1994-05-17", "1979-05-17", Level.FAR),
    ("1994-05", "1994-05-17", Level.SAME_MONTH),
    ("1994-12", "1995-01-17", Level.NEXT_MONTH),
    ("1994-05", "1994-11-17", Level.SAME_YEAR_OTHER_MONTH),
    ("1994-05", "1996-11-17", Level.CLOSE_MONTHS),
    ("1994", "1994-05-17", Level.SAME_YEAR),
    ("1994", "1995-05-17", Level.NEXT_YEAR),
    ("1994", "1997", Level.FEW_YEARS),
    ("1994", "2000", Level.APART),
    ("1994", "2014", Level.VERY_FAR),
    ("1994-01-01", "1994-05-17", Level.SAME_YEAR),
    ("1994-01-01", "1994-01-01", Level.SAME),
    ("????-05-17", "1994-05-17", Level.SAME_ANNIVERSARY),
    ("????-05-17", "1994-06-17", Level.OTHER_ANNIVERSARY),
    ("????-05-17", "1994", Level.MISSING),
    ("????-05-17", "31@2024-02-17", Level.MISSING),
    ("29@2024-02-17", "1994-05-17", Level.AGE_FITS),
    ("30@2024-02-17", "1994-05-17", Level.AGE_NEAR),
    ("32@2024-02-17", "1994-05-17", Level.AGE_OFF),
    ("25-35@2024-02-17", "1994-05-17", Level.AGE_FITS_WIDELY),
    ("31-41@2024-02-17", "1994-05-17", Level.AGE_OFF_WIDELY),
    ("60@2024-02-17", "1994-05-17", Level.VERY_FAR),
    ("30@2024-02-17", "28@2022-03-01", Level.AGE_FITS),
]

years = st.integers(1930, 2020)
full = st.dates(date(1930, 1, 1), date(2020, 12, 31)).map(PartialDate.from_date)
partial = st.one_of(
    full,
    st.builds(PartialDate, years),
    st.builds(PartialDate, years, st.integers(1, 12)),
    st.builds(PartialDate, st.none(), st.integers(1, 12), st.integers(1, 28)),
)
ages = st.integers(0, 80).map(lambda age: AgeAt(age, age + age % 7, date(2024, 2, 17)))
births = st.one_of(partial, ages)


@pytest.mark.parametrize(("ours", "theirs", "level"), CASES)
def test_level(ours: str, theirs: str, level: Level) -> None:
    """A slip, a shift and a partial date each have a level of their own."""
    assert birth_level(birth_date_from_text(ours), birth_date_from_text(theirs)) is level
    assert birth_level(birth_date_from_text(theirs), birth_date_from_text(ours)) is level


@given(births, births)
def test_symmetric(ours: BirthDate, theirs: BirthDate) -> None:
    """It does not matter who is compared with whom."""
    assert birth_level(ours, theirs) is birth_level(theirs, ours)


@given(full)
def test_equal_dates_are_the_same(day: PartialDate) -> None:
    """A date agrees with itself, 1 January too."""
    assert birth_level(day, day) is Level.SAME


@given(full, full)
def test_twenty_years_apart_is_another_person(ours: PartialDate, theirs: PartialDate) -> None:
    """No slip of the pen is read into dates of two generations."""
    assert ours.year is not None
    assert theirs.year is not None
    if abs(ours.year - theirs.year) > 20:
        assert birth_level(ours, theirs) is Level.VERY_FAR


def test_unknown_is_missing() -> None:
    """A missing date is not today."""
    assert birth_level(None, PartialDate(1994)) is Level.MISSING
