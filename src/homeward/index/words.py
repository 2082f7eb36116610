"""The names of a table as lists of words, each distinct text taken apart once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute

pc: Any = pyarrow.compute  # its type stubs know too few of its overloads
Column = Any  # an array of pyarrow: the stubs do not follow what is done with it
Ints = npt.NDArray[np.int64]


class _Column(NamedTuple):
    """The words of one column."""

    flat: Column  # of its distinct texts, one after the other
    firsts: Ints  # (rows): where those of a row start
    counts: Ints  # (rows)


def split_names(columns: Sequence[Column]) -> tuple[Column, Column, Column]:
    """Distinct words; each name as a list of their numbers; how many belong to each part.

    Of four columns of distinct texts: family name, given name, patronymic, and the whole name,
    which counts where no part is told.
    """
    *parts, whole = map(_words, columns)
    told = np.sum([part.counts for part in parts], axis=0) > 0
    every = [*parts, whole._replace(counts=np.where(told, 0, whole.counts))]
    encoded = pa.concat_arrays([one.flat for one in every]).dictionary_encode()
    numbers = encoded.indices.to_numpy()
    starts = np.append(0, np.cumsum(np.sum([one.counts for one in every], axis=0)))
    out = np.zeros(starts[-1], np.int32)
    at, offset = starts[:-1].copy(), 0
    for one in every:
        for place in range(int(one.counts.max(initial=0))):
            rows = np.flatnonzero(one.counts > place)
            out[at[rows] + place] = numbers[offset + one.firsts[rows] + place]
        at += one.counts
        offset += len(one.flat)
    lists = pa.ListArray.from_arrays(pa.array(starts, pa.int32()), pa.array(out))
    return encoded.dictionary, lists, _shapes([part.counts for part in parts], told)


def _words(column: Column) -> _Column:
    texts = pc.utf8_trim_whitespace(column.dictionary)
    flat = pc.utf8_split_whitespace(texts)
    lengths = pc.if_else(pc.equal(texts, ""), 0, pc.list_value_length(flat)).to_numpy()
    words = flat.flatten()
    ends = np.cumsum(lengths, dtype=np.int64)
    rows = column.indices.cast(pa.int64()).fill_null(len(texts)).to_numpy(zero_copy_only=False)
    counts = np.append(lengths, 0).astype(np.int64)[rows]
    return _Column(
        words.filter(pc.not_equal(words, "")), np.append(ends - lengths, 0)[rows], counts
    )


def _shapes(counts: Sequence[Ints], told: npt.NDArray[np.bool_]) -> Column:
    """`1 1 1`, or null where no part is told."""
    most = max(int(count.max(initial=0)) for count in counts) + 1
    codes = np.zeros(len(told), np.int64)
    for count in counts:
        codes = codes * most + count
    distinct, which = np.unique(codes, return_inverse=True)
    texts = [f"{code // most**2} {code // most % most} {code % most}" for code in distinct.tolist()]
    indices: Any = pa.array(which.astype(np.int32), mask=~told)
    return pa.DictionaryArray.from_arrays(indices, pa.array(texts, pa.string()))
