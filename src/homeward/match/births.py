"""How far two birth dates agree.

A date with a wrong digit, swapped day and month, or one year off is not a different date; twenty
years apart is another person. Levels depend on whole numbers only, so that a compiled kernel can
compute the same ones.
"""

from __future__ import annotations

from datetime import date

from homeward.dates import BirthDate, DateRange, PartialDate
from homeward.match.features import Level

DAYS_IN_YEAR = 365.25
NARROW_DAYS = 4 * DAYS_IN_YEAR  # two ages of one year each, told on two days, fit in this
TYPO_YEARS = 12  # years further apart are not read as a slip of the pen

Parts = tuple[int | None, int | None, int | None]


def birth_level(ours: BirthDate | None, theirs: BirthDate | None) -> Level:
    """How far they agree; `MISSING` if they have nothing in common to compare."""
    if ours is None or theirs is None:
        return Level.MISSING
    if isinstance(ours, PartialDate) and isinstance(theirs, PartialDate):
        return date_level(
            (ours.year, ours.month, ours.day), (theirs.year, theirs.month, theirs.day)
        )
    return _age_level(ours.range(), theirs.range())


def date_level(ours: Parts, theirs: Parts) -> Level:
    """The same for (year, month, day), each `None` if unknown."""
    year, month, day = ours
    their_year, their_month, their_day = theirs
    if year is None or their_year is None:
        return _anniversary(month, day, their_month, their_day)
    if month is None or their_month is None or _is_placeholder(ours, theirs):
        return _years(year, their_year)
    if day is None or their_day is None:
        return _months(year * 12 + month, their_year * 12 + their_month, year == their_year)
    return _full((year, month, day), (their_year, their_month, their_day))


def _is_placeholder(ours: Parts, theirs: Parts) -> bool:
    """Whether exactly one of both is a 1 January: often all that is known is the year."""
    return ours != theirs and (1, 1) in {ours[1:], theirs[1:]}


def _anniversary(
    month: int | None, day: int | None, their_month: int | None, their_day: int | None
) -> Level:
    if None in (month, day, their_month, their_day):
        return Level.MISSING
    agree = (month, day) == (their_month, their_day)
    return Level.SAME_ANNIVERSARY if agree else Level.OTHER_ANNIVERSARY


def _distance(years: float) -> Level | None:
    if years < 4:
        return None
    return Level.APART if years < 10 else Level.FAR if years < 20 else Level.VERY_FAR


def _years(year: int, their_year: int) -> Level:
    apart = abs(year - their_year)
    near = (Level.SAME_YEAR, Level.NEXT_YEAR, Level.FEW_YEARS, Level.FEW_YEARS)
    return _distance(apart) or near[apart]


def _months(month: int, their_month: int, same_year: bool) -> Level:  # noqa: FBT001 - private
    apart = abs(month - their_month)
    if apart < 2:
        return Level.NEXT_MONTH if apart else Level.SAME_MONTH
    if same_year:
        return Level.SAME_YEAR_OTHER_MONTH
    return _distance(apart / 12) or Level.CLOSE_MONTHS


def _full(ours: tuple[int, int, int], theirs: tuple[int, int, int]) -> Level:
    if ours == theirs:
        return Level.SAME
    years = abs(ours[0] - theirs[0])
    typo = _slip(ours, theirs) if years < TYPO_YEARS else None
    apart = abs(_day_number(ours) - _day_number(theirs)) / DAYS_IN_YEAR
    return typo or _distance(apart) or Level.CLOSE


def _slip(ours: tuple[int, int, int], theirs: tuple[int, int, int]) -> Level | None:
    """What one slip of the pen, or one shift, makes the other date; the likeliest first."""
    (year, month, day), (their_year, their_month, their_day) = ours, theirs
    agree = (year == their_year) + (month == their_month) + (day == their_day)
    if year == their_year and (month, day) == (their_day, their_month):
        return Level.DAY_MONTH_SWAPPED
    if abs(_day_number(ours) - _day_number(theirs)) == 1:
        return Level.DAY_BESIDE
    if agree < 2:
        return None
    if year != their_year and abs(year - their_year) == 1:
        return Level.YEAR_BESIDE
    if month != their_month and abs(month - their_month) == 1:
        return Level.MONTH_BESIDE
    pairs = ((year, their_year), (month, their_month), (day, their_day))
    return Level.DIGIT if all(_one_digit(a, b) for a, b in pairs) else Level.ONE_PART


def _one_digit(ours: int, theirs: int) -> bool:
    """Whether at most one digit differs, or two neighbouring ones are swapped."""
    a, b = f"{ours:02}", f"{theirs:02}"
    wrong = [place for place in range(len(a)) if a[place] != b[place]]
    if len(wrong) < 2:
        return True
    first, *_, last = wrong
    return len(wrong) == 2 and last == first + 1 and a[first : last + 1] == b[last] + b[first]


def _day_number(parts: tuple[int, int, int]) -> int:
    return date(*parts).toordinal()


def _age_level(ours: DateRange | None, theirs: DateRange | None) -> Level:
    """Compare as ranges of days; at least one of both is an age."""
    if ours is None or theirs is None:
        return Level.MISSING
    apart = ours.days_from(theirs) / DAYS_IN_YEAR
    wide = _days(ours) + _days(theirs) > NARROW_DAYS
    if apart == 0:
        return Level.AGE_FITS_WIDELY if wide else Level.AGE_FITS
    if (far := _distance(apart)) is not None:
        return far
    if wide:
        return Level.AGE_OFF_WIDELY
    return Level.AGE_NEAR if apart <= 1 else Level.AGE_OFF


def _days(days: DateRange) -> int:
    return (days.last - days.first).days + 1
