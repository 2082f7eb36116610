"""Search in memory: keys to records, and the pairs scored by `match.compare`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from homeward.index.folder import (
    check_unchanged,
    current_generation,
    new_generation,
    open_generation,
    writer,
)
from homeward.index.keys import Key, asked_under, family_keys, filed_under
from homeward.index.store import Columns, Store
from homeward.match import PairScore, compare
from homeward.records import PersonRecord


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that may be the person asked for."""

    id: str
    score: PairScore


class Index:
    """Records to be searched; what is built in memory touches no disk."""

    def __init__(self) -> None:
        self._records: dict[str, PersonRecord] = {}
        self._filed: defaultdict[Key, set[str]] = defaultdict(set)
        self._families: dict[str, int] = {}  # folded family names, and how many records have them
        self._opened: tuple[Path, int] | None = None  # the folder and its generation

    @classmethod
    def build(
        cls, records: Iterable[PersonRecord], *, progress: Callable[[int], None] | None = None
    ) -> Index:
        """An index in memory; `progress` is told how many records are in."""
        index = cls()
        for count, record in enumerate(records, start=1):
            index.insert(record)
            if progress is not None:
                progress(count)
        return index

    def save(self, folder: Path) -> None:
        """Write the index so that it can be opened; raises `IndexInUse`."""
        columns = Columns()
        for record in self._records.values():
            columns.add(record)
        with writer(folder):
            if self._opened is not None:
                check_unchanged(folder, *self._opened)
            with new_generation(folder, {"records": len(self)}) as files:
                columns.store().save(files)
            self._opened = folder, current_generation(folder)

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open what `save` wrote; raises `IndexDamaged`."""
        files, _ = open_generation(folder)
        store = Store.open(files)
        index = cls.build(store.record(row) for row in range(len(store)))
        index._opened = folder, current_generation(folder)  # noqa: SLF001 - of its own class
        return index

    def __len__(self) -> int:
        return len(self._records)

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._records

    def insert(self, record: PersonRecord) -> None:
        """Add a record, or put it in the place of the one with its id."""
        if record.id in self._records:
            self.withdraw(record.id)
        self._records[record.id] = record
        for key in filed_under(record):
            self._filed[key].add(record.id)
        for family in family_keys(record):
            self._families[family] = self._families.get(family, 0) + 1

    def withdraw(self, record_id: str) -> None:
        """Take a record out, so that the next query does not know it; raises `KeyError`."""
        record = self._records.pop(record_id)
        for key in filed_under(record):
            self._filed[key].discard(record_id)
            if not self._filed[key]:
                del self._filed[key]
        for family in family_keys(record):
            self._families[family] -= 1
            if not self._families[family]:
                del self._families[family]

    def search(self, query: PersonRecord, *, top: int = 10, least: float = 0.0) -> list[Hit]:
        """The `top` likeliest records with a score of at least `least`, best first."""
        found = (self._records[record_id] for record_id in self._candidates(query))
        hits = [Hit(record.id, compare(query, record)) for record in found]
        hits = [hit for hit in hits if hit.score.score >= least]
        return sorted(hits, key=lambda hit: (-hit.score.score, hit.id))[:top]

    def _candidates(self, query: PersonRecord) -> set[str]:
        keys = asked_under(query)
        for family in family_keys(query):
            keys |= {("family", near) for near in self._near(family)}
        return set().union(*(self._filed.get(key, ()) for key in keys))

    def _near(self, family: str) -> list[str]:
        """All family names of the index within one slip, or two where the name is long."""
        slips = 1 if len(family) < 6 else 2
        scored = process.extract(
            family,
            list(self._families),
            scorer=Levenshtein.distance,
            score_cutoff=slips,
            limit=None,
        )
        return [name for name, _, _ in scored]
