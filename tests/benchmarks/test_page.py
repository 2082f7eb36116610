from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.page import PAGE, ratio, renew, table


def test_one_part_is_renewed_alone(tmp_path: Path) -> None:
    """What stands outside the markers, and other parts, stay."""
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n", encoding="utf-8")

    renew("x", table(("n",), [("1",)]), page)

    text = page.read_text(encoding="utf-8")
    assert text.startswith("a\n<!-- x: begin -->\n\n| n |\n| --- |\n| 1 |\n")
    assert text.endswith("<!-- x: end -->\nb\n")
    assert "old" not in text


def test_a_page_without_markers_is_not_written(tmp_path: Path) -> None:
    """A result that has no place is an error, not lost."""
    page = tmp_path / "page.md"
    page.write_text("nothing", encoding="utf-8")

    with pytest.raises(ValueError, match="markers"):
        renew("x", [], page)


@pytest.mark.parametrize("part", ["pairs", "calibration", "search", "linkage", "reading"])
def test_the_page_has_a_place_for_every_benchmark(part: str) -> None:
    """docs/benchmarks.md is what the commands renew."""
    text = PAGE.read_text(encoding="utf-8")

    assert text.count(f"<!-- {part}: begin -->") == text.count(f"<!-- {part}: end -->") == 1


def test_small_ratios_keep_their_digits() -> None:
    """A peer that is 200 times faster is not shown as nought."""
    assert ratio(1, 200) == "0.005 ×"
    assert ratio(50, 1) == "50 ×"
