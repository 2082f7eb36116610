"""The names of a whole store, read at the pace of its distinct words.

How a name of plain words is read depends on what each word may be, not on which word it is. So
each distinct word is looked at once, each distinct row of kinds of words is read once by `names`,
and what it found is carried over to all names of that kind. Names with initials, hyphens, marks or
particles are read one by one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index.rows import FULL_SHARE, MOST_READINGS, MOST_ROWS, SEX_BITS, readings_of
from homeward.index.store import Store
from homeward.index.vocabulary import FAMILY, ROLES, Part, Vocabulary, is_short, part_of
from homeward.index.wordkinds import (
    BETWEEN,
    BETWEEN_ROLES,
    NOMINATIVE,
    NOT_TOLD,
    ONE_BY_ONE,
    SURNAME,
    Looked,
    Meaning,
    Told,
    look_at_words,
    meanings_in,
)
from homeward.match.naming import parsed
from homeward.names import NamePart, ParsedName, Reading
from homeward.records import WrittenName
from homeward.text import fold_word

MOST_WORDS = 4
Ints = npt.NDArray[np.int64]


class Names(NamedTuple):
    """The readings of many names: part numbers and what is known, from start to start."""

    starts: npt.NDArray[np.int64]  # (names + 1)
    readings: npt.NDArray[np.int32]  # (readings, 4)
    sex: npt.NDArray[np.int32]  # (names): that all readings agree in, as SEX_BITS


class Slot(NamedTuple):
    """Which word of a name fills one role, and as which of its analyses."""

    word: int
    as_what: int  # number of (role, places in the list of analyses)


@dataclass(slots=True)
class Pattern:
    """How names of one kind are read: for each reading three slots, and what is known of it."""

    readings: list[tuple[tuple[Slot, Slot, Slot], int]]
    sex: int


NO_SLOT = Slot(-1, 0)


@dataclass(slots=True)
class _Reader:
    """What is shared by all names of one store."""

    texts: list[str]  # the distinct words
    words: Vocabulary
    as_whats: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)  # the meanings of each word, small

    def meanings(self, number: int, role: int) -> list[Meaning]:
        """What a word may be in a role, as it was kept."""
        return meanings_in(self.kept[number], role)

    def part(self, number: int, role: int, chosen: tuple[int, ...]) -> Part:
        """The part that a word is as those of its meanings."""
        line = self.kept[number].split(BETWEEN_ROLES)[role] if chosen else ""
        if line.endswith("|") and BETWEEN not in line:  # one meaning and no concept
            form, key, _ = line.split("|")
            return Part(role, form, (key,), (), (), initial=False)
        return _part(self.texts[number], role, chosen, meanings_in(self.kept[number], role))

    def pattern(self, numbers: list[int], name: ParsedName) -> Pattern | None:
        """How a name is read; `None` if that cannot be carried over to others."""
        found: list[tuple[tuple[Slot, Slot, Slot], int]] = []
        for reading in name.readings[:MOST_READINGS]:
            slots = self._slots(numbers, reading)
            if slots is None:
                return None
            known = max(1, round(reading.weight * FULL_SHARE)) | SEX_BITS[reading.sex] << 8
            most = max(map(len, slots))
            for n in range(most):
                one = tuple(choices[min(n, len(choices) - 1)] for choices in slots)
                found.append((one, known))  # type: ignore[arg-type]
        sexes = {reading.sex for reading in name.readings}
        return Pattern(found[:MOST_ROWS], SEX_BITS[sexes.pop()] if len(sexes) == 1 else 0)

    def _slots(self, numbers: list[int], reading: Reading) -> list[list[Slot]] | None:
        slots: list[list[Slot]] = [[], [], []]
        if len(reading.parts) != len(numbers):
            return None
        for place, (word, part) in enumerate(zip(numbers, reading.parts, strict=True)):
            role = ROLES.index(part.role)
            meanings = self.meanings(word, role)
            chosen = _chosen(part, meanings)
            if _part(self.texts[word], role, chosen, meanings) != part_of(part):
                return None
            number = self.as_whats.setdefault((role, chosen), len(self.as_whats))
            slots[role].append(Slot(place, number))
        return [found or [NO_SLOT] for found in slots]


def _chosen(part: NamePart, meanings: list[Meaning]) -> tuple[int, ...]:
    """The places of the meanings that a part is made of; none for what is taken as written."""
    return tuple(
        place
        for place, one in enumerate(meanings)
        if one.form in part.forms and one.key in part.keys and set(one.ids) <= set(part.ids)
    )


def _part(text: str, role: int, chosen: tuple[int, ...], meanings: list[Meaning]) -> Part:
    """The part that a word is as those of its meanings."""
    if not chosen:
        lower = text.lower()
        return Part(role, lower, (fold_word(lower) or lower,), (), (), initial=False)
    ones = [meanings[place] for place in chosen]
    if len(ones) == 1 and not ones[0].ids:
        return Part(role, ones[0].form, (ones[0].key,), (), (), initial=False)
    keys = tuple(dict.fromkeys(one.key for one in ones))
    ids = tuple(dict.fromkeys(i for one in ones for i in one.ids))
    if not ids:
        return Part(role, ones[0].form, keys[:3], (), (), initial=False)
    forms = tuple(dict.fromkeys(one.form for one in ones))
    short = tuple(is_short(forms, concept) for concept in ids)
    return Part(role, forms[0], keys[:3], ids, short, initial=False)


def read_names(store: Store, words: Vocabulary, *, workers: int = 1) -> Names:
    """Read the names of all records."""
    texts: list[str] = store.words.to_pylist()
    numbers, starts = store.word_numbers(), store.name_starts()
    parts, shapes = store.parts()
    lengths = np.diff(starts)
    matrix = _matrix(numbers, starts, lengths)
    roles = np.array([_roles(text) for text in parts])[shapes]
    told_roles = _told(matrix, roles, len(texts))
    looked = _look_at_all(texts, told_roles, matrix, roles, workers)
    many = len(looked.shapes)
    examples = _examples(looked.kinds, told_roles, many)
    reader = _Reader(texts, words, kept=looked.kept)
    codes = _codes(looked.kinds, matrix, lengths, roles, many + 1)
    patterns, first, which = np.unique(codes, return_index=True, return_inverse=True)
    found: list[Pattern | None] = []
    for code, row in zip(patterns, first, strict=True):
        if code == ONE_BY_ONE:
            found.append(None)
            continue
        its = _example(matrix[row], roles[row], looked.kinds, examples)
        name = parsed(written([texts[n] for n in its], parts[shapes[row]]))
        found.append(reader.pattern(its, name))
    alone = np.flatnonzero(np.array([p is None for p in found])[which])
    singles = {
        int(row): _read_alone(
            [texts[n] for n in numbers[starts[row] : starts[row + 1]]], parts[shapes[row]], words
        )
        for row in alone
    }
    return _put_together(reader, found, which, matrix, singles)


def _look_at_all(texts: list[str], told: Told, matrix: Ints, roles: Ints, workers: int) -> Looked:
    """Look at all words: surnames last, in the nominative alone where no other case is possible."""
    surname = told == SURNAME
    looked = look_at_words(texts, np.where(surname, 0, told).astype(np.uint8), workers)
    oblique = looked.in_other_cases()
    sure = np.zeros(len(matrix), dtype=bool)
    for place in range(MOST_WORDS):
        word, role = matrix[:, place], roles[:, place]
        named = (word >= 0) & (role > 1 + FAMILY)
        sure[named] |= ~oblique[word[named], role[named] - 1]
    unsure = matrix[~sure]
    alone = np.where(surname, SURNAME | NOMINATIVE, 0).astype(np.uint8)
    alone[unsure[unsure >= 0]] &= SURNAME
    return look_at_words(texts, alone, workers, looked)


def _examples(kinds: Ints, told: Told, many: int) -> Ints:
    """The first word of each kind in each role (0: nothing is told) that it was looked at in."""
    found = np.full((1 + len(ROLES), many), -1, dtype=np.int64)
    for role in range(1 + len(ROLES)):
        looked_at = np.flatnonzero((kinds[:, role] >= 0) & (told & (NOT_TOLD | 1 << role) != 0))
        found[role, kinds[looked_at[::-1], role]] = looked_at[::-1]
    return found


def _example(words: Ints, roles: Ints, kinds: Ints, examples: Ints) -> list[int]:
    """Words of the kinds of some words: the same ones again and again, so each is read once.

    A name keeps its own words where one would stand in it twice.
    """
    pairs = [(int(word), int(role)) for word, role in zip(words, roles, strict=True) if word >= 0]
    found = [int(examples[role, kinds[word, role]]) for word, role in pairs]
    return found if len(set(found)) == len(found) else [word for word, _ in pairs]


def written(words: list[str], parts: str | None) -> WrittenName:
    """A name as the store keeps it."""
    full = " ".join(words)
    if parts is None:
        return WrittenName(full)
    separate: list[str | None] = []
    for count in map(int, parts.split()):
        separate.append(" ".join(words[:count]) or None)
        words = words[count:]
    return WrittenName(full, *separate)  # type: ignore[arg-type]


def _read_alone(
    texts: list[str], parts: str | None, words: Vocabulary
) -> tuple[list[tuple[int, int, int, int]], int]:
    name = parsed(written(texts, parts))
    sexes = {reading.sex for reading in name.readings}
    sex = SEX_BITS[sexes.pop()] if len(sexes) == 1 else 0
    return readings_of(name, words)[:MOST_ROWS], sex


def _matrix(numbers: npt.NDArray[np.int32], starts: npt.NDArray[np.int32], lengths: Any) -> Ints:
    """The first words of each name, -1 where there are fewer."""
    matrix = np.full((len(lengths), MOST_WORDS), -1, dtype=np.int64)
    for place in range(MOST_WORDS):
        has = lengths > place
        matrix[has, place] = numbers[starts[:-1][has] + place]
    return matrix


def _roles(parts: str | None) -> list[int]:
    """The role of each word where a table tells it (1 for a family name), 0 where none does."""
    counts = map(int, parts.split()) if parts else ()
    roles = [role for role, count in enumerate(counts, start=1) for _ in range(count)]
    return (roles + [0] * MOST_WORDS)[:MOST_WORDS]


def _told(matrix: Ints, roles: Ints, many: int) -> Told:
    """For each word the roles that it is told to be in, as bits; bit 0 where nothing is told."""
    told = np.zeros(many, dtype=np.uint8)
    for place in range(MOST_WORDS):
        has = matrix[:, place] >= 0
        for role in range(1 + len(ROLES)):
            told[matrix[has & (roles[:, place] == role), place]] |= 1 << role
    return told


def _codes(kinds: Ints, matrix: Ints, lengths: Any, roles: Ints, base: int) -> Ints:
    """One number for each row of kinds of words; ONE_BY_ONE where one of them has none."""
    codes = np.zeros(len(matrix), dtype=np.int64)
    plain = (lengths > 0) & (lengths <= MOST_WORDS)
    for place in range(MOST_WORDS):
        has = matrix[:, place] >= 0
        kind = np.where(has, kinds[matrix[:, place], roles[:, place]], base - 1)
        plain &= kind >= 0
        codes = codes * base + kind
    return np.where(plain, codes, ONE_BY_ONE)


def _put_together(
    reader: _Reader, patterns: list[Pattern | None], which: Ints, matrix: Ints,
    singles: dict[int, tuple[list[tuple[int, int, int, int]], int]],
) -> Names:  # fmt: skip
    """Patterns carried over to all names, and the names that were read one by one."""
    counts = np.array([len(p.readings) if p else 0 for p in patterns], dtype=np.int64)[which]
    sex = np.array([p.sex if p else 0 for p in patterns], dtype=np.int32)[which]
    for row, (alone, one) in singles.items():
        counts[row], sex[row] = len(alone), one
    starts = np.concatenate([[0], np.cumsum(counts)])
    readings = np.zeros((int(starts[-1]), 4), dtype=np.int32)
    flat = np.array(
        [[*slot_numbers(one), known] for p in patterns if p for one, known in p.readings]
        or [[-1] * 6 + [0]],
        dtype=np.int64,
    )
    firsts = np.concatenate([[0], np.cumsum([len(p.readings) if p else 0 for p in patterns])])
    rows = np.flatnonzero(np.array([p is not None for p in patterns])[which])
    for number in range(MOST_ROWS):
        rows = rows[counts[rows] > number]
        if not len(rows):
            break
        chosen = flat[firsts[which[rows]] + number]
        at = starts[rows] + number
        for role in range(3):
            readings[at, role] = _numbers(reader, matrix, rows, chosen[:, 2 * role : 2 * role + 2])
        readings[at, 3] = chosen[:, 6]
    for row, (found, _) in singles.items():
        readings[starts[row] : starts[row + 1]] = found
    return Names(starts, readings, sex)


def slot_numbers(slots: Iterable[Slot]) -> list[int]:
    """Six numbers for three slots."""
    return [number for slot in slots for number in slot]


def _numbers(reader: _Reader, matrix: Ints, rows: Ints, slots: Ints) -> npt.NDArray[np.int32]:
    """The part numbers of one role; each distinct word in each meaning is looked up once."""
    many = len(reader.as_whats) + 1
    filled = slots[:, 0] >= 0
    codes = np.where(filled, matrix[rows, slots[:, 0]] * many + slots[:, 1], -1)
    distinct, where = np.unique(codes, return_inverse=True)
    meanings = list(reader.as_whats)
    numbers = np.zeros(len(distinct), dtype=np.int32)
    known = distinct >= 0
    parts = (reader.part(code // many, *meanings[code % many]) for code in distinct[known].tolist())
    numbers[known] = reader.words.numbers(parts)
    return numbers[where]
