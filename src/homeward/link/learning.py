"""Learn from the data itself how often each level is seen in true pairs (EM, no labels).

It starts from the table of `match` and never strays far from it (`TRUST`, `MOST_BITS`), so that no
choice of a user and no odd table can ruin recall. What people judged the same is known: fewer
pairs say as much, and they may move a weight further (`JUDGED_TRUST`, `MOST_JUDGED_BITS`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import log2

import numpy as np
import numpy.typing as npt

from homeward.index.kernel import FEATURES as COUNT
from homeward.index.weights import FEATURES, KINDS, LEVELS, MOST_LEVELS, STEPS, Weights
from homeward.match import Feature, Level, Prior
from homeward.match.weights import HYPOTHESES, changes, table

ROUNDS = 4
TRUST = 300.0  # pairs that must be seen before they say as much as the table
MOST_BITS = 1.5  # how far a weight may stray from the table
FEWEST = 50.0  # true pairs that say as much of the hypotheses' shares as the priors do
MOST_PRIOR_BITS = 5.0
JUDGED_TRUST = 30.0  # judged pairs that say as much as what is believed without them
MOST_JUDGED_BITS = 3.0  # how far these may move a weight from that
LEAST, MOST = 0.02, 0.98  # bounds for the share of people with a partner
SAME_IDENTITY = 0

Floats = npt.NDArray[np.float64]
Seen = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sample:
    """The best pairs of some people; `odds` 0 where there is none. `judged`: pairs called same."""

    seen: Seen  # (people, top, columns)
    odds: Floats  # (people, top)
    kinds: Floats  # (kinds): the share of each kind of prior among these people
    hypotheses: npt.NDArray[np.int8]
    judged: Seen  # (pairs, columns)
    strangers: Floats  # (people, top): odds of as many made-up people, who are in no table
    strangers_hypotheses: npt.NDArray[np.int8]
    relatives: float  # of these people, in the other table, beyond those met by accident


def for_candidates(weights: Weights, candidates: float) -> Weights:
    """The weights when one record among so many is the partner."""
    most = max(candidates, 1.0)
    priors = [np.array(kind.log_odds()) + log2(kind.candidates / most) for kind in KINDS]
    return Weights(weights.table, np.array(priors))


def partners(odds: Floats) -> float:
    """The share of people who have a partner, by EM over the odds at a share of 1."""
    share = 0.5
    for _ in range(30):
        sums = share * odds.sum(axis=1)
        share = float(np.clip((sums / (1 - share + sums)).mean(), LEAST, MOST))
    return share


def chances(odds: Floats, share: float) -> Floats:
    """The probability of each pair of a row, if each person has one partner at most."""
    scaled = share * odds
    return np.asarray(scaled / (1 - share + scaled.sum(axis=1, keepdims=True)))


def shifted(weights: Weights, sample: Sample) -> Weights:
    """The weights after one look at the sample."""
    share = partners(sample.odds)
    chance = chances(sample.odds, share)
    by_accident = (1 - share) * _mass(chances(sample.strangers, share), sample.strangers_hypotheses)
    kept = (sample.odds > 0) & (sample.hypotheses == SAME_IDENTITY)
    rows, judged = sample.seen[kept], sample.judged
    new = weights.table.copy()
    for feature in range(COUNT):
        by_chance = _counted(feature, rows[:, feature], chance[kept])
        by_people = _counted(feature, judged[:, feature], np.ones(len(judged)))
        for level, bits in _feature_shifts(feature, by_chance, by_people).items():
            _shift(new, feature, level, bits)
    return Weights(new, weights.priors + _prior_shifts(sample, chance, by_accident))


def _mass(chance: Floats, hypotheses: npt.NDArray[np.int8]) -> Floats:
    """How many pairs there are of each hypothesis."""
    return np.array([chance[hypotheses == number].sum() for number in range(len(HYPOTHESES))])


def _prior_shifts(sample: Sample, chance: Floats, by_accident: Floats) -> Floats:
    """How many bits likelier each hypothesis is here than `match` takes it to be, then relatives.

    What made-up people reach is accident, and does not speak for changed identities.
    """
    before = np.array([_shares(kind) for kind in KINDS])
    expected = sample.kinds @ before
    mass = np.maximum(_mass(chance, sample.hypotheses) - by_accident, 0.0)
    seen = (mass + FEWEST * expected) / (mass.sum() + FEWEST)
    shifts = np.clip(np.log2(seen / expected), -MOST_PRIOR_BITS, MOST_PRIOR_BITS)
    return np.append(shifts, _shift_of_relatives(sample))


def _shift_of_relatives(sample: Sample) -> float:
    """How many bits likelier it is to meet relatives here: some tables hold none."""
    usual = sample.kinds @ [2.0 ** kind.log_odds()[-1] * kind.candidates for kind in KINDS]
    met = max(sample.relatives, 0.0) / usual
    ratio = (met + FEWEST) / (len(sample.odds) + FEWEST)
    return float(np.clip(log2(ratio), -MOST_PRIOR_BITS, MOST_PRIOR_BITS))


def _shares(kind: Prior) -> list[float]:
    return [1 - kind.renamed - kind.redated - kind.both, kind.renamed, kind.redated, kind.both]


def _counted(feature: int, levels: Seen, counts: Floats) -> dict[Level, float]:
    """How many true pairs are of each level."""
    seen: dict[Level, float] = defaultdict(float)
    for number, level in enumerate(LEVELS[feature]):
        if number:
            seen[level] += float(counts[levels == number].sum())
    return seen


def _feature_shifts(
    feature: int, by_chance: dict[Level, float], by_people: dict[Level, float]
) -> dict[Level, float]:
    """How many bits more each level says than in the table of `match`."""
    name = FEATURES[feature]
    believed = {level: table()[name, level].kept for level in by_chance}
    found = _moved(name, by_chance, believed, trust=TRUST, most=MOST_BITS)
    believed = {level: share * 2.0 ** found[level] for level, share in believed.items()}
    judged = _moved(name, by_people, believed, trust=JUDGED_TRUST, most=MOST_JUDGED_BITS)
    return {level: found[level] + judged[level] for level in found}


def _moved(
    feature: Feature,
    seen: dict[Level, float],
    believed: dict[Level, float],
    *,
    trust: float,
    most: float,
) -> dict[Level, float]:
    """Bits from shares that are believed to those that are seen; `trust` in the first, in pairs."""
    totals: dict[str, float] = defaultdict(float)
    for level, count in seen.items():
        totals[_group(feature, level)] += count
    found = {}
    for level, share in believed.items():
        total = totals[_group(feature, level)]
        ratio = (seen[level] + trust * share) / ((total + trust) * share)
        found[level] = float(np.clip(log2(ratio), -most, most))
    return found


def _group(feature: Feature, level: Level) -> str:
    """What must be known on both sides for a level; of several the first."""
    return table()[feature, level].known[0]


def _shift(new: Floats, feature: int, level: Level, bits: float) -> None:
    """Add bits to a level under every hypothesis that leaves the feature as it was."""
    numbers = [n for n, other in enumerate(LEVELS[feature]) if other is level]
    steps = list(_steps(level)) if feature < 3 else []
    for column, hypothesis in enumerate(HYPOTHESES):
        if not changes(FEATURES[feature], hypothesis):
            new[feature, numbers + steps, column] += bits


def _steps(level: Level) -> range:
    """The similarities that stand for a level of spelling."""
    bounds = {Level.NEAR: (0.8, 1.01), Level.ALIKE: (0.62, 0.8), Level.DIFFERENT: (0.0, 0.62)}
    low, high = bounds.get(level, (0.0, 0.0))
    first, last = (MOST_LEVELS + round(share * STEPS) for share in (low, min(high, 1.0)))
    return range(first, last + (high > 1))
