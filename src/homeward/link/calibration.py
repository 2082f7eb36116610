"""Make odds mean what they say, without labels: real people beside made-up ones.

What made-up people reach is what people without a partner reach. So at any odds, real people are
so many times as frequent as made-up ones as `1 - share + share * odds` says, if the odds are right.
A curve of two numbers is fitted until they are: bits become `slope * bits + shift`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FEWEST = 200  # people from which on anything is fitted
SLOPES = np.linspace(0.3, 1.3, 21)
SHIFTS = np.linspace(-10.0, 3.0, 53)
SLOPE_SPREAD, SHIFT_SPREAD = 0.3, 3.0  # how far a curve usually lies from odds as they are
ROUNDS = 3
LEAST, MOST = 1e-12, 1e12  # odds
LEAST_SHARE, MOST_SHARE = 0.0005, 0.98

Floats = npt.NDArray[np.float64]


class Curve(NamedTuple):
    """How odds are to be read."""

    slope: float = 1.0
    shift: float = 0.0

    def factor(self, odds: Floats) -> Floats:
        """What all odds of a person are multiplied by, from their sum."""
        bits = np.log2(np.clip(odds, LEAST, MOST))
        return np.asarray(2.0 ** ((self.slope - 1) * bits + self.shift))


class People(NamedTuple):
    """The sum of odds of each person, how much each counts, and which curve is for whom."""

    odds: Floats
    counts: Floats
    sorts: npt.NDArray[np.int64]

    def only(self, sort: int) -> People:
        """Those of one sort."""
        return People(*(column[self.sorts == sort] for column in self))

    def read(self, curves: Sequence[Curve]) -> Floats:
        """Odds as curves read them."""
        return self.odds * factors(curves, self.odds, self.sorts)


def factors(curves: Sequence[Curve], odds: Floats, sorts: npt.NDArray[np.int64]) -> Floats:
    """What the odds of people of different sorts are multiplied by."""
    return np.choose(sorts, [curve.factor(odds) for curve in curves])


def fitted(
    real: People, made_up: People, share: float, balance: float, *, most: float = np.inf
) -> Curve:
    """The curve that fits best, if a share of the real people has a partner.

    `balance`: how many made-up people there are for each real one, of all sorts. `most`: what the
    odds of made-up people may be in the mean.
    """
    slopes, shifts = (grid.ravel() for grid in np.meshgrid(SLOPES, SHIFTS))
    fit = -(((slopes - 1) / SLOPE_SPREAD) ** 2 + (shifts / SHIFT_SPREAD) ** 2) / 2
    for people, is_real in ((real, True), (made_up, False)):
        odds, counts = _binned(people)
        bits = np.log2(odds)[:, None] * slopes + shifts
        if not is_real and most < np.inf:
            fit[counts @ 2.0**bits > most * counts.sum()] = -np.inf
        more = 1 - share + share * 2.0**bits
        chance = more / (more + balance)
        fit += counts @ np.log(chance if is_real else 1 - chance)
    best = int(fit.argmax())
    return Curve(float(slopes[best]), float(shifts[best]))


def _binned(people: People) -> tuple[Floats, Floats]:
    """Odds in steps of a quarter of a bit, and how many people there are of each."""
    steps = np.round(4 * np.log2(np.clip(people.odds, LEAST, MOST)))
    distinct, which = np.unique(steps, return_inverse=True)
    counts = np.bincount(which, weights=people.counts).astype(np.float64)
    return 2.0 ** (distinct / 4), counts


def share_of(odds: Floats, counts: Floats) -> float:
    """The share of people with a partner, by EM over odds that are right."""
    share = 0.5
    for _ in range(50):
        there = share * odds / (1 - share + share * odds)
        share = float(np.clip(counts @ there / counts.sum(), LEAST_SHARE, MOST_SHARE))
    return share


def fitted_with_share(
    real: People, made_up: People, share: float, sorts: int = 1, *, most: float = np.inf
) -> tuple[list[Curve], float]:
    """A curve for each sort of people, and the share that they lead to."""
    curves = [Curve()] * sorts
    if min(len(real.odds), len(made_up.odds)) < FEWEST or not real.counts.sum():
        return curves, share
    balance = made_up.counts.sum() / real.counts.sum()
    for _ in range(ROUNDS):
        curves = [
            fitted(real.only(sort), made_up.only(sort), share, balance, most=most)
            for sort in range(sorts)
        ]
        share = share_of(real.read(curves), real.counts)
    return curves, share
