"""How much a shared name says: as much as it is rare in this register."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from homeward.index.kernel import FAMILY, HOME, Side
from homeward.index.parts import LOW
from homeward.index.places import FIRST
from homeward.index.vocabulary import FIRST_KEY, RARITY
from homeward.link import People
from homeward.link.rarities import counted

USUAL, SELDOM = "Коваленко", "Щиголь"
TIMES = 50_000


def people(names: list[str], home: str = "Суми") -> Side:
    rows = {
        "id": list(map(str, range(len(names)))),
        "family_name": names,
        "given_name": ["Олена"] * len(names),
        "place": [home] * len(names),
    }
    return People.of(pa.table(rows)).side


def rarity(side: Side, row: int) -> float:
    """Thousandths of bits of the family name of a row."""
    key = side.words.parts[side.rows[row, FAMILY], FIRST_KEY]
    return float(side.words.keys[int(key), RARITY] & LOW)


def test_what_is_common_here_says_little() -> None:
    """A name rare in the tables that every row of the register bears says nothing there."""
    asked = people([USUAL, SELDOM])
    here = counted(people([SELDOM] * TIMES)).within(asked)
    assert rarity(asked, 1) > rarity(asked, 0)
    assert rarity(here, 1) < 500 < rarity(here, 0)


def test_homes_too() -> None:
    """A home of every row of the register says nothing, and one of no row says more."""
    asked = people([USUAL])
    home = asked.rows[0, HOME]
    there = counted(people([USUAL] * TIMES)).within(asked)
    elsewhere = counted(people([USUAL] * TIMES, "Львів")).within(asked)
    assert there.spots[home, FIRST] >> np.uint64(32) < asked.spots[home, FIRST] >> np.uint64(32)
    assert elsewhere.spots[home, FIRST] >> np.uint64(32) > asked.spots[home, FIRST] >> np.uint64(32)


def test_small_registers_leave_rarities_nearly_as_they_are() -> None:
    """A few rows say little beside the tables that are shipped."""
    asked = people([USUAL, SELDOM])
    here = counted(people([USUAL, "Гончар", "Лосєв", "Ткач"])).within(asked)
    for row in (0, 1):
        assert abs(rarity(here, row) - rarity(asked, row)) < 100
