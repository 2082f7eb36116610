"""Distinguishing marks, and the traits that adoption profiles praise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from homeward.extract.clean import CleanText
from homeward.extract.found import Found
from homeward.extract.phrases import lexicon
from homeward.records import FieldName

_LABELLED = re.compile(
    r"(?<!\w)(?:особ\w+\s+(?:примет\w+|прикмет\w+|отличи\w+)|приметы|прикмети|"
    r"distinguishing\s+(?:marks|features))\s*[:—–-]\s*(?P<mark>[^.\n;]{3,160})"
)
_MARK = re.compile(
    r"(?<!\w)(?:шрам\w*|рубец|рубц\w+|рубец|татуировк\w+|татуюванн\w+|тату(?!\w)|родимое\s+пятно|"
    r"родим\w+\s+плям\w+|родинк\w+|родимк\w+|scar|tattoo\w*|birthmark|mole)(?!\w)[^.,;\n()]{0,80}"
)
_CUT = re.compile(r"\s(?:был\w?|одет\w?|тел|и\s+(?:был|одет)|and\s+was)(?!\w)")


def find_marks(clean: CleanText) -> list[Found]:
    """Each mark as it is described, up to the end of the clause."""
    found = [
        Found(FieldName.MARK, clean.text[start:end], start, end)
        for start, end in _stretches(clean.low)
    ]
    found.sort(key=lambda mark: mark.start)
    return found


def _stretches(low: str) -> Iterator[tuple[int, int]]:
    labelled = [match.span("mark") for match in _LABELLED.finditer(low)]
    for start, end in labelled:
        yield from _each_mark(low, start, end)
    for match in _MARK.finditer(low):
        if not any(start <= match.start() < end for start, end in labelled):
            yield _trimmed(low, *match.span())


def _each_mark(low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for part in low[start:end].split(","):
        if part.strip():
            yield _trimmed(low, at, at + len(part))
        at += len(part) + 1


def _trimmed(low: str, start: int, end: int) -> tuple[int, int]:
    if cut := _CUT.search(low, start, end):
        end = cut.start()
    while start < end and not low[start].isalnum():
        start += 1
    while end > start and not low[end - 1].isalnum():
        end -= 1
    return start, end


def find_traits(low: str) -> list[Found]:
    """Words of character and looks, each alone, in the form of the table."""
    return [
        Found(FieldName.TRAIT, hit.value, hit.start, hit.end) for hit in lexicon("traits").find(low)
    ]
