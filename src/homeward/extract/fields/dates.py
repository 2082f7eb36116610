"""Dates in running text: whole and partial, with days that no calendar has marked doubtful."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from homeward.dates import PartialDate
from homeward.datewords import MONTHS, month_number
from homeward.errors import BadDate

_MONTH = "|".join(sorted((name for name in MONTHS if len(name) > 2), key=len, reverse=True))
_YEAR = r"(?:18[5-9]\d|19\d\d|20\d\d|21[0-4]\d)"
_NUMERIC = re.compile(
    rf"(?<![\d.,/№+-])(?:(?P<y1>{_YEAR})-(?P<m1>\d\d)-(?P<d1>\d\d)"
    rf"|(?P<d2>\d\d?|[?хx*_]{{2}})(?P<sep>[./-]|\.\s)(?P<m2>\d\d?|[?хx*_]{{2}})(?P=sep)"
    rf"(?P<y2>{_YEAR}|\d\d)(?!\d|[./-]\d)"
    rf"|(?P<d5>\d\d?)\.(?P<m5>[ivxіхv]{{1,4}})\.(?P<y5>{_YEAR})"
    rf"|(?P<m3>\d\d)[./](?P<y3>{_YEAR})(?!\d|[./-]\d)"
    rf"|(?P<d4>\d\d?)\.(?P<m4>\d\d)(?![\d\w]|[./:-]\d|\.?\s*(?:км|кг|%|год|час)))"
)
_WORDED = re.compile(
    rf"(?<![\w.])(?:(?P<d1>\d\d?)(?:-?(?:го|е|ого|th|st|nd|rd))?(?:\s*[-–—]\s*\d\d?)?\s*"
    rf"(?P<m1>{_MONTH})\b\.?,?(?:\s*(?P<y1>{_YEAR}|'?\d\d(?=\s*(?:г|р)\b))(?!\d))?"
    rf"|(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d\d?)(?:th|st|nd|rd)?\b(?!\s*(?:год|рок|рік))"
    rf"(?:,?\s+(?P<y2>{_YEAR})(?!\d))?"
    rf"|(?P<m3>{_MONTH})\b\.?,?\s+(?:of\s+)?(?P<y3>{_YEAR})(?!\d)"
    rf"|(?P<m4>{_MONTH})\b)"
)
_BARE_YEAR = re.compile(
    rf"(?<![\w.,/№+:-])(?P<y>{_YEAR})(?![\w/:]|[.,-]\d|\s*(?:грн|руб|км|чел|осіб))"
)
_SHORT_YEAR = re.compile(
    r"(?<![\w.,/№+:-])'?(?P<y>\d\d)(?:-?го)?(?=\s*(?:г\.?\s*р\b|р\.?\s*н\b|года\s+рожд|року\s+нар|"
    r"г\.?\s*рожд))"
)
_RELATIVE = re.compile(
    r"\b(?:(?P<today>сегодня|сьогодні|today)|(?P<yesterday>вчера|вчора|учора|yesterday)"
    r"|(?P<before>позавчера|позавчора)|(?P<n>\d{1,3})\s+(?:(?P<days>дн\w+|день|days?)"
    r"|(?P<weeks>недел\w+|тижд\w+|тижн\w+|weeks?))\s+(?:назад|тому|ago))\b"
)
_NOUN_MAY = re.compile(r"(?:may|mar|march|sept?|сер|лис|вер|трав|мар|авг|апр|мая)\b")


@dataclass(frozen=True, slots=True)
class When:
    """A date in a text; `doubtful` when a part of it cannot be."""

    date: PartialDate
    start: int
    end: int
    doubtful: bool = False


def find_dates(low: str, posted: date | None = None) -> list[When]:
    """All dates of a lower-case text, in order, none inside another."""
    found = [*_numeric(low), *_worded(low), *_years(low), *_relative(low, posted)]
    found.sort(key=lambda when: (when.start, -when.end))
    kept: list[When] = []
    for when in found:
        if not kept or when.start >= kept[-1].end:
            kept.append(when)
    return kept


def _numeric(low: str) -> Iterator[When]:
    for match in _NUMERIC.finditer(low):
        part = match.groupdict()
        year = part["y1"] or part["y2"] or part["y3"] or part["y5"]
        month = part["m1"] or part["m2"] or part["m3"] or part["m4"]
        day = part["d1"] or part["d2"] or part["d4"] or part["d5"]
        roman = month_number(part["m5"]) if part["m5"] else None
        when = _when(match, _year(year), roman or _number(month), _number(day))
        if when and not (part["d4"] and when.doubtful):
            yield when


def _worded(low: str) -> Iterator[When]:
    for match in _WORDED.finditer(low):
        part = match.groupdict()
        if part["m4"] and _NOUN_MAY.fullmatch(part["m4"]):
            continue
        year = part["y1"] or part["y2"] or part["y3"]
        month = part["m1"] or part["m2"] or part["m3"] or part["m4"]
        when = _when(match, _year(year), month_number(month), _number(part["d1"] or part["d2"]))
        if when:
            yield when


def _years(low: str) -> Iterator[When]:
    for match in (*_BARE_YEAR.finditer(low), *_SHORT_YEAR.finditer(low)):
        if when := _when(match, _year(match["y"]), None, None):
            yield when


def _relative(low: str, posted: date | None) -> Iterator[When]:
    """Days counted back from the post; without its date they mean nothing."""
    if posted is None:
        return
    for match in _RELATIVE.finditer(low):
        days = 0 if match["today"] else 1 if match["yesterday"] else 2
        if match["n"]:
            days = int(match["n"]) * (7 if match["weeks"] else 1)
        day = PartialDate.from_date(posted - timedelta(days=days))
        yield When(day, match.start(), match.end())


def _year(digits: str | None) -> int | None:
    """Two digits up to 35 are 20xx (war years and children), above 19xx."""
    if digits is None:
        return None
    number = int(digits.strip("'"))
    if number > 99:
        return number
    return number + (2000 if number <= 35 else 1900)


def _number(digits: str | None) -> int | None:
    if digits is None or not digits.isdigit() or int(digits) == 0:
        return None
    return int(digits)


def _when(
    match: re.Match[str], year: int | None, month: int | None, day: int | None
) -> When | None:
    """What of the date can be: without the day, or the month, that no calendar has."""
    end = len(match.group().rstrip(" ,.")) + match.start()
    for tried in ((year, month, day), (year, month, None), (year, None, None)):
        if tried == (None, None, None):
            return None
        try:
            told = PartialDate(*tried)
        except BadDate:
            continue
        return When(told, match.start(), end, doubtful=tried != (year, month, day))
    return None
