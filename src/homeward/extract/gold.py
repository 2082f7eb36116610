"""Texts marked by hand, and how well a reading of them agrees with the marks.

The format is described in docs/gold-set.md. A third of the texts, chosen by a hash of the id, is
held out: nobody looks at its mistakes while tuning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from homeward.errors import UnusableRow
from homeward.records import FieldName, Polarity, Role, Span

_HEADER = re.compile(r"^=== (?P<id>\S+)(?: (?P<posted>\d{4}-\d\d-\d\d))?[ \t]*$", re.MULTILINE)
_MARK = re.compile(
    r"\[(?P<owners>\d+(?:,\d+)*)(?:\.(?P<field>\w+)|(?: (?P<role>\w+))?)(?:=(?P<value>[^:\[\]]*))?:"
)
_POLARITIES = {"!": Polarity.DENIED, "?": Polarity.HEARSAY}
HELD_OUT_SHARE = 3


@dataclass(frozen=True, slots=True)
class GoldField:
    """A value that the text gives to the people `owners`."""

    owners: tuple[int, ...]
    name: FieldName
    value: str
    span: Span
    polarity: Polarity


@dataclass(slots=True)
class GoldPerson:
    """One person: role, full name in normal form if it is told, and every naming."""

    role: Role
    form: str
    spans: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text without its marks, and what they say."""

    id: str
    text: str
    posted: date | None
    people: dict[int, GoldPerson]
    fields: tuple[GoldField, ...]

    @property
    def held_out(self) -> bool:
        return is_held_out(self.id)


def is_held_out(text_id: str) -> bool:
    """Whether nothing may be learnt from the text of this id."""
    return sha256(text_id.encode()).digest()[0] % HELD_OUT_SHARE == 0


def read_gold(folder: Path) -> Iterator[GoldText]:
    """All texts of the `.txt` files of a folder; raises `UnusableRow` for a broken mark."""
    for path in sorted(folder.glob("*.txt")):
        yield from parse_gold(path.read_text(encoding="utf-8"))


def parse_gold(content: str) -> Iterator[GoldText]:
    """The texts of one file."""
    headers = list(_HEADER.finditer(content))
    ends = [header.start() for header in headers[1:]] + [len(content)]
    for header, end in zip(headers, ends, strict=True):
        posted = date.fromisoformat(header["posted"]) if header["posted"] else None
        yield _text(header["id"], posted, content[header.end() : end].strip("\n"))


def _text(text_id: str, posted: date | None, marked: str) -> GoldText:
    people: dict[int, GoldPerson] = {}
    fields: list[GoldField] = []
    letters: list[str] = []
    open_marks: list[tuple[re.Match[str], int]] = []
    at = 0
    while at < len(marked):
        if match := _MARK.match(marked, at):
            open_marks.append((match, len(letters)))
            at = match.end()
        elif marked[at] == "]" and open_marks:
            _close(*open_marks.pop(), letters, people, fields)
            at += 1
        else:
            letters.append(marked[at])
            at += 1
    if open_marks:
        raise UnusableRow(f"gold text {text_id}: a mark is not closed with ]")
    unknown = {owner for each in fields for owner in each.owners} - people.keys()
    if unknown:
        raise UnusableRow(f"gold text {text_id}: no person has the number {min(unknown)}")
    return GoldText(text_id, "".join(letters), posted, people, tuple(fields))


def _close(
    match: re.Match[str],
    start: int,
    letters: list[str],
    people: dict[int, GoldPerson],
    fields: list[GoldField],
) -> None:
    span = Span(start, len(letters))
    words = " ".join("".join(letters[start:]).split())
    owners = tuple(int(owner) for owner in match["owners"].split(","))
    if match["field"]:
        value = words if match["value"] is None else match["value"].strip()
        polarity = _POLARITIES.get(value[-1:], Polarity.ASSERTED)
        value = value.rstrip("!?") if polarity is not Polarity.ASSERTED else value
        fields.append(GoldField(owners, FieldName(match["field"]), value, span, polarity))
        return
    role = Role(match["role"]) if match["role"] else Role.OTHER
    person = people.setdefault(owners[0], GoldPerson(role, match["value"] or words))
    person.spans.append(span)


def texts_of(texts: Iterable[GoldText], *, held_out: bool) -> list[GoldText]:
    """One part of the set."""
    return [text for text in texts if text.held_out is held_out]
