"""A register of names and the queries for it."""

import json
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

from homeward.world import Query, search_queries, search_register, write_search
from homeward.world.search import KINDS


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    rows = pa.Table.from_batches(search_register(6, 5_000)).to_pylist()
    return {row["id"]: row["name"] for row in rows}


@pytest.fixture(scope="module")
def queries() -> list[Query]:
    return list(search_queries(6, 270, size=5_000))


def test_nine_kinds_evenly(queries: list[Query]) -> None:
    """Each kind of query comes equally often."""
    assert Counter(query.kind for query in queries) == dict.fromkeys(KINDS, 30)


def test_the_same_seed_asks_the_same(queries: list[Query]) -> None:
    """Queries are as stable as the register."""
    assert list(search_queries(6, 270, size=5_000)) == queries


def test_every_target_is_in_the_register(names: dict[str, str], queries: list[Query]) -> None:
    """A query means a record that exists."""
    assert all(query.target in names for query in queries)


def test_queries_are_what_their_kind_says(names: dict[str, str], queries: list[Query]) -> None:
    """The same name, other letters, a slip, an oblique case or initials."""
    for query in queries:
        record = names[query.target]
        latin = record.isascii()
        if query.kind == "same":
            assert query.name == record
        else:
            assert query.name != record or query.kind == "uk_ru"
        if query.kind in ("to_latin", "script_typo") and not latin:
            assert all(ord(letter) < 0x400 for letter in query.name)
        if query.kind == "from_latin":
            assert not query.name.isascii()
        if query.kind == "initials":
            assert query.name.endswith(".")
        if query.kind == "short_form":
            assert len(query.name.split()) == 2


def test_the_files_of_a_search(tmp_path: Path) -> None:
    """A line of queries has the columns that `homeward index search` reads."""
    write_search(tmp_path, seed=1, size=200, queries=18)
    lines = (tmp_path / "queries.jsonl").read_text(encoding="utf-8").splitlines()

    assert len(lines) == 18
    assert set(json.loads(lines[0])) == {"id", "name", "birth_date", "kind", "target"}
    assert (tmp_path / "register.parquet").exists()
