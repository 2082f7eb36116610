"""A whole store as rows of the kernel, column by column."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from homeward.dates import birth_date_from_text
from homeward.index.birthdates import packed
from homeward.index.kernel import CHILD, FIRST_READING, FURTHER, RICH, SOLDIER, STATED, WOMAN, Side
from homeward.index.naming import Names, read_names
from homeward.index.places import PlaceBook
from homeward.index.rows import COLUMNS, Rows
from homeward.index.store import Store
from homeward.index.vocabulary import Vocabulary
from homeward.match.prior import FIRST_CHILD_BIRTH
from homeward.records import Category

Ints = npt.NDArray[np.int32]
CATEGORY_BITS = {Category.CHILD.value: CHILD, Category.SOLDIER.value: SOLDIER}
NOT_WEIGHED = {"full", "kind", "group", "origin"}  # of `more`: what the kernel need not know


def side_of(store: Store, workers: int = 1) -> Side:
    """All records of a store as rows; `workers`: processes that look at distinct words."""
    with _nothing_thrown_away():
        return _side_of(store, workers)


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """Millions of small objects are made and stay: to look for garbage among them costs a third."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _side_of(store: Store, workers: int) -> Side:
    words, book = Vocabulary(), PlaceBook()
    ages: dict[tuple[int, int], int] = {}
    names = read_names(store, words, workers=workers)
    rows = np.zeros((len(store), COLUMNS), dtype=np.int32)
    more = _put_names(rows, names)
    births = _births(store, ages)
    rows[:, 3] = births[:, 0]
    rows[:, 4] = _places(store, "home", book)
    rows[:, 5] = _places(store, "birth_place", book)
    rows[:, 6] |= _sexes(store, names) | births[:, 1]
    more = _put_rare(store, rows, more, Rows(words, book, ages))
    return Side(words.arrays(), book.arrays(), rows, more, _ranges(ages))


def _ranges(ages: dict[tuple[int, int], int]) -> Ints:
    return np.array(list(ages) or [(0, 0)], dtype=np.int32)


def _put_names(rows: Ints, names: Names) -> Ints:
    """First readings into the rows; the further readings."""
    counts = np.diff(names.starts)
    first = names.starts[:-1]
    rows[:, :3] = names.readings[first, :3]
    rows[:, 6] = names.readings[first, 3] << FIRST_READING | ((counts - 1) << FURTHER)
    further = np.ones(len(names.readings), dtype=bool)
    further[first] = False
    rows[:, 7] = first - np.arange(len(rows))
    return names.readings[further]


def _births(store: Store, ages: dict[tuple[int, int], int]) -> Ints:
    """Packed birth dates, and the bit of children."""
    column = store.column("birth_date")
    found = [(0, 0)]
    for text in column.dictionary.to_pylist():
        date = birth_date_from_text(text)
        days = date.range()
        child = days is not None and days.first >= FIRST_CHILD_BIRTH
        found.append((packed(date, ages), CHILD if child else 0))
    births: Ints = np.array(found, dtype=np.int32)[_codes(column) + 1]
    return births


def _places(store: Store, name: str, book: PlaceBook) -> Ints:
    column = store.column(name)
    numbers = [0, *(book.number(text) for text in column.dictionary.to_pylist())]
    places: Ints = np.array(numbers, dtype=np.int32)[_codes(column) + 1]
    return places


def _sexes(store: Store, names: Names) -> Ints:
    """Bits of the stated sex, else of the one that the name tells."""
    column = store.column("sex")
    bits = {"female": 1 | STATED | WOMAN, "male": 2 | STATED}
    stated = np.array([0, *(bits[text] for text in column.dictionary.to_pylist())], dtype=np.int32)
    found: Ints = stated[_codes(column) + 1]
    return np.where(found != 0, found, names.sex)


def _codes(column: Any) -> Any:
    """Numbers into the dictionary of a column, -1 for null."""
    return column.indices.cast(pa.int32()).fill_null(-1).to_numpy(zero_copy_only=False)


def rare_rows(store: Store) -> dict[int, dict[str, Any]]:
    """Rows of records with fields that are not columns of their own, and these fields."""
    column = store.column("more")
    cells = zip(np.flatnonzero(column.is_valid()), column.drop_null().to_pylist(), strict=True)
    found = {int(row): json.loads(cell) for row, cell in cells}
    return {row: fields for row, fields in found.items() if fields.keys() - NOT_WEIGHED}


def _put_rare(store: Store, rows: Ints, more: Ints, few: Rows) -> Ints:
    """Mark records that have more than the kernel weighs; put other names and categories in."""
    for row, fields in rare_rows(store).items():
        if "other_names" in fields:
            number = few.add(store.record(row))
            rows[row] = few.rows[number * COLUMNS : (number + 1) * COLUMNS]
            rows[row, 7] += len(more)
            continue
        rows[row, 6] |= CATEGORY_BITS.get(fields.get("category", ""), 0)
        if fields.keys() - NOT_WEIGHED - {"category"}:
            rows[row, 6] |= RICH
    further = np.array(few.more, dtype=np.int32).reshape(-1, 4)
    return np.concatenate([more, further])
