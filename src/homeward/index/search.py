"""The index: records in, the likeliest of them out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

import pyarrow as pa

from homeward.index.folder import (
    check_unchanged,
    current_generation,
    new_generation,
    open_generation,
    writer,
)
from homeward.index.kernel import BITS, RICH
from homeward.index.rows import is_rich
from homeward.index.segments import Frozen, Live, Query, Scored
from homeward.index.store import Columns, Store, joined
from homeward.index.table import store_of
from homeward.match import Hypothesis, PairScore, compare
from homeward.match.weights import HYPOTHESES
from homeward.records import PersonRecord

MOST_LIVE = 20_000  # records that came since, from which on they are merged in
SPARE = 20  # more hits than asked for are looked at where the kernel does not weigh all fields


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that may be the person asked for.

    `probability` and `hypothesis` come from the kernel, or from `match.compare` where the records
    have fields that the kernel does not weigh; `score` explains the pair in full.
    """

    id: str
    probability: float
    hypothesis: Hypothesis
    pair: Callable[[], PairScore] = field(repr=False, compare=False)

    @property
    def score(self) -> PairScore:
        """The whole comparison, with every feature and its weight."""
        return self.pair()


class Index:
    """Records to be searched; what is built in memory touches no disk.

    Changes count from the next query on, and last once the index is saved.
    """

    def __init__(self, frozen: Frozen | None = None) -> None:
        self._frozen = frozen
        self._live = Live()
        self._gone = 0  # of the frozen records
        self._opened: tuple[Path, int] | None = None  # the folder and its generation
        self._lock = Lock()
        self._changed: set[str] | None = None  # ids that changed while segments are merged

    @classmethod
    def build(
        cls, records: Iterable[PersonRecord], *, progress: Callable[[int], None] | None = None
    ) -> Index:
        """An index in memory; `progress` is told how many records are in.

        Of several records with one id the last one counts.
        """
        columns = Columns()
        for count, record in enumerate({record.id: record for record in records}.values(), start=1):
            columns.add(record)
            if progress is not None:
                progress(count)
        return cls(Frozen.of(columns.store()))

    @classmethod
    def of_table(cls, rows: pa.Table) -> Index:
        """An index in memory of the clean rows of a table (`read_people`)."""
        return cls(Frozen.of(store_of(rows)))

    def __len__(self) -> int:
        frozen = len(self._frozen.store) if self._frozen else 0
        return frozen - self._gone + len(self._live.numbers)

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._live.numbers or self._frozen_row(record_id) is not None

    def _frozen_row(self, record_id: str) -> int | None:
        return self._frozen.row(record_id) if self._frozen else None

    def insert(self, record: PersonRecord) -> None:
        """Add a record, or put it in the place of the one with its id."""
        with self._lock:
            self._forget(record.id)
            self._live.insert(record)
            self._note(record.id)
            full = len(self._live.records) >= MOST_LIVE and self._changed is None
            if full:
                self._changed = set()
        if full:
            Thread(target=self._merge, daemon=True).start()

    def withdraw(self, record_id: str) -> None:
        """Take a record out, so that the next query does not know it; raises `KeyError`."""
        with self._lock:
            if not self._forget(record_id):
                raise KeyError(record_id)
            self._note(record_id)

    def _note(self, record_id: str) -> None:
        if self._changed is not None:
            self._changed.add(record_id)

    def merge(self) -> None:
        """Put what came since into the large segment; searches and changes go on meanwhile.

        It happens by itself, in a thread, when much has come.
        """
        with self._lock:
            if self._changed is not None:
                return  # somebody is at it
            self._changed = set()
        self._merge()

    def _merge(self) -> None:
        try:
            with self._lock:
                store = self._store()
            fresh = Frozen.of(store)
            with self._lock:
                self._take(fresh)
        finally:
            with self._lock:
                self._changed = None

    def _take(self, fresh: Frozen) -> None:
        """Go on with a merged segment; what changed while it was made, changes in it as well."""
        changed = self._changed or set()
        gone = [row for row in map(fresh.row, changed) if row is not None]
        fresh.gone[gone] = 1
        live = Live()
        for record in self._live.records:
            if record is not None and record.id in changed:
                live.insert(record)
        self._frozen, self._live, self._gone = fresh, live, len(gone)

    def _store(self) -> Store:
        """All records that are not withdrawn, as columns."""
        columns = Columns()
        for record in self._live.records:
            if record is not None:
                columns.add(record)
        if self._frozen is None:
            return columns.store()
        return joined(self._frozen.store.only(self._frozen.gone == 0), columns.store())

    def _forget(self, record_id: str) -> bool:
        if record_id in self._live.numbers:
            self._live.withdraw(record_id)
            return True
        row = self._frozen_row(record_id)
        if row is None or self._frozen is None:
            return False
        self._frozen.gone[row] = 1
        self._gone += 1
        return True

    def search(self, query: PersonRecord, *, top: int = 10, least: float = 0.0) -> list[Hit]:
        """The `top` likeliest records with a score of at least `least`, best first."""
        asked = Query.of(query)
        with self._lock:
            hits = [*self._frozen_hits(asked, top), *self._live_hits(asked, top)]
        hits = [hit for hit in hits if hit.probability >= least]
        return sorted(hits, key=lambda hit: (-hit.probability, hit.id))[:top]

    def _frozen_hits(self, query: Query, top: int) -> Iterator[Hit]:
        if self._frozen is None:
            return
        store, rows = self._frozen.store, self._frozen.side.rows
        rich = is_rich(query.record)
        found = self._frozen.search(query, top + SPARE)
        exact = [rich or bool(rows[scored.row, BITS] & RICH) for scored in found]
        kept = len(found) if any(exact) else top  # only exact scores may change the order
        for scored, is_exact in zip(found[:kept], exact, strict=False):
            record = _Later(store, scored.row)
            record_id = self._frozen.id(scored.row)
            yield _hit(query.record, record_id, record, scored, exact=is_exact)

    def _live_hits(self, query: Query, top: int) -> Iterator[Hit]:
        rich = is_rich(query.record)
        for scored in self._live.search(query, top + SPARE):
            record = self._live.records[scored.row]
            if record is not None:
                exact = rich or is_rich(record)
                yield _hit(query.record, record.id, lambda r=record: r, scored, exact=exact)  # type: ignore[misc]

    def records(self) -> Iterator[PersonRecord]:
        """Every record that is not withdrawn."""
        if self._frozen is not None:
            for row in range(len(self._frozen.store)):
                if not self._frozen.gone[row]:
                    yield self._frozen.store.record(row)
        yield from (record for record in self._live.records if record is not None)

    def save(self, folder: Path) -> None:
        """Write the index so that it can be opened; raises `IndexInUse`.

        Withdrawn records are not in what is written.
        """
        with writer(folder):
            if self._opened is not None:
                check_unchanged(folder, *self._opened)
            frozen = self._compact()
            with new_generation(folder, {"records": len(self)}) as files:
                frozen.save(files)
            self._opened = folder, current_generation(folder)

    def _compact(self) -> Frozen:
        """All records in one segment."""
        if self._frozen is not None and not self._gone and not self._live.records:
            return self._frozen
        return Frozen.of(self._store())

    @classmethod
    def open(cls, folder: Path) -> Index:
        """Open what `save` wrote; raises `IndexDamaged`."""
        files, _ = open_generation(folder)
        index = cls(Frozen.open(files))
        index._opened = folder, current_generation(folder)
        return index


@dataclass(frozen=True, slots=True)
class _Later:
    """A record of a store, made when it is asked for."""

    store: Store
    row: int

    def __call__(self) -> PersonRecord:
        return self.store.record(self.row)


def _hit(
    query: PersonRecord,
    record_id: str,
    record: Callable[[], PersonRecord],
    scored: Scored,
    *,
    exact: bool,
) -> Hit:
    if not exact:
        hypothesis = HYPOTHESES[scored.hypothesis]
        return Hit(record_id, scored.score, hypothesis, lambda: compare(query, record()))
    pair = compare(query, record())
    return Hit(record_id, pair.score, pair.hypothesis, lambda: pair)
