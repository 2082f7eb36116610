"""The readings of a row of words: their plan, filled in with the letters."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from homeward.names.given import is_of_other_language
from homeward.names.parts import Case, NamePart, PartRole, Reading
from homeward.names.plan import Plan, PlannedPart, plan_of
from homeward.names.skeleton import skeleton
from homeward.names.words import GIVEN, ROLES, Letters, Shapes, Word, as_written
from homeward.records import Sex, Span
from homeward.text import fold_word


class Unit(NamedTuple):
    """Where a word stands, and what it may be."""

    text: str
    span: Span
    words: tuple[str, ...]
    word: Word
    initial: bool = False

    @property
    def shapes(self) -> Shapes | None:
        """What the word may be, but for its letters; nothing is known of what an initial is."""
        return None if self.initial else self.word.shapes


def readings_of(units: tuple[Unit, ...], language: str | None) -> tuple[Reading, ...]:
    """All readings worth keeping; none for no words."""
    if not units:
        return ()
    return _filled(units, plan_of(tuple([unit.shapes for unit in units])), language)


def reading_in_roles(
    units: tuple[Unit, ...], roles: tuple[int, ...], language: str | None
) -> tuple[Reading, ...]:
    """Readings with the roles that the source itself gives; never none."""
    found = plan_of(tuple([unit.shapes for unit in units]), roles)
    if found.readings:
        return _filled(units, found, language)
    parts = tuple(
        _initial(unit, ROLES[role])
        if unit.initial
        else _part(unit, ROLES[role], as_written(unit.words, role), None, None)
        for unit, role in zip(units, roles, strict=True)
    )
    return (Reading(parts, None, 1.0),)


def _filled(units: tuple[Unit, ...], plan: Plan, language: str | None) -> tuple[Reading, ...]:
    """A plan with the letters of its words; readings that share a part share it as an object."""
    parts = [_part_of(units[one.word], one, language) for one in plan.parts]
    return tuple(
        [
            Reading(tuple([parts[number] for number in one.parts]), one.sex, one.weight)
            for one in plan.readings
        ]
    )


def _part_of(unit: Unit, planned: PlannedPart, language: str | None) -> NamePart:
    _, role, numbers, case, sex = planned
    if numbers is None:
        return _initial(unit, ROLES[role])
    letters = unit.word.letters[role]
    found = letters[numbers[0]]
    if len(numbers) > 1:
        found = _shared([letters[number] for number in numbers])
    if len(found[0]) > 1:
        found = _in_language(found[0], language, role), found[1], found[2]
    return _part(unit, ROLES[role], found, case, sex)


def _shared(found: list[Letters]) -> Letters:
    """One part for readings that differ in case or sex alone: Саша has names of both sexes."""
    keys = dict.fromkeys([key for _, keys, _ in found for key in keys])
    ids = dict.fromkeys([one for _, _, ids in found for one in ids])
    return found[0][0], tuple(keys), tuple(ids)


@lru_cache(maxsize=1 << 14)  # given names, mostly
def _in_language(written: tuple[str, ...], language: str | None, role: int) -> tuple[str, ...]:
    """Forms in the language of the whole name first: садовий, not садовый; Петро, not Петр."""
    forms = list(written)
    if role == GIVEN:
        if language != "ru":
            forms.sort(key=lambda form: _is_stem(form, written))
        forms.sort(key=lambda form: _is_without_dots(form, written))
        if language in _FOREIGN:
            forms.sort(key=lambda form: is_of_other_language(form, language))
    elif language in _FOREIGN:
        foreign = _FOREIGN[language]
        forms.sort(key=lambda form: foreign.search(form) is not None)
    return tuple(forms)


def _is_stem(form: str, forms: tuple[str, ...]) -> bool:
    """Петр or Данила beside Петро and Данило: in Ukrainian no name of their own."""
    return form + "о" in forms or (form[-1] == "а" and form[:-1] + "о" in forms)


def _is_without_dots(form: str, forms: tuple[str, ...]) -> bool:
    """Петр beside Пётр: a spelling of one."""
    return any("ё" in f and f.replace("ё", "е") == form for f in forms)


# Surnames in the nominative that the other language alone has.
_FOREIGN = {
    "uk": re.compile(r"[ыэъё]|[оы]й$|ец$|[сц]к(?:ий|ая)$|[пдб]едь$"),
    "ru": re.compile(
        r"[іїєґ]|ць$|[сцз]ьк(?:ий|а)$|[бвдзлмпрст]ий$|[^джтхш]ний$|[гкхжшчщ]ый$|(?<!енк)о$"
    ),
}


def _part(
    unit: Unit, role: PartRole, letters: Letters, case: Case | None, sex: Sex | None
) -> NamePart:
    forms, keys, ids = letters
    key = keys[0]
    return NamePart(
        role, unit.text, unit.span, forms, key, skeleton(key), ids, False, case, sex, keys
    )


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
