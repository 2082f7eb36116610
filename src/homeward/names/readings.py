"""The readings of a row of words: parts whose case and sex fit together, likeliest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from homeward.names.orders import Order, orders
from homeward.names.parts import NamePart, PartRole, Reading
from homeward.names.skeleton import skeleton
from homeward.names.words import (
    ALL,
    BIT_CASE_WEIGHT,
    BITS,
    NOMINATIVE,
    ROLES,
    Choice,
    Word,
    as_written,
)
from homeward.records import Sex, Span
from homeward.text import fold_word
from homeward.text.letters import RUSSIAN_ONLY, UKRAINIAN_ONLY

MOST_READINGS = 6
_LEAST_SHARE = 0.01  # readings less likely than this, beside the best, are left out
_SEX_KNOWN = 5.0  # times likelier than the other


@dataclass(frozen=True, slots=True)
class Unit:
    """Where a word stands, and what it may be."""

    text: str
    span: Span
    words: tuple[str, ...]
    word: Word
    initial: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Roles for the words, with one case and sex for all of them."""

    weight: float
    roles: tuple[int, ...]
    bit: int


def readings_of(units: tuple[Unit, ...], language: str | None) -> tuple[Reading, ...]:
    """All readings worth keeping; none for no words."""
    if not units:
        return ()
    among = orders(tuple(unit.initial for unit in units))
    return _ranked(units, _candidates(units, among), language)


def reading_in_roles(
    units: tuple[Unit, ...], roles: tuple[int, ...], language: str | None
) -> tuple[Reading, ...]:
    """Readings with the roles that the source itself gives; never none."""
    found = _ranked(units, _candidates(units, [(roles, 1.0)]), language)
    if found:
        return found
    parts = tuple(
        _initial(unit, ROLES[role])
        if unit.initial
        else _part(unit, role, as_written(unit.words, role), None)
        for unit, role in zip(units, roles, strict=True)
    )
    return (Reading(parts, None, 1.0),)


def _candidates(units: tuple[Unit, ...], among: Iterable[Order]) -> list[_Candidate]:
    found: list[_Candidate] = []
    best = 0.0
    whole = [number for number, unit in enumerate(units) if not unit.initial]
    for roles, usual in among:
        mask = ALL if whole else NOMINATIVE
        most = usual
        for number in whole:
            word, role = units[number].word, roles[number]
            mask &= word.masks[role]
            most *= word.peaks[role]
        if most < best * _LEAST_SHARE:
            continue
        tables = [units[number].word.choices[roles[number]] for number in whole]
        for bit in _bits(mask):
            weight = usual * BIT_CASE_WEIGHT[bit]
            for table in tables:
                weight *= table[bit].weight
            found.append(_Candidate(weight, roles, bit))
            best = max(best, weight)
    return found


@lru_cache(maxsize=1 << 14)
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(len(BITS)) if mask >> bit & 1)


def _ranked(
    units: tuple[Unit, ...], found: list[_Candidate], language: str | None
) -> tuple[Reading, ...]:
    """Likeliest first; what differs in case or sex alone is one reading."""
    least = max((one.weight for one in found), default=0.0) * _LEAST_SHARE
    merged: dict[tuple[object, ...], list[_Candidate]] = {}
    for one in sorted(found, key=_by_weight):
        if one.weight >= least:
            merged.setdefault(_meaning(units, one), []).append(one)
    kept = list(merged.values())[:MOST_READINGS]
    total = sum(same[0].weight for same in kept)
    return tuple(_reading(units, same, total, language) for same in kept)


def _by_weight(one: _Candidate) -> float:
    return -one.weight


def _meaning(units: tuple[Unit, ...], one: _Candidate) -> tuple[object, ...]:
    forms = [
        None if unit.initial else unit.word.choices[role][one.bit].forms
        for unit, role in zip(units, one.roles, strict=True)
    ]
    return (one.roles, *forms)


def _reading(
    units: tuple[Unit, ...], same: list[_Candidate], total: float, language: str | None
) -> Reading:
    best = same[0]
    parts = []
    for unit, role in zip(units, best.roles, strict=True):
        if unit.initial:
            parts.append(_initial(unit, ROLES[role]))
            continue
        choice = unit.word.choices[role][best.bit]
        if len(same) > 1:
            choice = _shared(choice, [unit.word.choices[role][one.bit] for one in same])
        if len(choice.forms) > 1 and language:
            choice = _in_language(choice, language)
        parts.append(_part(unit, role, choice, best.bit))
    return Reading(tuple(parts), _sex(same), best.weight / total)


def _shared(choice: Choice, same: list[Choice]) -> Choice:
    """One choice for readings that differ in case or sex alone: Саша has names of both sexes."""
    keys = dict.fromkeys(key for one in same for key in one.keys)
    ids = dict.fromkeys(i for one in same for i in one.ids)
    return Choice(choice.forms, tuple(keys), tuple(ids), choice.weight)


def _in_language(choice: Choice, language: str) -> Choice:
    """Forms in the language of the whole name first: садовий, not садовый."""
    forms = sorted(choice.forms, key=_FOREIGN_FORM[language])
    return Choice(tuple(forms), choice.keys, choice.ids, choice.weight)


def _not_ukrainian(form: str) -> bool:
    return form.endswith("ой") or not RUSSIAN_ONLY.isdisjoint(form)


def _not_russian(form: str) -> bool:
    return not UKRAINIAN_ONLY.isdisjoint(form)


def _as_it_is(_form: str) -> bool:
    return False


_FOREIGN_FORM = {"uk": _not_ukrainian, "ru": _not_russian, "en": _as_it_is}


def _sex(same: list[_Candidate]) -> Sex | None:
    best: Sex = BITS[same[0].bit][1]
    other = max((one.weight for one in same if BITS[one.bit][1] is not best), default=0.0)
    return best if same[0].weight > other * _SEX_KNOWN else None


def _part(unit: Unit, role: int, choice: Choice, bit: int | None) -> NamePart:
    key = choice.keys[0]
    case, sex = (None, None) if bit is None else BITS[bit]
    return NamePart(
        ROLES[role], unit.text, unit.span, choice.forms, key, skeleton(key), choice.ids, False,
        case, sex, choice.keys,
    )  # fmt: skip


def _initial(unit: Unit, role: PartRole) -> NamePart:
    letter = unit.text.lower()
    key = fold_word(letter) or letter
    return NamePart(role, unit.text, unit.span, (letter,), key, key, initial=True, keys=(key,))


def particle(unit: Unit) -> NamePart:
    """A word that is no name: de, bin, Dr, a stray letter."""
    key = fold_word(unit.text) or unit.text
    form = (unit.text.lower(),)
    return NamePart(PartRole.PARTICLE, unit.text, unit.span, form, key, skeleton(key), keys=(key,))


def with_particles(reading: Reading, parts: list[NamePart]) -> Reading:
    """The same reading with words that are no names in their places."""
    placed = sorted([*reading.parts, *parts], key=lambda part: part.span.start)
    return Reading(tuple(placed), reading.sex, reading.weight)
