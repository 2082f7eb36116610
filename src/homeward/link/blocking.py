"""Blocking keys of linkage: two things in common, so that blocks stay small.

A family name counts by its consonants, so that most slips of the pen stay in the block; what slips
further is met under given name, father and birth date. Where both know the day of birth, dates meet
by the day and by what one slip makes of it; the year alone counts where one of them knows no more.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from homeward.index.birthdates import first_and_last, parts, year_of
from homeward.index.compiled import compiled, compiled_with_arrays, signed
from homeward.index.kernel import BIRTH, BITS, FURTHER, HOME, Side, reading
from homeward.index.parts import LOW
from homeward.index.places import COUNT, FIRST
from homeward.index.postings import Keys, Rows, concept, concepts, mixed, put
from homeward.index.sounds import letter
from homeward.index.vocabulary import COUNTS, FIRST_KEY, INITIAL, LENGTH, Words

(
    FAMILY_GIVEN, FAMILY_FATHER, FAMILY_YEAR, GIVEN_FATHER_YEAR, GIVEN_FATHER_FAMILY, GIVEN_DAY,
    GIVEN_YEAR_PLACE, FAMILY, FAMILY_NO_GIVEN, FAMILY_DAY, GIVEN_FATHER_PLACE,
) = (np.uint64(number * 0xD1B54A32D192ED03 & (1 << 64) - 1) for number in range(1, 12))  # fmt: skip
NOTHING = np.uint64(0)
MOST_KEYS = 192
FIRST_CONSONANTS = 2
MOST_PLACES = 2  # that bear the name of a home, the largest first


@compiled
def is_vowel(code: int) -> bool:
    """Whether a letter code is one of a, e, i, o, u."""
    return code in (1, 5, 9, 15, 21)


@compiled
def consonants(words: Words, part: int, number: int, most: int) -> Any:
    """A number for the first consonants of one key of a part."""
    key = signed(words.parts[part, FIRST_KEY + number])
    value, found = np.uint64(0x9E3779B97F4A7C15), 0
    for place in range(signed(words.keys[key, LENGTH])):
        code = letter(words.keys, key, place)
        if is_vowel(signed(code)):
            continue
        value = (value ^ code) * np.uint64(0x100000001B3)
        found += 1
        if found == most:
            break
    return value


class Born(NamedTuple):
    """When a person was born: the day as it is packed, or 0; first and last year, 0 if unknown."""

    day: int
    early: int
    late: int


@compiled
def born(side: Side, row: int, asks: int) -> Born:
    """If the row asks, a year more on either side."""
    birth = signed(side.rows[row, BIRTH])
    first, last = first_and_last(birth, side.ages)
    early, late = year_of(first), year_of(last)
    if early and asks:
        early, late = early - 1, late + 1
    return Born(birth if birth > 0 and birth & 31 else 0, early, late)


@compiled
def link_keys(side: Side, row: int, asks: int, out: Keys) -> int:
    """The keys under which a row is found or, if it asks, looks for others; how many there are."""
    count = 0
    when = born(side, row, asks)
    for number in range((side.rows[row, BITS] >> FURTHER) + 1):
        family, given, father, _ = reading(side.rows, side.more, row, number)
        for x in range(concepts(side.words, given)):
            name = concept(side.words, given, x)
            count = given_keys(side, row, name, when, asks, out, count)
            for y in range(concepts(side.words, father)):
                both = mixed(name, concept(side.words, father, y), NOTHING)
                count = father_keys(side, row, family, both, when, asks, out, count)
        counts = signed(side.words.parts[family, COUNTS])
        for z in range(0 if counts & INITIAL else counts & 3):
            bones = consonants(side.words, family, z, 99)
            count = family_keys(side.words, bones, given, father, asks, out, count)
            count = day_keys(FAMILY_DAY, bones, when.day, asks, out, count)
            count = year_keys(FAMILY_YEAR, bones, when, asks, out, count)
    return count


@compiled
def year_keys(  # noqa: PLR0917 - compiled
    kind: np.uint64, what: np.uint64, when: Born, asks: int, out: Keys, count: int
) -> int:
    """Something and the years of birth, apart for those of whom the day is known.

    Who knows the day asks for those alone who do not.
    """
    for year in range(when.early, when.late + 1 if when.early else when.early):
        if when.day == 0 or asks:
            count = put_in(out, count, mixed(kind, what, np.uint64(year << 1)))
        if (when.day == 0) == (asks != 0):
            count = put_in(out, count, mixed(kind, what, np.uint64(year << 1 | 1)))
    return count


@compiled
def family_keys(  # noqa: PLR0917 - compiled
    words: Words, bones: np.uint64, given: int, father: int, asks: int, out: Keys, count: int
) -> int:
    """The consonants of a family name, with the given name, with the father's, and without any."""
    many = concepts(words, given)
    for x in range(many):
        count = put_in(out, count, mixed(FAMILY_GIVEN, bones, concept(words, given, x)))
    for y in range(concepts(words, father)):
        count = put_in(out, count, mixed(FAMILY_FATHER, bones, concept(words, father, y)))
    if not asks or many == 0:
        count = put_in(out, count, mixed(FAMILY, bones, NOTHING))
    if asks or many == 0:
        count = put_in(out, count, mixed(FAMILY_NO_GIVEN, bones, NOTHING))
    return count


