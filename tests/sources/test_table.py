"""Lists: CSV, TSV, XLSX, ODS, and what goes wrong in them."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped,unused-ignore]  # it has no types
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.records import Document, Rejected
from homeward.sources import Row, read_documents, read_table
from homeward.sources.headers import Column, column_of

LIST = "№;ПІБ;Дата народження\n1;Іваненко Іван;17.05.1994\n2;Петренко Олег;1990\n"


def rows(path: Path) -> list[Row]:
    found = list(read_table(path))
    assert all(isinstance(row, Row) for row in found), found
    return [row for row in found if isinstance(row, Row)]


def rejected(path: Path) -> list[Rejected]:
    return [row for row in read_table(path) if isinstance(row, Rejected)]


def csv_file(folder: Path, text: str, *, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def sheet_file(folder: Path, fill, name: str = "list.xlsx") -> Path:  # type: ignore[no-untyped-def]  # noqa: ANN001  each test fills in its own way
    book = xlsxwriter.Workbook(str(folder / name))
    fill(book.add_worksheet("Список"), book)
    book.close()
    return folder / name


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "koi8-u"])
def test_delimiter_and_encoding_are_found(mark: str, encoding: str, tmp_path: Path) -> None:
    """Whatever program saved the list, the same cells come out."""
    text = LIST.replace(";", mark).replace("№", "Номер")  # KOI8 has no №
    path = csv_file(tmp_path, text, encoding=encoding)
    assert [row.cells for row in rows(path)] == [
        ("1", "Іваненко Іван", "17.05.1994"),
        ("2", "Петренко Олег", "1990"),
    ]
    assert rows(path)[0].header == ("Номер", "ПІБ", "Дата народження")


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    """Title lines, blank rows and cells of two lines do not shift the numbers."""
    text = 'Список зниклих;;\n\n№;ПІБ;Місце\n1;2;3\n1;"Іваненко\nІван";Суми\n\n2;Петренко;Ніжин\n'
    path = csv_file(tmp_path, text)
    assert [(row.locator, row.cells[1]) for row in rows(path)] == [
        ("row 5", "Іваненко\nІван"),
        ("row 7", "Петренко"),
    ]


def test_row_becomes_a_document_with_its_cells(tmp_path: Path) -> None:
    """The text has one line a filled cell, the cells keep their headers."""
    path = csv_file(tmp_path, "ПІБ;Позивний;Дата;Дата\nІваненко Іван;;2022;2023\n")
    [document] = read_documents(path, root=tmp_path)
    assert isinstance(document, Document)
    assert document.text == "ПІБ: Іваненко Іван\nДата: 2022\nДата (2): 2023"
    assert list(document.cells) == ["ПІБ", "Позивний", "Дата", "Дата (2)"]
    assert str(document.origin) == "list.csv (row 2)"


def test_quote_that_never_closes_spoils_one_row_only(tmp_path: Path) -> None:
    """A stray quote must not swallow the people below it."""
    text = (
        'ПІБ;Позивний;Місце\nІваненко;"Сокіл;Суми\nПетренко;"Мир";Ніжин\n'
        'Сидоренко;Хутір "Вишневий";Львів\nБондар;"Тихий ""Бонд""";"Київ\nцентр"\n'
    )
    path = csv_file(tmp_path, text)
    assert [row.cells[0] for row in read_table(path) if isinstance(row, Row)] == [
        "Петренко",
        "Сидоренко",
        "Бондар",
    ]
    [bad] = rejected(path)
    assert (bad.origin.locator, bad.original) == ("row 2", 'Іваненко;"Сокіл;Суми')


def test_row_wider_than_the_header_is_rejected(tmp_path: Path) -> None:
    """An unquoted delimiter shifts the cells: nobody guesses which."""
    path = csv_file(tmp_path, LIST + "3;Бондар;1990;зайве\n4;Коваль;1991;;\n")
    assert [bad.origin.locator for bad in rejected(path)] == ["row 4"]
    assert rejected(path)[0].original == "3 | Бондар | 1990 | зайве"


