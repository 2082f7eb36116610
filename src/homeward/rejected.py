"""What could not be used, listed so that it can be mended; no spreadsheet runs a cell of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from homeward.records import Rejected

HEADER = ("file", "place", "original", "reason")
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # also in full width
_LEADING = " \t\r\n\v\f\0\xa0\ufeff'\""  # what spreadsheets may pass over before a formula
_LONGEST_CELL = 32_000  # characters; Excel holds 32,767


def safe_cell(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet could take it for a formula."""
    begins_formula = text.lstrip(_LEADING).startswith(_BEGINS_A_FORMULA)
    return f"'{text}" if begins_formula or text.startswith(("\t", "\r", "\n")) else text


def write_rejected(path: Path, rejected: Iterable[Rejected]) -> int:
    """Write what could not be used as CSV for spreadsheets; returns how many rows.

    The file appears under its name only when it is whole.
    """
    unfinished = path.with_name(f".{path.name}.part")
    count = 0
    try:
        with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file)
            table.writerow(HEADER)
            for item in rejected:
                table.writerow(safe_cell(cell) for cell in _cells(item))
                count += 1
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _cells(item: Rejected) -> tuple[str, str, str, str]:
    original = item.original
    if len(original) > _LONGEST_CELL:
        original = f"{original[:_LONGEST_CELL]} […]"
    return item.origin.path, item.origin.locator, original, item.reason
