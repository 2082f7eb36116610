"""Read a table of people: CSV or Parquet in, clean columns and rejected rows out.

Columns by their names, in any order: `id`, and `name` or `family_name`, `given_name`,
`patronymic`; then, each if there, the columns of `OPTIONAL`. Others are left alone.
Every row that cannot be used is listed with its number (the header is row 1) and the reason.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from homeward.dates import PartialDate, birth_date_from_text
from homeward.errors import UnreadableFile
from homeward.index.cells import birth_text, event_text, is_after, sex_text
from homeward.index.store import Store, rare_fields, store_from
from homeward.records import Category, Origin, PersonRecord, Rejected, Sex, WrittenName

pc: Any = pyarrow.compute  # its type stubs know too few of its overloads
Column = Any  # an array of text: the stubs do not follow what is done with it
Numbers = npt.NDArray[np.int64]
Reasons = npt.NDArray[np.object_]

NAME_PARTS = ("family_name", "given_name", "patronymic")
OPTIONAL = (
    "birth_date",
    "place",
    "sex",
    "birth_place",
    "event_date",
    "event_place",
    "institution",
    "siblings",
    "unit",
    "fathers_given_name",
    "category",
    "group",
    "other_names",
)
COLUMNS = ("id", "name", *NAME_PARTS, *OPTIONAL)
LONGEST_NAME = 300
REJECTED = "rejected.csv"
NOTHING = ("", "nan", "none", "null", "n/a")  # what tables write for an empty cell


@dataclass(frozen=True, slots=True)
class People:
    """Clean rows of one table (text columns of `COLUMNS`; null is unknown) and the rejected."""

    rows: pa.Table
    rejected: list[Rejected]


def read_people(path: Path) -> People:
    """Read one table; raises `UnreadableFile`."""
    table, numbers, broken = _read_parquet(path) if _is_parquet(path) else _read_csv(path)
    return clean(table, path.name, numbers, broken)


def clean(
    table: pa.Table,
    name: str,
    numbers: Numbers | None = None,
    broken: Sequence[Rejected] = (),
) -> People:
    """Keep what can be used of a table; `numbers` are the rows' numbers in the file."""
    if "id" not in table.column_names or not {"name", "family_name"} & set(table.column_names):
        raise UnreadableFile(
            f"{name}: it needs a column id and a column name (or family_name, given_name, "
            f"patronymic); it has {', '.join(table.column_names) or 'no columns'}"
        )
    numbers = np.arange(2, table.num_rows + 2) if numbers is None else numbers
    columns = {key: _text(table[key]) for key in COLUMNS if key in table.column_names}
    reasons = np.full(table.num_rows, "", dtype=object)
    _check_ids(columns["id"], reasons)
    _check_names(columns, reasons)
    _check_dates(columns, reasons)
    if "sex" in columns:
        columns["sex"] = _by_value(columns["sex"], sex_text)
    good = np.flatnonzero(reasons == "")
    rejected = list(broken)
    for row in np.flatnonzero(reasons != ""):
        cells = (table[key][int(row)].as_py() for key in table.column_names)
        original = ",".join("" if cell is None else str(cell) for cell in cells)
        origin = Origin(name, f"row {numbers[row]}")
        rejected.append(Rejected(origin, original, str(reasons[row])))
    rejected.sort(key=lambda item: int(item.origin.locator.removeprefix("row ")))
    return People(pa.table(columns).take(good), rejected)


def write_rejected(rejected: Sequence[Rejected], folder: Path) -> Path:
    """Write what was left out, with row and reason, so that it can be mended.

    Nothing left out: no file, and an older one goes.
    """
    path = folder / REJECTED
    if not rejected:
        path.unlink(missing_ok=True)
        return path
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "row", "reason", "original"])
        for item in rejected:
            row = item.origin.locator.removeprefix("row ")
            writer.writerow([item.origin.path, row, item.reason, _guarded(item.original)])
    return path


