"""Finding a place in the words of a source; cases.csv has one text a row with its reason."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from homeward.places import find, find_all, places

CASES = list(csv.DictReader(Path(__file__).with_name("cases.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} ({case['reason']})")
def test_find(case: dict[str, str]) -> None:
    """A place is found under old and new names, in any case, script and language."""
    place = find(case["text"])

    found = (place.region.code, place.name) if place else ("", "")
    assert found == (case["region"], case["name"])


def test_a_common_name_names_many() -> None:
    """Without a region, every village of the name stays possible."""
    assert len(find_all("Іванівка")) > 3


def test_long_text_is_no_place() -> None:
    """Ten thousand characters neither hang nor name a place."""
    assert find("ї" * 10_000) is None


def test_table_is_whole() -> None:
    """Every settlement has a region, a name in each language, and an id of its own."""
    settlements = places()

    assert len({place.id for place in settlements}) == len(settlements)
    assert all(place.uk and place.ru and place.en for place in settlements)
