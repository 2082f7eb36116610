"""From a written name to its readings: roles, cases and sex that fit together."""

from __future__ import annotations

import re
from functools import lru_cache

from homeward.errors import BadInput
from homeward.names.analyse import token_analyses
from homeward.names.given import edges_of
from homeward.names.particles import PARTICLES
from homeward.names.parts import NamePart, ParsedName, PartRole, Reading
from homeward.names.patronymic import SONS_AND_DAUGHTERS
from homeward.names.plan import MOST_READINGS
from homeward.names.readings import (
    Unit,
    particle,
    reading_in_roles,
    readings_of,
    with_particles,
)
from homeward.names.words import (
    FAMILY,
    GIVEN,
    NOMINATIVE,
    PATRONYMIC,
    with_any_given_name,
    word_of,
)
from homeward.records import WrittenName
from homeward.text import Token, language_of, script_of, tokens
from homeward.text.letters import RUSSIAN_ONLY, UKRAINIAN_ONLY
from homeward.text.tokens import span_of

LONGEST_NAME = 500
_MOST_WITH_PATRONYMIC = 4  # words of a name that has one
_OTHER_NAME = 0.5  # how a second name beside the first weighs as a reading
_NO_PARTS = (Reading((), None, 1.0),)

# Between two names of one person: Іванова (Петрова), X a.k.a. Y, X / Y, X born Y; a label
# ("Belarusian:") belongs to the same.
_ALSO = re.compile(
    r"\s/\s|[()\[\];]|\b(?:a\.?k\.?a|alias|born|née|nee|formerly)\b\.?"
    r"|\b(?:урожд\w*|уродж\w*|в\s+девичестве|дівоче|девичья|он\s+же|она\s+же|він\s+же|вона\s+ж)\b"
    r"|(?:\b[^\W\d_]+\s+)?\b[^\W\d_]+:",
    re.IGNORECASE,
)
_ALSO_MARKS = frozenset("/()[];:")
_ALSO_WORDS = (
    "aka", "a.k", "alias", "born", "née", "nee", "formerly", "урод", "урожд", "девич", "дівоч",
    " же ", " ж ",
)  # fmt: skip
_PLAIN_WORDS = re.compile(
    "[А-Яа-яЁёІіЇїЄєҐґ]{2,}(?: [А-Яа-яЁёІіЇїЄєҐґ]{2,})*|[A-Za-z]{2,}(?: [A-Za-z]{2,})*"
)
_JOINED_WORDS = re.compile(r"(?<=[a-zа-яёіїєґ]{2})(?=[A-ZА-ЯЁІЇЄҐ][a-zа-яёіїєґ]{2})")


def parse_name(text: str, language: str | None = None) -> ParsedName:
    """Read a name in any order, case and script.

    `language` is that of the text around it, for a name whose own letters do not tell.
    Raises `BadInput` for more than 500 characters. A text without letters has one empty reading.
    """
    if len(text) > LONGEST_NAME:
        raise BadInput(f"name: {len(text)} characters are no name; give at most {LONGEST_NAME}")
    return _parse(text, language)


@lru_cache(maxsize=1 << 12)  # names that are compared again; their words are kept much longer
def _parse(text: str, around: str | None) -> ParsedName:
    pieces = _pieces(text)
    language = language_of(text) if around is None or _tells(text) else around
    readings = _with_other_names([_read(_units(part, start), language) for start, part in pieces])
    return ParsedName(text, script_of(text), language, readings or _NO_PARTS)


def _tells(text: str) -> bool:
    """Whether the letters of a name leave no doubt which language it is in."""
    letters = text.lower()
    return not (UKRAINIAN_ONLY.isdisjoint(letters) and RUSSIAN_ONLY.isdisjoint(letters))


