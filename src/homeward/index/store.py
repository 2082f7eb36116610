"""The records of an index as columns: small, mapped from disk, made into records on demand.

A name is a list of words, each distinct word stored once; everything that few records have lies
in one column `more`, as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute

from homeward.dates import BirthDate, PartialDate, birth_date_from_text
from homeward.errors import IndexDamaged
from homeward.index.folder import MEND
from homeward.records import Category, NameKind, Origin, PersonRecord, Sex, WrittenName

pc: Any = pyarrow.compute  # its type stubs know too few of its overloads
Column = Any  # an array of pyarrow: the stubs do not follow what is done with it

PARTS = ("family_name", "given_name", "patronymic")
PLAIN = ("birth_date", "sex", "birth_place", "home")  # columns; every other field goes to `more`
COLUMNS = ("id", "name", "parts", *PLAIN, "more")
SEXES = {None: None, "female": Sex.FEMALE, "male": Sex.MALE}


@dataclass(slots=True)
class Store:
    """Columns of many records; row numbers are what the rest of the index speaks of."""

    words: Column  # the distinct words of names
    rows: pa.Table  # id, name (numbers of words), parts, birth_date, sex, ..., more
    _names: Column = field(init=False)

    def __post_init__(self) -> None:
        self.rows = self.rows.combine_chunks()
        self._names = self.rows["name"].combine_chunks()

    def __len__(self) -> int:
        return int(self.rows.num_rows)

    def ids(self) -> list[str]:
        return [str(value) for value in self.rows["id"].to_pylist()]

    def word_numbers(self) -> npt.NDArray[np.int32]:
        """The numbers of all words of all names, one name after the other."""
        return np.asarray(self._names.flatten().to_numpy(), dtype=np.int32)

    def name_starts(self) -> npt.NDArray[np.int32]:
        """Where each name starts in `word_numbers`, and where the last one ends."""
        offsets = np.asarray(self._names.offsets.to_numpy(), dtype=np.int32)
        starts: npt.NDArray[np.int32] = offsets - offsets[0]
        return starts

    def column(self, name: str) -> Column:
        return self.rows[name].combine_chunks()

    def parts(self) -> tuple[list[str | None], npt.NDArray[np.int32]]:
        """How many words belong to each part (`None`: nothing separates them), and who has what.

        The distinct ones, and for each name the place of its own among them.
        """
        column = self.column("parts")
        numbers = column.indices.cast(pa.int32()).fill_null(len(column.dictionary))
        return [*column.dictionary.to_pylist(), None], np.asarray(numbers.to_numpy())

    def record(self, row: int) -> PersonRecord:
        """The record in a row, as it was put in."""
        cells: dict[str, Any] = {
            name: self.rows[name][row].as_py() for name in self.rows.column_names
        }
        words = [self.words[number].as_py() for number in cells["name"]]
        return record_from(words, cells)

    def only(self, rows: npt.NDArray[np.bool_]) -> Store:
        """Some of the records."""
        return Store(self.words, self.rows.filter(pa.array(rows)))

    def save(self, files: Path) -> None:
        """Write the columns so that they can be mapped."""
        _write(files / "words.arrow", pa.table({"word": self.words}))
        kept = [key for key in self.rows.column_names if self.rows[key].null_count < len(self)]
        small = {key: _small(self.column(key)) for key in {*kept, "id", "name"}}
        _write(files / "rows.arrow", pa.table(small))

    @classmethod
    def open(cls, files: Path) -> Store:
        """Map what `save` wrote; raises `IndexDamaged`."""
        words = _map(files / "words.arrow")
        rows = _map(files / "rows.arrow")
        nothing = pa.nulls(rows.num_rows, pa.string())
        for key in COLUMNS:
            if key not in rows.column_names:  # known of nobody
                rows = rows.append_column(key, nothing if key == "more" else _coded(nothing))
        return cls(words["word"].combine_chunks(), rows)


def record_from(words: Sequence[str], cells: dict[str, Any]) -> PersonRecord:
    """A record from the words of its name and its other columns."""
    more: dict[str, Any] = json.loads(cells["more"]) if cells["more"] else {}
    name = {key: None if words is None else words for key, words in _split(words, cells["parts"])}
    written = WrittenName(
        more.pop("full", " ".join(words)), **name, kind=NameKind(more.pop("kind", "current"))
    )
    birth = cells["birth_date"]
    return PersonRecord(
        id=cells["id"],
        name=written,
        birth_date=None if birth is None else birth_date_from_text(birth),
        sex=SEXES[cells["sex"]],
        birth_place=cells["birth_place"],
        home=cells["home"],
        **{key: _field(key, value) for key, value in more.items()},
    )


def _split(words: Sequence[str], parts: str | None) -> Iterable[tuple[str, str | None]]:
    """Name parts by how many words each has: `1 1 1`, or `None` where nothing separates them."""
    if parts is None:
        return
    start = 0
    for key, count in zip(PARTS, map(int, parts.split()), strict=True):
        yield key, " ".join(words[start : start + count]) or None
        start += count


def _field(key: str, value: Any) -> Any:
    """One field out of `more`."""
    if key == "other_names":
        return tuple(WrittenName(**{**name, "kind": NameKind(name["kind"])}) for name in value)
    if key == "category":
        return Category(value)
    if key == "event_date":
        return PartialDate.from_iso(value)
    if key == "siblings":
        return tuple(value)
    return Origin(**value) if key == "origin" else value


@dataclass(slots=True)
class Columns:
    """Records on their way into a store."""

    ids: list[str] = field(default_factory=list)
    names: list[list[str]] = field(default_factory=list)
    parts: list[str | None] = field(default_factory=list)
    plain: dict[str, list[str | None]] = field(default_factory=lambda: {key: [] for key in PLAIN})
    more: list[str | None] = field(default_factory=list)

    def add(self, record: PersonRecord) -> None:
        """Put one record at the end."""
        words, parts, more = _name_words(record.name)
        more |= rare_fields(record)
        self.ids.append(record.id)
        self.names.append(words)
        self.parts.append(parts)
        self.plain["birth_date"].append(_text(record.birth_date))
        self.plain["sex"].append(_text(record.sex))
        self.plain["birth_place"].append(record.birth_place)
        self.plain["home"].append(record.home)
        self.more.append(json.dumps(more, ensure_ascii=False) if more else None)

    def store(self) -> Store:
        names: Column = pa.array(self.names, pa.list_(pa.string()))
        columns: dict[str, Column] = {
            "id": pa.array(self.ids, pa.string()),
            "name": names,
            "parts": pa.array(self.parts, pa.string()),
            **{key: pa.array(cells, pa.string()) for key, cells in self.plain.items()},
            "more": pa.array(self.more, pa.string()),
        }
        return store_from(columns)


def store_from(columns: dict[str, Column]) -> Store:
    """A store from text columns, `name` being lists of words."""
    names = columns["name"]
    encoded = names.flatten().dictionary_encode()
    numbers = pa.ListArray.from_arrays(_from_zero(names.offsets), encoded.indices)
    coded = {
        key: column if key in {"id", "name", "more"} else column.dictionary_encode()
        for key, column in columns.items()
    }
    return Store(encoded.dictionary, pa.table({**coded, "name": numbers}))


def joined(one: Store, other: Store) -> Store:
    """The rows of two stores, one after the other."""
    words = pa.concat_arrays([one.words, other.words]).dictionary_encode()
    numbers = words.indices.to_numpy()
    both = [numbers[one.word_numbers()], numbers[len(one.words) + other.word_numbers()]]
    starts = one.name_starts(), other.name_starts()
    offsets = np.concatenate([starts[0], starts[0][-1] + starts[1][1:]])
    columns = {key: _after(one.column(key), other.column(key)) for key in one.rows.column_names}
    columns["name"] = pa.ListArray.from_arrays(pa.array(offsets), pa.array(np.concatenate(both)))
    return Store(words.dictionary, pa.table(columns))


def _after(one: Column, other: Column) -> Column:
    """One column and then another, with their texts numbered together."""
    if not pa.types.is_dictionary(one.type):
        return pa.concat_arrays([one, other])
    kind = pa.dictionary(pa.int32(), pa.string())
    both = pa.chunked_array([one.cast(kind), other.cast(kind)])
    return both.unify_dictionaries().combine_chunks()


def _from_zero(offsets: Column) -> Column:
    return pc.subtract(offsets, offsets[0]).cast(pa.int32())


def _name_words(name: WrittenName) -> tuple[list[str], str | None, dict[str, Any]]:
    """Words, how many belong to each part, and what words cannot tell."""
    more: dict[str, Any] = {} if name.kind is NameKind.CURRENT else {"kind": name.kind}
    separate = [(name.family_name or "").split(), (name.given_name or "").split()]
    separate.append((name.patronymic or "").split())
    parts = None
    words = name.full.split()
    if any(separate):
        words = [word for part in separate for word in part]
        parts = " ".join(str(len(part)) for part in separate)
    if " ".join(words) != name.full:
        more["full"] = name.full
    return words, parts, more


def _text(value: BirthDate | Sex | None) -> str | None:
    return None if value is None else str(value)


_STORED_APART = {"id", "name", "cells", *PLAIN}


def rare_fields(record: PersonRecord) -> dict[str, Any]:
    """The fields that few records have, as JSON can hold them; `cells` stay where they are."""
    found: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name in _STORED_APART or value in {None, (), Category.UNKNOWN}:
            continue
        if each.name == "other_names":
            value = [{key: getattr(name, key) for key in _NAME_FIELDS} for name in value]
        elif isinstance(value, Origin):
            value = {"path": value.path, "locator": value.locator}
        elif isinstance(value, PartialDate):
            value = str(value)
        found[each.name] = value
    return found


_NAME_FIELDS = tuple(each.name for each in fields(WrittenName))


def _coded(column: Column) -> Column:
    return column.dictionary_encode()


def _small(column: Column) -> Column:
    """A coded column with as small numbers as will do."""
    if not pa.types.is_dictionary(column.type):
        return column
    many = len(column.dictionary)
    kind = pa.int8() if many < 1 << 7 else pa.int16() if many < 1 << 15 else pa.int32()
    return pa.DictionaryArray.from_arrays(column.indices.cast(kind), column.dictionary)


def _write(path: Path, table: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table)


def _map(path: Path) -> pa.Table:
    try:
        return pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    except (pa.ArrowException, OSError) as error:
        raise IndexDamaged(f"{path.name} cannot be read; {MEND}") from error
