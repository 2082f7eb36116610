"""Blocking keys of rows, as 64-bit numbers, and the rows under each key.

The same numbers on every machine: a key is made of a kind and of what is shared. The kernel makes
those of names and dates; those of institutions and siblings come from `keys.py`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index.birthdates import first_and_last, parts, year_of
from homeward.index.compiled import compiled, compiled_with_arrays, signed
from homeward.index.kernel import BIRTH, BITS, FURTHER, Side, reading
from homeward.index.parts import LOW
from homeward.index.vocabulary import COUNTS, FIRST_ID, FIRST_KEY, HASH, INITIAL, Words

Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int32]

BY_FAMILY, BY_FATHER, BY_DAY, BY_YEAR, BY_GIVEN = (
    np.uint64(number * 0x9E3779B97F4A7C15 & (1 << 64) - 1) for number in range(1, 6)
)
MOST_KEYS = 256  # of one row
MOST_YEARS = 12  # that an age is filed under
MOST_BITS = 12  # of keys, by which they are put into parts before they are sorted


class Postings(NamedTuple):
    """The distinct keys in order, and the rows of each, from start to start."""

    keys: Keys
    starts: npt.NDArray[np.int64]  # (keys + 1)
    rows: Rows


@compiled
def mixed(kind: np.uint64, one: np.uint64, other: np.uint64) -> np.uint64:
    """One number out of three (the finish of splitmix64)."""
    value = kind ^ (one * np.uint64(0xBF58476D1CE4E5B9)) ^ (other * np.uint64(0x94D049BB133111EB))
    value ^= value >> np.uint64(30)
    value *= np.uint64(0xBF58476D1CE4E5B9)
    value ^= value >> np.uint64(27)
    value *= np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@compiled
def concept(words: Words, part: int, number: int) -> Any:
    """One of the concepts of a given name or father: an id, or the key where there is none."""
    if (signed(words.parts[part, COUNTS]) >> 2) & 7:
        return words.parts[part, FIRST_ID + number] & LOW
    return np.uint64(words.keys[signed(words.parts[part, FIRST_KEY]), HASH])


@compiled
def concepts(words: Words, part: int) -> int:
    """How many concepts a given name or father has; none for an initial."""
    counts = signed(words.parts[part, COUNTS])
    if part == 0 or counts & INITIAL:
        return 0
    found = (counts >> 2) & 7
    return int(found or min(1, counts & 3))


@compiled
def keys_of(side: Side, row: int, out: Keys) -> int:
    """The keys under which a row is found; how many there are."""
    birth = signed(side.rows[row, BIRTH])
    count = 0
    if birth > 0 and birth & 31:
        count = put(out, count, mixed(BY_DAY, np.uint64(birth), np.uint64(0)))
    first, last = first_and_last(birth, side.ages)
    return name_keys(side, row, year_of(first), year_of(last), out, count)


@compiled
def name_keys(  # noqa: PLR0917 - compiled
    side: Side, row: int, first: int, last: int, out: Keys, count: int
) -> int:
    """The keys of all readings of a name, for the birth years `first` to `last` (0: unknown)."""
    for number in range((side.rows[row, BITS] >> FURTHER) + 1):
        family, given, father, _ = reading(side.rows, side.more, row, number)
        count = family_keys(side, family, out, count)
        for x in range(concepts(side.words, given)):
            name = concept(side.words, given, x)
            if first:
                for year in range(first, min(last, first + MOST_YEARS) + 1):
                    count = put(out, count, mixed(BY_YEAR, name, np.uint64(year)))
            if family == 0:
                count = put(out, count, mixed(BY_GIVEN, name, np.uint64(0)))
            for y in range(concepts(side.words, father)):
                count = put(out, count, mixed(BY_FATHER, name, concept(side.words, father, y)))
    return count


@compiled
def family_keys(side: Side, part: int, out: Keys, count: int) -> int:
    """The keys of a part as a family name."""
    words = side.words
    for x in range(signed(words.parts[part, COUNTS]) & 3):
        key = words.keys[signed(words.parts[part, FIRST_KEY + x]), HASH]
        count = put(out, count, mixed(BY_FAMILY, key, np.uint64(0)))
    return count


@compiled
def asked_keys(side: Side, row: int, out: Keys) -> int:
    """The keys under which a query asks: its own, and those of shifted and misread dates."""
    birth = signed(side.rows[row, BIRTH])
    first, last = first_and_last(birth, side.ages)
    full = birth > 0 and birth & 31 != 0
    wider = 0 if first == 0 or full else 1
    count = day_keys(birth, out) if full else 0
    count = name_keys(side, row, year_of(first) - wider, year_of(last) + wider, out, count)
    for number in range((side.rows[row, BITS] >> FURTHER) + 1):
        _, given, _, _ = reading(side.rows, side.more, row, number)
        count = family_keys(side, given, out, count)  # in the other order
    return count


@compiled
def day_keys(birth: int, out: Keys) -> int:
    """A full date, and what one slip or one shift makes of it."""
    year, month, day = parts(birth)
    count = put_day(out, 0, year, month, day)
    count = put_day(out, count, year, day, month)
    for step in (-1, 1):
        count = put_day(out, count, year + step, month, day)
        count = put_day(out, count, year, month + step, day)
        count = put_day(out, count, year, month, day + step)
        count = put_day(out, count, year, month, day + 10 * step)
        count = put_day(out, count, year + 10 * step, month, day)
    if day == 1:
        for last in range(28, 32):
            before = 12 if month == 1 else month - 1
            count = put_day(out, count, year - (month == 1), before, last)
    if day >= 28:
        after = 1 if month == 12 else month + 1
        count = put_day(out, count, year + (month == 12), after, 1)
    return put_day(out, count, year, 1, 1)


@compiled
def put_day(out: Keys, count: int, year: int, month: int, day: int) -> int:
    """Add the key of a day, if there can be such a day."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return count
    birth = np.uint64(year << 9 | month << 5 | day)
    return put(out, count, mixed(BY_DAY, birth, np.uint64(0)))


