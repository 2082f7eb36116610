"""How far two names agree, part by part, over all their readings."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz.distance import OSA

from homeward.names.levels import (
    MOST_BITS,
    ROUGH_BITS,
    NameComparison,
    NameLevel,
    PartComparison,
)
from homeward.names.parts import NamePart, ParsedName, PartRole, Parts, Reading
from homeward.names.two_words import compare_parts

_ROLES = (PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC)
_MOST_READINGS = 4
_SURE_BITS = 9.0  # from here on nobody asks whether the parts stand in another order
_SWAP = 2.0
SON_OF = frozenset({"bin", "ibn", "ben", "bint", "бин", "бін", "ибн", "ібн", "бен", "бинт"})


def compare_names(a: ParsedName, b: ParsedName) -> NameComparison:
    """The reading of each that agrees best with the other; symmetric but for ours and theirs."""
    best: NameComparison | None = None
    best_bits = float("-inf")
    beside = _Beside()
    for number, (plausible, one, other) in enumerate(_pairs(a, b)):
        if round(_most(one, other) + plausible, 6) < best_bits:
            continue
        found = _compare_readings(one, other, beside, plausible)
        bits = rough_bits(found)
        if number == 0 and bits < _SURE_BITS:
            swapped = _compare_readings(one, _swapped(other), beside, plausible, swapped=True)
            if rough_bits(swapped) - _SWAP > bits:
                found, bits = swapped, rough_bits(swapped) - _SWAP
        bits = round(bits + plausible, 6)
        if best is None or bits > best_bits or (bits == best_bits and _rank(found) > _rank(best)):
            best, best_bits = found, bits
    assert best is not None, "a parsed name has a reading"
    return _with_fathers_apart(best)


def rough_bits(found: NameComparison) -> float:
    """A rough sum over the parts, good enough to rank readings."""
    bits = ROUGH_BITS[found.family.level] + ROUGH_BITS[found.given.level]
    bits += ROUGH_BITS[found.patronymic.level]
    for part in found.others:
        bits += ROUGH_BITS[part.level]
    return bits


class _InRoles(NamedTuple):
    """A reading with its parts by role."""

    reading: Reading
    families: Parts
    givens: Parts
    patronymics: Parts


_WHERE = {role: number for number, role in enumerate(_ROLES)}


def _in_roles(reading: Reading) -> _InRoles:
    found: tuple[list[NamePart], ...] = ([], [], [])
    for part in reading.parts:
        if (number := _WHERE.get(part.role)) is not None:
            found[number].append(part)
    families, givens, patronymics = found
    return _InRoles(reading, tuple(families), tuple(givens), tuple(patronymics))


def _swapped(one: _InRoles) -> _InRoles:
    return one._replace(families=one.givens, givens=one.families)


def _pairs(a: ParsedName, b: ParsedName) -> list[tuple[float, _InRoles, _InRoles]]:
    """Readings of both, with the bits that the less likely ones cost; the likeliest first."""
    ours = [(_plausible(one, a), _in_roles(one)) for one in a.readings[:_MOST_READINGS]]
    theirs = [(_plausible(one, b), _in_roles(one)) for one in b.readings[:_MOST_READINGS]]
    pairs = [(x + y, one, other) for x, one in ours for y, other in theirs]
    if len(pairs) > 1:
        pairs.sort(key=itemgetter(0), reverse=True)
    return pairs


def _plausible(reading: Reading, name: ParsedName) -> float:
    """Bits that an unlikely reading costs beside the likeliest."""
    best = name.readings[0]
    return 0.0 if reading is best else math.log2(reading.weight / best.weight)


def _most(one: _InRoles, other: _InRoles) -> float:
    """Rough bits that two readings reach where all that both have agrees."""
    shared = min(len(one.families), len(other.families))
    shared += min(len(one.givens), len(other.givens))
    shared += min(len(one.patronymics), len(other.patronymics))
    return MOST_BITS * shared


def _rank(found: NameComparison) -> tuple[object, ...]:
    """What decides between readings of equal bits, whoever is named first."""
    parts = (found.family, found.given, found.patronymic)
    ranks = [(ROUGH_BITS[part.level], part.similarity) for part in (*parts, *found.others)]
    return (not found.swapped, *ranks[: len(parts)], sorted(ranks[len(parts) :]))


class _Beside(dict[tuple[PartRole, int, int], PartComparison]):
    """Comparisons of two words, each made once for all readings that share the words."""

    def compare(self, role: PartRole, ours: NamePart, theirs: NamePart) -> PartComparison:
        key = (role, id(ours), id(theirs))
        found = self.get(key)
        if found is None:
            found = self[key] = compare_parts(role, ours, theirs)
        return found


def _compare_readings(
    one: _InRoles, other: _InRoles, beside: _Beside, plausible: float, *, swapped: bool = False
) -> NameComparison:
    families = _compare_lists(PartRole.FAMILY, one.families, other.families, beside)
    givens = _compare_lists(PartRole.GIVEN, one.givens, other.givens, beside)
    patronymics = _compare_lists(PartRole.PATRONYMIC, one.patronymics, other.patronymics, beside)
    swapped = swapped or _crossed(one.givens, other.givens)
    others = (*families[1:], *givens[1:], *patronymics[1:])
    return NameComparison(
        families[0], givens[0], patronymics[0], swapped, others, (one.reading, other.reading),
        plausible,
    )  # fmt: skip


_NOTHING = {
    role: [PartComparison(role, NameLevel.MISSING, 0.0, "", "", "missing")] for role in _ROLES
}


def _compare_lists(
    role: PartRole, ours: tuple[NamePart, ...], theirs: tuple[NamePart, ...], beside: _Beside
) -> list[PartComparison]:
    """Best pairs first; what is left over on one side is missing on the other."""
    if not ours or not theirs:
        return [_missing(role, ours, theirs)] if ours or theirs else _NOTHING[role]
    if len(ours) == len(theirs) == 1:
        return [beside.compare(role, ours[0], theirs[0])]
    if len(ours) != len(theirs) and (joined := _joined(role, ours, theirs)):
        return [joined]
    left, right = list(ours), list(theirs)
    found = []
    while left and right:
        best = max(
            ((beside.compare(role, x, y), x, y) for x, y in product(left, right)),
            key=lambda t: (ROUGH_BITS[t[0].level], t[0].similarity),
        )
        found.append(best[0])
        left.remove(best[1])
        right.remove(best[2])
    found += [_missing(role, (part,), ()) for part in left]
    found += [_missing(role, (), (part,)) for part in right]
    return found


def _joined(
    role: PartRole, ours: tuple[NamePart, ...], theirs: tuple[NamePart, ...]
) -> PartComparison | None:
    """Hamid Reza and Hamidreza, Yong Bom and Yong-bom: one name in one word or two."""
    a, b = ("".join(part.key for part in parts).replace("-", "") for parts in (ours, theirs))
    edits, length = OSA.distance(a, b), max(len(a), len(b))
    if edits > 1 or length < 5:
        return None
    level = NameLevel.TYPO if edits else NameLevel.SAME_NAME
    texts = [" ".join(part.text for part in parts) for parts in (ours, theirs)]
    return PartComparison(role, level, 1 - edits / length, texts[0], texts[1], "joined", a)


def _crossed(ours: tuple[NamePart, ...], theirs: tuple[NamePart, ...]) -> bool:
    """Two given names each, the same ones the other way round: a father and his son."""
    if len(ours) < 2 or len(ours) != len(theirs):
        return False
    one, other = [part.key for part in ours], [part.key for part in theirs]
    return one != other and sorted(one) == sorted(other)


def _with_fathers_apart(found: NameComparison) -> NameComparison:
    """Ahmad bin Hasan and Hasan bin Ahmad are a son and his father, not one man."""
    ours, theirs = (_son_and_father(reading) for reading in found.readings or ())
    if not ours or not theirs:
        return found
    keys = [(son.key, father.key) for son, father in (ours, theirs)]
    if keys[0][0] == keys[1][0] or keys[0] != keys[1][::-1]:
        return found
    names = ours[0].text, theirs[0].text
    given = PartComparison(PartRole.GIVEN, NameLevel.DIFFERENT, 0.0, *names, "other_name")
    return replace(found, given=given)


def _son_and_father(reading: Reading) -> tuple[NamePart, NamePart] | None:
    """The names before and after bin, ibn and the like."""
    words = reading.parts
    for son, of, father in zip(words, words[1:], words[2:], strict=False):
        if of.role is PartRole.PARTICLE and of.text.lower() in SON_OF:
            return son, father
    return None


def _missing(
    role: PartRole, ours: tuple[NamePart, ...], theirs: tuple[NamePart, ...]
) -> PartComparison:
    return PartComparison(role, NameLevel.MISSING, 0.0, _texts(ours), _texts(theirs), "missing")


def _texts(parts: Parts) -> str:
    return parts[0].text if len(parts) == 1 else " ".join([part.text for part in parts])
