"""XLSX, XLS and ODS to rows.

A cell merged downwards stands for each row it covers. A cell merged across columns is left in
the first of them; whether that makes its row ambiguous is judged where the header is known. A
formula counts by its stored value; a row with an error, or with a formula that was never
computed, is refused (XLS and ODS do not tell the latter from an empty cell).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from lxml import etree
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from homeward.errors import UnreadableFile
from homeward.sources.formulas import ERROR, unusable_rows
from homeward.sources.grid import GridRow
from homeward.sources.opened import EMPTY

Merged = tuple[tuple[int, int], tuple[int, int]]  # (row, column) of both corners, from 0

LOCKED = "the spreadsheet is protected by a password; save it without one"
DAMAGED = "the spreadsheet is damaged or cut off; open it in Excel or LibreOffice and save it again"
HIDDEN = "this sheet is hidden and was not read; show it if it holds people"
HUGE = "the spreadsheet is larger than 2 GB when unpacked; save it as CSV"
_FAULTS = (  # what a damaged package makes its readers raise
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    OSError,
    LookupError,
    ValueError,
    RuntimeError,
)
_MOST_BYTES = 2 << 30
_OLE_MARK = bytes.fromhex("d0cf11e0a1b11ae1")
_ERROR_CODE = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!)|Err:\d{3}")


def read_sheets(path: Path) -> Iterator[GridRow]:
    """The rows of all visible sheets; a hidden sheet gives one row that says so."""
    try:
        yield from _sheets(path)
    except PasswordError:
        raise UnreadableFile(LOCKED) from None
    except _FAULTS as fault:
        raise UnreadableFile(_why(path)) from fault
    except BaseException as fault:
        # The compiled reader may fail in a way that is no Exception; its class has no import.
        if type(fault).__name__ != "PanicException":
            raise
        raise UnreadableFile(DAMAGED) from None


def _sheets(path: Path) -> Iterator[GridRow]:
    faults = _faults(path)  # first: it also refuses what would unpack to more than memory
    with CalamineWorkbook.from_path(path) as book:
        for sheet in book.sheets_metadata:
            if sheet.typ != SheetTypeEnum.WorkSheet:
                continue
            if sheet.visible != SheetVisibleEnum.Visible:
                yield GridRow(1, (), sheet.name, problem=HIDDEN)
                continue
            yield from _rows(book.get_sheet_by_name(sheet.name), faults.get(sheet.name, {}))


def _faults(path: Path) -> Mapping[str, Mapping[int, str]]:
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as book:
        if sum(part.file_size for part in book.infolist()) > _MOST_BYTES:
            raise UnreadableFile(HUGE)
        is_xlsx = "xl/workbook.xml" in book.namelist()
    return unusable_rows(path) if is_xlsx else {}


def _why(path: Path) -> str:
    if path.stat().st_size == 0:
        return EMPTY
    with path.open("rb") as file:
        start = file.read(1 << 16)
    locked = start.startswith(_OLE_MARK) and path.suffix.lower() != ".xls"
    return LOCKED if locked else DAMAGED


def _rows(sheet: CalamineSheet, faults: Mapping[int, str]) -> Iterator[GridRow]:
    first_column = sheet.start[1] if sheet.start else 0
    row = -1
    beginning: dict[int, list[Merged]] = {}
    for merged in sheet.merged_cell_ranges or []:
        beginning.setdefault(merged[0][0], []).append(merged)
    open_now: dict[Merged, str] = {}  # a merged cell to its text
    for row, values in enumerate(sheet.iter_rows()):
        cells = [""] * first_column + [as_text(value) for value in values]
        open_now = {merged: text for merged, text in open_now.items() if row <= merged[1][0]}
        for (_, left), text in ((merged[0], text) for merged, text in open_now.items()):
            cells[left] = text
        here = [merged for merged in beginning.get(row, []) if merged[0][1] < len(cells)]
        open_now |= {merged: cells[merged[0][1]] for merged in here}
        problem = faults.get(row + 1, "") or _error_in(cells, row + 1)
        wide = tuple((first[1], last[1]) for first, last in open_now if first[1] < last[1])
        deep = max((last[0] - row + 1 for _, last in here), default=1)
        yield GridRow(row + 1, tuple(cells), sheet.name, wide, deep, problem)
    for number in sorted(faults):
        if number > row + 1:  # the reader of values ends before rows without any
            yield GridRow(number, (), sheet.name, problem=faults[number])


def _error_in(cells: list[str], row: int) -> str:
    for place, text in enumerate(cells):
        if text[:1] in ("#", "E") and _ERROR_CODE.fullmatch(text):
            return ERROR.format(cell=f"{column_letters(place)}{row}", error=text)
    return ""


def column_letters(place: int) -> str:
    """A, B, ... Z, AA ... for 0, 1, ..."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def as_text(value: object) -> str:
    """A cell as text: dates in ISO, whole numbers without a point."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
    return str(value).strip()