def test_bad_bytes_reject_one_row(tmp_path: Path) -> None:
    """The row is listed with the byte visible."""
    path = tmp_path / "list.csv"
    path.write_bytes(LIST.encode() + "3;Бонд".encode() + b"\xff;1990\n")
    assert rejected(path)[0].original == "3 | Бонд\\xff | 1990"


def test_list_without_header_loses_nobody(tmp_path: Path) -> None:
    """If no row is a header, the first row is a person like the others."""
    path = csv_file(tmp_path, "Іваненко Іван;17.05.1994\nПетренко Олег;1990\n")
    assert [row.header for row in rows(path)] == [("A", "B")] * 2
    one = csv_file(tmp_path, "Іваненко Іван\nПетренко Олег\n")
    assert [row.cells[0] for row in rows(one)] == ["Іваненко Іван", "Петренко Олег"]


def test_dates_numbers_and_sheet_names_of_a_workbook(tmp_path: Path) -> None:
    """Cells come as text: dates in ISO, whole numbers without a point."""

    def fill(sheet: xlsxwriter.worksheet.Worksheet, book: xlsxwriter.Workbook) -> None:
        sheet.write_row(2, 1, ["ПІБ", "Дата народження", "Вік", "Телефон"])
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write(3, 1, "Іваненко Іван")
        sheet.write_datetime(3, 2, datetime(1994, 5, 17, tzinfo=UTC).replace(tzinfo=None), day)
        sheet.write(3, 3, 31)
        sheet.write(3, 4, 380501234567)
        hidden = book.add_worksheet("Довідник")
        hidden.write(0, 0, "ПІБ")
        hidden.hide()

    path = sheet_file(tmp_path, fill)
    found = list(read_table(path))
    assert isinstance(found[0], Row)
    assert found[0].cells[1:] == ("Іваненко Іван", "1994-05-17", "31", "380501234567")
    assert found[0].locator == "Список row 4"
    assert isinstance(found[1], Rejected)
    assert "hidden" in found[1].reason


def test_cell_merged_downwards_stands_for_each_row(tmp_path: Path) -> None:
    """A unit written once beside three men is the unit of all three."""

    def fill(sheet: xlsxwriter.worksheet.Worksheet, _: xlsxwriter.Workbook) -> None:
        sheet.write_row(0, 0, ["ПІБ", "в/ч"])
        sheet.write_column(1, 0, ["Іваненко Іван", "Петренко Олег", "Бондар Юрій", "Коваль Ян"])
        sheet.merge_range(1, 1, 3, 1, "А0000")

    assert [row.cells[1] for row in rows(sheet_file(tmp_path, fill))] == ["А0000"] * 3 + [""]


def test_cells_merged_across_columns_reject_the_row(tmp_path: Path) -> None:
    """A text over name and place belongs to neither for sure; over empty columns it is no harm."""

    def fill(sheet: xlsxwriter.worksheet.Worksheet, _: xlsxwriter.Workbook) -> None:
        sheet.merge_range(0, 0, 0, 2, "Список зниклих")
        sheet.write_row(1, 0, ["ПІБ", "Місце"])
        sheet.merge_range(2, 0, 2, 1, "Сумська область")
        sheet.write_row(3, 0, ["Іваненко Іван"])
        sheet.merge_range(3, 1, 3, 2, "Суми")

    path = sheet_file(tmp_path, fill)
    assert [(bad.origin.locator, bad.original) for bad in rejected(path)] == [
        ("Список row 3", "Сумська область")
    ]
    [row] = [row for row in read_table(path) if isinstance(row, Row)]
    assert row.cells == ("Іваненко Іван", "Суми")


def test_header_of_two_merged_rows_is_read_from_top_to_bottom(tmp_path: Path) -> None:
    """`Дата` over `народження` and `зникнення` gives two dates."""

    def fill(sheet: xlsxwriter.worksheet.Worksheet, _: xlsxwriter.Workbook) -> None:
        sheet.merge_range(0, 0, 1, 0, "ПІБ")
        sheet.merge_range(0, 1, 0, 2, "Дата")
        sheet.write_row(1, 1, ["народження", "зникнення"])
        sheet.write_row(2, 0, ["Іваненко Іван", "1994", "2022"])

    [row] = rows(sheet_file(tmp_path, fill))
    assert row.header == ("ПІБ", "Дата народження", "Дата зникнення")


