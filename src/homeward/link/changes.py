"""How often identities are changed, and what is kept then: learnt without labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index.kernel import BITS, Side, kind_of
from homeward.index.places import countries
from homeward.index.weights import KINDS
from homeward.link.calibration import FEWEST, Curve, People, fitted_with_share
from homeward.link.renamed import (
    DAY_KEPT,
    DAY_MOVED,
    HOME_KEPT,
    HOME_NEAR,
    HOME_NEW,
    HOME_UNKNOWN,
    NAME_KEPT,
    NAME_NEW,
    SEEN,
    YEAR_KEPT,
    Floats,
    Ints,
    Kept,
    expect_rows,
    kept_of,
    new_lead,
    rename_rows,
)

ROUNDS = 3
TRUST = 150.0  # changed identities that say as much as what is taken for usual
MOST_BY_ACCIDENT = 1.0  # as many rows weigh, in the mean, as one that fits as anybody does
TRUST_SHARE = 500.0  # people who say as much of how many there are
MOST_ASKED = (2_000, 5_000)  # people to learn from, and as many made-up
MOST_COMPARED = 400_000_000  # rows times people: in a larger register fewer people are asked for
SETTLED = 0.9  # who is found this surely under the own name is not looked for under another
THREADS = 2
BATCH = 500
TOP = 20
# What is usual before anything is learnt: the given name and half of the homes are kept.
USUAL = {
    NAME_KEPT: 0.9,
    NAME_NEW: 0.1,
    DAY_KEPT: 0.65,
    DAY_MOVED: 0.2,
    YEAR_KEPT: 0.15,
    HOME_KEPT: 0.5,
    HOME_NEAR: 0.1,
    HOME_NEW: 0.5,
    HOME_UNKNOWN: 1.0,
}
TOGETHER = ((NAME_KEPT, NAME_NEW), (DAY_KEPT, DAY_MOVED, YEAR_KEPT), (HOME_KEPT, HOME_NEW))


@dataclass(frozen=True, slots=True)
class Leads:
    """The best rows of some people under another name; weight 0 where there is none."""

    rows: npt.NDArray[np.int32]  # (people, TOP)
    weights: Floats
    births: npt.NDArray[np.int8]  # what is seen of the birth date
    sums: Floats  # of the weights of all rows, also of those that are not kept


class Asked(NamedTuple):
    """Some people, with the sum of the odds of each under the own name."""

    side: Side
    chosen: Ints
    odds: Floats


@dataclass(slots=True)
class Changes:
    """A register asked for people under another name."""

    side: Side
    kept: Kept
    kinds: Floats  # (kinds): the share of the people asked for who are in it under another name
    shares: Floats  # how often something is kept or not, of those
    curve: Curve = field(default_factory=Curve)

    @classmethod
    def of(cls, side: Side) -> Changes:
        shares = np.array([USUAL[number] for number in range(SEEN)])
        return cls(side, kept_of(side, countries(side.spots)), _usual_kinds(0.5), shares)

    def odds(self, side: Side, chosen: Ints) -> Floats:
        """The odds of a row of weight 1 to be each person, before others are weighed against it."""
        return self.kinds[kinds_of(side, chosen)] / max(1, len(self.side.rows))

    def learn(self, real: Asked, made_up: Asked, partner: float) -> None:
        """Learn from people of whom a share has a partner under the own name, and from made-up."""
        self.kinds = _usual_kinds(partner)
        if len(real.chosen) < FEWEST:
            return
        kinds = kinds_of(real.side, real.chosen)
        open_to = np.flatnonzero(is_open(partner, real.odds, self.kinds[kinds]))
        most = int(np.clip(MOST_COMPARED // max(1, len(self.side.rows)), *MOST_ASKED))
        step = 1 + len(open_to) // most
        open_to = open_to[::step]
        rest = Asked(real.side, real.chosen[open_to], real.odds[open_to])
        made_up = Asked(made_up.side, made_up.chosen[:most], made_up.odds[:most])
        missed = (1 - partner) / (1 - partner + partner * rest.odds)  # not under the own name
        kinds, size = kinds[open_to], max(1, len(self.side.rows))
        for _ in range(ROUNDS):
            counts, sums = self._look(rest, partner)
            _, accident = self._look(made_up, partner)
            (self.curve,), share = fitted_with_share(
                _alike(sums / size, missed), _alike(accident / size, np.ones(len(accident))),
                self.kinds[kinds].mean() / (1 - partner), most=MOST_BY_ACCIDENT,
            )  # fmt: skip
            found = share * sums / size * self.curve.factor(sums / size)
            mass = missed * found / (1 - share + found)
            self.kinds = _by_kind(step * mass, kinds, real)
            for group in TOGETHER:
                usual = np.array([USUAL[number] for number in group])
                seen = counts[list(group)] + TRUST * usual / usual.sum()
                self.shares[list(group)] = seen / seen.sum()

    def _look(self, asked: Asked, partner: float) -> tuple[Floats, Floats]:
        """What is seen of leads, each by its chance; and the sum of their weights by person."""
        size = len(self.side.rows)
        sums, scale = np.zeros(len(asked.chosen)), self.odds(asked.side, asked.chosen)
        others = 1 - partner - scale * size + partner * asked.odds
        counts = np.zeros((THREADS, SEEN))

        def look(thread: int) -> None:
            marks, lead = np.zeros(size, np.uint8), new_lead(size)
            for part in list(_parts(len(asked.chosen)))[thread::THREADS]:
                expect_rows(
                    asked.side, asked.chosen[part], self.side, self.kept, self.shares, marks,
                    lead, scale[part], others[part], counts[thread], sums[part],
                )  # fmt: skip

        _in_threads(look)
        return counts.sum(axis=0), sums

    def find(self, people: Side, chosen: Ints) -> Leads:
        """The best rows under another name of each of the chosen people."""
        size, shape = len(self.side.rows), (len(chosen), TOP)
        leads = Leads(
            np.zeros(shape, np.int32), np.zeros(shape), np.zeros(shape, np.int8),
            np.zeros(len(chosen)),
        )  # fmt: skip

        def look(thread: int) -> None:
            marks, lead = np.zeros(size, np.uint8), new_lead(size)
            for part in list(_parts(len(chosen)))[thread::THREADS]:
                rename_rows(
                    people, chosen[part], self.side, self.kept, self.shares, marks, lead,
                    leads.rows[part], leads.weights[part], leads.births[part],
                    leads.sums[part],
                )  # fmt: skip

        _in_threads(look)
        factor = self.curve.factor(leads.sums / max(1, size))
        leads.weights[:] *= factor[:, None]
        leads.sums[:] *= factor
        return leads


def _in_threads(work: Callable[[int], None]) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(work, thread) for thread in range(THREADS)]:
            done.result()


def _parts(many: int) -> Iterator[slice]:
    return (slice(start, start + BATCH) for start in range(0, many, BATCH))


def _usual_kinds(partner: float) -> Floats:
    """The share of each kind of people who are found under another name."""
    return np.array([partner * (kind.renamed + kind.both) for kind in KINDS])


def _alike(odds: Floats, counts: Floats) -> People:
    """People of one sort."""
    return People(odds, counts, np.zeros(len(odds), np.int64))


def _by_kind(mass: Floats, kinds: Ints, real: Asked) -> Floats:
    """The share of each kind of people, as far as there are enough of them; else that of all."""
    many = np.bincount(kinds_of(real.side, real.chosen), minlength=len(KINDS))
    found = np.bincount(kinds, weights=mass, minlength=len(KINDS))
    return np.asarray((found + TRUST_SHARE * mass.sum() / many.sum()) / (many + TRUST_SHARE))


def kinds_of(side: Side, chosen: Ints) -> npt.NDArray[np.int64]:
    """Which prior fits each of the chosen people, by themselves."""
    return np.array([kind_of(int(bits)) for bits in side.rows[chosen, BITS]], dtype=np.int64)


def is_open(partner: float, odds: Floats, renamed: Floats) -> npt.NDArray[np.bool_]:
    """Whether people with these odds of a partner under the own name may be under another."""
    there = partner * odds
    return np.asarray(there / (1 - partner - renamed + there) < SETTLED)
