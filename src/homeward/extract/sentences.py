"""Lines, sentences and clauses of a clean text, and headings that hold for the lines below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_SENTENCE = 1200  # a text without full stops is cut here, at a space
_MARKER = re.compile(
    r"[ \t>*_#]*(?:\d{1,4}\s?[.)](?=\D)|\(\d{1,3}\)|№\s?\d{1,3}[.)]?(?=\s)|[a-zа-яіїє]\)|"
    r"[^\w\s«\"“(№#+@]{1,3}(?=\s*\w))\s*"
)
_NUMBERED = re.compile(r"[ \t>*_#]*(?:\d{1,4}\s?[.)](?=\D)|\(\d{1,3}\))")
_BULLET = re.compile(r"[ \t>]*[-–—•*▪●○◦✔✅☑▫◾◽🔹🔸➡→·‣►▶✓+~]+\s*\w")
_CELLS = re.compile(r"[|\t]|;(?=[^;\n]+;)")
_END = re.compile(r"[.!?…]+[»\"”)]*(?=\s+[«\"“(—–-]*\s?[A-ZА-ЯІЇЄҐЁ\d])|[!?]+(?=\s)|\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(.,«\"-])(?:[а-яіїєґa-z]|гг|г\.\s?р|р\.\s?н|обл|ул|вул|пр|тел|моб|ст|мл|им|ім|род|"
    r"нар|рожд|см|"
    r"пос|пгт|смт|мкр|буд|кв|дом|стр|рядов|ряд|сержант|лейт|кап|полк|подп|мол|гол|зам|нач|исп|вик|"
    r"исх|вих|"
    r"вх|бул|бр|св|сев|р-н|район|т\.\s?[дп]|mr|mrs|ms|dr|sgt|lt|capt|col|gen|cpl|pvt|no|st|jr|sr|"
    r"b|d|лейтен)$"
)
_CLAUSE = re.compile(
    r"[;:]\s|,?\s[—–-]\s|,\s+(?:а|но|але|проте|однако|однак|зато|but|however|while)\s|\s(?:но|але|"
    r"but)\s"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `body` is where its words begin after a number or bullet."""

    start: int
    end: int
    body: int
    listed: bool  # it begins with a number or a bullet, or holds cells of a table


def lines(text: str) -> list[Line]:
    """The lines that hold anything, in order."""
    found = []
    at = 0
    for raw in text.split("\n"):
        if raw.strip():
            found.append(_line(text, at, at + len(raw)))
        at += len(raw) + 1
    return found


def _line(text: str, start: int, end: int) -> Line:
    marker = _MARKER.match(text, start, end)
    body = marker.end() if marker else start
    while body < end and text[body].isspace():
        body += 1
    listed = bool(
        _NUMBERED.match(text, start, end)
        or _BULLET.match(text, start, end)
        or len(_CELLS.findall(text, start, end)) >= 2
    )
    return Line(start, end, body, listed)


def sentences(text: str) -> list[tuple[int, int]]:
    """Starts and ends of sentences; a line break ends one unless the next line goes on small."""
    found: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if not _ends(text, match):
            continue
        found.extend(_cut(text, start, match.end()))
        start = match.end()
    found.extend(_cut(text, start, len(text)))
    return found


def _ends(text: str, match: re.Match[str]) -> bool:
    if match.group() == "\n":
        after = text[match.end() : match.end() + 1]
        before = text[max(0, match.start() - 1) : match.start()]
        return not (after.islower() and before not in ".!?:;\n")
    if match.group() != ".":
        return True
    before = text[max(0, match.start() - 9) : match.start()].rstrip(" ").lower()
    return not _ABBREVIATION.search(before)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start, start + LONGEST_SENTENCE)
        cut = space if space > start else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def clauses(low: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence cut where something new or contrary is said: at ";", a dash, "but"."""
    found = []
    at = start
    for match in _CLAUSE.finditer(low, start, end):
        found.append((at, match.start()))
        at = match.start() + 1
    found.append((at, end))
    return found
