"""What caseworkers corrected, as a file of JSON lines (docs/gold-set.md), for the trainer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from homeward.errors import UnusableRow
from homeward.extract.corpora import MarkedText
from homeward.records import FieldName, Polarity, Rejected, Role, Span
from homeward.sources.lines import usable_lines

_ONE_A_LINE = 'write one text a line: {"id": …, "text": …, "mentions": [{"span": [0, 5]}, …]}'


def read_corrections(path: Path, rejected: list[Rejected]) -> Iterator[MarkedText]:
    """The texts of a file; a line that cannot be used is put aside, and the rest goes on."""
    with path.open(encoding="utf-8", errors="surrogateescape") as lines:
        yield from usable_lines(lines, path, _of_line, rejected)


def _of_line(line: str) -> MarkedText:
    try:
        told = json.loads(line)
        text_id, text, mentions = str(told["id"]), told["text"], told["mentions"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnusableRow(_ONE_A_LINE) from None
    if not isinstance(text, str) or not isinstance(mentions, list):
        raise UnusableRow(_ONE_A_LINE)
    people = sorted({_person(mention, text) for mention in mentions}, key=lambda s: s.start)
    for one, other in pairwise(people):
        if other.start < one.end:
            raise UnusableRow(f"two people share the words from {other.start}: keep one of them")
    return MarkedText(text_id, text, tuple(people))


def _person(mention: Any, text: str) -> Span:
    if not isinstance(mention, dict):
        raise UnusableRow(_ONE_A_LINE)
    _one_of(Role, mention.get("role", Role.OTHER), "role")
    for each in mention.get("fields") or []:
        if not isinstance(each, dict):
            raise UnusableRow("a field is an object with name, value and span")
        _one_of(FieldName, each.get("name"), "field")
        _one_of(Polarity, each.get("polarity", Polarity.ASSERTED), "polarity")
        _span(each.get("span"), text)
    return _span(mention.get("span"), text)


def _one_of(kind: type[Role | FieldName | Polarity], value: Any, what: str) -> None:
    if value not in list(kind):
        raise UnusableRow(f"no {what} has this name; use one of: {', '.join(kind)}")


def _span(told: Any, text: str) -> Span:
    if not (isinstance(told, list) and [type(each) for each in told] == [int, int]):
        raise UnusableRow("a span is written [start, end], two whole numbers")
    start, end = told
    if not (0 <= start < end <= len(text) and text[start:end].strip()):
        raise UnusableRow(f"no words stand at [{start}, {end}]; the text has {len(text)} letters")
    return Span(start, end)
