"""Files of requests and lists to records of people, each row with an id of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from homeward.errors import UnreadableFile
from homeward.interchange.columns import Cells, columns, is_list_of_people
from homeward.interchange.row import record_of_row
from homeward.records import Document, DocumentKind, Origin, PersonRecord, Rejected
from homeward.sources.headers import Column
from homeward.sources.table import DELIMITED_ENDINGS, SHEET_ENDINGS, Row, document_of, read_table

NO_NAME_COLUMN = (
    "no column is called by a name (ПІБ, ФИО, full name, прізвище, ...); name the columns in the "
    "first row"
)
TWICE = "the id of this row stands in an earlier row too; give each row an id of its own"
NO_TABLE = "lists and requests are read from CSV, XLSX, XLS and ODS files; save it as one of them"
_NUMBERS = (Column.RUNNING_NUMBER, Column.REQUEST_NUMBER)


def read_people(path: Path, *, root: Path | None = None) -> Iterator[PersonRecord | Rejected]:
    """The people of a file of requests or a list, with all that could not be used.

    The id is that of the id column; else the number of the row or of the request, if the file
    has none twice; else the place of the row ("row 12"). People under one request number are
    one group. Raises `UnreadableFile` if the file as a whole cannot be read.
    """
    if path.suffix.lower() not in DELIMITED_ENDINGS | SHEET_ENDINGS:
        raise UnreadableFile(NO_TABLE)
    numbering = _Numbering(*_repeated_numbers(path))
    complained: set[tuple[str, ...]] = set()
    for row in read_table(path, root=root):
        if isinstance(row, Rejected):
            yield row
        elif is_list_of_people(row.header):
            yield from _people_of(row, (root or path.parent), path, numbering)
        elif row.header not in complained:
            complained.add(row.header)
            origin = Origin(path.relative_to(root or path.parent).as_posix(), row.locator)
            yield Rejected(origin, " | ".join(filter(None, row.cells)), NO_NAME_COLUMN)


def people_of_row(document: Document) -> PersonRecord | Rejected | None:
    """The person in a row of a table met among the sources; its id is its origin.

    `None` if the table does not name people: then it is read as text.
    """
    if document.kind is not DocumentKind.ROW or not is_list_of_people(document.cells):
        return None
    found = record_of_row(document, id=str(document.origin))
    return found.record if found.record is not None else found.notes[0]


def notes_on_row(document: Document) -> tuple[Rejected, ...]:
    """The cells of such a row that could not be used, though its person could."""
    if document.kind is not DocumentKind.ROW or not is_list_of_people(document.cells):
        return ()
    found = record_of_row(document, id=str(document.origin))
    return found.notes if found.record is not None else ()


@dataclass(frozen=True, slots=True)
class _Numbering:
    """Which columns of numbers name one row each, and the ids met so far."""

    unique: frozenset[Column]
    repeated: frozenset[str]  # request numbers under which several people stand
    taken: set[str] = field(default_factory=set)

    def id_of(self, cells: Cells, locator: str) -> str:
        by_number = [column for column in _NUMBERS if column in self.unique]
        return cells.first(Column.ID, *by_number) or locator


def _repeated_numbers(path: Path) -> tuple[frozenset[Column], frozenset[str]]:
    """Looks through the file once to see which numbers stand twice."""
    counts: dict[Column, Counter[str]] = {column: Counter() for column in _NUMBERS}
    for row in read_table(path):
        if isinstance(row, Row):
            by_header = row.by_header
            for header, column in columns(row.header):
                if column in counts and by_header[header]:
                    counts[column][by_header[header]] += 1
    unique = {column for column, count in counts.items() if all(n == 1 for n in count.values())}
    requests = counts[Column.REQUEST_NUMBER]
    return frozenset(unique), frozenset(number for number, n in requests.items() if n > 1)


def _people_of(
    row: Row, root: Path, path: Path, numbering: _Numbering
) -> Iterator[PersonRecord | Rejected]:
    document = document_of(row, path.relative_to(root).as_posix())
    cells = Cells(document.cells)
    identity = numbering.id_of(cells, row.locator)
    if identity in numbering.taken:
        yield Rejected(document.origin, " | ".join(filter(None, row.cells)), TWICE)
        return
    found = record_of_row(document, id=identity)
    if found.record is not None:
        numbering.taken.add(identity)
        request = cells.first(Column.REQUEST_NUMBER)
        shared = request if request in numbering.repeated else None
        yield replace(found.record, group=found.record.group or shared)
    yield from found.notes