def _guarded(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return "'" + text if text[:1] in tuple("=+-@\t\r") else text


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except OSError as error:
        raise UnreadableFile(f"{path.name}: cannot be opened ({error.strerror})") from error


def _read_parquet(path: Path) -> tuple[pa.Table, Numbers, list[Rejected]]:
    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableFile(f"{path.name}: it is no whole Parquet file; write it again") from error
    return table, np.arange(2, table.num_rows + 2), []


def _read_csv(path: Path) -> tuple[pa.Table, Numbers, list[Rejected]]:
    data = _as_utf8(path)
    broken: list[Rejected] = []
    skipped: list[int] = []

    def reject(row: pacsv.InvalidRow) -> Literal["skip"]:
        number = row.number or 0
        skipped.append(number)
        reason = f"{row.actual_columns} cells where the header has {row.expected_columns}"
        broken.append(Rejected(Origin(path.name, f"row {number}"), row.text, reason))
        return "skip"

    header = data[: data.find(b"\n")] if b"\n" in data else data
    try:
        table = pacsv.read_csv(
            io.BytesIO(data),
            read_options=pacsv.ReadOptions(use_threads=False),
            parse_options=pacsv.ParseOptions(
                delimiter=_delimiter(header), newlines_in_values=True, invalid_row_handler=reject
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(COLUMNS, pa.string()), strings_can_be_null=True
            ),
        )
    except pa.ArrowException as error:
        raise UnreadableFile(f"{path.name}: it is no table in CSV ({error})") from error
    every = np.arange(2, table.num_rows + len(skipped) + 2)
    return table, every[~np.isin(every, skipped)], broken


def _as_utf8(path: Path) -> bytes:
    """The file's text in UTF-8, from UTF-8, UTF-16 or the Cyrillic code page of Windows."""
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16").encode()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1251", errors="replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def _delimiter(header: bytes) -> str:
    return max((",", ";", "\t"), key=lambda mark: header.count(mark.encode()))


def _text(column: Column) -> Column:
    """A column as trimmed text; what stands for nothing becomes null."""
    array: Any = column.combine_chunks()
    if pa.types.is_floating(array.type):
        array = pc.if_else(pc.is_nan(array), None, array)
        whole = pc.all(pc.equal(array, pc.floor(array))).as_py()
        array = array.cast(pa.int64()) if whole else array
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_list(array.type):
        array = pc.binary_join(array, ";")
    text = pc.utf8_trim_whitespace(array.cast(pa.string()))
    nothing = pc.is_in(pc.utf8_lower(text), value_set=pa.array(NOTHING))
    return pc.if_else(nothing, pa.scalar(None, pa.string()), text)


def _mark(reasons: Reasons, bad: Column, reason: str) -> None:
    """Give a reason to the rows that have none yet."""
    hit = pc.fill_null(bad, False).to_numpy(zero_copy_only=False)
    reasons[hit & (reasons == "")] = reason


def _check_ids(ids: Column, reasons: Reasons) -> None:
    _mark(reasons, pc.is_null(ids), "no id: give each row an id of its own")
    codes = ids.dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False)
    first = np.zeros(len(codes), dtype=bool)
    first[np.unique(codes, return_index=True)[1]] = True
    doubles = pa.array(~first & (codes >= 0))
    _mark(reasons, doubles, "this id stands in an earlier row: give each row an id of its own")


def _check_names(columns: dict[str, Column], reasons: Reasons) -> None:
    parts = [columns[key] for key in ("name", *NAME_PARTS) if key in columns]
    whole = pc.binary_join_element_wise(*parts, " ", null_handling="replace")
    _mark(reasons, pc.invert(pc.match_substring_regex(whole, r"\p{L}")), "no name in this row")
    too_long = pc.greater(pc.utf8_length(whole), LONGEST_NAME)
    _mark(reasons, too_long, f"more than {LONGEST_NAME} letters: this is no name")


def _check_dates(columns: dict[str, Column], reasons: Reasons) -> None:
    for key, read in (("birth_date", birth_text), ("event_date", event_text)):
        if key in columns:
            written = columns[key]
            columns[key] = _by_value(written, read)
            bad = pc.and_(pc.is_valid(written), pc.is_null(columns[key]))
            _mark(reasons, bad, f"{key}: no date, or one that no calendar has")
    if "birth_date" in columns and "event_date" in columns:
        both = pc.binary_join_element_wise(columns["birth_date"], columns["event_date"], "/")
        _mark(reasons, pc.equal(_by_value(both, is_after), "yes"), "born after the event")


