from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.dates import AgeAt, BirthDate, PartialDate
from homeward.index.birthdates import ORDER, birth_level, packed
from homeward.match import births

days = st.dates(date(1960, 1, 1), date(1966, 12, 31))
full = days.map(PartialDate.from_date)
partial = st.one_of(
    full,
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda day: PartialDate(day.year)),
    days.map(lambda day: PartialDate(None, day.month, day.day)),
)
ages = st.builds(
    lambda low, more, on: AgeAt(low, low + more, on),
    st.integers(40, 60),
    st.integers(0, 6),
    st.dates(date(2014, 1, 1), date(2024, 12, 31)),
)


def near(day: PartialDate) -> st.SearchStrategy[PartialDate]:
    """Dates that differ in one part, where the levels are close together."""
    parts = (day.year or 1960, day.month or 1, min(day.day or 1, 28))
    return st.one_of(
        st.builds(lambda year: PartialDate(year, *parts[1:]), st.integers(1955, 1985)),
        st.builds(lambda month: PartialDate(parts[0], month, parts[2]), st.integers(1, 12)),
        st.builds(lambda number: PartialDate(*parts[:2], number), st.integers(1, 28)),
        st.just(PartialDate(parts[0], min(parts[2], 12), parts[1])),
    )


def agree(ours: BirthDate, theirs: BirthDate) -> None:
    table: dict[tuple[int, int], int] = {}
    pair = packed(ours, table), packed(theirs, table)
    ranges = np.array(list(table) or [(0, 0)], dtype=np.int32)
    assert ORDER[birth_level(*pair, ranges, ranges)] == births.birth_level(ours, theirs)


@settings(deadline=None)  # the first call compiles
@given(st.one_of(partial, ages), st.one_of(partial, ages))
def test_any_dates(ours: BirthDate, theirs: BirthDate) -> None:
    """The compiled levels are those of `match`, for dates of every kind."""
    agree(ours, theirs)


@settings(deadline=None)  # the first call compiles
@given(full.flatmap(lambda day: st.tuples(st.just(day), near(day))))
def test_near_dates(pair: tuple[PartialDate, PartialDate]) -> None:
    """The compiled levels are those of `match` where one slip makes the difference."""
    agree(*pair)
