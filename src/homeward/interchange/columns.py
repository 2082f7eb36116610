"""The cells of a row by what their columns hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from homeward.interchange.values import is_nothing
from homeward.sources.headers import Column, column_of

_NAMES = (Column.NAME, Column.NAME_AND_BIRTH, Column.FAMILY_NAME, Column.GIVEN_NAME)


class Cells:
    """The cells of a row that say something. The row as it was stays in the record."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._by_column: dict[Column, list[str]] = {}
        for header, column in columns(tuple(cells)):
            text = cells[header].strip()
            if not is_nothing(text):
                self._by_column.setdefault(column, []).append(text)

    def first(self, *wanted: Column) -> str | None:
        """The first filled cell of the first of these columns."""
        return next((self._by_column[column][0] for column in wanted if self._has(column)), None)

    def every(self, column: Column) -> list[str]:
        """All filled cells of one kind."""
        return self._by_column.get(column, [])

    def joined(self, column: Column) -> str | None:
        """All filled cells of one kind in one text, each said once."""
        return ", ".join(dict.fromkeys(self.every(column))) or None

    def _has(self, column: Column) -> bool:
        return column in self._by_column


@lru_cache(maxsize=256)
def columns(headers: tuple[str, ...]) -> tuple[tuple[str, Column], ...]:
    """(header, column) for each header that is known, the more exact header first.

    `Дата зникнення` says more than `Дата`, where a table has both.
    """
    known = ((header, column_of(_without_number(header))) for header in headers)
    found = [(header, column) for header, column in known if column is not None]
    return tuple(sorted(found, key=lambda pair: -len(pair[0].split())))


def is_list_of_people(headers: Iterable[str]) -> bool:
    """Whether a table names people, and is no list of posts with their authors."""
    found = {column for _, column in columns(tuple(headers))}
    return not found.isdisjoint(_NAMES) and Column.POST not in found


def _without_number(header: str) -> str:
    """`Дата (2)`, as a repeated header is called, is `Дата`."""
    name, _, number = header.rpartition(" (")
    return name if name and number.rstrip(")").isdigit() else header
