"""Read a table of people: CSV or Parquet in, clean columns and rejected rows out.

Columns by their names, in any order: `id`, and `name` or `family_name`, `given_name`,
`patronymic`; then, each if there, the columns of `OPTIONAL`. Others are left alone.
Every row that cannot be used is listed with its number (the header is row 1) and the reason.
"""

from __future__ import annotations

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
from homeward.index.store import Store, rare_fields
from homeward.index.words import split_names
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
NOTHING = ("", "nan", "none", "null", "n/a")  # what tables write for an empty cell
LONGEST_NOTHING = max(map(len, NOTHING))


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
    columns = {key: _texts(table[key]) for key in COLUMNS if key in table.column_names}
    columns |= {key: _by_value(texts, _trimmed) for key, texts in columns.items() if key != "id"}
    columns["id"] = _trimmed(_decoded(columns["id"]))
    reasons = np.full(table.num_rows, "", dtype=object)
    _check_ids(columns["id"], reasons)
    _check_names(columns, reasons)
    _check_dates(columns, reasons)
    if "sex" in columns:
        columns["sex"] = _by_value(columns["sex"], _one_by_one(sex_text))
    good = np.flatnonzero(reasons == "")
    rejected = list(broken)
    for row in np.flatnonzero(reasons != ""):
        cells = (table[key][int(row)].as_py() for key in table.column_names)
        original = ",".join("" if cell is None else str(cell) for cell in cells)
        origin = Origin(name, f"row {numbers[row]}")
        rejected.append(Rejected(origin, original, str(reasons[row])))
    rejected.sort(key=lambda item: int(item.origin.locator.removeprefix("row ")))
    rows = pa.table(columns)
    return People(rows if len(good) == len(rows) else rows.take(good), rejected)


def _is_parquet(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except OSError as error:
        raise UnreadableFile(f"{path.name}: cannot be opened ({error.strerror})") from error


def _read_parquet(path: Path) -> tuple[pa.Table, Numbers, list[Rejected]]:
    try:
        table = pq.read_table(path, read_dictionary=[key for key in COLUMNS if key != "id"])
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


def _texts(column: Column) -> Column:
    """A column as text, plain or by the numbers of its distinct ones."""
    if pa.types.is_dictionary(column.type) and pa.types.is_string(column.type.value_type):
        return column.unify_dictionaries().combine_chunks()
    array: Any = _decoded(column.combine_chunks())
    if pa.types.is_floating(array.type):
        array = pc.if_else(pc.is_nan(array), None, array)
        whole = pc.all(pc.equal(array, pc.floor(array))).as_py()
        array = array.cast(pa.int64()) if whole else array
    if pa.types.is_list(array.type):
        array = pc.binary_join(array, ";")
    return array.cast(pa.string())


def _decoded(column: Column) -> Column:
    """A column with its values in full."""
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def _trimmed(texts: Column) -> Column:
    """Texts without blanks around; what stands for nothing becomes null."""
    text = pc.utf8_trim_whitespace(texts)
    short = pc.less_equal(pc.binary_length(text), LONGEST_NOTHING)
    nothing = pc.and_(short, pc.is_in(pc.utf8_lower(text), value_set=pa.array(NOTHING)))
    return pc.if_else(nothing, pa.scalar(None, pa.string()), text)


def _by_value(column: Column, function: Callable[[Column], Column]) -> Column:
    """The texts that `function` makes of others; it sees each distinct one once."""
    encoded = column.dictionary_encode()
    values = function(encoded.dictionary).dictionary_encode()
    return pa.DictionaryArray.from_arrays(values.indices.take(encoded.indices), values.dictionary)


def _looked_up(column: Column, function: Callable[[Column], Column], missing: int) -> Any:
    """What `function` says of the text in each row, as an array of numpy."""
    found = function(column.dictionary).to_numpy(zero_copy_only=False)
    return np.append(found, missing)[column.indices.fill_null(-1).to_numpy(zero_copy_only=False)]


def _mark(reasons: Reasons, bad: Column, reason: str) -> None:
    """Give a reason to the rows that have none yet."""
    hit = np.flatnonzero(pc.fill_null(pa.array(bad), False).to_numpy(zero_copy_only=False))
    reasons[hit[reasons[hit] == ""]] = reason


def _check_ids(ids: Column, reasons: Reasons) -> None:
    _mark(reasons, pc.is_null(ids), "no id: give each row an id of its own")
    encoded = ids.dictionary_encode()
    if len(encoded.dictionary) == len(ids):
        return
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    first = np.zeros(len(codes), dtype=bool)
    first[np.unique(codes, return_index=True)[1]] = True
    doubles = ~first & (codes >= 0)
    _mark(reasons, doubles, "this id stands in an earlier row: give each row an id of its own")


def _check_names(columns: dict[str, Column], reasons: Reasons) -> None:
    parts = [columns[key] for key in ("name", *NAME_PARTS) if key in columns]
    named = sum(_looked_up(part, _has_letters, 0) for part in parts)
    _mark(reasons, named == 0, "no name in this row")
    letters = sum(_looked_up(part, pc.utf8_length, 0) for part in parts) + len(parts) - 1
    too_long = letters > LONGEST_NAME
    _mark(reasons, too_long, f"more than {LONGEST_NAME} letters: this is no name")


def _has_letters(texts: Column) -> Column:
    return pc.match_substring_regex(texts, r"\p{L}").cast(pa.int8())


def _check_dates(columns: dict[str, Column], reasons: Reasons) -> None:
    for key, read in (("birth_date", birth_text), ("event_date", event_text)):
        if key in columns:
            written = columns[key]
            columns[key] = _by_value(written, _one_by_one(read))
            bad = pc.and_(pc.is_valid(written), pc.is_null(columns[key]))
            _mark(reasons, bad, f"{key}: no date, or one that no calendar has")
    if "birth_date" in columns and "event_date" in columns:
        dates = (_decoded(columns[key]) for key in ("birth_date", "event_date"))
        both = pc.binary_join_element_wise(*dates, "/")
        after = _by_value(both, _one_by_one(is_after))
        _mark(reasons, pc.is_valid(after), "born after the event")


def _one_by_one(function: Callable[[str | None], str | None]) -> Callable[[Column], Column]:
    """A function of a text as one of many."""
    return lambda texts: pa.array(map(function, texts.to_pylist()), pa.string())


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
    empty = pa.nulls(rows.num_rows, pa.string()).dictionary_encode()
    have = {
        key: rows[key].unify_dictionaries().combine_chunks().dictionary_encode()
        for key in rows.column_names
        if key != "id"
    }
    ids = rows["id"].combine_chunks()
    words, names, parts = split_names([have.get(key, empty) for key in (*NAME_PARTS, "name")])
    columns = {
        "id": ids,
        "name": names,
        "parts": parts,
        "birth_date": have.get("birth_date", empty),
        "sex": have.get("sex", empty),
        "birth_place": have.get("birth_place", empty),
        "home": have.get("place", empty),
        "more": _more(rows, ids),
    }
    return Store(words, pa.table(columns))


RARE = tuple(key for key in OPTIONAL if key not in {"birth_date", "place", "sex", "birth_place"})


def _more(rows: pa.Table, ids: Column) -> Column:
    """The fields that few tables have, as a store keeps them."""
    rare = [key for key in RARE if key in rows.column_names]
    if not rare:
        return pa.nulls(len(ids), pa.string())
    few = rows.select(["id", *rare]).append_column("name", ids)
    cells = (rare_fields(record_of(row)) for row in dicts(few))
    return pa.array([json.dumps(c, ensure_ascii=False) if c else None for c in cells], pa.string())
