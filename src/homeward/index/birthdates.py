"""Birth dates as integers, and how far two of them agree: `match.births`, compiled.

A date is one int32: 0 is unknown; above 0 are year, month and day in 12, 4 and 5 bits, each 0 if
unknown; below 0 is an age on a day, -n standing for row n - 1 of a table of ranges (first and
last possible birth date as day numbers).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.dates import BirthDate, PartialDate
from homeward.index.compiled import compiled
from homeward.match.features import Feature, Level
from homeward.match.weights import level_numbers

Ints = npt.NDArray[np.int32]

# The order in which the kernel counts the levels; `level_places` turns it into that of the table.
ORDER = (
    Level.MISSING,
    Level.SAME,
    Level.DAY_MONTH_SWAPPED,
    Level.DAY_BESIDE,
    Level.MONTH_BESIDE,
    Level.YEAR_BESIDE,
    Level.DIGIT,
    Level.ONE_PART,
    Level.CLOSE,
    Level.SAME_MONTH,
    Level.NEXT_MONTH,
    Level.SAME_YEAR_OTHER_MONTH,
    Level.CLOSE_MONTHS,
    Level.SAME_YEAR,
    Level.NEXT_YEAR,
    Level.FEW_YEARS,
    Level.AGE_FITS,
    Level.AGE_NEAR,
    Level.AGE_OFF,
    Level.AGE_FITS_WIDELY,
    Level.AGE_OFF_WIDELY,
    Level.APART,
    Level.FAR,
    Level.VERY_FAR,
    Level.SAME_ANNIVERSARY,
    Level.OTHER_ANNIVERSARY,
)
(
    MISSING, SAME, SWAPPED, DAY_BESIDE, MONTH_BESIDE, YEAR_BESIDE, DIGIT, ONE_PART, CLOSE,
    SAME_MONTH, NEXT_MONTH, SAME_YEAR_OTHER_MONTH, CLOSE_MONTHS, SAME_YEAR, NEXT_YEAR, FEW_YEARS,
    AGE_FITS, AGE_NEAR, AGE_OFF, AGE_FITS_WIDELY, AGE_OFF_WIDELY, APART, FAR, VERY_FAR,
    SAME_ANNIVERSARY, OTHER_ANNIVERSARY,
) = range(len(ORDER))  # fmt: skip

DAYS_IN_YEAR = 365.25
NARROW_DAYS = 4 * DAYS_IN_YEAR
TYPO_YEARS = 12


def level_places() -> npt.NDArray[np.int64]:
    """The place in `weights_array` of each level the kernel counts."""
    numbers = level_numbers()[Feature.BIRTH_DATE]
    return np.array([numbers[level] for level in ORDER], dtype=np.int64)


def packed(date: BirthDate | None, ages: dict[tuple[int, int], int]) -> int:
    """One date as an integer; `ages` is the table of ranges so far, and grows."""
    if date is None:
        return 0
    if isinstance(date, PartialDate):
        return (date.year or 0) << 9 | (date.month or 0) << 5 | (date.day or 0)
    days = date.range()
    return -1 - ages.setdefault((days.first.toordinal(), days.last.toordinal()), len(ages))


@compiled
def parts(date: int) -> tuple[int, int, int]:
    return date >> 9, (date >> 5) & 15, date & 31


@compiled
def day_number(year: int, month: int, day: int) -> int:
    """As `date.toordinal`."""
    early = month <= 2
    y = year - 1 if early else year
    m = month + 9 if early else month - 3
    return 365 * y + y // 4 - y // 100 + y // 400 + (153 * m + 2) // 5 + day - 306


@compiled
def distance(years: float) -> int:
    if years < 4:
        return MISSING
    if years < 10:
        return APART
    return FAR if years < 20 else VERY_FAR


@compiled
def birth_level(ours: int, theirs: int, our_ages: Ints, their_ages: Ints) -> int:  # noqa: PLR0911 - one for each kind
    """As `match.births.birth_level`, for two integers and their tables of ranges."""
    if ours == 0 or theirs == 0:
        return MISSING
    if ours < 0 or theirs < 0:
        return age_level(ours, theirs, our_ages, their_ages)
    year, month, day = parts(ours)
    their_year, their_month, their_day = parts(theirs)
    if year == 0 or their_year == 0:
        if month == 0 or day == 0 or their_month == 0 or their_day == 0:
            return MISSING
        agree = month == their_month and day == their_day
        return SAME_ANNIVERSARY if agree else OTHER_ANNIVERSARY
    first = month == 1 and day == 1
    their_first = their_month == 1 and their_day == 1
    placeholder = (first or their_first) and ours != theirs
    if month == 0 or their_month == 0 or placeholder:
        apart = abs(year - their_year)
        return SAME_YEAR + min(apart, 2) if apart < 4 else distance(apart)
    if day == 0 or their_day == 0:
        return month_level(year * 12 + month, their_year * 12 + their_month, year == their_year)
    if ours == theirs:
        return SAME
    return full_level((year, month, day), (their_year, their_month, their_day))


@compiled
def month_level(month: int, their_month: int, same_year: bool) -> int:  # noqa: FBT001 - private
    apart = abs(month - their_month)
    if apart < 2:
        return NEXT_MONTH if apart else SAME_MONTH
    if same_year:
        return SAME_YEAR_OTHER_MONTH
    far = distance(apart / 12)
    return far or CLOSE_MONTHS


@compiled
def full_level(ours: tuple[int, int, int], theirs: tuple[int, int, int]) -> int:
    year, month, day = ours
    their_year, their_month, their_day = theirs
    days = abs(day_number(year, month, day) - day_number(their_year, their_month, their_day))
    if abs(year - their_year) < TYPO_YEARS:
        if year == their_year and month == their_day and day == their_month:
            return SWAPPED
        if days == 1:
            return DAY_BESIDE
        agree = int(year == their_year) + int(month == their_month) + int(day == their_day)
        if agree == 2:
            if abs(year - their_year) == 1:
                return YEAR_BESIDE
            if abs(month - their_month) == 1:
                return MONTH_BESIDE
            one = one_digit(year, their_year, 4) and one_digit(month, their_month, 2)
            return DIGIT if one and one_digit(day, their_day, 2) else ONE_PART
    far = distance(days / DAYS_IN_YEAR)
    return far or CLOSE


@compiled
def one_digit(ours: int, theirs: int, length: int) -> bool:
    """Whether at most one digit differs, or two neighbouring ones are swapped."""
    wrong, after = 0, 0
    neighbours = swapped = False
    last = their_last = -1
    for _ in range(length):
        digit, their_digit = ours % 10, theirs % 10
        if digit != their_digit:
            neighbours = wrong == 1 and after == 1
            swapped = digit == their_last and their_digit == last
            last, their_last = digit, their_digit
            wrong, after = wrong + 1, 0
        after += 1
        ours, theirs = ours // 10, theirs // 10
    return wrong < 2 or (wrong == 2 and neighbours and swapped)


@compiled
def first_and_last(date: int, ages: Ints) -> tuple[int, int]:
    """The days a date may mean; (0, 0) if its year is unknown."""
    if date < 0:
        return ages[-1 - date, 0], ages[-1 - date, 1]
    year, month, day = parts(date)
    if year == 0:
        return 0, 0
    if day:
        number = day_number(year, month, day)
        return number, number
    if month == 0:
        return day_number(year, 1, 1), day_number(year, 12, 31)
    following = day_number(year + 1, 1, 1) if month == 12 else day_number(year, month + 1, 1)
    return day_number(year, month, 1), following - 1


@compiled
def age_level(ours: int, theirs: int, our_ages: Ints, their_ages: Ints) -> int:
    first, last = first_and_last(ours, our_ages)
    their_first, their_last = first_and_last(theirs, their_ages)
    if last == 0 or their_last == 0:
        return MISSING
    apart = max(0, their_first - last, first - their_last) / DAYS_IN_YEAR
    wide = last - first + their_last - their_first + 2 > NARROW_DAYS
    if apart == 0:
        return AGE_FITS_WIDELY if wide else AGE_FITS
    far = distance(apart)
    if far:
        return far
    if wide:
        return AGE_OFF_WIDELY
    return AGE_NEAR if apart <= 1 else AGE_OFF


@compiled
def year_of(number: int) -> int:
    """The year in which a day lies, by its day number; 0 for 0."""
    if number == 0:
        return 0
    year = int(number / DAYS_IN_YEAR) + 1
    while day_number(year + 1, 1, 1) <= number:
        year += 1
    while day_number(year, 1, 1) > number:
        year -= 1
    return year
