"""Which rows are compared."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from homeward.index.kernel import Side
from homeward.link import People
from homeward.link.blocking import MOST_KEYS, link_keys

OLENA = ("Коваленко", "Олена", "Петрівна", "1990-05-17", "Суми")


def side(*rows: tuple[str | None, ...]) -> Side:
    keys = ("family_name", "given_name", "patronymic", "birth_date", "place")
    cells = [{"id": str(n), **dict(zip(keys, row, strict=True))} for n, row in enumerate(rows)]
    return People.of(pa.Table.from_pylist(cells)).side


def shared(ours: tuple[str | None, ...], theirs: tuple[str | None, ...]) -> int:
    """How many keys two people have in common, the first of them asking."""
    both = side(ours, theirs)
    found = []
    for row in (0, 1):
        out = np.zeros(MOST_KEYS, np.uint64)
        found.append(set(out[: link_keys(both, row, row == 0, out)].tolist()))
    return len(found[0] & found[1])


@pytest.mark.parametrize(
    "theirs",
    [
        ("Коваленкова", "Олена", "Петрівна", None, "Суми"),  # father and place
        ("Гончар", "Олена", "Петрівна", "1990", None),  # the year alone, on one side
        ("Коваленко", "Люся", None, "1990-05-18", None),  # family name and a day beside
        ("Ковлаенко", "Олена", None, "1991-05-17", None),  # given name and a year beside
        ("Коваленко", None, None, None, None),
    ],
)
def test_two_things_in_common(theirs: tuple[str | None, ...]) -> None:
    """Whoever shares two things is compared, whichever of both asks."""
    assert shared(OLENA, theirs)
    assert shared(theirs, OLENA)


def test_known_days_that_differ_meet_under_no_year() -> None:
    """Where both know the day of birth, sharing the year is nothing to share."""
    assert not shared(OLENA, ("Гончар", "Олена", "Петрівна", "1990-11-02", "Умань"))
    assert not shared(OLENA, ("Коваленко", "Дарина", "Юріївна", "1990-11-02", "Умань"))
