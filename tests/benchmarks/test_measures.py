from __future__ import annotations

import pytest
from benchmarks.measures import bands, best, brier
from benchmarks.peers.daitch_mokotoff import codes

SCORED = [(0.9, True), (0.8, True), (0.8, False), (0.3, True), (0.1, False)]


def test_threshold_does_not_part_equal_scores() -> None:
    """Two pairs with one score are taken together or not at all."""
    found = best(SCORED)

    assert (found.precision, found.recall) == (0.75, 1.0)
    assert found.recall_at_99 == pytest.approx(1 / 3)


def test_pairs_that_were_never_scored_count_as_missed() -> None:
    """A blocking rule that loses a pair costs recall."""
    assert best(SCORED, true_pairs=6).recall == 0.5


def test_certain_and_right_has_a_brier_score_of_nothing() -> None:
    """Zero is best, one is worst."""
    assert brier([(1.0, True), (0.0, False)]) == 0
    assert brier([(0.0, True), (1.0, False)]) == 1


def test_bands_keep_every_pair() -> None:
    """A score of one belongs to the last band, and no band is empty."""
    shown = bands([*SCORED, (1.0, True)])

    assert sum(band.pairs for band in shown) == 6
    assert shown[-1].mean_score == pytest.approx(0.95)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("peters", {"734000", "739400"}),
        ("moskowitz", {"645740"}),
        ("jackson", {"154600", "145460", "454600", "445460"}),
        ("auerbach", {"097400", "097500"}),
        ("golubitsa", {"587400"}),
        ("przemysl", {"746480", "794648"}),
    ],
)
def test_daitch_mokotoff_codes_are_the_published_ones(word: str, told: set[str]) -> None:
    """The peer is what its name says: examples that its authors print."""
    assert codes(word) == told
