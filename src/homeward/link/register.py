"""Link people of two tables, or of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute

from homeward.index.bulk import side_of
from homeward.index.kernel import BITS, Side, kind_of, new_seen
from homeward.index.postings import Postings, postings_of
from homeward.index.store import Store, joined
from homeward.index.table import clean, store_of
from homeward.index.weights import KINDS, Weights, weights
from homeward.link.blocking import all_link_keys
from homeward.link.calibration import Curve, factors, fitted_with_share
from homeward.link.calibration import People as Odds
from homeward.link.changes import Asked, Changes
from homeward.link.chosen import SORTS, Pairs, all_pairs, own_pairs, sorts_of
from homeward.link.judgements import Judgement, Verdict
from homeward.link.learning import Sample, for_candidates, partners, shifted
from homeward.link.neighbours import MOST_GAIN, grouped, with_neighbours
from homeward.link.pairs import (
    SEEN_COLUMNS,
    Kept,
    Room,
    link_rows,
    new_kept,
    new_room,
    put_seen,
    see_pair,
    weigh_again,
)
from homeward.link.rarities import counted
from homeward.link.strangers import strangers
from homeward.match.weights import HYPOTHESES

pc: Any = pyarrow.compute  # its type stubs know too few of its overloads

TOP = 20  # pairs kept of each person
SAMPLE = 5_000  # people to learn from
LEARN_ROUNDS = 3
THREADS = 2
WORKERS = 2  # processes that look at the words of names
BATCH = 2_000  # people between two words to `progress`
THRESHOLD = 0.5

Progress = Callable[[int, int], None]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class People:
    """One table made ready."""

    store: Store
    side: Side

    @classmethod
    def of(cls, rows: pa.Table) -> People:
        """Make the clean rows of a table (`read_people`) ready."""
        store = store_of(rows)
        return cls(store, side_of(store, WORKERS))

    @classmethod
    def both(cls, a: pa.Table, b: pa.Table) -> tuple[People, People]:
        """Make two tables ready at once: their words are looked at once."""
        ours, theirs = store_of(a), store_of(b)
        side = side_of(joined(ours, theirs), WORKERS)
        cut = len(ours)
        return (
            cls(ours, side._replace(rows=side.rows[:cut])),
            cls(theirs, side._replace(rows=side.rows[cut:])),
        )

    def __len__(self) -> int:
        return len(self.store)


class Register:
    """A table to link others with; ready to be asked batch after batch."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.postings: Postings = postings_of(*all_link_keys(people.side))
        self.weights: Weights = for_candidates(weights(), len(people))
        self.share = 0.5  # how many of the people asked for are in the register
        self.curves = [Curve()] * SORTS  # how odds are to be read
        self.changes = Changes.of(people.side)
        self.rarities = counted(people.side)

    def learn(
        self, people: People, judgements: Iterable[Judgement] = (), *, same_table: bool = False
    ) -> None:
        """Learn weights from a sample of the people asked for; judged pairs count as known."""
        chosen = np.arange(0, len(people), max(1, len(people) // SAMPLE))
        if not len(chosen):
            return
        people = self._compared(people)
        same = _rows_of(people, self.people, judgements, Verdict.SAME)
        kinds = _kinds(people.side, chosen)
        nobody = People(people.store, strangers(people.side, chosen))
        kept, none = (new_kept(len(chosen), TOP, with_seen=True) for _ in range(2))
        self._run(people, chosen, kept, same_table=same_table)
        self._run(nobody, np.arange(len(chosen)), none, same_table=False)
        relatives = float(kept.relatives.sum() - none.relatives.sum())
        judged = self._seen(people, same)
        for number in range(LEARN_ROUNDS):
            if number:
                self._weigh_again(people, chosen, kept, same_table=same_table)
                self._weigh_again(nobody, np.arange(len(chosen)), none, same_table=False)
            sample = Sample(
                kept.seen, kept.odds, kinds, kept.hypotheses, judged,
                none.odds * (0.5 if same_table else 1.0), none.hypotheses, relatives,
            )  # fmt: skip
            self.share = partners(kept.odds)
            self.weights = shifted(for_candidates(weights(), len(self.people)), sample)
        if not same_table:
            self._calibrate(people, nobody, chosen, (kept, none))

    def _compared(self, people: People) -> People:
        """People whose names are as rare as they are in the register."""
        return People(people.store, self.rarities.within(people.side))

    def _calibrate(
        self, people: People, nobody: People, chosen: Numbers, found: tuple[Kept, Kept]
    ) -> None:
        """Learn how odds are to be read, and how many people are there under another name."""
        asked = []
        for who, some, kept in zip(
            (people, nobody), (chosen, np.arange(len(chosen))), found, strict=True
        ):
            self._weigh_again(who, some, kept, same_table=False)
            asked.append(Asked(who.side, some, kept.odds.sum(axis=1)))
        real, made_up = (
            Odds(each.odds, np.ones(len(chosen)), sorts_of(kept))
            for each, kept in zip(asked, found, strict=True)
        )
        self.curves, self.share = fitted_with_share(real, made_up, self.share, SORTS)
        self.changes.learn(
            asked[0]._replace(odds=real.read(self.curves)),
            asked[1]._replace(odds=made_up.read(self.curves)),
            self.share,
        )

    def _weigh_again(
        self, people: People, chosen: Numbers, kept: Kept, *, same_table: bool
    ) -> None:
        side, theirs = people.side, self.people.side
        weigh_again(side, chosen, theirs, self.weights, same_table, new_seen(), kept)

    def _seen(self, people: People, pairs: list[tuple[int, int]]) -> npt.NDArray[np.float32]:
        """What is seen of some pairs."""
        out = np.zeros((len(pairs), SEEN_COLUMNS), np.float32)
        for place, (row, other) in enumerate(pairs):
            room = new_room(0)
            see_pair(people.side, row, self.people.side, other, self.weights, True, room)
            put_seen(out[place], room.seen)
        return out

    def link(
        self,
        people: People,
        *,
        threshold: float = THRESHOLD,
        same_table: bool = False,
        several: bool = False,
        progress: Progress | None = None,
    ) -> pa.Table:
        """Pairs with a score of at least `threshold`: id_a, id_b, score, hypothesis.

        Each person has one partner at most, unless `several` (or one table) says otherwise.
        """
        people = self._compared(people)
        kept = new_kept(len(people), TOP)
        self._run(people, np.arange(len(people)), kept, same_table=same_table, progress=progress)
        if same_table:
            odds = kept.odds * self.share
            found = own_pairs(kept, odds / (1 + odds))
        else:
            kept.odds[:] *= factors(self.curves, kept.odds.sum(axis=1), sorts_of(kept))[:, None]
            found = all_pairs(
                people.side, kept, self.changes, self.share, least=threshold, several=several
            )
        return self._table(people, found, threshold)

    def link_batch(self, batch: pa.RecordBatch, *, threshold: float = THRESHOLD) -> pa.RecordBatch:
        """The same for one batch of rows as they are read, with the weights as they are.

        Rows that cannot be used are left out: clean tables beforehand to have them listed.
        """
        rows = clean(pa.Table.from_batches([batch]), "batch").rows
        return self.link(People.of(rows), threshold=threshold).combine_chunks().to_batches()[0]

    def _run(
        self,
        people: People,
        chosen: Numbers,
        kept: Kept,
        *,
        same_table: bool,
        progress: Progress | None = None,
    ) -> None:
        """Fill `kept` for the chosen rows, two threads side by side."""
        starts = range(0, len(chosen), BATCH)
        rooms = [new_room(len(self.people)) for _ in range(THREADS)]

        def work(thread: int) -> None:
            for start in starts[thread::THREADS]:
                part = chosen[start : start + BATCH]
                self._some(people, part, start, rooms[thread], kept, same_table=same_table)
                if progress is not None:
                    progress(len(part), len(chosen))

        with ThreadPoolExecutor(THREADS) as pool:
            for done in [pool.submit(work, thread) for thread in range(THREADS)]:
                done.result()

    def _some(
        self, people: People, chosen: Numbers, first: int, room: Room, kept: Kept, *,
        same_table: bool,
    ) -> None:  # fmt: skip
        link_rows(
            people.side, chosen, first, self.people.side, self.postings, self.weights,
            same_table, room, kept,
        )  # fmt: skip

    def _table(self, people: People, found: Pairs, threshold: float) -> pa.Table:
        at = np.flatnonzero(found.scores >= threshold)
        names = pa.array([str(hypothesis) for hypothesis in HYPOTHESES])
        return pa.table(
            {
                "id_a": people.store.column("id").take(found.rows[at]),
                "id_b": self.people.store.column("id").take(found.others[at]),
                "score": pa.array(found.scores[at]),
                "hypothesis": names.take(found.hypotheses[at]),
            }
        )


def _kinds(side: Side, chosen: Numbers) -> npt.NDArray[np.float64]:
    """The share of each kind of prior among the chosen people."""
    kinds = [kind_of(int(bits)) for bits in side.rows[chosen, BITS]]
    return np.bincount(kinds, minlength=len(KINDS)) / max(1, len(kinds))


def _rows_of(
    a: People, b: People, judgements: Iterable[Judgement], verdict: Verdict
) -> list[tuple[int, int]]:
    """The rows of judged pairs, where both ids are known."""
    wanted = [(j.id_a, j.id_b) for j in judgements if j.verdict is verdict]
    if not wanted:
        return []
    ours = {record_id: row for row, record_id in enumerate(a.store.ids())}
    theirs = {record_id: row for row, record_id in enumerate(b.store.ids())}
    return [(ours[x], theirs[y]) for x, y in wanted if x in ours and y in theirs]


def link(
    a: pa.Table,
    b: pa.Table,
    *,
    threshold: float = THRESHOLD,
    judgements: Iterable[Judgement] = (),
    several: bool = False,
    progress: Progress | None = None,
) -> pa.Table:
    """Link the people of two tables of clean rows (`read_people`).

    Columns of the answer: id_a, id_b, score, hypothesis; and neighbours, where both tables tell of
    families, institutions or units: what the score gained by. Pairs judged different are left out,
    pairs judged the same have the score 1.
    """
    judged = list(judgements)
    people, others = People.both(a, b)
    register = Register(others)
    register.learn(people, judged)
    ours, theirs = grouped(people.store), grouped(others.store)
    if not (ours and theirs):
        pairs = register.link(people, threshold=threshold, several=several, progress=progress)
        return _with_judgements(pairs, judged)
    least = threshold / MOST_GAIN
    pairs = register.link(people, threshold=least, several=several, progress=progress)
    pairs = with_neighbours(pairs, people.store, others.store, ours, theirs)
    return _with_judgements(pairs.filter(pc.greater_equal(pairs["score"], threshold)), judged)


def dedupe(
    rows: pa.Table,
    *,
    threshold: float = THRESHOLD,
    judgements: Iterable[Judgement] = (),
    progress: Progress | None = None,
) -> pa.Table:
    """Pairs within one table of clean rows that may be one person; columns as those of `link`."""
    judged = [*judgements]
    judged += [Judgement(j.id_b, j.id_a, j.verdict) for j in judged]
    people = People.of(rows)
    register = Register(people)
    register.learn(people, judged, same_table=True)
    pairs = register.link(people, threshold=threshold, same_table=True, progress=progress)
    return _with_judgements(pairs, judged, same_table=True)


def _with_judgements(
    pairs: pa.Table, judged: list[Judgement], *, same_table: bool = False
) -> pa.Table:
    """Judged pairs as people decided them."""
    verdicts = {(j.id_a, j.id_b): j.verdict for j in judged if j.verdict is not Verdict.UNSURE}
    if not verdicts:
        return pairs
    rows = [row for row in pairs.to_pylist() if (row["id_a"], row["id_b"]) not in verdicts]
    for (id_a, id_b), verdict in verdicts.items():
        if verdict is Verdict.SAME and not (same_table and id_a > id_b):
            rows.append(
                {"id_a": id_a, "id_b": id_b, "score": 1.0, "hypothesis": str(HYPOTHESES[0])}
            )
    return pa.Table.from_pylist(rows, schema=pairs.schema)
