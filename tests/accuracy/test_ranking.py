"""Ranking: for one person asked for, the better record scores above the worse one."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from homeward.cli.pairs import person
from homeward.match import compare

ROWS = list(csv.DictReader(Path(__file__).with_name("ranking.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["reason"])
def test_better_beats_worse(row: dict[str, str]) -> None:
    """What is nearer to the person asked for ranks above what is less near."""
    asked = person(1, {"name1": row["name"], "born1": row["born"]})

    better, worse = (
        compare(asked, person(2, {"name2": row[rank], "born2": row[f"{rank}_born"]})).score
        for rank in ("better", "worse")
    )
    assert better > worse
