"""How far two names agree, part by part, over all their readings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from homeward.names.family import masculine
from homeward.names.given import Edge, EdgeKind, edges_of, graph
from homeward.names.parts import NamePart, ParsedName, PartRole, Reading
from homeward.text import fold_word, likeness
from homeward.text.alike import SURE
from homeward.text.letters import UKRAINIAN_ONLY


class NameLevel(StrEnum):
    """How far two parts agree, the nearest first."""

    EXACT = "exact"
    SAME_NAME = "same_name"  # another spelling, script, case, sex of the ending, or language
    SHORT_FORM = "short_form"
    TYPO = "typo"
    TWO_TYPOS = "two_typos"
    SIMILAR = "similar"
    INITIAL = "initial"
    MISSING = "missing"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class PartComparison:
    """How far one part agrees.

    `similarity` is 0-1 by sound; `reason` is a code; `key` is the concept that both share, for
    its frequency: an id of the graph as text, or a phonetic key.
    """

    role: PartRole
    level: NameLevel
    similarity: float
    ours: str
    theirs: str
    reason: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class NameComparison:
    """Two names side by side. `others` are further words that only one role has several of."""

    family: PartComparison
    given: PartComparison
    patronymic: PartComparison
    swapped: bool = False  # the family name of one stands where the other has the given name
    others: tuple[PartComparison, ...] = ()
    readings: tuple[Reading, Reading] | None = None


# Rough bits, only to choose between readings; the weights of a score are match's business.
ROUGH_BITS = {
    NameLevel.EXACT: 8.0,
    NameLevel.SAME_NAME: 7.5,
    NameLevel.SHORT_FORM: 5.0,
    NameLevel.TYPO: 4.0,
    NameLevel.TWO_TYPOS: 1.5,
    NameLevel.SIMILAR: 0.0,
    NameLevel.INITIAL: 2.0,
    NameLevel.MISSING: 0.0,
    NameLevel.DIFFERENT: -5.0,
}
_WORTH_A_LOOK = 0.3  # share of sounds that agree, below which spellings are not compared
_NEARLY = 0.8
_SIMILAR = 0.7
_SURE_IN_TWO_LANGUAGES = 0.85  # Ukrainian beside Russian letters: і for е is a rule, no slip
_LEAST = 0.55  # likeness in two scripts below which one letter is no slip of the pen
_COMMON = 300  # bearers in the table of counts
_ROLES = (PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC)
_MOST_READINGS = 4
_SURE_BITS = 9.0  # from here on nobody asks whether the parts stand in another order
_SWAP = 2.0


def compare_names(a: ParsedName, b: ParsedName) -> NameComparison:
    """The reading of each that agrees best with the other; symmetric but for ours and theirs."""
    best: NameComparison | None = None
    best_bits = float("-inf")
    for one, other in product(a.readings[:_MOST_READINGS], b.readings[:_MOST_READINGS]):
        found = _compare_readings(one, other, swapped=False)
        bits = rough_bits(found)
        if bits < _SURE_BITS and one is a.readings[0] and other is b.readings[0]:
            swapped = _compare_readings(one, other, swapped=True)
            if rough_bits(swapped) - _SWAP > bits:
                found, bits = swapped, rough_bits(swapped) - _SWAP
        bits = round(bits + _plausible(one, a) + _plausible(other, b), 6)
        if best is None or bits > best_bits or (bits == best_bits and _rank(found) > _rank(best)):
            best, best_bits = found, bits
    assert best is not None, "a parsed name has a reading"
    return best


def rough_bits(found: NameComparison) -> float:
    """A rough sum over the parts, good enough to rank readings."""
    bits = ROUGH_BITS[found.family.level] + ROUGH_BITS[found.given.level]
    bits += ROUGH_BITS[found.patronymic.level]
    for part in found.others:
        bits += ROUGH_BITS[part.level]
    return bits


def _rank(found: NameComparison) -> tuple[object, ...]:
    """What decides between readings of equal bits, whoever is named first."""
    parts = (found.family, found.given, found.patronymic)
    ranks = [(ROUGH_BITS[part.level], part.similarity) for part in (*parts, *found.others)]
    return (not found.swapped, *ranks[: len(parts)], sorted(ranks[len(parts) :]))


def _plausible(reading: Reading, name: ParsedName) -> float:
    """Bits that an unlikely reading costs beside the likeliest."""
    return math.log2(reading.weight / name.readings[0].weight)


def _compare_readings(one: Reading, other: Reading, *, swapped: bool) -> NameComparison:
    ours = {role: one.of(role) for role in _ROLES}
    theirs = {role: other.of(role) for role in _ROLES}
    if swapped:
        theirs[PartRole.FAMILY], theirs[PartRole.GIVEN] = (
            theirs[PartRole.GIVEN],
            theirs[PartRole.FAMILY],
        )
    found = [_compare_lists(role, ours[role], theirs[role]) for role in _ROLES]
    others = tuple(part for parts in found for part in parts[1:])
    swapped = swapped or _crossed(ours[PartRole.GIVEN], theirs[PartRole.GIVEN])
    family, given, patronymic = (parts[0] for parts in found)
    return NameComparison(family, given, patronymic, swapped, others, (one, other))


def _compare_lists(
    role: PartRole, ours: tuple[NamePart, ...], theirs: tuple[NamePart, ...]
) -> list[PartComparison]:
    """Best pairs first; what is left over on one side is missing on the other."""
    if not ours or not theirs:
        return [_missing(role, ours, theirs)]
    if len(ours) == len(theirs) == 1:
        return [compare_parts(role, ours[0], theirs[0])]
    if len(ours) != len(theirs) and (joined := _joined(role, ours, theirs)):
        return [joined]
    left, right = list(ours), list(theirs)
    found = []
    while left and right:
        best = max(
            ((compare_parts(role, x, y), x, y) for x, y in product(left, right)),
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


def _missing(
    role: PartRole, ours: tuple[NamePart, ...], theirs: tuple[NamePart, ...]
) -> PartComparison:
    a = " ".join(part.text for part in ours)
    b = " ".join(part.text for part in theirs)
    return PartComparison(role, NameLevel.MISSING, 0.0, a, b, "missing")


def compare_parts(role: PartRole, ours: NamePart, theirs: NamePart) -> PartComparison:
    """How far two words in one role agree."""
    level, similarity, reason, key = _compare(
        role, _Side(ours.forms, ours.keys, ours.ids, ours.initial),
        _Side(theirs.forms, theirs.keys, theirs.ids, theirs.initial),
    )  # fmt: skip
    if level is NameLevel.EXACT and ours.text.lower() != theirs.text.lower():
        level, reason = NameLevel.SAME_NAME, "inflected"
    return PartComparison(role, level, similarity, ours.text, theirs.text, reason, key)


@dataclass(frozen=True, slots=True)
class _Side:
    forms: tuple[str, ...]
    keys: tuple[str, ...]
    ids: tuple[int, ...]
    initial: bool


_Found = tuple[NameLevel, float, str, str | None]


@lru_cache(maxsize=1 << 18)
def _compare(role: PartRole, a: _Side, b: _Side) -> _Found:
    if a.initial or b.initial:
        return _initials(a, b)
    concept = next((i for i in a.ids if i in b.ids), None)
    key = str(concept) if concept is not None else None
    if a.forms[0] == b.forms[0]:
        return NameLevel.EXACT, 1.0, "equal", key or a.keys[0]
    if concept is not None:
        return _same_concept(role, a, b, concept)
    shared = next((k for k in a.keys if k in b.keys), None)
    if shared is not None:
        return NameLevel.SAME_NAME, 1.0, "spelling", shared
    return _by_letters(role, a, b)


def _initials(a: _Side, b: _Side) -> _Found:
    letters = _first_letters(a) & _first_letters(b)
    if not letters:
        return NameLevel.DIFFERENT, 0.0, "other_initial", None
    return NameLevel.INITIAL, 1.0, "initial", None


def _first_letters(side: _Side) -> frozenset[str]:
    """First sounds of all spellings of a name; initials of Yuri may be Y, I or J."""
    if side.initial:
        return frozenset({side.keys[0][:1]} | ({"e"} if side.keys[0] == "ie" else set()))
    names = {key[:1] for key in side.keys}
    for concept in side.ids:
        names |= _letters_of_concept(concept)
    return frozenset(names)


@lru_cache(maxsize=4096)
def _letters_of_concept(concept: int) -> frozenset[str]:
    edges = (edge for edges in graph().by_form.values() for edge in edges)
    return frozenset(
        fold_word(edge.name)[:1]
        for edge in edges
        if edge.id == concept and edge.kind is not EdgeKind.SHORT
    )


def _same_concept(role: PartRole, a: _Side, b: _Side, concept: int) -> _Found:
    key = str(concept)
    if role is PartRole.PATRONYMIC:
        return NameLevel.SAME_NAME, 1.0, "same_father", key
    ours, theirs = _edge(a.forms, concept), _edge(b.forms, concept)
    kinds = {edge.kind if edge else EdgeKind.SHORT for edge in (ours, theirs)}
    if EdgeKind.SHORT in kinds:
        return NameLevel.SHORT_FORM, 0.9, "short_form_of", key
    if EdgeKind.VARIANT in kinds:
        return NameLevel.SAME_NAME, 1.0, "variant_of", key
    return NameLevel.SAME_NAME, 1.0, "translation_of", key


def _edge(forms: tuple[str, ...], concept: int) -> Edge | None:
    edges = (edge for form in forms for edge in edges_of(form))
    return next((edge for edge in edges if edge.id == concept), None)


def _by_letters(role: PartRole, a: _Side, b: _Side) -> _Found:
    """Slips of the pen by sound, one letter a sound; then spellings by what is usual."""
    share, distance, length = _nearest(a.keys[:3], b.keys[:3])
    if role is not PartRole.FAMILY and _well_known(a.ids) and _well_known(b.ids):
        return NameLevel.DIFFERENT, share, "other_name", None
    if share <= _WORTH_A_LOOK:
        return _half(role, a, b) or (NameLevel.DIFFERENT, share, "different", None)
    alike = _likeness(role, a, b)
    if alike >= _SURE_IN_TWO_LANGUAGES and _ukrainian(a) != _ukrainian(b):
        return NameLevel.SAME_NAME, alike, "spelling", a.keys[0]
    if a.forms[0].isascii() == b.forms[0].isascii():
        level, reason = _level(distance, length, max(share, alike), alike)
        alike = max(share, alike)
    else:
        level, reason = _level(distance if alike > _LEAST else length, length, alike, alike)
    if level is NameLevel.DIFFERENT and (half := _half(role, a, b)):
        return half
    shared = None if level in (NameLevel.DIFFERENT, NameLevel.SIMILAR) else a.keys[0]
    return level, alike, reason, shared


@lru_cache(maxsize=4096)
def _well_known(ids: tuple[int, ...]) -> bool:
    """Whether a given name is too common to be a slip for another one."""
    counts = graph().counts
    return any(counts.get(one, 0) >= _COMMON for one in ids)


def _level(distance: int, length: int, near: float, alike: float) -> tuple[NameLevel, str]:
    if alike >= SURE:
        return NameLevel.SAME_NAME, "spelling"
    if distance == 1 and length >= 4:
        return NameLevel.TYPO, "one_letter"
    if alike >= _NEARLY:
        return NameLevel.TYPO, "spelling"
    if distance == 2 and length >= 6:
        return NameLevel.TWO_TYPOS, "two_letters"
    if near >= _SIMILAR:
        return NameLevel.SIMILAR, "similar"
    return NameLevel.DIFFERENT, "different"


def _likeness(role: PartRole, a: _Side, b: _Side) -> float:
    plain = masculine if role is PartRole.FAMILY else str
    return max(likeness(plain(x), plain(y)) for x, y in product(a.forms[:2], b.forms[:2]))


def _ukrainian(side: _Side) -> bool:
    return not UKRAINIAN_ONLY.isdisjoint(side.forms[0])


def _half(role: PartRole, a: _Side, b: _Side) -> _Found | None:
    """One of two surnames, or of two given names, joined by a hyphen."""
    ours, theirs = a.keys[0].split("-"), b.keys[0].split("-")
    if len(ours) == len(theirs) == 1:
        return None
    if role is PartRole.FAMILY and set(ours) & set(theirs):
        return NameLevel.TYPO, 0.87, "half_of_double", a.keys[0]
    if "".join(ours) == "".join(theirs):
        return NameLevel.SAME_NAME, 1.0, "spelling", a.keys[0]
    return None


def _nearest(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[float, int, int]:
    """Share of sounds that agree, edits, and length, of the two keys that are nearest."""
    found = []
    for x, y in product(ours, theirs):
        edits, length = OSA.distance(x, y), max(len(x), len(y))
        found.append((1 - edits / length, edits, length))
    return max(found)
