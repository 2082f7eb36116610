"""The table of weights says what it seems to say."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from homeward.match import Feature, Level, feature_numbers, level_numbers, weights_array
from homeward.match.weights import HYPOTHESES, RELATIVE, rarity_array, rows, table

COLUMNS = ("kept", "changed", "relative", "stranger")


@pytest.mark.parametrize("column", COLUMNS)
def test_levels_of_one_group_add_up_to_one(column: str) -> None:
    """Of what can be seen when the same is known, something is seen; nothing is seen twice."""
    sums: defaultdict[tuple[Feature, str], float] = defaultdict(float)
    for row in rows():
        for known in row.known:
            sums[row.feature, known] += getattr(row, column)

    for (_, known), total in sums.items():
        one_sided = known in {"other", "endings", "sibling", "institution", "unit"}
        assert total <= 1 + 1e-9
        assert one_sided or total == pytest.approx(1)


def test_no_level_is_certain() -> None:
    """Nothing is impossible: no probability is 0."""
    assert all(min(r.kept, r.changed, r.relative, r.stranger) > 0 for r in rows())


def test_array_holds_the_table() -> None:
    """The kernel adds up the same bits as the table says."""
    array = weights_array()

    for row in rows():
        place = feature_numbers()[row.feature], level_numbers()[row.feature][row.level]
        assert np.allclose(array[:, *place], row.bits(), atol=1e-5)
        assert rarity_array()[place] == np.float32(row.rarity)
    assert array.shape[0] == len(HYPOTHESES) + 1


def test_missing_is_no_evidence() -> None:
    """Level 0 of every feature weighs nothing under every hypothesis."""
    assert not weights_array()[:, :, 0].any()


@pytest.mark.parametrize(
    ("feature", "levels"),
    [
        (Feature.FAMILY_NAME, [Level.SAME, Level.NEAR, Level.ALIKE, Level.DIFFERENT]),
        (Feature.GIVEN_NAME, [Level.SAME, Level.NEAR, Level.ALIKE, Level.DIFFERENT]),
        (Feature.PATRONYMIC, [Level.SAME, Level.NEAR, Level.ALIKE, Level.DIFFERENT]),
        (Feature.BIRTH_DATE, [Level.SAME, Level.DAY_BESIDE, Level.CLOSE, Level.APART]),
        (Feature.BIRTH_DATE, [Level.APART, Level.FAR, Level.VERY_FAR]),
        (Feature.BIRTH_DATE, [Level.SAME_YEAR, Level.NEXT_YEAR, Level.FEW_YEARS, Level.APART]),
        (Feature.HOME, [Level.SAME, Level.REGION, Level.DIFFERENT]),
        (Feature.SIBLINGS, [Level.SAME, Level.SOME, Level.DIFFERENT]),
    ],
)
def test_nearer_weighs_more(feature: Feature, levels: list[Level]) -> None:
    """Under one identity, the nearer of two levels never weighs less."""
    bits = [table()[feature, level].bits()[0] for level in levels]

    assert bits == sorted(bits, reverse=True)


def test_contradictions_speak_against() -> None:
    """What differs speaks against one identity, and less against a changed one."""
    for feature in (Feature.FAMILY_NAME, Feature.GIVEN_NAME, Feature.PATRONYMIC):
        bits = table()[feature, Level.DIFFERENT].bits()
        assert bits[0] < -3
        assert bits[1] > bits[0]


def test_relatives_share_family_names_not_given_names() -> None:
    """The column of relatives explains brothers: one surname and patronymic, two given names."""
    family, father = (
        table()[feature, Level.SAME].bits() for feature in (Feature.FAMILY_NAME, Feature.PATRONYMIC)
    )
    given = table()[Feature.GIVEN_NAME, Level.DIFFERENT].bits()

    assert family[RELATIVE] > 0
    assert father[RELATIVE] > 0
    assert given[RELATIVE] > given[0]
