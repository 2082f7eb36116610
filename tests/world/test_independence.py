"""The world knows nothing of the engine it tests, and its chance is nobody's but its own."""

import ast
import csv
from pathlib import Path

import numpy as np

import homeward
from homeward.world.dice import Dice, column, key_of

WORLD = Path(homeward.__file__).parent / "world"
ALLOWED = {"homeward.world", "homeward.records", "homeward.dates", "homeward.errors"}
SHIPPED_BY_THE_ENGINE = Path(homeward.__file__).parent / "data"
FORBIDDEN_CHANCE = {"random", "secrets", "uuid"}


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_the_world_imports_no_engine() -> None:
    """Only records, dates and errors are shared; names and letters are the world's own."""
    for path in WORLD.rglob("*.py"):
        for module in imported(path):
            if module.split(".")[0] == "homeward":
                assert ".".join(module.split(".")[:2]) in ALLOWED, path.name


def test_the_world_draws_no_chance_from_elsewhere() -> None:
    """Generators of Python and numpy change between versions."""
    for path in WORLD.rglob("*.py"):
        assert not imported(path) & FORBIDDEN_CHANCE, path.name
        assert "np.random" not in path.read_text(encoding="utf-8"), path.name


def test_no_table_of_the_engine_is_a_table_of_the_world() -> None:
    """A copied table would let the engine mark its own work."""
    ours = {frozenset(lines(path)) for path in (WORLD / "tables").glob("*.csv")}
    theirs = {frozenset(lines(path)) for path in SHIPPED_BY_THE_ENGINE.glob("*.csv")}

    assert ours
    assert not ours & theirs


def lines(path: Path) -> list[tuple[str, ...]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)]


def test_tables_are_small() -> None:
    """The package stays light: at most 600 KB of tables."""
    files = [path for path in (WORLD / "tables").rglob("*") if path.suffix in (".csv", ".toml")]

    assert sum(path.stat().st_size for path in files) <= 600_000


def test_chance_is_fixed_for_ever() -> None:
    """These numbers may never change: every seed in every report hangs on them."""
    dice = Dice(1, "family", "A0")

    assert key_of(1, "family", "A0") == 6712311718092917614
    assert [dice.below(1000) for _ in range(5)] == [903, 612, 319, 895, 954]
    assert column(7, np.arange(2, dtype=np.uint64)).tolist() == [
        1346066267577507604,
        7191089600892374487,
    ]
