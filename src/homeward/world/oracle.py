"""How well changed identities could be found at best: the bound beside our own figure.

The oracle reads a given name through every spelling without error, and knows the true rates of
`tables/rates.csv` and how often each name, day and place occurs. It scores a request and a row of
the register by given name, birth date, place and sex, which is all that a change of identity
leaves (surname and patronymic of the row say nothing of who it was). Requests whose partner kept
its name are left out, as found by name; what remains are changed identities and requests without
any partner, as they come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.world.crowd import Crowd, Numbers, crowd
from homeward.world.linkage import Linkage, linkage, partners, register_facts, stretches
from homeward.world.rows import rates
from homeward.world.vocabulary import places

Weights = NDArray[np.float64]
SHIFT_DAYS = 731  # a shifted birth date is uniform within a year before and after
TOP = 20
FIRST_DAY = np.datetime64("1900-01-01")
DAYS = 100_000  # more than any number of days since then
PRECISION = 0.95


@dataclass(frozen=True, slots=True)
class OracleBound:
    """What the oracle reaches on changed identities."""

    requests: int  # that were looked at: changed identities and requests without partner
    changed: int  # changed identities among them
    in_top: float  # share of them whose row is among the oracle's best 20
    at_precision: float  # share found at the lowest threshold where 95 in 100 pairs are right


@dataclass(frozen=True, slots=True)
class Sorted:
    """Rows of the register in the order of a number, to find a stretch of numbers fast."""

    keys: Numbers
    rows: Numbers

    @classmethod
    def of(cls, keys: Numbers, rows: Numbers) -> Sorted:
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], rows[order])

    def between(self, low: int, high: int) -> Numbers:
        """Rows with `low` <= key <= `high`."""
        first, end = np.searchsorted(self.keys, (low, high + 1))
        return self.rows[first:end]


@dataclass(frozen=True, slots=True)
class Register:
    """The register as numbers, with how often each value occurs."""

    name: Numbers  # given name and sex in one number
    day: Numbers  # days since FIRST_DAY; 0 where only the year or nothing is known
    year: Numbers  # 0 where no birth date
    place: Numbers  # -1 where none
    changed: NDArray[np.bool_]
    by_name_and_day: Sorted
    by_name_and_year: Sorted  # rows that have only the year
    by_sex_and_day: Sorted
    name_share: Weights  # by group and name: share among all of that group and sex
    year_share: Weights
    place_share: Weights
    sex_share: Weights


def oracle_bound(seed: int, *, requests: int, register: int) -> OracleBound:
    """The bound for `linkage(seed, requests=…, register=…)`; in memory."""
    tables = linkage(seed, requests=requests, register=register)
    known = _register(tables)
    looked_at, changed, in_top = 0, 0, 0
    scored: list[tuple[float, bool]] = []
    for people, at, target in _open_requests(tables, known):
        rows, posterior = score(known, people, at)
        looked_at += 1
        best = np.argsort(-posterior, kind="stable")[:TOP]
        scored += [(float(posterior[one]), int(rows[one]) == target) for one in best]
        if target >= 0:
            changed += 1
            in_top += target in rows[best]
    return OracleBound(looked_at, changed, in_top / max(changed, 1), _recall(scored, changed))


def _recall(scored: list[tuple[float, bool]], changed: int) -> float:
    """Share of the changed that is found at the lowest threshold with enough precision."""
    ordered = sorted(scored, key=lambda pair: -pair[0])
    right = np.cumsum([hit for _, hit in ordered])
    enough = np.flatnonzero(right >= PRECISION * np.arange(1, len(ordered) + 1))
    return float(right[enough[-1]]) / max(changed, 1) if len(enough) else 0.0


def _open_requests(tables: Linkage, known: Register) -> Iterator[tuple[Crowd, int, int]]:
    """Requests that names alone do not settle, each with its row of the register or -1."""
    for rows in stretches(tables.requests):
        whose = partners(tables, rows)
        people = crowd(tables.seed, whose.astype(np.uint64))
        inside = whose < tables.register
        renamed = inside & known.changed[np.where(inside, whose, 0)]
        for at in np.flatnonzero(~inside | renamed):
            yield people, int(at), int(whose[at]) if renamed[at] else -1


def _register(tables: Linkage) -> Register:
    parts = [register_facts(tables, rows) for rows in stretches(tables.register)]
    births = np.concatenate([part.births for part in parts])
    full = np.array([birth is not None and len(birth) == 10 for birth in births])
    year = np.array([int(birth[:4]) if birth else 0 for birth in births])
    day = np.zeros(len(births), np.int64)
    day[full] = days_of(births[full].astype("datetime64[D]"))
    name = np.concatenate([part.people.given * 2 + part.people.sex for part in parts])
    place = np.concatenate([part.place for part in parts])
    dated, year_only = np.flatnonzero(full), np.flatnonzero(~full & (year > 0))
    return Register(
        name=name,
        day=day,
        year=year,
        place=place,
        changed=np.concatenate([part.changed for part in parts]),
        by_name_and_day=Sorted.of(name[dated] * DAYS + day[dated], dated),
        by_name_and_year=Sorted.of(name[year_only] * DAYS + year[year_only], year_only),
        by_sex_and_day=Sorted.of(name[dated] % 2 * DAYS + day[dated], dated),
        name_share=_name_shares(name, group_of(year, place)),
        year_share=np.bincount(year) / len(year),
        sex_share=np.bincount(name % 2) / len(name),
        place_share=np.bincount(place[place >= 0]) / max(1, int((place >= 0).sum())),
    )


def days_of(dates: NDArray[np.datetime64]) -> Numbers:
    return (dates - FIRST_DAY).astype(np.int64)


def group_of(year: Numbers, place: Numbers) -> Numbers:
    """Period of birth by side of the home, where known: names differ between these groups."""
    period = np.where(year == 0, 0, np.where(year < 2006, 1, 2))
    side = np.where(place < 0, 0, np.where(place < len(places("ua").things), 1, 2))
    return period * 3 + side


def _name_shares(name: Numbers, group: Numbers) -> Weights:
    counts = np.zeros((9, int(name.max()) + 1))
    np.add.at(counts, (group, name), 1)
    for sex in (0, 1):
        counts[:, sex::2] /= np.maximum(1, counts[:, sex::2].sum(axis=1, keepdims=True))
    return counts


def score(known: Register, people: Crowd, at: int) -> tuple[Numbers, Weights]:
    """Rows that may be this person renamed, each with its probability to be that."""
    name = int(people.given[at] * 2 + people.sex[at])
    born = int(days_of(people.born[at]))
    year = int(people.born[at].astype("datetime64[Y]").astype(int)) + 1970
    near = known.by_name_and_day.between(
        name * DAYS + born - SHIFT_DAYS // 2, name * DAYS + born + SHIFT_DAYS // 2
    )
    that_year = known.by_name_and_year.between(name * DAYS + year, name * DAYS + year)
    that_day = name % 2 * DAYS + born
    same_day = known.by_sex_and_day.between(that_day, that_day)
    rows = np.unique(np.concatenate([near, that_year, same_day]))
    weight = _name(known, rows, name) * _birth(known, rows, born, year)
    weight *= _place(known, rows, int(people.place[at])) / known.sex_share[name % 2]
    rate = rates()
    renamed = rate["partner"] * rate["changed_identity"]
    prior = renamed / (renamed + 1 - rate["partner"])
    share = prior / len(known.name)
    return rows, share * weight / (1 - prior + share * weight.sum())


def _name(known: Register, rows: Numbers, name: int) -> Weights:
    """Likelihood ratio of the given name: kept, or drawn anew."""
    anew = rates()["changed_given_name"]
    common = known.name_share[group_of(known.year[rows], known.place[rows]), name]
    kept = (1 - anew) / np.maximum(common, 1e-9)
    return np.where(known.name[rows] == name, kept + anew, anew)


def _birth(known: Register, rows: Numbers, born: int, year: int) -> Weights:
    """Likelihood ratio of the birth date: kept, shifted by up to a year, or only its year."""
    rate = rates()
    shifted, partial = rate["changed_birth_date_shifted"], rate["changed_birth_date_partial"]
    spoilt = rate["bad_birth_date"] * rate["bad_birth_date_partial"] / (1 - rate["no_birth_date"])
    apart = np.abs(known.day[rows] - born)
    kept = np.where(apart == 0, 1 - shifted - partial, 0.0)
    kept += np.where(apart <= SHIFT_DAYS // 2, shifted / SHIFT_DAYS, 0.0)
    share = known.year_share[known.year[rows]]
    by_day = kept / ((1 - spoilt) * share / 365.25)
    by_year = np.where(known.year[rows] == year, partial / (spoilt * share), 0.0)
    return np.where(known.day[rows] > 0, by_day, by_year)


def _place(known: Register, rows: Numbers, home: int) -> Weights:
    """Likelihood ratio of the home place: kept, drawn anew, or not given."""
    anew = rates()["changed_place"]
    place = known.place[rows]
    kept = (1 - anew) / known.place_share[home] if home < len(known.place_share) else 0.0
    return np.where(place < 0, 1.0, np.where(place == home, kept + anew, anew))
