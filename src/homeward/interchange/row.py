"""One row of a list to the record of a person.

A row is rejected whole if nobody can say whom it is about or if it contradicts itself: no name,
a day that no calendar has, a birth after the event. A cell that is merely not understood is
noted beside the record, and the record keeps the row as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from homeward.dates import BirthDate, DateRange
from homeward.errors import BadDate, UnusableRow
from homeward.interchange.columns import Cells
from homeward.interchange.names import name_of, other_names
from homeward.interchange.values import (
    DateAndRest,
    age_at,
    category_of,
    given_names,
    is_age,
    is_impossible_date,
    leading_date,
    sex_of,
    trailing_birth,
)
from homeward.records import Document, PersonRecord, Rejected, Sex, WrittenName
from homeward.sources.headers import Column

NO_NAME = "this row has no name; fill it in"
A_SUM = "this row is a sum, not a person; remove it"
BORN_LATER = "the birth date lies after the date of the event; correct one of them"
NO_SEX = "the sex was not understood and left open; write ч, ж, м, f or m"
_SUM = re.compile(r"(?:всього|усього|разом|итого|всего|total)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundInRow:
    """The person of a row, and what of the row could not be used; never both empty."""

    record: PersonRecord | None
    notes: tuple[Rejected, ...] = ()


class _Reading:
    """One row while it is read; gathers what is not understood."""

    def __init__(self, document: Document) -> None:
        self.cells = Cells(document.cells)
        self.document = document
        self.notes: list[Rejected] = []

    def note(self, cell: str, reason: str) -> None:
        """The cell is left out of the record, and said so."""
        self.notes.append(Rejected(self.document.origin, cell, reason))

    def date_in(self, *columns: Column, latest: DateRange | None = None) -> DateAndRest | None:
        """The date of the first filled column; raises `UnusableRow` for an impossible one."""
        cell = self.cells.first(*columns)
        if cell is None:
            return None
        try:
            return leading_date(cell, latest=latest.last if latest else None)
        except BadDate as fault:
            if is_impossible_date(cell):
                raise UnusableRow(f"an impossible date: {fault}") from fault
            if any(map(str.isdigit, cell)):
                self.note(cell, f"this date was left out: {fault}")
            return None


def record_of_row(document: Document, *, id: str) -> FoundInRow:  # noqa: A002  as in the record
    """The person of one row of a list whose columns name people."""
    reading = _Reading(document)
    try:
        record = _record(reading, id)
    except UnusableRow as fault:
        original = " | ".join(filter(None, document.cells.values()))
        return FoundInRow(None, (Rejected(document.origin, original, str(fault)),))
    return FoundInRow(record, tuple(reading.notes))


def _record(reading: _Reading, identity: str) -> PersonRecord:
    cells = reading.cells
    name = _name(cells)
    event = reading.date_in(Column.EVENT_DATE, Column.EVENT_DATE_AND_PLACE)
    written = reading.date_in(Column.WRITTEN_ON)
    happened = event.date.range() if event else None
    said = (written.date.range() if written else None) or happened
    inside_name = trailing_birth(name.full, latest=said.last if said else None)
    birth, birth_place = _birth(reading, inside_name, said)
    if birth and happened and _first_day(birth) > happened.last.toordinal():
        raise UnusableRow(BORN_LATER)
    return PersonRecord(
        id=identity,
        name=replace(name, full=inside_name.rest) if inside_name else name,
        other_names=other_names(cells),
        sex=_sex(reading),
        birth_date=birth,
        birth_place=cells.joined(Column.BIRTH_PLACE) or birth_place,
        home=cells.joined(Column.HOME),
        category=category_of(cells.first(Column.CATEGORY) or ""),
        unit=cells.joined(Column.UNIT),
        rank=cells.joined(Column.RANK),
        marks=cells.joined(Column.MARKS),
        fathers_given_name=cells.first(Column.FATHERS_GIVEN_NAME),
        event_date=event.date if event else None,
        event_place=cells.joined(Column.EVENT_PLACE) or _place_beside(cells, event),
        institution=cells.joined(Column.INSTITUTION),
        siblings=given_names(cells.joined(Column.SIBLINGS) or ""),
        group=cells.first(Column.GROUP),
        origin=reading.document.origin,
        cells=reading.document.cells,
    )


def _name(cells: Cells) -> WrittenName:
    name = name_of(cells)
    if name is None:
        raise UnusableRow(NO_NAME)
    if _SUM.match(name.full):
        raise UnusableRow(A_SUM)
    return name


def _sex(reading: _Reading) -> Sex | None:
    cell = reading.cells.first(Column.SEX)
    sex = sex_of(cell) if cell else None
    if cell and sex is None:
        reading.note(cell, NO_SEX)
    return sex


def _birth(
    reading: _Reading, inside_name: DateAndRest | None, said: DateRange | None
) -> tuple[BirthDate | None, str | None]:
    """The birth date (a date before an age), and a place written beside it."""
    cells = reading.cells
    written = cells.first(Column.BIRTH_DATE)
    if written and is_age(written, unit_needed=True):
        return _age(reading, written, said), None
    columns = (Column.BIRTH_DATE, Column.BIRTH_DATE_AND_PLACE)
    found = reading.date_in(*columns, latest=said)
    place = found.rest if found and not written else ""
    date = found.date if found else (inside_name.date if inside_name else None)
    cell = cells.first(Column.AGE)
    return date or (_age(reading, cell, said) if cell else None), place or None


def _age(reading: _Reading, cell: str, said: DateRange | None) -> BirthDate | None:
    """The birth dates that an age allows; a date in the column of ages is a birth date."""
    try:
        return age_at(cell, said) if is_age(cell) else leading_date(cell).date
    except BadDate as fault:
        reading.note(cell, f"this age was left out: {fault}")
        return None


def _first_day(birth: BirthDate) -> int:
    days = birth.range()
    return days.first.toordinal() if days else 0


def _place_beside(cells: Cells, event: DateAndRest | None) -> str | None:
    both = cells.first(Column.EVENT_DATE_AND_PLACE)
    return event.rest or None if both and event and not cells.first(Column.EVENT_DATE) else None
