"""`homeward demo`: a true table from a small invented world."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from homeward import cli
from homeward.world import measure


@pytest.mark.parametrize("seed", [3, 4])
def test_table_is_that_of_the_world(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table says what measuring the report against the truth says, whatever the seed."""
    folder = tmp_path / "demo"
    code = cli.run(["demo", "--folder", str(folder), "--seed", str(seed), "--requests", "15"])
    printed = capsys.readouterr().out
    found = measure(folder / "report" / "leads.jsonl", folder / "truth.csv")

    assert code == 0
    assert "All people in this world are invented." in printed
    assert f"{folder}/report/report.html" in printed.replace("\n", "")
    line = next(line for line in printed.splitlines() if re.search(r"\ball\b", line))
    assert [cell.strip() for cell in line.strip("│ ").split("│")][1:3] == [
        str(found.all.truths),
        str(found.all.found),
    ]
    assert found.all.found > 0


def test_other_files_are_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with other things in it is refused."""
    (tmp_path / "photo.jpg").touch()

    assert cli.run(["demo", "--folder", str(tmp_path), "--requests", "1"]) == 2
    assert "new or empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["photo.jpg"]
