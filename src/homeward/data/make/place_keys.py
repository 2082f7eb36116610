# ruff: noqa: INP001 - a script beside the table, not a module of the package
"""Make place_keys.csv from places.csv, regions.csv and the rules for endings of places.

    python src/homeward/data/make/place_keys.py

To be run after any of them changed; tests/places says when.
"""

from __future__ import annotations

import csv
from pathlib import Path

from homeward.places.keys import TABLE, computed


def main() -> None:
    """Write the table, one folder up."""
    out = Path(__file__).parents[1] / TABLE
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["key", "named", "stemmed"])
        writer.writerows(computed())


if __name__ == "__main__":
    main()
