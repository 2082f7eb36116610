"""The table of weights: what each level of each feature says, in bits.

`data/weights.csv` holds, for each level, how often it is seen

- `kept`: between two records of one person, if that part of the identity was kept;
- `changed`: the same, if it was changed (a new name, a new birth date);
- `relative`: between two people of one family;
- `stranger`: between two people picked at random.

The weight of a level is log2 of the first three over the last. `known` names what must be known
on both sides; the levels of one such group add up to 1 (or less, where the rest is no evidence).
`rarity` is the share of a name's own rarity that counts, over that of the average name.
`similarity` is how alike two spellings of that level are; weights in between are interpolated.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2

import numpy as np
import numpy.typing as npt

from homeward.match.features import (
    REDATING_CHANGES,
    RENAMING_CHANGES,
    Feature,
    Hypothesis,
    Level,
)

HYPOTHESES = tuple(Hypothesis)
RELATIVE = len(HYPOTHESES)  # the column after the hypotheses: not one person, but one family
COLUMNS = RELATIVE + 1

# A spelling that no table of names holds may be a slip: it counts as no rarer than this (bits).
RAREST = {Feature.FAMILY_NAME: 15.0, Feature.GIVEN_NAME: 9.0, Feature.PATRONYMIC: 9.0}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    feature: Feature
    level: Level
    known: tuple[str, ...]
    kept: float
    changed: float
    relative: float
    stranger: float
    rarity: float
    similarity: float | None

    def bits(self) -> tuple[float, ...]:
        """Weights under each hypothesis in order, then as relatives."""
        shares = [self.changed if changes(self.feature, h) else self.kept for h in HYPOTHESES]
        return tuple(log2(share / self.stranger) for share in [*shares, self.relative])


def changes(feature: Feature, hypothesis: Hypothesis) -> bool:
    """Whether a person of whom the hypothesis holds may have another value on purpose."""
    renamed = hypothesis in {Hypothesis.RENAMED, Hypothesis.RENAMED_AND_REDATED}
    redated = hypothesis in {Hypothesis.REDATED, Hypothesis.RENAMED_AND_REDATED}
    return (renamed and feature in RENAMING_CHANGES) or (redated and feature in REDATING_CHANGES)


def read_rows(lines: Iterable[str]) -> tuple[Row, ...]:
    """Read the table; `lines` include the header."""
    return tuple(_row(cells) for cells in csv.DictReader(lines))


def _row(cells: dict[str, str]) -> Row:
    return Row(
        feature=Feature(cells["feature"]),
        level=Level(cells["level"]),
        known=tuple(cells["known"].split()),
        kept=float(cells["kept"]),
        changed=float(cells["changed"]),
        relative=float(cells["relative"]),
        stranger=float(cells["stranger"]),
        rarity=float(cells["rarity"]),
        similarity=float(cells["similarity"]) if cells["similarity"] else None,
    )


@cache
def rows() -> tuple[Row, ...]:
    """The table that is shipped."""
    with files("homeward.data").joinpath("weights.csv").open(encoding="utf-8") as lines:
        return read_rows(lines)


@cache
def table() -> dict[tuple[Feature, Level], Row]:
    """The rows by what they are about."""
    return {(row.feature, row.level): row for row in rows()}


@cache
def feature_numbers() -> dict[Feature, int]:
    """The place of each feature in `weights_array`."""
    return {feature: number for number, feature in enumerate(Feature)}


@cache
def level_numbers() -> dict[Feature, dict[Level, int]]:
    """The place of each level of each feature in `weights_array`; missing is 0."""
    numbers: dict[Feature, dict[Level, int]] = {f: {Level.MISSING: 0} for f in Feature}
    for row in rows():
        numbers[row.feature][row.level] = len(numbers[row.feature])
    return numbers


@cache
def weights_array() -> npt.NDArray[np.float32]:
    """Bits, shape (columns, features, levels): the four hypotheses, then relatives.

    Add up over the features of a pair; what is missing adds 0.
    """
    deepest = max(len(levels) for levels in level_numbers().values())
    bits = np.zeros((COLUMNS, len(Feature), deepest), dtype=np.float32)
    for row in rows():
        place = feature_numbers()[row.feature], level_numbers()[row.feature][row.level]
        bits[:, *place] = row.bits()
    return bits


@cache
def rarity_array() -> npt.NDArray[np.float32]:
    """How much of a name's rarity over the average counts, shape (features, levels)."""
    shares = np.zeros(weights_array().shape[1:], dtype=np.float32)
    for row in rows():
        shares[feature_numbers()[row.feature], level_numbers()[row.feature][row.level]] = row.rarity
    return shares


@cache
def average_rarity(feature: Feature) -> float:
    """Bits of rarity that the weights of a feature already count."""
    return -log2(table()[feature, Level.SAME].stranger)
