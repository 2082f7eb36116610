"""Lists of people or of anything: CSV, TSV, XLSX, XLS and ODS, each row with its header.

The header is the first of the first rows that the dictionary of headers knows; else the first
row with words in most columns; else the columns are called A, B, C. Title lines above it, a row
that only numbers the columns, and a header printed again on each page are no rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, groupby, islice
from pathlib import Path

from homeward.records import Document, DocumentKind, Origin, Rejected
from homeward.sources.delimited import read_delimited
from homeward.sources.grid import GridRow
from homeward.sources.headers import Column, column_of
from homeward.sources.opened import Seen, nobody_looks, shown
from homeward.sources.posts import day_of
from homeward.sources.sheets import column_letters, read_sheets

SHEET_ENDINGS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
DELIMITED_ENDINGS = frozenset({".csv", ".tsv", ".tab"})
MERGED_ACROSS = "cells of several columns are merged in this row; split them and fill each column"
TOO_WIDE = "this row has more cells than the header; check quotes and delimiters"
_POST_DATES = (Column.WRITTEN_ON, Column.EVENT_DATE)  # a plain "date" is the latter
_HEADER_WITHIN = 20  # rows that are not blank


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its header and cells (equally many), and where it stands."""

    header: tuple[str, ...]
    cells: tuple[str, ...]
    number: int  # as the spreadsheet shows it
    sheet: str | None = None

    @property
    def locator(self) -> str:
        """`row 12`, or `Sheet1 row 12`."""
        return _locator(self.sheet, self.number)

    @property
    def by_header(self) -> Mapping[str, str]:
        """Header to cell, in order."""
        return dict(zip(self.header, self.cells, strict=True))


def read_table(
    path: Path, *, root: Path | None = None, seen: Seen = nobody_looks
) -> Iterator[Row | Rejected]:
    """The rows of a table, blank ones left out. Raises `UnreadableFile`."""
    shown_path = shown(path.relative_to(root or path.parent).as_posix())
    is_sheet = path.suffix.lower() in SHEET_ENDINGS
    grid = read_sheets(path) if is_sheet else read_delimited(path, seen)
    for _, rows in groupby(grid, key=lambda row: row.sheet):
        yield from _rows_of_sheet(rows, shown_path)


def read_rows(path: Path, shown_path: str, seen: Seen) -> Iterator[Document | Rejected]:
    """The rows of a table as documents."""
    for row in read_table(path, seen=seen):
        if isinstance(row, Rejected):
            yield Rejected(Origin(shown_path, row.origin.locator), row.original, row.reason)
        else:
            yield document_of(row, shown_path)


def document_of(row: Row, path: str) -> Document:
    """A row as a document: its text has one line `header: cell` for each cell that is filled.

    In a table with a column of posts, the text is the post.
    """
    cells = row.by_header
    origin = Origin(path, row.locator)
    posts = [cell for header, cell in cells.items() if column_of(header) is Column.POST]
    if any(posts):
        dates = [cell for header, cell in cells.items() if column_of(header) in _POST_DATES]
        posted = next((day for day in map(day_of, dates) if day), None)
        text = "\n".join(filter(None, posts))
        return Document(
            origin=origin, kind=DocumentKind.POST, text=text, posted=posted, cells=cells
        )
    text = "\n".join(f"{header}: {cell}" for header, cell in cells.items() if cell)
    return Document(origin=origin, kind=DocumentKind.ROW, text=text, cells=cells)


def _locator(sheet: str | None, number: int) -> str:
    return f"{sheet} row {number}" if sheet else f"row {number}"


def _rows_of_sheet(rows: Iterator[GridRow], path: str) -> Iterator[Row | Rejected]:
    filled = (row for row in rows if not row.is_blank)
    first = list(islice(filled, _HEADER_WITHIN))
    place, height = _find_header(first)
    labels = _labels(first[place : place + height]) if height else ()
    rest = chain(first[: 0 if not height else place], first[place + height :], filled)
    yield from _below_header(rest, labels, first[place : place + height], path)


def _below_header(
    rows: Iterator[GridRow], labels: tuple[str, ...], header: list[GridRow], path: str
) -> Iterator[Row | Rejected]:
    printed = {row.cells for row in header}
    top = header[0].number if header else 0
    for row in rows:
        if row.problem:
            yield _rejected(row, path, row.problem)
        elif row.number < top or row.cells in printed or _numbers_columns(row):
            continue
        elif labels and any(row.cells[len(labels) :]):
            yield _rejected(row, path, TOO_WIDE)
        elif labels and _merges_columns(row, labels):
            yield _rejected(row, path, MERGED_ACROSS)
        else:
            width = len(labels) or len(row.cells)
            names = unique(labels or ("",) * width)
            cells = (row.cells + ("",) * width)[:width]
            yield Row(names, cells, row.number, row.sheet)


def _rejected(row: GridRow, path: str, reason: str) -> Rejected:
    original = " | ".join(cell for cell in row.cells if cell)
    return Rejected(Origin(path, _locator(row.sheet, row.number)), original, reason)


def _find_header(rows: list[GridRow]) -> tuple[int, int]:
    """(place, rows it takes) of the header; no rows if there is none."""
    for place, row in enumerate(rows):
        filled = [cell for cell in row.cells if cell]
        known = sum(column_of(cell) is not None for cell in filled)
        if known >= 2 or 0 < len(filled) <= 2 * known:
            return place, _height(row)
    widest = max((sum(map(bool, row.cells)) for row in rows), default=0)
    for place, row in enumerate(rows):
        filled = [cell for cell in row.cells if cell]
        if len(filled) >= max(2, 0.6 * widest):
            is_header = not any(any(map(str.isdigit, cell)) for cell in filled)
            return (place, _height(row)) if is_header and place + 1 < len(rows) else (0, 0)
    return 0, 0


def _height(row: GridRow) -> int:
    """A header with merged cells goes on in the rows below."""
    return max(row.deep, 2 if row.wide else 1)


def _labels(rows: list[GridRow]) -> tuple[str, ...]:
    """One label a column, from top to bottom: `Дата` over `народження` is `Дата народження`."""
    width = max(len(row.cells) for row in rows)
    stacks: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        cells = list(row.cells) + [""] * (width - len(row.cells))
        for first, last in row.wide:
            cells[first : last + 1] = [cells[first]] * (min(last + 1, width) - first)
        for stack, cell in zip(stacks, cells, strict=True):
            if cell and cell not in stack:
                stack.append(cell)
    labels = [" ".join(" ".join(stack).split()) for stack in stacks]
    while labels and not labels[-1]:
        labels.pop()
    return tuple(labels)


def unique(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Empty labels become the column's letter; a label met again gets a number."""
    taken: dict[str, int] = {}
    named = []
    for place, label in enumerate(labels):
        name = label or column_letters(place)
        taken[name] = taken.get(name, 0) + 1
        named.append(name if taken[name] == 1 else f"{name} ({taken[name]})")
    return tuple(named)


def _numbers_columns(row: GridRow) -> bool:
    """Whether the row only says 1, 2, 3 ... under the header."""
    filled = [cell for cell in row.cells if cell]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]


def _merges_columns(row: GridRow, labels: tuple[str, ...]) -> bool:
    return any(sum(map(bool, labels[first : last + 1])) > 1 for first, last in row.wide)
