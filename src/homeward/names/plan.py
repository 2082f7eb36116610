"""How a row of words is read: parts whose case and sex fit together, likeliest first.

Only the shapes of the words count, not their letters, so that one plan does for many names.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from homeward.names.orders import Order, orders
from homeward.names.parts import Case
from homeward.names.words import ALL, BIT_CASE_WEIGHT, BITS, NOMINATIVE, Shapes
from homeward.records import Sex

MOST_READINGS = 6
_LEAST_SHARE = 0.01  # readings less likely than this, beside the best, are left out
_SEX_KNOWN = 5.0  # times likelier than the other

# For each word its shapes by role; none for an initial.
Row = tuple[Shapes | None, ...]
# Weight, roles of the words, and the bit of the case and sex that all of them share.
_Candidate = tuple[float, tuple[int, ...], int]


class PlannedPart(NamedTuple):
    """A word by its number as a part, with the numbers of its letters (none for an initial)."""

    word: int
    role: int
    letters: tuple[int, ...] | None
    case: Case | None
    sex: Sex | None


class PlannedReading(NamedTuple):
    """A reading by the numbers of its parts."""

    parts: tuple[int, ...]
    sex: Sex | None
    weight: float


class Plan(NamedTuple):
    parts: tuple[PlannedPart, ...]
    readings: tuple[PlannedReading, ...]


@lru_cache(maxsize=1 << 15)  # 40,000 names of three words have some 5,000
def plan_of(row: Row, roles: tuple[int, ...] | None = None) -> Plan:
    """All readings worth keeping, in any usual order of the roles or in those that are told."""
    among = [(roles, 1.0)] if roles is not None else orders(tuple(one is None for one in row))
    kept = _ranked(row, _candidates(row, among))
    total = sum(same[0][0] for same in kept)
    parts: dict[PlannedPart, int] = {}
    readings = []
    for same in kept:
        planned = [parts.setdefault(one, len(parts)) for one in _parts(row, same)]
        readings.append(PlannedReading(tuple(planned), _sex(same), same[0][0] / total))
    return Plan(tuple(parts), tuple(readings))


def _candidates(row: Row, among: Iterable[Order]) -> list[_Candidate]:
    found: list[_Candidate] = []
    least = 0.0
    words = [(number, word) for number, word in enumerate(row) if word is not None]
    for roles, usual in among:
        most = usual
        mask = ALL if words else NOMINATIVE
        for number, word in words:
            most *= word[roles[number]].peak
            mask &= word[roles[number]].mask
        if most <= least:
            continue
        for bit in _bits(mask):
            weight = usual * BIT_CASE_WEIGHT[bit]
            for number, word in words:
                weight *= word[roles[number]].senses[bit].weight
            found.append((weight, roles, bit))
            least = max(least, weight * _LEAST_SHARE)
    return found


@lru_cache(maxsize=1 << 14)
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(len(BITS)) if mask >> bit & 1)


def _ranked(row: Row, found: list[_Candidate]) -> list[list[_Candidate]]:
    """Likeliest first; what differs in case or sex alone is one reading.

    A man called Щербина and a woman called so are two: her surname is Щербин, too.
    """
    found.sort(key=itemgetter(0), reverse=True)
    least = found[0][0] * _LEAST_SHARE if found else 0.0
    merged: dict[tuple[object, ...], list[_Candidate]] = {}
    for one in found:
        if one[0] >= least:
            merged.setdefault(_meaning(row, one), []).append(one)
    return list(merged.values())[:MOST_READINGS]


def _meaning(row: Row, one: _Candidate) -> tuple[object, ...]:
    _, roles, bit = one
    words = zip(row, roles, strict=True)
    return (roles, *(word[role].senses[bit].meaning for word, role in words if word is not None))


def _parts(row: Row, same: list[_Candidate]) -> Iterable[PlannedPart]:
    """The parts of candidates that are one reading; case and sex are those of the likeliest."""
    _, roles, bit = same[0]
    for number, (word, role) in enumerate(zip(row, roles, strict=True)):
        if word is None:
            yield PlannedPart(number, role, None, None, None)
        else:
            letters = dict.fromkeys(word[role].senses[one[2]].letters for one in same)
            yield PlannedPart(number, role, tuple(letters), *BITS[bit])


def _sex(same: list[_Candidate]) -> Sex | None:
    weight, _, bit = same[0]
    best: Sex = BITS[bit][1]
    if len(same) == 1:
        return best
    other = max((one[0] for one in same if BITS[one[2]][1] is not best), default=0.0)
    return best if weight > other * _SEX_KNOWN else None
