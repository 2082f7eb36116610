"""How common a name is in the population: the rarer, the more an agreement says."""

from __future__ import annotations

import csv
import math
from functools import cache, lru_cache
from importlib.resources import files

from homeward.names.given import graph
from homeward.names.parts import PartRole

# A name that no table has: as rare as the rarest listed ones.
_UNSEEN = 3.0


@cache
def surname_counts() -> dict[str, int]:
    """People by surname key, from `data/surname_counts.csv`."""
    text = files("homeward.data").joinpath("surname_counts.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:])
    return {key: int(count) for key, count in rows}


@cache
def _surname_total() -> int:
    return sum(surname_counts().values())


@lru_cache(maxsize=1 << 18)
def rarity(role: PartRole, concept: str | int) -> float:
    """log2(1 / frequency) of a surname key, or of a given name (father's name) by id or key.

    A patronymic is as rare as the father's given name.
    """
    if role is PartRole.FAMILY:
        count = surname_counts().get(str(concept), 0)
        return -math.log2((count or _UNSEEN) / _surname_total())
    if isinstance(concept, str):
        edges = graph().by_key.get(concept, ())
        return min((rarity(role, edge.id) for edge in edges), default=_rarest_given())
    return -math.log2((graph().counts.get(concept, 0) or _UNSEEN) / graph().total)


@cache
def _rarest_given() -> float:
    return -math.log2(_UNSEEN / graph().total)
