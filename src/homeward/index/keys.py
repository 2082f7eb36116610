"""Blocking keys: what makes two records worth comparing.

A record is filed under all its keys. A query asks under its own keys, and, for what may be
misspelled, shifted or known in part, under the neighbouring ones too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from homeward.dates import BirthDate, PartialDate
from homeward.names import NamePart, ParsedName, PartRole, Reading, parse_written
from homeward.records import PersonRecord
from homeward.text.fold import fold

Key = tuple[str | int | None, ...]


def names_of(record: PersonRecord) -> list[ParsedName]:
    """All names of a record, read."""
    return [parse_written(name) for name in (record.name, *record.other_names)]


def filed_under(record: PersonRecord) -> set[Key]:
    """The keys under which a record is found."""
    keys = {key for name in names_of(record) for key in _name_keys(name, record.birth_date)}
    return keys | set(_fact_keys(record)) | {*_date_keys(record.birth_date)}


def asked_under(record: PersonRecord) -> set[Key]:
    """The keys under which a query asks; neighbours of family names are added by the index."""
    keys = {key for name in names_of(record) for key in _name_keys(name, record.birth_date)}
    keys |= set(_fact_keys(record))
    return keys.union(*(_date_keys(date) for date in _neighbouring_dates(record.birth_date)))


def family_keys(record: PersonRecord) -> set[str]:
    """The folded family names of a record, under all readings."""
    return {
        key
        for name in names_of(record)
        for reading in name.readings
        for part in reading.of(PartRole.FAMILY)
        for key in part.keys or (part.key,)
        if not part.initial
    }


def _name_keys(name: ParsedName, birth: BirthDate | None) -> Iterator[Key]:
    for reading in name.readings:
        for part in reading.of(PartRole.FAMILY):
            yield from (("family", key) for key in part.keys or (part.key,))
        yield from _given_keys(reading, birth)


def _given_keys(reading: Reading, birth: BirthDate | None) -> Iterator[Key]:
    days = birth.range() if birth is not None else None
    years = range(days.first.year - 1, days.last.year + 2) if days is not None else ()
    for given in _concepts(reading, PartRole.GIVEN):
        yield from (("father", given, father) for father in _concepts(reading, PartRole.PATRONYMIC))
        yield from (("year", given, year) for year in years)


def _concepts(reading: Reading, role: PartRole) -> set[int | str]:
    """Ids of the graph of given names, or the folded word where there is none."""
    parts: tuple[NamePart, ...] = reading.of(role)
    return {concept for part in parts if not part.initial for concept in part.ids or (part.key,)}


def _date_keys(date: BirthDate | None) -> Iterator[Key]:
    if isinstance(date, PartialDate) and date.month is not None and date.day is not None:
        yield ("day", date.year, date.month, date.day)


def _neighbouring_dates(date: BirthDate | None) -> Iterator[BirthDate | None]:
    """Dates that one slip of the pen or one shift makes of this one."""
    yield date
    if not isinstance(date, PartialDate) or not date.is_full:
        return
    year, month, day = date.year or 0, date.month or 0, date.day or 0
    days = date.range()
    if days is not None:
        yield from (PartialDate.from_date(days.first + timedelta(step)) for step in (-1, 1))
    if day <= 12:
        yield PartialDate(year, day, month)
    if day <= 28:  # a day that each month has
        yield from (PartialDate(year + step, month, day) for step in (-1, 1))
        yield from (PartialDate(year, m, day) for m in (month - 1, month + 1) if 1 <= m <= 12)


def _fact_keys(record: PersonRecord) -> Iterator[Key]:
    """What stays when name and date are changed: institution and day, siblings."""
    if record.institution and record.event_date:
        yield ("institution", fold(record.institution), str(record.event_date))
    if record.siblings:
        yield ("siblings", *sorted(fold(name) for name in record.siblings))
