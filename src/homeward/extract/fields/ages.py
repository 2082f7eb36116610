"""Ages in full years: said with a word, as an adjective, or in brackets after a name."""

from __future__ import annotations

import re

from homeward.extract.found import Found
from homeward.records import FieldName

_YEARS = (
    r"(?:лет|год(?:а|ика|ик)?(?!\s*(?:рожд|нар))|років|роки|рік|рочк\w+|рік|р\b(?!\.?\s*н)|л\.|"
    r"years?(?:\s|-)old|y\.?\s?o\b|y/o|years?\s+of\s+age)"
)
_AGE = re.compile(
    rf"(?<![\w.,/№+:-])(?P<low>\d{{1,3}})(?:\s*[-–—]\s*(?P<high>\d{{2}}))?[\s-]*"
    rf"(?:(?:ти|х|ми)\s+)?{_YEARS}(?!\w)"
)
_ADJECTIVE = re.compile(
    r"(?<![\w.,/№+:-])(?P<low>\d{1,2})(?P<high>)-?(?:ти|х)?\s?-?(?:летн|річн|year-old)\w*"
)
_LABELLED = re.compile(
    r"\b(?:возраст|вік|aged?|age)\b\s*[:—–-]?\s*(?:на вид|около|примерно|приблизно|біля|about)?\s*"
    r"(?P<low>\d{1,2})(?:\s*[-–—]\s*(?P<high>\d{2}))?(?![\d./-])(?!\s*(?:мес|міс|mon))"
)
_IN_BRACKETS = re.compile(
    r"(?<=[\w.»\"]\s)\((?P<low>\d{2})(?P<high>)\)|(?<=\w,\s)(?P<low2>\d{2})(?=[,;)\n]|\.\s|\.?$)"
)
_MONTHS_OLD = re.compile(r"(?<![\w.,/№+-])\d{1,2}\s*(?:месяц\w*|місяц\w*|months?)(?:\s+old)?(?!\w)")
_LENGTH_OF_TIME = re.compile(
    r"(?:\b(?:за|через|уже|вже|спустя|более|понад|больше|більше|почти|майже|после|після|лишь|for|"
    r"in|"
    r"after|over|last|последние|останні|еще|ще|вот|на|срок\w*|до|минул\w*|прош\w+|прожил\w*|каждые|"
    r"первые|все|всі|эти|ці)\s+(?:как\s+|як\s+)?)$"
)
_AGO = re.compile(
    r"\s*(?:назад|тому|ago|спустя|подряд|поспіль|службы|служби|войны|війни|стажа|колонии|лишения|"
    r"ув'язнення|позбавлення|of\b)"
)
_IN_CAPTIVITY = re.compile(r"\s*(?:в|у)\s(?:плену|полоні|неволі)")
_CUE_BEFORE = re.compile(
    r"\b(?:ему|ей|йому|їй|мне|мені|ребенку|мальчику|девочке|хлопчику|дівчинці|на вид|на "
    r"вигляд)\s+(?:\w+\s+)?$"
)


def find_ages(low: str) -> list[Found]:
    """Ages 0 to 125; lengths of time ("2 года назад", "уже 3 года") are not ages."""
    found = [*_said(low, _AGE), *_said(low, _ADJECTIVE), *_said(low, _LABELLED)]
    found += [
        Found(FieldName.AGE, match["low"] or match["low2"], *_digits(match))
        for match in _IN_BRACKETS.finditer(low)
        if 14 <= int(match["low"] or match["low2"]) <= 90
    ]
    return found


def find_months_old(low: str) -> list[Found]:
    """Ages of babies, told in months: no full year; only a child's profile may use them."""
    return [
        Found(FieldName.AGE, "0", match.start(), match.end())
        for match in _MONTHS_OLD.finditer(low)
        if not _AGO.match(low, match.end())
        and not _LENGTH_OF_TIME.search(low, max(0, match.start() - 20), match.start())
    ]


def _digits(match: re.Match[str]) -> tuple[int, int]:
    return match.span("low") if match["low"] else match.span("low2")


def _said(low: str, pattern: re.Pattern[str]) -> list[Found]:
    found = []
    for match in pattern.finditer(low):
        if pattern is not _LABELLED and _is_length_of_time(low, match):
            continue
        if (value := _value(match["low"], match["high"])) is not None:
            found.append(Found(FieldName.AGE, value, match.start("low"), match.end()))
    return found


def _is_length_of_time(low: str, match: re.Match[str]) -> bool:
    start = max(0, match.start() - 24)
    if _CUE_BEFORE.search(low[start : match.start()]):
        return False
    before = _LENGTH_OF_TIME.search(low[start : match.start()])
    if int(match["low"]) < 5 and _IN_CAPTIVITY.match(low, match.end()):
        return True
    return bool(before or _AGO.match(low, match.end()))


def _value(low: str, high: str | None) -> str | None:
    if int(low) > 110 or (high and int(high) <= int(low)):
        return None
    return f"{int(low)}-{int(high)}" if high else str(int(low))
