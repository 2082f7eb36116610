"""Compare two records of people."""

from __future__ import annotations

from homeward.match.features import Feature
from homeward.match.naming import observe_names
from homeward.match.observation import Observation
from homeward.match.prior import Prior, prior_for
from homeward.match.scoring import PairScore, score_pair
from homeward.match.surroundings import observe_surroundings
from homeward.records import PersonRecord


def compare(a: PersonRecord, b: PersonRecord, *, prior: Prior | None = None) -> PairScore:
    """How likely both are one person, and why. Symmetric but for ours and theirs.

    Without a prior, the one that fits the kind of pair is taken (`prior_for`).
    """
    return score_pair(observe(a, b), prior or prior_for(a, b))


def observe(a: PersonRecord, b: PersonRecord) -> tuple[Observation, ...]:
    """Every feature of both side by side, not yet weighed."""
    names, surroundings = observe_names(a, b), observe_surroundings(a, b)
    if any(o.feature is Feature.SEX for o in surroundings):  # stated: endings say nothing more
        names = [o for o in names if o.feature is not Feature.SEX]
    return (*names, *surroundings)
