"""Group evidence in linked tables."""

from __future__ import annotations

import pyarrow as pa

from homeward.index.table import clean
from homeward.link import link

COLUMNS = ("id", "name", "birth_date", "place", "group")
ASKED = [
    ("a1", "Лосева Софія Петрівна", "2012-03-04", "Херсон", "family 1"),
    ("a2", "Лосев Данило Петрович", "2014-06-09", "Херсон", "family 1"),
    ("a3", "Мельник Ганна", "1990", "Суми", "family 2"),
]
REGISTER = [
    ("b1", "Лосева Софія Петрівна", "2012-03-04", "Херсон", "bus 1"),
    ("b2", "Данило", "2014", None, "bus 1"),
    ("b3", "Мельник Ганна", "1991", None, "bus 2"),
]


def people(rows: list[tuple[str | None, ...]], columns: tuple[str, ...] = COLUMNS) -> pa.Table:
    cells = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    table = pa.Table.from_pylist(cells)
    return clean(table.select(list(columns)), "test").rows


def scores(pairs: pa.Table) -> dict[tuple[str, str], float]:
    return {(row["id_a"], row["id_b"]): row["score"] for row in pairs.to_pylist()}


def odds(score: float) -> float:
    return score / (1 - score)


def test_a_brother_gains_when_his_sister_is_found() -> None:
    """A pair of one family scores more, and the table says by whom; others stay as they were."""
    alone = link(people(ASKED, COLUMNS[:4]), people(REGISTER, COLUMNS[:4]), threshold=1e-6)
    found = link(people(ASKED), people(REGISTER), threshold=1e-6)
    before, after = scores(alone), scores(found)
    told = {(row["id_a"], row["id_b"]): row["neighbours"] for row in found.to_pylist()}

    assert odds(after["a2", "b2"]) > 4 * odds(before["a2", "b2"])
    assert told["a2", "b2"] == "sibling 1"
    assert after["a3", "b3"] == before["a3", "b3"]
    assert told["a3", "b3"] is None


def test_two_weak_pairs_do_not_lift_each_other() -> None:
    """A neighbour must be likely by itself: two families alike in nothing gain nothing."""
    weak = [("a1", "Софія", "2012", None, "family 1"), ("a2", "Данило", "2014", None, "family 1")]
    theirs = [("b1", "Софія", "2012", None, "bus 1"), ("b2", "Данило", "2014", None, "bus 1")]
    for number in range(20):
        theirs += [(f"{name} {number}", name, born, None, None) for _, name, born, *_ in weak]
    alone = link(people(weak, COLUMNS[:4]), people(theirs, COLUMNS[:4]), threshold=1e-6)
    found = link(people(weak), people(theirs), threshold=1e-6)

    assert max(scores(alone).values()) < 0.5
    assert scores(found) == scores(alone)


def test_tables_without_groups_have_no_such_column() -> None:
    """Where nothing is told of neighbours, nothing is said of them."""
    found = link(people(ASKED), people(REGISTER, COLUMNS[:4]))
    assert found.column_names == ["id_a", "id_b", "score", "hypothesis"]
