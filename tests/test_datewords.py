"""One whole date in three languages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.dates import PartialDate
from homeward.datewords import MONTHS, month_number, parse_date
from homeward.errors import BadDate

FULL = [
    "17.05.1994",
    " 17.5.94 ",
    "17/05/1994",
    "17-05-1994",
    "17,05,1994",
    "17 05 1994",
    "1994-05-17",
    "1994.05.17",
    "1994/5/17",
    "1994-05-17T00:00:00Z",
    "1994-05-17 14:30:05+02:00",
    "17.05.1994 00:00",
    "19940517",
    "17051994",
    "17.05.1994 р.н.",
    "17.05.1994г.р.",
    "17.05.1994 року народження",
    "17 травня 1994",
    "17 ТРАВНЯ 1994 року",
    "17 мая 1994 г.",
    "17 трав. 1994",
    "17th of May, 1994",
    "May 17, 1994",
    "17 May 94",
    "17.V.1994",
]
PARTIAL = {
    "1994": "1994",
    "1994 р.н.": "1994",
    "1994 г.": "1994",
    "05.1994": "1994-05",
    "1994-05": "1994-05",
    "травень 1994": "1994-05",
    "у травні 1994 р.": "1994-05",
    "мая 1994": "1994-05",
    "May 1994": "1994-05",
    "17.05": "????-05-17",
    "17 мая": "????-05-17",
    "May 17": "????-05-17",
    "травень": "????-05",
    "??.05.1994": "1994-05",
    "00.00.1994": "1994",
    "хх.хх.1994": "1994",
    "17.05.????": "????-05-17",
    "1994-00-00": "1994",
    "29.02": "????-02-29",
    "01.02.00": "2000-02-01",
    "12 ХІІ 2023": "2023-12-12",
    "3 сiчня 2023": "2023-01-03",  # a Latin i, as mixed keyboards write it
}
IMPOSSIBLE = [
    "30.02.1994",
    "29.02.1993",
    "32.01.1994",
    "05/17/1994",  # the American order is not guessed
    "17.13.1994",
    "1749",
    "17.05.199",
    "05.94",
    "94",
    "34471",  # a spreadsheet's serial number
    "",
    "-",
    "невідомо",
    "близько 1990",
    "1990-1992",
    "17.05.1994, 18.05.1994",
    "12:30",
    "31 рік",
    "№ 17.05.1994",
]


@pytest.mark.parametrize("text", FULL)
def test_every_spelling_of_a_full_date_is_read(text: str) -> None:
    """All usual spellings of one day give that day."""
    assert parse_date(text) == PartialDate(1994, 5, 17)


@pytest.mark.parametrize(("text", "expected"), PARTIAL.items())
def test_what_is_missing_stays_missing(text: str, expected: str) -> None:
    """A part that is not written, or written as ?? or 00, stays unknown."""
    assert str(parse_date(text)) == expected


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_no_date_is_refused(text: str) -> None:
    """What no calendar has, and what is no date, is refused rather than mended."""
    with pytest.raises(BadDate):
        parse_date(text)


def test_refusal_does_not_repeat_the_text() -> None:
    """An error may end in a log, so it never holds what the cell says."""
    with pytest.raises(BadDate) as refusal:
        parse_date("Іваненко Іван")
    assert "Іван" not in str(refusal.value)


def test_two_digit_year_is_never_after_the_latest_possible_day() -> None:
    """30 beside news of 2024 is 1930; alone it is 2030."""
    assert parse_date("17.05.30").year == 2030
    assert parse_date("17.05.30", latest=date(2024, 3, 1)).year == 1930
    assert parse_date("17.05.24", latest=date(2024, 3, 1)).year == 2024


def test_every_month_has_names_in_three_languages() -> None:
    """No name stands for two months, and each month has its names."""
    assert sorted(set(MONTHS.values())) == list(range(1, 13))
    for month in ("вересень", "вересня", "сентябрь", "сентября", "September", "Sept", "IX"):
        assert month_number(month) == 9
    assert month_number("слово") is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_written_day_is_read_back(day: date) -> None:
    """Each day written as digits or in words is read as that day."""
    expected = PartialDate.from_date(day)
    name = next(name for name, number in MONTHS.items() if number == day.month)
    assert parse_date(f"{day:%d.%m.%Y}") == expected
    assert parse_date(day.isoformat()) == expected
    assert parse_date(f"{day:%d%m%Y}") == expected
    assert parse_date(f"{day:%Y%m%d}") == expected
    assert parse_date(f"{day.day} {name} {day.year} р.") == expected
