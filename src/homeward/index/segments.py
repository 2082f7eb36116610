"""The two parts of an index: frozen columns that may be mapped from disk, and what came since."""

from __future__ import annotations

import bisect
from array import array
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow.compute

from homeward.index.bulk import rare_rows, side_of
from homeward.index.facts import FACTS, fact_keys
from homeward.index.finding import (
    Best,
    Families,
    find_best,
    near_families,
    new_best,
    rows_under,
)
from homeward.index.kernel import BITS, FURTHER, MORE, Seen, Side, new_seen
from homeward.index.parts import Table, new_masks
from homeward.index.postings import (
    MOST_KEYS,
    Keys,
    Postings,
    all_keys,
    asked_keys,
    keys_of,
    postings_of,
)
from homeward.index.rows import Rows
from homeward.index.sounds import Masks
from homeward.index.store import Store
from homeward.index.vocabulary import COUNTS, FIRST_KEY, INITIAL, LENGTH, SIGN, WIDTH, Words, view
from homeward.index.weights import weights
from homeward.records import PersonRecord

pc: Any = pyarrow.compute  # its type stubs know too few of its overloads

WORKERS = 2  # processes that look at the words of names
MOST_ASKED = 8192  # keys of one query, with those of similar family names
Marks = npt.NDArray[np.uint8]


@dataclass(slots=True)
class Query:
    """What is asked, as a side of one row."""

    record: PersonRecord
    side: Side
    keys: Keys
    seen: Seen
    masks: Masks
    rows: Rows  # what the views of `side` look into

    @classmethod
    def of(cls, record: PersonRecord) -> Query:
        rows = Rows()
        rows.add(record)
        side = rows.side()
        out = np.zeros(MOST_KEYS, np.uint64)
        count = asked_keys(side, 0, out)
        facts = np.array(fact_keys(record), dtype=np.uint64)
        return cls(
            record, side, np.concatenate([out[:count], facts]), new_seen(), new_masks(), rows
        )

    def keys_in(self, keys: Table, families: Families) -> Keys:
        """All keys to ask a segment under, with those of its similar family names."""
        out = np.zeros(MOST_ASKED, np.uint64)
        count = len(self.keys)
        out[:count] = self.keys
        count = near_families(self.side, 0, keys, families, self.masks, out, count)
        return out[:count]


class Scored(NamedTuple):
    """A row of a segment and its score."""

    row: int
    score: float
    hypothesis: int


def _scored(best: Best, count: int) -> list[Scored]:
    columns = (best.rows[:count], best.scores[:count], best.hypotheses[:count])
    return [
        Scored(int(row), float(score), int(hypothesis))
        for row, score, hypothesis in zip(*columns, strict=True)
    ]


@dataclass(slots=True)
class Frozen:
    """Records that do not change; rows are only marked as gone."""

    store: Store
    side: Side
    postings: Postings
    families: Families
    order: npt.NDArray[np.int32]  # rows in the order of their ids
    gone: Marks = field(init=False)
    _found: npt.NDArray[np.int32] = field(init=False)
    _ids: Any = field(init=False)

    def __post_init__(self) -> None:
        self.gone = np.zeros(len(self.store), np.uint8)
        self._found = np.zeros(len(self.store), np.int32)
        self._ids = self.store.column("id")

    @classmethod
    def of(cls, store: Store) -> Frozen:
        """Make what is needed to search a store."""
        side = side_of(store, WORKERS)
        keys, rows = all_keys(side, np.zeros(len(store), np.int64))
        told = (row for row, fields in rare_rows(store).items() if fields.keys() & FACTS)
        rare = [(key, row) for row in told for key in fact_keys(store.record(row))]
        facts = np.array([key for key, _ in rare], dtype=np.uint64)
        fact_rows = np.array([row for _, row in rare], dtype=np.int32)
        postings = postings_of(np.concatenate([keys, facts]), np.concatenate([rows, fact_rows]))
        order = pc.sort_indices(store.column("id")).to_numpy().astype(np.int32)
        return cls(store, side, postings, families_of(side), order)

    def id(self, row: int) -> str:
        """The id of the record in a row."""
        return str(self._ids[row].as_py())

    def row(self, record_id: str) -> int | None:
        """The row of a record that is not gone."""
        ids, order = self._ids, self.order
        place = bisect.bisect_left(order, record_id, key=lambda row: ids[int(row)].as_py())
        if place == len(order) or ids[int(order[place])].as_py() != record_id:
            return None
        row = int(order[place])
        return None if self.gone[row] else row

    def search(self, query: Query, top: int) -> list[Scored]:
        keys = query.keys_in(self.side.words.keys, self.families)
        count = rows_under(self.postings, keys, self.gone, self._found)
        best = new_best(top)
        found = self._found[:count]
        number = find_best(
            query.side, 0, self.side, found, weights(), query.seen, query.masks, best
        )
        return _scored(best, number)

    def save(self, files: Path) -> None:
        """Write everything so that it can be mapped."""
        self.store.save(files)
        for name, table in self._arrays().items():
            np.save(files / f"{name}.npy", table)

    def _arrays(self) -> dict[str, npt.NDArray[Any]]:
        alone = ("spots", "rows", "more", "ages")
        named: dict[str, npt.NDArray[Any]] = {name: getattr(self.side, name) for name in alone}
        for prefix, many in (
            ("words", self.side.words),
            ("postings", self.postings),
            ("families", self.families),
        ):
            named |= {f"{prefix}-{name}": table for name, table in many._asdict().items()}
        return named | {"order": self.order}

    @classmethod
    def open(cls, files: Path) -> Frozen:
        """Map what `save` wrote; pages are shared between processes until they are written to."""

        def load(name: str) -> Any:
            return np.asarray(np.load(files / f"{name}.npy", mmap_mode="c"))

        def many(prefix: str, fields: tuple[str, ...]) -> Iterator[Any]:
            return (load(f"{prefix}-{name}") for name in fields)

        words = Words(*many("words", Words._fields))
        side = Side(words, load("spots"), load("rows"), load("more"), load("ages"))
        postings = Postings(*many("postings", Postings._fields))
        families = Families(*many("families", Families._fields))
        return cls(Store.open(files), side, postings, families, load("order"))