def _by_value(column: Column, function: Callable[[str | None], str | None]) -> Column:
    """Apply a function of text to each distinct value."""
    encoded = column.dictionary_encode()
    values = pa.array([function(value) for value in encoded.dictionary.to_pylist()], pa.string())
    return values.take(encoded.indices)


def dicts(rows: pa.Table, batch: int = 10_000) -> Iterator[dict[str, str | None]]:
    """The rows one by one, without holding them all as Python values."""
    for chunk in rows.to_batches(max_chunksize=batch):
        yield from chunk.to_pylist()


def records(rows: pa.Table) -> Iterator[PersonRecord]:
    """Clean rows as records; `place` counts as the home."""
    return (record_of(cells) for cells in dicts(rows))


def record_of(cells: dict[str, str | None]) -> PersonRecord:
    """One clean row as a record."""
    family, given, patronymic = (cells.get(key) for key in NAME_PARTS)
    full = cells.get("name") or " ".join(filter(None, (family, given, patronymic)))
    birth, event = cells.get("birth_date"), cells.get("event_date")
    sex, category = cells.get("sex"), cells.get("category")
    others = (text.strip() for text in (cells.get("other_names") or "").split(";"))
    siblings = (text.strip() for text in (cells.get("siblings") or "").replace(",", ";").split(";"))
    return PersonRecord(
        id=cells["id"] or "",
        name=WrittenName(full, family, given, patronymic),
        other_names=tuple(WrittenName(text) for text in others if text),
        birth_date=birth_date_from_text(birth) if birth else None,
        event_date=PartialDate.from_iso(event) if event else None,
        sex=Sex(sex) if sex else None,
        category=Category(category) if category in set(Category) else Category.UNKNOWN,
        home=cells.get("place"),
        siblings=tuple(text for text in siblings if text),
        birth_place=cells.get("birth_place"),
        event_place=cells.get("event_place"),
        institution=cells.get("institution"),
        unit=cells.get("unit"),
        fathers_given_name=cells.get("fathers_given_name"),
        group=cells.get("group"),
    )


def store_of(rows: pa.Table) -> Store:
    """Clean rows as a store, column by column."""
    have = {key: rows[key].combine_chunks() for key in rows.column_names}
    empty = pa.nulls(rows.num_rows, pa.string())
    names, parts = _names(have, empty)
    return store_from(
        {
            "id": have["id"],
            "name": names,
            "parts": parts,
            "birth_date": have.get("birth_date", empty),
            "sex": have.get("sex", empty),
            "birth_place": have.get("birth_place", empty),
            "home": have.get("place", empty),
            "more": _more(rows, have["id"]),
        }
    )


def _names(have: dict[str, Column], empty: Column) -> tuple[Column, Column]:
    """Names as lists of words, and how many belong to each part where a table tells."""
    separate = [pc.fill_null(have.get(key, empty), "") for key in NAME_PARTS]
    counts = [
        pc.fill_null(pc.list_value_length(pc.utf8_split_whitespace(part)), 0) for part in separate
    ]
    counts = [
        pc.if_else(pc.equal(part, ""), 0, count)
        for part, count in zip(separate, counts, strict=True)
    ]
    told = pc.greater(pc.add(pc.add(counts[0], counts[1]), counts[2]), 0)
    joined = pc.binary_join_element_wise(*separate, " ")
    full = pc.if_else(told, joined, pc.fill_null(have.get("name", empty), ""))
    words = pc.utf8_split_whitespace(pc.utf8_trim_whitespace(full))
    shape = pc.binary_join_element_wise(*(count.cast(pa.string()) for count in counts), " ")
    return words, pc.if_else(told, shape, pa.scalar(None, pa.string()))


RARE = tuple(key for key in OPTIONAL if key not in {"birth_date", "place", "sex", "birth_place"})


def _more(rows: pa.Table, ids: Column) -> Column:
    """The fields that few tables have, as a store keeps them."""
    rare = [key for key in RARE if key in rows.column_names]
    if not rare:
        return pa.nulls(len(ids), pa.string())
    few = rows.select(["id", *rare]).append_column("name", ids)
    cells = (rare_fields(record_of(row)) for row in dicts(few))
    return pa.array([json.dumps(c, ensure_ascii=False) if c else None for c in cells], pa.string())
