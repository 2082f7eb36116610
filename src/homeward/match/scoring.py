"""From observations to a probability: weights add up, hypotheses are mixed.

Five explanations of what was seen stand beside "two strangers": the four hypotheses of one person,
and two relatives. Each has its bits; with the bits of the prior they make the score.

An agreement never lowers a score. A shared family name makes twins likelier than one renamed
person, and so would take away what an equal birth date says; the names that a family shares count
only as far as they help (`_at_least`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise

from homeward.match.features import Feature, Hypothesis, Level
from homeward.match.observation import Observation, neither_has
from homeward.match.prior import Prior, log_odds
from homeward.match.weights import HYPOTHESES, RAREST, RELATIVE, Row, average_rarity, rows, table

SHARED_BY_FAMILIES = frozenset(
    {Feature.FAMILY_NAME, Feature.PATRONYMIC, Feature.FATHERS_GIVEN_NAME}
)
SPELLED = (Level.DIFFERENT, Level.ALIKE, Level.NEAR, Level.SAME)

Bits = tuple[float, ...]
_Seen = Sequence[tuple[Observation, Bits]]  # what is known of both, and what it says
_Mark = tuple[float, Bits, float]  # likeness, bits and share of rarity of a row of the table
NAMES = frozenset({Feature.FAMILY_NAME, Feature.GIVEN_NAME, Feature.PATRONYMIC})
AT_ODDS = -5.0  # bits against one person from which names do not count as agreeing
NOTHING: Bits = (0.0,) * (RELATIVE + 1)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far one feature of two records agrees, and how much that says."""

    feature: Feature
    level: Level
    weight: float  # log2 of the evidence; the weights of a pair add up
    ours: str
    theirs: str
    reason: str  # code in data/reasons.csv
    params: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class PairScore:
    """How likely two records are one person.

    `score` is the calibrated probability over all hypotheses, not lowered by names that a family
    shares. `bits` is the evidence under the likeliest of them without the prior. `hypotheses` add
    up to 1: what holds, if it is one person. `relative` is the probability that they are two
    people of one family.
    """

    score: float
    bits: float
    hypothesis: Hypothesis
    comparisons: tuple[Comparison, ...]
    hypotheses: Mapping[Hypothesis, float]
    relative: float
    prior: Prior
    observations: tuple[Observation, ...]


def score_pair(observations: Sequence[Observation], prior: Prior) -> PairScore:
    """Weigh what was seen."""
    weights = [weigh(o) for o in observations]
    seen = [(o, w) for o, w in zip(observations, weights, strict=True) if w is not NOTHING]
    sums = [sum(column) for column in zip(NOTHING, *[w for _, w in seen], strict=True)]
    posterior = [p + s for p, s in zip(log_odds(prior), sums, strict=True)]
    score, relative, shares = _mixture(posterior)
    score = max(score, _at_least(posterior, seen))
    score = _of_one_name(score, seen, prior)
    relative = min(relative, 1 - score)
    best = max(range(RELATIVE), key=posterior.__getitem__)
    return PairScore(
        score=score,
        bits=sums[best],
        hypothesis=HYPOTHESES[best],
        comparisons=tuple(
            [_compared(o, w[best]) for o, w in zip(observations, weights, strict=True)]
        ),
        hypotheses=dict(zip(HYPOTHESES, shares, strict=True)),
        relative=relative,
        prior=prior,
        observations=tuple(observations),
    )


def _at_least(posterior: Sequence[float], seen: _Seen) -> float:
    """The highest score that leaves out some agreeing names which relatives share."""
    shared = [
        w
        for o, w in seen
        if w[0] > 0 and o.feature in SHARED_BY_FAMILIES and w[RELATIVE] > min(w[:RELATIVE])
    ]
    if not shared:
        return 0.0
    return max(
        (
            _mixture([p - sum(bits) for p, *bits in zip(posterior, *left_out, strict=True)])[0]
            for count in range(1, len(shared) + 1)
            for left_out in combinations(shared, count)
        ),
        default=0.0,
    )


