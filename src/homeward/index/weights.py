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
SEX_DIFFERS, ENDINGS_DIFFER = 2, 3
LEVELS = (NAME_LEVELS,) * 3 + (BIRTH_LEVELS, SEX_LEVELS, PLACE_LEVELS, PLACE_LEVELS)
MOST_LEVELS = max(map(len, LEVELS))

STEPS = 512  # of the similarity of two spellings
KINDS = (PERSON, WOMAN, SOLDIER, TAKEN_CHILD)
ANYBODY, A_WOMAN, A_SOLDIER, A_CHILD = range(4)
# As in `names/levels.py`, only to choose between readings, by the kernel's levels.
ROUGH = (0.0, 7.5, 5.0, 4.0, 1.5, 0.0, 2.0, -5.0, -5.0, -5.0)
SWAPPED_COSTS = 3.0


# Columns of the table: bits by hypothesis (four, then relatives), then the share of the rarity
# over the average that counts, then that average.
SHARE, AVERAGE = COLUMNS, COLUMNS + 1


class Weights(NamedTuple):
    """`table` (features, levels and then STEPS + 1 similarities of names, 7); priors by kind."""

    table: npt.NDArray[np.float64]
    priors: npt.NDArray[np.float64]  # (kinds, 5)


@cache
def weights() -> Weights:
    """The weights of the table that is shipped."""
    table = np.zeros((len(FEATURES), MOST_LEVELS + STEPS + 1, COLUMNS + 2))
    for feature, (of, levels) in enumerate(zip(FEATURES, LEVELS, strict=True)):
        row = list(Feature).index(of)
        for place, level in enumerate(levels):
            number = numbers()[of][level]
            table[feature, place, :COLUMNS] = weights_array()[:, row, number]
            table[feature, place, SHARE] = rarity_array()[row, number]
        if of in NAME_FEATURES:
            table[feature, MOST_LEVELS:, : COLUMNS + 1] = _spelled(of)
        table[feature, :, AVERAGE] = _average(of)
    return Weights(table, np.array([kind.log_odds() for kind in KINDS]))


def _average(feature: Feature) -> float:
    return average_rarity(feature) if Level.SAME in numbers()[feature] else 0.0


def _spelled(feature: Feature) -> list[list[float]]:
    """Weights and share of rarity of two spellings, by their similarity in STEPS."""
    found = []
    for step in range(STEPS + 1):
        plain = _weigh(feature, step / STEPS, None)
        rarer = _weigh(feature, step / STEPS, average_rarity(feature) + 1)
        found.append([*plain, rarer[0] - plain[0]])
    return found


def _weigh(feature: Feature, similarity: float, rarity: float | None) -> list[float]:
    seen = Observation(feature, Level.NEAR, "", "", "", rarity=rarity, similarity=similarity)
    return list(weigh(seen))
