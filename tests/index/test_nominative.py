"""Surnames beside nominatives: less is looked at, and the same is found."""

from __future__ import annotations

import pyarrow as pa
import pytest

from homeward.index.naming import read_names
from homeward.index.rows import MOST_ROWS, readings_of
from homeward.index.store import Store
from homeward.index.table import clean, store_of
from homeward.index.vocabulary import Vocabulary
from homeward.match.naming import parsed
from homeward.names import PartRole, nominative_surnames
from homeward.names.analyse import analyses
from homeward.names.parts import Case
from homeward.world import linkage


@pytest.fixture(scope="module")
def store() -> Store:
    tables = linkage(11, requests=10, register=2_000)
    return store_of(clean(pa.Table.from_batches(tables.register_batches()), "test").rows)


def test_nominative_surnames_are_those_of_the_full_analysis(store: Store) -> None:
    """What is left out of the analysis of a surname are the other cases, and nothing else."""
    words = [text for text in store.words.to_pylist() if text.isalpha()]
    assert len(words) > 1_300
    for word in words:
        full = [a for a in analyses(word, [PartRole.FAMILY]) if a.case is Case.NOMINATIVE]
        assert nominative_surnames(word) == full, word


def test_rows_are_read_as_one_by_one(store: Store) -> None:
    """Rows of an invented register are read as `names` reads each of them by itself."""
    words = Vocabulary()
    found = read_names(store, words)
    for row in range(len(store)):
        ours = found.readings[found.starts[row] : found.starts[row + 1]].tolist()
        alone = readings_of(parsed(store.record(row).name), words)[:MOST_ROWS]
        assert ours == [list(one) for one in alone], row
