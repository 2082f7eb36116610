"""Made-up people, who are in no table: what they reach, others reach by accident too.

Each has the given name and the sex of one person, and the family name, the father's name, month and
day of birth, and the home of five others of the same sex, country and age: usual in every part, but
nobody. No two parts that are told of few come from one person: his own record in the register would
be met by them, and what is reached by accident would seem more than it is.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.index.kernel import (
    BIRTH,
    BIRTH_PLACE,
    BITS,
    CHILD,
    FAMILY,
    FIRST_READING,
    HOME,
    PATRONYMIC,
    Rows,
    Side,
)
from homeward.index.places import countries

ALIKE = 64  # people among whom parts are handed round
SEX = 3  # the bits of it
WHOLE_READING = (1 << FIRST_READING) - 1  # of the bits, what is not about readings of the name
PARTS = ((FAMILY,), (PATRONYMIC,), (BIRTH, BIRTH_PLACE), (HOME,))  # each of another person
DAY = 31  # the bits of it in a date
IN_EVERY_MONTH = 28
SURE = 255 << FIRST_READING  # one reading, and no other


def strangers(side: Side, chosen: npt.NDArray[np.int64]) -> Side:
    """As many made-up people as were chosen, out of their parts."""
    rows = side.rows[chosen].copy()
    sexes = rows[:, BITS] & SEX
    order = np.lexsort((_times(rows), countries(side.spots)[rows[:, HOME]], sexes))
    for of_one_sex in np.split(order, np.flatnonzero(np.diff(sexes[order])) + 1):
        for at in np.array_split(of_one_sex, max(1, len(of_one_sex) // ALIKE)):
            _mix(rows, at)
    rows[:, BITS] = rows[:, BITS] & WHOLE_READING | SURE
    return side._replace(rows=rows)


def _times(rows: Rows) -> Rows:
    """When people were born, roughly: in which decade, or never known."""
    return np.where(rows[:, BIRTH] > 0, (rows[:, BIRTH] >> 9) // 10, 0)


def _mix(rows: Rows, at: npt.NDArray[np.int64]) -> None:
    """Hand the parts round among some rows: each part another number of rows further."""
    step = max(1, len(at) // (len(PARTS) + 2))
    days = rows[np.roll(at, -step), BIRTH] & DAY
    for part, columns in enumerate(PARTS, start=1):
        others = np.roll(at, part * step)
        for column in columns:
            rows[at, column] = rows[others, column]
        if BIRTH in columns:
            rows[at, BITS] = rows[at, BITS] & ~CHILD | rows[others, BITS] & CHILD
    births = rows[at, BIRTH]
    other_day = (births > 0) & (births & DAY > 0) & (days > 0)
    moved = births & ~DAY | np.minimum(days, IN_EVERY_MONTH)
    rows[at, BIRTH] = np.where(other_day, moved, births)
