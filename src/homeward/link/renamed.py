"""Who may be a person under another name: found and weighed by what a change of name leaves.

Given name, birth date, home and sex are all that family name and patronymic do not tell. How often
each of them is met by accident is counted in the register itself; how often each is kept is learnt
(`changes.py`). The weight of a row is how many times likelier it is as this person's than as
anybody's.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index import weights as w
from homeward.index.birthdates import day_number, parts
from homeward.index.compiled import compiled, compiled_with_arrays, inlined, signed
from homeward.index.kernel import BIRTH, BITS, GIVEN, HOME, Rows, Side, see_place
from homeward.index.parts import HIGH
from homeward.index.places import COUNT, FIRST
from homeward.index.postings import concept, concepts
from homeward.index.vocabulary import COUNTS, FIRST_ID, RARITY_STEPS

DAYS = 1 << 20  # more than any day number
YEARS = 1 << 12
SHIFT = 366  # days by which a date may be moved: a year
DECADES = 16
PLACES_KNOWN = 3  # nothing known of the home, one country, the other
GROUPS = DECADES * PLACES_KNOWN
SEXES = 3
TRUST = 100.0  # rows that say as much of how usual something is as the shipped tables

# What is seen of a pair, of each of three: what was kept, and what was not.
NAME_KEPT, NAME_NEW = 0, 1
DAY_KEPT, DAY_MOVED, YEAR_KEPT = 2, 3, 4
HOME_KEPT, HOME_NEAR, HOME_NEW, HOME_UNKNOWN = 5, 6, 7, 8
SEEN = 9

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Kept(NamedTuple):
    """A register in the orders in which it is asked for people under another name."""

    names: npt.NDArray[np.uint64]  # the distinct given names
    name_days: Ints  # name and day, in order
    name_day_rows: Rows
    name_years: Ints  # name and year of those of whom no day is known
    name_year_rows: Rows
    sex_days: Ints
    sex_day_rows: Rows
    groups: npt.NDArray[np.int8]  # (rows): decade and country
    all: Floats  # (names): share of all rows
    usual: Floats  # (names, groups): share of the rows of a group that have a name
    dated: Floats  # (years): share of all rows that have a day in this year
    undated: Floats  # (years): that have this year and no day
    homes: Floats  # (places): share of the rows with a home that have this one
    sexes: Floats  # (sexes)


@compiled_with_arrays
def _entries(side: Side) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.float64], Rows]:
    """Given names of all rows with the share that tables tell, and the row of each."""
    size = side.rows.shape[0]
    names, shares = np.zeros(4 * size, np.uint64), np.zeros(4 * size, np.float64)
    rows = np.zeros(4 * size, np.int32)
    total = 0
    for row in range(size):
        given = signed(side.rows[row, GIVEN])
        for x in range(min(concepts(side.words, given), 4)):
            names[total] = concept(side.words, given, x)
            if (signed(side.words.parts[given, COUNTS]) >> 2) & 7:
                rare = side.words.parts[given, FIRST_ID + x] >> HIGH
                shares[total] = 2.0 ** (-np.float64(rare) / RARITY_STEPS)
            rows[total] = row
            total += 1
    return names[:total], shares[:total], rows[:total]


@compiled_with_arrays
def _births(side: Side) -> tuple[Ints, Ints]:
    """Day numbers and years, 0 where not known."""
    size = side.rows.shape[0]
    days, years = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for row in range(size):
        birth = signed(side.rows[row, BIRTH])
        if birth > 0:
            year, month, day = parts(birth)
            years[row] = year
            if year and month and day:
                days[row] = day_number(year, month, day)
    return days, years


def kept_of(side: Side, countries: npt.NDArray[np.int8]) -> Kept:
    """Sort and count a register; `countries` of its places."""
    size = len(side.rows)
    entries, shares, rows = _entries(side)
    names, first, which = np.unique(entries, return_index=True, return_inverse=True)
    days, years = _births(side)
    groups = np.where(years > 0, np.clip((years - 1900) // 10 + 1, 1, DECADES - 1), 0)
    groups = groups * PLACES_KNOWN + countries[side.rows[:, HOME]]
    dated, sexes = days[rows] > 0, side.rows[:, BITS] & 3
    only_year = ~dated & (years[rows] > 0)
    by_day = _sorted(which[dated] * DAYS + days[rows[dated]], rows[dated])
    by_year = _sorted(which[only_year] * YEARS + years[rows[only_year]], rows[only_year])
    with_day = np.flatnonzero((days > 0) & (sexes > 0))
    by_sex = _sorted(sexes[with_day] * DAYS + days[with_day], with_day.astype(np.int32))
    usual = np.zeros((len(names), GROUPS))
    np.add.at(usual, (which, groups[rows]), 1.0)
    in_all = (usual.sum(axis=1) + TRUST * shares[first]) / (size + TRUST)
    usual += TRUST * in_all[:, None]
    usual /= np.bincount(groups, minlength=GROUPS) + TRUST
    even = TRUST / 100 / (size + TRUST)  # as if a hundred years were alike
    return Kept(
        names, *by_day, *by_year, *by_sex, groups.astype(np.int8), in_all, usual,
        np.bincount(years[days > 0], minlength=YEARS) / (size + TRUST) + even,
        np.bincount(years[(days == 0) & (years > 0)], minlength=YEARS) / (size + TRUST) + even,
        _homes(side), _shares(np.bincount(sexes, minlength=SEXES)),
    )  # fmt: skip


def _sorted(keys: Ints, rows: Rows) -> tuple[Ints, Rows]:
    order = np.argsort(keys, kind="stable")
    return keys[order], rows[order]


def _shares(counts: Ints) -> Floats:
    return np.asarray((counts + TRUST) / (counts.sum() + len(counts) * TRUST), np.float64)


def _homes(side: Side) -> Floats:
    """The share of each place among the homes; places that mean one settlement count together."""
    spots = side.spots
    counts = np.bincount(side.rows[:, HOME], minlength=len(spots)).astype(np.float64)
    counts[0] = 0.0
    named = spots[:, COUNT] > 0
    told = np.where(named, spots[:, FIRST] & np.uint64(0xFFFFFFFF), np.arange(len(spots)) + DAYS)
    _, which = np.unique(told, return_inverse=True)
    together = np.bincount(which, weights=counts)[which]
    rare = 2.0 ** (-(spots[:, FIRST] >> HIGH).astype(np.float64) / RARITY_STEPS)
    usual = np.where(named, rare, 0.0)
    return np.asarray((together + TRUST * usual + 0.5) / (counts.sum() + TRUST), np.float64)


class Lead(NamedTuple):
    """Room for what is found of one person."""

    rows: Rows
    weights: Floats
    seen: npt.NDArray[np.int8]  # (rows, 3): what is seen of name, birth and home
    counts: Ints  # (1): how many there are


def new_lead(rows: int) -> Lead:
    return Lead(
        np.zeros(rows, np.int32), np.zeros(rows), np.zeros((rows, 3), np.int8),
        np.zeros(1, np.int64),
    )  # fmt: skip


@compiled
def find_renamed(  # noqa: C901, PLR0917 - compiled; one branch for each way to be found
    a: Side, row: int, b: Side, kept: Kept, share: Floats, marks: Any, out: Lead
) -> float:
    """All rows that may be this person under another name, each once; the sum of their weights."""
    out.counts[0] = 0
    birth = signed(a.rows[row, BIRTH])
    if birth <= 0:
        return 0.0
    year, month, number = parts(birth)
    if year == 0:
        return 0.0
    full = month > 0 and number > 0
    day = day_number(year, month, number) if full else 0
    low = day - SHIFT if full else day_number(year, 1, 1)
    high = day + SHIFT if full else day_number(year, 12, 31)
    total, before = 0.0, 2.0
    while True:  # the most usual of the names first: what a pair shares says as little as that
        name = signed(next_name(a, signed(a.rows[row, GIVEN]), kept, before))
        if name < 0:
            break
        before = kept.all[name]
        place = np.searchsorted(kept.name_days, name * DAYS + low)
        while place < len(kept.name_days) and kept.name_days[place] <= name * DAYS + high:
            what = DAY_MOVED if full else YEAR_KEPT
            if kept.name_days[place] - name * DAYS == day:
                what = DAY_KEPT
            other = signed(kept.name_day_rows[place])
            total += weigh_one(a, row, b, other, name, what, year, kept, share, marks, out)
            place += 1
        place = np.searchsorted(kept.name_years, name * YEARS + year)
        while place < len(kept.name_years) and kept.name_years[place] == name * YEARS + year:
            other = signed(kept.name_year_rows[place])
            total += weigh_one(a, row, b, other, name, YEAR_KEPT, year, kept, share, marks, out)
            place += 1
    sex = signed(a.rows[row, BITS]) & 3
    if full and sex:
        place = np.searchsorted(kept.sex_days, sex * DAYS + day)
        while place < len(kept.sex_days) and kept.sex_days[place] == sex * DAYS + day:
            other = signed(kept.sex_day_rows[place])
            total += weigh_one(a, row, b, other, -1, DAY_KEPT, year, kept, share, marks, out)
            place += 1
    for place in range(out.counts[0]):
        marks[out.rows[place]] = 0
    return total


@compiled
def next_name(a: Side, given: int, kept: Kept, before: float) -> int:
    """The number of the most usual name of a part that is less usual than `before`, or -1."""
    found, usual = -1, -1.0
    for x in range(concepts(a.words, given)):
        name = np.searchsorted(kept.names, concept(a.words, given, x))
        if name == len(kept.names) or kept.names[name] != concept(a.words, given, x):
            continue
        if usual < kept.all[name] < before:
            found, usual = name, kept.all[name]
    return found


@inlined
def weigh_one(  # noqa: PLR0917 - compiled
    a: Side, row: int, b: Side, other: int, name: int, born: int, year: int, kept: Kept,
    share: Floats, marks: Any, out: Lead,
) -> float:  # fmt: skip
    """The weight of one row; 0 if it has been seen or is of the other sex."""
    sex, their_sex = signed(a.rows[row, BITS]) & 3, signed(b.rows[other, BITS]) & 3
    if marks[other] or (sex and their_sex and sex != their_sex):
        return 0.0
    marks[other] = 1
    weight = share[NAME_NEW] / kept.sexes[their_sex] if their_sex else share[NAME_NEW]
    if name >= 0:
        weight += share[NAME_KEPT] / kept.usual[name, kept.groups[other]]
    theirs = parts(signed(b.rows[other, BIRTH]))
    if theirs[1] and theirs[2]:
        by_day = share[born] if born == DAY_KEPT else share[DAY_MOVED] / (2 * SHIFT)
        by_day = share[YEAR_KEPT] / 365.25 if born == YEAR_KEPT else by_day
        weight *= by_day * 365.25 / kept.dated[theirs[0]]
    else:
        weight *= share[YEAR_KEPT] / kept.undated[year]
    home, at = signed(b.rows[other, HOME]), HOME_UNKNOWN
    level, _ = see_place(a.spots, signed(a.rows[row, HOME]), b.spots, home)
    if level in (w.P_SAME, w.P_ALIKE):
        at = HOME_KEPT
        weight *= share[HOME_KEPT] / kept.homes[home] + share[HOME_NEW]
    elif level == w.P_REGION:
        at = HOME_NEAR
    elif level != w.P_MISSING:
        at = HOME_NEW
        weight *= share[HOME_NEW]
    place = out.counts[0]
    if place == len(out.rows):
        return 0.0
    out.rows[place], out.weights[place] = other, weight
    out.seen[place, 0] = NAME_KEPT if name >= 0 else NAME_NEW
    out.seen[place, 1], out.seen[place, 2] = born, at
    out.counts[0] = place + 1
    return float(weight)


@compiled
def agrees(level: int) -> bool:
    """Whether a part of a name is the same, or nearly."""
    return bool(level in (w.SAME, w.FORM, w.TYPO, w.TWO_TYPOS))


@compiled
def rename_rows(  # noqa: PLR0917 - compiled
    a: Side, chosen: Ints, b: Side, kept: Kept, share: Floats, marks: Any, lead: Lead,
    rows: Rows, weights: Floats, births: npt.NDArray[np.int8], sums: Floats,
) -> None:  # fmt: skip
    """The best leads of each chosen person, best first, and the sum of the weights of all.

    Names count neither for nor against: who bears the own name is found under that much likelier.
    """
    for number in range(len(chosen)):
        sums[number] = find_renamed(a, signed(chosen[number]), b, kept, share, marks, lead)
        best_of(lead, rows[number], weights[number], births[number])


@compiled
def best_of(lead: Lead, rows: Any, weights: Any, births: Any) -> None:
    """Put the best leads into the room of one person."""
    top = len(rows)
    for place in range(lead.counts[0]):
        weight = lead.weights[place]
        if weight <= weights[top - 1]:
            continue
        at = top - 1
        while at > 0 and weights[at - 1] < weight:
            weights[at], rows[at], births[at] = weights[at - 1], rows[at - 1], births[at - 1]
            at -= 1
        weights[at], rows[at], births[at] = weight, lead.rows[place], lead.seen[place, 1]


@compiled
def expect(lead: Lead, scale: float, counts: Floats) -> None:
    """Add what was seen of all leads to `counts`, each by its weight times `scale`."""
    for place in range(lead.counts[0]):
        chance = lead.weights[place] * scale
        for number in range(3):
            counts[lead.seen[place, number]] += chance


@compiled
def expect_rows(  # noqa: PLR0917 - compiled
    a: Side, chosen: Ints, b: Side, kept: Kept, share: Floats, marks: Any, lead: Lead,
    odds: Floats, others: Floats, counts: Floats, sums: Floats,
) -> None:  # fmt: skip
    """One look of EM: `odds` of a changed name by person, `others` of all else; sums of weights."""
    for number in range(len(chosen)):
        total = find_renamed(a, signed(chosen[number]), b, kept, share, marks, lead)
        sums[number] = total
        expect(lead, odds[number] / (others[number] + odds[number] * total), counts)
