"""docs/benchmarks.md: one part for each benchmark, renewed alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"

Row = Sequence[str]


def renew(part: str, lines: Iterable[str], page: Path = PAGE) -> None:
    """Put the lines between the markers of that part."""
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    between = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    body = "\n".join([begin, "", *lines, "", end])
    renewed, found = between.subn(lambda _: body, text)
    if found != 1:
        raise ValueError(f"{page.name} needs the markers of {part!r} once; found {found} times")
    page.write_text(renewed, encoding="utf-8")


def table(header: Row, rows: Iterable[Row]) -> list[str]:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return [f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines]


def ratio(ours: float, theirs: float) -> str:
    """How many times ours is theirs."""
    if not theirs:
        return ""
    times = ours / theirs
    digits = next((n for n, least in enumerate((20, 2, 0.1)) if times >= least), 3)
    return f"{times:.{digits}f} ×"
