"""Rows of a table before anybody knows which of them is the header."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row as it stands: cells as text, from the first column on.

    `wide` lists cells merged across columns as (first, last) places; `deep` is how many rows the
    tallest merged cell that begins here covers; `problem` says why the row cannot be used.
    """

    number: int  # as the spreadsheet shows it
    cells: tuple[str, ...]
    sheet: str | None = None
    wide: tuple[tuple[int, int], ...] = ()
    deep: int = 1
    problem: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.problem and not any(self.cells)
