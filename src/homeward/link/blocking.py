"""Blocking keys of linkage: two things in common, so that blocks stay small.

A family name counts by its consonants, so that most slips of the pen stay in the block; what slips
further is met under given name, father and birth date.
"""

from __future__ import annotations

from typing import Any

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
    GIVEN_YEAR_PLACE, FAMILY, FAMILY_NO_GIVEN,
) = (np.uint64(number * 0xD1B54A32D192ED03 & (1 << 64) - 1) for number in range(1, 10))  # fmt: skip
NOTHING = np.uint64(0)
MOST_KEYS = 192
FIRST_CONSONANTS = 2


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


@compiled
def link_keys(side: Side, row: int, asks: int, out: Keys) -> int:
    """The keys under which a row is found or, if it asks, looks for others; how many there are."""
    count = 0
    first, last = first_and_last(signed(side.rows[row, BIRTH]), side.ages)
    early, late = year_of(first), year_of(last)
    if early and asks:
        early, late = early - 1, late + 1
    for number in range((side.rows[row, BITS] >> FURTHER) + 1):
        family, given, father, _ = reading(side.rows, side.more, row, number)
        for x in range(concepts(side.words, given)):
            name = concept(side.words, given, x)
            count = given_keys(side, row, name, early, late, out, count)
            for y in range(concepts(side.words, father)):
                both = mixed(name, concept(side.words, father, y), NOTHING)
                count = father_keys(side.words, family, both, early, late, out, count)
        counts = signed(side.words.parts[family, COUNTS])
        for z in range(0 if counts & INITIAL else counts & 3):
            bones = consonants(side.words, family, z, 99)
            count = family_keys(side.words, bones, given, father, asks, out, count)
            for year in range(early, late + 1 if early else early):
                count = put_in(out, count, mixed(FAMILY_YEAR, bones, np.uint64(year)))
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
    words: Words, family: int, names: np.uint64, early: int, late: int, out: Keys, count: int
) -> int:
    """Given and father's name, with the year of birth and with how the family name begins."""
    for year in range(early, late + 1 if early else early):
        count = put_in(out, count, mixed(GIVEN_FATHER_YEAR, names, np.uint64(year)))
    counts = signed(words.parts[family, COUNTS])
    for z in range(counts & 3):
        start = consonants(words, family, z, FIRST_CONSONANTS)
        count = put_in(out, count, mixed(GIVEN_FATHER_FAMILY, names, start))
    return count


@compiled
def given_keys(  # noqa: PLR0917 - compiled
    side: Side, row: int, name: np.uint64, early: int, late: int, out: Keys, count: int
) -> int:
    """Given name with birth day, and with year and place."""
    birth = signed(side.rows[row, BIRTH])
    if birth > 0 and birth & 31:
        count = day_keys(name, birth, int(early < birth >> 9), out, count)
    home = side.rows[row, HOME]
    if early:
        for place in range(FIRST, FIRST + min(signed(side.spots[home, COUNT]), 2)):
            there = mixed(name, side.spots[home, place] & LOW, NOTHING)
            for year in range(early, late + 1):
                count = put_in(out, count, mixed(GIVEN_YEAR_PLACE, there, np.uint64(year)))
    return count


@compiled
def day_keys(
    name: np.uint64,
    birth: int,
    asks: int,
    out: Keys,
    count: int,
) -> int:
    """Given name and full date; if it asks, also what one slip or shift makes of the date."""
    year, month, day = parts(birth)
    count = put_day(name, out, count, year, month, day)
    if not asks:
        return count
    if day <= 12:
        count = put_day(name, out, count, year, day, month)
    for step in (-1, 1):
        count = put_day(name, out, count, year + step, month, day)
        if 1 <= month + step <= 12:
            count = put_day(name, out, count, year, month + step, day)
        if 1 <= day + step <= 31:
            count = put_day(name, out, count, year, month, day + step)
    return count


@compiled
def put_day(  # noqa: PLR0917 - compiled
    name: np.uint64, out: Keys, count: int, year: int, month: int, day: int
) -> int:
    """Add the key of a given name and a day."""
    return put_in(out, count, mixed(GIVEN_DAY, name, np.uint64(year << 9 | month << 5 | day)))


@compiled_with_arrays
def all_link_keys(side: Side) -> tuple[Keys, Rows]:
    """The keys of all rows, with the row of each."""
    out = np.zeros(MOST_KEYS, np.uint64)
    keys = np.zeros(max(1024, 8 * side.rows.shape[0]), np.uint64)
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
