"""The table of weights of `match` as arrays for the kernel, by the levels the kernel counts."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index.birthdates import ORDER as BIRTH_LEVELS
from homeward.match import PERSON, SOLDIER, TAKEN_CHILD, WOMAN, Feature, Level, Observation
from homeward.match.scoring import weigh
from homeward.match.weights import COLUMNS, average_rarity, rarity_array, weights_array
from homeward.match.weights import level_numbers as numbers

FEATURES = (
    Feature.FAMILY_NAME,
    Feature.GIVEN_NAME,
    Feature.PATRONYMIC,
    Feature.BIRTH_DATE,
    Feature.SEX,
    Feature.BIRTH_PLACE,
    Feature.HOME,
)
NAME_FEATURES = FEATURES[:3]
BIRTH, SEX, BIRTH_PLACE, HOME = range(3, 7)

# Levels of names and places as the kernel counts them; 0 is always "not known".
NAME_LEVELS = (
    Level.MISSING,
    Level.SAME,
    Level.FORM,
    Level.NEAR,
    Level.ALIKE,
    Level.ALIKE,
    Level.INITIAL,
    Level.INITIAL_DIFFERS,
    Level.DIFFERENT,
    Level.DIFFERENT,
)
(
    MISSING, SAME, FORM, TYPO, TWO_TYPOS, SIMILAR, INITIAL, INITIAL_DIFFERS, DIFFERENT, OTHER,
) = range(len(NAME_LEVELS))  # fmt: skip
SPELLED = (TYPO, TWO_TYPOS, SIMILAR, DIFFERENT)  # their weight depends on the similarity
PLACE_LEVELS = (Level.MISSING, Level.SAME, Level.ALIKE, Level.REGION, Level.DIFFERENT)
P_MISSING, P_SAME, P_ALIKE, P_REGION, P_DIFFERENT = range(5)
SEX_LEVELS = (Level.MISSING, Level.SAME, Level.DIFFERENT, Level.ENDINGS_DIFFER)
ENDINGS_DIFFER = 3
LEVELS = (NAME_LEVELS,) * 3 + (BIRTH_LEVELS, SEX_LEVELS, PLACE_LEVELS, PLACE_LEVELS)
MOST_LEVELS = max(map(len, LEVELS))

STEPS = 1024  # of the similarity of two spellings
KINDS = (PERSON, WOMAN, SOLDIER, TAKEN_CHILD)
ANYBODY, A_WOMAN, A_SOLDIER, A_CHILD = range(4)
# As in `names.compare`, only to choose between readings, by the kernel's levels.
ROUGH = (0.0, 7.5, 5.0, 4.0, 1.5, 0.0, 2.0, -5.0, -5.0, -5.0)
SWAPPED_COSTS = 3.0


class Weights(NamedTuple):
    """Bits by hypothesis (four, then relatives); shares of rarity; priors by kind of pair."""

    bits: npt.NDArray[np.float32]  # (features, levels, 5)
    share: npt.NDArray[np.float32]  # (features, levels)
    spelled_bits: npt.NDArray[np.float32]  # (3, STEPS + 1, 5)
    spelled_share: npt.NDArray[np.float32]  # (3, STEPS + 1)
    average: npt.NDArray[np.float32]  # (features)
    priors: npt.NDArray[np.float32]  # (kinds, 5)


@cache
def weights() -> Weights:
    """The weights of the table that is shipped."""
    bits = np.zeros((len(FEATURES), MOST_LEVELS, COLUMNS), np.float32)
    share = np.zeros((len(FEATURES), MOST_LEVELS), np.float32)
    for feature, (of, levels) in enumerate(zip(FEATURES, LEVELS, strict=True)):
        row = list(Feature).index(of)
        for place, level in enumerate(levels):
            number = numbers()[of][level]
            bits[feature, place] = weights_array()[:, row, number]
            share[feature, place] = rarity_array()[row, number]
    spelled = [_spelled(feature) for feature in NAME_FEATURES]
    return Weights(
        bits,
        share,
        np.array([b for b, _ in spelled], np.float32),
        np.array([s for _, s in spelled], np.float32),
        np.array([_average(feature) for feature in FEATURES], np.float32),
        np.array([kind.log_odds() for kind in KINDS], np.float32),
    )


def _average(feature: Feature) -> float:
    return average_rarity(feature) if Level.SAME in numbers()[feature] else 0.0


def _spelled(feature: Feature) -> tuple[list[list[float]], list[float]]:
    """Weights and share of rarity of two spellings, by their similarity in STEPS."""
    plain = [_weigh(feature, step / STEPS, None) for step in range(STEPS + 1)]
    one_more = [
        _weigh(feature, step / STEPS, average_rarity(feature) + 1) for step in range(STEPS + 1)
    ]
    shares = [more[0] - bits[0] for more, bits in zip(one_more, plain, strict=True)]
    return plain, shares


def _weigh(feature: Feature, similarity: float, rarity: float | None) -> list[float]:
    seen = Observation(feature, Level.NEAR, "", "", "", rarity=rarity, similarity=similarity)
    return list(weigh(seen))
