"""Made-up people, who are in no table: what they reach, others reach by accident too.

Each has the given name, the home and the sex of one person, and the family name, the father's name
and the birth date of three others of the same sex: usual in every part, but nobody.
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
    PATRONYMIC,
    Rows,
    Side,
)

SEX = 3  # the bits of it
WHOLE_READING = (1 << FIRST_READING) - 1  # of the bits, what is not about readings of the name
SURE = 255 << FIRST_READING  # one reading, and no other


def strangers(side: Side, chosen: npt.NDArray[np.int64]) -> Side:
    """As many made-up people as were chosen, out of their parts."""
    rows = side.rows[chosen].copy()
    order = np.argsort(rows[:, BITS] & SEX, kind="stable")
    sexes = rows[order, BITS] & SEX
    for at in np.split(order, np.flatnonzero(np.diff(sexes)) + 1):
        _mix(rows, at)
    rows[:, BITS] = rows[:, BITS] & WHOLE_READING | SURE
    return side._replace(rows=rows)


def _mix(rows: Rows, at: npt.NDArray[np.int64]) -> None:
    """Hand the parts round among some rows: each part another number of rows further."""
    for part, columns in enumerate(((FAMILY,), (PATRONYMIC,), (BIRTH, BIRTH_PLACE)), start=1):
        others = np.roll(at, part * max(1, len(at) // 4))
        for column in columns:
            rows[at, column] = rows[others, column]
        if BIRTH in columns:
            rows[at, BITS] = rows[at, BITS] & ~CHILD | rows[others, BITS] & CHILD
