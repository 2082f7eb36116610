"""How likely two records are one person, and why.

What a score is made of stands in one table, data/weights.csv (explained in weights.py).
"""

from homeward.match.births import birth_level, date_level
from homeward.match.compare import compare, observe
from homeward.match.features import Feature, Hypothesis, Level
from homeward.match.observation import Observation
from homeward.match.prior import PERSON, SOLDIER, TAKEN_CHILD, WOMAN, Prior, prior_for
from homeward.match.scoring import Comparison, PairScore, score_pair
from homeward.match.weights import (
    average_rarity,
    feature_numbers,
    level_numbers,
    rarity_array,
    weights_array,
)

__all__ = [
    "PERSON",
    "SOLDIER",
    "TAKEN_CHILD",
    "WOMAN",
    "Comparison",
    "Feature",
    "Hypothesis",
    "Level",
    "Observation",
    "PairScore",
    "Prior",
    "average_rarity",
    "birth_level",
    "compare",
    "date_level",
    "feature_numbers",
    "level_numbers",
    "observe",
    "prior_for",
    "rarity_array",
    "score_pair",
    "weights_array",
]
