"""The table of what places are looked up by."""

from __future__ import annotations

import csv
from importlib.resources import files

from homeward.places.keys import TABLE, computed


def test_table_is_what_places_and_rules_make() -> None:
    """Whoever changes places or the rules for their endings makes the table anew.

    `python src/homeward/data/make/place_keys.py` does it.
    """
    text = files("homeward.data").joinpath(TABLE).read_text(encoding="utf-8")

    _, *rows = csv.reader(text.splitlines())

    assert [tuple(row) for row in rows] == computed()