def parse_written(name: WrittenName) -> ParsedName:
    """Read a name whose source may have told its parts apart: those roles are kept."""
    given = ((FAMILY, name.family_name), (GIVEN, name.given_name), (PATRONYMIC, name.patronymic))
    told = tuple((role, text) for role, text in given if text and text.strip())
    if not told:
        return parse_name(name.full)
    return _parse_parts(name.full, told)


@lru_cache(maxsize=1 << 12)
def _parse_parts(full: str, told: tuple[tuple[int, str], ...]) -> ParsedName:
    text = full if all(part in full for _, part in told) else " ".join(part for _, part in told)
    if len(text) > LONGEST_NAME:
        raise BadInput(f"name: {len(text)} characters are no name; give at most {LONGEST_NAME}")
    units: list[Unit] = []
    roles: list[int] = []
    for role, part in told:
        found = _units(part, _place(part, text))
        units += found
        roles += [role] * len(found)
    rest = _rest(text, units)
    for unit, untold in zip(rest, _untold_roles(rest, frozenset(roles)), strict=True):
        if untold is not None:
            units.append(unit)
            roles.append(untold)
    language = language_of(text)
    readings = reading_in_roles(tuple(units), tuple(roles), language) if units else _NO_PARTS
    return ParsedName(text, script_of(text), language, readings)


def _place(part: str, text: str) -> int:
    """Where a part stands as a word of its own: Иван in Иванов Иван is the second."""
    start = text.find(part)
    while start >= 0:
        around = text[start - 1 : start] + text[start + len(part) : start + len(part) + 1]
        if not any(c.isalnum() or c == "_" for c in around):
            return start
        start = text.find(part, start + 1)
    return text.find(part)


def _rest(text: str, units: list[Unit]) -> list[Unit]:
    """Words of the full name that none of the told parts covers."""
    taken = [unit.span for unit in units]
    return [
        unit
        for unit in _units(text)
        if not any(unit.span.start < s.end and s.start < unit.span.end for s in taken)
        and unit.text.lower() not in PARTICLES
    ]


def _untold_roles(rest: list[Unit], told: frozenset[int]) -> list[int | None]:
    """What the words that no told part covers are; `None` for those with no role left.

    The last of them is the patronymic if it reads as one and is not told, unless it is the only
    word that can be the family name (Некрашевич).
    """
    roles: list[int | None] = [next((r for r in (FAMILY, GIVEN) if r not in told), None)] * len(
        rest
    )
    if rest and PATRONYMIC not in told and (len(rest) > 1 or FAMILY in told):
        last = rest[-1]
        if any(found.role is PartRole.PATRONYMIC for found in token_analyses(last.text)):
            roles[-1] = PATRONYMIC
    return roles


def _pieces(text: str) -> list[tuple[int, str]]:
    """Where each name of one person starts, and its words."""
    lowered = text.lower()
    if _ALSO_MARKS.isdisjoint(text) and not any(word in lowered for word in _ALSO_WORDS):
        return [(0, text)]
    pieces = []
    start = 0
    for match in _ALSO.finditer(text):
        pieces.append((start, text[start : match.start()]))
        start = match.end()
    pieces.append((start, text[start:]))
    return [piece for piece in pieces if any(map(str.isalpha, piece[1]))]


def _units(text: str, offset: int = 0) -> tuple[Unit, ...]:
    if _PLAIN_WORDS.fullmatch(text) and (plain := _plain_units(text, offset)):
        return plain
    units: list[Unit] = []
    joined = _JOINED_WORDS.search(text) is not None
    for group in _groups(tokens(text)):
        start, end = group[0].span.start, group[-1].span.end
        if joined and len(group) == 1 and (cut := _JOINED_WORDS.search(text, start, end)):
            units += _units(text[start : cut.start()], offset + start)
            units += _units(text[cut.start() : end], offset + cut.start())
            continue
        words = tuple([token.text for token in group])
        initial = len(group) == 1 and _is_initial(group[0])
        span = span_of(start + offset, end + offset)
        units.append(Unit(text[start:end], span, words, word_of(words), initial))
    return _parted(units, text, offset) if len(units) == 1 else tuple(units)


