"""Read one whole date as people write it, in Ukrainian, Russian or English.

    17.05.1994   17/5/94   1994-05-17   05.1994   1994   17 травня 1994 р.н.   мая 1994
    May 17, 1994   17.V.1994   ??.05.1994   00.00.1994   17.05 (the year unknown)

The day comes before the month; a date that fits only the American order is refused, not
turned round. Dates inside running text are found elsewhere, by `homeward.extract`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from homeward.dates import NEWEST_YEAR, OLDEST_YEAR, PartialDate
from homeward.errors import BadDate

_MONTH_NAMES = (  # nominative, genitive and locative, abbreviations; uk, ru, en; Roman
    "січень січня січні січ январь января январе янв january jan i",
    "лютий лютого лютому лют февраль февраля феврале февр фев february febr feb ii",
    "березень березня березні берез бер март марта марте мар march mar iii",
    "квітень квітня квітні квіт кві апрель апреля апреле апр april apr iv",
    "травень травня травні трав тра май мая мае may v",
    "червень червня червні черв чер июнь июня июне июн june jun vi",
    "липень липня липні лип июль июля июле июл july jul vii",
    "серпень серпня серпні серп сер август августа августе авг august aug viii",
    "вересень вересня вересні верес вер сентябрь сентября сентябре сент сен september sept sep ix",
    "жовтень жовтня жовтні жовт жов октябрь октября октябре окт october oct x",
    "листопад листопада листопаді лист лис ноябрь ноября ноябре нояб ноя november nov xi",
    "грудень грудня грудні груд гру декабрь декабря декабре дек december dec xii",
)
MONTHS: Mapping[str, int] = {
    name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()
}
_SAID_BESIDE_DATES = frozenset(
    re.findall(
        r"\w+",
        "р рн рр рік року році г гг гр год года году у в in on of the st nd rd th y year born "
        "н нар народження народився народилася рожд рождения родился родилась д дн",
    )
)
_TWO_DIGIT_YEARS_UP_TO = 2035  # 35 is 2035, 36 is 1936: births and war years both fit
_WORD = re.compile(r"\d+|[^\W\d_]+|\?+|[*_]+")
_BETWEEN = re.compile(r"[\s.,/\\\-\u2010-\u2015]*")
_TIME_OF_DAY = re.compile(
    r"(?:[t\s,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:z|utc|[+-]\d{2}:?\d{2})?)$"
)
_USUAL = re.compile(r"(0?[1-9]|[123]\d)\.(0?[1-9]|1\d)\.([12]\d{3})")  # most dates, read fast
_UNKNOWN_PART = re.compile(r"\?+|[*_]+|[xх]{2,4}|0+")
_LATIN_TWINS = str.maketrans("abcehikmopstxy", "авсенікморѕтху")
_ROMAN_TWINS = str.maketrans("хіv", "xiv")
_HOW_TO_WRITE = "write the date as 17.05.1994, 05.1994 or 1994"


def parse_date(text: str, *, latest: date | None = None) -> PartialDate:
    """The date that `text` as a whole means; parts written as ??, xx or 00 stay unknown.

    A year of two digits is the last such year up to `latest`, or up to 2035. Raises `BadDate`
    for anything else, also for a day that no calendar has (30.02.1994).
    """
    if usual := _USUAL.fullmatch(text):
        return PartialDate(int(usual[3]), int(usual[2]), int(usual[1]))
    words = _words(_TIME_OF_DAY.sub("", text.strip().casefold()))
    newest = latest.year if latest else _TWO_DIGIT_YEARS_UP_TO
    match words:
        case [only] if re.fullmatch(r"\d{8}", only):
            return _from_eight_digits(only)
        case [only] if only.isdigit() or _is_unknown(only):
            return PartialDate(_year(only, newest, digits=(4,)))
        case [name] if month_number(name):
            return PartialDate(None, month_number(name))
        case [first, second]:
            return _from_two(first, second, newest)
        case [first, second, third]:
            return _from_three(first, second, third, newest)
    raise BadDate(f"this is no date; {_HOW_TO_WRITE}")


def month_number(word: str) -> int | None:
    """1-12 for the name of a month in uk, ru or en, or a Roman numeral; else `None`."""
    folded = word.casefold()
    return (
        MONTHS.get(folded)
        or MONTHS.get(folded.translate(_LATIN_TWINS))
        or MONTHS.get(folded.translate(_ROMAN_TWINS))
    )


def _words(text: str) -> list[str]:
    if not all(_BETWEEN.fullmatch(gap) for gap in _WORD.split(text)):
        raise BadDate(f"a date holds digits, points and the name of a month; {_HOW_TO_WRITE}")
    return [word for word in _WORD.findall(text) if word not in _SAID_BESIDE_DATES]


def _from_eight_digits(digits: str) -> PartialDate:
    """19940517 or 17051994: no eight digits are a date both ways."""
    year_first = OLDEST_YEAR <= int(digits[:4]) <= NEWEST_YEAR and int(digits[4:6]) <= 12
    if year_first:
        return PartialDate(int(digits[:4]), _part(digits[4:6]), _part(digits[6:]))
    return PartialDate(int(digits[4:]), _part(digits[2:4]), _part(digits[:2]))


def _from_two(first: str, second: str, newest: int) -> PartialDate:
    """Month and year (either first), or day and month."""
    if len(first) == 4 and (first.isdigit() or _is_unknown(first)):
        return PartialDate(_year(first, newest), _month(second))
    if len(second) == 4 and second.isdigit():
        return PartialDate(_year(second, newest), _month(first))
    if month_number(first):  # May 17
        first, second = second, first
    return PartialDate(None, _month(second), _part(first))


def _from_three(first: str, second: str, third: str, newest: int) -> PartialDate:
    if len(first) == 4 and (first.isdigit() or _is_unknown(first)):
        return PartialDate(_year(first, newest), _month(second), _part(third))
    if month_number(first):  # May 17, 1994
        first, second = second, first
    return PartialDate(_year(third, newest), _month(second), _part(first))


def _is_unknown(word: str) -> bool:
    return _UNKNOWN_PART.fullmatch(word) is not None


def _part(word: str) -> int | None:
    if _is_unknown(word):
        return None
    if not word.isdigit() or len(word) > 2:
        raise BadDate(f"a day has one or two digits; {_HOW_TO_WRITE}")
    return int(word)


def _month(word: str) -> int | None:
    return month_number(word) or _part(word)


def _year(word: str, newest: int, *, digits: tuple[int, ...] = (2, 4)) -> int | None:
    if _is_unknown(word) and word != "00":  # 00 is the year 2000
        return None
    if not word.isdigit() or len(word) not in digits:
        raise BadDate(f"a year has four digits; {_HOW_TO_WRITE}")
    if len(word) == 4:
        return int(word)
    return newest - (newest - int(word)) % 100
