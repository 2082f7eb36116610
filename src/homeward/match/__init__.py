"""How likely two records are one person, and why.

What a score is made of stands in one table, data/weights.csv (explained in weights.py).
"""

from homeward.match.births import birth_level, date_level
from homeward.match.compare import compare, observe
from homeward.match.explain import Explanation, explain
from homeward.match.features import Feature, Hypothesis, Level
from homeward.match.group import ScoredPair, with_group_evidence
from homeward.match.observation import Observation
from homeward.match.prior import PERSON, SOLDIER, TAKEN_CHILD, WOMAN, Prior, prior_for
from homeward.match.scoring import Comparison, PairScore, score_pair
from homeward.match.sentences import LANGUAGES, Language
from homeward.match.weights import (
    average_rarity,
    feature_numbers,
    level_numbers,
    rarity_array,
    weights_array,
)

__all__ = [
    "LANGUAGES",
    "PERSON",
    "SOLDIER",
    "TAKEN_CHILD",
    "WOMAN",
    "Comparison",
    "Explanation",
    "Feature",
    "Hypothesis",
    "Language",
    "Level",
    "Observation",
    "PairScore",
    "Prior",
    "ScoredPair",
    "average_rarity",
    "birth_level",
    "compare",
    "date_level",
    "explain",
    "feature_numbers",
    "level_numbers",
    "observe",
    "prior_for",
    "rarity_array",
    "score_pair",
    "weights_array",
    "with_group_evidence",
]