@compiled
def put_in(out: Keys, count: int, key: np.uint64) -> int:
    """Add a key if there is room; how many there are then."""
    return put(out, count, key) if count < len(out) else count


@compiled
def father_keys(  # noqa: PLR0917 - compiled
    side: Side, row: int, family: int, names: np.uint64, when: Born, asks: int, out: Keys,
    count: int,
) -> int:  # fmt: skip
    """Given and father's name, with year of birth, place, and how the family name begins."""
    count = year_keys(GIVEN_FATHER_YEAR, names, when, asks, out, count)
    home = side.rows[row, HOME]
    for place in range(FIRST, FIRST + min(signed(side.spots[home, COUNT]), MOST_PLACES)):
        there = side.spots[home, place] & LOW
        count = put_in(out, count, mixed(GIVEN_FATHER_PLACE, names, there))
    counts = signed(side.words.parts[family, COUNTS])
    for z in range(counts & 3):
        start = consonants(side.words, family, z, FIRST_CONSONANTS)
        count = put_in(out, count, mixed(GIVEN_FATHER_FAMILY, names, start))
    return count


@compiled
def given_keys(  # noqa: PLR0917 - compiled
    side: Side, row: int, name: np.uint64, when: Born, asks: int, out: Keys, count: int
) -> int:
    """Given name with birth day, and with year and place."""
    count = day_keys(GIVEN_DAY, name, when.day, asks, out, count)
    home = side.rows[row, HOME]
    for place in range(FIRST, FIRST + min(signed(side.spots[home, COUNT]), MOST_PLACES)):
        there = mixed(name, side.spots[home, place] & LOW, NOTHING)
        count = year_keys(GIVEN_YEAR_PLACE, there, when, asks, out, count)
    return count


@compiled
def day_keys(  # noqa: PLR0917 - compiled
    kind: np.uint64, what: np.uint64, birth: int, asks: int, out: Keys, count: int
) -> int:
    """Something and a full date; if it asks, also what one slip or shift makes of the date."""
    if birth == 0:
        return count
    year, month, day = parts(birth)
    names = mixed(kind, what, NOTHING)
    count = put_day(names, out, count, year, month, day)
    if not asks:
        return count
    if day <= 12:
        count = put_day(names, out, count, year, day, month)
    for step in (-1, 1):
        count = put_day(names, out, count, year + step, month, day)
        if 1 <= month + step <= 12:
            count = put_day(names, out, count, year, month + step, day)
        if 1 <= day + step <= 31:
            count = put_day(names, out, count, year, month, day + step)
    return count


@compiled
def put_day(  # noqa: PLR0917 - compiled
    names: np.uint64, out: Keys, count: int, year: int, month: int, day: int
) -> int:
    """Add the key of a name and a day."""
    return put_in(out, count, mixed(names, np.uint64(year << 9 | month << 5 | day), NOTHING))


@compiled_with_arrays
def all_link_keys(side: Side) -> tuple[Keys, Rows]:
    """The keys of all rows, with the row of each."""
    out = np.zeros(MOST_KEYS, np.uint64)
    keys = np.zeros(max(1024, 12 * side.rows.shape[0]), np.uint64)
    rows = np.zeros(len(keys), np.int32)
    total = 0
    for row in range(side.rows.shape[0]):
        count = link_keys(side, row, False, out)
        if total + count > len(keys):
            keys = np.concatenate((keys, np.zeros(len(keys), np.uint64)))
            rows = np.concatenate((rows, np.zeros(len(rows), np.int32)))
        keys[total : total + count] = out[:count]
        rows[total : total + count] = row
        total += count
    return keys[:total], rows[:total]
