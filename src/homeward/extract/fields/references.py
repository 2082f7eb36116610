"""Numbers of letters, cases and profiles, so that answers and silence can be counted."""

from __future__ import annotations

import re

from homeward.extract.clean import CleanText
from homeward.extract.found import Found
from homeward.records import FieldName

_NUMBER = r"(?P<number>[\w]*\d[\w]*(?:[/.-]+[\w]+)*)"
_REFERENCE = re.compile(
    r"(?:(?<!\w)(?:исх|вх|вих|вхід|рег|ref(?:erence)?|our ref|your ref|case|file|дело|справа|єрдр|"
    r"ердр|"
    r"анкета|входящий|исходящий|вихідний|вхідний|реєстраційний|регистрационный|"
    r"обращени\w+|запрос\w*|звернення|запит\w*|лист\w*|письм\w*|reply|letter|inquiry|номер)"
    r"(?!\w)\.?\s*(?:номер|number|no\.?|№|n|#)?\s*[:.]?\s*(?:№|n|#|no\.?)?\s*|№\s*)" + _NUMBER
)
_NOT_A_LETTER = re.compile(
    r"(?:сизо|ик|дом\w*|интернат\w*|школ\w+|больниц\w+|лікарн\w+|госпитал\w+|част\w+|частин\w+|"
    r"будин\w+|"
    r"колони\w+|роты|кв|отряд\w*|центр\w*|участ\w+|палат\w+|статьи|ст|в/ч|садок|сад\w*|ліцей|"
    r"гимнази\w+|школи|батальон\w*|полк\w*|фонд\w*)\.?\s*$"
)


def find_references(clean: CleanText) -> list[Found]:
    """The number alone, as written."""
    found = []
    for match in _REFERENCE.finditer(clean.low):
        start, end = match.span("number")
        before = clean.low[max(0, match.start() - 14) : match.start()]
        digits = sum(map(str.isdigit, match["number"]))
        if digits < 2 or _NOT_A_LETTER.search(before) or _looks_like_date(match["number"]):
            continue
        found.append(Found(FieldName.REFERENCE, clean.text[start:end], start, end))
    return found


def _looks_like_date(number: str) -> bool:
    return bool(re.fullmatch(r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})|(?:19|20)\d\d", number))
