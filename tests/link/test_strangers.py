"""Made-up people for what is reached by accident."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from homeward.index.kernel import BIRTH, BITS, FAMILY, FURTHER, GIVEN, HOME
from homeward.link import People
from homeward.link.strangers import strangers

WOMEN = [
    ("Коваленко", "Олена", "1990-01-01", "Полтава", "female"),
    ("Лосєва", "Ірина", "1991-02-03", "Суми", "female"),
    ("Гончар", "Марія", "1992-03-04", "Київ", "female"),
    ("Мельник", "Ганна", "1993-04-05", "Рівне", "female"),
]
MEN = [
    ("Сидоренко", "Петро", "1980-01-01", "Луцьк", "male"),
    ("Фролов", "Иван", "1981-02-03", "Курск", "male"),
    ("Зайцев", "Олег", "1982-03-04", "Тула", "male"),
    ("Рыбак", "Юрий", "1983-04-05", "Псков", "male"),
]


def people() -> People:
    keys = ("family_name", "given_name", "birth_date", "place", "sex")
    rows = [
        {"id": str(number), **dict(zip(keys, cells, strict=True))}
        for number, cells in enumerate(WOMEN + MEN)
    ]
    return People.of(pa.Table.from_pylist(rows))


def test_nobody_is_among_them() -> None:
    """Given name and home stay together; family name and birth date are others', of that sex."""
    side = people().side
    made = strangers(side, np.arange(len(side.rows))).rows
    assert (made[:, [GIVEN, HOME]] == side.rows[:, [GIVEN, HOME]]).all()
    assert (made[:, FAMILY] != side.rows[:, FAMILY]).all()
    assert (made[:, BIRTH] != side.rows[:, BIRTH]).all()
    assert set(made[:4, BIRTH]) == set(side.rows[:4, BIRTH])
    together = set(map(tuple, side.rows[:, [FAMILY, BIRTH]].tolist()))
    assert together.isdisjoint(map(tuple, made[:, [FAMILY, BIRTH]].tolist()))


def test_they_have_one_reading() -> None:
    """What was known of other readings of the name is gone, and the people are as they were."""
    side = people().side
    before = side.rows.copy()
    made = strangers(side, np.array([1, 4])).rows
    assert (made[:, BITS] >> FURTHER == 0).all()
    assert (side.rows == before).all()
