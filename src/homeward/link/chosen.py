"""From odds to scores: what speaks for one row speaks against all others of the same person.

A person has one partner at most, under the own name or under another, or none.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.index.kernel import Side
from homeward.link.changes import Changes, Leads, is_open, kinds_of
from homeward.link.pairs import Kept
from homeward.link.renamed import DAY_MOVED, Floats, Ints
from homeward.match import Hypothesis
from homeward.match.weights import HYPOTHESES

RENAMED = HYPOTHESES.index(Hypothesis.RENAMED)
BOTH = HYPOTHESES.index(Hypothesis.RENAMED_AND_REDATED)

LEAST_NOBODY = 0.02  # that a person has no partner is never ruled out, or any pair would be sure
SORTS = 2  # of people, by their likeliest pair: under one name, under another


class Pairs(NamedTuple):
    """Pairs of rows with their scores."""

    rows: Ints
    others: Ints
    scores: Floats
    hypotheses: npt.NDArray[np.int64]


def sorts_of(kept: Kept) -> npt.NDArray[np.int64]:
    """Of which sort each person is."""
    best = kept.hypotheses[:, 0]
    sorts: npt.NDArray[np.int64] = ((best == RENAMED) | (best == BOTH)).astype(np.int64)
    return sorts


def own_pairs(kept: Kept, scores: Floats) -> Pairs:
    """The pairs found under the own name."""
    rows, places = np.nonzero(kept.odds > 0)
    others = kept.rows[rows, places].astype(np.int64)
    hypotheses = kept.hypotheses[rows, places].astype(np.int64)
    return Pairs(rows, others, scores[rows, places], hypotheses)


def all_pairs(
    people: Side, kept: Kept, changes: Changes, share: float, *, least: float, several: bool
) -> Pairs:
    """Pairs under the own name and under another, each with its probability.

    `several`: each pair is weighed alone, since a person may have several partners. Leads under
    `least` by a hundredth are left out.
    """
    kinds = changes.kinds[kinds_of(people, np.arange(len(people.rows)))]
    odds = share * kept.odds
    nobody = np.maximum(1 - share - kinds, LEAST_NOBODY)
    chosen = np.flatnonzero(is_open(share, kept.odds.sum(axis=1), kinds))
    leads = changes.find(people, chosen)
    scale = changes.odds(people, chosen)
    rest = nobody + odds.sum(axis=1)
    weights, sums = _free(leads, kept, odds / rest[:, None], len(changes.side.rows))
    if several:
        own = own_pairs(kept, odds / (nobody[:, None] + odds))
        lead = scale[:, None] * weights
        lead /= nobody[chosen, None] + lead
    else:
        rest[chosen] += scale * sums
        own = own_pairs(kept, odds / rest[:, None])
        lead = (scale / rest[chosen])[:, None] * weights
    return _together(own, _lead_pairs(leads, chosen, lead, least / 100), len(changes.side.rows))


def _free(leads: Leads, kept: Kept, chances: Floats, size: int) -> tuple[Floats, Floats]:
    """Weights of leads, less where a row is somebody else's under the own name; and their sums."""
    taken = np.zeros(max(1, size))
    there = kept.odds > 0
    np.maximum.at(taken, kept.rows[there], chances[there])
    lost = leads.weights * taken[leads.rows]
    return leads.weights - lost, leads.sums - lost.sum(axis=1)


def _lead_pairs(leads: Leads, chosen: Ints, scores: Floats, least: float) -> Pairs:
    at, places = np.nonzero((leads.weights > 0) & (scores > least))
    moved = leads.births[at, places] == DAY_MOVED
    others = leads.rows[at, places].astype(np.int64)
    return Pairs(chosen[at], others, scores[at, places], np.where(moved, BOTH, RENAMED))


def _together(own: Pairs, leads: Pairs, size: int) -> Pairs:
    """Both, each pair once: its chances add up, and the likelier hypothesis stands."""
    rows, others, scores, hypotheses = (
        np.concatenate(both) for both in zip(own, leads, strict=True)
    )
    order = np.lexsort((-scores, rows * size + others))
    codes = (rows * size + others)[order]
    first = np.flatnonzero(np.diff(codes, prepend=-1) != 0)
    sums = np.add.reduceat(scores[order], first) if len(first) else scores
    at = order[first]
    return Pairs(rows[at], others[at], np.minimum(sums, 1.0), hypotheses[at])