def families_of(side: Side) -> Families:
    """The folded family names of a side."""
    numbers = np.unique(np.concatenate([side.rows[:, 0], side.more[:, 0]]))
    parts = side.words.parts[numbers]
    counts = parts[:, COUNTS].astype(np.int64)
    whole = counts & INITIAL == 0
    lists = [parts[whole & (counts & 3 > x), FIRST_KEY + x] for x in range(3)]
    keys = np.unique(np.concatenate(lists)).astype(np.int32)
    lengths = side.words.keys[keys, LENGTH].astype(np.int64)
    order = np.argsort(lengths, kind="stable")
    keys = keys[order]
    ends = np.cumsum(np.bincount(lengths, minlength=WIDTH + 1))
    firsts = np.concatenate([[0], ends[:-1]]).astype(np.int64)
    return Families(keys, side.words.keys[keys, SIGN].copy(), firsts, ends.astype(np.int64))


def _further(side: Side, row: int) -> Any:
    """The further readings of one row."""
    first = int(side.rows[row, MORE])
    return side.more[first : first + (int(side.rows[row, BITS]) >> FURTHER)]


@dataclass(slots=True)
class Live:
    """Records that came since; they are found at once."""

    records: list[PersonRecord | None] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    rows: Rows = field(default_factory=Rows)
    filed: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    families: dict[int, None] = field(default_factory=dict)
    family_keys: array[Any] = field(default_factory=lambda: array("i"))
    family_signs: array[Any] = field(default_factory=lambda: array("Q"))

    def insert(self, record: PersonRecord) -> None:
        row = self.rows.add(record)
        self.records.append(record)
        self.numbers[record.id] = row
        out = np.zeros(MOST_KEYS, np.uint64)
        side = self.rows.side()
        count = keys_of(side, row, out)
        for key in [*out[:count].tolist(), *fact_keys(record)]:
            self.filed[key].append(row)
        self._learn_families(side, row)

    def _learn_families(self, side: Side, row: int) -> None:
        one = Side(side.words, side.spots, side.rows[row : row + 1], _further(side, row), side.ages)
        found = families_of(one)
        for key, sign in zip(found.keys.tolist(), found.signs.tolist(), strict=True):
            if key not in self.families:
                self.families[key] = None
                self.family_keys.append(key)
                self.family_signs.append(sign)

    def withdraw(self, record_id: str) -> None:
        """Forget a record; raises `KeyError`."""
        row = self.numbers.pop(record_id)
        self.records[row] = None
        side, out = self.rows.side(), np.zeros(MOST_KEYS, np.uint64)
        for key in out[: keys_of(side, row, out)].tolist():
            self.filed[key] = [other for other in self.filed[key] if other != row]

    def search(self, query: Query, top: int) -> list[Scored]:
        if not self.numbers:
            return []
        side = self.rows.side()
        firsts = np.zeros(WIDTH + 1, np.int64)
        ends = np.full(WIDTH + 1, len(self.family_keys), np.int64)  # in no order
        signs = view(self.family_signs, "Q")
        families = Families(view(self.family_keys, "i"), signs, firsts, ends)
        keys = query.keys_in(side.words.keys, families).tolist()
        rows = {row for key in keys for row in self.filed.get(key, ())}
        found = np.array(sorted(row for row in rows if self.records[row]), dtype=np.int32)
        best = new_best(top)
        number = find_best(query.side, 0, side, found, weights(), query.seen, query.masks, best)
        return _scored(best, number)
