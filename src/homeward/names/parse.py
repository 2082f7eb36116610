"""From a written name to its readings: roles, cases and sex that fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from homeward.errors import BadInput
from homeward.names.analyse import token_analyses
from homeward.names.endings import CASE_WEIGHT
from homeward.names.parts import (
    Case,
    NamePart,
    ParsedName,
    PartRole,
    Reading,
    TokenAnalysis,
)
from homeward.names.patronymic import SONS_AND_DAUGHTERS
from homeward.names.skeleton import skeleton
from homeward.records import Sex, Span, WrittenName
from homeward.text import Token, fold_word, language_of, script_of, tokens

LONGEST_NAME = 500
MOST_READINGS = 6
_LEAST_SHARE = 0.01  # readings less likely than this, beside the best, are left out

_LEAST_FORM = 0.15  # forms of a word less likely than this, beside its best, are left out
_MOST_FORMS = 4

_CASES = tuple(Case)
_SEXES = (Sex.FEMALE, Sex.MALE)
_BITS = tuple((case, sex) for case in _CASES for sex in _SEXES)
_ALL = (1 << len(_BITS)) - 1
_NOMINATIVE = 0b11

PARTICLES = frozenset(
    {
        "де", "дер", "фон", "ван", "дан", "ди", "да", "дель", "ла", "ле", "эль", "аль", "ель",
        "бин", "ибн", "ибни", "бен", "бинт", "абу", "de", "der", "von", "van", "den", "di", "da",
        "del", "dos", "la", "le", "el", "al", "bin", "ibn", "ben", "bint", "abu", "as", "at", "ur",
        "ul",
    }
)  # fmt: skip

F, G, P = PartRole.FAMILY, PartRole.GIVEN, PartRole.PATRONYMIC
# Orders in which people write names, and how usual each is for its number of words.
_ORDERS: dict[int, tuple[tuple[tuple[PartRole, ...], float], ...]] = {
    1: (((F,), 0.5), ((G,), 1.0), ((P,), 0.3)),
    2: (((G, F), 1.0), ((F, G), 0.8), ((G, P), 0.6), ((P, G), 0.02)),
    3: (
        ((F, G, P), 1.0), ((G, P, F), 1.0), ((G, F, P), 0.05), ((F, P, G), 0.02),
        ((G, G, F), 0.05), ((F, F, G), 0.01), ((G, F, F), 0.02), ((F, G, G), 0.01),
    ),
    4: (
        ((F, F, G, P), 0.5), ((G, P, F, F), 0.5), ((F, G, P, F), 0.1), ((F, G, G, P), 0.1),
        ((G, G, P, F), 0.1), ((G, G, G, F), 0.1), ((G, G, F, F), 0.05), ((F, G, G, G), 0.02),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Choice:
    """What a word may be in one role, case and sex."""

    forms: tuple[str, ...]
    keys: tuple[str, ...]
    ids: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name, or several that a hyphen or оглы joins, with all its choices."""

    choices: dict[PartRole, dict[int, _Choice]]
    masks: dict[PartRole, int]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Where a word stands, and what it is."""

    text: str
    span: Span
    word: _Word
    initial: bool = False


def parse_name(text: str) -> ParsedName:
    """Read a name in any order, case and script.

    Raises `BadInput` for more than 500 characters. A text without letters has one empty reading.
    """
    if len(text) > LONGEST_NAME:
        raise BadInput(f"name: {len(text)} characters are no name; give at most {LONGEST_NAME}")
    return _parse(text)


@lru_cache(maxsize=1 << 17)
def _parse(text: str) -> ParsedName:
    units = _units(text)
    readings = _readings(units) or (Reading((), None, 1.0),)
    return ParsedName(text, script_of(text), language_of(text), readings)


def parse_written(name: WrittenName) -> ParsedName:
    """Read a name whose source may have told its parts apart: those roles are kept."""
    given = ((F, name.family_name), (G, name.given_name), (P, name.patronymic))
    told = tuple((role, text) for role, text in given if text and text.strip())
    if not told:
        return parse_name(name.full)
    return _parse_parts(name.full, told)


@lru_cache(maxsize=1 << 16)
def _parse_parts(full: str, told: tuple[tuple[PartRole, str], ...]) -> ParsedName:
    text = full if all(part in full for _, part in told) else " ".join(part for _, part in told)
    if len(text) > LONGEST_NAME:
        raise BadInput(f"name: {len(text)} characters are no name; give at most {LONGEST_NAME}")
    units: list[_Unit] = []
    roles: list[PartRole] = []
    for role, part in told:
        found = _units(part, text.find(part))
        units += found
        roles += [role] * len(found)
    readings = _ranked(_of_order(tuple(units), tuple(roles), 1.0)) or (Reading((), None, 1.0),)
    return ParsedName(text, script_of(text), language_of(text), readings)


def _units(text: str, offset: int = 0) -> tuple[_Unit, ...]:
    units: list[_Unit] = []
    for group in _groups(tokens(text)):
        span = Span(group[0].span.start + offset, group[-1].span.end + offset)
        written = text[group[0].span.start : group[-1].span.end]
        initial = len(group) == 1 and _is_initial(group[0])
        word = _word(tuple(token.text for token in group))
        units.append(_Unit(written, span, word, initial))
    return tuple(units)


def _groups(found: tuple[Token, ...]) -> list[list[Token]]:
    """Words that a hyphen joins, or that оглы and кызы make one patronymic of."""
    groups: list[list[Token]] = []
    for token in found:
        if token.text.isdigit():
            continue
        joined = token.hyphened or token.text.lower() in SONS_AND_DAUGHTERS
        if joined and groups:
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def _is_initial(token: Token) -> bool:
    return len(token.text) == 1 or (token.dotted and len(token.text) == 2)


@lru_cache(maxsize=1 << 18)
def _word(texts: tuple[str, ...]) -> _Word:
    """All choices of a word; of joined words, the choices that their parts share."""
    if len(texts) > 1 and texts[-1].lower() in SONS_AND_DAUGHTERS:
        return _son_or_daughter(texts)
    if len(texts) == 1:
        choices = _choices(token_analyses(texts[0]), texts[0])
    else:
        choices = _joined([_word((text,)) for text in texts])
    masks = {role: sum(1 << bit for bit in by_bit) for role, by_bit in choices.items()}
    return _Word(choices, masks)


def _choices(analyses: Iterable[TokenAnalysis], text: str) -> dict[PartRole, dict[int, _Choice]]:
    lists: dict[PartRole, dict[int, list[TokenAnalysis]]] = {F: {}, G: {}, P: {}}
    for one in analyses:
        for bit in _bits_of(one):
            lists[one.role].setdefault(bit, []).append(one)
    found = {
        role: {bit: _choice(ones) for bit, ones in by_bit.items()} for role, by_bit in lists.items()
    }
    _add_unknown(found, text)
    return found


def _bits_of(one: TokenAnalysis) -> tuple[int, ...]:
    case = 2 * _CASES.index(one.case or Case.NOMINATIVE)
    if one.sex is None:
        return (case, case + 1)
    return (case + _SEXES.index(one.sex),)


def _choice(ones: list[TokenAnalysis]) -> _Choice:
    ones = [one for one in ones if one.weight >= ones[0].weight * _LEAST_FORM][:_MOST_FORMS]
    forms = tuple(dict.fromkeys(one.form for one in ones))
    keys = tuple(dict.fromkeys(one.key for one in ones))
    ids = tuple(dict.fromkeys(i for one in ones for i in one.ids))
    return _Choice(forms, keys, ids, ones[0].weight)


def _add_unknown(found: dict[PartRole, dict[int, _Choice]], text: str) -> None:
    """Any word may be a given name that no table has."""
    word = text.lower()
    weight = 0.001 if found[P] else 0.004 if found[G] else 0.02
    unknown = _Choice((word,), (fold_word(word) or word,), (), weight)
    for bit in (0, 1):
        found[G].setdefault(bit, unknown)


def _joined(words: list[_Word]) -> dict[PartRole, dict[int, _Choice]]:
    found: dict[PartRole, dict[int, _Choice]] = {F: {}, G: {}, P: {}}
    for role in (F, G):
        shared = set.intersection(*(set(word.choices[role]) for word in words))
        for bit in shared:
            found[role][bit] = _join([word.choices[role][bit] for word in words])
    return found


def _join(choices: list[_Choice]) -> _Choice:
    form = "-".join(choice.forms[0] for choice in choices)
    key = "-".join(choice.keys[0] for choice in choices)
    ids = tuple(dict.fromkeys(i for choice in choices for i in choice.ids))
    return _Choice((form,), (key,), ids, min(choice.weight for choice in choices))


def _son_or_daughter(texts: tuple[str, ...]) -> _Word:
    sex = SONS_AND_DAUGHTERS[texts[-1].lower()]
    father = _word(texts[:-1])
    known = father.choices[G].get(1)
    form = " ".join(text.lower() for text in texts)
    key = fold_word(texts[0])
    choice = _Choice((form,), (key,), known.ids if known else (), 1.0)
    bits = {2 * i + _SEXES.index(sex): choice for i in range(len(_CASES))}
    return _Word({F: {}, G: {}, P: bits}, {F: 0, G: 0, P: sum(1 << b for b in bits)})


def _readings(units: tuple[_Unit, ...]) -> tuple[Reading, ...]:
    particles = tuple(u for u in units if u.text.lower() in PARTICLES and len(units) > 1)
    full = tuple(u for u in units if u not in particles)
    found: list[Reading] = []
    for roles, weight in _orders(full):
        found += _of_order(full, roles, weight)
    if particles:
        found = [_with_particles(reading, particles) for reading in found]
    return _ranked(found)


def _orders(units: tuple[_Unit, ...]) -> Iterator[tuple[tuple[PartRole, ...], float]]:
    initials = [unit.initial for unit in units]
    if any(initials) and not all(initials):
        yield from _orders_with_initials(initials)
    elif len(units) in _ORDERS:
        yield from _ORDERS[len(units)]
    elif units:
        middle = len(units) - 2
        yield (G, *[G] * middle, F), 1.0
        yield (F, G, *[G] * middle), 0.3


def _orders_with_initials(
    initials: list[bool],
) -> Iterator[tuple[tuple[PartRole, ...], float]]:
    """Коваленко О. П., О. П. Коваленко, Олена К.: what stands for the letters."""
    whole = initials.count(False)
    letters = len(initials) - whole
    if whole == 1:
        short = (G, P)[:letters] + (P,) * (letters - 2)
        order = iter(short)
        yield tuple(next(order) if one else F for one in initials), 1.0
        if letters == 1:
            yield tuple(F if one else G for one in initials), 0.5
        return
    longer = (((G, *[G] * (len(initials) - 2), F), 1.0),)
    yield from _ORDERS.get(len(initials), longer)


def _of_order(
    units: tuple[_Unit, ...], roles: tuple[PartRole, ...], weight: float
) -> list[Reading]:
    mask = _ALL
    for unit, role in zip(units, roles, strict=True):
        mask &= unit.word.masks[role] if not unit.initial else _ALL
    if all(unit.initial for unit in units):
        mask = _NOMINATIVE
    return [_reading(units, roles, bit, weight) for bit in range(len(_BITS)) if mask >> bit & 1]


def _reading(
    units: tuple[_Unit, ...], roles: tuple[PartRole, ...], bit: int, weight: float
) -> Reading:
    case, sex = _BITS[bit]
    parts = []
    for unit, role in zip(units, roles, strict=True):
        if unit.initial:
            parts.append(_initial(unit, role))
            continue
        choice = unit.word.choices[role][bit]
        weight *= choice.weight / CASE_WEIGHT[case]
        parts.append(_part(unit, role, choice, case, sex))
    return Reading(tuple(parts), sex, weight * CASE_WEIGHT[case])


def _part(unit: _Unit, role: PartRole, choice: _Choice, case: Case, sex: Sex) -> NamePart:
    key = choice.keys[0]
    return NamePart(
        role, unit.text, unit.span, choice.forms, key, skeleton(key), choice.ids,
        False, case, sex, choice.keys,
    )  # fmt: skip


def _initial(unit: _Unit, role: PartRole) -> NamePart:
    letter = unit.text.lower()
    key = fold_word(letter) or letter
    return NamePart(role, unit.text, unit.span, (letter,), key, key, initial=True, keys=(key,))


def _with_particles(reading: Reading, particles: tuple[_Unit, ...]) -> Reading:
    parts = list(reading.parts)
    for unit in particles:
        key = fold_word(unit.text)
        form = (unit.text.lower(),)
        parts.append(
            NamePart(PartRole.PARTICLE, unit.text, unit.span, form, key, skeleton(key), keys=(key,))
        )
    parts.sort(key=lambda part: part.span.start)
    return Reading(tuple(parts), reading.sex, reading.weight)


def _ranked(found: list[Reading]) -> tuple[Reading, ...]:
    """Likeliest first; readings that differ in case alone are one, sex unknown where both fit."""
    merged: dict[tuple[tuple[PartRole, tuple[str, ...]], ...], list[Reading]] = {}
    for one in sorted(found, key=lambda r: -r.weight):
        merged.setdefault(tuple((p.role, p.forms) for p in one.parts), []).append(one)
    readings = sorted((_merge(same) for same in merged.values()), key=lambda r: -r.weight)
    kept = [r for r in readings[:MOST_READINGS] if r.weight >= readings[0].weight * _LEAST_SHARE]
    total = sum(reading.weight for reading in kept)
    return tuple(Reading(r.parts, r.sex, r.weight / total) for r in kept)


def _merge(same: list[Reading]) -> Reading:
    sexes = {reading.sex for reading in same}
    best = same[0]
    if len(sexes) == 1:
        return best
    female = max((r.weight for r in same if r.sex is Sex.FEMALE), default=0.0)
    male = max((r.weight for r in same if r.sex is Sex.MALE), default=0.0)
    sex = None if 0.2 < female / male < 5 else best.sex
    return Reading(best.parts, sex, best.weight)