def test_formulas_count_by_value_and_errors_reject_the_row(tmp_path: Path) -> None:
    """A computed value is used; an error, or a formula never computed, rejects its row only."""

    def fill(sheet: xlsxwriter.worksheet.Worksheet, _: xlsxwriter.Workbook) -> None:
        sheet.write_row(0, 0, ["ПІБ", "Місце"])
        sheet.write_formula(1, 0, '=B9&" Іван"', value="Іваненко Іван")
        sheet.write(2, 0, "Петренко Олег")
        sheet.write_formula(2, 1, "=#REF!", value="#REF!")
        sheet.write(3, 0, "Бондар Юрій")
        sheet.write_formula(3, 1, "=A1", value="")
        sheet.write(4, 0, "Коваль Ян")
        sheet.write_formula(5, 0, "=A1", value="")

    path = sheet_file(tmp_path, fill)
    assert [row.cells[0] for row in read_table(path) if isinstance(row, Row)] == [
        "Іваненко Іван",
        "Коваль Ян",
    ]
    assert [(bad.origin.locator, bad.original) for bad in rejected(path)] == [
        ("Список row 3", "Петренко Олег"),
        ("Список row 4", "Бондар Юрій"),
        ("Список row 6", ""),
    ]
    assert "#REF!" in rejected(path)[0].reason
    assert "B4" in rejected(path)[1].reason


def test_cut_off_locked_and_false_workbooks_are_one_rejection(tmp_path: Path) -> None:
    """Each broken workbook is one sentence that says what to do."""
    whole = sheet_file(tmp_path, lambda sheet, _: sheet.write(0, 0, "ПІБ")).read_bytes()
    not_a_book = io.BytesIO()
    with zipfile.ZipFile(not_a_book, "w") as archive:
        archive.writestr("a.txt", "x")
    broken = {
        "cut.xlsx": (whole[: len(whole) // 2], "damaged"),
        "zip.xlsx": (not_a_book.getvalue(), "damaged"),
        "text.xlsx": ("ПІБ;Вік\n".encode(), "damaged"),
        "cut.xls": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500, "damaged"),
        "cut.ods": (whole[:100], "damaged"),
        "empty.xlsx": (b"", "empty"),
        "locked.xlsx": (encrypted_package(), "password"),
    }
    for name, (data, word) in broken.items():
        (tmp_path / name).write_bytes(data)
        [bad] = read_documents(tmp_path / name, root=tmp_path)
        assert isinstance(bad, Rejected), name
        assert word in bad.reason, (name, bad.reason)


def encrypted_package() -> bytes:
    """The outer shell that Excel puts round a workbook with a password (an OLE file)."""
    free, end, fat = b"\xff" * 4, b"\xfe\xff\xff\xff", b"\xfd\xff\xff\xff"
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + bytes.fromhex("3e000300feff0900")
    header += bytes.fromhex("0600") + b"\0" * 10 + (1).to_bytes(4, "little")  # one FAT sector
    header += (1).to_bytes(4, "little") + b"\0" * 4 + (4096).to_bytes(4, "little")
    header += end + b"\0" * 4 + end + b"\0" * 4 + (0).to_bytes(4, "little") + free * 108
    table = fat + end + free * 126

    def entry(name: str, kind: int, child: int) -> bytes:
        raw = name.encode("utf-16-le")
        data = raw.ljust(64, b"\0") + (len(raw) + 2).to_bytes(2, "little") + bytes([kind, 1])
        data += free * 2 + child.to_bytes(4, "little", signed=True) + b"\0" * 36
        return data + end + b"\0" * 8

    directory = entry("Root Entry", 5, 1) + entry("EncryptedPackage", 2, -1)
    directory += entry("EncryptionInfo", 2, -1)
    return header + table + directory.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("ПІБ", Column.NAME),
        ("П. І. Б.", Column.NAME),
        ("ПIБ", Column.NAME),  # a Latin I
        ("ФИО пропавшего", Column.NAME),
        ("ПІБ зниклого безвісти", Column.NAME),
        ("ПІБ заявника", Column.ENQUIRER),
        ("Прізвище, ім’я, по батькові", Column.NAME),
        ("Прізвище, ім'я та по-батькові", Column.NAME),
        ("full_name", Column.NAME),
        ("Дата народження (дд.мм.рррр)", Column.BIRTH_DATE),
        ("В/Ч", Column.UNIT),
        ("Missing person's name", Column.NAME),
        ("№ з/п", Column.RUNNING_NUMBER),
        ("#", Column.RUNNING_NUMBER),
        ("Case ID", Column.REQUEST_NUMBER),
        ("Прізвище, ім'я та по батькові", Column.NAME),
        ("Детский дом / интернат", Column.INSTITUTION),
        ("Дата нарождення", Column.BIRTH_DATE),
        ("Місце народження", Column.BIRTH_PLACE),
        ("Ким доводиться заявнику", None),
        ("Обставини", None),
        ("", None),
    ],
)
def test_headers_are_known_however_they_are_written(header: str, column: Column | None) -> None:
    """Case, points, apostrophes, look-alike letters and additions do not matter."""
    assert column_of(header) is column


