"""Military service: units, ranks, call signs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from homeward.extract.clean import CleanText
from homeward.extract.found import Found
from homeward.extract.phrases import lexicon
from homeward.records import FieldName, Span

_KIND = (
    r"(?:(?:отдельн\w+|окрем\w+|гвардейск\w+|гвард\.|гв\.|мотострелков\w+|механізован\w+|"
    r"механизирован\w+|"
    r"десантно-штурмов\w+|штурмов\w+|танков\w+|артиллерийск\w+|артилерійськ\w+|воздушно-десантн\w+|"
    r"аеромобільн\w+|єгерськ\w+|егерск\w+|гірсько-штурмов\w+|стрілецьк\w+|стрелков\w+|"
    r"парашютно-десантн\w+|піхотн\w+|инженерн\w+|інженерн\w+|зенитн\w+|зенітн\w+|омсбр|"
    r"територіальн\w+|разведывательн\w+|розвідувальн\w+|армейск\w+|общевойсков\w+|separate|"
    r"mechani[sz]ed|assault|airborne|tank|marine|infantry|territorial|motor|rifle|guards?)\s+){0,5}"
)
_FORMATION = (
    r"(?:бригад\w*|полк(?:а|у|ом|е)?|батальон\w*|батальйон\w*|баталь[оё]н\w*|рот(?:а|ы|у|і|и|е|ою)|"
    r"дивизи\w+|дивізі\w+|корпус\w*|арми[яиюей]+|армі[яїюєй]+|дивизион\w*|дивізіон\w*|загон\w*|"
    r"отряд\w*|омбр|омсбр|осбр|одшбр|обрмп|оабр|отбр|ошбр|оебр|оаембр|обртро|бртро|овдбр|"
    r"дшбр|мсп|омсп|мсбр|обтро|обспн|обрспн|дшп|пдп|вдд|мсд|тро|тп|бтро|брмп|бтг|осб|ошб|омпб|"
    r"brigade|regiment|battalion|company|division)"
)
_NUMBERED = r"\d{1,4}(?:-?(?:[яйюмауї]|ой|го|му|та|тя|ша|га|ту|гу|тої|тій|мій|ий|th|st|nd|rd))?"
_UNITS = re.compile(
    rf"(?<![\w])(?:"
    r"(?:в\s?/\s?ч|вч|войсков\w+\s+част\w+|військов\w+\s+частин\w+|military\s+unit)\.?:?\s*"
    r"(?:№\s*)?(?:[«\"]?[а-яіa-z]\s?-?\s?\d{4}[»\"]?|\d{4,6}(?:-[а-я])?)"
    rf"|{_NUMBERED}\s+{_KIND}{_FORMATION}(?:\s+(?:тро|сил\w*\s+то|нгу|зсу|дшв|вдв|"
    rf"морск\w+\s+пехот\w*|"
    r"морськ\w+\s+піхот\w*|тероборон\w*|тер\.?\s?оборон\w*|спецназ\w*|of\s+the\s+\w+))?"
    r"|(?:бригад\w*|полк\w?|батальон\w*|батальйон\w*|рот[аыуие]|отряд\w*|загін|загону|легион\w*|"
    r"легіон\w*)"
    r"\s+(?:нгу\s+|спецпризначення\s+|тро\s+)?(?:[«\"“„][^»\"”“\n]{2,30}[»\"”“]|№\s?\d{1,4})"
    r"|(?:полк\w?|батальон\w*|батальйон\w*)\s+[«\"]?(?:азов|айдар|донбас\w*|ахмат\w*|днепр|"
    r"дніпро)[»\"]?"
    r"|(?:чвк|пвк)\s+[«\"]?[а-яіa-z]+[»\"]?|шторм(?:-|\s)[zзv](?!\w)|барс-\d{1,2}"
    r")(?![\w-]*\d)"
)
_CALL_SIGN = re.compile(
    r"(?<![\w])(?:позывн\w+|позивн\w+|псевдо\w*|п/с|call\s?sign|code\s?name|nicknamed)"
    r"\s*(?:у\s+него|у\s+нього|был|був|is|was)?\s*[:—–-]?\s*"
    r"(?:[«\"“„'](?P<quoted>[^»\"”“'\n]{2,25})[»\"”“']|(?P<bare>[^\W_][\w-]{1,20}))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[«\"“„](?P<word>[^«»\"“”„\n]{2,25})[»\"”“]")
_RIGHT_AFTER = re.compile(r"[ ]?\(?|,?[ ](?:он же|він же|aka|псевдо)[ ]")
_NOT_A_CALL_SIGN = frozenset(
    ["не", "неизвестен", "невідомий", "нет", "немає", "не", "и", "та", "і", "имел", "мав"]
)


def find_units(clean: CleanText) -> list[Found]:
    """Units as they are written; a formation with a number or a name of its own."""
    found: list[Found] = []
    for match in _UNITS.finditer(clean.low):
        value = " ".join(clean.text[match.start() : match.end()].split())
        found.append(Found(FieldName.UNIT, value, match.start(), match.end()))
    return found


def find_ranks(low: str) -> list[Found]:
    """Ranks in the nominative."""
    return [
        Found(FieldName.RANK, hit.value, hit.start, hit.end) for hit in lexicon("ranks").find(low)
    ]


def find_quoted_names(text: str, people: Sequence[Span]) -> list[Found]:
    """Call signs in quotes inside a name, or right after it: Виталий «Лось» Лосев."""
    found = []
    for person in people:
        for match in _QUOTED.finditer(text, person.start, min(person.end + 30, len(text))):
            if match.start() < person.end or _RIGHT_AFTER.fullmatch(
                text[person.end : match.start()]
            ):
                start, end = match.span("word")
                found.append(Found(FieldName.CALL_SIGN, match["word"].strip(), start, end))
                break
    return found


def find_call_signs(text: str) -> list[Found]:
    """What follows the word call sign, without its quotes."""
    found = []
    for match in _CALL_SIGN.finditer(text):
        group = "quoted" if match["quoted"] else "bare"
        value = match[group].strip()
        if value.lower() in _NOT_A_CALL_SIGN:
            continue
        found.append(Found(FieldName.CALL_SIGN, value, match.start(group), match.end(group)))
    return found
