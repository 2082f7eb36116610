"""Rows sorted under their keys."""

from __future__ import annotations

import numpy as np
import pytest

from homeward.index.postings import postings_of


@pytest.mark.parametrize("many", [0, 1, 2, 500])
def test_rows_lie_under_their_keys_in_order(many: int) -> None:
    """Each key stands once, the keys in order, and the rows of each in the order they came."""
    chance = np.random.default_rng(many)
    keys = chance.integers(0, 2**64, 9, dtype=np.uint64)[chance.integers(0, 9, many)]
    rows = np.arange(many, dtype=np.int32)
    found = postings_of(keys, rows)
    assert found.keys.tolist() == sorted(set(keys.tolist()))
    for number, key in enumerate(found.keys):
        under = found.rows[found.starts[number] : found.starts[number + 1]]
        assert under.tolist() == rows[keys == key].tolist()
