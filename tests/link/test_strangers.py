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
    ("Ткаченко", "Софія", "1994-05-06", "Умань", "female"),
    ("Бойко", "Віра", "1995-06-07", "Ніжин", "female"),
]
MEN = [
    ("Сидоренко", "Петро", "1980-01-01", "Луцьк", "male"),
    ("Фролов", "Иван", "1981-02-03", "Курск", "male"),
    ("Зайцев", "Олег", "1982-03-04", "Тула", "male"),
    ("Рыбак", "Юрий", "1983-04-05", "Псков", "male"),
    ("Носов", "Глеб", "1984-05-06", "Пермь", "male"),
    ("Шилов", "Роман", "1985-06-07", "Томск", "male"),
]


def people() -> People:
    keys = ("family_name", "given_name", "birth_date", "place", "sex")
    rows = [
        {"id": str(number), **dict(zip(keys, cells, strict=True))}
        for number, cells in enumerate(WOMEN + MEN)
    ]
    return People.of(pa.Table.from_pylist(rows))


def test_nobody_is_among_them() -> None:
    """All but given name and sex are others', of that sex, and no two of them are one person's."""
    side = people().side
    made = strangers(side, np.arange(len(side.rows))).rows
    assert (made[:, GIVEN] == side.rows[:, GIVEN]).all()
    for part in (FAMILY, BIRTH, HOME):
        assert (made[:, part] != side.rows[:, part]).all()
    assert set(made[:6, HOME]) == set(side.rows[:6, HOME])
    for two in ([FAMILY, BIRTH], [FAMILY, HOME], [GIVEN, HOME], [HOME, BIRTH]):
        together = set(map(tuple, side.rows[:, two].tolist()))
        assert together.isdisjoint(map(tuple, made[:, two].tolist()))


def test_birth_days_are_nobodys() -> None:
    """Year and month are one person's, the day is another's: the whole date is nobody's."""
    side = people().side
    made = strangers(side, np.arange(len(side.rows))).rows
    dates = set(side.rows[:, BIRTH].tolist())
    assert dates.isdisjoint(made[:, BIRTH].tolist())
    assert {date >> 5 for date in dates} == {date >> 5 for date in made[:, BIRTH].tolist()}


def test_they_have_one_reading() -> None:
    """What was known of other readings of the name is gone, and the people are as they were."""
    side = people().side
    before = side.rows.copy()
    made = strangers(side, np.array([1, 6])).rows
    assert (made[:, BITS] >> FURTHER == 0).all()
    assert (side.rows == before).all()
