"""Pairs gain when their neighbours match: siblings, one institution and day, one unit and place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from math import log2

import numpy as np
import pyarrow as pa

from homeward.index.store import Store
from homeward.match import Feature, PairScore, compare, with_group_evidence
from homeward.records import PersonRecord

GROUPED = {"group", "siblings", "institution", "unit"}
MOST_GAIN = 1024.0  # times by which the odds of a pair may grow: 10 bits
SUREST = 1e-12

Rows = dict[str, int]


def grouped(store: Store) -> Rows:
    """The rows, by id, of records that tell of a family, an institution or a unit."""
    column = store.column("more")
    rows = np.flatnonzero(column.is_valid())
    cells = column.drop_null().to_pylist()
    told = [
        int(row) for row, cell in zip(rows, cells, strict=True) if json.loads(cell).keys() & GROUPED
    ]
    ids = store.column("id").take(pa.array(told, pa.int64())).to_pylist()
    return dict(zip(ids, told, strict=True))


def with_neighbours(pairs: pa.Table, a: Store, b: Store, in_a: Rows, in_b: Rows) -> pa.Table:
    """The pairs with what their neighbours add; who that is stands in a column `neighbours`."""
    columns = (map(str, pairs[key].to_pylist()) for key in ("id_a", "id_b"))
    ids = list(zip(*columns, strict=True))
    at = [n for n, (one, other) in enumerate(ids) if one in in_a and other in in_b]
    scores = pairs["score"].to_numpy().copy()
    alone, own = [], []
    for n in at:
        ours, theirs = _record(a, in_a[ids[n][0]], "a"), _record(b, in_b[ids[n][1]], "b")
        own.append(compare(ours, theirs))
        alone.append((ours, theirs, replace(own[-1], score=float(scores[n]))))
    told: list[str | None] = [None] * len(ids)
    for n, before, (*_, kept), after in zip(
        at, own, alone, with_group_evidence(alone), strict=True
    ):
        if after is not kept:
            scores[n] = _more(scores[n], before.score, after.score)
            told[n] = _told(after)
    column = pairs.column_names.index("score")
    pairs = pairs.set_column(column, "score", pa.array(scores))
    return pairs.append_column("neighbours", pa.array(told, pa.string()))


def _record(store: Store, row: int, side: str) -> PersonRecord:
    """A record under an id that the other table does not have."""
    record = store.record(row)
    return replace(record, id=f"{side} {record.id}")


def _more(score: float, before: float, after: float) -> float:
    """A score with as many bits more as lie between two others."""
    gain = min(max(_bits(after) - _bits(before), 0.0), log2(MOST_GAIN))
    return float(1 / (1 + 2.0 ** -(_bits(score) + gain)))


def _bits(score: float) -> float:
    score = min(max(score, SUREST), 1 - SUREST)
    return log2(score / (1 - score))


def _told(score: PairScore) -> str:
    """Of what kind the neighbours are, and how many of each."""
    found: Sequence[tuple[str, object]] = [
        (o.level, o.ours) for o in score.observations if o.feature is Feature.NEIGHBOURS
    ]
    return ", ".join(f"{level} {count}" for level, count in found)
