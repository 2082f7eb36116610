"""The catalogue of sentences (data/reasons.csv) in three languages, with their plurals.

`{ours}` is filled in as it stands; `{years|рік|роки|років}` becomes a number and its noun.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from homeward.dates import AgeAt, birth_date_from_text

Language = Literal["uk", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("uk", "ru", "en")

_FIELD = re.compile(r"\{(\w+)(?:\|([^}]*))?\}")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Sentences by code and language."""
    with files("homeward.data").joinpath("reasons.csv").open(encoding="utf-8") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


def sentence(
    code: str,
    lang: Language,
    params: Mapping[str, str | int] | None = None,
    *,
    otherwise: str | None = None,
) -> str:
    """The sentence of a code; that of `otherwise` where no finer one is written."""
    row = catalogue().get(code) or catalogue()[otherwise or code]
    values = params or {}
    return _FIELD.sub(lambda field: _filled(field, values, lang), row[lang])


def _filled(field: re.Match[str], values: Mapping[str, str | int], lang: Language) -> str:
    value = values[field[1]]
    if not field[2]:
        return str(value)
    return f"{value} {plural(int(value), field[2].split('|'), lang)}"


def plural(number: int, forms: list[str], lang: Language) -> str:
    """The noun that goes with a number: 1 рік, 2 роки, 5 років, 21 рік; 1 year, 2 years."""
    if lang == "en":
        return forms[0] if number == 1 else forms[1]
    tens, ones = number // 10 % 10, number % 10
    if tens == 1 or ones == 0 or ones > 4:
        return forms[2]
    return forms[0] if ones == 1 else forms[1]


def shown_date(text: str, lang: Language) -> str:
    """A stored date or age as people write it: 17.05.1994, 05.1994, 17 May 1994."""
    date = birth_date_from_text(text)
    if isinstance(date, AgeAt):
        day = shown_date(str(date.on), lang)
        if date.low == date.high:
            return sentence("date.age", lang, {"age": date.low, "day": day})
        return sentence("date.ages", lang, {"low": date.low, "high": date.high, "day": day})
    year = "????" if date.year is None else str(date.year)
    parts = [p for p in (date.day, date.month) if p is not None]
    if lang == "en":
        month = [_MONTHS[date.month - 1]] if date.month else []
        return " ".join([str(date.day)] * (date.day is not None) + month + [year])
    return ".".join([*(f"{part:02}" for part in parts), year])
