"""Dates as people know them: partly, or only as an age on some day.

A missing part stays missing; nothing is filled in with today.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from homeward.errors import BadDate

OLDEST_YEAR, NEWEST_YEAR = 1850, 2150
UNKNOWN_YEAR = "????"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Every day from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadDate(f"a range of dates must not end ({self.last}) before it begins")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: DateRange) -> bool:
        """Whether some day lies in both."""
        return self.first <= other.last and other.first <= self.last

    def days_from(self, other: DateRange) -> int:
        """Days between the two nearest days of both; 0 if they overlap."""
        if self.overlaps(other):
            return 0
        gap = other.first - self.last if self.last < other.first else self.first - other.last
        return gap.days


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which year, month or day may be unknown (`None`).

    Written `1994`, `1994-05`, `1994-05-17`, or `????-05-17` where the year is unknown.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.year is not None and not OLDEST_YEAR <= self.year <= NEWEST_YEAR:
            raise BadDate(f"the year {self.year} is outside {OLDEST_YEAR}-{NEWEST_YEAR}")
        if self.month is not None and not 1 <= self.month <= 12:
            raise BadDate(f"there is no month {self.month}")
        if self.day is None:
            return
        if self.month is None:
            raise BadDate(f"day {self.day} without a month")
        in_every_month = 1 <= self.day <= 28
        if not in_every_month and not 28 < self.day <= self._month_length():
            raise BadDate(f"month {self.month} has no day {self.day}")

    def _month_length(self) -> int:
        if self.month is None:
            return 31
        return calendar.monthrange(self.year or 2000, self.month)[1]  # 2000: a leap year

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """Read the written form back; raises `BadDate`."""
        year, _, rest = text.strip().partition("-")
        month, _, day = rest.partition("-")
        try:
            return cls(
                None if year == UNKNOWN_YEAR else int(year),
                int(month) if month else None,
                int(day) if day else None,
            )
        except ValueError:
            raise BadDate("a date is written 1994, 1994-05, 1994-05-17 or ????-05-17") from None

    @classmethod
    def from_date(cls, day: date) -> PartialDate:
        """The full date of one day."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        parts = [UNKNOWN_YEAR if self.year is None else f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def is_full(self) -> bool:
        """Whether it names one day."""
        return None not in (self.year, self.month, self.day)

    def range(self) -> DateRange | None:
        """The days it may mean; `None` if the year is unknown."""
        if self.year is None:
            return None
        first_month, last_month = (self.month, self.month) if self.month else (1, 12)
        last_day = self.day or calendar.monthrange(self.year, last_month)[1]
        return DateRange(
            date(self.year, first_month, self.day or 1), date(self.year, last_month, last_day)
        )


@dataclass(frozen=True, slots=True)
class AgeAt:
    """An age in full years, `low` to `high`, on the day `on`."""

    low: int
    high: int
    on: date

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 125:
            raise BadDate(f"an age from {self.low} to {self.high} years is not possible")

    def __str__(self) -> str:
        years = str(self.low) if self.low == self.high else f"{self.low}-{self.high}"
        return f"{years}@{self.on}"

    def range(self) -> DateRange:
        """The birth dates that give this age on that day."""
        first = _same_day(self.on, self.on.year - self.high - 1) + timedelta(days=1)
        return DateRange(first, _same_day(self.on, self.on.year - self.low))


def _same_day(day: date, year: int) -> date:
    if (day.month, day.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


BirthDate = PartialDate | AgeAt


def birth_date_from_text(text: str) -> BirthDate:
    """Read `str()` of either kind back (`1994-05`, `31@2024-02-17`); raises `BadDate`."""
    years, at, day = text.partition("@")
    if not at:
        return PartialDate.from_iso(text)
    low, _, high = years.partition("-")
    try:
        return AgeAt(int(low), int(high or low), date.fromisoformat(day))
    except ValueError:
        raise BadDate("an age is written 31@2024-02-17 or 30-35@2024-02-17") from None
