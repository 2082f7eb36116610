"""Queries of a file: one JSON object a line, with the columns of a table of people."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from homeward.index.table import COLUMNS, clean, record_of
from homeward.records import Origin, PersonRecord, Rejected


def read_queries(path: Path) -> tuple[list[PersonRecord], list[Rejected]]:
    """The queries that can be asked, and the lines that cannot, with the reason."""
    numbers: list[int] = []
    found: list[dict[str, str | None]] = []
    broken: list[Rejected] = []
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), start=1):
        if not line.strip():
            continue
        cells = _cells(line)
        if cells is None:
            broken.append(Rejected(Origin(path.name, f"row {number}"), line, "no JSON object"))
            continue
        numbers.append(number)
        found.append(cells)
    if not found:
        return [], broken
    rows = {key: pa.array([cells.get(key) for cells in found], pa.string()) for key in COLUMNS}
    people = clean(pa.table(rows), path.name, np.array(numbers), broken)
    lines = dict(zip(numbers, found, strict=True))
    refused = [_with_line(item, lines) for item in people.rejected]
    return [record_of(cells) for cells in people.rows.to_pylist()], refused


def _with_line(item: Rejected, lines: dict[int, dict[str, str | None]]) -> Rejected:
    """A rejected query with its line as it was, not as a row of a table."""
    cells = lines.get(int(item.origin.locator.removeprefix("row ")))
    return item if cells is None else replace(item, original=json.dumps(cells, ensure_ascii=False))


def id_of(line: Rejected) -> str | None:
    """The id of a query that cannot be asked, if it has one."""
    cells = _cells(line.original)
    return cells.get("id") if cells else None


def _cells(line: str) -> dict[str, str | None] | None:
    try:
        value: Any = json.loads(line)
    except ValueError:
        return None
    if not isinstance(value, dict):
        return None
    return {str(key): _text(cell) for key, cell in value.items()}


def _text(cell: Any) -> str | None:
    if cell is None:
        return None
    return ";".join(map(str, cell)) if isinstance(cell, list) else str(cell)
