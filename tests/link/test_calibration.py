"""Scores of linkage mean what they say, on invented worlds whose truth is known."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest

from homeward.index.table import clean
from homeward.link import link
from homeward.link.calibration import Curve, People, fitted_with_share
from homeward.world import linkage, oracle_bound

SEEDS, REQUESTS, REGISTER = (31, 32, 33, 34), 6_000, 24_000  # nothing was tuned to these seeds
TOP = 20


class Answer(NamedTuple):
    """Pairs of invented worlds, with what is true of them."""

    asked: list[str]
    scores: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]
    renamed: npt.NDArray[np.bool_]
    changed: set[str]  # requests whose partner has another identity


@pytest.fixture(scope="module")
def answer() -> Answer:
    return _pooled([_answer(seed) for seed in SEEDS])


def _answer(seed: int) -> Answer:
    tables = linkage(seed, requests=REQUESTS, register=REGISTER)
    requests, register = (
        clean(pa.Table.from_batches(batches), "test").rows
        for batches in (tables.request_batches(), tables.register_batches())
    )
    truth = pa.Table.from_batches(tables.truth_batches()).to_pylist()
    partner = {row["request_id"]: row["register_id"] for row in truth}
    pairs = link(requests, register, threshold=1e-7)
    asked = pairs["id_a"].to_pylist()
    right = [partner.get(a) == b for a, b in zip(asked, pairs["id_b"].to_pylist(), strict=True)]
    renamed = [str(one).startswith("renamed") for one in pairs["hypothesis"].to_pylist()]
    changed = {row["request_id"] for row in truth if row["change"] == "changed_identity"}
    scores = np.asarray(pairs["score"], dtype=np.float64)
    names = [f"{seed} {one}" for one in asked]
    return Answer(
        names, scores, np.array(right), np.array(renamed), {f"{seed} {one}" for one in changed}
    )  # fmt: skip


def _pooled(answers: list[Answer]) -> Answer:
    asked = [one for answer in answers for one in answer.asked]
    scores, right, renamed = (
        np.concatenate([answer[place] for answer in answers]) for place in range(1, 4)
    )
    return Answer(asked, scores, right, renamed, set().union(*(a.changed for a in answers)))


@pytest.mark.parametrize(("low", "high"), [(0.03, 0.3), (0.3, 0.7), (0.7, 0.95), (0.95, 1.01)])
def test_scores_are_right_as_often_as_they_say(answer: Answer, low: float, high: float) -> None:
    """Of pairs with a score about 0.8, eight of ten are right: within four points and
    three standard errors."""
    among = (answer.scores >= low) & (answer.scores < high)
    said, right = answer.scores[among].mean(), answer.right[among].mean()
    error = np.sqrt(said * (1 - said) / among.sum())

    assert among.sum() > 100
    assert abs(said - right) < 3 * error + 0.04


def test_changed_identities_are_among_the_first(answer: Answer) -> None:
    """Nine in ten of those whom an oracle finds among its best 20 are among ours."""
    best: dict[str, int] = {}
    found = 0
    for place in np.argsort(-answer.scores, kind="stable"):
        one = answer.asked[place]
        best[one] = best.get(one, 0) + 1
        found += bool(answer.right[place] and best[one] <= TOP and one in answer.changed)
    bounds = [oracle_bound(seed, requests=REQUESTS, register=REGISTER) for seed in SEEDS]

    assert found / len(answer.changed) > 0.9 * np.mean([bound.in_top for bound in bounds])


def test_sure_leads_are_right(answer: Answer) -> None:
    """A lead under another name with a score above 0.9 is seldom wrong."""
    sure = answer.renamed & (answer.scores > 0.9)

    assert sure.sum() > 30
    assert answer.right[sure].mean() > 0.85


def test_a_curve_mends_odds() -> None:
    """Odds that are squared by mistake are read as what they were; the share of partners too."""
    throw = np.random.default_rng(1)
    nobody, somebody = throw.normal(0, 2, 20_000), throw.normal(4, 2, 6_000)
    sorts = np.zeros(20_000, np.int64)
    real = np.concatenate([nobody[:14_000], somebody])
    squared = [np.exp(2 * (x - 2)) for x in (real, throw.normal(0, 2, 20_000))]  # odds: e^(x-2)
    people = [People(odds, np.ones(20_000), sorts) for odds in squared]
    (curve,), share = fitted_with_share(people[0], people[1], 0.5)

    assert curve.slope == pytest.approx(0.5, abs=0.11)
    assert curve.shift == pytest.approx(0.0, abs=0.6)
    assert share == pytest.approx(0.3, abs=0.04)


def test_few_people_change_nothing() -> None:
    """From a handful of people nothing is learnt."""
    few = People(np.ones(5), np.ones(5), np.zeros(5, np.int64))

    assert fitted_with_share(few, few, 0.4) == ([Curve()], 0.4)