@compiled
def put(out: Keys, count: int, key: np.uint64) -> int:
    """Add a key that is not there yet; how many there are then."""
    for x in range(count):
        if out[x] == key:
            return count
    if count < MOST_KEYS:
        out[count] = key
        return count + 1
    return count


@compiled_with_arrays
def all_keys(side: Side, counts: npt.NDArray[np.int64]) -> tuple[Keys, Rows]:
    """The keys of all rows, with the row of each; `counts` gets how many each row has."""
    out = np.zeros(MOST_KEYS, np.uint64)
    keys = np.zeros(max(1024, 6 * side.rows.shape[0]), np.uint64)
    rows = np.zeros(len(keys), np.int32)
    total = 0
    for row in range(side.rows.shape[0]):
        count = keys_of(side, row, out)
        counts[row] = count
        if total + count > len(keys):
            keys = np.concatenate((keys, np.zeros(len(keys), np.uint64)))
            rows = np.concatenate((rows, np.zeros(len(rows), np.int32)))
        keys[total : total + count] = out[:count]
        rows[total : total + count] = row
        total += count
    return keys[:total], rows[:total]


def postings_of(keys: Keys, rows: Rows) -> Postings:
    """Sort rows under their keys, those of one key in their order.

    Keys are even over all numbers, so their first bits make parts of like size.
    """
    bits = max(1, min(MOST_BITS, len(keys).bit_length() // 2))
    ends = np.zeros((1 << bits) + 1, np.int64)
    keys, rows = _in_parts(keys, rows, bits, ends)
    _sort_parts(keys, rows, ends)
    fresh = np.flatnonzero(_begins(keys))
    starts = np.append(fresh, len(keys)).astype(np.int64)
    return Postings(keys[fresh], starts, rows)


@compiled_with_arrays
def _in_parts(keys: Keys, rows: Rows, bits: int, ends: npt.NDArray[np.int64]) -> tuple[Keys, Rows]:
    """Keys and rows by the first bits of the keys; part n begins at `ends[n]` then."""
    shift = np.uint64(64 - bits)
    for key in keys:
        ends[signed(key >> shift) + 1] += 1
    ends[:] = np.cumsum(ends)
    at = ends[:-1].copy()
    new_keys, new_rows = np.empty_like(keys), np.empty_like(rows)
    for place in range(len(keys)):
        part = signed(keys[place] >> shift)
        new_keys[at[part]], new_rows[at[part]] = keys[place], rows[place]
        at[part] += 1
    return new_keys, new_rows


@compiled_with_arrays
def _sort_parts(keys: Keys, rows: Rows, ends: npt.NDArray[np.int64]) -> None:
    """Sort each part where it lies."""
    for part in range(len(ends) - 1):
        some, those = keys[ends[part] : ends[part + 1]], rows[ends[part] : ends[part + 1]]
        order = np.argsort(some, kind="mergesort")
        some[:], those[:] = some[order], those[order]


@compiled_with_arrays
def _begins(keys: Keys) -> npt.NDArray[np.bool_]:
    """Whether a key is another one than that before it."""
    found = np.ones(len(keys), np.bool_)
    for place in range(1, len(keys)):
        found[place] = keys[place] != keys[place - 1]
    return found