def _plain_units(text: str, offset: int) -> tuple[Unit, ...] | None:
    """The same for words of letters, one space between them; `None` if one needs a closer look."""
    units = []
    for one in text.split(" "):
        words = (one,)
        word = word_of(words)
        if not word.plain:
            return None
        end = offset + len(one)
        units.append(Unit(one, span_of(offset, end), words, word))
        offset = end + 1
    return tuple(units)


def _parted(units: list[Unit], text: str, offset: int) -> tuple[Unit, ...]:
    """Margarita-Simonyan: a single word of a given name and something else is two words."""
    words = units[0].words
    if len(words) != 2 or "-" not in text:
        return tuple(units)
    given = [any(a.ids for a in token_analyses(word)) for word in words]
    if given[0] == given[1]:
        return tuple(units)
    cut = text.index("-")
    return (*_units(text[:cut], offset), *_units(text[cut + 1 :], offset + cut + 1))


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


def _read(units: tuple[Unit, ...], language: str | None) -> tuple[Reading, ...]:
    """Readings of the words that are names; the others are particles."""
    units = _beside_patronymic(units)
    strays = _strays(units)
    if not strays or len(strays) == len(units):
        return readings_of(units, language)
    names = readings_of(tuple(unit for unit in units if unit not in strays), language)
    parts = [particle(unit) for unit in strays]
    return tuple(with_particles(reading, parts) for reading in names)


def _beside_patronymic(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Beside a patronymic in a case other words may be cases of given names that no table has."""
    bent = [bool(unit.word.shapes[PATRONYMIC].mask & ~NOMINATIVE) for unit in units]
    if not any(bent) or len(units) > _MOST_WITH_PATRONYMIC:
        return units
    return tuple(
        unit if is_bent or unit.initial else unit._replace(word=with_any_given_name(unit.words))
        for unit, is_bent in zip(units, bent, strict=True)
    )


def _strays(units: tuple[Unit, ...]) -> list[Unit]:
    """Particles and titles; and, beside a full name, words of one or two letters."""
    if len(units) < 2:
        return []
    strays = [unit for unit in units if not unit.word.plain and unit.text.lower() in PARTICLES]
    if len(units) == 2 and len(strays) == 1 and edges_of(strays[0].text.lower()):
        strays = []  # Den Pavlenko
    if len(units) > 3 and any(unit.word.shapes[PATRONYMIC].mask for unit in units):
        strays += [unit for unit in units if len(unit.text) < 3 and unit not in strays]
    return strays


def _with_other_names(found: list[tuple[Reading, ...]]) -> tuple[Reading, ...]:
    """The first name, and each further name of the same person as a reading of its own."""
    named = [readings for readings in found if readings]
    if len(named) < 2:
        return named[0] if named else ()
    first = named[0]
    readings = list(first)
    for others in named[1:]:
        other = others[0]
        if len(other.parts) == 1 and len(first[0].parts) > 1:
            other = _under_other_surname(first[0], others)
        readings.append(Reading(other.parts, other.sex, first[0].weight * _OTHER_NAME))
    readings = sorted(readings, key=lambda reading: -reading.weight)[:MOST_READINGS]
    total = sum(reading.weight for reading in readings)
    return tuple(Reading(r.parts, r.sex, r.weight / total) for r in readings)


def _under_other_surname(first: Reading, others: tuple[Reading, ...]) -> Reading:
    """A single word beside a full name is another surname."""
    surname = next((r.parts[0] for r in others if r.parts[0].role is PartRole.FAMILY), None)
    if surname is None:
        return others[0]
    kept: list[NamePart] = [part for part in first.parts if part.role is not PartRole.FAMILY]
    return Reading((*kept, surname), first.sex, first.weight)
