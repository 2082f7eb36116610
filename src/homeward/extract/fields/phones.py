"""Phone numbers, in E.164; they never enter an index."""

from __future__ import annotations

import re

from phonenumbers import (
    Leniency,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    format_number,
)

from homeward.extract.found import Found
from homeward.records import FieldName

_MAY_BE_PHONE = re.compile(r"(?<![\w№])\+?\(?\d[\d\s().*-]{7,20}\d")
_RUSSIAN_TRUNK = re.compile(r"[78][\s(.-]*[3489]\d\d")
_LONGEST_STRETCH = 60


def find_phones(text: str) -> list[Found]:
    """Numbers with a country code, or as they are dialled in Ukraine and Russia."""
    found: list[Found] = []
    at = 0
    for match in _MAY_BE_PHONE.finditer(text):
        if match.start() < at or sum(map(str.isdigit, match.group())) < 9:
            continue
        for number in _numbers(text, match):
            found.append(number)
            at = number.end
    return found


def _numbers(text: str, match: re.Match[str]) -> list[Found]:
    stretch = text[match.start() : match.end()][:_LONGEST_STRETCH]
    region = "RU" if _RUSSIAN_TRUNK.match(stretch) else "UA"
    matcher = PhoneNumberMatcher(stretch, region, leniency=Leniency.POSSIBLE)
    return [
        Found(
            FieldName.PHONE,
            format_number(hit.number, PhoneNumberFormat.E164),
            match.start() + hit.start,
            match.start() + hit.end,
        )
        for hit in matcher
        if len(str(hit.number.national_number)) >= 9
    ]