def _of_one_name(score: float, seen: _Seen, prior: Prior) -> float:
    """What one equal name says, whichever part of a name it is and however common.

    One word on each side and nothing else: how likely both are one name decides, and nothing
    besides. With more that agrees, the score is no lower.
    """
    if any([w[0] < AT_ODDS for o, w in seen if not o.alone]):  # noqa: C419 - a list is faster
        return score
    names = [
        _weigh(Feature.FAMILY_NAME, o.level, o.similarity, None)[0] + o.plausible
        for o, _ in seen
        if o.feature in NAMES
    ]
    if not names:
        return score
    bits = max(names) + sum([w[0] for _, w in seen if AT_ODDS <= w[0] < 0])
    least: float = 1 / (1 + 2.0 ** -(log_odds(prior)[0] + bits))
    alone = all(o.alone or o.level is Level.ENDINGS_DIFFER for o, _ in seen)
    return least if alone else max(score, least)


def _mixture(posterior: Sequence[float]) -> tuple[float, float, list[float]]:
    """Probability of one person, of relatives, and shares of the hypotheses; bits in."""
    top = max(0.0, *posterior)
    odds = [2.0 ** (bits - top) for bits in posterior]
    one_person, relatives, strangers = sum(odds[:RELATIVE]), odds[RELATIVE], 2.0**-top
    everything = one_person + relatives + strangers
    shares = [odd / one_person if one_person else 1 / RELATIVE for odd in odds[:RELATIVE]]
    return one_person / everything, relatives / everything, shares


def _compared(observation: Observation, weight: float) -> Comparison:
    if observation is neither_has(observation.feature):
        return _unknown(observation.feature)
    return Comparison(
        observation.feature, observation.level, weight, observation.ours, observation.theirs,
        observation.reason, observation.params,
    )  # fmt: skip


@cache
def _unknown(feature: Feature) -> Comparison:
    nothing = neither_has(feature)
    return Comparison(feature, nothing.level, 0.0, "", "", nothing.reason, nothing.params)


def weigh(observation: Observation) -> Bits:
    """Bits under each hypothesis in order, then as relatives."""
    if observation.level is Level.MISSING:
        return NOTHING
    bits = _weigh(
        observation.feature, observation.level, observation.similarity, observation.rarity
    )
    return tuple(b + observation.plausible for b in bits) if observation.plausible else bits


@lru_cache(maxsize=1 << 12)
def _weigh(feature: Feature, level: Level, similarity: float | None, rarity: float | None) -> Bits:
    bits, share = _in_table(table()[feature, level], similarity)
    extra = 0.0
    if rarity is not None:
        rarity = min(rarity, RAREST.get(feature, rarity))
        extra = share * (rarity - average_rarity(feature))
    return tuple(b + extra for b in bits)


def _in_table(row: Row, similarity: float | None) -> tuple[Bits, float]:
    """Weights and share of rarity; spellings between two rows get weights between theirs."""
    scale = _scale(row.feature)
    if similarity is None or row.level not in SPELLED or not scale:
        return row.bits(), row.rarity
    if similarity <= scale[0][0]:
        return scale[0][1:]
    for below, above in pairwise(scale):
        if similarity <= above[0]:
            return _between(below, above, (similarity - below[0]) / (above[0] - below[0]))
    return scale[-1][1:]


def _between(below: _Mark, above: _Mark, part: float) -> tuple[Bits, float]:
    bits = [low + part * (high - low) for low, high in zip(below[1], above[1], strict=True)]
    return tuple(bits), below[2] + part * (above[2] - below[2])


@cache
def _scale(feature: Feature) -> tuple[_Mark, ...]:
    """The rows of a feature that differ by spelling, from unlike to equal."""
    spelled = [r for r in rows() if r.feature is feature and r.level in SPELLED and r.similarity]
    return tuple(sorted((r.similarity or 0.0, r.bits(), r.rarity) for r in spelled))
