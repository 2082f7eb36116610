"""The readings of a row of words: parts whose case and sex fit together, likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from homeward.names.given import is_of_other_language
from homeward.names.orders import Order, orders
from homeward.names.parts import NamePart, PartRole, Reading
from homeward.names.skeleton import skeleton
from homeward.names.words import (
    ALL,
    BIT_CASE_WEIGHT,
    BITS,
    GIVEN,
    NOMINATIVE,
    ROLES,
    Choice,
    Word,
    as_written,
)
from homeward.records import Sex, Span
from homeward.text import fold_word

MOST_READINGS = 6
_LEAST_SHARE = 0.01  # readings less likely than this, beside the best, are left out
_SEX_KNOWN = 5.0  # times likelier than the other


class Unit(NamedTuple):
    """Where a word stands, and what it may be."""

    text: str
    span: Span
    words: tuple[str, ...]
    word: Word
    initial: bool = False


# Weight, roles of the words, and the bit of the case and sex that all of them share.
_Candidate = tuple[float, tuple[int, ...], int]


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
    least = 0.0
    words = [(number, unit.word) for number, unit in enumerate(units) if not unit.initial]
    for roles, usual in among:
        most = usual
        for number, word in words:
            most *= word.peaks[roles[number]]
        if most <= least:
            continue
        mask = ALL if words else NOMINATIVE
        for number, word in words:
            mask &= word.masks[roles[number]]
        for bit in _bits(mask):
            weight = usual * BIT_CASE_WEIGHT[bit]
            for number, word in words:
                weight *= word.choices[roles[number]][bit].weight
            found.append((weight, roles, bit))
            least = max(least, weight * _LEAST_SHARE)
    return found


@lru_cache(maxsize=1 << 14)
def _bits(mask: int) -> tuple[int, ...]:
    return tuple(bit for bit in range(len(BITS)) if mask >> bit & 1)


def _ranked(
    units: tuple[Unit, ...], found: list[_Candidate], language: str | None
) -> tuple[Reading, ...]:
    """Likeliest first; what differs in case or sex alone is one reading.

    A man called Щербина and a woman called so are two: her surname is Щербин, too.
    """
    found.sort(key=itemgetter(0), reverse=True)
    least = found[0][0] * _LEAST_SHARE if found else 0.0
    merged: dict[tuple[object, ...], list[_Candidate]] = {}
    for one in found:
        if one[0] >= least:
            merged.setdefault(_meaning(units, one), []).append(one)
    kept = list(merged.values())[:MOST_READINGS]
    total = sum(same[0][0] for same in kept)
    return tuple(_reading(units, same, total, language) for same in kept)


def _meaning(units: tuple[Unit, ...], one: _Candidate) -> tuple[object, ...]:
    _, roles, bit = one
    meaning: list[object] = [roles]
    for unit, role in zip(units, roles, strict=True):
        if not unit.initial:
            choice = unit.word.choices[role][bit]
            meaning += (choice.forms, choice.keys[0])
    return tuple(meaning)


def _reading(
    units: tuple[Unit, ...], same: list[_Candidate], total: float, language: str | None
) -> Reading:
    weight, roles, bit = same[0]
    parts = []
    for unit, role in zip(units, roles, strict=True):
        if unit.initial:
            parts.append(_initial(unit, ROLES[role]))
            continue
        choice = unit.word.choices[role][bit]
        if len(same) > 1:
            choice = _shared(choice, [unit.word.choices[role][one[2]] for one in same])
        if len(choice.forms) > 1:
            choice = _in_language(choice, language, role)
        parts.append(_part(unit, role, choice, bit))
    return Reading(tuple(parts), _sex(same), weight / total)


def _shared(choice: Choice, same: list[Choice]) -> Choice:
    """One choice for readings that differ in case or sex alone: Саша has names of both sexes."""
    if same.count(choice) == len(same):
        return choice
    keys = dict.fromkeys(key for one in same for key in one.keys)
    ids = dict.fromkeys(i for one in same for i in one.ids)
    return Choice(choice.forms, tuple(keys), tuple(ids), choice.weight)


def _in_language(choice: Choice, language: str | None, role: int) -> Choice:
    """Forms in the language of the whole name first: садовий, not садовый; Петро, not Петр."""
    forms = list(choice.forms)
    if role == GIVEN:
        forms.sort(key=lambda form: _is_plainer(form, choice.forms))
        if language in _FOREIGN:
            forms.sort(key=lambda form: is_of_other_language(form, language))
    elif language in _FOREIGN:
        foreign = _FOREIGN[language]
        forms.sort(key=lambda form: foreign.search(form) is not None)
    return choice._replace(forms=tuple(forms))


def _is_plainer(form: str, forms: tuple[str, ...]) -> bool:
    """Петр beside Пётр and Петро: a spelling of one, and the stem of the other."""
    if form + "о" in forms or (form[-1] == "а" and form[:-1] + "о" in forms):
        return True
    return any("ё" in f and f.replace("ё", "е") == form for f in forms)


# Surnames in the nominative that the other language alone has.
_FOREIGN = {
    "uk": re.compile(r"[ыэъё]|[оы]й$|ец$|[сц]к(?:ий|ая)$|[пдб]едь$"),
    "ru": re.compile(
        r"[іїєґ]|ць$|[сцз]ьк(?:ий|а)$|[бвдзлмпрст]ий$|[^джтхш]ний$|[гкхжшчщ]ый$|(?<!енк)о$"
    ),
}


def _sex(same: list[_Candidate]) -> Sex | None:
    weight, _, bit = same[0]
    best: Sex = BITS[bit][1]
    if len(same) == 1:
        return best
    other = max((one[0] for one in same if BITS[one[2]][1] is not best), default=0.0)
    return best if weight > other * _SEX_KNOWN else None


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
