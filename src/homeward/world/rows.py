"""The tables of the world, as rows of text."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

TABLES = files("homeward.world") / "tables"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """All rows of one CSV table."""
    text = (TABLES / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def texts(name: str) -> dict[str, Any]:
    """One table of texts (TOML)."""
    return tomllib.loads((TABLES / "texts" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rates() -> dict[str, float]:
    """How often what happens: the one table of rates."""
    return {row["rate"]: float(row["value"]) for row in table("rates")}