def test_dictionary_does_not_contradict_itself() -> None:
    """Each header of the dictionary leads to its own column, in every language."""
    with (files("homeward.data") / "headers.csv").open(encoding="utf-8") as table:
        entries = [row for row in csv.DictReader(table) if row["column"] != "ignored_word"]
    assert len(entries) > 500
    wrong = [row for row in entries if column_of(row["header"]) != row["column"]]
    assert not wrong


CELL = st.text(st.sampled_from('аб"; ,\n'), max_size=8)


@settings(max_examples=60, deadline=None)
@given(table=st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8))
def test_what_a_spreadsheet_saves_as_csv_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str, str]]
) -> None:
    """Any cells, with quotes, delimiters and line ends inside, survive; so do their numbers."""
    path = tmp_path_factory.mktemp("csv") / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        out.writerows([["ПІБ", "Дата народження", "Місце"], *table])
    expected = {
        f"row {number}": tuple(cell.strip() for cell in cells)
        for number, cells in enumerate(table, 2)
        if any(cell.strip() for cell in cells)
    }
    assert {row.locator: row.cells for row in rows(path)} == expected


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content office:version="1.2"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Список">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""
ODS_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{lock}
</manifest:file-entry></manifest:manifest>"""


def ods_file(folder: Path, rows: str, lock: str = "") -> Path:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(folder / "list.ods", "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("content.xml", ODS.format(rows=rows))
        package.writestr("META-INF/manifest.xml", ODS_MANIFEST.format(lock=lock))
    return folder / "list.ods"


def ods_row(*cells: str) -> str:
    inside = (
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row>{''.join(inside)}</table:table-row>"


def test_open_document_spreadsheet(tmp_path: Path) -> None:
    """LibreOffice's own format: dates in ISO, an error rejects its row, a lock the file."""
    day = '<table:table-cell office:value-type="date" office:date-value="1994-05-17"/>'
    dated = ods_row("Іваненко Іван").replace("</table:table-row>", f"{day}</table:table-row>")
    body = ods_row("ПІБ", "Дата народження") + dated + ods_row("Бондар Юрій", "#REF!")
    path = ods_file(tmp_path, body)
    [row] = [row for row in read_table(path) if isinstance(row, Row)]
    assert (row.cells, row.locator) == (("Іваненко Іван", "1994-05-17"), "Список row 2")
    assert "B3" in rejected(path)[0].reason
    locked = ods_file(tmp_path, body, lock="<manifest:encryption-data/>")
    [bad] = read_documents(locked, root=tmp_path)
    assert isinstance(bad, Rejected)
    assert "password" in bad.reason
